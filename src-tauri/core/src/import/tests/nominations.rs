//! 推荐对象.

use super::{Desk, ImportOptions, Kind, Outcome, day, errors, only, warnings};
use crate::commendations::{Definition, Nomination, ProgrammeId, Quota, store};

const HEADER: [&str; 8] =
    ["序号", "类别", "姓名/党组织名称", "身份证号", "所在党支部", "推荐单位", "主要事迹", "奖惩情况"];
const GOOD: [&str; 8] = ["1", "优秀共产党员", "雷健", "", "机关党支部", "", "长期坚持入户走访", "无"];

fn with<'a>(changes: &[(&str, &'a str)]) -> [&'a str; 8] {
    let mut row = GOOD;
    for (column, value) in changes {
        row[HEADER.iter().position(|header| header == column).unwrap()] = value;
    }
    row
}

/// The sample office with a programme of 2012.
fn desk() -> (Desk, ProgrammeId) {
    let mut desk = Desk::with_members();
    let definition = Definition::standard().unwrap();
    let programme = desk
        .office
        .change("登记表彰活动", |change| {
            store::insert_programme(change, 2012, "七一表彰", "县级", None, &definition)
        })
        .unwrap();
    (desk, programme)
}

fn import(desk: &mut Desk, programme: ProgrammeId, rows: &[[&str; 8]]) -> Outcome {
    let mut all: Vec<&[&str]> = vec![&HEADER];
    all.extend(rows.iter().map(|row| &row[..]));
    let path = desk.sheet(&all);
    desk.import(Kind::Nominations(programme), &path)
}

fn nominations(desk: &Desk, programme: ProgrammeId) -> Vec<Nomination> {
    store::nominations(desk.office.read(), programme).unwrap()
}

#[test]
fn each_fault_has_its_own_sentence() {
    let (mut desk, programme) = desk();
    let long = "事".repeat(301);
    for (changes, column, sentence) in [
        (vec![("类别", "")], "类别", "类别没有填写；请写先进基层党组织、优秀共产党员、"),
        (vec![("类别", "优秀团员")], "类别", "本次表彰没有“优秀团员”这个类别"),
        (vec![("姓名/党组织名称", "")], "姓名/党组织名称", "推荐对象没有填写"),
        (vec![("姓名/党组织名称", "查无此人")], "姓名/党组织名称", "党员名册里没有“查无此人”"),
        (vec![("姓名/党组织名称", "机关党支部")], "姓名/党组织名称", "党员名册里没有“机关党支部”"),
        (
            vec![("类别", "先进基层党组织"), ("姓名/党组织名称", "机关支部")],
            "姓名/党组织名称",
            "台账里没有党组织“机关支部”，是不是“机关党支部”",
        ),
        (
            vec![("身份证号", "519999198511254930")],
            "姓名/党组织名称",
            "这个身份证号码在党员名册里是“莫强”，这里写的是“雷健”",
        ),
        (vec![("身份证号", "519999198511254931")], "身份证号", "校验"),
        (vec![("推荐单位", "工会")], "推荐单位", "台账里没有党组织“工会”"),
        (
            vec![("所在党支部", "公证处党支部")],
            "所在党支部",
            "党员名册里该党员在“机关党支部”，这里写的是“公证处党支部”；请核对",
        ),
        (vec![("主要事迹", &long)], "主要事迹", "主要事迹301字，超过300字"),
        (
            vec![("姓名/党组织名称", "彭旭勇"), ("所在党支部", "")],
            "姓名/党组织名称",
            "正式党员不符合：2012年3月20日为预备党员；审定前请核实",
        ),
    ] {
        let outcome = import(&mut desk, programme, &[with(&changes)]);
        let finding = only(&outcome, column);
        assert!(finding.message.contains(sentence), "{changes:?}: {}", finding.message);
        assert_eq!((finding.row, finding.sheet.as_str()), (2, "Sheet1"));
        if outcome.applied {
            desk.office.undo().unwrap();
        }
    }
    let twice = import(&mut desk, programme, &[GOOD, GOOD]);
    assert_eq!(errors(&twice), ["与第 2 行推荐的是同一对象、同一类别；请删去重复的一行"]);
    assert!(nominations(&desk, programme).is_empty());
}

#[test]
fn members_and_organizations_come_in_together_and_one_undo_takes_them_back() {
    let (mut desk, programme) = desk();
    let rows = [
        with(&[]),
        with(&[
            ("类别", "优秀党务工作者"),
            ("姓名/党组织名称", "莫强"),
            ("所在党支部", ""),
            ("推荐单位", "县司法局党组"),
        ]),
        with(&[("类别", "先进基层党组织"), ("姓名/党组织名称", "机关党支部"), ("所在党支部", "")]),
    ];
    let outcome = import(&mut desk, programme, &rows);
    assert_eq!((outcome.rows, outcome.created, outcome.applied), (3, 3, true), "{:?}", outcome.findings);
    assert_eq!(desk.office.history(Some(1)).unwrap()[0].name, "导入推荐对象");
    let all = nominations(&desk, programme);
    let kinds: Vec<&str> = all.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["先进基层党组织", "优秀共产党员", "优秀党务工作者"]);
    assert_eq!(all[1].reason.as_deref(), Some("长期坚持入户走访"));
    assert_eq!(all[1].past_honours, None, "无 says nothing");
    assert_eq!(all[1].nominated_on, day("2012-03-20"));
    assert!(all.iter().all(|one| one.nominated_by.is_some()));
    assert_eq!(all[0].nominated_by, all[2].nominated_by, "the 党组 above the branch");
    desk.office.undo().unwrap();
    assert!(nominations(&desk, programme).is_empty());
}

#[test]
fn a_second_import_updates_and_an_empty_cell_erases_nothing() {
    let (mut desk, programme) = desk();
    import(&mut desk, programme, &[with(&[("推荐单位", "县司法局党组")])]);
    let before = desk.operations();
    let same = import(&mut desk, programme, &[with(&[("主要事迹", "")])]);
    assert_eq!((same.created, same.updated, same.unchanged), (0, 0, 1));
    assert_eq!(desk.operations(), before);
    let updated =
        import(&mut desk, programme, &[with(&[("主要事迹", "结对帮扶三户"), ("奖惩情况", "2010年记功")])]);
    assert_eq!((updated.created, updated.updated), (0, 1));
    let fields: Vec<&str> = updated.changes[0].fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["主要事迹", "奖惩情况"]);
    let kept = nominations(&desk, programme).remove(0);
    assert_eq!(kept.reason.as_deref(), Some("结对帮扶三户"));
    desk.office
        .change("撤回推荐", |change| {
            let programme = store::programme(change, programme)?;
            store::withdraw(change, &programme, &kept, day("2012-03-16"), None, None)
        })
        .unwrap();
    let ended = import(&mut desk, programme, &[with(&[])]);
    assert_eq!(errors(&ended), ["该推荐已撤回，不能再改；请把这一行改回原样或删去"]);
}

#[test]
fn the_check_counts_the_rows_against_the_quota_before_anything_is_written() {
    let (mut desk, programme) = desk();
    desk.office
        .change("分配表彰名额", |change| {
            let quota = Quota {
                kind: "优秀共产党员".to_owned(),
                organization: None,
                domain: None,
                least: None,
                most: Some(1),
            };
            store::put_quota(change, &store::programme(change, programme)?, &quota)
        })
        .unwrap();
    let rows: [&[&str]; 3] = [&HEADER, &GOOD, &with(&[("姓名/党组织名称", "莫强"), ("所在党支部", "")])];
    let path = desk.sheet(&rows);
    let options = ImportOptions { check: true, ..desk.options() };
    let outcome = desk.import_with(Kind::Nominations(programme), &path, &options);
    assert_eq!(
        warnings(&outcome),
        ["名额不符合：优秀共产党员已推荐2，名额1；审定前请核实"; 2],
        "neither is the one too many alone"
    );
    assert!(!outcome.applied && nominations(&desk, programme).is_empty());
}

#[test]
fn a_branch_or_an_id_number_tells_two_of_one_name_apart() {
    let (mut desk, programme) = desk();
    desk.office
        .change("改名", |change| {
            Ok(change.execute("UPDATE member SET name = '雷健' WHERE name = '莫强'", [])?)
        })
        .unwrap();
    let outcome = import(&mut desk, programme, &[with(&[("所在党支部", "")])]);
    assert!(errors(&outcome)[0].starts_with("有 2 名党员叫“雷健”"), "{:?}", outcome.findings);
    let outcome = import(&mut desk, programme, &[GOOD]);
    assert_eq!((outcome.created, outcome.refused), (1, false), "{:?}", outcome.findings);
    let other = with(&[("身份证号", "519999198511254930"), ("所在党支部", "")]);
    let outcome = import(&mut desk, programme, &[other]);
    assert_eq!((outcome.created, outcome.refused), (1, false), "{:?}", outcome.findings);
    let subjects: Vec<_> = nominations(&desk, programme).iter().map(|one| one.subject).collect();
    assert_ne!(subjects[0], subjects[1]);
}

#[test]
fn a_row_may_say_its_own_day() {
    let (mut desk, programme) = desk();
    let mut header = HEADER;
    header[0] = "推荐日期";
    let dated = |day| {
        let mut row = GOOD;
        row[0] = day;
        row
    };
    let mut outcome = |day| {
        let path = desk.sheet(&[&header[..], &dated(day)[..]]);
        desk.import(Kind::Nominations(programme), &path)
    };
    assert_eq!(
        errors(&outcome("2013-03-15")),
        ["推荐日期2013年3月15日晚于今天（2012年3月20日）；请核对年份"]
    );
    assert_eq!(outcome("2012-03-15").created, 1);
    assert_eq!(nominations(&desk, programme)[0].nominated_on, day("2012-03-15"));
}
