//! 党员队伍: counts over 在册党员 of the as-of day (`domain.md` §3.5).

use super::{Indicator, Measure, Timing};
use crate::{
    members::{Member, Standing},
    statistics::books::{Books, Record},
};

/// In the order of the papers.
pub(super) fn all() -> Vec<Indicator> {
    vec![
        people("total", "党员数", "截止日在册的正式党员和预备党员", |_, _| true),
        people("full", "正式党员", "截止日在册的正式党员", |_, member| {
            member.membership.standing == Some(Standing::Full)
        }),
        people("probationary", "预备党员", "截止日在册的预备党员", |_, member| {
            member.membership.standing == Some(Standing::Probationary)
        }),
        people(
            "standing_unknown",
            "党员类别无数据",
            "截止日在册、没有登记正式或预备的党员",
            |_, member| member.membership.standing.is_none(),
        ),
    ]
}

fn people(
    key: &str,
    name: &str,
    explanation: &str,
    counts: impl Fn(&Books, &Member) -> bool + Send + Sync + 'static,
) -> Indicator {
    Indicator {
        key: format!("members.{key}"),
        name: name.to_owned(),
        explanation: format!("{explanation}。"),
        unit: "人",
        timing: Timing::AsOf,
        additive: true,
        measure: Measure::Count(Box::new(move |books, scope, _, visit| {
            for member in books.people.of(&scope.place).filter(|member| counts(books, member)) {
                visit(Record::Person(member), 1);
            }
            books.window.knows(books.window.as_of)
        })),
    }
}
