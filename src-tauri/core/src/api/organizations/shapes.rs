//! What the commands of 党组织 take and answer.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    api::records::{EvaluationLine, HonourLine, PledgeBrief},
    commendations::standings::YearlyStanding,
    members::{MemberId, structure::Dimension},
    organizations::{
        Domain, OrganizationId, OrganizationKind,
        terms::{Officer, TermId},
    },
    remarks::Remark,
};

/// Which day, and whether dissolved organizations are listed too.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct OrganizationsAsked {
    /// 截止日期; today when left out.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    /// With those that were dissolved by that day.
    #[serde(default)]
    pub dissolved: bool,
}

/// One organization, on a day.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct OrganizationAsked {
    /// Which.
    pub id: OrganizationId,
    /// 截止日期; today when left out.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
}

/// 党员数. Full and probationary do not add up to the total where a standing is not recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Heads {
    /// 党员数.
    pub total: u64,
    /// 正式党员.
    pub full: u64,
    /// 预备党员.
    pub probationary: u64,
}

impl std::ops::Add for Heads {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            total: self.total + other.total,
            full: self.full + other.full,
            probationary: self.probationary + other.probationary,
        }
    }
}

/// The tree, from top to bottom.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationTree {
    /// The day.
    pub as_of: NaiveDate,
    /// What must be said beside it: days before the books.
    pub note: Option<String>,
    /// 党员数 of the whole office; null before the books.
    pub all: Option<Heads>,
    /// Members in no organization.
    pub without_branch: u64,
    /// Each organization above those below it.
    pub nodes: Vec<OrganizationNode>,
}

/// 党组织 in the tree.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationNode {
    /// Row id.
    pub id: OrganizationId,
    /// 全称.
    pub name: String,
    /// 类别.
    pub kind: OrganizationKind,
    /// The organization above, where it is in the tree.
    pub parent: Option<OrganizationId>,
    /// How deep, from 0.
    pub depth: usize,
    /// 所属领域.
    pub domain: Option<Domain>,
    /// 书记.
    pub secretary: Option<String>,
    /// 成立时间.
    pub founded_on: Option<NaiveDate>,
    /// 撤销时间; null while it stands.
    pub dissolved_on: Option<NaiveDate>,
    /// 党员数 of its own; null before the books.
    pub own: Option<Heads>,
    /// 党员数 with those below it.
    pub below: Option<Heads>,
}

/// An organization by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NamedOrganization {
    /// Row id.
    pub id: OrganizationId,
    /// 全称.
    pub name: String,
}

/// An organization's page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationPage {
    /// Row id.
    pub id: OrganizationId,
    /// The day.
    pub as_of: NaiveDate,
    /// 全称.
    pub name: String,
    /// 类别.
    pub kind: OrganizationKind,
    /// From the top down to the one above it.
    pub above: Vec<NamedOrganization>,
    /// 所属领域.
    pub domain: Option<Domain>,
    /// 党组织代码.
    pub code: Option<String>,
    /// 书记.
    pub secretary: Option<String>,
    /// 联系电话, a mobile one masked.
    pub phone: Option<String>,
    /// 成立时间.
    pub founded_on: Option<NaiveDate>,
    /// 撤销时间.
    pub dissolved_on: Option<NaiveDate>,
    /// 备注.
    pub note: Option<String>,
    /// Those right below it, that stand on the day.
    pub below_it: Vec<NamedOrganization>,
    /// 党员数 of its own; null before the books.
    pub own: Option<Heads>,
    /// 党员数 with those below it.
    pub below: Option<Heads>,
    /// 队伍结构 of its members and of those below it.
    pub structure: Vec<Dimension>,
    /// 任期, newest first.
    pub terms: Vec<TermLine>,
    /// Days until 换届 of the running term; negative when it is overdue; null without one.
    pub days_to_election: Option<i64>,
    /// Where the lists of officers and the records of members do not agree.
    pub doubts: Vec<String>,
    /// 荣誉.
    pub honours: Vec<HonourLine>,
    /// 群众评议.
    pub evaluations: Vec<EvaluationLine>,
    /// 公开承诺.
    pub pledges: Vec<PledgeBrief>,
    /// 先进, 中间, 后进, newest first.
    pub standings: Vec<StandingLine>,
}

/// 先进, 中间 or 后进 of a year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StandingLine {
    /// 年度.
    pub year: i32,
    /// 类别.
    pub standing: YearlyStanding,
    /// 措施.
    pub measure: Option<String>,
}

/// 任期.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TermLine {
    /// Row id.
    pub id: TermId,
    /// 届次.
    pub name: Option<String>,
    /// 任期开始.
    pub began_on: NaiveDate,
    /// 换届日期.
    pub ends_on: Option<NaiveDate>,
    /// 备注.
    pub note: Option<String>,
    /// The one in office on the day.
    pub running: bool,
    /// 班子成员.
    pub officers: Vec<OfficerLine>,
}

/// One of 班子成员.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OfficerLine {
    /// The member; null for somebody who is on no roster of this office.
    pub member: Option<MemberId>,
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: String,
    /// 任职日期.
    pub appointed_on: NaiveDate,
    /// 免职日期.
    pub relieved_on: Option<NaiveDate>,
}

impl From<Officer> for OfficerLine {
    fn from(officer: Officer) -> Self {
        let Officer { member, name, post, appointed_on, relieved_on } = officer;
        Self { member, name, post, appointed_on, relieved_on }
    }
}

impl From<OfficerLine> for Officer {
    fn from(line: OfficerLine) -> Self {
        let OfficerLine { member, name, post, appointed_on, relieved_on } = line;
        Self { member, name, post, appointed_on, relieved_on }
    }
}

/// 联系电话, whole. Asking for it is entered into the history.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationContact {
    /// 联系电话.
    pub phone: Option<String>,
}

/// The form of an organization.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct OrganizationForm {
    /// 全称.
    pub name: String,
    /// 类别.
    pub kind: OrganizationKind,
    /// 上级党组织 inside this office.
    pub parent: Option<OrganizationId>,
    /// 所属领域.
    pub domain: Option<Domain>,
    /// 党组织代码.
    pub code: Option<String>,
    /// 书记.
    pub secretary: Option<String>,
    /// 联系电话; left as it was shown, it stays.
    pub phone: Option<String>,
    /// 成立时间.
    pub founded_on: Option<NaiveDate>,
    /// 备注.
    pub note: Option<String>,
}

/// 登记党组织.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NewOrganization {
    /// The form.
    pub facts: OrganizationForm,
    /// The clerk confirmed the warnings.
    #[serde(default)]
    pub confirmed: bool,
}

/// 更改党组织信息.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct OrganizationUpdate {
    /// Which.
    pub id: OrganizationId,
    /// The form.
    pub facts: OrganizationForm,
    /// The clerk confirmed the warnings.
    #[serde(default)]
    pub confirmed: bool,
}

/// What became of a form.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationSaved {
    /// The organization; null when nothing was saved: see the remarks.
    pub id: Option<OrganizationId>,
    /// What is wrong, or looks wrong.
    pub remarks: Vec<Remark>,
}

/// 撤销党组织.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Dissolution {
    /// Which.
    pub id: OrganizationId,
    /// From this day on it is on no list.
    pub on: NaiveDate,
}

/// To another place in the tree.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct OrganizationMove {
    /// Which.
    pub id: OrganizationId,
    /// Under which; null for the top.
    pub parent: Option<OrganizationId>,
    /// Before which of those under it; null for behind them all.
    #[serde(default)]
    pub before: Option<OrganizationId>,
}

/// One term.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct TermAsked {
    /// Which.
    pub id: TermId,
}

/// 登记任期, or 更改任期.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct TermForm {
    /// Whose.
    pub organization: OrganizationId,
    /// The term that is replaced; null for a new one.
    pub id: Option<TermId>,
    /// 届次.
    pub name: Option<String>,
    /// 任期开始.
    pub began_on: NaiveDate,
    /// 换届日期.
    pub ends_on: Option<NaiveDate>,
    /// 备注.
    pub note: Option<String>,
    /// 班子成员, in the order of the list.
    pub officers: Vec<OfficerLine>,
    /// The 书记 of the running term becomes 书记 of the organization.
    pub secretary: bool,
    /// The clerk confirmed the warnings.
    #[serde(default)]
    pub confirmed: bool,
}

/// What became of a term's form.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TermSaved {
    /// The term; null when nothing was saved: see the remarks.
    pub id: Option<TermId>,
    /// What is wrong, or looks wrong; of an officer, by line.
    pub remarks: Vec<Remark>,
}
