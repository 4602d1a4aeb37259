//! 推荐对象 with the figures that its checks and its papers need: the join of commendations with
//! members, organizations, evaluations, pledges and honours.
//!
//! Figures are of the day the nomination ended, else of today, so that a decided nomination keeps
//! the figures it was decided on as far as the records of that time stand.

mod records;

use chrono::NaiveDate;
use rusqlite::Connection;

use self::records::Records;
use crate::{
    Error, Result,
    clock::chinese_date,
    commendations::{
        Checked, Honour, Nomination, NominationState, Programme, checks::Evaluated, quotas::Filled,
        standings::StandingRecord,
    },
    error::OrNotFound,
    members::{self, Member, Subject},
    numbers::Share,
    organizations::{self, Organization, OrganizationId, tree},
    pledges::Fulfilment,
};

/// 推荐对象 as checks and papers need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The nomination.
    pub nomination: Nomination,
    /// 在推, 已表彰, 未通过, 已撤回.
    pub state: NominationState,
    /// Full name of the member or organization.
    pub name: String,
    /// The member on the day of the nomination; none for an organization.
    pub member: Option<Member>,
    /// The organization itself; of a member, the branch on the day of the nomination.
    pub organization: Option<Organization>,
    /// 推荐单位 by name.
    pub nominated_by: Option<String>,
    /// This year's 群众评议.
    pub evaluated: Evaluated,
    /// 民主评议 of the last two years that have one, newest first; of members only.
    pub reviews: Vec<Review>,
    /// 兑现情况 of the programme's year.
    pub pledges: Fulfilment,
    /// 正式党员 and 预备党员 of an organization and those below it, on the day of the nomination; none
    /// for a member and for days before the books.
    pub members: Option<MemberCount>,
    /// Honours of the three years before the nomination, oldest first.
    pub honours: Vec<Honour>,
    /// 先进, 中间, 后进 of the programme's year; of organizations only.
    pub standing: Option<StandingRecord>,
    /// The checks of its kind.
    pub checks: Vec<Checked>,
}

/// 正式党员 and 预备党员.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MemberCount {
    /// 正式党员.
    pub full: u64,
    /// 预备党员.
    pub probationary: u64,
}

/// 民主评议 of a member in a year: an evaluation under a scheme that leaves 预备党员 out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// 年度.
    pub year: i32,
    /// 等次: the score band of a scheme with bands, else the grade that most papers gave; none when two
    /// grades share the most.
    pub grade: Option<String>,
    /// How many papers gave that grade, of the valid ones; 0 of 0 for a band.
    pub papers: Share,
}

impl Candidate {
    /// 满意率 of this year's 群众评议; none without a valid one.
    pub fn satisfied(&self) -> Option<Share> {
        match self.evaluated {
            Evaluated::Rate(share, _) => Some(share),
            _ => None,
        }
    }
}

/// One nomination with its figures. For many, [`candidates`] reads the records once.
///
/// # Errors
/// Storage errors.
pub fn candidate(
    connection: &Connection,
    programme: &Programme,
    nomination: &Nomination,
    today: NaiveDate,
) -> Result<Candidate> {
    Records::read(connection, programme, &[], today)?.candidate(nomination)
}

/// Every nomination of a programme with its figures, in the order of
/// [`crate::commendations::store::nominations`].
///
/// # Errors
/// Storage errors.
pub fn candidates(
    connection: &Connection,
    programme: &Programme,
    today: NaiveDate,
) -> Result<Vec<Candidate>> {
    let mut records = Records::read(connection, programme, &[], today)?;
    let nominations = records.nominations.clone();
    nominations.iter().map(|nomination| records.candidate(nomination)).collect()
}

/// Nominations that are about to be entered, with the figures they would have: each counts against
/// quota and share beside those that stand. Their ids must be ids of no nomination.
///
/// # Errors
/// Storage errors.
pub fn prospects(
    connection: &Connection,
    programme: &Programme,
    planned: &[Nomination],
    today: NaiveDate,
) -> Result<Vec<Candidate>> {
    let mut records = Records::read(connection, programme, planned, today)?;
    planned.iter().map(|nomination| records.candidate(nomination)).collect()
}

/// 名额 of a programme with how many take each up, in the order of
/// [`crate::commendations::store::quotas`].
///
/// # Errors
/// Storage errors.
pub fn quotas_filled(
    connection: &Connection,
    programme: &Programme,
    today: NaiveDate,
) -> Result<Vec<Filled>> {
    Ok(Records::read(connection, programme, &[], today)?.quotas_filled())
}

/// Whether a subject was in the books on the day of its nomination. A member who has left may be
/// nominated (追授 after 去世): 正式党员 says so.
///
/// # Errors
/// Refused for an organization that did not exist on the day, and for a member the books do not know
/// on it; storage errors.
pub fn check_existed(connection: &Connection, subject: Subject, on: NaiveDate) -> Result<()> {
    let day = chinese_date(on);
    match subject {
        Subject::Organization(id) => {
            let all = organizations::store::all(connection)?;
            let found = tree::by_id(&all, id).or_not_found(|| "该党组织不存在".to_owned())?;
            if !found.exists_on(on) {
                return Err(Error::refused(format!("“{}”在{day}尚未成立或已撤销，不能推荐", found.name))
                    .hint("请核对推荐日期和党组织。"));
            }
        }
        Subject::Member(id) => {
            if members::store::get(connection, id, on)?.is_none() {
                return Err(Error::refused(format!("该党员在{day}还没有登记入册，不能按这一天推荐"))
                    .hint("请核对推荐日期；名册从期初登记之日起才有记录。"));
            }
        }
    }
    Ok(())
}

/// 推荐单位 where none is named: the branch of a member on the day, the organization above an
/// organization.
///
/// # Errors
/// Storage errors.
pub fn default_nominator(
    connection: &Connection,
    subject: Subject,
    on: NaiveDate,
) -> Result<Option<OrganizationId>> {
    Ok(match subject {
        Subject::Organization(id) => {
            tree::by_id(&organizations::store::all(connection)?, id).and_then(|found| found.parent)
        }
        Subject::Member(id) => {
            members::store::get(connection, id, on)?.and_then(|found| found.membership.organization)
        }
    })
}
