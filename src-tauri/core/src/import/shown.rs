//! What a screen shows of a cell that was read: numbers that point at a person with their middle
//! hidden (`decisions.md` 16), whatever column they stand in.

use crate::members::masking;

/// Places from which a run of digits is an ID number (15 or 18 places), or one written wrongly.
const ID_NUMBER: usize = 15;
/// Places of a mobile number.
const PHONE: usize = 11;

/// The text with the middle of every long number hidden: 990101********001X, 138****5678.
pub fn masked(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut run = String::new();
    for character in text.chars() {
        if character.is_ascii_digit() || (matches!(character, 'x' | 'X') && run.len() >= ID_NUMBER - 1) {
            run.push(character);
            continue;
        }
        shown += &hidden(&run);
        run.clear();
        shown.push(character);
    }
    shown + &hidden(&run)
}

fn hidden(run: &str) -> String {
    match run.len() {
        ID_NUMBER.. => masking::stars_between(run, 6, 4),
        PHONE.. => masking::stars_between(run, 3, 4),
        _ => run.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn long_numbers_are_hidden_wherever_they_stand() {
        for (text, shown) in [
            ("99010119700101001X", "990101********001X"),
            ("身份证990101197001010028，电话13812345678", "身份证990101********0028，电话138****5678"),
            ("990101700101001", "990101*****1001"),
            ("9901011970010100", "990101******0100"),
            ("1975-06-03", "1975-06-03"),
            ("19750603", "19750603"),
            ("0519-85681234", "0519-85681234"),
            ("9.90101E+17", "9.90101E+17"),
            ("X光室", "X光室"),
        ] {
            assert_eq!(masked(text), shown);
        }
    }
}
