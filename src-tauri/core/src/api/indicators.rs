//! `indicators`: every figure with its explanation, and the rows behind it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::organization_named;
use crate::{
    Office, Result,
    clock::{Period, check_as_of},
    statistics::{
        books::{Books, FrozenRecord, Place, Scope, Span},
        indicators::{self, Indicator, Value},
    },
};

/// Decimals of rates and scores (`domain.md` §3.3).
const DECIMALS: u32 = 2;

/// Which figures are asked for.
#[derive(Debug, Clone)]
pub struct IndicatorsRequest {
    /// Keys; none asks for the whole catalogue.
    pub keys: Vec<String>,
    /// 统计时段.
    pub period: Period,
    /// 截止日期; the period's last day or today, whichever comes first, where nothing is said.
    pub as_of: Option<NaiveDate>,
    /// Only this 党组织 and those below it; the one above all others stands for the office.
    pub organization: Option<String>,
    /// Whether the rows behind the figures are wanted.
    pub rows: bool,
}

/// One figure.
#[derive(Debug, Serialize, JsonSchema)]
pub struct IndicatorRow {
    /// Stable key.
    pub key: String,
    /// 指标名称.
    pub name: String,
    /// Over the period, or as of the 截止日期; null where the books do not say.
    pub value: Option<ShownValue>,
    /// What is counted, and from which rule.
    pub explanation: String,
    /// 计量单位.
    pub unit: &'static str,
    /// 年初至今; the same as `value` for a figure that is as of a day.
    pub year_to_date: Option<ShownValue>,
    /// The rows behind `value`; null when they were not asked for.
    pub rows: Option<Vec<IndicatorRecord>>,
}

/// A count as an integer; a rate, a score or words as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum ShownValue {
    /// A count.
    Count(u64),
    /// As printed, without the % sign; "—" where nothing divides.
    Printed(String),
}

/// A row behind a figure.
#[derive(Debug, Serialize, JsonSchema)]
pub struct IndicatorRecord {
    /// How much of the figure it is; 1 for a person.
    pub amount: u64,
    /// The record with the facts that the figure rests on.
    #[serde(flatten)]
    pub record: FrozenRecord,
}

/// Figures, and what must be printed beside them.
#[derive(Debug)]
pub struct IndicatorsAnswer {
    /// In the order asked, or of the catalogue.
    pub rows: Vec<IndicatorRow>,
    /// Where days reach beyond what the books know.
    pub notes: Vec<String>,
}

impl std::fmt::Display for ShownValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(count) => count.fmt(f),
            Self::Printed(text) => f.pad(text),
        }
    }
}

/// Counts what was asked for.
///
/// # Errors
/// Not found: a key or the organization, with the nearest; refused: an argument in brackets, or a
/// 截止日期 after today; storage errors.
pub fn indicators(office: &Office, asked: &IndicatorsRequest) -> Result<IndicatorsAnswer> {
    let today = office.clock().today();
    if let Some(day) = asked.as_of {
        check_as_of(day, today)?;
    }
    let wanted: Vec<Indicator> = if asked.keys.is_empty() {
        indicators::catalogue()
    } else {
        asked.keys.iter().map(|key| indicators::find(key)).collect::<Result<_>>()?
    };
    let named = asked.organization.as_deref().map(|name| organization_named(office, name)).transpose()?;
    let as_of = asked.as_of.unwrap_or_else(|| asked.period.to.min(today));
    let books = Books::read(office.read(), &asked.period, as_of)?;
    let scope = Scope::of(named.map_or(Place::Office, |id| books.place(id)));
    let rows = wanted
        .into_iter()
        .map(|indicator| IndicatorRow {
            value: shown(&indicator.value(&books, &scope, Span::Period)),
            year_to_date: shown(&indicator.value(&books, &scope, Span::Year)),
            rows: asked.rows.then(|| records(&indicator, &books, &scope)),
            key: indicator.key,
            name: indicator.name,
            explanation: indicator.explanation,
            unit: indicator.unit,
        })
        .collect();
    Ok(IndicatorsAnswer { rows, notes: books.notes() })
}

pub(super) fn shown(value: &Value) -> Option<ShownValue> {
    match value {
        Value::Unknown => None,
        Value::Count(count) => Some(ShownValue::Count(*count)),
        value => Some(ShownValue::Printed(value.printed(DECIMALS))),
    }
}

fn records(indicator: &Indicator, books: &Books, scope: &Scope) -> Vec<IndicatorRecord> {
    let rows = indicator.rows(books, scope, Span::Period).into_iter();
    rows.map(|row| IndicatorRecord { amount: row.amount, record: row.record.freeze(books) }).collect()
}
