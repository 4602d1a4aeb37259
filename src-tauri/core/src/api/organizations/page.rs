//! One organization with everything that hangs on it.

use std::collections::BTreeSet;

use super::{
    Counts, NamedOrganization, OrganizationAsked, OrganizationPage, StandingLine, TermLine, day, leading, one,
};
use crate::{
    Office, Result,
    api::{lists::before_the_books, records},
    commendations::standings,
    members::{self, Member, Subject, masking, structure::structure},
    organizations::{self, Organization, OrganizationId, terms, tree},
};

fn named(organization: &Organization) -> NamedOrganization {
    NamedOrganization { id: organization.id, name: organization.name.clone() }
}

/// The page of an organization on a day.
///
/// # Errors
/// Not found; refused for a day after today; storage errors.
pub fn get(office: &Office, asked: &OrganizationAsked) -> Result<OrganizationPage> {
    let day = day(office, asked.as_of)?;
    let connection = office.read();
    let found = one(office, asked.id)?;
    let all = organizations::store::all(connection)?;
    let known = before_the_books(office, day)?.is_none();

    let members = members::store::members_on(connection, day)?;
    let counts = Counts::of(&members);
    let inside: BTreeSet<OrganizationId> =
        tree::descendants(&all, found.id).into_iter().chain([found.id]).collect();
    let below: Vec<&Member> = members
        .iter()
        .filter(|member| member.membership.organization.is_some_and(|id| inside.contains(&id)))
        .collect();

    let terms = organizations::store::terms_of(connection, found.id)?;
    let running = terms::running(&terms, day).map(|term| (term.id, term.facts.ends_on));
    let subject = Subject::Organization(found.id);
    let doubts = leading::doubts(connection, &found, &terms, day)?;
    Ok(OrganizationPage {
        id: found.id,
        as_of: day,
        above: above(&all, &found),
        below_it: all
            .iter()
            .filter(|one| one.parent == Some(found.id) && one.exists_on(day))
            .map(named)
            .collect(),
        own: known.then(|| counts.own(found.id)),
        below: known.then(|| counts.below(&all, found.id)),
        structure: structure(&below, day),
        days_to_election: running
            .and_then(|(_, ends_on)| ends_on)
            .filter(|_| found.dissolved_on.is_none_or(|dissolved| day < dissolved))
            .map(|ends_on| (ends_on - day).num_days()),
        terms: terms
            .into_iter()
            .map(|term| TermLine {
                id: term.id,
                running: running.is_some_and(|(id, _)| id == term.id),
                name: term.facts.name,
                began_on: term.facts.began_on,
                ends_on: term.facts.ends_on,
                note: term.facts.note,
                officers: term.facts.officers.into_iter().map(Into::into).collect(),
            })
            .collect(),
        doubts,
        honours: records::honours(connection, subject)?,
        evaluations: records::evaluations(connection, subject)?,
        pledges: records::pledges(connection, subject, day)?,
        standings: standings::standings_of(connection, found.id)?
            .into_iter()
            .map(|record| StandingLine {
                year: record.year,
                standing: record.standing,
                measure: record.measure,
            })
            .collect(),
        name: found.name,
        kind: found.kind,
        domain: found.domain,
        code: found.code,
        secretary: found.secretary,
        phone: found.phone.as_deref().map(masking::contact),
        founded_on: found.founded_on,
        dissolved_on: found.dissolved_on,
        note: found.note,
    })
}

/// From the top down to the one above.
fn above(all: &[Organization], of: &Organization) -> Vec<NamedOrganization> {
    let mut above: Vec<NamedOrganization> = Vec::new();
    let mut next = of.parent;
    // No higher than there are organizations, even in a damaged file.
    while let Some(parent) = next.and_then(|id| tree::by_id(all, id)).filter(|_| above.len() < all.len()) {
        above.push(named(parent));
        next = parent.parent;
    }
    above.reverse();
    above
}
