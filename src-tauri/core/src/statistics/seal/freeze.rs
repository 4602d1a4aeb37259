//! Reports into owned content.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::{Content, FrozenFigure, FrozenRow, FrozenTable};
use crate::{
    Result,
    statistics::{
        books::{Books, FrozenRecord, Place, Record, Scope, Span},
        indicators::{self, Counted, Indicator, Value},
        layout::RowSource,
        report::{Figure, Report, Role, Row},
    },
};

/// Between a head and the head under it.
pub const HEAD: &str = "·";

/// Freezes reports with the rows behind their figures. `books` are those the reports were filled from.
///
/// # Errors
/// Not found for an indicator that this program does not know.
pub fn freeze(reports: &[Report], books: &Books) -> Result<Content> {
    let mut content = Content::default();
    let mut records = Records::default();
    let mut known = FxHashMap::default();
    for report in reports {
        for (table, grid) in report.layout.tables.iter().zip(&report.tables) {
            let own = table.heading.as_ref().or(table.sheet.as_ref()).unwrap_or(&report.layout.name);
            let leaves = table.headed();
            let mut rows = Vec::new();
            for row in grid.rows.iter().filter(|row| row.role != Role::Section) {
                let source = table.sections.get(row.section).map(|section| section.rows);
                let mut figures = Vec::with_capacity(row.figures.len());
                for (figure, (_, leaf)) in row.figures.iter().zip(&leaves) {
                    let decimals = leaf.decimals.unwrap_or(report.layout.decimals);
                    figures.push(frozen(figure, decimals, &row.scope, books, &mut known, &mut records)?);
                }
                rows.push(FrozenRow { key: key(row, source), name: row.name.clone(), figures });
            }
            content.tables.push(FrozenTable {
                name: if reports.len() > 1 { format!("{}　{own}", report.unit) } else { own.clone() },
                lead: grid.lead.clone(),
                columns: leaves.into_iter().map(|(heads, _)| heads.join(HEAD)).collect(),
                rows,
            });
        }
        for note in &report.notes {
            if !content.notes.contains(note) {
                content.notes.push(note.clone());
            }
        }
        content.failures.extend(report.failures.iter().cloned());
    }
    content.records = records.list;
    Ok(content)
}

fn frozen(
    figure: &Figure,
    decimals: u32,
    scope: &Scope,
    books: &Books,
    known: &mut FxHashMap<String, Indicator>,
    records: &mut Records,
) -> Result<Option<FrozenFigure>> {
    let Figure::Counted { indicator: key, span, value } = figure else { return Ok(None) };
    let indicator = match known.entry(key.clone()) {
        Entry::Occupied(found) => found.into_mut(),
        Entry::Vacant(place) => place.insert(indicators::find(key)?),
    };
    let mut behind = |counted: Vec<Counted<'_>>| {
        let mut rows = Vec::<(usize, u64)>::new();
        let mut at = FxHashMap::default();
        for Counted { record, amount } in counted {
            let place = records.place(record, *span, scope, books);
            // A record that a walk meets twice stands once, with the sum.
            match at.entry(place) {
                Entry::Vacant(new) => {
                    new.insert(rows.len());
                    rows.push((place, amount));
                }
                Entry::Occupied(old) => {
                    if let Some((_, sum)) = rows.get_mut(*old.get()) {
                        *sum += amount;
                    }
                }
            }
        }
        rows
    };
    let figure = |value: &Value, rows| FrozenFigure {
        indicator: key.clone(),
        span: *span,
        value: value.clone(),
        printed: value.printed(decimals),
        rows,
        whole: None,
    };
    let whole = indicator.rows_of_whole(books, scope, *span).map(|counted| {
        let count = Value::Count(counted.iter().map(|one| one.amount).sum());
        Box::new(figure(&count, behind(counted)))
    });
    let rows = behind(indicator.rows(books, scope, *span));
    Ok(Some(FrozenFigure { whole, ..figure(value, rows) }))
}

/// The records so far.
#[derive(Default)]
struct Records {
    list: Vec<FrozenRecord>,
    places: FxHashMap<FrozenRecord, usize>,
    /// A record of a span and scheme is looked at once, however many figures it stands behind.
    seen: FxHashMap<(&'static str, i64, Span, Option<String>), usize>,
}

impl Records {
    fn place(&mut self, record: Record<'_>, span: Span, scope: &Scope, books: &Books) -> usize {
        let (list, places) = (&mut self.list, &mut self.places);
        let seen = self.seen.entry((record.kind(), record.id(), span, scope.scheme.clone()));
        *seen.or_insert_with(|| {
            let frozen = record.freeze(books);
            *places.entry(frozen).or_insert_with_key(|frozen| {
                list.push(frozen.clone());
                list.len() - 1
            })
        })
    }
}

/// What a row is known by: an organization or a person by number, so that a new name is no new row;
/// everything else by its name.
fn key(row: &Row, source: Option<RowSource>) -> String {
    let who = match (row.role, source, &row.scope.place) {
        (Role::Line, Some(RowSource::Members), Place::Member(id)) => format!("member {}", id.0),
        (Role::Line, Some(RowSource::Organizations | RowSource::Branches), Place::Organizations(ids)) => {
            match ids.first() {
                Some(Some(id)) => format!("organization {}", id.0),
                _ => "no organization".to_owned(),
            }
        }
        _ => row.name.clone(),
    };
    let role = if row.role == Role::Total { "total" } else { "line" };
    let scheme = row.scope.scheme.as_deref().unwrap_or("");
    let item = row.scope.item.as_deref().unwrap_or("");
    format!("{} {role} {who} {scheme} {item}", row.section)
}
