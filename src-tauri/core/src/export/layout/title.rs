//! How a title falls into lines (GB/T 9704-2012 7.3.1: words stay whole, lines form a trapezoid).

use std::ops::Range;

use super::{
    lines,
    measure::{Ink, Item, Lines, Measure},
};
use crate::{Result, documents::Face};

/// A title that would need more lines than this is set in 小二.
const MOST_LINES: usize = 2;
/// 小二.
const SMALLER: f32 = 18.0;
/// The first line's share of a title of two lines that looks best.
const FIRST_SHARE: f32 = 0.58;

/// Words of the domain that a title's line does not cut; a word stands before those it begins with.
const WORDS: &[&str] = &[
    "司法行政系统",
    "工作委员会",
    "党总支部",
    "创先争优",
    "民主评议",
    "群众评议",
    "公开承诺",
    "基层党组织",
    "满意率",
    "满意度",
    "花名册",
    "评议表",
    "测评表",
    "统计表",
    "登记表",
    "一览表",
    "汇总表",
    "审批表",
    "承诺书",
    "党支部",
    "党组织",
    "党员",
    "党委",
    "党组",
    "司法局",
    "活动情况",
    "活动",
    "情况",
    "开展",
    "关于",
    "年度",
    "季度",
    "名册",
    "名单",
    "台账",
    "评议",
    "测评",
    "承诺",
    "统计",
    "逐项",
    "汇总",
    "覆盖",
    "样表",
    "单位",
    "工作",
    "先进",
    "优秀",
    "推荐",
    "对象",
    "公示",
    "全市",
    "系统",
    "协会",
    "委员会",
    "办公室",
    "老干部",
    "律师",
    "案件",
    "群众",
    "任务",
    "重点",
    "中心",
    "职能",
    "优势",
    "队伍",
    "建设",
    "基层",
];

/// A title in lines: one line where it fits, else two that begin longer, else in 小二, and only then
/// more than two.
pub(super) fn lay(measure: &Measure<'_>, text: &str, size: f32, width: f32) -> Result<Lines> {
    let items = measure.text(text, Face::XiaoBiaoSong)?;
    let mut last = Lines::default();
    for size in [size, size.min(SMALLER)] {
        last = Lines { ranges: ranges(&items, size, width), items: items.clone(), size };
        if last.ranges.len() <= MOST_LINES {
            break;
        }
    }
    Ok(last)
}

fn ranges(items: &[Item], size: f32, width: f32) -> Vec<Range<usize>> {
    let written = items.iter().any(|item| item.ink == Ink::LineEnd);
    let whole = lines::width(items, size);
    if whole <= width && !written {
        return std::iter::once(0..items.len()).filter(|range| !range.is_empty()).collect();
    }
    let breaks = lines::opportunities(items);
    if !written
        && whole <= 2.0 * width
        && let Some(at) = best_break(items, &breaks, size, width)
    {
        return vec![0..at, at..items.len()];
    }
    lines::split(items, &breaks, size, width, 0.0, true)
        .or_else(|| lines::split(items, &breaks, size, width, 0.0, false))
        .unwrap_or_default()
}

/// The place that leaves words whole and makes the first line the longer one.
fn best_break(items: &[Item], may_break: &[bool], size: f32, width: f32) -> Option<usize> {
    let words = whole_words(items);
    let total = lines::width(items, size);
    let mut best: Option<(f32, usize)> = None;
    for at in 1..items.len() {
        if may_break.get(at - 1) != Some(&true) {
            continue;
        }
        let first = lines::width(items.get(..at).unwrap_or_default(), size);
        let second = lines::width(items.get(at..).unwrap_or_default(), size);
        if first > width || second > width {
            continue;
        }
        let mut badness = (first / total - FIRST_SHARE).abs();
        if second > first {
            badness += 0.15;
        }
        if words.iter().any(|word| word.start < at && at < word.end) {
            badness += 1.0;
        } else if !words.iter().any(|word| word.start == at || word.end == at) {
            badness += 0.1;
        }
        if best.is_none_or(|(least, _)| badness < least) {
            best = Some((badness, at));
        }
    }
    best.map(|(_, at)| at)
}

pub(super) fn whole_words(items: &[Item]) -> Vec<Range<usize>> {
    let letters: Vec<char> = items
        .iter()
        .map(|item| match item.ink {
            Ink::Glyph(_, character) => character,
            _ => ' ',
        })
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let rest = letters.get(at..).unwrap_or_default();
        if let Some(length) = quoted(rest) {
            found.push(at..at + length);
            at += length;
            continue;
        }
        let word = WORDS.iter().find(|word| {
            let length = word.chars().count();
            rest.len() >= length && word.chars().eq(rest.iter().copied().take(length))
        });
        let length = word.map_or(1, |word| word.chars().count());
        if word.is_some() {
            found.push(at..at + length);
        }
        at += length;
    }
    found
}

/// Length of a short quotation at the beginning: “七一” stays on one line.
fn quoted(letters: &[char]) -> Option<usize> {
    const LONGEST: usize = 10;
    let opened = letters.first() == Some(&'“');
    let end = letters.iter().take(LONGEST).position(|letter| *letter == '”')?;
    opened.then_some(end + 1)
}
