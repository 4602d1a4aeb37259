//! A document as a workbook: a sheet a section, real numbers and formulas where a clerk would
//! check a sum, printing on the same pages as the PDF.
//!
//! Pages agree because row heights and breaks come from the layout, and a fixed print scale leaves
//! Excel and LibreOffice room for their own rounding. Fitting to one page wide would be simpler,
//! but Excel ignores page breaks then.

mod columns;
mod sheet;
mod style;

use std::{collections::HashSet, io::Write};

use chrono::{Datelike, NaiveDateTime, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::layout::Layout;
use crate::{
    Error, Result,
    documents::{Footer, Paper, Section},
    progress::Progress,
};
use columns::Columns;
use sheet::{Listener, Sheet};

/// Percent: room for what a program rounds up, and small enough that nobody sees it.
const PRINT_SCALE: u16 = 97;
/// The font of the workbook's default format. Column widths are counted in its digits, and each
/// program measures the font it finds: Calibri or 宋体 come out up to a third wider where they are
/// missing. Every stand-in of Courier New is 0.6 em wide. All our cells name their own fonts.
const RULER: (&str, f64) = ("Courier New", 9.0);
/// A cell of that font in pixels, height and width; 64 says that a digit is 7 wide.
const DEFAULT_CELL: (u32, u32) = (20, 64);
/// More rows than this are written straight to disk.
const LONG: usize = 5_000;
/// Longest name of a sheet.
const NAME_LENGTH: usize = 31;

/// Writes a laid-out document as a workbook. A section's copies are one sheet.
///
/// # Errors
/// Cancelled; what `out` says.
pub(super) fn write(
    layout: &Layout<'_>,
    created: NaiveDateTime,
    progress: &dyn Progress,
    out: &mut dyn Write,
) -> Result<()> {
    let mut workbook = Workbook::new();
    let (height, width) = DEFAULT_CELL;
    workbook
        .set_default_format(
            &rust_xlsxwriter::Format::new().set_font_name(RULER.0).set_font_size(RULER.1),
            height,
            width,
        )
        .map_err(failed)?;
    workbook.set_properties(
        &DocProperties::new().set_title(&layout.document().name).set_creation_datetime(&moment(created)?),
    );
    let mut names = HashSet::new();
    let (mut done, total) = (0, layout.pages_of_one_copy() as u64);
    for (section, extent) in layout.sections() {
        let worksheet = if extent.rows > LONG {
            workbook.add_worksheet_with_constant_memory().map_err(failed)?
        } else {
            workbook.add_worksheet()
        };
        worksheet.set_name(sheet_name(&section.sheet, &mut names)).map_err(failed)?;
        let columns = Columns::of(section);
        set_up(worksheet, section, &columns)?;
        let listener = Listener { progress, before: done, total };
        let mut sheet = Sheet::new(worksheet, &columns, extent, listener);
        layout.walk(section, &mut sheet, progress)?;
        sheet.finish()?;
        done += extent.pages as u64;
    }
    let bytes = workbook.save_to_buffer().map_err(failed)?;
    out.write_all(&bytes).map_err(super::storage)
}

/// What rust_xlsxwriter refuses, in words.
fn failed(error: XlsxError) -> Error {
    match error {
        XlsxError::RowColumnLimitError => Error::refused("内容超过 Excel 一张工作表的上限（1048576 行）")
            .hint("请缩小范围，例如按党支部分别输出。"),
        XlsxError::IoError(error) => super::storage(error),
        error => Error::internal(error),
    }
}

fn moment(created: NaiveDateTime) -> Result<ExcelDateTime> {
    let part = |value: u32| u8::try_from(value).unwrap_or(1);
    let year = u16::try_from(created.year()).unwrap_or(1900);
    let date = ExcelDateTime::from_ymd(year, part(created.month()), part(created.day())).map_err(failed)?;
    let hour = u16::try_from(created.hour()).unwrap_or(0);
    date.and_hms(hour, part(created.minute()), f64::from(created.second())).map_err(failed)
}

fn set_up(worksheet: &mut Worksheet, section: &Section, columns: &Columns) -> Result<()> {
    let paper = section.paper;
    worksheet.set_paper_size(paper_size(paper));
    if paper.width > paper.height {
        worksheet.set_landscape();
    } else {
        worksheet.set_portrait();
    }
    let inches = |millimetres: f32| f64::from(millimetres) / 25.4;
    // The page number's line, 7 mm under the text box.
    let footer = (paper.bottom - 11.0).max(4.0);
    worksheet.set_margins(
        inches(paper.left),
        inches(paper.right),
        inches(paper.top),
        inches(paper.bottom),
        inches(7.0),
        inches(footer),
    );
    worksheet.set_print_scale(PRINT_SCALE);
    worksheet.set_print_center_horizontally(true);
    worksheet.set_header_footer_scale_with_doc(false);
    match section.footer {
        Footer::None => {}
        Footer::PageOfPages => {
            worksheet.set_footer("&C&\"宋体,常规\"&9第 &P 页 共 &N 页");
        }
        // Left and right by turns would need what the library has no word for; centred is allowed.
        Footer::Dashes => {
            worksheet.set_footer("&C&\"宋体,常规\"&14— &P —");
        }
    }
    for (column, pixels) in (0..columns.count()).zip(columns.pixels()) {
        worksheet.set_column_width_pixels(column, pixels).map_err(failed)?;
    }
    Ok(())
}

/// Excel's number of a paper: A3 or A4.
fn paper_size(paper: Paper) -> u8 {
    if paper.width.max(paper.height) > 350.0 { 8 } else { 9 }
}

/// A name that Excel accepts and no other sheet has.
fn sheet_name(wanted: &str, taken: &mut HashSet<String>) -> String {
    let legal: String = wanted
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { '-' } else { c })
        .collect();
    let legal = legal.trim().trim_matches('\'');
    let legal = if legal.is_empty() { "表" } else { legal };
    for number in 1.. {
        let end = if number == 1 { String::new() } else { format!("({number})") };
        // Excel counts UTF-16 units.
        let mut name = String::new();
        let mut units = end.len();
        for character in legal.chars() {
            units += character.len_utf16();
            if units > NAME_LENGTH {
                break;
            }
            name.push(character);
        }
        name.push_str(&end);
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    legal.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_legal_and_unique() {
        let mut taken = HashSet::new();
        assert_eq!(sheet_name("2012/1季度[一]", &mut taken), "2012-1季度-一-");
        assert_eq!(sheet_name("", &mut taken), "表");
        let long = "某".repeat(40);
        assert_eq!(sheet_name(&long, &mut taken).chars().count(), 31);
        let second = sheet_name(&long, &mut taken);
        assert_eq!(second.chars().count(), 31);
        assert!(second.ends_with("(2)"));
        assert_eq!(sheet_name("AB", &mut taken), "AB");
        assert_eq!(sheet_name("ab", &mut taken), "ab(2)", "Excel does not tell cases apart");
    }
}
