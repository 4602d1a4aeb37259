//! 得分: means over the marks that carry a score (`domain.md` §3.2, `decisions.md` 4). An abstention is
//! not a zero.

use super::{
    Scheme,
    scheme::{Band, VoterCategory},
    tally::{Counts, ItemCounts},
};
use crate::numbers::Fraction;

/// The score of one item.
pub struct ItemScore {
    /// None when no mark carries a score.
    pub value: Option<Fraction>,
    /// Weighted categories without a mark that carries a score: the others bear their weight.
    pub silent: Vec<String>,
}

/// The score of the item at `place`: the mean over all marks, or, in a scheme with category weights,
/// each category's mean first and then their weighted mean.
pub fn item_score(scheme: &Scheme, counts: &Counts, place: usize) -> ItemScore {
    let item = |category: &VoterCategory| {
        counts.categories.get(&category.name).and_then(|counts| counts.items.get(place))
    };
    if scheme.categories.iter().all(|category| category.weight.is_none()) {
        let marks = counts.categories.values().filter_map(|counts| counts.items.get(place));
        return ItemScore { value: mean_of_marks(scheme, marks), silent: Vec::new() };
    }
    let (mut sum, mut weights, mut silent) = (Fraction::from(0), 0_i128, Vec::new());
    for category in &scheme.categories {
        let weight = i128::from(category.weight.unwrap_or(0));
        match mean_of_marks(scheme, item(category).into_iter()) {
            Some(mean) => {
                sum = add(sum, mean * weight);
                weights += weight;
            }
            None => silent.push(category.name.clone()),
        }
    }
    ItemScore { value: (weights > 0).then(|| sum / weights), silent }
}

fn mean_of_marks<'a>(scheme: &Scheme, marks: impl Iterator<Item = &'a ItemCounts>) -> Option<Fraction> {
    let (mut points, mut papers) = (0_i128, 0_i128);
    for counts in marks {
        for (grade, &count) in scheme.grades.iter().zip(&counts.grades) {
            if let Some(score) = grade.score {
                points += i128::from(score) * i128::from(count);
                papers += i128::from(count);
            }
        }
    }
    (papers > 0).then(|| Fraction::new(points, papers))
}

/// The mean of the values; none of none.
pub fn mean(values: &[Fraction]) -> Option<Fraction> {
    let count = i128::try_from(values.len()).ok().filter(|count| *count > 0)?;
    Some(values.iter().fold(Fraction::from(0), |sum, value| add(sum, *value)) / count)
}

/// The name of the band a score belongs to: the exact score is compared, never the printed one.
pub fn band(bands: &[Band], score: Fraction) -> Option<String> {
    bands.iter().find(|band| score >= Fraction::new(band.at_least.into(), 100)).map(|band| band.name.clone())
}

/// Beyond this size a fraction is no longer kept exactly; it leaves room for the percent, the weights
/// and the decimals that a score is multiplied by.
const LARGEST: i128 = 1 << 80;
/// Parts of a point that are kept of a fraction that grew too large: far below what is printed.
const PARTS: i128 = 1_000_000_000_000;

/// The sum. Exact for every count that one kind of voters gives; the common denominator of many
/// weighted categories can outgrow 128 bits, and is cut to [`PARTS`] instead.
fn add(a: Fraction, b: Fraction) -> Fraction {
    let exact = || {
        let common = gcd(*a.denom(), *b.denom());
        let left = a.numer().checked_mul(b.denom() / common)?;
        let right = b.numer().checked_mul(a.denom() / common)?;
        let denominator = a.denom().checked_mul(b.denom() / common)?;
        let sum = left.checked_add(right)?;
        (sum.abs() < LARGEST && denominator < LARGEST).then(|| Fraction::new(sum, denominator))
    };
    exact().unwrap_or_else(|| Fraction::new(in_parts(a) + in_parts(b), PARTS))
}

fn in_parts(value: Fraction) -> i128 {
    let (whole, mut rest, mut denominator) = (value.to_integer(), *value.fract().numer(), *value.denom());
    while denominator >= LARGEST {
        (rest, denominator) = (rest / 2, denominator / 2);
    }
    whole * PARTS + rest * PARTS / denominator
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_too_large_for_128_bits_stay_right_to_what_is_printed() {
        let primes = [999_983_i128, 999_979, 999_961, 999_959, 999_953, 999_931, 999_917, 999_907, 999_883];
        let above: Vec<Fraction> = primes.iter().map(|prime| Fraction::new(prime * 90 + 1, *prime)).collect();
        let mean = mean(&above).unwrap();
        assert_eq!(crate::numbers::round(mean, 4), "90.0000");
        assert_eq!(crate::numbers::round(mean, 9), "90.000001000", "each lies 1/prime above 90");
    }
}
