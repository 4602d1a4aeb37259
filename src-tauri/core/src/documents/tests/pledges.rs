//! 承诺书 and 承诺台账.

use std::sync::Arc;

use super::*;
use crate::{
    documents::{
        pledge_ledger::{self, Ledger, LedgerLine},
        pledge_paper::{self, PledgePaper, Pledger},
    },
    members::Subject,
    pledges::{Pledge, PledgeFacts, PledgeId, PledgeStatus},
};

fn pledge(number: i64, content: &str, deadline: &str, fulfilled: bool) -> Pledge {
    Pledge {
        id: PledgeId(number),
        ledger_number: number,
        facts: PledgeFacts {
            subject: Subject::Organization(OrganizationId(2)),
            year: 2012,
            content: content.to_owned(),
            category: Some("共性承诺".to_owned()),
            measure: Some("列入月度计划，专人落实".to_owned()),
            owner: Some("支部书记".to_owned()),
            deadline: Some(day(deadline)),
            published_on: Some(day("2012-01-18")),
            published_by: Some("公示栏".to_owned()),
            status: if fulfilled { PledgeStatus::Fulfilled } else { PledgeStatus::UnderWay },
            fulfilled_on: fulfilled.then(|| day("2012-02-13")),
            reason: None,
        },
        progress: vec![(day("2012-02-01"), "已走访三户".to_owned())],
        appraisal: None,
        closed_on: fulfilled.then(|| day("2012-02-20")),
        closed_by: fulfilled.then(|| "欧阳文静".to_owned()),
    }
}

fn document(pledger: Pledger, items: Vec<Pledge>) -> Document {
    let paper = PledgePaper { pledger, year: 2012, items, phone: Some("0832-2345678".to_owned()) };
    Document { key: "pledge".into(), name: String::new(), sections: vec![pledge_paper::section(&paper)] }
}

fn of_member(profile: Profile) -> Pledger {
    Pledger::Member {
        member: Box::new(member(1, "宋㛃", 2, Some(Category::Serving))),
        branch: Some("机关党支部".to_owned()),
        profile,
    }
}

#[test]
fn an_organization_pledges_on_one_page() {
    let pledger = Pledger::Organization {
        name: "机关党支部".to_owned(),
        secretary: Some("欧阳文静".to_owned()),
        members: Some(15),
    };
    let items = vec![
        pledge(1, "按时参加组织生活并按月交纳党费", "2012-06-30", true),
        pledge(2, "结对帮扶一户困难群众", "2012-03-10", false),
    ];
    let document = document(pledger, items);
    golden("organization-pledge", &document);
    assert_rows_fill_their_columns(&document);
}

#[test]
fn a_member_pledges_on_one_page() {
    let document = document(of_member(Profile::Internal), vec![pledge(1, "结对帮扶", "2012-03-10", false)]);
    golden("member-pledge", &document);
    assert_rows_fill_their_columns(&document);
}

#[test]
fn a_pledge_on_the_public_wall_does_not_say_when_its_author_was_born() {
    let public = document(of_member(Profile::Public), vec![pledge(1, "结对帮扶", "2012-03-10", false)]);
    let text = public.plain_text();
    assert!(!text.contains("出生") && !text.contains("1970"), "{text}");
}

#[test]
fn a_way_of_publishing_that_the_form_lacks_gets_a_box_of_its_own() {
    let mut item = pledge(1, "结对帮扶", "2012-03-10", false);
    item.facts.published_by = Some("支部微信群".to_owned());
    item.facts.published_on = None;
    let text = document(of_member(Profile::Internal), vec![item]).plain_text();
    assert!(text.contains("□公示栏 □文件 □会议 □网站 ☑支部微信群"), "{text}");
}

#[test]
fn the_ledger_counts_what_was_due_by_its_day() {
    let items = vec![
        pledge(1, "按时参加组织生活", "2012-06-30", true),
        pledge(3, "结对帮扶一户困难群众", "2012-03-10", false),
        pledge(4, "每月到社区开展法律咨询", "2012-03-15", true),
    ];
    let line = |pledge: Pledge| LedgerLine { subject: "机关党支部".to_owned(), person: false, pledge };
    let ledger = Ledger {
        unit: unit(),
        year: 2012,
        as_of: day("2012-03-15"),
        lines: Arc::new(items.into_iter().map(line).collect()),
    };
    let document = pledge_ledger::document(&ledger);
    golden("pledge-ledger", &document);
    assert_rows_fill_their_columns(&document);
    // Two were due by the day (its own day included), one of them fulfilled.
    assert!(document.plain_text().contains("其中已到期2项，到期的已兑现1项，兑现率50.00%；已销号2项"));
}
