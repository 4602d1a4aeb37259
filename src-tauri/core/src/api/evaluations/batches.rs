//! 逐票录入: one call a ballot. The order of calls is the order of the pile; nothing of it outlives the
//! batch.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Names, SubjectId,
    schemes::{self, SchemeDetail},
};
use crate::{
    Office, Result,
    api::{
        contract::{Contract, Done, Nothing},
        unguessable,
    },
    evaluations::{
        BatchId, EvaluationId, MeetingId,
        batch::{self, Batch, Difference, Place, Sheet, next_place},
        marks,
        store::{self, Opening},
    },
};

/// A subject of the sheets.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BatchSubject {
    /// Row id of the subject at its meeting.
    pub evaluation: EvaluationId,
    /// Which organization or member.
    pub subject: SubjectId,
    /// Full name.
    pub name: String,
    /// The branch of a member.
    pub branch: Option<String>,
}

/// A sheet that was entered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BatchSheet {
    /// 第几张, from 1.
    pub sheet: u64,
    /// 评议人类别.
    pub category: String,
    /// 票号.
    pub number: Option<String>,
    /// Marks, a line a subject, one letter an item: `1`..`9` a grade, `-` 弃权, `x` 项无效.
    pub lines: Vec<String>,
    /// The second reading; null for a line that was not read again.
    pub second: Vec<Option<String>>,
    /// Where the readings differ now.
    pub differences: Vec<ReadTwice>,
}

/// An item that two readings read differently.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReadTwice {
    /// Where.
    pub place: Place,
    /// Place of the item, from 0.
    pub item: usize,
    /// 评议内容.
    pub item_name: String,
    /// First reading, in words: 满意.
    pub first: String,
    /// Second reading.
    pub second: String,
}

/// How far a batch is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BatchProgress {
    /// Sheets that are whole.
    pub sheets: u64,
    /// 应录张数.
    pub expected: Option<u64>,
    /// Where the next line goes.
    pub next: Place,
    /// The newest sheets, the last one last.
    pub last: Vec<BatchSheet>,
}

/// An open batch, whole.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BatchPage {
    /// Row id.
    pub id: BatchId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Its code.
    pub code: String,
    /// How the sheets are marked.
    pub scheme: SchemeDetail,
    /// Whom a sheet evaluates, line by line.
    pub subjects: Vec<BatchSubject>,
    /// 评议人类别, where the whole pile is of one kind.
    pub category: Option<String>,
    /// Kinds of voters to choose from: who came, else all of the scheme.
    pub categories: Vec<String>,
    /// Sheets by kind of voters.
    pub by_category: Vec<SheetsOf>,
    /// Sheets that the second pass read.
    pub reread: u64,
    /// Items that it read otherwise when they were read again.
    pub differed: u64,
    /// Where readings differ now.
    pub differences: Vec<ReadTwice>,
    /// How far it is.
    pub progress: BatchProgress,
}

/// How many sheets of one kind of voters.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SheetsOf {
    /// 评议人类别.
    pub category: String,
    /// Sheets.
    pub sheets: u64,
}

/// An open batch in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BatchCard {
    /// Row id.
    pub id: BatchId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Its code.
    pub code: String,
    /// The first subject.
    pub name: String,
    /// How many subjects a sheet has.
    pub subjects: u64,
    /// Sheets entered so far.
    pub sheets: u64,
    /// 应录张数.
    pub expected: Option<u64>,
}

/// A batch to open.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct BatchOpening {
    /// Whom a sheet evaluates, line by line: row ids of subjects at one meeting.
    pub evaluations: Vec<EvaluationId>,
    /// 评议人类别, where the whole pile is of one kind.
    pub category: Option<String>,
    /// 应录张数.
    pub expected: Option<u64>,
}

/// A batch by its id.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct BatchAsked {
    /// Row id.
    pub batch: BatchId,
}

/// 应录张数 of a batch.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct BatchExpected {
    /// Row id.
    pub batch: BatchId,
    /// 应录张数; null when nobody counted.
    pub expected: Option<u64>,
}

/// One ballot: a line of a sheet.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct BallotEntry {
    /// Row id.
    pub batch: BatchId,
    /// Where it goes: the next place, or for a correction one that is filled.
    pub place: Place,
    /// 评议人类别 of the sheet.
    pub category: String,
    /// 票号 of the sheet.
    pub number: Option<String>,
    /// One letter an item: `1`..`9` a grade, `-` 弃权, `x` 项无效.
    pub marks: String,
}

/// A second reading of a line.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SecondReading {
    /// Row id.
    pub batch: BatchId,
    /// Which line.
    pub place: Place,
    /// One letter an item.
    pub marks: String,
}

/// How many sheets to read again.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SampleAsked {
    /// Row id.
    pub batch: BatchId,
    /// How many.
    pub sheets: u64,
}

/// A batch that has become records.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BatchClosed {
    /// The meeting.
    pub meeting: MeetingId,
    /// Whom it evaluated.
    pub evaluations: Vec<EvaluationId>,
    /// How many sheets.
    pub sheets: u64,
    /// SHA-256 over what was entered.
    pub hash: String,
    /// What stands in the history.
    pub detail: String,
}

pub(super) fn commands(all: &mut Contract) {
    all.read("evaluations.batches", |office: &Office, _: &Nothing| batches(office));
    all.read("evaluations.batch", |office: &Office, asked: &BatchAsked| page(office, asked.batch));
    all.read("evaluations.batch_sheets", |office: &Office, asked: &BatchAsked| {
        let desk = Desk::at(office, asked.batch)?;
        let sheets = store::sheets(office.read(), asked.batch, None)?;
        Ok(sheets.iter().map(|sheet| desk.sheet(sheet)).collect::<Vec<BatchSheet>>())
    });
    all.change("evaluations.batch_open", open);
    all.change("evaluations.batch_expect", |office: &mut Office, asked: &BatchExpected| {
        office.draft(|draft| store::expect(draft, asked.batch, asked.expected))?;
        page(office, asked.batch)
    });
    all.change("evaluations.batch_paper_add", |office: &mut Office, asked: &BallotEntry| {
        enter(office, asked, store::add_line)
    });
    all.change("evaluations.batch_paper_correct", |office: &mut Office, asked: &BallotEntry| {
        enter(office, asked, store::correct)
    });
    all.change("evaluations.batch_paper_remove_last", |office: &mut Office, asked: &BatchAsked| {
        let batch = store::batch(office.read(), asked.batch)?;
        office.draft(|draft| store::remove_last(draft, &batch))?;
        Desk::of(office, batch)?.progress(office)
    });
    all.read("evaluations.batch_sample", |office: &Office, asked: &SampleAsked| {
        let desk = Desk::at(office, asked.batch)?;
        let sheets = desk.progress(office)?.sheets;
        // Eight digits of chance are more than any pile has sheets.
        let chance = unguessable()?.get(..8).and_then(|digits| u64::from_str_radix(digits, 16).ok());
        Ok(batch::sample(sheets, asked.sheets, chance.unwrap_or(0)))
    });
    all.change("evaluations.batch_second_pass", reread);
    all.change("evaluations.batch_close", close);
    all.change("evaluations.batch_discard", discard);
}

/// A batch with what its sheets are shown by.
struct Desk {
    batch: Batch,
    scheme: crate::evaluations::Scheme,
}

impl Desk {
    fn at(office: &Office, id: BatchId) -> Result<Self> {
        Self::of(office, store::batch(office.read(), id)?)
    }

    fn of(office: &Office, batch: Batch) -> Result<Self> {
        let scheme = store::frozen_scheme(office.read(), &batch.scheme)?;
        Ok(Self { batch, scheme })
    }

    fn sheet(&self, sheet: &Sheet) -> BatchSheet {
        BatchSheet {
            sheet: sheet.sheet,
            category: sheet.category.clone(),
            number: sheet.number.clone(),
            lines: sheet.lines.iter().map(|line| marks::encode(line).unwrap_or_default()).collect(),
            second: sheet.second.iter().map(|line| line.as_deref().and_then(marks::encode)).collect(),
            differences: sheet.differences().iter().map(|found| self.difference(found)).collect(),
        }
    }

    fn difference(&self, found: &Difference) -> ReadTwice {
        ReadTwice {
            place: found.place,
            item: found.item,
            item_name: self.scheme.items.get(found.item).map(|item| item.name.clone()).unwrap_or_default(),
            first: self.scheme.mark_in_words(found.first),
            second: self.scheme.mark_in_words(found.second),
        }
    }

    fn progress(&self, office: &Office) -> Result<BatchProgress> {
        let last = store::sheets(office.read(), self.batch.id, Some(3))?;
        let subjects = self.batch.subjects.len();
        let newest = last.last();
        let entered = newest.map_or(0, |newest| newest.sheet);
        let whole = entered - u64::from(newest.is_some_and(|newest| !newest.is_whole(subjects)));
        Ok(BatchProgress {
            sheets: whole,
            expected: self.batch.expected,
            next: next_place(entered, newest, subjects),
            last: last.iter().map(|sheet| self.sheet(sheet)).collect(),
        })
    }
}

fn batches(office: &Office) -> Result<Vec<BatchCard>> {
    let mut cards = Vec::new();
    for batch in store::batches(office.read())? {
        let meeting = store::meeting_of(office.read(), batch.meeting)?;
        let names = Names::read(office.read(), meeting.held_on)?;
        let name = match batch.subjects.first() {
            Some(first) => names.of(store::evaluation_of(office.read(), *first)?.subject),
            None => String::new(),
        };
        let (id, expected, subjects) = (batch.id, batch.expected, batch.subjects.len() as u64);
        let sheets = Desk::of(office, batch)?.progress(office)?.sheets;
        cards.push(BatchCard {
            id,
            meeting: meeting.id,
            code: meeting.code,
            name,
            subjects,
            sheets,
            expected,
        });
    }
    Ok(cards)
}

fn open(office: &mut Office, asked: &BatchOpening) -> Result<BatchPage> {
    let today = office.clock().today();
    let opening = Opening {
        subjects: &asked.evaluations,
        category: asked.category.as_deref(),
        expected: asked.expected,
    };
    let id = office.draft(|draft| store::open(draft, &opening, today))?;
    page(office, id)
}

fn page(office: &Office, id: BatchId) -> Result<BatchPage> {
    let connection = office.read();
    let desk = Desk::at(office, id)?;
    let batch = &desk.batch;
    let meeting = store::meeting_of(connection, batch.meeting)?;
    let names = Names::read(connection, meeting.held_on)?;
    let mut subjects = Vec::new();
    for evaluation in &batch.subjects {
        let subject = store::evaluation_of(connection, *evaluation)?.subject;
        subjects.push(BatchSubject {
            evaluation: *evaluation,
            subject: subject.into(),
            name: names.of(subject),
            branch: names.branch(subject),
        });
    }
    let sheets = store::sheets(connection, id, None)?;
    let mut by_category: BTreeMap<&str, u64> = BTreeMap::new();
    for sheet in &sheets {
        *by_category.entry(&sheet.category).or_default() += 1;
    }
    let came = store::voters(connection, meeting.id)?;
    let scheme = &desk.scheme;
    let known = scheme.categories.iter().map(|category| category.name.clone());
    let categories =
        known.filter(|name| came.is_empty() || came.iter().any(|voters| voters.category == *name)).collect();
    let in_order = scheme.categories.iter().filter_map(|category| {
        let sheets = *by_category.get(category.name.as_str())?;
        Some(SheetsOf { category: category.name.clone(), sheets })
    });
    Ok(BatchPage {
        id,
        meeting: meeting.id,
        code: meeting.code,
        scheme: schemes::one(office, &batch.scheme)?,
        subjects,
        category: batch.category.clone(),
        categories,
        by_category: in_order.collect(),
        reread: sheets.iter().filter(|sheet| sheet.is_reread()).count() as u64,
        differed: sheets.iter().filter_map(|sheet| sheet.differed).sum(),
        differences: sheets
            .iter()
            .flat_map(Sheet::differences)
            .map(|found| desk.difference(&found))
            .collect(),
        progress: desk.progress(office)?,
    })
}

type Enter = fn(
    &rusqlite::Connection,
    &Batch,
    &crate::evaluations::Scheme,
    Place,
    &str,
    Option<&str>,
    &[crate::evaluations::Mark],
) -> Result<()>;

fn enter(office: &mut Office, asked: &BallotEntry, how: Enter) -> Result<BatchProgress> {
    let desk = Desk::at(office, asked.batch)?;
    let marks = batch::read_marks(&desk.scheme, &asked.marks)?;
    let number = asked.number.as_deref().map(crate::text::squeeze).filter(|number| !number.is_empty());
    office.draft(|draft| {
        how(draft, &desk.batch, &desk.scheme, asked.place, &asked.category, number.as_deref(), &marks)
    })?;
    desk.progress(office)
}

/// Answers with what differs on this line; the second reading is kept beside the first.
fn reread(office: &mut Office, asked: &SecondReading) -> Result<Vec<ReadTwice>> {
    let desk = Desk::at(office, asked.batch)?;
    let marks = batch::read_marks(&desk.scheme, &asked.marks)?;
    let found = office.draft(|draft| store::reread(draft, &desk.batch, asked.place, &marks))?;
    Ok(found.iter().map(|found| desk.difference(found)).collect())
}

fn close(office: &mut Office, asked: &BatchAsked) -> Result<BatchClosed> {
    let batch = store::batch(office.read(), asked.batch)?;
    let closed = office.change("录入评议票", |change| {
        let closed = store::close(change, asked.batch)?;
        change.describe(batch::detail(&closed));
        Ok(closed)
    })?;
    office.empty_log();
    Ok(BatchClosed {
        meeting: batch.meeting,
        evaluations: batch.subjects,
        sheets: closed.sheets,
        detail: batch::detail(&closed),
        hash: closed.hash,
    })
}

/// The screen asks before: it cannot be undone. The history says that it happened, and how many.
fn discard(office: &mut Office, asked: &BatchAsked) -> Result<Done> {
    let sheets = Desk::at(office, asked.batch)?.progress(office)?.sheets;
    office.keep("放弃录入中的评议票", |change| {
        change.describe(format!("{sheets}张"));
        store::discard(change, asked.batch)
    })?;
    office.empty_log();
    Ok(())
}
