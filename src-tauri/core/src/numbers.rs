//! Arithmetic that ends on paper: exact fractions, rounded once, on integers, half away from zero
//! (`domain.md` §3.3; the same as Excel's ROUND, so that a clerk can check by hand). No binary
//! float is ever formatted.

use num_rational::Ratio;

/// An exact fraction.
pub type Fraction = Ratio<i128>;

/// A part of a whole, both counted. Store counts, never percentages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many of the whole.
    pub part: u64,
    /// The whole; 0 prints as "—".
    pub whole: u64,
}

/// What stands where a division by zero would (`domain.md` §3.3).
pub const DASH: &str = "—";

impl Share {
    /// `part` of `whole`.
    pub const fn new(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// The percentage without its sign, rounded to `decimals` places; "—" for nothing of nothing.
    pub fn percent(self, decimals: u32) -> String {
        match self.fraction() {
            Some(fraction) => round(fraction * 100, decimals),
            None => DASH.to_owned(),
        }
    }

    /// The exact fraction; none when the whole is 0.
    pub fn fraction(self) -> Option<Fraction> {
        (self.whole > 0).then(|| Fraction::new(self.part.into(), self.whole.into()))
    }

    /// Whether the exact share is `percent` or less ("以下" includes the number itself). The
    /// rounded figure is never compared.
    pub fn at_most(self, percent: u32) -> bool {
        self.fraction().is_some_and(|share| share * 100 <= Fraction::from(i128::from(percent)))
    }

    /// Whether the exact share is `percent` or more ("以上" includes the number itself).
    pub fn at_least(self, percent: u32) -> bool {
        self.fraction().is_some_and(|share| share * 100 >= Fraction::from(i128::from(percent)))
    }
}

impl std::ops::Add for Share {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.part + other.part, self.whole + other.whole)
    }
}

/// Rounds half away from zero and writes exactly `decimals` places.
pub fn round(value: Fraction, decimals: u32) -> String {
    let units = round_to_units(value, decimals);
    let sign = if units < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = decimals as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The rounded value as a count of its last decimal place: 3.125 at 2 places is 313.
pub fn round_to_units(value: Fraction, decimals: u32) -> i128 {
    // Ratio::round is half away from zero.
    (value * Fraction::from(10_i128.pow(decimals))).round().to_integer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero_as_excel_rounds() {
        for (part, whole, expected) in [
            (1, 32, "3.13"),
            (5, 32, "15.63"),
            (1, 160, "0.63"),
            (1, 800, "0.13"),
            (33, 32, "103.13"),
            (7221, 7425, "97.25"),
            (45, 61, "73.77"),
            (66, 85, "77.65"),
            (0, 5, "0.00"),
            (5, 5, "100.00"),
        ] {
            assert_eq!(Share::new(part, whole).percent(2), expected, "{part}/{whole}");
        }
        assert_eq!(Share::new(7221, 7425).percent(1), "97.3");
        assert_eq!(Share::new(45, 61).percent(0), "74");
        assert_eq!(round(Fraction::new(-25, 10), 0), "-3");
        assert_eq!(round(Fraction::new(-1, 1000), 2), "0.00");
    }

    #[test]
    fn nothing_of_nothing_is_a_dash() {
        assert_eq!(Share::new(0, 0).percent(2), DASH);
        assert!(!Share::new(0, 0).at_most(80));
    }

    #[test]
    fn a_threshold_compares_the_exact_fraction() {
        // 79.996 % prints 80.00 but lies below 80 %.
        let share = Share::new(19_999, 25_000);
        assert_eq!(share.percent(2), "80.00");
        assert!(!share.at_least(80));
        assert!(share.at_most(80));
    }
}
