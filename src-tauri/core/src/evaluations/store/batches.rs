//! Open batches: drafts, outside the history (`store/drafts.rs` of the house's store). What is entered
//! here is in the file before the next sheet is taken up.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};

use super::{add_ballots, check_category, damaged, evaluation_of, frozen_scheme, holding, paper_count};
use crate::{
    Error, Result,
    error::OrNotFound as _,
    evaluations::{
        BatchId, Evaluation, EvaluationId, Mark, Scheme,
        batch::{
            Batch, Closed, Difference, Place, Sheet, hash, lines_of, lines_to_text, next_place, patterns,
            second_of, second_to_text,
        },
    },
    store::Change,
};

/// What a batch is opened for.
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    /// Whom a sheet evaluates, line by line: all at one meeting, by one scheme.
    pub subjects: &'a [EvaluationId],
    /// 评议人类别, where the whole pile is of one kind.
    pub category: Option<&'a str>,
    /// 应录张数.
    pub expected: Option<u64>,
}

/// Opens a batch.
///
/// # Errors
/// Refused for a meeting that is still to come, for subjects whose counts were entered, that another
/// batch is open for, or that are not marked by one scheme; storage errors.
pub fn open(connection: &Connection, opening: &Opening<'_>, today: NaiveDate) -> Result<BatchId> {
    let mut subjects: Vec<Evaluation> = Vec::new();
    for id in opening.subjects {
        subjects.push(evaluation_of(connection, *id)?);
    }
    let Some(first) = subjects.first() else {
        return Err(Error::refused("没有选择评议对象").hint("请先在评议会的对象名单里选择。"));
    };
    let distinct: BTreeSet<EvaluationId> = opening.subjects.iter().copied().collect();
    let same = |one: &Evaluation| one.meeting == first.meeting && one.scheme == first.scheme;
    if !subjects.iter().all(same) || distinct.len() != subjects.len() {
        return Err(Error::refused("所选对象不是同一次评议会、同一个评议方案，不能列在一张表上录入")
            .hint("请按方案分别选择对象，分批录入。"));
    }
    super::refuse_to_come(connection, first.meeting, today)?;
    let mut counted = 0;
    for subject in &subjects {
        counted += u64::from(holding(connection, subject)?.counts);
    }
    if counted > 0 {
        return Err(Error::refused(format!("所选对象中有{counted}个已填汇总票数，不能再逐票录入"))
            .hint("两种录入只留一种，否则会重复计票。要改用逐票录入，请先清除已填的汇总票数。"));
    }
    refuse_open(connection, opening.subjects)?;
    let scheme = frozen_scheme(connection, &first.scheme)?;
    if let Some(category) = opening.category {
        check_category(&scheme, category)?;
    }
    connection.execute(
        "INSERT INTO ballot_batch (meeting_id, scheme_id, voter_category, expected)
         SELECT meeting_id, scheme_id, ?2, ?3 FROM evaluation WHERE id = ?1",
        (first.id, opening.category, expected(opening.expected)?),
    )?;
    let id = BatchId(connection.last_insert_rowid());
    for (line, subject) in (0_i64..).zip(opening.subjects) {
        connection.execute(
            "INSERT INTO batch_subject (batch_id, line, evaluation_id) VALUES (?1, ?2, ?3)",
            (id, line, subject),
        )?;
    }
    Ok(id)
}

fn expected(sheets: Option<u64>) -> Result<Option<i64>> {
    match sheets {
        Some(0) => Err(Error::refused("应录张数不能是0").hint("请数一数要录入的评议表，或留空。")),
        sheets => sheets.map(paper_count).transpose(),
    }
}

/// Refuses when a batch is open for one of the evaluations.
pub(super) fn refuse_open(connection: &Connection, evaluations: &[EvaluationId]) -> Result<()> {
    let mut statement =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM batch_subject WHERE evaluation_id = ?1)")?;
    let mut open = 0;
    for id in evaluations {
        open += u64::from(statement.query_row([id], |row| row.get::<_, bool>(0))?);
    }
    if open == 0 {
        return Ok(());
    }
    Err(Error::refused(format!("所选对象中有{open}个正在逐票录入"))
        .hint("请先接着录完并结束那一批评议票，或放弃那一批。"))
}

/// Changes 应录张数.
///
/// # Errors
/// Not found; refused for none at all; storage errors.
pub fn expect(connection: &Connection, id: BatchId, sheets: Option<u64>) -> Result<()> {
    batch(connection, id)?;
    connection.execute("UPDATE ballot_batch SET expected = ?2 WHERE id = ?1", (id, expected(sheets)?))?;
    Ok(())
}

/// The open batches.
///
/// # Errors
/// Storage errors.
pub fn batches(connection: &Connection) -> Result<Vec<Batch>> {
    let mut statement = connection.prepare_cached("SELECT id FROM ballot_batch ORDER BY id")?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<BatchId>>>()?;
    ids.into_iter().map(|id| batch(connection, id)).collect()
}

/// The open batch of an id.
///
/// # Errors
/// Not found: it was closed or given up; storage errors.
pub fn batch(connection: &Connection, id: BatchId) -> Result<Batch> {
    let found = connection
        .prepare_cached(
            "SELECT b.meeting_id, s.key, b.voter_category, b.expected FROM ballot_batch b
             JOIN scheme s ON s.id = b.scheme_id WHERE b.id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Batch {
                id,
                meeting: row.get(0)?,
                scheme: row.get(1)?,
                category: row.get(2)?,
                expected: row.get::<_, Option<i64>>(3)?.map(i64::unsigned_abs),
                subjects: Vec::new(),
            })
        })
        .optional()?;
    let mut found = found
        .or_not_found(|| "这批评议票已经结束或放弃".to_owned())
        .map_err(|error| error.hint("请回到评议会查看；结束了的，票数已计入结果。"))?;
    found.subjects = connection
        .prepare_cached("SELECT evaluation_id FROM batch_subject WHERE batch_id = ?1 ORDER BY line")?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

const SHEET: &str =
    "SELECT sheet, voter_category, number, marks, second, differed FROM batch_paper WHERE batch_id = ?1";

fn sheet(row: &Row<'_>) -> Result<Sheet> {
    let lines = lines_of(&row.get::<_, String>(3)?).ok_or_else(|| damaged("录入中的评议票"))?;
    let second = match row.get::<_, Option<String>>(4)? {
        Some(second) => second_of(&second).ok_or_else(|| damaged("录入中的评议票"))?,
        None => Vec::new(),
    };
    Ok(Sheet {
        sheet: row.get::<_, i64>(0)?.unsigned_abs(),
        category: row.get(1)?,
        number: row.get(2)?,
        lines,
        second,
        differed: row.get::<_, Option<i64>>(5)?.map(i64::unsigned_abs),
    })
}

/// The sheets of a batch in the order of the pile; the `newest` only, where a number is given.
///
/// # Errors
/// Storage errors; damaged when marks cannot be read.
pub fn sheets(connection: &Connection, id: BatchId, newest: Option<u32>) -> Result<Vec<Sheet>> {
    let mut statement = connection.prepare_cached(&format!("{SHEET} ORDER BY sheet DESC LIMIT ?2"))?;
    let mut rows = statement.query((id, newest.map_or(-1, i64::from)))?;
    let mut sheets = Vec::new();
    while let Some(row) = rows.next()? {
        sheets.push(sheet(row)?);
    }
    sheets.reverse();
    Ok(sheets)
}

fn sheet_at(connection: &Connection, id: BatchId, number: u64) -> Result<Option<Sheet>> {
    let mut statement = connection.prepare_cached(&format!("{SHEET} AND sheet = ?2"))?;
    let mut rows = statement.query((id, paper_count(number)?))?;
    rows.next()?.map(sheet).transpose()
}

/// Enters the next line of the pile. Entered twice (the answer was lost), it stands once.
///
/// # Errors
/// Refused when something else stands there, a line before it is missing, the number was entered
/// already, or a category does not fit the scheme; storage errors.
pub fn add_line(
    connection: &Connection,
    batch: &Batch,
    scheme: &Scheme,
    place: Place,
    category: &str,
    number: Option<&str>,
    marks: &[Mark],
) -> Result<()> {
    check_category(scheme, category)?;
    let last = sheets(connection, batch.id, Some(1))?.pop();
    let next = next_place(last.as_ref().map_or(0, |last| last.sheet), last.as_ref(), batch.subjects.len());
    if place < next {
        let kept = sheet_at(connection, batch.id, place.sheet)?;
        let same = kept.is_some_and(|kept| {
            kept.lines.get(place.line).is_some_and(|line| line == marks)
                && (place.line > 0 || (kept.category == category && kept.number.as_deref() == number))
        });
        return if same { Ok(()) } else { Err(out_of_step(next)) };
    }
    if place > next {
        return Err(out_of_step(next));
    }
    let text = |lines: &[Vec<Mark>]| {
        lines_to_text(lines).ok_or_else(|| Error::internal("a grade without a letter in a scheme"))
    };
    match last.filter(|last| last.sheet == place.sheet) {
        Some(mut last) => {
            last.lines.push(marks.to_vec());
            connection
                .prepare_cached("UPDATE batch_paper SET marks = ?3 WHERE batch_id = ?1 AND sheet = ?2")?
                .execute((batch.id, paper_count(place.sheet)?, text(&last.lines)?))?;
        }
        None => {
            refuse_double(connection, batch.id, place.sheet, number)?;
            connection
                .prepare_cached(
                    "INSERT INTO batch_paper (batch_id, sheet, voter_category, number, marks) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute((
                    batch.id,
                    paper_count(place.sheet)?,
                    category,
                    number,
                    text(&[marks.to_vec()])?,
                ))?;
        }
    }
    Ok(())
}

fn out_of_step(next: Place) -> Error {
    Error::refused(format!("录入的次序对不上：接下来应是第{}张，刚才这一票没有保存", next.sheet))
        .hint("可能另有一个窗口在录同一批；请重新打开这一批，核对最后一张再接着录。")
}

fn refuse_double(connection: &Connection, id: BatchId, own: u64, number: Option<&str>) -> Result<()> {
    let Some(number) = number else { return Ok(()) };
    let other: Option<i64> = connection
        .prepare_cached("SELECT sheet FROM batch_paper WHERE batch_id = ?1 AND number = ?2")?
        .query_row((id, number), |row| row.get(0))
        .optional()?;
    match other.filter(|other| other.unsigned_abs() != own) {
        None => Ok(()),
        Some(other) => Err(Error::refused(format!("票号{number}在第{other}张已经录过，这一票没有保存"))
            .hint("请核对是否重复录入；票号写错的，请改正后再按回车。")),
    }
}

/// Corrects a line that was entered, or the category and the number of its sheet.
///
/// # Errors
/// Not found; refused as [`add_line`]; storage errors.
pub fn correct(
    connection: &Connection,
    batch: &Batch,
    scheme: &Scheme,
    place: Place,
    category: &str,
    number: Option<&str>,
    marks: &[Mark],
) -> Result<()> {
    check_category(scheme, category)?;
    refuse_double(connection, batch.id, place.sheet, number)?;
    let mut kept = sheet_at(connection, batch.id, place.sheet)?.ok_or_else(|| not_there(place.sheet))?;
    *kept.lines.get_mut(place.line).ok_or_else(|| not_there(place.sheet))? = marks.to_vec();
    let lines = lines_to_text(&kept.lines).ok_or_else(|| Error::internal("a grade without a letter"))?;
    connection
        .prepare_cached(
            "UPDATE batch_paper SET voter_category = ?3, number = ?4, marks = ?5 WHERE batch_id = ?1 AND sheet = ?2",
        )?
        .execute((batch.id, paper_count(place.sheet)?, category, number, lines))?;
    Ok(())
}

fn not_there(sheet: u64) -> Error {
    Error::not_found(format!("第{sheet}张还没有录入")).hint("请从已录的票里选一张。")
}

/// Takes the last line back; with its only line the sheet goes too. Gives where it stood; none of an
/// empty batch.
///
/// # Errors
/// Storage errors.
pub fn remove_last(connection: &Connection, batch: &Batch) -> Result<Option<Place>> {
    let Some(mut last) = sheets(connection, batch.id, Some(1))?.pop() else { return Ok(None) };
    last.lines.pop();
    let number = paper_count(last.sheet)?;
    if last.lines.is_empty() {
        connection
            .execute("DELETE FROM batch_paper WHERE batch_id = ?1 AND sheet = ?2", (batch.id, number))?;
    } else {
        let lines = lines_to_text(&last.lines).ok_or_else(|| Error::internal("a grade without a letter"))?;
        connection.execute(
            "UPDATE batch_paper SET marks = ?3, second = NULL, differed = NULL WHERE batch_id = ?1 AND sheet = ?2",
            (batch.id, number, lines),
        )?;
    }
    Ok(Some(Place { sheet: last.sheet, line: last.lines.len() }))
}

/// 复核: keeps the second reading of a line beside the first, and gives where they differ.
///
/// # Errors
/// Not found; storage errors.
pub fn reread(
    connection: &Connection,
    batch: &Batch,
    place: Place,
    marks: &[Mark],
) -> Result<Vec<Difference>> {
    let mut kept = sheet_at(connection, batch.id, place.sheet)?.ok_or_else(|| not_there(place.sheet))?;
    if place.line >= kept.lines.len() {
        return Err(not_there(place.sheet));
    }
    kept.second.resize(kept.lines.len(), None);
    let again = kept.second.get(place.line).is_some_and(Option::is_some);
    if let Some(line) = kept.second.get_mut(place.line) {
        *line = Some(marks.to_vec());
    }
    let mut differences = kept.differences();
    differences.retain(|difference| difference.place == place);
    // What a second pass found stays found, also after it was put right and read a third time.
    let found = if again { 0 } else { differences.len() as u64 };
    let differed = kept.differed.unwrap_or(0) + found;
    let second = second_to_text(&kept.second).ok_or_else(|| Error::internal("a grade without a letter"))?;
    connection
        .prepare_cached(
            "UPDATE batch_paper SET second = ?3, differed = ?4 WHERE batch_id = ?1 AND sheet = ?2",
        )?
        .execute((batch.id, paper_count(place.sheet)?, second, paper_count(differed)?))?;
    Ok(differences)
}

/// Closes a batch: its sheets become patterns beside those that are there, in the running operation;
/// order and numbers are gone.
///
/// # Errors
/// Refused when it is empty, its last sheet lacks lines, or counts were entered meanwhile; storage
/// errors.
pub fn close(change: &Change<'_>, id: BatchId) -> Result<Closed> {
    let batch = batch(change, id)?;
    let scheme = frozen_scheme(change, &batch.scheme)?;
    let sheets = sheets(change, id, None)?;
    let Some(last) = sheets.last() else {
        return Err(
            Error::refused("这一批还没有录入评议票").hint("请先录入；不要这一批了，请选“放弃这一批”。")
        );
    };
    let missing = batch.subjects.len().saturating_sub(last.lines.len());
    if missing > 0 {
        return Err(Error::refused(format!("第{}张还差{missing}名对象没有录入，没有结束", last.sheet))
            .hint("请把最后一张录完；这一张不算的，请逐行退回。"));
    }
    let merged = patterns(&sheets, batch.subjects.len());
    let closed = Closed {
        sheets: sheets.len() as u64,
        expected: batch.expected,
        subjects: batch.subjects.len(),
        reread: sheets.iter().filter(|sheet| sheet.is_reread()).count() as u64,
        differed: sheets.iter().filter_map(|sheet| sheet.differed).sum(),
        hash: hash(&merged),
    };
    discard(change, id)?;
    for (subject, patterns) in batch.subjects.iter().zip(merged) {
        let evaluation = evaluation_of(change, *subject)?;
        if holding(change, &evaluation)?.counts {
            return Err(Error::refused("录入期间这个对象又填了汇总票数，没有结束这一批")
                .hint("两种录入只留一种：请先清除汇总票数，再结束这一批。"));
        }
        add_ballots(change, *subject, &scheme, patterns)?;
    }
    Ok(closed)
}

/// 放弃: takes a batch away with all that was entered in it. It cannot be undone.
///
/// # Errors
/// Not found; storage errors.
pub fn discard(connection: &Connection, id: BatchId) -> Result<()> {
    batch(connection, id)?;
    // The papers first: a cascade would do the same, in an order of its own.
    connection.execute("DELETE FROM batch_paper WHERE batch_id = ?1", [id])?;
    connection.execute("DELETE FROM batch_subject WHERE batch_id = ?1", [id])?;
    connection.execute("DELETE FROM ballot_batch WHERE id = ?1", [id])?;
    Ok(())
}
