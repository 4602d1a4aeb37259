//! 问题: collected while a file is read and checked, and written back beside the rows they are about.

use std::{collections::HashMap, path::Path};

use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet, XlsxError};

use super::{
    Finding, Level,
    workbook::{Cell, CellKind, Merge, Row, Sheet, Workbook, column_letters},
};
use crate::{Error, Result, files, text};

/// Most findings that are kept one by one; the rest is only counted.
const MOST: usize = 20_000;
/// Most cells that merged ranges may cover in the written workbook.
const MOST_MERGED_CELLS: u64 = 200_000;

/// What was found so far.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    notes: Vec<String>,
    errors: u64,
    warnings: u64,
}

impl Findings {
    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        match finding.level {
            Level::Error => self.errors += 1,
            Level::Warning => self.warnings += 1,
        }
        if self.list.len() < MOST {
            self.list.push(finding);
        }
    }

    /// Adds an error about a row of a sheet as a whole.
    pub fn sheet_error(&mut self, sheet: &Sheet, row: u32, message: String) {
        self.add(whole_row(Level::Error, sheet, row, message));
    }

    /// Adds a warning about a row of a sheet as a whole.
    pub fn sheet_warning(&mut self, sheet: &Sheet, row: u32, message: String) {
        self.add(whole_row(Level::Warning, sheet, row, message));
    }

    /// Says something that is no finding: rows skipped, columns not used.
    pub fn say(&mut self, note: String) {
        self.notes.push(note);
    }

    /// These findings and others.
    pub fn with(mut self, others: Self) -> Self {
        others.list.into_iter().for_each(|finding| self.add(finding));
        self.notes.extend(others.notes);
        self
    }

    /// How many errors.
    pub fn errors(&self) -> u64 {
        self.errors
    }

    /// How many warnings.
    pub fn warnings(&self) -> u64 {
        self.warnings
    }

    /// The findings from top to bottom, and what else was said.
    pub fn into_parts(mut self, workbook: &Workbook) -> (Vec<Finding>, Vec<String>) {
        let places: HashMap<&str, usize> =
            workbook.sheets.iter().enumerate().map(|(place, sheet)| (sheet.name.as_str(), place)).collect();
        self.list.sort_by_key(|finding| (places.get(finding.sheet.as_str()).copied(), finding.row));
        let left_out = self.errors + self.warnings - self.list.len() as u64;
        if left_out > 0 {
            self.notes.push(format!("问题太多，只列出前 {MOST} 条，另有 {left_out} 条没有列出"));
        }
        (self.list, self.notes)
    }
}

fn whole_row(level: Level, sheet: &Sheet, row: u32, message: String) -> Finding {
    Finding { level, sheet: sheet.name.clone(), row, column: None, letters: None, value: None, message }
}

impl Level {
    /// The word on paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "提醒",
        }
    }
}

/// Whether the workbook with the 问题 column may be written there: it must not take the place of the
/// file that is read, nor of a file of another kind.
///
/// # Errors
/// Refused with the reason.
pub fn check_target(target: &Path, read: &Path) -> Result<()> {
    let is_xlsx = target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if !is_xlsx {
        return Err(Error::refused(format!("“{}”不是 .xlsx 文件名", target.display()))
            .hint("问题写成 Excel 工作簿，请把文件名写成 .xlsx 结尾。"));
    }
    if files::same(target, read) {
        return Err(Error::refused(format!("“{}”就是要导入的文件，不能用问题清单覆盖它", target.display()))
            .hint("请给问题清单换一个文件名。"));
    }
    Ok(())
}

/// Writes the workbook back with a 问题 column at the right of every sheet and an overview in front
/// (`decisions.md` 23): values and merged cells, no promise of styles. Formulas stay text.
///
/// # Errors
/// Storage errors.
pub fn write(path: &Path, workbook: &Workbook, findings: &[Finding]) -> Result<()> {
    let bytes = to_xlsx(workbook, findings).map_err(Error::internal)?;
    files::write(path, &bytes)
}

fn to_xlsx(workbook: &Workbook, findings: &[Finding]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut written = rust_xlsxwriter::Workbook::new();
    let taken = |name: &str| workbook.sheets.iter().any(|sheet| sheet.name == name && !is_overview(sheet));
    let overview = if taken(OVERVIEW) { OVERVIEW_BESIDE } else { OVERVIEW };
    write_overview(written.add_worksheet_with_constant_memory()?.set_name(overview)?, findings)?;
    for sheet in workbook.sheets.iter().filter(|sheet| !is_overview(sheet)) {
        let mut by_row: HashMap<u32, Problem> = HashMap::new();
        for finding in findings.iter().filter(|finding| finding.sheet == sheet.name) {
            let problem = by_row.entry(finding.row).or_default();
            let separator = if problem.lines.is_empty() { "" } else { "\n" };
            let column = finding.column.as_ref().map(|column| format!("{column}：")).unwrap_or_default();
            problem.lines += &format!("{separator}【{}】{column}{}", finding.level.label(), finding.message);
            problem.cells.extend(finding.letters.clone());
        }
        let page = written.add_worksheet_with_constant_memory()?;
        // A csv file's name may hold what a sheet's name may not.
        if page.set_name(&sheet.name).is_err() {
            page.set_name("数据")?;
        }
        write_sheet(page, sheet, &by_row)?;
    }
    written.save_to_buffer()
}

/// What was found in one row.
#[derive(Default)]
struct Problem {
    lines: String,
    /// The letters over the cells that it is about.
    cells: Vec<String>,
}

/// The sheet in front of a workbook with findings.
const OVERVIEW: &str = "问题汇总";
/// The same, where the clerk has a sheet of that name.
const OVERVIEW_BESIDE: &str = "问题汇总（程序）";
/// Its columns, with their widths.
const TITLES: [(&str, f64); 6] =
    [("程度", 8.0), ("工作表", 18.0), ("行", 8.0), ("列", 18.0), ("内容", 26.0), ("问题和处理办法", 90.0)];
/// The column with the findings of a row.
const PROBLEM: &str = "问题";

/// Whether a sheet is the overview that this program put in front: clerks mend the very workbook that
/// was written back.
pub fn is_overview(sheet: &Sheet) -> bool {
    let titles = TITLES.map(|(title, _)| title);
    [OVERVIEW, OVERVIEW_BESIDE].iter().any(|name| begins_with(sheet, name, &titles))
}

/// Whether a sheet of a name begins with a row of these titles.
pub fn begins_with(sheet: &Sheet, name: &str, titles: &[&str]) -> bool {
    sheet.name == name
        && sheet
            .rows
            .first()
            .is_some_and(|row| row.filled().map(|(_, cell)| &*cell.text).eq(titles.iter().copied()))
}

/// Whether a header is that of the 问题 column of a workbook that was written back. Findings of the
/// header's own row stand below the word.
pub fn is_problem_header(text: &str) -> bool {
    let below = text.trim().strip_prefix(PROBLEM).map(str::trim_start);
    below.is_some_and(|below| below.is_empty() || below.starts_with('【'))
}

fn heading() -> Format {
    Format::new().set_bold().set_align(FormatAlign::Center).set_text_wrap()
}

fn write_overview(page: &mut Worksheet, findings: &[Finding]) -> std::result::Result<(), XlsxError> {
    for (column, (title, width)) in (0_u16..).zip(TITLES) {
        page.set_column_width(column, width)?;
        page.write_string_with_format(0, column, title, &heading())?;
    }
    page.set_freeze_panes(1, 0)?;
    for (row, finding) in (1_u32..).zip(findings) {
        page.write_string(row, 0, finding.level.label())?;
        page.write_string(row, 1, &finding.sheet)?;
        page.write_number(row, 2, finding.row)?;
        page.write_string(row, 3, finding.column.as_deref().unwrap_or_default())?;
        page.write_string(row, 4, finding.value.as_deref().unwrap_or_default())?;
        page.write_string(row, 5, &finding.message)?;
    }
    Ok(())
}

fn write_sheet(
    page: &mut Worksheet,
    sheet: &Sheet,
    by_row: &HashMap<u32, Problem>,
) -> std::result::Result<(), XlsxError> {
    let header_row = header_like(sheet);
    let width = width_without_problems(sheet, header_row);
    let problem_column = u16::try_from(width).unwrap_or(u16::MAX);
    let problem = Format::new().set_text_wrap().set_font_color(Color::RGB(0x00C0_0000));
    for column in 0..problem_column {
        page.set_column_width(column, column_width(sheet, usize::from(column)))?;
    }
    page.set_column_width(problem_column, 70.0)?;
    let last_row = sheet.rows.last().map_or(0, |row| row.number);
    let mut merges =
        sheet.merges.iter().filter_map(|merge| clipped(merge, last_row, problem_column)).peekable();
    let mut room = MOST_MERGED_CELLS;
    let nothing = Problem::default();
    for row in &sheet.rows {
        let number = row.number.saturating_sub(1);
        // In constant memory a row is gone once the next one begins: merges come with their first row.
        while let Some(merge) = merges.next_if(|merge| merge.0 <= number) {
            let cells = u64::from(merge.2 - merge.0 + 1) * u64::from(merge.3 - merge.1 + 1);
            if merge.0 == number && cells <= room {
                room -= cells;
                let centred =
                    Format::new().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
                // Overlapping ranges are an error of the file that was read, not of this one.
                let _ = page.merge_range(merge.0, merge.1, merge.2, merge.3, "", &centred);
            }
        }
        let found = by_row.get(&row.number).unwrap_or(&nothing);
        write_row(page, number, row, width, &found.cells)?;
        let lines = found.lines.as_str();
        match (row.number == header_row, lines.is_empty()) {
            (true, true) => page.write_string_with_format(number, problem_column, PROBLEM, &heading())?,
            (true, false) => page.write_string_with_format(
                number,
                problem_column,
                format!("{PROBLEM}\n{lines}"),
                &problem,
            )?,
            (false, false) => page.write_string_with_format(number, problem_column, lines, &problem)?,
            (false, true) => page,
        };
    }
    Ok(())
}

/// How many columns the sheet has beside the 问题 column of an earlier time.
fn width_without_problems(sheet: &Sheet, header_row: u32) -> usize {
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let header = sheet.rows.iter().find(|row| row.number == header_row);
    let last = header.and_then(|row| row.filled().last());
    match last {
        Some((column, cell)) if column + 1 == width && is_problem_header(&cell.text) => column,
        _ => width,
    }
}

/// The first row with three cells or more: where 问题 is written as a header.
fn header_like(sheet: &Sheet) -> u32 {
    sheet.rows.iter().find(|row| row.filled().count() > 2).map_or(0, |row| row.number)
}

fn column_width(sheet: &Sheet, column: usize) -> f64 {
    let shown = |row: &Row| row.cell(column).map_or(0, |cell| text::units(&cell.text));
    let widest = sheet.rows.iter().skip(2).take(200).map(shown).max().unwrap_or(0);
    f64::from(u8::try_from(widest.clamp(6, 40)).unwrap_or(40)) + 2.0
}

fn clipped(merge: &Merge, last_row: u32, columns: u16) -> Option<(u32, u16, u32, u16)> {
    let last_column = u16::try_from(merge.last_column).unwrap_or(u16::MAX).min(columns.checked_sub(1)?);
    let first_column = u16::try_from(merge.first_column).ok()?;
    let (first, last) = (merge.first_row.checked_sub(1)?, merge.last_row.min(last_row).checked_sub(1)?);
    let several = first < last || first_column < last_column;
    (first <= last && first_column <= last_column && several).then_some((
        first,
        first_column,
        last,
        last_column,
    ))
}

fn write_row(
    page: &mut Worksheet,
    number: u32,
    row: &Row,
    width: usize,
    marked: &[String],
) -> std::result::Result<(), XlsxError> {
    let pale = Format::new().set_background_color(Color::RGB(0x00FF_D9D6));
    for column in 0..width.min(row.cells.len().max(if marked.is_empty() { 0 } else { width })) {
        let Ok(place) = u16::try_from(column) else { break };
        let is_marked = !marked.is_empty() && marked.contains(&column_letters(column));
        let Some(cell) = row.cell(column) else {
            if is_marked {
                page.write_blank(number, place, &pale)?;
            }
            continue;
        };
        match (as_number(cell), is_marked) {
            (Some(value), false) => page.write_number(number, place, value)?,
            (Some(value), true) => page.write_number_with_format(number, place, value, &pale)?,
            (None, false) => page.write_string(number, place, &*cell.text)?,
            (None, true) => page.write_string_with_format(number, place, &*cell.text, &pale)?,
        };
    }
    Ok(())
}

/// Numbers stay numbers as long as a spreadsheet keeps all their digits.
fn as_number(cell: &Cell) -> Option<f64> {
    let digits = cell.text.chars().filter(char::is_ascii_digit).count();
    (cell.kind == CellKind::Number && digits <= 15).then(|| cell.text.parse().ok())?
}
