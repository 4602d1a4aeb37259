//! 统计: figures that need more than one feature, and the shapes in which scripts get them.
//!
//! A room of its own because features do not read each other's tables: who was evaluated
//! (`evaluations`) against who had to be (`organizations`, `members`) is a join, and joins stand
//! here. It counts nothing itself: marks are counted by [`crate::evaluations::tally`]. It must not
//! lay anything out: that is `documents`.

pub mod books;
pub mod candidates;
pub mod coverage;
pub mod due;
pub mod evaluation_results;
pub mod indicators;
pub mod layout;
pub mod report;
pub mod reviewed;
pub mod seal;
pub mod tally_report;
#[cfg(test)]
mod tests;
