//! Counts that are entered instead of ballots. A cell that nobody typed has no row; a typed 0 has one.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{check_category, damaged, evaluation_of, holding, paper_count, put_evaluation, set_entry};
use crate::{
    Error, Result,
    evaluations::{
        EvaluationId, Mark, MeetingId, Papers, Scheme,
        tally::Counts,
        typed::{TypedCategory, TypedCounts, TypedQuestion},
    },
    members::Subject,
    store::Change,
};

/// What was typed for one evaluation.
///
/// # Errors
/// Storage errors; damaged when a row does not fit the scheme.
pub fn typed(connection: &Connection, scheme: &Scheme, id: EvaluationId) -> Result<TypedCounts> {
    let mut typed = TypedCounts::default();
    let mut statement = connection
        .prepare_cached("SELECT voter_category, valid, blank FROM category_count WHERE evaluation_id = ?1")?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let category = typed.categories.entry(row.get(0)?).or_insert_with(|| TypedCategory::none(scheme));
        category.valid = row.get::<_, Option<i64>>(1)?.map(i64::unsigned_abs);
        category.blank = row.get::<_, Option<i64>>(2)?.map(i64::unsigned_abs);
    }
    let mut statement = connection.prepare_cached(
        "SELECT voter_category, item, mark, papers FROM item_count WHERE evaluation_id = ?1",
    )?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let category = typed.categories.entry(row.get(0)?).or_insert_with(|| TypedCategory::none(scheme));
        let question = usize::try_from(row.get::<_, i64>(1)?)
            .ok()
            .and_then(|item| category.questions.get_mut(item))
            .ok_or_else(|| damaged("评议计数"))?;
        let mark = row.get_ref(2)?.as_str().ok().and_then(|mark| mark.chars().next());
        let cell = match mark.and_then(Mark::from_letter) {
            Some(Mark::Grade(grade)) => question.grades.get_mut(usize::from(grade)),
            Some(Mark::Abstained) => Some(&mut question.abstained),
            Some(Mark::Voided) => Some(&mut question.voided),
            None => None,
        };
        *cell.ok_or_else(|| damaged("评议计数"))? = Some(row.get::<_, i64>(3)?.unsigned_abs());
    }
    Ok(typed)
}

/// Enters or replaces counts instead of ballots, every cell of them. Sums that do not fit are kept as
/// entered: the tally warns (`decisions.md` 6). Only cells that differ are written.
///
/// # Errors
/// As [`super::put_ballots`].
pub fn put_counts(
    change: &Change<'_>,
    meeting: MeetingId,
    subject: Subject,
    scheme: &Scheme,
    papers: Papers,
    entered: &Counts,
) -> Result<EvaluationId> {
    let mut wanted = TypedCounts::default();
    for (name, counts) in &entered.categories {
        check_category(scheme, name)?;
        if counts.items.len() != scheme.items.len()
            || counts.items.iter().any(|item| item.grades.len() != scheme.grades.len())
        {
            return Err(misfit(scheme));
        }
        let questions = counts.items.iter().map(|item| TypedQuestion {
            grades: item.grades.iter().copied().map(Some).collect(),
            abstained: Some(item.abstained),
            voided: Some(item.voided),
        });
        let category = TypedCategory {
            valid: Some(counts.valid),
            blank: Some(counts.blank),
            questions: questions.collect(),
        };
        wanted.categories.insert(name.clone(), category);
    }
    let id = put_evaluation(change, meeting, subject, scheme, papers, "counts")?;
    change.execute("DELETE FROM ballot WHERE evaluation_id = ?1", [id])?;
    write(change, scheme, id, &wanted)?;
    Ok(id)
}

fn misfit(scheme: &Scheme) -> Error {
    Error::refused(format!("计数的项数或等次与方案“{}”不符", scheme.name)).hint("请核对统计表与所选方案。")
}

/// 有效票 and 空白票 of one kind of voters, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryHead {
    /// 评议人类别.
    pub category: String,
    /// 有效票.
    pub valid: Option<u64>,
    /// 空白票.
    pub blank: Option<u64>,
}

/// One question, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionCounts {
    /// 评议人类别.
    pub category: String,
    /// Place of the item in the scheme, from 0.
    pub item: usize,
    /// Its cells.
    pub cells: TypedQuestion,
}

/// Enters what a clerk typed: heads and questions, each in place of what was typed there before; the
/// others stay. A cell that is none has no row.
///
/// # Errors
/// Not found; refused when ballots were entered one by one, a batch of them is open, or something does
/// not fit the scheme; storage errors.
pub fn type_counts(
    change: &Change<'_>,
    scheme: &Scheme,
    id: EvaluationId,
    heads: &[CategoryHead],
    questions: &[QuestionCounts],
) -> Result<()> {
    let evaluation = evaluation_of(change, id)?;
    let ballots = holding(change, &evaluation)?.ballots;
    if ballots > 0 {
        return Err(Error::refused(format!("这个对象已逐票录入{ballots}张，不能再填汇总票数"))
            .hint("两种录入只留一种，否则会重复计票。要改用汇总录入，请先清除已录入的评议票。"));
    }
    super::batches::refuse_open(change, &[id])?;
    let mut wanted = typed(change, scheme, id)?;
    for head in heads {
        let category = category_of(&mut wanted, scheme, &head.category)?;
        (category.valid, category.blank) = (head.valid, head.blank);
    }
    for question in questions {
        let fits = question.cells.grades.len() == scheme.grades.len();
        let place = category_of(&mut wanted, scheme, &question.category)?
            .questions
            .get_mut(question.item)
            .filter(|_| fits);
        *place.ok_or_else(|| misfit(scheme))? = question.cells.clone();
    }
    wanted.categories.retain(|_, category| !category.is_empty());
    set_entry(change, id, "counts")?;
    write(change, scheme, id, &wanted)
}

fn category_of<'t>(typed: &'t mut TypedCounts, scheme: &Scheme, name: &str) -> Result<&'t mut TypedCategory> {
    check_category(scheme, name)?;
    Ok(typed.categories.entry(name.to_owned()).or_insert_with(|| TypedCategory::none(scheme)))
}

/// 清除录入: takes away what was entered for an evaluation, ballots or counts.
///
/// # Errors
/// Not found; refused when a batch is open; storage errors.
pub fn clear(change: &Change<'_>, id: EvaluationId) -> Result<()> {
    evaluation_of(change, id)?;
    super::batches::refuse_open(change, &[id])?;
    change.execute("DELETE FROM ballot WHERE evaluation_id = ?1", [id])?;
    clear_counts(change, id)
}

pub(super) fn clear_counts(change: &Change<'_>, id: EvaluationId) -> Result<()> {
    change.execute("DELETE FROM item_count WHERE evaluation_id = ?1", [id])?;
    change.execute("DELETE FROM category_count WHERE evaluation_id = ?1", [id])?;
    Ok(())
}

type Cells = BTreeMap<(String, usize, Mark), u64>;

fn cells(typed: &TypedCounts) -> Cells {
    let mut cells = Cells::new();
    for (name, category) in &typed.categories {
        for (item, question) in category.questions.iter().enumerate() {
            let marks = (0_u8..=u8::MAX).map(Mark::Grade).zip(question.grades.iter().copied());
            let others = [(Mark::Abstained, question.abstained), (Mark::Voided, question.voided)];
            for (mark, papers) in marks.chain(others) {
                if let Some(papers) = papers {
                    cells.insert((name.clone(), item, mark), papers);
                }
            }
        }
    }
    cells
}

/// Brings the rows to what is wanted; a row that is right is not touched.
fn write(change: &Change<'_>, scheme: &Scheme, id: EvaluationId, wanted: &TypedCounts) -> Result<()> {
    let kept = typed(change, scheme, id)?;
    let heads = |typed: &TypedCounts| -> BTreeMap<String, (Option<u64>, Option<u64>)> {
        let heads = typed.categories.iter();
        heads.map(|(name, category)| (name.clone(), (category.valid, category.blank))).collect()
    };
    let (before, after) = (heads(&kept), heads(wanted));
    let mut put = change.prepare_cached(
        "INSERT INTO category_count (evaluation_id, voter_category, valid, blank) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (evaluation_id, voter_category) DO UPDATE SET valid = excluded.valid, blank = excluded.blank",
    )?;
    for (name, (valid, blank)) in &after {
        if before.get(name) != Some(&(*valid, *blank)) {
            let (valid, blank) = (count(*valid)?, count(*blank)?);
            put.execute((id, name, valid, blank))?;
        }
    }
    let mut drop_head = change
        .prepare_cached("DELETE FROM category_count WHERE evaluation_id = ?1 AND voter_category = ?2")?;
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        drop_head.execute((id, name))?;
    }

    let (before, after) = (cells(&kept), cells(wanted));
    let mut put = change.prepare_cached(
        "INSERT INTO item_count (evaluation_id, voter_category, item, mark, papers) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (evaluation_id, voter_category, item, mark) DO UPDATE SET papers = excluded.papers",
    )?;
    for ((name, item, mark), papers) in &after {
        if before.get(&(name.clone(), *item, *mark)) != Some(papers) {
            put.execute((id, name, place(*item), letter(*mark), paper_count(*papers)?))?;
        }
    }
    let mut drop_cell = change.prepare_cached(
        "DELETE FROM item_count WHERE evaluation_id = ?1 AND voter_category = ?2 AND item = ?3 AND mark = ?4",
    )?;
    for (name, item, mark) in before.keys().filter(|cell| !after.contains_key(*cell)) {
        drop_cell.execute((id, name, place(*item), letter(*mark)))?;
    }
    Ok(())
}

fn count(papers: Option<u64>) -> Result<Option<i64>> {
    papers.map(paper_count).transpose()
}

fn place(item: usize) -> i64 {
    i64::try_from(item).unwrap_or(i64::MAX)
}

fn letter(mark: Mark) -> Option<String> {
    mark.letter().map(String::from)
}
