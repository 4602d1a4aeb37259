//! 荣誉 in SQLite: what was granted stays.

use rusqlite::{Connection, Row};

use super::Honour;
use crate::{Result, members::Subject};

const COLUMNS: &str = "id, organization_id, member_id, title, level, granted_on, granted_by";

/// Every honour, oldest first.
///
/// # Errors
/// Storage errors.
pub fn honours(connection: &Connection) -> Result<Vec<Honour>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM honour ORDER BY granted_on, id"))?;
    let rows = statement.query_map([], honour)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The honours of one subject, newest first.
///
/// # Errors
/// Storage errors.
pub fn honours_of_subject(connection: &Connection, subject: Subject) -> Result<Vec<Honour>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM honour WHERE organization_id IS ?1 AND member_id IS ?2
         ORDER BY granted_on DESC, id DESC"
    ))?;
    let rows = statement.query_map(subject.columns(), honour)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn honour(row: &Row<'_>) -> rusqlite::Result<Honour> {
    Ok(Honour {
        id: row.get(0)?,
        subject: Subject::from_columns(row, 1)?,
        title: row.get(3)?,
        level: row.get(4)?,
        granted_on: row.get(5)?,
        granted_by: row.get(6)?,
    })
}
