//! 封存: what was sent upward, kept for ever: the figures, the rows behind every figure, the layout and
//! the very files.
//!
//! A room of its own because a sealed quarter must not move when the records do (`domain.md` §3.4):
//! everything here is owned, nothing points into the records. It counts nothing ([`super::report`]
//! does) and makes no paper (`api` hands the files in); undo never reaches it.

mod diff;
mod freeze;
pub mod store;
#[cfg(test)]
mod tests;

use std::io::{Read, Write};

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use serde::{Deserialize, Serialize};

use super::{
    books::{FrozenRecord, Span},
    indicators::Value,
    report::CheckFailure,
};
use crate::{Error, Result, clock::Period};

pub use diff::{Difference, FactDifference, FigureDifference, RowChange, RowDifference, difference};
pub use freeze::{HEAD, freeze};

/// What a sealed paper says: every grid of it with the records behind the figures. A record
/// stands once, but where figures over other days rest on other facts of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    /// Name of the files, without an ending.
    pub file: String,
    /// The grids, from the first page to the last.
    pub tables: Vec<FrozenTable>,
    /// Every record that a figure was counted from.
    pub records: Vec<FrozenRecord>,
    /// 注 that the figures gave.
    pub notes: Vec<String>,
    /// 勾稽关系 that did not hold.
    pub failures: Vec<CheckFailure>,
}

/// A grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenTable {
    /// Its heading, or its sheet's name, or 表名; a layout with a paper for each branch begins it with the branch.
    pub name: String,
    /// The sentence above it, filled.
    pub lead: Option<String>,
    /// Heads of the leaf columns from the top: 年龄·31-35岁.
    pub columns: Vec<String>,
    /// Its lines and totals.
    pub rows: Vec<FrozenRow>,
}

/// A line or a total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenRow {
    /// What tells it from the others of its table, also when it is renamed.
    pub key: String,
    /// Its name.
    pub name: String,
    /// One entry a leaf column; none where nothing is counted.
    pub figures: Vec<Option<FrozenFigure>>,
}

/// A figure with the records it was counted from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFigure {
    /// Key of the indicator.
    pub indicator: String,
    /// Over which days.
    pub span: Span,
    /// The figure.
    pub value: Value,
    /// As it stands on paper.
    pub printed: String,
    /// Places in [`Content::records`], and how much each counts; of a share, the part's.
    pub rows: Vec<(usize, u64)>,
    /// The whole of a share, as a count with its own rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<Box<FrozenFigure>>,
}

/// The files of a seal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files {
    /// For paper.
    pub pdf: Vec<u8>,
    /// For calculating on.
    pub xlsx: Vec<u8>,
    /// For the screen.
    pub html: Vec<u8>,
}

/// What a seal is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Key of the layout.
    pub form: String,
    /// [`period_text`].
    pub period: String,
    /// 截止日期.
    pub as_of: NaiveDate,
    /// 第几版, from 1.
    pub version: u32,
    /// Why it was sealed again, or in spite of a failed check.
    pub reason: Option<String>,
    /// When.
    pub sealed_at: NaiveDateTime,
    /// The layout's TOML.
    pub layout: String,
    /// SHA-256 over all of it.
    pub hash: String,
}

/// A period as seals are filed by: 2012q1 and 2012-01-01..2012-03-31 are both 2012Q1.
pub fn period_text(period: &Period) -> String {
    let (year, month) = (period.from.year(), period.from.month());
    let same = |text: &String| {
        Period::parse(text).is_ok_and(|known| (known.from, known.to) == (period.from, period.to))
    };
    [
        format!("{year}"),
        format!("{year}H{}", month.div_ceil(6)),
        format!("{year}Q{}", month.div_ceil(3)),
        format!("{year}-{month:02}"),
    ]
    .into_iter()
    .find(same)
    .unwrap_or_else(|| format!("{}..{}", period.from, period.to))
}

impl Content {
    /// As kept: JSON, deflated.
    fn pack(&self) -> Result<Vec<u8>> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        serde_json::to_writer(&mut packed, self).map_err(Error::internal)?;
        packed.flush().map_err(Error::internal)?;
        packed.finish().map_err(Error::internal)
    }

    fn unpack(packed: &[u8]) -> Result<Self> {
        let mut json = Vec::new();
        ZlibDecoder::new(packed).read_to_end(&mut json).map_err(unreadable)?;
        serde_json::from_slice(&json).map_err(unreadable)
    }
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::new(crate::ErrorCode::Damaged, "封存件的数字读不出来")
        .hint("请用“核验”检查台账，并恢复完好的备份。")
        .terminal("请用“核验”（xianfeng verify）检查台账，并恢复完好的备份。")
        .cause(error)
}
