//! One SQLite file, opened in one place, changed only inside named operations.
//!
//! A room of its own because the promise "nothing is lost" is kept here: migrations, history,
//! undo and redo, the audit chain, backup and restore. It knows tables and rows, never what a
//! member or a ballot is.

pub(crate) mod open;

use std::cell::RefCell;

use rusqlite::{Connection, OptionalExtension};

use crate::{Result, clock::Clock, labels::row_id};

row_id! {
    /// One operation of the history.
    pub struct OperationId
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
            .query_row("SELECT next FROM counter WHERE name = ?1", [counter], |row| row.get(0))
            .optional()?;
        let number = next.unwrap_or(1);
        self.execute(
            "INSERT INTO counter (name, next) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET next = excluded.next",
            (counter, number + 1),
        )?;
        Ok(number)
    }
}
