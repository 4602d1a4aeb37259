//! Readings of names, so that a clerk finds 单莹 by `sy`, `shanying` or `shany`.
//!
//! A character has several readings and a surname has its own (单 is shàn, not dān). What is shown and
//! sorted uses the surname's reading; a search takes every reading, because nobody should miss a person
//! for a reading that the program did not expect.

use pinyin::{ToPinyin, ToPinyinMulti};

use super::name_order::sounds_like;

/// The first letters of a name's readings, as lists show and sort it: 单莹 is `SY`. A Latin letter stands for
/// itself; what has no reading is left out.
pub fn initials(name: &str) -> String {
    let (sounded, like) = sounds_like(name).unwrap_or_default();
    let read_as = like.chars().chain(name.get(sounded..).unwrap_or_default().chars());
    let letters = read_as.filter_map(|character| {
        if character.is_ascii_alphabetic() {
            return Some(character);
        }
        character.to_pinyin().and_then(|reading| reading.plain().chars().next())
    });
    letters.flat_map(char::to_uppercase).collect()
}

/// What a clerk typed to find somebody: each word must fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    words: Vec<Vec<char>>,
}

/// How well a name fits, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The whole name.
    Whole,
    /// From the first character on.
    Beginning,
    /// Somewhere inside.
    Inside,
}

impl Wanted {
    /// Reads what was typed; none when nothing was.
    pub fn parse(typed: &str) -> Option<Self> {
        let tidied = crate::text::tidy(typed).to_lowercase();
        let words: Vec<Vec<char>> = tidied
            .split_whitespace()
            // ü is typed v or u, and an apostrophe only parts syllables: xi'an.
            .map(|word| word.chars().filter(|c| *c != '\'' && *c != '’').map(plain_u).collect())
            .filter(|word: &Vec<char>| !word.is_empty())
            .collect();
        (!words.is_empty()).then_some(Self { words })
    }

    /// The words, for what is no name.
    pub fn words(&self) -> impl Iterator<Item = &[char]> {
        self.words.iter().map(Vec::as_slice)
    }
}

fn plain_u(c: char) -> char {
    if matches!(c, 'ü' | 'v') { 'u' } else { c }
}

/// How a word fits a name: by its characters, by whole readings, by their beginnings, or mixed (`张s`).
pub fn fits(word: &[char], name: &str) -> Option<Fit> {
    let surname: Vec<&str> = sounds_like(name)
        .map(|(_, like)| like.chars().filter_map(|one| one.to_pinyin()).map(|one| one.plain()).collect())
        .unwrap_or_default();
    let name: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    (0..name.len()).find_map(|from| {
        let rest = consume(word, &name, &surname, from)?;
        Some(match (from, rest) {
            (0, 0) => Fit::Whole,
            (0, _) => Fit::Beginning,
            _ => Fit::Inside,
        })
    })
}

/// Takes the word along the name from a place on; how many characters of the name are left untouched
/// then. Each character takes itself or the beginning of one of its readings.
fn consume(word: &[char], name: &[char], surname: &[&'static str], from: usize) -> Option<usize> {
    let Some(first) = word.first() else { return Some(name.len() - from) };
    let character = name.get(from)?;
    // The dots of names of several parts are not typed.
    if !character.is_alphanumeric() && first != character {
        return consume(word, name, surname, from + 1);
    }
    if character.to_lowercase().eq([*first]) {
        return consume(word.get(1..)?, name, surname, from + 1);
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let mut best = None;
    let mut try_reading = |reading: &str| {
        for (before, (letter, typed)) in reading.chars().map(plain_u).zip(word).enumerate() {
            if letter != *typed {
                break;
            }
            let rest = word.get(before + 1..).and_then(|rest| consume(rest, name, surname, from + 1));
            best = match (best, rest) {
                (Some(best), Some(rest)) => Some(std::cmp::min::<usize>(best, rest)),
                (best, rest) => best.or(rest),
            };
        }
    };
    if let Some(reading) = surname.get(from) {
        try_reading(reading);
    }
    if let Some(readings) = character.to_pinyin_multi() {
        readings.into_iter().for_each(|reading| try_reading(reading.plain()));
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(typed: &str, name: &str) -> Option<Fit> {
        let wanted = Wanted::parse(typed)?;
        wanted.words().map(|word| fits(word, name)).collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    #[test]
    fn a_surname_is_read_as_a_surname() {
        for (name, letters) in [
            ("单莹", "SY"),
            ("解放", "XF"),
            ("仇和", "QH"),
            ("曾强", "ZQ"),
            ("查良", "ZL"),
            ("朴实", "PS"),
            ("区伟", "OW"),
            ("乐嘉", "YJ"),
            ("万俟卨", "MQX"),
            ("尉迟恭", "YCG"),
            ("尉健", "WJ"),
            ("盖叫天", "GJT"),
            ("王单", "WD"),
            ("阿卜杜拉·买买提", "ABDLMMT"),
            ("John李", "JOHNL"),
            ("吕布", "LB"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }

    #[test]
    fn a_name_is_found_by_characters_initials_readings_and_their_mixture() {
        use Fit::*;
        for (typed, name, found) in [
            ("单莹", "单莹", Some(Whole)),
            ("sy", "单莹", Some(Whole)),
            ("SY", "单莹", Some(Whole)),
            ("dy", "单莹", Some(Whole)), // the common reading too
            ("shanying", "单莹", Some(Whole)),
            ("shan", "单莹", Some(Beginning)),
            ("shany", "单莹", Some(Whole)),
            ("ying", "单莹", Some(Inside)),
            ("单y", "单莹", Some(Whole)),
            ("莹", "单莹", Some(Inside)),
            ("ｓｙ", "单莹", Some(Whole)),
            ("yd", "余德东", Some(Beginning)),
            ("ydd", "余德东", Some(Whole)),
            ("yudd", "余德东", Some(Whole)),
            ("dd", "余德东", Some(Inside)),
            ("xian", "西安", Some(Whole)),
            ("xi'an", "西安", Some(Whole)),
            ("lv", "吕布", Some(Beginning)),
            ("lu", "吕布", Some(Beginning)),
            ("lvb", "吕布", Some(Whole)),
            ("abdl", "阿卜杜拉·买买提", Some(Beginning)),
            ("拉买", "阿卜杜拉·买买提", Some(Inside)),
            ("余 东", "余德东", Some(Inside)),
            ("余 k", "余德东", None),
            ("ydx", "余德东", None),
            ("王", "余德东", None),
            ("zs", "余德东", None),
            ("𬱖", "周𬱖", Some(Inside)),
        ] {
            assert_eq!(fit(typed, name), found, "{typed} in {name}");
        }
        assert_eq!(Wanted::parse(" 　 "), None);
    }
}
