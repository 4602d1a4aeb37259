//! Which schemes can be counted. One sentence a fault, at the field of the form where it stands; a
//! scheme's file finds its key beside it.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::Scheme;
use crate::{Error, Result};

/// Marks are kept as one digit an item (`marks.rs`).
const MOST_GRADES: usize = 9;
/// More than any sheet has room for.
const MOST_ITEMS: usize = 60;
/// More places than any table prints (`domain.md` §3.3 knows 0, 1 and 2).
const MOST_DECIMALS: u32 = 4;
/// Scores are points of a hundred.
const FULL_SCORE: u32 = 100;
/// Far above any real weight; keeps weighted sums small.
const MOST_WEIGHT: u32 = 10_000;

/// Which part of a scheme a fault stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchemePart {
    /// 方案编号.
    Key,
    /// 方案名称.
    Name,
    /// 小数位数.
    Decimals,
    /// 评议内容.
    Items,
    /// 等次.
    Grades,
    /// 评议人类别.
    Categories,
    /// 得分档次.
    Bands,
}

impl SchemePart {
    /// The official word.
    const fn label(self) -> &'static str {
        match self {
            Self::Key => "方案编号",
            Self::Name => "方案名称",
            Self::Decimals => "小数位数",
            Self::Items => "评议内容",
            Self::Grades => "等次",
            Self::Categories => "评议人类别",
            Self::Bands => "得分档次",
        }
    }

    /// The key in a scheme's file.
    const fn key(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Name => "name",
            Self::Decimals => "decimals",
            Self::Items => "items",
            Self::Grades => "grades",
            Self::Categories => "categories",
            Self::Bands => "bands",
        }
    }
}

/// One fault of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SchemeFault {
    /// Where.
    pub part: SchemePart,
    /// A sentence for the clerk: 评议内容里“总体评价”写了两次.
    pub message: String,
}

/// The rest of the sentence after the part's word.
fn fault(part: SchemePart, rest: &str) -> SchemeFault {
    SchemeFault { part, message: format!("{}{rest}", part.label()) }
}

impl Scheme {
    /// Whether the scheme can be counted.
    ///
    /// # Errors
    /// Refused with the first fault and its key in a scheme's file: `items`, `grades` ...
    pub fn check(&self) -> Result<()> {
        let faults = self.faults();
        let Some(first) = faults.first() else { return Ok(()) };
        let named = if self.name.trim().is_empty() { &self.key } else { &self.name };
        Err(Error::refused(format!("评议方案“{named}”不能使用：{}", first.message))
            .hint("请改正后重试；也可以从现成方案复制一份再改。")
            .terminal(format!(
                "请改正后重试（方案文件里是 {} 一项）；也可以从现成方案复制一份再改。",
                first.part.key()
            ))
            .details(faults.into_iter().map(|fault| fault.message).collect()))
    }

    /// Everything that keeps the scheme from being counted, part by part.
    pub fn faults(&self) -> Vec<SchemeFault> {
        let mut faults = Vec::new();
        if self.key.trim().is_empty() {
            faults.push(fault(SchemePart::Key, "（key）不能为空"));
        }
        if self.name.trim().is_empty() {
            faults.push(fault(SchemePart::Name, "不能为空"));
        }
        if self.decimals > MOST_DECIMALS {
            faults.push(fault(SchemePart::Decimals, &format!("最多{MOST_DECIMALS}位")));
        }
        faults.extend(self.items_faults());
        faults.extend(self.grades_faults());
        faults.extend(self.categories_faults());
        faults.extend(self.bands_faults());
        faults
    }

    fn items_faults(&self) -> Vec<SchemeFault> {
        let mut faults = Vec::new();
        let mut add = |rest: &str| faults.push(fault(SchemePart::Items, rest));
        if self.items.iter().all(|item| item.overall) {
            add("至少要有一项不是总体评价的内容");
        }
        if self.items.iter().filter(|item| item.overall).count() > 1 {
            add("里只能有一项总体评价");
        }
        if self.items.len() > MOST_ITEMS {
            add(&format!("最多{MOST_ITEMS}项"));
        }
        if let Some(rest) = name_fault(self.items.iter().map(|item| item.name.as_str())) {
            add(&rest);
        }
        faults
    }

    fn grades_faults(&self) -> Vec<SchemeFault> {
        let mut faults = Vec::new();
        let mut add = |rest: &str| faults.push(fault(SchemePart::Grades, rest));
        if self.grades.iter().all(|grade| grade.unknown) {
            add("至少要有一个不是“不了解”的等次");
            return faults;
        }
        if self.grades.len() > MOST_GRADES {
            add(&format!("最多{MOST_GRADES}个"));
        }
        if let Some(rest) = name_fault(self.grades.iter().map(|grade| grade.name.as_str())) {
            add(&rest);
        }
        for grade in &self.grades {
            if grade.unknown && (grade.score.is_some() || grade.satisfied) {
                add(&format!("里“{}”是不了解一类，不能计分，也不能计入满意", grade.name));
            }
            if grade.score.is_some_and(|score| score > FULL_SCORE) {
                add(&format!("里“{}”的分值超过{FULL_SCORE}分", grade.name));
            }
        }
        if !self.grades.iter().any(|grade| grade.satisfied) {
            add("没有一个计入满意");
        }
        let scored = self.grades.iter().filter(|grade| grade.score.is_some() && !grade.unknown).count();
        let known = self.grades.iter().filter(|grade| !grade.unknown).count();
        if scored != 0 && scored != known {
            add("的分值要么都填，要么都不填（不了解除外）");
        }
        faults
    }

    fn categories_faults(&self) -> Vec<SchemeFault> {
        let mut faults = Vec::new();
        let mut add = |rest: &str| faults.push(fault(SchemePart::Categories, rest));
        if self.categories.is_empty() {
            add("至少要有一类");
        }
        if let Some(rest) = name_fault(self.categories.iter().map(|category| category.name.as_str())) {
            add(&rest);
        }
        let weights: Vec<u32> = self.categories.iter().filter_map(|category| category.weight).collect();
        if !weights.is_empty() && weights.len() != self.categories.len() {
            add("的权重要么每类都填，要么都不填");
        }
        if weights.iter().any(|weight| !(1..=MOST_WEIGHT).contains(weight)) {
            add(&format!("的权重应为1至{MOST_WEIGHT}的整数"));
        }
        faults
    }

    fn bands_faults(&self) -> Vec<SchemeFault> {
        let mut faults = Vec::new();
        let mut add = |rest: &str| faults.push(fault(SchemePart::Bands, rest));
        if !self.bands.is_empty() && !self.scores() {
            add("要按得分划分，但等次都没有分值");
        }
        let mut pairs = self.bands.iter().zip(self.bands.iter().skip(1));
        if !pairs.all(|(higher, lower)| higher.at_least > lower.at_least) {
            add("要从高到低排列，最低分不能相同");
        }
        if self.bands.iter().any(|band| band.at_least > FULL_SCORE * 100) {
            add(&format!("的最低分不能超过{FULL_SCORE}分"));
        }
        if let Some(rest) = name_fault(self.bands.iter().map(|band| band.name.as_str())) {
            add(&rest);
        }
        faults
    }
}

fn name_fault<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut seen = BTreeSet::new();
    for name in names {
        if name.trim().is_empty() {
            return Some("里有一个没有名称".to_owned());
        }
        if !seen.insert(name) {
            return Some(format!("里“{name}”写了两次"));
        }
    }
    None
}
