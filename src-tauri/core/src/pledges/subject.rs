//! The ledger's lines of one subject: for a person's or an organization's own page.

use rusqlite::Connection;

use super::{Pledge, PledgeId, store};
use crate::{Result, members::Subject};

/// The pledges of a subject, newest year first, by 台账号.
///
/// # Errors
/// Storage errors.
pub fn of_subject(connection: &Connection, subject: Subject) -> Result<Vec<Pledge>> {
    let (organization, member) = subject.columns();
    let column = if organization.is_some() { "organization_id" } else { "member_id" };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id FROM pledge WHERE {column} = ?1 ORDER BY year DESC, ledger_number"
    ))?;
    let id = organization.map(|id| id.0).or(member.map(|id| id.0));
    let ids = statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<Vec<PledgeId>>>()?;
    ids.into_iter().map(|id| store::get(connection, id)).collect()
}
