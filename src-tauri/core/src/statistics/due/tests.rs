//! What is due on which day, in a small office on a real file.

use chrono::NaiveDate;
use tempfile::TempDir;

use super::*;
use crate::{
    Office, Result,
    clock::Clock,
    evaluations::{self, BallotPattern, Method, Papers, marks},
    members::{self, EventKind, MemberFacts, MembershipEvent},
    organizations::{self, OrganizationFacts, OrganizationKind},
    pledges::{self, PledgeFacts, PledgeStatus},
    reviews::{self, Content, Presence, ReviewFacts, Reviewed},
    store::Change,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn event(kind: EventKind, on: &str) -> MembershipEvent {
    MembershipEvent {
        kind,
        happened_on: day(on),
        organization: None,
        standing: None,
        category: None,
        post: None,
        note: None,
    }
}

/// 党组, two branches and a 党小组 in the first; the books open on 15 March 2012 with 孔静 and 王磊 (预备) in
/// the first branch, 毛卫国 in the second.
struct Desk {
    _folder: TempDir,
    office: Office,
    units: [OrganizationId; 4],
    people: [MemberId; 3],
}

fn open() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let mut office =
        Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2016-12-31"))).unwrap();
    let (units, people) = office
        .change("建账", |change| {
            use OrganizationKind::*;
            let unit = |name: &str, kind, parent| {
                let facts = OrganizationFacts {
                    name: name.to_owned(),
                    kind,
                    parent,
                    domain: None,
                    code: None,
                    secretary: None,
                    phone: None,
                    founded_on: None,
                    note: None,
                };
                organizations::store::insert(change, &facts)
            };
            let top = unit("县司法局党组", LeadingGroup, None)?;
            let organs = unit("机关党支部", Branch, Some(top))?;
            let lawyers = unit("律师党支部", Branch, Some(top))?;
            let group = unit("第一党小组", Group, Some(organs))?;
            let person = |name: &str, branch, standing, joined| {
                let facts = MemberFacts {
                    name: name.to_owned(),
                    joined_on: Some(day(joined)),
                    ..MemberFacts::default()
                };
                let opening = MembershipEvent {
                    organization: Some(branch),
                    standing: Some(standing),
                    ..event(EventKind::Opening, "2012-03-15")
                };
                members::store::insert(change, &facts, &opening)
            };
            let people = [
                person("孔静", organs, Standing::Full, "2001-07-01")?,
                person("王磊", organs, Standing::Probationary, "2011-06-25")?,
                person("毛卫国", lawyers, Standing::Full, "1999-07-01")?,
            ];
            Ok(([top, organs, lawyers, group], people))
        })
        .unwrap();
    Desk { _folder: folder, office, units, people }
}

impl Desk {
    fn change<T>(&mut self, work: impl FnOnce(&Change<'_>) -> Result<T>) -> T {
        self.office.change("改动", work).unwrap()
    }

    #[allow(clippy::needless_pass_by_value, reason = "the stories make events in place")]
    fn happens(&mut self, who: usize, event: MembershipEvent) {
        let id = self.people[who];
        self.change(|change| members::store::record(change, id, &event));
    }

    fn review(&mut self, subject: Subject, kind: ReviewKind, held_on: &str, period: &str) {
        let content = match kind {
            ReviewKind::Comment => Content::Comment {
                achievements: "带头学习".to_owned(),
                problems: "走访不够".to_owned(),
                direction: "多下基层".to_owned(),
            },
            ReviewKind::Briefing => {
                Content::Briefing {
                    points: "进展".to_owned(), tasks: "任务".to_owned(), attendance: None
                }
            }
        };
        let facts = ReviewFacts {
            subject,
            held_on: day(held_on),
            period: Period::parse(period).unwrap(),
            reviewer: "李建国".to_owned(),
            post: None,
            occasion: None,
            content,
            rectification: None,
        };
        let kind = match subject {
            Subject::Organization(id) if id == self.units[0] => Some(OrganizationKind::LeadingGroup),
            Subject::Organization(_) => Some(OrganizationKind::Branch),
            Subject::Member(_) => None,
        };
        let reviewed = Reviewed { name: "某".to_owned(), kind, presence: Presence::There };
        self.change(|change| reviews::store::insert(change, &facts, &reviewed));
    }

    fn groups_by(&self, today: &str, rules: &Rules) -> Vec<String> {
        let ground = Ground::read(self.office.read(), day(today), rules).unwrap();
        let words = |group: DueGroup| {
            let names: Vec<&str> = group.items.iter().map(|item| ground.name(item.subject)).collect();
            let period = group.period.map(|period| period.text).unwrap_or_default();
            format!("{} {} {period} {} {}", group.state, group.kind, group.by, names.join("、"))
        };
        ground.groups(rules).into_iter().map(words).collect()
    }

    fn of(&self, kind: DueKind, today: &str) -> Vec<String> {
        let all = self.groups_by(today, &Rules::default());
        let word = format!(" {kind} ");
        all.into_iter()
            .filter(|line| line.contains(&word))
            .map(|line| line.replace(&word, " ").replace("  ", " "))
            .collect()
    }
}

#[test]
fn a_branch_is_briefed_once_a_quarter() {
    let mut desk = open();
    let (organs, lawyers) = (Subject::Organization(desk.units[1]), Subject::Organization(desk.units[2]));
    let both = "机关党支部、律师党支部";
    // The quarter in which the books opened counts; the one before it does not.
    for (today, expected) in [
        ("2012-03-15", vec![format!("即将到期 2012Q1 2012-03-31 {both}")]),
        ("2012-03-31", vec![format!("即将到期 2012Q1 2012-03-31 {both}")]),
        (
            "2012-04-01",
            vec![format!("已逾期 2012Q1 2012-03-31 {both}"), format!("未到期 2012Q2 2012-06-30 {both}")],
        ),
        (
            "2012-05-31",
            vec![format!("已逾期 2012Q1 2012-03-31 {both}"), format!("即将到期 2012Q2 2012-06-30 {both}")],
        ),
        (
            "2013-01-01",
            vec![format!("已逾期 2012Q4 2012-12-31 {both}"), format!("未到期 2013Q1 2013-03-31 {both}")],
        ),
    ] {
        assert_eq!(desk.of(DueKind::Briefing, today), expected, "{today}");
    }
    desk.review(organs, ReviewKind::Briefing, "2012-03-30", "2012Q1");
    // Held in April for the first quarter: late, and none of the second's.
    desk.review(lawyers, ReviewKind::Briefing, "2012-04-05", "2012Q1");
    assert_eq!(desk.of(DueKind::Briefing, "2012-04-04")[0], "已逾期 2012Q1 2012-03-31 律师党支部");
    assert_eq!(desk.of(DueKind::Briefing, "2012-04-05"), [format!("未到期 2012Q2 2012-06-30 {both}")]);
    // 点评 is no 讲评.
    desk.review(organs, ReviewKind::Comment, "2012-04-06", "2012H1");
    assert_eq!(desk.of(DueKind::Briefing, "2012-04-06"), [format!("未到期 2012Q2 2012-06-30 {both}")]);
}

#[test]
fn organizations_and_members_are_commented_on_once_in_a_half_year() {
    let mut desk = open();
    let (top, kong) = (Subject::Organization(desk.units[0]), Subject::Member(desk.people[0]));
    assert_eq!(
        desk.of(DueKind::Comment, "2012-06-20"),
        ["即将到期 2012H1 2012-06-30 县司法局党组、机关党支部、律师党支部、孔静、王磊、毛卫国"]
    );
    desk.review(top, ReviewKind::Comment, "2012-02-29", "2012H1");
    desk.review(kong, ReviewKind::Comment, "2012-06-30", "2012H1");
    let moved = MembershipEvent { organization: None, ..event(EventKind::TransferredOut, "2012-07-02") };
    desk.happens(2, moved);
    assert_eq!(
        desk.of(DueKind::Comment, "2012-07-01"),
        [
            "已逾期 2012H1 2012-06-30 机关党支部、律师党支部、王磊、毛卫国",
            "未到期 2012H2 2012-12-31 县司法局党组、机关党支部、律师党支部、孔静、王磊、毛卫国",
        ]
    );
    assert_eq!(
        desk.of(DueKind::Comment, "2012-07-02")[0],
        "已逾期 2012H1 2012-06-30 机关党支部、律师党支部、王磊",
        "nobody can comment on who has left"
    );
    let back = MembershipEvent {
        organization: Some(desk.units[2]),
        standing: Some(Standing::Full),
        ..event(EventKind::TransferredIn, "2012-09-01")
    };
    desk.happens(2, back);
    assert_eq!(
        desk.of(DueKind::Comment, "2012-09-01")[0],
        "已逾期 2012H1 2012-06-30 机关党支部、律师党支部、王磊、毛卫国",
        "back again, and was there in June"
    );
}

#[test]
fn everybody_is_evaluated_once_a_year() {
    let mut desk = open();
    assert_eq!(
        desk.of(DueKind::Evaluation, "2012-12-01"),
        ["即将到期 2012 2012-12-31 县司法局党组、机关党支部、律师党支部、孔静、王磊、毛卫国"]
    );
    let (organs, kong) = (Subject::Organization(desk.units[1]), Subject::Member(desk.people[0]));
    desk.change(|change| {
        let meeting = evaluations::store::put_meeting(
            change,
            &evaluations::store::MeetingFacts {
                code: "2012-1".to_owned(),
                held_on: day("2012-05-04"),
                place: None,
                method: Method::Meeting,
            },
        )?;
        let papers = Papers { issued: Some(5), collected: Some(5), spoiled: 0 };
        for (subject, key, marked) in [(organs, "organization-004", "111111"), (kong, "member-004", "11111")]
        {
            let scheme = evaluations::store::schemes(change)?.remove(key).unwrap();
            let pile = vec![BallotPattern {
                category: "党员".to_owned(),
                marks: marks::decode(marked).unwrap(),
                copies: 5,
            }];
            evaluations::store::put_ballots(change, meeting, subject, &scheme, papers, pile)?;
        }
        Ok(())
    });
    let rest = "县司法局党组、律师党支部、王磊、毛卫国";
    assert_eq!(desk.of(DueKind::Evaluation, "2012-06-20"), [format!("未到期 2012 2012-12-31 {rest}")]);
    assert_eq!(desk.of(DueKind::Evaluation, "2013-01-01")[0], format!("已逾期 2012 2012-12-31 {rest}"));
    // The day that superiors set, that day included.
    let rules = Rules { evaluation_by: Some("06-20".to_owned()), ..Rules::default() };
    let evaluation = |today| {
        let groups = desk.groups_by(today, &rules).into_iter();
        groups.filter(|line| line.contains("评议")).collect::<Vec<_>>()
    };
    assert_eq!(evaluation("2012-06-20"), [format!("即将到期 一年一评议 2012 2012-06-20 {rest}")]);
    assert_eq!(evaluation("2012-06-21"), [format!("已逾期 一年一评议 2012 2012-06-20 {rest}")]);
}

#[test]
fn a_probation_ends_after_a_year_and_later_when_it_was_extended() {
    let mut desk = open();
    assert_eq!(desk.of(DueKind::Probation, "2012-05-25"), Vec::<String>::new(), "31 days are not near");
    assert_eq!(desk.of(DueKind::Probation, "2012-05-26"), ["即将到期 2012-06-25 王磊"]);
    assert_eq!(desk.of(DueKind::Probation, "2012-06-25"), ["即将到期 2012-06-25 王磊"]);
    assert_eq!(desk.of(DueKind::Probation, "2012-06-26"), ["已逾期 2012-06-25 王磊"]);
    desk.happens(1, event(EventKind::ProbationExtended, "2012-06-25"));
    assert_eq!(desk.of(DueKind::Probation, "2012-06-26"), Vec::<String>::new());
    assert_eq!(desk.of(DueKind::Probation, "2012-12-26"), ["已逾期 2012-12-25 王磊"]);
    desk.happens(1, event(EventKind::ProbationExtended, "2012-12-25"));
    assert_eq!(desk.of(DueKind::Probation, "2013-06-26"), ["已逾期 2013-06-25 王磊"]);
    desk.happens(1, event(EventKind::TurnedFull, "2013-06-25"));
    assert_eq!(desk.of(DueKind::Probation, "2013-06-26"), Vec::<String>::new());
}

#[test]
fn a_probation_that_began_on_a_leap_day_is_full_on_the_first_of_march() {
    let mut desk = open();
    let branch = desk.units[1];
    desk.change(|change| {
        let facts = MemberFacts { name: "闰生".to_owned(), ..MemberFacts::default() };
        let admitted =
            MembershipEvent { organization: Some(branch), ..event(EventKind::Admitted, "2016-02-29") };
        members::store::insert(change, &facts, &admitted)
    });
    let of = |today| {
        let lines = desk.of(DueKind::Probation, today);
        lines.into_iter().find(|line| line.contains("闰生"))
    };
    assert_eq!(of("2017-03-01").as_deref(), Some("即将到期 2017-03-01 闰生"));
    assert_eq!(of("2017-03-02").as_deref(), Some("已逾期 2012-06-25 王磊、闰生"), "and 王磊 since 2012");
}

#[test]
fn somebody_on_probation_without_a_day_is_named_apart() {
    let mut desk = open();
    let branch = desk.units[1];
    let unknown = desk.change(|change| {
        let facts = MemberFacts { name: "无期".to_owned(), ..MemberFacts::default() };
        let opening = MembershipEvent {
            organization: Some(branch),
            standing: Some(Standing::Probationary),
            ..event(EventKind::Opening, "2012-03-15")
        };
        members::store::insert(change, &facts, &opening)
    });
    let ground = Ground::read(desk.office.read(), day("2014-01-01"), &Rules::default()).unwrap();
    assert_eq!(probation_unknown(&ground.enrolled()), [unknown]);
    assert!(!desk.of(DueKind::Probation, "2014-01-01")[0].contains("无期"));
}

#[test]
fn an_open_pledge_falls_due_and_a_settled_one_does_not() {
    use PledgeStatus::*;
    let mut desk = open();
    let subject = Subject::Member(desk.people[0]);
    desk.change(|change| {
        for (content, deadline, status) in [
            ("甲", Some("2012-06-30"), UnderWay),
            ("乙", Some("2012-06-19"), NotStarted),
            ("丙", Some("2012-06-19"), Fulfilled),
            ("丁", Some("2012-06-19"), Unfulfilled),
            ("戊", None, UnderWay),
            ("己", Some("2012-12-31"), UnderWay),
        ] {
            let facts = PledgeFacts {
                subject,
                year: 2012,
                content: content.to_owned(),
                category: None,
                measure: None,
                owner: None,
                deadline: deadline.map(day),
                published_on: None,
                published_by: None,
                status,
                fulfilled_on: None,
                reason: (status == Unfulfilled).then(|| "客观原因".to_owned()),
            };
            pledges::store::insert(change, &facts)?;
        }
        Ok(())
    });
    let notes = |today| {
        let ground = Ground::read(desk.office.read(), day(today), &Rules::default()).unwrap();
        let groups = ground.groups(&Rules::default()).into_iter();
        let pledges = groups.filter(|group| group.kind == DueKind::Pledge);
        let words = |group: DueGroup| {
            let notes: Vec<String> = group.items.into_iter().filter_map(|item| item.note).collect();
            format!("{} {} {}", group.state, group.by, notes.join("、"))
        };
        pledges.map(words).collect::<Vec<_>>()
    };
    assert_eq!(notes("2012-06-20"), ["已逾期 2012-06-19 第2号：乙", "即将到期 2012-06-30 第1号：甲"]);
    assert_eq!(notes("2012-06-19"), ["即将到期 2012-06-19 第2号：乙、第1号：甲"]);
    assert_eq!(notes("2012-05-01"), Vec::<String>::new());
}

#[test]
fn a_term_of_office_ends_on_its_day() {
    let desk = open();
    let mut ground = Ground::read(desk.office.read(), day("2012-06-20"), &Rules::default()).unwrap();
    let of = |ground: &Ground| {
        let groups = ground.groups(&Rules::default());
        let term = groups.into_iter().find(|group| group.kind == DueKind::Term);
        term.map(|group| (group.state, group.by, group.items.len()))
    };
    for (ends_on, expected) in [
        ("2012-06-19", Some(DueState::Overdue)),
        ("2012-06-20", Some(DueState::Soon)),
        ("2012-07-20", Some(DueState::Soon)),
        ("2012-07-21", None),
    ] {
        ground.terms = vec![TermEnd { organization: desk.units[1], ends_on: day(ends_on) }];
        assert_eq!(of(&ground).map(|(state, ..)| state), expected, "{ends_on}");
    }
}

#[test]
fn an_office_without_members_is_asked_for_nothing_of_the_past() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2012-06-20"))).unwrap();
    let ground = Ground::read(office.read(), day("2012-06-20"), &Rules::default()).unwrap();
    assert_eq!(ground.groups(&Rules::default()), []);
}

#[test]
fn rules_are_the_offices_own_and_can_be_taken_back() {
    let mut desk = open();
    assert_eq!(rules(desk.office.read()).unwrap(), Rules::default());
    let own = Rules { soon_days: 5, briefing: None, comment: Some(Window::Year), evaluation_by: None };
    desk.change(|change| put_rules(change, &own));
    assert_eq!(rules(desk.office.read()).unwrap(), own);
    assert_eq!(
        desk.groups_by("2012-12-27", &own),
        [
            "已逾期 预备期满  2012-06-25 王磊",
            "即将到期 半年一点评 2012 2012-12-31 县司法局党组、机关党支部、律师党支部、孔静、王磊、毛卫国"
        ]
    );
    desk.office.undo().unwrap();
    assert_eq!(rules(desk.office.read()).unwrap(), Rules::default());
    for (rules, sentence) in [
        (Rules { soon_days: 367, ..Rules::default() }, "提前提醒的天数不能超过366天"),
        (Rules { evaluation_by: Some("02-30".to_owned()), ..Rules::default() }, "“02-30”不是一年里的一天"),
        (Rules { evaluation_by: Some("年底".to_owned()), ..Rules::default() }, "“年底”不是一年里的一天"),
    ] {
        let refused = desk.office.change("改动", |change| put_rules(change, &rules)).unwrap_err();
        assert_eq!(refused.message, sentence);
    }
}
