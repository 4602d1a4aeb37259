//! 荣誉 in SQLite: what was granted stays.

use rusqlite::Connection;

use super::Honour;
use crate::{Result, members::Subject};

/// Every honour, oldest first.
///
/// # Errors
/// Storage errors.
pub fn honours(connection: &Connection) -> Result<Vec<Honour>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, organization_id, member_id, title, level, granted_on, granted_by FROM honour
         ORDER BY granted_on, id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Honour {
            id: row.get(0)?,
            subject: Subject::from_columns(row, 1)?,
            title: row.get(3)?,
            level: row.get(4)?,
            granted_on: row.get(5)?,
            granted_by: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
