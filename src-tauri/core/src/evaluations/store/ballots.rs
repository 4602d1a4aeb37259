//! Ballots and entered counts. Patterns are merged and kept sorted: no order of papers, no time, no
//! number of a paper (`decisions.md` 13).

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::{damaged, evaluations_in, paper_count, put_evaluation, schemes_of};
use crate::{
    Error, Result,
    clock::Period,
    evaluations::{
        BallotPattern, EvaluationId, Mark, MeetingId, Papers, Scheme, marks,
        tally::{CategoryCounts, Counts, ItemCounts},
    },
    members::Subject,
    store::Change,
};

/// The ballots of one evaluation, by category and marks; none when counts were entered instead.
///
/// # Errors
/// Storage errors.
pub fn ballots(connection: &Connection, id: EvaluationId) -> Result<Vec<BallotPattern>> {
    kept_patterns(connection, id)?
        .into_iter()
        .map(|((category, marks), copies)| {
            let marks = marks::decode(&marks).ok_or_else(|| damaged("评议票"))?;
            Ok(BallotPattern { category, marks, copies })
        })
        .collect()
}

type Patterns = BTreeMap<(String, String), u64>;

fn kept_patterns(connection: &Connection, id: EvaluationId) -> Result<Patterns> {
    let mut statement = connection
        .prepare_cached("SELECT voter_category, marks, copies FROM ballot WHERE evaluation_id = ?1")?;
    let rows = statement
        .query_map([id], |row| Ok(((row.get(0)?, row.get(1)?), row.get::<_, i64>(2)?.unsigned_abs())))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

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
        category.valid += row.get::<_, i64>(1)?.unsigned_abs();
        category.blank += row.get::<_, i64>(2)?.unsigned_abs();
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
    walk("category_count", "p.valid, p.blank", |_, category, row| {
        category.valid += row.get::<_, i64>(2)?.unsigned_abs();
        category.blank += row.get::<_, i64>(3)?.unsigned_abs();
        Ok(())
    })?;
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

/// Enters or replaces the ballots of one subject at one meeting: patterns are merged and sorted, so
/// that no order of papers is kept. Only patterns that differ from what is kept are written; nothing
/// when nothing changes.
///
/// # Errors
/// Refused when the scheme is for another kind of subject or is frozen with another definition, or a
/// mark or a category does not fit it.
pub fn put_ballots(
    change: &Change<'_>,
    meeting: MeetingId,
    subject: Subject,
    scheme: &Scheme,
    papers: Papers,
    ballots: Vec<BallotPattern>,
) -> Result<EvaluationId> {
    let mut wanted = Patterns::new();
    for ballot in ballots {
        check_category(scheme, &ballot.category)?;
        let fits = ballot.marks.len() == scheme.items.len()
            && ballot.marks.iter().all(
                |mark| !matches!(mark, Mark::Grade(grade) if usize::from(*grade) >= scheme.grades.len()),
            );
        let marks = marks::encode(&ballot.marks).filter(|_| fits).ok_or_else(|| {
            Error::refused(format!("评议票的项数或等次与方案“{}”不符", scheme.name))
                .hint("请核对票样与所选方案。")
        })?;
        if ballot.copies > 0 {
            *wanted.entry((ballot.category, marks)).or_default() += ballot.copies;
        }
    }
    let id = put_evaluation(change, meeting, subject, scheme, papers, "ballots")?;
    clear_counts(change, id)?;

    let mut kept = kept_patterns(change, id)?;
    let mut insert = change.prepare_cached(
        "INSERT INTO ballot (evaluation_id, voter_category, marks, copies) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut update = change.prepare_cached(
        "UPDATE ballot SET copies = ?4 WHERE evaluation_id = ?1 AND voter_category = ?2 AND marks = ?3",
    )?;
    let mut delete = change.prepare_cached(
        "DELETE FROM ballot WHERE evaluation_id = ?1 AND voter_category = ?2 AND marks = ?3",
    )?;
    for ((category, marks), copies) in wanted {
        let row = (id, &category, &marks, paper_count(copies)?);
        match kept.remove(&(category.clone(), marks.clone())) {
            None => insert.execute(row)?,
            Some(before) if before != copies => update.execute(row)?,
            Some(_) => 0,
        };
    }
    for (category, marks) in kept.into_keys() {
        delete.execute((id, category, marks))?;
    }
    Ok(id)
}

/// Enters or replaces counts instead of ballots. Sums that do not fit are kept as entered: the tally
/// warns (`decisions.md` 6).
///
/// # Errors
/// As [`put_ballots`]; also when there are more blank papers than valid ones.
pub fn put_counts(
    change: &Change<'_>,
    meeting: MeetingId,
    subject: Subject,
    scheme: &Scheme,
    papers: Papers,
    entered: &Counts,
) -> Result<EvaluationId> {
    for (category, counts) in &entered.categories {
        check_category(scheme, category)?;
        if counts.items.len() != scheme.items.len()
            || counts.items.iter().any(|item| item.grades.len() != scheme.grades.len())
        {
            return Err(Error::refused(format!("计数的项数或等次与方案“{}”不符", scheme.name))
                .hint("请核对统计表与所选方案。"));
        }
        if counts.blank > counts.valid {
            return Err(Error::refused(format!(
                "{category}空白票{}张多于有效票{}张",
                counts.blank, counts.valid
            ))
            .hint("空白票是有效票的一部分，请核对后重新填写。"));
        }
    }
    let id = put_evaluation(change, meeting, subject, scheme, papers, "counts")?;
    change.execute("DELETE FROM ballot WHERE evaluation_id = ?1", [id])?;
    if counts(change, scheme, id)? == *entered {
        return Ok(id);
    }
    clear_counts(change, id)?;
    let mut category_row = change.prepare_cached(
        "INSERT INTO category_count (evaluation_id, voter_category, valid, blank) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut item_row = change.prepare_cached(
        "INSERT INTO item_count (evaluation_id, voter_category, item, mark, papers) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (category, counts) in &entered.categories {
        category_row.execute((id, category, paper_count(counts.valid)?, paper_count(counts.blank)?))?;
        for (place, item) in (0_i64..).zip(&counts.items) {
            for (mark, papers) in by_mark(item).filter(|(_, papers)| *papers > 0) {
                let letter = mark.letter().map(String::from);
                item_row.execute((id, category, place, letter, paper_count(papers)?))?;
            }
        }
    }
    Ok(id)
}

fn by_mark(item: &ItemCounts) -> impl Iterator<Item = (Mark, u64)> + '_ {
    (0_u8..)
        .map(Mark::Grade)
        .zip(item.grades.iter().copied())
        .chain([(Mark::Abstained, item.abstained), (Mark::Voided, item.voided)])
}

fn clear_counts(change: &Change<'_>, id: EvaluationId) -> Result<()> {
    change.execute("DELETE FROM item_count WHERE evaluation_id = ?1", [id])?;
    change.execute("DELETE FROM category_count WHERE evaluation_id = ?1", [id])?;
    Ok(())
}

fn check_category(scheme: &Scheme, category: &str) -> Result<()> {
    if scheme.category(category).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = scheme.categories.iter().map(|category| category.name.as_str()).collect();
    Err(Error::refused(format!("方案“{}”没有评议人类别“{category}”", scheme.name))
        .hint(format!("可用的类别：{}。", known.join("、"))))
}
