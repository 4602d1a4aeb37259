//! 底册: every dated record that indicators count, as of a day and over a period, read once.
//!
//! Records are filed by branch, so that a table of a thousand branches walks each record once a
//! column and not once a row. Nothing here counts: [`super::indicators`] do.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::{
    Result,
    clock::Period,
    members::{self, Member, MemberId, Subject},
    organizations::{self, Organization, OrganizationId},
};

/// 统计口径: which days a table speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// 本期.
    pub period: Period,
    /// 截止日期: the period's last day, or today when the period is not over, or what was asked.
    pub as_of: NaiveDate,
    /// Where the books begin (期初登记); none in an office without members.
    pub opened: Option<NaiveDate>,
}

/// Over which days events are counted.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize,
)]
pub enum Span {
    /// 本期: from the period's first day.
    #[default]
    #[serde(rename = "本期")]
    Period,
    /// 累计: from 1 January of the period's year (年初至今).
    #[serde(rename = "累计")]
    Year,
}

impl Window {
    /// First and last day of a span; the last is never after [`Window::as_of`].
    pub fn days(&self, span: Span) -> (NaiveDate, NaiveDate) {
        let from = match span {
            Span::Period => self.period.from,
            Span::Year => NaiveDate::from_ymd_opt(self.period.year(), 1, 1).unwrap_or(self.period.from),
        };
        (from, self.period.to.min(self.as_of))
    }

    /// Whether a day lies in a span.
    pub fn contains(&self, span: Span, day: NaiveDate) -> bool {
        let (from, to) = self.days(span);
        from <= day && day <= to
    }

    /// Whether the books say who was a member on a day: not before 期初登记 (`decisions.md` 14).
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.opened.is_some_and(|opened| opened <= day)
    }
}

/// 统计范围: whose records a figure is counted over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Place {
    /// 全单位, members without a branch included.
    #[default]
    Office,
    /// These organizations themselves, without those below them; `None` is 未编入党支部.
    Organizations(Vec<Option<OrganizationId>>),
    /// One member.
    Member(MemberId),
}

/// What one row of a table counts over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Whose records.
    pub place: Place,
    /// Only evaluations under the scheme of this key.
    pub scheme: Option<String>,
    /// This 评议内容 instead of 总体评价, by name.
    pub item: Option<String>,
}

impl Scope {
    /// Everything under `place`.
    pub fn of(place: Place) -> Self {
        Self { place, ..Self::default() }
    }
}

/// A record that is filed under a branch and may belong to a member.
pub(super) trait Filed {
    /// 党组织 whose record it is; none for what is in no branch.
    fn organization(&self) -> Option<OrganizationId>;
    /// Whose it is, where it is a member's.
    fn member(&self) -> Option<MemberId>;
}

impl Filed for Member {
    fn organization(&self) -> Option<OrganizationId> {
        self.membership.organization
    }
    fn member(&self) -> Option<MemberId> {
        Some(self.id)
    }
}

impl Filed for Organization {
    fn organization(&self) -> Option<OrganizationId> {
        Some(self.id)
    }
    fn member(&self) -> Option<MemberId> {
        None
    }
}

/// Records by branch.
#[derive(Debug, Clone)]
pub(super) struct File<T>(BTreeMap<Option<OrganizationId>, Vec<T>>);

impl<T> Default for File<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Filed> FromIterator<T> for File<T> {
    fn from_iter<I: IntoIterator<Item = T>>(records: I) -> Self {
        let mut file = BTreeMap::<_, Vec<T>>::new();
        for record in records {
            file.entry(record.organization()).or_default().push(record);
        }
        Self(file)
    }
}

impl<T: Filed> File<T> {
    /// The records of a place, in the order they were filed.
    pub fn of<'a>(&'a self, place: &'a Place) -> Box<dyn Iterator<Item = &'a T> + 'a> {
        match place {
            Place::Office => Box::new(self.0.values().flatten()),
            Place::Organizations(ids) => Box::new(ids.iter().filter_map(|id| self.0.get(id)).flatten()),
            Place::Member(id) => {
                Box::new(self.0.values().flatten().filter(move |record| record.member() == Some(*id)))
            }
        }
    }
}

/// Everything that indicators count.
pub struct Books {
    /// Which days.
    pub window: Window,
    /// Every organization, dissolved ones too, in the order of the name list.
    pub organizations: Vec<Organization>,
    /// 党组织 that exist on the as-of day.
    pub(super) units: File<Organization>,
    /// 在册党员 of the as-of day; empty when the books do not know that day.
    pub(super) people: File<Member>,
}

impl Books {
    /// Reads the records of a period up to a day.
    ///
    /// # Errors
    /// Storage errors.
    pub fn read(connection: &Connection, period: &Period, as_of: NaiveDate) -> Result<Self> {
        let opened = members::store::books_opened_on(connection)?;
        let window = Window { period: period.clone(), as_of, opened };
        let organizations = organizations::store::all(connection)?;
        let units = organizations.iter().filter(|organization| organization.exists_on(as_of)).cloned();
        Ok(Self {
            units: units.collect(),
            people: if window.knows(as_of) {
                members::store::members_on(connection, as_of)?.into_iter().collect()
            } else {
                File::default()
            },
            organizations,
            window,
        })
    }

    /// The organization of an id.
    pub fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        organizations::tree::by_id(&self.organizations, id)
    }
}

/// A record that a figure was counted from.
#[derive(Debug, Clone, Copy)]
pub enum Record<'a> {
    /// 在册党员.
    Person(&'a Member),
    /// 党组织.
    Organization(&'a Organization),
}

impl Record<'_> {
    /// 党员, 党组织, 党籍变动, 承诺事项 ...
    pub fn kind(self) -> &'static str {
        match self {
            Self::Person(_) => "党员",
            Self::Organization(_) => "党组织",
        }
    }

    /// Row id in its table.
    pub fn id(self) -> i64 {
        match self {
            Self::Person(member) => member.id.0,
            Self::Organization(organization) => organization.id.0,
        }
    }

    /// Whose record it is.
    pub fn subject(self) -> Option<Subject> {
        match self {
            Self::Person(member) => Some(Subject::Member(member.id)),
            Self::Organization(organization) => Some(Subject::Organization(organization.id)),
        }
    }
}
