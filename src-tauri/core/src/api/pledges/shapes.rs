//! What the commands of 公开承诺 take and answer.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    api::indicators::IndicatorRow,
    evaluations::scheme::SubjectKind,
    members::Subject,
    organizations::OrganizationId,
    pledges::{PledgeFacts, PledgeId, PledgeState, PledgeStatus, ProgressEntry, ProgressId},
};

/// Which ledger.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PledgesAsked {
    /// 年度; all years without one.
    pub year: Option<i32>,
    /// 截止日期; today without one.
    pub as_of: Option<NaiveDate>,
}

/// 承诺台账.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PledgeLedger {
    /// The day that it speaks of.
    pub as_of: NaiveDate,
    /// Years that have pledges, newest first.
    pub years: Vec<i32>,
    /// 即将到期: so many days before the deadline.
    pub soon_days: u16,
    /// By 台账号.
    pub lines: Vec<PledgeLine>,
}

/// A line of the ledger, as of a day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PledgeLine {
    /// Row id.
    pub id: PledgeId,
    /// 台账号.
    pub ledger_number: i64,
    /// 年度.
    pub year: i32,
    /// 党组织 | 党员.
    pub subject_kind: SubjectKind,
    /// Whose.
    pub subject_id: Subject,
    /// 承诺主体.
    pub subject: String,
    /// 所在党支部 of a member; the organization itself.
    pub branch: Option<String>,
    /// 承诺事项.
    pub content: String,
    /// 类别.
    pub category: Option<String>,
    /// 措施.
    pub measure: Option<String>,
    /// 责任人.
    pub owner: Option<String>,
    /// 完成时限.
    pub deadline: Option<NaiveDate>,
    /// Days to the deadline, negative once overdue; null where nothing is due any more, or ever.
    pub days_left: Option<i64>,
    /// 公示日期.
    pub published_on: Option<NaiveDate>,
    /// 公示方式.
    pub published_by: Option<String>,
    /// 兑现状态 on the day.
    pub status: PledgeStatus,
    /// 兑现日期.
    pub fulfilled_on: Option<NaiveDate>,
    /// 原因说明.
    pub reason: Option<String>,
    /// How many progress entries.
    pub progress: u64,
    /// The newest entry, as the paper prints it.
    pub last_progress: Option<String>,
    /// 评诺结果.
    pub appraisal: Option<String>,
    /// 销号日期, by the day.
    pub closed_on: Option<NaiveDate>,
    /// 销号人.
    pub closed_by: Option<String>,
}

/// Which figures.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PledgeSummaryAsked {
    /// 年度.
    pub year: i32,
    /// 截止日期; today without one.
    pub as_of: Option<NaiveDate>,
    /// Only this 党组织 and those below it.
    pub organization: Option<OrganizationId>,
}

/// 承诺情况 of a year, as statistics count it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PledgeSummary {
    /// The day that it speaks of.
    pub as_of: NaiveDate,
    /// 承诺事项数, by state, 到期, 兑现率 and others, each with its explanation.
    pub figures: Vec<IndicatorRow>,
    /// What must be said beside them.
    pub notes: Vec<String>,
}

/// One line.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PledgeAsked {
    /// Which.
    pub id: PledgeId,
}

/// One line with everything under it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PledgeDetail {
    /// As the ledger shows it.
    pub line: PledgeLine,
    /// As the form takes it.
    pub facts: PledgeFacts,
    /// Oldest first.
    pub progress: Vec<ProgressEntry>,
}

/// Words that the forms offer: the official ones, then the office's own.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PledgeWords {
    /// 类别.
    pub categories: Vec<String>,
    /// 公示方式.
    pub ways: Vec<String>,
    /// 评诺结果.
    pub appraisals: Vec<String>,
    /// 销号人.
    pub closers: Vec<String>,
}

/// A pledge that was entered.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PledgeAdded {
    /// Row id.
    pub id: PledgeId,
    /// 台账号.
    pub ledger_number: i64,
}

/// New words on a line.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PledgeUpdate {
    /// Which.
    pub id: PledgeId,
    /// All of what it says.
    pub facts: PledgeFacts,
}

/// 登记进展.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NewProgress {
    /// Which line.
    pub id: PledgeId,
    /// 日期.
    pub on: NaiveDate,
    /// What was done.
    pub content: String,
}

/// 更正进展.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ProgressCorrection {
    /// Which entry.
    pub entry: ProgressId,
    /// 日期.
    pub on: NaiveDate,
    /// What was done.
    pub content: String,
}

/// One progress entry.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ProgressAsked {
    /// Which.
    pub entry: ProgressId,
}

/// 更改兑现状态 of the chosen lines.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PledgeStateAsked {
    /// Which lines.
    pub ids: Vec<PledgeId>,
    /// The new state.
    pub state: PledgeState,
}

/// 公示 of the chosen lines.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PledgePublishing {
    /// Which lines.
    pub ids: Vec<PledgeId>,
    /// 公示日期.
    pub on: NaiveDate,
    /// 公示方式; what was written stays where none is given.
    pub by: Option<String>,
}

/// 评诺 of the chosen lines.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PledgeAppraisal {
    /// Which lines.
    pub ids: Vec<PledgeId>,
    /// 评诺结果.
    pub appraisal: String,
}

/// 销号 of the chosen lines.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PledgeClosing {
    /// Which lines.
    pub ids: Vec<PledgeId>,
    /// How those of them stand at last that are not settled yet: neither fulfilled nor given up with a reason.
    pub state: Option<PledgeState>,
    /// 销号日期.
    pub on: NaiveDate,
    /// 销号人.
    pub by: String,
}

/// 撤回销号.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PledgeReopening {
    /// Which line.
    pub id: PledgeId,
    /// Why; it becomes a progress entry.
    pub reason: String,
}

/// How many lines changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LinesChanged {
    /// Lines.
    pub lines: u64,
}
