//! 预备期: a year from 接收预备 (党章 第七条), 延长预备期 adds half a year, twice a year.

use chrono::{Months, NaiveDate};

use super::EventKind;
use crate::clock::years_later;

/// The day on which a year of probation is full.
pub fn year_of_probation(from: NaiveDate) -> NaiveDate {
    years_later(from, 1)
}

/// 预备期满, and whether it was extended; none where neither 接收预备 nor 入党时间 is recorded. `events` in the
/// order of their days.
pub fn probation_end(
    joined_on: Option<NaiveDate>,
    events: impl DoubleEndedIterator<Item = (EventKind, NaiveDate)> + Clone,
) -> Option<(NaiveDate, bool)> {
    let admitted = events.clone().rev().find(|(kind, _)| *kind == EventKind::Admitted);
    let from = admitted.map(|(_, day)| day).or(joined_on)?;
    let end = year_of_probation(from);
    let months =
        match events.filter(|(kind, day)| *kind == EventKind::ProbationExtended && *day >= from).count() {
            0 => return Some((end, false)),
            1 => 6,
            _ => 12,
        };
    Some((end.checked_add_months(Months::new(months)).unwrap_or(end), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_and_half_a_year_for_each_extension() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let end = |joined: Option<&str>, events: &[(EventKind, &str)]| {
            let events: Vec<_> = events.iter().map(|(kind, on)| (*kind, day(on))).collect();
            probation_end(joined.map(day), events.into_iter())
                .map(|(end, extended)| (end.to_string(), extended))
        };
        assert_eq!(end(None, &[]), None);
        assert_eq!(end(Some("2011-07-01"), &[]), Some(("2012-07-01".into(), false)));
        // Nobody is a year on 29 February: the year is full on 1 March.
        assert_eq!(end(Some("2012-02-29"), &[]), Some(("2013-03-01".into(), false)));
        let admitted = (EventKind::Admitted, "2011-05-10");
        let extended = |on| (EventKind::ProbationExtended, on);
        assert_eq!(end(Some("2001-01-01"), &[admitted]), Some(("2012-05-10".into(), false)));
        assert_eq!(end(None, &[admitted, extended("2012-05-10")]), Some(("2012-11-10".into(), true)));
        let twice = [admitted, extended("2012-05-10"), extended("2012-11-10")];
        assert_eq!(end(None, &twice), Some(("2013-05-10".into(), true)));
    }
}
