//! Words as items with widths: which font draws each character, and what no font can draw.

use std::{cell::RefCell, collections::BTreeSet, ops::Range};

use rustc_hash::FxHashMap;

use serde::Serialize;

use super::lines;
use crate::{
    Result,
    documents::{Face, Inline},
    export::fonts::{FontBook, FontId, PLACEHOLDER, Substitution},
};

/// Millimetres to points.
pub(crate) const POINTS: f32 = 72.0 / 25.4;
/// No text is made smaller than this to keep a word whole.
const SMALLEST: f32 = 7.0;
/// No text is made smaller than this at all.
const TINIEST: f32 = 4.0;
/// Digits of 编号.
pub(crate) const NUMBER_DIGITS: u16 = 5;

/// A name with characters that no font has; 〓 stands in their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Unprintable {
    /// The person's name, or the words the character stands in.
    pub name: String,
    /// The characters.
    pub characters: String,
}

/// What an item draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ink {
    /// A character, spaces included.
    Glyph(FontId, char),
    /// A line's end that was written.
    LineEnd,
    /// A box to tick.
    Tick,
    /// A rule to write on.
    Rule,
    /// Space between a box's word and the next box.
    Gap,
    /// 编号, filled in copy by copy.
    Number(FontId),
}

/// The smallest thing that a line is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Item {
    /// What is drawn.
    pub ink: Ink,
    /// Width that grows with the size of type.
    pub em: f32,
    /// Width that does not, in points.
    pub points: f32,
}

impl Item {
    fn new(ink: Ink, em: f32) -> Self {
        Self { ink, em, points: 0.0 }
    }

    pub(super) fn width(&self, size: f32) -> f32 {
        self.em * size + self.points
    }

    pub(super) fn is_space(&self) -> bool {
        matches!(self.ink, Ink::Glyph(_, ' ')) || self.ink == Ink::Gap
    }
}

/// Words broken into lines at one size.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    pub items: Vec<Item>,
    pub ranges: Vec<Range<usize>>,
    pub size: f32,
}

impl Lines {
    /// Height when set with table leading.
    pub(super) fn height(&self) -> f32 {
        #[allow(clippy::cast_precision_loss, reason = "a few hundred lines")]
        let count = self.ranges.len() as f32;
        count * leading(self.size)
    }

    /// Width of one line without the spaces at its end.
    pub(super) fn width(&self, range: &Range<usize>) -> f32 {
        lines::width(self.items.get(range.clone()).unwrap_or_default(), self.size)
    }

    /// The words of some lines, as they were written.
    pub(super) fn words(&self, range: Range<usize>) -> String {
        let from = self.ranges.get(range.start).map_or(0, |line| line.start);
        let to = self.ranges.get(range.end.saturating_sub(1)).map_or(0, |line| line.end);
        let items = self.items.get(from..to).unwrap_or_default();
        items
            .iter()
            .filter_map(|item| match item.ink {
                Ink::Glyph(_, character) => Some(character),
                Ink::LineEnd => Some('\n'),
                _ => None,
            })
            .collect()
    }
}

/// Distance of lines inside tables.
pub(super) fn leading(size: f32) -> f32 {
    size * 1.25
}

/// Measures words and remembers what could not be printed.
pub(super) struct Measure<'a> {
    fonts: &'a FontBook,
    seen: RefCell<Seen>,
}

#[derive(Default)]
struct Seen {
    glyphs: FxHashMap<(Face, char), Option<(FontId, u16)>>,
    faces: BTreeSet<Face>,
    unprintable: Vec<Unprintable>,
}

impl<'a> Measure<'a> {
    pub(super) fn new(fonts: &'a FontBook) -> Self {
        Self { fonts, seen: RefCell::default() }
    }

    /// The faces that were not there, in the order of the standard.
    pub(super) fn substituted(&self) -> Vec<Substitution> {
        self.seen.borrow().faces.iter().filter_map(|&face| self.fonts.substitution(face)).collect()
    }

    /// By name, since looking ahead meets names out of their order.
    pub(super) fn unprintable(&self) -> Vec<Unprintable> {
        let mut found = self.seen.borrow().unprintable.clone();
        found.sort_by(|a, b| (&a.name, &a.characters).cmp(&(&b.name, &b.characters)));
        found
    }

    /// Words as items.
    pub(super) fn text(&self, words: &str, face: Face) -> Result<Vec<Item>> {
        let mut items = Vec::with_capacity(words.len());
        self.push(&mut items, words, face)?;
        Ok(items)
    }

    /// What stands in a cell as items.
    pub(super) fn inline(&self, inline: &Inline, face: Face) -> Result<Vec<Item>> {
        match inline {
            Inline::Empty => Ok(Vec::new()),
            Inline::Blank(length) => {
                Ok(vec![Item { ink: Ink::Rule, em: 0.0, points: length.max(0.0) * POINTS }])
            }
            Inline::CopyNumber => {
                let (font, advance) = self.character('0', face)?.unwrap_or((FontId::default(), 500));
                let em = f32::from(advance * NUMBER_DIGITS) / 1000.0;
                Ok(vec![Item::new(Ink::Number(font), em)])
            }
            Inline::Boxes(words) => {
                let mut items = Vec::new();
                for (index, word) in words.iter().enumerate() {
                    if index > 0 {
                        items.push(Item::new(Ink::Gap, 0.8));
                    }
                    items.push(Item::new(Ink::Tick, if word.is_empty() { 1.0 } else { 1.15 }));
                    self.push(&mut items, word, face)?;
                }
                Ok(items)
            }
            Inline::Ticks(words) => {
                let mut items = Vec::new();
                for (index, (word, ticked)) in words.iter().enumerate() {
                    if index > 0 {
                        items.push(Item::new(Ink::Gap, 0.8));
                    }
                    if *ticked {
                        // The mark stands on its box, which takes no room of its own.
                        items.push(Item::new(Ink::Tick, 0.0));
                        let mark = items.len();
                        self.push(&mut items, "√", face)?;
                        if let Some(mark) = items.get_mut(mark) {
                            mark.em = 1.15;
                        }
                    } else {
                        items.push(Item::new(Ink::Tick, 1.15));
                    }
                    self.push(&mut items, word, face)?;
                }
                Ok(items)
            }
            other => self.text(&other.plain(), face),
        }
    }

    fn push(&self, items: &mut Vec<Item>, words: &str, face: Face) -> Result<()> {
        let mut missing = String::new();
        for character in words.chars() {
            match character {
                '\n' => items.push(Item::new(Ink::LineEnd, 0.0)),
                '\t' => self.push(items, " ", face)?,
                // Boxes inside words: most faces lack them (`measured.md`).
                '□' | '☐' => items.push(Item::new(Ink::Tick, 1.05)),
                c if is_invisible(c) => {}
                c => match self.character(c, face)? {
                    Some((font, advance)) => {
                        items.push(Item::new(Ink::Glyph(font, c), f32::from(advance) / 1000.0));
                    }
                    None if c.is_whitespace() => self.push(items, " ", face)?,
                    None => {
                        if !missing.contains(c) {
                            missing.push(c);
                        }
                        let (font, advance) =
                            self.character(PLACEHOLDER, face)?.unwrap_or((FontId::default(), 1000));
                        items.push(Item::new(Ink::Glyph(font, PLACEHOLDER), f32::from(advance) / 1000.0));
                    }
                },
            }
        }
        if !missing.is_empty() {
            let found = Unprintable { name: words.to_owned(), characters: missing };
            let unprintable = &mut self.seen.borrow_mut().unprintable;
            if !unprintable.contains(&found) {
                unprintable.push(found);
            }
        }
        Ok(())
    }

    fn character(&self, character: char, face: Face) -> Result<Option<(FontId, u16)>> {
        if let Some(&known) = self.seen.borrow().glyphs.get(&(face, character)) {
            return Ok(known);
        }
        let glyph = self.fonts.glyph(face, character)?.map(|glyph| (glyph.font, glyph.advance));
        let mut seen = self.seen.borrow_mut();
        seen.faces.insert(face);
        seen.glyphs.insert((face, character), glyph);
        Ok(glyph)
    }
}

/// Controls, joiners and variation selectors, which draw nothing of their own.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(u32::from(character), 0xad | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x2064
            | 0xfe00..=0xfe0f | 0xfeff | 0xe0100..=0xe01ef)
}

/// Breaks items to a width. A word that is too wide makes the whole text smaller, down to 7 pt;
/// then it is broken anywhere: text never leaves its cell.
pub(super) fn fit(mut items: Vec<Item>, width: f32, size: f32, indent: f32) -> Lines {
    for item in &mut items {
        item.points = item.points.min(width.max(0.0));
    }
    let fits = lines::width(&items, size) + indent * size <= width;
    if items.is_empty() || (fits && !items.iter().any(|item| item.ink == Ink::LineEnd)) {
        let ranges = if items.is_empty() { Vec::new() } else { std::iter::once(0..items.len()).collect() };
        return Lines { items, ranges, size };
    }
    let breaks = lines::opportunities(&items);
    let mut smaller = size;
    loop {
        let words_stay_whole = smaller > SMALLEST;
        if let Some(ranges) =
            lines::split(&items, &breaks, smaller, width, indent * smaller, words_stay_whole)
        {
            return Lines { items, ranges, size: smaller };
        }
        smaller = (smaller - 0.5).max(SMALLEST.min(size));
        if smaller <= SMALLEST {
            break;
        }
    }
    // At the floor a word may still fit whole; only then it is cut.
    let ranges = lines::split(&items, &breaks, smaller, width, indent * smaller, true)
        .or_else(|| lines::split(&items, &breaks, smaller, width, indent * smaller, false))
        .unwrap_or_default();
    Lines { items, ranges, size: smaller }
}

/// [`fit`] with lines of even length, for centred words: 比较 / 满意 and not 比较满 / 意.
pub(super) fn fit_evenly(items: Vec<Item>, width: f32, size: f32) -> Lines {
    let lines = fit(items, width, size, 0.0);
    if lines.ranges.len() < 2 {
        return lines;
    }
    let breaks = lines::opportunities(&lines.items);
    // 买买提·阿卜杜拉·吐尔逊江 breaks at its dots.
    let dots: Vec<bool> = breaks
        .iter()
        .zip(&lines.items)
        .map(|(may, item)| *may && matches!(item.ink, Ink::Glyph(_, '·')))
        .collect();
    if dots.contains(&true)
        && let Some(ranges) = lines::split(&lines.items, &dots, lines.size, width, 0.0, true)
    {
        return Lines { ranges, ..lines };
    }
    let (mut narrow, mut wide, mut best) = (0.0_f32, width, lines.ranges.clone());
    for _ in 0..12 {
        let middle = f32::midpoint(narrow, wide);
        match lines::split(&lines.items, &breaks, lines.size, middle, 0.0, true) {
            Some(ranges) if ranges.len() <= lines.ranges.len() => (wide, best) = (middle, ranges),
            _ => narrow = middle,
        }
    }
    Lines { ranges: best, ..lines }
}

/// Makes lines smaller until they fit a height: a cell that a page's end cut short.
pub(super) fn fit_height(lines: Lines, width: f32, height: f32) -> Lines {
    let mut lines = lines;
    while lines.height() > height && lines.size > TINIEST {
        let size = (lines.size - 0.5).max(TINIEST);
        lines = fit(lines.items, width, size, 0.0);
    }
    lines
}
