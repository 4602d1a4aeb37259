//! 评议结果 of every subject over a period: meetings on one subject added up, by name and branch.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use super::coverage::Roll;
use crate::{
    Error, Result,
    clock::{Period, chinese_date},
    evaluations::{
        Evaluation, Meeting, MeetingId, Papers, Scheme,
        scheme::SubjectKind,
        store,
        tally::{Counts, Tally, tally},
    },
    members::{MemberId, Subject},
    organizations::{self, OrganizationId, tree},
};

/// Whose results are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// Every subject of the period.
    All,
    /// One organization as the subject.
    Organization(OrganizationId),
    /// The members of an organization and of those below it.
    MembersOf(OrganizationId),
    /// One member as the subject.
    Member(MemberId),
}

/// The figures of one subject over a period, under one scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectResult {
    /// 被评议对象.
    pub subject: Subject,
    /// Its full name.
    pub name: String,
    /// The branch of a member on the day of the meeting; none for an organization.
    pub organization: Option<OrganizationId>,
    /// The meetings that were counted, by day; the void ones when there are no others.
    pub meetings: Vec<Meeting>,
    /// Meetings left out because more papers were collected than issued (`decisions.md` 6).
    pub void_meetings: Vec<Meeting>,
    /// How it was counted.
    pub scheme: Arc<Scheme>,
    /// The figures.
    pub tally: Tally,
    /// What the clerk should look into; not for the paper.
    pub warnings: Vec<String>,
}

/// What was entered at the meetings of a period, read once.
pub(super) struct Entered {
    pub meetings: BTreeMap<MeetingId, Meeting>,
    pub schemes: BTreeMap<String, Arc<Scheme>>,
    pub rows: Vec<(Evaluation, Counts)>,
}

/// Whether an evaluation is a plan so far: papers are due, and none is known to have come back. It
/// gives no result, covers nobody, and holds no meeting.
fn is_planned(meeting: Option<&Meeting>, evaluation: &Evaluation, counts: &Counts) -> bool {
    let nothing = counts
        .categories
        .values()
        .all(|category| category.valid == 0 && category.items.iter().all(|item| item.sum() == 0));
    evaluation.papers.collected.is_none() && nothing && meeting.is_some_and(|one| one.method.on_paper())
}

impl Entered {
    pub fn read(connection: &Connection, period: &Period) -> Result<Self> {
        let mut counts = store::counts_all(connection, period)?;
        let meetings: BTreeMap<MeetingId, Meeting> = store::meetings(connection, Some(period))?
            .into_iter()
            .map(|meeting| (meeting.id, meeting))
            .collect();
        Ok(Self {
            schemes: store::schemes(connection)?
                .into_iter()
                .map(|(key, scheme)| (key, Arc::new(scheme)))
                .collect(),
            rows: store::evaluations_in(connection, period)?
                .into_iter()
                .map(|evaluation| {
                    let counts = counts.remove(&evaluation.id).unwrap_or_default();
                    (evaluation, counts)
                })
                .filter(|(evaluation, counts)| {
                    !is_planned(meetings.get(&evaluation.meeting), evaluation, counts)
                })
                .collect(),
            meetings,
        })
    }

    /// Whether 预备党员 are due: unless every scheme that members were evaluated under leaves them out.
    pub fn probationary_are_due(&self) -> bool {
        let mut schemes = self
            .rows
            .iter()
            .filter_map(|(evaluation, _)| self.schemes.get(&evaluation.scheme))
            .filter(|scheme| scheme.subject == SubjectKind::Member)
            .peekable();
        schemes.peek().is_none() || schemes.any(|scheme| scheme.probationary)
    }

    /// The same meetings with nothing entered.
    pub fn nothing(self) -> Self {
        Self { rows: Vec::new(), ..self }
    }

    /// What was entered at one meeting.
    pub fn at(&self, meeting: MeetingId) -> Self {
        let rows = self.rows.iter().filter(|(evaluation, _)| evaluation.meeting == meeting);
        Self { rows: rows.cloned().collect(), schemes: self.schemes.clone(), meetings: self.meetings.clone() }
    }

    /// What was entered at the meetings of some of the days.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> Self {
        let inside = |meeting: &Meeting| (from..=to).contains(&meeting.held_on);
        let meetings = self.meetings.iter().filter(|(_, meeting)| inside(meeting));
        let meetings: BTreeMap<MeetingId, Meeting> = meetings.map(|(id, one)| (*id, one.clone())).collect();
        let rows = self.rows.iter().filter(|(evaluation, _)| meetings.contains_key(&evaluation.meeting));
        Self { rows: rows.cloned().collect(), schemes: self.schemes.clone(), meetings }
    }
}

/// The results of a period, organizations in the order of the name list and then members by branch
/// and roster. A subject without any meeting has no result.
///
/// Two meetings on one subject are added, and a note names both (`decisions.md` 7); void meetings
/// are named and left out. A subject evaluated under two schemes in the period has two results:
/// marks on different items or grades do not add.
///
/// # Errors
/// Storage errors.
pub fn results(connection: &Connection, period: &Period, selection: Selection) -> Result<Vec<SubjectResult>> {
    let entered = Entered::read(connection, period)?;
    let roll = Roll::read(connection, &entered, period.to)?;
    results_of(connection, entered, &roll, selection)
}

/// The results of one meeting alone, in the same order.
///
/// # Errors
/// Not found; storage errors.
pub fn results_at(connection: &Connection, meeting: MeetingId) -> Result<Vec<SubjectResult>> {
    let day = store::meeting_of(connection, meeting)?.held_on;
    let entered =
        Entered::read(connection, &Period { from: day, to: day, text: day.to_string() })?.at(meeting);
    let roll = Roll::read(connection, &entered, day)?;
    results_of(connection, entered, &roll, Selection::All)
}

pub(super) fn results_of(
    connection: &Connection,
    entered: Entered,
    roll: &Roll,
    selection: Selection,
) -> Result<Vec<SubjectResult>> {
    let organizations = organizations::store::all(connection)?;
    let branches: BTreeSet<OrganizationId> = match selection {
        Selection::MembersOf(id) => tree::descendants(&organizations, id).into_iter().chain([id]).collect(),
        _ => BTreeSet::new(),
    };
    let wanted = |subject: Subject| match (selection, subject) {
        (Selection::All, _) => true,
        (Selection::Organization(asked), Subject::Organization(id)) => asked == id,
        (Selection::Member(asked), Subject::Member(id)) => asked == id,
        (Selection::MembersOf(_), Subject::Member(id)) => {
            roll.branch(id).is_some_and(|branch| branches.contains(&branch))
        }
        _ => false,
    };
    let Entered { meetings, schemes, rows } = entered;
    let mut by_subject: BTreeMap<(Subject, String), Vec<(Evaluation, Counts)>> = BTreeMap::new();
    for (evaluation, counts) in rows {
        if wanted(evaluation.subject) {
            by_subject
                .entry((evaluation.subject, evaluation.scheme.clone()))
                .or_default()
                .push((evaluation, counts));
        }
    }
    let mut results = Vec::with_capacity(by_subject.len());
    for ((subject, scheme), rows) in by_subject {
        let Some(scheme) = schemes.get(&scheme) else { continue };
        let mut result = add_meetings(subject, Arc::clone(scheme), rows, &meetings);
        result.name = roll.name(subject).to_owned();
        if let Subject::Member(id) = subject {
            result.organization = roll.branch(id);
        }
        result.warnings = missing_voters(&result).into_iter().collect();
        results.push(result);
    }
    results.sort_by_cached_key(|result| (roll.place(result.subject), result.scheme.key.clone()));
    Ok(results)
}

/// The results of one subject in every year it was evaluated, newest first, read without anybody
/// else's: for a person's or an organization's own page. Name, branch and warnings are left empty.
///
/// # Errors
/// Storage errors.
pub fn of_subject(connection: &Connection, subject: Subject) -> Result<Vec<(i32, SubjectResult)>> {
    type OfOneYear = Vec<(Evaluation, Counts)>;
    let schemes = store::schemes(connection)?;
    let all = store::meetings(connection, None)?.into_iter();
    let meetings: BTreeMap<MeetingId, Meeting> = all.map(|meeting| (meeting.id, meeting)).collect();
    let mut by_year: BTreeMap<(Reverse<i32>, String), OfOneYear> = BTreeMap::new();
    for evaluation in store::evaluations_of(connection, subject)? {
        let (Some(meeting), Some(scheme)) =
            (meetings.get(&evaluation.meeting), schemes.get(&evaluation.scheme))
        else {
            continue;
        };
        let counts = store::counts(connection, scheme, evaluation.id)?;
        let key = (Reverse(meeting.held_on.year()), evaluation.scheme.clone());
        by_year.entry(key).or_default().push((evaluation, counts));
    }
    let results = by_year.into_iter().filter_map(|((Reverse(year), scheme), rows)| {
        let scheme = Arc::new(schemes.get(&scheme)?.clone());
        Some((year, add_meetings(subject, scheme, rows, &meetings)))
    });
    Ok(results.collect())
}

fn add_meetings(
    subject: Subject,
    scheme: Arc<Scheme>,
    rows: Vec<(Evaluation, Counts)>,
    meetings: &BTreeMap<MeetingId, Meeting>,
) -> SubjectResult {
    let named = |rows: &[(Evaluation, Counts)]| -> Vec<Meeting> {
        rows.iter().filter_map(|(evaluation, _)| meetings.get(&evaluation.meeting)).cloned().collect()
    };
    let (void, valid): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|(evaluation, _)| evaluation.papers.is_void());
    let void_meetings = named(&void);
    let counted = if valid.is_empty() { void } else { valid };
    let counted_meetings = named(&counted);

    let (mut papers, mut counts) = (Papers::default(), Counts::default());
    for (evaluation, more) in &counted {
        papers = papers + evaluation.papers;
        counts.merge(more);
    }
    let mut tally = tally(&scheme, papers, counts);
    if counted_meetings.len() > 1 {
        tally.notes.push(format!("合并计算{}场评议：{}。", counted_meetings.len(), names(&counted_meetings)));
        let paperless =
            counted.iter().filter(|(evaluation, _)| evaluation.papers.collected.is_none()).count();
        if paperless > 0 && paperless < counted.len() {
            tally.notes.push(format!("其中{paperless}场没有纸质评议表，发出、收回只计有表的场次。"));
        }
    }
    if !tally.void && !void_meetings.is_empty() {
        tally.notes.push(format!("{}收回多于发出，无效，未计入。", names(&void_meetings)));
    }
    SubjectResult {
        subject,
        name: String::new(),
        organization: None,
        meetings: counted_meetings,
        void_meetings,
        scheme,
        tally,
        warnings: Vec::new(),
    }
}

fn names(meetings: &[Meeting]) -> String {
    let names: Vec<String> = meetings
        .iter()
        .map(|meeting| format!("{}（{}）", meeting.code, chinese_date(meeting.held_on)))
        .collect();
    names.join("、")
}

/// The warning of a law firm's branch that did not hear everyone it should have.
fn missing_voters(result: &SubjectResult) -> Option<String> {
    let voted =
        |category: &str| result.tally.counts.categories.get(category).is_some_and(|counts| counts.valid > 0);
    let missing = result.scheme.missing_of_law_firm(&result.name, voted);
    (!missing.is_empty()).then(|| {
        format!("“{}”的评议人中没有{}；律师事务所党支部应请他们参加评议。", result.name, missing.join("、"))
    })
}

/// 合计 of several results under one scheme; none of none. Void results are left out and named.
///
/// # Errors
/// Refused when the schemes differ: marks on different items or grades do not add.
pub fn add<'a>(results: impl IntoIterator<Item = &'a SubjectResult>) -> Result<Option<Tally>> {
    let mut first: Option<&SubjectResult> = None;
    let (mut papers, mut counts, mut void) = (Papers::default(), Counts::default(), Vec::new());
    for result in results {
        let first = first.get_or_insert(result);
        if first.scheme != result.scheme {
            return Err(Error::refused(format!(
                "“{}”和“{}”用的评议方案不同，不能相加",
                first.name, result.name
            ))
            .hint("请按方案分别统计，或缩小统计时段。"));
        }
        if result.tally.void {
            void.push(result.name.as_str());
        } else {
            papers = papers + result.tally.papers;
            counts.merge(&result.tally.counts);
        }
    }
    Ok(first.map(|first| {
        let mut tally = tally(&first.scheme, papers, counts);
        if !void.is_empty() {
            tally.notes.push(format!("{}的评议无效，未计入合计。", void.join("、")));
        }
        tally
    }))
}
