//! 勾稽关系: sums of figures that must be equal.

use std::sync::Arc;

use super::super::{
    books::{Books, Scope, Span},
    indicators::{Indicator, Value},
};

/// `a = b + c - d`, over keys of indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Before the sign of equality.
    pub left: Vec<Term>,
    /// Behind it.
    pub right: Vec<Term>,
}

/// A figure of a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Key of the indicator.
    pub key: String,
    /// Taken away instead of added.
    pub minus: bool,
}

impl Relation {
    /// Reads a relation; full-width signs are as good.
    ///
    /// # Errors
    /// What is wrong, as a part of a Chinese sentence.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let mut sides: Vec<Vec<Term>> = vec![Vec::new()];
        let (mut key, mut minus, mut depth) = (String::new(), false, 0_i32);
        let close = |key: &mut String, minus: bool, sides: &mut Vec<Vec<Term>>| {
            let word = std::mem::take(key);
            let word = word.trim();
            if word.is_empty() {
                return Err("两个符号之间缺少指标");
            }
            if word.contains(char::is_whitespace) {
                return Err("两个指标之间缺少 + 或 -");
            }
            if let Some(side) = sides.last_mut() {
                side.push(Term { key: word.to_owned(), minus });
            }
            Ok(())
        };
        for character in text.chars() {
            match character {
                '[' => depth += 1,
                ']' => depth -= 1,
                '=' | '＝' | '+' | '＋' | '-' | '－' if depth == 0 => {
                    close(&mut key, minus, &mut sides)?;
                    minus = matches!(character, '-' | '－');
                    if matches!(character, '=' | '＝') {
                        sides.push(Vec::new());
                    }
                    continue;
                }
                _ => {}
            }
            key.push(character);
        }
        close(&mut key, minus, &mut sides)?;
        match (sides.pop(), sides.pop(), sides.is_empty()) {
            (Some(right), Some(left), true) => Ok(Self { left, right }),
            _ => Err("要有且只有一个等号"),
        }
    }

    /// Keys of both sides.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.left.iter().chain(&self.right).map(|term| term.key.as_str())
    }
}

/// A term with its indicators: one, or one for each grade in use.
pub struct Part {
    /// Taken away instead of added.
    pub minus: bool,
    /// What is counted.
    pub indicators: Vec<Arc<Indicator>>,
    /// One for each grade: a grade that a row's scheme does not have counts nothing.
    pub grades: bool,
}

/// One side of a relation.
pub struct Side(pub Vec<Part>);

impl Side {
    /// The sum; none where a figure is 无数据 or no count.
    pub fn sum(&self, books: &Books, scope: &Scope, span: Span) -> Option<i128> {
        let mut sum = 0;
        for part in &self.0 {
            for indicator in &part.indicators {
                let count = match indicator.value(books, scope, span) {
                    Value::Count(count) => i128::from(count),
                    Value::Unknown if part.grades => 0,
                    _ => return None,
                };
                sum += if part.minus { -count } else { count };
            }
        }
        Some(sum)
    }

    /// 正式党员 + 预备党员.
    pub fn words(&self) -> String {
        let mut words = String::new();
        for (place, part) in self.0.iter().enumerate() {
            words.push_str(match (place, part.minus) {
                (0, _) => "",
                (_, true) => " - ",
                (_, false) => " + ",
            });
            match part.indicators.as_slice() {
                [one] if !part.grades => words.push_str(&one.name),
                _ => words.push_str("各等次票"),
            }
        }
        words
    }

    /// What it counts.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.0.iter().flat_map(|part| &part.indicators).map(AsRef::as_ref)
    }
}
