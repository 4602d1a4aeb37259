//! A sheet as a table: its data rows, column by official word, with what stands around them.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    columns::Layout,
    findings::{Findings, is_overview},
    header::{self, Header, Vocabulary},
    mapping::{HINT, Mapping, same_sheet},
    template::is_notes,
    values,
    workbook::{Cell, CellKind, Row, Sheet, Workbook, column_letters},
};
use crate::{Error, Result, text};

/// A sheet whose header was found.
pub struct Table<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its place in the workbook.
    pub index: usize,
    /// Its header.
    pub header: Header,
    /// Its own 统计截止日期, with the row where it stands.
    pub as_of: Option<(u32, NaiveDate)>,
    places: HashMap<String, usize>,
    /// Per filled column: first row, last row, index of the row that has the value.
    blocks: HashMap<usize, Vec<(u32, u32, usize)>>,
    rows: Vec<usize>,
}

/// One data row.
#[derive(Clone, Copy)]
pub struct Line<'t, 'a> {
    table: &'t Table<'a>,
    row: &'a Row,
}

impl<'a> Table<'a> {
    /// The data rows, from top to bottom.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_, 'a>> {
        self.rows.iter().filter_map(|&index| Some(Line { table: self, row: self.sheet.rows.get(index)? }))
    }

    /// The data row of a number, as the spreadsheet counts.
    pub fn line(&self, number: u32) -> Option<Line<'_, 'a>> {
        let place = self.sheet.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        Some(Line { table: self, row: self.sheet.rows.get(place)? })
    }

    /// Whether the sheet has a column.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// The letters over a column.
    pub fn letters(&self, name: &str) -> Option<String> {
        self.places.get(name).map(|&place| column_letters(place))
    }

    /// The header's text of a column; the official word when the sheet has none.
    pub fn header_text<'n>(&'n self, name: &'n str) -> &'n str {
        let found = self.header.columns.iter().find(|recognised| recognised.name == name);
        found.map_or(name, |recognised| &recognised.text)
    }
}

impl<'t, 'a> Line<'t, 'a> {
    /// The row as the spreadsheet counts.
    pub fn number(&self) -> u32 {
        self.row.number
    }

    /// The table.
    pub fn table(&self) -> &'t Table<'a> {
        self.table
    }

    /// The cell of a place, from 0, as it stands there.
    pub fn at(&self, column: usize) -> Option<&'a Cell> {
        self.row.cell(column)
    }

    /// The cell of a column; none when nothing stands there. A merged block gives its value to each
    /// of its rows where the column allows it.
    pub fn cell(&self, name: &str) -> Option<&'a Cell> {
        let column = *self.table.places.get(name)?;
        self.row.cell(column).or_else(|| {
            let blocks = self.table.blocks.get(&column)?;
            let next = blocks.partition_point(|(first, ..)| *first <= self.row.number);
            let (_, last, origin) = blocks.get(next.checked_sub(1)?)?;
            (self.row.number <= *last).then(|| self.table.sheet.rows.get(*origin)?.cell(column))?
        })
    }

    /// Notes an error on a column of this row.
    pub fn error(&self, findings: &mut Findings, name: &str, message: impl Into<String>) {
        self.note(findings, super::Level::Error, name, message.into());
    }

    /// Notes a warning on a column of this row.
    pub fn warning(&self, findings: &mut Findings, name: &str, message: impl Into<String>) {
        self.note(findings, super::Level::Warning, name, message.into());
    }

    fn note(&self, findings: &mut Findings, level: super::Level, name: &str, message: String) {
        findings.add(super::Finding {
            level,
            sheet: self.table.sheet.name.clone(),
            row: self.row.number,
            column: Some(self.table.header_text(name).to_owned()),
            letters: self.table.letters(name),
            value: self.cell(name).map(|cell| text::tidy(&cell.text)),
            message,
        });
    }
}

/// What was found of one kind of table in a workbook.
pub struct Found<'a> {
    /// Sheets whose header has every required column.
    pub tables: Vec<Table<'a>>,
    /// Sheets that look like it but lack a required column: place in the workbook, and the header.
    pub partial: Vec<(usize, Header)>,
}

/// Finds the tables of one kind in a workbook.
pub fn find<'a>(
    workbook: &'a Workbook,
    layout: &Layout,
    vocabulary: &Vocabulary,
    mapping: Option<&Mapping>,
    findings: &mut Findings,
) -> Found<'a> {
    let mut found = Found { tables: Vec::new(), partial: Vec::new() };
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        if !is_read(sheet, mapping) {
            continue;
        }
        match header::find(sheet, vocabulary, mapping) {
            Some(header) if header.missing.is_empty() => {
                check_header(sheet, &header, findings);
                found.tables.push(build(sheet, index, header, layout, findings));
            }
            Some(header) => found.partial.push((index, header)),
            None => {}
        }
    }
    found
}

/// The tables of the one kind that a workbook must hold. Sheets that were not read are findings.
///
/// # Errors
/// Refused when there is none, saying how to name the columns.
pub fn only<'a>(
    workbook: &'a Workbook,
    layout: &Layout,
    mapping: Option<&Mapping>,
    findings: &mut Findings,
) -> Result<Vec<Table<'a>>> {
    let vocabulary = Vocabulary::new(layout, &[]);
    check_mapping(workbook, vocabulary.known(), mapping)?;
    let found = find(workbook, layout, &vocabulary, mapping, findings);
    let mut partial = found.partial;
    partial.retain(|(_, header)| header.columns.len() > 2);
    if found.tables.is_empty() && partial.is_empty() {
        return Err(unknown_layout(layout));
    }
    for (index, header) in &partial {
        if let Some(sheet) = workbook.sheets.get(*index) {
            let missing = header.missing.join("”“");
            let message = format!(
                "表头里没有“{missing}”列，不能当作{}导入；请补上这一列，或指明哪一列是它",
                layout.name
            );
            findings.sheet_error(sheet, header.last_row, message);
        }
    }
    let used: Vec<usize> =
        found.tables.iter().map(|table| table.index).chain(partial.iter().map(|(index, _)| *index)).collect();
    report_unread(workbook, &used, mapping, findings);
    Ok(found.tables)
}

/// Says which sheets with content were not read.
pub fn report_unread(
    workbook: &Workbook,
    used: &[usize],
    mapping: Option<&Mapping>,
    findings: &mut Findings,
) {
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        if let Some(first) = sheet.rows.first().filter(|_| is_read(sheet, mapping) && !used.contains(&index))
        {
            findings.sheet_warning(
                sheet,
                first.number,
                "没有认出这张工作表的表头，整张表没有导入；如果它也要导入，请改表头，或指明表头在哪一行"
                    .to_owned(),
            );
        }
    }
    if !workbook.hidden.is_empty() {
        findings.say(format!("隐藏的工作表没有导入：{}", workbook.hidden.join("、")));
    }
}

/// The refusal when no sheet of a workbook is the table that was asked for.
pub fn unknown_layout(layout: &Layout) -> Error {
    let required: Vec<&str> =
        layout.columns.iter().filter(|column| column.required).map(|column| column.name).collect();
    Error::refused(format!("没有在文件里认出{}的表头（至少要有“{}”）", layout.name, required.join("”“")))
        .hint("请核对是否选错了文件；表头写法特殊的，请指明表头在哪一行、各列是什么。")
        .terminal(format!("请核对是否选错了文件；表头写法特殊的，请用 --mapping 指定对照文件。{HINT}"))
}

/// Checks that a mapping speaks of words and sheets that exist.
///
/// # Errors
/// Refused, with what there is.
pub fn check_mapping(workbook: &Workbook, known: &[String], mapping: Option<&Mapping>) -> Result<()> {
    let Some(mapping) = mapping else { return Ok(()) };
    for (text, name) in mapping.named() {
        if name != super::mapping::IGNORE && !known.iter().any(|known| known == name) {
            return Err(Error::refused(format!("列“{text}”对应到“{name}”，但没有这个名称"))
                .hint(format!("可以用的名称：{}、忽略。", known.join("、"))));
        }
    }
    for wanted in mapping.named_sheets() {
        if !workbook.sheets.iter().any(|sheet| same_sheet(&sheet.name, wanted)) {
            let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
            return Err(Error::refused(format!("文件里没有指定的工作表“{wanted}”"))
                .hint(format!("文件里有：{}。", names.join("、"))));
        }
    }
    Ok(())
}

fn check_header(sheet: &Sheet, header: &Header, findings: &mut Findings) {
    for (name, letters) in &header.doubled {
        findings.sheet_error(
            sheet,
            header.last_row,
            format!(
                "{letters} 两列的表头都是“{name}”，无法断定该用哪一列；请改掉其中一个表头，或指明用哪一列"
            ),
        );
    }
    if !header.ignored.is_empty() {
        findings.say(format!("工作表“{}”中没有用到的列：{}", sheet.name, header.ignored.join("、")));
    }
}

/// Whether a sheet is to be looked at: the clerk may leave one out, and the sheets that this program
/// puts into its own workbooks are no tables.
pub(super) fn is_read(sheet: &Sheet, mapping: Option<&Mapping>) -> bool {
    mapping.is_none_or(|mapping| mapping.reads(&sheet.name)) && !is_overview(sheet) && !is_notes(sheet)
}

/// A sheet under a header that was found.
pub(super) fn build<'a>(
    sheet: &'a Sheet,
    index: usize,
    header: Header,
    layout: &Layout,
    findings: &mut Findings,
) -> Table<'a> {
    let places: HashMap<String, usize> =
        header.columns.iter().map(|recognised| (recognised.name.clone(), recognised.column)).collect();
    let mut blocks = HashMap::new();
    for column in layout.columns.iter().filter(|column| column.fills) {
        if let Some(&place) = places.get(column.name) {
            blocks.insert(place, blocks_of(sheet, place));
        }
    }
    let mut table = Table { sheet, index, header, as_of: None, places, blocks, rows: Vec::new() };
    let (mut totals, mut footers) = (Vec::new(), Vec::new());
    for (index, row) in sheet.rows.iter().enumerate() {
        if row.number <= table.header.last_row {
            look_for_date(&mut table.as_of, row);
            continue;
        }
        match role(&table.header, row) {
            Role::Data => table.rows.push(index),
            Role::Total => totals.push(row.number.to_string()),
            Role::Footer => {
                look_for_date(&mut table.as_of, row);
                footers.push(row.number.to_string());
            }
            Role::Nothing => {}
        }
    }
    for (rows, what) in [(totals, "合计行"), (footers, "表尾说明")] {
        if !rows.is_empty() {
            findings.say(format!("工作表“{}”第 {} 行是{what}，没有导入", sheet.name, rows.join("、")));
        }
    }
    table
}

/// Merged blocks of a column: Excel lets none overlap, so that they sort by their first row.
fn blocks_of(sheet: &Sheet, column: usize) -> Vec<(u32, u32, usize)> {
    let own = sheet.merges.iter().filter(|merge| merge.first_column as usize == column);
    own.filter_map(|merge| {
        let origin = sheet.rows.binary_search_by_key(&merge.first_row, |row| row.number).ok()?;
        Some((merge.first_row, merge.last_row, origin))
    })
    .collect()
}

enum Role {
    Data,
    Total,
    Footer,
    Nothing,
}

/// First words of rows that add up.
const TOTALS: [&str; 5] = ["合计", "总计", "小计", "共计", "累计"];
/// First words of lines under a table, before a colon.
const FOOTERS: [&str; 16] = [
    "注",
    "备注",
    "说明",
    "填表说明",
    "填表人",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "负责人",
    "单位负责人",
    "填报单位",
    "填报人",
    "填表日期",
    "统计日期",
    "联系电话",
];

fn role(header: &Header, row: &Row) -> Role {
    let Some((_, first)) = row.filled().next() else { return Role::Nothing };
    let first = text::squeeze(&first.text);
    if TOTALS.iter().any(|total| first.starts_with(total) && first.chars().count() <= 12) {
        return Role::Total;
    }
    let before_colon = first.split([':', '：', '（', '(']).next().filter(|before| *before != first);
    if before_colon.is_some_and(|before| {
        let before = before.trim_end_matches(|character: char| character.is_ascii_digit());
        FOOTERS.contains(&before)
    }) {
        return Role::Footer;
    }
    let mut own =
        header.columns.iter().filter_map(|column| Some((column, row.cell(column.column)?))).peekable();
    if own.peek().is_none() {
        return Role::Nothing;
    }
    // Printed lists repeat the header on every page.
    if own.all(|(column, cell)| header::key(&column.text).ends_with(&header::key(&cell.text))) {
        return Role::Nothing;
    }
    Role::Data
}

/// What stands before the day up to which a list is counted.
const DATE_WORDS: [&str; 7] =
    ["统计截止日期", "统计截止时间", "截止日期", "截止时间", "统计日期", "统计时间", "截至"];

fn look_for_date(found: &mut Option<(u32, NaiveDate)>, row: &Row) {
    for (_, cell) in row.filled() {
        let line = text::squeeze(&cell.text);
        let after = DATE_WORDS.iter().find_map(|word| Some(line.split_once(word)?.1));
        let Some(after) = after else { continue };
        let after = after.trim_start_matches([':', '：', '为', '日', '期']);
        let end =
            after.find(|character: char| !(character.is_ascii_digit() || "年月日.-/".contains(character)));
        let written = after.get(..end.unwrap_or(after.len())).unwrap_or_default();
        // The date may stand in the cell beside the words.
        let beside =
            || row.filled().find(|(_, other)| other.kind == CellKind::Date).map(|(_, other)| other.clone());
        let date = if written.is_empty() { beside() } else { Some(Cell::new(CellKind::Text, written)) };
        if let Some(values::Date { day, .. }) = date.and_then(|cell| values::date(Some(&cell)).ok().flatten())
            && found.is_none()
        {
            *found = Some((row.number, day));
        }
    }
}
