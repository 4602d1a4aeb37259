//! What a command about commendations points at: by number from a screen, by name from a terminal.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    Office, Result,
    api::{member_named, organization_named},
    commendations::{self, Programme, ProgrammeId},
    members::{MemberId, Subject},
    organizations::{Domain, OrganizationId},
};

/// 表彰活动.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ProgrammeNamed {
    /// By number.
    Id(ProgrammeId),
    /// By name; the year tells two of one name apart.
    Name {
        /// 名称.
        name: String,
        /// 年度.
        year: Option<i32>,
    },
}

/// 党员.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum MemberNamed {
    /// By number.
    Id(MemberId),
    /// By name or ID number.
    Name(String),
}

/// 党组织.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OrganizationNamed {
    /// By number.
    Id(OrganizationId),
    /// By name.
    Name(String),
}

/// Whom a clerk names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    /// A member.
    Member(MemberNamed),
    /// An organization.
    Organization(OrganizationNamed),
}

/// For whom a quota is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuotaFor {
    /// The whole kind.
    Everybody,
    /// What an organization nominates.
    Organization(OrganizationNamed),
    /// A 领域.
    Domain(Domain),
}

impl OrganizationNamed {
    pub(super) fn find(&self, office: &Office) -> Result<OrganizationId> {
        match self {
            Self::Id(id) => Ok(*id),
            Self::Name(name) => organization_named(office, name),
        }
    }
}

impl Named {
    pub(super) fn find(&self, office: &Office) -> Result<Subject> {
        Ok(match self {
            Self::Member(MemberNamed::Id(id)) => Subject::Member(*id),
            Self::Member(MemberNamed::Name(name)) => Subject::Member(member_named(office, name)?),
            Self::Organization(named) => Subject::Organization(named.find(office)?),
        })
    }
}

/// The programme that is meant.
///
/// # Errors
/// Not found, ambiguous; storage errors.
pub fn programme_named(office: &Office, named: &ProgrammeNamed) -> Result<Programme> {
    match named {
        ProgrammeNamed::Id(id) => commendations::store::programme(office.read(), *id),
        ProgrammeNamed::Name { name, year } => commendations::store::find(office.read(), name, *year),
    }
}
