//! .xls, read in a child process of the same program with limits of memory and time.
//!
//! The reader of the old binary format can panic, abort or ask for gigabytes on a damaged file
//! (`measured.md`, Excel). In a child, its death is one clear sentence. A shell offers the child by
//! calling [`child_main`] for the hidden subcommand `__read-xls FILE`.

use std::{
    io::Read,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xls, XlsError};
use serde::{Deserialize, Serialize};

use super::{
    guard,
    workbook::{Budget, Cell, CellKind, MAX_SECONDS, MAX_SHEETS, Sheet, SheetBuilder, over},
    xlsx::{merged, value_cell},
};
use crate::{
    Error, Result,
    progress::{Progress, Silent},
};

/// The hidden subcommand under which a shell calls [`child_main`].
pub const SUBCOMMAND: &str = "__read-xls";

/// Memory that the child may use for the file, in bytes (200 MB), beyond what the program itself needs.
#[cfg(unix)]
const MEMORY: u64 = 200_000_000;
/// Longest answer of the child, in bytes.
const MAX_ANSWER: u64 = 300_000_000;

/// What the child prints.
#[derive(Serialize, Deserialize)]
enum Answer {
    Sheets(Vec<Sheet>, Vec<String>),
    Refused { message: String, hint: Option<String> },
}

/// The child: limits itself, reads the file, prints JSON on stdout, returns the exit code.
pub fn child_main(path: &Path) -> i32 {
    #[cfg(unix)]
    if limit_itself().is_err() {
        return 3;
    }
    let answer = match read_here(path) {
        Ok((sheets, hidden)) => Answer::Sheets(sheets, hidden),
        Err(error) => Answer::Refused { message: error.message, hint: error.hint },
    };
    match serde_json::to_writer(std::io::stdout().lock(), &answer) {
        Ok(()) => 0,
        Err(_) => 3,
    }
}

#[cfg(unix)]
fn limit_itself() -> rustix::io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = |value| Rlimit { current: Some(value), maximum: Some(value) };
    // Data counts what the heap takes and not the program's own code and fonts.
    setrlimit(Resource::Data, limit(MEMORY))?;
    setrlimit(Resource::As, limit(MEMORY * 5))?;
    setrlimit(Resource::Cpu, limit(MAX_SECONDS))?;
    setrlimit(Resource::Core, limit(0))
}

fn read_here(path: &Path) -> Result<(Vec<Sheet>, Vec<String>)> {
    let refuse = |error: XlsError| match error {
        XlsError::Password => Error::refused("文件有密码，不能读取")
            .hint("请用 Excel 或 WPS 打开，取消打开密码，另存后再导入。"),
        error => guard::damaged(error),
    };
    let file = std::fs::File::open(path).map_err(|error| crate::files::io_error(path, "读取", &error))?;
    let mut workbook = Xls::new(std::io::BufReader::new(file)).map_err(refuse)?;
    let mut budget = Budget::new(&Silent);
    let (mut sheets, mut hidden) = (Vec::new(), Vec::new());
    for metadata in workbook.sheets_metadata().to_vec() {
        match (metadata.typ, metadata.visible) {
            (SheetType::WorkSheet, SheetVisible::Visible) => {}
            (SheetType::WorkSheet, _) => {
                hidden.push(metadata.name);
                continue;
            }
            _ => continue,
        }
        if sheets.len() == MAX_SHEETS {
            return Err(over(&format!("工作表超过 {MAX_SHEETS} 张")));
        }
        let values = workbook.worksheet_range(&metadata.name).map_err(refuse)?;
        let formulas = workbook.worksheet_formula(&metadata.name).map_err(refuse)?;
        let mut builder = SheetBuilder::new(metadata.name.clone());
        let (first_row, first_column) = values.start().unwrap_or_default();
        let (first_formula, _) = formulas.start().unwrap_or((u32::MAX, 0));
        let first = first_row.min(first_formula);
        let last = values.end().map_or(0, |end| end.0).max(formulas.end().map_or(0, |end| end.0));
        let last_column = values.end().map_or(0, |end| end.1).max(formulas.end().map_or(0, |end| end.1));
        let first_column = first_column.min(formulas.start().map_or(u32::MAX, |start| start.1));
        for row in first..=last {
            for column in first_column..=last_column {
                let formula = formulas.get_value((row, column)).filter(|formula| !formula.is_empty());
                let cell = match (formula, values.get_value((row, column))) {
                    (Some(formula), _) => Cell::new(CellKind::Formula, format!("={formula}")),
                    (None, Some(value)) => value_cell(borrowed(value)),
                    (None, None) => continue,
                };
                builder.put(row + 1, column, cell, &mut budget)?;
            }
        }
        for merge in workbook.merge_cells_by_sheet_name(&metadata.name).map_err(refuse)? {
            builder.merge(merged(merge))?;
        }
        sheets.push(builder.finish());
    }
    Ok((sheets, hidden))
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// Has a child read the file.
///
/// # Errors
/// Refused when the child refuses, dies or takes longer than 20 seconds; cancelled.
pub(super) fn read(path: &Path, reader: &Path, progress: &dyn Progress) -> Result<(Vec<Sheet>, Vec<String>)> {
    let mut child = Command::new(reader)
        .arg(SUBCOMMAND)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(Error::internal)?;
    let answer = child.stdout.take().map(|stdout| {
        std::thread::spawn(move || {
            let mut text = Vec::new();
            stdout.take(MAX_ANSWER).read_to_end(&mut text).map(|_| text)
        })
    });
    let status = wait(&mut child, progress);
    if status.is_err() {
        // Its time is up, or the clerk stopped it: nothing of it may stay behind.
        let _ = child.kill();
        let _ = child.wait();
    }
    let text = answer.and_then(|answer| answer.join().ok()).and_then(Result::ok);
    let status = status?;
    let unreadable = || {
        Error::refused("读不了这个 .xls 文件：文件已损坏，或需要的内存超过上限")
            .hint("请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。")
            .cause(status)
    };
    if !status.success() {
        return Err(unreadable());
    }
    match text.and_then(|text| serde_json::from_slice(&text).ok()) {
        Some(Answer::Sheets(sheets, hidden)) => Ok((sheets, hidden)),
        Some(Answer::Refused { message, hint }) => {
            let error = Error::refused(message);
            Err(match hint {
                Some(hint) => error.hint(hint),
                None => error,
            })
        }
        None => Err(unreadable()),
    }
}

fn wait(child: &mut Child, progress: &dyn Progress) -> Result<ExitStatus> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(Error::internal)? {
            return Ok(status);
        }
        progress.step("读取", started.elapsed().as_secs(), MAX_SECONDS)?;
        if started.elapsed().as_secs() >= MAX_SECONDS {
            return Err(over(&format!("读取这个 .xls 文件已超过 {MAX_SECONDS} 秒")));
        }
        std::thread::sleep(Duration::from_millis(15));
    }
}
