//! One meeting, whole: how far each subject is, and what does not fit.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    card,
    shapes::{EnteredAs, MeetingPage, OpenBatch, SubjectCard, SubjectState, VotersEntry},
};
use crate::{
    Office, Result,
    api::evaluations::Names,
    evaluations::{
        Evaluation, EvaluationId, MeetingId, Papers, Scheme,
        scheme::SubjectKind,
        store::{self, Holding, Voters},
        typed::{TypedCategory, Typing, on_papers},
    },
    members::Subject,
    statistics::{
        coverage::{Due, due_on},
        evaluation_results::{SubjectResult, results_at},
    },
};

/// The open batch of each subject that has one.
pub(in crate::api::evaluations) fn open_batches(
    office: &Office,
) -> Result<BTreeMap<EvaluationId, OpenBatch>> {
    let mut open = BTreeMap::new();
    for batch in store::batches(office.read())? {
        let sheets = store::sheets(office.read(), batch.id, Some(1))?.last().map_or(0, |last| last.sheet);
        let brief = OpenBatch { id: batch.id, sheets, expected: batch.expected };
        open.extend(batch.subjects.into_iter().map(|subject| (subject, brief)));
    }
    Ok(open)
}

/// One meeting, whole.
pub(super) fn page(office: &Office, id: MeetingId) -> Result<MeetingPage> {
    let connection = office.read();
    let meeting = store::meeting_of(connection, id)?;
    let voters = store::voters(connection, id)?;
    let batches = open_batches(office)?;
    let schemes = store::schemes(connection)?;
    let holdings = store::holdings(connection, id)?;
    let names = Names::read(connection, meeting.held_on)?;
    let results: BTreeMap<Subject, SubjectResult> =
        results_at(connection, id)?.into_iter().map(|result| (result.subject, result)).collect();
    let mut subjects = Vec::new();
    let mut used: Vec<&Scheme> = Vec::new();
    for evaluation in store::evaluations(connection, id)? {
        let Some(scheme) = schemes.get(&evaluation.scheme) else { continue };
        if !used.iter().any(|known| known.key == scheme.key) {
            used.push(scheme);
        }
        let found = Found {
            holding: holdings.get(&evaluation.id).copied().unwrap_or_default(),
            batch: batches.get(&evaluation.id).copied(),
            result: results.get(&evaluation.subject),
        };
        subjects.push(subject_card(office, &evaluation, scheme, &voters, &names, &found)?);
    }
    let places: BTreeMap<Subject, usize> = order(office, meeting.held_on)?;
    subjects.sort_by_key(|card: &SubjectCard| {
        (card.subject.kind, places.get(&card.subject.into()).copied().unwrap_or(usize::MAX))
    });
    Ok(MeetingPage {
        meeting: card(office, &meeting, &batches)?,
        categories: categories(&used, &schemes, &voters),
        voters: voters
            .into_iter()
            .map(|Voters { category, present }| VotersEntry { category, present })
            .collect(),
        subjects,
    })
}

/// Kinds of voters in the order of the schemes; without a subject those of the default scheme.
fn categories(used: &[&Scheme], schemes: &BTreeMap<String, Scheme>, voters: &[Voters]) -> Vec<String> {
    let default = schemes.get(SubjectKind::Organization.default_scheme());
    let known = if used.is_empty() { default.as_slice().to_vec() } else { used.to_vec() };
    let known = known.iter().flat_map(|scheme| &scheme.categories).map(|category| &category.name);
    let mut all: Vec<String> = Vec::new();
    for name in known.chain(voters.iter().map(|voters| &voters.category)) {
        if !all.contains(name) {
            all.push(name.clone());
        }
    }
    all
}

struct Found<'r> {
    holding: Holding,
    batch: Option<OpenBatch>,
    result: Option<&'r SubjectResult>,
}

fn subject_card(
    office: &Office,
    evaluation: &Evaluation,
    scheme: &Scheme,
    voters: &[Voters],
    names: &Names,
    found: &Found<'_>,
) -> Result<SubjectCard> {
    let Evaluation { id, subject, papers, .. } = *evaluation;
    let Found { holding, batch, result } = *found;
    let entered_as = match holding {
        Holding { counts: true, .. } => EnteredAs::Counts,
        Holding { ballots: 0, .. } => EnteredAs::Nothing,
        _ => EnteredAs::Ballots,
    };
    let (missing, mut warnings) = match entered_as {
        EnteredAs::Nothing => (false, on_papers(papers).into_iter().collect()),
        EnteredAs::Counts => {
            let typed = store::typed(office.read(), scheme, id)?;
            let mut warnings = typed.warnings(papers, voters);
            let mut missing = voters.iter().any(|one| !typed.categories.contains_key(&one.category));
            for (name, category) in &typed.categories {
                let present = voters.iter().find(|one| one.category == *name).and_then(|one| one.present);
                let (lacks, faults) = category_state(scheme, category, present);
                missing |= lacks;
                warnings.extend(faults.into_iter().map(|fault| format!("{name}：{fault}")));
            }
            (missing, warnings)
        }
        EnteredAs::Ballots => (false, on_ballots(papers, holding)),
    };
    if let Some(result) = result {
        warnings.extend(result.warnings.iter().cloned());
    }
    let state = if papers.is_void() {
        SubjectState::Void
    } else if batch.is_some() {
        SubjectState::Entering
    } else if entered_as == EnteredAs::Nothing {
        SubjectState::Nothing
    } else if missing {
        SubjectState::Partly
    } else if warnings.is_empty() {
        SubjectState::Whole
    } else {
        SubjectState::Misfit
    };
    Ok(SubjectCard {
        evaluation: id,
        subject: subject.into(),
        name: names.of(subject),
        branch: names.branch(subject),
        scheme: scheme.key.clone(),
        scheme_name: scheme.name.clone(),
        papers: papers.into(),
        expected_valid: papers.expected_valid(),
        valid: holding.valid,
        entered_as,
        batch,
        state,
        satisfied_rate: result.map_or_else(
            || crate::numbers::DASH.to_owned(),
            |result| result.tally.overall.satisfied.percent(scheme.decimals),
        ),
        warnings,
    })
}

/// Whether cells are missing, and what does not fit.
fn category_state(scheme: &Scheme, category: &TypedCategory, present: Option<u64>) -> (bool, Vec<String>) {
    let mut missing = category.valid.is_none();
    let mut faults = category.warnings(present);
    for (item, question) in scheme.items.iter().zip(&category.questions) {
        missing |= question.typing() != Typing::Whole;
        faults.extend(question.warnings(category).into_iter().map(|fault| format!("“{}”{fault}", item.name)));
    }
    (missing, faults)
}

fn on_ballots(papers: Papers, holding: Holding) -> Vec<String> {
    let mut warnings: Vec<String> = on_papers(papers).into_iter().collect();
    if let Some(expected) = papers.expected_valid().filter(|expected| *expected != holding.ballots) {
        warnings.push(format!(
            "已录{}张，有效票应是{expected}张（收回减作废），请核对是否漏录、多录，或更正票数。",
            holding.ballots
        ));
    }
    warnings
}

/// Where each subject stands on the lists: organizations by name list, members by branch and roster.
fn order(office: &Office, day: NaiveDate) -> Result<BTreeMap<Subject, usize>> {
    let found = due_on(office.read(), day, office.clock().today())?;
    let places: BTreeMap<i64, usize> = found
        .organizations
        .iter()
        .enumerate()
        .filter_map(|(place, due)| Some((due.organization?.0, place)))
        .collect();
    let mut members: Vec<&Due> = found.members.iter().map(|(due, _)| due).collect();
    // Stable: the roster's order stays inside a branch.
    members
        .sort_by_key(|due| due.organization.and_then(|id| places.get(&id.0)).copied().unwrap_or(usize::MAX));
    let all = found.organizations.iter().chain(members);
    Ok(all.enumerate().map(|(place, due)| (due.subject, place)).collect())
}
