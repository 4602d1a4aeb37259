//! Where the last lines of a cell break, once it is known that they must: behind a comma, between
//! words of the domain, and never with one or two characters left over. Chinese type may break
//! anywhere, so that full lines cut 做好事 and 党支部 in two.

use std::ops::Range;

use super::{
    lines,
    measure::{Ink, Item, Lines, fit},
    title::whole_words,
};

/// The first line's share of two lines that looks best.
const FIRST_SHARE: f32 = 0.55;
/// A break must be so much better than the one of full lines.
const WORTH: f32 = 0.05;
/// Characters that belong to the next one: 三日, 每月, 第一, 不少于.
const GLUED_TO_NEXT: &str = "一二三四五六七八九十百千每各第不未和并及与";
/// Characters that belong to the one before: 群众的, 工作者.
const GLUED_TO_LAST: &str = "的了者们等个件次名项户";

/// [`fit`] for a cell whose lines begin at one edge.
pub(super) fn fit_tidily(items: Vec<Item>, width: f32, size: f32, indent: f32) -> Lines {
    let mut lines = fit(items, width, size, indent);
    let words = lines.items.iter().all(|item| matches!(item.ink, Ink::Glyph(..) | Ink::LineEnd));
    if lines.ranges.len() < 2 || !words {
        return lines;
    }
    let breaks = lines::opportunities(&lines.items);
    let whole = whole_words(&lines.items);
    for last in 1..lines.ranges.len() {
        let (Some(upper), Some(lower)) =
            (lines.ranges.get(last - 1).cloned(), lines.ranges.get(last).cloned())
        else {
            continue;
        };
        let ends = |at: usize| lines.items.get(at).is_none_or(|item| item.ink == Ink::LineEnd);
        // Only the last two lines of a paragraph, and only where nothing was lost between them.
        if upper.end != lower.start || !ends(lower.end) {
            continue;
        }
        // Of a longer text only what would stand alone or be cut.
        let begins = upper.start == 0 || ends(upper.start - 1);
        let is_cut = whole.iter().any(|word| word.start < lower.start && lower.start < word.end);
        if !begins && !is_cut && lower.len() > 2 {
            continue;
        }
        let indent = if last == 1 { indent * lines.size } else { 0.0 };
        let text = Paragraph { items: &lines.items, breaks: &breaks, words: &whole, size: lines.size };
        if let Some(at) = text.best(upper.start..lower.end, lower.start, width, indent) {
            if let Some(line) = lines.ranges.get_mut(last - 1) {
                *line = upper.start..at;
            }
            if let Some(line) = lines.ranges.get_mut(last) {
                *line = at..lower.end;
            }
        }
    }
    lines
}

struct Paragraph<'a> {
    items: &'a [Item],
    breaks: &'a [bool],
    words: &'a [Range<usize>],
    size: f32,
}

impl Paragraph<'_> {
    /// A better place than `now`, when there is one.
    fn best(&self, both: Range<usize>, now: usize, width: f32, indent: f32) -> Option<usize> {
        let mut best = (self.badness(&both, now) - WORTH, None);
        for at in both.start + 1..both.end {
            let may = self.breaks.get(at - 1) == Some(&true);
            let fits = self.width(both.start..at) + indent <= width && self.width(at..both.end) <= width;
            let space = self.items.get(at).is_some_and(Item::is_space);
            if may && fits && !space {
                let badness = self.badness(&both, at);
                if badness < best.0 {
                    best = (badness, Some(at));
                }
            }
        }
        best.1
    }

    fn width(&self, range: Range<usize>) -> f32 {
        lines::width(self.items.get(range).unwrap_or_default(), self.size)
    }

    fn letter(&self, at: usize) -> char {
        match self.items.get(at).map(|item| item.ink) {
            Some(Ink::Glyph(_, character)) => character,
            _ => ' ',
        }
    }

    fn badness(&self, both: &Range<usize>, at: usize) -> f32 {
        let (first, second) = (self.width(both.start..at), self.width(at..both.end));
        let mut badness = (first / (first + second).max(f32::EPSILON) - FIRST_SHARE).abs();
        let (before, after) = (self.letter(at.saturating_sub(1)), self.letter(at));
        if "，；。：！？、".contains(before) {
            badness -= 0.5;
        } else if self.words.iter().any(|word| word.start < at && at < word.end) {
            badness += 1.0;
        } else if !self.words.iter().any(|word| word.start == at || word.end == at) {
            badness += 0.1;
        }
        if GLUED_TO_NEXT.contains(before) || GLUED_TO_LAST.contains(after) {
            badness += 0.3;
        }
        badness
            + match (at - both.start).min(both.end - at) {
                0 | 1 => 1.0,
                2 => 0.2,
                _ => 0.0,
            }
    }
}
