//! 得票率: what the marks of one item are divided by, and what happens to the rounding residue.

use super::{
    Scheme,
    scheme::{Denominator, Grade, Residue},
    tally::ItemCounts,
};
use crate::numbers::{DASH, Fraction, Share, round, round_to_units};

/// Whether a grade's papers are part of the denominator. 弃权 and 项无效 are no grades.
fn inside(scheme: &Scheme, grade: &Grade) -> bool {
    scheme.denominator != Denominator::MarkedWithoutUnknown || !grade.unknown
}

fn marked(scheme: &Scheme, counts: &ItemCounts) -> u64 {
    scheme
        .grades
        .iter()
        .zip(&counts.grades)
        .filter(|(grade, _)| inside(scheme, grade))
        .map(|(_, papers)| papers)
        .sum()
}

/// The denominator of one item (`decisions.md` 3).
pub fn denominator(scheme: &Scheme, counts: &ItemCounts, valid: u64) -> u64 {
    match scheme.denominator {
        Denominator::Valid => valid,
        Denominator::Marked | Denominator::MarkedWithoutUnknown => marked(scheme, counts),
    }
}

/// 满意率 as an exact share.
pub fn satisfied(scheme: &Scheme, counts: &ItemCounts, valid: u64) -> Share {
    let part = scheme
        .grades
        .iter()
        .zip(&counts.grades)
        .filter(|(grade, _)| grade.satisfied)
        .map(|(_, papers)| papers)
        .sum();
    Share::new(part, denominator(scheme, counts, valid))
}

/// 得票率 of every grade as printed. A grade outside the denominator prints "—".
pub fn rates(scheme: &Scheme, counts: &ItemCounts, valid: u64) -> Vec<String> {
    let whole = denominator(scheme, counts, valid);
    let share = |papers: u64| Share::new(papers, whole);
    let Some(adjusted) = adjusted_grade(scheme, counts, whole) else {
        return scheme
            .grades
            .iter()
            .zip(&counts.grades)
            .map(
                |(grade, &papers)| {
                    if inside(scheme, grade) {
                        share(papers).percent(scheme.decimals)
                    } else {
                        DASH.to_owned()
                    }
                },
            )
            .collect();
    };
    scheme
        .grades
        .iter()
        .zip(&counts.grades)
        .enumerate()
        .map(|(place, (grade, &papers))| match (inside(scheme, grade), place == adjusted.0) {
            (false, _) => DASH.to_owned(),
            (true, false) => share(papers).percent(scheme.decimals),
            (true, true) => round(Fraction::new(adjusted.1, 10_i128.pow(scheme.decimals)), scheme.decimals),
        })
        .collect()
}

/// 尾差调整 (`decisions.md` 8): the place of the last non-zero grade and what it prints, 100 minus the
/// others, in units of the last decimal. None when the scheme leaves the residue, and none when the
/// grades do not fill the denominator (弃权 or 项无效 inside it): the columns then rightly sum to less
/// than 100, and a difference would hide the abstentions.
///
/// Where many grades round up and the last one is too small to bear it, the grade before bears it: a
/// rate below zero is never printed.
fn adjusted_grade(scheme: &Scheme, counts: &ItemCounts, whole: u64) -> Option<(usize, i128)> {
    if scheme.residue != Residue::LastNonZero || whole == 0 || marked(scheme, counts) != whole {
        return None;
    }
    let units: Vec<(usize, i128)> = scheme
        .grades
        .iter()
        .zip(&counts.grades)
        .enumerate()
        .filter(|(_, (grade, papers))| inside(scheme, grade) && **papers > 0)
        .filter_map(|(place, (_, &papers))| {
            let percent = Share::new(papers, whole).fraction()? * 100;
            Some((place, round_to_units(percent, scheme.decimals)))
        })
        .collect();
    let residue = 100 * 10_i128.pow(scheme.decimals) - units.iter().map(|(_, units)| units).sum::<i128>();
    units.iter().rev().map(|(place, units)| (*place, units + residue)).find(|(_, units)| *units >= 0)
}
