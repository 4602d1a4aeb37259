//! 逐票录入: a pile of sheets while a clerk enters it, sheet by sheet.
//!
//! A sheet evaluates one subject (annexes 1 and 2), or lists several members in lines (annex 3): it is
//! entered line by line and then the next sheet follows, as the pile lies on the desk. 票号 and
//! 评议人类别 belong to the sheet. When the batch is closed its sheets become patterns with a
//! multiplicity, and their order and numbers are gone (`decisions.md` 13). Nothing ties a ballot to a
//! voter, and no time is kept of it.

use std::{collections::BTreeMap, fmt::Write as _};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{BallotPattern, BatchId, EvaluationId, Mark, MeetingId, Scheme, marks};
use crate::{Error, Result};

/// An open batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Row id.
    pub id: BatchId,
    /// At which meeting.
    pub meeting: MeetingId,
    /// Key of the scheme that the sheets are marked by.
    pub scheme: String,
    /// 评议人类别, where the whole pile is of one kind.
    pub category: Option<String>,
    /// 应录张数, as the clerk counted the pile.
    pub expected: Option<u64>,
    /// Whom a sheet evaluates, line by line.
    pub subjects: Vec<EvaluationId>,
}

/// A line on a sheet: both are counted as a clerk sees them, sheets from 1, lines from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// 第几张, from 1.
    pub sheet: u64,
    /// Place of the subject, from 0.
    pub line: usize,
}

/// A sheet of an open batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// 第几张, from 1.
    pub sheet: u64,
    /// 评议人类别.
    pub category: String,
    /// 票号.
    pub number: Option<String>,
    /// Marks, one line a subject; only the last sheet may have fewer lines than there are subjects.
    pub lines: Vec<Vec<Mark>>,
    /// The same from the second pass; none for a line that was not read again.
    pub second: Vec<Option<Vec<Mark>>>,
    /// 不一致: items that the second pass read otherwise when it was entered; none before.
    pub differed: Option<u64>,
}

/// An item that two readings of one sheet read differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub place: Place,
    /// Place of the item in the scheme.
    pub item: usize,
    /// As it was read first.
    pub first: Mark,
    /// As it was read then.
    pub second: Mark,
}

impl Sheet {
    /// Whether every subject has its line.
    pub fn is_whole(&self, subjects: usize) -> bool {
        self.lines.len() >= subjects
    }

    /// Whether the second pass read all of it.
    pub fn is_reread(&self) -> bool {
        !self.lines.is_empty()
            && (0..self.lines.len()).all(|line| matches!(self.second.get(line), Some(Some(_))))
    }

    /// Where the two readings differ now.
    pub fn differences(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (line, (first, second)) in self.lines.iter().zip(&self.second).enumerate() {
            let Some(second) = second else { continue };
            for (item, (first, second)) in first.iter().zip(second).enumerate().filter(|(_, (a, b))| a != b) {
                let place = Place { sheet: self.sheet, line };
                found.push(Difference { place, item, first: *first, second: *second });
            }
        }
        found
    }
}

/// Where the next line goes.
pub fn next_place(sheets: u64, last: Option<&Sheet>, subjects: usize) -> Place {
    match last {
        Some(last) if !last.is_whole(subjects) => Place { sheet: last.sheet, line: last.lines.len() },
        _ => Place { sheet: sheets + 1, line: 0 },
    }
}

/// The marks of one line, one letter an item (`marks.rs`).
///
/// # Errors
/// Refused when there are too few, too many or unknown ones.
pub fn read_marks(scheme: &Scheme, letters: &str) -> Result<Vec<Mark>> {
    let items = scheme.items.len();
    let read = letters.chars().map(Mark::from_letter).collect::<Option<Vec<Mark>>>();
    let known = read.filter(|marks| {
        marks
            .iter()
            .all(|mark| !matches!(mark, Mark::Grade(grade) if usize::from(*grade) >= scheme.grades.len()))
    });
    let Some(marks) = known else {
        return Err(Error::refused(format!("这一票里有方案“{}”没有的等次，没有保存", scheme.name))
            .hint(format!("等次只有1至{}，0是弃权，*是项无效；请改正后再按回车。", scheme.grades.len())));
    };
    if marks.len() != items {
        return Err(Error::refused(format!("这一票录了{}项，应为{items}项，没有保存", marks.len()))
            .hint("没有划的按0（弃权），划了两个或看不清的按*（项无效）。"));
    }
    Ok(marks)
}

/// Between the lines of a sheet, as kept.
const BETWEEN_LINES: char = '/';

/// The lines of a sheet as text; none when a grade has no letter.
pub fn lines_to_text(lines: &[Vec<Mark>]) -> Option<String> {
    let lines: Option<Vec<String>> = lines.iter().map(|line| marks::encode(line)).collect();
    Some(lines?.join(&BETWEEN_LINES.to_string()))
}

/// The lines of a text; none when a character is no mark.
pub fn lines_of(text: &str) -> Option<Vec<Vec<Mark>>> {
    text.split(BETWEEN_LINES).map(marks::decode).collect()
}

/// The second reading as text: a line that was not read again is empty.
pub fn second_to_text(lines: &[Option<Vec<Mark>>]) -> Option<String> {
    let lines: Option<Vec<String>> = lines
        .iter()
        .map(|line| line.as_ref().map_or(Some(String::new()), |line| marks::encode(line)))
        .collect();
    Some(lines?.join(&BETWEEN_LINES.to_string()))
}

/// The second reading of a text.
pub fn second_of(text: &str) -> Option<Vec<Option<Vec<Mark>>>> {
    text.split(BETWEEN_LINES)
        .map(|line| if line.is_empty() { Some(None) } else { marks::decode(line).map(Some) })
        .collect()
}

/// What becomes of the sheets: for each subject the patterns by category and marks, with how many.
/// Sorted, so that nothing of the order remains.
pub fn patterns(sheets: &[Sheet], subjects: usize) -> Vec<Vec<BallotPattern>> {
    (0..subjects)
        .map(|line| {
            let mut merged: BTreeMap<(&str, &[Mark]), u64> = BTreeMap::new();
            for sheet in sheets {
                if let Some(marks) = sheet.lines.get(line) {
                    *merged.entry((&sheet.category, marks)).or_default() += 1;
                }
            }
            let patterns = merged.into_iter().map(|((category, marks), copies)| BallotPattern {
                category: category.to_owned(),
                marks: marks.to_vec(),
                copies,
            });
            patterns.collect()
        })
        .collect()
}

/// SHA-256 over the patterns, one a line: place of the subject, category, marks, copies, with tabs
/// between. The same pile gives the same hash in whatever order it was entered.
pub fn hash(patterns: &[Vec<BallotPattern>]) -> String {
    let mut text = String::new();
    for (line, patterns) in patterns.iter().enumerate() {
        let mut rows: Vec<String> = patterns
            .iter()
            .map(|pattern| {
                let marks = marks::encode(&pattern.marks).unwrap_or_default();
                format!("{line}\t{}\t{marks}\t{}\n", pattern.category, pattern.copies)
            })
            .collect();
        rows.sort_unstable();
        text.extend(rows);
    }
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}

/// Which sheets to read again: `wanted` of `sheets`, spread evenly over the pile from a start that
/// `chance` gives, so that nobody knows them beforehand.
pub fn sample(sheets: u64, wanted: u64, chance: u64) -> Vec<u64> {
    let wanted = wanted.min(sheets);
    if wanted == 0 {
        return Vec::new();
    }
    let start = chance % sheets.div_ceil(wanted);
    let mut chosen: Vec<u64> =
        (0..wanted).map(|turn| (start + turn * sheets / wanted) % sheets + 1).collect();
    chosen.sort_unstable();
    chosen
}

/// What stands in the history when a batch is closed: counts and the hash (`decisions.md` 13).
pub fn detail(closed: &Closed) -> String {
    let mut parts = vec![match closed.expected {
        Some(expected) if expected != closed.sheets => format!("{}张（应录{expected}张）", closed.sheets),
        _ => format!("{}张", closed.sheets),
    }];
    if closed.subjects > 1 {
        parts.push(format!("每张{}名对象", closed.subjects));
    }
    if closed.reread > 0 {
        parts.push(format!("复核{}张，不一致{}项", closed.reread, closed.differed));
    }
    parts.push(format!("SHA-256 {}", closed.hash));
    parts.join("，")
}

/// A batch that has become records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// How many sheets.
    pub sheets: u64,
    /// How many were expected.
    pub expected: Option<u64>,
    /// Subjects a sheet.
    pub subjects: usize,
    /// Sheets that the second pass read.
    pub reread: u64,
    /// Items that it read otherwise.
    pub differed: u64,
    /// [`hash`].
    pub hash: String,
}
