//! The office's own layouts, as the office wrote them.

use rusqlite::{Connection, OptionalExtension};

use super::{Layout, ready_made};
use crate::{Error, Result, error::OrNotFound, store::Change};

/// A layout of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// As it was parsed.
    pub layout: Layout,
    /// As the office wrote it.
    pub text: String,
}

/// Puts a layout in, or in place of the one with its key. Returns it, and whether it is new.
///
/// # Errors
/// Findings, as [`Layout::parse`]; refused when a ready-made layout has the key, another own one the
/// name, or a changed layout no higher version; storage errors.
pub fn put(change: &Change<'_>, text: &str) -> Result<(Layout, bool)> {
    let layout = Layout::parse(text)?;
    if ready_made().iter().any(|(key, _)| *key == layout.key) {
        return Err(Error::refused(format!("“{}”是现成报表的代号，没有加入", layout.key))
            .hint("请换一个代号（key），例如在后面加上本单位的简称；现成报表保持不变。"));
    }
    let own = own(change)?;
    if let Some(other) = own.iter().find(|own| own.layout.name == layout.name && own.layout.key != layout.key)
    {
        // Files are named by the table: the one would overwrite the other.
        return Err(Error::refused(format!(
            "“{}”已是报表“{}”的表名，没有加入",
            layout.name, other.layout.key
        ))
        .hint("请换一个表名（name）；要改那张表，请用它的代号（key）。"));
    }
    let known: Option<i64> = change
        .query_row("SELECT id FROM layout WHERE key = ?1", [&layout.key], |row| row.get(0))
        .optional()?;
    if let Some(earlier) = own.iter().find(|own| own.layout.key == layout.key)
        && earlier.layout != layout
        && layout.version <= earlier.layout.version
    {
        return Err(Error::refused(format!(
            "报表“{}”改过了，版本号须大于现在的第{}版",
            layout.key, earlier.layout.version
        ))
        .hint(format!(
            "请把 version 改为 {} 后再加入，封存件才分得清是按哪一版出的。",
            earlier.layout.version + 1
        )));
    }
    match known {
        Some(id) => change.execute("UPDATE layout SET text = ?2 WHERE id = ?1", (id, text))?,
        None => change.execute("INSERT INTO layout (key, text) VALUES (?1, ?2)", (&layout.key, text))?,
    };
    Ok((layout, known.is_none()))
}

/// Takes a layout of the office out.
///
/// # Errors
/// Refused for a ready-made one; not found; storage errors.
pub fn remove(change: &Change<'_>, key: &str) -> Result<()> {
    if ready_made().iter().any(|(known, _)| *known == key) {
        return Err(Error::refused(format!("“{key}”是现成报表，不能删除"))
            .hint("不需要的现成报表不出表即可；只有本单位加入的报表可以删除。"));
    }
    match change.execute("DELETE FROM layout WHERE key = ?1", [key])? {
        0 => None,
        _ => Some(()),
    }
    .or_not_found(|| format!("没有代号为“{key}”的报表"))
}

/// The office's own layouts, by key. One that this program cannot read any more, because a newer one
/// wrote it, is an error when it is asked for and is left out here.
///
/// # Errors
/// Storage errors.
pub fn own(connection: &Connection) -> Result<Vec<Own>> {
    let mut statement = connection.prepare("SELECT text FROM layout ORDER BY key")?;
    let texts = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut own = Vec::new();
    for text in texts {
        let text = text?;
        if let Ok(layout) = toml::from_str(&text) {
            own.push(Own { layout, text });
        }
    }
    Ok(own)
}

/// Every layout: the ready-made ones in their order, then the office's own by key.
///
/// # Errors
/// Storage errors.
pub fn all(connection: &Connection) -> Result<Vec<Layout>> {
    let mut all = Vec::new();
    for (key, _) in ready_made() {
        all.extend(super::ready_made::of(key)?);
    }
    all.extend(own(connection)?.into_iter().map(|own| own.layout));
    Ok(all)
}

/// The layout of a key, ready-made or the office's own; none when there is no such layout.
///
/// # Errors
/// Findings, when an own layout names what this program does not know; storage errors.
pub fn find(connection: &Connection, key: &str) -> Result<Option<Layout>> {
    if let Some(layout) = super::ready_made::of(key)? {
        return Ok(Some(layout));
    }
    let text: Option<String> =
        connection.query_row("SELECT text FROM layout WHERE key = ?1", [key], |row| row.get(0)).optional()?;
    text.map(|text| Layout::parse(&text)).transpose()
}
