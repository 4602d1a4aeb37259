//! One SQLite file, opened in one place, changed only inside named operations.
//!
//! A room of its own because the promise "nothing is lost" is kept here: migrations, history,
//! undo and redo, the audit chain, backup and restore. It knows tables and rows, never what a
//! member or a ballot is; only `meaning.rs` asks the tables what the features' rules would.

pub(crate) mod backup;
mod drafts;
pub(crate) mod history;
pub(crate) mod lock;
mod meaning;
pub(crate) mod open;
pub(crate) mod restore;
pub(crate) mod revert;
pub(crate) mod seals;
pub(crate) mod search;
mod thinning;
pub(crate) mod triggers;
pub(crate) mod verify;

#[cfg(test)]
mod tests;

use std::cell::RefCell;

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Result, clock::Clock, labels::row_id};
pub use history::{OperationKind, RowChange};
pub use search::Search;
pub(crate) use search::{each_image, record};
pub use verify::{Level, Verification, VerifyFinding};

/// Name of the office file inside its folder.
pub(crate) const FILE: &str = "office.db";

row_id! {
    /// One operation of the history.
    pub struct OperationId
}

/// One line of the history (操作历史), for reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OperationEntry {
    /// Number of the operation.
    pub id: OperationId,
    /// Change, undo, redo or note.
    pub kind: OperationKind,
    /// 登记党员; of an undo or redo, what was taken back or done again: 撤销“登记党员”.
    pub name: String,
    /// Counts and hashes; never personal data.
    pub detail: Option<String>,
    /// When, in local time.
    #[schemars(with = "String")]
    pub happened_at: NaiveDateTime,
    /// 经办人, where it is known.
    pub actor: Option<String>,
    /// How many rows changed.
    pub rows: u64,
    /// The next undo takes this change back.
    pub undoable: bool,
    /// This change was taken back and does not stand.
    pub undone: bool,
}

/// A running operation: derefs to the connection, so that a feature's `store.rs` writes through it.
pub struct Change<'a> {
    pub(crate) connection: &'a Connection,
    /// The operation that the triggers write row changes for.
    pub operation: OperationId,
    /// Where today comes from.
    pub clock: Clock,
    pub(crate) detail: RefCell<Option<String>>,
}

impl std::ops::Deref for Change<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Change<'_> {
    /// Says in the history what the operation did: counts and hashes, never personal data.
    pub fn describe(&self, detail: impl Into<String>) {
        *self.detail.borrow_mut() = Some(detail.into());
    }

    /// The next number of a ledger. Outside undo: a number once given is never given again.
    ///
    /// # Errors
    /// Storage errors.
    pub fn next_number(&self, counter: &str) -> Result<i64> {
        let next: Option<i64> = self
            .prepare_cached("SELECT next FROM counter WHERE name = ?1")?
            .query_row([counter], |row| row.get(0))
            .optional()?;
        let number = next.unwrap_or(1);
        self.prepare_cached(
            "INSERT INTO counter (name, next) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET next = excluded.next",
        )?
        .execute((counter, number + 1))?;
        Ok(number)
    }
}
