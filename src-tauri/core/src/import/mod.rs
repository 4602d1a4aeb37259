//! What comes in from outside: guard > read > map columns > preview > apply.
//!
//! A room of its own because everything from outside is hostile until checked. An import applies
//! wholly or not at all and is one undo. This room reads; the rules are the features'.

mod csv;
pub mod guard;
pub mod workbook;
pub mod xls;
mod xlsx;

use serde::Serialize;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Cannot be true, or cannot be read: the import is refused.
    Error,
    /// May be true: the clerk confirms.
    Warning,
}

/// One finding in a workbook: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Finding {
    /// How bad.
    pub level: Level,
    /// Name of the sheet; of a csv file, the file's name without its ending.
    pub sheet: String,
    /// Row as the spreadsheet counts, from 1.
    pub row: u32,
    /// The header's text of the column; none when the whole row is meant.
    pub column: Option<String>,
    /// What was read there.
    pub value: Option<String>,
    /// A Chinese sentence: the reason and what to do.
    pub message: String,
}

/// What an import would do or has done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, schemars::JsonSchema)]
pub struct Outcome {
    /// Data rows read.
    pub rows: u64,
    /// Records that are new.
    pub created: u64,
    /// Records that change.
    pub updated: u64,
    /// Records that are as the file says already.
    pub unchanged: u64,
    /// Per changed record, what changes.
    pub changes: Vec<RecordChange>,
    /// Everything found.
    pub findings: Vec<Finding>,
}

/// What an import changes in one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RecordChange {
    /// Whose record: a name, a code.
    pub record: String,
    /// Per field: header word, before, after.
    pub fields: Vec<FieldChange>,
}

/// One field before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct FieldChange {
    /// The field's official word.
    pub field: String,
    /// Before; null when empty.
    pub before: Option<String>,
    /// After; null when empty.
    pub after: Option<String>,
}
