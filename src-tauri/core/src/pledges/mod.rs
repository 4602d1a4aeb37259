//! 公开承诺: pledges of organizations and members for a year, their progress and close-out (销号).
//!
//! A room of its own because the ledger is: its numbers (台账号) are never reused, a line is closed
//! and never deleted. It must not judge a pledge: evaluation does.

mod progress;
pub mod rules;
pub mod store;
pub mod subject;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    labels::{labelled, row_id},
    members::Subject,
};

pub use rules::{Fulfilment, days_left, fulfilment, status_on};

row_id! {
    /// One pledged item (承诺事项).
    pub struct PledgeId
}

row_id! {
    /// One progress entry (践诺进展).
    pub struct ProgressId
}

labelled! {
    /// 兑现状态. 销号 is a date of its own: see [`Pledge::closed_on`].
    pub enum PledgeStatus {
        NotStarted = "未启动",
        UnderWay = "推进中",
        Fulfilled = "已兑现",
        PartlyFulfilled = "部分兑现",
        Unfulfilled = "未兑现",
    }
}

/// What a pledged item says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PledgeFacts {
    /// 承诺主体.
    pub subject: Subject,
    /// 年度.
    pub year: i32,
    /// 承诺事项.
    pub content: String,
    /// 类别: 共性承诺, 岗位承诺, 实事承诺 or the office's own word.
    pub category: Option<String>,
    /// 措施.
    pub measure: Option<String>,
    /// 责任人.
    pub owner: Option<String>,
    /// 完成时限.
    pub deadline: Option<NaiveDate>,
    /// 公示日期.
    pub published_on: Option<NaiveDate>,
    /// 公示方式.
    pub published_by: Option<String>,
    /// 兑现状态.
    pub status: PledgeStatus,
    /// 兑现日期.
    pub fulfilled_on: Option<NaiveDate>,
    /// 原因说明.
    pub reason: Option<String>,
}

/// The state of an item, as the clerk enters it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct PledgeState {
    /// 兑现状态.
    pub status: PledgeStatus,
    /// 兑现日期; what was written stays where none is given and the state allows one.
    pub fulfilled_on: Option<NaiveDate>,
    /// 原因说明; what was written stays where none is given.
    pub reason: Option<String>,
}

/// 践诺进展.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProgressEntry {
    /// Row id.
    pub id: ProgressId,
    /// 日期.
    pub happened_on: NaiveDate,
    /// What was done.
    pub content: String,
    /// Whether the ledger wrote it itself when a closed line was opened again: it stays as it is.
    pub kept: bool,
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pledge {
    /// Row id.
    pub id: PledgeId,
    /// 台账号.
    pub ledger_number: i64,
    /// What it says.
    pub facts: PledgeFacts,
    /// 进展: date and text, oldest first.
    pub progress: Vec<(NaiveDate, String)>,
    /// 评诺结果.
    pub appraisal: Option<String>,
    /// 销号日期.
    pub closed_on: Option<NaiveDate>,
    /// 销号人.
    pub closed_by: Option<String>,
}
