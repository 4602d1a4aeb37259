//! 先进, 中间, 后进: an organization's standing in a year (`decisions.md` 19).

use rusqlite::Connection;

use crate::{Result, labels::labelled, organizations::OrganizationId, store::Change, text};

labelled! {
    /// 年度分类.
    pub enum YearlyStanding { Advanced = "先进", Middle = "中间", Lagging = "后进" }
}

/// One organization's standing in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRecord {
    /// 党组织.
    pub organization: OrganizationId,
    /// 年度.
    pub year: i32,
    /// 先进, 中间, 后进.
    pub standing: YearlyStanding,
    /// 措施, of a lagging one above all.
    pub measure: Option<String>,
}

/// Every standing of a year.
///
/// # Errors
/// Storage errors.
pub fn standings(connection: &Connection, year: i32) -> Result<Vec<StandingRecord>> {
    let mut statement = connection
        .prepare_cached("SELECT organization_id, year, standing, measure FROM standing WHERE year = ?1")?;
    let rows = statement.query_map([year], |row| {
        Ok(StandingRecord {
            organization: row.get(0)?,
            year: row.get(1)?,
            standing: row.get(2)?,
            measure: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Every standing of an organization, newest year first.
///
/// # Errors
/// Storage errors.
pub fn standings_of(connection: &Connection, organization: OrganizationId) -> Result<Vec<StandingRecord>> {
    let mut statement = connection.prepare_cached(
        "SELECT organization_id, year, standing, measure FROM standing WHERE organization_id = ?1
         ORDER BY year DESC",
    )?;
    let rows = statement.query_map([organization], |row| {
        Ok(StandingRecord {
            organization: row.get(0)?,
            year: row.get(1)?,
            standing: row.get(2)?,
            measure: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Records the standing of a year, in place of what stood there.
///
/// # Errors
/// Storage errors.
pub fn put(change: &Change<'_>, record: &StandingRecord) -> Result<()> {
    let measure = record.measure.as_deref().map(text::tidy).filter(|measure| !measure.is_empty());
    change.execute(
        "INSERT INTO standing (organization_id, year, standing, measure) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organization_id, year) DO UPDATE SET standing = excluded.standing, measure = excluded.measure
         WHERE (standing.standing, standing.measure) IS NOT (excluded.standing, excluded.measure)",
        (record.organization, record.year, record.standing, measure),
    )?;
    Ok(())
}
