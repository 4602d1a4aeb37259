//! 操作历史: named operations in a SHA-256 chain.
//!
//! The hash of an operation covers its own row, the hash over its row changes and the hash of the
//! operation before it: rewriting one breaks every later one. The chain only grows; taking back is
//! an operation too ([`super::revert`]).

use std::cell::RefCell;

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{Change, OperationId, seals::SEALING};
use crate::{Result, clock::Clock, labels::labelled};

labelled! {
    /// What an operation is in the history. The values are the file's, never the clerk's.
    pub enum OperationKind {
        /// Changed records.
        Change = "change",
        /// Took a change back.
        Undo = "undo",
        /// Took an undo back.
        Redo = "redo",
        /// Stands in the history and cannot be taken back: opening the books, an export, an
        /// unmasking, a restore.
        Note = "note",
    }
}

/// An operation as it enters the history.
pub struct Entry {
    /// What it is.
    pub kind: OperationKind,
    /// 登记党员. Never personal data.
    pub name: String,
    /// The operation that an undo or redo takes back.
    pub target: Option<OperationId>,
    /// 经办人, where it is known.
    pub actor: Option<String>,
}

/// An operation of the chain, as kept.
pub struct Operation {
    /// Row id.
    pub id: OperationId,
    /// What it is.
    pub kind: OperationKind,
    /// 登记党员.
    pub name: String,
    /// Counts and hashes.
    pub detail: Option<String>,
    /// What an undo or redo takes back.
    pub target: Option<OperationId>,
    /// When, in local time, `2012-03-15T12:00:00`.
    pub happened_at: String,
    /// How many row changes.
    pub rows: i64,
    /// SHA-256 over them.
    pub rows_hash: String,
    /// 经办人, where it is known.
    pub actor: Option<String>,
    /// Hash of the operation before it; empty for the first.
    pub previous_hash: String,
    /// SHA-256 over all of this.
    pub hash: String,
}

/// A row before and after, as an operation left it. Holds personal data: for the screen, not for a
/// log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowChange {
    /// Name of the table.
    pub table: String,
    /// Row id.
    pub row: i64,
    /// Column by column; none for a new row.
    pub before: Option<serde_json::Value>,
    /// Column by column; none for a row taken away.
    pub after: Option<serde_json::Value>,
}

/// How `happened_at` is written.
pub const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

/// Runs an operation in one transaction: all of it is kept with its entry in the history, or none.
/// Without any row changed there is nothing to remember, and only a note is kept.
///
/// # Errors
/// What `work` says, or storage errors; nothing was changed then.
pub fn operate<T>(
    connection: &mut Connection,
    clock: Clock,
    work: impl FnOnce(&Change<'_>) -> Result<(T, Entry)>,
) -> Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let change = begin(&transaction, clock)?;
    let (result, entry) = work(&change)?;
    let kept = finish(&change, &entry)?;
    drop(change);
    if kept {
        transaction.commit()?;
    }
    Ok(result)
}

/// Does the work and takes it all back.
///
/// # Errors
/// As [`operate`].
pub fn rehearse<T>(
    connection: &mut Connection,
    clock: Clock,
    work: impl FnOnce(&Change<'_>) -> Result<T>,
) -> Result<T> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    work(&begin(&transaction, clock)?)
}

fn begin(connection: &Connection, clock: Clock) -> Result<Change<'_>> {
    // sqlite_sequence remembers the highest id ever, even when the last operation were deleted.
    let next = connection.query_row(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'operation'), 0) + 1",
        [],
        |row| row.get(0),
    )?;
    connection.execute("INSERT INTO running_operation (id, operation_id) VALUES (1, ?1)", [next])?;
    Ok(Change { connection, operation: OperationId(next), clock, detail: RefCell::new(None) })
}

/// Enters the operation into the history; false when there is nothing to remember.
fn finish(change: &Change<'_>, entry: &Entry) -> Result<bool> {
    change.execute("DELETE FROM running_operation", [])?;
    let (rows, rows_hash) = rows_hash(change, change.operation)?;
    if rows == 0 && entry.kind != OperationKind::Note {
        return Ok(false);
    }
    let mut operation = Operation {
        id: change.operation,
        kind: entry.kind,
        name: entry.name.clone(),
        detail: change.detail.borrow().clone(),
        target: entry.target,
        happened_at: change.clock.now().format(MOMENT).to_string(),
        rows,
        rows_hash,
        actor: entry.actor.clone(),
        previous_hash: head(change)?.map(|(_, hash)| hash).unwrap_or_default(),
        hash: String::new(),
    };
    operation.hash = operation.computed_hash();
    change.execute(
        "INSERT INTO operation
           (id, kind, name, detail, target_id, happened_at, rows, rows_hash, previous_hash, hash, actor)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        (
            operation.id,
            operation.kind,
            &operation.name,
            &operation.detail,
            operation.target,
            &operation.happened_at,
            operation.rows,
            &operation.rows_hash,
            &operation.previous_hash,
            &operation.hash,
            &operation.actor,
        ),
    )?;
    Ok(true)
}

impl Operation {
    /// The hash that its own row and `previous_hash` give.
    pub fn computed_hash(&self) -> String {
        let mut hash = FieldHash::default();
        hash.number(self.id.0);
        hash.text(Some(self.kind.label()));
        hash.text(Some(&self.name));
        hash.text(self.detail.as_deref());
        match self.target {
            Some(target) => hash.number(target.0),
            None => hash.text(None),
        }
        hash.text(Some(&self.happened_at));
        hash.number(self.rows);
        hash.text(Some(&self.rows_hash));
        hash.text(Some(&self.previous_hash));
        // Only where it is known: what earlier programs wrote keeps its hash.
        if let Some(actor) = &self.actor {
            hash.text(Some(actor));
        }
        hash.finish()
    }

    pub(super) fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.get("kind")?,
            name: row.get("name")?,
            detail: row.get("detail")?,
            target: row.get("target_id")?,
            happened_at: row.get("happened_at")?,
            rows: row.get("rows")?,
            rows_hash: row.get("rows_hash")?,
            actor: row.get("actor")?,
            previous_hash: row.get("previous_hash")?,
            hash: row.get("hash")?,
        })
    }

    /// When it happened; none when the text was tampered with.
    pub fn moment(&self) -> Option<NaiveDateTime> {
        NaiveDateTime::parse_from_str(&self.happened_at, MOMENT).ok()
    }
}

/// Number and SHA-256 of an operation's row changes, in order.
///
/// # Errors
/// Storage errors.
pub fn rows_hash(connection: &Connection, operation: OperationId) -> Result<(i64, String)> {
    let mut statement = connection.prepare_cached(
        "SELECT table_name, row_id, before, after FROM row_change WHERE operation_id = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([operation])?;
    let mut hash = FieldHash::default();
    let mut count = 0;
    while let Some(row) = rows.next()? {
        hash.bytes(Some(row.get_ref(0)?.as_bytes().map_err(rusqlite::Error::from)?));
        hash.number(row.get(1)?);
        hash.bytes(row.get_ref(2)?.as_bytes_or_null().map_err(rusqlite::Error::from)?);
        hash.bytes(row.get_ref(3)?.as_bytes_or_null().map_err(rusqlite::Error::from)?);
        count += 1;
    }
    Ok((count, hash.finish()))
}

/// Id and hash of the last operation; none in a file without history.
///
/// # Errors
/// Storage errors.
pub fn head(connection: &Connection) -> Result<Option<(OperationId, String)>> {
    Ok(connection
        .query_row("SELECT id, hash FROM operation ORDER BY id DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?)
}

/// Whether `saved` with `hash` is an operation of this history that no change follows, and no sealing:
/// a seal cannot be made again from the records.
///
/// # Errors
/// Storage errors.
pub fn is_unchanged_since(connection: &Connection, saved: OperationId, hash: &str) -> Result<bool> {
    Ok(connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM operation WHERE id = ?1 AND hash = ?2)
            AND NOT EXISTS (SELECT 1 FROM operation WHERE id > ?1 AND (kind <> 'note' OR name = ?3))",
        (saved, hash, SEALING),
        |row| row.get(0),
    )?)
}

/// Walks the operations from the first to the last.
///
/// # Errors
/// Storage errors, and what `visit` says.
pub fn each_operation(connection: &Connection, mut visit: impl FnMut(Operation) -> Result<()>) -> Result<()> {
    let mut statement = connection.prepare("SELECT * FROM operation ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(Operation::from_row(row)?)?;
    }
    Ok(())
}

/// The tables in which operations after `before` changed rows, and the name of `newest`.
///
/// # Errors
/// Storage errors.
pub fn moved_since(
    connection: &Connection,
    before: Option<OperationId>,
    newest: OperationId,
) -> Result<(Vec<String>, Option<String>)> {
    let tables = connection
        .prepare_cached(
            "SELECT DISTINCT table_name FROM row_change WHERE operation_id > ?1 ORDER BY table_name",
        )?
        .query_map([before.unwrap_or(OperationId(0))], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let name = connection
        .query_row("SELECT name FROM operation WHERE id = ?1", [newest], |row| row.get(0))
        .optional()?;
    Ok((tables, name))
}

/// The row changes of an operation, in order; at most `limit` of them.
///
/// # Errors
/// Storage errors.
pub fn changes_of(
    connection: &Connection,
    operation: OperationId,
    limit: Option<u32>,
) -> Result<Vec<RowChange>> {
    let mut statement = connection.prepare(
        "SELECT table_name, row_id, before, after FROM row_change WHERE operation_id = ?1 ORDER BY id LIMIT ?2",
    )?;
    let mut rows = statement.query((operation, limit.map_or(-1, i64::from)))?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let image = |column: usize| -> Result<Option<serde_json::Value>> {
            let text: Option<String> = row.get(column)?;
            text.map(|text| serde_json::from_str(&text)).transpose().map_err(crate::Error::internal)
        };
        changes.push(RowChange { table: row.get(0)?, row: row.get(1)?, before: image(2)?, after: image(3)? });
    }
    Ok(changes)
}

/// SHA-256 over a list of fields. Every field carries its kind and length, so that no two lists
/// give the same bytes.
#[derive(Default)]
pub(super) struct FieldHash(Sha256);

impl FieldHash {
    pub fn text(&mut self, text: Option<&str>) {
        self.bytes(text.map(str::as_bytes));
    }

    pub fn bytes(&mut self, bytes: Option<&[u8]>) {
        match bytes {
            None => self.0.update(b"-"),
            Some(bytes) => {
                self.0.update(b"t");
                self.0.update((bytes.len() as u64).to_be_bytes());
                self.0.update(bytes);
            }
        }
    }

    pub fn number(&mut self, number: i64) {
        self.0.update(b"n");
        self.0.update(number.to_be_bytes());
    }

    pub fn finish(self) -> String {
        use std::fmt::Write as _;
        self.0.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}
