//! Meetings, papers, marks and rates.

use super::*;
use crate::{
    evaluations::{BallotPattern, Method, Papers, Scheme, marks, scheme::Residue, store},
    members::Subject,
};

struct Entry<'a> {
    scheme: &'a str,
    meeting: (&'a str, &'a str, Method),
    subject: Subject,
    papers: Papers,
    pile: &'a [(&'a str, &'a str, u64)],
}

fn papers(issued: u64, collected: u64, spoiled: u64) -> Papers {
    Papers { issued: Some(issued), collected: Some(collected), spoiled }
}

impl Desk {
    fn evaluate(&mut self, entry: &Entry<'_>) {
        self.change(|change| {
            let scheme: Scheme = store::schemes(change)?.remove(entry.scheme).unwrap();
            let (code, held_on, method) = entry.meeting;
            let facts =
                store::MeetingFacts { code: code.to_owned(), held_on: day(held_on), place: None, method };
            let meeting = store::put_meeting(change, &facts)?;
            let ballots = entry
                .pile
                .iter()
                .map(|(category, text, copies)| BallotPattern {
                    category: (*category).to_owned(),
                    marks: marks::decode(text).unwrap(),
                    copies: *copies,
                })
                .collect();
            store::put_ballots(change, meeting, entry.subject, &scheme, entry.papers, ballots)
        });
    }
}

const FIRST: (&str, &str, Method) = ("PY-01", "2012-02-10", Method::Meeting);

#[test]
fn the_figures_of_two_branches_add_up_and_the_meeting_is_one() {
    let mut desk = Desk::open();
    let (organs, lawyers) = (desk.organs, desk.lawyers);
    for (branch, pile, blank) in [
        (organs, &[("党员", "111111", 5), ("本单位群众代表", "222224", 3)][..], 0),
        (
            lawyers,
            &[("党员", "------", 1), ("服务对象代表", "11111x", 1), ("上级党组织", "111113", 2)][..],
            1,
        ),
    ] {
        let valid: u64 = pile.iter().map(|(.., copies)| copies).sum();
        let _ = blank;
        desk.evaluate(&Entry {
            scheme: "organization-004",
            meeting: FIRST,
            subject: Subject::Organization(branch),
            papers: papers(valid + 2, valid + 1, 1),
            pile,
        });
    }
    let books = desk.books("2012Q1");
    for (key, office, here, there) in [
        ("meetings", "1", "1", "1"),
        ("subjects", "2", "1", "1"),
        ("due", "3", "1", "1"),
        ("done", "2", "1", "1"),
        ("missing", "1", "0", "0"),
        ("coverage", "66.67", "100.00", "100.00"),
        ("voters", "12", "8", "4"),
        ("voters[党员]", "6", "5", "1"),
        ("voters[群众]", "3", "3", "0"),
        ("voters[服务对象]", "1", "0", "1"),
        ("voters[其他]", "2", "0", "2"),
        ("issued", "16", "10", "6"),
        ("collected", "14", "9", "5"),
        ("spoiled", "2", "1", "1"),
        ("valid", "12", "8", "4"),
        ("blank", "1", "0", "1"),
        ("return_rate", "87.50", "90.00", "83.33"),
        ("sheets[发出]", "16", "10", "6"),
        ("grade[满意]", "5", "5", "0"),
        ("grade[不满意]", "3", "3", "0"),
        ("grade[基本满意]", "2", "0", "2"),
        ("grade_rate[满意]", "41.67", "62.50", "0.00"),
        ("abstained", "1", "0", "1"),
        ("voided", "1", "0", "1"),
        ("satisfied", "7", "5", "2"),
        ("satisfied_rate", "58.33", "62.50", "50.00"),
        ("methods", "会议", "会议", "会议"),
        ("grade[优秀]", "—", "—", "—"),
    ] {
        let key = format!("evaluations.organizations.{key}");
        assert_eq!(figure(&books, &key, &Place::Office), office, "{key}");
        assert_eq!(figure(&books, &key, &branch(organs)), here, "{key} of 机关党支部");
        assert_eq!(figure(&books, &key, &branch(lawyers)), there, "{key} of 聚鑫律师党支部");
    }
    assert_eq!(names(&books, "evaluations.organizations.missing"), ["县司法局党组"]);
    assert_eq!(figure(&books, "evaluations.organizations.due", &branch(desk.group)), "1");

    // 5 papers of 100, 3 of 80 on the item; 总体评价 is left out of the mean.
    let item = Scope { item: Some("创先争优承诺践诺情况".to_owned()), ..Scope::of(branch(organs)) };
    let of_item = |key: &str| value(&books, key, &item, Span::Period).printed(2);
    assert_eq!(of_item("evaluations.organizations.grade[比较满意]"), "3");
    assert_eq!(of_item("evaluations.organizations.score"), "92.50");
    assert_eq!(of_item("evaluations.organizations.valid"), "8", "papers stay");
    assert_eq!(of_item("evaluations.organizations.satisfied_rate"), "100.00");
    let unknown = Scope { item: Some("没有这一项".to_owned()), ..Scope::default() };
    assert_eq!(value(&books, "evaluations.organizations.abstained", &unknown, Span::Period), Value::Unknown);

    let row = rows(&books, "evaluations.organizations.valid", &Scope::of(branch(lawyers))).remove(0);
    assert_eq!((row.kind.as_str(), row.name.as_str()), ("党组织评议结果", "聚鑫律师党支部"));
    let fact = |name: &str| row.facts.iter().find(|(known, _)| known == name).map(|(_, fact)| fact.as_str());
    assert_eq!(fact("评议会"), Some("PY-01（2012-02-10，会议）"));
    assert_eq!(fact("评议人"), Some("党员1、群众0、服务对象1、其他2"));
    let last = "总体评价：满意0、比较满意0、基本满意2、不满意0、不了解0、弃权1、项无效1、得分60.0000";
    assert!(fact("评议内容").unwrap().ends_with(last), "{:?}", fact("评议内容"));
}

#[test]
fn a_paper_that_lists_many_names_is_one_paper() {
    let mut desk = Desk::open();
    let (organs, lawyers) = (desk.organs, desk.lawyers);
    let [first, second, third] = [("甲", organs), ("乙", organs), ("丙", lawyers)]
        .map(|(name, branch)| Subject::Member(desk.person(name, branch)));
    for (subject, copies) in [(first, 8), (second, 7), (third, 3)] {
        desk.evaluate(&Entry {
            scheme: "member-004",
            meeting: FIRST,
            subject,
            papers: papers(10, copies, 0),
            pile: &[("党员", "11111", copies)],
        });
    }
    let books = desk.books("2012Q1");
    assert_eq!(figure(&books, "evaluations.members.valid", &Place::Office), "18");
    assert_eq!(figure(&books, "evaluations.members.sheets[有效]", &Place::Office), "11");
    assert_eq!(figure(&books, "evaluations.members.sheets[发出]", &Place::Office), "20");
    assert_eq!(figure(&books, "evaluations.members.sheets[收回]", &branch(organs)), "8");
    let Subject::Member(id) = first else { panic!("a member") };
    assert_eq!(figure(&books, "evaluations.members.valid", &Place::Member(id)), "8");
    assert_eq!(figure(&books, "evaluations.members.sheets[有效]", &Place::Member(id)), "—");
    assert_eq!(figure(&books, "evaluations.meetings", &Place::Office), "1");
    let row = rows(&books, "evaluations.members.sheets[有效]", &Scope::of(branch(organs))).remove(0);
    assert_eq!((row.kind.as_str(), row.name.as_str()), ("评议表", "PY-01"));
}

#[test]
fn void_evaluations_give_nothing() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    let id = desk.person("甲", organs);
    desk.evaluate(&Entry {
        scheme: "member-004",
        meeting: FIRST,
        subject: Subject::Member(id),
        papers: papers(5, 6, 0),
        pile: &[("党员", "11111", 6)],
    });
    let books = desk.books("2012Q1");
    for (key, printed) in [
        ("meetings", "0"),
        ("subjects", "0"),
        ("due", "1"),
        ("done", "0"),
        ("valid", "0"),
        ("issued", "0"),
        ("satisfied_rate", "—"),
        ("score", "—"),
        ("methods", "—"),
        ("sheets[有效]", "0"),
    ] {
        let key = format!("evaluations.members.{key}");
        assert_eq!(figure(&books, &key, &Place::Office), printed, "{key}");
    }
}

#[test]
fn meetings_without_paper_print_a_dash_for_papers() {
    let mut desk = Desk::open();
    let (organs, lawyers) = (desk.organs, desk.lawyers);
    desk.evaluate(&Entry {
        scheme: "organization-004",
        meeting: ("PY-02", "2012-02-20", Method::Discussion),
        subject: Subject::Organization(organs),
        papers: Papers::default(),
        pile: &[],
    });
    let books = desk.books("2012Q1");
    for key in ["issued", "collected", "return_rate", "sheets[发出]"] {
        let key = format!("evaluations.organizations.{key}");
        assert_eq!(figure(&books, &key, &Place::Office), "—", "{key}");
    }
    assert_eq!(figure(&books, "evaluations.organizations.done", &Place::Office), "1");
    assert_eq!(figure(&books, "evaluations.organizations.subjects", &Place::Office), "1");
    desk.evaluate(&Entry {
        scheme: "organization-004",
        meeting: FIRST,
        subject: Subject::Organization(lawyers),
        papers: papers(5, 4, 0),
        pile: &[("党员", "111111", 4)],
    });
    let books = desk.books("2012Q1");
    assert_eq!(figure(&books, "evaluations.organizations.issued", &Place::Office), "5");
    assert_eq!(figure(&books, "evaluations.organizations.return_rate", &Place::Office), "80.00");
    assert_eq!(figure(&books, "evaluations.organizations.methods", &Place::Office), "会议、座谈会");
}

#[test]
fn rates_of_two_schemes_do_not_add_and_counts_do() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    let id = desk.person("甲", organs);
    let probationary = MembershipEvent {
        organization: Some(organs),
        standing: Some(Standing::Probationary),
        ..event(EventKind::Opening, "2012-01-01")
    };
    desk.enter(&MemberFacts { name: "乙".to_owned(), ..MemberFacts::default() }, &probationary);
    let subject = Subject::Member(id);
    let pile: &[_] = &[("党员", "11112", 4)];
    desk.evaluate(&Entry { scheme: "member-004", meeting: FIRST, subject, papers: papers(5, 4, 0), pile });
    desk.evaluate(&Entry {
        scheme: "member-review",
        meeting: ("PY-02", "2012-03-10", Method::Questionnaire),
        subject,
        papers: papers(6, 5, 0),
        pile: &[("党员", "1", 2), ("党员", "4", 3)],
    });
    let books = desk.books("2012Q1");
    let review = Scope { scheme: Some("member-review".to_owned()), ..Scope::default() };
    let never = Scope { scheme: Some("member-three".to_owned()), ..Scope::default() };
    for (key, all, reviewed, unused) in [
        ("meetings", "2", "1", "0"),
        ("subjects", "1", "1", "0"),
        ("valid", "9", "5", "0"),
        ("grade[优秀]", "2", "2", "0"),
        ("grade[比较满意]", "4", "—", "0"),
        ("satisfied", "6", "2", "0"),
        ("satisfied_rate", "—", "40.00", "—"),
        ("grade_rate[优秀]", "—", "40.00", "—"),
        ("score", "—", "64.00", "—"),
        ("due", "2", "1", "2"),
        ("done", "1", "1", "0"),
        ("missing", "1", "0", "2"),
        ("methods", "会议、问卷", "问卷", "—"),
        ("sheets[有效]", "9", "5", "0"),
    ] {
        let key = format!("evaluations.members.{key}");
        assert_eq!(value(&books, &key, &Scope::default(), Span::Period).printed(2), all, "{key}");
        assert_eq!(value(&books, &key, &review, Span::Period).printed(2), reviewed, "{key}");
        assert_eq!(value(&books, &key, &never, Span::Period).printed(2), unused, "{key}");
    }
    let kind = crate::evaluations::scheme::SubjectKind::Member;
    let keys: Vec<String> =
        books.schemes(kind, &Scope::default(), Span::Period).iter().map(|one| one.key.clone()).collect();
    assert_eq!(keys, ["member-004", "member-review"]);
}

#[test]
fn a_scheme_that_adjusts_the_residue_prints_the_adjusted_rate() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    desk.change(|change| {
        let scheme = store::schemes(change)?.remove("organization-good").unwrap();
        let scheme = Scheme { key: "本局".to_owned(), residue: Residue::LastNonZero, ..scheme };
        store::put_scheme(change, &scheme)
    });
    let items = desk.change(|change| Ok(store::schemes(change)?.remove("本局").unwrap().items.len()));
    let marked = |grade: &str| grade.repeat(items);
    let (good, fair, poor) = (marked("1"), marked("2"), marked("3"));
    desk.evaluate(&Entry {
        scheme: "本局",
        meeting: FIRST,
        subject: Subject::Organization(organs),
        papers: papers(141, 141, 0),
        pile: &[("党员", &good, 134), ("党员", &fair, 4), ("党员", &poor, 3)],
    });
    let books = desk.books("2012Q1");
    let scheme = books.scheme("本局").unwrap();
    let printed: Vec<String> = scheme
        .grades
        .iter()
        .take(3)
        .map(|grade| {
            let key = format!("evaluations.organizations.grade_rate[{}]", grade.name);
            figure(&books, &key, &Place::Office)
        })
        .collect();
    assert_eq!(printed, ["95.04", "2.84", "2.12"], "the published table of 141 ballots");
}

#[test]
fn a_meeting_of_february_is_in_the_year_and_not_in_the_second_quarter() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    for (meeting, copies) in [(FIRST, 4), (("PY-02", "2012-06-10", Method::Questionnaire), 3)] {
        desk.evaluate(&Entry {
            scheme: "organization-004",
            meeting,
            subject: Subject::Organization(organs),
            papers: papers(5, copies, 0),
            pile: &[("党员", "111111", copies)],
        });
    }
    let books = desk.books("2012Q2");
    for (key, period, year) in
        [("meetings", "1", "2"), ("valid", "3", "7"), ("subjects", "1", "1"), ("issued", "5", "10")]
    {
        let key = format!("evaluations.organizations.{key}");
        assert_eq!(value(&books, &key, &Scope::default(), Span::Period).printed(2), period, "{key}");
        assert_eq!(value(&books, &key, &Scope::default(), Span::Year).printed(2), year, "{key}");
    }
}
