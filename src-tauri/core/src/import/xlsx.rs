//! .xlsx, streamed: no sheet is ever laid out as a rectangle, so two far corners cost nothing.

use std::{fs::File, io::BufReader, panic::AssertUnwindSafe};

use calamine::{DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{
    guard,
    workbook::{Budget, Cell, CellKind, MAX_SHEETS, Merge, Sheet, SheetBuilder, number_text, over},
};
use crate::{Error, Result};

/// Reads the visible sheets; also gives the names of the hidden ones.
///
/// # Errors
/// Refused when damaged or over the limits; cancelled.
pub(super) fn read(file: File, budget: &mut Budget<'_>) -> Result<(Vec<Sheet>, Vec<String>)> {
    // calamine has panicked on damaged files; whatever it does, the clerk gets a sentence.
    std::panic::catch_unwind(AssertUnwindSafe(|| read_sheets(file, budget)))
        .unwrap_or_else(|_| Err(guard::damaged("the reader panicked")))
}

fn read_sheets(file: File, budget: &mut Budget<'_>) -> Result<(Vec<Sheet>, Vec<String>)> {
    let mut workbook = Xlsx::new(BufReader::new(file)).map_err(refuse)?;
    let (mut names, mut hidden) = (Vec::new(), Vec::new());
    for sheet in workbook.sheets_metadata() {
        match (sheet.typ, sheet.visible) {
            (SheetType::WorkSheet, SheetVisible::Visible) => names.push(sheet.name.clone()),
            (SheetType::WorkSheet, _) => hidden.push(sheet.name.clone()),
            _ => {}
        }
    }
    if names.len() > MAX_SHEETS {
        return Err(over(&format!("工作表超过 {MAX_SHEETS} 张")));
    }
    let mut sheets = Vec::new();
    for name in names {
        let mut builder = SheetBuilder::new(name.clone());
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(refuse)?;
        // Not next_cell_with_formula: that one makes room for any shared index a file names.
        while let Some(record) = cells.next_cell_with_formula_metadata().map_err(refuse)? {
            let cell = match record.formula {
                Some(formula) => formula_cell(&formula),
                None => value_cell(record.value),
            };
            builder.put(record.pos.0.saturating_add(1), record.pos.1, cell, budget)?;
        }
        drop(cells);
        for merge in workbook.merge_cells_by_sheet_name(&name).map_err(refuse)? {
            builder.merge(merged(merge))?;
        }
        sheets.push(builder.finish());
    }
    Ok((sheets, hidden))
}

pub(super) fn merged(range: Dimensions) -> Merge {
    Merge {
        first_row: range.start.0.saturating_add(1),
        first_column: range.start.1,
        last_row: range.end.0.saturating_add(1),
        last_column: range.end.1,
    }
}

fn refuse(error: XlsxError) -> Error {
    match error {
        XlsxError::Password => Error::refused("文件有密码，不能读取")
            .hint("请用 Excel 或 WPS 打开，取消打开密码，另存后再导入。"),
        error => guard::damaged(error),
    }
}

fn formula_cell(formula: &calamine::XlsxFormulaMetadata) -> Cell {
    use calamine::XlsxFormulaMetadata as Formula;
    match formula {
        Formula::Normal { formula } | Formula::Shared { formula, .. } => {
            Cell::new(CellKind::Formula, format!("={formula}"))
        }
        _ => Cell::new(CellKind::Formula, "=（与上方单元格相同的公式）"),
    }
}

/// A cell of a value as the reading library gives it.
pub(super) fn value_cell(value: DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::default(),
        DataRef::String(text) => Cell::new(CellKind::Text, text),
        DataRef::SharedString(text) => Cell::new(CellKind::Text, text),
        #[allow(clippy::cast_precision_loss, reason = "a spreadsheet's numbers are floats; this one was one")]
        DataRef::Int(number) => Cell::new(CellKind::Number, number_text(number as f64)),
        DataRef::Float(number) => Cell::new(CellKind::Number, number_text(number)),
        DataRef::Bool(value) => Cell::new(CellKind::Boolean, if value { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(date) if date.is_duration() => {
            Cell::new(CellKind::Number, number_text(date.as_f64()))
        }
        DataRef::DateTime(date) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let time = match (hour, minute, second) {
                (0, 0, 0) => String::new(),
                _ => format!(" {hour:02}:{minute:02}:{second:02}"),
            };
            Cell::new(CellKind::Date, format!("{year:04}-{month:02}-{day:02}{time}"))
        }
        DataRef::DateTimeIso(text) => Cell::new(CellKind::Date, text.replace('T', " ")),
        DataRef::DurationIso(text) => Cell::new(CellKind::Text, text),
        DataRef::Error(error) => Cell::new(CellKind::Error, error.to_string()),
    }
}
