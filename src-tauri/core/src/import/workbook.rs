//! A workbook as it was read: sheets of cells, whatever file they came from.
//!
//! Cells keep what the clerk sees, as text, with the kind of the cell beside it. Nothing is
//! evaluated, nothing is guessed.

use std::{path::Path, time::Instant};

use serde::{Deserialize, Serialize};

use super::{csv, guard, xls, xlsx};
use crate::{Error, Result, progress::Progress};

/// Most sheets that are read.
pub const MAX_SHEETS: usize = 64;
/// Highest row with content, as the spreadsheet counts.
pub const MAX_ROWS: u32 = 500_000;
/// Most columns with content.
pub const MAX_COLUMNS: u32 = 256;
/// Most cells of a workbook, gaps inside a row included.
const MAX_CELLS: usize = 3_000_000;
/// Most bytes of text of a workbook.
const MAX_TEXT: usize = 128_000_000;
/// Longest text of a cell, in characters: Excel's own limit.
const MAX_CELL_TEXT: usize = 32_767;
/// Most merged ranges of a sheet.
const MAX_MERGES: usize = 200_000;
/// Longest time that reading a workbook may take, in seconds.
pub const MAX_SECONDS: u64 = 20;

/// What kind of cell a text stood in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum CellKind {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text,
    /// A number; the text has its digits, or 5.2E+17 from 16 digits on, where a spreadsheet has
    /// lost the last ones.
    Number,
    /// A number formatted as a date; the text is 1975-06-03, with a time of day only if there is one.
    Date,
    /// 是/否 of a spreadsheet.
    Boolean,
    /// #REF! and its like.
    Error,
    /// A formula; the text is the formula itself, never its value.
    Formula,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// What kind.
    pub kind: CellKind,
    /// What it shows.
    pub text: Box<str>,
}

impl Cell {
    /// A cell of the kind; blank text makes it empty.
    pub fn new(kind: CellKind, text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        if text.trim().is_empty() { Self::default() } else { Self { kind, text } }
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.kind == CellKind::Empty
    }
}

/// One row that has content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// As the spreadsheet counts, from 1.
    pub number: u32,
    /// From column A on; shorter than the sheet is wide when the rest is empty.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column, counted from 0; none when nothing stands there.
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column).filter(|cell| !cell.is_empty())
    }

    /// Columns and cells with content.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty())
    }
}

/// A merged range. Its content stands in its first cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Merge {
    /// First row, as the spreadsheet counts.
    pub first_row: u32,
    /// First column, from 0.
    pub first_column: u32,
    /// Last row, inside.
    pub last_row: u32,
    /// Last column, inside.
    pub last_column: u32,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name; of a csv file, the file's name without its ending.
    pub name: String,
    /// Rows with content, from top to bottom.
    pub rows: Vec<Row>,
    /// Merged ranges, from top to bottom.
    pub merges: Vec<Merge>,
}

/// A workbook that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// Its visible sheets.
    pub sheets: Vec<Sheet>,
    /// Names of hidden sheets, which are not read: they hold lists for drop-downs and old drafts.
    pub hidden: Vec<String>,
    /// SHA-256 of the file in hexadecimal.
    pub sha256: String,
}

/// Reads a file. `xls_reader` is the program that is started to read .xls ([`xls::child_main`]).
///
/// # Errors
/// Refused when the file is not let in ([`guard::admit`]), is damaged, or is larger than the
/// limits; cancelled; storage errors.
pub fn read(path: &Path, xls_reader: &Path, progress: &dyn Progress) -> Result<Workbook> {
    progress.step("检查文件", 0, 1)?;
    let admitted = guard::admit(path)?;
    let mut budget = Budget::new(progress);
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let (sheets, hidden) = match admitted.kind {
        guard::FileKind::Xlsx => xlsx::read(admitted.file, &mut budget)?,
        guard::FileKind::Xls => xls::read(path, xls_reader, progress)?,
        guard::FileKind::Csv => (vec![csv::read(admitted.file, &name, &mut budget)?], Vec::new()),
    };
    Ok(Workbook { sheets, hidden, sha256: admitted.sha256 })
}

/// What a workbook may still cost while it is read.
pub(super) struct Budget<'a> {
    progress: &'a dyn Progress,
    started: Instant,
    cells: usize,
    text: usize,
    rows: u64,
}

impl<'a> Budget<'a> {
    pub(super) fn new(progress: &'a dyn Progress) -> Self {
        Self { progress, started: Instant::now(), cells: 0, text: 0, rows: 0 }
    }

    fn row(&mut self) -> Result<()> {
        self.rows += 1;
        if self.rows.is_multiple_of(1_000) {
            self.progress.step("读取", self.rows, 0)?;
            if self.started.elapsed().as_secs() >= MAX_SECONDS {
                return Err(over(&format!("读取已超过 {MAX_SECONDS} 秒")));
            }
        }
        Ok(())
    }

    fn spend(&mut self, cells: usize, text: usize) -> Result<()> {
        self.cells += cells;
        self.text += text;
        if self.cells > MAX_CELLS {
            return Err(over(&format!("单元格超过 {} 万个", MAX_CELLS / 10_000)));
        }
        if self.text > MAX_TEXT {
            return Err(over(&format!("文字超过 {} MB", MAX_TEXT / 1_000_000)));
        }
        Ok(())
    }
}

pub(super) fn over(what: &str) -> Error {
    Error::refused(format!("{what}，超过导入的上限"))
        .hint("请只保留要导入的工作表、行和列，另存后再导入；数据很多时可分成几个文件。")
}

/// Collects the cells of one sheet, in the order in which a file has them.
pub(super) struct SheetBuilder {
    sheet: Sheet,
}

impl SheetBuilder {
    pub(super) fn new(name: String) -> Self {
        Self { sheet: Sheet { name, rows: Vec::new(), merges: Vec::new() } }
    }

    /// Puts a cell; `row` as the spreadsheet counts, `column` from 0.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell, budget: &mut Budget<'_>) -> Result<()> {
        if cell.is_empty() {
            return Ok(());
        }
        if row > MAX_ROWS || column >= MAX_COLUMNS {
            return Err(over(&format!(
                "工作表“{}”的 {}{row} 单元格有内容，位置在 {MAX_ROWS} 行、{MAX_COLUMNS} 列以外",
                self.sheet.name,
                column_letters(column as usize),
            )));
        }
        if cell.text.len() > MAX_CELL_TEXT && cell.text.chars().count() > MAX_CELL_TEXT {
            return Err(over(&format!(
                "工作表“{}”的 {}{row} 单元格有 {MAX_CELL_TEXT} 字以上",
                self.sheet.name,
                column_letters(column as usize),
            )));
        }
        let last = self.sheet.rows.last().map_or(0, |row| row.number);
        if row < last || row == 0 {
            return Err(guard::damaged("rows are out of order"));
        }
        if row > last {
            budget.row()?;
            // Tables are even: one allocation a row, neither grown nor shrunk.
            let width = self.sheet.rows.last().map_or(0, |row| row.cells.len());
            self.sheet.rows.push(Row { number: row, cells: Vec::with_capacity(width) });
        }
        let Some(cells) = self.sheet.rows.last_mut().map(|row| &mut row.cells) else { return Ok(()) };
        let column = column as usize;
        budget.spend((column + 1).saturating_sub(cells.len()), cell.text.len())?;
        if cells.len() <= column {
            cells.resize_with(column + 1, Cell::default);
        }
        if let Some(place) = cells.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }

    /// Puts a merged range; single cells are ignored.
    pub(super) fn merge(&mut self, merge: Merge) -> Result<()> {
        if merge.first_row == merge.last_row && merge.first_column == merge.last_column {
            return Ok(());
        }
        if self.sheet.merges.len() >= MAX_MERGES {
            return Err(over(&format!("工作表“{}”的合并单元格超过 {MAX_MERGES} 处", self.sheet.name)));
        }
        self.sheet.merges.push(merge);
        Ok(())
    }

    pub(super) fn finish(mut self) -> Sheet {
        self.sheet.merges.sort_unstable();
        self.sheet
    }
}

/// `A`, `Z`, `AA`: the letters over a column counted from 0.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The digits of a number as a spreadsheet shows them; from 16 digits on, as it has lost them.
pub(super) fn number_text(number: f64) -> String {
    if number.abs() < 1e15 {
        return format!("{number}");
    }
    let text = format!("{number:.14E}");
    match text.split_once('E') {
        Some((digits, power)) => {
            format!("{}E+{power}", digits.trim_end_matches('0').trim_end_matches('.'))
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_digits_until_the_spreadsheet_has_lost_them() {
        assert_eq!(number_text(13_800_001_234.0), "13800001234");
        assert_eq!(number_text(1975.06), "1975.06");
        assert_eq!(number_text(519_999_198_511_254_930.0), "5.19999198511255E+17");
        assert_eq!(number_text(-0.5), "-0.5");
    }

    #[test]
    fn columns_are_lettered_as_a_spreadsheet_letters_them() {
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(column_letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
