//! The SQL of terms of office and their officers. Rules: `organizations/terms.rs`.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    Error, Result,
    error::OrNotFound,
    members::MemberId,
    organizations::{
        OrganizationId,
        terms::{Officer, Term, TermFacts, TermId},
    },
    store::Change,
    text,
};

const TERM: &str = "id, organization_id, name, began_on, ends_on, note";
const OFFICER: &str = "term_id, member_id, name, post, appointed_on, relieved_on";

/// The terms of an organization, newest first, each with its officers.
///
/// # Errors
/// Storage errors.
pub fn terms_of(connection: &Connection, organization: OrganizationId) -> Result<Vec<Term>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {TERM} FROM term WHERE organization_id = ?1 ORDER BY began_on DESC"
    ))?;
    let terms = statement.query_map([organization], term)?.collect::<rusqlite::Result<Vec<Term>>>()?;
    terms.into_iter().map(|term| with_officers(connection, term)).collect()
}

/// 换届日期 of the term that runs on a day, of every organization that has one. A body whose 换届 is overdue
/// stays in office until the next is elected.
///
/// # Errors
/// Storage errors.
pub fn running_ends(connection: &Connection, day: NaiveDate) -> Result<Vec<(OrganizationId, NaiveDate)>> {
    let mut statement = connection.prepare_cached(
        "SELECT organization_id, ends_on FROM term AS newest
         WHERE began_on <= ?1 AND ends_on IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM term WHERE organization_id = newest.organization_id
             AND began_on > newest.began_on AND began_on <= ?1)
         ORDER BY ends_on, organization_id",
    )?;
    let ends = statement.query_map([day], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(ends)
}

/// One term.
///
/// # Errors
/// Not found; storage errors.
pub fn term_of(connection: &Connection, id: TermId) -> Result<Term> {
    let found = connection
        .prepare_cached(&format!("SELECT {TERM} FROM term WHERE id = ?1"))?
        .query_row([id], term)
        .optional()?
        .or_not_found(|| "这个任期不存在".to_owned())
        .map_err(|error| error.hint("请刷新后重试。"))?;
    with_officers(connection, found)
}

/// The terms in which a member was an officer, newest first, each with that member's lines alone.
///
/// # Errors
/// Storage errors.
pub fn terms_with(connection: &Connection, member: MemberId) -> Result<Vec<Term>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {TERM} FROM term WHERE id IN (SELECT term_id FROM officer WHERE member_id = ?1)
         ORDER BY began_on DESC, id"
    ))?;
    let terms = statement.query_map([member], term)?.collect::<rusqlite::Result<Vec<Term>>>()?;
    terms
        .into_iter()
        .map(|term| {
            let mut term = with_officers(connection, term)?;
            term.facts.officers.retain(|officer| officer.member == Some(member));
            Ok(term)
        })
        .collect()
}

fn term(row: &Row<'_>) -> rusqlite::Result<Term> {
    Ok(Term {
        id: row.get(0)?,
        organization: row.get(1)?,
        facts: TermFacts {
            name: row.get(2)?,
            began_on: row.get(3)?,
            ends_on: row.get(4)?,
            note: row.get(5)?,
            officers: Vec::new(),
        },
    })
}

fn with_officers(connection: &Connection, mut term: Term) -> Result<Term> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {OFFICER} FROM officer WHERE term_id = ?1 ORDER BY position, id"))?;
    let officers = statement.query_map([term.id], |row| {
        Ok(Officer {
            member: row.get(1)?,
            name: row.get(2)?,
            post: row.get(3)?,
            appointed_on: row.get(4)?,
            relieved_on: row.get(5)?,
        })
    })?;
    term.facts.officers = officers.collect::<rusqlite::Result<_>>()?;
    Ok(term)
}

/// Enters a term. Whether it can be was asked of [`crate::organizations::terms::check`].
///
/// # Errors
/// Storage errors.
pub fn insert_term(change: &Change<'_>, organization: OrganizationId, facts: &TermFacts) -> Result<TermId> {
    change.execute(
        "INSERT INTO term (organization_id, name, began_on, ends_on, note) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![organization, facts.name, facts.began_on, facts.ends_on, facts.note],
    )?;
    let id = TermId(change.last_insert_rowid());
    insert_officers(change, id, facts)?;
    Ok(id)
}

/// Replaces a term, and its officers where the list is another.
///
/// # Errors
/// Not found; storage errors.
pub fn update_term(change: &Change<'_>, id: TermId, facts: &TermFacts) -> Result<()> {
    let kept = term_of(change, id)?;
    change.execute(
        "UPDATE term SET (name, began_on, ends_on, note) = (?2, ?3, ?4, ?5) WHERE id = ?1",
        params![id, facts.name, facts.began_on, facts.ends_on, facts.note],
    )?;
    if kept.facts.officers != written(&facts.officers) {
        change.execute("DELETE FROM officer WHERE term_id = ?1", [id])?;
        insert_officers(change, id, facts)?;
    }
    Ok(())
}

/// Takes out a term that was entered by mistake, with its officers.
///
/// # Errors
/// Not found; storage errors.
pub fn remove_term(change: &Change<'_>, id: TermId) -> Result<()> {
    match change.execute("DELETE FROM term WHERE id = ?1", [id])? {
        0 => Err(Error::not_found("这个任期不存在").hint("请刷新后重试。")),
        _ => Ok(()),
    }
}

fn written(officers: &[Officer]) -> Vec<Officer> {
    officers
        .iter()
        .map(|officer| Officer {
            name: text::squeeze(&officer.name),
            post: text::squeeze(&officer.post),
            ..officer.clone()
        })
        .collect()
}

fn insert_officers(change: &Change<'_>, id: TermId, facts: &TermFacts) -> Result<()> {
    let mut statement = change.prepare_cached(&format!(
        "INSERT INTO officer ({OFFICER}, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    ))?;
    for (officer, position) in written(&facts.officers).iter().zip(1_i64..) {
        statement.execute(params![
            id,
            officer.member,
            officer.name,
            officer.post,
            officer.appointed_on,
            officer.relieved_on,
            position,
        ])?;
    }
    Ok(())
}
