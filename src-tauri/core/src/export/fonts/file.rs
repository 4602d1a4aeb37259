//! One font file: which characters it can really draw, how wide they are, and the small font a
//! PDF carries of it.

use std::{collections::BTreeSet, path::Path};

use allsorts::{
    binary::read::ReadScope,
    cff::{CFF, outline::CFFOutlines},
    error::ParseError,
    font::read_cmap_subtable,
    font_data::{DynamicFontTableProvider, FontData},
    outline::{BoundingBoxSink, OutlineBuilder},
    subset::{CmapTarget, SubsetProfile, subset},
    tables::{FontTableProvider, HeadTable, HheaTable, HmtxTable, MaxpTable, cmap::Cmap, loca::LocaTable},
    tag,
};

use crate::{Error, ErrorCode, Result};

/// A font file, read.
pub(super) struct FontFile {
    bytes: Vec<u8>,
    /// Characters and their glyphs, by character.
    glyphs: Vec<(u32, u16)>,
    /// Advance of each glyph, in thousandths of the size, cut as PDF widths are.
    advances: Vec<u16>,
}

impl FontFile {
    /// Reads a font file.
    ///
    /// # Errors
    /// Storage errors naming the file; damaged when it is not a font.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|error| crate::files::io_error(path, "读取字体", &error))?;
        let (glyphs, advances) = tables(&bytes).map_err(|error| {
            Error::new(ErrorCode::Damaged, format!("字体文件“{}”无法使用", path.display()))
                .hint("请用安装包里的字体文件替换它，再重新输出。")
                .cause(error)
        })?;
        Ok(Self { bytes, glyphs, advances })
    }

    /// The glyph the font claims for a character.
    pub(super) fn glyph(&self, character: char) -> Option<u16> {
        let found = self.glyphs.binary_search_by_key(&u32::from(character), |&(code, _)| code).ok()?;
        self.glyphs.get(found).map(|&(_, glyph)| glyph).filter(|&glyph| glyph != 0)
    }

    /// Width of a glyph in thousandths of the size.
    pub(super) fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(1000)
    }

    /// Whether the font draws something there: a font may claim a character and hold an empty
    /// outline (`measured.md`, Fonts).
    pub(super) fn draws(&self, glyph: u16) -> bool {
        outline_is_drawn(&self.bytes, glyph).unwrap_or(false)
    }

    /// A small font of just these characters.
    ///
    /// # Errors
    /// Internal: the font was readable before.
    pub(super) fn subset(&self, characters: &BTreeSet<char>) -> Result<Vec<u8>> {
        let mut glyphs: BTreeSet<u16> = characters.iter().filter_map(|&c| self.glyph(c)).collect();
        // .notdef, which every font program must begin with.
        glyphs.insert(0);
        let glyphs: Vec<u16> = glyphs.into_iter().collect();
        let provider = provider(&self.bytes).map_err(|error| Error::internal(format!("{error:?}")))?;
        subset(&provider, &glyphs, &SubsetProfile::Minimal, CmapTarget::Unicode)
            .map_err(|error| Error::internal(format!("subset: {error:?}")))
    }
}

fn provider(bytes: &[u8]) -> Result<DynamicFontTableProvider<'_>, ParseError> {
    ReadScope::new(bytes).read::<FontData<'_>>()?.table_provider(0).map_err(|_| ParseError::BadValue)
}

type Tables = (Vec<(u32, u16)>, Vec<u16>);

fn tables(bytes: &[u8]) -> Result<Tables, ParseError> {
    let provider = provider(bytes)?;
    let head = provider.read_table_data(tag::HEAD)?;
    let head = ReadScope::new(&head).read::<HeadTable>()?;
    let maxp = provider.read_table_data(tag::MAXP)?;
    let maxp = ReadScope::new(&maxp).read::<MaxpTable>()?;
    let hhea = provider.read_table_data(tag::HHEA)?;
    let hhea = ReadScope::new(&hhea).read::<HheaTable>()?;
    let hmtx = provider.read_table_data(tag::HMTX)?;
    let hmtx = ReadScope::new(&hmtx)
        .read_dep::<HmtxTable<'_>>((usize::from(maxp.num_glyphs), usize::from(hhea.num_h_metrics)))?;
    let em = u32::from(head.units_per_em.max(1));
    let advances = (0..maxp.num_glyphs)
        .map(|glyph| {
            let units = hmtx.horizontal_advance(glyph).unwrap_or(head.units_per_em);
            u16::try_from(u32::from(units) * 1000 / em).unwrap_or(u16::MAX)
        })
        .collect();

    let cmap = provider.read_table_data(tag::CMAP)?;
    let cmap = ReadScope::new(&cmap).read::<Cmap<'_>>()?;
    let (_, subtable) = read_cmap_subtable(&cmap)?.ok_or(ParseError::MissingValue)?;
    let mut glyphs = Vec::new();
    subtable.mappings_fn(|code, glyph| glyphs.push((code, glyph)))?;
    glyphs.sort_unstable();
    glyphs.dedup_by_key(|&mut (code, _)| code);
    Ok((glyphs, advances))
}

fn outline_is_drawn(bytes: &[u8], glyph: u16) -> Result<bool, ParseError> {
    let provider = provider(bytes)?;
    if provider.has_table(tag::CFF) {
        let table = provider.read_table_data(tag::CFF)?;
        let cff = ReadScope::new(&table).read::<CFF<'_>>()?;
        let mut sink = BoundingBoxSink::new();
        CFFOutlines { table: &cff }.visit(glyph, None, &mut sink).map_err(|_| ParseError::BadValue)?;
        return Ok(sink.to_bounding_box().is_some());
    }
    let head = provider.read_table_data(tag::HEAD)?;
    let head = ReadScope::new(&head).read::<HeadTable>()?;
    let maxp = provider.read_table_data(tag::MAXP)?;
    let maxp = ReadScope::new(&maxp).read::<MaxpTable>()?;
    let loca = provider.read_table_data(tag::LOCA)?;
    let loca =
        ReadScope::new(&loca).read_dep::<LocaTable<'_>>((maxp.num_glyphs, head.index_to_loc_format))?;
    let offsets = &loca.offsets;
    Ok(offsets.get(usize::from(glyph)) != offsets.get(usize::from(glyph) + 1))
}
