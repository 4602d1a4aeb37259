//! 核验: is the file sound, is the history whole, can the records be true? Counted findings in
//! Chinese, category by category.
//!
//! `ok` means that there is no finding of level error. A warning may be true and asks the clerk to
//! look: the program itself lets it be saved (`decisions.md` 6).

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    OperationId,
    backup::first_fault,
    history::{each_operation, rows_hash},
    meaning, open,
    revert::{Table, is_as},
    triggers::watched,
};
use crate::{ErrorCode, Result, progress::Progress};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Cannot be right: figures on paper may be wrong.
    Error,
    /// May be right: the clerk should look.
    Warning,
}

/// One category of findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerifyFinding {
    /// Stable key of the category: `integrity`, `chain`, `two_memberships` ...
    pub kind: &'static str,
    /// How bad.
    pub level: Level,
    /// A Chinese sentence with the count and what to do. Never personal data.
    pub message: String,
    /// How many were found.
    pub count: u64,
}

/// What [`crate::Office::verify`] found (`design.md` §5).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Verification {
    /// No finding of level error.
    pub ok: bool,
    /// By category; categories without a finding are left out.
    pub findings: Vec<VerifyFinding>,
}

/// Key of the findings of SQLite's own check.
pub const INTEGRITY: &str = "integrity";

/// Key of the findings of seals that are not as they were sealed.
pub const SEAL_BROKEN: &str = "seal_broken";

/// Checks file, schema, references, history and meaning, in this order. A file that is not sound
/// is not looked into further: what it says cannot be trusted.
///
/// # Errors
/// Storage errors; cancelled.
pub fn verify(connection: &Connection, today: NaiveDate, progress: &dyn Progress) -> Result<Verification> {
    // One read transaction: what another program writes meanwhile is no contradiction.
    let snapshot = connection.unchecked_transaction()?;
    let mut findings = Vec::new();
    progress.step("核验文件", 0, 1)?;
    file(&snapshot, &mut findings)?;
    if findings.is_empty() {
        structure(&snapshot, &mut findings)?;
        references(&snapshot, &mut findings)?;
        chain(&snapshot, progress, &mut findings)?;
        records(&snapshot, progress, &mut findings)?;
        seals(&snapshot, &mut findings)?;
        for (done, check) in (0_u64..).zip(meaning::CHECKS) {
            progress.step("核验内容", done, meaning::CHECKS.len() as u64)?;
            let count = check.count(&snapshot, today)?;
            add(&mut findings, check.kind, check.level, count, check.message);
        }
    }
    let ok = findings.iter().all(|finding| finding.level != Level::Error);
    Ok(Verification { ok, findings })
}

/// Adds a finding when something was counted. `{n}` in the message is the count.
fn add(findings: &mut Vec<VerifyFinding>, kind: &'static str, level: Level, count: u64, message: &str) {
    if count > 0 {
        let message = message.replace("{n}", &count.to_string());
        findings.push(VerifyFinding { kind, level, message, count });
    }
}

fn counted(connection: &Connection, sql: &str) -> Result<u64> {
    let count: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn file(connection: &Connection, findings: &mut Vec<VerifyFinding>) -> Result<()> {
    let faults = match first_fault(connection) {
        Ok(None) => 0,
        Ok(Some(_)) => connection
            .prepare("PRAGMA integrity_check(1000)")?
            .query_map([], |row| row.get::<_, String>(0))?
            .map_while(std::result::Result::ok)
            .count()
            .max(1) as u64,
        // So damaged that the check itself gives up.
        Err(error) if error.code == ErrorCode::Damaged => 1,
        Err(error) => return Err(error),
    };
    add(
        findings,
        INTEGRITY,
        Level::Error,
        faults,
        "数据文件有 {n} 处损坏；请用“恢复备份”取回最近一份完好的备份",
    );
    Ok(())
}

fn structure(connection: &Connection, findings: &mut Vec<VerifyFinding>) -> Result<()> {
    let expected: BTreeMap<String, String> = open::expected_schema()?.into_iter().collect();
    let found: BTreeMap<String, String> = open::schema(connection)?.into_iter().collect();
    let missing = expected.iter().filter(|(name, sql)| found.get(*name) != Some(sql)).count();
    let foreign = found.keys().filter(|name| !expected.contains_key(*name)).count();
    let message = "数据表结构有 {n} 处被其他程序改动；请恢复改动之前的备份";
    add(findings, "structure", Level::Error, (missing + foreign) as u64, message);
    Ok(())
}

fn references(connection: &Connection, findings: &mut Vec<VerifyFinding>) -> Result<()> {
    let count = counted(connection, "SELECT count(*) FROM pragma_foreign_key_check")?;
    let message = "有 {n} 条记录指向不存在的记录；请恢复备份";
    add(findings, "foreign_keys", Level::Error, count, message);
    Ok(())
}

/// Recomputes every hash. An operation is broken when its own hash, the hash of its rows or its
/// link to the one before does not fit, or one is missing in between or at the end.
fn chain(connection: &Connection, progress: &dyn Progress, findings: &mut Vec<VerifyFinding>) -> Result<()> {
    let total = counted(connection, "SELECT count(*) FROM operation")?;
    let last =
        counted(connection, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'operation'")?;
    let mut broken: Vec<i64> = Vec::new();
    let mut previous = (OperationId(0), String::new());
    let mut done = 0;
    each_operation(connection, |operation| {
        progress.step("核验操作历史", done, total)?;
        done += 1;
        let fits = operation.id.0 == previous.0.0 + 1
            && operation.previous_hash == previous.1
            && (operation.rows, operation.rows_hash.clone()) == rows_hash(connection, operation.id)?
            && operation.hash == operation.computed_hash();
        if !fits {
            broken.push(operation.id.0);
        }
        previous = (operation.id, operation.hash);
        Ok(())
    })?;
    if let Some(first) = broken.first() {
        let message = format!("操作历史有 {{n}} 处被改动，第一处是第 {first} 项操作；请恢复改动之前的备份");
        add(findings, "chain", Level::Error, broken.len() as u64, &message);
    }
    let known = u64::try_from(previous.0.0).unwrap_or(0);
    let message = "操作历史末尾少了 {n} 项操作；请恢复改动之前的备份";
    add(findings, "chain_end", Level::Error, last.saturating_sub(known), message);
    let stray = counted(
        connection,
        "SELECT count(*) FROM row_change WHERE operation_id NOT IN (SELECT id FROM operation)",
    )?;
    let message = "有 {n} 条变动不属于任何操作；请恢复改动之前的备份";
    add(findings, "stray_changes", Level::Error, stray, message);
    Ok(())
}

/// Every seal must give the hash that stands beside it and in the history.
fn seals(connection: &Connection, findings: &mut Vec<VerifyFinding>) -> Result<()> {
    let broken = super::seals::broken(connection)?;
    let named: Vec<&str> = broken.iter().map(String::as_str).collect();
    let message = format!("有 {{n}} 份封存件与封存时不符：{}；请恢复改动之前的备份", named.join("、"));
    add(findings, SEAL_BROKEN, Level::Error, broken.len() as u64, &message);
    Ok(())
}

/// Every record must be as its last row change left it: a record changed behind the history's back
/// differs.
fn records(
    connection: &Connection,
    progress: &dyn Progress,
    findings: &mut Vec<VerifyFinding>,
) -> Result<()> {
    let mut tables = Vec::new();
    for name in watched(connection)? {
        let table = Table::read(connection, &name)?;
        let rows = counted(connection, &format!("SELECT count(*) FROM \"{name}\""))?;
        tables.push((name, table, rows));
    }
    let total = counted(connection, "SELECT count(*) FROM row_change")?;
    let mut seen = HashSet::new();
    let mut known = vec![0_u64; tables.len()];
    let mut differing = 0;
    let mut statement =
        connection.prepare("SELECT table_name, row_id, after FROM row_change ORDER BY id DESC")?;
    let mut rows = statement.query([])?;
    let mut done = 0_u64;
    while let Some(row) = rows.next()? {
        if done.is_multiple_of(4096) {
            progress.step("核验记录", done, total)?;
        }
        done += 1;
        let name = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let found = tables.iter().zip(&mut known).enumerate().find(|(_, ((table, ..), _))| table == name);
        let Some((index, ((_, table, _), known))) = found else {
            differing += 1;
            continue;
        };
        let row_id: i64 = row.get(1)?;
        if !seen.insert((index, row_id)) {
            continue;
        }
        let current = table.current(connection, row_id)?;
        *known += u64::from(current.is_some());
        let after = row.get_ref(2)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        differing += u64::from(!is_as(current.as_deref(), after));
    }
    for ((_, _, rows), known) in tables.iter().zip(known) {
        differing += u64::saturating_sub(*rows, known);
    }
    let message = "有 {n} 条记录与操作历史不符，是绕开台账程序改动的；请恢复改动之前的备份";
    add(findings, "records", Level::Error, differing, message);
    Ok(())
}
