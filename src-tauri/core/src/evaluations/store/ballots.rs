//! Ballots. Patterns are merged and kept sorted: no order of papers, no time, no number of a paper
//! (`decisions.md` 13).

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{check_category, counts::clear_counts, damaged, paper_count, put_evaluation, set_entry};
use crate::{
    Error, Result,
    evaluations::{BallotPattern, EvaluationId, Mark, MeetingId, Papers, Scheme, marks},
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
    merge(&mut wanted, scheme, ballots)?;
    let id = put_evaluation(change, meeting, subject, scheme, papers, "ballots")?;
    clear_counts(change, id)?;
    write(change, id, wanted)?;
    Ok(id)
}

/// Adds ballots to those that are there.
///
/// # Errors
/// Refused when a mark or a category does not fit the scheme; storage errors.
pub fn add_ballots(
    change: &Change<'_>,
    id: EvaluationId,
    scheme: &Scheme,
    ballots: Vec<BallotPattern>,
) -> Result<()> {
    let mut wanted = kept_patterns(change, id)?;
    merge(&mut wanted, scheme, ballots)?;
    set_entry(change, id, "ballots")?;
    write(change, id, wanted)
}

fn merge(wanted: &mut Patterns, scheme: &Scheme, ballots: Vec<BallotPattern>) -> Result<()> {
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
    Ok(())
}

fn write(change: &Change<'_>, id: EvaluationId, wanted: Patterns) -> Result<()> {
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
    Ok(())
}
