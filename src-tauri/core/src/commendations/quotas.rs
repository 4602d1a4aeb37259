//! 名额: how many are nominated against what was allotted. Pure.

use super::{Quota, Rounding, ShareRule};
use crate::organizations::{Domain, OrganizationId};

/// A nomination that takes up quota: it is 在推 or 已表彰.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taker {
    /// 表彰类别.
    pub kind: String,
    /// 推荐单位.
    pub nominated_by: Option<OrganizationId>,
    /// 领域 of the organization, or of the member's branch.
    pub domain: Option<Domain>,
}

/// A quota with how many take it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The quota.
    pub quota: Quota,
    /// 已推荐.
    pub count: u64,
}

impl Quota {
    /// Whether a nomination counts against it: its kind, and 推荐单位 or 领域 where the quota names one.
    /// A quota of an organization counts what that very organization nominates, not those below it.
    pub fn counts(&self, taker: &Taker) -> bool {
        self.kind == taker.kind
            && self.organization.is_none_or(|organization| taker.nominated_by == Some(organization))
            && self.domain.is_none_or(|domain| taker.domain == Some(domain))
    }
}

/// Each quota with how many take it up, in the order given.
pub fn fill(quotas: &[Quota], takers: &[Taker]) -> Vec<Filled> {
    let count = |quota: &Quota| takers.iter().filter(|taker| quota.counts(taker)).count() as u64;
    quotas.iter().map(|quota| Filled { quota: quota.clone(), count: count(quota) }).collect()
}

impl ShareRule {
    /// How many persons the share is of `members` 正式党员: 1/3 of 64 舍去 is 21, 5/100 进一 is 4
    /// (`decisions.md` 9).
    pub fn limit(self, members: u64) -> u64 {
        let exact = u128::from(members) * u128::from(self.part);
        let whole = u128::from(self.whole.max(1));
        let limit = match self.rounding {
            Rounding::Floor => exact / whole,
            Rounding::Ceiling => exact.div_ceil(whole),
        };
        u64::try_from(limit).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_round_as_the_rule_says() {
        let third = ShareRule { part: 1, whole: 3, rounding: Rounding::Floor };
        let twentieth = ShareRule { part: 5, whole: 100, rounding: Rounding::Ceiling };
        for (members, least, most) in
            [(64, 21, 4), (66, 22, 4), (45, 15, 3), (311, 103, 16), (60, 20, 3), (0, 0, 0)]
        {
            assert_eq!((third.limit(members), twentieth.limit(members)), (least, most), "{members}");
        }
    }

    #[test]
    fn a_quota_counts_its_kind_its_nominator_or_its_domain() {
        let quota = |organization, domain| Quota {
            kind: "优秀共产党员".to_owned(),
            organization,
            domain,
            least: None,
            most: Some(1),
        };
        let taker = |kind: &str, by, domain| Taker { kind: kind.to_owned(), nominated_by: by, domain };
        let (one, two) = (Some(OrganizationId(1)), Some(OrganizationId(2)));
        let takers = [
            taker("优秀共产党员", one, Some(Domain::CountyOrgans)),
            taker("优秀共产党员", two, Some(Domain::SocialGroups)),
            taker("优秀共产党员", None, None),
            taker("优秀党务工作者", one, Some(Domain::CountyOrgans)),
        ];
        let filled =
            fill(&[quota(None, None), quota(one, None), quota(None, Some(Domain::SocialGroups))], &takers);
        assert_eq!(filled.iter().map(|filled| filled.count).collect::<Vec<_>>(), [3, 1, 1]);
    }
}
