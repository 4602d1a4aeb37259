//! 工作日: Monday to Friday without the days off and with the weekend days worked of the yearly
//! 节假日安排 (`assets/codes/holidays.toml`).

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

use crate::{Error, Result};

/// Days off and weekend days worked, of the years that are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    years: BTreeSet<i32>,
    off: BTreeSet<NaiveDate>,
    worked: BTreeSet<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arrangements {
    year: Vec<Arrangement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arrangement {
    year: i32,
    #[serde(rename = "source")]
    _source: String,
    off: Vec<String>,
    worked: Vec<String>,
}

impl Calendar {
    /// The calendar of this program.
    ///
    /// # Errors
    /// Internal, when the asset is wrong; a test reads it.
    pub fn official() -> Result<Self> {
        Self::parse(include_str!("../../../../assets/codes/holidays.toml"))
    }

    fn parse(text: &str) -> Result<Self> {
        let arrangements: Arrangements = toml::from_str(text).map_err(Error::internal)?;
        let day = |text: &str| text.parse::<NaiveDate>().map_err(Error::internal);
        let mut calendar = Self::default();
        for arrangement in arrangements.year {
            calendar.years.insert(arrangement.year);
            for span in &arrangement.off {
                let (from, to) = span.split_once("..").unwrap_or((span, span));
                let (from, to) = (day(from)?, day(to)?);
                calendar.off.extend(from.iter_days().take_while(|day| *day <= to));
            }
            for worked in &arrangement.worked {
                calendar.worked.insert(day(worked)?);
            }
        }
        Ok(calendar)
    }

    /// Whether offices work on a day.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.worked.contains(&day) || !(weekend || self.off.contains(&day))
    }

    /// Working days from `from` to `to`, both counted.
    pub fn working_days(&self, from: NaiveDate, to: NaiveDate) -> usize {
        from.iter_days().take_while(|day| *day <= to).filter(|day| self.is_working(*day)).count()
    }

    /// The day on which `days` working days from `from` on are complete; `from` itself counts when it
    /// is one.
    pub fn last_of(&self, from: NaiveDate, days: u32) -> NaiveDate {
        let nth = usize::try_from(days.max(1) - 1).unwrap_or(usize::MAX);
        from.iter_days().filter(|day| self.is_working(*day)).nth(nth).unwrap_or(from)
    }

    /// What must be said beside a count over `from` to `to`: a year whose 节假日安排 is not known counts
    /// weekends only.
    pub fn note(&self, from: NaiveDate, to: NaiveDate) -> Option<String> {
        let unknown: Vec<String> = (from.year()..=to.year())
            .filter(|year| !self.years.contains(year))
            .map(|year| format!("{year}年"))
            .collect();
        (!unknown.is_empty()).then(|| {
            format!(
                "没有{}的节假日安排，工作日只扣除了周末；请对照当年放假通知核对公示期。",
                unknown.join("、")
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn five_working_days_step_over_holidays_and_take_in_make_up_days() {
        let calendar = Calendar::official().unwrap();
        for (story, from, days, last) in [
            ("an ordinary week", "2012-03-05", 5, "2012-03-09"),
            ("over a weekend", "2012-03-07", 5, "2012-03-13"),
            ("begun on a Saturday", "2012-03-10", 5, "2012-03-16"),
            ("over 五一, 28 April worked", "2012-04-25", 5, "2012-05-02"),
            ("begun on the make-up Saturday", "2012-04-28", 1, "2012-04-28"),
            ("over 端午", "2012-06-18", 5, "2012-06-25"),
            ("over 国庆, 29 September worked", "2012-09-28", 5, "2012-10-10"),
            ("over New Year, 31 December 2011 worked", "2011-12-30", 3, "2012-01-04"),
            ("over 春节 2012", "2012-01-20", 3, "2012-01-29"),
            ("over 国庆 2011", "2011-09-30", 3, "2011-10-09"),
            ("over 端午 2010", "2010-06-11", 4, "2010-06-17"),
            ("over 春节 2026", "2026-02-13", 3, "2026-02-24"),
        ] {
            assert_eq!(calendar.last_of(day(from), days), day(last), "{story}");
            assert_eq!(calendar.working_days(day(from), day(last)), days as usize, "{story}");
        }
    }

    #[test]
    fn a_year_without_arrangements_counts_weekends_only_and_says_so() {
        let calendar = Calendar::official().unwrap();
        assert_eq!(calendar.last_of(day("2013-09-30"), 5), day("2013-10-04"));
        assert_eq!(
            calendar.note(day("2012-12-28"), day("2013-01-07")).unwrap(),
            "没有2013年的节假日安排，工作日只扣除了周末；请对照当年放假通知核对公示期。"
        );
        assert_eq!(calendar.note(day("2012-06-18"), day("2012-06-25")), None);
    }

    #[test]
    fn every_make_up_day_is_a_weekend_day_and_off_on_no_list() {
        let calendar = Calendar::official().unwrap();
        for worked in &calendar.worked {
            assert!(matches!(worked.weekday(), Weekday::Sat | Weekday::Sun), "{worked}");
            assert!(!calendar.off.contains(worked), "{worked}");
        }
        // 7 days of 春节 and 国庆 (8 with 中秋) and so on: what the notice of 2012 adds up to.
        assert_eq!(calendar.off.iter().filter(|day| day.year() == 2012).count(), 27);
    }
}
