//! A scheme's rules in words, as the help under a scheme and the legend beside the number pad say them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Mark, Scheme,
    scheme::{CategoryGroup, SubjectKind},
};
use crate::numbers::{Fraction, round};

/// A key of the number pad and what it enters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MarkKey {
    /// The keys: `1`, `0 或 .`.
    pub keys: String,
    /// 满意, 弃权 ...
    pub label: String,
    /// The letter that the mark is kept as (`marks.rs`).
    pub letter: char,
}

impl Scheme {
    /// Which key enters which mark: a grade's place, 0 for 弃权, * for 项无效.
    pub fn legend(&self) -> Vec<MarkKey> {
        let key = |keys: String, label: &str, mark: Mark| {
            Some(MarkKey { keys, label: label.to_owned(), letter: mark.letter()? })
        };
        let grades = (0_u8..).zip(&self.grades);
        grades
            .filter_map(|(place, grade)| {
                key((u32::from(place) + 1).to_string(), &grade.name, Mark::Grade(place))
            })
            .chain(key("0 或 .".to_owned(), "弃权", Mark::Abstained))
            .chain(key("* 或 /".to_owned(), "项无效", Mark::Voided))
            .collect()
    }

    /// A mark as it is read out: 满意, 弃权, 项无效.
    pub fn mark_in_words(&self, mark: Mark) -> String {
        match mark {
            Mark::Grade(place) => {
                self.grades.get(usize::from(place)).map(|grade| grade.name.clone()).unwrap_or_default()
            }
            Mark::Abstained => "弃权".to_owned(),
            Mark::Voided => "项无效".to_owned(),
        }
    }

    /// How the scheme counts, a sentence a rule.
    pub fn rules_in_words(&self) -> Vec<String> {
        let mut rules = vec![
            "一项没有划的，该项记弃权；一项划了两个及以上或看不清的，该项记项无效；整张没有划的是空白票，各项都记弃权。"
                .to_owned(),
            self.definition_sentence(),
        ];
        rules.push(self.score_rule());
        rules.push(if self.items.iter().any(|item| item.overall) {
            "汇总表显示“总体评价”一项。".to_owned()
        } else {
            "没有总体评价一项，汇总表显示各项票数之和。".to_owned()
        });
        if self.categories.iter().any(|category| category.weight.is_some()) {
            let weights: Vec<String> = self
                .categories
                .iter()
                .map(|category| format!("{}{}", category.name, category.weight.unwrap_or(0)))
                .collect();
            rules.push(format!(
                "先算各类评议人的得分，再按权重加权平均（{}）；没有票的类别，权重由其余类别分担。",
                weights.join("、")
            ));
        }
        rules.push(format!("统计表按{}分栏。", self.groups_in_words()));
        if let Some(bands) = self.bands_in_words() {
            rules.push(bands);
        }
        if self.subject == SubjectKind::Member {
            rules.push(if self.probationary {
                "预备党员一并评议。".to_owned()
            } else {
                "预备党员参加评议但不评定等次，不计入应评。".to_owned()
            });
        }
        rules
    }

    fn score_rule(&self) -> String {
        if !self.scores() {
            return "本方案不计分。".to_owned();
        }
        let scores: Vec<String> = self
            .grades
            .iter()
            .filter_map(|grade| grade.score.map(|score| format!("{}{score}分", grade.name)))
            .collect();
        let unknown = self.grades.iter().filter(|grade| grade.score.is_none());
        let left_out: Vec<&str> =
            ["弃权", "项无效"].into_iter().chain(unknown.map(|grade| grade.name.as_str())).collect();
        let mean = if self.items.iter().any(|item| item.overall) {
            "各项（总体评价除外）再平均"
        } else {
            "各项再平均"
        };
        format!("得分：{}，按票数平均，{mean}；{}不计分。", scores.join("、"), left_out.join("、"))
    }

    fn groups_in_words(&self) -> String {
        let groups: Vec<String> = CategoryGroup::ALL
            .into_iter()
            .filter_map(|group| {
                let inside: Vec<&str> = self
                    .categories
                    .iter()
                    .filter(|category| category.group == group)
                    .map(|category| category.name.as_str())
                    .collect();
                match inside.as_slice() {
                    [] => None,
                    [one] if *one == group.label() => Some((*one).to_owned()),
                    several => Some(format!("{}（{}）", group.label(), several.join("、"))),
                }
            })
            .collect();
        groups.join("、")
    }

    fn bands_in_words(&self) -> Option<String> {
        if self.bands.is_empty() {
            return None;
        }
        let decimals = if self.bands.iter().all(|band| band.at_least.is_multiple_of(100)) { 0 } else { 2 };
        let bands: Vec<String> = self
            .bands
            .iter()
            .map(|band| {
                let least = round(Fraction::new(band.at_least.into(), 100), decimals);
                format!("{least}分以上为{}", band.name)
            })
            .collect();
        Some(format!("得分档次：{}（以上含本数）。", bands.join("，")))
    }
}
