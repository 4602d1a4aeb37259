//! 公开承诺.

use super::{Desk, Kind, Outcome, day, errors, only, warnings};
use crate::pledges::{PledgeStatus, store};

const HEADER: [&str; 10] = [
    "承诺主体类别",
    "承诺主体",
    "公民身份证号码",
    "承诺事项",
    "完成时限",
    "公示日期",
    "兑现状态",
    "兑现日期",
    "原因说明",
    "责任人",
];
const GOOD: [&str; 10] =
    ["党支部", "机关党支部", "", "帮扶一户", "2012-06-30", "2012-01-10", "推进中", "", "", "书记"];

fn with<'a>(changes: &[(&str, &'a str)]) -> [&'a str; 10] {
    let mut row = GOOD;
    for (column, value) in changes {
        row[HEADER.iter().position(|header| header == column).unwrap()] = value;
    }
    row
}

fn import(desk: &mut Desk, rows: &[[&str; 10]]) -> Outcome {
    let mut all: Vec<&[&str]> = vec![&HEADER];
    all.extend(rows.iter().map(|row| &row[..]));
    let path = desk.sheet(&all);
    desk.import(Kind::Pledges, &path)
}

#[test]
fn each_fault_has_its_own_sentence() {
    let mut desk = Desk::with_members();
    for (changes, column, sentence) in [
        (vec![("承诺主体", "")], "承诺主体", "承诺主体没有填写"),
        (vec![("承诺主体", "机关支部")], "承诺主体", "台账里没有党组织“机关支部”，是不是“机关党支部”"),
        (vec![("承诺主体类别", "党员"), ("承诺主体", "不在册")], "承诺主体", "党员名册里没有“不在册”"),
        (vec![("承诺主体类别", "部门")], "承诺主体类别", "看不懂承诺主体类别“部门”"),
        (
            vec![("承诺主体类别", "党员"), ("承诺主体", "雷健"), ("公民身份证号码", "519999198511254930")],
            "承诺主体",
            "这个身份证号码在党员名册里是“莫强”，这里写的是“雷健”",
        ),
        (vec![("承诺事项", "")], "承诺事项", "承诺事项没有填写"),
        (vec![("兑现状态", "办完了")], "兑现状态", "看不懂兑现状态“办完了”"),
        (vec![("兑现状态", "已销号")], "兑现状态", "销号要在台账里办理"),
        (vec![("兑现日期", "2012-03-01")], "兑现日期", "兑现状态是推进中，却填了兑现日期"),
        (
            vec![("兑现状态", "已兑现"), ("兑现日期", "2012-03-30")],
            "兑现日期",
            "兑现日期2012年3月30日晚于今天",
        ),
        (vec![("兑现状态", "未兑现")], "原因说明", "未兑现的承诺没有写原因"),
        (vec![("兑现状态", "已兑现")], "兑现日期", "已兑现的承诺没有兑现日期"),
        (vec![("完成时限", "长期")], "完成时限", "“长期”不是日期，按没有时限登记"),
        (
            vec![("完成时限", ""), ("公示日期", "")],
            "完成时限",
            "没有完成时限和公示日期，无法断定是哪一年的承诺",
        ),
        (vec![("兑现状态", "")], "兑现状态", "没有写兑现状态，按未启动登记"),
    ] {
        let mut options = desk.options();
        options.check = true;
        let path = desk.sheet(&[&HEADER, &with(&changes)]);
        let outcome = desk.import_with(Kind::Pledges, &path, &options);
        assert!(only(&outcome, column).message.starts_with(sentence), "{changes:?} {:#?}", outcome.findings);
    }
}

#[test]
fn a_name_that_fits_several_members_is_an_error_that_lists_them() {
    let mut desk = Desk::with_branches();
    let header: &[&str] = &["姓名", "所在党支部", "党员类别", "公民身份证号码"];
    let path = desk.sheet(&[
        header,
        &["王磊", "机关党支部", "预备党员", "99010119700101001X"],
        &["王磊", "公证处党支部", "预备党员", "990101197001010028"],
    ]);
    assert!(desk.import(Kind::Members, &path).applied);
    let outcome = import(&mut desk, &[with(&[("承诺主体类别", "党员"), ("承诺主体", "王磊")])]);
    assert_eq!(
        only(&outcome, "承诺主体").message,
        "有 2 名党员叫“王磊”：机关党支部（990101********001X）、公证处党支部（990101********0028）；请补填公民身份证号码，指明是哪一位"
    );
    let told = with(&[("承诺主体类别", ""), ("承诺主体", "王磊"), ("公民身份证号码", "990101197001010028")]);
    assert!(import(&mut desk, &[told]).applied);
}

#[test]
fn a_deadline_of_a_month_is_its_last_day() {
    let mut desk = Desk::with_branches();
    let outcome = import(&mut desk, &[with(&[("完成时限", "2012年2月")])]);
    assert!(warnings(&outcome)[0].contains("按当月最后一天2012年2月29日登记"));
    assert_eq!(store::ledger(desk.office.read(), None).unwrap()[0].facts.deadline, Some(day("2012-02-29")));
}

#[test]
fn the_key_is_subject_text_and_deadline() {
    let mut desk = Desk::with_branches();
    assert!(import(&mut desk, &[GOOD]).applied);
    let outcome =
        import(&mut desk, &[with(&[("兑现状态", "已兑现"), ("兑现日期", "2012-03-01"), ("责任人", "")])]);
    assert_eq!((outcome.created, outcome.updated), (0, 1));
    assert_eq!(outcome.changes[0].record, "台账第 1 号 帮扶一户");
    let ledger = store::ledger(desk.office.read(), None).unwrap();
    assert_eq!(ledger[0].facts.status, PledgeStatus::Fulfilled);
    assert_eq!(ledger[0].facts.owner.as_deref(), Some("书记"), "an empty cell erases nothing");
    let outcome = import(&mut desk, &[with(&[("完成时限", "2012-07-31")])]);
    assert_eq!((outcome.created, store::ledger(desk.office.read(), None).unwrap()[1].ledger_number), (1, 2));
}

#[test]
fn the_same_pledge_twice_in_a_sheet_is_an_error() {
    let outcome = import(&mut Desk::with_branches(), &[GOOD, GOOD]);
    assert!(errors(&outcome)[0].starts_with("与第 2 行的承诺主体、事项和时限完全相同"));
}

#[test]
fn a_closed_line_does_not_change() {
    let mut desk = Desk::with_branches();
    import(&mut desk, &[with(&[("兑现状态", "已兑现"), ("兑现日期", "2012-03-01")])]);
    let id = store::ledger(desk.office.read(), None).unwrap()[0].id;
    desk.office.change("销号", |change| store::close(change, id, day("2012-03-02"), "王磊")).unwrap();
    let outcome = import(&mut desk, &[with(&[("兑现状态", "部分兑现")])]);
    assert!(errors(&outcome)[0].starts_with("台账第 1 号承诺已于2012年3月2日销号，不能再改"));
}
