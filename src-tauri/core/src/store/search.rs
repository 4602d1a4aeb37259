//! Looking into the history: which operations, on which records.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{OperationId, OperationKind, history::Operation, revert::Table};
use crate::{Error, Result};

/// Which operations are looked for; [`Default`] is all of them.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Each of these words stands in name, detail or 经办人.
    pub words: Vec<String>,
    /// Of this kind.
    pub kind: Option<OperationKind>,
    /// Not before this day.
    pub from: Option<NaiveDate>,
    /// Not after this day.
    pub to: Option<NaiveDate>,
    /// How many of the newest found are passed over.
    pub offset: u32,
    /// At most so many.
    pub limit: Option<u32>,
}

/// The operations looked for, newest first, and how many there are without offset and limit.
///
/// # Errors
/// Storage errors.
pub fn found(connection: &Connection, search: &Search) -> Result<(u64, Vec<Operation>)> {
    const WANTED: &str = "(?1 IS NULL OR kind = ?1)
        AND (?2 IS NULL OR substr(happened_at, 1, 10) >= ?2) AND (?3 IS NULL OR substr(happened_at, 1, 10) <= ?3)
        AND NOT EXISTS (SELECT 1 FROM json_each(?4) AS word
                        WHERE instr(name || char(10) || coalesce(detail, '') || char(10) || coalesce(actor, ''),
                                    word.value) = 0)";
    let words = serde_json::Value::from(search.words.clone()).to_string();
    let asked = (search.kind, search.from, search.to, words);
    let total: i64 = connection.query_row(
        &format!("SELECT count(*) FROM operation WHERE {WANTED}"),
        (&asked.0, &asked.1, &asked.2, &asked.3),
        |row| row.get(0),
    )?;
    let mut statement = connection
        .prepare(&format!("SELECT * FROM operation WHERE {WANTED} ORDER BY id DESC LIMIT ?5 OFFSET ?6"))?;
    let operations = statement.query_map(
        (asked.0, asked.1, asked.2, asked.3, search.limit.map_or(-1, i64::from), search.offset),
        Operation::from_row,
    )?;
    Ok((u64::try_from(total).unwrap_or(0), operations.collect::<Result<_, _>>()?))
}

/// A record as it stands, column by column; none when there is no such record.
///
/// # Errors
/// Storage errors.
pub fn record(connection: &Connection, table: &str, row: i64) -> Result<Option<serde_json::Value>> {
    let image = Table::read(connection, table)?.current(connection, row)?;
    image.map(|image| serde_json::from_str(&image)).transpose().map_err(Error::internal)
}

/// Walks the records that an operation changed, each as it was after, or before it went: table, row,
/// JSON. Stops when `visit` says false.
///
/// # Errors
/// Storage errors.
pub fn each_image(
    connection: &Connection,
    operation: OperationId,
    mut visit: impl FnMut(&str, i64, &str) -> bool,
) -> Result<()> {
    let mut statement = connection.prepare(
        "SELECT table_name, row_id, coalesce(after, before) FROM row_change WHERE operation_id = ?1 ORDER BY id DESC",
    )?;
    let mut rows = statement.query([operation])?;
    while let Some(row) = rows.next()? {
        let text = |column: usize| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str()?);
        if !visit(text(0)?, row.get(1)?, text(2)?) {
            break;
        }
    }
    Ok(())
}
