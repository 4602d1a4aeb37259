//! A roster that comes again: who is met, what changes, what becomes an event.

use super::{
    Desk, ImportOptions, Kind, day, errors,
    members::{GOOD, SECOND, dated, import, with},
    only, warnings,
};
use crate::members::{EventKind, store as members};

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
    let outcome = dated(&mut desk, "2012-03-20", &[]);
    assert!(outcome.notes.iter().any(|note| note.contains("另有 1 名在册党员不在这个文件里")), "{outcome:?}");
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
fn an_id_number_under_another_name_is_a_warning_and_two_rows_are_not_one_person() {
    let mut desk = Desk::with_branches();
    let head = ["姓名", "所在党支部", "党员类别", "公民身份证号码"];
    let known = ["王磊", "机关党支部", "预备党员", "99010119700101001X"];
    let path = desk.sheet(&[&head, &known]);
    assert!(desk.import(Kind::Members, &path).applied);
    let renamed = ["李芳", "机关党支部", "预备党员", "99010119700101001X"];
    let path = desk.sheet(&[&head, &renamed]);
    let outcome = desk.import_with(Kind::Members, &path, &ImportOptions { check: true, ..desk.options() });
    assert!(warnings(&outcome)[0].contains("在台账里是“王磊”，将改名为“李芳”"), "{:?}", outcome.findings);

    let path = desk.sheet(&[&head, &known, &["王磊", "机关党支部", "预备党员", ""]]);
    let outcome = desk.import(Kind::Members, &path);
    assert!(outcome.refused);
    assert_eq!(errors(&outcome).len(), 1, "{:?}", outcome.findings);
    assert!(errors(&outcome)[0].contains("同一名党员"), "{:?}", outcome.findings);
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
