//! 群众评议: schemes, meetings, ballots or counts, and their tally.
//!
//! A room of its own because the promise "the number is right" is kept here. Counting is one pure
//! function ([`tally`]); the scheme is data. No voter is ever tied to a ballot: ballots are kept as
//! patterns with a multiplicity. This room must not print and must not know what a member is
//! beyond the id: results by name, branch and period, and who has not been evaluated, are joins and
//! stand in [`crate::statistics`].

pub mod batch;
#[cfg(test)]
mod batch_tests;
pub mod marks;
mod notes;
#[cfg(test)]
mod properties;
pub mod ranking;
mod rates;
mod ready_made;
pub mod scheme;
#[cfg(test)]
mod scheme_tests;
mod score;
pub mod store;
pub mod tally;
#[cfg(test)]
mod tests;
pub mod typed;
mod validation;
mod words;

use chrono::NaiveDate;

use crate::{
    labels::{labelled, row_id},
    members::Subject,
};
pub use ready_made::ready_made;
pub use scheme::Scheme;
pub use validation::{SchemeFault, SchemePart};
pub use words::MarkKey;

row_id! {
    /// One meeting (评议会).
    pub struct MeetingId
}

row_id! {
    /// One subject of a meeting, with its papers.
    pub struct EvaluationId
}

row_id! {
    /// One open batch of ballots (逐票录入).
    pub struct BatchId
}

labelled! {
    /// 评议方式.
    pub enum Method {
        Meeting = "会议",
        Questionnaire = "问卷",
        Sheets = "发放评议表",
        Discussion = "座谈会",
        OnlineColumn = "网上专栏",
        Interviews = "个别访谈",
    }
}

impl Method {
    /// Whether papers are handed out and collected. A discussion evaluates without any.
    pub const fn on_paper(self) -> bool {
        !matches!(self, Self::OnlineColumn | Self::Interviews | Self::Discussion)
    }
}

/// 评议会.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Row id.
    pub id: MeetingId,
    /// 评议会编号.
    pub code: String,
    /// 日期.
    pub held_on: NaiveDate,
    /// 地点.
    pub place: Option<String>,
    /// 评议方式.
    pub method: Method,
}

/// The papers of one subject at one meeting. `valid` is not stored: it is collected - spoiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Papers {
    /// 发出; none for methods without paper.
    pub issued: Option<u64>,
    /// 收回; none for methods without paper.
    pub collected: Option<u64>,
    /// 作废: whole papers.
    pub spoiled: u64,
}

impl Papers {
    /// 收回多于发出: the meeting gives no rates and covers nobody (`decisions.md` 6).
    pub fn is_void(self) -> bool {
        matches!((self.issued, self.collected), (Some(issued), Some(collected)) if collected > issued)
    }

    /// 有效 that must come out: collected - spoiled. None without paper, or when more were spoiled than
    /// collected.
    pub fn expected_valid(self) -> Option<u64> {
        self.collected?.checked_sub(self.spoiled)
    }
}

/// One mark on one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A readable mark for the grade at this place of the scheme, from 0.
    Grade(u8),
    /// No mark: 弃权.
    Abstained,
    /// Two marks or unreadable: 项无效.
    Voided,
}

/// Ballots with the same category and marks, and how many of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BallotPattern {
    /// 评议人类别.
    pub category: String,
    /// One mark an item, in the scheme's order.
    pub marks: Vec<Mark>,
    /// How many papers are marked so.
    pub copies: u64,
}

/// What was entered for one subject at one meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// Row id.
    pub id: EvaluationId,
    /// At which meeting.
    pub meeting: MeetingId,
    /// 被评议对象.
    pub subject: Subject,
    /// 方案 key.
    pub scheme: String,
    /// The papers.
    pub papers: Papers,
}
