//! 领导点评表 and 讲评记录.

use super::*;
use crate::{
    clock::Period,
    documents::{briefing_record, comment_sheet, review_source::ReviewedSubject},
    members::Subject,
    reviews::{Content, ReviewFacts},
};

fn facts(content: Content, period: &str) -> ReviewFacts {
    ReviewFacts {
        subject: Subject::Organization(OrganizationId(2)),
        held_on: day("2012-06-18"),
        period: Period::parse(period).unwrap(),
        reviewer: "欧阳文静".to_owned(),
        post: Some("党组书记".to_owned()),
        occasion: Some("组织生活会".to_owned()),
        content,
        rectification: None,
    }
}

fn comment() -> Content {
    Content::Comment {
        achievements: "带头学习，窗口办件按期办结。".to_owned(),
        problems: "下基层走访偏少。".to_owned(),
        direction: "每月走访不少于两次。".to_owned(),
    }
}

fn branch() -> ReviewedSubject {
    ReviewedSubject::Organization { name: "机关党支部".to_owned(), secretary: Some("宋㛃".to_owned()) }
}

fn sheet(subject: &ReviewedSubject, facts: &ReviewFacts) -> Document {
    let sections = comment_sheet::section(subject, facts).into_iter().collect();
    Document { key: "comment-sheet".into(), name: String::new(), sections }
}

#[test]
fn a_member_is_commented_on_one_page() {
    let subject = ReviewedSubject::Member {
        name: "宋㛃".to_owned(),
        branch: Some("机关党支部".to_owned()),
        post: Some("科员".to_owned()),
    };
    let document = sheet(&subject, &facts(comment(), "2012H1"));
    golden("comment-sheet", &document);
    assert_rows_fill_their_columns(&document);
}

#[test]
fn an_organization_is_commented_on_with_its_secretary_and_an_occasion_of_its_own() {
    let mut said = facts(comment(), "2012H1");
    said.occasion = Some("视频会".to_owned());
    said.rectification = Some("已走访七户。".to_owned());
    let document = sheet(&branch(), &said);
    assert_rows_fill_their_columns(&document);
    let text = document.plain_text();
    assert!(text.starts_with("党组织创先争优活动领导点评表"), "{text}");
    assert!(text.contains("党组织\t机关党支部\t书记\t宋㛃"), "{text}");
    assert!(text.contains("□书面 ☑视频会") && text.contains("已走访七户。"), "{text}");
}

#[test]
fn briefings_stand_in_one_list() {
    let content = Content::Briefing {
        points: "完成承诺事项十二项。".to_owned(),
        tasks: "开展半年点评。".to_owned(),
        attendance: Some(14),
    };
    let found = [(branch(), facts(content, "2012Q1"))];
    let document = briefing_record::document(&unit(), &Period::parse("2012Q1").unwrap(), &found);
    golden("briefing-record", &document);
    assert_rows_fill_their_columns(&document);
}
