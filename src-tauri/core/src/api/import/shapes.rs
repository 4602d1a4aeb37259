//! What the commands of 导入 take and answer.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    api::{FileId, TakenBack},
    commendations::ProgrammeId,
    import::{ChangeKind, Finding, KindName, Level, RecordChange, mapping::Mapping},
    store::{OperationEntry, OperationId},
};

/// A first look at a file.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct LookAsked {
    /// The file.
    pub file: FileId,
    /// As what; guessed without.
    pub kind: Option<KindName>,
    /// How the clerk names the columns.
    pub mapping: Option<Mapping>,
}

/// What is to be imported, and how.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ImportAsked {
    /// The file.
    pub file: FileId,
    /// As what.
    pub kind: KindName,
    /// 表彰活动, for 推荐对象.
    pub programme: Option<ProgrammeId>,
    /// How the clerk names the columns.
    pub mapping: Option<Mapping>,
    /// The day that the file speaks of, in place of its own 统计截止日期.
    pub as_of: Option<NaiveDate>,
    /// Refuse on warnings too.
    #[serde(default)]
    pub strict: bool,
}

/// 导入, after a check.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ApplyAsked {
    /// The same as was checked.
    pub import: ImportAsked,
    /// The hash of the file that was checked: nothing else is imported.
    pub sha256: String,
}

/// What an import would do or has done, in figures. Findings and changes are asked for page by page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ImportSummary {
    /// SHA-256 of the file.
    pub sha256: String,
    /// Data rows read.
    pub rows: u64,
    /// Records that are new.
    pub created: u64,
    /// Records that change.
    pub updated: u64,
    /// Records that are as the file says already.
    pub unchanged: u64,
    /// How many errors.
    pub errors: u64,
    /// How many warnings.
    pub warnings: u64,
    /// What else the clerk should know.
    pub notes: Vec<String>,
    /// Whether the findings forbid the import.
    pub refused: bool,
    /// Whether something was written.
    pub applied: bool,
    /// The operation that was entered into the history: what 撤销本次导入 takes back.
    pub operation: Option<OperationId>,
}

/// A file that was looked at before.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct FileAsked {
    /// The file.
    pub file: FileId,
}

/// A page of what was found.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ProblemsAsked {
    /// The file, checked before.
    pub file: FileId,
    /// Only errors, or only warnings.
    pub level: Option<Level>,
    /// The first one, from 0.
    pub from: usize,
    /// How many at most.
    pub count: usize,
}

/// A page of what was found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProblemsPage {
    /// How many there are.
    pub total: usize,
    /// Long numbers in `value` are masked.
    pub findings: Vec<Finding>,
}

/// A page of what changes.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct RecordChangesAsked {
    /// The file, checked before.
    pub file: FileId,
    /// Only new records, or only changed ones.
    pub kind: Option<ChangeKind>,
    /// Only records whose name or branch holds this.
    pub search: Option<String>,
    /// The first one, from 0.
    pub from: usize,
    /// How many at most.
    pub count: usize,
}

/// A page of what changes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecordChangesPage {
    /// How many there are.
    pub total: usize,
    /// ID and phone numbers are masked.
    pub changes: Vec<RecordChange>,
}

/// A page of a sheet's rows.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SheetRowsAsked {
    /// The file, looked at before.
    pub file: FileId,
    /// Name of the sheet.
    pub sheet: String,
    /// Only rows with findings.
    #[serde(default)]
    pub only_problems: bool,
    /// The row, as the spreadsheet counts, that the page must hold; `from` is not used then.
    pub row: Option<u32>,
    /// The first one, from 0.
    #[serde(default)]
    pub from: usize,
    /// How many at most.
    pub count: usize,
}

/// A page of a sheet's rows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SheetRowsPage {
    /// How many there are.
    pub total: usize,
    /// The first one of this page, from 0.
    pub from: usize,
    /// The letters over the columns of the sheet.
    pub letters: Vec<String>,
    /// The rows.
    pub rows: Vec<SheetRow>,
}

/// A row of a sheet with what was found in it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SheetRow {
    /// As the spreadsheet counts.
    pub row: u32,
    /// Its cells from column A on, long numbers masked.
    pub cells: Vec<String>,
    /// What was found.
    pub findings: Vec<RowFinding>,
}

/// Something found in a row.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RowFinding {
    /// How bad.
    pub level: Level,
    /// The letters over the column; none when the whole row is meant.
    pub letters: Option<String>,
    /// A Chinese sentence: the reason and what to do.
    pub message: String,
}

/// 空白表.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct TemplateAsked {
    /// Of which kind.
    pub kind: KindName,
}

/// 撤销本次导入.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct UndoAsked {
    /// The operation of the import.
    pub operation: OperationId,
}

/// An import that was made, newest first in a list.
pub type ImportMade = OperationEntry;

/// What 撤销本次导入 answers.
pub type ImportTakenBack = TakenBack;
