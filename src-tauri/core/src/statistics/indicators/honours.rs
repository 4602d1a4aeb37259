//! 表彰: 荣誉 granted over a span.

use super::{Entry, Family, Indicator, Timing, Walk, walk};
use crate::{commendations::Honour, evaluations::scheme::SubjectKind, statistics::books::Record};

/// 表彰类别 of the seeds (`domain.md` §1.3).
const TITLES: [&str; 3] = ["先进基层党组织", "优秀共产党员", "优秀党务工作者"];

pub(super) fn all() -> Vec<Entry> {
    let one = |key: &str, name, explanation: &str, counts: fn(&Honour) -> bool| {
        let count = Indicator::count(format!("honours.{key}"), name, "项", Timing::Over, granted(counts));
        Entry::One(count.explained(explanation))
    };
    vec![
        one("total", "表彰", "统计时段内授予党组织和党员的荣誉", |_| true),
        one("organizations", "党组织受表彰", "统计时段内授予党组织的荣誉", |honour| {
            SubjectKind::of(honour.subject) == SubjectKind::Organization
        }),
        one("members", "党员受表彰", "统计时段内授予党员的荣誉", |honour| {
            SubjectKind::of(honour.subject) == SubjectKind::Member
        }),
        Family::entry(
            "honours.title",
            "称号写成 honours.title[优秀共产党员]，称号须与表彰决定一致。",
            &TITLES,
            |argument| {
                let title = Some(argument.to_owned()).filter(|title| !title.is_empty())?;
                let name = format!("“{title}”");
                let walk = granted(move |honour| honour.title == title);
                let count =
                    Indicator::count(format!("honours.title[{argument}]"), name, "项", Timing::Over, walk);
                Some(count.explained(format!("统计时段内授予的“{argument}”荣誉")))
            },
        ),
    ]
}

fn granted(counts: impl Fn(&Honour) -> bool + Send + Sync + 'static) -> Walk {
    walk(move |books, scope, span, visit| {
        for filed in books.honours(span, &scope.place).filter(|filed| counts(&filed.honour)) {
            visit(Record::Honour(filed), 1);
        }
        books.window.has_begun(span)
    })
}
