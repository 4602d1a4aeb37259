//! The SQL of schemes, meetings, ballots and counts.
