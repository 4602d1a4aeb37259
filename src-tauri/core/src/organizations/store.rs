//! The SQL of organizations. Terms of office: `store/terms.rs`.

mod terms;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Statement, ToSql, params, params_from_iter};

use super::{Organization, OrganizationFacts, OrganizationId, Unit, UnitFacts, tree, unit};
use crate::{Error, Result, error::OrNotFound, store::Change, text};

pub use terms::{insert_term, remove_term, running_ends, term_of, terms_of, terms_with, update_term};

const COLUMNS: &str =
    "id, name, kind, parent_id, domain, code, secretary, phone, founded_on, dissolved_on, note, position";

/// Of these, what [`OrganizationFacts`] say.
const FACTS: &str = "name, kind, parent_id, domain, code, secretary, phone, founded_on, note";

/// 本单位 of this file.
///
/// # Errors
/// Not found in a file without one; storage errors.
pub fn unit(connection: &Connection) -> Result<Unit> {
    connection
        .query_row("SELECT name, phone FROM office", [], |row| {
            Ok(Unit { name: row.get(0)?, phone: row.get(1)? })
        })
        .optional()?
        .or_not_found(|| "台账里还没有单位名称".to_owned())
        .map_err(|error| {
            error.hint("请先建立台账。").terminal("请先用 xianfeng init --name 单位名称 建立台账。")
        })
}

/// Everything known of 本单位 (设置).
///
/// # Errors
/// As [`unit()`].
pub fn unit_facts(connection: &Connection) -> Result<UnitFacts> {
    unit::read(connection)
}

/// 公示地址: where objections to what was published are sent.
///
/// # Errors
/// Storage errors.
pub fn publicity_address(connection: &Connection) -> Result<Option<String>> {
    unit::publicity_address(connection)
}

/// Enters 本单位 into a new file.
///
/// # Errors
/// Storage errors.
pub fn found_unit(change: &Change<'_>, facts: &UnitFacts) -> Result<()> {
    unit::found(change, facts)
}

/// Replaces what is known of 本单位.
///
/// # Errors
/// Refused for what cannot be ([`UnitFacts::checked`]); storage errors.
pub fn put_unit_facts(change: &Change<'_>, facts: &UnitFacts) -> Result<()> {
    unit::put(change, facts)
}

/// Every organization, dissolved ones too, in the order of the name list.
///
/// # Errors
/// Storage errors.
pub fn all(connection: &Connection) -> Result<Vec<Organization>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM organization ORDER BY position, id"))?;
    let organizations = statement.query_map([], organization)?.collect::<Result<_, _>>()?;
    Ok(organizations)
}

fn organization(row: &Row<'_>) -> rusqlite::Result<Organization> {
    Ok(Organization {
        id: row.get(0)?,
        name: row.get(1)?,
        kind: row.get(2)?,
        parent: row.get(3)?,
        domain: row.get(4)?,
        code: row.get(5)?,
        secretary: row.get(6)?,
        phone: row.get(7)?,
        founded_on: row.get(8)?,
        dissolved_on: row.get(9)?,
        note: row.get(10)?,
        position: row.get(11)?,
    })
}

/// The organization of a name as a clerk types it: spaces and widths do not matter.
///
/// # Errors
/// Not found, with the nearest names; storage errors.
pub fn find(connection: &Connection, name: &str) -> Result<Organization> {
    let all = all(connection)?;
    let wanted = text::squeeze(name);
    let found = all.iter().find(|organization| text::squeeze(&organization.name) == wanted).cloned();
    found.ok_or_else(|| {
        let nearest = tree::nearest(&all, name);
        let error = Error::not_found(format!("没有名为“{}”的党组织", text::tidy(name)));
        if nearest.is_empty() {
            error.hint("请先登记该党组织，或核对名称。")
        } else {
            error
                .hint(format!("是不是“{}”？请核对名称。", nearest.join("”“")))
                .details(nearest.into_iter().map(str::to_owned).collect())
        }
    })
}

/// Registers an organization, last on the name list.
///
/// # Errors
/// Refused when the name or the code is taken, or the parent does not exist.
pub fn insert(change: &Change<'_>, facts: &OrganizationFacts) -> Result<OrganizationId> {
    tree::check_facts(&all(change)?, None, facts)?;
    let mut statement = change.prepare_cached(&format!(
        "INSERT INTO organization ({FACTS}, position)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM organization))"
    ))?;
    write(&mut statement, facts, None)?;
    Ok(OrganizationId(change.last_insert_rowid()))
}

/// Replaces an organization's facts.
///
/// # Errors
/// As [`insert`]; also when the parent would make a circle.
pub fn update(change: &Change<'_>, id: OrganizationId, facts: &OrganizationFacts) -> Result<()> {
    tree::check_facts(&all(change)?, Some(id), facts)?;
    let mut statement = change.prepare_cached(&format!(
        "UPDATE organization SET ({FACTS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"
    ))?;
    write(&mut statement, facts, Some(id))
}

/// Runs a statement with the columns of [`FACTS`], and the row where it is known.
fn write(statement: &mut Statement<'_>, facts: &OrganizationFacts, id: Option<OrganizationId>) -> Result<()> {
    let name = text::tidy(&facts.name);
    let values: [&dyn ToSql; 9] = [
        &name,
        &facts.kind,
        &facts.parent,
        &facts.domain,
        &facts.code,
        &facts.secretary,
        &facts.phone,
        &facts.founded_on,
        &facts.note,
    ];
    let id = id.iter().map(|id| id as &dyn ToSql);
    statement.execute(params_from_iter(values.into_iter().chain(id)))?;
    Ok(())
}

/// Dissolves an organization (撤销): from that day on it is on no list. `members` is how many members
/// it has on that day; this room does not know them.
///
/// # Errors
/// Refused while it has members or organizations below it, and for a day that cannot be.
pub fn dissolve(change: &Change<'_>, id: OrganizationId, on: NaiveDate, members: u64) -> Result<()> {
    let all = all(change)?;
    let organization = tree::by_id(&all, id).or_not_found(|| "该党组织不存在".to_owned())?;
    tree::check_dissolution(&all, organization, on, members, change.clock.today())?;
    change.execute("UPDATE organization SET dissolved_on = ?2 WHERE id = ?1", params![id, on])?;
    Ok(())
}

/// Takes a dissolution back that was entered by mistake long ago (a fresh one is undone).
///
/// # Errors
/// Refused for an organization that stands, and under a parent that is dissolved.
pub fn reinstate(change: &Change<'_>, id: OrganizationId) -> Result<()> {
    let all = all(change)?;
    let organization = tree::by_id(&all, id).or_not_found(|| "该党组织不存在".to_owned())?;
    tree::check_reinstatement(&all, organization)?;
    change.execute("UPDATE organization SET dissolved_on = NULL WHERE id = ?1", [id])?;
    Ok(())
}

/// Moves an organization to another parent, or to another place among those under one parent: before
/// `before`, or behind all of them. The order of the name list follows.
///
/// # Errors
/// Refused when the parent would make a circle or is dissolved, or `before` has another parent.
pub fn move_to(
    change: &Change<'_>,
    id: OrganizationId,
    parent: Option<OrganizationId>,
    before: Option<OrganizationId>,
) -> Result<()> {
    let all = all(change)?;
    let organization = tree::by_id(&all, id).or_not_found(|| "该党组织不存在".to_owned())?;
    tree::check_move(&all, organization, parent, before)?;
    if organization.parent != parent {
        change.execute("UPDATE organization SET parent_id = ?2 WHERE id = ?1", params![id, parent])?;
    }
    let mut statement = change.prepare_cached("UPDATE organization SET position = ?2 WHERE id = ?1")?;
    for (id, position) in tree::places(&all, id, parent, before) {
        statement.execute(params![id, position])?;
    }
    Ok(())
}
