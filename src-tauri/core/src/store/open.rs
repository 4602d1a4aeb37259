//! The one place that opens SQLite (`design.md` §4): header checked, pragmas set, migrated.
//!
//! Encryption will come in here and nowhere else.

use std::{fs::File, io::Read, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::triggers;
use crate::{Error, ErrorCode, Result, files::io_error};

/// Marks an office file: "XFTZ".
const APPLICATION_ID: i32 = 0x5846_545a;

/// Landed migrations, in order. Append-only: a landed one is never edited.
///
/// A migration changes the shape of the tables and never a fact in a record, because the history
/// would not know of it. Triggers are made anew after the last one, so a change of
/// `triggers.rs` alone lands as an empty migration.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001_office.sql"),
    include_str!("migrations/002_tables_and_commendation.sql"),
    include_str!("migrations/003_screens.sql"),
];

/// SQLite before this version can corrupt a file when its WAL is reset (`measured.md`).
const OLDEST_SQLITE: i32 = 3_051_003;

/// Length of the header of an SQLite file, and where its two numbers of ours stand
/// (<https://www.sqlite.org/fileformat2.html> §1.3).
const HEADER: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";

/// What the first 100 bytes of an office file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// `user_version`: how many migrations the file has seen.
    pub version: usize,
}

impl Header {
    /// Whether opening it will migrate it.
    pub fn is_outdated(self) -> bool {
        self.version < MIGRATIONS.len()
    }
}

/// Looks at a file without SQLite, so that a file that is not ours or is newer stays untouched to
/// the byte, and no file appears beside it.
///
/// # Errors
/// Damaged when it is no database, refused when another program's, newer file, storage errors.
pub fn inspect(path: &Path) -> Result<Header> {
    let mut bytes = Vec::with_capacity(HEADER);
    File::open(path)
        .and_then(|file| file.take(HEADER as u64).read_to_end(&mut bytes))
        .map_err(|error| io_error(path, "读取", &error))?;
    let number =
        |at: usize| -> Option<i32> { bytes.get(at..at + 4)?.try_into().ok().map(i32::from_be_bytes) };
    let (true, Some(version), Some(application)) = (bytes.starts_with(MAGIC), number(60), number(68)) else {
        return Err(damaged(path, "开头不是数据库的格式，或文件不完整"));
    };
    check_stamp(path, i64::from(application), i64::from(version), MIGRATIONS.len())
}

/// Makes the file at `path`, which must not hold anything yet.
///
/// # Errors
/// Storage errors.
pub fn create(path: &Path) -> Result<Connection> {
    require_sqlite(rusqlite::version_number())?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    migrate(&mut connection, MIGRATIONS)?;
    Ok(connection)
}

/// Opens the office file at `path`. `before_migration` runs when it is older than this program, and
/// the file is left as it was when that fails.
///
/// # Errors
/// As [`inspect`]; damaged file; what `before_migration` says.
pub fn open(path: &Path, before_migration: impl FnOnce(&Connection) -> Result<()>) -> Result<Connection> {
    open_with(path, MIGRATIONS, before_migration)
}

pub(super) fn open_with(
    path: &Path,
    migrations: &[&str],
    before_migration: impl FnOnce(&Connection) -> Result<()>,
) -> Result<Connection> {
    require_sqlite(rusqlite::version_number())?;
    inspect(path)?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Asked again: the WAL may hold a newer first page than the file.
    let header = check_stamp(
        path,
        pragma(&connection, "application_id")?,
        pragma(&connection, "user_version")?,
        migrations.len(),
    )?;
    if header.version < migrations.len() {
        before_migration(&connection)?;
        migrate(&mut connection, migrations)?;
    }
    Ok(connection)
}

/// Opens a file for looking only: a backup.
///
/// # Errors
/// As [`inspect`]; damaged file.
pub fn read_only(path: &Path) -> Result<Connection> {
    inspect(path)?;
    Ok(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}

/// An empty file for SQLite's online copy to fill.
///
/// # Errors
/// Storage errors.
pub fn scratch(path: &Path) -> Result<Connection> {
    Ok(Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?)
}

/// Closes a file that is about to be moved or handed out, with everything in it and nothing left in a
/// log beside it. Closing alone would pass over a log that could not be emptied.
///
/// # Errors
/// Storage errors.
pub fn close_whole(connection: Connection) -> Result<()> {
    let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    connection.close().map_err(|(_, error)| error)?;
    if mode == "delete" { Ok(()) } else { Err(Error::internal("the log could not be emptied into the file")) }
}

/// The tables, indexes and triggers that this program makes: what `verify` compares a file with.
///
/// # Errors
/// Faults of this program.
pub fn expected_schema() -> Result<Vec<(String, String)>> {
    let mut connection = Connection::open_in_memory()?;
    migrate(&mut connection, MIGRATIONS)?;
    schema(&connection)
}

/// Name and text of everything in the file's schema, by name; SQLite's own left out.
///
/// # Errors
/// Damaged file.
pub fn schema(connection: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    // recursive_triggers: without it INSERT OR REPLACE would delete rows behind the history's back.
    // secure_delete: the papers of a closed batch must not be found in free pages (`decisions.md` 13).
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA recursive_triggers = ON;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA secure_delete = ON;
         PRAGMA journal_size_limit = 67108864;
         PRAGMA cache_size = -131072;",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// All or nothing: a crash leaves the file at its old version.
fn migrate(connection: &mut Connection, migrations: &[&str]) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = usize::try_from(pragma(&transaction, "user_version")?).map_err(Error::internal)?;
    triggers::drop_all(&transaction)?;
    for migration in migrations.iter().skip(version) {
        transaction.execute_batch(migration)?;
    }
    triggers::create_all(&transaction)?;
    transaction.execute_batch(&format!(
        "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {};",
        migrations.len()
    ))?;
    transaction.commit()?;
    Ok(())
}

fn pragma(connection: &Connection, name: &str) -> Result<i64> {
    Ok(connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))?)
}

fn check_stamp(path: &Path, application: i64, version: i64, latest: usize) -> Result<Header> {
    if application != i64::from(APPLICATION_ID) {
        return Err(Error::refused(format!("“{}”不是先锋台账的数据文件", path.display()))
            .hint("它由别的程序写成，没有作任何改动。请选择先锋台账的 office.db 或备份文件。"));
    }
    match usize::try_from(version) {
        Ok(version) if version > latest => {
            Err(Error::new(ErrorCode::NewerFile, "数据文件由更新版本的先锋台账写成，本版本不能打开")
                .hint("请安装新版本后再打开；数据没有改动。")
                .cause(format!("user_version {version}, this program knows {latest}")))
        }
        Ok(version) if version > 0 => Ok(Header { version }),
        _ => Err(damaged(path, "版本号不正确")),
    }
}

fn damaged(path: &Path, what: &str) -> Error {
    Error::new(ErrorCode::Damaged, format!("数据文件“{}”已损坏：{what}", path.display()))
        .hint("请用“恢复备份”取回最近一份完好的备份；损坏的文件会原样保留。")
        .terminal("请用“恢复备份”（xianfeng restore 备份文件）取回最近一份完好的备份；损坏的文件会原样保留。")
}

fn require_sqlite(version: i32) -> Result<()> {
    if version >= OLDEST_SQLITE {
        return Ok(());
    }
    Err(Error::new(ErrorCode::Internal, "程序所带的数据库组件版本过旧，可能损坏数据，已拒绝打开")
        .hint("数据没有改动。请安装完整的先锋台账安装包后再打开。")
        .cause(format!("SQLite {version}, at least {OLDEST_SQLITE} wanted")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sqlite_that_can_lose_a_wal_is_refused() {
        assert!(require_sqlite(3_051_003).is_ok());
        assert!(require_sqlite(rusqlite::version_number()).is_ok());
        let error = require_sqlite(3_051_002).unwrap_err();
        assert!(error.message.contains("版本过旧"), "{}", error.message);
    }
}
