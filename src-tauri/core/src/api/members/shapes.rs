//! What the commands of 党员 take and answer.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    api::{
        organizations::NamedOrganization,
        records::{EvaluationLine, HonourLine, PledgeBrief},
        session::FileHandle,
    },
    documents::{MemberColumn, Order, Profile},
    export::{Format, Substitution, Unprintable},
    members::{
        Category, Education, EducationGroup, Ethnicity, EventId, EventKind, MemberId, Sex, Standing,
        structure::{AgeBand, Dimension},
    },
    organizations::OrganizationId,
    remarks::Remark,
};

/// Which list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct MembersAsked {
    /// 截止日期; today when left out.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    /// With those who left by that day.
    #[serde(default)]
    pub include_left: bool,
    /// In which order.
    #[serde(default)]
    pub order: Order,
}

/// The list. Names of branches stand once.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MemberList {
    /// The day.
    pub as_of: NaiveDate,
    /// What must be said beside it: days before the books.
    pub note: Option<String>,
    /// Every organization that a row may point to, in the order of the tree.
    pub organizations: Vec<NamedOrganization>,
    /// The people.
    pub rows: Vec<MemberLine>,
}

/// One person in the list, as of its day. ID number and phone are masked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MemberLine {
    /// Row id.
    pub id: MemberId,
    /// 姓名.
    pub name: String,
    /// First letters of the name's readings: 单莹 is SY.
    pub initials: String,
    /// 性别.
    pub sex: Option<Sex>,
    /// 民族.
    pub ethnicity: Option<Ethnicity>,
    /// 出生日期.
    pub birth_date: Option<NaiveDate>,
    /// 年龄.
    pub age: Option<i32>,
    /// 年龄段.
    pub age_band: Option<AgeBand>,
    /// 公民身份证号码, masked.
    pub id_number: Option<String>,
    /// 学历.
    pub education: Option<Education>,
    /// 学历分组.
    pub education_group: Option<EducationGroup>,
    /// 所在党支部; the last one of somebody who left.
    pub organization: Option<OrganizationId>,
    /// 党员类别.
    pub standing: Option<Standing>,
    /// How the person left; null while a member.
    pub left: Option<EventKind>,
    /// When.
    pub left_on: Option<NaiveDate>,
    /// 在职/离退休.
    pub category: Option<Category>,
    /// 党内职务.
    pub post: Option<String>,
    /// 入党时间.
    pub joined_on: Option<NaiveDate>,
    /// 转正时间.
    pub full_on: Option<NaiveDate>,
    /// 党龄 in full years from 转正.
    pub party_age: Option<i32>,
    /// 参加工作时间.
    pub worked_on: Option<NaiveDate>,
    /// 籍贯.
    pub native_place: Option<String>,
    /// 工作单位及职务.
    pub job: Option<String>,
    /// 手机号码, masked.
    pub phone: Option<String>,
}

/// What was typed into a search box.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct MemberSearch {
    /// A name, its readings or their beginnings, a part of the ID number or of the phone; words apart by
    /// spaces must all fit.
    pub text: String,
}

/// Whom it fits, the best first, of everybody ever registered.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MembersFound {
    /// Row ids.
    pub ids: Vec<MemberId>,
}

/// Whose structure, on which day.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct StructureAsked {
    /// 截止日期; today when left out.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    /// Of these people; of all members of the day when left out.
    #[serde(default)]
    pub ids: Option<Vec<MemberId>>,
}

/// 队伍结构.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MemberStructure {
    /// The day.
    pub as_of: NaiveDate,
    /// How many people.
    pub total: u64,
    /// In every dimension; each adds up to the total.
    pub dimensions: Vec<Dimension>,
}

/// One person, on a day.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct MemberAsked {
    /// Who.
    pub id: MemberId,
    /// 截止日期; today when left out.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
}

/// A person's page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MemberPage {
    /// Row id.
    pub id: MemberId,
    /// The day.
    pub as_of: NaiveDate,
    /// The facts, as the form takes them; ID number, phone and numbers in the note masked.
    pub facts: MemberFactsShown,
    /// 年龄.
    pub age: Option<i32>,
    /// 党龄.
    pub party_age: Option<i32>,
    /// When the probation of a 预备党员 has lasted a year.
    pub probation_until: Option<NaiveDate>,
    /// The membership on the day; null before the books open for this person.
    pub membership: Option<MembershipShown>,
    /// 党籍变动, oldest first.
    pub events: Vec<EventLine>,
    /// What can be recorded now, and why the rest cannot.
    pub possible: Vec<PossibleEvent>,
    /// 任职经历 in the lists of officers, newest first.
    pub offices: Vec<OfficeHeld>,
    /// 荣誉.
    pub honours: Vec<HonourLine>,
    /// 群众评议.
    pub evaluations: Vec<EvaluationLine>,
    /// 公开承诺.
    pub pledges: Vec<PledgeBrief>,
}

/// Facts of a person on the screen.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MemberFactsShown {
    /// 姓名.
    pub name: String,
    /// 性别.
    pub sex: Option<Sex>,
    /// 民族.
    pub ethnicity: Option<Ethnicity>,
    /// 出生日期.
    pub birth_date: Option<NaiveDate>,
    /// 公民身份证号码, masked.
    pub id_number: Option<String>,
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
    /// 手机号码, masked.
    pub phone: Option<String>,
    /// 家庭住址.
    pub address: Option<String>,
    /// 备注, long numbers in it masked.
    pub note: Option<String>,
}

/// The membership on a day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MembershipShown {
    /// 所在党支部; the last one of somebody who left.
    pub organization: Option<NamedOrganization>,
    /// 党员类别.
    pub standing: Option<Standing>,
    /// 在职/离退休.
    pub category: Option<Category>,
    /// 党内职务.
    pub post: Option<String>,
    /// How the person left; null while a member.
    pub left: Option<EventKind>,
    /// When.
    pub left_on: Option<NaiveDate>,
}

/// 党籍变动.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EventLine {
    /// Row id.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub happened_on: NaiveDate,
    /// The branch.
    pub organization: Option<NamedOrganization>,
    /// 党员类别.
    pub standing: Option<Standing>,
    /// 在职/离退休.
    pub category: Option<Category>,
    /// 党内职务.
    pub post: Option<String>,
    /// 备注, long numbers in it masked.
    pub note: Option<String>,
}

/// A kind of event that can be recorded, or cannot.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PossibleEvent {
    /// The kind.
    pub kind: EventKind,
    /// Why not; null where it can.
    pub refused: Option<String>,
}

/// A post in a list of officers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OfficeHeld {
    /// Where.
    pub organization: NamedOrganization,
    /// 届次.
    pub term: Option<String>,
    /// 职务.
    pub post: String,
    /// 任职日期.
    pub appointed_on: NaiveDate,
    /// 免职日期.
    pub relieved_on: Option<NaiveDate>,
    /// 换届日期 of the term.
    pub ends_on: Option<NaiveDate>,
}

/// Whole numbers of one person. Asking for them is entered into the history.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MemberNumbers {
    /// 公民身份证号码.
    pub id_number: Option<String>,
    /// 手机号码.
    pub phone: Option<String>,
    /// 备注, whole.
    pub note: Option<String>,
}

/// The form of a person.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct MemberForm {
    /// 姓名.
    pub name: String,
    /// 性别.
    pub sex: Option<Sex>,
    /// 民族.
    pub ethnicity: Option<Ethnicity>,
    /// 出生日期; left empty, the ID number says it.
    pub birth_date: Option<NaiveDate>,
    /// 公民身份证号码 as typed; left as it was shown, it stays.
    pub id_number: Option<String>,
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
    /// 手机号码; left as it was shown, it stays.
    pub phone: Option<String>,
    /// 家庭住址.
    pub address: Option<String>,
    /// 备注; left as it was shown, it stays.
    pub note: Option<String>,
}

/// The form of an event.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct EventForm {
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
    /// 备注: where from, where to, why; left as it was shown, it stays.
    pub note: Option<String>,
}

/// 登记党员: facts and how the person came in.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NewMember {
    /// The person.
    pub facts: MemberForm,
    /// 期初登记, 接收预备 or 转入.
    pub event: EventForm,
    /// The clerk confirmed the warnings.
    #[serde(default)]
    pub confirmed: bool,
}

/// 更改党员信息.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct MemberUpdate {
    /// Who.
    pub id: MemberId,
    /// The person.
    pub facts: MemberForm,
    /// The clerk confirmed the warnings.
    #[serde(default)]
    pub confirmed: bool,
}

/// 登记党籍变动.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NewEvent {
    /// Whose.
    pub member: MemberId,
    /// The event.
    pub event: EventForm,
    /// The clerk confirmed the warnings.
    #[serde(default)]
    pub confirmed: bool,
}

/// 更正党籍变动.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct EventCorrection {
    /// Which.
    pub id: EventId,
    /// What takes its place.
    pub event: EventForm,
    /// The clerk confirmed the warnings.
    #[serde(default)]
    pub confirmed: bool,
}

/// One event.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct EventAsked {
    /// Which.
    pub id: EventId,
}

/// What became of a form.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MemberSaved {
    /// The person; null when nothing was saved: see the remarks.
    pub id: Option<MemberId>,
    /// What is wrong, or looks wrong.
    pub remarks: Vec<Remark>,
}

/// 导出名单.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct MemberExport {
    /// 截止日期; today when left out.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    /// These people, in this order.
    pub ids: Vec<MemberId>,
    /// These columns, in this order.
    pub columns: Vec<MemberColumn>,
    /// How they were chosen, in words.
    #[serde(default)]
    pub chosen_by: Option<String>,
    /// How much of a person is shown; the archive profile is entered into the history.
    #[serde(default)]
    pub profile: Profile,
    /// In these formats.
    pub formats: Vec<Format>,
}

/// What an export of a list wrote.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MemberListFiles {
    /// The files.
    pub files: Vec<FileHandle>,
    /// Official faces that were not there, and what stands in for them.
    pub substituted_fonts: Vec<Substitution>,
    /// Names with characters that no font has.
    pub unprintable: Vec<Unprintable>,
}
