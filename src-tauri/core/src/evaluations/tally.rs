//! 计票: the one pure function from ballots or counts to figures (`domain.md` §3.1-3.3).
