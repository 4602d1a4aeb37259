//! 群众评议 on the screens: 方案 > 评议会 > 录入 > 结果. What each step shows and takes, with the names
//! that features do not join themselves.

mod batches;
mod counts;
mod meetings;
mod results;
mod schemes;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::contract::Contract;
use crate::{
    Result,
    evaluations::{Papers, scheme::SubjectKind},
    members::{self, MemberId, Subject},
    organizations::{self, OrganizationId},
};

/// The commands of this room.
pub fn commands(all: &mut Contract) {
    schemes::commands(all);
    meetings::commands(all);
    counts::commands(all);
    batches::commands(all);
    results::commands(all);
}

/// 被评议对象, as screens name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct SubjectId {
    /// 党组织 or 党员.
    pub kind: SubjectKind,
    /// Row id of the organization or the member.
    pub id: i64,
}

impl From<Subject> for SubjectId {
    fn from(subject: Subject) -> Self {
        let kind = SubjectKind::of(subject);
        match subject {
            Subject::Organization(id) => Self { kind, id: id.0 },
            Subject::Member(id) => Self { kind, id: id.0 },
        }
    }
}

impl From<SubjectId> for Subject {
    fn from(subject: SubjectId) -> Self {
        match subject.kind {
            SubjectKind::Organization => Self::Organization(OrganizationId(subject.id)),
            SubjectKind::Member => Self::Member(MemberId(subject.id)),
        }
    }
}

/// 发出, 收回, 作废.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PapersEntry {
    /// 发出; null where nobody wrote it down, or for methods without paper.
    pub issued: Option<u64>,
    /// 收回.
    pub collected: Option<u64>,
    /// 作废: whole papers.
    pub spoiled: u64,
}

impl From<Papers> for PapersEntry {
    fn from(papers: Papers) -> Self {
        Self { issued: papers.issued, collected: papers.collected, spoiled: papers.spoiled }
    }
}

impl From<PapersEntry> for Papers {
    fn from(papers: PapersEntry) -> Self {
        Self { issued: papers.issued, collected: papers.collected, spoiled: papers.spoiled }
    }
}

/// Names of whatever can be evaluated, with the branch of a member on a day.
struct Names {
    organizations: BTreeMap<OrganizationId, String>,
    members: BTreeMap<MemberId, (String, Option<OrganizationId>)>,
}

impl Names {
    /// The books know of no branch before 期初登记: the branch of that day is taken then.
    fn read(connection: &Connection, day: NaiveDate) -> Result<Self> {
        let opened = members::store::books_opened_on(connection)?;
        let day = opened.map_or(day, |opened| opened.max(day));
        let organizations = organizations::store::all(connection)?;
        let members = members::store::everyone(connection, day)?;
        Ok(Self {
            organizations: organizations.into_iter().map(|found| (found.id, found.name)).collect(),
            members: members
                .into_iter()
                .map(|member| (member.id, (member.facts.name, member.membership.organization)))
                .collect(),
        })
    }

    fn of(&self, subject: Subject) -> String {
        match subject {
            Subject::Organization(id) => self.organizations.get(&id).cloned(),
            Subject::Member(id) => self.members.get(&id).map(|(name, _)| name.clone()),
        }
        .unwrap_or_default()
    }

    fn branch(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Organization(_) => None,
            Subject::Member(id) => self.organizations.get(&self.members.get(&id)?.1?).cloned(),
        }
    }
}
