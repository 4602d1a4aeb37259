//! 任期 and 班子成员: the form, held against the records of the members on it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{TermForm, TermSaved, one, said};
use crate::{
    Office, Result,
    clock::chinese_date,
    members::{self, Standing},
    organizations::{
        self, Organization, OrganizationFacts, OrganizationKind,
        terms::{self, Officer, SECRETARY, Term, TermFacts},
        tree,
    },
    remarks::{Remark, may_save},
};

/// Enters a term or replaces one.
pub fn put_term(office: &mut Office, asked: &TermForm) -> Result<TermSaved> {
    let organization = one(office, asked.organization)?;
    let facts = TermFacts {
        name: said(asked.name.as_ref()),
        began_on: asked.began_on,
        ends_on: asked.ends_on,
        note: said(asked.note.as_ref()),
        officers: asked.officers.iter().cloned().map(Officer::from).collect(),
    };
    let today = office.clock().today();
    let others = organizations::store::terms_of(office.read(), asked.organization)?;
    let mut remarks = terms::check(&organization, &others, asked.id, &facts, today);
    remarks.extend(of_members(office.read(), &organization, &facts)?);
    if !may_save(&remarks, asked.confirmed) {
        return Ok(TermSaved { id: None, remarks });
    }
    let name = if asked.id.is_some() { "更改任期" } else { "登记任期" };
    let id = office.change(name, |change| {
        let id = match asked.id {
            Some(id) => {
                organizations::store::update_term(change, id, &facts)?;
                id
            }
            None => organizations::store::insert_term(change, asked.organization, &facts)?,
        };
        if asked.secretary {
            let terms = organizations::store::terms_of(change, asked.organization)?;
            let running = terms::running(&terms, today).filter(|term| term.id == id);
            if let Some(secretary) = running.and_then(secretary) {
                let facts = OrganizationFacts { secretary: Some(secretary), ..facts_of(&organization) };
                organizations::store::update(change, asked.organization, &facts)?;
            }
        }
        Ok(id)
    })?;
    Ok(TermSaved { id: Some(id), remarks })
}

/// The 书记 who is in office in a term.
fn secretary(term: &Term) -> Option<String> {
    let mut serving = term.facts.officers.iter().filter(|officer| officer.relieved_on.is_none());
    serving.find(|officer| officer.post == SECRETARY).map(|officer| officer.name.clone())
}

fn facts_of(organization: &Organization) -> OrganizationFacts {
    let one = organization.clone();
    OrganizationFacts {
        name: one.name,
        kind: one.kind,
        parent: one.parent,
        domain: one.domain,
        code: one.code,
        secretary: one.secretary,
        phone: one.phone,
        founded_on: one.founded_on,
        note: one.note,
    }
}

/// Whether the officers were members of the organization, in full standing, when they were appointed.
fn of_members(connection: &Connection, organization: &Organization, term: &TermFacts) -> Result<Vec<Remark>> {
    let all = organizations::store::all(connection)?;
    let inside: BTreeSet<_> =
        tree::descendants(&all, organization.id).into_iter().chain([organization.id]).collect();
    let mut remarks = Vec::new();
    for (place, officer) in term.officers.iter().enumerate() {
        let Some(id) = officer.member else { continue };
        // The books may begin after the appointment: what is known first counts then.
        let first = members::store::events(connection, id)?.first().map(|(_, event)| event.happened_on);
        let day = first.map_or(officer.appointed_on, |first| first.max(officer.appointed_on));
        let Some(member) = members::store::get(connection, id, day)? else { continue };
        let name = &member.facts.name;
        let membership = &member.membership;
        let message = if let Some((how, on)) = membership.left {
            Some(format!("“{name}”已于{}{how}；请核对任职日期", chinese_date(on)))
        } else if organization.kind != OrganizationKind::LeadingGroup
            && membership.organization.is_none_or(|branch| !inside.contains(&branch))
        {
            Some(format!("“{name}”任职时不在“{}”；请核对所选的党员和任职日期", organization.name))
        } else if membership.standing == Some(Standing::Probationary) {
            Some(format!("“{name}”任职时是预备党员，没有选举权和被选举权；请核对"))
        } else {
            None
        };
        remarks.extend(message.map(|message| Remark::warning("name", message).of_row(place)));
    }
    Ok(remarks)
}

/// Where the running term and the records of its officers do not agree on a day (`domain.md` §3.5: the
/// counts in both must agree).
pub fn doubts(
    connection: &Connection,
    organization: &Organization,
    terms: &[Term],
    day: NaiveDate,
) -> Result<Vec<String>> {
    let Some(running) = terms::running(terms, day) else { return Ok(Vec::new()) };
    let mut doubts = Vec::new();
    if let (Some(listed), Some(known)) = (secretary(running), &organization.secretary)
        && listed != *known
    {
        doubts.push(format!("本届书记是“{listed}”，党组织信息里的书记是“{known}”；请更正其中一处。"));
    }
    let serving = running.facts.officers.iter().filter(|officer| {
        officer.appointed_on <= day && officer.relieved_on.is_none_or(|relieved| relieved > day)
    });
    for officer in serving {
        let Some(member) =
            officer.member.map(|id| members::store::get(connection, id, day)).transpose()?.flatten()
        else {
            continue;
        };
        let Officer { name, post, .. } = officer;
        match (&member.membership.left, &member.membership.post) {
            (Some((how, on)), _) => {
                doubts.push(format!(
                    "“{name}”仍在班子名单里，但已于{}{how}；请填免职日期。",
                    chinese_date(*on)
                ));
            }
            (None, Some(known)) if known != post => {
                doubts.push(format!(
                    "“{name}”在班子名单里是“{post}”，党员记录里的党内职务是“{known}”；请更正其中一处。"
                ));
            }
            (None, None) => {
                doubts.push(format!(
                    "“{name}”在班子名单里是“{post}”，党员记录里没有任职；请在其页面登记任职。"
                ));
            }
            _ => {}
        }
    }
    Ok(doubts)
}
