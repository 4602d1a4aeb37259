//! 指标: every figure that can stand in a table.
//!
//! An indicator walks the records of a scope and says how much each counts: the sum is the figure,
//! the walk is the list of rows behind it, so that the two cannot disagree. Pure: [`Books`] in,
//! figures out. The catalogue is the one place that takes a new indicator.

mod arguments;
mod evaluations;
mod honours;
mod members;
mod movements;
mod organizations;
mod pledges;
mod reviews;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::books::{Books, Record, Scope, Span};
use crate::{
    Error, Result,
    numbers::{DASH, Fraction, Share, round},
    text,
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
type Visit<'v, 'b> = &'v mut dyn FnMut(Record<'b>, u64);

/// A walk over the records that count. `false`: the books do not say, and nothing was visited.
type Walk = Box<dyn for<'b> Fn(&'b Books, &'b Scope, Span, Visit<'_, 'b>) -> bool + Send + Sync>;

/// A figure that is no sum.
type Figure = Box<dyn Fn(&Books, &Scope, Span) -> Value + Send + Sync>;

/// How a figure comes about.
enum Measure {
    /// The sum of a walk.
    Count(Walk),
    /// One walk's sum in another's.
    Share { part: Walk, whole: Walk },
    /// Something else, with the records that it is made from.
    Other { figure: Figure, rows: Walk },
}

/// Types a closure as a walk.
fn walk(
    walk: impl for<'b> Fn(&'b Books, &'b Scope, Span, Visit<'_, 'b>) -> bool + Send + Sync + 'static,
) -> Walk {
    Box::new(walk)
}

/// What a walk adds up to; none where the books do not say.
fn sum(walk: &Walk, books: &Books, scope: &Scope, span: Span) -> Option<u64> {
    let mut sum = 0;
    walk(books, scope, span, &mut |_, amount| sum += amount).then_some(sum)
}

/// 指标.
pub struct Indicator {
    /// Stable key: `members.age[31..35]`.
    pub key: String,
    /// 指标名称.
    pub name: String,
    /// One sentence: what is counted, and from which rule.
    pub explanation: String,
    /// 计量单位: 人, 个, 张, %; empty for words.
    pub unit: &'static str,
    /// When it counts.
    pub timing: Timing,
    /// Whether the figures of branches (and of 未编入党支部) add up to the office's. A meeting that
    /// evaluated three branches is one meeting: its count does not.
    pub additive: bool,
    measure: Measure,
}

impl Indicator {
    /// A count whose branches add up.
    fn count(
        key: impl Into<String>,
        name: impl Into<String>,
        unit: &'static str,
        timing: Timing,
        walk: Walk,
    ) -> Self {
        Self::new(key, name, unit, timing, true, Measure::Count(walk))
    }

    /// A share in percent.
    fn share(
        key: impl Into<String>,
        name: impl Into<String>,
        timing: Timing,
        part: Walk,
        whole: Walk,
    ) -> Self {
        Self::new(key, name, "%", timing, false, Measure::Share { part, whole })
    }

    fn new(
        key: impl Into<String>,
        name: impl Into<String>,
        unit: &'static str,
        timing: Timing,
        additive: bool,
        measure: Measure,
    ) -> Self {
        let (key, name) = (key.into(), name.into());
        Self { key, name, explanation: String::new(), unit, timing, additive, measure }
    }

    /// Says in a sentence, without its full stop, what is counted.
    fn explained(mut self, explanation: impl AsRef<str>) -> Self {
        self.explanation = format!("{}。", explanation.as_ref());
        self
    }

    /// Whether it is a count, which alone can stand in a sum (勾稽关系).
    pub fn counts(&self) -> bool {
        matches!(self.measure, Measure::Count(_))
    }

    /// The figure.
    pub fn value(&self, books: &Books, scope: &Scope, span: Span) -> Value {
        let sum = |walk| sum(walk, books, scope, span);
        match &self.measure {
            Measure::Count(walk) => sum(walk).map_or(Value::Unknown, Value::Count),
            Measure::Share { part, whole } => match (sum(part), sum(whole)) {
                (Some(part), Some(whole)) => Value::Share { part, whole },
                _ => Value::Unknown,
            },
            Measure::Other { figure, .. } => figure(books, scope, span),
        }
    }

    /// The rows behind the figure: what the clerk sees who asks why; of a share, the part's.
    pub fn rows<'b>(&self, books: &'b Books, scope: &'b Scope, span: Span) -> Vec<Counted<'b>> {
        let (Measure::Count(walk) | Measure::Share { part: walk, .. } | Measure::Other { rows: walk, .. }) =
            &self.measure;
        walked(walk, books, scope, span)
    }

    /// The rows behind the whole of a share; none of anything else.
    pub fn rows_of_whole<'b>(
        &self,
        books: &'b Books,
        scope: &'b Scope,
        span: Span,
    ) -> Option<Vec<Counted<'b>>> {
        match &self.measure {
            Measure::Share { whole, .. } => Some(walked(whole, books, scope, span)),
            Measure::Count(_) | Measure::Other { .. } => None,
        }
    }
}

fn walked<'b>(walk: &Walk, books: &'b Books, scope: &'b Scope, span: Span) -> Vec<Counted<'b>> {
    let mut rows = Vec::new();
    walk(books, scope, span, &mut |record, amount| {
        if amount > 0 {
            rows.push(Counted { record, amount });
        }
    });
    rows
}

/// One line of the catalogue.
enum Entry {
    /// One indicator.
    One(Indicator),
    /// One for every argument in brackets.
    Family(Family),
}

/// The indicator of an argument.
type Make = Box<dyn Fn(&str) -> Option<Indicator>>;

/// Indicators that differ by an argument: `members.age[36..40]`.
struct Family {
    /// What stands before the bracket.
    stem: String,
    /// How the argument is written, as a hint.
    usage: String,
    /// The arguments that official tables use.
    official: Vec<&'static str>,
    /// The indicator of an argument; none for one that cannot be read.
    make: Make,
}

impl Family {
    fn entry(
        stem: impl Into<String>,
        usage: impl Into<String>,
        official: &[&'static str],
        make: impl Fn(&str) -> Option<Indicator> + 'static,
    ) -> Entry {
        let (stem, usage) = (stem.into(), usage.into());
        Entry::Family(Self { stem, usage, official: official.to_vec(), make: Box::new(make) })
    }
}

/// The one list that takes a new indicator or family, in the order of the papers.
fn entries() -> Vec<Entry> {
    [
        members::all(),
        movements::all(),
        organizations::all(),
        pledges::all(),
        reviews::all(),
        evaluations::all(),
        honours::all(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every ready-made indicator, in the order of the papers. Families (`members.age[..]`) stand with
/// their official arguments; [`find`] takes others.
pub fn catalogue() -> Vec<Indicator> {
    let mut indicators = Vec::new();
    for entry in entries() {
        match entry {
            Entry::One(indicator) => indicators.push(indicator),
            Entry::Family(family) => {
                indicators.extend(family.official.iter().filter_map(|argument| (family.make)(argument)));
            }
        }
    }
    indicators
}

/// The indicator of a key.
///
/// # Errors
/// Refused for an argument that cannot be read, with how it is written; not found, with the keys that
/// come nearest.
pub fn find(key: &str) -> Result<Indicator> {
    let key = key.trim();
    let (stem, argument) = match key.strip_suffix(']').and_then(|open| open.split_once('[')) {
        Some((stem, argument)) => (stem, Some(argument)),
        None => (key, None),
    };
    for entry in entries() {
        match (entry, argument) {
            (Entry::One(indicator), None) if indicator.key == key => return Ok(indicator),
            (Entry::Family(family), argument) if family.stem == stem => {
                return argument
                    .and_then(|argument| (family.make)(argument.trim()))
                    .ok_or_else(|| Error::refused(format!("指标“{key}”的写法不对")).hint(family.usage));
            }
            _ => {}
        }
    }
    let known = catalogue();
    let nearest = text::nearest(known.iter().map(|indicator| indicator.key.as_str()), key);
    let error = Error::not_found(format!("没有名为“{key}”的指标"));
    Err(if nearest.is_empty() {
        error.hint("请从指标目录里选。").terminal("用 xianfeng indicators 查看全部指标。")
    } else {
        let meant = format!("是不是“{}”？", nearest.join("”“"));
        error
            .hint(meant.clone())
            .terminal(format!("{meant}用 xianfeng indicators 查看全部指标。"))
            .details(nearest.into_iter().map(str::to_owned).collect())
    })
}
