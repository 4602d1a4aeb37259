//! The SQL of programmes, quotas, nominations, steps and objections. What happens to a nomination:
//! `store/nominating.rs`; honours: `honours.rs`.

mod nominating;

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    Definition, HonourId, Nomination, NominationId, Objection, Programme, ProgrammeId, Quota, Step, rules,
};
use crate::{Error, ErrorCode, Result, error::OrNotFound, members::Subject, store::Change, text};

pub use self::nominating::{NominationFacts, advance, nominate, object, settle, update, withdraw};

const PROGRAMME: &str = "SELECT id, year, name, level, basis, definition FROM programme";

/// Every programme, by year and then as they were set up.
///
/// # Errors
/// Storage errors.
pub fn programmes(connection: &Connection) -> Result<Vec<Programme>> {
    let mut statement = connection.prepare_cached(&format!("{PROGRAMME} ORDER BY year, id"))?;
    let rows = statement.query_map([], row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(programme_of).collect()
}

/// One programme.
///
/// # Errors
/// Not found; storage errors.
pub fn programme(connection: &Connection, id: ProgrammeId) -> Result<Programme> {
    let mut statement = connection.prepare_cached(&format!("{PROGRAMME} WHERE id = ?1"))?;
    let found = statement.query_row([id], row).optional()?;
    programme_of(found.or_not_found(|| "该表彰活动不存在".to_owned())?)
}

/// A programme as its row has it, and the JSON of its definition.
type ProgrammeRow = (ProgrammeId, i32, String, String, Option<String>, String);

fn row(row: &Row<'_>) -> rusqlite::Result<ProgrammeRow> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

fn programme_of((id, year, name, level, basis, definition): ProgrammeRow) -> Result<Programme> {
    let definition = serde_json::from_str(&definition).map_err(|error| {
        Error::new(ErrorCode::Damaged, "表彰活动的记录已损坏，读不出来")
            .hint("请用“核验”查看，再用“恢复备份”取回最近一份完好的备份。")
            .terminal("请运行 xianfeng verify 查看，再用“恢复备份”取回最近一份完好的备份。")
            .cause(error)
    })?;
    Ok(Programme { id, year, name, level, basis, definition })
}

/// The programme that a clerk names; the year tells two of one name apart.
///
/// # Errors
/// Not found, with the programmes there are; ambiguous, with the years; storage errors.
pub fn find(connection: &Connection, name: &str, year: Option<i32>) -> Result<Programme> {
    let all = programmes(connection)?;
    let known: Vec<String> = all.iter().map(|one| format!("{}年“{}”", one.year, one.name)).collect();
    let wanted = text::squeeze(name);
    let mut found: Vec<Programme> = all
        .into_iter()
        .filter(|one| text::squeeze(&one.name) == wanted && year.is_none_or(|year| one.year == year))
        .collect();
    let name = text::tidy(name);
    if found.len() > 1 {
        let years: Vec<String> = found.iter().map(|one| format!("{}年", one.year)).collect();
        return Err(Error::new(ErrorCode::Ambiguous, format!("有{}次表彰活动叫“{name}”", found.len()))
            .hint("请写明年度。")
            .terminal("请用 --year 指明年度。")
            .details(years));
    }
    let year = year.map(|year| format!("{year}年")).unwrap_or_default();
    let missing = Error::not_found(format!("没有登记{year}名为“{name}”的表彰活动"));
    found.pop().ok_or_else(|| {
        if known.is_empty() {
            missing.hint("请先登记表彰活动。").terminal("请先用 xianfeng programme add 登记表彰活动。")
        } else {
            missing.hint("请核对名称；已登记的活动见下。").details(known)
        }
    })
}

/// Sets up a programme; its definition is frozen with it.
///
/// # Errors
/// Refused as [`rules::check_programme`] says; storage errors.
pub fn insert_programme(
    change: &Change<'_>,
    year: i32,
    name: &str,
    level: &str,
    basis: Option<&str>,
    definition: &Definition,
) -> Result<ProgrammeId> {
    rules::check_programme(&programmes(change)?, year, name, level)?;
    let definition = serde_json::to_string(definition).map_err(Error::internal)?;
    change.execute(
        "INSERT INTO programme (year, name, level, basis, definition) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![year, text::tidy(name), text::tidy(level), kept(basis), definition],
    )?;
    Ok(ProgrammeId(change.last_insert_rowid()))
}

/// A text without edges; none for nothing.
fn kept(text: Option<&str>) -> Option<String> {
    text.map(text::tidy).filter(|text| !text.is_empty())
}

/// Sets a quota in place of the one for the same kind and place; without least and most, removes it.
///
/// # Errors
/// Refused as [`rules::check_quota`] says, and when there is none to remove; storage errors.
pub fn put_quota(change: &Change<'_>, programme: &Programme, quota: &Quota) -> Result<()> {
    rules::check_quota(&programme.definition, quota)?;
    let removed = change.execute(
        "DELETE FROM quota WHERE programme_id = ?1 AND kind = ?2 AND organization_id IS ?3 AND domain IS ?4",
        params![programme.id, quota.kind, quota.organization, quota.domain],
    )?;
    if quota.least.is_none() && quota.most.is_none() {
        if removed == 0 {
            return Err(Error::refused("没有分配过这项名额，无需取消")
                .hint("要分配名额的，请写至少或至多几名。")
                .terminal("要分配名额的，请写 --least 或 --most。"));
        }
        return Ok(());
    }
    let number = |number: Option<u64>| number.map(i64::try_from).transpose().map_err(Error::internal);
    change.execute(
        "INSERT INTO quota (programme_id, kind, organization_id, domain, least, most) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            programme.id,
            quota.kind,
            quota.organization,
            quota.domain,
            number(quota.least)?,
            number(quota.most)?
        ],
    )?;
    Ok(())
}

/// 名额 of a programme: by kind as the definition has them, the kind's own quota first, then by 推荐单位
/// in the order of the name list, then by 领域.
///
/// # Errors
/// Storage errors.
pub fn quotas(connection: &Connection, id: ProgrammeId) -> Result<Vec<Quota>> {
    let kinds = programme(connection, id)?.definition;
    let mut statement = connection.prepare_cached(
        "SELECT quota.kind, organization_id, quota.domain, least, most
         FROM quota LEFT JOIN organization ON organization.id = organization_id
         WHERE programme_id = ?1
         ORDER BY quota.domain IS NOT NULL, organization_id IS NOT NULL, organization.position, quota.id",
    )?;
    let number = |value: Option<i64>| value.map(i64::unsigned_abs); // CHECK (>= 0)
    let rows = statement.query_map([id], |row| {
        Ok(Quota {
            kind: row.get(0)?,
            organization: row.get(1)?,
            domain: row.get(2)?,
            least: number(row.get(3)?),
            most: number(row.get(4)?),
        })
    })?;
    let mut quotas: Vec<Quota> = rows.collect::<rusqlite::Result<_>>()?;
    quotas.sort_by_key(|quota| (kinds.place(&quota.kind), quota.domain));
    Ok(quotas)
}

/// 推荐对象 of a programme, with steps and objections: by kind as the definition has them, then by
/// 推荐顺序. Those withdrawn or not carried stay on the list.
///
/// # Errors
/// Storage errors.
pub fn nominations(connection: &Connection, id: ProgrammeId) -> Result<Vec<Nomination>> {
    let kinds = programme(connection, id)?.definition;
    let mut statement = connection.prepare_cached(
        "SELECT id, programme_id, kind, organization_id, member_id, nominated_by, nominated_on, reason,
                past_honours, position
         FROM nomination WHERE programme_id = ?1 ORDER BY position, id",
    )?;
    let rows = statement.query_map([id], |row| {
        Ok(Nomination {
            id: row.get(0)?,
            programme: row.get(1)?,
            kind: row.get(2)?,
            subject: Subject::from_columns(row, 3)?,
            nominated_by: row.get(5)?,
            nominated_on: row.get(6)?,
            reason: row.get(7)?,
            past_honours: row.get(8)?,
            position: row.get(9)?,
            steps: Vec::new(),
            objections: Vec::new(),
        })
    })?;
    let mut nominations: Vec<Nomination> = rows.collect::<rusqlite::Result<_>>()?;
    let (mut steps, mut objections) = (steps(connection, id)?, objections(connection, id)?);
    for nomination in &mut nominations {
        nomination.steps = steps.remove(&nomination.id).unwrap_or_default();
        nomination.objections = objections.remove(&nomination.id).unwrap_or_default();
    }
    nominations.sort_by_key(|nomination| (kinds.place(&nomination.kind), nomination.position));
    Ok(nominations)
}

fn steps(connection: &Connection, id: ProgrammeId) -> Result<HashMap<NominationId, Vec<Step>>> {
    let mut statement = connection.prepare_cached(
        "SELECT nomination_id, step, outcome, happened_on, until, opinion, decided_by
         FROM nomination_step JOIN nomination ON nomination.id = nomination_id
         WHERE programme_id = ?1 ORDER BY nomination_step.id",
    )?;
    let rows = statement.query_map([id], |row| {
        let step = Step {
            step: row.get(1)?,
            outcome: row.get(2)?,
            happened_on: row.get(3)?,
            until: row.get(4)?,
            opinion: row.get(5)?,
            decided_by: row.get(6)?,
        };
        Ok((row.get(0)?, step))
    })?;
    by_nomination(rows)
}

fn objections(connection: &Connection, id: ProgrammeId) -> Result<HashMap<NominationId, Vec<Objection>>> {
    let mut statement = connection.prepare_cached(
        "SELECT nomination_id, raised_on, content, settled_on, upheld, finding
         FROM objection JOIN nomination ON nomination.id = nomination_id
         WHERE programme_id = ?1 ORDER BY raised_on, objection.id",
    )?;
    let rows = statement.query_map([id], |row| {
        let settled: (Option<_>, Option<_>) = (row.get(3)?, row.get(4)?);
        let objection = Objection {
            raised_on: row.get(1)?,
            content: row.get(2)?,
            settled: settled.0.zip(settled.1),
            finding: row.get(5)?,
        };
        Ok((row.get(0)?, objection))
    })?;
    by_nomination(rows)
}

fn by_nomination<T>(
    rows: impl Iterator<Item = rusqlite::Result<(NominationId, T)>>,
) -> Result<HashMap<NominationId, Vec<T>>> {
    let mut found: HashMap<NominationId, Vec<T>> = HashMap::new();
    for row in rows {
        let (nomination, record) = row?;
        found.entry(nomination).or_default().push(record);
    }
    Ok(found)
}

/// The honours that a programme gave, by the nomination that led to each.
///
/// # Errors
/// Storage errors.
pub fn honours_of(connection: &Connection, id: ProgrammeId) -> Result<HashMap<HonourId, NominationId>> {
    let mut statement = connection.prepare_cached(
        "SELECT honour.id, nomination.id FROM honour JOIN nomination ON nomination.id = nomination_id
         WHERE programme_id = ?1",
    )?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
