//! What the item sheet is made of: results of a period, joined with the name list and the roster.

use std::{collections::BTreeMap, sync::Arc};

use super::{ItemSheet, ItemSummary};
use crate::{
    Result,
    clock::{Period, chinese_date},
    documents::desk::Desk,
    evaluations::{
        Scheme,
        scheme::{CategoryGroup, SubjectKind},
        tally::Tally,
    },
    members::{Member, Standing, Subject},
    organizations::{NO_BRANCH, OrganizationId},
    statistics::evaluation_results::{Selection, SubjectResult, add, results},
};

/// Results that stand on one line: one organization, or the members of one branch, under one scheme.
struct Group {
    name: String,
    organization: Option<OrganizationId>,
    scheme: Arc<Scheme>,
    results: Vec<SubjectResult>,
}

/// 逐项汇总 of the period.
pub(super) fn load(desk: &Desk<'_>) -> Result<ItemSheet> {
    let period = desk.period()?;
    let scope = desk.scope();
    let everybody = desk.request.organization.is_none();
    let in_scope = |id: Option<OrganizationId>| id.map_or(everybody, |id| scope.contains(&id));
    // As the first sheet: no meeting after the 截止日期.
    let counted = Period { to: period.to.min(desk.as_of), ..period.clone() };
    let mut found = results(desk.connection, &counted, Selection::All)?;
    found.retain(|result| match result.subject {
        Subject::Organization(id) => in_scope(Some(id)),
        Subject::Member(_) => in_scope(result.organization),
    });
    let (organizations, people): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|result| SubjectKind::of(result.subject) == SubjectKind::Organization);
    let organizations = groups(desk, organizations);
    let people = groups(desk, people);
    let mut items = summaries("党组织评议", &organizations)?;
    items.extend(summaries("党员评议", &people)?);
    Ok(ItemSheet {
        unit: desk.unit.clone(),
        period: period.clone(),
        items,
        remarks: remarks(desk, &desk.members()?, &organizations, &people),
    })
}

/// Results by organization and scheme, in the order of the name list.
fn groups(desk: &Desk<'_>, found: Vec<SubjectResult>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for result in found {
        let organization = match result.subject {
            Subject::Organization(id) => Some(id),
            Subject::Member(_) => result.organization,
        };
        match groups
            .iter_mut()
            .find(|group| group.organization == organization && group.scheme.key == result.scheme.key)
        {
            Some(group) => group.results.push(result),
            None => {
                let name = organization
                    .and_then(|id| desk.organization(id))
                    .map(|organization| organization.name.clone());
                let name = name.unwrap_or_else(|| match result.subject {
                    Subject::Organization(_) => result.name.clone(),
                    Subject::Member(_) => NO_BRANCH.to_owned(),
                });
                groups.push(Group {
                    name,
                    organization,
                    scheme: Arc::clone(&result.scheme),
                    results: vec![result],
                });
            }
        }
    }
    groups
}

/// One summary a scheme: 合计 first when there are several groups.
fn summaries(kind: &str, groups: &[Group]) -> Result<Vec<ItemSummary>> {
    let mut by_scheme: BTreeMap<&str, Vec<&Group>> = BTreeMap::new();
    for group in groups {
        by_scheme.entry(&group.scheme.key).or_default().push(group);
    }
    let several = by_scheme.len() > 1;
    let mut summaries = Vec::new();
    for groups in by_scheme.values() {
        let Some(scheme) = groups.first().map(|group| &group.scheme) else { continue };
        let mut listed: Vec<(String, Tally)> = Vec::new();
        if groups.len() > 1
            && let Some(total) = add(groups.iter().flat_map(|group| &group.results))?
        {
            listed.push(("合　计".to_owned(), total));
        }
        for group in groups {
            listed.extend(add(&group.results)?.map(|tally| (group.name.clone(), tally)));
        }
        summaries.push(ItemSummary {
            name: if several { format!("{kind}（{}）", scheme.name) } else { kind.to_owned() },
            grades: scheme.grades.iter().map(|grade| grade.name.clone()).collect(),
            decimals: scheme.decimals,
            groups: listed,
        });
    }
    Ok(summaries)
}

/// 备注 of the item sheet: total and full members, participants by group. Void meetings give nothing
/// (`decisions.md` 6).
fn remarks(desk: &Desk<'_>, members: &[Member], organizations: &[Group], people: &[Group]) -> Vec<String> {
    let of = |standing| members.iter().filter(|member| member.membership.standing == Some(standing)).count();
    let mut remarks = vec![format!(
        "截至{}，党员总数{}人，其中正式党员{}人、预备党员{}人。",
        chinese_date(desk.as_of),
        members.len(),
        of(Standing::Full),
        of(Standing::Probationary)
    )];
    for (kind, groups) in [("党组织评议", organizations), ("党员评议", people)] {
        let mut participants = [0; CategoryGroup::ALL.len()];
        for SubjectResult { tally, scheme, .. } in groups.iter().flat_map(|group| &group.results) {
            let counts = tally.counts.by_group(scheme);
            for (sum, counts) in participants.iter_mut().zip(counts.values()).filter(|_| !tally.void) {
                *sum += counts.valid;
            }
        }
        let split: Vec<String> = CategoryGroup::ALL
            .iter()
            .zip(participants)
            .map(|(group, papers)| format!("{}{papers}", group.label()))
            .collect();
        let all: u64 = participants.iter().sum();
        remarks.push(format!("{kind}参评{all}人次，其中{}。", split.join("、")));
    }
    remarks
}
