//! Which known word a mistyped one was meant to be.

/// The known word that comes nearest, when it comes near enough to be meant.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = word.chars().count().div_ceil(3).max(1);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many characters have to be put in, left out or changed.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, a) in one.chars().enumerate() {
        let mut left = line + 1;
        let mut next = vec![left];
        for (pair, b) in row.windows(2).zip(&other) {
            let (diagonal, above) = match pair {
                [diagonal, above] => (*diagonal, *above),
                _ => (left, left),
            };
            left = (diagonal + usize::from(a != *b)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_wrong_letter_is_found_and_another_word_is_not() {
        let known = ["members.total", "members.full", "organizations.total"];
        assert_eq!(nearest("members.totle", known), Some("members.total"));
        assert_eq!(nearest("pledges.due", known), None);
        assert_eq!(nearest("横象", ["横向", "纵向"]), Some("横向"));
        assert_eq!((distance("", "abc"), distance("abc", "abc"), distance("abcd", "bcd")), (3, 0, 1));
    }
}
