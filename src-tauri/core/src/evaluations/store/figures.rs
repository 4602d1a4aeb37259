//! Counts for the tally, from ballots or from what was entered in their place.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::{damaged, evaluations_in, schemes::schemes_of};
use crate::{
    Result,
    clock::Period,
    evaluations::{
        EvaluationId, Mark, Scheme,
        tally::{CategoryCounts, Counts},
    },
};

/// The counts of one evaluation, from its ballots or its entered counts.
///
/// # Errors
/// Storage errors; damaged when a row does not fit the scheme.
pub fn counts(connection: &Connection, scheme: &Scheme, id: EvaluationId) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut statement = connection.prepare_cached(
        "SELECT voter_category, marks, copies FROM ballot WHERE evaluation_id = ?1
         ORDER BY voter_category, marks",
    )?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        in_category(&mut counts, scheme, text(row, 0)?, |category| {
            add_pattern(scheme, category, text(row, 1)?, row.get::<_, i64>(2)?.unsigned_abs())
        })?;
    }
    let mut statement = connection
        .prepare_cached("SELECT voter_category, valid, blank FROM category_count WHERE evaluation_id = ?1")?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let category = counts.category(scheme, text(row, 0)?);
        add_head(category, row, 1)?;
    }
    let mut statement = connection.prepare_cached(
        "SELECT voter_category, item, mark, papers FROM item_count WHERE evaluation_id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let category = counts.category(scheme, text(row, 0)?);
        add_item_count(scheme, category, row, 1)?;
    }
    Ok(counts)
}

/// The counts of every evaluation whose meeting lies in the period: one walk over the ballots, for a
/// million of them.
///
/// # Errors
/// As [`counts`].
pub fn counts_all(connection: &Connection, period: &Period) -> Result<BTreeMap<EvaluationId, Counts>> {
    let schemes = schemes_of(connection)?;
    let mut all = BTreeMap::new();
    for evaluation in evaluations_in(connection, period)? {
        let scheme = schemes.get(&evaluation.scheme).ok_or_else(|| damaged("评议方案"))?;
        all.insert(evaluation.id, (scheme, Counts::default()));
    }
    let mut walk = |table: &str, columns: &str, add: Adder| -> Result<()> {
        // CROSS JOIN keeps the order of the loops: a period's meetings first, then their papers
        // through the index, so that the papers of other years are never touched.
        let mut statement = connection.prepare_cached(&format!(
            "SELECT p.evaluation_id, p.voter_category, {columns} FROM meeting m
             CROSS JOIN evaluation e ON e.meeting_id = m.id CROSS JOIN {table} p ON p.evaluation_id = e.id
             WHERE m.held_on BETWEEN ?1 AND ?2"
        ))?;
        let mut rows = statement.query((period.from, period.to))?;
        while let Some(row) = rows.next()? {
            if let Some((scheme, counts)) = all.get_mut(&row.get(0)?) {
                in_category(counts, scheme, text(row, 1)?, |category| add(scheme, category, row))?;
            }
        }
        Ok(())
    };
    walk("ballot", "p.marks, p.copies", |scheme, category, row| {
        add_pattern(scheme, category, text(row, 2)?, row.get::<_, i64>(3)?.unsigned_abs())
    })?;
    walk("category_count", "p.valid, p.blank", |_, category, row| add_head(category, row, 2))?;
    walk("item_count", "p.item, p.mark, p.papers", |scheme, category, row| {
        add_item_count(scheme, category, row, 2)
    })?;
    Ok(all.into_iter().map(|(id, (_, counts))| (id, counts)).collect())
}

type Adder = fn(&Scheme, &mut CategoryCounts, &Row<'_>) -> Result<()>;

/// Adds to a category without allocating its name for every one of a million rows.
fn in_category<T>(
    counts: &mut Counts,
    scheme: &Scheme,
    name: &str,
    add: impl FnOnce(&mut CategoryCounts) -> T,
) -> T {
    match counts.categories.get_mut(name) {
        Some(category) => add(category),
        None => add(counts.category(scheme, name)),
    }
}

fn text<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a str> {
    row.get_ref(column)?.as_str().map_err(|error| damaged("评议票").cause(error))
}

fn add_pattern(scheme: &Scheme, category: &mut CategoryCounts, text: &str, copies: u64) -> Result<()> {
    let fits = |letter: char| match Mark::from_letter(letter) {
        Some(Mark::Grade(grade)) => usize::from(grade) < scheme.grades.len(),
        Some(_) => true,
        None => false,
    };
    if text.len() != scheme.items.len() || !text.chars().all(fits) {
        return Err(damaged("评议票"));
    }
    category.add(text.chars().filter_map(Mark::from_letter), copies);
    Ok(())
}

/// A number that was not typed counts as nothing.
fn add_head(category: &mut CategoryCounts, row: &Row<'_>, first: usize) -> Result<()> {
    category.valid += row.get::<_, Option<i64>>(first)?.map_or(0, i64::unsigned_abs);
    category.blank += row.get::<_, Option<i64>>(first + 1)?.map_or(0, i64::unsigned_abs);
    Ok(())
}

fn add_item_count(scheme: &Scheme, category: &mut CategoryCounts, row: &Row<'_>, first: usize) -> Result<()> {
    let place = usize::try_from(row.get::<_, i64>(first)?).ok();
    let mark = text(row, first + 1)?.chars().next().and_then(Mark::from_letter);
    let papers = row.get::<_, i64>(first + 2)?.unsigned_abs();
    match (place.and_then(|place| category.items.get_mut(place)), mark) {
        (Some(_), Some(Mark::Grade(grade))) if usize::from(grade) >= scheme.grades.len() => {
            Err(damaged("评议计数"))
        }
        (Some(item), Some(mark)) => {
            item.add(mark, papers);
            Ok(())
        }
        _ => Err(damaged("评议计数")),
    }
}
