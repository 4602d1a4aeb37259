//! 党员: the roster. Facts of a person, and dated membership events.
//!
//! A room of its own because `members_on(day)` is the base of every count. A member is never
//! deleted: 转出, 出党, 去世 are events. This room must not count, and must not print.

pub mod checks;
pub mod chronicle;
pub mod codes;
mod events;
pub mod id_number;
pub mod masking;
pub mod membership;
pub mod name_order;
pub mod pinyin;
pub mod probation;
pub mod search;
pub mod store;
pub mod structure;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::{
    labels::{labelled, row_id},
    organizations::OrganizationId,
};
pub use codes::{Education, EducationGroup, Ethnicity};
pub use id_number::{IdNumber, IdNumberFault};

row_id! {
    /// One member (党员).
    pub struct MemberId
}

row_id! {
    /// One recorded membership event (党籍变动).
    pub struct EventId
}

labelled! {
    /// 性别 (GB/T 2261.1).
    pub enum Sex { Male = "男", Female = "女" }
}

labelled! {
    /// 党员类别.
    pub enum Standing { Full = "正式党员", Probationary = "预备党员" }
}

labelled! {
    /// 在职/离退休.
    pub enum Category { Serving = "在职", Retired = "离退休" }
}

labelled! {
    /// 党籍变动类别. `期初登记` opens the books for a member who was there before the office file.
    pub enum EventKind {
        Opening = "期初登记",
        Admitted = "接收预备",
        TurnedFull = "转正",
        TransferredIn = "转入",
        TransferredOut = "转出",
        Moved = "内部调动",
        ProbationExtended = "延长预备期",
        Suspended = "停止党籍",
        Expelled = "出党",
        Died = "去世",
        Restored = "恢复",
        Appointed = "任职",
        Relieved = "免职",
        Serving = "在职",
        Retired = "离退休",
    }
}

/// Facts of a person: they hold whatever the day. Empty fields are 无数据, never invented.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberFacts {
    /// 姓名.
    pub name: String,
    /// 性别.
    pub sex: Option<Sex>,
    /// 民族.
    pub ethnicity: Option<Ethnicity>,
    /// 出生日期.
    pub birth_date: Option<NaiveDate>,
    /// 公民身份证号码.
    pub id_number: Option<IdNumber>,
    /// 学历.
    pub education: Option<Education>,
    /// 入党时间.
    pub joined_on: Option<NaiveDate>,
    /// 转正时间.
    pub full_on: Option<NaiveDate>,
    /// 参加工作时间.
    pub worked_on: Option<NaiveDate>,
    /// 籍贯.
    pub native_place: Option<String>,
    /// 工作单位及职务.
    pub job: Option<String>,
    /// 手机号码.
    pub phone: Option<String>,
    /// 家庭住址.
    pub address: Option<String>,
    /// 备注.
    pub note: Option<String>,
}

/// A dated membership event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipEvent {
    /// What happened.
    pub kind: EventKind,
    /// When it took effect.
    pub happened_on: NaiveDate,
    /// The branch: for 期初登记, 接收预备, 转入, 内部调动, 恢复.
    pub organization: Option<OrganizationId>,
    /// For 期初登记 and 转入.
    pub standing: Option<Standing>,
    /// For 期初登记, 接收预备 and 转入.
    pub category: Option<Category>,
    /// 党内职务: for 期初登记, 任职, 免职.
    pub post: Option<String>,
    /// 备注.
    pub note: Option<String>,
}

/// What the events up to a day say of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The branch; the last one for a member who has left.
    pub organization: Option<OrganizationId>,
    /// 正式 or 预备; none when never recorded.
    pub standing: Option<Standing>,
    /// 在职 or 离退休; none when never recorded.
    pub category: Option<Category>,
    /// 党内职务.
    pub post: Option<String>,
    /// How the member left (转出, 停止党籍, 出党, 去世); none while a member.
    pub left: Option<(EventKind, NaiveDate)>,
}

/// A person with the membership on the asked day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Row id.
    pub id: MemberId,
    /// Facts of the person.
    pub facts: MemberFacts,
    /// The membership on the asked day.
    pub membership: Membership,
    /// Place on the roster.
    pub position: i64,
}

/// 承诺主体 or 被评议对象: an organization or a member. Crosses as `{"member": 7}`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// 党组织.
    Organization(OrganizationId),
    /// 党员.
    Member(MemberId),
}

impl Subject {
    /// As a table keeps it: `organization_id`, `member_id`, one of them filled.
    pub(crate) const fn columns(self) -> (Option<OrganizationId>, Option<MemberId>) {
        match self {
            Self::Organization(id) => (Some(id), None),
            Self::Member(id) => (None, Some(id)),
        }
    }

    /// From two neighbouring columns `organization_id`, `member_id`.
    pub(crate) fn from_columns(row: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<Self> {
        match row.get(first)? {
            Some(organization) => Ok(Self::Organization(organization)),
            None => row.get(first + 1).map(Self::Member),
        }
    }
}
