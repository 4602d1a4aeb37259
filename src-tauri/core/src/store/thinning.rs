//! Which automatic backups stay (`design.md` §4): all of today and yesterday, then one a day for a
//! week, one a week for two months, one a month for ever. A pure function.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// Days for which the newest backup of each day stays.
const DAILY: i64 = 7;
/// Days for which the newest backup of each week (Monday to Sunday) stays.
const WEEKLY: i64 = 62;

/// The stretch of time of which one backup stays.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Stretch {
    Day(NaiveDate),
    Week(i32, u32),
    Month(i32, u32),
}

/// For each backup, in the order given, whether it stays. Of every stretch the newest stays; the
/// newest of all therefore always does, and so does one dated in the future by a wrong clock.
pub fn keep(backups: &[NaiveDateTime], now: NaiveDateTime) -> Vec<bool> {
    let mut newest_first: Vec<usize> = (0..backups.len()).collect();
    newest_first.sort_by_key(|&index| std::cmp::Reverse(backups.get(index)));
    let mut taken = BTreeSet::new();
    let mut keep = vec![false; backups.len()];
    for index in newest_first {
        let (Some(when), Some(stays)) = (backups.get(index), keep.get_mut(index)) else { continue };
        let day = when.date();
        let age = (now.date() - day).num_days();
        let week = day.iso_week();
        *stays = if age <= 1 {
            true
        } else if age <= DAILY {
            taken.insert(Stretch::Day(day))
        } else if age <= WEEKLY {
            taken.insert(Stretch::Week(week.year(), week.week()))
        } else {
            taken.insert(Stretch::Month(day.year(), day.month()))
        };
    }
    keep
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    /// Thursday.
    const NOW: &str = "2012-03-15 17:30";

    #[test]
    fn thinning_keeps_days_then_weeks_then_months() {
        for (reason, backups) in [
            ("nothing to thin", &[][..]),
            (
                "all of today and yesterday",
                &[
                    ("2012-03-14 08:00", true),
                    ("2012-03-14 08:01", true),
                    ("2012-03-15 09:00", true),
                    ("2012-03-15 09:00", true),
                ],
            ),
            (
                "then the newest of a day",
                &[
                    ("2012-03-13 08:00", false),
                    ("2012-03-13 17:00", true),
                    ("2012-03-08 08:00", false),
                    ("2012-03-08 08:01", true),
                ],
            ),
            (
                "then the newest of a week, Monday to Sunday",
                &[
                    ("2012-02-27 10:00", false),
                    ("2012-03-04 10:00", true),
                    ("2012-03-05 10:00", false),
                    ("2012-03-07 10:00", true),
                ],
            ),
            (
                "then the newest of a month",
                &[
                    ("2011-12-01 10:00", false),
                    ("2011-12-31 10:00", true),
                    ("2012-01-12 10:00", true),
                    ("2012-01-13 10:00", true),
                    ("2010-12-31 10:00", true),
                ],
            ),
            (
                "one from a clock that ran ahead stays",
                &[("2013-01-01 10:00", true), ("2012-03-15 10:00", true)],
            ),
            ("the only one stays however old", &[("2001-07-01 10:00", true)]),
        ] {
            let when: Vec<_> = backups.iter().map(|(when, _)| at(when)).collect();
            let expected: Vec<_> = backups.iter().map(|&(_, stays)| stays).collect();
            assert_eq!(keep(&when, at(NOW)), expected, "{reason}");
        }
    }

    #[test]
    fn a_year_of_daily_backups_thins_to_about_two_dozen() {
        let backups: Vec<_> = (0..365).map(|days| at(NOW) - chrono::TimeDelta::days(days)).collect();
        let kept = keep(&backups, at(NOW)).into_iter().filter(|&stays| stays).count();
        assert!((20..=32).contains(&kept), "{kept} kept");
    }
}
