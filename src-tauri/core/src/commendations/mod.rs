//! 评先表彰: programmes, quotas, nominations and their steps, honours.
//!
//! A room of its own because a commendation is decided step by step, each with a date and an
//! opinion, and what was decided stays: a nomination is never deleted, it ends. Rules that a superior
//! varies (kinds, steps, checks, shares, days of 公示) are the programme's definition, as data. This
//! room must not count evaluations or pledges: `statistics/candidates.rs` gives their figures to the
//! checks.

pub mod calendar;
pub mod checks;
mod definition;
pub mod honours;
pub mod quotas;
pub mod rules;
pub mod standings;
pub mod steps;
pub mod store;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    evaluations::scheme::SubjectKind,
    labels::{labelled, row_id},
    members::Subject,
    organizations::{Domain, OrganizationId},
};
pub use honours::{honours, honours_of_subject};
pub use steps::NominationState;

row_id! {
    /// One programme (表彰活动).
    pub struct ProgrammeId
}

row_id! {
    /// One nomination (推荐).
    pub struct NominationId
}

row_id! {
    /// One honour (荣誉).
    pub struct HonourId
}

labelled! {
    /// How a step ended.
    pub enum StepOutcome { Passed = "通过", Failed = "不通过", Withdrawn = "撤回" }
}

labelled! {
    /// What a check found.
    pub enum CheckOutcome { Passed = "符合", Failed = "不符合", ToConfirm = "待确认" }
}

labelled! {
    /// How a share of persons becomes a number of persons.
    pub enum Rounding { Floor = "舍去", Ceiling = "进一" }
}

/// What a programme goes by: `assets/commendations/*.toml`, frozen with the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Definition {
    /// Steps in order (`decisions.md` 19): 考核, 推荐, 公示, 审定, 表彰.
    pub steps: Vec<String>,
    /// The step during which nominations are published, and objections heard.
    pub publicity_step: String,
    /// Working days of 公示, at least.
    pub publicity_days: u32,
    /// The step that gives the honour.
    pub award_step: String,
    /// 表彰类别.
    #[serde(rename = "kind")]
    pub kinds: Vec<Kind>,
}

/// 表彰类别.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Kind {
    /// 优秀共产党员.
    pub name: String,
    /// Whom it honours.
    pub subject: SubjectKind,
    /// 名 or 个.
    pub measure: String,
    /// Most that a share rule lets through, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<ShareRule>,
    /// The checks, in order.
    #[serde(default)]
    pub checks: Vec<Check>,
}

/// At most `part` of `whole` of the 正式党员: 1/3 舍去, 5/100 进一 (`decisions.md` 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ShareRule {
    /// Numerator.
    pub part: u64,
    /// Denominator.
    pub whole: u64,
    /// What happens to a fraction of a person.
    pub rounding: Rounding,
}

/// An automatic check (`domain.md` §1.4 R3-R7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", deny_unknown_fields, rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Check {
    /// 正式党员 only.
    FullMember,
    /// A valid 群众评议 of the year; its 满意率 is `at_least` percent or more.
    Satisfied {
        /// Percent; the number itself is inside.
        at_least: u32,
    },
    /// 兑现率 of what is due is `at_least` percent or more.
    PledgesFulfilled {
        /// Percent.
        at_least: u32,
    },
    /// Not nominated under another kind of the programme (不同时授予两个称号).
    OneTitle,
    /// The quota of the kind, of the nominating organization and of the domain is not exceeded.
    WithinQuota,
    /// The share rule of the kind is not exceeded.
    WithinShare,
    /// Not honoured with the same title in the last `years` years: to confirm.
    NotRecentlyHonoured {
        /// Years.
        years: u32,
    },
}

/// 表彰活动.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Row id.
    pub id: ProgrammeId,
    /// 年度.
    pub year: i32,
    /// Name.
    pub name: String,
    /// 表彰层次.
    pub level: String,
    /// 依据.
    pub basis: Option<String>,
    /// Kinds, steps, checks.
    pub definition: Definition,
}

/// 名额 of a kind, for everybody, for a nominating organization or for a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// 表彰类别.
    pub kind: String,
    /// 推荐单位.
    pub organization: Option<OrganizationId>,
    /// 领域.
    pub domain: Option<Domain>,
    /// At least.
    pub least: Option<u64>,
    /// At most.
    pub most: Option<u64>,
}

/// 推荐对象.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nomination {
    /// Row id.
    pub id: NominationId,
    /// Of which programme.
    pub programme: ProgrammeId,
    /// 表彰类别.
    pub kind: String,
    /// Who is nominated.
    pub subject: Subject,
    /// 推荐单位.
    pub nominated_by: Option<OrganizationId>,
    /// 推荐日期.
    pub nominated_on: NaiveDate,
    /// 主要事迹.
    pub reason: Option<String>,
    /// 奖惩情况 before these books.
    pub past_honours: Option<String>,
    /// 推荐顺序.
    pub position: i64,
    /// Step by step, oldest first.
    pub steps: Vec<Step>,
    /// 异议, oldest first.
    pub objections: Vec<Objection>,
}

/// What became of a nomination at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// 考核, 推荐, ...
    pub step: String,
    /// How it ended.
    pub outcome: StepOutcome,
    /// When; the first day of 公示.
    pub happened_on: NaiveDate,
    /// Last day of 公示.
    pub until: Option<NaiveDate>,
    /// 意见.
    pub opinion: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
}

/// 异议.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// When it was raised.
    pub raised_on: NaiveDate,
    /// What it says.
    pub content: String,
    /// When it was settled, and whether it was upheld.
    pub settled: Option<(NaiveDate, bool)>,
    /// 核查结论.
    pub finding: Option<String>,
}

/// 荣誉.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Honour {
    /// Row id.
    pub id: HonourId,
    /// Whose it is.
    pub subject: Subject,
    /// 称号.
    pub title: String,
    /// 表彰层次.
    pub level: String,
    /// 表彰日期.
    pub granted_on: NaiveDate,
    /// 表彰单位.
    pub granted_by: Option<String>,
}

/// A check's answer, with the figures behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Checked {
    /// 正式党员.
    pub name: String,
    /// What was found.
    pub outcome: CheckOutcome,
    /// 满意率97.25%（7221/7425）.
    pub figures: String,
}
