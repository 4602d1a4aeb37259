//! `list programmes`, `list nominations`, `list honours`.

use std::collections::HashMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::ProgrammeNamed;
use crate::{
    Office, Result,
    commendations::{
        self, Checked, HonourId, NominationId, NominationState, Programme, ProgrammeId, StepOutcome,
        standings::YearlyStanding,
    },
    evaluations::scheme::SubjectKind,
    members::{self, MemberId, Subject},
    organizations::{self, Domain, OrganizationId, tree},
    statistics::candidates::{self, Candidate},
};

/// 表彰活动.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProgrammeRow {
    /// Row id.
    pub id: ProgrammeId,
    /// 年度.
    pub year: i32,
    /// 名称.
    pub name: String,
    /// 表彰层次.
    pub level: String,
    /// 依据.
    pub basis: Option<String>,
    /// 步骤, in order.
    pub steps: Vec<String>,
    /// The step during which nominations are published; checks bind every step after it.
    pub publicity_step: String,
    /// The step that gives the honour.
    pub award_step: String,
    /// Working days of 公示, at least.
    pub publicity_days: u32,
    /// 表彰类别.
    pub kinds: Vec<KindRow>,
    /// 名额.
    pub quotas: Vec<QuotaRow>,
}

/// 表彰类别 of a programme.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KindRow {
    /// 称号.
    pub name: String,
    /// 党组织 | 党员.
    pub subject: SubjectKind,
    /// 名 | 个.
    pub measure: String,
    /// How many are 在推.
    pub open: u64,
    /// How many are 已表彰.
    pub honoured: u64,
}

/// 名额.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QuotaRow {
    /// 表彰类别.
    pub kind: String,
    /// 推荐单位; null where the quota is for a domain or for everybody.
    pub organization: Option<String>,
    /// The same by number.
    pub organization_id: Option<OrganizationId>,
    /// 领域; null where the quota is for an organization or for everybody.
    pub domain: Option<Domain>,
    /// At least.
    pub least: Option<u64>,
    /// At most.
    pub most: Option<u64>,
    /// 已推荐: 在推 and 已表彰.
    pub count: u64,
}

/// 推荐对象.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NominationRow {
    /// Row id.
    pub id: NominationId,
    /// 表彰活动.
    pub programme: String,
    /// 年度.
    pub year: i32,
    /// 表彰类别.
    pub kind: String,
    /// 党组织 | 党员.
    pub subject_kind: SubjectKind,
    /// 姓名 or 党组织名称.
    pub name: String,
    /// The member by number; null for an organization.
    pub member_id: Option<MemberId>,
    /// The organization by number; null for a member.
    pub organization_id: Option<OrganizationId>,
    /// The branch of a member on the day of the nomination; null for an organization.
    pub organization: Option<String>,
    /// 推荐单位.
    pub nominated_by: Option<String>,
    /// The same by number.
    pub nominated_by_id: Option<OrganizationId>,
    /// 推荐日期.
    pub nominated_on: NaiveDate,
    /// 主要事迹.
    pub reason: Option<String>,
    /// 奖惩情况.
    pub past_honours: Option<String>,
    /// The step reached; null before the first.
    pub step: Option<String>,
    /// The step that comes next; null once it has ended.
    pub next_step: Option<String>,
    /// Last day of the running 公示: the next step comes after it.
    pub published_until: Option<NaiveDate>,
    /// 在推 | 已表彰 | 未通过 | 已撤回.
    pub state: NominationState,
    /// Step by step.
    pub steps: Vec<StepRow>,
    /// 异议.
    pub objections: Vec<ObjectionRow>,
    /// 先进 | 中间 | 后进 of the programme's year; null for members and where nothing is recorded.
    pub standing: Option<YearlyStanding>,
    /// The checks, with the figures behind each.
    pub checks: Vec<Checked>,
}

/// A step of a nomination.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StepRow {
    /// 考核, 推荐, ...
    pub step: String,
    /// 通过 | 不通过 | 撤回.
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
#[derive(Debug, Serialize, JsonSchema)]
pub struct ObjectionRow {
    /// When it was raised.
    pub raised_on: NaiveDate,
    /// What it says.
    pub content: String,
    /// When it was settled; null while it is open.
    pub settled_on: Option<NaiveDate>,
    /// Whether it was upheld; null while it is open.
    pub upheld: Option<bool>,
    /// 核查结论.
    pub finding: Option<String>,
}

/// 荣誉.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HonourRow {
    /// Row id.
    pub id: HonourId,
    /// 党组织 | 党员.
    pub subject_kind: SubjectKind,
    /// 姓名 or 党组织名称.
    pub name: String,
    /// 称号.
    pub title: String,
    /// 表彰层次.
    pub level: String,
    /// 表彰日期.
    pub granted_on: NaiveDate,
    /// 表彰单位.
    pub granted_by: Option<String>,
    /// The programme that gave it; null for one given otherwise.
    pub programme: Option<String>,
}

fn asked(office: &Office, named: Option<&ProgrammeNamed>) -> Result<Vec<Programme>> {
    match named {
        Some(named) => Ok(vec![super::programme_named(office, named)?]),
        None => commendations::store::programmes(office.read()),
    }
}

/// The programmes, or the one named, with quotas and how far they are taken up.
///
/// # Errors
/// Not found, ambiguous; storage errors.
pub fn programmes(office: &Office, named: Option<&ProgrammeNamed>) -> Result<Vec<ProgrammeRow>> {
    asked(office, named)?.iter().map(|found| programme(office, found)).collect()
}

pub(super) fn programme(office: &Office, programme: &Programme) -> Result<ProgrammeRow> {
    let connection = office.read();
    let definition = &programme.definition;
    let nominations = commendations::store::nominations(connection, programme.id)?;
    let names: HashMap<OrganizationId, String> =
        organizations::store::all(connection)?.into_iter().map(|found| (found.id, found.name)).collect();
    let count = |kind: &str, state| {
        let of_kind = nominations.iter().filter(|nomination| nomination.kind == kind);
        of_kind.filter(|nomination| nomination.state(definition) == state).count() as u64
    };
    let kinds = definition.kinds.iter().map(|kind| KindRow {
        name: kind.name.clone(),
        subject: kind.subject,
        measure: kind.measure.clone(),
        open: count(&kind.name, NominationState::Open),
        honoured: count(&kind.name, NominationState::Honoured),
    });
    let quotas = candidates::quotas_filled(connection, programme, office.clock().today())?;
    let quotas = quotas.into_iter().map(|filled| QuotaRow {
        organization: filled.quota.organization.and_then(|id| names.get(&id).cloned()),
        organization_id: filled.quota.organization,
        kind: filled.quota.kind,
        domain: filled.quota.domain,
        least: filled.quota.least,
        most: filled.quota.most,
        count: filled.count,
    });
    Ok(ProgrammeRow {
        id: programme.id,
        year: programme.year,
        name: programme.name.clone(),
        level: programme.level.clone(),
        basis: programme.basis.clone(),
        steps: definition.steps.clone(),
        publicity_step: definition.publicity_step.clone(),
        award_step: definition.award_step.clone(),
        publicity_days: definition.publicity_days,
        kinds: kinds.collect(),
        quotas: quotas.collect(),
    })
}

/// The nominations of every programme, or of the one named; those withdrawn or not carried stay on
/// the list.
///
/// # Errors
/// Not found, ambiguous; storage errors.
pub fn nominations(office: &Office, named: Option<&ProgrammeNamed>) -> Result<Vec<NominationRow>> {
    let mut found = Vec::new();
    for programme in asked(office, named)? {
        let all = candidates::candidates(office.read(), &programme, office.clock().today())?;
        found.extend(rows(&programme, all, |_| true));
    }
    Ok(found)
}

/// Candidates as rows, those that are wanted.
pub(super) fn rows(
    programme: &Programme,
    all: Vec<Candidate>,
    wanted: impl Fn(NominationId) -> bool,
) -> Vec<NominationRow> {
    all.into_iter().filter(|found| wanted(found.nomination.id)).map(|found| row(programme, found)).collect()
}

fn row(programme: &Programme, found: Candidate) -> NominationRow {
    let nomination = found.nomination;
    let subject_kind = SubjectKind::of(nomination.subject);
    let branch = found.organization.filter(|_| subject_kind == SubjectKind::Member);
    NominationRow {
        id: nomination.id,
        programme: programme.name.clone(),
        year: programme.year,
        subject_kind,
        name: found.name,
        member_id: match nomination.subject {
            Subject::Member(id) => Some(id),
            Subject::Organization(_) => None,
        },
        organization_id: match nomination.subject {
            Subject::Organization(id) => Some(id),
            Subject::Member(_) => None,
        },
        organization: branch.map(|branch| branch.name),
        nominated_by: found.nominated_by,
        nominated_by_id: nomination.nominated_by,
        nominated_on: nomination.nominated_on,
        step: nomination.reached().map(|step| step.step.clone()),
        next_step: nomination.next_step(&programme.definition).map(str::to_owned),
        published_until: nomination.reached().and_then(|step| step.until),
        state: found.state,
        kind: nomination.kind,
        reason: nomination.reason,
        past_honours: nomination.past_honours,
        steps: nomination
            .steps
            .into_iter()
            .map(|step| StepRow {
                step: step.step,
                outcome: step.outcome,
                happened_on: step.happened_on,
                until: step.until,
                opinion: step.opinion,
                decided_by: step.decided_by,
            })
            .collect(),
        objections: nomination
            .objections
            .into_iter()
            .map(|objection| ObjectionRow {
                raised_on: objection.raised_on,
                content: objection.content,
                settled_on: objection.settled.map(|(day, _)| day),
                upheld: objection.settled.map(|(_, upheld)| upheld),
                finding: objection.finding,
            })
            .collect(),
        standing: found.standing.map(|record| record.standing),
        checks: found.checks,
    }
}

/// Every honour of the office, or those that a programme gave, by day.
///
/// # Errors
/// Not found, ambiguous; storage errors.
pub fn honours(office: &Office, named: Option<&ProgrammeNamed>) -> Result<Vec<HonourRow>> {
    let connection = office.read();
    let mut programmes: HashMap<HonourId, String> = HashMap::new();
    for programme in asked(office, named)? {
        let given = commendations::store::honours_of(connection, programme.id)?;
        programmes.extend(given.into_keys().map(|honour| (honour, programme.name.clone())));
    }
    let organizations = organizations::store::all(connection)?;
    let everyone: HashMap<MemberId, String> = members::store::everyone(connection, office.clock().today())?
        .into_iter()
        .map(|member| (member.id, member.facts.name))
        .collect();
    let honours = commendations::honours(connection)?.into_iter();
    Ok(honours
        .filter(|honour| named.is_none() || programmes.contains_key(&honour.id))
        .map(|honour| HonourRow {
            subject_kind: SubjectKind::of(honour.subject),
            name: match honour.subject {
                Subject::Organization(id) => tree::by_id(&organizations, id).map(|found| found.name.clone()),
                Subject::Member(id) => everyone.get(&id).cloned(),
            }
            .unwrap_or_default(),
            programme: programmes.get(&honour.id).cloned(),
            id: honour.id,
            title: honour.title,
            level: honour.level,
            granted_on: honour.granted_on,
            granted_by: honour.granted_by,
        })
        .collect())
}
