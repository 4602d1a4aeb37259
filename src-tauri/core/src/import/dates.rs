//! Findings on dates that every import shares.

use chrono::NaiveDate;

use super::{findings::Findings, table::Line, values};
use crate::clock::chinese_date;

/// An error for a day after today; says whether the day may stand.
pub fn check_past(
    day: NaiveDate,
    today: NaiveDate,
    column: &str,
    line: &Line<'_, '_>,
    findings: &mut Findings,
) -> bool {
    if day > today {
        line.error(
            findings,
            column,
            format!("{column}{}晚于今天（{}）；请核对年份", chinese_date(day), chinese_date(today)),
        );
    }
    day <= today
}

/// A warning for a day of which only the month was written.
pub fn warn_month(date: values::Date, column: &str, line: &Line<'_, '_>, findings: &mut Findings) {
    if date.month_only {
        line.warning(
            findings,
            column,
            format!("{column}只写到月，按{}登记；知道日期的请补上", chinese_date(date.day)),
        );
    }
}
