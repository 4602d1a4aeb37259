//! The store's stories, on real files.

mod backups;
mod damage;
mod operations;
mod properties;
mod verifying;

use std::path::Path;

use chrono::NaiveDate;
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use crate::{Office, clock::Clock, progress::Silent, store::Verification};

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn clock() -> Clock {
    Clock::at(day("2012-03-15"))
}

/// An office in a folder of its own, which lives as long as the first of the pair.
pub fn office() -> (TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::create(folder.path(), "县司法局党组", None, clock()).unwrap();
    (folder, office)
}

pub fn reopen(folder: &Path) -> Office {
    Office::open(folder, clock()).unwrap()
}

/// Registers a branch in an operation of its own.
pub fn branch(office: &mut Office, name: &str) -> i64 {
    office
        .change("登记党组织", |change| {
            change.execute(
                "INSERT INTO organization (name, kind, position) VALUES (?1, '党支部', 1)",
                [name],
            )?;
            Ok(change.last_insert_rowid())
        })
        .unwrap()
}

/// Registers a member with an opening, in an operation of its own.
pub fn member(office: &mut Office, name: &str, branch: i64) -> i64 {
    office
        .change("登记党员", |change| {
            change.execute("INSERT INTO member (name, position) VALUES (?1, 1)", [name])?;
            let member = change.last_insert_rowid();
            change.execute(
                "INSERT INTO membership_event (member_id, kind, happened_on, organization_id, standing)
                 VALUES (?1, '期初登记', '2012-01-01', ?2, '正式党员')",
                (member, branch),
            )?;
            Ok(member)
        })
        .unwrap()
}

/// One SQL statement as an operation.
pub fn run(office: &mut Office, sql: &str) {
    office.change("改动", |change| Ok(change.execute_batch(sql)?)).unwrap();
}

/// Another program at the office file: no triggers, no rules.
pub fn behind_the_back(folder: &Path, sql: &str) {
    let connection =
        Connection::open_with_flags(folder.join("office.db"), OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    connection.execute_batch(sql).unwrap();
}

pub fn count(office: &Office, sql: &str) -> i64 {
    office.read().query_row(sql, [], |row| row.get(0)).unwrap()
}

pub fn names(office: &Office, table: &str) -> Vec<String> {
    let mut statement = office.read().prepare(&format!("SELECT name FROM {table} ORDER BY id")).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

pub fn verified(office: &Office) -> Verification {
    office.verify(&Silent).unwrap()
}

pub fn kinds(verification: &Verification) -> Vec<&str> {
    verification.findings.iter().map(|finding| finding.kind).collect()
}
