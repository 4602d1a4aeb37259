//! The SQL of members and their events.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{Member, MemberFacts, MemberId, MembershipEvent};
use crate::{Error, Result, store::Change};

/// 在册党员 on a day: everyone whose events up to that day make a member, in roster order. Days
/// before a member's 期初登记 know nothing of that member (`decisions.md` 14).
///
/// # Errors
/// Storage errors.
pub fn members_on(connection: &Connection, day: NaiveDate) -> Result<Vec<Member>> {
    let _ = (connection, day);
    Err(Error::internal("skeleton"))
}

/// Everyone ever registered, with the membership on `day`; those who left are included.
///
/// # Errors
/// Storage errors.
pub fn everyone(connection: &Connection, day: NaiveDate) -> Result<Vec<Member>> {
    let _ = (connection, day);
    Err(Error::internal("skeleton"))
}

/// The earliest 期初登记: before it the books say nothing. None in an office without members.
///
/// # Errors
/// Storage errors.
pub fn books_opened_on(connection: &Connection) -> Result<Option<NaiveDate>> {
    let _ = connection;
    Err(Error::internal("skeleton"))
}

/// Registers a person with the first event.
///
/// # Errors
/// Refused when the ID number is taken.
pub fn insert(change: &Change<'_>, facts: &MemberFacts, first: &MembershipEvent) -> Result<MemberId> {
    let _ = (change, facts, first);
    Err(Error::internal("skeleton"))
}

/// Replaces the facts of a person.
///
/// # Errors
/// Refused when the ID number belongs to somebody else.
pub fn update(change: &Change<'_>, id: MemberId, facts: &MemberFacts) -> Result<()> {
    let _ = (change, id, facts);
    Err(Error::internal("skeleton"))
}

/// Records an event after checking that it can follow what is recorded (转正 only for a
/// probationary member, nothing after 去世 ...).
///
/// # Errors
/// Refused with the reason.
pub fn record(change: &Change<'_>, id: MemberId, event: &MembershipEvent) -> Result<()> {
    let _ = (change, id, event);
    Err(Error::internal("skeleton"))
}
