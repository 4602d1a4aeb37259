//! `tally`: figures of one subject or of many, asked for by name.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Office, Result,
    clock::Period,
    members::{self, MemberId, Subject},
    organizations::{self, OrganizationId},
    statistics::{
        evaluation_results::Selection,
        tally_report::{TallyReport, tally_report, tally_reports},
    },
};

/// Whose tally is asked for (`decisions.md` 27).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TallyOf {
    /// Every subject of the period.
    Everyone,
    /// A 党组织 as the subject.
    Organization(String),
    /// The members of a 党组织.
    MembersOf(String),
    /// A member, by name or ID number.
    Member(String),
}

/// One report for one subject, an array for a selection.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum TallyAnswer {
    /// Of the subject that was named.
    One(Box<TallyReport>),
    /// Of every subject of the selection.
    Several(Vec<TallyReport>),
}

impl TallyAnswer {
    /// The reports, one or many.
    pub fn reports(&self) -> &[TallyReport] {
        match self {
            Self::One(report) => std::slice::from_ref(report),
            Self::Several(reports) => reports,
        }
    }
}

/// Counts what was asked for.
///
/// # Errors
/// Not found or ambiguous names, with candidates; refused when a subject was evaluated under two
/// schemes; storage errors.
pub fn tally(office: &Office, period: &Period, of: &TallyOf) -> Result<TallyAnswer> {
    let (connection, today) = (office.read(), office.clock().today());
    let one = |subject| tally_report(connection, period, today, subject).map(Box::new).map(TallyAnswer::One);
    let several = |selection| tally_reports(connection, period, today, selection).map(TallyAnswer::Several);
    match of {
        TallyOf::Everyone => several(Selection::All),
        TallyOf::Organization(name) => one(Subject::Organization(organization_named(office, name)?)),
        TallyOf::MembersOf(name) => several(Selection::MembersOf(organization_named(office, name)?)),
        TallyOf::Member(name) => one(Subject::Member(member_named(office, name)?)),
    }
}

/// The organization of a name.
///
/// # Errors
/// Not found, with the nearest names.
pub fn organization_named(office: &Office, name: &str) -> Result<OrganizationId> {
    organizations::store::find(office.read(), name).map(|found| found.id)
}

/// The member of a name or an ID number.
///
/// # Errors
/// Not found; ambiguous, with the candidates.
pub fn member_named(office: &Office, named: &str) -> Result<MemberId> {
    let organizations = organizations::store::all(office.read())?;
    members::store::find(office.read(), named, office.clock().today(), &organizations).map(|found| found.id)
}
