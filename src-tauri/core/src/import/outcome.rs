//! What an import says: what it would change or has changed, what was found, where.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::labels::labelled;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "FindingLevel")]
pub enum Level {
    /// Cannot be true, or cannot be read: the import is refused.
    Error,
    /// May be true: the clerk confirms.
    Warning,
}

/// One finding in a workbook: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// How bad.
    pub level: Level,
    /// Name of the sheet; of a csv file, the file's name without its ending.
    pub sheet: String,
    /// Row as the spreadsheet counts, from 1.
    pub row: u32,
    /// The header's text of the column; none when the whole row is meant.
    pub column: Option<String>,
    /// The letters over the column, as the spreadsheet counts; none when the sheet has no such column.
    pub letters: Option<String>,
    /// What was read there.
    pub value: Option<String>,
    /// A Chinese sentence: the reason and what to do.
    pub message: String,
}

/// What an import would do or has done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Outcome {
    /// Data rows read: each of them created, updated or unchanged, unless it has errors.
    pub rows: u64,
    /// Records that are new.
    pub created: u64,
    /// Records that change.
    pub updated: u64,
    /// Records that are as the file says already.
    pub unchanged: u64,
    /// Per changed record, what changes; new records too where they were asked for.
    pub changes: Vec<RecordChange>,
    /// Everything found, up to a limit that the notes name.
    pub findings: Vec<Finding>,
    /// How many errors were found, those beyond the limit too.
    pub errors: u64,
    /// How many warnings.
    pub warnings: u64,
    /// What else the clerk should know: rows skipped, columns not used, nothing to do.
    pub notes: Vec<String>,
    /// Whether something was written: false for a rehearsal, a refusal, and when there was nothing to do.
    pub applied: bool,
    /// Whether the findings forbid the import: errors, or warnings under `--strict`.
    pub refused: bool,
}

labelled! {
    /// What becomes of a record.
    pub enum ChangeKind { Created = "新增", Updated = "更新" }
}

/// What an import changes in one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecordChange {
    /// 新增 or 更新.
    pub kind: ChangeKind,
    /// Whose record: a name, a code.
    pub record: String,
    /// What tells it from another of the same name: a branch, whose pledge it is.
    pub about: Option<String>,
    /// The row that says so: name of its sheet, and as the spreadsheet counts.
    pub sheet: String,
    /// The row.
    pub row: u32,
    /// Per field: header word, before, after.
    pub fields: Vec<FieldChange>,
}

/// One field before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FieldChange {
    /// The field's official word.
    pub field: String,
    /// Before; null when empty.
    pub before: Option<String>,
    /// After; null when empty.
    pub after: Option<String>,
}

impl Outcome {
    /// Most changes that are kept one by one for a screen; the rest is only counted.
    pub const MOST_SHOWN: usize = 20_000;
}

impl FieldChange {
    /// A field of a new record.
    pub(super) fn new(field: &str, after: Option<String>) -> Option<Self> {
        after.map(|after| Self { field: field.to_owned(), before: None, after: Some(after) })
    }
}
