//! 党组织: the tree with its members counted, an organization's page, and what is done to it.

mod leading;
mod page;
mod shapes;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDate;

pub use self::shapes::{
    Dissolution, Heads, NamedOrganization, NewOrganization, OfficerLine, OrganizationAsked,
    OrganizationContact, OrganizationForm, OrganizationMove, OrganizationNode, OrganizationPage,
    OrganizationSaved, OrganizationTree, OrganizationUpdate, OrganizationsAsked, StandingLine, TermAsked,
    TermForm, TermLine, TermSaved,
};
use super::{
    contract::{Contract, Done},
    lists::before_the_books,
};
use crate::{
    Error, Office, Result,
    clock::check_as_of,
    error::OrNotFound,
    members::{self, Member, Standing, masking},
    organizations::{self, Organization, OrganizationFacts, OrganizationId, checks, tree},
    remarks::may_save,
    text,
};

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.read("organizations.tree", organization_tree);
    all.read("organizations.get", page::get);
    all.change("organizations.unmask", unmask);
    all.change("organizations.add", add);
    all.change("organizations.update", update);
    all.change("organizations.dissolve", dissolve);
    all.change("organizations.reinstate", |office: &mut Office, asked: &OrganizationAsked| {
        office.change("取消党组织撤销", |change| organizations::store::reinstate(change, asked.id))
    });
    all.change("organizations.move", |office: &mut Office, asked: &OrganizationMove| {
        office.change("调整党组织隶属和排序", |change| {
            organizations::store::move_to(change, asked.id, asked.parent, asked.before)
        })
    });
    all.change("organizations.put_term", leading::put_term);
    all.change("organizations.remove_term", |office: &mut Office, asked: &TermAsked| {
        office.change("删除任期", |change| organizations::store::remove_term(change, asked.id))
    });
}

/// The day that is asked for, or today.
pub(super) fn day(office: &Office, asked: Option<NaiveDate>) -> Result<NaiveDate> {
    let today = office.clock().today();
    let day = asked.unwrap_or(today);
    check_as_of(day, today).map_err(|error| error.hint("请选择今天或今天以前的日期。"))?;
    Ok(day)
}

/// 党员数 by organization.
#[derive(Default)]
struct Counts {
    own: HashMap<OrganizationId, Heads>,
    without: Heads,
    all: Heads,
}

impl Counts {
    fn of<'a>(members: impl IntoIterator<Item = &'a Member>) -> Self {
        let mut counts = Self::default();
        for member in members {
            let heads = match member.membership.organization {
                Some(id) => counts.own.entry(id).or_default(),
                None => &mut counts.without,
            };
            for heads in [heads, &mut counts.all] {
                heads.total += 1;
                match member.membership.standing {
                    Some(Standing::Full) => heads.full += 1,
                    Some(Standing::Probationary) => heads.probationary += 1,
                    None => {}
                }
            }
        }
        counts
    }

    fn own(&self, id: OrganizationId) -> Heads {
        self.own.get(&id).copied().unwrap_or_default()
    }

    /// Of an organization and of all below it.
    fn below(&self, all: &[Organization], id: OrganizationId) -> Heads {
        tree::descendants(all, id).into_iter().fold(self.own(id), |sum, below| sum + self.own(below))
    }
}

/// The organizations of a day as a tree reads, with 党员数 of their own and with those below them.
///
/// # Errors
/// Refused for a day after today; storage errors.
pub fn organization_tree(office: &Office, asked: &OrganizationsAsked) -> Result<OrganizationTree> {
    let day = day(office, asked.as_of)?;
    let note = before_the_books(office, day)?;
    let known = note.is_none();
    let counts = Counts::of(&members::store::members_on(office.read(), day)?);
    let whole = organizations::store::all(office.read())?;
    let founded = |one: &Organization| one.founded_on.is_none_or(|founded| founded <= day);
    let listed: Vec<Organization> =
        whole.iter().filter(|one| one.exists_on(day) || (asked.dissolved && founded(one))).cloned().collect();
    let nodes = tree::in_order(&listed).into_iter().map(|(one, depth)| OrganizationNode {
        id: one.id,
        name: one.name.clone(),
        kind: one.kind,
        parent: one.parent.filter(|parent| tree::by_id(&listed, *parent).is_some()),
        depth,
        domain: one.domain,
        secretary: one.secretary.clone(),
        founded_on: one.founded_on,
        dissolved_on: one.dissolved_on.filter(|dissolved| *dissolved <= day),
        own: known.then(|| counts.own(one.id)),
        below: known.then(|| counts.below(&whole, one.id)),
    });
    Ok(OrganizationTree {
        as_of: day,
        nodes: nodes.collect(),
        all: known.then_some(counts.all),
        without_branch: counts.without.total,
        note,
    })
}

fn unmask(office: &mut Office, asked: &OrganizationAsked) -> Result<OrganizationContact> {
    let found = one(office, asked.id)?;
    office.note("查看党组织联系电话", &found.name)?;
    Ok(OrganizationContact { phone: found.phone })
}

fn one(office: &Office, id: OrganizationId) -> Result<Organization> {
    let all = organizations::store::all(office.read())?;
    tree::by_id(&all, id)
        .cloned()
        .or_not_found(|| "该党组织不存在".to_owned())
        .map_err(|error| error.hint("请刷新党组织名册后重试。"))
}

/// What a form says, without stray spaces; a masked phone that comes back untouched stays.
fn facts(form: &OrganizationForm, known: Option<&Organization>) -> OrganizationFacts {
    let phone = masking::kept(
        said(form.phone.as_ref()),
        known.and_then(|one| one.phone.as_deref()),
        masking::contact,
    );
    OrganizationFacts {
        name: text::tidy(&form.name),
        kind: form.kind,
        parent: form.parent,
        domain: form.domain,
        code: said(form.code.as_ref()),
        secretary: said(form.secretary.as_ref()),
        phone,
        founded_on: form.founded_on,
        note: said(form.note.as_ref()),
    }
}

/// What stands in a field; none for an empty one.
pub(super) fn said(field: Option<&String>) -> Option<String> {
    field.map(|field| text::tidy(field)).filter(|field| !field.is_empty())
}

fn add(office: &mut Office, asked: &NewOrganization) -> Result<OrganizationSaved> {
    let facts = facts(&asked.facts, None);
    let all = organizations::store::all(office.read())?;
    let remarks = checks::facts(&all, None, &facts, office.clock().today());
    if !may_save(&remarks, asked.confirmed) {
        return Ok(OrganizationSaved { id: None, remarks });
    }
    let id = office.change("登记党组织", |change| organizations::store::insert(change, &facts))?;
    Ok(OrganizationSaved { id: Some(id), remarks })
}

fn update(office: &mut Office, asked: &OrganizationUpdate) -> Result<OrganizationSaved> {
    let known = one(office, asked.id)?;
    let facts = facts(&asked.facts, Some(&known));
    let all = organizations::store::all(office.read())?;
    let remarks = checks::facts(&all, Some(&known), &facts, office.clock().today());
    if !may_save(&remarks, asked.confirmed) {
        return Ok(OrganizationSaved { id: None, remarks });
    }
    office
        .change("更改党组织信息", |change| organizations::store::update(change, asked.id, &facts))?;
    Ok(OrganizationSaved { id: Some(asked.id), remarks })
}

/// 撤销党组织. Nobody may be in it on that day or afterwards.
fn dissolve(office: &mut Office, asked: &Dissolution) -> Result<Done> {
    let today = office.clock().today();
    // Who came in after that day stands in the way too.
    let on = asked.on.min(today);
    let mut members = 0;
    for day in [on, today] {
        let inside = members::store::members_on(office.read(), day)?;
        let inside = inside.iter().filter(|member| member.membership.organization == Some(asked.id));
        members = members.max(inside.count() as u64);
    }
    let known = one(office, asked.id)?;
    if asked.on > today && known.dissolved_on.is_none() {
        return Err(Error::refused("撤销日期晚于今天").hint("请在撤销生效后登记。"));
    }
    office.change("撤销党组织", |change| {
        organizations::store::dissolve(change, asked.id, asked.on, members)
    })
}
