//! Reading the books: every table once, every member's events once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    Books, BySpan, Span, SpanEvaluations, Window,
    entries::{
        AtStart, Due, Evaluated, Evaluations, FiledHonour, FiledPledge, FiledReview, Movement, MovementKind,
        Person, Remark, Sheets,
    },
};
use crate::{
    Result,
    clock::Period,
    commendations,
    evaluations::{Meeting, MeetingId, Papers, scheme::SubjectKind},
    members::{
        self, EventKind, Membership, Subject,
        chronicle::{Chronicle, Entry, PersonFacts, branch_on},
    },
    organizations::{self, Organization, OrganizationId},
    pledges, reviews,
    statistics::{
        coverage::Roll,
        evaluation_results::{Entered, Selection, results_of},
    },
};

pub(super) fn read(connection: &Connection, period: &Period, as_of: NaiveDate) -> Result<Books> {
    let opened = members::store::books_opened_on(connection)?;
    let window = Window { period: period.clone(), as_of, opened };
    let organizations: Arc<[Organization]> = organizations::store::all(connection)?.into();
    let chronicle = Arc::new(Chronicle::read(connection)?);

    let (from, to) = all_days(&window);
    let all = Period { from, to, text: period.text.clone() };
    let entered = Entered::read(connection, &all)?;
    let schemes = entered.schemes.clone();
    let evaluations = by_span(&window, |span| {
        let (from, to) = window.days(span);
        evaluations_of(connection, entered.between(from, to), &organizations, &chronicle, &window)
    })?;

    let subject_branch = |subject, day| match subject {
        Subject::Organization(id) => Some(id),
        Subject::Member(id) => branch_on(chronicle.career(id), day),
    };
    let mut ledger = pledges::store::ledger(connection, Some(period.year()))?;
    // Nobody had promised yet what was made public later.
    ledger.retain(|pledge| pledge.facts.published_on.is_none_or(|day| day <= as_of));
    let pledging = ledger.iter().map(|pledge| pledge.facts.subject).collect();
    let pledges = ledger
        .into_iter()
        .map(|pledge| FiledPledge { organization: subject_branch(pledge.facts.subject, as_of), pledge });
    let pledges = pledges.collect();
    let honours = commendations::honours::honours(connection)?.into_iter().map(|honour| FiledHonour {
        organization: subject_branch(honour.subject, honour.granted_on),
        honour,
    });
    let honours = honours.collect();
    let reviews = reviews::store::heads(connection, from, to)?
        .into_iter()
        .map(|review| FiledReview { organization: subject_branch(review.subject, review.held_on), review });
    let reviews = reviews.collect();

    let at_start = by_span(&window, |span| {
        let known = window.start(span).filter(|day| window.has_begun(span) && window.knows(*day));
        let Some(day) = known else { return Ok(Vec::new()) };
        Ok(chronicle.careers().filter_map(|(person, career)| at_start(person, career, day)).collect())
    })?;
    let mut movements = Vec::new();
    for (_, career) in chronicle.careers() {
        add_movements(&mut movements, career, &window);
    }
    let people = people(Arc::unwrap_or_clone(chronicle), &window);
    Ok(Books {
        units: organizations.iter().cloned().collect(),
        people: people.into_iter().collect(),
        at_start: BySpan {
            period: at_start.period.into_iter().collect(),
            year: at_start.year.map(|year| year.into_iter().collect()),
        },
        movements: movements.into_iter().collect(),
        pledges,
        pledging,
        honours,
        reviews,
        evaluations,
        schemes,
        organizations,
        window,
    })
}

/// The days of both spans together.
fn all_days(window: &Window) -> (NaiveDate, NaiveDate) {
    let (from, to) = window.days(Span::Period);
    (from.min(window.days(Span::Year).0), to)
}

fn by_span<T>(window: &Window, mut read: impl FnMut(Span) -> Result<T>) -> Result<BySpan<T>> {
    let same = window.days(Span::Period) == window.days(Span::Year);
    let year = if same { None } else { Some(read(Span::Year)?) };
    Ok(BySpan { period: read(Span::Period)?, year })
}

fn people(chronicle: Chronicle, window: &Window) -> Vec<Person> {
    let states: Vec<(Option<Membership>, Option<OrganizationId>)> = chronicle
        .careers()
        .map(|(_, career)| {
            (members::chronicle::state_on(career, window.as_of), branch_on(career, window.as_of))
        })
        .collect();
    let known = window.knows(window.as_of);
    chronicle
        .people
        .into_iter()
        .zip(states)
        .map(|(facts, (state, organization))| Person {
            facts,
            standing: state.as_ref().and_then(|state| state.standing),
            category: state.as_ref().and_then(|state| state.category),
            organization,
            enrolled: known && is_enrolled(state.as_ref()),
        })
        .collect()
}

fn at_start(person: &PersonFacts, career: &[Entry], day: NaiveDate) -> Option<AtStart> {
    let state = members::chronicle::state_on(career, day)?;
    state.left.is_none().then_some(AtStart { member: person.id, organization: state.organization })
}

fn is_enrolled(state: Option<&Membership>) -> bool {
    state.is_some_and(|state| state.left.is_none())
}

/// What the tables count of a member's events. Whoever comes or goes counts once: 出党 or 去世 after
/// 停止党籍 changes no total, 停止党籍 did.
fn add_movements(movements: &mut Vec<Movement>, career: &[Entry], window: &Window) {
    use MovementKind::*;
    let (from, to) = all_days(window);
    let from = window.opened.map_or(from, |opened| opened.max(from));
    let mut state = None;
    for entry in career.iter().take_while(|entry| entry.happened_on <= to) {
        let was_enrolled = is_enrolled(state.as_ref());
        let before = state.as_ref().and_then(|state| state.organization);
        entry.apply(&mut state);
        if entry.happened_on < from {
            continue;
        }
        let after = state.as_ref().and_then(|state| state.organization);
        let mut add = |kind, organization, other| {
            movements.push(Movement {
                event: entry.id,
                member: entry.member,
                kind,
                happened_on: entry.happened_on,
                organization,
                other,
            });
        };
        match (entry.kind, was_enrolled) {
            (EventKind::Opening, false) => add(Opened, after, None),
            (EventKind::Admitted, false) => add(Admitted, after, None),
            (EventKind::TransferredIn, false) => add(TransferredIn, after, None),
            (EventKind::Restored, false) => add(Restored, after, None),
            (EventKind::TransferredOut, true) => add(TransferredOut, before, None),
            (EventKind::Suspended, true) => add(Suspended, before, None),
            (EventKind::Expelled, true) => add(Expelled, before, None),
            (EventKind::Died, true) => add(Died, before, None),
            (EventKind::TurnedFull, true) => add(TurnedFull, after, None),
            (EventKind::Retired, true) => add(Retired, after, None),
            (EventKind::Moved, true) => {
                add(MovedOut, before, after);
                add(MovedIn, after, before);
            }
            _ => {}
        }
    }
}

fn evaluations_of(
    connection: &Connection,
    entered: Entered,
    organizations: &Arc<[Organization]>,
    chronicle: &Arc<Chronicle>,
    window: &Window,
) -> Result<SpanEvaluations> {
    let day = window.period.to.min(window.as_of);
    let roll = Roll::of(Arc::clone(organizations), Arc::clone(chronicle), window.opened, &entered, day);
    let (mut of_organizations, mut of_members) = (Evaluations::default(), Evaluations::default());

    of_organizations.due = roll
        .due_organizations()
        .map(|unit| Due {
            subject: Subject::Organization(unit.id),
            organization: Some(unit.id),
            probationary: false,
            early: false,
        })
        .collect();
    of_members.due = roll
        .due_members()
        .map(|due| Due {
            subject: Subject::Member(due.person.id),
            organization: due.branch,
            probationary: due.probationary,
            early: due.early,
        })
        .collect();
    let used: BTreeSet<&str> = entered.rows.iter().map(|(one, _)| one.scheme.as_str()).collect();
    let mut covered: BTreeMap<_, _> = used
        .into_iter()
        .map(|key| (Some(key.to_owned()), Roll::covered(&entered, move |scheme| scheme == key).collect()))
        .collect();
    covered.insert(None, Roll::covered(&entered, |_| true).collect());
    let probationary = entered.probationary_are_due();

    let (organization_sheets, member_sheets): (Vec<_>, Vec<_>) =
        sheets(&entered, &roll).into_iter().partition(|sheets| sheets.kind == SubjectKind::Organization);
    of_organizations.sheets = organization_sheets.into_iter().collect();
    of_members.sheets = member_sheets.into_iter().collect();

    let mut ids: BTreeMap<(Subject, String), i64> = BTreeMap::new();
    for (one, _) in &entered.rows {
        let id = ids.entry((one.subject, one.scheme.clone())).or_insert(one.id.0);
        *id = one.id.0.min(*id);
    }
    let results = results_of(connection, entered, &roll, Selection::All)?;
    let remarkable = results.iter().filter(|result| !result.tally.notes.is_empty());
    let remarks = remarkable.map(|result| Remark {
        kind: SubjectKind::of(result.subject),
        organization: result.subject.columns().0.or(result.organization),
        scheme: result.scheme.key.clone(),
        notes: result.tally.notes.clone(),
    });
    let remarks = remarks.collect();
    let (organization_results, member_results): (Vec<_>, Vec<_>) = results
        .into_iter()
        .filter(|result| !result.tally.void)
        .map(|result| Evaluated {
            id: ids.get(&(result.subject, result.scheme.key.clone())).copied().unwrap_or_default(),
            result,
        })
        .partition(|one| SubjectKind::of(one.result.subject) == SubjectKind::Organization);
    of_organizations.results = organization_results.into_iter().collect();
    of_members.results = member_results.into_iter().collect();
    Ok(SpanEvaluations {
        organizations: of_organizations,
        members: of_members,
        covered,
        probationary,
        remarks,
    })
}

/// Papers by meeting, branch and scheme.
fn sheets(entered: &Entered, roll: &Roll) -> Vec<Sheets> {
    type Key<'a> = (MeetingId, Option<OrganizationId>, SubjectKind, &'a str);
    let mut piles: BTreeMap<Key<'_>, Sheets> = BTreeMap::new();
    for (one, counts) in entered.rows.iter().filter(|(one, _)| !one.papers.is_void()) {
        let Some(meeting) = entered.meetings.get(&one.meeting) else { continue };
        let kind = SubjectKind::of(one.subject);
        let organization = match one.subject {
            Subject::Organization(id) => Some(id),
            Subject::Member(id) => roll.branch(id),
        };
        let valid = counts.categories.values().map(|category| category.valid).sum();
        let blank = counts.categories.values().map(|category| category.blank).sum();
        let pile = piles.entry((one.meeting, organization, kind, &one.scheme)).or_insert_with(|| Sheets {
            id: one.id.0,
            meeting: Meeting::clone(meeting),
            organization,
            scheme: one.scheme.clone(),
            kind,
            papers: Papers::default(),
            valid: 0,
            blank: 0,
        });
        pile.id = pile.id.min(one.id.0);
        pile.papers.issued = pile.papers.issued.max(one.papers.issued);
        pile.papers.collected = pile.papers.collected.max(one.papers.collected);
        pile.papers.spoiled = pile.papers.spoiled.max(one.papers.spoiled);
        pile.valid = pile.valid.max(valid);
        pile.blank = pile.blank.max(blank);
    }
    piles.into_values().collect()
}
