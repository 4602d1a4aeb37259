//! From an office file to the papers, through the features' stores.

use super::*;
use crate::{
    Office,
    clock::{Clock, Period},
    documents::{Order, Parameter, Request, make, make_all},
    evaluations::{self, BallotPattern, Mark, Method, Papers, store::MeetingFacts},
    members::{self, EventKind, MembershipEvent, Subject},
    organizations::{self, OrganizationFacts},
    pledges::{self, PledgeFacts, PledgeStatus},
    reviews::{self, Content, Presence, ReviewFacts, Reviewed},
    store::Change,
};

/// An office with a 党组, two branches, three members, two pledges and two meetings.
struct Small {
    _folder: tempfile::TempDir,
    office: Office,
    branch: OrganizationId,
    empty: OrganizationId,
    member: MemberId,
}

fn empty_office() -> (tempfile::TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let office =
        Office::create(&folder.path().join("office"), "县司法局党组", None, Clock::at(day("2012-03-20")))
            .unwrap();
    (folder, office)
}

fn small_office() -> Small {
    let (folder, mut office) = empty_office();
    let (branch, empty, member) = office
        .change("建立样例", |change| {
            let put = |name: &str, kind, parent| {
                organizations::store::insert(
                    change,
                    &OrganizationFacts {
                        name: name.to_owned(),
                        kind,
                        parent,
                        domain: None,
                        code: None,
                        secretary: None,
                        phone: None,
                        founded_on: Some(day("1992-07-01")),
                        note: None,
                    },
                )
            };
            let top = put("县司法局党组", OrganizationKind::LeadingGroup, None)?;
            let branch = put("机关党支部", OrganizationKind::Branch, Some(top))?;
            let empty = put("公证处党支部", OrganizationKind::Branch, Some(top))?;
            let mut ids = Vec::new();
            for (name, category) in
                [("孔静", Category::Serving), ("王磊", Category::Serving), ("毛卫国", Category::Retired)]
            {
                let facts = MemberFacts { name: name.to_owned(), ..MemberFacts::default() };
                let opening = MembershipEvent {
                    kind: EventKind::Opening,
                    happened_on: day("2012-03-15"),
                    organization: Some(branch),
                    standing: Some(Standing::Full),
                    category: Some(category),
                    post: None,
                    note: None,
                };
                ids.push(members::store::insert(change, &facts, &opening)?);
            }
            for subject in [Subject::Organization(branch), Subject::Member(ids[0])] {
                pledges::store::insert(
                    change,
                    &PledgeFacts {
                        subject,
                        year: 2012,
                        content: "结对帮扶一户困难群众".to_owned(),
                        category: Some("实事承诺".to_owned()),
                        measure: None,
                        owner: None,
                        deadline: Some(day("2012-03-10")),
                        published_on: None,
                        published_by: None,
                        status: PledgeStatus::UnderWay,
                        fulfilled_on: None,
                        reason: None,
                    },
                )?;
            }
            evaluate(change, branch, &ids[..2])?;
            Ok((branch, empty, ids[0]))
        })
        .unwrap();
    Small { _folder: folder, office, branch, empty, member }
}

/// Two meetings on the branch, the second void; the first also on two of its members.
fn evaluate(
    change: &crate::store::Change<'_>,
    branch: OrganizationId,
    members: &[MemberId],
) -> crate::Result<()> {
    let meeting = |code: &str, held_on| {
        let facts = MeetingFacts {
            code: code.to_owned(),
            held_on: day(held_on),
            place: None,
            method: Method::Meeting,
        };
        evaluations::store::put_meeting(change, &facts)
    };
    let ballots = |items, copies| {
        vec![BallotPattern { category: "党员".to_owned(), marks: vec![Mark::Grade(0); items], copies }]
    };
    let papers = |issued, collected| Papers { issued: Some(issued), collected: Some(collected), spoiled: 0 };
    let (first, second) = (meeting("PY-01", "2012-02-10")?, meeting("PY-02", "2012-02-11")?);
    let (of_branch, of_member) = (organization_scheme(), member_scheme());
    let subject = Subject::Organization(branch);
    evaluations::store::put_ballots(change, first, subject, &of_branch, papers(10, 9), ballots(6, 9))?;
    evaluations::store::put_ballots(change, second, subject, &of_branch, papers(3, 4), ballots(6, 4))?;
    for member in members {
        let subject = Subject::Member(*member);
        evaluations::store::put_ballots(change, first, subject, &of_member, papers(10, 9), ballots(5, 9))?;
    }
    Ok(())
}

fn quarter() -> Request {
    Request { period: Some(Period::parse("2012Q1").unwrap()), ..Request::default() }
}

fn text(office: &Office, key: &str, request: &Request) -> String {
    let documents = make(office.read(), key, request, office.clock()).unwrap();
    documents.iter().map(Document::plain_text).collect()
}

/// Enters what was said on 15 March.
fn review(change: &Change<'_>, subject: Subject, period: &str, content: Content) -> crate::Result<()> {
    let kind = matches!(subject, Subject::Organization(_)).then_some(OrganizationKind::Branch);
    let reviewed = Reviewed { name: "被点评对象".to_owned(), kind, presence: Presence::There };
    let facts = ReviewFacts {
        subject,
        held_on: day("2012-03-15"),
        period: Period::parse(period)?,
        reviewer: "赵一鸣".to_owned(),
        post: None,
        occasion: None,
        content,
        rectification: None,
    };
    reviews::store::insert(change, &facts, &reviewed).map(|_| ())
}

fn comment() -> Content {
    Content::Comment {
        achievements: "好".to_owned(), problems: "少".to_owned(), direction: "多".to_owned()
    }
}

fn briefing() -> Content {
    Content::Briefing { points: "已办".to_owned(), tasks: "待办".to_owned(), attendance: Some(9) }
}

#[test]
fn half_a_years_comment_stands_with_both_quarters_and_a_briefing_with_its_own() {
    let mut small = small_office();
    let (member, branch) = (small.member, small.branch);
    small
        .office
        .change("登记点评", |change| {
            review(change, Subject::Member(member), "2012H1", comment())?;
            review(change, Subject::Organization(branch), "2012Q1", briefing())
        })
        .unwrap();
    let made = |key: &str, period: &str, member: Option<MemberId>, organization: Option<OrganizationId>| {
        let period = Some(Period::parse(period).unwrap());
        let request = Request { period, member, organization, ..Request::default() };
        let made = make(small.office.read(), key, &request, small.office.clock());
        made.map(|papers| papers[0].name.clone()).map_err(|error| error.message)
    };
    for period in ["2012Q1", "2012Q2", "2012H1", "2012"] {
        assert!(made("comment-sheet", period, None, None).is_ok(), "{period}");
    }
    assert_eq!(made("comment-sheet", "2012Q3", None, None).unwrap_err(), "2012年第三季度还没有登记领导点评");
    assert_eq!(made("briefing-record", "2012Q1", None, None).unwrap(), "讲评记录-2012年第一季度");
    assert_eq!(made("briefing-record", "2012Q2", None, None).unwrap_err(), "2012年第二季度还没有登记讲评");
    // A member's sheet is told by the number of the record, not by the name.
    let name = made("comment-sheet", "2012H1", Some(member), None).unwrap();
    assert_eq!(name, format!("领导点评表-2012年上半年-{}号党员", member.0));
    assert!(made("comment-sheet", "2012H1", None, Some(small.empty)).is_err());
    assert!(made("briefing-record", "2012Q1", None, Some(small.empty)).is_err());
}

#[test]
fn every_form_can_be_made() {
    let mut small = small_office();
    let (member, branch) = (small.member, small.branch);
    small
        .office
        .change("民主评议", |change| {
            let schemes = evaluations::store::schemes(change)?;
            let facts = MeetingFacts {
                code: "MZ-01".to_owned(),
                held_on: day("2012-02-12"),
                place: None,
                method: Method::Meeting,
            };
            let meeting = evaluations::store::put_meeting(change, &facts)?;
            let papers = Papers { issued: Some(3), collected: Some(3), spoiled: 0 };
            let ballots =
                vec![BallotPattern { category: "党员".to_owned(), marks: vec![Mark::Grade(0)], copies: 3 }];
            let subject = Subject::Member(member);
            evaluations::store::put_ballots(
                change,
                meeting,
                subject,
                &schemes["member-review"],
                papers,
                ballots,
            )?;
            review(change, Subject::Member(member), "2012H1", comment())?;
            review(change, Subject::Organization(branch), "2012Q1", briefing())
        })
        .unwrap();
    // The papers of a commendation: `commendation_office.rs`.
    let commends = |form: &&crate::documents::Form| form.takes.contains(&Parameter::Programme);
    for form in crate::documents::forms().iter().filter(|form| !commends(form)) {
        let documents = make(small.office.read(), form.key, &quarter(), small.office.clock()).unwrap();
        for document in &documents {
            assert_eq!(document.key, form.key);
            assert!(!document.sections.is_empty(), "{}", form.key);
            assert_rows_fill_their_columns(document);
            assert!(
                !["孔静", "王磊", "毛卫国"].iter().any(|name| document.name.contains(name)),
                "{} becomes a file name and holds no personal data",
                document.name
            );
        }
    }
}

#[test]
fn both_sheets_of_annex_4_end_on_the_as_of_day() {
    let mut small = small_office();
    let empty = small.empty;
    small
        .office
        .change("评议", |change| {
            let facts = MeetingFacts {
                code: "PY-03".to_owned(),
                held_on: day("2012-03-18"),
                place: None,
                method: Method::Meeting,
            };
            let meeting = evaluations::store::put_meeting(change, &facts)?;
            let papers = Papers { issued: Some(7), collected: Some(7), spoiled: 0 };
            let marks = vec![Mark::Grade(0); 6];
            let ballots = vec![BallotPattern { category: "党员".to_owned(), marks, copies: 7 }];
            let (subject, scheme) = (Subject::Organization(empty), organization_scheme());
            evaluations::store::put_ballots(change, meeting, subject, &scheme, papers, ballots)
        })
        .unwrap();
    let items = |as_of: &str| {
        let request = Request { as_of: Some(day(as_of)), ..quarter() };
        let documents =
            make(small.office.read(), "statistics-table", &request, small.office.clock()).unwrap();
        let sections = documents.into_iter().flat_map(|document| document.sections);
        let sections = sections.filter(|section| section.sheet == "逐项汇总").collect();
        Document { key: "items".into(), name: String::new(), sections }.plain_text()
    };
    let (before, after) = (items("2012-03-17"), items("2012-03-18"));
    assert!(after.contains("公证处党支部") && after.contains("党组织评议参评16人次"), "{after}");
    assert!(!before.contains("公证处党支部") && before.contains("党组织评议参评9人次"), "{before}");
}

#[test]
fn all_papers_of_a_branch_leave_out_what_a_branch_does_not_have() {
    let small = small_office();
    let request = Request { organization: Some(small.branch), ..quarter() };
    let made = make_all(small.office.read(), &request, small.office.clock()).unwrap();
    assert_eq!(
        made.left_out,
        [
            "党组评议表：“机关党支部”不是党组",
            "领导点评表：2012年第一季度还没有登记领导点评",
            "讲评记录：2012年第一季度还没有登记讲评",
            "民主测评结果统计表：2012年第一季度没有按方案“民主评议党员（优秀/合格/基本合格/不合格）”评议的记录",
        ]
    );
    let keys: Vec<&str> = made.papers.iter().map(|paper| paper.key.as_ref()).collect();
    assert!(keys.contains(&"branch-sheet") && keys.contains(&"coverage-list"), "{keys:?}");
    assert!(!keys.contains(&"leading-group-sheet"));

    let without_period = Request { period: None, ..request };
    let error = make_all(small.office.read(), &without_period, small.office.clock()).unwrap_err();
    assert!(error.message.contains("统计时段"), "{}", error.message);
}

#[test]
fn a_branch_without_members_has_none_and_a_leading_group_has_no_such_figure() {
    let small = small_office();
    let table = text(&small.office, "statistics-table", &quarter());
    assert!(table.contains("1\t县司法局党组\t—\t"), "{table}");
    assert!(table.contains("3\t公证处党支部\t0\t"), "{table}");
    let list = text(&small.office, "organization-list", &quarter());
    assert!(list.contains("1992-07-01\t—\t—\t—\t—"), "{list}");
    let coverage = text(&small.office, "coverage-list", &quarter());
    assert!(coverage.contains("县司法局党组\t未评\t—\t—\t—\t—"), "{coverage}");
}

#[test]
fn the_statistics_table_counts_the_valid_meeting_and_names_the_void_one() {
    let small = small_office();
    let text = text(&small.office, "statistics-table", &quarter());
    golden(
        "office-statistics-table",
        &make(small.office.read(), "statistics-table", &quarter(), small.office.clock()).unwrap()[0],
    );
    assert!(text.contains("PY-02（2012年2月11日）收回多于发出，无效，未计入"), "{text}");
    assert!(
        text.contains("机关党支部\t3\t1\t9\t9\t0\t0\t0\t会议\t1\t1\t100.00\t10\t9\t9\t90.00\t9"),
        "{text}"
    );
    // Two of three members: 9 papers each.
    assert!(text.contains("机关党支部\t3\t1\t18\t18\t0\t0\t0\t会议\t3\t2\t66.67"), "{text}");
    // The 党组 and the other branch were due and are shown, not evaluated.
    assert!(text.contains("公证处党支部\t0\t0\t0\t0\t0\t0\t0\t—\t1\t0\t0.00"), "{text}");
}

#[test]
fn the_member_who_was_not_evaluated_is_named_on_the_coverage_list() {
    let small = small_office();
    let text = text(&small.office, "coverage-list", &quarter());
    assert!(text.contains("党员\t毛卫国\t机关党支部"), "{text}");
    assert!(text.contains("机关党支部\t已评\t3\t2\t1\t66.67"), "{text}");
}

#[test]
fn names_on_a_ballot_go_by_strokes_and_on_the_roster_as_asked() {
    let small = small_office();
    let place = |text: &str| ["王磊", "毛卫国", "孔静"].map(|name| text.find(name).unwrap());
    let matrix = place(&text(&small.office, "member-sheet", &quarter()));
    assert!(matrix.is_sorted(), "王 毛 孔 by strokes");
    let by_strokes = Request { order: Order::Strokes, ..quarter() };
    let roster = text(&small.office, "roster", &by_strokes);
    assert!(roster.find("王磊") < roster.find("孔静"));
    let as_kept = text(&small.office, "roster", &quarter());
    assert!(as_kept.find("孔静") < as_kept.find("王磊"));
}

#[test]
fn one_member_has_a_ballot_of_their_own() {
    let small = small_office();
    let request = Request { member: Some(small.member), copies: 5, numbered: true, ..quarter() };
    let documents = make(small.office.read(), "member-sheet", &request, small.office.clock()).unwrap();
    let section = &documents[0].sections[0];
    assert_eq!((section.copies, titles(section)), (5, vec!["党员创先争优群众评议表（样表）"]));
    let text = documents[0].plain_text();
    assert!(text.contains("被评议党员：孔静\t所在党支部：机关党支部") && text.contains("编号："), "{text}");
}

#[test]
fn a_branch_without_members_is_refused_with_what_to_do() {
    let small = small_office();
    let request = Request { organization: Some(small.empty), ..quarter() };
    for key in ["member-sheet", "roster"] {
        let error = make(small.office.read(), key, &request, small.office.clock()).unwrap_err();
        assert!(error.message.contains("公证处党支部") && error.message.contains("没有在册党员"), "{error}");
        assert!(error.hint.is_some());
    }
}

#[test]
fn a_paper_of_one_branch_leaves_the_others_out() {
    let small = small_office();
    let request = Request { organization: Some(small.branch), ..quarter() };
    for key in ["branch-sheet", "statistics-table", "organization-list", "pledge-ledger", "coverage-list"] {
        let text = text(&small.office, key, &request);
        assert!(text.contains("机关党支部") && !text.contains("公证处"), "{key}: {text}");
    }
}

#[test]
fn an_empty_office_prints_blank_ballots_and_refuses_tables() {
    let (_folder, office) = empty_office();
    for key in ["leading-group-sheet", "branch-sheet", "member-sheet"] {
        let documents = make(office.read(), key, &Request::default(), office.clock()).unwrap();
        assert_rows_fill_their_columns(&documents[0]);
    }
    for key in [
        "statistics-table",
        "organization-pledge",
        "member-pledge",
        "pledge-ledger",
        "comment-sheet",
        "briefing-record",
        "roster",
        "organization-list",
        "coverage-list",
        "quota-table",
        "member-recommendation",
        "organization-recommendation",
        "nomination-summary",
        "publicity-notice",
        "commendation-decision",
        "commendation-list",
    ] {
        let error = make(office.read(), key, &quarter(), office.clock()).unwrap_err();
        assert!(error.hint.is_some_and(|hint| hint.contains('请') || hint.contains("导入")), "{key}");
    }
}

#[test]
fn a_day_before_the_books_were_opened_is_refused() {
    let small = small_office();
    let request = Request { as_of: Some(day("2012-03-14")), ..Request::default() };
    let error = make(small.office.read(), "roster", &request, small.office.clock()).unwrap_err();
    assert!(error.message.contains("2012年3月15日起登记"), "{error}");
}

#[test]
fn an_unknown_form_lists_the_forms_there_are() {
    let (_folder, office) = empty_office();
    let error = make(office.read(), "gazette", &Request::default(), office.clock()).unwrap_err();
    assert_eq!(error.details.len(), crate::documents::forms().len());
}

#[test]
fn a_scheme_for_organizations_cannot_evaluate_members() {
    let small = small_office();
    let request = Request { scheme: Some("organization-004".to_owned()), ..quarter() };
    let error = make(small.office.read(), "member-sheet", &request, small.office.clock()).unwrap_err();
    assert!(error.message.contains("不适用"), "{error}");
}
