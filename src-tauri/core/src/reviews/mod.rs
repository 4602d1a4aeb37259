//! 领导点评 and 讲评: what a leader said of an organization or a member, and what was said to a branch
//! about its quarter.
//!
//! A room of its own because both fall due by the calendar (一季一讲评, 半年一点评: `domain.md` §1.4 R2).
//! Who is due and who is missing is counted in `statistics`; this room must not look at the roster.

pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::{
    clock::{Period, Window},
    labels::{labelled, row_id},
    members::Subject,
};

pub use rules::{Presence, Reviewed};

row_id! {
    /// One 点评 or 讲评.
    pub struct ReviewId
}

labelled! {
    /// 类别.
    pub enum ReviewKind {
        Comment = "领导点评",
        Briefing = "讲评",
    }
}

impl ReviewKind {
    /// How often it falls due where the office says nothing else.
    pub const fn window(self) -> Window {
        match self {
            Self::Comment => Window::HalfYear,
            Self::Briefing => Window::Quarter,
        }
    }

    /// 点评 or 讲评, as sentences name it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Comment => "点评",
            Self::Briefing => "讲评",
        }
    }
}

/// 点评方式 and 讲评场合 that forms name (`domain.md` §2 G); the office may write its own word.
pub const OCCASIONS: [&str; 6] = ["组织生活会", "座谈会", "情况通报会", "调研", "现场", "书面"];

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// 领导点评: all three must be stated.
    Comment {
        /// 主要成绩.
        achievements: String,
        /// 存在问题.
        problems: String,
        /// 整改建议和努力方向.
        direction: String,
    },
    /// 讲评 of a branch.
    Briefing {
        /// 内容要点.
        points: String,
        /// 下季度任务.
        tasks: String,
        /// 参加人数.
        attendance: Option<u32>,
    },
}

impl Content {
    /// 领导点评 or 讲评.
    pub const fn kind(&self) -> ReviewKind {
        match self {
            Self::Comment { .. } => ReviewKind::Comment,
            Self::Briefing { .. } => ReviewKind::Briefing,
        }
    }
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewFacts {
    /// 被点评对象; of a 讲评 the branch.
    pub subject: Subject,
    /// 点评时间.
    pub held_on: NaiveDate,
    /// 所属时段: the quarter or half-year that it is for. A late one is held after it.
    pub period: Period,
    /// 点评人.
    pub reviewer: String,
    /// 点评人职务.
    pub post: Option<String>,
    /// 点评方式: 组织生活会, 座谈会, ...
    pub occasion: Option<String>,
    /// What was said.
    pub content: Content,
    /// 整改落实情况.
    pub rectification: Option<String>,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Row id.
    pub id: ReviewId,
    /// What it says.
    pub facts: ReviewFacts,
}

/// A record without its texts, for whoever counts thousands of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewHead {
    /// Row id.
    pub id: ReviewId,
    /// 领导点评 or 讲评.
    pub kind: ReviewKind,
    /// 被点评对象.
    pub subject: Subject,
    /// 点评时间.
    pub held_on: NaiveDate,
    /// 所属时段.
    pub period: Period,
    /// 点评人.
    pub reviewer: String,
    /// 点评方式.
    pub occasion: Option<String>,
}
