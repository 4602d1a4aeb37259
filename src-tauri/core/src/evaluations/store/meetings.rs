//! The SQL of meetings, and of who came to them.

use std::collections::BTreeSet;

use chrono::Datelike;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::{
    Error, Result,
    clock::Period,
    error::OrNotFound as _,
    evaluations::{Meeting, MeetingId, Method},
    store::Change,
    text,
};

/// A meeting without its row id, as entered or imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingFacts {
    /// 评议会编号.
    pub code: String,
    /// 日期.
    pub held_on: chrono::NaiveDate,
    /// 地点.
    pub place: Option<String>,
    /// 评议方式.
    pub method: Method,
}

/// Meetings of a period, or all, by day and code.
///
/// # Errors
/// Storage errors.
pub fn meetings(connection: &Connection, period: Option<&Period>) -> Result<Vec<Meeting>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, code, held_on, place, method FROM meeting
         WHERE ?1 IS NULL OR held_on BETWEEN ?1 AND ?2 ORDER BY held_on, code",
    )?;
    let rows =
        statement.query_map((period.map(|period| period.from), period.map(|period| period.to)), meeting)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The meetings of a 评议会编号, by day: one a year at most. Offices number their meetings anew each
/// year, and PY-01 of this year must not take the place of last year's.
///
/// # Errors
/// Storage errors.
pub fn meetings_of_code(connection: &Connection, code: &str) -> Result<Vec<Meeting>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, code, held_on, place, method FROM meeting WHERE code = ?1 ORDER BY held_on",
    )?;
    let rows = statement.query_map([code], meeting)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The meeting of a 评议会编号 in a year.
///
/// # Errors
/// Storage errors.
pub fn find_meeting(connection: &Connection, code: &str, year: i32) -> Result<Option<Meeting>> {
    Ok(meetings_of_code(connection, code)?.into_iter().find(|meeting| meeting.held_on.year() == year))
}

fn meeting(row: &Row<'_>) -> rusqlite::Result<Meeting> {
    Ok(Meeting {
        id: row.get(0)?,
        code: row.get(1)?,
        held_on: row.get(2)?,
        place: row.get(3)?,
        method: row.get(4)?,
    })
}

/// The meeting of an id.
///
/// # Errors
/// Not found: it was deleted; storage errors.
pub fn meeting_of(connection: &Connection, id: MeetingId) -> Result<Meeting> {
    connection
        .prepare_cached("SELECT id, code, held_on, place, method FROM meeting WHERE id = ?1")?
        .query_row([id], meeting)
        .optional()?
        .or_not_found(|| "这次评议会已被删除".to_owned())
        .map_err(|error| error.hint("请回到评议会列表；误删的可以撤销。"))
}

/// Enters a new meeting.
///
/// # Errors
/// Refused without a code, or when its year has one of the same code; storage errors.
pub fn insert_meeting(change: &Change<'_>, facts: &MeetingFacts) -> Result<MeetingId> {
    let facts = tidied(change, facts, None)?;
    change.execute(
        "INSERT INTO meeting (code, held_on, place, method) VALUES (?1, ?2, ?3, ?4)",
        (facts.code, facts.held_on, facts.place, facts.method),
    )?;
    Ok(MeetingId(change.last_insert_rowid()))
}

/// Changes a meeting. Nothing is written when nothing changes.
///
/// # Errors
/// As [`insert_meeting`]; not found.
pub fn update_meeting(change: &Change<'_>, id: MeetingId, facts: &MeetingFacts) -> Result<()> {
    meeting_of(change, id)?;
    let facts = tidied(change, facts, Some(id))?;
    change.execute(
        "UPDATE meeting SET code = ?2, held_on = ?3, place = ?4, method = ?5 WHERE id = ?1
         AND (code, held_on, place, method) IS NOT (?2, ?3, ?4, ?5)",
        (id, facts.code, facts.held_on, facts.place, facts.method),
    )?;
    Ok(())
}

fn tidied(change: &Change<'_>, facts: &MeetingFacts, id: Option<MeetingId>) -> Result<MeetingFacts> {
    let code = text::tidy(&facts.code);
    if code.is_empty() {
        return Err(Error::refused("评议会编号不能为空").hint("请填写编号，例如 PY-01；同一年内不要重复。"));
    }
    let year = facts.held_on.year();
    if find_meeting(change, &code, year)?.is_some_and(|other| Some(other.id) != id) {
        return Err(Error::refused(format!("{year}年已有编号为“{code}”的评议会"))
            .hint("请换一个编号；如要修改那一次，请在列表里打开它。"));
    }
    let place = facts.place.as_deref().map(text::tidy).filter(|place| !place.is_empty());
    Ok(MeetingFacts { code, place, ..*facts })
}

/// Deletes a meeting at which nothing was entered, with its list of subjects.
///
/// # Errors
/// Not found; refused when something was entered, or a batch is open; storage errors.
pub fn remove_meeting(change: &Change<'_>, id: MeetingId) -> Result<()> {
    let meeting = meeting_of(change, id)?;
    let entered = super::holdings(change, id)?.values().filter(|holding| !holding.is_empty()).count();
    if entered > 0 {
        return Err(Error::refused(format!("评议会“{}”已录入{entered}个对象的评议，没有删除", meeting.code))
            .hint("只有还没有录入的评议会可以删除；录错对象的，请清除该对象的票数。"));
    }
    change.execute("DELETE FROM evaluation WHERE meeting_id = ?1", [id])?;
    change.execute("DELETE FROM meeting WHERE id = ?1", [id])?;
    Ok(())
}

/// 参评人员 of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voters {
    /// 评议人类别.
    pub category: String,
    /// 实到; none when nobody counted them.
    pub present: Option<u64>,
}

/// Who came to a meeting, in the order they were entered; empty when nobody wrote it down.
///
/// # Errors
/// Storage errors.
pub fn voters(connection: &Connection, id: MeetingId) -> Result<Vec<Voters>> {
    let mut statement = connection.prepare_cached(
        "SELECT voter_category, present FROM meeting_voters WHERE meeting_id = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([id], |row| {
        let present = row.get::<_, Option<i64>>(1)?.map(i64::unsigned_abs);
        Ok(Voters { category: row.get(0)?, present })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Enters who came, in place of what was entered before. Nothing is written when nothing changes.
///
/// # Errors
/// Not found; refused when a kind stands twice or a number is none of this world; storage errors.
pub fn put_voters(change: &Change<'_>, id: MeetingId, wanted: &[Voters]) -> Result<()> {
    meeting_of(change, id)?;
    if voters(change, id)? == wanted {
        return Ok(());
    }
    let mut seen = BTreeSet::new();
    change.execute("DELETE FROM meeting_voters WHERE meeting_id = ?1", [id])?;
    for Voters { category, present } in wanted {
        if category.trim().is_empty() || !seen.insert(category) {
            return Err(Error::refused(format!("参评人员里“{category}”写了两次或是空的"))
                .hint("每类评议人只写一行。"));
        }
        change.execute(
            "INSERT INTO meeting_voters (meeting_id, voter_category, present) VALUES (?1, ?2, ?3)",
            (id, category, present.map(super::paper_count).transpose()?),
        )?;
    }
    Ok(())
}

/// Enters or changes a meeting, found by its code and year. Nothing is written when nothing changes.
///
/// # Errors
/// Storage errors.
pub fn put_meeting(change: &Change<'_>, facts: &MeetingFacts) -> Result<MeetingId> {
    let MeetingFacts { code, held_on, place, method } = facts;
    let Some(kept) = find_meeting(change, code, held_on.year())? else {
        change.execute(
            "INSERT INTO meeting (code, held_on, place, method) VALUES (?1, ?2, ?3, ?4)",
            (code, held_on, place, method),
        )?;
        return Ok(MeetingId(change.last_insert_rowid()));
    };
    if (&kept.held_on, &kept.place, &kept.method) != (held_on, place, method) {
        change.execute(
            "UPDATE meeting SET held_on = ?2, place = ?3, method = ?4 WHERE id = ?1",
            (kept.id, held_on, place, method),
        )?;
    }
    Ok(kept.id)
}
