//! What reminders rest on, read once: each table in one pass.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use super::{Rules, windows};
use crate::{
    Result,
    clock::{Period, Window},
    members::{
        self, MemberId, Subject,
        chronicle::{Chronicle, branch_on},
    },
    organizations::{self, Organization, OrganizationId, tree},
    pledges::{self, store::OpenPledge},
    reviews::{self, ReviewHead},
    statistics::{
        coverage::{Coverage, Roll},
        evaluation_results::Entered,
    },
};

/// 任期届满: the last day of a term of office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermEnd {
    /// Whose.
    pub organization: OrganizationId,
    /// Its last day.
    pub ends_on: NaiveDate,
}

/// The records that reminders rest on.
pub struct Ground {
    /// The office's day.
    pub today: NaiveDate,
    /// Where the books begin.
    pub opened: Option<NaiveDate>,
    /// Every organization, in the order of the name list.
    pub organizations: Arc<[Organization]>,
    /// Everybody's events.
    pub chronicle: Arc<Chronicle>,
    /// 点评 and 讲评 of the windows that are looked at.
    pub(super) reviews: Vec<ReviewHead>,
    /// 评议覆盖 of this year, and of the year before where the books reach back.
    pub(super) coverage: Vec<(Period, Coverage)>,
    /// 承诺 that are open.
    pub(super) pledges: Vec<OpenPledge>,
    /// 任期.
    pub(super) terms: Vec<TermEnd>,
}

impl Ground {
    /// Reads the records as of `today`.
    ///
    /// # Errors
    /// Storage errors.
    pub fn read(connection: &Connection, today: NaiveDate, rules: &Rules) -> Result<Self> {
        let opened = members::store::books_opened_on(connection)?;
        let organizations: Arc<[Organization]> = organizations::store::all(connection)?.into();
        let chronicle = Arc::new(Chronicle::read(connection)?);
        let windows_of = |window| windows(window, today, opened);
        let reviewed = [rules.briefing, rules.comment].into_iter().flatten().flat_map(windows_of);
        let from = reviewed.map(|period| period.from).min();
        let reviews = match from {
            Some(from) => reviews::store::heads(connection, from, today)?,
            None => Vec::new(),
        };
        let years = if rules.evaluation_by.is_some() { windows_of(Window::Year) } else { Vec::new() };
        let coverage = years
            .into_iter()
            .map(|year| {
                let entered = Entered::read(connection, &year)?;
                let day = year.to.min(today);
                let roll =
                    Roll::of(Arc::clone(&organizations), Arc::clone(&chronicle), opened, &entered, day);
                Ok((year, roll.coverage(&entered)))
            })
            .collect::<Result<_>>()?;
        let soon = today.checked_add_days(chrono::Days::new(rules.soon_days.into())).unwrap_or(today);
        Ok(Self {
            pledges: pledges::store::open_until(connection, soon)?,
            terms: terms(connection, today)?,
            today,
            opened,
            organizations,
            chronicle,
            reviews,
            coverage,
        })
    }

    /// The organization of an id.
    pub fn unit(&self, id: OrganizationId) -> Option<&Organization> {
        tree::by_id(&self.organizations, id)
    }

    /// The branch of a member today; of one who has left, the last.
    pub fn branch(&self, id: MemberId) -> Option<OrganizationId> {
        branch_on(self.chronicle.career(id), self.today)
    }

    /// Full name of an organization or a member.
    pub fn name(&self, subject: Subject) -> &str {
        match subject {
            Subject::Organization(id) => self.unit(id).map_or("", |unit| unit.name.as_str()),
            Subject::Member(id) => self.chronicle.person(id).map_or("", |person| person.name.as_str()),
        }
    }

    /// 评议覆盖 of a year, where it was read.
    pub fn coverage_of(&self, year: i32) -> Option<&Coverage> {
        self.coverage.iter().find(|(period, _)| period.from.year() == year).map(|(_, coverage)| coverage)
    }
}

/// 换届日期 of the terms that run today.
fn terms(connection: &Connection, today: NaiveDate) -> Result<Vec<TermEnd>> {
    let ends = organizations::store::running_ends(connection, today)?.into_iter();
    Ok(ends.map(|(organization, ends_on)| TermEnd { organization, ends_on }).collect())
}
