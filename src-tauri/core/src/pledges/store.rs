//! The SQL of pledges.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Statement, ToSql, params};

use super::{Pledge, PledgeFacts, PledgeId, PledgeStatus, rules};
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
/// Refused when it says nothing or its dates cannot be; storage errors.
pub fn insert(change: &Change<'_>, facts: &PledgeFacts) -> Result<PledgeId> {
    rules::check_facts(facts, change.clock.today())?;
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
/// Refused once closed (销号).
pub fn update(change: &Change<'_>, id: PledgeId, facts: &PledgeFacts) -> Result<()> {
    rules::check_open(&get(change, id)?)?;
    rules::check_facts(facts, change.clock.today())?;
    let mut statement = change.prepare_cached(&format!(
        "UPDATE pledge SET ({FACTS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"
    ))?;
    write(&mut statement, facts, &id)
}

/// Runs a statement with the columns of [`FACTS`] and one more value.
fn write(statement: &mut Statement<'_>, facts: &PledgeFacts, last: &dyn ToSql) -> Result<()> {
    let (organization, member) = facts.subject.columns();
    statement.execute(params![
        facts.year,
        organization,
        member,
        text::tidy(&facts.content),
        facts.category,
        facts.measure,
        facts.owner,
        facts.deadline,
        facts.published_on,
        facts.published_by,
        facts.status,
        facts.fulfilled_on,
        facts.reason,
        last,
    ])?;
    Ok(())
}

/// Adds a progress entry (践诺进展). The first one starts a pledge that had not been started.
///
/// # Errors
/// Refused once closed, without words, and for a day after today.
pub fn add_progress(change: &Change<'_>, id: PledgeId, on: NaiveDate, content: &str) -> Result<()> {
    let pledge = get(change, id)?;
    rules::check_open(&pledge)?;
    rules::check_progress(on, content, change.clock.today())?;
    insert_progress(change, id, on, content)?;
    if pledge.facts.status == PledgeStatus::NotStarted {
        change.execute("UPDATE pledge SET status = ?2 WHERE id = ?1", params![id, PledgeStatus::UnderWay])?;
    }
    Ok(())
}

fn insert_progress(change: &Change<'_>, id: PledgeId, on: NaiveDate, content: &str) -> Result<()> {
    change.execute(
        "INSERT INTO pledge_progress (pledge_id, happened_on, content) VALUES (?1, ?2, ?3)",
        params![id, on, text::tidy(content)],
    )?;
    Ok(())
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
    insert_progress(change, id, change.clock.today(), &format!("撤回销号：{reason}"))
}
