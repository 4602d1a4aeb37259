//! Zips that lie: bombs, false sizes, false counts, macros, cut ends.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{Desk, Dice, sample};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const LINKS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook of one sheet with the given XML, and further parts.
pub fn workbook(sheet: &str, further: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let parts = parts.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, bytes) in parts.chain(further.iter().copied()) {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The XML of a sheet with these rows.
pub fn sheet(cells: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
    )
}

/// A workbook whose sheet inflates to 1 GB; packed in members of one stream, 1 to 2.5 MB.
fn bomb() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", LINKS),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    let megabyte = vec![b' '; 1_000_000];
    for _ in 0..1_000 {
        zip.write_all(&megabyte).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Puts a false size for the last part into both directories of a zip.
fn lie_about_size(bytes: &mut [u8], size: u32) {
    let find = |bytes: &[u8], mark: &[u8]| bytes.windows(4).rposition(|window| window == mark).unwrap();
    let central = find(bytes, b"PK\x01\x02");
    bytes[central + 24..central + 28].copy_from_slice(&size.to_le_bytes());
    let local = u32::from_le_bytes(bytes[central + 42..central + 46].try_into().unwrap()) as usize;
    bytes[local + 22..local + 26].copy_from_slice(&size.to_le_bytes());
}

#[test]
fn a_bomb_of_one_gigabyte_is_refused_before_it_is_parsed() {
    let mut desk = Desk::ready();
    let mut bytes = bomb();
    assert!(bytes.len() < 2_500_000, "{}", bytes.len());
    let path = desk.put("炸弹.xlsx", &bytes);
    assert!(desk.refused(&path).message.starts_with("文件展开后有 1000 MB 以上，超过导入的上限 200 MB"));
    // The same with a directory that says 1,000 bytes.
    lie_about_size(&mut bytes, 1_000);
    let path = desk.put("说谎的炸弹.xlsx", &bytes);
    let message = desk.refused(&path).message;
    assert!(message.contains("超过导入的上限") || message.contains("已损坏"), "{message}");
}

#[test]
fn a_part_whose_size_is_a_lie_is_refused() {
    let mut desk = Desk::ready();
    let mut bytes = workbook(&sheet(""), &[("xl/media/a.bin", &[7; 5_000])]);
    lie_about_size(&mut bytes, 4_000);
    let path = desk.put("名册.xlsx", &bytes);
    assert_eq!(desk.refused(&path).message, "文件已损坏或不完整，不能读取");
}

#[test]
fn a_false_number_of_strings_does_not_reserve_memory() {
    let mut desk = Desk::ready();
    let strings = br#"<?xml version="1.0"?><sst uniqueCount="999999999999"><si><t>a</t></si></sst>"#;
    let path = desk.put("名册.xlsx", &workbook(&sheet(""), &[("xl/sharedStrings.xml", strings)]));
    assert!(desk.refused(&path).message.starts_with("文件里的文字太多，超过导入的上限"));
}

#[test]
fn a_directory_of_many_parts_is_refused_before_it_is_read() {
    let mut desk = Desk::ready();
    let mut bytes = workbook(&sheet(""), &[]);
    let end = bytes.len() - 22;
    bytes[end + 8..end + 12].copy_from_slice(&[0xff; 4]);
    let path = desk.put("名册.xlsx", &bytes);
    assert!(desk.refused(&path).message.starts_with("文件里的部件太多"));
}

#[test]
fn macros_are_refused_under_any_name() {
    let mut desk = Desk::ready();
    let bytes = workbook(&sheet(""), &[("xl/vbaProject.bin", b"x")]);
    for name in ["名册.xlsx", "名册.xlsm"] {
        let path = desk.put(name, &bytes);
        assert_eq!(desk.refused(&path).message, "文件带有宏，不能导入");
    }
    let typed = TYPES.replace("spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", typed.as_str()), ("xl/workbook.xml", BOOK)] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let path = desk.put("改名.xlsx", &zip.finish().unwrap().into_inner());
    assert_eq!(desk.refused(&path).message, "文件带有宏，不能导入");
}

#[test]
fn a_truncated_workbook_is_refused_wherever_it_is_cut() {
    let mut desk = Desk::ready();
    let whole = std::fs::read(sample("党员花名册.xlsx")).unwrap();
    for part in 1..40 {
        let path = desk.put("截断.xlsx", &whole[..whole.len() * part / 40]);
        assert_eq!(desk.refused(&path).message, "文件已损坏或不完整，不能读取", "cut at {part}/40");
    }
    let path = desk.put("截断.xlsx", &whole[..whole.len() - 1]);
    desk.refused(&path);
}

#[test]
fn a_damaged_workbook_is_refused_or_read_whole_and_never_ends_the_program() {
    let mut desk = Desk::ready();
    let whole = std::fs::read(sample("党员花名册.xlsx")).unwrap();
    let mut dice = Dice(20_120_315);
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..=dice.below(8) {
            let place = dice.below(bytes.len());
            bytes[place] = u8::try_from(dice.below(256)).unwrap();
        }
        let path = desk.put("损坏.xlsx", &bytes);
        match desk.import(xianfeng_core::import::Kind::Members, &path) {
            Ok(outcome) if outcome.applied => {
                desk.office.undo().unwrap();
            }
            Ok(outcome) => assert!(outcome.refused || outcome.unchanged > 0),
            Err(error) => assert!(error.hint.is_some(), "{error:?}"),
        }
    }
}
