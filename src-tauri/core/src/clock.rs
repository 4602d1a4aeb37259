//! What day it is, and which days a period holds. Time comes in from outside, so that a test
//! prints the same paper every day.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use crate::{Error, Result, labels::labelled};

/// Where the time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock, in local time.
    System,
    /// A given moment.
    Fixed(NaiveDateTime),
}

impl Clock {
    /// A clock that stands at noon of `day`.
    pub fn at(day: NaiveDate) -> Self {
        Self::Fixed(day.and_time(chrono::NaiveTime::MIN) + chrono::TimeDelta::hours(12))
    }

    /// Now, to the second.
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(self) -> NaiveDateTime {
        match self {
            Self::System => {
                let now = chrono::Local::now().naive_local();
                now.date()
                    .and_hms_opt(
                        chrono::Timelike::hour(&now),
                        chrono::Timelike::minute(&now),
                        chrono::Timelike::second(&now),
                    )
                    .unwrap_or(now)
            }
            Self::Fixed(now) => now,
        }
    }

    /// Today's date.
    pub fn today(self) -> NaiveDate {
        self.now().date()
    }
}

/// A period that a table covers, both days included.
///
/// Written `2012`, `2012H1`, `2012Q1`, `2012-03` or `2012-02-01..2012-03-15` (`domain.md` §3.4:
/// calendar quarters, half-years January to June and July to December).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// What the clerk wrote.
    pub text: String,
}

impl Period {
    /// Parses one of the five ways to write a period.
    ///
    /// # Errors
    /// Refused, with the five ways, when the text is none of them.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        Self::days(text)
            .filter(|(from, to)| from <= to)
            .map(|(from, to)| Self { from, to, text: text.to_owned() })
            .ok_or_else(|| {
                Error::refused(format!("看不懂统计时段“{text}”"))
                    .hint("可写成 2012、2012H1、2012Q1、2012-03 或 2012-02-01..2012-03-15。")
            })
    }

    fn days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
        if let Some((from, to)) = text.split_once("..") {
            return Some((iso(from)?, iso(to)?));
        }
        let year: i32 = text.get(..4)?.parse().ok().filter(|year| (1900..=2200).contains(year))?;
        let (first, months) = match text.get(4..)? {
            "" => (1, 12),
            "H1" | "h1" => (1, 6),
            "H2" | "h2" => (7, 6),
            rest if rest.starts_with(['Q', 'q']) => {
                let quarter: u32 = rest.get(1..)?.parse().ok().filter(|q| (1..=4).contains(q))?;
                (quarter * 3 - 2, 3)
            }
            rest if rest.len() == 3 && rest.starts_with('-') => (rest.get(1..)?.parse().ok()?, 1),
            _ => return None,
        };
        let from = NaiveDate::from_ymd_opt(year, first, 1)?;
        let to = from.checked_add_months(chrono::Months::new(months))?.pred_opt()?;
        Some((from, to))
    }

    /// The year of the last day: the year a yearly paper is named by.
    pub fn year(&self) -> i32 {
        self.to.year()
    }

    /// Whether a day lies inside.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

impl TryFrom<String> for Period {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        Self::parse(&text)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.text
    }
}

fn iso(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()
}

/// `2012年3月15日`, as official papers write a day (GB/T 9704-2012: no leading zeros).
pub fn chinese_date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// `二〇一二年六月二十五日`: the day of a text paper in the older style, which offices still use
/// (`domain.md` §4). The year goes digit by digit, month and day as numbers are read.
pub fn chinese_numeral_date(day: NaiveDate) -> String {
    let year: String = day.year().to_string().chars().map(numeral).collect();
    format!("{year}年{}月{}日", read_out(day.month()), read_out(day.day()))
}

fn numeral(digit: char) -> char {
    digit.to_digit(10).and_then(|digit| "〇一二三四五六七八九".chars().nth(digit as usize)).unwrap_or(digit)
}

/// A number below 100 as it is read: 九, 十, 十二, 二十, 二十五.
pub fn read_out(number: u32) -> String {
    let (tens, ones) = (number / 10, number % 10);
    let digit = |digit: u32| char::from_digit(digit, 10).map(numeral).into_iter();
    let tens: String = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        many => digit(many).chain(['十']).collect(),
    };
    if ones == 0 && !tens.is_empty() { tens } else { tens.chars().chain(digit(ones)).collect() }
}

/// Full years from `born` to `on`; the birthday itself counts. A birthday of 29 February falls on
/// 1 March in common years (`domain.md` §3.4).
pub fn full_years(born: NaiveDate, on: NaiveDate) -> i32 {
    let years = on.year() - born.year();
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    if had_birthday { years } else { years - 1 }
}

/// 满几年: the first day on which [`full_years`] from `day` are `years`. From 29 February that is 1 March
/// in a common year.
pub fn years_later(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year() + years;
    let same = NaiveDate::from_ymd_opt(year, day.month(), day.day());
    same.or_else(|| NaiveDate::from_ymd_opt(year, 3, 1)).unwrap_or(day)
}

/// Refuses a 截止日期 after today: nothing is known of the days to come (`decisions.md` 25).
///
/// # Errors
/// Refused, with both days.
pub fn check_as_of(asked: NaiveDate, today: NaiveDate) -> Result<()> {
    if asked <= today {
        return Ok(());
    }
    Err(Error::refused(format!("截止日期{}晚于今天（{}）", chinese_date(asked), chinese_date(today)))
        .hint("请核对截止日期。")
        .terminal("请核对 --as-of 的日期。"))
}

/// The day after, saturating at the calendar's end.
pub fn next_day(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

labelled! {
    /// 多久一次: how often something is due (`domain.md` §3.4: calendar quarters, half-years, years).
    pub enum Window {
        Quarter = "每季",
        HalfYear = "每半年",
        Year = "每年",
    }
}

impl Window {
    /// The window that holds a day: 2012Q2, 2012H1, 2012.
    pub fn around(self, day: NaiveDate) -> Period {
        let year = day.year();
        let text = match self {
            Self::Quarter => format!("{year}Q{}", day.month0() / 3 + 1),
            Self::HalfYear => format!("{year}H{}", day.month0() / 6 + 1),
            Self::Year => year.to_string(),
        };
        Period::parse(&text).unwrap_or(Period { from: day, to: day, text })
    }

    /// The window before another one.
    pub fn before(self, period: &Period) -> Period {
        self.around(period.from.pred_opt().unwrap_or(period.from))
    }

    /// The window that a period is, however it is written, if it is one.
    pub fn of(period: &Period) -> Option<Self> {
        Self::ALL.iter().copied().find(|window| {
            let around = window.around(period.from);
            (around.from, around.to) == (period.from, period.to)
        })
    }
}

/// 一 to 四, of a period that is a calendar quarter.
pub fn quarter(period: &Period) -> Option<&'static str> {
    let first = period.from.month0() / 3 * 3;
    let from = period.from.with_day(1)?.with_month0(first)?;
    let to = from.checked_add_months(chrono::Months::new(3))?.pred_opt()?;
    let whole = (from, to) == (period.from, period.to);
    ["一", "二", "三", "四"].get(first as usize / 3).copied().filter(|_| whole)
}

/// 本季, 本半年, 本年, 本月 or 本期.
pub fn this_period(period: &Period) -> &'static str {
    let next = period.to.succ_opt().unwrap_or(period.to);
    let months = (next.year() - period.from.year()) * 12 + next.month() as i32 - period.from.month() as i32;
    match (period.from.day(), next.day(), months, period.from.month0()) {
        (1, 1, 12, 0) => "本年",
        (1, 1, 6, 0 | 6) => "本半年",
        (1, 1, 3, 0 | 3 | 6 | 9) => "本季",
        (1, 1, 1, _) => "本月",
        _ => "本期",
    }
}

/// 2012年第一季度, 2012年上半年, 2012年, 2012年3月, or day to day.
pub fn period_name(period: &Period) -> String {
    let year = period.from.year();
    match this_period(period) {
        "本年" => format!("{year}年"),
        "本半年" => format!("{year}年{}半年", if period.from.month() == 1 { "上" } else { "下" }),
        "本季" => format!("{year}年第{}季度", quarter(period).unwrap_or_default()),
        "本月" => format!("{year}年{}月", period.from.month()),
        _ => format!("{}至{}", chinese_date(period.from), chinese_date(period.to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        iso(text).unwrap()
    }

    #[test]
    fn a_period_holds_its_first_and_last_day() {
        for (text, from, to) in [
            ("2012", "2012-01-01", "2012-12-31"),
            ("2012H1", "2012-01-01", "2012-06-30"),
            ("2012H2", "2012-07-01", "2012-12-31"),
            ("2012Q1", "2012-01-01", "2012-03-31"),
            ("2012-02", "2012-02-01", "2012-02-29"),
            ("2012-02-01..2012-03-15", "2012-02-01", "2012-03-15"),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!((period.from, period.to), (day(from), day(to)), "{text}");
        }
    }

    #[test]
    fn an_unreadable_period_says_how_to_write_one() {
        for text in ["", "2012Q5", "12", "2012-13", "2012-03-15..2012-02-01", "二〇一二"] {
            let error = Period::parse(text).unwrap_err();
            assert_eq!(error.message, format!("看不懂统计时段“{text}”"));
            assert!(error.hint.unwrap().contains("2012Q1"));
        }
    }

    #[test]
    fn a_day_in_numerals_reads_as_it_is_said() {
        for (iso, words) in [
            ("2012-06-25", "二〇一二年六月二十五日"),
            ("2012-02-02", "二〇一二年二月二日"),
            ("2010-10-10", "二〇一〇年十月十日"),
            ("1999-12-31", "一九九九年十二月三十一日"),
            ("2011-11-20", "二〇一一年十一月二十日"),
        ] {
            assert_eq!(chinese_numeral_date(day(iso)), words);
        }
    }

    #[test]
    fn a_window_holds_its_edges_and_knows_the_one_before() {
        for (window, on, text, before) in [
            (Window::Quarter, "2012-01-01", "2012Q1", "2011Q4"),
            (Window::Quarter, "2012-03-31", "2012Q1", "2011Q4"),
            (Window::Quarter, "2012-04-01", "2012Q2", "2012Q1"),
            (Window::Quarter, "2012-02-29", "2012Q1", "2011Q4"),
            (Window::HalfYear, "2012-06-30", "2012H1", "2011H2"),
            (Window::HalfYear, "2012-07-01", "2012H2", "2012H1"),
            (Window::Year, "2012-12-31", "2012", "2011"),
        ] {
            let period = window.around(day(on));
            assert_eq!((period.text.as_str(), window.before(&period).text.as_str()), (text, before), "{on}");
            assert_eq!(Window::of(&period), Some(window));
        }
        for text in ["2012-03", "2012-02-01..2012-03-15", "2012-01-01..2012-09-30"] {
            assert_eq!(Window::of(&Period::parse(text).unwrap()), None, "{text}");
        }
    }

    #[test]
    fn a_year_from_a_leap_day_is_full_on_the_first_of_march() {
        for (from, to) in
            [("2012-02-29", "2013-03-01"), ("2011-06-20", "2012-06-20"), ("2011-03-01", "2012-03-01")]
        {
            assert_eq!(years_later(day(from), 1), day(to));
            assert_eq!(full_years(day(from), day(to)), 1);
            assert_eq!(full_years(day(from), day(to).pred_opt().unwrap()), 0);
        }
        assert_eq!(years_later(day("2012-02-29"), 4), day("2016-02-29"));
    }

    #[test]
    fn a_leap_birthday_falls_on_the_first_of_march_in_common_years() {
        let born = day("1984-02-29");
        assert_eq!(full_years(born, day("2011-02-28")), 26);
        assert_eq!(full_years(born, day("2011-03-01")), 27);
        assert_eq!(full_years(born, day("2012-02-29")), 28);
    }
}
