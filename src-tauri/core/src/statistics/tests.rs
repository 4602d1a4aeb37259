//! Results and coverage of a small office, in real files: a 党组, two branches, four members.

mod candidates;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::{
    coverage::{Extent, coverage},
    evaluation_results::{Selection, add, results},
    tally_report::{tally_report, tally_reports},
};
use crate::{
    ErrorCode, Office, Result,
    clock::{Clock, Period},
    evaluations::{BallotPattern, Method, Papers, Scheme, marks, store},
    members::{self, EventKind, MemberFacts, MemberId, MembershipEvent, Standing, Subject},
    organizations::{self, OrganizationFacts, OrganizationId, OrganizationKind},
    store::Change,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(text: &str) -> Period {
    Period::parse(text).unwrap()
}

fn ballots(marks: &str, copies: u64) -> Vec<BallotPattern> {
    vec![BallotPattern { category: "党员".to_owned(), marks: marks::decode(marks).unwrap(), copies }]
}

fn papers(issued: u64, collected: u64, spoiled: u64) -> Papers {
    Papers { issued: Some(issued), collected: Some(collected), spoiled }
}

fn event(
    kind: EventKind,
    on: &str,
    branch: Option<OrganizationId>,
    standing: Option<Standing>,
) -> MembershipEvent {
    MembershipEvent {
        kind,
        happened_on: day(on),
        organization: branch,
        standing,
        category: None,
        post: None,
        note: None,
    }
}

/// The books were opened on 15 March 2012, after the meetings of February.
struct Bureau {
    _folder: TempDir,
    office: Office,
    group: OrganizationId,
    organs: OrganizationId,
    lawyers: OrganizationId,
    /// 甲 and 乙 (预备) of 机关党支部, 丙 and 丁 of 聚鑫律师党支部.
    people: [MemberId; 4],
}

impl Bureau {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut office =
            Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2012-12-31"))).unwrap();
        let organization = |change: &Change<'_>, name: &str, kind, parent| {
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
                    founded_on: None,
                    note: None,
                },
            )
        };
        let person = |change: &Change<'_>, name: &str, branch, standing| {
            let facts = MemberFacts { name: name.to_owned(), ..MemberFacts::default() };
            members::store::insert(
                change,
                &facts,
                &event(EventKind::Opening, "2012-03-15", Some(branch), Some(standing)),
            )
        };
        let (group, organs, lawyers, people) = office
            .change("期初登记", |change| {
                let group = organization(change, "县司法局党组", OrganizationKind::LeadingGroup, None)?;
                let organs = organization(change, "机关党支部", OrganizationKind::Branch, Some(group))?;
                let lawyers = organization(change, "聚鑫律师党支部", OrganizationKind::Branch, Some(group))?;
                let people = [
                    person(change, "丙", lawyers, Standing::Full)?,
                    person(change, "甲", organs, Standing::Full)?,
                    person(change, "丁", lawyers, Standing::Full)?,
                    person(change, "乙", organs, Standing::Probationary)?,
                ];
                Ok((group, organs, lawyers, [people[1], people[3], people[0], people[2]]))
            })
            .unwrap();
        Self { _folder: folder, office, group, organs, lawyers, people }
    }

    fn evaluate(
        &mut self,
        meeting: (&str, &str),
        subject: Subject,
        papers: Papers,
        pile: Vec<BallotPattern>,
    ) {
        let scheme = match subject {
            Subject::Organization(_) => "organization-004",
            Subject::Member(_) => "member-004",
        };
        self.evaluate_by(scheme, meeting, subject, papers, pile);
    }

    fn evaluate_by(
        &mut self,
        scheme: &str,
        (code, held_on): (&str, &str),
        subject: Subject,
        papers: Papers,
        pile: Vec<BallotPattern>,
    ) {
        self.change(|change| {
            let scheme: Scheme = store::schemes(change)?.remove(scheme).unwrap();
            let method = if papers.collected.is_some() { Method::Meeting } else { Method::Discussion };
            let meeting = store::put_meeting(
                change,
                &store::MeetingFacts { code: code.to_owned(), held_on: day(held_on), place: None, method },
            )?;
            store::put_ballots(change, meeting, subject, &scheme, papers, pile)
        });
    }

    fn change<T>(&mut self, work: impl FnOnce(&Change<'_>) -> Result<T>) -> T {
        self.office.change("登记评议", work).unwrap()
    }

    fn members(&self, text: &str) -> Extent {
        coverage(self.office.read(), &period(text), day("2012-12-31")).unwrap().of_members()
    }
}

fn missing(extent: &Extent) -> Vec<&str> {
    extent.missing.iter().map(|due| due.name.as_str()).collect()
}

#[test]
fn two_meetings_on_one_subject_are_added_and_both_are_named() {
    let mut bureau = Bureau::open();
    let branch = Subject::Organization(bureau.organs);
    bureau.evaluate(("PY-01", "2012-02-10"), branch, papers(10, 9, 1), ballots("111111", 8));
    bureau.evaluate(("PY-02", "2012-06-30"), branch, papers(5, 4, 0), ballots("444444", 4));
    let all = results(bureau.office.read(), &period("2012"), Selection::All).unwrap();
    assert_eq!(all.len(), 1);
    let tally = &all[0].tally;
    assert_eq!((all[0].name.as_str(), tally.papers, tally.valid), ("机关党支部", papers(15, 13, 1), 12));
    assert_eq!(tally.overall.satisfied.percent(2), "66.67");
    assert_eq!(tally.notes, ["合并计算2场评议：PY-01（2012年2月10日）、PY-02（2012年6月30日）。"]);
    let codes: Vec<_> = all[0].meetings.iter().map(|meeting| meeting.code.as_str()).collect();
    assert_eq!(codes, ["PY-01", "PY-02"]);

    let first_half = results(bureau.office.read(), &period("2012Q1"), Selection::All).unwrap();
    assert_eq!(first_half[0].tally.valid, 8, "the other meeting lies outside the quarter");
}

#[test]
fn a_void_meeting_is_left_out_named_and_covers_nobody() {
    let mut bureau = Bureau::open();
    let [first, second, ..] = bureau.people.map(Subject::Member);
    bureau.evaluate(("PY-01", "2012-04-10"), first, papers(5, 6, 0), ballots("11111", 6));
    bureau.evaluate(("PY-01", "2012-04-10"), second, papers(5, 6, 0), ballots("11111", 6));
    bureau.evaluate(("PY-02", "2012-04-20"), second, papers(5, 4, 0), ballots("22222", 4));
    let all = results(bureau.office.read(), &period("2012"), Selection::All).unwrap();
    assert!(all[0].tally.void);
    assert_eq!(all[0].tally.overall.satisfied.percent(2), "—");
    assert!(!all[1].tally.void);
    assert_eq!((all[1].tally.valid, all[1].void_meetings.len()), (4, 1));
    assert_eq!(all[1].tally.notes, ["PY-01（2012年4月10日）收回多于发出，无效，未计入。"]);

    let extent = bureau.members("2012");
    assert_eq!((extent.due, extent.done), (4, 1));
    assert_eq!(missing(&extent), ["丙", "甲", "丁"], "甲 had only the void meeting; roster order");

    let sum = add(&all).unwrap().unwrap();
    assert_eq!((sum.valid, sum.papers), (4, papers(5, 4, 0)));
    assert_eq!(sum.notes, ["甲的评议无效，未计入合计。"]);
}

#[test]
fn meetings_before_the_books_were_opened_take_the_roster_of_the_opening_day() {
    let mut bureau = Bureau::open();
    let [first, second, third, _] = bureau.people.map(Subject::Member);
    for member in [first, second, third] {
        bureau.evaluate(("PY-01", "2012-02-10"), member, papers(5, 4, 0), ballots("11111", 4));
    }
    let covered = coverage(bureau.office.read(), &period("2012Q1"), day("2012-12-31")).unwrap();
    let extent = covered.of_members();
    assert_eq!((extent.due, extent.done), (4, 3));
    assert_eq!(extent.share().percent(2), "75.00");
    assert_eq!(missing(&extent), ["丁"]);
    assert_eq!(covered.notes, ["评议日早于期初登记，应评党员按期初登记日2012年3月15日的名册计算。"]);
    let organs = covered.of_members_in(&[bureau.organs]);
    assert_eq!((organs.due, organs.done), (2, 2));

    let all = results(bureau.office.read(), &period("2012Q1"), Selection::All).unwrap();
    let listed: Vec<_> = all.iter().map(|result| (result.name.as_str(), result.organization)).collect();
    assert_eq!(
        listed,
        [("甲", Some(bureau.organs)), ("乙", Some(bureau.organs)), ("丙", Some(bureau.lawyers))],
        "by branch, then by roster"
    );
}

#[test]
fn organizations_are_due_with_the_leading_group_and_without_party_groups() {
    let mut bureau = Bureau::open();
    let (group, organs) = (bureau.group, bureau.organs);
    bureau.change(|change| {
        let mut facts = OrganizationFacts {
            name: "机关第一党小组".to_owned(),
            kind: OrganizationKind::Group,
            parent: Some(organs),
            domain: None,
            code: None,
            secretary: None,
            phone: None,
            founded_on: None,
            note: None,
        };
        organizations::store::insert(change, &facts)?;
        (facts.name, facts.kind) = ("公证处党支部".to_owned(), OrganizationKind::Branch);
        (facts.parent, facts.founded_on) = (Some(group), Some(day("2012-07-01")));
        organizations::store::insert(change, &facts)
    });
    let nobody = coverage(bureau.office.read(), &period("2012"), day("2012-12-31")).unwrap();
    assert_eq!(nobody.of_organizations().due, 4);
    assert_eq!(nobody.of_organizations().done, 0);

    for (code, organization) in [("PY-01", bureau.group), ("PY-02", bureau.organs)] {
        let subject = Subject::Organization(organization);
        bureau.evaluate((code, "2012-05-10"), subject, papers(3, 3, 0), ballots("111111", 3));
    }
    let covered =
        coverage(bureau.office.read(), &period("2012"), day("2012-12-31")).unwrap().of_organizations();
    assert_eq!((covered.due, covered.done), (3, 2), "a branch founded in July was not due in May");
    assert_eq!(missing(&covered), ["聚鑫律师党支部"]);
}

#[test]
fn a_method_without_paper_covers_and_an_empty_entry_does_not() {
    let mut bureau = Bureau::open();
    let [first, second, ..] = bureau.people.map(Subject::Member);
    bureau.evaluate(("PY-01", "2012-04-10"), first, Papers::default(), vec![]);
    bureau.evaluate(("PY-02", "2012-04-10"), second, papers(5, 4, 0), vec![]);
    assert_eq!(missing(&bureau.members("2012")), ["丙", "丁", "乙"]);
}

#[test]
fn each_member_is_due_once_on_the_day_of_the_branch() {
    let mut bureau = Bureau::open();
    let [first, second, third, _] = bureau.people;
    let (organs, lawyers) = (bureau.organs, bureau.lawyers);
    for (code, on, member) in [("PY-01", "2012-04-10", second), ("PY-02", "2012-04-20", third)] {
        bureau.evaluate((code, on), Subject::Member(member), papers(5, 4, 0), ballots("11111", 4));
    }
    bureau.change(|change| {
        // Between the two meetings: one moves, one comes, one leaves.
        members::store::record(change, first, &event(EventKind::Moved, "2012-04-15", Some(lawyers), None))?;
        let facts = MemberFacts { name: "戊".to_owned(), ..MemberFacts::default() };
        members::store::insert(
            change,
            &facts,
            &event(EventKind::Admitted, "2012-04-12", Some(organs), Some(Standing::Probationary)),
        )?;
        members::store::record(change, second, &event(EventKind::TransferredOut, "2012-04-18", None, None))
    });
    let extent = bureau.members("2012");
    assert_eq!((extent.due, extent.done), (4, 2), "乙 was a member on the meeting day; 戊 was not yet");
    assert_eq!(missing(&extent), ["甲", "丁"]);
    assert_eq!(extent.missing[0].organization, Some(bureau.lawyers));
}

#[test]
fn a_yearly_review_leaves_probationary_members_out() {
    let mut bureau = Bureau::open();
    let first = Subject::Member(bureau.people[0]);
    bureau.evaluate_by("member-review", ("MY-01", "2012-12-01"), first, papers(4, 4, 0), ballots("1", 4));
    let covered = coverage(bureau.office.read(), &period("2012"), day("2012-12-31")).unwrap();
    let extent = covered.of_members();
    assert_eq!((extent.due, extent.done), (3, 1));
    assert_eq!(missing(&extent), ["丙", "丁"]);
    assert_eq!(covered.notes, ["民主评议只对正式党员评定等次，预备党员不计入应评。"]);
}

#[test]
fn two_schemes_on_one_subject_are_two_results_that_do_not_add() {
    let mut bureau = Bureau::open();
    let first = Subject::Member(bureau.people[0]);
    bureau.evaluate(("PY-01", "2012-04-10"), first, papers(4, 4, 0), ballots("11111", 4));
    bureau.evaluate_by("member-review", ("MY-01", "2012-12-01"), first, papers(4, 4, 0), ballots("1", 4));
    let all = results(bureau.office.read(), &period("2012"), Selection::Member(bureau.people[0])).unwrap();
    let schemes: Vec<_> = all.iter().map(|result| result.scheme.key.as_str()).collect();
    assert_eq!(schemes, ["member-004", "member-review"]);
    assert_eq!(add(&all).unwrap_err().message, "“甲”和“甲”用的评议方案不同，不能相加");

    let ask = |text| tally_report(bureau.office.read(), &period(text), day("2012-12-31"), first);
    let error = ask("2012").unwrap_err();
    assert_eq!((error.code, error.details.len()), (ErrorCode::Refused, 2));
    assert_eq!(ask("2012H1").unwrap().scheme, "member-004");
    let everyone =
        tally_reports(bureau.office.read(), &period("2012"), day("2012-12-31"), Selection::All).unwrap();
    assert_eq!(everyone.len(), 2);
}

#[test]
fn a_law_firm_branch_without_partners_and_clients_gets_a_warning() {
    let mut bureau = Bureau::open();
    for organization in [bureau.organs, bureau.lawyers] {
        let subject = Subject::Organization(organization);
        bureau.evaluate(("PY-01", "2012-04-10"), subject, papers(3, 3, 0), ballots("111111", 3));
    }
    let all = results(bureau.office.read(), &period("2012"), Selection::All).unwrap();
    assert_eq!(all[0].warnings, Vec::<String>::new());
    assert_eq!(
        all[1].warnings,
        ["“聚鑫律师党支部”的评议人中没有非中共党员合伙人、服务对象代表；律师事务所党支部应请他们参加评议。"]
    );
    let sum = add(&all).unwrap().unwrap();
    assert_eq!((sum.valid, sum.papers), (6, papers(6, 6, 0)));
    assert!(add([]).unwrap().is_none());
}

#[test]
fn the_report_of_an_organization_as_scripts_read_it() {
    let mut bureau = Bureau::open();
    let group = Subject::Organization(bureau.group);
    let [first, ..] = bureau.people.map(Subject::Member);
    bureau.evaluate(("PY-06", "2012-02-28"), group, papers(10, 9, 1), ballots("111125", 8));
    bureau.evaluate(("PY-02", "2012-02-11"), first, papers(5, 4, 0), ballots("1x-23", 4));
    let ask =
        |subject| tally_report(bureau.office.read(), &period("2012"), day("2012-12-31"), subject).unwrap();
    let json = serde_json::to_value(ask(group)).unwrap();
    assert_eq!(
        json["subject"],
        serde_json::json!({"kind": "党组织", "name": "县司法局党组", "organization": null})
    );
    let figures: Vec<_> =
        ["issued", "collected", "spoiled", "blank", "valid"].iter().map(|key| json[key].as_u64()).collect();
    assert_eq!(figures, [10, 9, 1, 0, 8].map(Some));
    assert_eq!(
        serde_json::to_string(&json["items"][4]).unwrap(),
        "{\"name\":\"加强基层党组织和党员队伍建设情况\",\
         \"counts\":{\"满意\":0,\"比较满意\":8,\"基本满意\":0,\"不满意\":0,\"不了解\":0},\
         \"abstained\":0,\"voided\":0,\
         \"rates\":{\"满意\":\"0.00\",\"比较满意\":\"100.00\",\"基本满意\":\"0.00\",\"不满意\":\"0.00\",\"不了解\":\"0.00\"},\
         \"satisfied_rate\":\"100.00\",\"score\":\"80.00\"}"
    );
    assert_eq!(json["items"][5]["score"], "—", "nobody but 不了解");
    assert_eq!(json["score"], "96.00");
    assert_eq!((&json["coverage"]["due"], &json["coverage"]["done"]), (&4.into(), &1.into()));
    assert_eq!(
        json["coverage"]["missing"][0],
        serde_json::json!({"kind": "党员", "name": "丙", "organization": "聚鑫律师党支部"})
    );
    assert_eq!(
        json["meetings"],
        serde_json::json!([{"code": "PY-06", "held_on": "2012-02-28", "method": "会议", "void": false}])
    );

    let member = ask(first);
    assert_eq!((member.coverage.due, member.coverage.done), (1, 1));
    assert_eq!((member.items[1].voided, member.items[2].abstained), (4, 4));
    assert_eq!(member.subject.organization.as_deref(), Some("机关党支部"));
    let branch = ask(Subject::Organization(bureau.organs));
    assert_eq!((branch.valid, branch.issued), (0, None), "nobody evaluated the branch itself");
    assert_eq!((branch.coverage.due, branch.coverage.done), (2, 1), "of its members one of two");
    assert!(branch.notes[0].contains("没有评议过“机关党支部”"));
    let left_out = ask(Subject::Member(bureau.people[3]));
    assert_eq!((left_out.coverage.due, left_out.coverage.done), (1, 0));
    assert_eq!(left_out.coverage.missing[0].name, "丁");
    let unknown =
        tally_report(bureau.office.read(), &period("2012"), day("2012-12-31"), Subject::Member(MemberId(99)));
    assert_eq!(unknown.unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn the_members_of_an_organization_are_those_below_it_too() {
    let mut bureau = Bureau::open();
    for member in bureau.people {
        bureau.evaluate(
            ("PY-01", "2012-04-10"),
            Subject::Member(member),
            papers(5, 4, 0),
            ballots("11111", 4),
        );
    }
    let of = |organization| {
        let selection = Selection::MembersOf(organization);
        let all = tally_reports(bureau.office.read(), &period("2012"), day("2012-12-31"), selection).unwrap();
        all.into_iter().map(|report| report.subject.name).collect::<Vec<_>>()
    };
    assert_eq!(of(bureau.lawyers), ["丙", "丁"]);
    assert_eq!(of(bureau.group), ["甲", "乙", "丙", "丁"]);
}
