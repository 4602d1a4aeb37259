//! 导入, step by step: look at a file, check it, see every problem and every change, import, take back.
//! Between the steps the file that was read lies on the desk; each step says if it changed meanwhile.

mod read_file;
mod shapes;
#[cfg(test)]
mod tests;

use std::{path::Path, sync::Arc};

pub use self::read_file::ReadFile;
use self::{
    read_file::{checked, read},
    shapes::{
        ApplyAsked, FileAsked, ImportAsked, ImportMade, ImportSummary, ImportTakenBack, LookAsked,
        ProblemsAsked, ProblemsPage, RecordChangesAsked, RecordChangesPage, RowFinding, SheetRow,
        SheetRowsAsked, SheetRowsPage, TemplateAsked, UndoAsked,
    },
};
use super::{
    FileHandle,
    contract::{Contract, Done, Nothing},
    history::TakenBack,
    session::Sitting,
};
use crate::{
    Error, Office, Result,
    error::OrNotFound,
    files,
    import::{
        self, Finding, ImportOptions, Kind, KindName, Look, Outcome, masked, template, workbook::Workbook,
    },
    progress::Progress,
    store::{OperationId, OperationKind, history},
    text,
};

/// Most things of one page.
const MOST: usize = 500;
/// How many of the newest operations are looked through for imports.
const RECENT: u32 = 500;

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.sit("import.look", look);
    all.sit("import.check", check);
    all.sit("import.apply", apply);
    all.sit("import.problems", |sitting: &mut Sitting, asked: &ProblemsAsked, _| problems(sitting, asked));
    all.sit("import.changes", |sitting: &mut Sitting, asked: &RecordChangesAsked, _| changes(sitting, asked));
    all.sit("import.rows", rows);
    all.sit("import.findings", |sitting: &mut Sitting, asked: &FileAsked, _| findings(sitting, asked));
    all.sit("import.template", |sitting: &mut Sitting, asked: &TemplateAsked, _| blank(sitting, asked));
    all.sit("import.leave", |sitting: &mut Sitting, _: &Nothing, _| -> Result<Done> {
        sitting.importing = None;
        Ok(())
    });
    all.read("import.recent", recent);
    all.change("import.undo", undo);
}

fn look(sitting: &mut Sitting, asked: &LookAsked, progress: &dyn Progress) -> Result<Look> {
    let (workbook, name) = read(sitting, &asked.file, progress)?;
    import::look(sitting.office()?.read(), &workbook, &name, asked.kind, asked.mapping.as_ref())
}

fn options(asked: &ImportAsked, check: bool, sitting: &Sitting) -> ImportOptions {
    ImportOptions {
        check,
        strict: asked.strict,
        mapping: asked.mapping.clone(),
        findings: None,
        as_of: asked.as_of,
        preview: true,
        xls_reader: sitting.places.xls_reader.clone(),
    }
}

fn summary(workbook: &Workbook, outcome: &Outcome, operation: Option<OperationId>) -> ImportSummary {
    ImportSummary {
        sha256: workbook.sha256.clone(),
        rows: outcome.rows,
        created: outcome.created,
        updated: outcome.updated,
        unchanged: outcome.unchanged,
        errors: outcome.errors,
        warnings: outcome.warnings,
        notes: outcome.notes.clone(),
        refused: outcome.refused,
        applied: outcome.applied,
        operation,
    }
}

fn check(sitting: &mut Sitting, asked: &ImportAsked, progress: &dyn Progress) -> Result<ImportSummary> {
    run(sitting, asked, true, None, progress)
}

fn apply(sitting: &mut Sitting, asked: &ApplyAsked, progress: &dyn Progress) -> Result<ImportSummary> {
    run(sitting, &asked.import, false, Some(&asked.sha256), progress)
}

fn run(
    sitting: &mut Sitting,
    asked: &ImportAsked,
    check: bool,
    checked: Option<&str>,
    progress: &dyn Progress,
) -> Result<ImportSummary> {
    let kind = Kind::of(asked.kind, asked.programme)?;
    let (workbook, _) = read(sitting, &asked.file, progress)?;
    if checked.is_some_and(|checked| checked != workbook.sha256) {
        return Err(
            Error::refused("文件在检查以后改动过，没有导入").hint("请重新检查这个文件，看过结果再导入。")
        );
    }
    let options = options(asked, check, sitting);
    let office = sitting.office_mut()?;
    let outcome = import::run_read(office, kind, &workbook, &options, progress)?;
    let operation =
        if outcome.applied { history::head(office.read())?.map(|(operation, _)| operation) } else { None };
    let summary = summary(&workbook, &outcome, operation);
    if let Some(file) = &mut sitting.importing {
        file.outcome = Some(Arc::new(outcome));
    }
    Ok(summary)
}

/// A page of a list: its part, and how many there are.
fn page<T: Clone>(all: &[T], from: usize, count: usize) -> Vec<T> {
    all.iter().skip(from).take(count.min(MOST)).cloned().collect()
}

fn problems(sitting: &mut Sitting, asked: &ProblemsAsked) -> Result<ProblemsPage> {
    let (_, outcome) = checked(sitting, &asked.file)?;
    let wanted: Vec<&Finding> = outcome
        .findings
        .iter()
        .filter(|finding| asked.level.is_none_or(|level| level == finding.level))
        .collect();
    let findings = page(&wanted, asked.from, asked.count)
        .into_iter()
        .map(|finding| Finding { value: finding.value.as_deref().map(masked), ..finding.clone() });
    Ok(ProblemsPage { total: wanted.len(), findings: findings.collect() })
}

fn changes(sitting: &mut Sitting, asked: &RecordChangesAsked) -> Result<RecordChangesPage> {
    let (_, outcome) = checked(sitting, &asked.file)?;
    let search = asked.search.as_deref().map(text::squeeze).filter(|search| !search.is_empty());
    let holds = |text: &str| search.as_deref().is_none_or(|search| text::squeeze(text).contains(search));
    let wanted: Vec<_> = outcome
        .changes
        .iter()
        .filter(|change| asked.kind.is_none_or(|kind| kind == change.kind))
        .filter(|change| holds(&change.record) || change.about.as_deref().is_some_and(holds))
        .collect();
    let changes = page(&wanted, asked.from, asked.count).into_iter().cloned().collect();
    Ok(RecordChangesPage { total: wanted.len(), changes })
}

fn rows(sitting: &mut Sitting, asked: &SheetRowsAsked, progress: &dyn Progress) -> Result<SheetRowsPage> {
    let (workbook, _) = read(sitting, &asked.file, progress)?;
    let outcome = sitting.importing.as_ref().and_then(|file| file.outcome.clone());
    let sheet = workbook.sheets.iter().find(|sheet| sheet.name == asked.sheet);
    let sheet = sheet.or_not_found(|| format!("文件里没有工作表“{}”", asked.sheet))?;
    let mut findings: std::collections::HashMap<u32, Vec<RowFinding>> = std::collections::HashMap::new();
    for finding in outcome.iter().flat_map(|outcome| &outcome.findings) {
        if finding.sheet == sheet.name {
            findings.entry(finding.row).or_default().push(RowFinding {
                level: finding.level,
                letters: finding.letters.clone(),
                message: finding.message.clone(),
            });
        }
    }
    let places: Vec<usize> = (0..sheet.rows.len())
        .filter(|place| {
            let number = sheet.rows.get(*place).map_or(0, |row| row.number);
            !asked.only_problems || findings.contains_key(&number)
        })
        .collect();
    let count = asked.count.clamp(1, MOST);
    let from = match asked.row {
        Some(wanted) => {
            let before = |place: &usize| sheet.rows.get(*place).is_some_and(|row| row.number < wanted);
            places.partition_point(before) / count * count
        }
        None => asked.from,
    };
    let shown = import::shown_rows(sheet, places.iter().skip(from).take(count).copied());
    let rows = shown
        .into_iter()
        .map(|row| SheetRow {
            findings: findings.remove(&row.row).unwrap_or_default(),
            row: row.row,
            cells: row.cells,
        })
        .collect();
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let letters = (0..width).map(import::workbook::column_letters).collect();
    Ok(SheetRowsPage { total: places.len(), from, letters, rows })
}

fn findings(sitting: &mut Sitting, asked: &FileAsked) -> Result<FileHandle> {
    let (workbook, outcome) = checked(sitting, &asked.file)?;
    let name = sitting.files.path(&asked.file)?;
    let stem = name.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    // The workbook that is written back is often the one that is mended and checked again.
    let stem = stem.trim_end_matches(PROBLEMS);
    let target = files::free_name(&sitting.places.out, &format!("{stem}{PROBLEMS}"), "xlsx")?;
    import::write_findings(&target, &workbook, &outcome)?;
    sitting.files.add(&target)
}

/// What is put behind the name of a workbook with findings.
const PROBLEMS: &str = "-问题";

fn blank(sitting: &mut Sitting, asked: &TemplateAsked) -> Result<FileHandle> {
    let items = match asked.kind {
        KindName::Ballots => import::items(sitting.office()?.read())?,
        _ => Vec::new(),
    };
    let (name, bytes) = template::template(asked.kind, &items)?;
    let target = files::free_name(&sitting.places.out, &name, "xlsx")?;
    files::write(&target, &bytes)?;
    sitting.files.add(&target)
}

fn is_import(kind: OperationKind, name: &str) -> bool {
    kind == OperationKind::Change && KindName::ALL.iter().any(|kind| kind.operation() == name)
}

fn recent(office: &Office, _: &Nothing) -> Result<Vec<ImportMade>> {
    const SHOWN: usize = 10;
    let all = office.history(Some(RECENT))?;
    Ok(all.into_iter().filter(|entry| is_import(entry.kind, &entry.name)).take(SHOWN).collect())
}

/// Takes an import back when nothing stands after it; else says what stands in the way.
fn undo(office: &mut Office, asked: &UndoAsked) -> Result<ImportTakenBack> {
    let all = office.history(None)?;
    let place = all.iter().position(|entry| entry.id == asked.operation);
    let entry = place.and_then(|place| all.get(place));
    let entry = entry
        .filter(|entry| is_import(entry.kind, &entry.name))
        .or_not_found(|| "操作记录里没有这次导入".to_owned())?;
    if entry.undone {
        return Err(Error::refused("这次导入已经撤销").hint("台账里没有它的内容了，不用再撤销。"));
    }
    if entry.undoable {
        return office.undo().map(|name| TakenBack { name });
    }
    let later: Vec<&str> = all
        .iter()
        .take(place.unwrap_or(0))
        .filter(|later| later.kind == OperationKind::Change && !later.undone)
        .map(|later| later.name.as_str())
        .collect();
    let newest = later.first().copied().unwrap_or_default();
    Err(Error::refused(format!(
        "这次导入之后又做了 {} 项操作（最近一项是“{newest}”），不能单独撤销这次导入",
        later.len()
    ))
    .hint("请用上方的“撤销”从最后一项起依次撤销；或在“数据与备份”里恢复导入前的自动备份，之后录入的内容会一起退回。"))
}

/// The name of a file, to guess by.
fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
