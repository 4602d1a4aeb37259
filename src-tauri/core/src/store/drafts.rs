//! Drafts: what is being entered and is no record yet. It stands in the file, because it must survive
//! a power cut, and outside the history, because it must be gone for good when it becomes a record
//! (`decisions.md` 13: no order and no number of a ballot is kept).
//!
//! Backups carry drafts as they carry everything; a draft in an older backup is thinned out with it.

use rusqlite::{Connection, OptionalExtension};

use super::{
    history::FieldHash,
    triggers::{columns, image},
};
use crate::Result;

/// The tables of drafts.
pub const DRAFTS: [&str; 3] = ["ballot_batch", "batch_subject", "batch_paper"];

/// SHA-256 over every draft: two files with the same one hold the same drafts. An office file of an
/// earlier program holds none.
///
/// # Errors
/// Storage errors.
pub fn digest(connection: &Connection) -> Result<String> {
    let mut hash = FieldHash::default();
    for table in DRAFTS {
        let there: Option<i64> = connection
            .query_row("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1", [table], |row| {
                row.get(0)
            })
            .optional()?;
        if there.is_none() {
            continue;
        }
        let image = image(&columns(connection, table)?, table);
        let mut statement = connection.prepare(&format!("SELECT {image} FROM {table} ORDER BY id"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            hash.text(Some(table));
            hash.bytes(Some(row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?));
        }
    }
    Ok(hash.finish())
}
