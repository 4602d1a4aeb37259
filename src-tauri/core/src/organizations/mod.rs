//! 党组织: the tree of party organizations, their kinds and domains.
//!
//! A room of its own because every count and every paper is by organization. An organization is
//! never deleted, it is dissolved on a day. This room must not know who its members are: that is
//! `members`; of an officer it keeps the number of the record.

pub mod checks;
pub mod store;
pub mod terms;
#[cfg(test)]
mod tests;
pub mod tree;
mod unit;

use chrono::NaiveDate;

use crate::labels::{labelled, row_id};
pub use unit::UnitFacts;

row_id! {
    /// One party organization (党组织).
    pub struct OrganizationId
}

/// What stands for the branch of members who are in none.
pub const NO_BRANCH: &str = "未编入党支部";

labelled! {
    /// 党组织类别.
    pub enum OrganizationKind {
        LeadingGroup = "党组",
        Committee = "党委",
        GeneralBranch = "党总支",
        Branch = "党支部",
        Group = "党小组",
    }
}

labelled! {
    /// 所属领域: the ten of `domain.md` §1.3, in official order.
    pub enum Domain {
        CountyOrgans = "县直机关",
        Townships = "乡镇(街道)",
        Villages = "村",
        Communities = "社区",
        StateEnterprises = "国有企业",
        NonPublicEnterprises = "非公有制企业",
        SchoolsHospitalsInstitutes = "学校·医院及科研院所",
        SocialGroups = "社会团体",
        SocialIntermediaries = "社会中介组织",
        PrivateNonEnterpriseAndOther = "民办非企业单位和其它",
    }
}

/// 本单位: whose file this is, 填报单位 of every paper.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// 单位名称.
    pub name: String,
    /// 联系电话.
    pub phone: Option<String>,
}

/// 党组织, as the office file keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Row id.
    pub id: OrganizationId,
    /// 全称, unique in the office.
    pub name: String,
    /// 类别.
    pub kind: OrganizationKind,
    /// 上级党组织 inside this office.
    pub parent: Option<OrganizationId>,
    /// 所属领域.
    pub domain: Option<Domain>,
    /// 党组织代码: opaque text.
    pub code: Option<String>,
    /// 书记 as the name list writes it.
    pub secretary: Option<String>,
    /// 联系电话.
    pub phone: Option<String>,
    /// 成立时间.
    pub founded_on: Option<NaiveDate>,
    /// 撤销时间.
    pub dissolved_on: Option<NaiveDate>,
    /// 备注.
    pub note: Option<String>,
    /// Place on the name list.
    pub position: i64,
}

impl Organization {
    /// Whether it exists on a day. An unknown founding day counts as "always".
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.founded_on.is_none_or(|founded| founded <= day)
            && self.dissolved_on.is_none_or(|dissolved| day < dissolved)
    }
}

/// What is needed to register an organization; also the wanted state in an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationFacts {
    /// 全称.
    pub name: String,
    /// 类别.
    pub kind: OrganizationKind,
    /// 上级党组织 inside this office.
    pub parent: Option<OrganizationId>,
    /// 所属领域.
    pub domain: Option<Domain>,
    /// 党组织代码.
    pub code: Option<String>,
    /// 书记.
    pub secretary: Option<String>,
    /// 联系电话.
    pub phone: Option<String>,
    /// 成立时间.
    pub founded_on: Option<NaiveDate>,
    /// 备注.
    pub note: Option<String>,
}
