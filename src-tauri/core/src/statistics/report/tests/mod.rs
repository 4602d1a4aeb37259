//! Layouts filled from an office file: rows, totals, schemes, notes, checks.

mod evaluated;

use chrono::NaiveDate;

use super::*;
use crate::{
    Office,
    clock::Clock,
    evaluations::{self, BallotPattern, Mark, Method, Papers, store::MeetingFacts},
    members::{self, EventKind, MemberFacts, MemberId, MembershipEvent, Standing, Subject},
    organizations::{self, Domain, OrganizationFacts, OrganizationKind},
    pledges::{self, PledgeFacts, PledgeStatus},
    statistics::layout::store,
    store::Change,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A 党组 with a pledge; 机关党支部 with a 党小组; 公证处党支部; somebody in no branch.
struct Sample {
    _folder: tempfile::TempDir,
    office: Office,
    branch: OrganizationId,
    notary: OrganizationId,
    people: Vec<MemberId>,
}

fn organization(
    change: &Change<'_>,
    name: &str,
    kind: OrganizationKind,
    parent: Option<OrganizationId>,
) -> OrganizationId {
    let facts = OrganizationFacts {
        name: name.to_owned(),
        kind,
        parent,
        domain: (name == "机关党支部").then_some(Domain::CountyOrgans),
        code: None,
        secretary: None,
        phone: None,
        founded_on: None,
        note: None,
    };
    organizations::store::insert(change, &facts).unwrap()
}

fn event(kind: EventKind, on: &str, organization: Option<OrganizationId>) -> MembershipEvent {
    MembershipEvent {
        kind,
        happened_on: day(on),
        organization,
        standing: Some(Standing::Full).filter(|_| kind == EventKind::Opening),
        category: None,
        post: None,
        note: None,
    }
}

fn pledge(change: &Change<'_>, subject: Subject) {
    let facts = PledgeFacts {
        subject,
        year: 2012,
        content: "结对帮扶一户困难群众".to_owned(),
        category: None,
        measure: None,
        owner: None,
        deadline: Some(day("2012-03-10")),
        published_on: None,
        published_by: None,
        status: PledgeStatus::UnderWay,
        fulfilled_on: None,
        reason: None,
    };
    pledges::store::insert(change, &facts).unwrap();
}

/// Nine papers, all with the first grade, of ten.
fn evaluate(change: &Change<'_>, code: &str, on: &str, subject: Subject, scheme: &str) {
    let facts =
        MeetingFacts { code: code.to_owned(), held_on: day(on), place: None, method: Method::Meeting };
    let meeting = evaluations::store::put_meeting(change, &facts).unwrap();
    let scheme = evaluations::store::schemes(change).unwrap().remove(scheme).unwrap();
    let papers = Papers { issued: Some(10), collected: Some(9), spoiled: 0 };
    let marks = vec![Mark::Grade(0); scheme.items.len()];
    let ballots = vec![BallotPattern { category: "党员".to_owned(), marks, copies: 9 }];
    evaluations::store::put_ballots(change, meeting, subject, &scheme, papers, ballots).unwrap();
}

fn sample() -> Sample {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at(day("2012-06-30"));
    let mut office = Office::create(&folder.path().join("office"), "县司法局党组", None, clock).unwrap();
    let (branch, notary, people) = office
        .change("建立样例", |change| {
            let top = organization(change, "县司法局党组", OrganizationKind::LeadingGroup, None);
            let branch = organization(change, "机关党支部", OrganizationKind::Branch, Some(top));
            let group = organization(change, "第一党小组", OrganizationKind::Group, Some(branch));
            let notary = organization(change, "公证处党支部", OrganizationKind::Branch, Some(top));
            let mut people = Vec::new();
            for (name, place) in [
                ("孔静", Some(branch)),
                ("王磊", Some(branch)),
                ("毛卫国", Some(group)),
                ("赵敏", Some(notary)),
                ("钱无编", None),
            ] {
                let facts = MemberFacts { name: name.to_owned(), ..MemberFacts::default() };
                let opening = event(EventKind::Opening, "2011-12-31", place);
                people.push(members::store::insert(change, &facts, &opening)?);
            }
            pledge(change, Subject::Organization(top));
            pledge(change, Subject::Member(people[0]));
            Ok((branch, notary, people))
        })
        .unwrap();
    Sample { _folder: folder, office, branch, notary, people }
}

fn layout(tables: &str) -> Layout {
    let head = "key = \"t\"\nversion = 1\nname = \"试表\"\nabout = \"试。\"\ntitle = \"{单位}试表\"\n";
    Layout::parse(&format!("{head}{tables}")).unwrap_or_else(|error| panic!("{:?}", error.details))
}

fn quarter(organization: Option<OrganizationId>) -> FillRequest {
    FillRequest { period: Period::parse("2012Q1").unwrap(), as_of: day("2012-03-31"), organization }
}

fn filled(sample: &Sample, layout: &Layout) -> Report {
    fill(sample.office.read(), layout, &quarter(None)).unwrap().remove(0)
}

/// Rows as a clerk reads them: number, name, figures.
fn read(report: &Report) -> Vec<String> {
    let figure = |figure: &Figure| match figure {
        Figure::Counted { value, .. } => value.printed(2),
        Figure::ByHand => String::new(),
        Figure::NotRecorded | Figure::Omitted => "—".to_owned(),
    };
    let row = |row: &Row| {
        let figures: Vec<String> = row.figures.iter().map(figure).collect();
        format!("{} {} {}", row.number, row.name, figures.join(" ")).trim().to_owned()
    };
    report.tables.iter().flat_map(|table| &table.rows).map(row).collect()
}

const COUNTS: &str = "[[table]]\nlabel = \"名称\"\ncolumns = [\
    { head = \"党员数\", indicator = \"members.total\" },\
    { head = \"承诺\", indicator = \"pledges.items\" }]\n";

#[test]
fn a_branch_counts_its_groups_and_what_has_no_branch_has_a_row_where_there_is_something() {
    let sample = sample();
    let by_branch = layout(&format!("{COUNTS}[[table.section]]\nrows = \"党支部\"\ntotal = \"合计\"\n"));
    let report = filled(&sample, &by_branch);
    // The 党组 pledged, so that the branches alone would not add up; it has no members to count.
    assert_eq!(
        read(&report),
        ["1 县司法局党组 — 1", "2 机关党支部 3 1", "3 公证处党支部 1 0", "4 未编入党支部 1 0", "合计 5 2"]
    );
    assert_eq!(report.failures, []);

    let by_organization =
        layout(&format!("{COUNTS}[[table.section]]\nrows = \"党组织\"\ntotal = \"合计\"\n"));
    assert_eq!(
        read(&filled(&sample, &by_organization)),
        [
            "1 县司法局党组 — 1",
            "2 机关党支部 2 1",
            "3 第一党小组 1 0",
            "4 公证处党支部 1 0",
            "5 未编入党支部 1 0",
            "合计 5 2"
        ]
    );

    let by_domain = layout(&format!("{COUNTS}[[table.section]]\nrows = \"领域\"\ntotal = \"合计\"\n"));
    let report = filled(&sample, &by_domain);
    let rows = read(&report);
    assert_eq!(rows.len(), 12);
    // 党小组 without a domain belong to their branch's.
    assert_eq!((rows[0].as_str(), rows[10].as_str()), ("1 县直机关 3 1", "11 无数据 2 1"));
    assert_eq!(report.failures, []);
}

#[test]
fn one_branch_alone_leaves_the_others_out() {
    let sample = sample();
    let by_branch = layout(&format!("{COUNTS}[[table.section]]\nrows = \"党支部\"\ntotal = \"合计\"\n"));
    let report = fill(sample.office.read(), &by_branch, &quarter(Some(sample.branch))).unwrap().remove(0);
    assert_eq!(read(&report), ["1 机关党支部 3 1", "合计 3 1"]);
}

#[test]
fn fixed_lines_have_their_own_days_and_their_words_follow_the_period() {
    let mut sample = sample();
    let person = sample.people[3];
    sample
        .office
        .change("转出", |change| {
            members::store::record(change, person, &event(EventKind::TransferredOut, "2012-02-01", None))?;
            Ok(())
        })
        .unwrap();
    let lines = layout(
        "[[table]]\nlabel = \"项目\"\nnumbered = false\ncolumns = [\
         { head = \"减少\", indicator = \"movements.decrease\" },\
         { head = \"党员数\", indicator = \"members.total\" },\
         { head = \"讲评\" }, { head = \"备注\", by-hand = true }]\n\
         [[table.section]]\nrows = \"固定行\"\nlines = [{ name = \"{本期}\" }, { name = \"累计\", span = \"累计\" }]\n",
    );
    let second = FillRequest {
        period: Period::parse("2012Q2").unwrap(),
        as_of: day("2012-06-30"),
        organization: None,
    };
    let report = fill(sample.office.read(), &lines, &second).unwrap().remove(0);
    assert_eq!(read(&report), ["本季 0 4 —", "累计 1 4 —"]);
    assert!(report.notes.contains(&"“讲评”尚未登记，以“—”表示。".to_owned()), "{:?}", report.notes);
    assert_eq!(report.tables[0].rows[0].figures[3], Figure::ByHand);
}

#[test]
fn a_relation_that_does_not_hold_is_named_with_both_figures() {
    let sample = sample();
    let wrong = layout(&format!(
        "checks = [\"members.total = members.female + members.male\", \"members.total = members.full\", \
         \"members.total_at_start = members.full\"]\n{COUNTS}[[table.section]]\nrows = \"党支部\"\ntotal = \"合计\"\n"
    ));
    let failures = filled(&sample, &wrong).failures;
    let told: Vec<String> = failures
        .iter()
        .map(|one| format!("{} {} {} {} {}", one.table, one.row, one.relation, one.left, one.right))
        .collect();
    assert_eq!(
        told,
        [
            "试表 机关党支部 党员数 = 女党员 + 男党员 3 0",
            "试表 公证处党支部 党员数 = 女党员 + 男党员 1 0",
            "试表 未编入党支部 党员数 = 女党员 + 男党员 1 0",
            "试表 合计 党员数 = 女党员 + 男党员 5 0",
        ]
    );
}

#[test]
fn nothing_to_show_is_refused_with_what_to_do() {
    let sample = sample();
    for (key, message, hint) in [
        ("statistics-table", "2012年第一季度没有群众评议的记录", "请先导入或录入评议票"),
        (
            "review-result-table",
            "2012年第一季度没有按方案“民主评议党员（优秀/合格/基本合格/不合格）”评议的记录",
            "评议票",
        ),
    ] {
        let table = store::find(sample.office.read(), key).unwrap().unwrap();
        let error = fill(sample.office.read(), &table, &quarter(None)).unwrap_err();
        assert_eq!(error.message, message);
        assert!(error.hint.unwrap().contains(hint));
    }
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::at(day("2012-03-31"));
    let empty = Office::create(&folder.path().join("office"), "空", None, clock).unwrap();
    for (key, message) in [
        ("member-structure", "2012年第一季度没有可以统计的党组织和党员"),
        ("quarterly-table", "2012年第一季度没有可以统计的党组织和党员"),
        ("pledge-table", "2012年第一季度没有公开承诺的记录"),
    ] {
        let table = store::find(empty.read(), key).unwrap().unwrap();
        let error = fill(empty.read(), &table, &quarter(None)).unwrap_err();
        assert_eq!(error.message, message, "{key}");
        assert!(error.hint.unwrap().contains("导入"), "{key}");
    }
}

#[test]
fn meetings_of_february_are_nothing_to_show_of_the_third_quarter() {
    let mut sample = sample();
    let branch = sample.branch;
    sample
        .office
        .change("评议", |change| {
            evaluate(change, "PY-1", "2012-02-10", Subject::Organization(branch), "organization-004");
            Ok(())
        })
        .unwrap();
    let third = FillRequest {
        period: Period::parse("2012Q3").unwrap(),
        as_of: day("2012-09-30"),
        organization: None,
    };
    let table = store::find(sample.office.read(), "statistics-table").unwrap().unwrap();
    let error = fill(sample.office.read(), &table, &third).unwrap_err();
    assert_eq!(error.message, "2012年第三季度没有群众评议的记录");
    // Shown as 累计, they are there.
    let to_date = layout(
        "needs = [\"evaluations.organizations.meetings\"]\n[[table]]\nlabel = \"项目\"\ncolumns = [\
         { head = \"场次\", indicator = \"evaluations.organizations.meetings\" }]\n\
         [[table.section]]\nrows = \"固定行\"\nlines = [{ name = \"累计\", span = \"累计\" }]\n",
    );
    let report = fill(sample.office.read(), &to_date, &third).unwrap().remove(0);
    assert_eq!(read(&report), ["1 累计 1"]);
}

#[test]
fn a_quarterly_title_wants_a_quarter_and_a_scheme_must_be_there() {
    let sample = sample();
    let table = format!("{COUNTS}[[table.section]]\nrows = \"党支部\"\n");
    let mut quarterly = layout(&table);
    quarterly.title = "{年}年第{季}季度".to_owned();
    let year = FillRequest { period: Period::parse("2012").unwrap(), ..quarter(None) };
    let error = fill(sample.office.read(), &quarterly, &year).unwrap_err();
    assert_eq!(error.message, "“试表”按季度统计，2012不是一个季度");
    assert!(fill(sample.office.read(), &quarterly, &quarter(None)).is_ok());
    let unknown = layout(&format!("{table}scheme = \"nobody\"\n"));
    let error = fill(sample.office.read(), &unknown, &quarter(None)).unwrap_err();
    assert_eq!(error.message, "没有名为“nobody”的评议方案");
    assert!(error.details.contains(&"member-review".to_owned()));
}

#[test]
fn periods_have_names() {
    for (text, name, this) in [
        ("2012", "2012年", "本年"),
        ("2012H2", "2012年下半年", "本半年"),
        ("2012Q4", "2012年第四季度", "本季"),
        ("2012-12", "2012年12月", "本月"),
        ("2012-02-01..2012-03-15", "2012年2月1日至2012年3月15日", "本期"),
        ("2012-02-01..2012-04-30", "2012年2月1日至2012年4月30日", "本期"),
    ] {
        let period = Period::parse(text).unwrap();
        assert_eq!(
            (period_name(&period).as_str(), super::words::this_period(&period)),
            (name, this),
            "{text}"
        );
    }
}

#[test]
fn the_day_before_the_books_is_no_data_and_said_once() {
    let sample = sample();
    let by_branch = layout(&format!("{COUNTS}[[table.section]]\nrows = \"党支部\"\ntotal = \"合计\"\n"));
    let before = FillRequest {
        period: Period::parse("2011Q3").unwrap(),
        as_of: day("2011-09-30"),
        organization: None,
    };
    let report = fill(sample.office.read(), &by_branch, &before).unwrap().remove(0);
    assert!(read(&report).last().unwrap().starts_with("合计 — "), "{:?}", read(&report));
    assert_eq!(report.notes.iter().filter(|note| note.contains("2011年12月31日起登记")).count(), 1);
    assert_eq!(report.failures, []);
}

#[test]
fn the_organization_above_all_others_is_the_whole_office() {
    let sample = sample();
    let request = quarter(None);
    let books =
        crate::statistics::books::Books::read(sample.office.read(), &request.period, request.as_of).unwrap();
    let top = books.organization(sample.branch).unwrap().parent;
    let layout = layout(
        "[[table]]\nlabel = \"党支部\"\ncolumns = [{ head = \"党员\", indicator = \"members.total\" }]\n\
         [[table.section]]\nrows = \"党支部\"\ntotal = \"合　计\"\n",
    );
    let whole = read(&filled(&sample, &layout));
    assert!(whole.last().unwrap().contains('5'), "{whole:?}");
    let asked = fill(sample.office.read(), &layout, &quarter(top)).unwrap().remove(0);
    assert_eq!(read(&asked), whole, "who is in no branch too");
    let total = crate::statistics::indicators::find("members.total").unwrap();
    let count = |id| total.value(&books, &Scope::of(books.place(id)), Span::Period).printed(0);
    assert_eq!((count(top.unwrap()), count(sample.branch)), ("5".to_owned(), "3".to_owned()));
}
