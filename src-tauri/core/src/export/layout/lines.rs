//! Where lines may break: UAX 14, with the rules of Chinese type laid over it (GB/T 15834: no
//! closing mark opens a line, no opening mark ends one, dashes and dots are not split).

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::measure::{Ink, Item};

/// Marks that never open a line.
const NEVER_FIRST: &str = "·，。、；：！？）》〉」』】〕］｝…·％%‰℃”’,.;:!?)]}";
/// Marks that never end a line.
const NEVER_LAST: &str = "（《〈「『【〔［｛“‘([{№￥";
/// Measure words that stay with the digits before them: 2012年, 3月, 15日, 12页.
const AFTER_DIGIT: &str = "年月日号页票张人名个项条元";
/// Rounding of widths must not break a line that fits.
const SLACK: f32 = 0.01;

/// Whether a line may break after each item.
pub(super) fn opportunities(items: &[Item]) -> Vec<bool> {
    let mut text = String::with_capacity(items.len() * 3);
    let mut ends = Vec::with_capacity(items.len());
    for item in items {
        text.push(match item.ink {
            // UAX 14 glues quotes to both neighbours; as corner brackets they open and close.
            Ink::Glyph(_, '“' | '‘') => '「',
            Ink::Glyph(_, '”' | '’') => '」',
            Ink::Glyph(_, character) => character,
            Ink::LineEnd => '\n',
            Ink::Gap => ' ',
            Ink::Tick | Ink::Rule | Ink::Number(_) => '一',
        });
        ends.push(text.len());
    }
    let mut may = vec![false; items.len()];
    for (offset, opportunity) in linebreaks(&text) {
        if opportunity == BreakOpportunity::Allowed
            && let Ok(index) = ends.binary_search(&offset)
            && let Some(may) = may.get_mut(index)
        {
            *may = true;
        }
    }
    for (index, pair) in items.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        if let Some(may) = may.get_mut(index) {
            *may = *may && !are_joined(before, after);
        }
    }
    keep_boxes_whole(items, &mut may);
    may
}

/// A box and its word stay on one line: between a tick box and the gap behind its word nothing breaks.
fn keep_boxes_whole(items: &[Item], may: &mut [bool]) {
    let mut inside = false;
    for (index, item) in items.iter().enumerate() {
        let ends = matches!(item.ink, Ink::Gap | Ink::LineEnd) || item.is_space();
        inside = !ends && (inside || item.ink == Ink::Tick);
        let goes_on = items
            .get(index + 1)
            .is_some_and(|next| !matches!(next.ink, Ink::Gap | Ink::LineEnd) && !next.is_space());
        if let Some(may) = may.get_mut(index).filter(|_| inside && goes_on) {
            *may = false;
        }
    }
}

fn are_joined(before: &Item, after: &Item) -> bool {
    match (before.ink, after.ink) {
        (Ink::Tick, _) => true,
        (_, Ink::Glyph(_, second)) if NEVER_FIRST.contains(second) => true,
        (Ink::Glyph(_, first), _) if NEVER_LAST.contains(first) => true,
        (Ink::Glyph(_, first), Ink::Glyph(_, second)) => {
            first.is_ascii_digit() && AFTER_DIGIT.contains(second)
        }
        _ => false,
    }
}

/// Items without the spaces at their end, which hang over the line.
pub(super) fn without_end(items: &[Item]) -> &[Item] {
    let seen = |item: &Item| !item.is_space() && item.ink != Ink::LineEnd;
    let end = items.iter().rposition(seen).map_or(0, |last| last + 1);
    items.get(..end).unwrap_or_default()
}

/// Width of items set in one line, without spaces at its end.
pub(super) fn width(items: &[Item], size: f32) -> f32 {
    without_end(items).iter().map(|item| item.width(size)).sum()
}

/// Fills lines from the first item to the last. None when a word is wider than a line and words
/// must stay whole.
pub(super) fn split(
    items: &[Item],
    may_break: &[bool],
    size: f32,
    width: f32,
    indent: f32,
    words_stay_whole: bool,
) -> Option<Vec<Range<usize>>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut used = indent;
    let mut last_break = None;
    let mut index = 0;
    while let Some(item) = items.get(index) {
        if item.ink == Ink::LineEnd {
            lines.push(start..index);
            (start, used, last_break) = (index + 1, 0.0, None);
            index += 1;
            continue;
        }
        // Spaces at a line's end hang over it; a broken line begins with its first word.
        if item.is_space() && index == start && start > 0 && may_break.get(start - 1) == Some(&true) {
            start += 1;
            index += 1;
            continue;
        }
        let next = used + item.width(size);
        if next > width + SLACK && !item.is_space() && index > start {
            let end = match last_break {
                Some(end) => end,
                None if words_stay_whole => return None,
                None => index,
            };
            lines.push(start..end);
            (start, used, last_break, index) = (end, 0.0, None, end);
            continue;
        }
        if next > width + SLACK && !item.is_space() && words_stay_whole {
            return None;
        }
        used = next;
        if may_break.get(index) == Some(&true) {
            last_break = Some(index + 1);
        }
        index += 1;
    }
    if start < items.len() || items.last().is_some_and(|item| item.ink == Ink::LineEnd) {
        lines.push(start..items.len());
    }
    Some(lines)
}
