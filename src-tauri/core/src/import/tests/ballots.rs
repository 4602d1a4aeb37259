//! 群众评议票.

use super::{Desk, Kind, Outcome, errors, sample, warnings};
use crate::evaluations::{Mark, Papers, store};

const MEETING: [&str; 8] =
    ["评议会编号", "日期", "地点", "评议方式", "被评议对象", "发出票数", "收回票数", "作废票数"];
const PAPER: [&str; 9] = [
    "评议会编号",
    "票号",
    "评议人类别",
    "组织开展创先争优活动情况",
    "推动本单位中心工作和重点任务完成情况",
    "创先争优承诺践诺情况",
    "发挥职能优势为群众办实事、做好事、解难事情况",
    "加强基层党组织和党员队伍建设情况",
    "总体评价",
];
const GOOD: [&str; 9] = ["P1", "1", "党员", "满意", "满意", "满意", "满意", "满意", "满意"];

fn import(desk: &mut Desk, meetings: &[[&str; 8]], papers: &[[&str; 9]]) -> Outcome {
    let mut first: Vec<&[&str]> = vec![&MEETING];
    first.extend(meetings.iter().map(|row| &row[..]));
    let mut second: Vec<&[&str]> = vec![&PAPER];
    second.extend(papers.iter().map(|row| &row[..]));
    let path = desk.book(&[("评议会", &first), ("党组织评议票", &second)]);
    desk.import(Kind::Ballots, &path)
}

fn held<'a>(issued: &'a str, collected: &'a str, spoiled: &'a str) -> [&'a str; 8] {
    ["P1", "2012-02-10", "会议室", "会议", "机关党支部", issued, collected, spoiled]
}

fn marked<'a>(number: &'a str, voter: &'a str, first: &'a str) -> [&'a str; 9] {
    let mut row = GOOD;
    (row[1], row[2], row[3]) = (number, voter, first);
    row
}

#[test]
fn two_grades_void_an_item_and_an_empty_cell_abstains() {
    let mut desk = Desk::with_branches();
    let papers = [
        marked("1", "党员", "满意&不满意"),
        marked("2", "群众代表", ""),
        marked("3", "群众代表", "满意、满意"),
        marked("4", "群众代表", "弃权"),
        marked("5", "党员", "不了解"),
    ];
    let outcome = import(&mut desk, &[held("5", "5", "0")], &papers);
    assert_eq!((outcome.rows, outcome.created, &outcome.findings), (6, 6, &vec![]));
    let connection = desk.office.read();
    let meeting = store::meetings(connection, None).unwrap()[0].id;
    let evaluation = store::evaluations(connection, meeting).unwrap().remove(0);
    assert_eq!(evaluation.scheme, "organization-004");
    let first = |mark: Mark, category: &str| {
        let all = store::ballots(connection, evaluation.id).unwrap();
        all.iter().filter(|p| p.marks[0] == mark && p.category == category).map(|p| p.copies).sum::<u64>()
    };
    assert_eq!(first(Mark::Voided, "党员"), 1);
    assert_eq!(first(Mark::Abstained, "本单位群众代表"), 2);
    assert_eq!(first(Mark::Grade(0), "本单位群众代表"), 1, "the same grade twice is one mark");
    assert_eq!(first(Mark::Grade(4), "党员"), 1);
}

#[test]
fn each_fault_of_a_ballot_has_its_own_sentence() {
    let cases: [([&str; 9], &str); 6] = [
        (
            marked("1", "党员", "很满意"),
            "看不懂等次“很满意”；请写满意、比较满意、基本满意、不满意、不了解之一",
        ),
        (marked("1", "路人", "满意"), "没有评议人类别“路人”"),
        (marked("1", "", "满意"), "评议人类别没有填写"),
        (["P9", "1", "党员", "满意", "满意", "满意", "满意", "满意", "满意"], "没有编号为“P9”的评议会"),
        (["", "1", "党员", "满意", "满意", "满意", "满意", "满意", "满意"], "评议会编号没有填写"),
        (marked("2", "党员", "满意"), "同一评议会、同一对象的票号 2 出现了两次"),
    ];
    for (paper, sentence) in cases {
        let mut desk = Desk::with_branches();
        let outcome = import(&mut desk, &[held("2", "2", "0")], &[marked("2", "党员", "满意"), paper]);
        assert!(errors(&outcome)[0].starts_with(sentence), "{sentence}: {:#?}", outcome.findings);
        assert_eq!(desk.count("ballot"), 0);
    }
}

#[test]
fn each_fault_of_a_meeting_has_its_own_sentence() {
    let cases: [([&str; 8], &str); 7] = [
        (["P1", "2012-02", "", "会议", "机关党支部", "1", "1", ""], "评议会日期只写到月"),
        (["P1", "", "", "会议", "机关党支部", "1", "1", ""], "评议会日期没有填写"),
        (["P1", "2012-03-21", "", "会议", "机关党支部", "1", "1", ""], "日期2012年3月21日晚于今天"),
        (["P1", "2012-02-10", "", "茶话会", "机关党支部", "1", "1", ""], "看不懂评议方式“茶话会”"),
        (["P1", "2012-02-10", "", "会议", "机关支部", "1", "1", ""], "台账里没有党组织“机关支部”"),
        (["P1", "2012-02-10", "", "会议", "", "1", "1", ""], "被评议对象没有填写"),
        (["P1", "2012-02-10", "", "会议", "机关党支部", "一", "1", ""], "“一”不是张数"),
    ];
    for (meeting, sentence) in cases {
        let outcome = import(&mut Desk::with_branches(), &[meeting], &[]);
        assert!(errors(&outcome)[0].starts_with(sentence), "{sentence}: {:#?}", outcome.findings);
    }
}

#[test]
fn sums_that_do_not_fit_warn_and_never_block() {
    let mut desk = Desk::with_branches();
    let outcome = import(&mut desk, &[held("1", "3", "0")], &[GOOD]);
    assert!(outcome.applied);
    assert!(warnings(&outcome)[0].starts_with("收回 3 张，多于发出 1 张，这次评议无效"));
    assert!(warnings(&outcome)[1].contains("有 1 张评议票，有效票应是 3 张（收回 3 张，作废 0 张）"));
}

#[test]
fn a_law_firms_branch_needs_partners_and_clients_among_its_voters() {
    let mut desk = Desk::with_branches();
    let mut meeting = held("1", "1", "0");
    meeting[4] = "聚鑫律师党支部";
    let outcome = import(&mut desk, &[meeting], &[GOOD]);
    assert!(warnings(&outcome)[0].contains("评议人里没有非中共党员合伙人和服务对象代表"));
    meeting[0] = "P2";
    (meeting[5], meeting[6]) = ("2", "2");
    let mut papers = [marked("1", "非中共党员合伙人", "满意"), marked("2", "服务对象", "满意")];
    papers.iter_mut().for_each(|paper| paper[0] = "P2");
    assert_eq!(import(&mut desk, &[meeting], &papers).findings, []);
}

#[test]
fn a_corrected_file_replaces_the_ballots_and_says_how_many_differ() {
    let mut desk = Desk::with_branches();
    import(&mut desk, &[held("2", "2", "0")], &[GOOD, marked("2", "党员", "满意")]);
    let outcome = import(&mut desk, &[held("3", "2", "0")], &[GOOD, marked("2", "党员", "不满意")]);
    assert_eq!((outcome.created, outcome.updated, outcome.unchanged), (0, 2, 1), "{:#?}", outcome.changes);
    let fields: Vec<String> = outcome.changes[0]
        .fields
        .iter()
        .map(|field| {
            format!(
                "{} {}>{}",
                field.field,
                field.before.as_deref().unwrap(),
                field.after.as_deref().unwrap()
            )
        })
        .collect();
    assert_eq!(outcome.changes[0].record, "P1 机关党支部");
    assert_eq!(fields, ["发出票数 2>3", "评议票 2 张>2 张，其中 1 张票面与台账不同"]);
    assert_eq!(desk.count("ballot"), 2);
}

#[test]
fn papers_alone_keep_the_ballots_that_are_there() {
    let mut desk = Desk::with_branches();
    import(&mut desk, &[held("1", "1", "0")], &[GOOD]);
    let path = desk.sheet(&[&MEETING, &held("2", "1", "0")]);
    let outcome = desk.import(Kind::Ballots, &path);
    assert_eq!((outcome.updated, desk.count("ballot")), (1, 1));
    let meeting = store::meetings(desk.office.read(), None).unwrap()[0].id;
    let papers = store::evaluations(desk.office.read(), meeting).unwrap()[0].papers;
    assert_eq!(papers, Papers { issued: Some(2), collected: Some(1), spoiled: 0 });
    assert_eq!(desk.import(Kind::Ballots, &path).unchanged, 1);
}

#[test]
fn ballots_alone_find_the_meeting_that_the_office_has() {
    let mut desk = Desk::with_branches();
    let first = import(&mut desk, &[held("1", "1", "0")], &[]);
    assert!(warnings(&first)[0].contains("文件里没有“机关党支部”在评议会 P1 的评议票"));
    let path = desk.sheet(&[&PAPER, &GOOD]);
    let outcome = desk.import(Kind::Ballots, &path);
    assert_eq!((errors(&outcome), desk.count("ballot")), (vec![], 1));
}

#[test]
fn an_unknown_scale_is_not_guessed() {
    let mut desk = Desk::with_branches();
    let mut header = PAPER;
    header[4] = "别的内容";
    let path = desk.book(&[("评议会", &[&MEETING, &held("1", "1", "0")]), ("票", &[&header, &GOOD])]);
    let outcome = desk.import(Kind::Ballots, &path);
    assert!(
        errors(&outcome)[0].contains("还缺“推动本单位中心工作和重点任务完成情况”"),
        "{:#?}",
        outcome.findings
    );
}

#[test]
fn another_scale_is_known_by_its_words() {
    let mut desk = Desk::with_branches();
    let good = ["P1", "1", "党员", "好", "较好", "一般", "较差", "好", "好"];
    assert_eq!(import(&mut desk, &[held("1", "1", "0")], &[good]).findings, []);
    let meeting = store::meetings(desk.office.read(), None).unwrap()[0].id;
    assert_eq!(store::evaluations(desk.office.read(), meeting).unwrap()[0].scheme, "organization-good");
}

#[test]
fn member_ballots_take_the_papers_of_the_meeting() {
    let mut desk = Desk::with_members();
    desk.import(Kind::Ballots, &sample("群众评议票.xlsx"));
    let meeting = store::find_meeting(desk.office.read(), "PY-03", 2012).unwrap().unwrap();
    let all = store::evaluations(desk.office.read(), meeting.id).unwrap();
    assert_eq!(all.len(), 8, "the branch and its seven members");
    for evaluation in all {
        assert_eq!(evaluation.papers, Papers { issued: Some(16), collected: Some(15), spoiled: 1 });
    }
}

#[test]
fn the_same_code_in_another_year_is_another_meeting() {
    let mut desk = Desk::with_branches();
    let of = |on| [["P1", on, "会议室", "会议", "机关党支部", "1", "1", "0"]];
    let papers = [marked("1", "党员", "满意")];
    assert_eq!(import(&mut desk, &of("2011-02-10"), &papers).created, 2);
    let bad = [marked("1", "党员", "不满意")];
    let second = import(&mut desk, &of("2012-02-10"), &bad);
    assert_eq!((second.created, second.updated), (2, 0), "last year's ballots stay");
    let connection = desk.office.read();
    for (year, first) in [(2011, Mark::Grade(0)), (2012, Mark::Grade(3))] {
        let meeting = store::find_meeting(connection, "P1", year).unwrap().unwrap();
        let evaluation = store::evaluations(connection, meeting.id).unwrap().remove(0);
        let kept = store::ballots(connection, evaluation.id).unwrap();
        assert_eq!((kept.len(), kept[0].marks[0]), (1, first), "{year}");
    }

    let rows: [&[&str]; 2] = [&PAPER, &GOOD];
    let path = desk.sheet(&rows);
    let outcome = desk.import(Kind::Ballots, &path);
    assert!(outcome.refused);
    assert!(errors(&outcome)[0].contains("2011、2012 年都有编号为“P1”的评议会"), "{:?}", errors(&outcome));
}
