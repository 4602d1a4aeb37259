//! What is filed in the books: each record with the branch it counts for.

use chrono::NaiveDate;

use super::file::{File, Filed};
use crate::{
    commendations::Honour,
    evaluations::{Meeting, Papers, scheme::SubjectKind},
    labels::labelled,
    members::{Category, EventId, MemberId, Standing, Subject, chronicle::PersonFacts},
    organizations::{Organization, OrganizationId},
    pledges::Pledge,
    reviews::ReviewHead,
    statistics::evaluation_results::SubjectResult,
};

/// A person as of the as-of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// What holds whatever the day.
    pub facts: PersonFacts,
    /// 正式 or 预备, from the events, never from 转正时间.
    pub standing: Option<Standing>,
    /// 在职 or 离退休.
    pub category: Option<Category>,
    /// The branch; of one who has left, the last; of one not registered yet, the first.
    pub organization: Option<OrganizationId>,
    /// 在册. Somebody who is not is kept for the names of what is theirs.
    pub enrolled: bool,
}

/// 期初在册党员: a person on the day before a span begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtStart {
    /// Who.
    pub member: MemberId,
    /// The branch then.
    pub organization: Option<OrganizationId>,
}

labelled! {
    /// 党籍变动 as the tables count it. An 内部调动 is two: out of one branch, into another.
    pub enum MovementKind {
        Opened = "期初登记",
        Admitted = "接收预备",
        TurnedFull = "转正",
        TransferredIn = "转入",
        TransferredOut = "转出",
        Suspended = "停止党籍",
        Expelled = "出党",
        Died = "去世",
        Restored = "恢复",
        Retired = "离退休",
        MovedIn = "调入",
        MovedOut = "调出",
    }
}

/// 党籍变动.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// The event it comes from.
    pub event: EventId,
    /// Whose.
    pub member: MemberId,
    /// What it was.
    pub kind: MovementKind,
    /// When.
    pub happened_on: NaiveDate,
    /// The branch gained or left; where it happened.
    pub organization: Option<OrganizationId>,
    /// Of an 内部调动: the branch on the other side.
    pub other: Option<OrganizationId>,
}

/// 承诺事项, filed under its organization or the branch of its member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledPledge {
    /// The line of the ledger.
    pub pledge: Pledge,
    /// Where it counts.
    pub organization: Option<OrganizationId>,
}

/// 荣誉, filed under its organization or the branch of its member on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledHonour {
    /// The honour.
    pub honour: Honour,
    /// Where it counts.
    pub organization: Option<OrganizationId>,
}

/// 点评 or 讲评, filed under its organization or the branch of its member on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiledReview {
    /// The record.
    pub review: ReviewHead,
    /// Where it counts.
    pub organization: Option<OrganizationId>,
}

/// 评议结果 of a subject over a span, under one scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluated {
    /// The lowest row id of the evaluations in it.
    pub id: i64,
    /// The figures.
    pub result: SubjectResult,
}

/// 应评对象.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Who is due.
    pub subject: Subject,
    /// The branch of a member; an organization itself.
    pub organization: Option<OrganizationId>,
    /// 预备党员: not due under a scheme that leaves them out (民主评议).
    pub probationary: bool,
    /// The meeting was before the books: the roster is of their first day.
    pub early: bool,
}

/// The papers of one meeting for one branch: a paper that lists many names is one paper, so of each
/// figure it has the largest among its subjects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheets {
    /// The lowest row id of the evaluations in it.
    pub id: i64,
    /// At which meeting.
    pub meeting: Meeting,
    /// The branch.
    pub organization: Option<OrganizationId>,
    /// 方案 key: two schemes are two papers.
    pub scheme: String,
    /// 党员评议 or 党组织评议.
    pub kind: SubjectKind,
    /// 发出, 收回, 作废.
    pub papers: Papers,
    /// 有效.
    pub valid: u64,
    /// 空白.
    pub blank: u64,
}

/// What must be said of a result: meetings that were added up or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// 党员评议 or 党组织评议.
    pub kind: SubjectKind,
    /// The organization itself; the branch of a member.
    pub organization: Option<OrganizationId>,
    /// 方案 key.
    pub scheme: String,
    /// The sentences; they name meetings and never a person.
    pub notes: Vec<String>,
}

/// 群众评议 of one kind of subjects over a span.
#[derive(Default)]
pub struct Evaluations {
    /// Void ones are left out (`decisions.md` 6).
    pub results: File<Evaluated>,
    /// 应评对象, whatever the scheme.
    pub due: File<Due>,
    /// Papers, meeting by meeting.
    pub sheets: File<Sheets>,
}

impl Filed for Person {
    fn organization(&self) -> Option<OrganizationId> {
        self.organization
    }
    fn member(&self) -> Option<MemberId> {
        Some(self.facts.id)
    }
}

impl Filed for AtStart {
    fn organization(&self) -> Option<OrganizationId> {
        self.organization
    }
    fn member(&self) -> Option<MemberId> {
        Some(self.member)
    }
}

impl Filed for Movement {
    fn organization(&self) -> Option<OrganizationId> {
        self.organization
    }
    fn member(&self) -> Option<MemberId> {
        Some(self.member)
    }
}

impl Filed for Organization {
    fn organization(&self) -> Option<OrganizationId> {
        Some(self.id)
    }
    fn member(&self) -> Option<MemberId> {
        None
    }
}

impl Filed for FiledPledge {
    fn organization(&self) -> Option<OrganizationId> {
        self.organization
    }
    fn member(&self) -> Option<MemberId> {
        self.pledge.facts.subject.columns().1
    }
}

impl Filed for FiledHonour {
    fn organization(&self) -> Option<OrganizationId> {
        self.organization
    }
    fn member(&self) -> Option<MemberId> {
        self.honour.subject.columns().1
    }
}

impl Filed for FiledReview {
    fn organization(&self) -> Option<OrganizationId> {
        self.organization
    }
    fn member(&self) -> Option<MemberId> {
        self.review.subject.columns().1
    }
}

impl Filed for Evaluated {
    fn organization(&self) -> Option<OrganizationId> {
        match self.result.subject {
            Subject::Organization(id) => Some(id),
            Subject::Member(_) => self.result.organization,
        }
    }
    fn member(&self) -> Option<MemberId> {
        self.result.subject.columns().1
    }
}

impl Filed for Due {
    fn organization(&self) -> Option<OrganizationId> {
        self.organization
    }
    fn member(&self) -> Option<MemberId> {
        self.subject.columns().1
    }
}

impl Filed for Sheets {
    fn organization(&self) -> Option<OrganizationId> {
        self.organization
    }
    fn member(&self) -> Option<MemberId> {
        None
    }
}
