//! Breaks a document into pages of a few drawing primitives. Pure: the same document and fonts
//! make the same pages.
//!
//! Pages come one at a time. [`Layout::new`] walks the document once to count (第 x 页 共 y 页 needs
//! the end before the beginning), and each writer walks it again: no list is ever held whole
//! (`decisions.md` 22).

mod fields;
mod flow;
mod grid;
mod lines;
mod measure;
mod paint;
mod parts;

mod tidy;
mod title;

pub(crate) use fields::LaidField;
pub(crate) use flow::{Band, Part, Place, Sink, Words};
pub(crate) use grid::{LaidCell, Shape};
pub use measure::Unprintable;
pub(crate) use measure::{NUMBER_DIGITS, POINTS};

use crate::{
    Error, Result,
    documents::{Align, Document, Face, Section, TextStyle, Valign},
    export::fonts::{FontBook, FontId, Substitution},
    progress::Progress,
};
use measure::Measure;
use paint::Painter;

/// An empty cell that a form left out.
const EMPTY: TextStyle =
    TextStyle { face: Face::FangSong, size: 10.5, align: Align::Left, valign: Valign::Middle, indent: 0.0 };

/// A page, from the top left corner, in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// What is on it.
    pub marks: Vec<Mark>,
}

/// A drawing primitive. All a writer must know how to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Characters of one font on one line.
    Text {
        /// File of the book.
        font: FontId,
        /// Points.
        size: f32,
        /// Left end.
        x: f32,
        /// Baseline.
        baseline: f32,
        /// Width as laid out, [`Mark::Text::spacing`] included.
        width: f32,
        /// Added after each character.
        spacing: f32,
        /// The characters, each one printable in this font.
        text: String,
    },
    /// 编号 of the copy, five digits.
    Number {
        /// File of the book.
        font: FontId,
        /// Points.
        size: f32,
        /// Left end.
        x: f32,
        /// Baseline.
        baseline: f32,
        /// Width.
        width: f32,
    },
    /// A straight rule.
    Rule {
        /// One end.
        from: (f32, f32),
        /// The other.
        to: (f32, f32),
        /// Points.
        thickness: f32,
    },
    /// An outlined rectangle.
    Frame {
        /// Left.
        x: f32,
        /// Top.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Points.
        thickness: f32,
    },
}

/// 编号 of a copy, as it is printed.
pub fn copy_number(copy: u32) -> String {
    format!("{copy:0width$}", width = usize::from(NUMBER_DIGITS))
}

/// How far a section reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Pages of one copy.
    pub pages: usize,
    /// The one grid that goes over page ends, when it reaches the section's last page: a workbook
    /// can repeat its header by itself. Others must write header rows again.
    pub repeats: Option<usize>,
    /// Data rows of all grids.
    pub rows: usize,
}

/// A document laid out.
pub struct Layout<'a> {
    document: &'a Document,
    measure: Measure<'a>,
    extents: Vec<Extent>,
}

impl<'a> Layout<'a> {
    /// Counts the pages of a document.
    ///
    /// # Errors
    /// Font files that can't be read; cancelled.
    pub fn new(document: &'a Document, fonts: &'a FontBook, progress: &dyn Progress) -> Result<Self> {
        if document.sections.is_empty() {
            return Err(Error::internal(format!("{} has no sections", document.key)));
        }
        let measure = Measure::new(fonts);
        let mut extents = Vec::with_capacity(document.sections.len());
        for (index, section) in document.sections.iter().enumerate() {
            progress.step("排版", index as u64, document.sections.len() as u64)?;
            extents.push(flow::run(section, &measure, &mut flow::Nowhere, progress)?);
        }
        Ok(Self { document, measure, extents })
    }

    /// Pages on paper, all copies counted.
    pub fn pages(&self) -> usize {
        self.sections().map(|(section, extent)| extent.pages * section.copies as usize).sum()
    }

    /// Pages of the workbook, which holds one copy.
    pub(crate) fn pages_of_one_copy(&self) -> usize {
        self.extents.iter().map(|extent| extent.pages).sum()
    }

    /// The faces that were not there.
    pub fn substituted(&self) -> Vec<Substitution> {
        self.measure.substituted()
    }

    /// The names whose characters no font has.
    pub fn unprintable(&self) -> Vec<Unprintable> {
        self.measure.unprintable()
    }

    pub(crate) fn document(&self) -> &'a Document {
        self.document
    }

    pub(crate) fn sections(&self) -> impl Iterator<Item = (&'a Section, Extent)> {
        self.document.sections.iter().zip(self.extents.iter().copied())
    }

    /// Walks one section for a writer that needs rows and breaks rather than marks.
    pub(crate) fn walk(&self, section: &Section, sink: &mut dyn Sink, progress: &dyn Progress) -> Result<()> {
        flow::run(section, &self.measure, sink, progress).map(|_| ())
    }

    /// Draws every page, as the named stage of the work, and gives it to `out` with the number of its copy, from 1. A section in
    /// several copies is drawn once; its pages number themselves, as each copy is a paper of its own.
    ///
    /// # Errors
    /// What `out` says; cancelled.
    pub fn draw(
        &self,
        stage: &str,
        progress: &dyn Progress,
        out: &mut dyn FnMut(&Page, u32) -> Result<()>,
    ) -> Result<()> {
        let all = self.pages() as u64;
        let single = |(section, _): &(&Section, Extent)| section.copies == 1;
        let numbered: usize = self.sections().filter(single).map(|(_, extent)| extent.pages).sum();
        let (mut done, mut next_number) = (0, 1);
        for (section, extent) in self.sections() {
            if section.copies == 0 {
                continue;
            }
            let one = section.copies == 1;
            let (first_number, total) = if one { (next_number, numbered) } else { (1, extent.pages) };
            let mut kept: Vec<Page> = Vec::new();
            {
                let mut give = |page: Page| {
                    if !one {
                        kept.push(page);
                        return Ok(());
                    }
                    done += 1;
                    progress.step(stage, done, all)?;
                    out(&page, 1)
                };
                let mut painter = Painter {
                    measure: &self.measure,
                    paper: section.paper,
                    footer: section.footer,
                    first_number,
                    total,
                    out: &mut give,
                    page: 0,
                    marks: Vec::new(),
                };
                flow::run(section, &self.measure, &mut painter, progress)?;
                while painter.page < extent.pages {
                    painter.finish_page()?;
                }
            }
            if one {
                next_number += extent.pages;
            }
            for copy in 1..=section.copies {
                for page in &kept {
                    done += 1;
                    progress.step(stage, done, all)?;
                    out(page, copy)?;
                }
            }
        }
        Ok(())
    }
}
