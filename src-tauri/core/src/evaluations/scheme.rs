//! 评议方案: items, grades, voter categories and how to count, as data (`decisions.md` 3-8, 17).
//! Ready-made schemes stand in `assets/schemes/*.toml`, compiled in. A scheme is frozen, as JSON, once a
//! meeting uses it; [`Scheme::parse`] and the store let only schemes in that can be counted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Error, Result, members::Subject};

/// Whom a scheme evaluates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum SubjectKind {
    /// 党组织.
    #[serde(rename = "党组织")]
    Organization,
    /// 党员.
    #[serde(rename = "党员")]
    Member,
}

/// What rates divide by (`decisions.md` 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
#[serde(rename_all = "snake_case")]
pub enum Residue {
    /// Left as it is, with a footnote.
    #[default]
    Leave,
    /// 尾差调整: the last non-zero grade is 100 minus the others.
    LastNonZero,
}

/// How tables group voter categories (`decisions.md` 17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// In full, as annexes print it.
    pub name: String,
    /// 总体评价: shown in summary tables, left out of the mean of items.
    #[serde(default)]
    pub overall: bool,
}

/// 等次.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Lowest score, in hundredths of a point, that still belongs to the band.
    pub at_least: u32,
    /// Name of the band.
    pub name: String,
}

/// 评议方案.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// Whether 预备党员 are due to be evaluated; 民主评议 leaves them out (`decisions.md` 9).
    #[serde(default = "yes")]
    pub probationary: bool,
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

/// 评议人类别 that a law firm's branch hears beside its own members.
const OF_LAW_FIRMS: [&str; 2] = ["非中共党员合伙人", "服务对象代表"];

fn yes() -> bool {
    true
}

impl SubjectKind {
    /// The official word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Organization => "党组织",
            Self::Member => "党员",
        }
    }

    /// The word in keys of indicators: `evaluations.members.valid`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Organization => "organizations",
            Self::Member => "members",
        }
    }

    /// Key of the ready-made scheme of the 创先争优 evaluation: annexes 1 to 3 of 004.
    pub const fn default_scheme(self) -> &'static str {
        match self {
            Self::Organization => "organization-004",
            Self::Member => "member-004",
        }
    }

    /// The kind of a subject.
    pub const fn of(subject: Subject) -> Self {
        match subject {
            Subject::Organization(_) => Self::Organization,
            Subject::Member(_) => Self::Member,
        }
    }
}

impl CategoryGroup {
    /// Every group, in the order of the tables' columns.
    pub const ALL: [Self; 4] = [Self::Members, Self::Masses, Self::Served, Self::Others];

    /// The column's word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Members => "党员",
            Self::Masses => "群众",
            Self::Served => "服务对象",
            Self::Others => "其他",
        }
    }
}

impl Scheme {
    /// Reads a scheme as TOML. When no grade says `satisfied`, every grade but the last and 不了解
    /// counts as satisfied (`decisions.md` 3).
    ///
    /// # Errors
    /// Refused when it is not TOML of this shape, or as [`Scheme::check`].
    pub fn parse(text: &str) -> Result<Self> {
        let mut scheme: Self = toml::from_str(text).map_err(|error| {
            let line =
                error.span().and_then(|span| text.get(..span.start)).map_or(1, |head| head.lines().count());
            Error::refused(format!("评议方案第{}行附近写得不对，读不出来", line.max(1)))
                .hint("请对照现成方案检查键名、引号和括号。")
                .details(vec![error.message().to_owned()])
        })?;
        scheme.fill_satisfied();
        scheme.check()?;
        Ok(scheme)
    }

    fn fill_satisfied(&mut self) {
        if self.grades.iter().any(|grade| grade.satisfied) {
            return;
        }
        let mut known: Vec<&mut Grade> = self.grades.iter_mut().filter(|grade| !grade.unknown).collect();
        known.pop();
        for grade in known {
            grade.satisfied = true;
        }
    }

    /// The category of a name.
    pub fn category(&self, name: &str) -> Option<&VoterCategory> {
        self.categories.iter().find(|category| category.name == name)
    }

    /// The column a category's papers are counted in; 其他 for a name the scheme does not have.
    pub fn group(&self, category: &str) -> CategoryGroup {
        self.category(category).map_or(CategoryGroup::Others, |category| category.group)
    }

    /// Voters whom 004 asks a law firm's branch to hear and who were not (`decisions.md` 17); none for
    /// other organizations. A firm is known by its name; 律师协会 is none.
    pub fn missing_of_law_firm(&self, organization: &str, heard: impl Fn(&str) -> bool) -> Vec<&'static str> {
        let firm = self.subject == SubjectKind::Organization
            && organization.contains("律师")
            && !organization.contains("律师协会");
        let asked = OF_LAW_FIRMS.into_iter().filter(|_| firm);
        asked.filter(|voter| self.category(voter).is_some() && !heard(voter)).collect()
    }

    /// Whether any grade carries a score. Without, there are no scores and nothing is missing.
    pub fn scores(&self) -> bool {
        self.grades.iter().any(|grade| grade.score.is_some())
    }

    /// 满意率的定义, as printed under every table that shows rates (`decisions.md` 3, `domain.md` §3.3).
    pub fn definition_sentence(&self) -> String {
        let satisfied: Vec<&str> =
            self.grades.iter().filter(|grade| grade.satisfied).map(|grade| grade.name.as_str()).collect();
        let satisfied = match satisfied.as_slice() {
            [one] => (*one).to_owned(),
            several => format!("（{}）", several.join("＋")),
        };
        let denominator = match self.denominator {
            Denominator::Valid => "有效票".to_owned(),
            Denominator::Marked => "该项已划等次的票".to_owned(),
            Denominator::MarkedWithoutUnknown => {
                let unknown: Vec<&str> = self
                    .grades
                    .iter()
                    .filter(|grade| grade.unknown)
                    .map(|grade| grade.name.as_str())
                    .collect();
                if unknown.is_empty() {
                    "该项已划等次的票".to_owned()
                } else {
                    format!("该项已划等次的票（不含{}）", unknown.join("、"))
                }
            }
        };
        let decimals = match self.decimals {
            0 => "取整数",
            1 => "保留一位小数",
            2 => "保留两位小数",
            3 => "保留三位小数",
            _ => "保留四位小数",
        };
        let residue = match (self.residue, self.denominator) {
            (Residue::Leave, _) => "合计可能不等于100%",
            (Residue::LastNonZero, Denominator::Valid) => {
                "尾差计入最后一个有票的等次，有弃权或项无效时各等次合计小于100%"
            }
            (Residue::LastNonZero, _) => "尾差计入最后一个有票的等次",
        };
        format!("满意率＝{satisfied}÷{denominator}×100%；百分数四舍五入{decimals}，{residue}。")
    }
}
