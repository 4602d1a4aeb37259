//! The SQL of schemes: the ready-made ones, the office's own, and those that a meeting has frozen.

use std::{collections::BTreeMap, sync::Arc};

use rusqlite::{Connection, OptionalExtension};

use super::{SchemeId, damaged};
use crate::{
    Error, Result,
    error::OrNotFound as _,
    evaluations::{Scheme, ready_made::ready_made},
    store::Change,
};

/// Every scheme of the office by key; the ready-made ones are there from the start. A scheme that
/// the office has put in, or a meeting has frozen, wins over the ready-made one of the same key, so
/// that a newer program counts an old meeting as it was counted then.
///
/// # Errors
/// Storage errors.
pub fn schemes(connection: &Connection) -> Result<BTreeMap<String, Scheme>> {
    let mut schemes: BTreeMap<String, Scheme> =
        ready_made()?.into_iter().map(|scheme| (scheme.key.clone(), scheme)).collect();
    let mut statement = connection.prepare_cached("SELECT definition FROM scheme")?;
    for definition in statement.query_map([], |row| row.get::<_, String>(0))? {
        let scheme = from_json(&definition?)?;
        schemes.insert(scheme.key.clone(), scheme);
    }
    Ok(schemes)
}

/// Puts in a scheme of the office's own, or replaces one that no meeting has used yet.
///
/// # Errors
/// Refused when the scheme cannot be counted, or a meeting uses the key with another definition.
pub fn put_scheme(change: &Change<'_>, scheme: &Scheme) -> Result<()> {
    scheme.check()?;
    let Some((id, kept)) = stored_scheme(change, &scheme.key)? else {
        insert_scheme(change, scheme)?;
        return Ok(());
    };
    if kept == *scheme {
        return Ok(());
    }
    if is_used(change, id)? {
        return Err(frozen(&kept));
    }
    change.execute("UPDATE scheme SET definition = ?2 WHERE id = ?1", (id, to_json(scheme)?))?;
    Ok(())
}

/// Puts in a scheme under a key of its own, which is made here, and gives the key.
///
/// # Errors
/// Refused when the scheme cannot be counted.
pub fn add_scheme(change: &Change<'_>, mut scheme: Scheme) -> Result<String> {
    let known = schemes(change)?;
    refuse_same_name(&known, &scheme)?;
    let stem = format!("own-{}", scheme.subject.word().trim_end_matches('s'));
    let free = (1_u32..).map(|number| format!("{stem}-{number}")).find(|key| !known.contains_key(key));
    scheme.name = scheme.name.trim().to_owned();
    scheme.key = free.ok_or_else(|| Error::internal("no key is free"))?;
    put_scheme(change, &scheme)?;
    Ok(scheme.key)
}

/// Replaces a scheme of the office's own that no meeting has used yet.
///
/// # Errors
/// Not found for a ready-made one; refused when a meeting uses it or it cannot be counted.
pub fn update_scheme(change: &Change<'_>, scheme: &Scheme) -> Result<()> {
    let own = stored_scheme(change, &scheme.key)?.is_some();
    if !own || ready_made()?.iter().any(|known| known.key == scheme.key) {
        return Err(Error::refused("现成方案是程序自带的，不能修改").hint("请把它另存为本单位的方案再改。"));
    }
    refuse_same_name(&schemes(change)?, scheme)?;
    put_scheme(change, scheme)
}

/// A clerk chooses schemes by name.
fn refuse_same_name(known: &BTreeMap<String, Scheme>, scheme: &Scheme) -> Result<()> {
    if known.values().any(|other| other.key != scheme.key && other.name.trim() == scheme.name.trim()) {
        return Err(Error::refused(format!("已有名称为“{}”的评议方案", scheme.name.trim()))
            .hint("请换一个名称，免得选错。"));
    }
    Ok(())
}

/// A scheme that stands in the file: one that a meeting has frozen, or one of the office's own.
///
/// # Errors
/// Damaged when it is not there; storage errors.
pub fn frozen_scheme(connection: &Connection, key: &str) -> Result<Scheme> {
    stored_scheme(connection, key)?.map(|(_, scheme)| scheme).ok_or_else(|| damaged("评议方案"))
}

/// Takes a scheme of the office's own away. The ready-made one of the same key, if there is one, stands
/// again.
///
/// # Errors
/// Not found; refused when a meeting uses it.
pub fn remove_scheme(change: &Change<'_>, key: &str) -> Result<()> {
    let (id, kept) = stored_scheme(change, key)?
        .or_not_found(|| "现成方案是程序自带的，不能删除".to_owned())
        .map_err(|error| error.hint("不用的现成方案可以不选；只有本单位另存的方案可以删除。"))?;
    if is_used(change, id)? {
        return Err(frozen(&kept));
    }
    change.execute("DELETE FROM scheme WHERE id = ?1", [id])?;
    Ok(())
}

/// By key: of the schemes that stand in the file, how many meetings use them. Ready-made ones that
/// nobody has used do not stand there.
///
/// # Errors
/// Storage errors.
pub fn uses_of_schemes(connection: &Connection) -> Result<BTreeMap<String, u64>> {
    let mut statement = connection.prepare_cached(
        "SELECT key, (SELECT count(DISTINCT meeting_id) FROM evaluation WHERE scheme_id = scheme.id) FROM scheme",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn is_used(connection: &Connection, id: SchemeId) -> Result<bool> {
    Ok(connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM evaluation WHERE scheme_id = ?1)",
        [id],
        |row| row.get(0),
    )?)
}

/// The row of a scheme that a meeting is about to use: written when first used, the same ever after.
pub(super) fn freeze(change: &Change<'_>, scheme: &Scheme) -> Result<SchemeId> {
    scheme.check()?;
    match stored_scheme(change, &scheme.key)? {
        None => insert_scheme(change, scheme),
        Some((id, kept)) if kept == *scheme => Ok(id),
        Some((_, kept)) => Err(frozen(&kept)),
    }
}

fn frozen(kept: &Scheme) -> Error {
    Error::refused(format!("评议方案“{}”已用于评议，不能再改", kept.name))
        .hint("请把它另存为一个新方案再改；以前的评议仍按原方案统计。")
        .cause(format!("scheme {}", kept.key))
}

fn stored_scheme(connection: &Connection, key: &str) -> Result<Option<(SchemeId, Scheme)>> {
    let row: Option<(SchemeId, String)> = connection
        .query_row("SELECT id, definition FROM scheme WHERE key = ?1", [key], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    row.map(|(id, definition)| Ok((id, from_json(&definition)?))).transpose()
}

fn insert_scheme(change: &Change<'_>, scheme: &Scheme) -> Result<SchemeId> {
    change
        .execute("INSERT INTO scheme (key, definition) VALUES (?1, ?2)", (&scheme.key, to_json(scheme)?))?;
    Ok(SchemeId(change.last_insert_rowid()))
}

fn to_json(scheme: &Scheme) -> Result<String> {
    serde_json::to_string(scheme).map_err(Error::internal)
}

fn from_json(definition: &str) -> Result<Scheme> {
    serde_json::from_str(definition).map_err(|error| damaged("评议方案").cause(error))
}

/// The schemes of evaluations, shared.
pub(super) fn schemes_of(connection: &Connection) -> Result<BTreeMap<String, Arc<Scheme>>> {
    Ok(schemes(connection)?.into_iter().map(|(key, scheme)| (key, Arc::new(scheme))).collect())
}
