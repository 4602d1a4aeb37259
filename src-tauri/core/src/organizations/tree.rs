//! Rules of the tree: unique names, a parent that exists, no circles, no dissolution with people in it.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Organization, OrganizationFacts, OrganizationId, OrganizationKind};
use crate::{Error, Result, clock::chinese_date, text};

/// The organization of an id.
pub fn by_id(all: &[Organization], id: OrganizationId) -> Option<&Organization> {
    all.iter().find(|organization| organization.id == id)
}

/// Whether `facts` may stand among `all`, for a new organization or for the one of `id`.
///
/// # Errors
/// Refused with the reason.
pub fn check_facts(
    all: &[Organization],
    id: Option<OrganizationId>,
    facts: &OrganizationFacts,
) -> Result<()> {
    let name = text::tidy(&facts.name);
    if name.is_empty() {
        return Err(Error::refused("党组织名称不能为空").hint("请填写党组织全称。"));
    }
    if let Some(id) = id
        && by_id(all, id).is_none()
    {
        return Err(Error::not_found("该党组织不存在").hint("请刷新党组织名册后重试。"));
    }
    let mut others = all.iter().filter(|organization| Some(organization.id) != id);
    if others.clone().any(|other| text::squeeze(&other.name) == text::squeeze(&name)) {
        return Err(Error::refused(format!("党组织“{name}”已经登记"))
            .hint("请核对全称；如是另一个党组织，请在名称上加以区别。"));
    }
    if let Some(code) = &facts.code
        && let Some(other) = others.find(|other| other.code.as_ref() == Some(code))
    {
        return Err(
            Error::refused(format!("党组织代码“{code}”已由“{}”使用", other.name)).hint("请核对代码。")
        );
    }
    let Some(parent) = facts.parent else { return Ok(()) };
    let Some(above) = by_id(all, parent) else {
        return Err(Error::refused(format!("“{name}”的上级党组织不存在")).hint("请先登记上级党组织。"));
    };
    if let Some(id) = id
        && (parent == id || descendants(all, id).contains(&parent))
    {
        return Err(Error::refused(format!("“{}”是“{name}”本身或其下级，不能作为它的上级", above.name))
            .hint("请另选上级党组织。"));
    }
    Ok(())
}

/// Everything below an organization, itself not included, from top to bottom in the order of the
/// name list.
pub fn descendants(all: &[Organization], id: OrganizationId) -> Vec<OrganizationId> {
    let mut below: HashMap<OrganizationId, Vec<OrganizationId>> = HashMap::new();
    for organization in all {
        if let Some(parent) = organization.parent {
            below.entry(parent).or_default().push(organization.id);
        }
    }
    let mut found = Vec::new();
    let mut open: Vec<OrganizationId> = below.remove(&id).unwrap_or_default();
    open.reverse();
    // Each list of children is taken out once, so that even a circle in a damaged file ends.
    while let Some(next) = open.pop() {
        found.push(next);
        open.extend(below.remove(&next).unwrap_or_default().into_iter().rev());
    }
    found
}

/// The branch that a 党小组 is part of; any other organization itself.
pub fn branch_of(all: &[Organization], id: OrganizationId) -> OrganizationId {
    let mut at = id;
    // No deeper than there are organizations, even in a damaged file.
    for _ in all {
        match by_id(all, at).filter(|one| one.kind == OrganizationKind::Group).and_then(|one| one.parent) {
            Some(parent) if by_id(all, parent).is_some() => at = parent,
            _ => break,
        }
    }
    at
}

/// Whether an organization may be dissolved on a day, given its members on that day.
///
/// # Errors
/// Refused with the reason.
pub fn check_dissolution(
    all: &[Organization],
    organization: &Organization,
    on: NaiveDate,
    members: u64,
    today: NaiveDate,
) -> Result<()> {
    let name = &organization.name;
    if let Some(day) = organization.dissolved_on {
        return Err(Error::refused(format!("“{name}”已于{}撤销", chinese_date(day))));
    }
    if on > today {
        return Err(Error::refused("撤销日期晚于今天").hint("请在撤销生效后登记。"));
    }
    if organization.founded_on.is_some_and(|founded| on < founded) {
        return Err(Error::refused(format!("“{name}”的撤销日期早于成立日期")).hint("请核对日期。"));
    }
    if members > 0 {
        return Err(Error::refused(format!("“{name}”还有{members}名党员，不能撤销"))
            .hint("请先办理这些党员的转出或内部调动。"));
    }
    if let Some(child) = all.iter().find(|below| below.parent == Some(organization.id) && below.exists_on(on))
    {
        return Err(Error::refused(format!("“{name}”还有下级党组织“{}”，不能撤销", child.name))
            .hint("请先撤销下级党组织，或把它改到别的上级之下。"));
    }
    Ok(())
}

/// Whether a dissolution may be taken back.
///
/// # Errors
/// Refused with the reason.
pub fn check_reinstatement(all: &[Organization], organization: &Organization) -> Result<()> {
    if organization.dissolved_on.is_none() {
        return Err(Error::refused(format!("“{}”没有撤销，不用取消撤销", organization.name)));
    }
    let parent = organization.parent.and_then(|parent| by_id(all, parent));
    match parent.filter(|parent| parent.dissolved_on.is_some()) {
        Some(parent) => Err(Error::refused(format!(
            "上级党组织“{}”已经撤销，不能取消“{}”的撤销",
            parent.name, organization.name
        ))
        .hint("请先把它改到现有的上级之下，或先取消上级的撤销。")),
        None => Ok(()),
    }
}

/// Whether an organization may be moved under `parent`, before `before`.
///
/// # Errors
/// Refused with the reason.
pub fn check_move(
    all: &[Organization],
    organization: &Organization,
    parent: Option<OrganizationId>,
    before: Option<OrganizationId>,
) -> Result<()> {
    let name = &organization.name;
    if let Some(parent) = parent {
        let Some(above) = by_id(all, parent) else {
            return Err(Error::refused(format!("“{name}”的上级党组织不存在")).hint("请刷新后重试。"));
        };
        if parent == organization.id || descendants(all, organization.id).contains(&parent) {
            return Err(Error::refused(format!("“{}”是“{name}”本身或其下级，不能作为它的上级", above.name))
                .hint("请另选上级党组织。"));
        }
        if above.dissolved_on.is_some() && organization.dissolved_on.is_none() {
            return Err(Error::refused(format!("“{}”已经撤销，不能作为“{name}”的上级", above.name))
                .hint("请另选上级党组织。"));
        }
    }
    let next = before.map(|before| by_id(all, before));
    if next.is_some_and(|next| next.is_none_or(|next| next.parent != parent || next.id == organization.id)) {
        return Err(Error::refused("要排在它前面的党组织不在同一个上级之下").hint("请刷新后重试。"));
    }
    Ok(())
}

/// Places on the name list after a move, for those whose place changes. `before` none: behind everything
/// under `parent`.
pub fn places(
    all: &[Organization],
    id: OrganizationId,
    parent: Option<OrganizationId>,
    before: Option<OrganizationId>,
) -> Vec<(OrganizationId, i64)> {
    let mut order: Vec<OrganizationId> =
        all.iter().map(|organization| organization.id).filter(|other| *other != id).collect();
    let place_of = |wanted: OrganizationId| order.iter().position(|other| *other == wanted);
    let at = match before {
        Some(before) => place_of(before),
        None => {
            let last = all.iter().rev().find(|other| other.parent == parent && other.id != id);
            last.and_then(|last| place_of(last.id)).map(|place| place + 1)
        }
    };
    // Without neighbours it follows its parent.
    let at = at.or_else(|| parent.and_then(place_of).map(|place| place + 1)).unwrap_or(order.len());
    order.insert(at, id);
    // The places that were taken are dealt out anew: the list may have gaps.
    let mut taken: Vec<i64> = all.iter().map(|organization| organization.position).collect();
    taken.sort_unstable();
    let moved = order.into_iter().zip(taken).filter(|(id, position)| {
        by_id(all, *id).is_some_and(|organization| organization.position != *position)
    });
    moved.collect()
}

/// The organizations as a tree reads: each above those below it, those of one parent in the order of
/// the name list; with the depth of each, from 0.
pub fn in_order(all: &[Organization]) -> Vec<(&Organization, usize)> {
    let mut below: HashMap<Option<OrganizationId>, Vec<&Organization>> = HashMap::new();
    for organization in all {
        let parent = organization.parent.filter(|parent| by_id(all, *parent).is_some());
        below.entry(parent).or_default().push(organization);
    }
    let mut open: Vec<(&Organization, usize)> =
        below.remove(&None).unwrap_or_default().into_iter().rev().map(|top| (top, 0)).collect();
    let mut ordered = Vec::with_capacity(all.len());
    loop {
        while let Some((next, depth)) = open.pop() {
            ordered.push((next, depth));
            let children = below.remove(&Some(next.id)).unwrap_or_default();
            open.extend(children.into_iter().rev().map(|child| (child, depth + 1)));
        }
        // What is left stands in a circle, in a damaged file: it is shown at the top.
        let Some(first) = all.iter().find(|one| below.values().flatten().any(|left| left.id == one.id))
        else {
            return ordered;
        };
        below.values_mut().for_each(|children| children.retain(|child| child.id != first.id));
        open.push((first, 0));
    }
}

/// Names that a clerk may have meant, best first, at most three.
pub fn nearest<'a>(all: &'a [Organization], typed: &str) -> Vec<&'a str> {
    text::nearest(all.iter().map(|organization| organization.name.as_str()), typed)
}
