//! Finding the header of a sheet: title lines above it, one or two rows, merged cells.
//!
//! A column is recognised when its header is one of the words of the [`Layout`] or of the mapping,
//! whatever spaces, brackets and widths it is written with. Nothing is guessed: what is not
//! recognised is not read.

use std::collections::BTreeMap;

use super::{
    columns::Layout,
    findings,
    look::How,
    mapping::{IGNORE, Mapping},
    workbook::{Merge, Row, Sheet, column_letters},
};
use crate::text;

/// How many rows with content may stand down to the header.
const DEPTH: usize = 40;
/// How many merged ranges above the data are looked at.
const MOST_MERGES: usize = 2_000;

/// A recognised column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Its official word, or the name of an item of an evaluation.
    pub name: String,
    /// Where it stands, from 0.
    pub column: usize,
    /// Its header's text.
    pub text: String,
}

/// A column with a header, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Where it stands, from 0.
    pub column: usize,
    /// Its header's text.
    pub text: String,
    /// The word that it stands for, also where it is not read.
    pub name: Option<String>,
    /// How that came about.
    pub how: How,
}

/// A header that was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// Its last row, as the spreadsheet counts: data begin below.
    pub last_row: u32,
    /// Recognised columns, one a word.
    pub columns: Vec<Recognised>,
    /// Texts of columns that are not read.
    pub ignored: Vec<String>,
    /// Every column that has a header, from left to right.
    pub seen: Vec<Seen>,
    /// Two columns with the same header: words, with the letters of the columns.
    pub doubled: Vec<(String, String)>,
    /// Words that must be there and are not.
    pub missing: Vec<String>,
}

/// A header text made comparable.
pub(super) fn key(text: &str) -> String {
    text::header_key(text)
}

/// The keys under which a header text is looked for: whole, and without what stands in brackets.
fn keys(text: &str) -> Vec<String> {
    let mut outside = String::new();
    let mut depth = 0_u32;
    for character in text.chars() {
        match character {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(character),
            _ => {}
        }
    }
    // 1．组织开展创先争优活动情况: the number says nothing.
    let ordinal = |c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c) || ".、．".contains(c);
    let unnumbered = key(&text::squeeze(&outside)).trim_start_matches(ordinal).to_owned();
    let mut keys = vec![key(text), key(&outside), unnumbered];
    keys.dedup();
    keys.retain(|key| !key.is_empty());
    keys
}

/// What can be recognised: keys of words, best first.
pub struct Vocabulary {
    /// Word, its place in the order of preference (1 is the official word).
    words: BTreeMap<String, (String, usize)>,
    required: Vec<String>,
    known: Vec<String>,
}

impl Vocabulary {
    /// The words of a layout, and further columns (the items of evaluations).
    pub fn new(layout: &Layout, further: &[String]) -> Self {
        let mut words = BTreeMap::new();
        for column in layout.columns {
            words.insert(key(column.name), (column.name.to_owned(), 1));
            for (place, synonym) in column.synonyms.iter().enumerate() {
                words.entry(key(synonym)).or_insert((column.name.to_owned(), place + 2));
            }
        }
        for item in further {
            words.insert(key(item), (item.clone(), 1));
        }
        let required = |required: &dyn Fn(bool) -> bool| {
            let columns = layout.columns.iter().filter(|column| required(column.required));
            columns.map(|column| column.name.to_owned()).collect::<Vec<_>>()
        };
        let mut known = required(&|_| true);
        known.extend_from_slice(further);
        Self { words, required: required(&|required| required), known }
    }

    /// Every official word.
    pub fn known(&self) -> &[String] {
        &self.known
    }

    /// The word of a column and how well it fits: 0 as the clerk chose, 1 the official word itself.
    fn find(&self, keys: &[String], chosen: Option<&str>) -> Option<(String, usize)> {
        match chosen {
            Some(name) => Some((name.to_owned(), 0)).filter(|(name, _)| name != IGNORE),
            None => keys.iter().find_map(|key| self.words.get(key)).cloned(),
        }
    }
}

/// Looks for the header: the rows in which most words are recognised. None when there are none with
/// at least two.
pub fn find(sheet: &Sheet, vocabulary: &Vocabulary, mapping: Option<&Mapping>) -> Option<Header> {
    let top: Vec<&Row> = sheet.rows.iter().take(DEPTH).collect();
    let last = top.last().map_or(0, |row| row.number);
    let above = sheet.merges.iter().filter(|merge| merge.first_row <= last);
    let merges: Vec<Merge> = above.take(MOST_MERGES).copied().collect();
    let wanted_row = mapping.and_then(|mapping| mapping.header_row_of(&sheet.name));
    let mut best: Option<(usize, Header)> = None;
    for place in 0..top.len() {
        // Two rows are tried after one and win a tie: 书记 over 姓名 says more than 姓名.
        for height in [1, 2] {
            let Some(rows) = top.get(place..place + height) else { continue };
            if height == 2 && !grouped(rows, &merges) {
                continue;
            }
            let chosen = |column, keys: &[String]| {
                mapping.and_then(|mapping| mapping.name_of(&sheet.name, column, keys))
            };
            let header = read(rows, &merges, vocabulary, &chosen);
            if wanted_row.is_some_and(|row| row != header.last_row) {
                continue;
            }
            let score = header.columns.len() + header.doubled.len();
            let enough = if wanted_row.is_some() { 1 } else { 2 };
            let better =
                best.as_ref().is_none_or(|(most, _)| score > *most || (score == *most && height == 2));
            if score >= enough && better {
                best = Some((score, header));
            }
        }
    }
    best.map(|(_, header)| header)
}

/// Whether two rows look like one header: neighbours, and a merged cell that binds them or that
/// spans some columns of the first without being a title over all.
fn grouped(rows: &[&Row], merges: &[Merge]) -> bool {
    let [first, second] = rows else { return false };
    let width = first.cells.len().max(second.cells.len());
    second.number == first.number + 1
        && merges.iter().any(|merge| {
            let across = (merge.last_column - merge.first_column.min(merge.last_column)) as usize + 1;
            merge.first_row == first.number
                && (merge.last_row == second.number || merge.last_row == first.number)
                && across < width
        })
}

fn read<'m>(
    rows: &[&Row],
    merges: &[Merge],
    vocabulary: &Vocabulary,
    chosen: &dyn Fn(usize, &[String]) -> Option<&'m str>,
) -> Header {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut header = Header { last_row: rows.last().map_or(0, |row| row.number), ..Header::default() };
    let mut found: BTreeMap<String, (usize, Recognised)> = BTreeMap::new();
    for column in 0..width {
        let texts = stacked(rows, merges, column);
        let Some(shown) = texts.last() else { continue };
        if findings::is_problem_header(shown) {
            continue;
        }
        let mut column_keys = Vec::new();
        if texts.len() > 1 {
            column_keys.extend(keys(&texts.concat()));
        }
        column_keys.extend(keys(shown));
        let text = text::tidy(&texts.join(" "));
        let chosen = chosen(column, &column_keys);
        let Some((name, place)) = vocabulary.find(&column_keys, chosen) else {
            let counter = matches!(key(&text).as_str(), "序号" | "编号" | "no");
            let how = match (chosen.is_some(), counter) {
                (true, _) => How::Ignored,
                (false, true) => How::Counter,
                (false, false) => How::Unknown,
            };
            if !counter {
                header.ignored.push(text.clone());
            }
            header.seen.push(Seen { column, text, name: None, how });
            continue;
        };
        let how = match place {
            0 => How::Chosen,
            1 => How::Official,
            _ => How::Synonym,
        };
        header.seen.push(Seen { column, text: text.clone(), name: Some(name.clone()), how });
        let new = Recognised { name: name.clone(), column, text };
        match found.remove(&name) {
            None => {
                found.insert(name, (place, new));
            }
            Some((other, old)) if other == place => {
                let letters = format!("{}、{}", column_letters(old.column), column_letters(column));
                header.doubled.push((name.clone(), letters));
                header.note(old.column, How::Doubled);
                header.note(column, How::Doubled);
                found.insert(name, (other, old));
            }
            Some((other, old)) => {
                let (kept, dropped) = if other < place { ((other, old), new) } else { ((place, new), old) };
                header.note(dropped.column, How::Weaker);
                header.ignored.push(dropped.text);
                found.insert(name, kept);
            }
        }
    }
    header.missing = vocabulary.required.iter().filter(|name| !found.contains_key(*name)).cloned().collect();
    header.columns = found.into_values().map(|(_, recognised)| recognised).collect();
    header.columns.sort_by_key(|recognised| recognised.column);
    header
}

impl Header {
    fn note(&mut self, column: usize, how: How) {
        if let Some(seen) = self.seen.iter_mut().find(|seen| seen.column == column) {
            seen.how = how;
        }
    }
}

/// The texts over a column from top to bottom, merged cells resolved, the same cell once.
fn stacked<'a>(rows: &[&'a Row], merges: &[Merge], column: usize) -> Vec<&'a str> {
    let mut origins: Vec<(u32, usize)> = Vec::new();
    for row in rows {
        let merge = merges.iter().find(|merge| {
            (merge.first_row..=merge.last_row).contains(&row.number)
                && (merge.first_column as usize..=merge.last_column as usize).contains(&column)
        });
        let origin =
            merge.map_or((row.number, column), |merge| (merge.first_row, merge.first_column as usize));
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    let cell = |(number, column): &(u32, usize)| {
        rows.iter().find(|row| row.number == *number)?.cell(*column).map(|cell| &*cell.text)
    };
    origins.iter().filter_map(cell).collect()
}
