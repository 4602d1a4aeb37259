//! Stories of the ledger, on a real file.

use chrono::NaiveDate;

use super::{rules::Key, store, *};
use crate::{
    ErrorCode, Office, Result,
    clock::Clock,
    members::{self, EventKind, MemberFacts, MembershipEvent},
    numbers::Share,
    organizations::{self, OrganizationFacts, OrganizationId, OrganizationKind},
    store::Change,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An office on 1 July 2012 with one branch (1) and one member (1).
fn office() -> (tempfile::TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let mut office =
        Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2012-07-01"))).unwrap();
    let branch = OrganizationFacts {
        name: "机关党支部".to_owned(),
        kind: OrganizationKind::Branch,
        parent: None,
        domain: None,
        code: None,
        secretary: None,
        phone: None,
        founded_on: None,
        note: None,
    };
    let opening = MembershipEvent {
        kind: EventKind::Opening,
        happened_on: day("2012-01-01"),
        organization: None,
        standing: None,
        category: None,
        post: None,
        note: None,
    };
    office
        .change("建账", |change| {
            organizations::store::insert(change, &branch)?;
            let member = MemberFacts { name: "王磊".to_owned(), ..MemberFacts::default() };
            members::store::insert(change, &member, &opening)
        })
        .unwrap();
    (folder, office)
}

const BRANCH: Subject = Subject::Organization(OrganizationId(1));
const MEMBER: Subject = Subject::Member(members::MemberId(1));

fn facts(subject: Subject, content: &str, status: PledgeStatus) -> PledgeFacts {
    PledgeFacts {
        subject,
        year: 2012,
        content: content.to_owned(),
        category: Some("实事承诺".to_owned()),
        measure: Some("列入月度计划，专人落实".to_owned()),
        owner: Some("支部书记".to_owned()),
        deadline: Some(day("2012-06-30")),
        published_on: Some(day("2012-01-18")),
        published_by: Some("公示栏".to_owned()),
        status,
        fulfilled_on: None,
        reason: None,
    }
}

fn enter(office: &mut Office, facts: &PledgeFacts) -> Result<PledgeId> {
    office.change("登记承诺", |change| store::insert(change, facts))
}

fn change(office: &mut Office, work: impl FnOnce(&Change<'_>) -> Result<()>) -> Result<()> {
    office.change("更改承诺", work)
}

fn refused(office: &mut Office, work: impl FnOnce(&Change<'_>) -> Result<()>, sentence: &str) {
    let error = change(office, work).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::Refused, sentence));
}

#[test]
fn the_ledger_numbers_its_lines_and_keeps_their_progress_in_order() {
    let (_folder, mut office) = office();
    let first = enter(&mut office, &facts(BRANCH, "结对帮扶一户困难群众", PledgeStatus::NotStarted)).unwrap();
    let second =
        enter(&mut office, &facts(MEMBER, "全年办理法律援助案件不少于十件", PledgeStatus::UnderWay)).unwrap();
    let earlier = PledgeFacts { year: 2011, ..facts(BRANCH, "去年的承诺", PledgeStatus::Fulfilled) };
    enter(&mut office, &earlier).unwrap();
    change(&mut office, |change| {
        store::add_progress(change, second, day("2012-05-01"), "办理三件")?;
        store::add_progress(change, second, day("2012-03-01"), "办理两件")?;
        store::add_progress(change, first, day("2012-04-01"), "走访一次")
    })
    .unwrap();

    let ledger = store::ledger(office.read(), Some(2012)).unwrap();
    assert_eq!(ledger.iter().map(|line| line.ledger_number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(
        ledger[0].facts,
        facts(BRANCH, "结对帮扶一户困难群众", PledgeStatus::UnderWay),
        "the first step starts it"
    );
    assert_eq!(
        ledger[1].progress,
        [(day("2012-03-01"), "办理两件".to_owned()), (day("2012-05-01"), "办理三件".to_owned())]
    );
    assert_eq!(ledger[1], store::get(office.read(), second).unwrap());
    assert_eq!(store::ledger(office.read(), None).unwrap().len(), 3);
}

#[test]
fn the_same_subject_text_and_deadline_are_the_same_line() {
    let key = |subject, content: &str, deadline: Option<&str>, year| {
        let facts = facts(subject, content, PledgeStatus::UnderWay);
        Key::of(&PledgeFacts { deadline: deadline.map(day), year, ..facts })
    };
    let line = key(BRANCH, "结对帮扶一户困难群众", Some("2012-06-30"), 2012);
    assert_eq!(key(BRANCH, " 结对帮扶一户困难群众　", Some("2012-06-30"), 2011), line);
    assert_ne!(key(BRANCH, "结对帮扶一户困难群众", Some("2012-06-29"), 2012), line);
    assert_ne!(key(MEMBER, "结对帮扶一户困难群众", Some("2012-06-30"), 2012), line);
    assert_ne!(key(BRANCH, "结对帮扶一户困难群众", None, 2012), line);
    let open_ended = key(MEMBER, "遵守纪律", None, 2012);
    assert_eq!(key(MEMBER, "遵守纪律", None, 2012), open_ended);
    assert_ne!(key(MEMBER, "遵守纪律", None, 2013), open_ended, "the pledge of another year is another line");
}

#[test]
fn a_line_is_closed_when_fulfilled_or_settled_with_a_reason() {
    let (_folder, mut office) = office();
    let on = day("2012-06-20");
    for status in [
        PledgeStatus::NotStarted,
        PledgeStatus::UnderWay,
        PledgeStatus::PartlyFulfilled,
        PledgeStatus::Unfulfilled,
    ] {
        enter(&mut office, &facts(BRANCH, status.label(), status)).unwrap();
    }
    for (id, sentence) in [
        (1, "第1号承诺未启动，不能销号"),
        (2, "第2号承诺推进中，不能销号"),
        (3, "第3号承诺部分兑现，没有原因说明，不能销号"),
        (4, "第4号承诺未兑现，没有原因说明，不能销号"),
    ] {
        refused(&mut office, |change| store::close(change, PledgeId(id), on, "雷健"), sentence);
    }
    let settled = PledgeFacts {
        reason: Some("户主已迁出".to_owned()),
        ..facts(BRANCH, "未兑现", PledgeStatus::Unfulfilled)
    };
    let fulfilled = PledgeFacts {
        fulfilled_on: Some(day("2012-06-01")),
        ..facts(BRANCH, "推进中", PledgeStatus::Fulfilled)
    };
    change(&mut office, |change| {
        store::update(change, PledgeId(4), &settled)?;
        store::update(change, PledgeId(2), &fulfilled)?;
        store::appraise(change, PledgeId(2), "好")?;
        store::close(change, PledgeId(4), on, "雷健")
    })
    .unwrap();
    refused(
        &mut office,
        |change| store::close(change, PledgeId(2), day("2012-05-31"), "雷健"),
        "销号日期早于兑现日期（2012年6月1日）",
    );
    refused(
        &mut office,
        |change| store::close(change, PledgeId(2), day("2012-07-02"), "雷健"),
        "销号日期晚于今天",
    );
    refused(&mut office, |change| store::close(change, PledgeId(2), on, " "), "销号须写明销号人");
    change(&mut office, |change| store::close(change, PledgeId(2), on, "雷健")).unwrap();
    let line = store::get(office.read(), PledgeId(2)).unwrap();
    assert_eq!(
        (line.closed_on, line.closed_by.as_deref(), line.appraisal.as_deref()),
        (Some(on), Some("雷健"), Some("好"))
    );
}

#[test]
fn a_closed_line_does_not_change_until_it_is_opened_again_with_a_reason() {
    let (_folder, mut office) = office();
    let done = facts(BRANCH, "结对帮扶一户困难群众", PledgeStatus::Fulfilled);
    let id = enter(&mut office, &done).unwrap();
    refused(&mut office, |change| store::reopen(change, id, "核查"), "第1号承诺尚未销号，无需恢复");
    change(&mut office, |change| store::close(change, id, day("2012-06-20"), "雷健")).unwrap();
    let closed = "第1号承诺已于2012年6月20日销号，不能再改";
    refused(&mut office, |change| store::update(change, id, &done), closed);
    refused(&mut office, |change| store::add_progress(change, id, day("2012-06-21"), "回访"), closed);
    refused(&mut office, |change| store::appraise(change, id, "好"), closed);
    refused(&mut office, |change| store::close(change, id, day("2012-06-21"), "雷健"), closed);
    refused(&mut office, |change| store::reopen(change, id, "　"), "恢复已销号的承诺须写明原因");
    change(&mut office, |change| store::reopen(change, id, "核查后未办结")).unwrap();
    let line = store::get(office.read(), id).unwrap();
    assert_eq!((line.closed_on, line.closed_by), (None, None));
    assert_eq!(line.progress, [(day("2012-07-01"), "撤回销号：核查后未办结".to_owned())]);
    change(&mut office, |change| store::update(change, id, &done)).unwrap();
}

#[test]
fn a_pledge_that_says_nothing_or_came_true_tomorrow_is_refused() {
    let (_folder, mut office) = office();
    let error = enter(&mut office, &facts(BRANCH, " ", PledgeStatus::UnderWay)).unwrap_err();
    assert_eq!(error.message, "承诺事项不能为空");
    let tomorrow = PledgeFacts {
        fulfilled_on: Some(day("2012-07-02")),
        ..facts(BRANCH, "办实事", PledgeStatus::Fulfilled)
    };
    assert_eq!(enter(&mut office, &tomorrow).unwrap_err().message, "兑现日期晚于今天");
    let contradiction = PledgeFacts {
        fulfilled_on: Some(day("2012-06-01")),
        ..facts(BRANCH, "办实事", PledgeStatus::Unfulfilled)
    };
    assert_eq!(enter(&mut office, &contradiction).unwrap_err().message, "兑现状态为“未兑现”，却填了兑现日期");
    let id = enter(&mut office, &facts(BRANCH, "办实事", PledgeStatus::UnderWay)).unwrap();
    refused(
        &mut office,
        |change| store::add_progress(change, id, day("2012-07-02"), "走访"),
        "进展日期晚于今天",
    );
    refused(&mut office, |change| store::add_progress(change, id, day("2012-06-02"), ""), "进展内容不能为空");
    assert_eq!(store::get(office.read(), PledgeId(99)).unwrap_err().message, "该承诺事项不存在");
}

#[test]
fn the_rate_counts_what_was_due_and_the_second_figure_everything() {
    let line = |status, deadline: Option<&str>, fulfilled_on: Option<&str>| Pledge {
        id: PledgeId(1),
        ledger_number: 1,
        facts: PledgeFacts {
            deadline: deadline.map(day),
            fulfilled_on: fulfilled_on.map(day),
            ..facts(BRANCH, "办实事", status)
        },
        progress: Vec::new(),
        appraisal: None,
        closed_on: None,
        closed_by: None,
    };
    let ledger = [
        line(PledgeStatus::Fulfilled, Some("2012-02-28"), Some("2012-02-09")),
        line(PledgeStatus::Fulfilled, Some("2012-03-15"), None),
        line(PledgeStatus::Fulfilled, Some("2012-03-10"), Some("2012-04-01")),
        line(PledgeStatus::PartlyFulfilled, Some("2012-03-01"), None),
        line(PledgeStatus::Fulfilled, Some("2012-06-30"), Some("2012-03-09")),
        line(PledgeStatus::UnderWay, None, None),
    ];
    // On 15 March: the deadline's own day is due; what was fulfilled in April was not yet fulfilled.
    let march = fulfilment(&ledger, day("2012-03-15"));
    assert_eq!((march.due, march.all), (Share::new(2, 4), Share::new(3, 6)));
    let july = fulfilment(&ledger, day("2012-07-01"));
    assert_eq!((july.due, july.all), (Share::new(4, 5), Share::new(4, 6)));
    assert_eq!(fulfilment(&[], day("2012-07-01")).due.percent(2), "—");
}
