//! 点评 and 讲评 of a period, with what their papers say of whom they are about.

use std::collections::BTreeMap;

use super::desk::Desk;
use crate::{
    Error, Result,
    clock::{Period, period_name},
    members::Subject,
    reviews::{self, ReviewFacts, ReviewKind},
};

/// 被点评对象.
#[derive(Debug, Clone)]
pub(super) enum ReviewedSubject {
    Organization { name: String, secretary: Option<String> },
    Member { name: String, branch: Option<String>, post: Option<String> },
}

impl ReviewedSubject {
    pub fn name(&self) -> &str {
        match self {
            Self::Organization { name, .. } | Self::Member { name, .. } => name,
        }
    }
}

/// The asked period and what is on record of it for the desk's scope: organizations first, then members,
/// each in the order of their list, the oldest first. A record is of every period that its own has
/// days in: 上半年点评 of both quarters.
pub(super) fn reviews(
    desk: &Desk<'_>,
    kind: ReviewKind,
) -> Result<(Period, Vec<(ReviewedSubject, ReviewFacts)>)> {
    let period = desk.period()?.clone();
    let mut held: BTreeMap<Subject, Vec<ReviewFacts>> = BTreeMap::new();
    for review in reviews::store::held(desk.connection, None, None)?.into_iter().rev() {
        let facts = review.facts;
        if facts.content.kind() == kind && facts.period.from <= period.to && facts.period.to >= period.from {
            held.entry(facts.subject).or_default().push(facts);
        }
    }
    let mut subjects = Vec::new();
    if desk.request.member.is_none() {
        subjects.extend(desk.organizations_in_scope().into_iter().map(|organization| {
            let (name, secretary) = (organization.name.clone(), organization.secretary.clone());
            (Subject::Organization(organization.id), ReviewedSubject::Organization { name, secretary })
        }));
    }
    let names = desk.names();
    subjects.extend(
        desk.everyone()?
            .into_iter()
            .filter(|member| desk.request.member.is_none_or(|asked| asked == member.id))
            .map(|member| {
                let branch = member.membership.organization.and_then(|id| names.get(&id).cloned());
                let post = member.facts.job.clone().or(member.membership.post);
                (
                    Subject::Member(member.id),
                    ReviewedSubject::Member { name: member.facts.name, branch, post },
                )
            }),
    );
    let mut found = Vec::new();
    for (subject, said) in subjects {
        found
            .extend(held.remove(&subject).unwrap_or_default().into_iter().map(|facts| (said.clone(), facts)));
    }
    if found.is_empty() {
        return Err(Error::refused(format!("{}还没有登记{}", period_name(&period), kind.label()))
            .hint("请先在“领导点评”里登记，或核对时段和所选对象。"));
    }
    Ok((period, found))
}
