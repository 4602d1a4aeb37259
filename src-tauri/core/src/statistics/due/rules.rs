//! 时限: how often things fall due, as the office keeps it. Superiors vary them, so they are a setting.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Result,
    clock::{Period, Window},
    store::Change,
};

/// The key in the office's settings.
const KEY: &str = "due.rules";

/// 时限. A window that is not there is not asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Rules {
    /// 提前几天提醒.
    pub soon_days: u16,
    /// 讲评 of a branch: 一季一讲评.
    pub briefing: Option<Window>,
    /// 领导点评 of organizations and members: 半年一点评.
    pub comment: Option<Window>,
    /// 群众评议 of organizations and members every year: by this month and day, `12-31`.
    pub evaluation_by: Option<String>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            soon_days: 30,
            briefing: Some(Window::Quarter),
            comment: Some(Window::HalfYear),
            evaluation_by: Some("12-31".to_owned()),
        }
    }
}

impl Rules {
    /// The day of a year by which everybody is to be evaluated; that day is still in time
    /// (`decisions.md` 12).
    pub(super) fn evaluation_day(&self, year: &Period) -> Option<NaiveDate> {
        day_in(year.year(), self.evaluation_by.as_deref()?)
    }

    /// The same rules, if they can be kept.
    ///
    /// # Errors
    /// Refused with what is wrong.
    pub fn check(&self) -> Result<()> {
        if self.soon_days > 366 {
            return Err(Error::refused("提前提醒的天数不能超过366天").hint("请填写0至366。"));
        }
        if let Some(day) = &self.evaluation_by
            && day_in(2011, day).is_none()
        {
            return Err(
                Error::refused(format!("“{day}”不是一年里的一天")).hint("请写成月-日，如 12-31 或 03-15。")
            );
        }
        Ok(())
    }
}

fn day_in(year: i32, month_and_day: &str) -> Option<NaiveDate> {
    let (month, day) = month_and_day.split_once('-')?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// The office's own rules, else the usual ones. What cannot be read counts as not set.
///
/// # Errors
/// Storage errors.
pub fn rules(connection: &Connection) -> Result<Rules> {
    let text: Option<String> = connection
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([KEY], |row| row.get(0))
        .optional()?;
    let own = text.and_then(|text| serde_json::from_str(&text).ok());
    Ok(own.filter(|rules: &Rules| rules.check().is_ok()).unwrap_or_default())
}

/// Keeps other rules.
///
/// # Errors
/// Refused for rules that cannot be kept; storage errors.
pub fn put_rules(change: &Change<'_>, rules: &Rules) -> Result<()> {
    rules.check()?;
    let text = serde_json::to_string(rules).map_err(Error::internal)?;
    change.execute(
        "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (KEY, text),
    )?;
    Ok(())
}
