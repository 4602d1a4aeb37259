//! `seals.outlook`: what sealing would do, before the clerk does what nothing takes back.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::{SealRequest, SealRow, count, early, layout_of, row, sealing_day};
use crate::{
    Office, Result,
    clock::Period,
    statistics::{
        layout::Layout,
        report::CheckFailure,
        seal::{self, period_text},
    },
};

/// What sealing would do.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Outlook {
    /// 表名.
    pub name: String,
    /// 截止日期 that would be sealed.
    pub as_of: NaiveDate,
    /// 第几版 it would be.
    pub version: u32,
    /// The newest seal of the form and period; null before the first.
    pub earlier: Option<SealRow>,
    /// Nothing changed since the newest seal: it would be refused.
    pub unchanged: bool,
    /// The layout was changed since the newest seal.
    pub layout_changed: bool,
    /// A reason must be written: it is sealed already, or a check fails.
    pub needs_reason: bool,
    /// What the clerk should know: the period is not over.
    pub warnings: Vec<String>,
    /// 勾稽关系 that do not hold.
    pub failures: Vec<CheckFailure>,
}

/// Looks ahead. What would be refused for its period is refused here.
///
/// # Errors
/// As [`super::seal()`], but for what a reason answers.
pub fn outlook(office: &Office, asked: &SealRequest) -> Result<Outlook> {
    let snapshot = office.read().unchecked_transaction()?;
    let layout = layout_of(&snapshot, &asked.form)?;
    let as_of = sealing_day(&snapshot, asked, office.clock().today())?;
    let period = period_text(&asked.period);
    let mut content = count(&snapshot, &layout, &Period::parse(&period)?, as_of)?;
    let earlier = seal::store::find(&snapshot, &layout.key, &period, None)?;
    let (mut unchanged, mut layout_changed) = (false, false);
    if let Some(earlier) = &earlier {
        layout_changed = Layout::parse(&earlier.layout).map_or(true, |before| before != layout);
        let sealed = seal::store::content(&snapshot, earlier)?;
        // The name of the files follows from layout and period.
        content.file.clone_from(&sealed.file);
        unchanged = !layout_changed && earlier.as_of == as_of && sealed == content;
    }
    Ok(Outlook {
        name: layout.name,
        as_of,
        version: earlier.as_ref().map_or(1, |earlier| earlier.version + 1),
        needs_reason: earlier.is_some() || !content.failures.is_empty(),
        unchanged,
        layout_changed,
        warnings: early(&asked.period, as_of).into_iter().collect(),
        failures: content.failures,
        earlier: earlier.map(row),
    })
}
