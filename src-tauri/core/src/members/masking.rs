//! What the internal profile shows of numbers that point at a person (`decisions.md` 16).

/// A phone number with its middle hidden (138****5678); a landline keeps its last two digits.
pub fn phone(number: &str) -> String {
    match number.chars().count() {
        11 => stars_between(number, 3, 4),
        _ => stars_between(number, 0, 2),
    }
}

/// Keeps `head` and `tail` characters and hides the others; hides all when nothing would be hidden.
pub(super) fn stars_between(number: &str, head: usize, tail: usize) -> String {
    let places = number.chars().count();
    if places <= head + tail {
        return "*".repeat(places);
    }
    let shown = |place: usize| place < head || place >= places - tail;
    number.chars().enumerate().map(|(place, character)| if shown(place) { character } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_phone_keeps_three_and_four_digits() {
        assert_eq!(phone("13812345678"), "138****5678");
        assert_eq!(phone("0832-2345678"), "**********78");
        assert_eq!(phone("1"), "*");
        assert_eq!(phone(""), "");
    }
}
