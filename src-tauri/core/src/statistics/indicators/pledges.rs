//! 公开承诺: the ledger of the period's year, as of a day (`decisions.md` 11), without what was made
//! public later.

use chrono::NaiveDate;

use super::{Entry, Family, Indicator, Timing, Walk, members, organizations, walk};
use crate::{
    evaluations::scheme::SubjectKind,
    members::Subject,
    organizations::OrganizationKind,
    pledges::{Fulfilment, Pledge, PledgeStatus, fulfilment, status_on},
    statistics::books::Record,
};

/// Which lines of the ledger count.
const PUBLISHED: &str = "截止日以后公示的不计，没有公示日期的计入";

/// Whether a line counts on a day.
type Counts = fn(&Pledge, NaiveDate) -> bool;

pub(super) fn all() -> Vec<Entry> {
    let mut entries = subjects();
    for of in [None, Some(SubjectKind::Organization), Some(SubjectKind::Member)] {
        entries.extend(items(of));
    }
    entries
}

fn subjects() -> Vec<Entry> {
    // 党小组 pledge within their branch.
    let due_organizations = || organizations::existing(|unit| unit.kind != OrganizationKind::Group);
    let count = |key: &str, name, unit, explanation: &str, walk| {
        let key = format!("pledges.{key}");
        Entry::One(Indicator::count(key, name, unit, Timing::AsOf, walk).explained(explanation))
    };
    let rate = |key: &str, name, explanation: &str, part, whole| {
        let key = format!("pledges.{key}");
        Entry::One(Indicator::share(key, name, Timing::AsOf, part, whole).explained(explanation))
    };
    vec![
        count(
            "organizations",
            "承诺党组织数",
            "个",
            "截止日存在、当年台账有承诺的党组织，含党组，不含党小组；截止日以后公示的承诺不计",
            pledging_organizations(),
        ),
        count(
            "organizations_due",
            "应承诺党组织数",
            "个",
            "截止日存在的党组织，含党组，不含党小组",
            due_organizations(),
        ),
        rate(
            "organizations_rate",
            "党组织承诺率",
            "承诺党组织数÷应承诺党组织数×100%",
            pledging_organizations(),
            due_organizations(),
        ),
        count(
            "members",
            "承诺党员数",
            "人",
            "截止日在册、当年台账有承诺的党员；截止日以后公示的承诺不计",
            pledging_members(),
        ),
        rate(
            "members_rate",
            "党员承诺率",
            "承诺党员数÷党员数×100%",
            pledging_members(),
            members::on_the_day(|_, _| true),
        ),
    ]
}

fn pledging_organizations() -> Walk {
    walk(|books, scope, _, visit| {
        let units = books.units(&scope.place).filter(|unit| unit.kind != OrganizationKind::Group);
        for unit in units.filter(|unit| books.pledges_something(Subject::Organization(unit.id))) {
            visit(Record::Organization(unit), 1);
        }
        true
    })
}

fn pledging_members() -> Walk {
    walk(|books, scope, _, visit| {
        let people = books.people(&scope.place);
        for person in people.filter(|person| books.pledges_something(Subject::Member(person.facts.id))) {
            visit(Record::Person(person), 1);
        }
        books.window.knows(books.window.as_of)
    })
}

/// The figures over items: of everybody, of organizations, of members.
fn items(of: Option<SubjectKind>) -> Vec<Entry> {
    let (prefix, whose) = match of {
        None => ("", ""),
        Some(SubjectKind::Organization) => ("organization_", "党组织"),
        Some(SubjectKind::Member) => ("member_", "党员"),
    };
    let count = |key: &str, name: &str, explanation: &str, counts: Counts| {
        let key = format!("pledges.{prefix}{key}");
        let count = Indicator::count(key, format!("{whose}{name}"), "项", Timing::AsOf, lines(of, counts));
        Entry::One(count.explained(format!("当年台账中{whose}{explanation}；{PUBLISHED}")))
    };
    let rate = |key: &str, name: &str, explanation: &str, whole: Counts, part: Counts| {
        let key = format!("pledges.{prefix}{key}");
        let name = format!("{whose}{name}");
        let share = Indicator::share(key, name, Timing::AsOf, lines(of, part), lines(of, whole));
        Entry::One(share.explained(format!("{whose}{explanation}；{PUBLISHED}")))
    };
    let statuses: Vec<&str> = PledgeStatus::ALL.iter().map(|status| status.label()).collect();
    let stem = format!("pledges.{prefix}status");
    let usage = format!("兑现状态写成 {stem}[推进中]，可用：{}。", statuses.join("、"));
    let fulfilled_in = walk(move |books, scope, span, visit| {
        let window = &books.window;
        for filed in books.pledges(&scope.place) {
            let pledge = &filed.pledge;
            let day = pledge.facts.fulfilled_on.filter(|_| pledge.facts.status == PledgeStatus::Fulfilled);
            if is_of(of, pledge) && day.is_some_and(|day| window.contains(span, day)) {
                visit(Record::Pledge(filed), 1);
            }
        }
        window.has_begun(span)
    });
    vec![
        count("items", "承诺事项数", "的承诺事项", |_, _| true),
        count("due", "到期事项", "完成时限在截止日或以前的承诺事项", |pledge, day| {
            fulfilled(pledge, day).due.whole > 0
        }),
        count("fulfilled", "累计兑现", "截止日以前已兑现的承诺事项", |pledge, day| {
            fulfilled(pledge, day).all.part > 0
        }),
        count(
            "fulfilled_due",
            "到期已兑现",
            "到期且截止日以前已兑现的承诺事项",
            |pledge, day| fulfilled(pledge, day).due.part > 0,
        ),
        rate(
            "rate",
            "兑现率",
            "到期已兑现÷到期事项×100%",
            |pledge, day| fulfilled(pledge, day).due.whole > 0,
            |pledge, day| fulfilled(pledge, day).due.part > 0,
        ),
        rate(
            "rate_of_all",
            "兑现率（占全部承诺）",
            "累计兑现÷承诺事项数×100%",
            |_, _| true,
            |pledge, day| fulfilled(pledge, day).all.part > 0,
        ),
        count(
            "overdue",
            "到期未兑现",
            "到期而截止日以前没有兑现的承诺事项",
            |pledge, day| {
                let due = fulfilled(pledge, day).due;
                due.whole > due.part
            },
        ),
        Family::entry(stem, usage, &statuses, move |argument| {
            let status = PledgeStatus::from_label(argument)?;
            let key = format!("pledges.{prefix}status[{argument}]");
            let walk = lines(of, move |pledge, day| status_on(pledge, day) == status);
            let count = Indicator::count(key, format!("{whose}承诺{status}"), "项", Timing::AsOf, walk);
            Some(count.explained(format!(
                "当年台账中{whose}兑现状态为“{status}”的承诺事项；截止日以后才兑现的，截止日计入推进中；{PUBLISHED}"
            )))
        }),
        count("closed", "已销号", "截止日以前销号的承诺事项", |pledge, day| {
            pledge.closed_on.is_some_and(|closed| closed <= day)
        }),
        Entry::One(
            Indicator::count(
                format!("pledges.{prefix}fulfilled_in"),
                format!("{whose}本期兑现"),
                "项",
                Timing::Over,
                fulfilled_in,
            )
            .explained(format!("当年台账中{whose}兑现日期在统计时段内的承诺事项；{PUBLISHED}")),
        ),
    ]
}

fn fulfilled(pledge: &Pledge, day: NaiveDate) -> Fulfilment {
    fulfilment([pledge], day)
}

fn is_of(of: Option<SubjectKind>, pledge: &Pledge) -> bool {
    of.is_none_or(|kind| SubjectKind::of(pledge.facts.subject) == kind)
}

/// The lines of the ledger that count.
fn lines(
    of: Option<SubjectKind>,
    counts: impl Fn(&Pledge, NaiveDate) -> bool + Send + Sync + 'static,
) -> Walk {
    walk(move |books, scope, _, visit| {
        let day = books.window.as_of;
        for filed in books.pledges(&scope.place) {
            if is_of(of, &filed.pledge) && counts(&filed.pledge, day) {
                visit(Record::Pledge(filed), 1);
            }
        }
        true
    })
}
