//! 群众评议票 > meetings and ballots (`decisions.md` 6, 7, 13, 17).
//!
//! Three kinds of sheets: 评议会 with subjects and papers, 党组织评议票, 党员评议票. A ballot sheet is
//! known by the names of a scheme's items among its columns. A ballot's number serves the check for
//! doubles and is then dropped: what is kept are patterns with a multiplicity.

mod meeting;
mod paper;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use rusqlite::Connection;

use self::{
    meeting::{Agenda, Meetings},
    paper::Batch,
};
use super::{
    ChangeKind, Desk, FieldChange, Outcome, Plan, Step, columns,
    findings::Findings,
    header::Vocabulary,
    organizations::none_yet,
    subjects::{Organizations, People},
    table::{self, check_mapping, report_unread, unknown_layout},
};
use crate::{
    Error, Result,
    evaluations::{
        BallotPattern, Evaluation, EvaluationId, Mark, Papers, Scheme,
        scheme::SubjectKind,
        store::{self, MeetingFacts},
    },
    members::Subject,
    store::Change,
};

/// What a group of rows asks for.
pub enum Work {
    /// A meeting, new or changed.
    Meeting(MeetingFacts),
    /// The ballots of one subject at one meeting.
    Ballots {
        /// 评议会编号.
        code: String,
        /// Its year.
        year: i32,
        /// 被评议对象.
        subject: Subject,
        /// The scheme that the sheet is marked by.
        scheme: Arc<Scheme>,
        /// The papers.
        papers: Papers,
        /// The ballots.
        patterns: Vec<BallotPattern>,
    },
    /// New papers of a subject whose ballots or counts stay.
    Papers(EvaluationId, Papers),
}

impl Work {
    /// Does it.
    pub fn apply(&self, change: &Change<'_>) -> Result<()> {
        match self {
            Self::Meeting(facts) => store::put_meeting(change, facts).map(|_| ()),
            Self::Papers(evaluation, papers) => store::put_papers(change, *evaluation, *papers),
            Self::Ballots { code, year, subject, scheme, papers, patterns } => {
                let meeting = store::find_meeting(change, code, *year)?
                    .ok_or_else(|| Error::internal("a meeting of this import is gone"))?
                    .id;
                store::put_ballots(change, meeting, *subject, scheme, *papers, patterns.clone()).map(|_| ())
            }
        }
    }
}

/// Everything that rows may speak of.
struct Known<'c> {
    connection: &'c Connection,
    organizations: Organizations,
    people: People,
    schemes: Vec<Arc<Scheme>>,
}

impl Known<'_> {
    fn name(&self, subject: Subject) -> String {
        match subject {
            Subject::Organization(id) => self.organizations.name(Some(id)).unwrap_or_default(),
            Subject::Member(id) => {
                let found = self.people.all().iter().find(|member| member.id == id);
                found.map(|member| member.facts.name.clone()).unwrap_or_default()
            }
        }
    }
}

/// Reads the sheets and works out what would change.
pub fn plan(connection: &Connection, desk: &Desk<'_>, findings: &mut Findings) -> Result<Plan> {
    let known = Known {
        connection,
        organizations: Organizations::load(connection)?,
        people: People::load(connection, desk.today)?,
        schemes: store::schemes(connection)?.into_values().map(Arc::new).collect(),
    };
    if known.organizations.all().is_empty() {
        return Err(none_yet());
    }
    let items: BTreeSet<String> =
        known.schemes.iter().flat_map(|scheme| scheme.items.iter().map(|item| item.name.clone())).collect();
    let items: Vec<String> = items.into_iter().collect();
    let meeting_words = Vocabulary::new(&columns::MEETINGS, &[]);
    let ballot_words = Vocabulary::new(&columns::BALLOTS, &items);
    let all_words = [meeting_words.known(), ballot_words.known()].concat();
    check_mapping(desk.workbook, &all_words, desk.mapping)?;
    let ballot_tables =
        table::find(desk.workbook, &columns::BALLOTS, &ballot_words, desk.mapping, findings).tables;
    let mut meeting_tables =
        table::find(desk.workbook, &columns::MEETINGS, &meeting_words, desk.mapping, findings).tables;
    meeting_tables.retain(|table| ballot_tables.iter().all(|ballots| ballots.index != table.index));
    if ballot_tables.is_empty() && meeting_tables.is_empty() {
        return Err(unknown_layout(&columns::BALLOTS));
    }
    let used: Vec<usize> = ballot_tables.iter().chain(&meeting_tables).map(|table| table.index).collect();
    report_unread(desk.workbook, &used, desk.mapping, findings);

    let mut outcome = Outcome::default();
    let mut meetings = Meetings::default();
    for line in meeting_tables.iter().flat_map(table::Table::lines) {
        outcome.rows += 1;
        meetings.read(&line, &known, desk, findings);
    }
    let mut batches = paper::Batches::default();
    for table in &ballot_tables {
        outcome.rows += batches.read(table, &mut meetings, &known, desk, findings)?;
    }
    let mut steps = Vec::new();
    meetings.plan(&known, desk, &mut outcome, &mut steps)?;
    let mut entered = Evaluations { connection, by_meeting: HashMap::new() };
    for (key, batch) in batches.in_order() {
        let agenda = meetings.agenda(&key.0);
        batch.check(key, agenda, &known, findings);
        plan_batch(key, batch, agenda, &known, desk, &mut entered, &mut outcome, &mut steps)?;
    }
    plan_papers(&meetings, &batches, &known, desk, &mut entered, &mut outcome, &mut steps, findings)?;
    Ok(Plan { outcome, steps })
}

/// What the office has of meetings, read once a meeting.
struct Evaluations<'c> {
    connection: &'c Connection,
    by_meeting: HashMap<String, HashMap<Subject, Evaluation>>,
}

impl Evaluations<'_> {
    fn of(&mut self, code: &str, year: i32, subject: Subject) -> Result<Option<Evaluation>> {
        if !self.by_meeting.contains_key(code) {
            let all = match store::find_meeting(self.connection, code, year)? {
                Some(meeting) => store::evaluations(self.connection, meeting.id)?,
                None => Vec::new(),
            };
            let by_subject = all.into_iter().map(|evaluation| (evaluation.subject, evaluation)).collect();
            self.by_meeting.insert(code.to_owned(), by_subject);
        }
        Ok(self.by_meeting.get(code).and_then(|subjects| subjects.get(&subject)).cloned())
    }
}

type Patterns = BTreeMap<(String, Vec<Mark>), u64>;

#[allow(clippy::too_many_arguments, reason = "one step of the plan")]
fn plan_batch(
    key: &(String, Subject),
    batch: &Batch,
    agenda: Option<&Agenda>,
    known: &Known<'_>,
    desk: &Desk<'_>,
    evaluations: &mut Evaluations<'_>,
    outcome: &mut Outcome,
    steps: &mut Vec<Step>,
) -> Result<()> {
    let (code, subject) = key;
    let papers = agenda.and_then(|agenda| agenda.papers(*subject)).unwrap_or_default();
    let year = agenda.map_or(0, |agenda| agenda.year);
    let existing = evaluations.of(code, year, *subject)?;
    let mut kept = Patterns::new();
    if let Some(existing) = &existing {
        for pattern in store::ballots(known.connection, existing.id)? {
            kept.insert((pattern.category, pattern.marks), pattern.copies);
        }
    }
    let common: u64 = batch
        .patterns
        .iter()
        .map(|(pattern, copies)| kept.get(pattern).map_or(0, |kept| *kept.min(copies)))
        .sum();
    let Some(existing) = existing else {
        outcome.created += batch.count;
        if desk.shows_new(outcome) {
            let shown = |count: Option<u64>| count.map(|count| count.to_string());
            let fields = [
                ("评议票", Some(format!("{} 张", batch.count))),
                ("评议方案", Some(batch.scheme.name.clone())),
                ("发出票数", shown(papers.issued)),
                ("收回票数", shown(papers.collected)),
                ("作废票数", shown(Some(papers.spoiled))),
            ];
            let fields = fields.into_iter().filter_map(|(field, after)| FieldChange::new(field, after));
            let (at, about) = ((batch.sheet, batch.row), Some(format!("评议会 {code}")));
            let change = desk.change(at, ChangeKind::Created, known.name(*subject), about, fields.collect());
            desk.show(outcome, change);
        }
        steps.push(step(key, year, batch, papers));
        return Ok(());
    };
    outcome.unchanged += common;
    outcome.updated += batch.count - common;
    let before: u64 = kept.values().sum();
    let mut fields = paper_changes(&existing.papers, &papers);
    if kept != batch.patterns {
        let after = format!("{} 张，其中 {} 张票面与台账不同", batch.count, batch.count - common);
        fields.push(FieldChange {
            field: "评议票".to_owned(),
            before: Some(format!("{before} 张")),
            after: Some(after),
        });
    }
    if existing.scheme != batch.scheme.key {
        fields.push(FieldChange {
            field: "评议方案".to_owned(),
            before: Some(existing.scheme),
            after: Some(batch.scheme.key.clone()),
        });
    }
    if !fields.is_empty() {
        let record = format!("{code} {}", known.name(*subject));
        let change = desk.change((batch.sheet, batch.row), ChangeKind::Updated, record, None, fields);
        desk.show(outcome, change);
        steps.push(step(key, year, batch, papers));
    }
    Ok(())
}

fn step(key: &(String, Subject), year: i32, batch: &Batch, papers: Papers) -> Step {
    let patterns = batch.patterns.iter().map(|((category, marks), copies)| BallotPattern {
        category: category.clone(),
        marks: marks.clone(),
        copies: *copies,
    });
    let work = Work::Ballots {
        code: key.0.clone(),
        year,
        subject: key.1,
        scheme: Arc::clone(&batch.scheme),
        papers,
        patterns: patterns.collect(),
    };
    Step { sheet: batch.sheet, row: batch.row, work: super::Work::Ballots(work) }
}

fn paper_changes(before: &Papers, after: &Papers) -> Vec<FieldChange> {
    let shown = |count: Option<u64>| count.map(|count| count.to_string());
    [
        ("发出票数", shown(before.issued), shown(after.issued)),
        ("收回票数", shown(before.collected), shown(after.collected)),
        ("作废票数", shown(Some(before.spoiled)), shown(Some(after.spoiled))),
    ]
    .into_iter()
    .filter(|(_, before, after)| before != after)
    .map(|(field, before, after)| FieldChange { field: field.to_owned(), before, after })
    .collect()
}

/// Subjects of meetings for which the file has papers and no ballots: ballots that the office has
/// stay, with the new papers.
#[allow(clippy::too_many_arguments, reason = "one step of the plan")]
fn plan_papers(
    meetings: &Meetings,
    batches: &paper::Batches,
    known: &Known<'_>,
    desk: &Desk<'_>,
    evaluations: &mut Evaluations<'_>,
    outcome: &mut Outcome,
    steps: &mut Vec<Step>,
    findings: &mut Findings,
) -> Result<()> {
    for (code, year, row) in meetings.rows() {
        if batches.has(code, row.subject) {
            continue;
        }
        let existing = evaluations.of(code, year, row.subject)?;
        let work = match &existing {
            None => {
                row.warn(
                    findings,
                    format!(
                        "文件里没有“{}”在评议会 {code} 的评议票，只登记票数；请核对是否漏了评议票",
                        known.name(row.subject)
                    ),
                );
                Work::Ballots {
                    code: code.to_owned(),
                    year,
                    subject: row.subject,
                    scheme: default_scheme(known, row.subject)?,
                    papers: row.papers,
                    patterns: Vec::new(),
                }
            }
            Some(kept) if kept.papers == row.papers => continue,
            Some(kept) => {
                let fields = paper_changes(&kept.papers, &row.papers);
                let record = format!("{code} {}", known.name(row.subject));
                let at = (row.sheet, row.number);
                desk.show(outcome, desk.change(at, ChangeKind::Updated, record, None, fields));
                Work::Papers(kept.id, row.papers)
            }
        };
        steps.push(Step { sheet: row.sheet, row: row.number, work: super::Work::Ballots(work) });
    }
    Ok(())
}

/// The scheme of an evaluation of which nothing but papers is known: the ready-made one of 004.
fn default_scheme(known: &Known<'_>, subject: Subject) -> Result<Arc<Scheme>> {
    let key = SubjectKind::of(subject).default_scheme();
    let found = known.schemes.iter().find(|scheme| scheme.key == key);
    found.map(Arc::clone).ok_or_else(|| Error::internal("no ready-made scheme"))
}
