//! A first look at a file: what it is, which columns are read.

use super::{Desk, sample};
use crate::{
    import::{
        Guess, How, ImportOptions, Kind, KindName, Look, SheetState, look,
        mapping::{Mapping, SheetMapping},
        workbook,
    },
    progress::Silent,
};

fn look_at(desk: &Desk, path: &std::path::Path, kind: Option<KindName>, mapping: Option<&Mapping>) -> Look {
    let read = workbook::read(path, std::path::Path::new("/nonexistent"), &Silent).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    look(desk.office.read(), &read, name, kind, mapping).unwrap()
}

fn how(look: &Look, letters: &str) -> (How, Option<String>) {
    let column = look.sheets[0].columns.iter().find(|column| column.letters == letters).unwrap();
    (column.how, column.field.clone())
}

#[test]
fn the_sample_workbooks_say_what_they_are() {
    let desk = Desk::with_branches();
    for (name, kind) in [
        ("党组织名册.xlsx", KindName::Organizations),
        ("党员花名册.xlsx", KindName::Members),
        ("公开承诺.xlsx", KindName::Pledges),
        ("群众评议票.xlsx", KindName::Ballots),
    ] {
        let looked = look_at(&desk, &sample(name), None, None);
        assert_eq!((looked.kind, looked.guess), (Some(kind), Guess::Sure), "{name}");
        for sheet in &looked.sheets {
            assert_eq!((sheet.state, &sheet.missing), (SheetState::Read, &vec![]), "{name} {}", sheet.name);
            assert!(
                sheet.rows > 0
                    && sheet
                        .columns
                        .iter()
                        .all(|column| column.field.is_some() || column.how == How::Counter)
            );
        }
        // Whatever the file is called: its columns tell.
        let copy = desk.path("新建文件.xlsx");
        crate::files::write(&copy, &std::fs::read(sample(name)).unwrap()).unwrap();
        assert_eq!(look_at(&desk, &copy, None, None).kind, Some(kind), "{name}");
    }
    let ballots = look_at(&desk, &sample("群众评议票.xlsx"), None, None);
    let tables: Vec<_> = ballots.sheets.iter().map(|sheet| sheet.table.as_deref().unwrap()).collect();
    assert_eq!(tables, ["评议会", "评议票", "评议票"]);
    assert_eq!(
        ballots.tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(),
        ["评议票", "评议会"]
    );
}

#[test]
fn a_look_masks_numbers_and_names_the_day_of_the_sheet() {
    let desk = Desk::with_branches();
    let looked = look_at(&desk, &sample("党员花名册.xlsx"), None, None);
    let shown = serde_json::to_string(&looked).unwrap();
    let full = |run: &str| run.len() >= 11 && run.chars().all(|c| c.is_ascii_digit());
    assert!(
        !shown.split(|c: char| !c.is_ascii_alphanumeric()).any(|run| full(run) && run.len() < 60),
        "{shown}"
    );
    let number =
        looked.sheets[0].columns.iter().find(|column| column.field.as_deref() == Some("公民身份证号码"));
    assert!(number.unwrap().samples.iter().all(|sample| sample.contains("********")), "{number:?}");
    assert_eq!(looked.as_of, Some(super::day("2012-03-15")));
}

#[test]
fn every_column_says_how_it_came_to_be_read() {
    let desk = Desk::with_branches();
    let path = desk.sheet(&[
        &["某局党员花名册"],
        &["序号", "姓名", "身份证号", "入党年月", "入党时间", "血型", "所在支部", "政治面貌", "政治面貌"],
        &["1", "甲一", "99010119700101001X", "1995", "1995-06-01", "O", "机关党支部", "正式", "中共党员"],
    ]);
    let looked = look_at(&desk, &path, None, None);
    let word = |word: &str| Some(word.to_owned());
    for (letters, expected) in [
        ("A", (How::Counter, None)),
        ("B", (How::Official, word("姓名"))),
        ("C", (How::Synonym, word("公民身份证号码"))),
        ("D", (How::Weaker, None)),
        ("E", (How::Official, word("入党时间"))),
        ("F", (How::Unknown, None)),
        ("H", (How::Doubled, word("党员类别"))),
        ("I", (How::Doubled, word("党员类别"))),
    ] {
        assert_eq!(how(&looked, letters), expected, "{letters}");
    }
    assert_eq!((looked.sheets[0].header_row, looked.sheets[0].rows), (Some(2), 1));
    assert_eq!(looked.sheets[0].top[0].cells, ["某局党员花名册"]);
    let name = looked.tables[0].fields.iter().find(|field| field.name == "姓名").unwrap();
    assert!(name.required && name.synonyms.contains(&"党员姓名".to_owned()));

    // What the clerk chooses wins over what is recognised, and one of two equal headers is told by its place.
    let mapping = Mapping {
        columns: [("血型".to_owned(), "备注".to_owned()), ("入党年月".to_owned(), "入党时间".to_owned())]
            .into(),
        sheets: [(
            "Sheet1".to_owned(),
            SheetMapping {
                columns: [("H".to_owned(), "忽略".to_owned())].into(), ..SheetMapping::default()
            },
        )]
        .into(),
        ..Mapping::default()
    };
    let looked = look_at(&desk, &path, Some(KindName::Members), Some(&mapping));
    assert_eq!(looked.guess, Guess::Asked);
    for (letters, expected) in [
        ("D", (How::Chosen, word("入党时间"))),
        ("E", (How::Weaker, None)),
        ("F", (How::Chosen, word("备注"))),
        ("H", (How::Ignored, None)),
        ("I", (How::Synonym, word("党员类别"))),
    ] {
        assert_eq!(how(&looked, letters), expected, "{letters}");
    }
    let mut desk = desk;
    let options = ImportOptions { mapping: Some(mapping), ..desk.options() };
    let outcome = desk.import_with(Kind::Members, &path, &options);
    assert!(outcome.findings.iter().any(|finding| finding.letters.as_deref() == Some("D")), "1995 is no day");
}

#[test]
fn a_sheet_may_be_left_out_and_a_header_row_named() {
    let mut desk = Desk::with_branches();
    let row: &[&str] = &["甲一", "1970-01-01", "预备党员", "机关党支部"];
    let path = desk.book(&[
        ("在册", &[&["姓名", "出生日期", "党员类别", "所在党支部"], row]),
        (
            "旧表",
            &[
                &["姓名", "出生日期", "党员类别", "所在党支部"],
                &["乙二", "1970-01-01", "预备党员", "机关党支部"],
            ],
        ),
        ("空", &[]),
    ]);
    let skip = SheetMapping { skip: true, ..SheetMapping::default() };
    let mapping = Mapping { sheets: [("旧表".to_owned(), skip)].into(), ..Mapping::default() };
    let looked = look_at(&desk, &path, None, Some(&mapping));
    let states: Vec<_> = looked.sheets.iter().map(|sheet| sheet.state).collect();
    assert_eq!(states, [SheetState::Read, SheetState::Skipped, SheetState::Empty]);
    let options = ImportOptions { mapping: Some(mapping), ..desk.options() };
    let outcome = desk.import_with(Kind::Members, &path, &options);
    assert_eq!(
        (outcome.created, outcome.warnings),
        (1, 1),
        "only the missing number: {:?}",
        outcome.findings
    );

    let path = desk.sheet(&[&["甲", "乙"], &["同志", "单位"], &["甲一", "机关党支部"]]);
    let looked = look_at(&desk, &path, None, None);
    assert_eq!((looked.kind, looked.guess), (None, Guess::Unknown));
    let named = SheetMapping {
        header_row: Some(2),
        columns: [("A".to_owned(), "姓名".to_owned()), ("b".to_owned(), "所在党支部".to_owned())].into(),
        ..SheetMapping::default()
    };
    let mapping = Mapping { sheets: [("Sheet1".to_owned(), named)].into(), ..Mapping::default() };
    let looked = look_at(&desk, &path, Some(KindName::Members), Some(&mapping));
    assert_eq!((looked.sheets[0].state, looked.sheets[0].header_row), (SheetState::Read, Some(2)));
}

#[test]
fn a_file_that_lacks_something_is_still_known_and_what_comes_first_is_said() {
    let desk = Desk::empty();
    let path = desk.sheet(&[
        &["承诺主体", "类别", "措施", "完成时限"],
        &["机关党支部", "实事承诺", "走访", "2012-06-30"],
    ]);
    let looked = look_at(&desk, &path, None, None);
    assert_eq!((looked.kind, looked.guess), (Some(KindName::Pledges), Guess::Likely));
    assert_eq!(looked.sheets[0].missing, ["承诺事项"]);
    assert_eq!(looked.sheets[0].state, SheetState::Partial);
    assert_eq!(looked.hindrance.as_deref(), Some("台账里还没有党组织，请先导入党组织名册，再导入这个文件"));
    let path = desk.path("2012年党员花名册.csv");
    crate::files::write(&path, "甲,乙\n1,2\n".as_bytes()).unwrap();
    let looked = look_at(&desk, &path, None, None);
    assert_eq!((looked.kind, looked.guess), (Some(KindName::Members), Guess::Likely));
    let path = desk.sheet(&[&["党组织名称", "类别"], &["机关党支部", "党支部"]]);
    assert_eq!(look_at(&desk, &path, None, None).hindrance, None, "organizations come first");
}
