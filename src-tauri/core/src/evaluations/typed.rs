//! 汇总录入: counts as a clerk typed them, question by question (one item, one kind of voters).
//!
//! What was not typed is none and never 0: a paper counted as zero is a statement, an empty cell is
//! work to do. Sums that do not fit are said beside the numbers and stop nobody (`decisions.md` 6). The
//! tally takes what is not typed as nothing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Papers, Scheme, store::Voters};

/// The cells of one question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedQuestion {
    /// Papers by grade, in the scheme's order.
    pub grades: Vec<Option<u64>>,
    /// 弃权.
    pub abstained: Option<u64>,
    /// 项无效.
    pub voided: Option<u64>,
}

/// What was typed for one kind of voters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedCategory {
    /// 有效票.
    pub valid: Option<u64>,
    /// 空白票.
    pub blank: Option<u64>,
    /// One an item, in the scheme's order.
    pub questions: Vec<TypedQuestion>,
}

/// What was typed for one subject, by 评议人类别.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedCounts {
    /// Kinds of voters of whom anything was typed.
    pub categories: BTreeMap<String, TypedCategory>,
}

/// How far a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Typing {
    /// Nothing was typed.
    Empty,
    /// Some cells are still empty.
    Partly,
    /// Every cell has a number.
    Whole,
}

impl TypedQuestion {
    /// Nothing typed yet.
    pub fn none(scheme: &Scheme) -> Self {
        Self { grades: vec![None; scheme.grades.len()], abstained: None, voided: None }
    }

    /// Every cell: the grades, 弃权, 项无效.
    pub fn cells(&self) -> impl Iterator<Item = Option<u64>> + '_ {
        self.grades.iter().copied().chain([self.abstained, self.voided])
    }

    /// What was typed so far, added up.
    pub fn sum(&self) -> u64 {
        self.cells().flatten().sum()
    }

    /// How far it is.
    pub fn typing(&self) -> Typing {
        let typed = self.cells().flatten().count();
        match typed {
            0 => Typing::Empty,
            _ if typed == self.grades.len() + 2 => Typing::Whole,
            _ => Typing::Partly,
        }
    }

    /// What does not fit, in the words that stand beside the row.
    pub fn warnings(&self, category: &TypedCategory) -> Vec<String> {
        let mut warnings = Vec::new();
        let sum = self.sum();
        match (category.valid, self.typing()) {
            (_, Typing::Empty) => {}
            (None, _) => warnings.push("还没有填这类评议人的有效票数，无法核对合计。".to_owned()),
            (Some(valid), Typing::Whole) if sum < valid => {
                warnings.push(format!("合计{sum}张，应为{valid}张，少{}张。", valid - sum));
            }
            (Some(valid), _) if sum > valid => {
                warnings.push(format!("合计{sum}张，应为{valid}张，多{}张。", sum - valid));
            }
            _ => {}
        }
        if let (Some(abstained), Some(blank)) = (self.abstained, category.blank)
            && abstained < blank
        {
            warnings.push(format!("弃权{abstained}张，少于空白票{blank}张；空白票在每一项都算弃权。"));
        }
        warnings
    }
}

impl TypedCategory {
    /// Nothing typed yet.
    pub fn none(scheme: &Scheme) -> Self {
        let questions = vec![TypedQuestion::none(scheme); scheme.items.len()];
        Self { valid: None, blank: None, questions }
    }

    /// What does not fit in the head of the category. `present` is 实到.
    pub fn warnings(&self, present: Option<u64>) -> Vec<String> {
        let mut warnings = Vec::new();
        if let (Some(blank), Some(valid)) = (self.blank, self.valid)
            && blank > valid
        {
            warnings.push(format!("空白票{blank}张，多于有效票{valid}张；空白票是有效票的一部分。"));
        }
        if let (Some(valid), Some(present)) = (self.valid, present)
            && valid > present
        {
            warnings.push(format!("有效票{valid}张，多于实到{present}人。"));
        }
        warnings
    }

    /// Whether anything was typed.
    pub fn is_empty(&self) -> bool {
        self.valid.is_none()
            && self.blank.is_none()
            && self.questions.iter().all(|question| question.typing() == Typing::Empty)
    }
}

impl TypedCounts {
    /// 有效票 of all kinds of voters.
    pub fn valid(&self) -> u64 {
        self.categories.values().filter_map(|category| category.valid).sum()
    }

    /// What does not fit between the kinds of voters and the papers.
    pub fn warnings(&self, papers: Papers, voters: &[Voters]) -> Vec<String> {
        let mut warnings: Vec<String> = on_papers(papers).into_iter().collect();
        let typed = self.categories.values().any(|category| category.valid.is_some());
        let valid = self.valid();
        if let Some(expected) = papers.expected_valid().filter(|expected| typed && valid != *expected) {
            let all = voters.iter().all(|voters| {
                self.categories.get(&voters.category).is_some_and(|category| category.valid.is_some())
            });
            let beyond = valid.checked_sub(expected);
            match beyond {
                Some(beyond) => warnings.push(format!(
                    "各类评议人有效票合计{valid}张，应为{expected}张（收回减作废），多{beyond}张。"
                )),
                // Until every kind of voters has its number, there is only something left to do.
                None if all => warnings.push(format!(
                    "各类评议人有效票合计{valid}张，应为{expected}张（收回减作废），少{}张。",
                    expected - valid
                )),
                None => {}
            }
        }
        warnings
    }
}

/// 发出, 收回 and 作废 among each other.
pub fn on_papers(papers: Papers) -> Option<String> {
    if let (true, Some(issued), Some(collected)) = (papers.is_void(), papers.issued, papers.collected) {
        return Some(format!(
            "收回{collected}张，多于发出{issued}张：这次评议无效，不计算比率，也不计入覆盖。请核对票数，或重新组织评议。"
        ));
    }
    let collected = papers.collected.filter(|collected| papers.spoiled > *collected)?;
    Some(format!("作废{}张，多于收回{collected}张，请核对。", papers.spoiled))
}
