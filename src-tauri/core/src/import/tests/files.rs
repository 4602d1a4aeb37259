//! Kinds of files: csv in its encodings, the workbook with the 问题 column, what is not let in.

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};

use super::{Desk, ImportOptions, Kind, errors, run};
use crate::{files, progress::Silent};

const CSV: &str = "姓名,性别,出生日期,所在党支部,党员类别,公民身份证号码\r\n\"王　磊\",男,1970.1.1,机关党支部,预备,99010119700101001X\r\n\r\n李芳,女,,机关党支部,预备,9.90101E+17\r\n";

#[test]
fn csv_is_read_in_every_encoding_offices_use() {
    let gb = encoding_rs::GB18030.encode(CSV).0.into_owned();
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(CSV.replace(',', "\t").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let with_mark = [b"\xef\xbb\xbf", CSV.as_bytes()].concat();
    for (place, bytes) in [CSV.as_bytes().to_vec(), with_mark, gb, utf16, CSV.replace(',', ";").into_bytes()]
        .into_iter()
        .enumerate()
    {
        let mut desk = Desk::with_branches();
        let path = desk.path("名册.csv");
        files::write(&path, &bytes).unwrap();
        let outcome = desk.import(Kind::Members, &path);
        assert_eq!(outcome.rows, 2, "{place}");
        assert_eq!(errors(&outcome).len(), 1, "{:#?}", outcome.findings);
        let finding = &outcome.findings[0];
        assert_eq!(
            (finding.sheet.as_str(), finding.row),
            ("名册", 4),
            "the empty line is a row of the spreadsheet"
        );
        assert_eq!(finding.value.as_deref(), Some("9.90101E+17"));
    }
}

#[test]
fn a_line_break_inside_quotes_is_no_row_of_its_own() {
    for ending in ["\n", "\r\n"] {
        let mut desk = Desk::with_branches();
        let path = desk.path("名册.csv");
        let text = ["姓名,所在党支部,\"党员", "类别\"", "", "\"甲", "一\",机关党支部,预备", "乙二,没有,预备"]
            .join(ending);
        files::write(&path, text.as_bytes()).unwrap();
        let outcome = desk.import(Kind::Members, &path);
        let finding = outcome.findings.iter().find(|finding| finding.column.as_deref() == Some("所在党支部"));
        assert_eq!(finding.unwrap().row, 4, "{:#?}", outcome.findings);
        assert_eq!(outcome.created, 1);
    }
}

#[test]
fn rare_characters_survive_gb18030() {
    let mut desk = Desk::with_branches();
    let path = desk.path("名册.csv");
    let text = "姓名,所在党支部,党员类别,出生日期\n周𬱖,机关党支部,预备,1970-01-01\n崔䶮,机关党支部,预备,1970-01-01\n";
    files::write(&path, &encoding_rs::GB18030.encode(text).0).unwrap();
    assert!(desk.import(Kind::Members, &path).applied);
    let names: Vec<String> = desk
        .office
        .read()
        .prepare("SELECT name FROM member ORDER BY id")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(names, ["周𬱖", "崔䶮"]);
}

#[test]
fn the_findings_go_back_beside_the_rows() {
    let mut desk = Desk::with_branches();
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    page.merge_range(0, 0, 0, 3, "党员花名册", &Format::new()).unwrap();
    for (column, text) in (0..).zip(["所在党支部", "姓名", "党员类别", "出生日期"]) {
        page.write(1, column, text).unwrap();
    }
    page.merge_range(2, 0, 3, 0, "机关党支部", &Format::new()).unwrap();
    for (row, name, birth) in [(2, "甲一", "1970-13-01"), (3, "乙二", "1970-01-01")] {
        page.write(row, 1, name).unwrap();
        page.write(row, 2, "预备").unwrap();
        page.write(row, 3, birth).unwrap();
    }
    page.write(3, 4, 12.5).unwrap();
    let path = desk.save(&mut workbook);
    let mut options = desk.options();
    let target = desk.path("问题.xlsx");
    options.findings = Some(target.clone());
    let outcome = desk.import_with(Kind::Members, &path, &options);
    assert!(outcome.refused);

    let mut back: Xlsx<_> = open_workbook(&target).unwrap();
    assert_eq!(back.sheet_names(), ["问题汇总", "Sheet1"]);
    let overview = back.worksheet_range("问题汇总").unwrap();
    assert!(overview.rows().any(|row| row[0] == Data::String("错误".into()) && row[2] == Data::Float(3.0)));
    let sheet = back.worksheet_range("Sheet1").unwrap();
    let Some(Data::String(header)) = sheet.get_value((1, 5)) else { panic!("{sheet:?}") };
    assert!(header.starts_with("问题\n【提醒】表里没有公民身份证号码列"), "{header}");
    let Some(Data::String(problem)) = sheet.get_value((2, 5)) else { panic!("{sheet:?}") };
    assert!(problem.contains("【错误】出生日期：日期“1970-13-01”不存在"), "{problem}");
    assert_eq!(sheet.get_value((3, 4)), Some(&Data::Float(12.5)));
    let merges = back.merge_cells_by_sheet_name("Sheet1").unwrap();
    assert_eq!(merges.len(), 2);
}

#[test]
fn an_ending_is_no_proof_and_other_kinds_are_refused_with_a_sentence() {
    let mut desk = Desk::with_branches();
    let ole = |name: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.resize(600, 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(4096, 0);
        bytes
    };
    let cases: [(&str, Vec<u8>, &str); 9] = [
        ("空.xlsx", Vec::new(), "文件是空的"),
        ("文本.xlsx", b"a,b\n".to_vec(), "文件不是 Excel 工作簿"),
        ("网页.xls", b"\n<html><table>".to_vec(), "文件其实是网页或 XML，不是 Excel 工作簿"),
        ("宏.xlsm", b"PK".to_vec(), "文件带有宏，不能导入"),
        ("加密.xlsx", ole("EncryptedPackage"), "文件有密码，不能读取"),
        ("宏.xls", ole("_VBA_PROJECT_CUR"), "文件带有宏，不能导入"),
        ("文档.doc", ole("WordDocument"), "文件不是 Excel 工作簿"),
        ("截断.xlsx", b"PK\x03\x04 and nothing".to_vec(), "文件已损坏或不完整，不能读取"),
        ("乱码.csv", vec![0x31, 0x2c, 0xff, 0xff, 0x0a], "看不懂文件的文字编码"),
    ];
    for (name, bytes, message) in cases {
        let path = desk.path(name);
        files::write(&path, &bytes).unwrap();
        let error = desk.try_import(Kind::Members, &path).unwrap_err();
        assert_eq!(error.message, message, "{name}");
        assert!(error.hint.is_some(), "{name} says what to do");
    }
}

#[test]
fn the_findings_never_replace_the_file_that_is_imported() {
    let mut desk = Desk::with_branches();
    let path = desk.sheet(&[&["姓名", "所在党支部"], &["王磊", "机关党支部"]]);
    let before = std::fs::read(&path).unwrap();
    let options = ImportOptions { findings: Some(path.clone()), ..desk.options() };
    let error = run(&mut desk.office, Kind::Members, &path, &options, &Silent).unwrap_err();
    assert!(error.message.contains("就是要导入的文件"), "{}", error.message);
    assert_eq!(std::fs::read(&path).unwrap(), before);

    let nowhere = desk.path("没有这个文件夹/问题.xlsx");
    let options = ImportOptions { findings: Some(nowhere), ..desk.options() };
    let outcome = desk.import_with(Kind::Members, &path, &options);
    assert!(outcome.applied, "the records are in");
    assert!(
        outcome.notes.iter().any(|note| note.starts_with("已导入，但问题清单没有写成")),
        "{:?}",
        outcome.notes
    );
}

#[test]
fn a_quote_that_is_never_closed_is_refused_with_its_row() {
    let mut desk = Desk::with_branches();
    let path = desk.path("名册.csv");
    let rows = "姓名,党员类别,所在党支部\n\"甲\"\"一\",预备,机关党支部\n\"乙二,预备,机关党支部\n丙三,预备,机关党支部\n";
    files::write(&path, rows.as_bytes()).unwrap();
    let error = desk.try_import(Kind::Members, &path).unwrap_err();
    assert!(error.message.contains("第 3 行的引号没有成对"), "{error}");
    assert_eq!(desk.count("member"), 0, "丙三 would have been swallowed");
}

#[test]
fn a_quote_inside_a_word_is_only_a_quote() {
    let mut desk = Desk::with_branches();
    let path = desk.path("名册.csv");
    files::write(&path, "姓名,党员类别,所在党支部,备注\n甲一,预备,机关党支部,身高5\"以上\n".as_bytes())
        .unwrap();
    assert_eq!(desk.import(Kind::Members, &path).created, 1);
}

#[test]
fn the_list_of_problems_never_takes_the_place_of_what_was_read() {
    let mut desk = Desk::with_branches();
    let path = desk.sheet(&[&["姓名", "所在党支部", "党员类别"], &["甲一", "没有这个支部", "预备"]]);
    let before = std::fs::read(&path).unwrap();
    for (name, reason) in [("表.xlsx", "就是要导入的文件"), ("../office/office.db", "不是 .xlsx")]
    {
        let target = path.with_file_name(name);
        let options = super::ImportOptions { findings: Some(target), ..desk.options() };
        let error = super::run(&mut desk.office, Kind::Members, &path, &options, &crate::progress::Silent)
            .unwrap_err();
        assert!(error.message.contains(reason), "{error}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_of_nothing_but_a_header_says_so() {
    let mut desk = Desk::with_branches();
    let path = desk.sheet(&[&["姓名", "所在党支部", "党员类别"]]);
    let outcome = desk.import(Kind::Members, &path);
    assert_eq!(outcome.notes, ["文件里只有表头，没有数据行；请核对是否选错了文件"]);
}
