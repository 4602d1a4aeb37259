//! 本单位: the one handle through which a shell reads and changes an office.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::{
    Error, ErrorCode, Result,
    clock::Clock,
    error::OrNotFound as _,
    files::{io_error, sync_folder},
    organizations::{self, UnitFacts},
    progress::Progress,
    store::{
        Change, FILE, OperationEntry, OperationId, OperationKind, RowChange, Search, Verification, backup,
        history::{self, Entry, operate},
        lock::Lock,
        open, restore,
        revert::{Stacks, Step, revert},
        search, verify,
    },
};

/// An open office: one folder, one SQLite file, one connection.
pub struct Office {
    folder: PathBuf,
    connection: Connection,
    clock: Clock,
    actor: Option<String>,
    _lock: Lock,
}

impl Office {
    /// Makes a new office in `folder` and opens it. A crash leaves no half-made office.
    ///
    /// # Errors
    /// Refused when the folder already holds an office, or without a name; storage errors.
    pub fn create(folder: &Path, name: &str, superior: Option<&str>, clock: Clock) -> Result<Self> {
        let superior = superior.map(str::to_owned);
        let facts = UnitFacts { name: name.to_owned(), superior, ..UnitFacts::default() };
        Self::found(folder, &facts, None, clock)
    }

    /// As [`Office::create`], with everything that is known of the unit, and 经办人.
    ///
    /// # Errors
    /// As [`Office::create`]; refused when a fact cannot be.
    pub fn found(folder: &Path, facts: &UnitFacts, actor: Option<&str>, clock: Clock) -> Result<Self> {
        let facts = facts.checked()?;
        std::fs::create_dir_all(folder).map_err(|error| io_error(folder, "建立", &error))?;
        let path = folder.join(FILE);
        let lock = Lock::exclusive(folder)?;
        if restore::anything_at(&path) {
            return Err(Error::refused(format!("“{}”里已有台账，没有新建", folder.display()))
                .hint("请直接打开它，或换一个空文件夹新建。"));
        }
        // A new office would thin out the backups of the old one.
        if !backup::list(folder)?.is_empty() {
            return Err(Error::refused(format!("“{}”里有以前台账的自动备份，没有新建", folder.display()))
                .hint("请用“恢复备份”取回最近的一份；确要新建的，请换一个空文件夹。")
                .terminal(
                    "请用 xianfeng restore 恢复 backups 里最近的一份；确要新建的，请换一个空文件夹。",
                ));
        }
        let beside = backup::beside(folder).map_err(|error| io_error(&path, "建立", &error))?;
        let mut connection = open::create(&beside)?;
        operate(&mut connection, clock, |change| {
            organizations::store::found_unit(change, &facts)?;
            // A note: undoing it would leave an office file without an office.
            let (kind, actor) = (OperationKind::Note, actor.map(str::to_owned));
            Ok(((), Entry { kind, name: "建立台账".to_owned(), target: None, actor }))
        })?;
        open::close_whole(connection)?;
        beside.persist_noclobber(&path).map_err(|error| io_error(&path, "建立", &error.error))?;
        sync_folder(folder);
        drop(lock);
        Self::open(folder, clock)
    }

    /// Opens the office in `folder`. A file of an older program is backed up and migrated first.
    ///
    /// # Errors
    /// Not found, newer file, damaged file, storage errors.
    pub fn open(folder: &Path, clock: Clock) -> Result<Self> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Err(not_there(folder));
        }
        if let Some(_alone) = Lock::exclusive_now(folder) {
            backup::sweep(folder);
        }
        let lock = if open::inspect(&path)?.is_outdated() {
            Lock::exclusive(folder)?
        } else {
            Lock::shared(folder)?
        };
        let connection = open::open(&path, |connection| {
            backup::automatic(connection, folder, "升级前", clock.now(), &crate::progress::Silent).map(drop)
        })?;
        Ok(Self { folder: folder.to_owned(), connection, clock, actor: None, _lock: lock })
    }

    /// Says who works from now on (经办人): the history keeps it with every operation. Empty means nobody
    /// is known.
    pub fn set_actor(&mut self, actor: Option<&str>) {
        self.actor = actor.map(str::trim).filter(|actor| !actor.is_empty()).map(str::to_owned);
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

    /// Runs a named operation (登记党员): all of it is kept, or none. The name enters the history
    /// and is what undo offers; it never holds personal data. An operation that changed no record
    /// leaves no trace.
    ///
    /// # Errors
    /// What `work` says, or storage errors; nothing was changed then.
    pub fn change<T>(&mut self, name: &str, work: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        self.enter(OperationKind::Change, name, work)
    }

    /// Does the same work as [`Office::change`] and then takes it all back: what an import would do.
    ///
    /// # Errors
    /// As [`Office::change`].
    pub fn rehearse<T>(&mut self, work: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        history::rehearse(&mut self.connection, self.clock, work)
    }

    /// Keeps work that is not a record yet: an open batch of ballots. It stands in the file at once and
    /// outside the history and its undo; a record cannot be changed here.
    ///
    /// # Errors
    /// What `work` says, or storage errors; nothing was kept then.
    pub fn draft<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    /// Empties the log into the file, so that what was deleted is not found in it. Another reader only
    /// puts this off: the log is emptied when the office closes.
    pub fn empty_log(&self) {
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }

    /// Enters into the history what changes no record and is not undone: an export, an unmasking
    /// (`decisions.md` 16). Neither `name` nor `detail` holds personal data.
    ///
    /// # Errors
    /// Storage errors.
    pub fn note(&mut self, name: &str, detail: &str) -> Result<()> {
        self.keep(name, |change| {
            change.describe(detail);
            Ok(())
        })
    }

    /// Runs a named operation that only adds what is never taken back: a seal. It stands in the
    /// history as a note, and undo passes it over.
    ///
    /// # Errors
    /// As [`Office::change`].
    pub fn keep<T>(&mut self, name: &str, work: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
        self.enter(OperationKind::Note, name, work)
    }

    fn enter<T>(
        &mut self,
        kind: OperationKind,
        name: &str,
        work: impl FnOnce(&Change<'_>) -> Result<T>,
    ) -> Result<T> {
        let actor = self.actor.clone();
        operate(&mut self.connection, self.clock, |change| {
            let result = work(change)?;
            Ok((result, Entry { kind, name: name.to_owned(), target: None, actor }))
        })
    }

    /// 撤销: takes the newest change that stands back, also one from before a restart. Returns its
    /// name.
    ///
    /// # Errors
    /// Refused when there is none, or when its records are no longer as it left them.
    pub fn undo(&mut self) -> Result<String> {
        self.take_back(OperationKind::Undo)
    }

    /// 重做: does the change that was taken back last once more. Returns its name.
    ///
    /// # Errors
    /// As [`Office::undo`].
    pub fn redo(&mut self) -> Result<String> {
        self.take_back(OperationKind::Redo)
    }

    fn take_back(&mut self, kind: OperationKind) -> Result<String> {
        let actor = self.actor.clone();
        operate(&mut self.connection, self.clock, |change| {
            let stacks = Stacks::read(change)?;
            let (step, word) = match kind {
                OperationKind::Redo => (stacks.redo.last(), "重做"),
                _ => (stacks.undo.last(), "撤销"),
            };
            let step = *step.ok_or_else(|| Error::refused(format!("没有可以{word}的操作")))?;
            let name: String =
                change
                    .query_row("SELECT name FROM operation WHERE id = ?1", [step.origin], |row| row.get(0))?;
            revert(change, step.operation)?;
            let entry =
                Entry { kind, name: format!("{word}“{name}”"), target: Some(step.operation), actor };
            Ok((name, entry))
        })
    }

    /// The names of the changes that the next undo and the next redo are about.
    ///
    /// # Errors
    /// Storage errors.
    pub fn next_steps(&self) -> Result<(Option<String>, Option<String>)> {
        let stacks = Stacks::read(&self.connection)?;
        let name = |step: Option<&Step>| {
            step.map(|step| {
                self.connection
                    .query_row("SELECT name FROM operation WHERE id = ?1", [step.origin], |row| row.get(0))
            })
            .transpose()
        };
        Ok((name(stacks.undo.last())?, name(stacks.redo.last())?))
    }

    /// The newest operations, newest first; all of them without a limit.
    ///
    /// # Errors
    /// Storage errors.
    pub fn history(&self, limit: Option<u32>) -> Result<Vec<OperationEntry>> {
        self.search_history(&Search { limit, ..Search::default() }).map(|(_, entries)| entries)
    }

    /// The operations looked for, newest first, and how many there are without offset and limit.
    ///
    /// # Errors
    /// Storage errors.
    pub fn search_history(&self, search: &Search) -> Result<(u64, Vec<OperationEntry>)> {
        let stacks = Stacks::read(&self.connection)?;
        let next = stacks.undo.last().map(|step| step.origin);
        let (total, found) = search::found(&self.connection, search)?;
        let entries = found.into_iter().map(|operation| {
            let moment = operation.moment().or_not_found(|| "操作历史里有一项没有时间".to_owned())?;
            Ok(OperationEntry {
                id: operation.id,
                kind: operation.kind,
                detail: operation.detail,
                happened_at: moment,
                actor: operation.actor,
                rows: u64::try_from(operation.rows).unwrap_or(0),
                undoable: next == Some(operation.id),
                undone: stacks.undone(operation.id, operation.kind),
                name: operation.name,
            })
        });
        Ok((total, entries.collect::<Result<_>>()?))
    }

    /// The rows that an operation changed, in order; at most `limit` of them. Holds personal data: for the
    /// screen only.
    ///
    /// # Errors
    /// Storage errors.
    pub fn changes_of(&self, operation: OperationId, limit: Option<u32>) -> Result<Vec<RowChange>> {
        history::changes_of(&self.connection, operation, limit)
    }

    /// The tables in which operations after `before` changed rows, and the name of the newest one: what
    /// screens show anew, and what undo offers.
    ///
    /// # Errors
    /// Storage errors.
    pub fn moved_since(
        &self,
        before: Option<OperationId>,
        newest: OperationId,
    ) -> Result<(Vec<String>, Option<String>)> {
        history::moved_since(&self.connection, before, newest)
    }

    /// 核验: file, references, history and what the records mean. See [`Verification`].
    ///
    /// # Errors
    /// Storage errors; cancelled.
    pub fn verify(&self, progress: &dyn Progress) -> Result<Verification> {
        verify::verify(&self.connection, self.clock.today(), progress)
    }

    /// 备份: writes a verified copy of the office to `path`. A backup that stands there is replaced.
    ///
    /// # Errors
    /// Refused when something else stands at `path`; storage errors; cancelled.
    pub fn backup(&self, path: &Path, progress: &dyn Progress) -> Result<()> {
        backup::write(&self.connection, path, progress)
    }

    /// Backs up into the office's folder `backups` before something large (导入). `before_what` is
    /// a word of this program: it becomes part of the file's name. Returns the file.
    ///
    /// # Errors
    /// Storage errors; cancelled.
    pub fn backup_before(&self, before_what: &'static str, progress: &dyn Progress) -> Result<PathBuf> {
        let reason = format!("{before_what}前");
        backup::automatic(&self.connection, &self.folder, &reason, self.clock.now(), progress)
    }

    /// Closes the office: backs up when something happened since the last backup, and thins the
    /// backups. Everything is safe in the office file even when this fails.
    ///
    /// # Errors
    /// Storage errors; cancelled.
    pub fn close(self, progress: &dyn Progress) -> Result<()> {
        if backup::is_due(&self.connection, &self.folder)? {
            backup::automatic(&self.connection, &self.folder, "关闭时", self.clock.now(), progress)?;
            backup::thin(&self.folder, self.clock.now())?;
        }
        self.connection.close().map_err(|(_, error)| error)?;
        Ok(())
    }

    /// 恢复备份: makes the office in `folder` what it was at a backup, and opens it. Works when the
    /// office file is damaged or gone; that file stays in the folder under a dated name. A backup
    /// of an older program is migrated. The history of the restored office notes the restore.
    ///
    /// # Errors
    /// Damaged or newer backup; storage, also when the office is open elsewhere; cancelled. The
    /// office is as it was then.
    pub fn restore(folder: &Path, backup: &Path, clock: Clock, progress: &dyn Progress) -> Result<Self> {
        Self::restore_by(None, folder, backup, clock, progress)
    }

    /// As [`Office::restore`], by 经办人.
    ///
    /// # Errors
    /// As [`Office::restore`].
    pub fn restore_by(
        actor: Option<&str>,
        folder: &Path,
        backup: &Path,
        clock: Clock,
        progress: &dyn Progress,
    ) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|error| io_error(folder, "建立", &error))?;
        let lock = Lock::exclusive(folder)?;
        restore::restore(&folder.join(FILE), backup, clock, actor, progress)?;
        drop(lock);
        Self::open(folder, clock)
    }
}

fn not_there(folder: &Path) -> Error {
    let error = Error::new(ErrorCode::NotFound, format!("“{}”里还没有台账", folder.display()));
    match backup::list(folder) {
        Ok(backups) if !backups.is_empty() => error
            .hint("但这里有自动备份：请用“恢复备份”取回最近的一份。")
            .terminal("但这里有自动备份：请用 xianfeng restore 恢复 backups 里最近的一份。"),
        _ => error.hint("请先建立台账。").terminal("请先用 xianfeng init --name 单位名称 建立台账。"),
    }
}
