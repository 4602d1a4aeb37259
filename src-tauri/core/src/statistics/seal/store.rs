//! The SQL of seals. Only ever added to: triggers refuse everything else.

use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Content, Files, Seal};
use crate::{
    Result,
    store::{
        Change,
        history::MOMENT,
        seals::{self, SealedRow},
    },
};

const SEAL: &str = "layout_key, period, as_of, version, reason, sealed_at, layout, hash";

/// Adds a seal and says so in the running operation, so that the chain covers it. `seal.hash` is
/// computed here; the whole seal comes back.
///
/// # Errors
/// Storage errors; a version that is there already.
pub fn insert(change: &Change<'_>, seal: Seal, content: &Content, files: &Files) -> Result<Seal> {
    let figures = content.pack()?;
    let (as_of, sealed_at) = (seal.as_of.to_string(), seal.sealed_at.format(MOMENT).to_string());
    let row = SealedRow {
        form: &seal.form,
        period: &seal.period,
        as_of: &as_of,
        version: i64::from(seal.version),
        reason: seal.reason.as_deref(),
        sealed_at: &sealed_at,
        layout: &seal.layout,
        figures: &figures,
        pdf: &files.pdf,
        xlsx: &files.xlsx,
        html: &files.html,
    };
    let hash = row.hash();
    change.execute(
        "INSERT INTO sealed_report
           (layout_key, period, as_of, version, reason, sealed_at, layout, figures, pdf, xlsx, html, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            row.form,
            row.period,
            row.as_of,
            row.version,
            row.reason,
            row.sealed_at,
            row.layout,
            row.figures,
            row.pdf,
            row.xlsx,
            row.html,
            hash,
        ],
    )?;
    change.describe(seals::detail(&row.label(), &hash));
    Ok(Seal { hash, ..seal })
}

/// Every seal, in the order they were made.
///
/// # Errors
/// Storage errors.
pub fn all(connection: &Connection) -> Result<Vec<Seal>> {
    let mut statement = connection.prepare(&format!("SELECT {SEAL} FROM sealed_report ORDER BY id"))?;
    let seals = statement.query_map([], seal)?.collect::<Result<_, _>>()?;
    Ok(seals)
}

/// A version of the seal of a form and period, the newest where none is named.
///
/// # Errors
/// Storage errors.
pub fn find(connection: &Connection, form: &str, period: &str, version: Option<u32>) -> Result<Option<Seal>> {
    let found = connection
        .prepare_cached(&format!(
            "SELECT {SEAL} FROM sealed_report
             WHERE layout_key = ?1 AND period = ?2 AND version = coalesce(?3, version)
             ORDER BY version DESC LIMIT 1"
        ))?
        .query_row(params![form, period, version], seal)
        .optional()?;
    Ok(found)
}

fn seal(row: &Row<'_>) -> rusqlite::Result<Seal> {
    Ok(Seal {
        form: row.get(0)?,
        period: row.get(1)?,
        as_of: row.get(2)?,
        version: row.get(3)?,
        reason: row.get(4)?,
        sealed_at: row.get::<_, NaiveDateTime>(5)?,
        layout: row.get(6)?,
        hash: row.get(7)?,
    })
}

/// Figures and rows of a seal.
///
/// # Errors
/// Damaged when they cannot be read; storage errors.
pub fn content(connection: &Connection, seal: &Seal) -> Result<Content> {
    let packed: Vec<u8> =
        connection
            .query_row("SELECT figures FROM sealed_report WHERE hash = ?1", [&seal.hash], |row| row.get(0))?;
    Content::unpack(&packed)
}

/// The very files of a seal.
///
/// # Errors
/// Storage errors.
pub fn files(connection: &Connection, seal: &Seal) -> Result<Files> {
    let sql = "SELECT pdf, xlsx, html FROM sealed_report WHERE hash = ?1";
    Ok(connection.query_row(sql, [&seal.hash], |row| {
        Ok(Files { pdf: row.get(0)?, xlsx: row.get(1)?, html: row.get(2)? })
    })?)
}
