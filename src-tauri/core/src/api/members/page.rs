//! One person with everything that hangs on them.

use std::collections::BTreeMap;

use super::{
    list::years,
    shapes::{
        EventLine, MemberAsked, MemberFactsShown, MemberNumbers, MemberPage, MembershipShown, OfficeHeld,
        PossibleEvent,
    },
};
use crate::{
    Error, Office, Result,
    api::{
        organizations::{NamedOrganization, day},
        records,
    },
    error::OrNotFound,
    members::{
        self, EventKind, IdNumber, Member, MemberFacts, MemberId, Membership, MembershipEvent, Standing,
        Subject, masking, membership, probation::probation_end,
    },
    organizations::{self, OrganizationId},
};

/// The page of a person on a day.
///
/// # Errors
/// Not found; refused for a day after today; storage errors.
pub fn get(office: &Office, asked: &MemberAsked) -> Result<MemberPage> {
    let day = day(office, asked.as_of)?;
    let connection = office.read();
    let member = one(office, asked.id)?;
    let events = members::store::events(connection, asked.id)?;
    let on_the_day =
        membership::fold(events.iter().map(|(_, event)| event).filter(|event| event.happened_on <= day));
    let all = organizations::store::all(connection)?;
    let names: BTreeMap<OrganizationId, &str> = all.iter().map(|one| (one.id, one.name.as_str())).collect();
    let named = |id: Option<OrganizationId>| -> Option<NamedOrganization> {
        let id = id?;
        Some(NamedOrganization { id, name: (*names.get(&id)?).to_owned() })
    };
    let subject = Subject::Member(asked.id);
    let offices = organizations::store::terms_with(connection, asked.id)?;
    let facts = member.facts;
    Ok(MemberPage {
        id: asked.id,
        as_of: day,
        age: years(facts.birth_date, day),
        party_age: years(facts.full_on, day),
        probation_until: probation(&facts, on_the_day.as_ref(), &events),
        membership: on_the_day.map(|now| MembershipShown {
            organization: named(now.organization),
            standing: now.standing,
            category: now.category,
            post: now.post,
            left: now.left.map(|(how, _)| how),
            left_on: now.left.map(|(_, on)| on),
        }),
        possible: possible(&member.membership),
        events: events
            .into_iter()
            .map(|(id, event)| EventLine {
                id,
                kind: event.kind,
                happened_on: event.happened_on,
                organization: named(event.organization),
                standing: event.standing,
                category: event.category,
                post: event.post,
                note: event.note.as_deref().map(masking::note),
            })
            .collect(),
        offices: offices
            .into_iter()
            .flat_map(|term| {
                let organization = named(Some(term.organization));
                let (name, ends_on) = (term.facts.name, term.facts.ends_on);
                term.facts.officers.into_iter().filter_map(move |officer| {
                    Some(OfficeHeld {
                        organization: organization.clone()?,
                        term: name.clone(),
                        post: officer.post,
                        appointed_on: officer.appointed_on,
                        relieved_on: officer.relieved_on,
                        ends_on,
                    })
                })
            })
            .collect(),
        honours: records::honours(connection, subject)?,
        evaluations: records::evaluations(connection, subject)?,
        pledges: records::pledges(connection, subject, day)?,
        facts: shown(facts),
    })
}

/// A person as of today. Every registered person has an event by then.
pub(super) fn one(office: &Office, id: MemberId) -> Result<Member> {
    members::store::get(office.read(), id, office.clock().today())?
        .or_not_found(|| "该党员不存在".to_owned())
        .map_err(|error: Error| error.hint("请刷新党员名册后重试。"))
}

fn shown(facts: MemberFacts) -> MemberFactsShown {
    MemberFactsShown {
        name: facts.name,
        sex: facts.sex,
        ethnicity: facts.ethnicity,
        birth_date: facts.birth_date,
        id_number: facts.id_number.as_ref().map(IdNumber::masked),
        education: facts.education,
        joined_on: facts.joined_on,
        full_on: facts.full_on,
        worked_on: facts.worked_on,
        native_place: facts.native_place,
        job: facts.job,
        phone: facts.phone.as_deref().map(masking::phone),
        address: facts.address,
        note: facts.note.as_deref().map(masking::note),
    }
}

/// 预备期满 of a 预备党员.
fn probation(
    facts: &MemberFacts,
    now: Option<&Membership>,
    events: &[(members::EventId, MembershipEvent)],
) -> Option<chrono::NaiveDate> {
    now.filter(|now| now.left.is_none() && now.standing == Some(Standing::Probationary))?;
    let events = events.iter().map(|(_, event)| (event.kind, event.happened_on));
    probation_end(facts.joined_on, events).map(|(end, _)| end)
}

/// Every kind that a form can record of somebody who stands like this; 期初登记 opens the books and is no
/// change.
fn possible(now: &Membership) -> Vec<PossibleEvent> {
    EventKind::ALL
        .iter()
        .copied()
        .filter(|kind| *kind != EventKind::Opening)
        .map(|kind| PossibleEvent {
            kind,
            refused: membership::refusal(Some(now), kind).map(|fault| fault.to_string()),
        })
        .collect()
}

/// Whole numbers of one person, noted in the history first.
///
/// # Errors
/// Not found; storage errors.
pub fn unmask(office: &mut Office, asked: &MemberAsked) -> Result<MemberNumbers> {
    let MemberFacts { id_number, phone, note, .. } = one(office, asked.id)?.facts;
    // The number of the record says whom; the history holds no personal data.
    office.note("查看完整证件号", &format!("{}号党员", asked.id.0))?;
    Ok(MemberNumbers { id_number: id_number.map(|number| number.as_str().to_owned()), phone, note })
}
