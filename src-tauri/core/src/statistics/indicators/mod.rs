//! 指标: every figure that can stand in a table.
//!
//! An indicator walks the records of a scope and says how much each counts: the sum is the figure,
//! the walk is the list of rows behind it, so that the two cannot disagree. Pure: [`Books`] in,
//! figures out. The catalogue is the one place that takes a new indicator.

mod members;

use serde::{Deserialize, Serialize};

use super::books::{Books, Record, Scope, Span};
use crate::{
    Error, Result,
    numbers::{DASH, Fraction, Share, round},
};

/// When an indicator counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// As of the 截止日期: the span makes no difference.
    AsOf,
    /// Over the days of a span.
    Over,
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A count.
    Count(u64),
    /// A part of a whole, printed in percent.
    Share {
        /// How many of the whole.
        part: u64,
        /// The whole.
        whole: u64,
    },
    /// A number with decimals, as numerator and denominator.
    Number(i128, i128),
    /// 评议方式: words that stand among figures.
    Words(String),
    /// 无数据: the books do not say. Prints "—".
    Unknown,
}

impl Value {
    /// As printed, without a percent sign.
    pub fn printed(&self, decimals: u32) -> String {
        match *self {
            Self::Count(count) => count.to_string(),
            Self::Words(ref words) => words.clone(),
            Self::Share { part, whole } => Share::new(part, whole).percent(decimals),
            Self::Number(numerator, denominator) if denominator != 0 => {
                round(Fraction::new(numerator, denominator), decimals)
            }
            Self::Number(..) | Self::Unknown => DASH.to_owned(),
        }
    }
}

/// One record behind a figure, and how much of the figure it is.
#[derive(Debug, Clone, Copy)]
pub struct Counted<'a> {
    /// The record.
    pub record: Record<'a>,
    /// How much it counts; 1 for a person.
    pub amount: u64,
}

/// Called with each record of a walk and how much it counts.
pub(super) type Visit<'v, 'b> = &'v mut dyn FnMut(Record<'b>, u64);

/// A walk over the records that count. `false`: the books do not say, and nothing was visited.
type Walk = Box<dyn for<'b> Fn(&'b Books, &'b Scope, Span, Visit<'_, 'b>) -> bool + Send + Sync>;

/// How a figure comes about.
enum Measure {
    /// The sum of a walk.
    Count(Walk),
    /// One walk's sum in another's.
    Share { part: Walk, whole: Walk },
}

/// 指标.
pub struct Indicator {
    /// Stable key: `members.age[31..35]`.
    pub key: String,
    /// 指标名称.
    pub name: String,
    /// One sentence: what is counted, and from which rule.
    pub explanation: String,
    /// 计量单位: 人, 个, 张, %.
    pub unit: &'static str,
    /// When it counts.
    pub timing: Timing,
    /// Whether the figures of branches (and of 未编入党支部) add up to the office's. A meeting that
    /// evaluated three branches is one meeting: its count does not.
    pub additive: bool,
    measure: Measure,
}

impl Indicator {
    /// Whether it is a count, which alone can stand in a sum (勾稽关系).
    pub fn counts(&self) -> bool {
        matches!(self.measure, Measure::Count(_))
    }

    /// The figure.
    pub fn value(&self, books: &Books, scope: &Scope, span: Span) -> Value {
        let sum = |walk: &Walk| {
            let mut sum = 0;
            walk(books, scope, span, &mut |_, amount| sum += amount).then_some(sum)
        };
        match &self.measure {
            Measure::Count(walk) => sum(walk).map_or(Value::Unknown, Value::Count),
            Measure::Share { part, whole } => match (sum(part), sum(whole)) {
                (Some(part), Some(whole)) => Value::Share { part, whole },
                _ => Value::Unknown,
            },
        }
    }

    /// The rows behind the figure: what the clerk sees who asks why; of a share, the part's.
    pub fn rows<'b>(&self, books: &'b Books, scope: &'b Scope, span: Span) -> Vec<Counted<'b>> {
        let (Measure::Count(walk) | Measure::Share { part: walk, .. }) = &self.measure;
        let mut rows = Vec::new();
        walk(books, scope, span, &mut |record, amount| {
            if amount > 0 {
                rows.push(Counted { record, amount });
            }
        });
        rows
    }
}

/// Every ready-made indicator, in the order of the papers. Families (`members.age[..]`) stand with
/// their official arguments; [`find`] takes others.
pub fn catalogue() -> Vec<Indicator> {
    members::all()
}

/// The indicator of a key.
///
/// # Errors
/// Not found, with the keys that come nearest.
pub fn find(key: &str) -> Result<Indicator> {
    catalogue().into_iter().find(|indicator| indicator.key == key).ok_or_else(|| {
        Error::not_found(format!("没有名为“{key}”的指标")).hint("用 xianfeng indicators 查看全部指标。")
    })
}
