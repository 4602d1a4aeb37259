//! Papers written as files and read back with other programs. `LOOK=folder` keeps them to look at.

use std::path::Path;

use super::*;
use crate::export::{self, Format};

/// What stands on the paper, in each of the three files.
pub(super) fn printed(document: &Document) -> [String; 3] {
    [Format::Pdf, Format::Xlsx, Format::Html].map(|format| {
        let mut bytes = Vec::new();
        let book = fonts();
        let noon = day("2012-06-25").and_hms_opt(12, 0, 0).unwrap();
        export::write(document, format, &book, noon, &crate::progress::Silent, &mut bytes).unwrap();
        if let Some(folder) = std::env::var_os("LOOK") {
            let test = std::thread::current().name().unwrap_or_default().replace("::", "-");
            let name =
                format!("{}-{}.{}", document.key, &test[test.len().saturating_sub(14)..], format.extension());
            crate::files::write(&Path::new(&folder).join(name), &bytes).unwrap();
        }
        match format {
            Format::Pdf => pdf_text(&bytes),
            Format::Xlsx => workbook_text(&bytes),
            Format::Html => without_tags(&String::from_utf8(bytes).unwrap()),
        }
    })
}

pub(super) fn fonts() -> export::FontBook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts");
    export::FontBook::open(&folder).unwrap()
}

fn pdf_text(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    crate::files::write(&path, bytes).unwrap();
    let checked = std::process::Command::new("qpdf").arg("--check").arg(&path).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let read = std::process::Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().unwrap();
    String::from_utf8(read.stdout).unwrap()
}

fn without_tags(html: &str) -> String {
    let body = html.split_once("<body>").unwrap().1;
    body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect()
}

fn workbook_text(bytes: &[u8]) -> String {
    use calamine::{Reader, Xlsx};
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(_, range)| range.cells().map(|(_, _, cell)| cell.to_string()));
    cells.collect::<Vec<_>>().join("\n")
}

/// [`printed`] without any space, so that names spread over three places read as names.
pub(super) fn squeezed(document: &Document) -> [String; 3] {
    printed(document).map(|text| text.chars().filter(|c| !c.is_whitespace()).collect())
}
