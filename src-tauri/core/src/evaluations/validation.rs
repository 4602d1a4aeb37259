//! Which schemes can be counted. One sentence a fault, naming the key as the scheme's file writes it.

use std::collections::BTreeSet;

use super::Scheme;
use crate::{Error, Result};

/// Marks are kept as one digit an item (`marks.rs`).
const MOST_GRADES: usize = 9;
/// More places than any table prints (`domain.md` §3.3 knows 0, 1 and 2).
const MOST_DECIMALS: u32 = 4;
/// Scores are points of a hundred.
const FULL_SCORE: u32 = 100;
/// Far above any real weight; keeps weighted sums small.
const MOST_WEIGHT: u32 = 10_000;

impl Scheme {
    /// Whether the scheme can be counted.
    ///
    /// # Errors
    /// Refused with the first fault, naming its key: `items`, `grades.score`, `categories.weight` ...
    pub fn check(&self) -> Result<()> {
        let fault = self
            .heading_fault()
            .or_else(|| self.items_fault())
            .or_else(|| self.grades_fault())
            .or_else(|| self.categories_fault())
            .or_else(|| self.bands_fault());
        match fault {
            None => Ok(()),
            Some(fault) => Err(Error::refused(format!("评议方案“{}”不能使用：{fault}", self.key))
                .hint("请改正后重试；也可以从现成方案复制一份再改。")),
        }
    }

    fn heading_fault(&self) -> Option<String> {
        if self.key.trim().is_empty() {
            return Some("key 不能为空".to_owned());
        }
        if self.name.trim().is_empty() {
            return Some("name 不能为空".to_owned());
        }
        (self.decimals > MOST_DECIMALS).then(|| format!("decimals 最多{MOST_DECIMALS}位小数"))
    }

    fn items_fault(&self) -> Option<String> {
        if self.items.iter().all(|item| item.overall) {
            return Some("items 至少要有一项不是总体评价的评议内容".to_owned());
        }
        if self.items.iter().filter(|item| item.overall).count() > 1 {
            return Some("items 里只能有一项总体评价（overall = true）".to_owned());
        }
        name_fault("items", self.items.iter().map(|item| item.name.as_str()))
    }

    fn grades_fault(&self) -> Option<String> {
        if self.grades.iter().all(|grade| grade.unknown) {
            return Some("grades 至少要有一个不是“不了解”的等次".to_owned());
        }
        if self.grades.len() > MOST_GRADES {
            return Some(format!("grades 最多{MOST_GRADES}个等次"));
        }
        if let Some(fault) = name_fault("grades", self.grades.iter().map(|grade| grade.name.as_str())) {
            return Some(fault);
        }
        for grade in &self.grades {
            if grade.unknown && (grade.score.is_some() || grade.satisfied) {
                return Some(format!("grades 里“{}”标为 unknown，不能计分，也不能计入满意", grade.name));
            }
            if grade.score.is_some_and(|score| score > FULL_SCORE) {
                return Some(format!("grades 里“{}”的 score 超过{FULL_SCORE}分", grade.name));
            }
        }
        if !self.grades.iter().any(|grade| grade.satisfied) {
            return Some("grades 没有一个等次计入满意（satisfied = true）".to_owned());
        }
        let scored = self.grades.iter().filter(|grade| grade.score.is_some()).count();
        let known = self.grades.iter().filter(|grade| !grade.unknown).count();
        (scored != 0 && scored != known)
            .then(|| "grades 的 score 要么都写，要么都不写（不了解除外）".to_owned())
    }

    fn categories_fault(&self) -> Option<String> {
        if self.categories.is_empty() {
            return Some("categories 至少要有一类评议人".to_owned());
        }
        if let Some(fault) =
            name_fault("categories", self.categories.iter().map(|category| category.name.as_str()))
        {
            return Some(fault);
        }
        let weights: Vec<u32> = self.categories.iter().filter_map(|category| category.weight).collect();
        if !weights.is_empty() && weights.len() != self.categories.len() {
            return Some("categories 的 weight 要么每类都写，要么都不写".to_owned());
        }
        weights
            .iter()
            .any(|weight| !(1..=MOST_WEIGHT).contains(weight))
            .then(|| format!("categories 的 weight 应为1至{MOST_WEIGHT}的整数"))
    }

    fn bands_fault(&self) -> Option<String> {
        if !self.bands.is_empty() && !self.scores() {
            return Some("有 bands（得分档次），但 grades 都没有 score".to_owned());
        }
        let descending = self
            .bands
            .iter()
            .zip(self.bands.iter().skip(1))
            .all(|(higher, lower)| higher.at_least > lower.at_least);
        if !descending {
            return Some("bands 要从高到低排列，at_least 不能相同".to_owned());
        }
        name_fault("bands", self.bands.iter().map(|band| band.name.as_str()))
    }
}

fn name_fault<'a>(key: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut seen = BTreeSet::new();
    for name in names {
        if name.trim().is_empty() {
            return Some(format!("{key} 里有一个 name 是空的"));
        }
        if !seen.insert(name) {
            return Some(format!("{key} 里“{name}”写了两次"));
        }
    }
    None
}
