//! Draws what fell onto a page: text runs, rules, boxes.

use super::{
    Mark, Page,
    fields::LaidField,
    flow::{Band, Part, Place, Sink, Words},
    grid::{LaidCell, PAD, PAD_UPRIGHT},
    lines,
    measure::{Ink, Item, Lines, Measure, POINTS, fit_height, leading},
};
use crate::{
    Result,
    documents::{Align, Face, Footer, Paper, Ruling, Valign},
    export::fonts::FontId,
};

/// Inside a grid.
const RULE: f32 = 0.5;
/// Around a framed grid.
const FRAME: f32 = 1.5;
/// The em box's top over the baseline, the same for all fonts so that they share one line.
const ASCENT: f32 = 0.86;
/// The page number stands 7 mm under the text box (GB/T 9704-2012 7.5).
const FOOTER_DROP: f32 = 7.0 * POINTS;
/// No justified line is stretched by more than this share of the size between two characters.
const MOST_STRETCH: f32 = 0.25;

/// Where pages go.
pub(super) type Out<'a> = dyn FnMut(Page) -> Result<()> + 'a;

/// Draws a section page by page.
pub(super) struct Painter<'a> {
    pub measure: &'a Measure<'a>,
    pub paper: Paper,
    pub footer: Footer,
    /// Number of the section's first page, and how many pages its numbers run to.
    pub first_number: usize,
    pub total: usize,
    pub out: &'a mut Out<'a>,
    pub page: usize,
    pub marks: Vec<Mark>,
}

impl Sink for Painter<'_> {
    fn band(&mut self, place: Place, band: Band<'_>) -> Result<()> {
        while self.page < place.page {
            self.finish_page()?;
        }
        let y = self.paper.top * POINTS + place.y;
        match band {
            Band::Title(words) | Band::Words(words) => self.words(y, &words),
            Band::Fields(fields) => self.fields(y, place.height, fields),
            Band::Part(part) => self.part(y, place.height, &part),
        }
        Ok(())
    }
}

/// How lines stand in their box.
struct Setting {
    x: f32,
    width: f32,
    align: Align,
    leading: f32,
    indent: f32,
    justified: bool,
}

impl Painter<'_> {
    /// Ends the page in hand and gives it away.
    pub(super) fn finish_page(&mut self) -> Result<()> {
        self.footer()?;
        let page = Page {
            width: self.paper.width * POINTS,
            height: self.paper.height * POINTS,
            marks: std::mem::take(&mut self.marks),
        };
        self.page += 1;
        (self.out)(page)
    }

    fn footer(&mut self) -> Result<()> {
        let number = self.first_number + self.page;
        let (text, size, align) = match self.footer {
            Footer::None => return Ok(()),
            Footer::PageOfPages => (format!("第 {number} 页 共 {} 页", self.total), 9.0, Align::Center),
            Footer::Dashes if number % 2 == 1 => (format!("— {number} —"), 14.0, Align::Right),
            Footer::Dashes => (format!("— {number} —"), 14.0, Align::Left),
        };
        let items = self.measure.text(&text, Face::SongTi)?;
        let ranges = std::iter::once(0..items.len()).collect();
        let lines = Lines { items, ranges, size };
        // One character in from the outer edge.
        let inset = if align == Align::Center { 0.0 } else { size };
        let y = (self.paper.height - self.paper.bottom) * POINTS + FOOTER_DROP - ASCENT * size;
        let (x, width) = (self.left() + inset, self.paper.text_width() * POINTS - 2.0 * inset);
        let leading = size;
        self.lines(y, &lines, 0..1, &Setting { x, width, align, leading, indent: 0.0, justified: false });
        Ok(())
    }

    fn left(&self) -> f32 {
        self.paper.left * POINTS
    }

    fn words(&mut self, y: f32, words: &Words<'_>) {
        let setting = Setting {
            x: self.left(),
            width: self.paper.text_width() * POINTS,
            align: words.style.align,
            leading: words.leading,
            indent: words.style.indent,
            justified: words.justified,
        };
        self.lines(y, words.lines, words.from..words.to, &setting);
    }

    fn fields(&mut self, y: f32, height: f32, fields: &[LaidField]) {
        for field in fields {
            let leading = leading(field.lines.size);
            let top = y + (height - field.lines.height()) / 2.0;
            let setting = Setting {
                x: self.left() + field.x,
                width: field.width,
                align: field.align,
                leading,
                indent: 0.0,
                justified: false,
            };
            self.lines(top, &field.lines, 0..field.lines.ranges.len(), &setting);
        }
    }

    fn part(&mut self, y: f32, height: f32, part: &Part<'_>) {
        let tops: Vec<f32> = part
            .rows
            .iter()
            .scan(y, |at, row| {
                let top = *at;
                *at += row.height;
                Some(top)
            })
            .collect();
        self.rules(y, height, part, &tops);
        for (row, (laid, &top)) in part.rows.iter().zip(&tops).enumerate() {
            for cell in &laid.cells {
                let bottom = tops.get(row + cell.down).copied().unwrap_or(y + height);
                self.cell(top, bottom - top, cell, part);
            }
        }
    }

    fn cell(&mut self, top: f32, height: f32, cell: &LaidCell, part: &Part<'_>) {
        if cell.lines.items.is_empty() {
            return;
        }
        let width = part.shape.width(cell.column, cell.across) - 2.0 * PAD;
        let room = height - 2.0 * PAD_UPRIGHT;
        let shrunk;
        let lines = if cell.lines.height() > room + 0.01 {
            shrunk = fit_height(cell.lines.clone(), width, room);
            &shrunk
        } else {
            &cell.lines
        };
        let style = cell.cell.style;
        let y = match style.valign {
            Valign::Top => top + PAD_UPRIGHT,
            Valign::Middle => top + (height - lines.height()) / 2.0,
            Valign::Bottom => top + height - PAD_UPRIGHT - lines.height(),
        };
        let setting = Setting {
            x: self.left() + part.shape.left(cell.column) + PAD,
            width,
            align: style.align,
            leading: leading(lines.size),
            indent: style.indent,
            justified: false,
        };
        self.lines(y, lines, 0..lines.ranges.len(), &setting);
    }

    /// The frame, and between cells one rule as long as it can be.
    fn rules(&mut self, y: f32, height: f32, part: &Part<'_>, tops: &[f32]) {
        let thickness = match part.shape.ruling {
            Ruling::Framed => FRAME,
            Ruling::Thin => RULE,
            Ruling::None => return,
        };
        let (left, columns) = (self.left(), part.shape.columns());
        let owners = owners(part, columns);
        let owner = |row: usize, column: usize| owners.get(row * columns + column).copied().unwrap_or(0);
        let x = |column: usize| left + part.shape.left(column);
        for row in 1..part.rows.len() {
            let at = tops.get(row).copied().unwrap_or(y);
            for (from, to) in runs(columns, |column| owner(row - 1, column) != owner(row, column)) {
                self.marks.push(Mark::Rule { from: (x(from), at), to: (x(to), at), thickness: RULE });
            }
        }
        let top = |row: usize| tops.get(row).copied().unwrap_or(y + height);
        for column in 1..columns {
            let at = x(column);
            for (from, to) in runs(part.rows.len(), |row| owner(row, column - 1) != owner(row, column)) {
                self.marks.push(Mark::Rule { from: (at, top(from)), to: (at, top(to)), thickness: RULE });
            }
        }
        let width = part.shape.left(columns);
        self.marks.push(Mark::Frame { x: left, y, width, height, thickness });
    }

    fn lines(&mut self, y: f32, words: &Lines, range: std::ops::Range<usize>, setting: &Setting) {
        let size = words.size;
        let last = words.ranges.len();
        let mut top = y;
        for number in range {
            let Some(line) = words.ranges.get(number) else { break };
            let items = lines::without_end(words.items.get(line.clone()).unwrap_or_default());
            let width = words.width(line);
            let indent = if number == 0 { setting.indent * size } else { 0.0 };
            let spare = setting.width - width - indent;
            let x = setting.x
                + match setting.align {
                    Align::Left => indent,
                    Align::Center => spare / 2.0,
                    Align::Right => spare,
                };
            #[allow(clippy::cast_precision_loss, reason = "characters of one line")]
            let stretch = spare / (items.len().max(2) - 1) as f32;
            let stretches = setting.justified
                && number + 1 < last
                && spare > 0.0
                && stretch <= MOST_STRETCH * size
                && words.items.get(line.end).is_some_and(|next| next.ink != Ink::LineEnd);
            let baseline = top + (setting.leading - size) / 2.0 + ASCENT * size;
            self.line(x, baseline, items, size, if stretches { stretch } else { 0.0 });
            top += setting.leading;
        }
    }

    fn line(&mut self, x: f32, baseline: f32, items: &[Item], size: f32, spacing: f32) {
        let mut x = x;
        let mut run: Option<Run> = None;
        for item in items {
            let width = item.width(size);
            if let Ink::Glyph(font, character) = item.ink {
                let spacing = spacing + item.points;
                let same = run.as_ref().is_some_and(|run| run.font == font);
                if !same {
                    let next = Run { font, x, text: String::new(), width: 0.0, spacing };
                    self.end_run(run.replace(next), baseline, size);
                }
                if let Some(run) = &mut run {
                    run.text.push(character);
                    run.width += item.em * size + spacing;
                }
            } else {
                self.end_run(run.take(), baseline, size);
                match item.ink {
                    Ink::Tick => {
                        let side = size * 0.92;
                        let y = baseline - ASCENT * size + (size - side) / 2.0;
                        self.marks.push(Mark::Frame {
                            x: x + size * 0.04,
                            y,
                            width: side,
                            height: side,
                            thickness: RULE * 1.5,
                        });
                    }
                    Ink::Rule => {
                        let y = baseline + size * 0.12;
                        let to = (x + width, y);
                        self.marks.push(Mark::Rule { from: (x, y), to, thickness: RULE });
                    }
                    Ink::Number(font) => {
                        self.marks.push(Mark::Number { font, size, x, baseline, width });
                    }
                    _ => {}
                }
            }
            x += width + spacing;
        }
        self.end_run(run, baseline, size);
    }

    fn end_run(&mut self, run: Option<Run>, baseline: f32, size: f32) {
        let Some(run) = run else { return };
        if run.text.trim().is_empty() {
            return;
        }
        self.marks.push(Mark::Text {
            font: run.font,
            size,
            x: run.x,
            baseline,
            width: run.width - run.spacing,
            spacing: run.spacing,
            text: run.text,
        });
    }
}

/// Neighbouring characters of one font.
struct Run {
    font: FontId,
    x: f32,
    text: String,
    width: f32,
    /// After each character.
    spacing: f32,
}

/// Which cell holds each place of the part, row by row.
fn owners(part: &Part<'_>, columns: usize) -> Vec<usize> {
    let mut owners = vec![0; part.rows.len() * columns];
    let mut number = 0;
    for (row, laid) in part.rows.iter().enumerate() {
        for cell in &laid.cells {
            number += 1;
            for below in row..row + cell.down {
                let from = below * columns + cell.column;
                for owner in owners.iter_mut().skip(from).take(cell.across) {
                    *owner = number;
                }
            }
        }
    }
    owners
}

/// Unbroken runs of places that `holds`.
fn runs(count: usize, holds: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for place in 0..=count {
        match (start, place < count && holds(place)) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                found.push((from, place));
                start = None;
            }
            _ => {}
        }
    }
    found
}
