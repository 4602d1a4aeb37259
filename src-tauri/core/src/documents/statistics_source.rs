//! What annex 4 and its item sheet are made of: results and coverage of a period, joined with the
//! name list and the roster.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Document,
    catalogue::Desk,
    conventions::period_words,
    item_summary::ItemSummary,
    statistics_table::{self, Line, StatisticsTable},
};
use crate::{
    Error, Result,
    clock::chinese_date,
    evaluations::{
        Scheme,
        scheme::{CategoryGroup, SubjectKind},
        tally::Tally,
    },
    members::{Member, Standing, Subject},
    numbers::Share,
    organizations::{OrganizationId, OrganizationKind},
    statistics::{
        coverage::{Coverage, Due, coverage as covered},
        evaluation_results::{Selection, SubjectResult, add, results},
    },
};

/// Members without a branch.
pub(super) const NO_BRANCH: &str = "未编入党支部";

/// Results that stand on one line: one organization, or the members of one branch, under one scheme.
struct Group {
    name: String,
    organization: Option<OrganizationId>,
    scheme: Arc<Scheme>,
    results: Vec<SubjectResult>,
}

/// 附件4 of the period.
pub(super) fn load(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let period = desk.period()?;
    let scope = desk.scope();
    let everybody = desk.request.organization.is_none();
    let in_scope = |id: Option<OrganizationId>| id.map_or(everybody, |id| scope.contains(&id));
    let mut found = results(desk.connection, period, Selection::All)?;
    found.retain(|result| match result.subject {
        Subject::Organization(id) => in_scope(Some(id)),
        Subject::Member(_) => in_scope(result.organization),
    });
    if found.is_empty() {
        return Err(Error::refused(format!("{}没有群众评议的记录", period_words(period)))
            .hint("本时段没有评议会，请先用 xianfeng import ballots 导入或登记，或核对时段和所选党组织。"));
    }
    let mut coverage = covered(desk.connection, period, desk.today)?;
    coverage.organizations.retain(|due| in_scope(due.organization));
    coverage.members.retain(|due| in_scope(due.organization));
    let members = desk.members()?;

    let decimals = found.first().map_or(2, |result| result.scheme.decimals);
    let grades = grade_columns(&found);
    let (organizations, people): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|result| SubjectKind::of(result.subject) == SubjectKind::Organization);
    let organizations = groups(desk, organizations);
    let people = groups(desk, people);

    let mut notes = definitions(organizations.iter().chain(&people));
    notes.push("参评人数为有效票数；党员评议的票数和参评人数按被评议党员逐人累计。".to_owned());
    notes.extend(coverage.notes.iter().cloned());
    notes.extend(remarks_of(&organizations, ""));
    notes.extend(remarks_of(&people, "党员评议"));

    let mut items = summaries("党组织评议", &organizations)?;
    items.extend(summaries("党员评议", &people)?);
    let table = StatisticsTable {
        unit: desk.unit.clone(),
        period: period.clone(),
        as_of: desk.as_of,
        organizations: organization_lines(desk, &organizations, &coverage, &members, &grades),
        members: member_lines(desk, &people, &coverage, &members, &grades),
        remarks: remarks(desk, &members, &organizations, &people),
        grades,
        decimals,
        notes,
        items,
    };
    Ok(vec![statistics_table::document(&table)])
}

/// 等次 of all schemes used, in the order of the first that has them; 不了解 last.
fn grade_columns(found: &[SubjectResult]) -> Vec<String> {
    let (mut known, mut unknown): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for grade in found.iter().flat_map(|result| &result.scheme.grades) {
        let columns = if grade.unknown { &mut unknown } else { &mut known };
        if !columns.contains(&grade.name) {
            columns.push(grade.name.clone());
        }
    }
    known.extend(unknown);
    known
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

/// A line for every organization that was due, evaluated or not, and for those evaluated beyond.
fn organization_lines(
    desk: &Desk<'_>,
    groups: &[Group],
    coverage: &Coverage,
    members: &[Member],
    grades: &[String],
) -> Vec<Line> {
    let due = coverage.organizations.iter().map(|due| (due.organization, due.name.as_str()));
    lines(desk, due, groups, members, grades, |id| {
        coverage.organizations.iter().find(|due| due.organization == id).map(share).unwrap_or_default()
    })
}

/// A line for every branch that had members due, evaluated or not.
fn member_lines(
    desk: &Desk<'_>,
    groups: &[Group],
    coverage: &Coverage,
    members: &[Member],
    grades: &[String],
) -> Vec<Line> {
    let with_due: BTreeSet<_> = coverage.members.iter().map(|due| due.organization).collect();
    let listed =
        desk.organizations.iter().map(|organization| (Some(organization.id), organization.name.as_str()));
    let due = listed.chain([(None, NO_BRANCH)]).filter(|(id, _)| with_due.contains(id));
    lines(desk, due, groups, members, grades, |id| {
        coverage
            .members
            .iter()
            .filter(|due| due.organization == id)
            .fold(Share::default(), |sum, due| sum + share(due))
    })
}

/// A due subject as a share: 1 of 1 or 0 of 1.
pub(super) fn share(due: &Due) -> Share {
    Share::new(u64::from(due.done), 1)
}

fn lines<'a>(
    desk: &Desk<'_>,
    due: impl Iterator<Item = (Option<OrganizationId>, &'a str)>,
    groups: &'a [Group],
    members: &[Member],
    grades: &[String],
    coverage: impl Fn(Option<OrganizationId>) -> Share,
) -> Vec<Line> {
    let own = |id: Option<OrganizationId>| {
        let own = members.iter().filter(|member| member.membership.organization == id).count() as u64;
        // A 党组 has no members of its own; a branch may have none yet.
        let kind = id.and_then(|id| desk.organization(id)).map(|organization| organization.kind);
        (own > 0 || kind.is_some_and(|kind| kind != OrganizationKind::LeadingGroup)).then_some(own)
    };
    let mut lines = Vec::new();
    let mut seen = BTreeSet::new();
    let extra = groups.iter().map(|group| (group.organization, group.name.as_str()));
    for (id, name) in due.chain(extra) {
        if !seen.insert(id) {
            continue;
        }
        let head =
            Line { name: name.to_owned(), members: own(id), coverage: coverage(id), ..Line::default() };
        let mut of: Vec<_> = groups.iter().filter(|group| group.organization == id).collect();
        if of.is_empty() {
            lines.push(Line { grades: vec![None; grades.len()], ..head });
            continue;
        }
        let several = of.len() > 1;
        for (place, group) in of.drain(..).enumerate() {
            let mut line = if place == 0 { head.clone() } else { Line::default() };
            // 党员数 and coverage stand on the first line only, so that 合计 counts them once.
            line.name = if several { format!("{name}（{}）", group.scheme.name) } else { name.to_owned() };
            fill(&mut line, group, grades);
            lines.push(line);
        }
    }
    lines
}

/// Adds the results of a group to its line; void ones give nothing (`decisions.md` 6).
fn fill(line: &mut Line, group: &Group, grades: &[String]) {
    let column = |name: &String| group.scheme.grades.iter().position(|grade| grade.name == *name);
    let valid = || group.results.iter().filter(|result| !result.tally.void);
    let meetings: BTreeMap<_, _> =
        valid().flat_map(|result| &result.meetings).map(|meeting| (meeting.id, meeting.method)).collect();
    line.sessions = meetings.len() as u64;
    line.methods =
        meetings.values().collect::<BTreeSet<_>>().into_iter().map(|method| method.label()).collect();
    let mut marks = vec![0; group.scheme.grades.len()];
    for SubjectResult { tally, scheme, .. } in valid() {
        for (sum, counts) in line.participants.iter_mut().zip(tally.counts.by_group(scheme).values()) {
            *sum += counts.valid;
        }
        line.papers = line.papers + tally.papers;
        line.valid += tally.valid;
        for (sum, papers) in marks.iter_mut().zip(&tally.overall.counts.grades) {
            *sum += papers;
        }
        line.abstained += tally.overall.counts.abstained;
        line.voided += tally.overall.counts.voided;
        line.satisfied = line.satisfied + tally.overall.satisfied;
    }
    let nothing = valid().next().is_none();
    line.grades = grades
        .iter()
        .map(|grade| column(grade).filter(|_| !nothing).and_then(|place| marks.get(place).copied()))
        .collect();
}

/// 满意率的定义: once when all schemes share it.
fn definitions<'a>(groups: impl Iterator<Item = &'a Group>) -> Vec<String> {
    let schemes: BTreeMap<&str, &Scheme> =
        groups.map(|group| (group.scheme.key.as_str(), group.scheme.as_ref())).collect();
    let sentences: BTreeSet<String> = schemes.values().map(|scheme| scheme.definition_sentence()).collect();
    if sentences.len() == 1 {
        return sentences.into_iter().collect();
    }
    schemes.values().map(|scheme| format!("{}：{}", scheme.name, scheme.definition_sentence())).collect()
}

/// What must be printed under the table, each remark once for its organization: an upward table
/// names branches and meetings, never a person.
fn remarks_of(groups: &[Group], what: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for group in groups {
        for remark in group.results.iter().flat_map(|result| &result.tally.notes) {
            let remark = format!("{}{what}：{remark}", group.name);
            if !found.contains(&remark) {
                found.push(remark);
            }
        }
    }
    found
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

/// 备注 of the item sheet: total and full members, participants by group.
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
        let mut line = Line::default();
        groups.iter().for_each(|group| {
            let mut one = Line::default();
            fill(&mut one, group, &[]);
            line.participants.iter_mut().zip(one.participants).for_each(|(sum, more)| *sum += more);
        });
        let split: Vec<String> = CategoryGroup::ALL
            .iter()
            .zip(line.participants)
            .map(|(group, papers)| format!("{}{papers}", group.label()))
            .collect();
        remarks.push(format!(
            "{kind}参评{}人次，其中{}。",
            line.participants.iter().sum::<u64>(),
            split.join("、")
        ));
    }
    remarks
}
