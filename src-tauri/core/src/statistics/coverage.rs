//! 覆盖: who had to be evaluated in a period, who was, and who is missing (`decisions.md` 9).
//!
//! The reference day of a branch is its last meeting day in the period; of an organization without a
//! meeting, the office's last one; without any meeting, the period's end or today. The books say
//! nothing of days before 期初登记 (`decisions.md` 14): for an earlier meeting the members of that day are
//! taken, and a note says so.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use super::evaluation_results::Entered;
use crate::{
    Result,
    clock::{Period, chinese_date},
    evaluations::scheme::SubjectKind,
    members::{
        self, MemberId, Membership, Standing, Subject,
        chronicle::{self, Chronicle, PersonFacts},
    },
    numbers::Share,
    organizations::{self, Organization, OrganizationId, OrganizationKind},
};

/// One subject that is due to be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// 应评对象.
    pub subject: Subject,
    /// Its full name.
    pub name: String,
    /// The branch of a member; an organization itself.
    pub organization: Option<OrganizationId>,
    /// Whether a valid meeting of the period evaluated it.
    pub done: bool,
}

/// Everyone due in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// 应评党组织, in the order of the name list: the 党组, 党委, 党总支 and 党支部, without 党小组, which
    /// are no 基层党组织.
    pub organizations: Vec<Due>,
    /// 应评党员, in roster order.
    pub members: Vec<Due>,
    /// How the due were taken, for the foot of the paper.
    pub notes: Vec<String>,
}

/// How far an evaluation reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extent {
    /// 应评.
    pub due: u64,
    /// 实评.
    pub done: u64,
    /// 未评, in the order of the lists.
    pub missing: Vec<Due>,
}

impl Extent {
    pub(super) fn of<'a>(all: impl Iterator<Item = &'a Due>) -> Self {
        let mut extent = Self::default();
        for one in all {
            extent.due += 1;
            if one.done {
                extent.done += 1;
            } else {
                extent.missing.push(one.clone());
            }
        }
        extent
    }

    /// 覆盖率.
    pub fn share(&self) -> Share {
        Share::new(self.done, self.due)
    }
}

impl Due {
    /// 党组织 or 党员.
    pub fn kind(&self) -> SubjectKind {
        SubjectKind::of(self.subject)
    }
}

impl Coverage {
    /// Of the organizations.
    pub fn of_organizations(&self) -> Extent {
        Extent::of(self.organizations.iter())
    }

    /// Of all members.
    pub fn of_members(&self) -> Extent {
        Extent::of(self.members.iter())
    }

    /// Of the members of some branches.
    pub fn of_members_in(&self, branches: &[OrganizationId]) -> Extent {
        Extent::of(
            self.members
                .iter()
                .filter(|due| due.organization.is_some_and(|branch| branches.contains(&branch))),
        )
    }
}

/// Who had to be evaluated in the period, and who was. `today` stands in for the meeting day when
/// nobody has been evaluated and the period is not over.
///
/// An evaluation covers its subject unless it is void or no valid paper was entered; methods without
/// paper (座谈会) cover without any. Probationary members are due unless every scheme that members
/// were evaluated under leaves them out (民主评议).
///
/// # Errors
/// Storage errors.
pub fn coverage(connection: &Connection, period: &Period, today: NaiveDate) -> Result<Coverage> {
    // A discussion that is announced for next week has not covered anybody.
    let entered = Entered::read(connection, period)?.between(period.from, period.to.min(today));
    let roll = Roll::read(connection, &entered, period.to.min(today))?;
    Ok(roll.coverage(&entered))
}

/// Whom a meeting on a day can evaluate, and whom valid evaluations of its year have covered already.
/// 预备党员 are among them and marked: the scheme decides (`decisions.md` 9).
///
/// # Errors
/// Storage errors.
pub fn due_on(connection: &Connection, day: NaiveDate, today: NaiveDate) -> Result<DueOn> {
    let year = Period::parse(&day.year().to_string())?;
    let entered = Entered::read(connection, &year)?.between(year.from, year.to.min(today));
    let covered: BTreeSet<Subject> = Roll::covered(&entered, |_| true).collect();
    // Nothing entered: everyone is due on this very day.
    let roll = Roll::read(connection, &entered.between(day, day).nothing(), day)?;
    let organizations = roll.due_organizations().map(|organization| Due {
        subject: Subject::Organization(organization.id),
        name: organization.name.clone(),
        organization: Some(organization.id),
        done: covered.contains(&Subject::Organization(organization.id)),
    });
    let mut early = false;
    let members = roll.due_members().map(|due| {
        early |= due.early;
        let subject = Subject::Member(due.person.id);
        let done = covered.contains(&subject);
        (Due { subject, name: due.person.name.clone(), organization: due.branch, done }, due.probationary)
    });
    Ok(DueOn {
        organizations: organizations.collect(),
        members: members.collect(),
        notes: notes(true, 0, roll.opened.filter(|_| early)),
    })
}

/// See [`due_on`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueOn {
    /// 党组织, in the order of the name list.
    pub organizations: Vec<Due>,
    /// 党员 in roster order, and whether each is 预备党员 on the day.
    pub members: Vec<(Due, bool)>,
    /// How they were taken.
    pub notes: Vec<String>,
}

/// What is said of 预备党员 where they are not due.
pub(super) const ONLY_FULL: &str = "民主评议只对正式党员评定等次，预备党员不计入应评。";

/// How the due were taken: whether 预备党员 are due, how many evaluated members are not, and the first
/// day of the books where a meeting was before it.
pub(super) fn notes(probationary: bool, extra: usize, early: Option<NaiveDate>) -> Vec<String> {
    let mut notes = Vec::new();
    if !probationary {
        notes.push(ONLY_FULL.to_owned());
    }
    if extra > 0 {
        notes.push(format!("另有{extra}名接受评议的党员不在应评名册，未计入实评。"));
    }
    if let Some(opened) = early {
        notes.push(format!("评议日早于期初登记，应评党员按期初登记日{}的名册计算。", chinese_date(opened)));
    }
    notes
}

/// A member who is due.
pub(super) struct DueMember<'a> {
    pub person: &'a PersonFacts,
    /// The branch on the day of the meeting.
    pub branch: Option<OrganizationId>,
    /// 预备党员 on that day.
    pub probationary: bool,
    /// The meeting was before the books: the roster is of their first day.
    pub early: bool,
}

/// Names, branches and reference days: the records side of the join.
pub(super) struct Roll {
    organizations: Arc<[Organization]>,
    chronicle: Arc<Chronicle>,
    /// The branch at the member's last evaluation; the others', on the office's last meeting day, is
    /// looked up.
    branches: BTreeMap<MemberId, OrganizationId>,
    meeting_days: BTreeMap<OrganizationId, NaiveDate>,
    last_day: NaiveDate,
    opened: Option<NaiveDate>,
}

impl Roll {
    /// `day` is the reference day when nothing was entered.
    pub fn read(connection: &Connection, entered: &Entered, day: NaiveDate) -> Result<Self> {
        let organizations = organizations::store::all(connection)?.into();
        let chronicle = Arc::new(Chronicle::read(connection)?);
        let opened = members::store::books_opened_on(connection)?;
        Ok(Self::of(organizations, chronicle, opened, entered, day))
    }

    /// [`Roll::read`] of records that were read already.
    pub fn of(
        organizations: Arc<[Organization]>,
        chronicle: Arc<Chronicle>,
        opened: Option<NaiveDate>,
        entered: &Entered,
        day: NaiveDate,
    ) -> Self {
        let mut days: Vec<(Subject, NaiveDate)> = entered
            .rows
            .iter()
            .filter_map(|(evaluation, _)| {
                Some((evaluation.subject, entered.meetings.get(&evaluation.meeting)?.held_on))
            })
            .collect();
        let last_day = days.iter().map(|(_, day)| *day).max().unwrap_or(day);
        let mut roll = Self {
            organizations,
            chronicle,
            branches: BTreeMap::new(),
            meeting_days: BTreeMap::new(),
            last_day,
            opened,
        };
        // By day, so that the last evaluation decides.
        days.sort_by_key(|(_, day)| *day);
        for (subject, day) in days {
            let branch = match subject {
                Subject::Organization(id) => Some(id),
                Subject::Member(id) => {
                    let branch = roll.state(id, day).and_then(|state| state.organization);
                    if let Some(branch) = branch {
                        roll.branches.insert(id, branch);
                    }
                    branch
                }
            };
            if let Some(branch) = branch {
                roll.meeting_days.insert(branch, day);
            }
        }
        roll
    }

    /// The day whose books answer for `day`: never one before 期初登记.
    fn book_day(&self, day: NaiveDate) -> NaiveDate {
        self.opened.map_or(day, |opened| opened.max(day))
    }

    /// What the books say of a member on a day.
    fn state(&self, id: MemberId, day: NaiveDate) -> Option<Membership> {
        chronicle::state_on(self.chronicle.career(id), self.book_day(day))
    }

    /// The branch of a member on the day of the meeting.
    pub fn branch(&self, id: MemberId) -> Option<OrganizationId> {
        match self.branches.get(&id) {
            Some(branch) => Some(*branch),
            None => self.state(id, self.last_day)?.organization,
        }
    }

    /// The full name.
    pub fn name(&self, subject: Subject) -> &str {
        match subject {
            Subject::Organization(id) => {
                self.organization(id).map_or("", |organization| organization.name.as_str())
            }
            Subject::Member(id) => self.chronicle.person(id).map_or("", |person| person.name.as_str()),
        }
    }

    pub fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        self.organizations.iter().find(|organization| organization.id == id)
    }

    pub fn organizations(&self) -> &[Organization] {
        &self.organizations
    }

    /// Organizations by name list, then members by branch and roster.
    pub fn place(&self, subject: Subject) -> (SubjectKind, usize, usize) {
        let listed = |id: OrganizationId| {
            self.organizations.iter().position(|organization| organization.id == id).unwrap_or(usize::MAX)
        };
        let kind = SubjectKind::of(subject);
        match subject {
            Subject::Organization(id) => (kind, listed(id), 0),
            Subject::Member(id) => (
                kind,
                self.branch(id).map_or(usize::MAX, listed),
                self.chronicle.place(id).unwrap_or(usize::MAX),
            ),
        }
    }

    fn reference_day(&self, branch: Option<OrganizationId>) -> NaiveDate {
        branch.and_then(|branch| self.meeting_days.get(&branch)).copied().unwrap_or(self.last_day)
    }

    /// Whom valid evaluations covered; only those under one scheme where `scheme` lets only that one
    /// through.
    pub fn covered<'e>(
        entered: &'e Entered,
        scheme: impl Fn(&str) -> bool + 'e,
    ) -> impl Iterator<Item = Subject> + 'e {
        let rows = entered.rows.iter().filter(move |(evaluation, _)| scheme(&evaluation.scheme));
        let valid = rows.filter(|(evaluation, counts)| {
            let papers = evaluation.papers;
            let method = entered.meetings.get(&evaluation.meeting).map(|meeting| meeting.method);
            let paperless = papers.collected.is_none() && method.is_some_and(|method| !method.on_paper());
            let valid = counts.categories.values().any(|category| category.valid > 0);
            !papers.is_void() && (valid || paperless)
        });
        valid.map(|(evaluation, _)| evaluation.subject)
    }

    /// 应评党组织, in the order of the name list.
    pub fn due_organizations(&self) -> impl Iterator<Item = &Organization> {
        self.organizations
            .iter()
            .filter(|organization| organization.kind != OrganizationKind::Group)
            .filter(|organization| organization.exists_on(self.reference_day(Some(organization.id))))
    }

    /// 应评党员, the probationary ones too, in roster order.
    pub fn due_members(&self) -> impl Iterator<Item = DueMember<'_>> {
        self.chronicle.careers().filter_map(|(person, career)| {
            let branch = self.branch(person.id);
            let day = self.reference_day(branch);
            let state = chronicle::state_on(career, self.book_day(day))?;
            state.left.is_none().then(|| DueMember {
                person,
                branch,
                probationary: state.standing == Some(Standing::Probationary),
                early: self.book_day(day) != day,
            })
        })
    }

    /// The due and the done.
    pub fn coverage(&self, entered: &Entered) -> Coverage {
        let covered: BTreeSet<Subject> = Self::covered(entered, |_| true).collect();
        let organizations = self
            .due_organizations()
            .map(|organization| Due {
                subject: Subject::Organization(organization.id),
                name: organization.name.clone(),
                organization: Some(organization.id),
                done: covered.contains(&Subject::Organization(organization.id)),
            })
            .collect();

        let probationary = entered.probationary_are_due();
        let mut early = false;
        let mut members = Vec::new();
        for due in self.due_members().filter(|due| probationary || !due.probationary) {
            early |= due.early;
            let subject = Subject::Member(due.person.id);
            members.push(Due {
                subject,
                name: due.person.name.clone(),
                organization: due.branch,
                done: covered.contains(&subject),
            });
        }
        let extra =
            covered.iter().filter(|subject| SubjectKind::of(**subject) == SubjectKind::Member).count()
                - members.iter().filter(|due: &&Due| due.done).count();
        let notes = notes(probationary, extra, self.opened.filter(|_| early));
        Coverage { organizations, members, notes }
    }
}
