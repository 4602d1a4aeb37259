//! Finding people as a clerk types: name, readings, a part of the ID number or of the phone. Here and not on
//! the screen, because whole numbers do not leave the core (`decisions.md` 16).

use rusqlite::{Connection, types::ValueRef};

use super::{
    MemberId,
    pinyin::{Fit, Wanted, fits},
};
use crate::Result;

/// Where the typed text was found, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Name(Fit),
    Number,
}

/// Everybody ever registered whom the text fits, the best first and then in roster order; nobody for an
/// empty text.
///
/// # Errors
/// Storage errors.
pub fn search(connection: &Connection, typed: &str) -> Result<Vec<MemberId>> {
    let Some(wanted) = Wanted::parse(typed) else { return Ok(Vec::new()) };
    let words: Vec<(&[char], Option<String>)> = wanted.words().map(|word| (word, digits(word))).collect();
    let mut statement =
        connection.prepare_cached("SELECT id, position, name, id_number, phone FROM member")?;
    let mut rows = statement.query([])?;
    let mut found: Vec<(Place, i64, MemberId)> = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |column: usize| -> Result<&str> {
            Ok(match row.get_ref(column)? {
                ValueRef::Text(text) => std::str::from_utf8(text).unwrap_or_default(),
                _ => "",
            })
        };
        let (name, number, phone) = (text(2)?, text(3)?, text(4)?);
        let fitting = |(word, digits): &(&[char], Option<String>)| {
            if let Some(fit) = fits(word, name) {
                return Some(Place::Name(fit));
            }
            let digits = digits.as_deref()?;
            (number.contains(digits) || phone.contains(digits)).then_some(Place::Number)
        };
        // Every word must fit; a person is as near as the word that fits worst.
        if let Some(places) = words.iter().map(fitting).collect::<Option<Vec<_>>>()
            && let Some(worst) = places.into_iter().max()
        {
            found.push((worst, row.get(1)?, row.get(0)?));
        }
    }
    found.sort_unstable();
    Ok(found.into_iter().map(|(.., id)| id).collect())
}

/// A word that could be a part of a number: digits, a landline's dash, the X of an ID number's end.
fn digits(word: &[char]) -> Option<String> {
    let could_be = word.iter().all(|c| c.is_ascii_digit() || matches!(c, 'x' | '-'))
        && word.iter().any(char::is_ascii_digit);
    could_be.then(|| word.iter().map(char::to_ascii_uppercase).collect())
}
