//! Stories of 点评 and 讲评, on a real file.

use chrono::NaiveDate;

use super::{store, *};
use crate::{
    ErrorCode, Office, Result,
    clock::Clock,
    members::{self, EventKind, MemberFacts, MemberId, MembershipEvent},
    organizations::{self, OrganizationFacts, OrganizationId, OrganizationKind},
    statistics::reviewed::reviewed,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2012-06-20";
const GROUP: Subject = Subject::Organization(OrganizationId(1));
const BRANCH: Subject = Subject::Organization(OrganizationId(2));
const CELL: Subject = Subject::Organization(OrganizationId(3));
const MEMBER: Subject = Subject::Member(MemberId(1));
const NEW: Subject = Subject::Member(MemberId(2));

/// 党组 (1), a branch founded in 2010 (2), a 党小组 (3); 孔静 in the books from March, 王磊 admitted in May.
fn office() -> (tempfile::TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::create(folder.path(), "县司法局党组", None, Clock::at(day(TODAY))).unwrap();
    let unit = |name: &str, kind, parent, founded: Option<&str>| OrganizationFacts {
        name: name.to_owned(),
        kind,
        parent,
        domain: None,
        code: None,
        secretary: None,
        phone: None,
        founded_on: founded.map(day),
        note: None,
    };
    let event = |kind, on: &str| MembershipEvent {
        kind,
        happened_on: day(on),
        organization: Some(OrganizationId(2)),
        standing: None,
        category: None,
        post: None,
        note: None,
    };
    office
        .change("建账", |change| {
            use OrganizationKind::*;
            let top = organizations::store::insert(change, &unit("县司法局党组", LeadingGroup, None, None))?;
            let branch = unit("机关党支部", Branch, Some(top), Some("2010-07-01"));
            let branch = organizations::store::insert(change, &branch)?;
            organizations::store::insert(change, &unit("第一党小组", Group, Some(branch), None))?;
            let person = |name: &str, joined: Option<&str>| MemberFacts {
                name: name.to_owned(),
                joined_on: joined.map(day),
                ..MemberFacts::default()
            };
            let opening = event(EventKind::Opening, "2012-03-15");
            members::store::insert(change, &person("孔静", Some("2012-01-10")), &opening)?;
            members::store::insert(change, &person("王磊", None), &event(EventKind::Admitted, "2012-05-04"))
        })
        .unwrap();
    (folder, office)
}

fn comment(subject: Subject, held_on: &str) -> ReviewFacts {
    ReviewFacts {
        subject,
        held_on: day(held_on),
        period: ReviewKind::Comment.window().around(day(held_on)),
        reviewer: "李建国".to_owned(),
        post: Some("党组书记".to_owned()),
        occasion: Some("组织生活会".to_owned()),
        content: Content::Comment {
            achievements: "带头参加法律援助，全年办案12件。".to_owned(),
            problems: "一、下乡次数偏少。\n二、学习笔记不全。".to_owned(),
            direction: "每月到联系点一次。".to_owned(),
        },
        rectification: None,
    }
}

fn briefing(subject: Subject, held_on: &str) -> ReviewFacts {
    ReviewFacts {
        period: ReviewKind::Briefing.window().around(day(held_on)),
        occasion: Some("情况通报会".to_owned()),
        content: Content::Briefing {
            points: "第一季度学习四次。".to_owned(),
            tasks: "六月底前完成结对走访。".to_owned(),
            attendance: Some(14),
        },
        ..comment(subject, held_on)
    }
}

fn enter(office: &mut Office, facts: &ReviewFacts) -> Result<ReviewId> {
    office.change("登记点评", |change| {
        let reviewed = reviewed(change, facts.subject, facts.held_on, change.clock.today())?;
        store::insert(change, facts, &reviewed)
    })
}

#[test]
fn a_record_is_entered_changed_removed_and_every_step_can_be_taken_back() {
    let (_folder, mut office) = office();
    let first = enter(&mut office, &comment(MEMBER, "2012-06-18")).unwrap();
    let second = enter(&mut office, &briefing(BRANCH, "2012-06-19")).unwrap();
    let all = store::held(office.read(), None, None).unwrap();
    assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [second, first], "newest first");
    assert_eq!(
        (&all[1].facts, &all[0].facts),
        (&comment(MEMBER, "2012-06-18"), &briefing(BRANCH, "2012-06-19"))
    );
    let june = store::held(office.read(), Some(day("2012-06-19")), Some(day("2012-06-30"))).unwrap();
    assert_eq!(june.len(), 1);

    let changed = ReviewFacts { post: None, ..comment(MEMBER, "2012-06-17") };
    office
        .change("更改点评", |change| {
            let reviewed = reviewed(change, MEMBER, changed.held_on, change.clock.today())?;
            store::update(change, first, &changed, &reviewed)
        })
        .unwrap();
    assert_eq!(store::get(office.read(), first).unwrap().facts, changed);
    office.change("登记整改", |change| store::rectify(change, first, Some("已整改 \n\n"))).unwrap();
    assert_eq!(store::get(office.read(), first).unwrap().facts.rectification.as_deref(), Some("已整改"));
    office.change("删除点评", |change| store::remove(change, first)).unwrap();
    let gone = store::get(office.read(), first).unwrap_err();
    assert_eq!((gone.code, gone.message.as_str()), (ErrorCode::NotFound, "该条点评讲评不存在"));

    office.undo().unwrap();
    office.undo().unwrap();
    assert_eq!(store::get(office.read(), first).unwrap().facts, changed);
    office.undo().unwrap();
    assert_eq!(store::get(office.read(), first).unwrap().facts, comment(MEMBER, "2012-06-18"));
    office.undo().unwrap();
    office.undo().unwrap();
    assert_eq!(store::held(office.read(), None, None).unwrap(), []);
    assert!(office.verify(&crate::progress::Silent).unwrap().ok);
}

#[test]
fn heads_are_read_without_the_texts() {
    let (_folder, mut office) = office();
    enter(&mut office, &briefing(BRANCH, "2012-06-19")).unwrap();
    enter(&mut office, &comment(MEMBER, "2012-06-18")).unwrap();
    enter(&mut office, &comment(GROUP, "2012-02-29")).unwrap();
    let heads = store::heads(office.read(), day("2012-04-01"), day("2012-06-30")).unwrap();
    let told: Vec<_> =
        heads.iter().map(|head| (head.kind, head.subject, head.period.text.as_str())).collect();
    assert_eq!(told, [(ReviewKind::Comment, MEMBER, "2012H1"), (ReviewKind::Briefing, BRANCH, "2012Q2")]);
    assert_eq!(store::years(office.read()).unwrap(), [2012]);
    let reviewers = store::reviewers(office.read()).unwrap();
    assert_eq!(reviewers, [("李建国".to_owned(), Some("党组书记".to_owned()))]);
}

#[test]
fn what_cannot_be_is_refused_in_a_sentence() {
    let (_folder, mut office) = office();
    let without = |achievements: &str, problems: &str, direction: &str| ReviewFacts {
        content: Content::Comment {
            achievements: achievements.to_owned(),
            problems: problems.to_owned(),
            direction: direction.to_owned(),
        },
        ..comment(MEMBER, "2012-06-18")
    };
    let hollow = ReviewFacts {
        content: Content::Briefing { points: "进展".to_owned(), tasks: " \n".to_owned(), attendance: None },
        ..briefing(BRANCH, "2012-06-18")
    };
    let of =
        |period: &str, facts: ReviewFacts| ReviewFacts { period: Period::parse(period).unwrap(), ..facts };
    for (facts, sentence) in [
        (without("好", "", " "), "领导点评须写明成绩、问题和努力方向，还没有填写：问题、努力方向"),
        (without("", "有", "有"), "领导点评须写明成绩、问题和努力方向，还没有填写：成绩"),
        (hollow, "讲评须写明内容要点和下季度任务，还没有填写：下季度任务"),
        (ReviewFacts { reviewer: "　".to_owned(), ..comment(MEMBER, "2012-06-18") }, "点评须写明点评人"),
        (ReviewFacts { reviewer: String::new(), ..briefing(BRANCH, "2012-06-18") }, "讲评须写明讲评人"),
        (comment(MEMBER, "2012-06-21"), "点评日期2012年6月21日晚于今天"),
        (briefing(BRANCH, "2012-07-01"), "讲评日期2012年7月1日晚于今天"),
        (briefing(MEMBER, "2012-06-18"), "讲评的对象是党支部，不是党员"),
        (briefing(GROUP, "2012-06-18"), "讲评的对象是党支部，“县司法局党组”是党组"),
        (comment(CELL, "2012-06-18"), "“第一党小组”是党小组，领导点评到党支部和党员"),
        (comment(BRANCH, "2010-06-30"), "“机关党支部”在2010年6月30日还没有成立（2010年7月1日成立）"),
        (comment(NEW, "2012-05-03"), "“王磊”在2012年5月3日还没有入册（2012年5月4日入册）"),
        (comment(MEMBER, "2012-01-09"), "“孔静”在2012年1月9日还没有入党（2012年1月10日入党）"),
        (of("2012-03", comment(MEMBER, "2012-06-18")), "所属时段须是一个季度、半年或一年"),
        (of("2012H2", comment(MEMBER, "2012-06-18")), "点评日期2012年6月18日早于所属时段（2012年下半年）"),
        (of("2011Q1", briefing(BRANCH, "2012-04-01")), "所属时段（2011年第一季度）比讲评日期早了一年以上"),
    ] {
        let refused = enter(&mut office, &facts).unwrap_err();
        assert_eq!((refused.code, refused.message.as_str()), (ErrorCode::Refused, sentence));
        assert!(refused.hint.is_some(), "{sentence}");
    }
    // Before the books opened, but in the party: the books say nothing, the clerk knows.
    enter(&mut office, &comment(MEMBER, "2012-02-10")).unwrap();
    enter(&mut office, &of("2011Q1", briefing(BRANCH, "2012-03-31"))).unwrap();
}

#[test]
fn the_same_record_is_not_entered_twice() {
    let (_folder, mut office) = office();
    let facts = comment(MEMBER, "2012-06-18");
    enter(&mut office, &facts).unwrap();
    let again =
        enter(&mut office, &ReviewFacts { reviewer: "李 建国".to_owned(), ..facts.clone() }).unwrap_err();
    assert_eq!(again.message, "“孔静”2012年6月18日的这条领导点评已经登记（点评人：李建国）");
    // Another leader on the same day, the same one on another day.
    enter(&mut office, &ReviewFacts { reviewer: "周明".to_owned(), ..facts }).unwrap();
    enter(&mut office, &comment(MEMBER, "2012-06-19")).unwrap();
}

#[test]
fn nobody_is_reviewed_after_leaving() {
    let (_folder, mut office) = office();
    let left = MembershipEvent {
        kind: EventKind::TransferredOut,
        happened_on: day("2012-06-01"),
        organization: None,
        standing: None,
        category: None,
        post: None,
        note: None,
    };
    office.change("登记转出", |change| members::store::record(change, MemberId(1), &left)).unwrap();
    let refused = enter(&mut office, &comment(MEMBER, "2012-06-01")).unwrap_err();
    assert_eq!(refused.message, "“孔静”已于2012年6月1日转出，不能登记2012年6月1日的点评");
    enter(&mut office, &comment(MEMBER, "2012-05-31")).unwrap();
    office
        .change("撤销党组织", |change| {
            organizations::store::dissolve(change, OrganizationId(3), day("2012-06-10"), 0)?;
            organizations::store::dissolve(change, OrganizationId(2), day("2012-06-10"), 0)
        })
        .unwrap();
    let refused = enter(&mut office, &briefing(BRANCH, "2012-06-18")).unwrap_err();
    assert_eq!(refused.message, "“机关党支部”已于2012年6月10日撤销，不能登记2012年6月18日的讲评");
}
