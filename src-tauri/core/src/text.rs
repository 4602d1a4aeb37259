//! Text as clerks type it, made comparable: full-width forms, stray spaces, widths on paper.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Full-width ASCII, ideographic spaces and line ends made plain, what cannot be seen left out, ends
/// trimmed. Chinese
/// punctuation inside sentences stays: only U+FF01..U+FF5E and U+3000 are folded, and never “，：；！？（）”.
pub fn tidy(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter_map(|c| match c {
        '，' | '：' | '；' | '！' | '？' | '（' | '）' => Some(c),
        '\u{ff01}'..='\u{ff5e}' => Some(char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)),
        '\u{3000}' | '\u{a0}' | '\t' | '\r' | '\n' => Some(' '),
        c => (!is_unseen(c)).then_some(c),
    }));
    // NFC, not NFKC: compatibility folding would change rare name characters. Nearly every text is
    // in that form already.
    if !is_nfc(&folded) {
        folded = folded.nfc().collect();
    }
    if folded.starts_with(char::is_whitespace) || folded.ends_with(char::is_whitespace) {
        folded = folded.trim().to_owned();
    }
    folded
}

/// Control characters, and the marks that steer line breaks and direction: two names that differ in
/// them alone look the same. Variation selectors are seen and stay.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// [`tidy`] line by line, for words that keep their paragraphs; empty lines at both ends are dropped.
pub fn tidy_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(tidy).collect();
    lines.join("\n").trim().to_owned()
}

/// [`tidy`] without any space: for names ("王　磊"), codes and numbers.
pub fn squeeze(text: &str) -> String {
    let mut tidied = tidy(text);
    tidied.retain(|c| !c.is_whitespace());
    tidied
}

/// [`squeeze`] with punctuation and brackets folded too: for recognising a column's header.
pub fn header_key(text: &str) -> String {
    squeeze(text)
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '：' | ':' | '*' | '、' | '，' | ',' | '（' | '）' | '(' | ')' | '/' | '“' | '”' | '"'
            )
        })
        .collect::<String>()
        .to_lowercase()
}

/// Of many names, those that may have been meant, best first, at most three: at least half of their
/// characters and of those typed are common to both, in the same order.
pub fn nearest<'a>(names: impl IntoIterator<Item = &'a str>, typed: &str) -> Vec<&'a str> {
    let typed = squeeze(typed);
    let mut scored: Vec<(usize, &str)> = names
        .into_iter()
        .map(|name| {
            let squeezed = squeeze(name);
            let both = typed.chars().count() + squeezed.chars().count();
            (200 * common(&typed, &squeezed) / both.max(1), name)
        })
        .filter(|&(percent, _)| percent >= 50)
        .collect();
    scored.sort_by_key(|&(percent, _)| std::cmp::Reverse(percent));
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// Length of the longest sequence of characters that both texts hold in order.
fn common(one: &str, other: &str) -> usize {
    let mut longest = vec![0; other.chars().count()];
    for a in one.chars() {
        let (mut before, mut best) = (0, 0);
        for (b, longest) in other.chars().zip(&mut longest) {
            best = if a == b { before + 1 } else { best.max(*longest) };
            before = std::mem::replace(longest, best);
        }
    }
    longest.last().copied().unwrap_or(0)
}

/// Width in half-width units: 2 for a Chinese character, 1 for a Latin one.
pub fn units(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if u32::from(c) < 0x2e80 && !matches!(c, '“' | '”' | '‘' | '’' | '—' | '…') {
                1
            } else {
                2
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_and_inner_spaces_are_plain_afterwards() {
        assert_eq!(tidy("　２０１２年３月\n"), "2012年3月");
        assert_eq!(squeeze("王　 磊"), "王磊");
        assert_eq!(squeeze("\u{feff}王\u{0}\u{202e}磊\u{200d}"), "王磊");
        assert_eq!(header_key("公民身份证 号码（必填）："), "公民身份证号码必填");
    }

    #[test]
    fn rare_characters_survive() {
        for name in ["宋㛃", "崔䶮", "周𬱖", "𡈽"] {
            assert_eq!(squeeze(name), name);
        }
    }

    #[test]
    fn a_slip_of_the_hand_and_a_name_cut_short_are_both_understood() {
        let keys = ["members.total", "members.full", "organizations.total"];
        assert_eq!(nearest(keys, "members.totle")[0], "members.total");
        assert_eq!(nearest(keys, "pledges.due"), Vec::<&str>::new());
        assert_eq!(nearest(["横向", "纵向"], "横象"), ["横向"]);
        assert_eq!(nearest(["head", "width"], "haed"), ["head"]);
        let branches = ["公证处党支部", "县司法局机关党支部", "县法律工作者协会党支部"];
        assert_eq!(nearest(branches, "机关支部")[0], "县司法局机关党支部");
        assert_eq!(nearest(branches, "县律师协会党支部")[0], "县法律工作者协会党支部");
        assert_eq!((common("", "abc"), common("abcbdab", "bdcaba")), (0, 4));
    }

    #[test]
    fn chinese_punctuation_of_a_sentence_stays() {
        assert_eq!(tidy("按时（每月）交纳，不拖欠"), "按时（每月）交纳，不拖欠");
    }
}
