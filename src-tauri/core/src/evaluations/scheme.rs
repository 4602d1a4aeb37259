//! 评议方案: items, grades, voter categories and how to count, as data (`decisions.md` 3-8, 17).
//! Ready-made schemes stand in `assets/schemes/*.toml`. Frozen once a meeting uses it.

use serde::{Deserialize, Serialize};

/// Whom a scheme evaluates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SubjectKind {
    /// 党组织.
    #[serde(rename = "党组织")]
    Organization,
    /// 党员.
    #[serde(rename = "党员")]
    Member,
}

/// What rates divide by (`decisions.md` 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Denominator {
    /// 有效票, 弃权 and 项无效 inside.
    #[default]
    Valid,
    /// Papers with one readable grade on the item.
    Marked,
    /// [`Denominator::Marked`] without 不了解.
    MarkedWithoutUnknown,
}

/// What happens to the rounding residue (`decisions.md` 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Residue {
    /// Left as it is, with a footnote.
    #[default]
    Leave,
    /// 尾差调整: the last non-zero grade is 100 minus the others.
    LastNonZero,
}

/// How tables group voter categories (`decisions.md` 17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CategoryGroup {
    /// 党员.
    #[serde(rename = "党员")]
    Members,
    /// 群众.
    #[serde(rename = "群众")]
    Masses,
    /// 服务对象.
    #[serde(rename = "服务对象")]
    Served,
    /// 其他.
    #[serde(rename = "其他")]
    Others,
}

/// 评议内容.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// In full, as annexes print it.
    pub name: String,
    /// 总体评价: shown in summary tables, left out of the mean of items.
    #[serde(default)]
    pub overall: bool,
}

/// 等次.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// 满意 ...
    pub name: String,
    /// Score in whole points; none for 不了解.
    pub score: Option<u32>,
    /// Whether it counts as satisfied (满意率).
    #[serde(default)]
    pub satisfied: bool,
    /// 不了解: a grade like the others, without a score.
    #[serde(default)]
    pub unknown: bool,
}

/// 评议人类别 with its group and weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoterCategory {
    /// 党员, 本单位群众代表 ...
    pub name: String,
    /// Column of the tables.
    pub group: CategoryGroup,
    /// Weight of the category's score, in whole parts; none counts every paper alike.
    pub weight: Option<u32>,
}

/// A score band: the grade given from `at_least` points on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Lowest score, in hundredths of a point, that still belongs to the band.
    pub at_least: u32,
    /// Name of the band.
    pub name: String,
}

/// 评议方案.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Stable key: `organization-004`.
    pub key: String,
    /// Name on screen.
    pub name: String,
    /// Whom it evaluates.
    pub subject: SubjectKind,
    /// Decimals of rates and scores.
    pub decimals: u32,
    /// What rates divide by.
    #[serde(default)]
    pub denominator: Denominator,
    /// What happens to the rounding residue.
    #[serde(default)]
    pub residue: Residue,
    /// 评议内容, in printed order.
    pub items: Vec<Item>,
    /// 等次, best first.
    pub grades: Vec<Grade>,
    /// 评议人类别.
    pub categories: Vec<VoterCategory>,
    /// Score bands, highest first; may be empty.
    #[serde(default)]
    pub bands: Vec<Band>,
}
