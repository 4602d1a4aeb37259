//! Pages to PDF with printpdf: fonts embedded and cut to the characters used, text that reads back
//! code point for code point, the same bytes for the same document and moment.
//!
//! Fonts are cut before printpdf sees them: without its layout engine it embeds fonts whole, and
//! with it takes three times as long (`measured.md`, PDF). printpdf keeps all pages until the file
//! is written; papers of many thousand pages belong in one file a branch.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::Write,
};

use chrono::NaiveDateTime;
use printpdf::{
    DictItem, FontId as PdfFontId, Line, LinePoint, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, TextItem, TextMatrix,
};
use sha2::{Digest, Sha256};

use super::{
    PRODUCER,
    fonts::{FontBook, FontId},
    layout::{Layout, Mark, Page, copy_number},
};
use crate::{Error, Result, progress::Progress};

/// Writes a laid-out document as PDF.
///
/// # Errors
/// Font files that can't be read; cancelled; what `out` says.
pub(super) fn write(
    layout: &Layout<'_>,
    fonts: &FontBook,
    created: NaiveDateTime,
    progress: &dyn Progress,
    out: &mut dyn Write,
) -> Result<()> {
    let mut pages = Pages { fonts, used: BTreeMap::new(), known: HashMap::new() };
    let mut pdf = PdfDocument::new(&layout.document().name);
    layout.draw(progress, &mut |page, copy| {
        let page = pages.page(page, copy)?;
        pdf.pages.push(page);
        Ok(())
    })?;
    for (&cut, glyphs) in &pages.used {
        let characters: BTreeSet<char> = glyphs.values().copied().collect();
        let parsed = embedded(&fonts.subset(cut.0, &characters)?, fonts.family(cut.0), &characters)?;
        pdf.resources.fonts.map.insert(resource(cut), PdfFont::new(parsed));
    }
    finish(pdf, &layout.document().name, created, out)
}

/// A font of the file. In some fonts two characters share a glyph (一 and the radical ⼀), and a
/// glyph reads back as one character only: the second is shown from a second cut of the same file.
type Cut = (FontId, u8);

/// Turns pages into operators and remembers the characters of each font.
struct Pages<'a> {
    fonts: &'a FontBook,
    /// The character that each glyph of each cut reads back as.
    used: BTreeMap<Cut, BTreeMap<u16, char>>,
    /// [`Pages::cut`], remembered.
    known: HashMap<(FontId, char), Cut>,
}

impl Pages<'_> {
    fn page(&mut self, page: &Page, copy: u32) -> Result<PdfPage> {
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
        let millimetres = |points: f32| Mm(points * 25.4 / 72.0);
        Ok(PdfPage::new(millimetres(page.width), millimetres(page.height), ops))
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

fn resource((font, cut): Cut) -> PdfFontId {
    PdfFontId(format!("XF{}C{cut}", font.index()))
}

fn embedded(bytes: &[u8], family: &str, characters: &BTreeSet<char>) -> Result<ParsedFont> {
    let mut warnings = Vec::new();
    let mut font = ParsedFont::from_bytes(bytes, 0, &mut warnings)
        .ok_or_else(|| Error::internal(format!("subset of {family} unreadable: {warnings:?}")))?;
    // The tag that marks a subset (ISO 32000-1 9.6.4), from the characters so that it is the same
    // each time.
    let mut hash = Sha256::new();
    for character in characters {
        hash.update(u32::from(*character).to_be_bytes());
    }
    let tag: String = hash.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
    font.font_name = Some(format!("{tag}+{}", family.replace(' ', "")));
    Ok(font)
}

/// Sets what printpdf leaves random or wrong (file ID, PDF/X claim, time zone) and writes the file.
fn finish(mut pdf: PdfDocument, title: &str, created: NaiveDateTime, out: &mut dyn Write) -> Result<()> {
    pdf.metadata.info.producer = PRODUCER.to_owned();
    let mut warnings = Vec::new();
    let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    drop(pdf);
    if let Some(warning) = warnings.first() {
        return Err(Error::internal(format!("printpdf: {warning:?}")));
    }
    let moment = created.format("D:%Y%m%d%H%M%S").to_string();
    let mut hash = Sha256::new();
    hash.update(title);
    hash.update(&moment);
    for object in file.objects.values().filter_map(|object| object.as_stream().ok()) {
        hash.update(&object.content);
    }
    let id = DictItem::String { data: hash.finalize().iter().take(16).copied().collect(), literal: false };
    file.version = "1.7".to_owned();
    file.trailer.set("ID", DictItem::Array(vec![id.clone(), id]).to_lopdf());
    let catalog = file.catalog_mut().map_err(Error::internal)?;
    catalog.set("Lang", plain("zh-CN").to_lopdf());
    let show_title = BTreeMap::from([("DisplayDocTitle".to_owned(), DictItem::Bool(true))]);
    catalog.set("ViewerPreferences", DictItem::Dict { map: show_title }.to_lopdf());
    let info = file.trailer.get(b"Info").and_then(|info| info.as_reference()).map_err(Error::internal)?;
    let info = file.get_object_mut(info).and_then(|info| info.as_dict_mut()).map_err(Error::internal)?;
    for key in ["GTS_PDFXVersion", "Identifier", "Author", "Creator", "Subject", "Keywords", "Trapped"] {
        info.remove(key.as_bytes());
    }
    info.set("Title", utf16(title).to_lopdf());
    info.set("CreationDate", plain(&moment).to_lopdf());
    info.set("ModDate", plain(&moment).to_lopdf());
    file.compress();
    let mut bytes = std::io::BufWriter::new(out);
    file.save_to(&mut bytes).and_then(|()| bytes.flush()).map_err(super::storage)
}

fn plain(text: &str) -> DictItem {
    DictItem::String { data: text.as_bytes().to_vec(), literal: true }
}

fn utf16(text: &str) -> DictItem {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    DictItem::String { data: units.flat_map(u16::to_be_bytes).collect(), literal: false }
}
