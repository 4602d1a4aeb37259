//! One document, three writers. [`layout`] breaks a [`Document`] into pages of drawing primitives;
//! `pdf` and `html` are pure functions from pages to bytes; `xlsx` writes the document itself and
//! takes only heights and page breaks from the layout.
//!
//! A room of its own because paper, workbook and preview must agree to the page. It knows no form
//! and no record.

pub mod fonts;
mod html;
pub mod layout;
mod pdf;
mod preview;
#[cfg(test)]
mod tests;
mod xlsx;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::{Error, ErrorCode, Result, documents::Document, progress::Progress};

pub use fonts::{FontBook, Substitution, fonts_folder};
pub use layout::{Layout, Unprintable};
pub use preview::{GAP as PREVIEW_GAP, PageSize, Preview};

/// What files say made them.
const PRODUCER: &str = "先锋台账";

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For paper.
    Pdf,
    /// For calculating on.
    Xlsx,
    /// For the screen.
    Html,
}

impl Format {
    /// Ending of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
        }
    }
}

/// What was printed, and what a clerk must know about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Printed {
    /// Files written; none when the bytes went elsewhere.
    pub files: Vec<PathBuf>,
    /// Pages on paper, all copies counted.
    pub pages: usize,
    /// Faces of the standard that were not there, and what was used. A workbook names the standard's
    /// faces and leaves them to the desk that opens it.
    pub substituted_fonts: Vec<Substitution>,
    /// Names with characters that no font has; 〓 stands in their place on paper.
    pub unprintable: Vec<Unprintable>,
}

/// Writes a document as one file's bytes. The same document, fonts and moment give the same bytes.
///
/// # Errors
/// Font files that can't be read; cancelled; what `out` says.
pub fn write(
    document: &Document,
    format: Format,
    fonts: &FontBook,
    created: NaiveDateTime,
    progress: &dyn Progress,
    out: &mut dyn Write,
) -> Result<Printed> {
    let layout = Layout::new(document, fonts, progress)?;
    write_layout(&layout, format, fonts, created, progress, out)?;
    Ok(printed(&layout, &[format], Vec::new()))
}

/// Writes a document into a folder, a file a format, named by the document: 群众评议统计表.pdf.
/// Files of that name are replaced, each in one step.
///
/// # Errors
/// As [`write()`]; storage errors naming the file.
pub fn write_files(
    document: &Document,
    formats: &[Format],
    fonts: &FontBook,
    created: NaiveDateTime,
    progress: &dyn Progress,
    folder: &Path,
) -> Result<Printed> {
    let layout = Layout::new(document, fonts, progress)?;
    let mut files = Vec::with_capacity(formats.len());
    for &format in formats {
        let path = file_in(folder, &document.name, format)?;
        crate::files::write_with(&path, |file| {
            write_layout(&layout, format, fonts, created, progress, file)
        })?;
        files.push(path);
    }
    Ok(printed(&layout, formats, files))
}

/// Where the file of a document of this name goes; the folder is made when it is missing.
///
/// # Errors
/// Storage errors naming the folder.
pub fn file_in(folder: &Path, name: &str, format: Format) -> Result<PathBuf> {
    std::fs::create_dir_all(folder).map_err(|error| crate::files::io_error(folder, "建立", &error))?;
    Ok(folder.join(format!("{}.{}", file_stem(name), format.extension())))
}

fn write_layout(
    layout: &Layout<'_>,
    format: Format,
    fonts: &FontBook,
    created: NaiveDateTime,
    progress: &dyn Progress,
    out: &mut dyn Write,
) -> Result<()> {
    match format {
        Format::Pdf => pdf::write(layout, fonts, created, progress, out),
        Format::Xlsx => xlsx::write(layout, created, progress, out),
        Format::Html => html::write(layout, fonts, progress, out),
    }
}

fn printed(layout: &Layout<'_>, formats: &[Format], files: Vec<PathBuf>) -> Printed {
    let on_paper = formats.contains(&Format::Pdf);
    Printed {
        files,
        pages: layout.pages(),
        substituted_fonts: if on_paper { layout.substituted() } else { Vec::new() },
        unprintable: layout.unprintable(),
    }
}

/// A document's name as a file's: what file systems refuse is left out.
fn file_stem(name: &str) -> String {
    let stem: String = name
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '-' } else { c })
        .take(80)
        .collect();
    let stem = stem.trim().trim_end_matches('.').to_owned();
    if stem.is_empty() { "输出".to_owned() } else { stem }
}

fn storage(error: std::io::Error) -> Error {
    let full = error.kind() == std::io::ErrorKind::StorageFull;
    let message = if full {
        "磁盘空间不足，文件没有写成"
    } else {
        "写文件时出错，文件没有写成"
    };
    Error::new(ErrorCode::Storage, message).hint("请检查磁盘空间和文件夹权限后重试。").cause(error)
}
