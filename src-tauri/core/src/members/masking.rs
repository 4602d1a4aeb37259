//! What the internal profile shows of numbers that point at a person (`decisions.md` 16).

/// A phone number with its middle hidden (138****5678); a landline keeps its last two digits.
pub fn phone(number: &str) -> String {
    match number.chars().count() {
        11 => stars_between(number, 3, 4),
        _ => stars_between(number, 0, 2),
    }
}

/// The phone of an organization: a mobile one is somebody's own and masked, the office's landline is not.
pub fn contact(number: &str) -> String {
    if number.len() == 11 && number.starts_with('1') { phone(number) } else { number.to_owned() }
}

/// What a form sends back of a value that it was shown masked: untouched, the value stays what it is.
pub fn kept(typed: Option<String>, known: Option<&str>, mask: impl Fn(&str) -> String) -> Option<String> {
    match known {
        Some(known) if typed.as_deref() == Some(&*mask(known)) => Some(known.to_owned()),
        _ => typed,
    }
}

/// A note with every run of seven digits or more hidden: clerks write ID numbers and phones there.
pub fn note(note: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    // A stop after the end flushes the last run.
    for character in note.chars().map(Some).chain([None]) {
        if let Some(digit) = character.filter(char::is_ascii_digit) {
            digits.push(digit);
            continue;
        }
        if digits.len() < 7 {
            out.push_str(&digits);
        } else {
            out.push_str(&"*".repeat(digits.len()));
        }
        digits.clear();
        out.extend(character);
    }
    out
}

/// An ID number with its middle hidden: region and the last four places stay (110105********002X).
pub fn id_number(number: &str) -> String {
    stars_between(number, 6, 4)
}

/// Keeps `head` and `tail` characters and hides the others; hides all when nothing would be hidden.
pub(crate) fn stars_between(number: &str, head: usize, tail: usize) -> String {
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
    fn a_masked_value_that_comes_back_untouched_stays_what_it_is() {
        let known = Some("13812345678");
        for (typed, kept_as) in
            [(Some("138****5678"), known), (Some("13900000000"), Some("13900000000")), (None, None)]
        {
            assert_eq!(kept(typed.map(str::to_owned), known, phone).as_deref(), kept_as);
        }
        assert_eq!(kept(Some("138****5678".into()), None, phone).as_deref(), Some("138****5678"));
        assert_eq!(contact("0832-2345678"), "0832-2345678");
        assert_eq!(contact("13812345678"), "138****5678");
    }

    #[test]
    fn a_note_hides_the_numbers_that_clerks_write_there() {
        assert_eq!(
            note("2012年转入，电话13812345678，证号11010519491231002X"),
            "2012年转入，电话***********，证号*****************X"
        );
        assert_eq!(note("工号123456"), "工号123456");
    }

    #[test]
    fn a_masked_phone_keeps_three_and_four_digits() {
        assert_eq!(phone("13812345678"), "138****5678");
        assert_eq!(phone("0832-2345678"), "**********78");
        assert_eq!(phone("1"), "*");
        assert_eq!(phone(""), "");
    }
}
