//! The one place that opens SQLite (`design.md` §4).

use std::path::Path;

use rusqlite::Connection;

use crate::{Error, ErrorCode, Result};

/// Marks an office file: "XFTZ".
const APPLICATION_ID: i32 = 0x5846_545a;

/// Landed migrations, in order. Append-only.
const MIGRATIONS: &[&str] = &[include_str!("migrations/001_office.sql")];

/// Opens or makes the file at `path`, with every pragma and migration.
///
/// # Errors
/// Newer file, damaged file, storage errors.
#[allow(clippy::disallowed_methods, reason = "the one place that opens SQLite")]
pub fn open(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
    )?;
    let version: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let version = version as usize;
    if version > MIGRATIONS.len() {
        return Err(Error::new(ErrorCode::NewerFile, "数据文件由更新版本的先锋台账写成，本版本不能打开")
            .hint("请安装新版本后再打开；数据没有改动。"));
    }
    for (index, migration) in MIGRATIONS.iter().enumerate().skip(version) {
        connection.execute_batch(&format!(
            "BEGIN; {migration}; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {}; COMMIT;",
            index + 1
        ))?;
    }
    Ok(connection)
}
