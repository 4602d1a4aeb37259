//! 报表格式: a table whose columns superiors redefine each season, as data.
//!
//! TOML in `assets/layouts/` (`README.md` there documents every key) and, for the office's own, in
//! the office file. A layout names title, paper, columns, rows and an indicator a leaf; it counts
//! nothing and draws nothing: [`super::report`] fills it, `documents/table_paper/` lays it out.

pub(crate) mod check;
mod parse;
mod ready_made;
pub mod relation;
mod schema;
pub mod store;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::books::Span;
pub use parse::{Finding, examine};
pub use ready_made::ready_made;

/// 纸张.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PaperSize {
    /// 210 x 297 mm.
    #[default]
    A4,
    /// 297 x 420 mm.
    A3,
}

/// 纸张方向.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Orientation {
    /// 横向.
    #[default]
    #[serde(rename = "横向")]
    Landscape,
    /// 纵向.
    #[serde(rename = "纵向")]
    Portrait,
}

/// What stands on the right above the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum HeadDate {
    /// 截止日期：2012年3月31日.
    #[default]
    #[serde(rename = "截止日期")]
    AsOf,
    /// 统计时段：2012年1月1日至2012年3月31日.
    #[serde(rename = "统计时段")]
    Period,
}

/// 报表格式.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Layout {
    /// Stable key, what `xianfeng export` takes: lower-case letters, digits, hyphens.
    pub key: String,
    /// Counted up by the office when the layout changes.
    pub version: u32,
    /// 表名, as lists of forms show it.
    pub name: String,
    /// One sentence: what it is for.
    pub about: String,
    /// Title on paper. `{单位}`, `{年}`, `{季}` (一 to 四; such a table is refused for a period that is
    /// no quarter), `{时段}` (2012年第一季度) stand for themselves.
    pub title: String,
    /// 附件4, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annex: Option<String>,
    /// 纸张.
    #[serde(default)]
    pub paper: PaperSize,
    /// 纸张方向.
    #[serde(default)]
    pub orientation: Orientation,
    /// On the right above the table.
    #[serde(default)]
    pub date: HeadDate,
    /// Decimals of percentages; 2 where nothing is said.
    #[serde(default = "two")]
    pub decimals: u32,
    /// A paper of its own for each branch, with the branch in place of the office.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub per_branch: bool,
    /// 负责人（签名） ... under the tables.
    #[serde(default = "yes")]
    pub signatures: bool,
    /// What is signed and dated under the tables instead: 监票人, 计票人, 统计日期.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub foot: Vec<String>,
    /// 勾稽关系: `members.total = members.full + members.probationary`, checked for every row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<String>,
    /// Printed only when one of these indicators is not zero: a table of evaluations without any
    /// evaluation is refused, with what to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// 逐项汇总 behind the tables: every 评议内容 of every evaluated organization and branch, a sheet of
    /// its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub item_summary: bool,
    /// 注, printed under the last table before what the figures themselves say. `{截止日期}` and `{时段}`
    /// stand for themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The tables, from top to bottom.
    #[serde(rename = "table")]
    pub tables: Vec<Table>,
}

/// One grid of a layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Table {
    /// 一、组织与党员: a line above the grid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Begins a new sheet: a new page, a sheet of its own in the workbook, of this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// A sentence above the grid with figures of the whole place, under the first section's scheme:
    /// `发出测评表{evaluations.members.sheets[发出]}张`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// Head of the column of row names; the column of 序号 before it is there when `numbered`.
    pub label: String,
    /// Width of the column of row names in mm; as wide as is left where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_width: Option<u16>,
    /// Whether rows carry 序号.
    #[serde(default = "yes")]
    pub numbered: bool,
    /// Groups of rows; more than one carry their own head (一 党组织评议).
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    /// The columns after the row's name.
    pub columns: Vec<Column>,
}

/// Where rows come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowSource {
    /// Every 党组织, the 党组 too, each with what is its own; 党小组 and dissolved ones where they count
    /// something.
    #[serde(rename = "党组织")]
    Organizations,
    /// Every 党组织 that has, or could have, members of its own; 未编入党支部 when there are such.
    #[serde(rename = "党支部")]
    Branches,
    /// The ten 领域, and 无数据.
    #[serde(rename = "领域")]
    Domains,
    /// 在册党员, branch by branch.
    #[serde(rename = "党员")]
    Members,
    /// 评议内容 of the scheme, one a row.
    #[serde(rename = "评议内容")]
    Items,
    /// The lines that the section names.
    #[serde(rename = "固定行")]
    Lines,
}

/// A group of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Section {
    /// 一: before the name, where a table has several sections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// 党组织评议.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where rows come from.
    pub rows: RowSource,
    /// What `*` in an indicator key stands for here: `evaluations.*.valid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Only evaluations under this scheme. Without it, a subject evaluated under two schemes has a
    /// row for each: marks under different schemes do not add.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// For 固定行.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// Name of the total row, under the rows; none: no total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
}

/// A fixed line: its span holds for every leaf that names none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Line {
    /// 累计; `{本期}` is 本季, 本半年, 本年, 本月 or 本期.
    pub name: String,
    /// Over which days.
    #[serde(default)]
    pub span: Span,
}

/// A column, or a head over columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Column {
    /// Words of the head. A column with `{等次}` in its head, and all under it, is there once for each
    /// grade of the schemes in use; `{等次}` in its indicators is that grade.
    pub head: String,
    /// Columns under this head; a leaf has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// Of a leaf: which figure. A leaf without one is not recorded yet: it prints "—" and a note
    /// says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Of a leaf: left empty to be written by hand.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_hand: bool,
    /// Over which days, where the line does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Width in mm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u16>,
    /// Decimals, where they are not the layout's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u32>,
}

impl Layout {
    /// Reads and checks a layout: shape, words, indicators, relations.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Findings`], with every finding by line and key.
    pub fn parse(text: &str) -> crate::Result<Self> {
        let (layout, findings) = examine(text);
        layout.filter(|_| findings.is_empty()).ok_or_else(|| parse::refused(&findings))
    }

    /// Whether it can be made for a calendar quarter only.
    pub fn is_quarterly(&self) -> bool {
        self.title.contains("{季}")
    }

    /// As TOML: what [`Layout::parse`] reads as the same layout.
    ///
    /// # Errors
    /// Internal, never for a layout that was parsed.
    pub fn to_toml(&self) -> crate::Result<String> {
        toml::to_string(self).map_err(crate::Error::internal)
    }
}

impl Table {
    /// The columns that carry figures, from left to right.
    pub fn leaves(&self) -> Vec<&Column> {
        self.columns.iter().flat_map(Column::leaves).collect()
    }

    /// As [`Table::leaves`], each with the words of the heads above it and its own, in one line each.
    pub fn headed(&self) -> Vec<(Vec<String>, &Column)> {
        fn walk<'c>(column: &'c Column, above: &[String], found: &mut Vec<(Vec<String>, &'c Column)>) {
            // A head may be broken into lines for narrow columns.
            let mut heads = above.to_vec();
            heads.push(column.head.split_whitespace().collect());
            match column.columns.as_slice() {
                [] => found.push((heads, column)),
                below => below.iter().for_each(|column| walk(column, &heads, found)),
            }
        }
        let mut found = Vec::new();
        self.columns.iter().for_each(|column| walk(column, &[], &mut found));
        found
    }

    /// How many rows of heads the columns need.
    pub fn levels(&self) -> usize {
        self.columns.iter().map(Column::levels).max().unwrap_or(1)
    }
}

impl Column {
    /// Itself, or the leaves under this head.
    pub fn leaves(&self) -> Vec<&Column> {
        if self.columns.is_empty() {
            return vec![self];
        }
        self.columns.iter().flat_map(Column::leaves).collect()
    }

    /// 1 for a leaf.
    pub fn levels(&self) -> usize {
        1 + self.columns.iter().map(Column::levels).max().unwrap_or(0)
    }
}

/// An indicator's key for a section: `*` is its subject.
pub fn filled(key: &str, section: &Section) -> String {
    key.replace('*', section.subject.as_deref().unwrap_or_default())
}

/// The parts of a text with words in braces: `(true, …)` is such a word.
pub fn placeholders(text: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((word, behind)) = after.split_once('}') else { break };
        parts.extend([(false, before), (true, word)]);
        rest = behind;
    }
    parts.push((false, rest));
    parts
}

const fn two() -> u32 {
    2
}

const fn yes() -> bool {
    true
}
