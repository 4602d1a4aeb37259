//! The rules of a commendation, as an office meets them.

use chrono::NaiveDate;

use super::{
    calendar::Calendar,
    checks::{self, Evaluated, Found},
    quotas::Filled,
    standings::{self, StandingRecord, YearlyStanding},
    store::{self, NominationFacts},
    *,
};
use crate::{
    Error, Office, Result,
    clock::Clock,
    members::{self, EventKind, Membership, MembershipEvent, Standing},
    numbers::Share,
    organizations::{self, OrganizationFacts, OrganizationKind},
    pledges::Fulfilment,
    progress::Silent,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn nomination(steps: Vec<Step>, objections: Vec<Objection>) -> Nomination {
    Nomination {
        id: NominationId(1),
        programme: ProgrammeId(1),
        kind: "优秀共产党员".to_owned(),
        subject: Subject::Member(crate::members::MemberId(1)),
        nominated_by: None,
        nominated_on: day("2012-05-20"),
        reason: None,
        past_honours: None,
        position: 1,
        steps,
        objections,
    }
}

fn taken(step: &str, on: &str, until: Option<&str>) -> Step {
    Step {
        step: step.to_owned(),
        outcome: StepOutcome::Passed,
        happened_on: day(on),
        until: until.map(day),
        opinion: None,
        decided_by: None,
    }
}

fn published() -> Vec<Step> {
    vec![
        taken("考核", "2012-05-21", None),
        taken("推荐", "2012-05-25", None),
        taken("公示", "2012-06-18", Some("2012-06-25")),
    ]
}

fn objection(settled: Option<(&str, bool)>) -> Objection {
    Objection {
        raised_on: day("2012-06-20"),
        content: "反映承诺没有兑现".to_owned(),
        settled: settled.map(|(on, upheld)| (day(on), upheld)),
        finding: None,
    }
}

fn take(nomination: &Nomination, wanted: &Step) -> Result<Step> {
    let (definition, calendar) = (Definition::standard().unwrap(), Calendar::official().unwrap());
    steps::step(&definition, &calendar, nomination, wanted, day("2012-07-01"))
}

#[test]
fn steps_follow_one_another_and_each_refusal_says_why() {
    let mut withdrawn = published();
    withdrawn.push(Step { outcome: StepOutcome::Withdrawn, ..taken("审定", "2012-06-21", None) });
    for (story, nomination, wanted, message) in [
        (
            "unknown",
            nomination(vec![], vec![]),
            taken("公决", "2012-05-21", None),
            "本次表彰没有“公决”这一步",
        ),
        (
            "skipped",
            nomination(vec![], vec![]),
            taken("推荐", "2012-05-21", None),
            "还没有登记“考核”，不能登记“推荐”",
        ),
        (
            "twice",
            nomination(published(), vec![]),
            taken("推荐", "2012-06-26", None),
            "“推荐”已于2012年5月25日登记，不用再登记",
        ),
        (
            "before the step before",
            nomination(vec![taken("考核", "2012-05-21", None)], vec![]),
            taken("推荐", "2012-05-20", None),
            "“推荐”的日期2012年5月20日早于上一步“考核”（2012年5月21日）",
        ),
        (
            "future",
            nomination(vec![], vec![]),
            taken("考核", "2012-07-02", None),
            "日期2012年7月2日晚于今天（2012年7月1日）",
        ),
        (
            "until of a step that has none",
            nomination(vec![], vec![]),
            taken("考核", "2012-05-21", Some("2012-05-30")),
            "只有“公示”才有截止日",
        ),
        (
            "端午 leaves four working days",
            nomination(published()[..2].to_vec(), vec![]),
            taken("公示", "2012-06-18", Some("2012-06-24")),
            "2012年6月18日至2012年6月24日只有4个工作日，公示须不少于5个工作日",
        ),
        (
            "a slip of the year",
            nomination(published()[..2].to_vec(), vec![]),
            taken("公示", "2012-06-18", Some("2021-06-25")),
            "公示超过一年",
        ),
        (
            "on the last day of 公示",
            nomination(published(), vec![]),
            taken("审定", "2012-06-25", None),
            "“公示”到2012年6月25日结束，2012年6月25日还不能登记“审定”",
        ),
        (
            "an open objection",
            nomination(published(), vec![objection(None)]),
            taken("审定", "2012-06-26", None),
            "有异议没有处理，不能登记“审定”",
        ),
        (
            "an upheld objection",
            nomination(published(), vec![objection(Some(("2012-06-25", true)))]),
            taken("审定", "2012-06-26", None),
            "该推荐未通过，不能再登记",
        ),
        (
            "withdrawn",
            nomination(withdrawn, vec![]),
            taken("审定", "2012-06-26", None),
            "该推荐已撤回，不能再登记",
        ),
    ] {
        assert_eq!(take(&nomination, &wanted).unwrap_err().message, message, "{story}");
    }
}

#[test]
fn publicity_without_a_last_day_ends_on_the_first_that_is_long_enough() {
    let before = nomination(published()[..2].to_vec(), vec![]);
    let kept = take(&before, &taken("公示", "2012-06-18", None)).unwrap();
    assert_eq!(kept.until, Some(day("2012-06-25")));
    let longer = take(&before, &taken("公示", "2012-06-18", Some("2012-06-28"))).unwrap();
    assert_eq!(longer.until, Some(day("2012-06-28")));
    let short = take(&before, &taken("公示", "2012-06-18", Some("2012-06-22"))).unwrap_err();
    assert_eq!(short.hint.unwrap(), "最早可公示到2012年6月25日；不写 --until 即按这一天登记。");
    let dismissed = nomination(published(), vec![objection(Some(("2012-06-25", false)))]);
    assert!(take(&dismissed, &taken("审定", "2012-06-26", None)).is_ok());
    let failed = Step { outcome: StepOutcome::Failed, ..taken("公示", "2012-06-18", None) };
    assert_eq!(take(&before, &failed).unwrap().until, None, "what was not published has no last day");
}

#[test]
fn a_nomination_ends_by_its_last_step_or_by_an_upheld_objection() {
    let definition = Definition::standard().unwrap();
    let ended = |step: &str, outcome| {
        let mut steps = published();
        steps.push(Step { outcome, ..taken(step, "2012-06-27", None) });
        steps
    };
    let mut honoured = ended("审定", StepOutcome::Passed);
    honoured.push(taken("表彰", "2012-06-29", None));
    for (steps, objections, state, ended_on, reached) in [
        (vec![], vec![], NominationState::Open, None, None),
        (published(), vec![objection(None)], NominationState::Open, None, Some("公示")),
        (
            published(),
            vec![objection(Some(("2012-06-26", false)))],
            NominationState::Open,
            None,
            Some("公示"),
        ),
        (
            published(),
            vec![objection(Some(("2012-06-26", true)))],
            NominationState::Failed,
            Some("2012-06-26"),
            Some("公示"),
        ),
        (
            ended("审定", StepOutcome::Failed),
            vec![],
            NominationState::Failed,
            Some("2012-06-27"),
            Some("审定"),
        ),
        (
            ended("审定", StepOutcome::Withdrawn),
            vec![],
            NominationState::Withdrawn,
            Some("2012-06-27"),
            Some("公示"),
        ),
        (honoured, vec![], NominationState::Honoured, Some("2012-06-29"), Some("表彰")),
    ] {
        let nomination = nomination(steps, objections);
        assert_eq!(nomination.state(&definition), state);
        assert_eq!(nomination.ended_on(&definition), ended_on.map(day));
        assert_eq!(nomination.reached().map(|step| step.step.as_str()), reached);
    }
}

#[test]
fn a_withdrawal_waits_for_nothing_but_keeps_to_the_calendar() {
    let definition = Definition::standard().unwrap();
    let open = nomination(published(), vec![objection(None)]);
    let kept = steps::withdrawal(&definition, &open, day("2012-06-20"), day("2012-07-01")).unwrap();
    assert_eq!((kept.step.as_str(), kept.outcome), ("审定", StepOutcome::Withdrawn));
    for (on, message) in [
        ("2012-06-17", "撤回日期2012年6月17日早于“公示”（2012年6月18日）"),
        ("2012-07-02", "日期2012年7月2日晚于今天（2012年7月1日）"),
    ] {
        let error = steps::withdrawal(&definition, &open, day(on), day("2012-07-01")).unwrap_err();
        assert_eq!(error.message, message);
    }
}

#[test]
fn objections_are_heard_from_the_first_day_of_publicity() {
    let definition = Definition::standard().unwrap();
    let (today, open) = (day("2012-07-01"), nomination(published(), vec![]));
    let object = |nomination: &Nomination, on: &str, content: &str| {
        steps::objection(&definition, nomination, day(on), content, today)
    };
    assert!(object(&open, "2012-06-18", "反映").is_ok());
    assert!(object(&open, "2012-06-30", "反映").is_ok(), "letters come late");
    let unpublished = nomination(published()[..2].to_vec(), vec![]);
    for (nomination, on, content, message) in [
        (&open, "2012-06-17", "反映", "异议日期2012年6月17日早于公示第一天（2012年6月18日）"),
        (&open, "2012-07-02", "反映", "日期2012年7月2日晚于今天（2012年7月1日）"),
        (&open, "2012-06-18", " ", "异议内容不能为空"),
        (&unpublished, "2012-06-18", "反映", "还没有登记“公示”，不能登记异议"),
    ] {
        assert_eq!(object(nomination, on, content).unwrap_err().message, message);
    }
    let objected = nomination(published(), vec![objection(None)]);
    let settle = |nomination: &Nomination, on: &str, finding: &str| {
        steps::settlement(nomination, day(on), finding, today)
    };
    assert!(settle(&objected, "2012-06-20", "不实").is_ok());
    for (nomination, on, finding, message) in [
        (&open, "2012-06-20", "不实", "没有待处理的异议"),
        (&objected, "2012-06-20", "", "处理异议须写明核查结论"),
        (&objected, "2012-06-19", "不实", "处理日期2012年6月19日早于异议提出的日期（2012年6月20日）"),
        (&objected, "2012-07-02", "不实", "日期2012年7月2日晚于今天（2012年7月1日）"),
    ] {
        assert_eq!(settle(nomination, on, finding).unwrap_err().message, message);
    }
}

#[test]
fn a_failed_check_holds_back_only_after_publicity() {
    let definition = Definition::standard().unwrap();
    let check = |outcome| Checked { name: "群众评议".to_owned(), outcome, figures: String::new() };
    let checks = [check(CheckOutcome::Passed), check(CheckOutcome::Failed), check(CheckOutcome::ToConfirm)];
    for (step, held) in [("考核", 0), ("推荐", 0), ("公示", 0), ("审定", 1), ("表彰", 1)] {
        assert_eq!(steps::holding_back(&definition, step, &checks).len(), held, "{step}");
    }
}

const PASSED: CheckOutcome = CheckOutcome::Passed;
const FAILED: CheckOutcome = CheckOutcome::Failed;
const TO_CONFIRM: CheckOutcome = CheckOutcome::ToConfirm;

fn same(story: &str, found: &Found, outcome: CheckOutcome, figures: &str) {
    assert_eq!((found.0, found.1.as_str()), (outcome, figures), "{story}");
}

#[test]
fn only_a_full_member_who_is_still_there_passes() {
    let member =
        |standing, left| Membership { organization: None, standing, category: None, post: None, left };
    let full = member(Some(Standing::Full), None);
    let probationary = member(Some(Standing::Probationary), None);
    let unknown = member(None, None);
    let expelled = member(Some(Standing::Full), Some((EventKind::Expelled, day("2012-06-10"))));
    let on = day("2012-05-20");
    for (story, then, now, outcome, figures) in [
        ("full", Some(&full), Some(&full), PASSED, "2012年5月20日为正式党员"),
        ("turned full after it", Some(&probationary), Some(&full), FAILED, "2012年5月20日为预备党员"),
        ("expelled since", Some(&full), Some(&expelled), FAILED, "已于2012年6月10日出党"),
        ("no standing", Some(&unknown), Some(&unknown), TO_CONFIRM, "没有登记正式或预备"),
        ("before the books", None, Some(&full), TO_CONFIRM, "2012年5月20日的党员情况没有记录"),
    ] {
        same(story, &checks::full_member(on, then, now), outcome, figures);
    }
}

#[test]
fn the_evaluation_compares_exact_fractions_and_shows_the_counts() {
    for (story, evaluated, at_least, outcome, figures) in [
        (
            "seed 001",
            Evaluated::Rate(Share::new(7221, 7425), 2),
            80,
            PASSED,
            "满意率97.25%（7221/7425），要求80%以上",
        ),
        (
            "the number itself",
            Evaluated::Rate(Share::new(4, 5), 2),
            80,
            PASSED,
            "满意率80.00%（4/5），要求80%以上",
        ),
        (
            "prints 80.00 and is below",
            Evaluated::Rate(Share::new(19_999, 25_000), 2),
            80,
            FAILED,
            "满意率80.00%（19999/25000），要求80%以上",
        ),
        (
            "no papers at all",
            Evaluated::Rate(Share::new(0, 0), 2),
            80,
            TO_CONFIRM,
            "本年度群众评议没有有效票，不出满意率",
        ),
        ("座谈会", Evaluated::WithoutPapers, 80, TO_CONFIRM, "本年度群众评议没有纸质评议表，不出满意率"),
        ("void", Evaluated::Void, 80, FAILED, "本年度群众评议收回多于发出，无效"),
        ("left out", Evaluated::Missed, 80, FAILED, "未参加本年度群众评议"),
        ("nobody yet", Evaluated::NotYet, 80, TO_CONFIRM, "本年度群众评议尚未登记"),
    ] {
        same(story, &checks::satisfied(at_least, evaluated), outcome, figures);
    }
}

#[test]
fn pledges_count_once_they_are_due() {
    let fulfilment =
        |fulfilled, due, all| Fulfilment { due: Share::new(fulfilled, due), all: Share::new(fulfilled, all) };
    for (story, pledges, outcome, figures) in [
        ("kept", fulfilment(4, 5, 8), PASSED, "兑现率80.00%（4/5），要求80%以上"),
        ("broken", fulfilment(2, 3, 3), FAILED, "兑现率66.67%（2/3），要求80%以上"),
        ("nothing due yet", fulfilment(0, 0, 3), TO_CONFIRM, "本年度承诺3项，尚无到期事项"),
        ("no pledge", fulfilment(0, 0, 0), TO_CONFIRM, "本年度没有登记承诺"),
    ] {
        same(story, &checks::pledges_fulfilled(80, pledges), outcome, figures);
    }
}

#[test]
fn quota_and_share_print_count_and_limit() {
    let filled = |place: &str, count, least, most| {
        let quota =
            Quota { kind: "优秀共产党员".to_owned(), organization: None, domain: None, least, most };
        (place.to_owned(), Filled { quota, count })
    };
    for (story, filled, unallotted, outcome, figures) in [
        ("none", vec![], false, PASSED, "没有规定名额"),
        (
            "filled to the brim",
            vec![filled("优秀共产党员", 4, None, Some(4))],
            false,
            PASSED,
            "优秀共产党员已推荐4，名额4",
        ),
        (
            "the branch has one too many",
            vec![filled("优秀共产党员", 2, None, Some(4)), filled("机关党支部", 2, Some(1), Some(1))],
            false,
            FAILED,
            "优秀共产党员已推荐2，名额4；机关党支部已推荐2，名额1",
        ),
        (
            "too few so far",
            vec![filled("社区", 1, Some(2), Some(3))],
            false,
            TO_CONFIRM,
            "社区已推荐1，名额2至3",
        ),
        ("at least", vec![filled("社区", 1, Some(2), None)], false, TO_CONFIRM, "社区已推荐1，至少2"),
        ("allotted to others", vec![], true, TO_CONFIRM, "推荐单位或所属领域没有分到名额"),
    ] {
        same(story, &checks::within_quota(&filled, unallotted), outcome, figures);
    }
    let third = Some(ShareRule { part: 1, whole: 3, rounding: Rounding::Floor });
    let twentieth = Some(ShareRule { part: 5, whole: 100, rounding: Rounding::Ceiling });
    for (story, rule, count, members, outcome, figures) in [
        ("21 of 64", third, 21, Some(64), PASSED, "已推荐21，上限21（正式党员64×1/3，舍去）"),
        ("22 of 64", third, 22, Some(64), FAILED, "已推荐22，上限21（正式党员64×1/3，舍去）"),
        ("4 of 64", twentieth, 4, Some(64), PASSED, "已推荐4，上限4（正式党员64×5/100，进一）"),
        ("5 of 64", twentieth, 5, Some(64), FAILED, "已推荐5，上限4（正式党员64×5/100，进一）"),
        ("before the books", third, 1, None, TO_CONFIRM, "已推荐1；推荐日的正式党员数没有记录"),
        ("no rule", None, 9, Some(64), PASSED, "没有规定比例"),
    ] {
        same(story, &checks::within_share(rule, count, members), outcome, figures);
    }
}

#[test]
fn two_titles_fail_and_a_recent_honour_is_to_confirm() {
    same("one", &checks::one_title(&[]), PASSED, "本次活动没有推荐为其他类别");
    let other = [("优秀党务工作者", NominationState::Open)];
    same("two", &checks::one_title(&other), FAILED, "同时推荐为优秀党务工作者（在推）");
    let honour = |title: &str, on| Honour {
        id: HonourId(1),
        subject: Subject::Member(crate::members::MemberId(1)),
        title: title.to_owned(),
        level: "县级".to_owned(),
        granted_on: day(on),
        granted_by: None,
    };
    let (title, on) = ("优秀共产党员", day("2012-05-20"));
    for (story, honours, outcome, figures) in [
        ("none", vec![], PASSED, "近3年没有优秀共产党员的记录"),
        ("last year", vec![honour(title, "2011-07-01")], TO_CONFIRM, "2011年7月1日获县级优秀共产党员"),
        (
            "three years to the day",
            vec![honour(title, "2009-05-20")],
            TO_CONFIRM,
            "2009年5月20日获县级优秀共产党员",
        ),
        ("longer ago", vec![honour(title, "2009-05-19")], PASSED, "近3年没有优秀共产党员的记录"),
        (
            "another title",
            vec![honour("优秀党务工作者", "2011-07-01")],
            PASSED,
            "近3年没有优秀共产党员的记录",
        ),
        ("its own", vec![honour(title, "2012-07-01")], PASSED, "近3年没有优秀共产党员的记录"),
    ] {
        same(story, &checks::not_recently_honoured(title, 3, on, &honours), outcome, figures);
    }
}

/// An office with one branch and one member, and the standard programme of 2012.
struct Desk {
    _folder: tempfile::TempDir,
    office: Office,
    programme: Programme,
    branch: OrganizationId,
    member: Subject,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let mut office =
        Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2012-07-01"))).unwrap();
    let (branch, member, programme) = office
        .change("准备", |change| {
            let branch = organizations::store::insert(
                change,
                &OrganizationFacts {
                    name: "机关党支部".to_owned(),
                    kind: OrganizationKind::Branch,
                    parent: None,
                    domain: Some(Domain::CountyOrgans),
                    code: None,
                    secretary: None,
                    phone: None,
                    founded_on: Some(day("2012-01-01")),
                    note: None,
                },
            )?;
            let facts = members::MemberFacts { name: "莫强".to_owned(), ..members::MemberFacts::default() };
            let first = MembershipEvent {
                kind: EventKind::Opening,
                happened_on: day("2012-03-15"),
                organization: Some(branch),
                standing: Some(Standing::Full),
                category: None,
                post: None,
                note: None,
            };
            let member = members::store::insert(change, &facts, &first)?;
            let definition = Definition::standard()?;
            let id = store::insert_programme(change, 2012, "七一表彰", "县级", None, &definition)?;
            Ok((branch, Subject::Member(member), store::programme(change, id)?))
        })
        .unwrap();
    Desk { _folder: folder, office, programme, branch, member }
}

impl Desk {
    fn facts(&self, kind: &str) -> NominationFacts {
        NominationFacts {
            kind: kind.to_owned(),
            subject: self.member,
            nominated_by: Some(self.branch),
            nominated_on: day("2012-05-20"),
            reason: Some("  事迹 ".to_owned()),
            past_honours: Some(" ".to_owned()),
        }
    }

    fn nominate(&mut self, facts: &NominationFacts) -> Result<NominationId> {
        let programme = &self.programme;
        self.office.change("登记推荐对象", |change| store::nominate(change, programme, facts))
    }

    fn nominations(&self) -> Vec<Nomination> {
        store::nominations(self.office.read(), self.programme.id).unwrap()
    }

    fn advance(&mut self, step: &Step) -> Result<Step> {
        let nomination = self.nominations().remove(0);
        let programme = &self.programme;
        self.office
            .change("登记表彰步骤", |change| store::advance(change, programme, &nomination, step))
    }

    fn award(&mut self) {
        let id = self.nominate(&self.facts("优秀共产党员")).unwrap();
        assert_eq!(self.nominations()[0].id, id);
        for step in published() {
            self.advance(&step).unwrap();
        }
        self.advance(&taken("审定", "2012-06-26", None)).unwrap();
        let award = Step { decided_by: Some("县委".to_owned()), ..taken("表彰", "2012-06-29", None) };
        self.advance(&award).unwrap();
    }

    fn verified(&self) -> Vec<&'static str> {
        let found = self.office.verify(&Silent).unwrap();
        found.findings.into_iter().map(|finding| finding.kind).collect()
    }

    fn run(&mut self, sql: &str) {
        self.office.change("改动", |change| Ok(change.execute_batch(sql)?)).unwrap();
    }
}

#[test]
fn an_honour_stays_whatever_becomes_of_the_member_and_undo_takes_it_back() {
    let mut desk = desk();
    desk.award();
    let honours = honours(desk.office.read()).unwrap();
    assert_eq!(honours.len(), 1);
    assert_eq!((honours[0].title.as_str(), honours[0].level.as_str()), ("优秀共产党员", "县级"));
    assert_eq!((honours[0].subject, honours[0].granted_on), (desk.member, day("2012-06-29")));
    assert_eq!(honours[0].granted_by.as_deref(), Some("县委"));
    assert_eq!(desk.verified(), Vec::<&str>::new());
    let Subject::Member(member) = desk.member else { unreachable!() };
    let died = MembershipEvent {
        kind: EventKind::Died,
        happened_on: day("2012-06-30"),
        organization: None,
        standing: None,
        category: None,
        post: None,
        note: None,
    };
    desk.office.change("登记去世", |change| members::store::record(change, member, &died)).unwrap();
    assert_eq!(super::honours(desk.office.read()).unwrap(), honours);
    desk.office.undo().unwrap();
    assert_eq!(desk.office.undo().unwrap(), "登记表彰步骤");
    assert_eq!(super::honours(desk.office.read()).unwrap(), []);
    assert_eq!(desk.nominations()[0].steps.len(), 4);
    desk.office.redo().unwrap();
    assert_eq!(super::honours(desk.office.read()).unwrap(), honours);
}

#[test]
fn a_nomination_is_entered_once_and_for_the_right_subject() {
    let mut desk = desk();
    desk.nominate(&desk.facts("优秀共产党员")).unwrap();
    let kept = desk.nominations().remove(0);
    assert_eq!((kept.reason.as_deref(), kept.past_honours), (Some("事迹"), None));
    let organization =
        NominationFacts { subject: Subject::Organization(desk.branch), ..desk.facts("优秀共产党员") };
    let late = NominationFacts { nominated_on: day("2012-07-02"), ..desk.facts("优秀党务工作者") };
    for (facts, message) in [
        (desk.facts("优秀共产党员"), "已于2012年5月20日推荐为优秀共产党员（在推），不用再推荐"),
        (organization, "“优秀共产党员”只评选党员"),
        (desk.facts("先进基层党组织"), "“先进基层党组织”只评选党组织"),
        (desk.facts("优秀团员"), "本次表彰没有“优秀团员”这个类别"),
        (late, "推荐日期2012年7月2日晚于今天（2012年7月1日）"),
    ] {
        assert_eq!(desk.nominate(&facts).unwrap_err().message, message);
    }
    desk.nominate(&desk.facts("优秀党务工作者")).unwrap();
    assert_eq!(desk.verified(), ["two_titles"]);
    let kinds: Vec<String> = desk.nominations().into_iter().map(|nomination| nomination.kind).collect();
    assert_eq!(kinds, ["优秀共产党员", "优秀党务工作者"]);
}

#[test]
fn quotas_are_replaced_and_removed() {
    let mut desk = desk();
    let quota = |organization, domain, least, most| Quota {
        kind: "优秀共产党员".to_owned(),
        organization,
        domain,
        least,
        most,
    };
    let programme = desk.programme.clone();
    let mut put = |quota: &Quota| {
        desk.office.change("分配表彰名额", |change| store::put_quota(change, &programme, quota))
    };
    put(&quota(None, Some(Domain::CountyOrgans), None, Some(2))).unwrap();
    put(&quota(Some(desk.branch), None, Some(1), Some(1))).unwrap();
    put(&quota(None, None, None, Some(4))).unwrap();
    put(&quota(None, None, None, Some(3))).unwrap();
    for (quota, message) in [
        (quota(None, None, Some(3), Some(2)), "名额下限3大于上限2"),
        (quota(None, None, None, Some(1_000_001)), "名额太大，不像是真的"),
        (quota(None, Some(Domain::Villages), None, None), "没有分配过这项名额，无需取消"),
        (
            Quota { kind: "优秀团员".to_owned(), ..quota(None, None, None, Some(1)) },
            "本次表彰没有“优秀团员”这个类别",
        ),
    ] {
        assert_eq!(put(&quota).unwrap_err().message, message);
    }
    put(&quota(None, Some(Domain::CountyOrgans), None, None)).unwrap();
    assert_eq!(
        store::quotas(desk.office.read(), desk.programme.id).unwrap(),
        [quota(None, None, None, Some(3)), quota(Some(desk.branch), None, Some(1), Some(1))]
    );
}

#[test]
fn a_programme_is_found_by_name_and_the_year_tells_two_apart() {
    let mut desk = desk();
    let definition = Definition::standard().unwrap();
    let mut add = |year, name: &str, level: &str| {
        desk.office.change("登记表彰活动", |change| {
            store::insert_programme(change, year, name, level, None, &definition)
        })
    };
    add(2011, "七一表彰", "县级").unwrap();
    for (year, name, level, message) in [
        (2011, " 七一 表彰", "县级", "2011年的“七一 表彰”已经登记"),
        (2012, "", "县级", "表彰活动的名称不能为空"),
        (2012, "年终表彰", "", "表彰层次不能为空"),
        (12, "年终表彰", "县级", "年度“12”不像是真的"),
    ] {
        assert_eq!(add(year, name, level).unwrap_err().message, message);
    }
    let find = |name, year| store::find(desk.office.read(), name, year);
    assert_eq!(find("七一表彰", Some(2011)).unwrap().year, 2011);
    let several = find("七一表彰", None).unwrap_err();
    assert_eq!(several.message, "有2次表彰活动叫“七一表彰”");
    assert_eq!(several.details, ["2011年", "2012年"]);
    let none: Error = find("年终表彰", Some(2012)).unwrap_err();
    assert_eq!(none.message, "没有登记2012年名为“年终表彰”的表彰活动");
    assert_eq!(none.details, ["2011年“七一表彰”", "2012年“七一表彰”"]);
}

#[test]
fn a_standing_is_one_a_year() {
    let mut desk = desk();
    let organization = desk.branch;
    let mut put = |standing, measure: Option<&str>| {
        let record =
            StandingRecord { organization, year: 2012, standing, measure: measure.map(str::to_owned) };
        desk.office.change("登记党组织年度分类", |change| standings::put(change, &record)).unwrap();
    };
    put(YearlyStanding::Lagging, Some("联系点帮扶"));
    put(YearlyStanding::Advanced, None);
    let kept = standings::standings(desk.office.read(), 2012).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].standing, kept[0].measure.as_deref()), (YearlyStanding::Advanced, None));
    assert_eq!(standings::standings(desk.office.read(), 2011).unwrap(), []);
}

#[test]
fn verify_finds_what_a_commendation_cannot_mean() {
    for (story, sql, kind) in [
        (
            "an honour whose award is gone",
            "DELETE FROM nomination_step WHERE step = '表彰'",
            "honour_without_award",
        ),
        ("an award without honour", "DELETE FROM honour", "honour_without_award"),
        ("a step taken out", "DELETE FROM nomination_step WHERE step = '推荐'", "steps_out_of_order"),
        (
            "审定 inside 公示",
            "UPDATE nomination_step SET happened_on = '2012-06-25' WHERE step = '审定'",
            "steps_out_of_order",
        ),
        (
            "a step before the one before",
            "UPDATE nomination_step SET happened_on = '2012-05-20' WHERE step = '推荐'",
            "steps_out_of_order",
        ),
        (
            "a step after the end",
            "UPDATE nomination_step SET outcome = '不通过' WHERE step = '审定'",
            "steps_out_of_order",
        ),
        (
            "nominated before being a member",
            "UPDATE nomination SET nominated_on = '2012-03-14'",
            "nominated_before_being",
        ),
        (
            "a day that is none",
            "UPDATE nomination_step SET until = '2012-06-31' WHERE step = '公示'",
            "bad_date",
        ),
    ] {
        let mut desk = desk();
        desk.award();
        desk.run(sql);
        assert!(desk.verified().contains(&kind), "{story}: {:?}", desk.verified());
    }
    let mut desk = desk();
    let facts = NominationFacts {
        subject: Subject::Organization(desk.branch),
        nominated_on: day("2011-12-31"),
        ..desk.facts("先进基层党组织")
    };
    desk.nominate(&facts).unwrap();
    assert_eq!(desk.verified(), ["nominated_before_being"]);
}
