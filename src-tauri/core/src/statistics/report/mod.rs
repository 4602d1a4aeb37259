//! 报表: a layout filled with figures. What is printed, checked and sealed.
//!
//! Every figure is asked of its indicator over its row's own scope; a total is asked over the whole
//! and never added up from the lines, so that the two can be held against each other. It draws
//! nothing.

mod checks;
mod fill;
mod grades;
mod notes;
mod rows;
#[cfg(test)]
mod tests;
mod words;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    books::{Scope, Span},
    indicators::Value,
    layout::Layout,
};
use crate::{clock::Period, organizations::OrganizationId};
pub use fill::{fill, fill_from};
pub(crate) use words::{period_name, quarter};

/// Which days and whose records a layout is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FillRequest {
    /// 统计时段.
    pub period: Period,
    /// 截止日期.
    pub as_of: NaiveDate,
    /// One 党组织 with those below it instead of the whole office.
    pub organization: Option<OrganizationId>,
}

/// A layout filled for an office and a window.
#[derive(Debug, Clone)]
pub struct Report {
    /// How it is laid out, columns of `{等次}` repeated for the grades in use.
    pub layout: Layout,
    /// 填报单位, or the branch when the layout is one a branch.
    pub unit: String,
    /// 统计时段.
    pub period: Period,
    /// 截止日期.
    pub as_of: NaiveDate,
    /// The grids, in the layout's order.
    pub tables: Vec<Grid>,
    /// What the figures say of themselves: 满意率的定义, what is not recorded, days before the books.
    pub notes: Vec<String>,
    /// 勾稽关系 that do not hold.
    pub failures: Vec<CheckFailure>,
}

/// The figures of one table of the layout.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// The sentence above, filled.
    pub lead: Option<String>,
    /// Rows from top to bottom.
    pub rows: Vec<Row>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Head of a section, over the whole width; no figures.
    Section,
    /// A line.
    Line,
    /// 合计: counted over the whole, never by adding the lines.
    Total,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is.
    pub role: Role,
    /// Its place in the layout: which section of the table.
    pub section: usize,
    /// 序号: 1, 2, ... of a line, 一 of a section.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What it counts over.
    pub scope: Scope,
    /// One entry a leaf column, in order.
    pub figures: Vec<Figure>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A counted figure.
    Counted {
        /// Key of the indicator, `*` filled.
        indicator: String,
        /// Over which days.
        span: Span,
        /// The figure.
        value: Value,
    },
    /// Not recorded yet: "—".
    NotRecorded,
    /// Nothing that this row can have (a 党组 has no members of its own), or it stands on the row
    /// above (an organization with a row for each scheme): "—".
    Omitted,
    /// Left empty for the hand.
    ByHand,
}

/// A 勾稽关系 that does not hold, with both figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CheckFailure {
    /// 表名 or the table's heading.
    pub table: String,
    /// The row.
    pub row: String,
    /// The relation in words: 党员数 = 正式党员 + 预备党员.
    pub relation: String,
    /// The left figure.
    pub left: String,
    /// The right figure.
    pub right: String,
}
