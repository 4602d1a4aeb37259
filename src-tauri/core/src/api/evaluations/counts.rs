//! 汇总录入: the counts grid, question by question.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Names, PapersEntry, SubjectId,
    meetings::OpenBatch,
    schemes::{self, SchemeDetail},
};
use crate::{
    Office, Result,
    api::contract::{Contract, Done},
    evaluations::{
        EvaluationId, MeetingId, Scheme,
        scheme::CategoryGroup,
        store::{self, CategoryHead, QuestionCounts},
        typed::{TypedCategory, TypedQuestion, Typing},
    },
};

/// One row of the grid: an item as one kind of voters marked it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuestionSheet {
    /// Papers by grade, in the scheme's order; null is not entered, and not zero.
    pub grades: Vec<Option<u64>>,
    /// 弃权.
    pub abstained: Option<u64>,
    /// 项无效.
    pub voided: Option<u64>,
    /// 合计 of what was entered.
    pub sum: u64,
    /// 应为: 有效票 of these voters.
    pub expected: Option<u64>,
    /// How far it is.
    pub typing: Typing,
    /// What does not fit.
    pub warnings: Vec<String>,
}

/// The rows of one kind of voters.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CategorySheet {
    /// 评议人类别.
    pub category: String,
    /// Its column in the tables.
    pub group: CategoryGroup,
    /// They came to the meeting, or something was entered of them. Without a list of who came, all do.
    pub came: bool,
    /// 实到.
    pub present: Option<u64>,
    /// 有效票.
    pub valid: Option<u64>,
    /// 空白票.
    pub blank: Option<u64>,
    /// One an item, in the scheme's order.
    pub questions: Vec<QuestionSheet>,
    /// What does not fit in its head.
    pub warnings: Vec<String>,
}

/// The counts grid of one subject.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CountsSheet {
    /// Row id of the subject at its meeting.
    pub evaluation: EvaluationId,
    /// The meeting.
    pub meeting: MeetingId,
    /// Its code.
    pub code: String,
    /// Which organization or member.
    pub subject: SubjectId,
    /// Full name.
    pub name: String,
    /// The branch of a member.
    pub branch: Option<String>,
    /// The scheme.
    pub scheme: SchemeDetail,
    /// 发出, 收回, 作废.
    pub papers: PapersEntry,
    /// 有效 that must come out: collected - spoiled.
    pub expected_valid: Option<u64>,
    /// 有效 of all kinds of voters, as entered.
    pub valid: u64,
    /// More papers collected than issued.
    pub void: bool,
    /// Papers that were entered one by one: the grid is closed then.
    pub ballots: u64,
    /// A batch that is open for this subject.
    pub batch: Option<OpenBatch>,
    /// By kind of voters, in the scheme's order.
    pub categories: Vec<CategorySheet>,
    /// What does not fit between them and the papers.
    pub warnings: Vec<String>,
}

/// A subject at a meeting.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct EvaluationAsked {
    /// Row id.
    pub evaluation: EvaluationId,
}

/// 有效票 and 空白票 of one kind of voters.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct HeadEntry {
    /// 评议人类别.
    pub category: String,
    /// 有效票; null is not entered.
    pub valid: Option<u64>,
    /// 空白票.
    pub blank: Option<u64>,
}

/// One question.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct QuestionEntry {
    /// 评议人类别.
    pub category: String,
    /// Place of the item, from 0.
    pub item: usize,
    /// Papers by grade; null is not entered.
    pub grades: Vec<Option<u64>>,
    /// 弃权.
    pub abstained: Option<u64>,
    /// 项无效.
    pub voided: Option<u64>,
}

/// What was typed: one question as a rule, many when pasted. What is not named stays.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct CountsEntry {
    /// Row id of the subject at its meeting.
    pub evaluation: EvaluationId,
    /// 有效票 and 空白票.
    #[serde(default)]
    pub heads: Vec<HeadEntry>,
    /// Rows of the grid.
    #[serde(default)]
    pub questions: Vec<QuestionEntry>,
}

pub(super) fn commands(all: &mut Contract) {
    all.read("evaluations.counts", |office: &Office, asked: &EvaluationAsked| {
        sheet(office, asked.evaluation)
    });
    all.change("evaluations.put_counts", put);
    all.change("evaluations.clear", clear);
}

fn sheet(office: &Office, id: EvaluationId) -> Result<CountsSheet> {
    let connection = office.read();
    let evaluation = store::evaluation_of(connection, id)?;
    let meeting = store::meeting_of(connection, evaluation.meeting)?;
    let scheme = schemes::one(office, &evaluation.scheme)?;
    let voters = store::voters(connection, meeting.id)?;
    let typed = store::typed(connection, &scheme.definition, id)?;
    let names = Names::read(connection, meeting.held_on)?;
    let categories = scheme.definition.categories.iter().map(|category| {
        let came = voters.iter().find(|voters| voters.category == category.name);
        let found = typed.categories.get(&category.name);
        category_sheet(
            &scheme.definition,
            &category.name,
            category.group,
            voters.is_empty() || came.is_some() || found.is_some(),
            came.and_then(|voters| voters.present),
            found,
        )
    });
    Ok(CountsSheet {
        evaluation: id,
        meeting: meeting.id,
        code: meeting.code,
        subject: evaluation.subject.into(),
        name: names.of(evaluation.subject),
        branch: names.branch(evaluation.subject),
        categories: categories.collect(),
        warnings: typed.warnings(evaluation.papers, &voters),
        valid: typed.valid(),
        papers: evaluation.papers.into(),
        expected_valid: evaluation.papers.expected_valid(),
        void: evaluation.papers.is_void(),
        ballots: store::holding(connection, &evaluation)?.ballots,
        batch: super::meetings::open_batches(office)?.remove(&id),
        scheme,
    })
}

fn category_sheet(
    scheme: &Scheme,
    name: &str,
    group: CategoryGroup,
    came: bool,
    present: Option<u64>,
    found: Option<&TypedCategory>,
) -> CategorySheet {
    let none = TypedCategory::none(scheme);
    let category = found.unwrap_or(&none);
    let questions = category.questions.iter().map(|question| QuestionSheet {
        grades: question.grades.clone(),
        abstained: question.abstained,
        voided: question.voided,
        sum: question.sum(),
        expected: category.valid,
        typing: question.typing(),
        warnings: question.warnings(category),
    });
    CategorySheet {
        category: name.to_owned(),
        group,
        came,
        present,
        valid: category.valid,
        blank: category.blank,
        questions: questions.collect(),
        warnings: category.warnings(present),
    }
}

fn put(office: &mut Office, asked: &CountsEntry) -> Result<CountsSheet> {
    let today = office.clock().today();
    let heads: Vec<CategoryHead> = asked
        .heads
        .iter()
        .map(|head| CategoryHead { category: head.category.clone(), valid: head.valid, blank: head.blank })
        .collect();
    let questions: Vec<QuestionCounts> = asked
        .questions
        .iter()
        .map(|question| QuestionCounts {
            category: question.category.clone(),
            item: question.item,
            cells: TypedQuestion {
                grades: question.grades.clone(),
                abstained: question.abstained,
                voided: question.voided,
            },
        })
        .collect();
    office.change("录入评议计数", |change| {
        let evaluation = store::evaluation_of(change, asked.evaluation)?;
        store::refuse_to_come(change, evaluation.meeting, today)?;
        let code = store::meeting_of(change, evaluation.meeting)?.code;
        change.describe(match (heads.as_slice(), questions.as_slice()) {
            ([head], []) => format!("{code}，{}票数", head.category),
            ([], [question]) => format!("{code}，{}第{}项", question.category, question.item + 1),
            (heads, questions) => format!("{code}，{}类票数、{}项", heads.len(), questions.len()),
        });
        let scheme = store::frozen_scheme(change, &evaluation.scheme)?;
        store::type_counts(change, &scheme, asked.evaluation, &heads, &questions)
    })?;
    sheet(office, asked.evaluation)
}

fn clear(office: &mut Office, asked: &EvaluationAsked) -> Result<Done> {
    office.change("清除评议录入", |change| store::clear(change, asked.evaluation))
}
