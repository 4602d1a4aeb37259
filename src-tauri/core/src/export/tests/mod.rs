mod writers;
