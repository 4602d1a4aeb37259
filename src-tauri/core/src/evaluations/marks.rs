//! How the marks of a paper are kept: one character an item, in the scheme's order. A digit from 1 is
//! the grade, `-` 弃权, `x` 项无效. Short, so that a million papers count fast; ASCII, so that a row can
//! be read in any SQLite browser.

use super::Mark;

const ABSTAINED: char = '-';
const VOIDED: char = 'x';

impl Mark {
    /// The character. A grade beyond the ninth has none; `validation.rs` lets no such scheme in.
    pub const fn letter(self) -> Option<char> {
        match self {
            Self::Grade(grade) if grade < 9 => Some((b'1' + grade) as char),
            Self::Grade(_) => None,
            Self::Abstained => Some(ABSTAINED),
            Self::Voided => Some(VOIDED),
        }
    }

    /// The mark of a character.
    pub const fn from_letter(letter: char) -> Option<Self> {
        match letter {
            '1'..='9' => Some(Self::Grade(letter as u8 - b'1')),
            ABSTAINED => Some(Self::Abstained),
            VOIDED => Some(Self::Voided),
            _ => None,
        }
    }
}

/// The marks of a paper as text; none when a grade has no letter.
pub fn encode(marks: &[Mark]) -> Option<String> {
    marks.iter().map(|mark| mark.letter()).collect()
}

/// The marks of a text; none when a character is no mark.
pub fn decode(text: &str) -> Option<Vec<Mark>> {
    text.chars().map(Mark::from_letter).collect()
}
