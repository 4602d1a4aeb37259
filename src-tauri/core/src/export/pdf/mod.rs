//! Pages to PDF with printpdf: fonts embedded and cut to the characters used, text that reads back
//! code point for code point, the same bytes for the same document and moment.
//!
//! Fonts are cut before printpdf sees them: without its layout engine it embeds fonts whole, and
//! with it takes three times as long (`measured.md`, PDF). It would also keep every operator of every
//! page until the file is written; so pages are drawn twice, once for their characters and once in
//! batches whose contents alone are kept.

mod operators;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
};

use chrono::NaiveDateTime;
use printpdf::{DictItem, ParsedFont, PdfDocument, PdfFont, PdfSaveOptions};
use sha2::{Digest, Sha256};

use super::{PRODUCER, fonts::FontBook, layout::Layout};
use crate::{Error, Result, progress::Progress};
use operators::{Operators, resource};

/// Pages whose operators are held at once.
const BATCH: usize = 128;

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
    let mut operators = Operators::new(fonts);
    let mut shells = Vec::new();
    layout.draw("选字", progress, &mut |page, copy| {
        operators.collect(page, copy)?;
        shells.push((page.width, page.height));
        Ok(())
    })?;
    let mut pdf = PdfDocument::new(&layout.document().name);
    for (cut, characters) in operators.used() {
        let parsed = embedded(&fonts.subset(cut.0, &characters)?, fonts.family(cut.0), &characters)?;
        pdf.resources.fonts.map.insert(resource(cut), PdfFont::new(parsed));
    }
    let mut contents = Vec::with_capacity(shells.len());
    layout.draw("输出", progress, &mut |page, copy| {
        pdf.pages.push(operators.page(page, copy)?);
        if pdf.pages.len() == BATCH {
            take_contents(&mut pdf, &mut contents)?;
        }
        Ok(())
    })?;
    take_contents(&mut pdf, &mut contents)?;
    pdf.pages = shells.into_iter().map(|(width, height)| operators::empty(width, height)).collect();
    finish(pdf, operators.specimen(), contents, &layout.document().name, created, out)
}

/// Turns the pages in hand into their content streams.
fn take_contents(pdf: &mut PdfDocument, contents: &mut Vec<Vec<u8>>) -> Result<()> {
    let mut warnings = Vec::new();
    let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    sound(&warnings)?;
    for page in file.get_pages().into_values() {
        for id in file.get_page_contents(page) {
            let stream = file.get_object_mut(id).and_then(|stream| stream.as_stream_mut());
            contents.push(std::mem::take(&mut stream.map_err(Error::internal)?.content));
        }
    }
    pdf.pages.clear();
    Ok(())
}

fn sound(warnings: &[printpdf::PdfWarnMsg]) -> Result<()> {
    match warnings.first() {
        Some(warning) => Err(Error::internal(format!("printpdf: {warning:?}"))),
        None => Ok(()),
    }
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

/// Puts the contents into their pages, sets what printpdf leaves random or wrong (file ID, PDF/X
/// claim, time zone) and writes the file.
fn finish(
    mut pdf: PdfDocument,
    specimen: Vec<printpdf::Op>,
    contents: Vec<Vec<u8>>,
    title: &str,
    created: NaiveDateTime,
    out: &mut dyn Write,
) -> Result<()> {
    pdf.metadata.info.producer = PRODUCER.to_owned();
    if let Some(first) = pdf.pages.first_mut() {
        first.ops = specimen;
    }
    let mut warnings = Vec::new();
    let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    sound(&warnings)?;
    drop(pdf);
    for (page, content) in file.get_pages().into_values().zip(contents) {
        let Some(&id) = file.get_page_contents(page).first() else { continue };
        let stream = file.get_object_mut(id).and_then(|stream| stream.as_stream_mut());
        stream.map_err(Error::internal)?.set_plain_content(content);
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
