//! 覆盖: who had to be evaluated in a period, who was, and who is missing (`decisions.md` 9).
//!
//! The reference day of a branch is its last meeting day in the period; of an organization without a
//! meeting, the office's last one; without any meeting, the period's end or today. The books say
//! nothing of days before 期初登记 (`decisions.md` 14): for an earlier meeting the members of that day are
//! taken, and a note says so.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::evaluation_results::Entered;
use crate::{
    Result,
    clock::{Period, chinese_date},
    evaluations::scheme::SubjectKind,
    members::{self, MemberId, Standing, Subject},
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
    let entered = Entered::read(connection, period)?;
    let roll = Roll::read(connection, &entered, period.to.min(today))?;
    Ok(roll.coverage(&entered))
}

/// What the books say of a member on a day.
#[derive(Clone, Copy)]
struct State {
    branch: Option<OrganizationId>,
    standing: Option<Standing>,
    left: bool,
}

/// Names, branches and reference days: the records side of the join.
pub(super) struct Roll {
    organizations: Vec<Organization>,
    /// Everyone ever registered, with the place on the roster.
    names: BTreeMap<MemberId, (usize, String)>,
    snapshots: BTreeMap<NaiveDate, BTreeMap<MemberId, State>>,
    /// The branch at the member's last evaluation; of the others, on the office's last meeting day.
    branches: BTreeMap<MemberId, OrganizationId>,
    meeting_days: BTreeMap<OrganizationId, NaiveDate>,
    last_day: NaiveDate,
    opened: Option<NaiveDate>,
}

impl Roll {
    /// `day` is the reference day when nothing was entered.
    pub fn read(connection: &Connection, entered: &Entered, day: NaiveDate) -> Result<Self> {
        let days: Vec<(Subject, NaiveDate)> = entered
            .rows
            .iter()
            .filter_map(|(evaluation, _)| {
                Some((evaluation.subject, entered.meetings.get(&evaluation.meeting)?.held_on))
            })
            .collect();
        let last_day = days.iter().map(|(_, day)| *day).max().unwrap_or(day);
        let end = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(last_day);
        let registered = members::store::everyone(connection, end)?.into_iter().enumerate();
        let mut roll = Self {
            organizations: organizations::store::all(connection)?,
            names: registered.map(|(place, member)| (member.id, (place, member.facts.name))).collect(),
            snapshots: BTreeMap::new(),
            branches: BTreeMap::new(),
            meeting_days: BTreeMap::new(),
            last_day,
            opened: members::store::books_opened_on(connection)?,
        };
        for day in days.iter().map(|(_, day)| *day).chain([last_day]) {
            roll.take_snapshot(connection, day)?;
        }

        let at_last: Vec<(MemberId, OrganizationId)> = roll
            .snapshot(last_day)
            .into_iter()
            .flatten()
            .filter_map(|(id, state)| Some((*id, state.branch?)))
            .collect();
        roll.branches.extend(at_last);
        // By day, so that the last evaluation decides.
        let mut by_day = days;
        by_day.sort_by_key(|(_, day)| *day);
        for (subject, day) in by_day {
            let branch = match subject {
                Subject::Organization(id) => Some(id),
                Subject::Member(id) => {
                    let branch = roll.state(id, day).and_then(|state| state.branch);
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
        Ok(roll)
    }

    /// The day whose books answer for `day`: never one before 期初登记.
    fn book_day(&self, day: NaiveDate) -> NaiveDate {
        self.opened.map_or(day, |opened| opened.max(day))
    }

    fn take_snapshot(&mut self, connection: &Connection, day: NaiveDate) -> Result<()> {
        let day = self.book_day(day);
        if self.snapshots.contains_key(&day) {
            return Ok(());
        }
        let everyone = members::store::everyone(connection, day)?;
        let states = everyone.into_iter().map(|member| {
            let membership = member.membership;
            let state = State {
                branch: membership.organization,
                standing: membership.standing,
                left: membership.left.is_some(),
            };
            (member.id, state)
        });
        self.snapshots.insert(day, states.collect());
        Ok(())
    }

    fn snapshot(&self, day: NaiveDate) -> Option<&BTreeMap<MemberId, State>> {
        self.snapshots.get(&self.book_day(day))
    }

    fn state(&self, id: MemberId, day: NaiveDate) -> Option<State> {
        self.snapshot(day)?.get(&id).copied()
    }

    /// The branch of a member on the day of the meeting.
    pub fn branch(&self, id: MemberId) -> Option<OrganizationId> {
        self.branches.get(&id).copied()
    }

    /// The full name.
    pub fn name(&self, subject: Subject) -> &str {
        match subject {
            Subject::Organization(id) => {
                self.organization(id).map_or("", |organization| organization.name.as_str())
            }
            Subject::Member(id) => self.names.get(&id).map_or("", |(_, name)| name.as_str()),
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
                self.names.get(&id).map_or(usize::MAX, |(place, _)| *place),
            ),
        }
    }

    fn reference_day(&self, branch: Option<OrganizationId>) -> NaiveDate {
        branch.and_then(|branch| self.meeting_days.get(&branch)).copied().unwrap_or(self.last_day)
    }

    /// The due and the done.
    pub fn coverage(&self, entered: &Entered) -> Coverage {
        let covered: BTreeSet<Subject> = entered
            .rows
            .iter()
            .filter(|(evaluation, counts)| {
                let papers = evaluation.papers;
                let entered = counts.categories.values().any(|category| category.valid > 0);
                !papers.is_void() && (entered || papers.collected.is_none())
            })
            .map(|(evaluation, _)| evaluation.subject)
            .collect();
        let organizations = self
            .organizations
            .iter()
            .filter(|organization| organization.kind != OrganizationKind::Group)
            .filter(|organization| organization.exists_on(self.reference_day(Some(organization.id))))
            .map(|organization| Due {
                subject: Subject::Organization(organization.id),
                name: organization.name.clone(),
                organization: Some(organization.id),
                done: covered.contains(&Subject::Organization(organization.id)),
            })
            .collect();

        let probationary = self.probationary_are_due(entered);
        let mut notes = Vec::new();
        if !probationary {
            notes.push("民主评议只对正式党员评定等次，预备党员不计入应评。".to_owned());
        }
        let mut early = false;
        let mut members = Vec::new();
        for (id, (_, name)) in self.in_roster_order() {
            let branch = self.branch(id);
            let day = self.reference_day(branch);
            let due = self.state(id, day).is_some_and(|state| {
                !state.left && (probationary || state.standing != Some(Standing::Probationary))
            });
            if due {
                early |= self.book_day(day) != day;
                let subject = Subject::Member(id);
                let done = covered.contains(&subject);
                members.push(Due { subject, name: name.clone(), organization: branch, done });
            }
        }
        let extra =
            covered.iter().filter(|subject| SubjectKind::of(**subject) == SubjectKind::Member).count()
                - members.iter().filter(|due: &&Due| due.done).count();
        if extra > 0 {
            notes.push(format!("另有{extra}名接受评议的党员不在应评名册，未计入实评。"));
        }
        if let (true, Some(opened)) = (early, self.opened) {
            notes.push(format!(
                "评议日早于期初登记，应评党员按期初登记日{}的名册计算。",
                chinese_date(opened)
            ));
        }
        Coverage { organizations, members, notes }
    }

    fn in_roster_order(&self) -> Vec<(MemberId, &(usize, String))> {
        let mut order: Vec<_> = self.names.iter().map(|(id, named)| (*id, named)).collect();
        order.sort_by_key(|(id, (place, _))| (*place, *id));
        order
    }

    fn probationary_are_due(&self, entered: &Entered) -> bool {
        let mut schemes = entered
            .rows
            .iter()
            .filter_map(|(evaluation, _)| entered.schemes.get(&evaluation.scheme))
            .filter(|scheme| scheme.subject == SubjectKind::Member)
            .peekable();
        schemes.peek().is_none() || schemes.any(|scheme| scheme.probationary)
    }
}
