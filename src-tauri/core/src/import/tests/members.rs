//! Every sentence about a member, and what a newer roster changes.

use rust_xlsxwriter::{Formula, Workbook};

use super::{Desk, Kind, Level, Outcome, day, errors, only, warnings};
use crate::members::{EventKind, store as members};

const HEADER: [&str; 13] = [
    "姓名",
    "性别",
    "民族",
    "出生日期",
    "学历",
    "入党时间",
    "转正时间",
    "党员类别",
    "党内职务",
    "所在党支部",
    "在职/离退休",
    "公民身份证号码",
    "手机号码",
];
const GOOD: [&str; 13] = [
    "王磊",
    "男",
    "汉族",
    "1970-01-01",
    "大专",
    "1995-06-01",
    "1996-06-01",
    "正式党员",
    "",
    "机关党支部",
    "在职",
    "99010119700101001X",
    "13800001234",
];
const SECOND: [&str; 13] = [
    "李芳",
    "女",
    "汉族",
    "1970-01-01",
    "大专",
    "1995-06-01",
    "1996-06-01",
    "正式党员",
    "书记",
    "机关党支部",
    "在职",
    "990101197001010028",
    "13800001235",
];

/// The good row with some cells changed.
fn with<'a>(row: [&'a str; 13], changes: &[(&str, &'a str)]) -> [&'a str; 13] {
    let mut row = row;
    for (column, value) in changes {
        let place = HEADER.iter().position(|header| header == column).unwrap();
        row[place] = value;
    }
    row
}

fn import(desk: &mut Desk, rows: &[[&str; 13]]) -> Outcome {
    dated(desk, "2012-03-15", rows)
}

fn dated(desk: &mut Desk, date: &str, rows: &[[&str; 13]]) -> Outcome {
    let title = format!("统计截止日期：{date}");
    let first = [title.as_str()];
    let mut all: Vec<&[&str]> = vec![&first, &HEADER];
    all.extend(rows.iter().map(|row| &row[..]));
    let path = desk.sheet(&all);
    desk.import(Kind::Members, &path)
}

/// Imports the good row with changes into an office that knows the branches.
fn changed(changes: &[(&str, &str)]) -> Outcome {
    import(&mut Desk::with_branches(), &[with(GOOD, changes)])
}

#[test]
fn a_good_row_has_no_findings() {
    assert_eq!(changed(&[]).findings, []);
}

/// Cells changed, the column of the finding, its level, how its sentence begins.
type Case = (&'static [(&'static str, &'static str)], &'static str, Level, &'static str);

#[test]
fn each_fault_of_a_cell_has_its_own_sentence() {
    let cases: &[Case] = &[
        (&[("姓名", "")], "姓名", Level::Error, "姓名没有填写；请补上姓名，或删去这一行"),
        (&[("姓名", "=A1")], "姓名", Level::Error, "这里应是名称，却是公式“=A1”"),
        (&[("公民身份证号码", "990101197001010011")], "公民身份证号码", Level::Error, "身份证号码校验码不符"),
        (
            &[("公民身份证号码", "5.19999E+17")],
            "公民身份证号码",
            Level::Error,
            "号码被表格软件变成了科学计数“5.19999E+17”",
        ),
        (&[("公民身份证号码", "1234")], "公民身份证号码", Level::Error, "身份证号码应为18位"),
        (
            &[("公民身份证号码", "99010119700230001X")],
            "公民身份证号码",
            Level::Error,
            "身份证号码中的出生日期不存在",
        ),
        (
            &[("公民身份证号码", "990101700101001")],
            "公民身份证号码",
            Level::Warning,
            "这是 15 位的旧身份证号码",
        ),
        (
            &[("公民身份证号码", "")],
            "公民身份证号码",
            Level::Warning,
            "没有公民身份证号码，只能按姓名和出生日期辨认",
        ),
        (&[("手机号码", "1.38E+10")], "手机号码", Level::Error, "号码被表格软件变成了科学计数"),
        (&[("性别", "女")], "性别", Level::Warning, "与身份证号码不符（号码表示男性）"),
        (&[("性别", "先生")], "性别", Level::Error, "看不懂性别“先生”"),
        (
            &[("出生日期", "1970-01-02")],
            "出生日期",
            Level::Warning,
            "与身份证号码里的出生日期1970年1月1日不一致",
        ),
        (&[("出生日期", "1970-02-30")], "出生日期", Level::Error, "日期“1970-02-30”不存在"),
        (
            &[("出生日期", "2070-01-01")],
            "出生日期",
            Level::Error,
            "出生日期2070年1月1日晚于今天（2012年3月20日）",
        ),
        (&[("出生日期", "70.1.1")], "出生日期", Level::Error, "日期“70.1.1”的年份只有两位"),
        (&[("出生日期", "1970年")], "出生日期", Level::Error, "日期“1970年”只有年份"),
        (&[("出生日期", "很久以前")], "出生日期", Level::Error, "看不懂日期“很久以前”"),
        (&[("民族", "火星")], "民族", Level::Error, "民族“火星”不在国家标准（GB/T 3304）之内"),
        (&[("学历", "肄业")], "学历", Level::Error, "看不懂学历“肄业”"),
        (&[("入党时间", "1987-12-31")], "入党时间", Level::Warning, "入党时只有 17 岁，不满 18 岁"),
        (&[("入党时间", "1969-01-01")], "入党时间", Level::Error, "入党时间不晚于出生日期，不可能"),
        (&[("入党时间", "2012-03-21")], "入党时间", Level::Error, "入党时间2012年3月21日晚于今天"),
        (&[("转正时间", "1995-05-01")], "转正时间", Level::Error, "转正时间早于入党时间1995年6月1日，不可能"),
        (&[("转正时间", "")], "转正时间", Level::Warning, "正式党员没有转正时间"),
        (&[("转正时间", "预备期")], "转正时间", Level::Error, "党员类别是正式党员，转正时间却写着预备期"),
        (&[("党员类别", "预备党员")], "转正时间", Level::Error, "党员类别是预备党员，却填了转正时间"),
        (&[("党员类别", "群众")], "党员类别", Level::Error, "看不懂党员类别“群众”"),
        (
            &[("党员类别", ""), ("转正时间", "—")],
            "党员类别",
            Level::Warning,
            "没有写党员类别，也没有转正时间",
        ),
        (&[("所在党支部", "")], "所在党支部", Level::Error, "所在党支部没有填写"),
        (
            &[("所在党支部", "机关支部")],
            "所在党支部",
            Level::Error,
            "台账里没有党组织“机关支部”，是不是“机关党支部”",
        ),
        (&[("在职/离退休", "外出")], "在职/离退休", Level::Error, "看不懂“外出”；请写在职或离退休"),
    ];
    for (changes, column, level, sentence) in cases {
        let outcome = changed(changes);
        let found: Vec<_> = outcome.findings.iter().filter(|f| f.column.as_deref() == Some(column)).collect();
        assert!(
            found.iter().any(|finding| finding.message.starts_with(sentence) && finding.level == *level),
            "{changes:?}: {:#?}",
            outcome.findings
        );
        assert_eq!((found[0].sheet.as_str(), found[0].row), ("Sheet1", 3));
        assert_eq!(outcome.refused, *level == Level::Error, "{changes:?}: {:#?}", outcome.findings);
    }
}

#[test]
fn a_number_cell_has_lost_the_digits_of_an_id_number() {
    let mut desk = Desk::with_branches();
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    for (column, (header, value)) in (0..).zip(HEADER.iter().zip(GOOD)) {
        page.write(0, column, *header).unwrap();
        page.write(1, column, value).unwrap();
    }
    page.write(1, 11, 990_101_197_001_010_028_f64).unwrap();
    page.write(1, 12, 13_800_001_234_f64).unwrap();
    let path = desk.save(&mut workbook);
    let outcome = desk.import(Kind::Members, &path);
    assert_eq!(errors(&outcome).len(), 1, "a phone of eleven digits is whole: {:#?}", outcome.findings);
    assert!(only(&outcome, "公民身份证号码").message.contains("末几位数字已经丢失"));
    assert_eq!(only(&outcome, "公民身份证号码").value.as_deref(), Some("9.9010119700101E+17"));
}

#[test]
fn a_formula_is_kept_as_text_and_never_evaluated() {
    let mut desk = Desk::with_branches();
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    for (column, (header, value)) in (0..).zip(HEADER.iter().zip(GOOD)) {
        page.write(0, column, *header).unwrap();
        page.write(1, column, value).unwrap();
    }
    page.write_formula(1, 0, Formula::new("=CONCATENATE(\"王\",\"磊\")").set_result("王磊")).unwrap();
    page.write_formula(1, 3, Formula::new("=MID(L2,7,8)").set_result("19700101")).unwrap();
    let path = desk.save(&mut workbook);
    let outcome = desk.import(Kind::Members, &path);
    assert!(only(&outcome, "姓名").message.starts_with("这里应是名称，却是公式“=CONCATENATE"));
    assert!(only(&outcome, "出生日期").message.starts_with("单元格里是公式“=MID(L2,7,8)”，程序不计算公式"));
    assert!(outcome.refused);
}

#[test]
fn a_bare_number_of_a_year_and_a_one_could_be_january_or_october() {
    let mut desk = Desk::with_branches();
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    for (column, (header, value)) in (0..).zip(HEADER.iter().zip(GOOD)) {
        page.write(0, column, *header).unwrap();
        page.write(1, column, value).unwrap();
    }
    page.write(1, 5, 1995.1).unwrap();
    page.write(1, 6, 35_217).unwrap();
    let path = desk.save(&mut workbook);
    let outcome = desk.import(Kind::Members, &path);
    assert!(only(&outcome, "入党时间").message.contains("可能是1月，也可能是10月"));
    assert!(only(&outcome, "转正时间").message.contains("像是表格软件里日期的内部序号"));
}

#[test]
fn the_same_id_number_twice_names_both_rows() {
    let outcome = import(
        &mut Desk::with_branches(),
        &[GOOD, with(SECOND, &[("公民身份证号码", GOOD[11]), ("性别", "男")])],
    );
    let found: Vec<_> = outcome.findings.iter().filter(|f| f.level == Level::Error).collect();
    assert_eq!((found[0].row, found[1].row), (3, 4));
    assert!(found[0].message.contains("第 4 行（李芳）") && found[1].message.contains("第 3 行（王磊）"));
}

#[test]
fn the_same_name_and_birthday_twice_need_id_numbers() {
    let twin = with(GOOD, &[("公民身份证号码", "")]);
    let outcome = import(&mut Desk::with_branches(), &[GOOD, twin]);
    assert!(errors(&outcome)[0].contains("第 3 行同名同生日"), "{:#?}", outcome.findings);
}

#[test]
fn members_need_organizations_first() {
    let mut desk = Desk::empty();
    let path = desk.sheet(&[&HEADER, &GOOD]);
    assert_eq!(desk.try_import(Kind::Members, &path).unwrap_err().message, "台账里还没有党组织");
}

fn kinds(desk: &Desk, name: &str) -> Vec<(EventKind, String)> {
    let all = members::everyone(desk.office.read(), day("2012-12-31")).unwrap();
    let member = all.iter().find(|member| member.facts.name == name).unwrap();
    let events = members::events(desk.office.read(), member.id).unwrap();
    events.into_iter().map(|(_, event)| (event.kind, event.happened_on.to_string())).collect()
}

#[test]
fn a_newer_roster_says_what_changes_for_whom_and_records_events() {
    let mut desk = Desk::with_branches();
    let probationary =
        with(GOOD, &[("党员类别", "预备党员"), ("转正时间", "预备期"), ("入党时间", "2011-03-01")]);
    assert!(import(&mut desk, &[probationary, SECOND]).applied);
    let newer = [
        with(GOOD, &[("入党时间", "2011-03-01"), ("转正时间", "2012-03-18"), ("党内职务", "书记")]),
        with(
            SECOND,
            &[
                ("党内职务", ""),
                ("所在党支部", "退休老干部党支部"),
                ("在职/离退休", "离退休"),
                ("学历", "本科"),
            ],
        ),
    ];
    let outcome = dated(&mut desk, "2012-03-20", &newer);
    assert_eq!((outcome.updated, outcome.unchanged, errors(&outcome)), (2, 0, vec![]));
    let said: Vec<String> = outcome
        .changes
        .iter()
        .flat_map(|change| {
            change.fields.iter().map(|field| {
                let shown = |value: &Option<String>| value.clone().unwrap_or_default();
                format!("{} {} {}>{}", change.record, field.field, shown(&field.before), shown(&field.after))
            })
        })
        .collect();
    assert_eq!(
        said,
        [
            "王磊 转正时间 >2012-03-18",
            "王磊 党内职务 >书记",
            "王磊 党员类别 预备党员>正式党员",
            "李芳 学历 大专>大学本科",
            "李芳 所在党支部 机关党支部>退休老干部党支部",
            "李芳 在职/离退休 在职>离退休",
        ]
    );
    let on = |kind, date: &str| (kind, date.to_owned());
    assert_eq!(
        kinds(&desk, "王磊"),
        [
            on(EventKind::Opening, "2012-03-15"),
            on(EventKind::TurnedFull, "2012-03-18"),
            on(EventKind::Appointed, "2012-03-20")
        ]
    );
    assert_eq!(
        kinds(&desk, "李芳"),
        [
            on(EventKind::Opening, "2012-03-15"),
            on(EventKind::Moved, "2012-03-20"),
            on(EventKind::Retired, "2012-03-20")
        ]
    );
    let again = dated(&mut desk, "2012-03-20", &newer);
    assert_eq!((again.updated, again.unchanged, again.applied), (0, 2, false), "{:#?}", again.changes);
}

#[test]
fn an_empty_cell_erases_nothing_but_a_post() {
    let mut desk = Desk::with_branches();
    import(&mut desk, &[SECOND]);
    let empty = with(SECOND, &[("手机号码", ""), ("学历", "无"), ("民族", ""), ("党内职务", "")]);
    let outcome = dated(&mut desk, "2012-03-20", &[empty]);
    let fields: Vec<&str> = outcome.changes[0].fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["党内职务"], "the list of posts is the list of posts");
    assert_eq!(kinds(&desk, "李芳")[1], (EventKind::Relieved, "2012-03-20".to_owned()));
}

#[test]
fn someone_without_a_number_is_met_by_name_and_birthday_and_gets_the_number() {
    let mut desk = Desk::with_branches();
    import(&mut desk, &[with(GOOD, &[("公民身份证号码", "")])]);
    let outcome = import(&mut desk, &[GOOD]);
    assert_eq!((outcome.created, outcome.updated), (0, 1));
    let change = &outcome.changes[0].fields[0];
    assert_eq!(
        (change.field.as_str(), change.after.as_deref()),
        ("公民身份证号码", Some("990101********001X"))
    );
}

#[test]
fn a_name_that_fits_several_people_is_not_guessed() {
    let mut desk = Desk::with_branches();
    import(&mut desk, &[GOOD, with(SECOND, &[("姓名", "王磊")])]);
    let nameless = with(GOOD, &[("公民身份证号码", ""), ("出生日期", "")]);
    let outcome = import(&mut desk, &[nameless]);
    assert!(only(&outcome, "姓名").message.starts_with("台账里已有 2 名党员叫“王磊”，无法断定"));
}

#[test]
fn a_namesake_born_on_the_same_day_with_another_number_is_a_warning() {
    let mut desk = Desk::with_branches();
    import(&mut desk, &[GOOD]);
    let outcome = import(&mut desk, &[with(SECOND, &[("姓名", "王磊")])]);
    assert_eq!(outcome.created, 1);
    assert!(warnings(&outcome)[0].starts_with("台账里已有一名“王磊”，也生于1970年1月1日，身份证号码不同"));
}

#[test]
fn a_full_member_does_not_become_probationary_again() {
    let mut desk = Desk::with_branches();
    import(&mut desk, &[GOOD]);
    let outcome =
        dated(&mut desk, "2012-03-20", &[with(GOOD, &[("党员类别", "预备党员"), ("转正时间", "")])]);
    assert!(errors(&outcome)[0].starts_with("台账里已是正式党员，表里却是预备党员"));
}

#[test]
fn somebody_who_left_does_not_come_back_by_a_roster() {
    let mut desk = Desk::with_branches();
    import(&mut desk, &[GOOD, SECOND]);
    desk.office
        .change("登记转出", |change| {
            let member = members::find(change, "王磊", day("2012-03-20"), &[]).unwrap();
            members::record(
                change,
                member.id,
                &crate::members::MembershipEvent {
                    kind: EventKind::TransferredOut,
                    happened_on: day("2012-03-18"),
                    organization: None,
                    standing: None,
                    category: None,
                    post: None,
                    note: None,
                },
            )
        })
        .unwrap();
    let outcome = dated(&mut desk, "2012-03-20", &[GOOD]);
    assert!(
        errors(&outcome)[0].starts_with("台账记载该党员已于2012年3月18日转出"),
        "{:#?}",
        outcome.findings
    );
    assert!(outcome.notes.iter().any(|note| note.contains("另有 1 名在册党员不在这个文件里")));
}

#[test]
fn a_roster_older_than_the_books_changes_facts_and_no_membership() {
    let mut desk = Desk::with_branches();
    import(&mut desk, &[GOOD]);
    let older = with(GOOD, &[("所在党支部", "公证处党支部"), ("学历", "本科")]);
    let outcome = dated(&mut desk, "2011-12-31", &[older]);
    let fields: Vec<&str> = outcome.changes[0].fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["学历"]);
    assert!(warnings(&outcome)[0].starts_with("表中的统计截止日期早于台账里该党员入册的日期"));
}

#[test]
fn what_is_no_single_name_is_a_warning() {
    for (written, odd) in [
        ("王磊、李芳", true),
        ("12345", true),
        ("王磊2", true),
        ("王磊", false),
        ("买买提·阿不都热合曼", false),
    ] {
        let mut desk = Desk::with_branches();
        let path = desk.sheet(&[
            &["姓名", "所在党支部", "党员类别", "公民身份证号码"],
            &[written, "机关党支部", "预备", "99010119700101001X"],
        ]);
        let outcome = desk.import(Kind::Members, &path);
        let said = warnings(&outcome).iter().any(|message| message.contains("不像一个人的姓名"));
        assert_eq!(said, odd, "{written}: {:#?}", outcome.findings);
    }
}

#[test]
fn a_newer_roster_names_the_members_it_leaves_out() {
    let mut desk = Desk::with_members();
    let path = desk.sheet(&[
        &["姓名", "所在党支部", "党员类别", "公民身份证号码"],
        &["莫强", "县法律工作者协会党支部", "正式", "519999198511254930"],
    ]);
    let outcome = desk.import(Kind::Members, &path);
    let note = outcome.notes.iter().find(|note| note.contains("不在这个文件里")).unwrap();
    assert!(note.starts_with("台账里另有 65 名在册党员不在这个文件里，没有改动：程龑、钟永强、"), "{note}");
    assert!(note.ends_with('等'), "the first ten stand for the rest: {note}");
}

#[test]
fn a_number_beside_another_name_is_a_warning() {
    let mut desk = Desk::with_members();
    let path = desk.sheet(&[
        &["姓名", "所在党支部", "党员类别", "公民身份证号码"],
        &["莫改名", "县法律工作者协会党支部", "正式", "519999198511254930"],
    ]);
    let outcome = desk.import(Kind::Members, &path);
    assert_eq!(outcome.updated, 1);
    let said = only(&outcome, "姓名");
    assert_eq!(said.level, Level::Warning);
    assert_eq!(said.message, "台账里这个身份证号码是“莫强”的，导入后改名为“莫改名”；请核对姓名和号码");
}
