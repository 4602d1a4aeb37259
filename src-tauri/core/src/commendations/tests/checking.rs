//! The checks, each over its own figures.

use super::{
    super::{
        checks::{self, Evaluated, Found},
        quotas::Filled,
        *,
    },
    day,
};
use crate::{
    members::{EventKind, Membership, Standing},
    numbers::Share,
    pledges::Fulfilment,
};

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
