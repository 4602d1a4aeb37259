//! The desk at which a paper is made: the records as of the asked day, cut as the request asks.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    catalogue::{Order, Parameter, Request, no_period, takes},
    conventions::Unit,
};
use crate::{
    Error, Result,
    clock::{Clock, Period, check_as_of, chinese_date},
    error::OrNotFound,
    evaluations::{self, Scheme, scheme::SubjectKind},
    members::{self, Member, name_order::NameOrder},
    organizations::{self, Organization, OrganizationId, tree},
    statistics::report::CheckFailure,
};

/// What every form's loading starts from.
pub(super) struct Desk<'a> {
    /// Key of the form that was asked for.
    pub form: &'a str,
    pub connection: &'a Connection,
    pub request: &'a Request,
    pub unit: Unit,
    /// Every organization that exists on the as-of day, in the order of the name list.
    pub organizations: Vec<Organization>,
    pub as_of: NaiveDate,
    pub today: NaiveDate,
    /// 勾稽关系 that the form found not to hold.
    pub failures: RefCell<Vec<CheckFailure>>,
}

impl<'a> Desk<'a> {
    pub fn open(
        connection: &'a Connection,
        form: &'a str,
        request: &'a Request,
        clock: Clock,
    ) -> Result<Self> {
        let as_of = as_of(connection, request, clock.today())?;
        let mut organizations = organizations::store::all(connection)?;
        if let Some(chosen) = request.organization {
            let chosen = organizations
                .iter()
                .find(|organization| organization.id == chosen)
                .or_not_found(|| "没有这个党组织".to_owned())?;
            if !chosen.exists_on(as_of) {
                return Err(Error::refused(format!("{}在{}不存在", chosen.name, chinese_date(as_of)))
                    .hint("请核对成立时间、撤销时间，或换一个截止日期。"));
            }
        }
        organizations.retain(|organization| organization.exists_on(as_of));
        Ok(Self {
            form,
            connection,
            request,
            unit: organizations::store::unit(connection)?,
            organizations,
            as_of,
            today: clock.today(),
            failures: RefCell::default(),
        })
    }

    /// Whether the form takes a parameter; what it does not take is left alone.
    pub fn takes(&self, parameter: Parameter) -> bool {
        takes(self.form).contains(&parameter)
    }

    /// The period.
    pub fn period(&self) -> Result<&'a Period> {
        self.request.period.as_ref().ok_or_else(|| no_period("这张表"))
    }

    /// Copies to print, at least one.
    pub fn copies(&self) -> u32 {
        self.request.copies.max(1)
    }

    /// The asked organization.
    pub fn chosen(&self) -> Option<&Organization> {
        self.request.organization.and_then(|id| self.organization(id))
    }

    /// An organization that exists on the as-of day.
    pub fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        self.organizations.iter().find(|organization| organization.id == id)
    }

    /// Names by id.
    pub fn names(&self) -> BTreeMap<OrganizationId, String> {
        self.organizations.iter().map(|organization| (organization.id, organization.name.clone())).collect()
    }

    /// The asked organization and all below it; everything when none is asked.
    pub fn scope(&self) -> BTreeSet<OrganizationId> {
        match self.request.organization {
            Some(top) => self.under(top),
            None => self.organizations.iter().map(|organization| organization.id).collect(),
        }
    }

    /// The organizations of [`Desk::scope`], in the order of the name list.
    pub fn organizations_in_scope(&self) -> Vec<&Organization> {
        let scope = self.scope();
        self.organizations.iter().filter(|organization| scope.contains(&organization.id)).collect()
    }

    /// `top` and all below it.
    pub fn under(&self, top: OrganizationId) -> BTreeSet<OrganizationId> {
        tree::descendants(&self.organizations, top).into_iter().chain([top]).collect()
    }

    /// 在册党员 of the as-of day in [`Desk::scope`], by branch and place on the roster. Members
    /// without a branch come last, and only when everybody is asked for.
    pub fn members(&self) -> Result<Vec<Member>> {
        Ok(self.by_branch(members::store::members_on(self.connection, self.as_of)?))
    }

    /// As [`Desk::members`], with those who left, under their last branch: what they pledged
    /// stays theirs.
    pub fn everyone(&self) -> Result<Vec<Member>> {
        Ok(self.by_branch(members::store::everyone(self.connection, self.as_of)?))
    }

    fn by_branch(&self, mut members: Vec<Member>) -> Vec<Member> {
        let places: BTreeMap<_, _> = self
            .organizations
            .iter()
            .enumerate()
            .map(|(place, organization)| (organization.id, place))
            .collect();
        let place = |member: &Member| {
            member.membership.organization.and_then(|id| places.get(&id).copied()).unwrap_or(usize::MAX)
        };
        let scope = self.scope();
        if self.request.organization.is_some() {
            members.retain(|member| member.membership.organization.is_some_and(|id| scope.contains(&id)));
        }
        members.sort_by_key(|member| (place(member), member.position, member.id));
        members
    }

    /// What names are sorted by; 姓氏笔画 unless 拼音 is asked for.
    pub fn name_order(&self, order: Order) -> Result<NameOrder> {
        match order {
            Order::Pinyin => NameOrder::pinyin(),
            Order::Roster | Order::Strokes => members::store::name_order(self.connection),
        }
    }

    /// The asked scheme, or the ready-made one of the 004 annexes for this kind of subject.
    pub fn scheme(&self, kind: SubjectKind) -> Result<Scheme> {
        let mut schemes = evaluations::store::schemes(self.connection)?;
        let Some(key) = &self.request.scheme else {
            return schemes.remove(kind.default_scheme()).or_not_found(|| "没有可用的评议方案".to_owned());
        };
        let keys = schemes.keys().cloned().collect();
        let scheme = schemes.remove(key).ok_or_else(|| {
            Error::not_found(format!("没有名为“{key}”的评议方案")).hint("可用的方案如下。").details(keys)
        })?;
        if scheme.subject != kind {
            return Err(Error::refused(format!("评议方案“{}”不适用于这张表的评议对象", scheme.name))
                .hint("请换一个方案，或用默认方案。")
                .terminal("请换一个方案，或不写 --scheme 使用默认方案。"));
        }
        Ok(scheme)
    }
}

/// The asked day; else the period's last day, but not after today and not before the books were
/// opened: earlier days are 无数据 (`decisions.md` 14), and the paper prints the day it stands for.
fn as_of(connection: &Connection, request: &Request, today: NaiveDate) -> Result<NaiveDate> {
    let opened = members::store::books_opened_on(connection)?;
    if let Some(asked) = request.as_of {
        check_as_of(asked, today)?;
        return match opened.filter(|opened| asked < *opened) {
            Some(opened) => Err(Error::refused(format!(
                "党员名册从{}起登记，{}的情况没有记录",
                chinese_date(opened),
                chinese_date(asked)
            ))
            .hint(format!("截止日期请用{}或以后的日期。", chinese_date(opened)))),
            None => Ok(asked),
        };
    }
    let day = request.period.as_ref().map_or(today, |period| period.to.min(today));
    Ok(opened.map_or(day, |opened| day.max(opened)))
}
