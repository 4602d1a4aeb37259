//! 计票: the one pure function from ballots or counts to figures (`domain.md` §3.1-3.3).
//!
//! Ballots and entered counts both become [`Counts`]; counts add up (two meetings on one subject,
//! two halves of a pile) and only at the end become a [`Tally`] with rates and scores.

use std::collections::BTreeMap;

use super::{
    BallotPattern, Mark, Papers, Scheme, notes, rates,
    scheme::CategoryGroup,
    score::{self, ItemScore},
};
use crate::numbers::{DASH, Fraction, Share};

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
    let mut counts = Counts::default();
    for ballot in ballots {
        counts.category(scheme, &ballot.category).add(ballot.marks.iter().copied(), ballot.copies);
    }
    counts
}

/// Turns counts into figures: rates, residue, satisfied shares, scores, band.
pub fn tally(scheme: &Scheme, papers: Papers, counts: Counts) -> Tally {
    let void = papers.is_void();
    let total = counts.total(scheme);
    let mut notes = notes::on_papers(papers, total.valid);
    notes.extend(notes::on_sums(scheme, &counts));

    let scores: Vec<ItemScore> = if void || !scheme.scores() {
        Vec::new()
    } else {
        (0..scheme.items.len()).map(|place| score::item_score(scheme, &counts, place)).collect()
    };
    notes.extend(notes::on_scores(scheme, &scores));

    let items: Vec<ItemTally> = scheme
        .items
        .iter()
        .zip(&total.items)
        .enumerate()
        .map(|(place, (item, marks))| ItemTally {
            name: item.name.clone(),
            overall: item.overall,
            score: scores.get(place).and_then(|score| score.value),
            ..figures(scheme, marks.clone(), total.valid, void)
        })
        .collect();
    let counted: Vec<Fraction> =
        items.iter().filter(|item| !item.overall).filter_map(|item| item.score).collect();
    let score = score::mean(&counted);
    let overall = items
        .iter()
        .find(|item| item.overall)
        .cloned()
        .unwrap_or_else(|| sum_of_items(scheme, &total, void, score));
    Tally {
        papers,
        valid: total.valid,
        blank: total.blank,
        items,
        overall,
        band: score.and_then(|score| score::band(&scheme.bands, score)),
        score,
        counts,
        void,
        notes,
    }
}

/// The figures of some of the voters alone, item by item: a column of the tables. Without scores, which
/// the scheme's weights make of all voters together.
pub fn items_of(scheme: &Scheme, counts: &CategoryCounts, void: bool) -> Vec<ItemTally> {
    let items = scheme.items.iter().zip(&counts.items);
    items
        .map(|(item, marks)| ItemTally {
            name: item.name.clone(),
            overall: item.overall,
            ..figures(scheme, marks.clone(), counts.valid, void)
        })
        .collect()
}

fn figures(scheme: &Scheme, counts: ItemCounts, valid: u64, void: bool) -> ItemTally {
    let (rates, satisfied) = if void {
        (vec![DASH.to_owned(); scheme.grades.len()], Share::default())
    } else {
        (rates::rates(scheme, &counts, valid), rates::satisfied(scheme, &counts, valid))
    };
    ItemTally { name: String::new(), overall: false, counts, rates, satisfied, score: None }
}

/// What summary tables show of a scheme without 总体评价: the sum over its items.
fn sum_of_items(scheme: &Scheme, total: &CategoryCounts, void: bool, score: Option<Fraction>) -> ItemTally {
    let mut sum = ItemCounts::none(scheme);
    for item in &total.items {
        sum.merge(item);
    }
    let valid = total.valid * total.items.len() as u64;
    ItemTally { name: "各项合计".to_owned(), overall: true, score, ..figures(scheme, sum, valid, void) }
}

impl ItemCounts {
    /// No marks on an item of the scheme.
    pub fn none(scheme: &Scheme) -> Self {
        Self { grades: vec![0; scheme.grades.len()], abstained: 0, voided: 0 }
    }

    /// Adds `copies` papers with the same mark.
    pub fn add(&mut self, mark: Mark, copies: u64) {
        match mark {
            Mark::Grade(grade) => {
                if let Some(papers) = self.grades.get_mut(usize::from(grade)) {
                    *papers += copies;
                }
            }
            Mark::Abstained => self.abstained += copies,
            Mark::Voided => self.voided += copies,
        }
    }

    /// Adds another pile's marks on the same item.
    pub fn merge(&mut self, other: &Self) {
        self.grades.resize(self.grades.len().max(other.grades.len()), 0);
        for (papers, more) in self.grades.iter_mut().zip(&other.grades) {
            *papers += more;
        }
        self.abstained += other.abstained;
        self.voided += other.voided;
    }

    /// Grades, 弃权 and 项无效 together: the valid papers, when nothing was miscounted.
    pub fn sum(&self) -> u64 {
        self.grades.iter().sum::<u64>() + self.abstained + self.voided
    }
}

impl CategoryCounts {
    /// No papers.
    pub fn none(scheme: &Scheme) -> Self {
        Self { valid: 0, blank: 0, items: vec![ItemCounts::none(scheme); scheme.items.len()] }
    }

    /// Adds `copies` papers with the same marks. A paper without any mark is blank.
    pub fn add(&mut self, marks: impl Iterator<Item = Mark>, copies: u64) {
        let mut blank = true;
        for (item, mark) in self.items.iter_mut().zip(marks) {
            blank &= mark == Mark::Abstained;
            item.add(mark, copies);
        }
        self.valid += copies;
        if blank {
            self.blank += copies;
        }
    }

    /// Adds another pile of the same scheme.
    pub fn merge(&mut self, other: &Self) {
        self.valid += other.valid;
        self.blank += other.blank;
        self.items.resize_with(self.items.len().max(other.items.len()), ItemCounts::default);
        for (item, more) in self.items.iter_mut().zip(&other.items) {
            item.merge(more);
        }
    }
}

impl Counts {
    /// The counts of a category, empty at first.
    pub fn category(&mut self, scheme: &Scheme, name: &str) -> &mut CategoryCounts {
        self.categories.entry(name.to_owned()).or_insert_with(|| CategoryCounts::none(scheme))
    }

    /// Adds another pile of the same scheme.
    pub fn merge(&mut self, other: &Self) {
        for (name, more) in &other.categories {
            match self.categories.get_mut(name) {
                Some(counts) => counts.merge(more),
                None => {
                    self.categories.insert(name.clone(), more.clone());
                }
            }
        }
    }

    /// All categories together.
    pub fn total(&self, scheme: &Scheme) -> CategoryCounts {
        let mut total = CategoryCounts::none(scheme);
        for counts in self.categories.values() {
            total.merge(counts);
        }
        total
    }

    /// By column of the tables (`decisions.md` 17), every column present. The four add up to
    /// [`Counts::total`].
    pub fn by_group(&self, scheme: &Scheme) -> BTreeMap<CategoryGroup, CategoryCounts> {
        let mut groups: BTreeMap<_, _> =
            CategoryGroup::ALL.into_iter().map(|group| (group, CategoryCounts::none(scheme))).collect();
        for (name, counts) in &self.categories {
            if let Some(group) = groups.get_mut(&scheme.group(name)) {
                group.merge(counts);
            }
        }
        groups
    }
}

impl std::ops::Add for Papers {
    type Output = Self;

    /// Papers of two meetings. Methods without paper add nothing. Where 收回 is known and 发出 is not,
    /// the sum of 发出 is not known either: it would look smaller than 收回, which voids an evaluation.
    fn add(self, other: Self) -> Self {
        let unknown = |papers: Self| papers.issued.is_none() && papers.collected.is_some();
        let either = |a: Option<u64>, b: Option<u64>| match (a, b) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
        };
        Self {
            issued: either(self.issued, other.issued).filter(|_| !unknown(self) && !unknown(other)),
            collected: either(self.collected, other.collected),
            spoiled: self.spoiled + other.spoiled,
        }
    }
}
