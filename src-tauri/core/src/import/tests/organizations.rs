//! 党组织名册.

use super::{Desk, Kind, day, errors, only, sample, warnings};
use crate::organizations::{Domain, store};

const HEADER: &[&str] = &["党组织名称", "类别", "上级党组织", "所属领域", "成立时间", "书记"];

#[test]
fn a_parent_may_stand_later_in_the_sheet() {
    let mut desk = Desk::empty();
    let path = desk.sheet(&[
        HEADER,
        &["机关党支部", "支部", "局党总支", "乡镇（街道）", "1993.7", "王　磊"],
        &["局党总支", "总支", "局党组", "学校、医院及科研院所", "", ""],
        &["局党组", "党组", "", "民办非企业单位和其他", "", ""],
    ]);
    let outcome = desk.import(Kind::Organizations, &path);
    assert_eq!((outcome.created, errors(&outcome)), (3, vec![]));
    let all = store::all(desk.office.read()).unwrap();
    let branch = all.iter().find(|organization| organization.name == "机关党支部").unwrap();
    let parent = all.iter().find(|organization| Some(organization.id) == branch.parent).unwrap();
    assert_eq!(parent.name, "局党总支");
    assert_eq!((branch.domain, branch.secretary.as_deref()), (Some(Domain::Townships), Some("王磊")));
    assert!(warnings(&outcome)[0].starts_with("成立时间只写到月，按1993年7月1日登记"));
    assert_eq!(desk.import(Kind::Organizations, &path).unchanged, 3);
}

#[test]
fn each_fault_has_its_own_sentence() {
    for (row, column, sentence) in [
        (["", "党支部", "", "", "", "王"], "党组织名称", "党组织名称没有填写"),
        (["=A1", "党支部", "", "", "", ""], "党组织名称", "这里应是名称，却是公式"),
        (["甲支部", "", "", "", "", ""], "类别", "类别没有填写"),
        (["甲支部", "小队", "", "", "", ""], "类别", "看不懂类别“小队”"),
        (
            ["甲支部", "党支部", "县司法局党委", "", "", ""],
            "上级党组织",
            "台账里没有党组织“县司法局党委”，是不是“县司法局党组”",
        ),
        (["甲支部", "党支部", "甲支部", "", "", ""], "上级党组织", "“甲支部”是“甲支部”本身或其下级"),
        (
            ["县司法局党组", "党组", "机关党支部", "", "", ""],
            "上级党组织",
            "“机关党支部”是“县司法局党组”本身或其下级",
        ),
        (["甲支部", "党支部", "", "海洋", "", ""], "所属领域", "所属领域“海洋”不在十个领域之内"),
        (["甲支部", "党支部", "", "", "2013-01-01", ""], "成立时间", "成立时间2013年1月1日晚于今天"),
    ] {
        let mut desk = Desk::with_branches();
        let path = desk.sheet(&[HEADER, &row]);
        let outcome = desk.import(Kind::Organizations, &path);
        assert!(only(&outcome, column).message.starts_with(sentence), "{:#?}", outcome.findings);
        assert!(outcome.refused);
        assert_eq!(desk.count("organization"), 6);
    }
}

#[test]
fn the_same_name_twice_is_an_error() {
    let mut desk = Desk::empty();
    let path = desk.sheet(&[HEADER, &["甲支部", "党支部"], &["甲 支部", "党支部"]]);
    assert!(errors(&desk.import(Kind::Organizations, &path))[0].starts_with("与第 2 行重复"));
}

#[test]
fn a_newer_list_shows_what_changes_and_keeps_what_it_does_not_say() {
    let mut desk = Desk::with_branches();
    let path = desk.sheet(&[HEADER, &["机关党支部", "党支部", "", "", "1993-07-02", "新书记"]]);
    let outcome = desk.import(Kind::Organizations, &path);
    let fields: Vec<&str> = outcome.changes[0].fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!((outcome.changes[0].record.as_str(), fields), ("机关党支部", vec!["书记", "成立时间"]));
    let found = store::find(desk.office.read(), "机关党支部").unwrap();
    assert_eq!((found.founded_on, found.domain), (Some(day("1993-07-02")), Some(Domain::CountyOrgans)));
    assert!(found.parent.is_some());
    assert_eq!(desk.import(Kind::Organizations, &sample("党组织名册.xlsx")).updated, 1, "and back again");
}

#[test]
fn a_known_code_finds_a_branch_under_its_new_name() {
    let mut desk = Desk::empty();
    let header: &[&str] = &["党组织名称", "类别", "党组织代码"];
    let path = desk.sheet(&[header, &["旧名党支部", "党支部", "020100080"]]);
    desk.import(Kind::Organizations, &path);
    let path = desk.sheet(&[header, &["新名党支部", "党支部", "020100080"]]);
    let outcome = desk.import(Kind::Organizations, &path);
    assert_eq!((outcome.created, outcome.updated), (0, 1));
    assert_eq!(store::all(desk.office.read()).unwrap()[0].name, "新名党支部");
}
