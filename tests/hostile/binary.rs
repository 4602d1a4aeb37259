//! .xls: read by a child, whose death is one sentence.

use std::path::Path;

use xianfeng_core::import::{ImportOptions, Kind, run};

use super::{Desk, Dice, fixture, sample};

#[test]
fn a_whole_xls_says_what_its_xlsx_says() {
    let mut desk = Desk::ready();
    desk.import(Kind::Members, &sample("党员花名册.xlsx")).unwrap();
    let path = desk.put("花名册.xls", &fixture("roster.xls"));
    let outcome = desk.import(Kind::Members, &path).unwrap();
    assert_eq!(
        (outcome.rows, outcome.unchanged, outcome.findings.len()),
        (66, 66, 0),
        "{:#?}",
        outcome.changes
    );
}

#[test]
fn a_damaged_xls_is_refused_or_read_whole_and_never_ends_the_program() {
    let mut desk = Desk::ready();
    let whole = fixture("roster.xls");
    let mut dice = Dice(82);
    let mut refused = 0;
    for _ in 0..82 {
        let mut bytes = whole.clone();
        for _ in 0..=dice.below(40) {
            let place = dice.below(bytes.len());
            bytes[place] = u8::try_from(dice.below(256)).unwrap();
        }
        let path = desk.put("损坏.xls", &bytes);
        match desk.import(Kind::Members, &path) {
            Ok(outcome) if outcome.applied => {
                desk.office.undo().unwrap();
            }
            Ok(_) => {}
            Err(error) => {
                refused += 1;
                assert!(error.hint.is_some(), "{error:?}");
            }
        }
    }
    assert!(refused > 10, "{refused} of 82 refused");
}

#[test]
fn a_truncated_xls_is_refused() {
    let mut desk = Desk::ready();
    let whole = fixture("roster.xls");
    for part in 1..10 {
        let path = desk.put("截断.xls", &whole[..whole.len() * part / 10]);
        desk.refused(&path);
    }
}

#[test]
fn a_child_that_dies_is_a_sentence() {
    let mut desk = Desk::ready();
    let path = desk.put("花名册.xls", &fixture("roster.xls"));
    let options = ImportOptions {
        check: false,
        strict: false,
        mapping: None,
        preview: false,
        findings: None,
        as_of: None,
        xls_reader: Path::new("/bin/false").to_owned(),
    };
    let error =
        run(&mut desk.office, Kind::Members, &path, &options, &xianfeng_core::progress::Silent).unwrap_err();
    assert_eq!(error.message, "读不了这个 .xls 文件：文件已损坏，或需要的内存超过上限");
}

#[test]
fn an_encrypted_workbook_has_a_password() {
    let mut desk = Desk::ready();
    // What Excel writes around an encrypted workbook: an OLE file with the stream EncryptedPackage.
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(1_536, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(8_192, 0);
    for name in ["加密.xlsx", "加密.xls"] {
        let path = desk.put(name, &bytes);
        let error = desk.refused(&path);
        assert_eq!(error.message, "文件有密码，不能读取");
        assert!(error.hint.unwrap().contains("取消打开密码"));
    }
}
