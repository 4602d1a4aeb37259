//! 点评 and 讲评 beside the name list and the roster, the joins that `reviews` must not make: what the books
//! say of a subject on a day, who has to be reviewed, and who has been.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::{
    Result,
    clock::Period,
    error::OrNotFound,
    members::{
        self, EventKind, MemberId, MembershipEvent, Subject,
        chronicle::{self, Chronicle},
        membership,
    },
    organizations::{self, Organization, OrganizationId, OrganizationKind, tree},
    reviews::{self, Presence, ReviewHead, ReviewKind, Reviewed},
};

/// Name, kind and presence of a subject on `day`. Of days before 期初登记 the books say nothing
/// (`decisions.md` 14): then it was there, unless it joined the party later.
///
/// # Errors
/// Not found; storage errors.
pub fn reviewed(
    connection: &Connection,
    subject: Subject,
    day: NaiveDate,
    today: NaiveDate,
) -> Result<Reviewed> {
    match subject {
        Subject::Organization(id) => organization(connection, id, day),
        Subject::Member(id) => member(connection, id, day, today),
    }
}

fn organization(connection: &Connection, id: OrganizationId, day: NaiveDate) -> Result<Reviewed> {
    let all = organizations::store::all(connection)?;
    let unit = tree::by_id(&all, id).or_not_found(|| "该党组织不存在".to_owned())?;
    let presence = match (unit.founded_on, unit.dissolved_on) {
        (Some(founded), _) if day < founded => Presence::NotYet("成立", founded),
        (_, Some(dissolved)) if dissolved <= day => Presence::Gone("撤销", dissolved),
        _ => Presence::There,
    };
    Ok(Reviewed { name: unit.name.clone(), kind: Some(unit.kind), presence })
}

fn member(connection: &Connection, id: MemberId, day: NaiveDate, today: NaiveDate) -> Result<Reviewed> {
    let person = members::store::get(connection, id, today)?.or_not_found(|| "该党员不存在".to_owned())?;
    let events: Vec<MembershipEvent> =
        members::store::events(connection, id)?.into_iter().map(|(_, event)| event).collect();
    let presence = match events.first() {
        Some(first) if day < first.happened_on => match (first.kind, person.facts.joined_on) {
            (EventKind::Opening, Some(joined)) if day < joined => Presence::NotYet("入党", joined),
            (EventKind::Opening, _) => Presence::There,
            _ => Presence::NotYet("入册", first.happened_on),
        },
        _ => {
            let by_then = events.iter().take_while(|event| event.happened_on <= day);
            match membership::fold(by_then).and_then(|state| state.left) {
                Some((how, left)) => Presence::Gone(how.label(), left),
                None => Presence::There,
            }
        }
    };
    Ok(Reviewed { name: person.facts.name, kind: None, presence })
}

/// Whether an organization has to be reviewed: 讲评 goes to branches, 点评 to all but 党小组.
pub fn must_be_reviewed(of: ReviewKind, unit: &Organization) -> bool {
    match of {
        ReviewKind::Briefing => unit.kind == OrganizationKind::Branch,
        ReviewKind::Comment => unit.kind != OrganizationKind::Group,
    }
}

/// Whether a record is one of a window's: a quarter's record does for its half-year too.
pub fn is_for(head: &ReviewHead, of: ReviewKind, window: &Period) -> bool {
    head.kind == of && window.from <= head.period.from && head.period.to <= window.to
}

/// One who has to be reviewed in a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToReview {
    /// Who.
    pub subject: Subject,
    /// Full name.
    pub name: String,
    /// The branch of a member; an organization itself.
    pub organization: Option<OrganizationId>,
    /// When it was done last; none while it is missing.
    pub held_on: Option<NaiveDate>,
}

/// Everybody who has to be reviewed in a window, as of its last day or today: organizations in the order
/// of the name list, then members in roster order. Of a day before the books nobody is on the roster.
///
/// # Errors
/// Storage errors.
pub fn to_review(
    connection: &Connection,
    of: ReviewKind,
    window: &Period,
    today: NaiveDate,
) -> Result<Vec<ToReview>> {
    let day = window.to.min(today);
    let mut held: HashMap<Subject, NaiveDate> = HashMap::new();
    let heads = reviews::store::heads(connection, window.from, today)?;
    // Oldest first: the last one stays.
    held.extend(
        heads.iter().filter(|head| is_for(head, of, window)).map(|head| (head.subject, head.held_on)),
    );
    let one = |subject, name: &str, organization| ToReview {
        subject,
        name: name.to_owned(),
        organization,
        held_on: held.get(&subject).copied(),
    };
    let units = organizations::store::all(connection)?.into_iter();
    let units = units.filter(|unit| must_be_reviewed(of, unit) && unit.exists_on(day));
    let mut all: Vec<ToReview> =
        units.map(|unit| one(Subject::Organization(unit.id), &unit.name, Some(unit.id))).collect();
    if of == ReviewKind::Comment {
        let chronicle = Chronicle::read(connection)?;
        all.extend(chronicle.careers().filter_map(|(person, career)| {
            let state = chronicle::state_on(career, day).filter(|state| state.left.is_none())?;
            Some(one(Subject::Member(person.id), &person.name, state.organization))
        }));
    }
    Ok(all)
}
