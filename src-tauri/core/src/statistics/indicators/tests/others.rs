//! Organizations, pledges, honours.

use super::*;
use crate::{
    clock::Window,
    members::Subject,
    pledges::{self, PledgeFacts, PledgeStatus},
    reviews::{self, Content, ReviewFacts, ReviewKind},
    statistics::reviewed::reviewed,
};

fn pledge(
    subject: Subject,
    deadline: Option<&str>,
    status: PledgeStatus,
    fulfilled: Option<&str>,
) -> PledgeFacts {
    PledgeFacts {
        subject,
        year: 2012,
        content: format!("承诺{deadline:?}{status}{fulfilled:?}"),
        category: None,
        measure: None,
        owner: None,
        deadline: deadline.map(day),
        published_on: None,
        published_by: None,
        status,
        fulfilled_on: fulfilled.map(day),
        reason: None,
    }
}

#[test]
fn a_pledge_fulfilled_in_may_is_under_way_in_march() {
    use PledgeStatus::*;
    let mut desk = Desk::open();
    let (organs, lawyers) = (desk.organs, desk.lawyers);
    let member = Subject::Member(desk.person("孔静", organs));
    desk.person("王磊", organs);
    let left = desk.person("毛卫国", lawyers);
    desk.happens(left, &event(EventKind::Died, "2012-02-01"));
    desk.change(|change| {
        for facts in [
            pledge(member, Some("2012-03-31"), Fulfilled, Some("2012-03-01")),
            pledge(member, Some("2012-03-31"), Fulfilled, Some("2012-05-01")),
            pledge(member, Some("2012-03-31"), Unfulfilled, None),
            pledge(member, Some("2012-12-31"), Fulfilled, None),
            pledge(Subject::Member(left), None, NotStarted, None),
            pledge(Subject::Organization(organs), Some("2012-04-01"), PartlyFulfilled, None),
        ] {
            pledges::store::insert(change, &facts)?;
        }
        let last_year = PledgeFacts { year: 2011, ..pledge(member, None, Fulfilled, None) };
        pledges::store::insert(change, &last_year)?;
        Ok(())
    });
    let books = desk.books("2012Q1");
    for (key, printed) in [
        ("pledges.items", "6"),
        ("pledges.member_items", "5"),
        ("pledges.organization_items", "1"),
        ("pledges.due", "3"),
        ("pledges.fulfilled", "2"),
        ("pledges.fulfilled_due", "1"),
        ("pledges.rate", "33.33"),
        ("pledges.rate_of_all", "33.33"),
        ("pledges.member_rate_of_all", "40.00"),
        ("pledges.overdue", "2"),
        ("pledges.organization_rate", "—"),
        ("pledges.status[已兑现]", "2"),
        ("pledges.status[推进中]", "1"),
        ("pledges.status[未兑现]", "1"),
        ("pledges.member_status[未启动]", "1"),
        ("pledges.organization_status[部分兑现]", "1"),
        ("pledges.fulfilled_in", "1"),
        ("pledges.closed", "0"),
        ("pledges.organizations", "1"),
        ("pledges.organizations_due", "3"),
        ("pledges.organizations_rate", "33.33"),
        ("pledges.members", "1"),
        ("pledges.members_rate", "50.00"),
    ] {
        assert_eq!(figure(&books, key, &Place::Office), printed, "{key}");
    }
    assert_eq!(figure(&books, "pledges.member_items", &branch(lawyers)), "1", "where he was last");
    let half = desk.books("2012H1");
    assert_eq!(figure(&half, "pledges.fulfilled_due", &Place::Office), "2");
    assert_eq!(figure(&half, "pledges.fulfilled_in", &Place::Office), "2");
    let row = rows(&books, "pledges.overdue", &Scope::default()).remove(0);
    assert_eq!((row.kind.as_str(), row.name.as_str()), ("承诺事项", "孔静"));
    assert!(row.facts.contains(&("兑现状态".to_owned(), "推进中".to_owned())));
    assert!(
        row.facts.contains(&("兑现日期".to_owned(), "无数据".to_owned())),
        "a later day is no fact of March"
    );
}

#[test]
fn a_pledge_made_public_in_may_is_none_of_march() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    let early = Subject::Member(desk.person("孔静", organs));
    let late = Subject::Member(desk.person("王磊", organs));
    desk.change(|change| {
        for (subject, published) in [
            (early, Some("2012-03-31")),
            (late, Some("2012-05-01")),
            (Subject::Organization(organs), Some("2012-05-01")),
            (early, None),
        ] {
            let facts = pledge(subject, Some("2012-03-31"), PledgeStatus::UnderWay, None);
            let content = format!("{published:?}");
            let published_on = published.map(day);
            pledges::store::insert(change, &PledgeFacts { content, published_on, ..facts })?;
        }
        Ok(())
    });
    for (key, first, second) in [
        ("pledges.items", "2", "4"),
        ("pledges.member_items", "2", "3"),
        ("pledges.due", "2", "4"),
        ("pledges.status[推进中]", "2", "4"),
        ("pledges.members", "1", "2"),
        ("pledges.members_rate", "50.00", "100.00"),
        ("pledges.organizations", "0", "1"),
        ("pledges.organizations_rate", "0.00", "33.33"),
    ] {
        assert_eq!(desk.figure(key, "2012Q1"), first, "{key} in March");
        assert_eq!(desk.figure(key, "2012Q2"), second, "{key} in June");
    }
}

#[test]
fn organizations_are_counted_by_kind_and_domain_as_of_a_day() {
    let mut desk = Desk::open();
    let (group, organs) = (desk.group, desk.organs);
    desk.change(|change| {
        let committee = organization(change, "机关党委", OrganizationKind::Committee, Some(group))?;
        organization(change, "第一党总支", OrganizationKind::GeneralBranch, Some(committee))?;
        organization(change, "第一党小组", OrganizationKind::Group, Some(organs))?;
        organizations_store::insert(
            change,
            &OrganizationFacts {
                name: "社区党支部".to_owned(),
                kind: OrganizationKind::Branch,
                parent: Some(group),
                domain: None,
                code: None,
                secretary: None,
                phone: None,
                founded_on: Some(day("2012-05-01")),
                note: None,
            },
        )
    });
    let lawyers = desk.lawyers;
    desk.change(|change| organizations_store::dissolve(change, lawyers, day("2012-06-01"), 0));
    for (key, first, second) in [
        ("organizations.total", "4", "4"),
        ("organizations.committee", "1", "1"),
        ("organizations.general_branch", "1", "1"),
        ("organizations.branch", "2", "2"),
        ("organizations.leading_group", "1", "1"),
        ("organizations.group", "1", "1"),
        ("organizations.domain[县直机关]", "4", "3"),
        ("organizations.domain_unknown", "0", "1"),
        ("organizations.founded", "0", "1"),
        ("organizations.dissolved", "0", "1"),
    ] {
        assert_eq!(desk.figure(key, "2012Q1"), first, "{key} in March");
        assert_eq!(desk.figure(key, "2012Q2"), second, "{key} in June");
    }
    assert_eq!(names(&desk.books("2012Q2"), "organizations.dissolved"), ["聚鑫律师党支部"]);
}

#[test]
fn an_honour_counts_where_the_member_was_on_the_day() {
    let mut desk = Desk::open();
    let (organs, lawyers) = (desk.organs, desk.lawyers);
    let id = desk.person("孔静", organs);
    let moved = MembershipEvent { organization: Some(lawyers), ..event(EventKind::Moved, "2012-09-01") };
    desk.happens(id, &moved);
    desk.change(|change| {
        let put = "INSERT INTO honour (organization_id, member_id, title, level, granted_on) VALUES (?1, ?2, ?3, '县级', ?4)";
        change.execute(put, (None::<i64>, Some(id.0), "优秀共产党员", "2012-07-01"))?;
        change.execute(put, (Some(lawyers.0), None::<i64>, "先进基层党组织", "2012-07-01"))?;
        change.execute(put, (None::<i64>, Some(id.0), "优秀共产党员", "2011-07-01"))?;
        Ok(())
    });
    let books = desk.books("2012");
    for (key, office, here) in [
        ("honours.total", "2", "1"),
        ("honours.members", "1", "1"),
        ("honours.organizations", "1", "0"),
        ("honours.title[优秀共产党员]", "1", "1"),
        ("honours.title[先进基层党组织]", "1", "0"),
    ] {
        assert_eq!(figure(&books, key, &Place::Office), office, "{key}");
        assert_eq!(figure(&books, key, &branch(organs)), here, "{key}");
    }
    assert_eq!(desk.figure("honours.total", "2012Q1"), "0");
    let row = rows(&books, "honours.members", &Scope::default()).remove(0);
    assert_eq!((row.name.as_str(), row.organization.as_deref()), ("孔静", Some("机关党支部")));
}

#[test]
fn a_review_counts_on_its_day_where_the_member_was_then() {
    use ReviewKind::{Briefing, Comment};
    let mut desk = Desk::open();
    let (organs, lawyers) = (desk.organs, desk.lawyers);
    let id = desk.person("孔静", organs);
    let moved = MembershipEvent { organization: Some(lawyers), ..event(EventKind::Moved, "2012-05-01") };
    desk.happens(id, &moved);
    let (kong, organs_unit, lawyers_unit) =
        (Subject::Member(id), Subject::Organization(organs), Subject::Organization(lawyers));
    desk.change(|change| {
        for (kind, subject, held_on) in [
            (Briefing, organs_unit, "2012-03-31"),
            // For the first quarter, held in the second: the first quarter's figure stays.
            (Briefing, lawyers_unit, "2012-04-01"),
            (Briefing, lawyers_unit, "2012-06-30"),
            (Comment, organs_unit, "2012-02-29"),
            (Comment, kong, "2012-03-30"),
            (Comment, kong, "2012-06-30"),
        ] {
            let facts = ReviewFacts {
                subject,
                held_on: day(held_on),
                period: Window::HalfYear.around(day(held_on)),
                reviewer: "李建国".to_owned(),
                post: None,
                occasion: Some("现场".to_owned()),
                content: match kind {
                    Comment => Content::Comment {
                        achievements: "好".to_owned(),
                        problems: "有".to_owned(),
                        direction: "改".to_owned(),
                    },
                    Briefing => Content::Briefing {
                        points: "要点".to_owned(),
                        tasks: "任务".to_owned(),
                        attendance: None,
                    },
                },
                rectification: None,
            };
            let reviewed = reviewed(change, subject, facts.held_on, change.clock.today())?;
            reviews::store::insert(change, &facts, &reviewed)?;
        }
        Ok(())
    });
    for (key, first, second, year) in [
        ("reviews.branches", "1", "1", "2"),
        ("reviews.organizations", "1", "0", "1"),
        ("reviews.members", "1", "1", "2"),
    ] {
        for (period, printed) in [("2012Q1", first), ("2012Q2", second), ("2012", year), ("2011", "0")] {
            assert_eq!(desk.figure(key, period), printed, "{key} {period}");
        }
        let books = desk.books("2012");
        let parts = [organs, lawyers].map(|id| figure(&books, key, &branch(id)));
        let sum: u64 = parts.iter().map(|part| part.parse::<u64>().unwrap()).sum();
        assert_eq!(sum.to_string(), year, "{key}: the branches add up");
    }
    let books = desk.books("2012");
    assert_eq!(figure(&books, "reviews.members", &branch(organs)), "1", "where she was in March");
    let row = rows(&books, "reviews.members", &Scope::default()).remove(0);
    assert_eq!((row.kind.as_str(), row.name.as_str()), ("领导点评", "孔静"));
    assert_eq!(row.facts[1], ("所属时段".to_owned(), "2012年上半年".to_owned()));
    assert_eq!(desk.figure("reviews.branches", "2013Q1"), "—", "nothing is known of days to come");
}
