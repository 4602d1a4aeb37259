//! Steps, 公示, 异议, 撤回.

use super::{
    super::{calendar::Calendar, steps, *},
    day, nomination, objection, published, taken,
};
use crate::Result;

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
            "before an objection was settled",
            nomination(published(), vec![objection(Some(("2012-06-28", false)))]),
            taken("审定", "2012-06-27", None),
            "异议到2012年6月28日才处理完，2012年6月27日还不能登记“审定”",
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
    assert_eq!(short.hint.as_deref(), Some("最早可公示到2012年6月25日；不写截止日即按这一天登记。"));
    assert!(short.at_terminal().hint.unwrap().contains("不写 --until"));
    let dismissed = nomination(published(), vec![objection(Some(("2012-06-25", false)))]);
    assert!(take(&dismissed, &taken("审定", "2012-06-26", None)).is_ok());
    assert!(take(&dismissed, &taken("审定", "2012-06-25", None)).is_err(), "公示 is not over");
    let late = nomination(published(), vec![objection(Some(("2012-06-27", false)))]);
    assert!(take(&late, &taken("审定", "2012-06-27", None)).is_ok(), "settled that morning");
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
