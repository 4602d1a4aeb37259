//! The records that candidates are made from, read once for a whole programme.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use super::{Candidate, MemberCount, Review};
use crate::{
    Result,
    clock::Period,
    commendations::{
        self, Check, Checked, Honour, Nomination, NominationState, Programme, Quota,
        checks::{self, Evaluated},
        quotas::{self, Filled, Taker},
        standings::{self, StandingRecord},
    },
    evaluations::scheme::SubjectKind,
    members::{self, Member, MemberId, Membership, Standing, Subject},
    numbers::Share,
    organizations::{self, Organization, OrganizationId, tree},
    pledges::{self, Pledge},
    statistics::evaluation_results::{Selection, SubjectResult, results},
};

/// Members by branch on a day.
#[derive(Default)]
struct Roll(BTreeMap<Option<OrganizationId>, MemberCount>);

impl Roll {
    fn read(connection: &Connection, day: NaiveDate) -> Result<Self> {
        let mut roll = Self::default();
        for member in members::store::members_on(connection, day)? {
            let count = roll.0.entry(member.membership.organization).or_default();
            match member.membership.standing {
                Some(Standing::Full) => count.full += 1,
                Some(Standing::Probationary) => count.probationary += 1,
                None => {}
            }
        }
        Ok(roll)
    }

    fn full(&self) -> u64 {
        self.0.values().map(|count| count.full).sum()
    }

    fn of(&self, branches: &[OrganizationId]) -> MemberCount {
        let mut sum = MemberCount::default();
        for count in branches.iter().filter_map(|branch| self.0.get(&Some(*branch))) {
            sum.full += count.full;
            sum.probationary += count.probationary;
        }
        sum
    }
}

/// What the candidates of a programme are made from, read once.
pub struct Records<'c> {
    connection: &'c Connection,
    programme: &'c Programme,
    today: NaiveDate,
    opened: Option<NaiveDate>,
    organizations: Vec<Organization>,
    pub nominations: Vec<Nomination>,
    /// Who takes up quota; the place is that of `nominations`.
    takers: Vec<Option<Taker>>,
    quotas: Vec<Quota>,
    honours: Vec<Honour>,
    standings: Vec<StandingRecord>,
    pledges: HashMap<Subject, Vec<Pledge>>,
    rolls: BTreeMap<NaiveDate, Roll>,
    /// 评议结果 of a year up to a day.
    results: BTreeMap<(i32, NaiveDate), Vec<SubjectResult>>,
}

impl<'c> Records<'c> {
    pub fn read(
        connection: &'c Connection,
        programme: &'c Programme,
        planned: &[Nomination],
        today: NaiveDate,
    ) -> Result<Self> {
        let mut pledges: HashMap<Subject, Vec<Pledge>> = HashMap::new();
        for pledge in pledges::store::ledger(connection, Some(programme.year))? {
            pledges.entry(pledge.facts.subject).or_default().push(pledge);
        }
        let mut records = Self {
            connection,
            programme,
            today,
            opened: members::store::books_opened_on(connection)?,
            organizations: organizations::store::all(connection)?,
            nominations: commendations::store::nominations(connection, programme.id)?,
            takers: Vec::new(),
            quotas: commendations::store::quotas(connection, programme.id)?,
            honours: commendations::honours(connection)?,
            standings: standings::standings(connection, programme.year)?,
            pledges,
            rolls: BTreeMap::new(),
            results: BTreeMap::new(),
        };
        records.nominations.extend_from_slice(planned);
        let takers = records.nominations.iter().map(|nomination| records.taker(nomination));
        records.takers = takers.collect::<Result<_>>()?;
        Ok(records)
    }

    /// What a nomination takes up; nothing once it has failed or was withdrawn.
    fn taker(&self, nomination: &Nomination) -> Result<Option<Taker>> {
        let state = nomination.state(&self.programme.definition);
        if matches!(state, NominationState::Failed | NominationState::Withdrawn) {
            return Ok(None);
        }
        let domain = match nomination.subject {
            Subject::Organization(id) => self.organization(id),
            Subject::Member(id) => {
                let member = members::store::get(self.connection, id, nomination.nominated_on)?;
                member.and_then(|member| member.membership.organization).and_then(|id| self.organization(id))
            }
        }
        .and_then(|organization| organization.domain);
        let kind = nomination.kind.clone();
        Ok(Some(Taker { kind, nominated_by: nomination.nominated_by, domain }))
    }

    /// Each quota of the programme with how many take it up.
    pub fn quotas_filled(&self) -> Vec<Filled> {
        quotas::fill(&self.quotas, &self.takers.iter().flatten().cloned().collect::<Vec<_>>())
    }

    fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        tree::by_id(&self.organizations, id)
    }

    /// A nomination with its figures.
    pub fn candidate(&mut self, nomination: &Nomination) -> Result<Candidate> {
        let definition = &self.programme.definition;
        let (on, subject) = (nomination.nominated_on, nomination.subject);
        let state = nomination.state(definition);
        let day = nomination.ended_on(definition).unwrap_or(self.today);
        let (member, now) = match subject {
            Subject::Organization(_) => (None, None),
            Subject::Member(id) => {
                (self.member(id, on)?, self.member(id, day)?.map(|member| member.membership))
            }
        };
        let organization = match subject {
            Subject::Organization(id) => Some(id),
            Subject::Member(_) => member.as_ref().and_then(|member| member.membership.organization),
        };
        let members = match subject {
            Subject::Organization(id) => {
                let mut branches = tree::descendants(&self.organizations, id);
                branches.push(id);
                self.roll(on)?.map(|roll| roll.of(&branches))
            }
            Subject::Member(_) => None,
        };
        let since = checks::years_before(on, 3);
        let own = self.honours.iter().filter(|honour| honour.subject == subject);
        let recent = own.filter(|honour| since <= honour.granted_on && honour.granted_on <= on);
        let honours = recent.cloned().collect();
        let mut candidate = Candidate {
            nomination: nomination.clone(),
            state,
            name: self.name(subject, day)?,
            organization: organization.and_then(|id| self.organization(id)).cloned(),
            nominated_by: nomination
                .nominated_by
                .and_then(|id| self.organization(id))
                .map(|organization| organization.name.clone()),
            evaluated: self.evaluated(subject, day)?,
            reviews: self.reviews(subject, day)?,
            pledges: pledges::fulfilment(self.pledges.get(&subject).into_iter().flatten(), day),
            members,
            honours,
            standing: self.standing(subject),
            checks: Vec::new(),
            member,
        };
        let rules = definition.kind(&nomination.kind).map(|kind| kind.checks.as_slice()).unwrap_or_default();
        candidate.checks =
            rules.iter().map(|rule| self.check(rule, &candidate, now.as_ref())).collect::<Result<_>>()?;
        Ok(candidate)
    }

    fn member(&self, id: MemberId, day: NaiveDate) -> Result<Option<Member>> {
        members::store::get(self.connection, id, day)
    }

    fn name(&self, subject: Subject, day: NaiveDate) -> Result<String> {
        Ok(match subject {
            Subject::Organization(id) => self.organization(id).map(|found| found.name.clone()),
            Subject::Member(id) => self.member(id, day.max(self.today))?.map(|found| found.facts.name),
        }
        .unwrap_or_default())
    }

    fn standing(&self, subject: Subject) -> Option<StandingRecord> {
        let found =
            self.standings.iter().find(|record| subject == Subject::Organization(record.organization));
        found.cloned()
    }

    /// Members by branch; none for a day before the books (`decisions.md` 14).
    fn roll(&mut self, day: NaiveDate) -> Result<Option<&Roll>> {
        if self.opened.is_none_or(|opened| day < opened) {
            return Ok(None);
        }
        if !self.rolls.contains_key(&day) {
            self.rolls.insert(day, Roll::read(self.connection, day)?);
        }
        Ok(self.rolls.get(&day))
    }

    fn results(&mut self, year: i32, day: NaiveDate) -> Result<&[SubjectResult]> {
        let mut period = Period::parse(&year.to_string())?;
        period.to = period.to.min(day).max(period.from);
        let key = (year, period.to);
        if !self.results.contains_key(&key) {
            self.results.insert(key, results(self.connection, &period, Selection::All)?);
        }
        Ok(self.results.get(&key).map(Vec::as_slice).unwrap_or_default())
    }

    /// The year's 群众评议 of a subject. Under two schemes, the one of the last meeting counts.
    fn evaluated(&mut self, subject: Subject, day: NaiveDate) -> Result<Evaluated> {
        let kind = SubjectKind::of(subject);
        let of_kind = |result: &&SubjectResult| SubjectKind::of(result.subject) == kind && !is_review(result);
        let results = self.results(self.programme.year, day)?;
        let own = results.iter().filter(of_kind).filter(|result| result.subject == subject);
        let last = own.max_by_key(|result| {
            (!result.tally.void, result.meetings.iter().map(|meeting| meeting.held_on).max())
        });
        Ok(match last {
            Some(result) if result.tally.void => Evaluated::Void,
            Some(result) if result.tally.valid == 0 && result.tally.papers.collected.is_none() => {
                Evaluated::WithoutPapers
            }
            Some(result) => Evaluated::Rate(result.tally.overall.satisfied, result.scheme.decimals),
            None if results.iter().any(|result| of_kind(&result)) => Evaluated::Missed,
            None => Evaluated::NotYet,
        })
    }

    fn reviews(&mut self, subject: Subject, day: NaiveDate) -> Result<Vec<Review>> {
        let mut reviews = Vec::new();
        if SubjectKind::of(subject) == SubjectKind::Organization {
            return Ok(reviews);
        }
        let last = self.programme.year.min(day.year());
        for year in [last, last - 1, last - 2] {
            let results = self.results(year, day)?.iter();
            let own = results.filter(|result| result.subject == subject && is_review(result));
            reviews
                .extend(own.filter(|result| !result.tally.void).take(1).map(|result| review(year, result)));
        }
        reviews.truncate(2);
        Ok(reviews)
    }

    fn check(&mut self, rule: &Check, of: &Candidate, now: Option<&Membership>) -> Result<Checked> {
        let nomination = &of.nomination;
        let (on, kind) = (nomination.nominated_on, nomination.kind.as_str());
        let (outcome, figures) = match rule {
            Check::FullMember => {
                checks::full_member(on, of.member.as_ref().map(|member| &member.membership), now)
            }
            Check::Satisfied { at_least } => checks::satisfied(*at_least, of.evaluated),
            Check::PledgesFulfilled { at_least } => checks::pledges_fulfilled(*at_least, of.pledges),
            Check::OneTitle => checks::one_title(&self.other_titles(nomination)),
            Check::WithinQuota => self.quota_check(nomination)?,
            Check::WithinShare => {
                let rule = self.programme.definition.kind(kind).and_then(|kind| kind.share);
                let takers = self.takers.iter().flatten().filter(|taker| taker.kind == kind).count() as u64;
                checks::within_share(rule, takers, self.roll(on)?.map(Roll::full))
            }
            Check::NotRecentlyHonoured { years } => {
                let own = self.honours.iter().filter(|honour| honour.subject == nomination.subject);
                // What this very nomination gave is later than the nomination.
                checks::not_recently_honoured(kind, *years, on, &own.cloned().collect::<Vec<_>>())
            }
        };
        Ok(Checked { name: rule.name().to_owned(), outcome, figures })
    }

    fn other_titles(&self, of: &Nomination) -> Vec<(&str, NominationState)> {
        let others = self.nominations.iter().filter(|other| other.subject == of.subject && other.id != of.id);
        others
            .map(|other| (other.kind.as_str(), other.state(&self.programme.definition)))
            .filter(|(_, state)| matches!(state, NominationState::Open | NominationState::Honoured))
            .collect()
    }

    fn quota_check(&self, nomination: &Nomination) -> Result<checks::Found> {
        let own = self.taker(nomination)?.unwrap_or_else(|| Taker {
            kind: nomination.kind.clone(),
            nominated_by: nomination.nominated_by,
            domain: None,
        });
        let mut of_kind = self.quotas_filled();
        of_kind.retain(|filled| filled.quota.kind == nomination.kind);
        let shared = |quota: &Quota| quota.organization.is_some() || quota.domain.is_some();
        let any_shared = of_kind.iter().any(|filled| shared(&filled.quota));
        of_kind.retain(|filled| filled.quota.counts(&own));
        let unallotted = any_shared && !of_kind.iter().any(|filled| shared(&filled.quota));
        let filled: Vec<_> = of_kind.into_iter().map(|filled| (self.place(&filled.quota), filled)).collect();
        Ok(checks::within_quota(&filled, unallotted))
    }

    /// The words for whom a quota is: the kind itself, the 推荐单位 or the 领域.
    fn place(&self, quota: &Quota) -> String {
        match (quota.organization.and_then(|id| self.organization(id)), quota.domain) {
            (Some(organization), _) => organization.name.clone(),
            (None, Some(domain)) => domain.to_string(),
            (None, None) => quota.kind.clone(),
        }
    }
}

/// 民主评议 leaves 预备党员 out (`decisions.md` 9); 群众评议 does not.
fn is_review(result: &SubjectResult) -> bool {
    SubjectKind::of(result.subject) == SubjectKind::Member && !result.scheme.probationary
}

fn review(year: i32, result: &SubjectResult) -> Review {
    let tally = &result.tally;
    if let Some(band) = &tally.band {
        return Review { year, grade: Some(band.clone()), papers: Share::default() };
    }
    let papers = &tally.overall.counts.grades;
    let most = papers.iter().copied().max().unwrap_or(0);
    let mut with_most =
        result.scheme.grades.iter().zip(papers).filter(|(_, papers)| **papers == most && most > 0);
    let first = with_most.next().map(|(grade, _)| grade.name.clone());
    let grade = first.filter(|_| with_most.next().is_none());
    Review { year, grade, papers: Share::new(most, tally.valid) }
}
