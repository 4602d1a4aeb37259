//! Where rows come from: 党组织, 党支部, 领域, 党员, 评议内容 or fixed lines.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::fill::{Desk, Frame, Whole};
use crate::{
    evaluations::{Scheme, scheme::SubjectKind},
    members::MemberId,
    numbers::DASH,
    organizations::{Domain, NO_BRANCH, Organization, OrganizationId, OrganizationKind, tree},
    statistics::{
        books::{Place, Scope, Span},
        layout::{Line, RowSource, Section},
    },
};

/// Organizations whose 领域 nobody entered.
const NO_DOMAIN: &str = "无数据";

/// A row before its figures.
#[derive(Clone)]
pub(super) struct Candidate {
    pub name: String,
    pub scope: Scope,
    /// There even when all its figures are zero.
    pub always: bool,
    /// Of a fixed line: over which days.
    pub span: Option<Span>,
    /// Whether it can have members of its own; a 党组 has none.
    pub people: bool,
    /// Not the first row of its name: what does not depend on the scheme stands above.
    pub again: bool,
}

impl Candidate {
    fn new(name: impl Into<String>, place: Place, section: &Section) -> Self {
        let scope = Scope { scheme: section.scheme.clone(), ..Scope::of(place) };
        Self { name: name.into(), scope, always: true, span: None, people: true, again: false }
    }
}

/// The rows of a section, from top to bottom.
pub(super) fn candidates(desk: &Desk<'_>, whole: &Whole<'_>, frame: &Frame<'_>) -> Vec<Candidate> {
    let section = frame.section;
    let rows = match section.rows {
        RowSource::Organizations => organizations(desk, whole, section),
        RowSource::Branches => branches(desk, whole, section),
        RowSource::Domains => domains(desk, whole, section),
        RowSource::Members => members(desk, whole, frame),
        RowSource::Items => return items(desk, whole, frame),
        RowSource::Lines => {
            let line = |line: &Line| Candidate {
                span: Some(line.span),
                ..Candidate::new(&line.name, whole.place.clone(), section)
            };
            return section.lines.iter().map(line).collect();
        }
    };
    match (section.rows, frame.kind) {
        (RowSource::Organizations | RowSource::Branches | RowSource::Members, Some(kind))
            if section.scheme.is_none() =>
        {
            rows.into_iter().flat_map(|row| by_scheme(desk, row, kind, &frame.spans)).collect()
        }
        _ => rows,
    }
}

/// A subject evaluated under two schemes has a row for each: their marks do not add.
fn by_scheme(desk: &Desk<'_>, row: Candidate, kind: SubjectKind, spans: &[Span]) -> Vec<Candidate> {
    if desk.schemes_at(kind, &Place::Office, spans).len() < 2 {
        return vec![row];
    }
    let used = desk.schemes_at(kind, &row.scope.place, spans);
    if used.len() < 2 {
        return vec![row];
    }
    let of = |(index, scheme): (usize, Arc<Scheme>)| Candidate {
        name: format!("{}（{}）", row.name, scheme.name),
        scope: Scope { scheme: Some(scheme.key.clone()), ..row.scope.clone() },
        again: index > 0,
        ..row.clone()
    };
    used.into_iter().enumerate().map(of).collect()
}

fn organizations(desk: &Desk<'_>, whole: &Whole<'_>, section: &Section) -> Vec<Candidate> {
    let of = |organization: &&Organization| Candidate {
        always: organization.kind != OrganizationKind::Group && organization.exists_on(desk.as_of()),
        people: organization.kind != OrganizationKind::LeadingGroup,
        ..Candidate::new(&organization.name, Place::Organizations(vec![Some(organization.id)]), section)
    };
    whole.organizations.iter().map(of).chain(unplaced(whole, section)).collect()
}

/// 党小组 are counted with the branch they are part of.
fn branches(desk: &Desk<'_>, whole: &Whole<'_>, section: &Section) -> Vec<Candidate> {
    let mut ids: BTreeMap<OrganizationId, Vec<Option<OrganizationId>>> = BTreeMap::new();
    for organization in &whole.organizations {
        ids.entry(desk.branch_of(organization)).or_default().push(Some(organization.id));
    }
    let rows = whole.organizations.iter().filter_map(|organization| {
        let ids = ids.remove(&organization.id)?;
        let branch = organization.kind == OrganizationKind::Branch;
        Some(Candidate {
            always: branch && organization.exists_on(desk.as_of()),
            people: organization.kind != OrganizationKind::LeadingGroup,
            ..Candidate::new(&organization.name, Place::Organizations(ids), section)
        })
    });
    rows.chain(unplaced(whole, section)).collect()
}

fn unplaced(whole: &Whole<'_>, section: &Section) -> Option<Candidate> {
    let row = Candidate::new(NO_BRANCH, Place::Organizations(vec![None]), section);
    whole.unplaced.then_some(Candidate { always: false, ..row })
}

fn domains(desk: &Desk<'_>, whole: &Whole<'_>, section: &Section) -> Vec<Candidate> {
    let mut ids: BTreeMap<Option<Domain>, Vec<Option<OrganizationId>>> = BTreeMap::new();
    for organization in &whole.organizations {
        let branch = tree::by_id(&desk.books.organizations, desk.branch_of(organization));
        let domain = organization.domain.or(branch.and_then(|branch| branch.domain));
        ids.entry(domain).or_default().push(Some(organization.id));
    }
    if whole.unplaced {
        ids.entry(None).or_default().push(None);
    }
    let domains = Domain::ALL.iter().map(|domain| Some(*domain)).chain([None]);
    domains
        .map(|domain| {
            let name = domain.map_or(NO_DOMAIN, Domain::label);
            let ids = ids.remove(&domain).unwrap_or_default();
            Candidate { always: domain.is_some(), ..Candidate::new(name, Place::Organizations(ids), section) }
        })
        .collect()
}

/// 在册党员 of the place, branch by branch, and those who left or moved since but have records here. A
/// member who came after being evaluated elsewhere is on that branch's list; 预备党员 whom the section's
/// scheme leaves out are on none unless they were evaluated.
fn members(desk: &Desk<'_>, whole: &Whole<'_>, frame: &Frame<'_>) -> Vec<Candidate> {
    let section = frame.section;
    let here = Scope { scheme: section.scheme.clone(), ..Scope::of(whole.place.clone()) };
    let mut listed: Vec<MemberId> = desk.books.people(&here.place).map(|person| person.facts.id).collect();
    let mut gone = BTreeSet::new();
    if let Some(kind) = frame.kind {
        let key = format!("evaluations.{}.subjects", kind.word());
        let in_here = desk.members_behind(&key, &here, &frame.spans);
        let office = Scope { place: Place::Office, ..here };
        let anywhere = desk.members_behind(&key, &office, &frame.spans);
        listed.retain(|id| in_here.contains(id) || !(anywhere.contains(id) || desk.exempts(frame, *id)));
        let known: BTreeSet<MemberId> = listed.iter().copied().collect();
        gone = in_here.difference(&known).copied().collect();
    }
    let mut rows: Vec<(MemberId, bool)> = listed.into_iter().map(|id| (id, true)).collect();
    rows.extend(gone.into_iter().map(|id| (id, false)));
    let places: BTreeMap<OrganizationId, usize> =
        desk.books.organizations.iter().enumerate().map(|(place, one)| (one.id, place)).collect();
    // Inside a branch they stand in the order of the roster already.
    rows.sort_by_cached_key(|(id, always)| {
        let branch = desk.books.person(*id).and_then(|person| desk.books.organization(person.organization?));
        let place = branch.and_then(|branch| places.get(&desk.branch_of(branch)).copied());
        (place.unwrap_or(usize::MAX), !always)
    });
    let row = |(id, always)| {
        let name = desk.books.person(id).map_or(DASH, |person| person.facts.name.as_str());
        Candidate { always, ..Candidate::new(name, Place::Member(id), section) }
    };
    rows.into_iter().map(row).collect()
}

/// 评议内容; 总体评价 is the section's total where it has one.
fn items(desk: &Desk<'_>, whole: &Whole<'_>, frame: &Frame<'_>) -> Vec<Candidate> {
    let section = frame.section;
    let schemes = desk.schemes_of(frame, &whole.place);
    let several = schemes.len() > 1;
    let mut rows = Vec::new();
    for scheme in schemes {
        for item in scheme.items.iter().filter(|item| section.total.is_none() || !item.overall) {
            let name =
                if several { format!("{}（{}）", item.name, scheme.name) } else { item.name.clone() };
            let row = Candidate::new(name, whole.place.clone(), section);
            let item = (!item.overall).then(|| item.name.clone());
            rows.push(Candidate {
                scope: Scope { scheme: Some(scheme.key.clone()), item, ..row.scope },
                ..row
            });
        }
    }
    rows
}
