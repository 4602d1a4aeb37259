//! `list ...`: records with the names of what they point to.

use std::collections::HashMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Office, Result,
    clock::{check_as_of, chinese_date},
    evaluations::{self, scheme::SubjectKind},
    members::{self, MemberId, Subject},
    organizations::{self, Domain, OrganizationId, OrganizationKind},
    pledges::{self, PledgeId, PledgeStatus},
};

/// 党组织.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationRow {
    /// Row id.
    pub id: OrganizationId,
    /// 全称.
    pub name: String,
    /// 类别.
    pub kind: OrganizationKind,
    /// 上级党组织.
    pub parent: Option<String>,
    /// 所属领域.
    pub domain: Option<Domain>,
    /// 成立时间.
    pub founded_on: Option<NaiveDate>,
    /// 书记.
    pub secretary: Option<String>,
    /// 联系电话.
    pub phone: Option<String>,
    /// 党员数 on the asked day, of this organization itself; null before the books were opened
    /// (`decisions.md` 14).
    pub members: Option<u64>,
}

/// 党员. ID number and phone are masked unless unmasking was asked for (and logged).
#[derive(Debug, Serialize, JsonSchema)]
pub struct MemberRow {
    /// Row id.
    pub id: MemberId,
    /// 姓名.
    pub name: String,
    /// 男 | 女.
    pub sex: Option<members::Sex>,
    /// 汉族 ...
    pub ethnicity: Option<String>,
    /// 出生日期.
    pub birth_date: Option<NaiveDate>,
    /// 公民身份证号码.
    pub id_number: Option<String>,
    /// 学历.
    pub education: Option<members::Education>,
    /// 所在党支部.
    pub organization: Option<String>,
    /// 正式党员 | 预备党员, or how the person left.
    pub status: Option<String>,
    /// 入党时间.
    pub joined_on: Option<NaiveDate>,
    /// 转正时间.
    pub full_on: Option<NaiveDate>,
    /// 在职 | 离退休.
    pub category: Option<members::Category>,
    /// 党内职务.
    pub post: Option<String>,
    /// 手机号码.
    pub phone: Option<String>,
}

/// 公开承诺.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PledgeRow {
    /// Row id.
    pub id: PledgeId,
    /// 台账号.
    pub ledger_number: i64,
    /// 年度.
    pub year: i32,
    /// 党组织 | 党员.
    pub subject_kind: SubjectKind,
    /// 承诺主体.
    pub subject: String,
    /// 承诺事项.
    pub content: String,
    /// 类别.
    pub category: Option<String>,
    /// 完成时限.
    pub deadline: Option<NaiveDate>,
    /// 兑现状态.
    pub status: PledgeStatus,
    /// 兑现日期.
    pub fulfilled_on: Option<NaiveDate>,
    /// 销号日期.
    pub closed_on: Option<NaiveDate>,
}

/// 评议会.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MeetingRow {
    /// 评议会编号.
    pub code: String,
    /// 日期.
    pub held_on: NaiveDate,
    /// 地点.
    pub place: Option<String>,
    /// 评议方式.
    pub method: evaluations::Method,
    /// 被评议党组织.
    pub organizations: Vec<String>,
    /// 被评议党员数.
    pub members: u64,
}

/// 评议方案.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SchemeRow {
    /// 代号.
    pub key: String,
    /// 名称.
    pub name: String,
    /// 党组织 | 党员.
    pub subject: SubjectKind,
    /// 评议内容.
    pub items: Vec<String>,
    /// 等次.
    pub grades: Vec<String>,
}

fn names(office: &Office) -> Result<HashMap<OrganizationId, String>> {
    Ok(organizations::store::all(office.read())?.into_iter().map(|found| (found.id, found.name)).collect())
}

/// Organizations that exist on `day`, with their members on that day.
///
/// # Errors
/// Storage errors.
pub fn organizations(office: &Office, day: NaiveDate) -> Result<Vec<OrganizationRow>> {
    check_as_of(day, office.clock().today())?;
    let names = names(office)?;
    let known = members::store::books_opened_on(office.read())?.is_none_or(|opened| opened <= day);
    let mut members: HashMap<OrganizationId, u64> = HashMap::new();
    for organization in members::store::members_on(office.read(), day)?
        .iter()
        .filter_map(|member| member.membership.organization)
    {
        *members.entry(organization).or_default() += 1;
    }
    Ok(organizations::store::all(office.read())?
        .into_iter()
        .filter(|found| found.exists_on(day))
        .map(|found| OrganizationRow {
            parent: found.parent.and_then(|parent| names.get(&parent).cloned()),
            members: known.then(|| members.get(&found.id).copied().unwrap_or(0)),
            id: found.id,
            name: found.name,
            kind: found.kind,
            domain: found.domain,
            founded_on: found.founded_on,
            secretary: found.secretary,
            phone: found.phone,
        })
        .collect())
}

/// What must be said beside a list of `day`: nothing is recorded of days before the books were
/// opened (`decisions.md` 14).
///
/// # Errors
/// Storage errors.
pub fn before_the_books(office: &Office, day: NaiveDate) -> Result<Option<String>> {
    let opened = members::store::books_opened_on(office.read())?.filter(|opened| day < *opened);
    Ok(opened.map(|opened| {
        format!("党员名册从{}起登记，{}的党员情况没有记录。", chinese_date(opened), chinese_date(day))
    }))
}

/// Everyone ever registered, as of `day`; those who left say how. Unmasking is a note in the
/// history.
///
/// # Errors
/// Storage errors.
pub fn members(office: &mut Office, day: NaiveDate, unmask: bool) -> Result<Vec<MemberRow>> {
    check_as_of(day, office.clock().today())?;
    let names = names(office)?;
    let found = members::store::everyone(office.read(), day)?;
    if unmask {
        office.note("查看完整证件号", &format!("{} 人", found.len()))?;
    }
    Ok(found
        .into_iter()
        .map(|member| {
            let (facts, membership) = (member.facts, member.membership);
            MemberRow {
                id: member.id,
                name: facts.name,
                sex: facts.sex,
                ethnicity: facts.ethnicity.map(|ethnicity| ethnicity.name().to_owned()),
                birth_date: facts.birth_date,
                id_number: facts
                    .id_number
                    .map(|id| if unmask { id.as_str().to_owned() } else { id.masked() }),
                education: facts.education,
                organization: membership.organization.and_then(|id| names.get(&id).cloned()),
                status: match membership.left {
                    Some((how, _)) => Some(how.to_string()),
                    None => membership.standing.map(|standing| standing.to_string()),
                },
                joined_on: facts.joined_on,
                full_on: facts.full_on,
                category: membership.category,
                post: membership.post,
                phone: facts.phone.map(|phone| if unmask { phone } else { members::masking::phone(&phone) }),
            }
        })
        .collect())
}

/// The pledge ledger of all years.
///
/// # Errors
/// Storage errors.
pub fn pledges(office: &Office) -> Result<Vec<PledgeRow>> {
    let organizations = names(office)?;
    let members: HashMap<MemberId, String> = members::store::everyone(office.read(), office.clock().today())?
        .into_iter()
        .map(|member| (member.id, member.facts.name))
        .collect();
    Ok(pledges::store::ledger(office.read(), None)?
        .into_iter()
        .map(|pledge| {
            let (subject_kind, subject) = match pledge.facts.subject {
                Subject::Organization(id) => (SubjectKind::Organization, organizations.get(&id)),
                Subject::Member(id) => (SubjectKind::Member, members.get(&id)),
            };
            PledgeRow {
                id: pledge.id,
                ledger_number: pledge.ledger_number,
                year: pledge.facts.year,
                subject_kind,
                subject: subject.cloned().unwrap_or_default(),
                content: pledge.facts.content,
                category: pledge.facts.category,
                deadline: pledge.facts.deadline,
                status: pledge.facts.status,
                fulfilled_on: pledge.facts.fulfilled_on,
                closed_on: pledge.closed_on,
            }
        })
        .collect())
}

/// Every meeting with whom it evaluated.
///
/// # Errors
/// Storage errors.
pub fn meetings(office: &Office) -> Result<Vec<MeetingRow>> {
    let names = names(office)?;
    evaluations::store::meetings(office.read(), None)?
        .into_iter()
        .map(|meeting| {
            let (mut organizations, mut members) = (Vec::new(), 0);
            for evaluation in evaluations::store::evaluations(office.read(), meeting.id)? {
                match evaluation.subject {
                    Subject::Organization(id) => organizations.extend(names.get(&id).cloned()),
                    Subject::Member(_) => members += 1,
                }
            }
            Ok(MeetingRow {
                code: meeting.code,
                held_on: meeting.held_on,
                place: meeting.place,
                method: meeting.method,
                organizations,
                members,
            })
        })
        .collect()
}

/// Every evaluation scheme of the office.
///
/// # Errors
/// Storage errors.
pub fn schemes(office: &Office) -> Result<Vec<SchemeRow>> {
    Ok(evaluations::store::schemes(office.read())?
        .into_values()
        .map(|scheme| SchemeRow {
            key: scheme.key,
            name: scheme.name,
            subject: scheme.subject,
            items: scheme.items.into_iter().map(|item| item.name).collect(),
            grades: scheme.grades.into_iter().map(|grade| grade.name).collect(),
        })
        .collect())
}
