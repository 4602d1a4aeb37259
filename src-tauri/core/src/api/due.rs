//! 到期提醒: what is due, in groups, and the rules that the office keeps.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    contract::{Contract, Done, Nothing},
    reviews::parts,
};
use crate::{
    Office, Result,
    clock::{Period, period_name},
    evaluations::scheme::SubjectKind,
    organizations::NO_BRANCH,
    pledges::PledgeId,
    statistics::due::{DueGroup, DueItem, DueKind, DueState, Ground, Rules, put_rules, rules},
};

/// The room of the screens in which a thing is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// 领导点评.
    Reviews,
    /// 群众评议.
    Evaluations,
    /// 党员.
    Members,
    /// 公开承诺.
    Pledges,
    /// 党组织.
    Organizations,
}

/// Things due of one kind and window.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DueGroupRow {
    /// 一季一讲评 ...
    pub kind: DueKind,
    /// 已逾期 | 即将到期 | 未到期.
    pub state: DueState,
    /// What, in words: 2012年第二季度讲评.
    pub name: String,
    /// The window, where it is kept by windows.
    pub period: Option<Period>,
    /// The earliest last day.
    pub by: NaiveDate,
    /// Days left until then; below zero, days since.
    pub days_left: i64,
    /// How many organizations.
    pub organizations: u64,
    /// How many things of members.
    pub members: u64,
    /// Where to go.
    pub room: Room,
    /// The first of them, or all.
    pub rows: Vec<DueRow>,
}

/// One thing due.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DueRow {
    /// 党组织 | 党员.
    pub subject_kind: SubjectKind,
    /// Row id of the organization or the member.
    pub subject_id: i64,
    /// Full name.
    pub name: String,
    /// The branch of a member.
    pub organization: Option<String>,
    /// The last day.
    pub by: NaiveDate,
    /// Days left until then; below zero, days since.
    pub days_left: i64,
    /// The line of the ledger.
    pub pledge: Option<PledgeId>,
    /// What must be said beside the name.
    pub note: Option<String>,
}

/// One group in full.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct DueAsked {
    /// Of which kind; all without one.
    pub kind: Option<DueKind>,
    /// How near; all without one.
    pub state: Option<DueState>,
    /// Of which window; all without one.
    pub period: Option<Period>,
}

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.read("due.list", |office: &Office, asked: &DueAsked| {
        let rules = rules(office.read())?;
        let ground = Ground::read(office.read(), office.clock().today(), &rules)?;
        let mut groups = ground.groups(&rules);
        groups.retain(|group| {
            asked.kind.is_none_or(|kind| group.kind == kind)
                && asked.state.is_none_or(|state| group.state == state)
                && asked.period.as_ref().is_none_or(|period| group.period.as_ref() == Some(period))
        });
        Ok(groups.iter().map(|group| group_row(&ground, group, usize::MAX)).collect::<Vec<_>>())
    });
    all.read("due.rules", |office: &Office, _: &Nothing| rules(office.read()));
    all.change("due.put_rules", |office: &mut Office, asked: &Rules| -> Result<Done> {
        office.change("更改提醒时限", |change| put_rules(change, asked))
    });
}

/// A group with its first rows.
pub(super) fn group_row(ground: &Ground, group: &DueGroup, first: usize) -> DueGroupRow {
    let members =
        group.items.iter().filter(|item| parts(item.subject).0 == SubjectKind::Member).count() as u64;
    DueGroupRow {
        kind: group.kind,
        state: group.state,
        name: name(group),
        period: group.period.clone(),
        by: group.by,
        days_left: days(ground, group.by),
        organizations: group.items.len() as u64 - members,
        members,
        room: room(group.kind),
        rows: group.items.iter().take(first).map(|item| row(ground, item)).collect(),
    }
}

fn row(ground: &Ground, item: &DueItem) -> DueRow {
    let (subject_kind, subject_id) = parts(item.subject);
    let branch = || match item.organization {
        Some(id) => ground.unit(id).map(|unit| unit.name.clone()),
        None => Some(NO_BRANCH.to_owned()),
    };
    DueRow {
        subject_kind,
        subject_id,
        name: ground.name(item.subject).to_owned(),
        organization: if subject_kind == SubjectKind::Member { branch() } else { None },
        by: item.by,
        days_left: days(ground, item.by),
        pledge: item.pledge,
        note: item.note.clone(),
    }
}

fn days(ground: &Ground, by: NaiveDate) -> i64 {
    by.signed_duration_since(ground.today).num_days()
}

fn name(group: &DueGroup) -> String {
    let period = group.period.as_ref().map(period_name).unwrap_or_default();
    match group.kind {
        DueKind::Briefing => format!("{period}讲评"),
        DueKind::Comment => format!("{period}领导点评"),
        DueKind::Evaluation => format!("{period}群众评议"),
        DueKind::Probation | DueKind::Pledge | DueKind::Term => group.kind.to_string(),
    }
}

const fn room(kind: DueKind) -> Room {
    match kind {
        DueKind::Briefing | DueKind::Comment => Room::Reviews,
        DueKind::Evaluation => Room::Evaluations,
        DueKind::Probation => Room::Members,
        DueKind::Pledge => Room::Pledges,
        DueKind::Term => Room::Organizations,
    }
}
