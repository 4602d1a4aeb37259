//! The SQL of pledges.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{Pledge, PledgeFacts, PledgeId};
use crate::{Error, Result, store::Change};

/// The ledger of a year, or of all years, by 台账号.
///
/// # Errors
/// Storage errors.
pub fn ledger(connection: &Connection, year: Option<i32>) -> Result<Vec<Pledge>> {
    let _ = (connection, year);
    Err(Error::internal("skeleton"))
}

/// Enters a pledge under the next 台账号.
///
/// # Errors
/// Storage errors.
pub fn insert(change: &Change<'_>, facts: &PledgeFacts) -> Result<PledgeId> {
    let _ = (change, facts);
    Err(Error::internal("skeleton"))
}

/// Replaces what a pledge says.
///
/// # Errors
/// Refused once closed (销号).
pub fn update(change: &Change<'_>, id: PledgeId, facts: &PledgeFacts) -> Result<()> {
    let _ = (change, id, facts);
    Err(Error::internal("skeleton"))
}

/// Adds a progress entry (践诺进展).
///
/// # Errors
/// Refused once closed.
pub fn add_progress(change: &Change<'_>, id: PledgeId, on: NaiveDate, content: &str) -> Result<()> {
    let _ = (change, id, on, content);
    Err(Error::internal("skeleton"))
}

/// Closes a line (销号): fulfilled, or settled with a reason.
///
/// # Errors
/// Refused when neither.
pub fn close(change: &Change<'_>, id: PledgeId, on: NaiveDate, by: &str) -> Result<()> {
    let _ = (change, id, on, by);
    Err(Error::internal("skeleton"))
}
