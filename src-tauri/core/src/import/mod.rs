//! What comes in from outside: guard > read > map columns > preview > apply.
//!
//! A room of its own because everything from outside is hostile until checked. An import applies
//! wholly or not at all and is one undo. This room reads; the rules are the features'.
//!
//! Rules that hold for every import: an empty cell never erases what the office knows; a formula is
//! never evaluated; what is not recognised is not read, and said.

mod ballots;
pub mod columns;
mod csv;
mod dates;
mod findings;
pub mod guard;
mod guess;
mod header;
mod look;
pub mod mapping;
mod members;
mod nominations;
mod organizations;
mod outcome;
mod pledges;
mod shown;
mod subjects;
mod table;
pub mod template;
#[cfg(test)]
mod tests;
mod values;
pub mod workbook;
pub mod xls;
mod xlsx;

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::{findings::Findings, mapping::Mapping, table::Table, workbook::Workbook};
pub use self::{
    look::{
        ColumnLook, FieldLook, Guess, How, Look, RowLook, SheetLook, SheetState, TableLook, items, look,
        shown_rows,
    },
    outcome::{ChangeKind, FieldChange, Finding, Level, Outcome, RecordChange},
    shown::masked,
};
use crate::{
    Error, ErrorCode, Office, Result,
    clock::{check_as_of, chinese_date},
    commendations::ProgrammeId,
    progress::Progress,
    store::Change,
};

/// What a file is imported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 党组织名册.
    Organizations,
    /// 党员花名册.
    Members,
    /// 公开承诺.
    Pledges,
    /// 群众评议票.
    Ballots,
    /// 推荐对象 of a programme.
    Nominations(ProgrammeId),
}

impl Kind {
    /// The kind of a name; 推荐对象 go into a programme.
    ///
    /// # Errors
    /// Refused when the programme is missing.
    pub fn of(name: KindName, programme: Option<ProgrammeId>) -> Result<Self> {
        Ok(match name {
            KindName::Organizations => Self::Organizations,
            KindName::Members => Self::Members,
            KindName::Pledges => Self::Pledges,
            KindName::Ballots => Self::Ballots,
            KindName::Nominations => Self::Nominations(programme.ok_or_else(|| {
                Error::refused("导入推荐对象要先选择表彰活动").hint("请选择这些推荐对象属于哪一次表彰活动。")
            })?),
        })
    }

    /// The name of the operation in the history.
    pub fn operation(self) -> &'static str {
        match self {
            Self::Organizations => KindName::Organizations,
            Self::Members => KindName::Members,
            Self::Pledges => KindName::Pledges,
            Self::Ballots => KindName::Ballots,
            Self::Nominations(_) => KindName::Nominations,
        }
        .operation()
    }
}

/// What a file is imported as, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KindName {
    /// 党组织名册.
    Organizations,
    /// 党员花名册.
    Members,
    /// 公开承诺.
    Pledges,
    /// 群众评议票.
    Ballots,
    /// 推荐对象.
    Nominations,
}

impl KindName {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Organizations, Self::Members, Self::Pledges, Self::Ballots, Self::Nominations];

    /// The name of the operation in the history.
    pub fn operation(self) -> &'static str {
        match self {
            Self::Organizations => "导入党组织名册",
            Self::Members => "导入党员花名册",
            Self::Pledges => "导入公开承诺",
            Self::Ballots => "导入群众评议票",
            Self::Nominations => "导入推荐对象",
        }
    }
}

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Changes nothing: says what would change (`--check`).
    pub check: bool,
    /// Refuses on warnings too (`--strict`).
    pub strict: bool,
    /// How the clerk names the columns.
    pub mapping: Option<Mapping>,
    /// Where to write the workbook with the 问题 column; an .xlsx.
    pub findings: Option<PathBuf>,
    /// The day the file speaks of, in place of its own 统计截止日期.
    pub as_of: Option<NaiveDate>,
    /// Lists what new records will hold too, for a screen; then no more than [`Outcome::MOST_SHOWN`]
    /// changes are kept.
    pub preview: bool,
    /// The program to start for .xls: the running program, which offers [`xls::child_main`].
    pub xls_reader: PathBuf,
}

/// Imports a file, or says what an import would do. With errors, or warnings under `strict`, nothing
/// is changed and [`Outcome::applied`] is false. A file that says nothing new leaves no trace in the
/// history.
///
/// # Errors
/// Refused when the file is not let in, is no such table, or `as_of` lies in the future; cancelled;
/// storage errors. Faults of single rows are no errors here but findings.
pub fn run(
    office: &mut Office,
    what: Kind,
    path: &Path,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<Outcome> {
    if let Some(day) = options.as_of {
        check_as_of(day, office.clock().today())?;
    }
    if let Some(target) = &options.findings {
        findings::check_target(target, path)?;
    }
    let workbook = workbook::read(path, &options.xls_reader, progress)?;
    let mut outcome = run_read(office, what, &workbook, options, progress)?;
    if let Some(target) = &options.findings {
        match write_findings(target, &workbook, &outcome) {
            // The records are in: an error would say that nothing was done.
            Err(error) if outcome.applied => {
                outcome.notes.push(format!("已导入，但问题清单没有写成：{error}"));
            }
            written => written?,
        }
    }
    Ok(outcome)
}

/// As [`run`], of a workbook that was read before; writes no findings.
///
/// # Errors
/// As [`run`].
pub fn run_read(
    office: &mut Office,
    what: Kind,
    workbook: &Workbook,
    options: &ImportOptions,
    progress: &dyn Progress,
) -> Result<Outcome> {
    let today = office.clock().today();
    if let Some(day) = options.as_of {
        check_as_of(day, today)?;
    }
    let mut findings = Findings::default();
    let desk = Desk {
        workbook,
        mapping: options.mapping.as_ref(),
        as_of: options.as_of,
        preview: options.preview,
        today,
        progress,
    };
    let plan = match what {
        Kind::Organizations => organizations::plan(office.read(), &desk, &mut findings)?,
        Kind::Members => members::plan(office.read(), &desk, &mut findings)?,
        Kind::Pledges => pledges::plan(office.read(), &desk, &mut findings)?,
        Kind::Ballots => ballots::plan(office.read(), &desk, &mut findings)?,
        Kind::Nominations(programme) => nominations::plan(office.read(), programme, &desk, &mut findings)?,
    };
    let mut outcome = plan.outcome;
    let blocked = |findings: &Findings| findings.errors() > 0 || (options.strict && findings.warnings() > 0);
    if !blocked(&findings) && !plan.steps.is_empty() {
        let refusals = RefCell::new(Findings::default());
        let work = |change: &Change<'_>| {
            change.describe(format!(
                "新增 {}，更新 {}，不变 {}；文件 SHA-256 {}",
                outcome.created, outcome.updated, outcome.unchanged, workbook.sha256
            ));
            apply(change, workbook, &plan.steps, &refusals, progress)
        };
        let applied = if options.check {
            office.rehearse(work)
        } else {
            office.backup_before("导入", progress)?;
            office.change(what.operation(), work)
        };
        findings = findings.with(refusals.into_inner());
        match applied {
            // A rule of a feature said no to one row: that is a finding like the others.
            Err(_) if findings.errors() > 0 => {}
            Err(error) => return Err(error),
            Ok(()) => outcome.applied = !options.check,
        }
    } else if plan.steps.is_empty() && findings.errors() == 0 && outcome.rows > 0 {
        findings.say("文件内容与台账一致，没有需要改动的地方".to_owned());
    }
    if outcome.rows == 0 {
        findings.say("文件里只有表头，没有数据行；请核对是否选错了文件".to_owned());
    }
    outcome.refused = blocked(&findings);
    (outcome.errors, outcome.warnings) = (findings.errors(), findings.warnings());
    (outcome.findings, outcome.notes) = findings.into_parts(workbook);
    Ok(outcome)
}

/// Writes the workbook back with the 问题 column.
///
/// # Errors
/// Storage errors.
pub fn write_findings(target: &Path, workbook: &Workbook, outcome: &Outcome) -> Result<()> {
    findings::write(target, workbook, &outcome.findings)
}

/// What the clerk put on the desk for one import.
struct Desk<'a> {
    workbook: &'a Workbook,
    mapping: Option<&'a Mapping>,
    as_of: Option<NaiveDate>,
    preview: bool,
    today: NaiveDate,
    progress: &'a dyn Progress,
}

impl Desk<'_> {
    /// Whether the fields of one more new record are wanted.
    fn shows_new(&self, outcome: &Outcome) -> bool {
        self.preview && outcome.changes.len() < Outcome::MOST_SHOWN
    }

    /// What changes in the record of a row.
    fn change(
        &self,
        (sheet, row): (usize, u32),
        kind: ChangeKind,
        record: String,
        about: Option<String>,
        fields: Vec<FieldChange>,
    ) -> RecordChange {
        let sheet = self.workbook.sheets.get(sheet).map(|sheet| sheet.name.clone()).unwrap_or_default();
        RecordChange { kind, record, about, sheet, row, fields }
    }

    /// Adds what changes in a record: all of it for a script, up to a limit for a screen.
    fn show(&self, outcome: &mut Outcome, change: RecordChange) {
        if !self.preview || outcome.changes.len() < Outcome::MOST_SHOWN {
            outcome.changes.push(change);
        }
    }

    /// The day a sheet speaks of: `--as-of`, else its own 统计截止日期, else today
    /// (`decisions.md` 14, 25).
    fn as_of(&self, table: &Table<'_>, findings: &mut Findings) -> NaiveDate {
        let own = table.as_of;
        if let Some((row, day)) = own.filter(|(_, day)| *day > self.today) {
            findings.sheet_error(
                table.sheet,
                row,
                format!("表中的统计截止日期{}晚于今天；请核对表中的日期", chinese_date(day)),
            );
        }
        match (self.as_of, own) {
            (Some(asked), Some((row, day))) if asked > day => {
                findings.sheet_warning(
                    table.sheet,
                    row,
                    format!(
                        "指定的截止日期{}晚于表中的统计截止日期{}；请确认这段时间没有变动",
                        chinese_date(asked),
                        chinese_date(day)
                    ),
                );
                asked
            }
            (Some(asked), _) => asked,
            (None, Some((_, day))) => day.min(self.today),
            (None, None) => self.today,
        }
    }
}

/// What an import is going to do, worked out before anything is written.
struct Plan {
    outcome: Outcome,
    steps: Vec<Step>,
}

/// One thing to do, and the row that asks for it.
struct Step {
    sheet: usize,
    row: u32,
    work: Work,
}

/// What a step does: a value, so that a hundred thousand of them stay small.
enum Work {
    Organizations(organizations::Work),
    Members(members::Work),
    Pledges(pledges::Work),
    Ballots(ballots::Work),
    Nominations(nominations::Work),
}

fn apply(
    change: &Change<'_>,
    workbook: &Workbook,
    steps: &[Step],
    refusals: &RefCell<Findings>,
    progress: &dyn Progress,
) -> Result<()> {
    let mut names = organizations::Names::default();
    for (done, step) in (0_u64..).zip(steps) {
        if done.is_multiple_of(500) {
            progress.step("写入", done, steps.len() as u64)?;
        }
        let result = match &step.work {
            Work::Organizations(work) => work.apply(change, &mut names),
            Work::Members(work) => work.apply(change),
            Work::Pledges(work) => work.apply(change),
            Work::Ballots(work) => work.apply(change),
            Work::Nominations(work) => work.apply(change),
        };
        if let Err(error) = result {
            if matches!(error.code, ErrorCode::Refused | ErrorCode::NotFound)
                && let Some(sheet) = workbook.sheets.get(step.sheet)
            {
                let hint = error.hint.as_deref().map(|hint| format!("；{hint}")).unwrap_or_default();
                refusals.borrow_mut().sheet_error(sheet, step.row, format!("{}{hint}", error.message));
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Takes a value, or notes why it cannot be read.
fn take<T>(
    read: values::Read<Option<T>>,
    line: &table::Line<'_, '_>,
    findings: &mut Findings,
    column: &str,
) -> Option<T> {
    read.unwrap_or_else(|message| {
        line.error(findings, column, message);
        None
    })
}
