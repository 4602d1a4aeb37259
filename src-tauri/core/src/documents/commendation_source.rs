//! From the records to the commendation papers: which programme, who of it stands on which paper, in
//! which order. The papers themselves are in the modules named after them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    Document, Order,
    catalogue::Parameter,
    commendation_decision::{self, CommendationDecision},
    commended::{Commended, CommendedList},
    desk::Desk,
    nomination_summary::{self, Nominated, NominationSummary},
    publicity_notice::{self, PublicityNotice},
    recommendation::{self, MemberRecommendation, OrganizationRecommendation, Recommended},
};
use crate::{
    Error, Result,
    commendations::{Kind, NominationState, Programme, Step, StepOutcome, checks::Evaluated, store},
    evaluations::scheme::SubjectKind,
    members::{self, Member, Standing, Subject},
    numbers::Share,
    organizations::{self, OrganizationKind},
    statistics::candidates::{Candidate, candidates},
};

/// Who took a step, with its record.
type Passed<'r> = Vec<(&'r Candidate, &'r Step)>;

/// A programme and those of its nominations that the request asks for.
struct Round {
    programme: Programme,
    /// 在推 and 已表彰: who withdrew or was not carried stands on no paper.
    candidates: Vec<Candidate>,
}

impl Round {
    fn read(desk: &Desk<'_>) -> Result<Self> {
        let programme = programme(desk)?;
        let day = figures_day(desk);
        let mut candidates = candidates(desk.connection, &programme, day)?;
        if let Some(kind) = &desk.request.kind {
            let kind = programme.definition.kind_named(kind)?.name.clone();
            candidates.retain(|candidate| candidate.nomination.kind == kind);
        }
        // A whole paper stays whole, whatever else is asked of `all`.
        if let Some(member) = desk.request.member.filter(|_| desk.takes(Parameter::Member)) {
            candidates.retain(|candidate| candidate.nomination.subject == Subject::Member(member));
        }
        if desk.request.organization.is_some() && desk.takes(Parameter::Organization) {
            let scope = desk.scope();
            let inside = |candidate: &Candidate| {
                let own = candidate.organization.as_ref().map(|organization| organization.id);
                [candidate.nomination.nominated_by, own].into_iter().flatten().any(|id| scope.contains(&id))
            };
            candidates.retain(inside);
        }
        let stands = |state| matches!(state, NominationState::Open | NominationState::Honoured);
        candidates.retain(|candidate| stands(candidate.state));
        Ok(Self { programme, candidates })
    }

    /// The programme as titles have it: 2012年“七一”表彰.
    fn title(&self) -> String {
        publicity_notice::titled(&self.programme.name, self.programme.year)
    }

    /// Candidates who are people, or organizations; refused when there are none.
    fn of(&self, subject: SubjectKind) -> Result<Vec<&Candidate>> {
        let of_kind = |candidate: &&Candidate| SubjectKind::of(candidate.nomination.subject) == subject;
        let found: Vec<&Candidate> = self.candidates.iter().filter(of_kind).collect();
        if found.is_empty() {
            Err(self.nobody(if subject == SubjectKind::Member {
                "推荐的党员"
            } else {
                "推荐的党组织"
            }))
        } else {
            Ok(found)
        }
    }

    fn nobody(&self, whom: &str) -> Error {
        Error::refused(format!("{}没有{whom}", self.title()))
            .hint("请先登记推荐对象，或核对所选的类别、党组织和党员。")
            .terminal("请先用 xianfeng nominate 登记推荐对象，或核对所选的类别、党组织和党员。")
    }

    /// Those who passed a step, by what makes a paper of their own.
    fn passed<K: Ord>(&self, step: &str, paper: impl Fn(&Step) -> K) -> BTreeMap<K, Passed<'_>> {
        let mut found: BTreeMap<K, Vec<_>> = BTreeMap::new();
        for candidate in &self.candidates {
            let steps = candidate.nomination.steps.iter();
            let passed = |record: &&Step| record.step == step && record.outcome == StepOutcome::Passed;
            if let Some(record) = steps.rev().find(passed) {
                found.entry(paper(record)).or_default().push((candidate, record));
            }
        }
        found
    }

    /// The steps before `step` that all of these went through.
    fn steps_before(&self, step: &str, all: &[(&Candidate, &Step)]) -> Vec<String> {
        let before = self.programme.definition.steps.iter().take_while(|name| *name != step);
        let went = |candidate: &Candidate, name: &str| {
            candidate
                .nomination
                .steps
                .iter()
                .any(|record| record.step == name && record.outcome == StepOutcome::Passed)
        };
        before.filter(|name| all.iter().all(|(candidate, _)| went(candidate, name))).cloned().collect()
    }

    /// By kind; people by 姓氏笔画, organizations as the name list has them.
    fn lists(&self, desk: &Desk<'_>, of: &[(&Candidate, &Step)]) -> Result<Vec<CommendedList>> {
        let order = desk.name_order(Order::Strokes)?;
        let mut lists = Vec::new();
        for Kind { name, measure, .. } in &self.programme.definition.kinds {
            let mut those: Vec<&Candidate> = of
                .iter()
                .map(|(candidate, _)| *candidate)
                .filter(|one| one.nomination.kind == *name)
                .collect();
            those.sort_by_cached_key(|candidate| {
                let place = match candidate.nomination.subject {
                    Subject::Organization(_) => candidate.organization.as_ref().map(|one| one.position),
                    Subject::Member(_) => None,
                };
                (place, order.key(&candidate.name), candidate.nomination.position)
            });
            let entries = those.into_iter().map(|one| commended(desk, one)).collect::<Result<Vec<_>>>()?;
            if !entries.is_empty() {
                lists.push(CommendedList { kind: name.clone(), measure: measure.clone(), entries });
            }
        }
        Ok(lists)
    }
}

/// The day of the figures of those who are 在推: the asked 截止日期 where the form takes one.
fn figures_day(desk: &Desk<'_>) -> NaiveDate {
    if desk.takes(Parameter::AsOf) { desk.as_of } else { desk.today }
}

/// The asked programme, or the only one.
pub(super) fn programme(desk: &Desk<'_>) -> Result<Programme> {
    if let Some(id) = desk.request.programme {
        return store::programme(desk.connection, id);
    }
    let mut all = store::programmes(desk.connection)?;
    if all.len() > 1 {
        let names = all.iter().map(|one| format!("{}　{}", one.year, one.name)).collect();
        return Err(Error::refused("登记了多个表彰活动，没有写明出哪一个的")
            .hint("请选定一个表彰活动，现有的活动如下。")
            .terminal("请用 --programme 名称 写明，现有的活动如下。")
            .details(names));
    }
    all.pop().ok_or_else(|| {
        Error::refused("还没有登记表彰活动")
            .hint("请先在“评先表彰”里登记表彰活动，再出推荐和表彰的文表。")
            .terminal("请先用 xianfeng programme add 登记表彰活动，再出推荐和表彰的文表。")
    })
}

fn commended(desk: &Desk<'_>, candidate: &Candidate) -> Result<Commended> {
    Ok(match member(desk, candidate)? {
        None => Commended::Organization(candidate.name.clone()),
        Some(member) => Commended::Member {
            name: candidate.name.clone(),
            sex: member.facts.sex,
            ethnicity: member.facts.ethnicity,
            post: member.facts.job,
        },
    })
}

/// The person of a nomination; of a day before the books, as they are today. Without 单位职务 on the
/// roster, branch and post stand in for it: no such paper names a person alone.
fn member(desk: &Desk<'_>, candidate: &Candidate) -> Result<Option<Member>> {
    let member = match (candidate.nomination.subject, &candidate.member) {
        (Subject::Organization(_), _) => None,
        (_, Some(member)) => Some(member.clone()),
        (Subject::Member(id), None) => members::store::get(desk.connection, id, desk.today)?,
    };
    Ok(member.map(|mut member| {
        let post = member.membership.post.as_deref().unwrap_or("党员");
        let branch = candidate.organization.as_ref();
        member.facts.job = member.facts.job.or_else(|| branch.map(|branch| format!("{}{post}", branch.name)));
        member
    }))
}

/// 推荐审批表 of people.
pub(super) fn member_recommendations(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let round = Round::read(desk)?;
    let mut papers = Vec::new();
    for candidate in round.of(SubjectKind::Member)? {
        let Some(member) = member(desk, candidate)? else { continue };
        papers.push(MemberRecommendation {
            recommended: recommended(desk, &round.programme, candidate),
            grades: grades(round.programme.year, candidate),
            member,
        });
    }
    Ok(vec![recommendation::members(&round.title(), &papers)])
}

/// 推荐审批表 of organizations.
pub(super) fn organization_recommendations(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let round = Round::read(desk)?;
    let papers: Vec<OrganizationRecommendation> = round
        .of(SubjectKind::Organization)?
        .into_iter()
        .filter_map(|candidate| {
            Some(OrganizationRecommendation {
                recommended: recommended(desk, &round.programme, candidate),
                organization: candidate.organization.clone()?,
                members: members_of(candidate),
            })
        })
        .collect();
    Ok(vec![recommendation::organizations(&round.title(), &papers)])
}

/// None for a 党组, which has no members of its own.
fn members_of(candidate: &Candidate) -> Option<(u64, u64)> {
    let organization = candidate.organization.as_ref()?;
    candidate
        .members
        .filter(|_| organization.kind != OrganizationKind::LeadingGroup)
        .map(|count| (count.full, count.probationary))
}

fn recommended(desk: &Desk<'_>, programme: &Programme, candidate: &Candidate) -> Recommended {
    let nomination = &candidate.nomination;
    let opinion = |step: &str| {
        let record = nomination.steps.iter().rev().find(|record| record.step == step);
        record.and_then(|record| record.opinion.clone())
    };
    let (satisfaction, decimals) = satisfaction(candidate);
    Recommended {
        kind: nomination.kind.clone(),
        nominated_by: candidate.nominated_by.clone().unwrap_or_else(|| desk.unit.name.clone()),
        level: programme.level.clone(),
        nominated_on: nomination.nominated_on,
        satisfaction,
        decimals,
        fulfilment: candidate.pledges.due,
        as_of: nomination.ended_on(&programme.definition).unwrap_or_else(|| figures_day(desk)),
        honours: candidate.honours.clone(),
        past_honours: nomination.past_honours.clone(),
        reason: nomination.reason.clone(),
        opinions: [opinion("推荐"), opinion("审定"), None, None],
        profile: desk.request.profile,
    }
}

fn satisfaction(candidate: &Candidate) -> (Share, u32) {
    match candidate.evaluated {
        Evaluated::Rate(share, decimals) => (share, decimals),
        _ => (Share::default(), 0),
    }
}

/// The last two years of 民主评议, earlier first; years without a record are left to write.
fn grades(year: i32, candidate: &Candidate) -> [(i32, Option<String>); 2] {
    let last = candidate.reviews.first().map_or(year - 1, |review| review.year.max(year - 1));
    let grade = |year: i32| {
        let review = candidate.reviews.iter().find(|review| review.year == year);
        (year, review.and_then(|review| review.grade.clone()))
    };
    [grade(last - 1), grade(last)]
}

/// 推荐对象汇总表.
pub(super) fn summary(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let round = Round::read(desk)?;
    if round.candidates.is_empty() {
        return Err(round.nobody("推荐对象"));
    }
    let standing = |standing| move |member: &&Member| member.membership.standing == Some(standing);
    let members = desk.members()?;
    let mut unit = desk.unit.clone();
    if let Some(chosen) = desk.chosen() {
        unit.name.clone_from(&chosen.name);
    }
    let mut summary = NominationSummary {
        unit,
        programme: round.title(),
        members: (
            members.iter().filter(standing(Standing::Full)).count() as u64,
            members.iter().filter(standing(Standing::Probationary)).count() as u64,
        ),
        as_of: desk.as_of,
        profile: desk.request.profile,
        people: Vec::new(),
        organizations: Vec::new(),
    };
    for candidate in &round.candidates {
        let (satisfaction, decimals) = satisfaction(candidate);
        let nominated = Nominated {
            kind: candidate.nomination.kind.clone(),
            nominated_by: candidate.nominated_by.clone(),
            satisfaction,
            decimals,
            fulfilment: candidate.pledges.due,
            checks: candidate.checks.clone(),
        };
        match (member(desk, candidate)?, &candidate.organization) {
            (Some(member), _) => summary.people.push((member, nominated)),
            (None, Some(body)) => {
                summary.organizations.push((body.clone(), members_of(candidate), nominated));
            }
            (None, None) => {}
        }
    }
    Ok(vec![nomination_summary::document(&summary)])
}

/// 公示, a notice for each time that names were published.
pub(super) fn notices(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let round = Round::read(desk)?;
    let step = &round.programme.definition.publicity_step;
    let published = round.passed(step, |record| (record.happened_on, record.until));
    if published.is_empty() {
        return Err(Error::refused(format!("{}还没有推荐对象进入“{step}”", round.title()))
            .hint(format!("请先登记“{step}”的起止日期，再出公示。"))
            .terminal(format!("请先用 xianfeng advance 登记“{step}”的起止日期，再出公示。")));
    }
    let address = organizations::store::publicity_address(desk.connection)?;
    let notice = |((from, until), those): ((NaiveDate, Option<NaiveDate>), Passed<'_>)| {
        Ok(publicity_notice::document(&PublicityNotice {
            unit: desk.unit.clone(),
            address: address.clone(),
            programme: round.title(),
            basis: round.programme.basis.clone(),
            steps: round.steps_before(step, &those),
            lists: round.lists(desk, &those)?,
            days: (from, until.unwrap_or(from)),
            date_style: desk.request.date_style,
        }))
    };
    published.into_iter().map(notice).collect()
}

/// 表彰决定.
pub(super) fn decisions(desk: &Desk<'_>) -> Result<Vec<Document>> {
    Ok(granted(desk)?.iter().map(|decision| named(desk, decision, commendation_decision::document)).collect())
}

/// 表彰名单.
pub(super) fn lists(desk: &Desk<'_>) -> Result<Vec<Document>> {
    Ok(granted(desk)?.iter().map(|decision| named(desk, decision, commendation_decision::list)).collect())
}

/// Another unit's paper lies beside the office's own of the same day.
fn named(
    desk: &Desk<'_>,
    decision: &CommendationDecision,
    paper: fn(&CommendationDecision) -> Document,
) -> Document {
    let mut paper = paper(decision);
    if decision.unit != desk.unit.name {
        paper.name = format!("{}-{}", paper.name, decision.unit);
    }
    paper
}

/// What was granted, by day and by who granted it; the office's own first.
fn granted(desk: &Desk<'_>) -> Result<Vec<CommendationDecision>> {
    let mut round = Round::read(desk)?;
    let step = round.programme.definition.award_step.clone();
    round.candidates.retain(|candidate| candidate.state == NominationState::Honoured);
    let paper = |record: &Step| {
        let named = record.decided_by.as_deref();
        let other =
            named.and_then(|named| commendation_decision::other_unit(named, &desk.unit, &desk.organizations));
        (record.happened_on, other)
    };
    let granted = round.passed(&step, paper);
    if granted.is_empty() {
        return Err(Error::refused(format!("{}还没有通过“{step}”的推荐对象", round.title()))
            .hint(format!("审定以后，请先登记“{step}”，再出表彰决定和名单。"))
            .terminal(format!("审定以后，请先用 xianfeng advance 登记“{step}”，再出表彰决定和名单。")));
    }
    let below: Vec<OrganizationKind> =
        [OrganizationKind::Committee, OrganizationKind::GeneralBranch, OrganizationKind::Branch]
            .into_iter()
            .filter(|kind| desk.organizations.iter().any(|organization| organization.kind == *kind))
            .collect();
    let decision = |((granted_on, other), those): ((NaiveDate, Option<String>), Passed<'_>)| {
        // Another unit's decision goes to whom that unit knows.
        let addressees = if other.is_none() { below.clone() } else { Vec::new() };
        Ok(CommendationDecision {
            unit: other.unwrap_or_else(|| desk.unit.name.clone()),
            addressees,
            programme: round.title(),
            basis: round.programme.basis.clone(),
            steps: round.steps_before(&step, &those),
            lists: round.lists(desk, &those)?,
            granted_on,
            date_style: desk.request.date_style,
        })
    };
    granted.into_iter().map(decision).collect()
}
