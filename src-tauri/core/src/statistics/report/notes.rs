//! 注: what the figures of a report say of themselves.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rusqlite::Connection;

use super::{
    fill::{Desk, Frame, Whole, word},
    words::period_name,
};
use crate::{
    Result,
    clock::{Period, chinese_date},
    evaluations::{Scheme, scheme::SubjectKind},
    members::Subject,
    statistics::{
        evaluation_results::{Selection, results},
        layout::{Layout, filled},
    },
};

/// The layout's notes with their words filled, then 满意率的定义, what is not recorded, and what must be
/// said of meetings that were added up or left out.
pub(super) fn of(
    desk: &Desk<'_>,
    connection: &Connection,
    layout: &Layout,
    frames: &[Frame<'_>],
    whole: &Whole<'_>,
    period: &Period,
) -> Result<Vec<String>> {
    let mut notes: Vec<String> = layout
        .notes
        .iter()
        .map(|note| {
            note.replace("{截止日期}", &chinese_date(desk.as_of())).replace("{时段}", &period_name(period))
        })
        .collect();
    notes.extend(definitions(desk, frames, whole));
    notes.extend(not_recorded(layout));
    // Days before the books matter to movements; to 在册党员 only when the books know nothing of the day.
    let of_days = |frame| shows(frame, "movements.") || shows(frame, "members.total_at_start");
    let known = desk.books.window.knows(desk.as_of());
    if frames.iter().any(|frame| of_days(frame) || (!known && shows(frame, "members."))) {
        notes.extend(desk.books.notes());
    }
    let mut coverage: Vec<&String> = Vec::new();
    for frame in frames.iter().filter(|frame| {
        [SubjectKind::Organization, SubjectKind::Member].into_iter().any(|kind| {
            let stem = format!("evaluations.{}.", word(kind));
            ["due", "done", "missing", "coverage"].iter().any(|of| shows(frame, &format!("{stem}{of}")))
        })
    }) {
        coverage.extend(frame.spans.iter().flat_map(|span| desk.books.coverage_notes(*span)));
    }
    for note in coverage {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    if frames.iter().any(|frame| shows(frame, "evaluations.")) {
        notes.extend(remarks(connection, frames, whole, period)?);
    }
    Ok(notes)
}

fn shows(frame: &Frame<'_>, family: &str) -> bool {
    let leaves = frame.table.leaves();
    let mut keys = leaves.iter().filter_map(|leaf| leaf.indicator.as_deref());
    keys.any(|key| filled(key, frame.section).starts_with(family))
}

/// 满意率的定义 of the schemes in use: once when all share it.
fn definitions(desk: &Desk<'_>, frames: &[Frame<'_>], whole: &Whole<'_>) -> Vec<String> {
    let mut schemes: BTreeMap<String, Arc<Scheme>> = BTreeMap::new();
    for frame in frames {
        for kind in [SubjectKind::Organization, SubjectKind::Member] {
            if shows(frame, &format!("evaluations.{}.satisfied", word(kind))) {
                let frame = Frame { kind: Some(kind), spans: frame.spans.clone(), ..*frame };
                let used = desk.schemes_of(&frame, &whole.place);
                schemes.extend(used.into_iter().map(|scheme| (scheme.key.clone(), scheme)));
            }
        }
    }
    let sentences: BTreeSet<String> = schemes.values().map(|scheme| scheme.definition_sentence()).collect();
    if sentences.len() == 1 {
        return sentences.into_iter().collect();
    }
    schemes.values().map(|scheme| format!("{}：{}", scheme.name, scheme.definition_sentence())).collect()
}

/// One sentence for all columns that nobody enters yet.
fn not_recorded(layout: &Layout) -> Option<String> {
    let leaves = layout.tables.iter().flat_map(|table| table.leaves());
    let mut heads = leaves.filter(|leaf| leaf.indicator.is_none() && !leaf.by_hand).map(|leaf| &leaf.head);
    let first = heads.next()?.replace('\n', "");
    let several = if heads.next().is_some() { "等项目" } else { "" };
    Some(format!("“{first}”{several}尚未登记，以“—”表示。"))
}

/// What must be said of merged and void meetings, each remark once for its organization: an upward
/// table names branches and meetings, never a person.
fn remarks(
    connection: &Connection,
    frames: &[Frame<'_>],
    whole: &Whole<'_>,
    period: &Period,
) -> Result<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    let schemes: Vec<Option<&String>> = frames.iter().map(|frame| frame.section.scheme.as_ref()).collect();
    for result in results(connection, period, Selection::All)? {
        let kind = SubjectKind::of(result.subject);
        let family = format!("evaluations.{}.", word(kind));
        let (organization, what) = match result.subject {
            Subject::Organization(id) => (Some(id), ""),
            Subject::Member(_) => (result.organization, "党员评议"),
        };
        let shown = frames.iter().zip(&schemes).any(|(frame, scheme)| {
            scheme.is_none_or(|scheme| *scheme == result.scheme.key) && shows(frame, &family)
        });
        let branch = organization.and_then(|id| whole.organizations.iter().find(|one| one.id == id));
        if !shown || (branch.is_none() && !whole.unplaced) {
            continue;
        }
        let name = branch.map_or("未编入党支部", |branch| branch.name.as_str());
        for remark in &result.tally.notes {
            let remark = format!("{name}{what}：{remark}");
            if !found.contains(&remark) {
                found.push(remark);
            }
        }
    }
    Ok(found)
}
