//! 党组织: by kind and domain as of a day, founded and dissolved over a span.

use super::{Entry, Family, Indicator, Timing, Walk, walk};
use crate::{
    organizations::{Domain, Organization, OrganizationKind},
    statistics::books::{Record, Span, Window},
};

pub(super) fn all() -> Vec<Entry> {
    let kinds = [
        ("committee", "党委", OrganizationKind::Committee),
        ("general_branch", "党总支", OrganizationKind::GeneralBranch),
        ("branch", "党支部", OrganizationKind::Branch),
        ("leading_group", "党组", OrganizationKind::LeadingGroup),
        ("group", "党小组", OrganizationKind::Group),
    ];
    let mut entries = vec![Entry::One(units(
        "total",
        "党组织数",
        "截止日存在的党委、党总支和党支部，不含党组和党小组",
        is_basic,
    ))];
    entries.extend(kinds.map(|(key, name, kind)| {
        Entry::One(units(key, name, &format!("截止日存在的{name}"), move |unit| unit.kind == kind))
    }));
    let domains: Vec<&str> = Domain::ALL.iter().map(|domain| domain.label()).collect();
    entries.extend([
        Family::entry(
            "organizations.domain",
            format!("领域写成 organizations.domain[社区]，可用：{}。", domains.join("、")),
            &domains,
            |argument| {
                let domain = Domain::from_label(argument)?;
                Some(units(
                    &format!("domain[{argument}]"),
                    &format!("{domain}领域党组织"),
                    &format!("截止日存在、属于“{domain}”领域的党委、党总支和党支部"),
                    move |unit| is_basic(unit) && unit.domain == Some(domain),
                ))
            },
        ),
        Entry::One(units(
            "domain_unknown",
            "领域无数据",
            "截止日存在、没有登记所属领域的党委、党总支和党支部",
            |unit| is_basic(unit) && unit.domain.is_none(),
        )),
        Entry::One(changed(
            "founded",
            "新成立党组织",
            "统计时段内成立的党委、党总支和党支部",
            |unit, window, span| unit.founded_on.is_some_and(|day| window.contains(span, day)),
        )),
        Entry::One(changed(
            "dissolved",
            "撤销党组织",
            "统计时段内撤销的党委、党总支和党支部",
            |unit, window, span| unit.dissolved_on.is_some_and(|day| window.contains(span, day)),
        )),
    ]);
    entries
}

/// 基层党组织, as form O counts them (`decisions.md` 9).
fn is_basic(unit: &Organization) -> bool {
    use OrganizationKind::*;
    matches!(unit.kind, Committee | GeneralBranch | Branch)
}

fn units(
    key: &str,
    name: &str,
    explanation: &str,
    counts: impl Fn(&Organization) -> bool + Send + Sync + 'static,
) -> Indicator {
    let key = format!("organizations.{key}");
    Indicator::count(key, name, "个", Timing::AsOf, existing(counts)).explained(explanation)
}

/// 党组织 that exist on the as-of day and count.
pub(super) fn existing(counts: impl Fn(&Organization) -> bool + Send + Sync + 'static) -> Walk {
    walk(move |books, scope, _, visit| {
        for unit in books.units(&scope.place).filter(|unit| counts(unit)) {
            visit(Record::Organization(unit), 1);
        }
        true
    })
}

fn changed(
    key: &str,
    name: &str,
    explanation: &str,
    counts: fn(&Organization, &Window, Span) -> bool,
) -> Indicator {
    let walk = walk(move |books, scope, span, visit| {
        let window = &books.window;
        let units = books.all_units(&scope.place).filter(|unit| is_basic(unit));
        for unit in units.filter(|unit| counts(unit, window, span)) {
            visit(Record::Organization(unit), 1);
        }
        window.has_begun(span)
    });
    Indicator::count(format!("organizations.{key}"), name, "个", Timing::Over, walk).explained(explanation)
}
