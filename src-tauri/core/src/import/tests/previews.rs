//! What a screen shows before an import: every new record and every change, and files that come back.

use calamine::{Data, Reader, Xlsx, open_workbook};

use super::{Desk, errors, sample};
use crate::import::{ChangeKind, ImportOptions, Kind, KindName, Outcome, template::template};

fn preview(desk: &mut Desk, kind: Kind, path: &std::path::Path) -> Outcome {
    let options = ImportOptions { check: true, preview: true, ..desk.options() };
    desk.import_with(kind, path, &options)
}

fn field<'o>(outcome: &'o Outcome, record: usize, field: &str) -> (Option<&'o str>, Option<&'o str>) {
    let found = outcome.changes[record].fields.iter().find(|change| change.field == field);
    found.map_or((None, None), |change| (change.before.as_deref(), change.after.as_deref()))
}

#[test]
fn every_record_of_the_samples_is_shown_before_it_goes_in() {
    let mut desk = Desk::empty();
    for (kind, name, records) in [
        (Kind::Organizations, "党组织名册.xlsx", 6),
        (Kind::Members, "党员花名册.xlsx", 66),
        (Kind::Pledges, "公开承诺.xlsx", 110),
        // 5 meetings, and the ballots of each subject: 6 organizations, 66 members.
        (Kind::Ballots, "群众评议票.xlsx", 5 + 6 + 66),
    ] {
        let shown = preview(&mut desk, kind, &sample(name));
        assert_eq!(shown.changes.len(), records, "{name}");
        assert!(shown.changes.iter().all(|change| change.kind == ChangeKind::Created && change.row > 1));
        assert!(shown.changes.iter().all(|change| change.fields.iter().all(|field| field.before.is_none())));
        assert_eq!(errors(&shown), [""; 0]);
        let applied = desk.import(kind, &sample(name));
        assert_eq!((shown.created, applied.changes.len()), (applied.created, 0), "a script is told counts");
    }
}

#[test]
fn a_new_member_is_shown_with_masked_numbers_and_the_day_of_entry() {
    let mut desk = Desk::with_branches();
    let shown = preview(&mut desk, Kind::Members, &sample("党员花名册.xlsx"));
    let number = field(&shown, 0, "公民身份证号码").1.unwrap();
    assert!(number.contains("********"), "{number}");
    assert!(field(&shown, 0, "手机号码").1.unwrap().contains("****"));
    assert_eq!(field(&shown, 0, "入册日期"), (None, Some("2012-03-15")));
    assert!(shown.changes[0].about.is_some());
    assert_eq!(field(&shown, 0, "姓名"), (None, None), "the record is the name");
}

#[test]
fn changed_and_new_rows_are_told_apart_and_unchanged_ones_are_counted() {
    let mut desk = Desk::with_branches();
    let header: &[&str] = &["姓名", "公民身份证号码", "学历", "所在党支部", "党员类别", "转正时间"];
    let one: &[&str] = &["甲一", "99010119700101001X", "大专", "机关党支部", "正式党员", "1996-06-01"];
    let two: &[&str] = &["乙二", "990101197001010028", "大专", "机关党支部", "正式党员", "1996-06-01"];
    let path = desk.sheet(&[header, one, two]);
    assert!(desk.import(Kind::Members, &path).applied);
    let one: &[&str] = &["甲一", "99010119700101001X", "大学本科", "机关党支部", "正式党员", "1996-06-01"];
    let three: &[&str] = &["丙三", "990101196811300014", "大专", "机关党支部", "正式党员", "1996-06-01"];
    let path = desk.sheet(&[header, three, two, one]);
    let shown = preview(&mut desk, Kind::Members, &path);
    let kinds: Vec<_> =
        shown.changes.iter().map(|change| (change.kind, change.record.as_str(), change.row)).collect();
    assert_eq!(kinds, [(ChangeKind::Created, "丙三", 2), (ChangeKind::Updated, "甲一", 4)]);
    assert_eq!(field(&shown, 1, "学历"), (Some("大专"), Some("大学本科")));
    assert_eq!((shown.created, shown.updated, shown.unchanged), (1, 1, 1));
    assert_eq!(shown.changes[1].about.as_deref(), Some("机关党支部"));
}

#[test]
fn the_workbook_with_the_findings_is_mended_and_comes_back() {
    let mut desk = Desk::with_branches();
    let header: &[&str] = &["姓名", "出生日期", "所在党支部", "党员类别"];
    let path = desk.sheet(&[
        &["某局党员花名册"],
        header,
        &["甲一", "1970-13-01", "机关党支部", "预备党员"],
        &["", "1970-01-01", "机关党支部", "预备党员"],
    ]);
    let target = desk.path("表-问题.xlsx");
    let options = ImportOptions { findings: Some(target.clone()), ..desk.options() };
    let outcome = desk.import_with(Kind::Members, &path, &options);
    assert_eq!((outcome.errors, outcome.warnings), (2, 1), "{:?}", outcome.findings);
    let letters: Vec<_> = outcome.findings.iter().map(|finding| finding.letters.as_deref()).collect();
    assert_eq!(letters, [None, Some("B"), Some("A")]);

    // Checked as it is: the same findings, and nothing about the sheets and columns of this program.
    let again = desk.import(Kind::Members, &target);
    assert_eq!(again.findings, outcome.findings);
    assert_eq!(again.notes, outcome.notes);
    let written = desk.path("又一份.xlsx");
    let options = ImportOptions { findings: Some(written.clone()), ..desk.options() };
    desk.import_with(Kind::Members, &target, &options);
    let mut back: Xlsx<_> = open_workbook(&written).unwrap();
    assert_eq!(back.sheet_names(), ["问题汇总", "Sheet1"], "one overview");
    let sheet = back.worksheet_range("Sheet1").unwrap();
    assert_eq!(sheet.end(), Some((3, 4)), "one 问题 column");
    let Some(Data::String(problem)) = sheet.get_value((2, 4)) else { panic!("{sheet:?}") };
    assert_eq!(problem.matches("【错误】").count(), 1, "{problem}");
}

#[test]
fn a_blank_table_is_recognised_with_every_column_once_it_is_filled_in() {
    let mut desk = Desk::with_branches();
    for kind in KindName::ALL {
        let (name, bytes) = template(kind, &["总体评价".to_owned()]).unwrap();
        let path = desk.path(&format!("{name}.xlsx"));
        crate::files::write(&path, &bytes).unwrap();
        let read =
            crate::import::workbook::read(&path, std::path::Path::new(""), &crate::progress::Silent).unwrap();
        let looked = crate::import::look(desk.office.read(), &read, "空白.xlsx", None, None).unwrap();
        assert_eq!(looked.kind, Some(kind), "{name}");
        let last = looked.sheets.len() - 1;
        for (place, sheet) in looked.sheets.iter().enumerate() {
            let expected = if place == last {
                crate::import::SheetState::Skipped
            } else {
                crate::import::SheetState::Read
            };
            assert_eq!(sheet.state, expected, "{name} {}", sheet.name);
            assert!(sheet.columns.iter().all(|column| column.field.is_some()), "{:?}", sheet.columns);
        }
    }
    let (_, bytes) = template(KindName::Organizations, &[]).unwrap();
    let path = desk.path("空白.xlsx");
    crate::files::write(&path, &bytes).unwrap();
    let outcome = desk.import(Kind::Organizations, &path);
    assert_eq!(outcome.findings, [], "the sheet 填写说明 is no finding");
    assert_eq!(outcome.notes, ["文件里只有表头，没有数据行；请核对是否选错了文件"]);
}
