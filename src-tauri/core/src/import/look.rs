//! A first look at a file: what it is, which columns were recognised, which were not. Changes nothing
//! and decides nothing: the clerk confirms or names the columns otherwise.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    KindName,
    findings::Findings,
    guess::{Reader, fitting, guessed, readers},
    mapping::Mapping,
    shown::masked,
    table,
    workbook::{Row, Sheet, Workbook, column_letters},
};
use crate::{Result, evaluations, organizations};

/// How many values of a column are shown.
const SAMPLES: usize = 3;
/// How many rows from the top are shown, for choosing the header.
const TOP: usize = 20;
/// Longest text of a shown cell, in characters.
const LONGEST: usize = 60;

/// What a file seems to be.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Look {
    /// As what it would be imported; null when nothing fits.
    pub kind: Option<KindName>,
    /// How sure that is.
    pub guess: Guess,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its visible sheets.
    pub sheets: Vec<SheetLook>,
    /// Names of hidden sheets, which are not read.
    pub hidden: Vec<String>,
    /// The tables of this kind, with everything that can be read into them.
    pub tables: Vec<TableLook>,
    /// 统计截止日期 that a sheet names.
    pub as_of: Option<NaiveDate>,
    /// What must be done before this file can be imported.
    pub hindrance: Option<String>,
}

/// How sure the kind of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Guess {
    /// The clerk said so.
    Asked,
    /// A sheet has every column that such a table must have.
    Sure,
    /// Some columns fit, or the name of the file.
    Likely,
    /// Nothing fits.
    Unknown,
}

/// A table that can be read, and its fields.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TableLook {
    /// 党员花名册.
    pub name: String,
    /// In the order of the official form.
    pub fields: Vec<FieldLook>,
}

/// Something that can be read from a column.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FieldLook {
    /// The official word.
    pub name: String,
    /// Whether the table cannot do without.
    pub required: bool,
    /// Other headers for the same.
    pub synonyms: Vec<String>,
}

/// A sheet, as it would be read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SheetLook {
    /// Its name.
    pub name: String,
    /// What becomes of it.
    pub state: SheetState,
    /// Which table it was taken for.
    pub table: Option<String>,
    /// The last row of the header, as the spreadsheet counts.
    pub header_row: Option<u32>,
    /// Data rows below it.
    pub rows: u64,
    /// Columns with a header.
    pub columns: Vec<ColumnLook>,
    /// Fields that the table must have and no column gives.
    pub missing: Vec<String>,
    /// The first rows, for choosing the header.
    pub top: Vec<RowLook>,
}

/// What becomes of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SheetState {
    /// It is read.
    Read,
    /// A required column is missing.
    Partial,
    /// No header was recognised.
    Unknown,
    /// The clerk left it out, or it is the overview of an earlier check.
    Skipped,
    /// Nothing stands in it.
    Empty,
}

/// A column with a header.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ColumnLook {
    /// The letters over it.
    pub letters: String,
    /// Its header's text.
    pub text: String,
    /// The field that it is read into; null when it is not read.
    pub field: Option<String>,
    /// How that came about.
    pub how: How,
    /// Some of its values, long numbers masked.
    pub samples: Vec<String>,
}

/// How a column came to be read, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The clerk named it.
    Chosen,
    /// The header is the official word.
    Official,
    /// The header is another word for the same.
    Synonym,
    /// Another column has the very same header: the clerk must choose.
    Doubled,
    /// Another column fits the field better.
    Weaker,
    /// The clerk said not to read it.
    Ignored,
    /// 序号: says nothing.
    Counter,
    /// Not recognised.
    Unknown,
}

/// A row from the top of a sheet.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RowLook {
    /// As the spreadsheet counts.
    pub row: u32,
    /// Its cells from column A on, long numbers masked.
    pub cells: Vec<String>,
}

/// Looks at a workbook: as `kind`, else as what fits best. `file_name` helps to guess.
///
/// # Errors
/// Storage errors.
pub fn look(
    connection: &Connection,
    workbook: &Workbook,
    file_name: &str,
    kind: Option<KindName>,
    mapping: Option<&Mapping>,
) -> Result<Look> {
    let items = items(connection)?;
    let (kind, guess) = match kind {
        Some(kind) => (Some(kind), Guess::Asked),
        None => guessed(workbook, file_name, &items, mapping),
    };
    let readers = kind.map(|kind| readers(kind, &items)).unwrap_or_default();
    let mut as_of = None;
    let sheets = workbook
        .sheets
        .iter()
        .enumerate()
        .map(|(index, sheet)| look_at(sheet, index, &readers, mapping, &mut as_of))
        .collect();
    let without_branches = kind.is_some_and(|kind| kind != KindName::Organizations)
        && organizations::store::all(connection)?.is_empty();
    Ok(Look {
        kind,
        guess,
        sha256: workbook.sha256.clone(),
        sheets,
        hidden: workbook.hidden.clone(),
        tables: readers.iter().map(Reader::table).collect(),
        as_of,
        hindrance: without_branches
            .then(|| "台账里还没有党组织，请先导入党组织名册，再导入这个文件".to_owned()),
    })
}

/// Names of the 评议内容 of every scheme: columns of 评议票.
///
/// # Errors
/// Storage errors.
pub fn items(connection: &Connection) -> Result<Vec<String>> {
    let schemes = evaluations::store::schemes(connection)?;
    let items: BTreeSet<String> =
        schemes.into_values().flat_map(|scheme| scheme.items).map(|item| item.name).collect();
    Ok(items.into_iter().collect())
}

fn look_at(
    sheet: &Sheet,
    index: usize,
    readers: &[Reader],
    mapping: Option<&Mapping>,
    as_of: &mut Option<NaiveDate>,
) -> SheetLook {
    let mut look = SheetLook {
        name: sheet.name.clone(),
        state: SheetState::Unknown,
        table: None,
        header_row: None,
        rows: 0,
        columns: Vec::new(),
        missing: Vec::new(),
        top: sheet.rows.iter().take(TOP).map(row_look).collect(),
    };
    if sheet.rows.is_empty() {
        look.state = SheetState::Empty;
        return look;
    }
    if !table::is_read(sheet, mapping) {
        look.state = SheetState::Skipped;
        return look;
    }
    let Some((reader, header)) = fitting(sheet, readers, mapping) else { return look };
    look.state = if header.missing.is_empty() { SheetState::Read } else { SheetState::Partial };
    look.table = Some(reader.layout.name.to_owned());
    look.header_row = Some(header.last_row);
    look.missing.clone_from(&header.missing);
    let seen = header.seen.clone();
    let table = table::build(sheet, index, header, reader.layout, &mut Findings::default());
    *as_of = as_of.or(table.as_of.map(|(_, day)| day));
    let mut samples: Vec<Samples> = seen.iter().map(|_| Samples::default()).collect();
    for line in table.lines() {
        look.rows += 1;
        for (seen, samples) in seen.iter().zip(&mut samples) {
            if samples.shown.len() < SAMPLES
                && let Some(cell) = line.at(seen.column)
            {
                samples.add(&cell.text);
            }
        }
    }
    look.columns = seen
        .into_iter()
        .zip(samples)
        .map(|(seen, samples)| ColumnLook {
            letters: column_letters(seen.column),
            text: seen.text,
            field: seen.name.filter(|_| !matches!(seen.how, How::Weaker)),
            how: seen.how,
            samples: samples.shown,
        })
        .collect();
    look
}

/// Different values of a column, from the top.
#[derive(Default)]
struct Samples {
    shown: Vec<String>,
    met: HashSet<String>,
}

impl Samples {
    fn add(&mut self, text: &str) {
        let shown = short(text);
        if self.met.insert(shown.clone()) {
            self.shown.push(shown);
        }
    }
}

/// Rows of a sheet as a screen shows them, long numbers masked.
pub fn shown_rows<'s>(sheet: &'s Sheet, rows: impl Iterator<Item = usize> + 's) -> Vec<RowLook> {
    rows.filter_map(|place| sheet.rows.get(place)).map(row_look).collect()
}

fn row_look(row: &Row) -> RowLook {
    let cells = row.cells.iter().map(|cell| short(&cell.text)).collect();
    RowLook { row: row.number, cells }
}

fn short(text: &str) -> String {
    let text = masked(&crate::text::tidy(text));
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
