//! 勾稽关系 of a filled table: what the layout names, and that the lines make up the total.

use super::{CheckFailure, Figure, Grid, Role, Row, fill::Desk};
use crate::statistics::{
    books::{Place, Span},
    indicators::{Indicator, Timing, Value},
    layout::{
        Layout, RowSource, Table,
        check::GRADE,
        filled,
        relation::{Part, Relation, Side, Term},
    },
};

/// Figures of subjects, not of papers: a subject under two schemes is still one.
const ONCE: [&str; 4] = [".subjects", ".due", ".done", ".missing"];

/// The lines of branches, organizations or domains must add up to the total, which was counted over
/// the whole. Members and items do not part the whole: a pledge of the branch is nobody's line.
pub(super) fn sums(desk: &Desk<'_>, table: &Table, grid: &Grid, name: &str) -> Vec<CheckFailure> {
    let mut failures = Vec::new();
    for (place, section) in table.sections.iter().enumerate() {
        let parts =
            matches!(section.rows, RowSource::Organizations | RowSource::Branches | RowSource::Domains);
        let rows = || grid.rows.iter().filter(|row| row.section == place);
        let total = rows().find(|row| row.role == Role::Total).filter(|_| parts);
        let Some(total) = total else { continue };
        let places: Vec<&Place> =
            rows().filter(|row| row.role == Role::Line).map(|row| &row.scope.place).collect();
        // Where an organization has a row a scheme, whom both evaluated is due on both.
        let twice = places.windows(2).any(|pair| matches!(pair, [one, other] if one == other));
        for (column, figure) in total.figures.iter().enumerate() {
            let Figure::Counted { indicator, value: Value::Count(whole), .. } = figure else { continue };
            let Some(known) = desk.indicator(indicator).filter(|known| known.additive) else { continue };
            if twice && ONCE.iter().any(|once| indicator.ends_with(once)) {
                continue;
            }
            let lines = rows().filter(|row| row.role == Role::Line);
            let sum: u64 = lines.filter_map(|row| count(row, column)).sum();
            if sum != *whole {
                failures.push(CheckFailure {
                    table: name.to_owned(),
                    row: total.name.clone(),
                    relation: format!("{}：各行之和 = {}", known.name, total.name),
                    left: sum.to_string(),
                    right: whole.to_string(),
                });
            }
        }
    }
    failures
}

/// The count in a column of a row.
pub(super) fn count(row: &Row, column: usize) -> Option<u64> {
    match row.figures.get(column) {
        Some(Figure::Counted { value: Value::Count(count), .. }) => Some(*count),
        _ => None,
    }
}

/// Every relation of the layout that speaks of a column of this table, for every row over the row's own
/// scope and days. One that speaks of no column of any table is held against the first.
pub(super) fn relations(
    desk: &Desk<'_>,
    layout: &Layout,
    table: &Table,
    grid: &Grid,
    (name, grades): (&str, &[String]),
) -> Vec<CheckFailure> {
    let first = layout.tables.first().is_some_and(|first| std::ptr::eq(first, table));
    let mut failures = Vec::new();
    for text in &layout.checks {
        let Ok(relation) = Relation::parse(text) else { continue };
        let shown = |table: &Table| relation.keys().any(|key| shows(table, key));
        if !shown(table) && (!first || layout.tables.iter().any(shown)) {
            continue;
        }
        for (place, section) in table.sections.iter().enumerate() {
            let part = |term: &Term| {
                let stars = term.key.contains('*') && section.subject.is_none();
                let key = filled(&term.key, section);
                let by_grade = key.contains(GRADE);
                let keys = if by_grade {
                    grades.iter().map(|grade| key.replace(GRADE, grade)).collect()
                } else {
                    vec![key]
                };
                let indicators: Option<Vec<_>> = keys.iter().map(|key| desk.indicator(key)).collect();
                let indicators = indicators.filter(|_| !stars)?;
                Some(Part { minus: term.minus, indicators, grades: by_grade })
            };
            let side = |terms: &[Term]| terms.iter().map(part).collect::<Option<Vec<_>>>().map(Side);
            let (Some(left), Some(right)) = (side(&relation.left), side(&relation.right)) else { continue };
            let rows = grid.rows.iter().filter(|row| row.section == place && row.role != Role::Section);
            for row in rows {
                for span in spans(row, &left, &right) {
                    let sums = left.sum(desk.books, &row.scope, span);
                    let Some((one, other)) = sums.zip(right.sum(desk.books, &row.scope, span)) else {
                        continue;
                    };
                    if one != other {
                        let failure = CheckFailure {
                            table: name.to_owned(),
                            row: row.name.clone(),
                            relation: format!("{} = {}", left.words(), right.words()),
                            left: one.to_string(),
                            right: other.to_string(),
                        };
                        if !failures.contains(&failure) {
                            failures.push(failure);
                        }
                    }
                }
            }
        }
    }
    failures
}

fn shows(table: &Table, key: &str) -> bool {
    let leaves = table.leaves();
    table.sections.iter().any(|section| {
        let key = filled(key, section);
        let keys = leaves.iter().filter_map(|leaf| leaf.indicator.as_deref());
        keys.into_iter().any(|shown| filled(shown, section) == key)
    })
}

/// The days of the row's figures that a relation speaks of; one span where days make no difference.
fn spans(row: &Row, left: &Side, right: &Side) -> Vec<Span> {
    let over = |indicator: &&Indicator| indicator.timing == Timing::Over;
    let counted: Vec<&Indicator> = left.indicators().chain(right.indicators()).filter(over).collect();
    let mut spans: Vec<Span> = Vec::new();
    for figure in &row.figures {
        if let Figure::Counted { span, indicator, .. } = figure
            && counted.iter().any(|known| known.key == *indicator)
            && !spans.contains(span)
        {
            spans.push(*span);
        }
    }
    if spans.is_empty() { vec![Span::Period] } else { spans }
}
