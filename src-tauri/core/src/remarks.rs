//! What is said of a form's fields before it is saved: an error is a fact that cannot be true, a
//! warning one that looks wrong but may be (`design.md` §6). The clerk mends the first and confirms the
//! second.
//!
//! A room of its own because the same rules speak to a row of a roster and to a form on the screen.

use schemars::JsonSchema;
use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RemarkWeight {
    /// Cannot be true: nothing is saved.
    Error,
    /// Looks wrong: saved once confirmed.
    Warning,
}

/// One remark on one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Remark {
    /// How bad it is.
    pub weight: RemarkWeight,
    /// The field of the form, by its name in the contract: `joined_on`.
    pub field: &'static str,
    /// Which line of a list inside the form, from 0; null for the form itself.
    pub row: Option<usize>,
    /// What is wrong and what to do, in Chinese.
    pub message: String,
}

impl Remark {
    /// Something that cannot be true.
    pub fn error(field: &'static str, message: impl Into<String>) -> Self {
        Self { weight: RemarkWeight::Error, field, row: None, message: message.into() }
    }

    /// Something that looks wrong but may be true.
    pub fn warning(field: &'static str, message: impl Into<String>) -> Self {
        Self { weight: RemarkWeight::Warning, field, row: None, message: message.into() }
    }

    /// The same, of a line of a list inside the form.
    #[must_use]
    pub fn of_row(mut self, row: usize) -> Self {
        self.row = Some(row);
        self
    }
}

/// Whether a form with these remarks may be saved.
pub fn may_save(remarks: &[Remark], confirmed: bool) -> bool {
    remarks.iter().all(|remark| remark.weight == RemarkWeight::Warning && confirmed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_never_confirmed_and_a_warning_must_be() {
        let (error, warning) =
            (Remark::error("name", "姓名不能为空"), Remark::warning("sex", "与身份证号码不符"));
        for (remarks, confirmed, may) in [
            (vec![], false, true),
            (vec![warning.clone()], false, false),
            (vec![warning.clone()], true, true),
            (vec![warning, error], true, false),
        ] {
            assert_eq!(may_save(&remarks, confirmed), may, "{remarks:?}");
        }
    }
}
