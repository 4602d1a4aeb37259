//! 注: what the figures of a report say of themselves.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    fill::{Desk, Frame, Whole},
    words::period_name,
};
use crate::{
    clock::{Period, chinese_date},
    evaluations::{Scheme, scheme::SubjectKind},
    organizations::NO_BRANCH,
    statistics::{
        books::Span,
        coverage::ONLY_FULL,
        layout::{Layout, RowSource, filled},
    },
};

/// The layout's notes with their words filled, then 满意率的定义, what is not recorded, and what must be
/// said of meetings that were added up or left out.
pub(super) fn of(
    desk: &Desk<'_>,
    layout: &Layout,
    frames: &[Frame<'_>],
    whole: &Whole<'_>,
    period: &Period,
) -> Vec<String> {
    let mut notes: Vec<String> = layout
        .notes
        .iter()
        .map(|note| {
            note.replace("{截止日期}", &chinese_date(desk.as_of())).replace("{时段}", &period_name(period))
        })
        .collect();
    notes.extend(definitions(desk, frames, whole, layout.decimals));
    notes.extend(not_recorded(layout));
    // Days before the books matter to movements; to 在册党员 only when the books know nothing of the day.
    let of_days = |frame| shows(frame, "movements.") || shows(frame, "members.total_at_start");
    let known = desk.books.window.knows(desk.as_of());
    if frames.iter().any(|frame| of_days(frame) || (!known && shows(frame, "members."))) {
        notes.extend(desk.books.notes());
    }
    for note in frames.iter().flat_map(|frame| of_the_due(desk, frame, whole)) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    if frames.iter().any(|frame| shows(frame, "evaluations.")) {
        notes.extend(remarks(desk, frames, whole));
    }
    notes
}

fn shows(frame: &Frame<'_>, family: &str) -> bool {
    let leaves = frame.table.leaves();
    let mut keys = leaves.iter().filter_map(|leaf| leaf.indicator.as_deref());
    keys.any(|key| filled(key, frame.section).starts_with(family))
}

/// How 应评党员 were taken under the section's scheme; of a list of members, why 预备党员 are not on it.
fn of_the_due(desk: &Desk<'_>, frame: &Frame<'_>, whole: &Whole<'_>) -> Vec<String> {
    let family = ["due", "done", "missing", "coverage"];
    if family.iter().any(|of| shows(frame, &format!("evaluations.members.{of}"))) {
        let scheme = frame.section.scheme.as_deref();
        return frame.spans.iter().flat_map(|span| desk.books.coverage_notes(scheme, *span)).collect();
    }
    let mut people = desk.books.people(&whole.place);
    let exempt =
        frame.section.rows == RowSource::Members && people.any(|person| desk.exempts(frame, person.facts.id));
    exempt.then(|| ONLY_FULL.to_owned()).into_iter().collect()
}

/// 满意率的定义 of the schemes in use: once when all share it.
fn definitions(desk: &Desk<'_>, frames: &[Frame<'_>], whole: &Whole<'_>, decimals: u32) -> Vec<String> {
    let mut schemes: BTreeMap<String, Arc<Scheme>> = BTreeMap::new();
    for frame in frames {
        for kind in [SubjectKind::Organization, SubjectKind::Member] {
            if shows(frame, &format!("evaluations.{}.satisfied", kind.word())) {
                let frame = Frame { kind: Some(kind), spans: frame.spans.clone(), ..*frame };
                let used = desk.schemes_of(&frame, &whole.place);
                schemes.extend(used.into_iter().map(|scheme| (scheme.key.clone(), scheme)));
            }
        }
    }
    // The table prints with the layout's decimals.
    let sentence = |scheme: &Scheme| Scheme { decimals, ..scheme.clone() }.definition_sentence();
    let sentences: BTreeSet<String> = schemes.values().map(|scheme| sentence(scheme)).collect();
    if sentences.len() == 1 {
        return sentences.into_iter().collect();
    }
    schemes.values().map(|scheme| format!("{}：{}", scheme.name, sentence(scheme))).collect()
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
fn remarks(desk: &Desk<'_>, frames: &[Frame<'_>], whole: &Whole<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let spans: BTreeSet<Span> = frames.iter().flat_map(|frame| &frame.spans).copied().collect();
    for (span, remark) in
        spans.into_iter().flat_map(|span| desk.books.remarks(span).iter().map(move |remark| (span, remark)))
    {
        let family = format!("evaluations.{}.", remark.kind.word());
        let what = match remark.kind {
            SubjectKind::Organization => "",
            SubjectKind::Member => "党员评议",
        };
        let shown = frames.iter().any(|frame| {
            let scheme = frame.section.scheme.as_ref();
            frame.spans.contains(&span)
                && scheme.is_none_or(|scheme| *scheme == remark.scheme)
                && shows(frame, &family)
        });
        let branch = remark.organization.and_then(|id| whole.organizations.iter().find(|one| one.id == id));
        if !shown || (branch.is_none() && !whole.unplaced) {
            continue;
        }
        let name = branch.map_or(NO_BRANCH, |branch| branch.name.as_str());
        for note in &remark.notes {
            let sentence = format!("{name}{what}：{note}");
            if !found.contains(&sentence) {
                found.push(sentence);
            }
        }
    }
    found
}
