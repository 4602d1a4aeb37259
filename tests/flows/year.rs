//! The story of a year: four quarters are sealed as they end, the records move on, and what was sent
//! upward stays what it was.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::Value;
use xianfeng_tests::{Desk, year::live_through_2012};

/// 党员, 正式, 预备, 在职, 离退休 as a list of a day shows them.
fn counted(desk: &Desk, day: &str) -> [usize; 5] {
    let members = desk.json(&["list", "members", "--as-of", day]);
    let rows = members.as_array().unwrap();
    let of = |key: &str, value: &str| rows.iter().filter(|row| row[key] == value).count();
    [
        rows.len(),
        of("status", "正式党员"),
        of("status", "预备党员"),
        of("category", "在职"),
        of("category", "离退休"),
    ]
}

/// Last day of each quarter with its figures, by hand from `xianfeng_tests::year`.
const QUARTERS: [(&str, &str, [usize; 5]); 4] = [
    ("2012Q1", "2012-03-31", [66, 64, 2, 45, 21]),
    ("2012Q2", "2012-06-30", [66, 65, 1, 45, 21]),
    ("2012Q3", "2012-09-30", [66, 65, 1, 45, 21]),
    ("2012Q4", "2012-12-31", [65, 63, 2, 44, 21]),
];

#[test]
fn later_events_never_move_the_counts_of_a_past_quarter() {
    let mut desk = Desk::with_sample();
    live_through_2012(&mut desk, |desk, quarter| {
        for (past, day, figures) in QUARTERS.iter().filter(|(past, ..)| *past <= quarter) {
            assert_eq!(counted(desk, day), *figures, "{past} in {quarter}");
        }
    });
    for (quarter, day, figures) in &QUARTERS[..3] {
        assert_eq!(counted(&desk, day), *figures, "{quarter} in the new year");
    }
    assert_eq!(counted(&desk, "2012-12-19"), [65, 63, 2, 44, 21]);
    assert_eq!(
        counted(&desk, "2012-12-20"),
        [64, 62, 2, 44, 20],
        "told late, counted from the day it happened"
    );
    assert_eq!(desk.json(&["verify"])["ok"], true);
}
