//! The SQL of evaluations: one row a subject of a meeting, with its papers. Schemes, meetings, ballots,
//! counts and open batches have files of their own below.

mod ballots;
mod batches;
mod counts;
mod figures;
mod meetings;
mod schemes;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};

use self::schemes::freeze;
pub use self::{
    ballots::{add_ballots, ballots, put_ballots},
    batches::{
        Opening, add_line, batch, batches, close, correct, discard, expect, open, remove_last, reread, sheets,
    },
    counts::{CategoryHead, QuestionCounts, clear, put_counts, type_counts, typed},
    figures::{counts, counts_all},
    meetings::{
        MeetingFacts, Voters, find_meeting, insert_meeting, meeting_of, meetings, meetings_of_code,
        put_meeting, put_voters, remove_meeting, update_meeting, voters,
    },
    schemes::{
        add_scheme, frozen_scheme, put_scheme, remove_scheme, schemes, update_scheme, uses_of_schemes,
    },
};
use super::{Evaluation, EvaluationId, MeetingId, Papers, Scheme, scheme::SubjectKind};
use crate::{
    Error, ErrorCode, Result,
    clock::{Period, chinese_date},
    error::OrNotFound as _,
    labels::row_id,
    members::Subject,
    store::Change,
};

row_id! {
    /// One frozen scheme.
    pub struct SchemeId
}

fn damaged(what: &str) -> Error {
    Error::new(ErrorCode::Damaged, format!("{what}的记录已损坏，读不出来"))
        .hint("请在“数据与备份”里核验，再恢复最近一份完好的备份。")
        .terminal("请运行 xianfeng verify 查看，再用“恢复备份”取回最近一份完好的备份。")
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

/// What was entered on one subject at all meetings, oldest first.
///
/// # Errors
/// Storage errors.
pub fn evaluations_of(connection: &Connection, subject: Subject) -> Result<Vec<Evaluation>> {
    let (organization, member) = subject.columns();
    let column = if organization.is_some() { "organization_id" } else { "member_id" };
    let mut statement = connection
        .prepare_cached(&format!("{EVALUATION} WHERE e.{column} = ?1 ORDER BY m.held_on, m.code, e.id"))?;
    let id = organization.map(|id| id.0).or(member.map(|id| id.0));
    let rows = statement.query_map([id], evaluation)?;
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

/// The evaluation of an id.
///
/// # Errors
/// Not found: it was taken off its meeting; storage errors.
pub fn evaluation_of(connection: &Connection, id: EvaluationId) -> Result<Evaluation> {
    connection
        .prepare_cached(&format!("{EVALUATION} WHERE e.id = ?1"))?
        .query_row([id], evaluation)
        .optional()?
        .or_not_found(|| "这个评议对象已不在评议会上".to_owned())
        .map_err(|error| error.hint("请回到评议会查看对象名单；误移除的可以撤销。"))
}

/// What an evaluation holds so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holding {
    /// Papers entered one by one.
    pub ballots: u64,
    /// Whether counts were entered.
    pub counts: bool,
    /// 有效 as entered, either way.
    pub valid: u64,
}

impl Holding {
    /// Nothing was entered.
    pub fn is_empty(self) -> bool {
        self.ballots == 0 && !self.counts
    }
}

/// What the evaluations of a meeting hold.
///
/// # Errors
/// Storage errors.
pub fn holdings(connection: &Connection, meeting: MeetingId) -> Result<BTreeMap<EvaluationId, Holding>> {
    let mut statement = connection.prepare_cached(
        "SELECT e.id,
           coalesce((SELECT sum(copies) FROM ballot WHERE evaluation_id = e.id), 0),
           EXISTS (SELECT 1 FROM category_count WHERE evaluation_id = e.id)
             OR EXISTS (SELECT 1 FROM item_count WHERE evaluation_id = e.id),
           coalesce((SELECT sum(valid) FROM category_count WHERE evaluation_id = e.id), 0)
         FROM evaluation e WHERE e.meeting_id = ?1",
    )?;
    let rows = statement.query_map([meeting], |row| {
        let ballots = row.get::<_, i64>(1)?.unsigned_abs();
        let valid = ballots + row.get::<_, i64>(3)?.unsigned_abs();
        Ok((row.get(0)?, Holding { ballots, counts: row.get(2)?, valid }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What one evaluation holds.
///
/// # Errors
/// Storage errors.
pub fn holding(connection: &Connection, evaluation: &Evaluation) -> Result<Holding> {
    Ok(holdings(connection, evaluation.meeting)?.remove(&evaluation.id).unwrap_or_default())
}

/// Puts a subject on a meeting, before anything is entered. A subject that is on it already takes the
/// scheme, as long as nothing was entered under another. True when something changed.
///
/// # Errors
/// Refused when the scheme is for another kind of subject, is frozen with another definition, or marks
/// were entered under another one; storage errors.
pub fn add_subject(
    change: &Change<'_>,
    meeting: MeetingId,
    subject: Subject,
    scheme: &Scheme,
) -> Result<bool> {
    let mut kept = evaluations(change, meeting)?.into_iter().filter(|one| one.subject == subject);
    let papers = match kept.next() {
        None => Papers::default(),
        Some(kept) if kept.scheme == scheme.key => return Ok(false),
        Some(kept) if !holding(change, &kept)?.is_empty() => {
            return Err(Error::refused("有的对象已按另一个方案录入了评议，不能换方案")
                .hint("请先清除这个对象已录入的票数，或把它从选择里去掉。"));
        }
        Some(kept) => kept.papers,
    };
    put_evaluation(change, meeting, subject, scheme, papers, "ballots")?;
    Ok(true)
}

/// Takes subjects off their meeting, as long as nothing was entered for them.
///
/// # Errors
/// Refused when something was entered, or a batch is open; storage errors.
pub fn remove_subjects(change: &Change<'_>, ids: &[EvaluationId]) -> Result<()> {
    let mut entered = 0;
    for id in ids {
        let evaluation = evaluation_of(change, *id)?;
        if !holding(change, &evaluation)?.is_empty() {
            entered += 1;
            continue;
        }
        change.prepare_cached("DELETE FROM evaluation WHERE id = ?1")?.execute([id])?;
    }
    if entered > 0 {
        return Err(Error::refused(format!("所选对象中有{entered}个已经录入评议，没有移除"))
            .hint("确要移除的，请先清除这些对象已录入的票数。"));
    }
    Ok(())
}

/// 票数: enters the papers of one subject.
///
/// # Errors
/// Not found; refused for numbers no office has; storage errors.
pub fn put_papers(change: &Change<'_>, id: EvaluationId, papers: Papers) -> Result<()> {
    evaluation_of(change, id)?;
    let issued = papers.issued.map(paper_count).transpose()?;
    let collected = papers.collected.map(paper_count).transpose()?;
    change
        .prepare_cached(
            "UPDATE evaluation SET issued = ?2, collected = ?3, spoiled = ?4 WHERE id = ?1
             AND (issued, collected, spoiled) IS NOT (?2, ?3, ?4)",
        )?
        .execute((id, issued, collected, paper_count(papers.spoiled)?))?;
    Ok(())
}

/// Nothing is entered for a day to come (`decisions.md` 25).
///
/// # Errors
/// Refused when the meeting is still to come.
pub fn refuse_to_come(connection: &Connection, meeting: MeetingId, today: NaiveDate) -> Result<()> {
    let meeting = meeting_of(connection, meeting)?;
    if meeting.held_on <= today {
        return Ok(());
    }
    Err(Error::refused(format!(
        "评议会“{}”的日期是{}，还没有到，不能录入",
        meeting.code,
        chinese_date(meeting.held_on)
    ))
    .hint("已经开过的，请先把评议会的日期改为实际召开的日期。"))
}

fn set_entry(change: &Change<'_>, id: EvaluationId, entry: &str) -> Result<()> {
    change
        .prepare_cached("UPDATE evaluation SET entry = ?2 WHERE id = ?1 AND entry <> ?2")?
        .execute((id, entry))?;
    Ok(())
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

fn check_category(scheme: &Scheme, category: &str) -> Result<()> {
    if scheme.category(category).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = scheme.categories.iter().map(|category| category.name.as_str()).collect();
    Err(Error::refused(format!("方案“{}”没有评议人类别“{category}”", scheme.name))
        .hint(format!("可用的类别：{}。", known.join("、"))))
}
