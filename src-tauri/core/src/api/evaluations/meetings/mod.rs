//! 评议会: the meetings, who came, whom they evaluate, and the papers.

mod due;
mod page;
mod shapes;

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use self::{
    due::due,
    page::page,
    shapes::{
        EvaluationsAsked, MeetingAsked, MeetingCard, MeetingChange, MeetingEntry, MeetingPage, PapersAsked,
        SubjectsAdded, VotersAsked,
    },
};
pub(super) use self::{page::open_batches, shapes::OpenBatch};
use super::schemes;
use crate::{
    Office, Result,
    api::contract::{Contract, Done, Nothing},
    evaluations::{
        Evaluation, EvaluationId, Meeting, Method, Papers,
        scheme::SubjectKind,
        store::{self, MeetingFacts, Voters},
    },
};

pub(super) fn commands(all: &mut Contract) {
    all.read("evaluations.meetings", |office: &Office, _: &Nothing| meetings(office));
    all.read("evaluations.meeting", |office: &Office, asked: &MeetingAsked| page(office, asked.meeting));
    all.read("evaluations.meeting_new", |office: &Office, _: &Nothing| suggested(office));
    all.change("evaluations.meeting_add", add);
    all.change("evaluations.meeting_update", |office: &mut Office, asked: &MeetingChange| {
        let facts = facts(&asked.entry);
        office.change("修改评议会", |change| store::update_meeting(change, asked.meeting, &facts))?;
        page(office, asked.meeting)
    });
    all.change("evaluations.meeting_remove", |office: &mut Office, asked: &MeetingAsked| {
        office.change("删除评议会", |change| store::remove_meeting(change, asked.meeting))
    });
    all.change("evaluations.put_voters", put_voters);
    all.read("evaluations.due", |office: &Office, asked: &MeetingAsked| due(office, asked.meeting));
    all.change("evaluations.subjects_add", add_subjects);
    all.change("evaluations.subjects_remove", |office: &mut Office, asked: &EvaluationsAsked| {
        office.change("移除评议对象", |change| {
            change.describe(format!("{}个", asked.evaluations.len()));
            store::remove_subjects(change, &asked.evaluations)
        })
    });
    all.change("evaluations.put_papers", put_papers);
}

fn facts(entry: &MeetingEntry) -> MeetingFacts {
    let MeetingEntry { code, held_on, place, method } = entry.clone();
    MeetingFacts { code, held_on, place, method }
}

fn add(office: &mut Office, asked: &MeetingEntry) -> Result<MeetingPage> {
    let facts = facts(asked);
    let id = office.change("新增评议会", |change| store::insert_meeting(change, &facts))?;
    page(office, id)
}

/// The newest first.
fn meetings(office: &Office) -> Result<Vec<MeetingCard>> {
    let found = store::meetings(office.read(), None)?;
    let batches = open_batches(office)?;
    found.iter().rev().map(|meeting| card(office, meeting, &batches)).collect()
}

fn card(
    office: &Office,
    meeting: &Meeting,
    batches: &BTreeMap<EvaluationId, OpenBatch>,
) -> Result<MeetingCard> {
    let subjects = store::evaluations(office.read(), meeting.id)?;
    let holdings = store::holdings(office.read(), meeting.id)?;
    let count =
        |counts: &dyn Fn(&Evaluation) -> bool| subjects.iter().filter(|one| counts(one)).count() as u64;
    let of_kind = |kind| count(&|one| SubjectKind::of(one.subject) == kind);
    Ok(MeetingCard {
        id: meeting.id,
        code: meeting.code.clone(),
        held_on: meeting.held_on,
        place: meeting.place.clone(),
        method: meeting.method,
        on_paper: meeting.method.on_paper(),
        to_come: meeting.held_on > office.clock().today(),
        organizations: of_kind(SubjectKind::Organization),
        members: of_kind(SubjectKind::Member),
        entered: count(&|one| holdings.get(&one.id).is_some_and(|holding| !holding.is_empty())),
        entering: count(&|one| batches.contains_key(&one.id)),
        void: count(&|one| one.papers.is_void()),
    })
}

/// What the form of a new meeting begins with: the next number, today, and the last place and method.
fn suggested(office: &Office) -> Result<MeetingEntry> {
    let today = office.clock().today();
    let all = store::meetings(office.read(), None)?;
    let of_year = || all.iter().filter(|meeting| meeting.held_on.year() == today.year());
    let taken: BTreeSet<&str> = of_year().map(|meeting| meeting.code.as_str()).collect();
    let last = all.last();
    Ok(MeetingEntry {
        code: next_code(of_year().next_back().or(last).map(|meeting| meeting.code.as_str()), &taken),
        held_on: today,
        place: last.and_then(|meeting| meeting.place.clone()),
        method: last.map_or(Method::Meeting, |meeting| meeting.method),
    })
}

/// The code after `last`: its final number counted on, as wide as it was. PY-01 in an office without
/// meetings. A year begins anew with 1.
fn next_code(last: Option<&str>, taken: &BTreeSet<&str>) -> String {
    let last = last.unwrap_or("PY-00");
    let stem = last.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let digits = last.get(stem.len()..).unwrap_or_default();
    let width = digits.len().clamp(2, 9);
    let from: u64 = if taken.contains(last) { digits.parse().unwrap_or(0) } else { 0 };
    let mut numbers = (from + 1..).map(|number| format!("{stem}{number:0width$}"));
    numbers.find(|code| !taken.contains(code.as_str())).unwrap_or_default()
}

fn put_voters(office: &mut Office, asked: &VotersAsked) -> Result<MeetingPage> {
    let voters: Vec<Voters> = asked
        .voters
        .iter()
        .map(|entry| Voters { category: entry.category.clone(), present: entry.present })
        .collect();
    office.change("登记参评人员", |change| store::put_voters(change, asked.meeting, &voters))?;
    page(office, asked.meeting)
}

fn add_subjects(office: &mut Office, asked: &SubjectsAdded) -> Result<MeetingPage> {
    let scheme = schemes::one(office, &asked.scheme)?.definition;
    let meeting = store::meeting_of(office.read(), asked.meeting)?;
    office.change("添加评议对象", |change| {
        let mut added = 0;
        for subject in &asked.subjects {
            added += u32::from(store::add_subject(change, asked.meeting, (*subject).into(), &scheme)?);
        }
        change.describe(format!("{}，{added}个{}", meeting.code, scheme.subject.label()));
        Ok(())
    })?;
    page(office, asked.meeting)
}

fn put_papers(office: &mut Office, asked: &PapersAsked) -> Result<Done> {
    let papers = Papers::from(asked.papers);
    office.change("登记评议票数", |change| {
        let shown = |count: Option<u64>| count.map_or_else(|| "—".to_owned(), |count| count.to_string());
        change.describe(format!(
            "{}个对象，发出{}、收回{}、作废{}",
            asked.evaluations.len(),
            shown(papers.issued),
            shown(papers.collected),
            papers.spoiled
        ));
        asked.evaluations.iter().try_for_each(|id| store::put_papers(change, *id, papers))
    })
}
