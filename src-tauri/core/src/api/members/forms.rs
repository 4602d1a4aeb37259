//! Forms of persons and events: read, held against the rules, saved once nothing stands against it.

use std::cmp::Ordering;

use rusqlite::Connection;

use super::{
    page::one,
    shapes::{EventCorrection, EventForm, MemberForm, MemberSaved, MemberUpdate, NewEvent, NewMember},
};
use crate::{
    Office, Result,
    api::organizations::said,
    clock::chinese_date,
    members::{
        self, EventId, IdNumber, MemberFacts, MemberId, Membership, MembershipEvent, checks, masking,
        membership,
    },
    organizations,
    remarks::{Remark, may_save},
    text,
};

/// 登记党员.
pub fn add(office: &mut Office, asked: &NewMember) -> Result<MemberSaved> {
    let mut remarks = Vec::new();
    let facts = facts(&asked.facts, None, &mut remarks);
    let event = event(&asked.event, None);
    let today = office.clock().today();
    let connection = office.read();
    let standing = membership::fold([&event]).and_then(|now| now.standing);
    remarks.extend(checks::facts(&facts, standing, today));
    remarks.extend(checks::event(&event, &facts, None, &organizations::store::all(connection)?));
    remarks.extend(namesakes(connection, &facts, None, today)?);
    if !may_save(&remarks, asked.confirmed) {
        return Ok(MemberSaved { id: None, remarks });
    }
    let id = office.change("登记党员", |change| members::store::insert(change, &facts, &event))?;
    Ok(MemberSaved { id: Some(id), remarks })
}

/// 更改党员信息.
pub fn update(office: &mut Office, asked: &MemberUpdate) -> Result<MemberSaved> {
    let known = one(office, asked.id)?;
    let mut remarks = Vec::new();
    let facts = facts(&asked.facts, Some(&known.facts), &mut remarks);
    let today = office.clock().today();
    remarks.extend(checks::facts(&facts, known.membership.standing, today));
    if facts.name != known.facts.name || facts.birth_date != known.facts.birth_date {
        remarks.extend(namesakes(office.read(), &facts, Some(asked.id), today)?);
    }
    if !may_save(&remarks, asked.confirmed) {
        return Ok(MemberSaved { id: None, remarks });
    }
    office.change("更改党员信息", |change| members::store::update(change, asked.id, &facts))?;
    Ok(MemberSaved { id: Some(asked.id), remarks })
}

/// 登记党籍变动.
pub fn record_event(office: &mut Office, asked: &NewEvent) -> Result<MemberSaved> {
    let event = event(&asked.event, None);
    let remarks = remarks_on(office, asked.member, &event, None)?;
    if !may_save(&remarks, asked.confirmed) {
        return Ok(MemberSaved { id: None, remarks });
    }
    let name = format!("登记“{}”", event.kind);
    office.change(&name, |change| members::store::record(change, asked.member, &event))?;
    Ok(MemberSaved { id: Some(asked.member), remarks })
}

/// 更正党籍变动.
pub fn correct_event(office: &mut Office, asked: &EventCorrection) -> Result<MemberSaved> {
    let (member, known) = members::store::event(office.read(), asked.id)?;
    let event = event(&asked.event, Some(&known));
    let remarks = remarks_on(office, member, &event, Some(asked.id))?;
    if !may_save(&remarks, asked.confirmed) {
        return Ok(MemberSaved { id: None, remarks });
    }
    let name = format!("更正“{}”", event.kind);
    office.change(&name, |change| members::store::correct_event(change, asked.id, &event))?;
    Ok(MemberSaved { id: Some(member), remarks })
}

/// What looks wrong with an event among the others of a person; `in_place_of` is the one it corrects.
fn remarks_on(
    office: &Office,
    member: MemberId,
    event: &MembershipEvent,
    in_place_of: Option<EventId>,
) -> Result<Vec<Remark>> {
    let connection = office.read();
    let facts = one(office, member)?.facts;
    let others = members::store::events(connection, member)?;
    let before = others.iter().filter(|(id, other)| match other.happened_on.cmp(&event.happened_on) {
        _ if Some(*id) == in_place_of => false,
        Ordering::Less => true,
        // Same-day events keep the order of their ids.
        Ordering::Equal => in_place_of.is_none_or(|corrected| *id < corrected),
        Ordering::Greater => false,
    });
    let before: Option<Membership> = membership::fold(before.map(|(_, other)| other));
    // The day that the event itself had filled in is no other opinion.
    let facts = match others.iter().find(|(id, _)| Some(*id) == in_place_of) {
        Some((_, corrected)) => MemberFacts {
            joined_on: facts.joined_on.filter(|day| *day != corrected.happened_on),
            full_on: facts.full_on.filter(|day| *day != corrected.happened_on),
            ..facts
        },
        None => facts,
    };
    Ok(checks::event(event, &facts, before.as_ref(), &organizations::store::all(connection)?))
}

/// What a form says of a person. What is shown masked and comes back untouched stays; a birthday or a sex
/// left empty is taken from the ID number, as an import does.
fn facts(form: &MemberForm, known: Option<&MemberFacts>, remarks: &mut Vec<Remark>) -> MemberFacts {
    let typed = said(form.id_number.as_ref());
    let shown = known.and_then(|known| known.id_number.as_ref());
    let id_number = match (typed, shown) {
        (Some(typed), Some(shown)) if typed == shown.masked() => Some(shown.clone()),
        (Some(typed), _) => match IdNumber::parse(&typed) {
            Ok(number) => Some(number),
            Err(fault) => {
                remarks.push(Remark::error("id_number", fault.to_string()));
                None
            }
        },
        (None, _) => None,
    };
    let name = text::squeeze(&form.name);
    if name.is_empty() {
        remarks.push(Remark::error("name", "姓名没有填写；请填写姓名"));
    }
    let known_phone = known.and_then(|known| known.phone.as_deref());
    let known_note = known.and_then(|known| known.note.as_deref());
    let phone = masking::kept(said(form.phone.as_ref()), known_phone, masking::phone);
    if phone.as_deref().is_some_and(|phone| Some(phone) != known_phone && !could_be_a_phone(phone)) {
        remarks.push(Remark::error("phone", "手机号码只能是数字，固定电话可以带“-”；请核对"));
    }
    MemberFacts {
        name,
        sex: form.sex.or_else(|| id_number.as_ref().map(IdNumber::sex)),
        ethnicity: form.ethnicity,
        birth_date: form.birth_date.or_else(|| id_number.as_ref().map(IdNumber::birth_date)),
        education: form.education,
        joined_on: form.joined_on,
        full_on: form.full_on,
        worked_on: form.worked_on,
        native_place: said(form.native_place.as_ref()),
        job: said(form.job.as_ref()),
        address: said(form.address.as_ref()),
        note: masking::kept(said(form.note.as_ref()), known_note, masking::note),
        phone,
        id_number,
    }
}

fn could_be_a_phone(phone: &str) -> bool {
    phone.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | ' ' | '/' | '、'))
        && phone.chars().any(|c| c.is_ascii_digit())
}

fn event(form: &EventForm, known: Option<&MembershipEvent>) -> MembershipEvent {
    let known_note = known.and_then(|known| known.note.as_deref());
    MembershipEvent {
        kind: form.kind,
        happened_on: form.happened_on,
        organization: form.organization,
        standing: form.standing,
        category: form.category,
        post: form.post.as_deref().map(text::squeeze).filter(|post| !post.is_empty()),
        note: masking::kept(said(form.note.as_ref()), known_note, masking::note),
    }
}

/// Others of the same name and birthday, or of the same name where a birthday is not known: perhaps the
/// same person twice (as an import asks, `import/members/person.rs`).
fn namesakes(
    connection: &Connection,
    facts: &MemberFacts,
    id: Option<MemberId>,
    today: chrono::NaiveDate,
) -> Result<Vec<Remark>> {
    let mut remarks = Vec::new();
    for other in members::store::named(connection, &facts.name, today)? {
        let born = other.facts.birth_date;
        let may_be_one = born.is_none() || facts.birth_date.is_none() || born == facts.birth_date;
        let other_number = matches!((&other.facts.id_number, &facts.id_number), (Some(one), Some(two)) if one.modern() == two.modern());
        // The same number is refused by the store, with its owner's name.
        if Some(other.id) == id || !may_be_one || other_number {
            continue;
        }
        let born = born.map(|day| format!("，生于{}", chinese_date(day))).unwrap_or_default();
        let left = other.membership.left.map(|(how, on)| format!("，{}已{how}", chinese_date(on)));
        let number = other.facts.id_number.as_ref().map(IdNumber::masked);
        let number = number.map(|number| format!("，身份证号码{number}")).unwrap_or_default();
        remarks.push(Remark::warning(
            "name",
            format!(
                "台账里已有一名“{}”{born}{number}{}；如是同一人，请不要重复登记，确是另一人的请确认",
                other.facts.name,
                left.unwrap_or_default()
            ),
        ));
    }
    Ok(remarks)
}
