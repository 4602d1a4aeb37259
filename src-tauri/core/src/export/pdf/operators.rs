//! Pages as printpdf's operators.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{
    FontId as PdfFontId, Line, LinePoint, Mm, Op, PaintMode, PdfFontHandle, PdfPage, Point, Pt, Rect,
    TextItem, TextMatrix,
};
use rustc_hash::FxHashMap;

use crate::{
    Result,
    export::{
        fonts::{FontBook, FontId},
        layout::{Mark, Page, copy_number},
    },
};

/// A font of the file. In some fonts two characters share a glyph (一 and the radical ⼀), and a
/// glyph reads back as one character only: the second is shown from a second cut of the same file.
pub(super) type Cut = (FontId, u8);

/// Turns pages into operators and remembers the characters of each font.
pub(super) struct Operators<'a> {
    fonts: &'a FontBook,
    /// The character that each glyph of each cut reads back as.
    used: BTreeMap<Cut, BTreeMap<u16, char>>,
    /// [`Operators::cut`], remembered.
    known: FxHashMap<(FontId, char), Cut>,
}

impl<'a> Operators<'a> {
    pub(super) fn new(fonts: &'a FontBook) -> Self {
        Self { fonts, used: BTreeMap::new(), known: FxHashMap::default() }
    }

    /// Remembers the characters of a page.
    pub(super) fn collect(&mut self, page: &Page, copy: u32) -> Result<()> {
        for mark in &page.marks {
            match mark {
                Mark::Text { font, text, .. } => {
                    for character in text.chars() {
                        self.cut(*font, character)?;
                    }
                }
                Mark::Number { font, .. } => {
                    for digit in copy_number(copy).chars() {
                        self.cut(*font, digit)?;
                    }
                }
                Mark::Rule { .. } | Mark::Frame { .. } => {}
            }
        }
        Ok(())
    }

    /// The characters that each cut shows.
    pub(super) fn used(&self) -> impl Iterator<Item = (Cut, BTreeSet<char>)> {
        self.used.iter().map(|(&cut, glyphs)| (cut, glyphs.values().copied().collect()))
    }

    /// Shows every character once: a page that is never printed, from which printpdf learns what
    /// fonts to embed.
    pub(super) fn specimen(&self) -> Vec<Op> {
        let mut ops = vec![Op::StartTextSection];
        for (cut, characters) in self.used() {
            ops.push(Op::SetFont { font: PdfFontHandle::External(resource(cut)), size: Pt(1.0) });
            ops.push(Op::ShowText { items: vec![TextItem::Text(characters.into_iter().collect())] });
        }
        ops.push(Op::EndTextSection);
        ops
    }

    /// A page of the file.
    pub(super) fn page(&mut self, page: &Page, copy: u32) -> Result<PdfPage> {
        let mut ops = Vec::with_capacity(page.marks.len() * 2 + 8);
        let mut thickness = -1.0_f32;
        for mark in &page.marks {
            rule(mark, page.height, &mut thickness, &mut ops);
        }
        ops.push(Op::StartTextSection);
        let mut state = TextState { font: None, spacing: 0.0 };
        for mark in &page.marks {
            match mark {
                Mark::Text { font, size, x, baseline, spacing, text, .. } => {
                    let at = (*x, page.height - *baseline);
                    self.text(*font, *size, at, *spacing, text, &mut state, &mut ops)?;
                }
                Mark::Number { font, size, x, baseline, .. } => {
                    let at = (*x, page.height - *baseline);
                    self.text(*font, *size, at, 0.0, &copy_number(copy), &mut state, &mut ops)?;
                }
                Mark::Rule { .. } | Mark::Frame { .. } => {}
            }
        }
        ops.push(Op::EndTextSection);
        Ok(PdfPage { ops, ..empty(page.width, page.height) })
    }

    #[allow(clippy::too_many_arguments, reason = "a text mark, spelt out")]
    fn text(
        &mut self,
        font: FontId,
        size: f32,
        at: (f32, f32),
        spacing: f32,
        text: &str,
        state: &mut TextState,
        ops: &mut Vec<Op>,
    ) -> Result<()> {
        if (state.spacing - spacing).abs() > f32::EPSILON {
            ops.push(Op::SetCharacterSpacing { multiplier: tidy(spacing) });
            state.spacing = spacing;
        }
        ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(tidy(at.0)), Pt(tidy(at.1))) });
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let cut = self.cut(font, first)?;
            let mut end = rest.len();
            for (index, character) in rest.char_indices() {
                if self.cut(font, character)? != cut {
                    end = index;
                    break;
                }
            }
            if state.font != Some((cut, size)) {
                let handle = PdfFontHandle::External(resource(cut));
                ops.push(Op::SetFont { font: handle, size: Pt(tidy(size)) });
                state.font = Some((cut, size));
            }
            let (shown, after) = rest.split_at(end);
            ops.push(Op::ShowText { items: vec![TextItem::Text(shown.to_owned())] });
            rest = after;
        }
        Ok(())
    }

    /// The first cut of a font in which the character's glyph reads back as the character.
    fn cut(&mut self, font: FontId, character: char) -> Result<Cut> {
        if let Some(&cut) = self.known.get(&(font, character)) {
            return Ok(cut);
        }
        let glyph = self.fonts.glyph_number(font, character)?.unwrap_or(0);
        let mut cut = (font, 0);
        while *self.used.entry(cut).or_default().entry(glyph).or_insert(character) != character {
            cut.1 += 1;
        }
        self.known.insert((font, character), cut);
        Ok(cut)
    }
}

/// A page without contents, its size in points.
pub(super) fn empty(width: f32, height: f32) -> PdfPage {
    let millimetres = |points: f32| Mm(points * 25.4 / 72.0);
    PdfPage::new(millimetres(width), millimetres(height), Vec::new())
}

struct TextState {
    font: Option<(Cut, f32)>,
    spacing: f32,
}

fn rule(mark: &Mark, page_height: f32, set: &mut f32, ops: &mut Vec<Op>) {
    let (thickness, op) = match mark {
        Mark::Rule { from, to, thickness } => {
            let point = |&(x, y): &(f32, f32)| LinePoint {
                p: Point { x: Pt(tidy(x)), y: Pt(tidy(page_height - y)) },
                bezier: false,
            };
            let line = Line { points: vec![point(from), point(to)], is_closed: false };
            (*thickness, Op::DrawLine { line })
        }
        Mark::Frame { x, y, width, height, thickness } => {
            let rectangle = Rect {
                x: Pt(tidy(*x)),
                y: Pt(tidy(page_height - y - height)),
                width: Pt(tidy(*width)),
                height: Pt(tidy(*height)),
                mode: Some(PaintMode::Stroke),
                winding_order: None,
            };
            (*thickness, Op::DrawRectangle { rectangle })
        }
        Mark::Text { .. } | Mark::Number { .. } => return,
    };
    if (*set - thickness).abs() > f32::EPSILON {
        ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
        *set = thickness;
    }
    ops.push(op);
}

/// Hundredths of a point: smaller files, and no printer sees less.
fn tidy(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

/// The name of a cut inside the file.
pub(super) fn resource((font, cut): Cut) -> PdfFontId {
    PdfFontId(format!("XF{}C{cut}", font.index()))
}
