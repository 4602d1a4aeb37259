//! 践诺进展: the entries under a line of the ledger, one by one.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};

use super::{PledgeId, PledgeStatus, ProgressEntry, ProgressId, rules, store};
use crate::{Error, Result, error::OrNotFound, store::Change, text};

/// How the entry begins that a line gets when it is opened again.
pub(super) const REOPENED: &str = "撤回销号：";

/// The entries of a line, oldest first.
///
/// # Errors
/// Storage errors.
pub fn progress(connection: &Connection, id: PledgeId) -> Result<Vec<ProgressEntry>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, happened_on, content FROM pledge_progress WHERE pledge_id = ?1 ORDER BY happened_on, id",
    )?;
    let entries = statement.query_map([id], |row| {
        let content: String = row.get(2)?;
        let kept = content.starts_with(REOPENED);
        Ok(ProgressEntry { id: row.get(0)?, happened_on: row.get(1)?, content, kept })
    })?;
    Ok(entries.collect::<Result<_, _>>()?)
}

/// Adds a progress entry. The first one starts a pledge that had not been started.
///
/// # Errors
/// Refused once closed, without words, and for a day after today.
pub fn add_progress(change: &Change<'_>, id: PledgeId, on: NaiveDate, content: &str) -> Result<()> {
    let pledge = store::get(change, id)?;
    rules::check_open(&pledge)?;
    rules::check_progress(on, content, change.clock.today())?;
    insert(change, id, on, content)?;
    if pledge.facts.status == PledgeStatus::NotStarted {
        change.execute("UPDATE pledge SET status = ?2 WHERE id = ?1", params![id, PledgeStatus::UnderWay])?;
    }
    Ok(())
}

pub(super) fn insert(change: &Change<'_>, id: PledgeId, on: NaiveDate, content: &str) -> Result<()> {
    change.execute(
        "INSERT INTO pledge_progress (pledge_id, happened_on, content) VALUES (?1, ?2, ?3)",
        params![id, on, text::tidy(content)],
    )?;
    Ok(())
}

/// Puts an entry right.
///
/// # Errors
/// Not found; refused as [`add_progress`], and for the entry of an opening.
pub fn correct_progress(change: &Change<'_>, entry: ProgressId, on: NaiveDate, content: &str) -> Result<()> {
    check_changeable(change, entry)?;
    rules::check_progress(on, content, change.clock.today())?;
    change.execute(
        "UPDATE pledge_progress SET happened_on = ?2, content = ?3 WHERE id = ?1",
        params![entry, on, text::tidy(content)],
    )?;
    Ok(())
}

/// Takes an entry away that belongs elsewhere. The line itself is never taken away.
///
/// # Errors
/// Not found; refused once closed, and for the entry of an opening.
pub fn remove_progress(change: &Change<'_>, entry: ProgressId) -> Result<()> {
    check_changeable(change, entry)?;
    change.execute("DELETE FROM pledge_progress WHERE id = ?1", [entry])?;
    Ok(())
}

fn check_changeable(connection: &Connection, entry: ProgressId) -> Result<()> {
    let (pledge, content): (PledgeId, String) = connection
        .prepare_cached("SELECT pledge_id, content FROM pledge_progress WHERE id = ?1")?
        .query_row([entry], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .or_not_found(|| "该进展不存在，可能已被删除或撤销".to_owned())?;
    rules::check_open(&store::get(connection, pledge)?)?;
    if content.starts_with(REOPENED) {
        return Err(
            Error::refused("撤回销号的记录由台账自动写入，不能更改或删除").hint("补充说明请另写一条进展。")
        );
    }
    Ok(())
}
