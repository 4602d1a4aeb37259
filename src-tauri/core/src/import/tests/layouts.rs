//! Rosters as clerks make them.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{Desk, day, errors, only, warnings};
use crate::{
    import::{Kind, Level, mapping::Mapping},
    members::{Category, Standing, store as members},
};

const HEADER: &[&str] =
    &["姓名", "性别", "民族", "出生日期", "入党时间", "转正时间", "党员类别", "所在党支部", "公民身份证号码"];

#[test]
fn title_lines_stand_above_the_header_and_name_the_day() {
    let mut desk = Desk::with_branches();
    let path = desk.sheet(&[
        &["某局党员花名册"],
        &["填报单位：某局", "", "", "统计截止日期：2012.2.29"],
        &[],
        &[
            "序号",
            "姓　名",
            "性 别",
            "公民身份号码（必填）",
            "党支部名称",
            "人员类别（正式/预备）",
            "转正日期",
            "血型",
        ],
        &["1", "王　磊", "男", "９９０１０１１９７００１０１００１ｘ", "机关党支部", "正式", "1995.6.3", "O"],
        &["合计", "1人"],
        &["填表人：某某"],
    ]);
    let outcome = desk.import(Kind::Members, &path);
    assert_eq!(outcome.findings, []);
    assert_eq!((outcome.rows, outcome.created), (1, 1));
    let all = members::members_on(desk.office.read(), day("2012-03-20")).unwrap();
    assert_eq!(all[0].facts.name, "王磊");
    assert_eq!(all[0].facts.id_number.as_ref().unwrap().as_str(), "99010119700101001X");
    assert_eq!(all[0].facts.full_on, Some(day("1995-06-03")));
    assert_eq!(members::books_opened_on(desk.office.read()).unwrap(), Some(day("2012-02-29")));
    for said in ["没有用到的列：血型", "第 6 行是合计行", "第 7 行是表尾说明"] {
        assert!(outcome.notes.iter().any(|note| note.contains(said)), "{said}: {:?}", outcome.notes);
    }
}

#[test]
fn two_header_rows_with_merged_cells_are_one_header() {
    let mut desk = Desk::empty();
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    let plain = Format::new();
    page.merge_range(0, 0, 0, 4, "党组织名册", &plain).unwrap();
    page.merge_range(1, 0, 2, 0, "党组织名称", &plain).unwrap();
    page.merge_range(1, 1, 2, 1, "类别", &plain).unwrap();
    page.merge_range(1, 2, 1, 3, "书记", &plain).unwrap();
    page.merge_range(1, 4, 2, 4, "成立时间", &plain).unwrap();
    page.write(2, 2, "姓名").unwrap();
    page.write(2, 3, "联系电话").unwrap();
    for (column, text) in (0..).zip(["机关党支部", "党支部", "王磊", "13800001234", "1993-07-01"]) {
        page.write(3, column, text).unwrap();
    }
    let path = desk.save(&mut workbook);
    let outcome = desk.import(Kind::Organizations, &path);
    assert_eq!((outcome.created, &outcome.findings), (1, &vec![]));
    let all = crate::organizations::store::all(desk.office.read()).unwrap();
    assert_eq!((all[0].secretary.as_deref(), all[0].phone.as_deref()), (Some("王磊"), Some("13800001234")));
}

#[test]
fn a_branch_written_once_for_a_merged_block_holds_for_its_rows() {
    let mut desk = Desk::with_branches();
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    for (column, text) in (0..).zip(["所在党支部", "姓名", "出生日期", "党员类别"]) {
        page.write(0, column, text).unwrap();
    }
    page.merge_range(1, 0, 3, 0, "机关党支部", &Format::new()).unwrap();
    for (row, name) in (1..).zip(["甲一", "乙二", "丙三", "丁四"]) {
        page.write(row, 1, name).unwrap();
        page.write(row, 2, "1970-01-01").unwrap();
        page.write(row, 3, "预备党员").unwrap();
    }
    let path = desk.save(&mut workbook);
    let outcome = desk.import(Kind::Members, &path);
    // The fourth row stands below the block: nothing is guessed for it.
    assert_eq!(only(&outcome, "所在党支部").row, 5);
    assert!(only(&outcome, "所在党支部").message.contains("只有合并的单元格才会向下沿用"));
    assert!(outcome.refused);
    assert_eq!((outcome.rows, outcome.created, desk.count("member")), (4, 3, 0));
}

#[test]
fn dates_are_read_in_every_way_clerks_write_them() {
    let mut desk = Desk::with_branches();
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    for (column, text) in (0..).zip(["姓名", "出生日期", "党员类别", "所在党支部"]) {
        page.write(0, column, text).unwrap();
    }
    let written = [
        "1975-06-03",
        "1975.6.3",
        "1975/6/3",
        "1975年6月3日",
        "19750603",
        "１９７５．６．３",
        "1975-06-03 00:00:00",
    ];
    for (row, text) in (1..).zip(written) {
        page.write(row, 1, text).unwrap();
    }
    let last = u32::try_from(written.len()).unwrap() + 1;
    let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    page.write_with_format(last, 1, ExcelDateTime::from_ymd(1975, 6, 3).unwrap(), &date).unwrap();
    page.write(last + 1, 1, 19_750_603).unwrap();
    for row in 1..=last + 1 {
        page.write(
            row,
            0,
            format!("党员{}", ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"][row as usize - 1]),
        )
        .unwrap();
        page.write(row, 2, "预备党员").unwrap();
        page.write(row, 3, "机关党支部").unwrap();
    }
    let path = desk.save(&mut workbook);
    let outcome = desk.import(Kind::Members, &path);
    assert_eq!(errors(&outcome), [""; 0]);
    assert_eq!(outcome.created, 9);
    for member in members::members_on(desk.office.read(), day("2012-03-20")).unwrap() {
        assert_eq!(member.facts.birth_date, Some(day("1975-06-03")), "{}", member.facts.name);
    }
}

#[test]
fn a_month_alone_is_its_first_day_and_the_clerk_is_told() {
    let mut desk = Desk::with_branches();
    let path = desk.sheet(&[
        HEADER,
        &["甲一", "男", "汉", "197506", "1995.06", "1996年6月", "正式党员", "机关党支部", ""],
    ]);
    let outcome = desk.import(Kind::Members, &path);
    assert_eq!(only(&outcome, "入党时间").message, "入党时间只写到月，按1995年6月1日登记；知道日期的请补上");
    assert_eq!(only(&outcome, "出生日期").level, Level::Warning);
    let all = members::members_on(desk.office.read(), day("2012-03-20")).unwrap();
    assert_eq!(all[0].facts.full_on, Some(day("1996-06-01")));
}

#[test]
fn a_birth_month_with_an_id_number_is_the_day_of_the_number() {
    let mut desk = Desk::with_branches();
    let path = desk.sheet(&[
        HEADER,
        &[
            "甲一",
            "男",
            "汉",
            "1970.01",
            "1995-06-01",
            "1996-06-01",
            "正式",
            "机关党支部",
            "99010119700101001X",
        ],
        &["乙二", "", "汉", "", "1995-06-01", "1996-06-01", "正式", "机关党支部", "990101197001010028"],
    ]);
    let outcome = desk.import(Kind::Members, &path);
    assert_eq!(outcome.findings, []);
    let all = members::members_on(desk.office.read(), day("2012-03-20")).unwrap();
    assert_eq!(all[0].facts.birth_date, Some(day("1970-01-01")));
    assert_eq!(all[1].facts.sex.unwrap().label(), "女");
    assert!(
        outcome.notes.iter().any(|note| note.contains("有 2 处没有填的出生日期或性别")),
        "{:?}",
        outcome.notes
    );
}

#[test]
fn sheets_of_serving_and_retired_members_say_the_category() {
    let mut desk = Desk::with_branches();
    let header: &[&str] = &["姓名", "出生日期", "党员类别", "转正时间", "所在党支部"];
    let path = desk.book(&[
        ("在职党员", &[header, &["甲一", "1970-01-01", "预备党员", "预备期", "机关党支部"]]),
        ("离退休党员", &[header, &["乙二", "1940-01-01", "", "1960-01-01", "退休老干部党支部"]]),
    ]);
    let outcome = desk.import(Kind::Members, &path);
    assert_eq!(errors(&outcome), [""; 0]);
    let all = members::members_on(desk.office.read(), day("2012-03-20")).unwrap();
    assert_eq!(all[0].membership.category, Some(Category::Serving));
    assert_eq!(all[0].membership.standing, Some(Standing::Probationary));
    assert_eq!(all[1].membership.category, Some(Category::Retired));
    assert_eq!(all[1].membership.standing, Some(Standing::Full), "转正时间 says so");
}

#[test]
fn an_unknown_layout_asks_for_a_mapping_file_and_guesses_nothing() {
    let mut desk = Desk::with_branches();
    let path =
        desk.sheet(&[&["同志", "组织", "生辰", "身份"], &["甲一", "机关党支部", "1970-01-01", "预备党员"]]);
    let error = desk.try_import(Kind::Members, &path).unwrap_err();
    assert_eq!(error.message, "没有在文件里认出党员花名册的表头（至少要有“姓名”）");
    assert!(!error.hint.as_ref().unwrap().contains("--mapping"), "a screen has no options");
    assert!(error.at_terminal().hint.unwrap().contains("--mapping"));

    let mapping = desk.path("对照.toml");
    let text = "[columns]\n\"同志\" = \"姓名\"\n\"组织\" = \"所在党支部\"\n\"生辰\" = \"出生日期\"\n\"身份\" = \"党员类别\"\n";
    crate::files::write(&mapping, text.as_bytes()).unwrap();
    let mut options = desk.options();
    options.mapping = Some(Mapping::read(&mapping).unwrap());
    let outcome = desk.import_with(Kind::Members, &path, &options);
    assert_eq!((outcome.created, errors(&outcome)), (1, vec![]));
}

#[test]
fn a_mapping_file_that_names_what_is_not_there_is_refused() {
    let mut desk = Desk::with_branches();
    let path = desk.sheet(&[HEADER]);
    let mapping = desk.path("对照.toml");
    let mut options = desk.options();
    for (text, message) in [
        ("[columns]\n\"a\" = \"星座\"", "列“a”对应到“星座”，但没有这个名称"),
        ("[sheets.Sheet1]\ncolumns = { C = \"星座\" }", "列“C”对应到“星座”，但没有这个名称"),
        ("sheet = \"没有\"", "文件里没有指定的工作表“没有”"),
        ("[sheets.没有]\nskip = true", "对照文件第 1 行写得不对"),
        ("[sheets.\"没有\"]\nskip = true", "文件里没有指定的工作表“没有”"),
        ("[columns]\n\"a\" = ", "对照文件第 2 行写得不对"),
    ] {
        crate::files::write(&mapping, text.as_bytes()).unwrap();
        let error = Mapping::read(&mapping).and_then(|mapping| {
            options.mapping = Some(mapping);
            super::run(&mut desk.office, Kind::Members, &path, &options, &super::Silent)
        });
        assert_eq!(error.unwrap_err().message, message, "{text}");
    }
}

#[test]
fn a_sheet_without_a_header_is_named_and_not_read() {
    let mut desk = Desk::with_branches();
    let row: &[&str] = &[
        "甲一",
        "男",
        "汉",
        "1970-01-01",
        "1995-06-01",
        "1996-06-01",
        "正式",
        "机关党支部",
        "99010119700101001X",
    ];
    let path = desk.book(&[("名册", &[HEADER, row]), ("填表说明", &[&["请认真填写"]])]);
    let outcome = desk.import(Kind::Members, &path);
    assert_eq!(outcome.created, 1);
    assert_eq!(outcome.findings[0].sheet, "填表说明");
    assert!(warnings(&outcome)[0].contains("整张表没有导入"));
}

#[test]
fn two_columns_of_one_name_are_an_error() {
    let mut desk = Desk::with_branches();
    let path = desk.sheet(&[&["姓名", "姓名", "所在党支部"], &["甲一", "乙二", "机关党支部"]]);
    let outcome = desk.import(Kind::Members, &path);
    assert!(errors(&outcome)[0].starts_with("A、B 两列的表头都是“姓名”"), "{:?}", outcome.findings);
}

#[test]
fn a_header_repeated_on_every_page_is_no_member() {
    let mut desk = Desk::with_branches();
    let one: &[&str] = &[
        "甲一",
        "男",
        "汉",
        "1970-01-01",
        "1995-06-01",
        "1996-06-01",
        "正式",
        "机关党支部",
        "99010119700101001X",
    ];
    let two: &[&str] = &[
        "乙二",
        "女",
        "汉",
        "1970-01-01",
        "1995-06-01",
        "1996-06-01",
        "正式",
        "机关党支部",
        "990101197001010028",
    ];
    let path = desk.sheet(&[HEADER, one, HEADER, two]);
    let outcome = desk.import(Kind::Members, &path);
    assert_eq!((outcome.rows, outcome.created, errors(&outcome)), (2, 2, vec![]));
}

#[test]
fn an_as_of_date_after_the_sheets_own_is_a_warning_and_after_today_an_error() {
    let mut desk = Desk::with_branches();
    let row: &[&str] = &[
        "甲一",
        "男",
        "汉",
        "1970-01-01",
        "1995-06-01",
        "1996-06-01",
        "正式",
        "机关党支部",
        "99010119700101001X",
    ];
    let path = desk.sheet(&[&["统计截止日期：2012年3月1日"], HEADER, row]);
    let mut options = desk.options();
    options.as_of = Some(day("2012-03-21"));
    let error = super::run(&mut desk.office, Kind::Members, &path, &options, &super::Silent).unwrap_err();
    assert_eq!(error.message, "截止日期2012年3月21日晚于今天（2012年3月20日）");
    options.as_of = Some(day("2012-03-10"));
    let outcome = desk.import_with(Kind::Members, &path, &options);
    assert!(
        warnings(&outcome)[0].starts_with("指定的截止日期2012年3月10日晚于表中的统计截止日期2012年3月1日")
    );
    assert_eq!(members::books_opened_on(desk.office.read()).unwrap(), Some(day("2012-03-10")));

    let path = desk.sheet(&[&["统计截止日期：2013年3月1日"], HEADER, row]);
    let outcome = desk.import(Kind::Members, &path);
    assert!(errors(&outcome)[0].starts_with("表中的统计截止日期2013年3月1日晚于今天"));
}

#[test]
fn strict_refuses_on_warnings() {
    let mut desk = Desk::with_branches();
    let row: &[&str] =
        &["甲一", "男", "汉", "1970-01-01", "1995-06-01", "", "正式", "机关党支部", "99010119700101001X"];
    let path = desk.sheet(&[HEADER, row]);
    let mut options = desk.options();
    options.strict = true;
    let outcome = desk.import_with(Kind::Members, &path, &options);
    assert!(outcome.refused && !outcome.applied);
    assert_eq!(desk.count("member"), 0);
    options.strict = false;
    assert!(desk.import_with(Kind::Members, &path, &options).applied);
}
