//! The definition of a programme: TOML of `assets/commendations/`, read and checked.

use super::{Check, Definition, Kind};

impl Definition {
    /// The kind of a name.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }

    /// Place of a kind among the others.
    pub(super) fn place(&self, name: &str) -> usize {
        self.kinds.iter().position(|kind| kind.name == name).unwrap_or(usize::MAX)
    }
}

impl Check {
    /// What the check is called on paper and screen.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::FullMember => "正式党员",
            Self::Satisfied { .. } => "群众评议",
            Self::PledgesFulfilled { .. } => "承诺兑现",
            Self::OneTitle => "不同时授予两个称号",
            Self::WithinQuota => "名额",
            Self::WithinShare => "比例",
            Self::NotRecentlyHonoured { .. } => "近期未受同类表彰",
        }
    }
}
