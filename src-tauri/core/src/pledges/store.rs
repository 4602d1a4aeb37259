//! The SQL of pledges. Progress entries one by one: `progress.rs`.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Statement, ToSql, params};

pub use super::progress::{add_progress, correct_progress, progress, remove_progress};
use super::{
    Pledge, PledgeFacts, PledgeId, PledgeState, PledgeStatus,
    progress::{self, REOPENED},
    rules,
};
use crate::{Error, Result, error::OrNotFound, members::Subject, store::Change, text};

const COLUMNS: &str = "id, ledger_number, year, organization_id, member_id, content, category, measure, owner, \
     deadline, published_on, published_by, status, fulfilled_on, reason, appraisal, closed_on, closed_by";

/// Of these, what [`PledgeFacts`] say.
const FACTS: &str = "year, organization_id, member_id, content, category, measure, owner, deadline, \
     published_on, published_by, status, fulfilled_on, reason";

/// The counter of 台账号.
const COUNTER: &str = "pledge";

/// The ledger of a year, or of all years, by 台账号.
///
/// # Errors
/// Storage errors.
pub fn ledger(connection: &Connection, year: Option<i32>) -> Result<Vec<Pledge>> {
    let mut pledges: Vec<Pledge> = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM pledge WHERE ?1 IS NULL OR year = ?1 ORDER BY ledger_number"
        ))?
        .query_map([year], pledge)?
        .collect::<Result<_, _>>()?;
    let mut statement = connection.prepare_cached(
        "SELECT pledge.ledger_number, happened_on, pledge_progress.content
         FROM pledge_progress JOIN pledge ON pledge.id = pledge_id
         WHERE ?1 IS NULL OR year = ?1 ORDER BY pledge.ledger_number, happened_on, pledge_progress.id",
    )?;
    let mut rows = statement.query([year])?;
    let mut lines = pledges.iter_mut();
    let mut line = lines.next();
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        while line.as_ref().is_some_and(|line| line.ledger_number < number) {
            line = lines.next();
        }
        if let Some(line) = &mut line {
            line.progress.push((row.get(1)?, row.get(2)?));
        }
    }
    Ok(pledges)
}

/// A line that is still to be fulfilled, for reminders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPledge {
    /// Row id.
    pub id: PledgeId,
    /// 台账号.
    pub ledger_number: i64,
    /// 承诺主体.
    pub subject: Subject,
    /// 承诺事项.
    pub content: String,
    /// 完成时限.
    pub deadline: NaiveDate,
}

/// 未启动 and 推进中 that are due by a day, whatever the year, by deadline. What was settled or closed is
/// due no more.
///
/// # Errors
/// Storage errors.
pub fn open_until(connection: &Connection, day: NaiveDate) -> Result<Vec<OpenPledge>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, ledger_number, organization_id, member_id, content, deadline FROM pledge
         WHERE deadline <= ?1 AND closed_on IS NULL AND status IN (?2, ?3) ORDER BY deadline, ledger_number",
    )?;
    let lines = statement
        .query_map(params![day, PledgeStatus::NotStarted, PledgeStatus::UnderWay], |row| {
            Ok(OpenPledge {
                id: row.get(0)?,
                ledger_number: row.get(1)?,
                subject: Subject::from_columns(row, 2)?,
                content: row.get(4)?,
                deadline: row.get(5)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(lines)
}

/// One line of the ledger.
///
/// # Errors
/// Not found; storage errors.
pub fn get(connection: &Connection, id: PledgeId) -> Result<Pledge> {
    let mut found: Pledge = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM pledge WHERE id = ?1"))?
        .query_row([id], pledge)
        .optional()?
        .or_not_found(|| "该承诺事项不存在".to_owned())?;
    found.progress = connection
        .prepare_cached(
            "SELECT happened_on, content FROM pledge_progress WHERE pledge_id = ?1 ORDER BY happened_on, id",
        )?
        .query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

fn pledge(row: &Row<'_>) -> rusqlite::Result<Pledge> {
    Ok(Pledge {
        id: row.get(0)?,
        ledger_number: row.get(1)?,
        facts: PledgeFacts {
            subject: Subject::from_columns(row, 3)?,
            year: row.get(2)?,
            content: row.get(5)?,
            category: row.get(6)?,
            measure: row.get(7)?,
            owner: row.get(8)?,
            deadline: row.get(9)?,
            published_on: row.get(10)?,
            published_by: row.get(11)?,
            status: row.get(12)?,
            fulfilled_on: row.get(13)?,
            reason: row.get(14)?,
        },
        progress: Vec::new(),
        appraisal: row.get(15)?,
        closed_on: row.get(16)?,
        closed_by: row.get(17)?,
    })
}

/// Enters a pledge under the next 台账号.
///
/// # Errors
/// Refused when it says nothing, its dates cannot be, or the ledger has it already; storage errors.
pub fn insert(change: &Change<'_>, facts: &PledgeFacts) -> Result<PledgeId> {
    rules::check_facts(facts, change.clock.today())?;
    refuse_twin(change, facts, None)?;
    let number = change.next_number(COUNTER)?;
    let mut statement = change.prepare_cached(&format!(
        "INSERT INTO pledge ({FACTS}, ledger_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))?;
    write(&mut statement, facts, &number)?;
    Ok(PledgeId(change.last_insert_rowid()))
}

/// Replaces what a pledge says.
///
/// # Errors
/// Refused once closed (销号), and as [`insert`].
pub fn update(change: &Change<'_>, id: PledgeId, facts: &PledgeFacts) -> Result<()> {
    let before = get(change, id)?;
    rules::check_open(&before)?;
    rules::check_facts(facts, change.clock.today())?;
    if rules::Key::of(&before.facts) != rules::Key::of(facts) {
        refuse_twin(change, facts, Some(id))?;
    }
    let mut statement = change.prepare_cached(&format!(
        "UPDATE pledge SET ({FACTS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"
    ))?;
    write(&mut statement, facts, &id)
}

/// Runs a statement with the columns of [`FACTS`] and one more value.
fn write(statement: &mut Statement<'_>, facts: &PledgeFacts, last: &dyn ToSql) -> Result<()> {
    let (organization, member) = facts.subject.columns();
    let words = |words: &Option<String>| words.as_deref().map(text::tidy).filter(|words| !words.is_empty());
    statement.execute(params![
        facts.year,
        organization,
        member,
        text::tidy(&facts.content),
        words(&facts.category),
        words(&facts.measure),
        words(&facts.owner),
        facts.deadline,
        facts.published_on,
        words(&facts.published_by),
        facts.status,
        facts.fulfilled_on,
        words(&facts.reason),
        last,
    ])?;
    Ok(())
}

/// Refuses what the ledger has already in another line than `except`.
///
/// # Errors
/// Refused, with the 台账号 of the other line; storage errors.
fn refuse_twin(connection: &Connection, facts: &PledgeFacts, except: Option<PledgeId>) -> Result<()> {
    let (organization, member) = facts.subject.columns();
    let key = rules::Key::of(facts);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM pledge WHERE organization_id IS ?1 AND member_id IS ?2 ORDER BY ledger_number"
    ))?;
    for line in statement.query_map(params![organization, member], pledge)? {
        let line = line?;
        if Some(line.id) != except && rules::Key::of(&line.facts) == key {
            return Err(rules::twin(line.ledger_number));
        }
    }
    Ok(())
}

/// Gives an item another 兑现状态.
///
/// # Errors
/// Refused once closed (销号), and where the days do not fit the state.
pub fn set_state(change: &Change<'_>, id: PledgeId, state: &PledgeState) -> Result<()> {
    let pledge = get(change, id)?;
    update(change, id, &rules::settled(&pledge.facts, state))
}

/// Writes when and how an item was made public (亮诺).
///
/// # Errors
/// Refused once closed (销号), and for a day after today.
pub fn publish(change: &Change<'_>, id: PledgeId, on: NaiveDate, by: Option<&str>) -> Result<()> {
    let facts = get(change, id)?.facts;
    let by = by.map(str::to_owned).or_else(|| facts.published_by.clone());
    update(change, id, &PledgeFacts { published_on: Some(on), published_by: by, ..facts })
}

/// The words that the ledger uses in one of its columns, most used first.
///
/// # Errors
/// Storage errors.
pub fn words(connection: &Connection, column: Words) -> Result<Vec<String>> {
    let column = match column {
        Words::Category => "category",
        Words::PublishedBy => "published_by",
        Words::Appraisal => "appraisal",
        Words::ClosedBy => "closed_by",
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {column} FROM pledge WHERE {column} <> '' GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT 20"
    ))?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// A column with the office's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// 类别.
    Category,
    /// 公示方式.
    PublishedBy,
    /// 评诺结果.
    Appraisal,
    /// 销号人.
    ClosedBy,
}

/// The years that have pledges, newest first.
///
/// # Errors
/// Storage errors.
pub fn years(connection: &Connection) -> Result<Vec<i32>> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT year FROM pledge ORDER BY year DESC")?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Writes the outcome of 评诺 beside a line.
///
/// # Errors
/// Refused once closed.
pub fn appraise(change: &Change<'_>, id: PledgeId, appraisal: &str) -> Result<()> {
    rules::check_open(&get(change, id)?)?;
    change.execute("UPDATE pledge SET appraisal = ?2 WHERE id = ?1", params![id, text::tidy(appraisal)])?;
    Ok(())
}

/// Closes a line (销号): fulfilled, or settled with a reason.
///
/// # Errors
/// Refused when neither.
pub fn close(change: &Change<'_>, id: PledgeId, on: NaiveDate, by: &str) -> Result<()> {
    rules::check_close(&get(change, id)?, on, by, change.clock.today())?;
    change.execute(
        "UPDATE pledge SET closed_on = ?2, closed_by = ?3 WHERE id = ?1",
        params![id, on, text::tidy(by)],
    )?;
    Ok(())
}

/// Opens a closed line again; the reason stays as a progress entry of today.
///
/// # Errors
/// Refused when it is not closed or the reason is missing.
pub fn reopen(change: &Change<'_>, id: PledgeId, reason: &str) -> Result<()> {
    let pledge = get(change, id)?;
    let reason = text::tidy(reason);
    if pledge.closed_on.is_none() {
        return Err(Error::refused(format!("第{}号承诺尚未销号，无需恢复", pledge.ledger_number)));
    }
    if reason.is_empty() {
        return Err(Error::refused("恢复已销号的承诺须写明原因").hint("请填写原因，它会记入进展。"));
    }
    change.execute("UPDATE pledge SET closed_on = NULL, closed_by = NULL WHERE id = ?1", [id])?;
    progress::insert(change, id, change.clock.today(), &format!("{REOPENED}{reason}"))
}
