//! 讲评点评 over a span, by the day on which they were held, whatever quarter they are for: a quarter's
//! figures stay what they were when a late one follows.

use std::collections::BTreeSet;

use super::{Entry, Indicator, Timing, Walk, walk};
use crate::{evaluations::scheme::SubjectKind, reviews::ReviewKind, statistics::books::Record};

pub(super) fn all() -> Vec<Entry> {
    let one = |key: &str, name, unit, explanation: &str, walk| {
        let count = Indicator::count(format!("reviews.{key}"), name, unit, Timing::Over, walk);
        Entry::One(count.explained(explanation))
    };
    vec![
        one(
            "branches",
            "讲评支部数",
            "个",
            "统计时段内进行过讲评的党支部，按讲评日期，一个支部讲评几次也只计一次",
            subjects(ReviewKind::Briefing),
        ),
        one(
            "organizations",
            "点评党组织数",
            "个",
            "统计时段内接受过领导点评的党组织，按点评日期，一个党组织点评几次也只计一次",
            subjects(ReviewKind::Comment),
        ),
        one(
            "members",
            "点评党员",
            "人次",
            "统计时段内对党员的领导点评，按点评日期，同一名党员点评几次计几次",
            walk(|books, scope, span, visit| {
                for filed in books.reviews(span, &scope.place) {
                    let review = &filed.review;
                    let member = SubjectKind::of(review.subject) == SubjectKind::Member;
                    if member && review.kind == ReviewKind::Comment {
                        visit(Record::Review(filed), 1);
                    }
                }
                books.window.has_begun(span)
            }),
        ),
    ]
}

/// Organizations that were reviewed: the first record of each stands behind the figure.
fn subjects(kind: ReviewKind) -> Walk {
    walk(move |books, scope, span, visit| {
        let mut seen = BTreeSet::new();
        for filed in books.reviews(span, &scope.place).filter(|filed| filed.review.kind == kind) {
            let organization = SubjectKind::of(filed.review.subject) == SubjectKind::Organization;
            if organization && seen.insert(filed.review.subject) {
                visit(Record::Review(filed), 1);
            }
        }
        books.window.has_begun(span)
    })
}
