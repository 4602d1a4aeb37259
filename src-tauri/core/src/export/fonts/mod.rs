//! The faces of official paper and the files that stand for them, with a fallback for each single
//! character.
//!
//! Fonts are files beside the program, never compiled in: FandolFang's licence asks for that, and
//! an office that owns 方正小标宋 or 仿宋_GB2312 can lay its file into the same folder and have it
//! used.

mod file;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use crate::{Error, ErrorCode, Result, documents::Face};
use file::FontFile;

/// Stands where no font has the character: visible, as printers' 〓 always said "to be filled in".
pub const PLACEHOLDER: char = '〓';

/// One of the book's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FontId(u8);

impl FontId {
    /// Place in the book, for names inside a PDF.
    pub fn index(self) -> u8 {
        self.0
    }
}

/// How a character is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The file it is drawn from.
    pub font: FontId,
    /// What is drawn: the character itself, or [`PLACEHOLDER`].
    pub character: char,
    /// Width in thousandths of the size.
    pub advance: u16,
}

/// A role, the file that fills it, and the files of vendors that an office may add.
struct Role {
    face: Face,
    official: &'static str,
    file: &'static str,
    family: &'static str,
    vendors: &'static [&'static str],
}

const ROLES: [Role; 5] = [
    Role {
        face: Face::SongTi,
        official: "宋体",
        file: "NotoSerifSC-Regular.otf",
        family: "Noto Serif SC",
        vendors: &["simsun.ttf"],
    },
    Role {
        face: Face::KaiTi,
        official: "楷体_GB2312",
        file: "LXGWWenKai-Regular.ttf",
        family: "LXGW WenKai",
        vendors: &["楷体_GB2312.ttf", "simkai.ttf"],
    },
    Role {
        face: Face::XiaoBiaoSong,
        official: "方正小标宋简体",
        file: "NotoSerifSC-Bold.subset.otf",
        family: "Noto Serif SC Bold",
        vendors: &["方正小标宋简体.ttf", "FZXBSJW.TTF"],
    },
    Role {
        face: Face::FangSong,
        official: "仿宋_GB2312",
        file: "FandolFang-Regular.otf",
        family: "FandolFang",
        vendors: &["仿宋_GB2312.ttf", "simfang.ttf"],
    },
    Role {
        face: Face::HeiTi,
        official: "黑体",
        file: "NotoSansSC-Regular.otf",
        family: "Noto Sans SC",
        vendors: &["simhei.ttf"],
    },
];

/// Comes last: Ext B-F nearly whole, 30 MB, so it is read only when a name needs it.
const LAST: &str = "HanaMinB.ttf";

/// A font file's place and, once needed, its contents.
struct Slot {
    path: PathBuf,
    family: &'static str,
    vendor: bool,
    file: OnceLock<FontFile>,
}

impl Slot {
    fn new(path: PathBuf, family: &'static str, vendor: bool) -> Self {
        Self { path, family, vendor, file: OnceLock::new() }
    }
}

/// The fonts of one folder.
pub struct FontBook {
    /// The own files of [`ROLES`] in that order, then [`LAST`], then vendors' files that were found.
    slots: Vec<Slot>,
    /// The file that fills each of [`ROLES`].
    filled: [FontId; 5],
}

/// 方正小标宋简体 was asked for and Noto Serif SC Bold used.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Substitution {
    /// The face that the standard names.
    pub wanted: String,
    /// The font that was used.
    pub used: String,
}

/// The office's name of a face: what a workbook asks for.
pub fn official_name(face: Face) -> &'static str {
    ROLES.iter().find(|role| role.face == face).map_or("宋体", |role| role.official)
}

impl FontBook {
    /// Looks into a folder. Files are read when the first character needs them.
    ///
    /// # Errors
    /// Not found, naming the fonts that are missing.
    pub fn open(folder: &Path) -> Result<Self> {
        let mut slots: Vec<Slot> =
            ROLES.iter().map(|role| Slot::new(folder.join(role.file), role.family, false)).collect();
        slots.push(Slot::new(folder.join(LAST), "HanaMinB", false));
        let missing: Vec<String> = slots
            .iter()
            .filter(|slot| !slot.path.is_file())
            .map(|slot| slot.path.file_name().unwrap_or_default().to_string_lossy().into_owned())
            .collect();
        if !missing.is_empty() {
            return Err(Error::new(
                ErrorCode::NotFound,
                format!("字体文件夹“{}”里缺少字体", folder.display()),
            )
            .hint("请把安装包里的 assets/fonts 文件夹放到程序旁边，或用环境变量 XIANFENG_ASSETS 指明位置。")
            .details(missing));
        }
        let mut filled = [FontId(0), FontId(1), FontId(2), FontId(3), FontId(4)];
        for (role, id) in ROLES.iter().zip(&mut filled) {
            let vendor = role.vendors.iter().map(|name| folder.join(name)).find(|path| path.is_file());
            if let Some(path) = vendor {
                *id = FontId(u8::try_from(slots.len()).unwrap_or(u8::MAX));
                slots.push(Slot::new(path, role.official, true));
            }
        }
        Ok(Self { slots, filled })
    }

    /// How a character is drawn in a face: by the face's own file, else by the first of 宋体, 楷体
    /// and the rare characters' font that really has it. None when no font has it.
    ///
    /// # Errors
    /// A font file that can't be read.
    pub fn glyph(&self, face: Face, character: char) -> Result<Option<Glyph>> {
        // Private use means something else in every font: a glyph found there would be a wrong one.
        if is_private(character) {
            return Ok(None);
        }
        let first = self.role(face);
        // Song and Kai stand first and second in the slots; the rare characters' font is sixth.
        for font in [first, FontId(0), FontId(1), FontId(5)] {
            // LXGW's quotes are 0.35 em wide and stick to the words.
            if font == FontId(1) && matches!(character, '“' | '”' | '‘' | '’') {
                continue;
            }
            let file = self.file(font)?;
            let Some(glyph) = file.glyph(character) else { continue };
            if character.is_whitespace() || file.draws(glyph) {
                return Ok(Some(Glyph { font, character, advance: file.advance(glyph) }));
            }
        }
        Ok(None)
    }

    /// The glyph number of a character in a file: two characters may share one.
    ///
    /// # Errors
    /// A font file that can't be read.
    pub fn glyph_number(&self, font: FontId, character: char) -> Result<Option<u16>> {
        Ok(self.file(font)?.glyph(character))
    }

    /// A small font of these characters, for embedding.
    ///
    /// # Errors
    /// A font file that can't be read or cut.
    pub fn subset(&self, font: FontId, characters: &BTreeSet<char>) -> Result<Vec<u8>> {
        self.file(font)?.subset(characters)
    }

    /// All files of the book.
    pub fn ids(&self) -> impl Iterator<Item = FontId> {
        (0..self.slots.len()).filter_map(|slot| u8::try_from(slot).ok()).map(FontId)
    }

    /// The family name of a file.
    pub fn family(&self, font: FontId) -> &'static str {
        self.slots.get(usize::from(font.0)).map_or("", |slot| slot.family)
    }

    /// Every name that a paper calls a face by, official or of the file, with the file that fills it.
    pub fn faces(&self) -> Vec<(&'static str, String)> {
        let file = |slot: &Slot| {
            slot.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        };
        let mut faces: Vec<(&str, String)> = Vec::new();
        for (role, filled) in ROLES.iter().zip(self.filled) {
            faces.extend(self.slots.get(usize::from(filled.0)).map(|slot| (role.official, file(slot))));
        }
        faces.extend(self.slots.iter().filter(|slot| !slot.vendor).map(|slot| (slot.family, file(slot))));
        faces
    }

    /// The official face that a file was made to stand for; 宋体 for the rare characters' font.
    pub fn stands_for(&self, font: FontId) -> Face {
        ROLES.iter().zip(self.filled).find(|(_, id)| *id == font).map_or_else(
            || ROLES.get(usize::from(font.0)).map_or(Face::SongTi, |role| role.face),
            |(role, _)| role.face,
        )
    }

    /// What stands in for a face, when the face itself is not there.
    pub fn substitution(&self, face: Face) -> Option<Substitution> {
        let slot = self.slots.get(usize::from(self.role(face).0))?;
        (!slot.vendor)
            .then(|| Substitution { wanted: official_name(face).to_owned(), used: slot.family.to_owned() })
    }

    fn role(&self, face: Face) -> FontId {
        ROLES
            .iter()
            .zip(self.filled)
            .find(|(role, _)| role.face == face)
            .map_or(FontId(0), |(_, filled)| filled)
    }

    fn file(&self, font: FontId) -> Result<&FontFile> {
        let slot = self
            .slots
            .get(usize::from(font.0))
            .ok_or_else(|| Error::internal(format!("no font {}", font.0)))?;
        if slot.file.get().is_none() {
            // A second thread that was quicker has read the same bytes.
            let _ = slot.file.set(FontFile::read(&slot.path)?);
        }
        slot.file.get().ok_or_else(|| Error::internal("font not kept"))
    }
}

fn is_private(character: char) -> bool {
    matches!(u32::from(character), 0xe000..=0xf8ff | 0xf_0000..=0x10_ffff)
}

/// The folder of the fonts ([`crate::machine::assets`]).
///
/// # Errors
/// Not found, with where it was looked for.
pub fn fonts_folder() -> Result<PathBuf> {
    crate::machine::assets("fonts", "字体")
}
