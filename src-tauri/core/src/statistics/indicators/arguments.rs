//! What stands in the brackets of a family: `36..40`, `..30`, `61..`; both ends included.

use chrono::NaiveDate;

use crate::clock::chinese_date;

/// A range with at least one end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range<T> {
    from: Option<T>,
    to: Option<T>,
}

impl<T: Copy + Ord> Range<T> {
    /// Reads a range; none when it is not written so, has no end at all, or ends before it begins.
    pub fn parse(text: &str, end: impl Fn(&str) -> Option<T>) -> Option<Self> {
        let (from, to) = text.split_once("..")?;
        let end = |text: &str| match text.trim() {
            "" => Some(None),
            text => end(text).map(Some),
        };
        let (from, to) = (end(from)?, end(to)?);
        match (from, to) {
            (None, None) => None,
            (Some(from), Some(to)) if to < from => None,
            _ => Some(Self { from, to }),
        }
    }

    /// Whether a value lies inside; the ends do.
    pub fn contains(self, value: T) -> bool {
        self.from.is_none_or(|from| from <= value) && self.to.is_none_or(|to| value <= to)
    }

    /// `36—40岁`, `30岁及以下`, `61岁及以上`, `35岁`.
    fn words(self, unit: &str, shown: impl Fn(T) -> String, below: &str, above: &str) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => format!("{}{unit}", shown(from)),
            (Some(from), Some(to)) => format!("{}—{}{unit}", shown(from), shown(to)),
            (None, Some(to)) => format!("{}{unit}{below}", shown(to)),
            (Some(from), None) => format!("{}{unit}{above}", shown(from)),
            (None, None) => String::new(),
        }
    }
}

impl Range<i32> {
    /// A range of full years.
    pub fn years(text: &str) -> Option<Self> {
        Self::parse(text, |end| {
            let plain = end.len() <= 3 && end.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| end.parse().ok()).flatten()
        })
    }

    /// As the clerk reads it, with its unit.
    pub fn in_words(self, unit: &str) -> String {
        self.words(unit, |years| years.to_string(), "及以下", "及以上")
    }
}

impl Range<NaiveDate> {
    /// A range of days.
    pub fn days(text: &str) -> Option<Self> {
        Self::parse(text, |end| NaiveDate::parse_from_str(end, "%Y-%m-%d").ok())
    }

    /// As the clerk reads it.
    pub fn in_words(self) -> String {
        self.words("", chinese_date, "及以前", "及以后")
    }
}
