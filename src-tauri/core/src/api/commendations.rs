//! `programme`, `nominate`, `standing`: what sets up a commendation, asked for by name. `advance`:
//! `advancing.rs`; what only reads: `listed.rs`; the screens' commands: `screens.rs`.

mod advancing;
mod listed;
mod named;
mod screens;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::{
    advancing::{AdvanceRequest, Chosen, Move, advance},
    listed::{
        HonourRow, KindRow, NominationRow, ObjectionRow, ProgrammeRow, QuotaRow, StepRow, honours,
        nominations, programmes,
    },
    named::{MemberNamed, Named, OrganizationNamed, ProgrammeNamed, QuotaFor, programme_named},
    screens::{
        AmendAsked, CalendarAsked, CalendarDay, DefinitionCheck, NewProgramme, OfProgramme, Prospect,
        PublicityDays, QuotaAsked, StandingAsked, StandingRow, YearAsked, commands,
    },
};
use crate::{
    Error, Office, Result,
    commendations::{
        self, CheckOutcome, Checked, Definition, Programme, Quota, rules,
        standings::{self, StandingRecord, YearlyStanding},
        store::NominationFacts,
    },
    members::Subject,
    statistics::candidates,
};

/// 登记表彰活动. `definition` is the TOML of the office's own, else the ready-made one is used.
///
/// # Errors
/// Refused when the definition cannot be followed (line and key), or year and name are taken.
pub fn add_programme(
    office: &mut Office,
    year: i32,
    name: &str,
    level: &str,
    basis: Option<&str>,
    definition: Option<&str>,
) -> Result<ProgrammeRow> {
    let definition = definition.map_or_else(Definition::standard, Definition::parse)?;
    let id = office.change("登记表彰活动", |change| {
        change.describe(format!("{year}年，{}个类别", definition.kinds.len()));
        commendations::store::insert_programme(change, year, name, level, basis, &definition)
    })?;
    listed::programme(office, &commendations::store::programme(office.read(), id)?)
}

/// 分配名额: in place of what was allotted to the same; without least and most, takes it away.
///
/// # Errors
/// Not found for programme, kind or organization; refused when least is above most.
pub fn put_quota(
    office: &mut Office,
    named: &ProgrammeNamed,
    kind: &str,
    place: &QuotaFor,
    least: Option<u64>,
    most: Option<u64>,
) -> Result<ProgrammeRow> {
    let programme = programme_named(office, named)?;
    let (organization, domain) = match place {
        QuotaFor::Everybody => (None, None),
        QuotaFor::Organization(named) => (Some(named.find(office)?), None),
        QuotaFor::Domain(domain) => (None, Some(*domain)),
    };
    let kind = programme.definition.kind_named(kind)?.name.clone();
    let quota = Quota { kind, organization, domain, least, most };
    office
        .change("分配表彰名额", |change| commendations::store::put_quota(change, &programme, &quota))?;
    listed::programme(office, &programme)
}

/// What a nomination is to say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct NominationRequest {
    /// 表彰活动.
    pub programme: ProgrammeNamed,
    /// 表彰类别.
    pub kind: String,
    /// 推荐对象.
    pub subject: Named,
    /// 推荐单位; none: a member's branch, the organization above an organization.
    pub by: Option<OrganizationNamed>,
    /// 主要事迹.
    pub reason: Option<String>,
    /// 奖惩情况.
    pub past_honours: Option<String>,
    /// 推荐日期; none for today.
    pub on: Option<NaiveDate>,
}

/// What became of nominations.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NominationReport {
    /// The nominations that were entered or changed, as they stand now.
    pub nominations: Vec<NominationRow>,
    /// What the clerk should know: failed checks, the days of 公示, who was left out.
    pub notes: Vec<String>,
}

/// 登记推荐. Failed checks warn and do not refuse: what is missing may still come before 审定.
///
/// # Errors
/// Not found or ambiguous names; refused when the kind honours others, the subject was not in the
/// books on the day, or is nominated under the kind already.
pub fn nominate(office: &mut Office, asked: &NominationRequest) -> Result<NominationReport> {
    let programme = programme_named(office, &asked.programme)?;
    let facts = facts(office, &programme, asked)?;
    let id = office.change("登记推荐对象", |change| {
        change.describe(facts.kind.clone());
        commendations::store::nominate(change, &programme, &facts)
    })?;
    let all = candidates::candidates(office.read(), &programme, office.clock().today())?;
    let mut notes: Vec<String> = rules::reason_warning(facts.reason.as_deref()).into_iter().collect();
    for candidate in all.iter().filter(|candidate| candidate.nomination.id == id) {
        notes.extend(failed(&candidate.checks).map(|check| warning(&candidate.name, check)));
    }
    Ok(NominationReport { nominations: listed::rows(&programme, all, |row| row == id), notes })
}

/// The nomination that is asked for, checked as far as it can be before it is entered.
fn facts(office: &Office, programme: &Programme, asked: &NominationRequest) -> Result<NominationFacts> {
    let subject = asked.subject.find(office)?;
    let on = asked.on.unwrap_or_else(|| office.clock().today());
    let mut facts = NominationFacts {
        kind: asked.kind.clone(),
        subject,
        nominated_by: asked.by.as_ref().map(|named| named.find(office)).transpose()?,
        nominated_on: on,
        reason: asked.reason.clone(),
        past_honours: asked.past_honours.clone(),
    };
    rules::check_nomination(&programme.definition, &facts, office.clock().today())?;
    candidates::check_existed(office.read(), subject, on)?;
    if facts.nominated_by.is_none() {
        facts.nominated_by = candidates::default_nominator(office.read(), subject, on)?;
    }
    Ok(facts)
}

fn failed(checks: &[Checked]) -> impl Iterator<Item = &Checked> {
    checks.iter().filter(|check| check.outcome == CheckOutcome::Failed)
}

fn warning(name: &str, check: &Checked) -> String {
    format!("“{name}”{}不符合：{}。", check.name, check.figures)
}

/// 登记党组织年度分类 (先进, 中间, 后进).
///
/// # Errors
/// Not found for the organization; refused for a year in which it did not exist; storage errors.
pub fn put_standing(
    office: &mut Office,
    organization: &OrganizationNamed,
    year: i32,
    standing: YearlyStanding,
    measure: Option<&str>,
) -> Result<()> {
    let id = organization.find(office)?;
    let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let (Some(first), Some(last)) = (day(1, 1).filter(|_| year > 1948), day(12, 31)) else {
        return Err(Error::refused(format!("年度“{year}”不像是真的")).hint("请写 2012 这样的四位年份。"));
    };
    if first > office.clock().today() {
        return Err(Error::refused(format!("{year}年还没有到，不能登记分类")).hint("请核对年度。"));
    }
    candidates::check_existed(office.read(), Subject::Organization(id), last)
        .or_else(|_| candidates::check_existed(office.read(), Subject::Organization(id), first))?;
    let record = StandingRecord { organization: id, year, standing, measure: measure.map(str::to_owned) };
    office.change("登记党组织年度分类", |change| standings::put(change, &record))
}
