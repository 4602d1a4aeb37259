//! 本单位: the one handle through which a shell reads and changes an office.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use crate::{
    Error, Result,
    clock::Clock,
    store::{self, Change, OperationId},
};

/// Name of the office file inside its folder.
const FILE: &str = "office.db";

/// An open office: one folder, one SQLite file, one connection.
pub struct Office {
    folder: PathBuf,
    connection: Connection,
    clock: Clock,
}

impl Office {
    /// Makes a new office in `folder` and opens it.
    ///
    /// # Errors
    /// Refused when the folder already holds an office; storage errors.
    pub fn create(folder: &Path, name: &str, superior: Option<&str>, clock: Clock) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|error| crate::files::io_error(folder, "建立", &error))?;
        let office =
            Self { folder: folder.to_owned(), connection: store::open::open(&folder.join(FILE))?, clock };
        office.connection.execute(
            "INSERT INTO office (id, name, superior, created_on) VALUES (1, ?1, ?2, ?3)",
            (name, superior, clock.today()),
        )?;
        Ok(office)
    }

    /// Opens the office in `folder`.
    ///
    /// # Errors
    /// Not found, newer file, damaged file, storage errors.
    pub fn open(folder: &Path, clock: Clock) -> Result<Self> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Err(Error::not_found(format!("“{}”里还没有台账", folder.display()))
                .hint("请先用 xianfeng init --name 单位名称 建立台账。"));
        }
        Ok(Self { folder: folder.to_owned(), connection: store::open::open(&path)?, clock })
    }

    /// The folder of the office.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where today comes from.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// For reading through a feature's `store.rs`.
    pub fn read(&self) -> &Connection {
        &self.connection
    }

    /// Runs a named operation (登记党员): all of it is kept, or none.
    ///
    /// # Errors
    /// What `work` says, or storage errors; nothing was changed then.
    pub fn change<T>(&mut self, name: &str, work: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        self.run(name, true, work)
    }

    /// Does the same work as [`Office::change`] and then takes it all back: what an import would do.
    ///
    /// # Errors
    /// As [`Office::change`].
    pub fn rehearse<T>(&mut self, work: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        self.run("预检", false, work)
    }

    fn run<T>(&mut self, name: &str, keep: bool, work: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        let transaction = self.connection.transaction()?;
        let next =
            transaction.query_row("SELECT coalesce(max(id), 0) + 1 FROM operation", [], |row| row.get(0))?;
        let change = Change {
            connection: &transaction,
            operation: OperationId(next),
            clock: self.clock,
            detail: RefCell::new(None),
        };
        let result = work(&change)?;
        let _ = name;
        drop(change);
        if keep {
            transaction.commit()?;
        }
        Ok(result)
    }
}
