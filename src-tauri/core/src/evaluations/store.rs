//! The SQL of schemes, meetings and what was entered at them. Papers themselves: `store/ballots.rs`.

mod ballots;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

use chrono::Datelike;
use rusqlite::{Connection, OptionalExtension, Row};

pub use self::ballots::{ballots, counts, counts_all, put_ballots, put_counts};
use super::{
    Evaluation, EvaluationId, Meeting, MeetingId, Papers, Scheme, ready_made::ready_made, scheme::SubjectKind,
};
use crate::{Error, ErrorCode, Result, clock::Period, labels::row_id, members::Subject, store::Change};

row_id! {
    /// One frozen scheme.
    pub struct SchemeId
}

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
    pub method: super::Method,
}

/// Every scheme of the office by key; the ready-made ones are there from the start. A scheme that
/// the office has put in, or a meeting has frozen, wins over the ready-made one of the same key, so
/// that a newer program counts an old meeting as it was counted then.
///
/// # Errors
/// Storage errors.
pub fn schemes(connection: &Connection) -> Result<BTreeMap<String, Scheme>> {
    let mut schemes: BTreeMap<String, Scheme> =
        ready_made()?.into_iter().map(|scheme| (scheme.key.clone(), scheme)).collect();
    let mut statement = connection.prepare_cached("SELECT definition FROM scheme")?;
    for definition in statement.query_map([], |row| row.get::<_, String>(0))? {
        let scheme = from_json(&definition?)?;
        schemes.insert(scheme.key.clone(), scheme);
    }
    Ok(schemes)
}

/// Puts in a scheme of the office's own, or replaces one that no meeting has used yet.
///
/// # Errors
/// Refused when the scheme cannot be counted, or a meeting uses the key with another definition.
pub fn put_scheme(change: &Change<'_>, scheme: &Scheme) -> Result<()> {
    scheme.check()?;
    let Some((id, kept)) = stored_scheme(change, &scheme.key)? else {
        insert_scheme(change, scheme)?;
        return Ok(());
    };
    if kept == *scheme {
        return Ok(());
    }
    let used: bool =
        change.query_row("SELECT EXISTS (SELECT 1 FROM evaluation WHERE scheme_id = ?1)", [id], |row| {
            row.get(0)
        })?;
    if used {
        return Err(frozen(&scheme.key));
    }
    change.execute("UPDATE scheme SET definition = ?2 WHERE id = ?1", (id, to_json(scheme)?))?;
    Ok(())
}

/// The row of a scheme that a meeting is about to use: written when first used, the same ever after.
fn freeze(change: &Change<'_>, scheme: &Scheme) -> Result<SchemeId> {
    scheme.check()?;
    match stored_scheme(change, &scheme.key)? {
        None => insert_scheme(change, scheme),
        Some((id, kept)) if kept == *scheme => Ok(id),
        Some(_) => Err(frozen(&scheme.key)),
    }
}

fn frozen(key: &str) -> Error {
    Error::refused(format!("评议方案“{key}”已用于评议，不能再改"))
        .hint("请换一个方案编号（key）另存为新方案；以前的评议仍按原方案统计。")
}

fn stored_scheme(connection: &Connection, key: &str) -> Result<Option<(SchemeId, Scheme)>> {
    let row: Option<(SchemeId, String)> = connection
        .query_row("SELECT id, definition FROM scheme WHERE key = ?1", [key], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    row.map(|(id, definition)| Ok((id, from_json(&definition)?))).transpose()
}

fn insert_scheme(change: &Change<'_>, scheme: &Scheme) -> Result<SchemeId> {
    change
        .execute("INSERT INTO scheme (key, definition) VALUES (?1, ?2)", (&scheme.key, to_json(scheme)?))?;
    Ok(SchemeId(change.last_insert_rowid()))
}

fn to_json(scheme: &Scheme) -> Result<String> {
    serde_json::to_string(scheme).map_err(Error::internal)
}

fn from_json(definition: &str) -> Result<Scheme> {
    serde_json::from_str(definition).map_err(|error| damaged("评议方案").cause(error))
}

fn damaged(what: &str) -> Error {
    Error::new(ErrorCode::Damaged, format!("{what}的记录已损坏，读不出来"))
        .hint("请运行 xianfeng verify 查看，再用“恢复备份”取回最近一份完好的备份。")
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

const EVALUATION: &str =
    "SELECT e.id, e.meeting_id, e.organization_id, e.member_id, s.key, e.issued, e.collected, e.spoiled
     FROM meeting m JOIN evaluation e ON e.meeting_id = m.id JOIN scheme s ON s.id = e.scheme_id";

/// What was entered at a meeting, subject by subject.
///
/// # Errors
/// Storage errors.
pub fn evaluations(connection: &Connection, meeting: MeetingId) -> Result<Vec<Evaluation>> {
    let mut statement = connection.prepare_cached(&format!("{EVALUATION} WHERE m.id = ?1 ORDER BY e.id"))?;
    let rows = statement.query_map([meeting], evaluation)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What was entered at all meetings of a period, by the day and code of the meeting.
///
/// # Errors
/// Storage errors.
pub fn evaluations_in(connection: &Connection, period: &Period) -> Result<Vec<Evaluation>> {
    let mut statement = connection.prepare_cached(&format!(
        "{EVALUATION} WHERE m.held_on BETWEEN ?1 AND ?2 ORDER BY m.held_on, m.code, e.id"
    ))?;
    let rows = statement.query_map((period.from, period.to), evaluation)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn evaluation(row: &Row<'_>) -> rusqlite::Result<Evaluation> {
    let papers = |value: i64| value.unsigned_abs(); // CHECK (>= 0)
    Ok(Evaluation {
        id: row.get(0)?,
        meeting: row.get(1)?,
        subject: Subject::from_columns(row, 2)?,
        scheme: row.get(4)?,
        papers: Papers {
            issued: row.get::<_, Option<i64>>(5)?.map(papers),
            collected: row.get::<_, Option<i64>>(6)?.map(papers),
            spoiled: papers(row.get(7)?),
        },
    })
}

/// The row of a subject at a meeting, made or brought up to date.
fn put_evaluation(
    change: &Change<'_>,
    meeting: MeetingId,
    subject: Subject,
    scheme: &Scheme,
    papers: Papers,
    entry: &str,
) -> Result<EvaluationId> {
    if SubjectKind::of(subject) != scheme.subject {
        return Err(Error::refused(format!("评议方案“{}”只用于评议{}", scheme.name, scheme.subject.label()))
            .hint("请换用与被评议对象相符的方案。"));
    }
    let scheme = freeze(change, scheme)?;
    let (organization, member) = subject.columns();
    let issued = papers.issued.map(paper_count).transpose()?;
    let collected = papers.collected.map(paper_count).transpose()?;
    let spoiled = paper_count(papers.spoiled)?;
    let kept: Option<EvaluationId> = change
        .query_row(
            "SELECT id FROM evaluation WHERE meeting_id = ?1 AND organization_id IS ?2 AND member_id IS ?3",
            (meeting, organization, member),
            |row| row.get(0),
        )
        .optional()?;
    let Some(id) = kept else {
        change.prepare_cached(
            "INSERT INTO evaluation (meeting_id, scheme_id, organization_id, member_id, issued, collected, spoiled, entry)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((meeting, scheme, organization, member, issued, collected, spoiled, entry))?;
        return Ok(EvaluationId(change.last_insert_rowid()));
    };
    change.prepare_cached(
        "UPDATE evaluation SET scheme_id = ?2, issued = ?3, collected = ?4, spoiled = ?5, entry = ?6 WHERE id = ?1
         AND (scheme_id, issued, collected, spoiled, entry) IS NOT (?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((id, scheme, issued, collected, spoiled, entry))?;
    Ok(id)
}

/// No office holds more papers; keeps every sum far from the limits of 64 bits.
const MOST_PAPERS: i64 = 1_000_000_000;

fn paper_count(papers: u64) -> Result<i64> {
    i64::try_from(papers)
        .ok()
        .filter(|papers| *papers <= MOST_PAPERS)
        .ok_or_else(|| Error::refused(format!("票数{papers}太大，不像是真的")).hint("请核对票数。"))
}

/// The schemes of evaluations, shared.
fn schemes_of(connection: &Connection) -> Result<BTreeMap<String, Arc<Scheme>>> {
    Ok(schemes(connection)?.into_iter().map(|(key, scheme)| (key, Arc::new(scheme))).collect())
}
