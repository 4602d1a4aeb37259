//! The SQL of 点评 and 讲评.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Statement, ToSql, params_from_iter, types::Type};

use super::{Content, Review, ReviewFacts, ReviewHead, ReviewId, ReviewKind, Reviewed, rules};
use crate::{
    Error, Result,
    clock::{Period, Window, chinese_date},
    error::OrNotFound,
    members::Subject,
    store::Change,
    text,
};

/// What [`ReviewFacts`] say.
const FACTS: &str = "kind, organization_id, member_id, held_on, period, reviewer, post, occasion, achievements, \
     problems, direction, points, tasks, attendance, rectification";

/// Everything held between two days, newest first; without days, everything.
///
/// # Errors
/// Storage errors.
pub fn held(connection: &Connection, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Vec<Review>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, {FACTS} FROM review
         WHERE (?1 IS NULL OR held_on >= ?1) AND (?2 IS NULL OR held_on <= ?2) ORDER BY held_on DESC, id DESC"
    ))?;
    let reviews = statement.query_map([from, to], review)?.collect::<Result<_, _>>()?;
    Ok(reviews)
}

/// Of the same, the heads alone, oldest first.
///
/// # Errors
/// Storage errors.
pub fn heads(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<ReviewHead>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, kind, organization_id, member_id, held_on, period, reviewer, occasion FROM review
         WHERE held_on BETWEEN ?1 AND ?2 ORDER BY held_on, id",
    )?;
    let heads = statement
        .query_map([from, to], |row| {
            Ok(ReviewHead {
                id: row.get(0)?,
                kind: row.get(1)?,
                subject: Subject::from_columns(row, 2)?,
                held_on: row.get(4)?,
                period: period(row, 5)?,
                reviewer: row.get(6)?,
                occasion: row.get(7)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(heads)
}

/// One record.
///
/// # Errors
/// Not found; storage errors.
pub fn get(connection: &Connection, id: ReviewId) -> Result<Review> {
    connection
        .prepare_cached(&format!("SELECT id, {FACTS} FROM review WHERE id = ?1"))?
        .query_row([id], review)
        .optional()?
        .or_not_found(|| "该条点评讲评不存在".to_owned())
        .map_err(|error| error.hint("它可能已被删除或撤销，请刷新列表后重试。"))
}

/// 点评人 with their posts, who reviewed last first: what the clerk most likely writes next.
///
/// # Errors
/// Storage errors.
pub fn reviewers(connection: &Connection) -> Result<Vec<(String, Option<String>)>> {
    let mut statement = connection.prepare_cached(
        "SELECT reviewer, post FROM review GROUP BY reviewer, post ORDER BY max(held_on) DESC, max(id) DESC",
    )?;
    let people = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(people)
}

/// The years in which something was held.
///
/// # Errors
/// Storage errors.
pub fn years(connection: &Connection) -> Result<Vec<i32>> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT CAST(substr(held_on, 1, 4) AS INTEGER) FROM review")?;
    let years = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(years)
}

fn period(row: &Row<'_>, column: usize) -> rusqlite::Result<Period> {
    let text: String = row.get(column)?;
    Period::parse(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

fn review(row: &Row<'_>) -> rusqlite::Result<Review> {
    let content = match row.get(1)? {
        ReviewKind::Comment => {
            Content::Comment { achievements: row.get(9)?, problems: row.get(10)?, direction: row.get(11)? }
        }
        ReviewKind::Briefing => {
            Content::Briefing { points: row.get(12)?, tasks: row.get(13)?, attendance: row.get(14)? }
        }
    };
    let facts = ReviewFacts {
        subject: Subject::from_columns(row, 2)?,
        held_on: row.get(4)?,
        period: period(row, 5)?,
        reviewer: row.get(6)?,
        post: row.get(7)?,
        occasion: row.get(8)?,
        content,
        rectification: row.get(15)?,
    };
    Ok(Review { id: row.get(0)?, facts })
}

/// Enters a record. `reviewed` is what the books say of its subject on that day.
///
/// # Errors
/// Refused as [`rules::check`] says, and when the same reviewer's record of that day stands already.
pub fn insert(change: &Change<'_>, facts: &ReviewFacts, reviewed: &Reviewed) -> Result<ReviewId> {
    rules::check(facts, reviewed, change.clock.today())?;
    check_once(change, None, facts, reviewed)?;
    let mut statement = change.prepare_cached(&format!(
        "INSERT INTO review ({FACTS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ))?;
    write(&mut statement, facts, None)?;
    Ok(ReviewId(change.last_insert_rowid()))
}

/// Replaces what a record says.
///
/// # Errors
/// As [`insert`]; not found.
pub fn update(change: &Change<'_>, id: ReviewId, facts: &ReviewFacts, reviewed: &Reviewed) -> Result<()> {
    get(change, id)?;
    rules::check(facts, reviewed, change.clock.today())?;
    check_once(change, Some(id), facts, reviewed)?;
    let mut statement = change.prepare_cached(&format!(
        "UPDATE review SET ({FACTS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"
    ))?;
    write(&mut statement, facts, Some(id))
}

/// Takes a record out. Undo brings it back.
///
/// # Errors
/// Not found; storage errors.
pub fn remove(change: &Change<'_>, id: ReviewId) -> Result<()> {
    get(change, id)?;
    change.execute("DELETE FROM review WHERE id = ?1", [id])?;
    Ok(())
}

/// 努力方向 and 整改: writes how the problems were put right beside a record.
///
/// # Errors
/// Not found; storage errors.
pub fn rectify(change: &Change<'_>, id: ReviewId, rectification: Option<&str>) -> Result<()> {
    get(change, id)?;
    change.execute("UPDATE review SET rectification = ?2 WHERE id = ?1", (id, kept(rectification)))?;
    Ok(())
}

/// The same words twice are a slip of the hand.
fn check_once(
    connection: &Connection,
    id: Option<ReviewId>,
    facts: &ReviewFacts,
    reviewed: &Reviewed,
) -> Result<()> {
    let (organization, member) = facts.subject.columns();
    let kind = facts.content.kind();
    let taken: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM review WHERE organization_id IS ?1 AND member_id IS ?2 AND kind = ?3
                            AND held_on = ?4 AND reviewer = ?5 AND id IS NOT ?6)",
        )?
        .query_row((organization, member, kind, facts.held_on, text::squeeze(&facts.reviewer), id), |row| {
            row.get(0)
        })?;
    if !taken {
        return Ok(());
    }
    Err(Error::refused(format!(
        "“{}”{}的这条{kind}已经登记（{}人：{}）",
        reviewed.name,
        chinese_date(facts.held_on),
        kind.word(),
        text::squeeze(&facts.reviewer)
    ))
    .hint("如有补充，请修改原来的那一条。"))
}

fn kept(words: Option<&str>) -> Option<String> {
    words.map(text::tidy_lines).filter(|words| !words.is_empty())
}

/// Runs a statement with the columns of [`FACTS`], and the row where it is known.
fn write(statement: &mut Statement<'_>, facts: &ReviewFacts, id: Option<ReviewId>) -> Result<()> {
    let (organization, member) = facts.subject.columns();
    let reviewer = text::squeeze(&facts.reviewer);
    let (post, occasion) = (kept(facts.post.as_deref()), kept(facts.occasion.as_deref()));
    let rectification = kept(facts.rectification.as_deref());
    let kind = facts.content.kind();
    let period =
        Window::of(&facts.period).map_or_else(|| facts.period.clone(), |one| one.around(facts.period.from));
    let mut said: [Option<String>; 5] = Default::default();
    let mut people = None;
    match &facts.content {
        Content::Comment { achievements, problems, direction } => {
            said = [Some(achievements), Some(problems), Some(direction), None, None]
                .map(|words| words.map(|words| text::tidy_lines(words)));
        }
        Content::Briefing { points, tasks, attendance } => {
            said[3] = Some(text::tidy_lines(points));
            said[4] = Some(text::tidy_lines(tasks));
            people = *attendance;
        }
    }
    let [achievements, problems, direction, points, tasks] = &said;
    let values: [&dyn ToSql; 15] = [
        &kind,
        &organization,
        &member,
        &facts.held_on,
        &period.text,
        &reviewer,
        &post,
        &occasion,
        achievements,
        problems,
        direction,
        points,
        tasks,
        &people,
        &rectification,
    ];
    let id = id.iter().map(|id| id as &dyn ToSql);
    statement.execute(params_from_iter(values.into_iter().chain(id)))?;
    Ok(())
}
