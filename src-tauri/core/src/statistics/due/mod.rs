//! 到期提醒: what is due and what is overdue, for whom, by when (`domain.md` §1.4 R2, §3.4, §3.6).
//!
//! A join: who must be reviewed and evaluated (`organizations`, `members`) against what was held
//! (`reviews`, `evaluations`), with 预备期, 承诺 and 任期 beside it. Pure: [`Ground`] in, groups out; the day
//! is the office's. It reminds and never refuses.

mod ground;
mod rules;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::{
    clock::{Period, Window},
    labels::labelled,
    members::{
        MemberId, Membership, Standing, Subject,
        chronicle::{self, Entry, PersonFacts},
        probation,
    },
    organizations::OrganizationId,
    pledges::PledgeId,
    reviews::ReviewKind,
    statistics::{
        coverage::Coverage,
        reviewed::{is_for, must_be_reviewed},
    },
};

pub use ground::{Ground, TermEnd};
pub use rules::{Rules, put_rules, rules};

labelled! {
    /// 提醒类别, in the order of the home screen.
    pub enum DueKind {
        Briefing = "一季一讲评",
        Comment = "半年一点评",
        Evaluation = "一年一评议",
        Probation = "预备期满",
        Pledge = "承诺到期",
        Term = "任期届满",
    }
}

labelled! {
    /// How near the day is.
    pub enum DueState {
        Overdue = "已逾期",
        Soon = "即将到期",
        Later = "未到期",
    }
}

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueItem {
    /// Whom it is about.
    pub subject: Subject,
    /// The branch of a member; an organization itself.
    pub organization: Option<OrganizationId>,
    /// The last day; the day itself is still in time.
    pub by: NaiveDate,
    /// The line of the ledger, where it is a pledge.
    pub pledge: Option<PledgeId>,
    /// What must be said beside the name.
    pub note: Option<String>,
}

/// Things due of one kind, of one window where it is kept by windows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueGroup {
    /// What.
    pub kind: DueKind,
    /// How near.
    pub state: DueState,
    /// The quarter, half-year or year that is to be covered.
    pub period: Option<Period>,
    /// The earliest last day of the group.
    pub by: NaiveDate,
    /// By day, then in the order of the lists.
    pub items: Vec<DueItem>,
}

/// Beside a 预备党员 whose probation was extended.
const EXTENDED: &str = "已延长预备期，每次按半年计算";

/// A member on the rolls today.
pub struct Enrolled<'a> {
    /// The person.
    pub person: &'a PersonFacts,
    /// What the books say today; 党内职务 is left out.
    pub membership: Membership,
    career: &'a [Entry],
}

impl Ground {
    /// Everything due by the rules: overdue first, then what is near, then the rest; earliest first.
    pub fn groups(&self, rules: &Rules) -> Vec<DueGroup> {
        let enrolled = self.enrolled();
        let mut items: Vec<(DueKind, Option<&Period>, DueItem)> = Vec::new();
        let windows = [
            (ReviewKind::Briefing, DueKind::Briefing, rules.briefing),
            (ReviewKind::Comment, DueKind::Comment, rules.comment),
        ];
        let windows: Vec<(ReviewKind, DueKind, Vec<Period>)> = windows
            .into_iter()
            .filter_map(|(of, kind, window)| Some((of, kind, self.windows(window?))))
            .collect();
        for (of, kind, periods) in &windows {
            for period in periods {
                let due = self.without_review(*of, period, &enrolled);
                items.extend(due.into_iter().map(|item| (*kind, Some(period), item)));
            }
        }
        for (period, coverage) in &self.coverage {
            let due = self.without_evaluation(period, coverage, rules);
            items.extend(due.into_iter().map(|item| (DueKind::Evaluation, Some(period), item)));
        }
        let soon = self.soon(rules);
        items.extend(probations(&enrolled, soon).map(|item| (DueKind::Probation, None, item)));
        items.extend(self.open_pledges(soon).map(|item| (DueKind::Pledge, None, item)));
        items.extend(self.ending_terms(soon).map(|item| (DueKind::Term, None, item)));
        self.grouped(items, soon)
    }

    /// 在册党员 of today, in roster order.
    pub fn enrolled(&self) -> Vec<Enrolled<'_>> {
        let careers = self.chronicle.careers();
        careers
            .filter_map(|(person, career)| {
                let membership = chronicle::state_on(career, self.today)?;
                membership.left.is_none().then_some(Enrolled { person, membership, career })
            })
            .collect()
    }

    /// The windows that are looked at: the running one, the one before it, and whatever else ended this
    /// year; none that ended before the books were opened (`decisions.md` 14).
    fn windows(&self, window: Window) -> Vec<Period> {
        windows(window, self.today, self.opened)
    }

    fn without_review(&self, of: ReviewKind, period: &Period, enrolled: &[Enrolled<'_>]) -> Vec<DueItem> {
        let held: HashSet<Subject> =
            self.reviews.iter().filter(|head| is_for(head, of, period)).map(|head| head.subject).collect();
        let day = period.to.min(self.today);
        let units = self.organizations.iter().filter(|unit| must_be_reviewed(of, unit));
        let units = units.filter(|unit| unit.exists_on(day) && unit.exists_on(self.today));
        let mut due: Vec<DueItem> = units.map(|unit| item_of_unit(unit.id, period.to)).collect();
        if of == ReviewKind::Comment {
            let there = |one: &&Enrolled<'_>| {
                day == self.today
                    || chronicle::state_on(one.career, day).is_some_and(|state| state.left.is_none())
            };
            due.extend(enrolled.iter().filter(there).map(|one| item_of(one, period.to)));
        }
        due.retain(|item| !held.contains(&item.subject));
        due
    }

    /// 应评 and not 实评, without those who are not here any more.
    fn without_evaluation(&self, period: &Period, coverage: &Coverage, rules: &Rules) -> Vec<DueItem> {
        let Some(by) = rules.evaluation_day(period) else { return Vec::new() };
        let all = coverage.organizations.iter().chain(&coverage.members);
        let missing = all.filter(|due| !due.done && self.is_here(due.subject));
        missing
            .map(|due| DueItem {
                subject: due.subject,
                organization: due.organization,
                by,
                pledge: None,
                note: None,
            })
            .collect()
    }

    fn is_here(&self, subject: Subject) -> bool {
        match subject {
            Subject::Organization(id) => self.unit(id).is_some_and(|unit| unit.exists_on(self.today)),
            Subject::Member(id) => chronicle::state_on(self.chronicle.career(id), self.today)
                .is_some_and(|state| state.left.is_none()),
        }
    }

    fn open_pledges(&self, soon: NaiveDate) -> impl Iterator<Item = DueItem> {
        let near = self.pledges.iter().filter(move |pledge| pledge.deadline <= soon);
        near.map(|pledge| DueItem {
            subject: pledge.subject,
            organization: match pledge.subject {
                Subject::Organization(id) => Some(id),
                Subject::Member(id) => self.branch(id),
            },
            by: pledge.deadline,
            pledge: Some(pledge.id),
            note: Some(format!("第{}号：{}", pledge.ledger_number, pledge.content)),
        })
    }

    fn ending_terms(&self, soon: NaiveDate) -> impl Iterator<Item = DueItem> {
        let here =
            |term: &&TermEnd| self.unit(term.organization).is_some_and(|unit| unit.exists_on(self.today));
        let near = self.terms.iter().filter(move |term| term.ends_on <= soon).filter(here);
        near.map(|term| item_of_unit(term.organization, term.ends_on))
    }

    fn soon(&self, rules: &Rules) -> NaiveDate {
        let days = chrono::Days::new(rules.soon_days.into());
        self.today.checked_add_days(days).unwrap_or(self.today)
    }

    fn grouped(&self, items: Vec<(DueKind, Option<&Period>, DueItem)>, soon: NaiveDate) -> Vec<DueGroup> {
        let mut groups: Vec<DueGroup> = Vec::new();
        for (kind, period, item) in items {
            let state = match item.by {
                by if by < self.today => DueState::Overdue,
                by if by <= soon => DueState::Soon,
                _ => DueState::Later,
            };
            let same = |group: &&mut DueGroup| {
                group.kind == kind && group.state == state && group.period.as_ref() == period
            };
            // Items come window by window: the group is nearly always the last one.
            match groups.iter_mut().rev().find(same) {
                Some(group) => {
                    group.by = group.by.min(item.by);
                    group.items.push(item);
                }
                None => groups.push(DueGroup {
                    kind,
                    state,
                    period: period.cloned(),
                    by: item.by,
                    items: vec![item],
                }),
            }
        }
        for group in &mut groups {
            group.items.sort_by_key(|item| item.by);
        }
        groups.sort_by_key(|group| (group.state, group.by, group.kind));
        groups
    }
}

/// See [`Ground::windows`].
fn windows(window: Window, today: NaiveDate, opened: Option<NaiveDate>) -> Vec<Period> {
    let running = window.around(today);
    let mut periods = vec![running.clone()];
    let mut earlier = window.before(&running);
    while periods.len() == 1 || earlier.year() == running.year() {
        if opened.is_none_or(|opened| earlier.to < opened) {
            break;
        }
        periods.insert(0, earlier.clone());
        earlier = window.before(&earlier);
    }
    periods
}

fn item_of_unit(id: OrganizationId, by: NaiveDate) -> DueItem {
    DueItem { subject: Subject::Organization(id), organization: Some(id), by, pledge: None, note: None }
}

fn item_of(one: &Enrolled<'_>, by: NaiveDate) -> DueItem {
    let subject = Subject::Member(one.person.id);
    DueItem { subject, organization: one.membership.organization, by, pledge: None, note: None }
}

/// 预备党员 whose probation ends: 接收预备 (else 入党时间) and one year. 延长预备期 adds half a year, a second one
/// another half: the statute allows half a year at least and one year in all, and the event does not say
/// how long.
fn probations<'a>(enrolled: &'a [Enrolled<'_>], soon: NaiveDate) -> impl Iterator<Item = DueItem> + 'a {
    let probationary = |one: &&Enrolled<'_>| one.membership.standing == Some(Standing::Probationary);
    enrolled.iter().filter(probationary).filter_map(move |one| {
        let (by, extended) = probation_end(one)?;
        let note = extended.then(|| EXTENDED.to_owned());
        (by <= soon).then(|| DueItem { note, ..item_of(one, by) })
    })
}

fn probation_end(one: &Enrolled<'_>) -> Option<(NaiveDate, bool)> {
    let events = one.career.iter().map(|entry| (entry.kind, entry.happened_on));
    probation::probation_end(one.person.joined_on, events)
}

/// How many members on the rolls are 预备党员 of whom no day is known.
pub fn probation_unknown(enrolled: &[Enrolled<'_>]) -> Vec<MemberId> {
    let probationary = enrolled.iter().filter(|one| one.membership.standing == Some(Standing::Probationary));
    probationary.filter(|one| probation_end(one).is_none()).map(|one| one.person.id).collect()
}
