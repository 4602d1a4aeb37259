//! How long work tells a shell where it stands, and hears that the clerk wants it stopped.

use crate::{Error, ErrorCode, Result};

/// A listener to long work.
pub trait Progress {
    /// `done` of `total` steps of the named stage (Chinese) are behind us.
    fn at(&self, stage: &str, done: u64, total: u64);

    /// Whether the clerk asked to stop.
    fn cancelled(&self) -> bool {
        false
    }

    /// Reports and stops the work when asked to.
    ///
    /// # Errors
    /// Cancelled.
    fn step(&self, stage: &str, done: u64, total: u64) -> Result<()> {
        if self.cancelled() {
            return Err(Error::new(ErrorCode::Cancelled, "已停止，未作任何改动"));
        }
        self.at(stage, done, total);
        Ok(())
    }
}

/// Nobody listens.
pub struct Silent;

impl Progress for Silent {
    fn at(&self, _stage: &str, _done: u64, _total: u64) {}
}
