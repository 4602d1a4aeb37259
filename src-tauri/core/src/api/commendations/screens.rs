//! The commands of 评先表彰, and what only a screen asks: a look at a nomination's checks before it is
//! entered, the days of 公示 on the calendar, the standings of a year.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    NominationReport, NominationRequest, NominationRow, OrganizationNamed, ProgrammeNamed, QuotaFor,
    add_programme, advance, facts, honours, listed, nominate, nominations, programme_named, programmes,
    put_quota, put_standing,
};
use crate::{
    Office, Result,
    api::contract::{Contract, Done, Nothing},
    commendations::{
        self, Checked, Definition, NominationId,
        calendar::Calendar,
        rules,
        standings::{self, YearlyStanding},
        store::NominationFacts,
    },
    error::OrNotFound,
    organizations::{self, OrganizationId, OrganizationKind},
    statistics::candidates,
};

/// The commands of this room.
pub fn commands(all: &mut Contract) {
    all.read("commendations.programmes", |office: &Office, _: &Nothing| programmes(office, None));
    all.change("commendations.add", |office: &mut Office, asked: &NewProgramme| {
        let (basis, definition) = (asked.basis.as_deref(), asked.definition.as_deref());
        add_programme(office, asked.year, &asked.name, &asked.level, basis, definition)
    });
    all.read("commendations.definition", definition);
    all.read("commendations.check_definition", |_: &Office, asked: &DefinitionAsked| {
        Ok(check_definition(&asked.text))
    });
    all.change("commendations.put_quota", |office: &mut Office, asked: &QuotaAsked| {
        put_quota(office, &asked.programme, &asked.kind, &asked.place, asked.least, asked.most)
    });
    all.read("commendations.nominations", |office: &Office, asked: &OfProgramme| {
        nominations(office, asked.programme.as_ref())
    });
    all.change("commendations.prospect", prospect);
    all.change("commendations.nominate", nominate);
    all.change("commendations.amend", amend);
    all.change("commendations.advance", advance);
    all.read("commendations.calendar", |_: &Office, asked: &CalendarAsked| calendar(asked));
    all.read("commendations.honours", |office: &Office, asked: &OfProgramme| {
        honours(office, asked.programme.as_ref())
    });
    all.read("commendations.standings", |office: &Office, asked: &YearAsked| {
        standings_of(office, asked.year)
    });
    all.change("commendations.put_standing", |office: &mut Office, asked: &StandingAsked| -> Result<Done> {
        put_standing(office, &asked.organization, asked.year, asked.standing, asked.measure.as_deref())
    });
}

/// 登记表彰活动.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct NewProgramme {
    /// 年度.
    pub year: i32,
    /// 名称.
    pub name: String,
    /// 表彰层次.
    pub level: String,
    /// 依据.
    pub basis: Option<String>,
    /// TOML of the office's own definition; the ready-made one where nothing is said.
    pub definition: Option<String>,
}

/// Of one programme, or of all.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct OfProgramme {
    /// 表彰活动.
    pub programme: Option<ProgrammeNamed>,
}

/// A definition that the clerk is writing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct DefinitionAsked {
    /// TOML.
    pub text: String,
}

/// Whether a definition can be followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DefinitionCheck {
    /// Whether a programme can go by it.
    pub ok: bool,
    /// What has to be mended, with line and key; null when nothing has.
    pub fault: Option<String>,
    /// 表彰类别 in it.
    pub kinds: Vec<String>,
    /// 步骤 in it.
    pub steps: Vec<String>,
}

/// 分配名额.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct QuotaAsked {
    /// 表彰活动.
    pub programme: ProgrammeNamed,
    /// 表彰类别.
    pub kind: String,
    /// For whom.
    pub place: QuotaFor,
    /// At least.
    pub least: Option<u64>,
    /// At most. Without either, the quota is taken away.
    pub most: Option<u64>,
}

/// What a nomination would be like.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Prospect {
    /// Who would stand behind it, named or not.
    pub nominated_by: Option<String>,
    /// The checks, with the figures behind each.
    pub checks: Vec<Checked>,
    /// What the clerk should know.
    pub notes: Vec<String>,
}

/// 更正推荐对象: 推荐单位, 主要事迹 and 奖惩情况 of a nomination that is in the books.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct AmendAsked {
    /// 表彰活动.
    pub programme: ProgrammeNamed,
    /// The nomination.
    pub nomination: NominationId,
    /// 推荐单位.
    pub by: Option<OrganizationNamed>,
    /// 主要事迹.
    pub reason: Option<String>,
    /// 奖惩情况.
    pub past_honours: Option<String>,
}

/// 公示 from a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct CalendarAsked {
    /// First day.
    pub from: NaiveDate,
    /// Working days, at least.
    pub days: u32,
    /// Last day; the first that leaves enough working days where nothing is said.
    pub until: Option<NaiveDate>,
}

/// The days of 公示.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PublicityDays {
    /// The first last day that leaves enough working days.
    pub earliest: NaiveDate,
    /// Working days up to the last day.
    pub working_days: usize,
    /// The weeks that hold them, Monday to Sunday.
    pub days: Vec<CalendarDay>,
    /// What the count does not know: the holidays of a year.
    pub note: Option<String>,
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CalendarDay {
    /// The day.
    pub day: NaiveDate,
    /// Whether offices work on it.
    pub working: bool,
    /// Whether it is one of 公示.
    pub inside: bool,
}

/// A year.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub struct YearAsked {
    /// 年度.
    pub year: i32,
}

/// An organization's standing in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StandingRow {
    /// 党组织.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// 先进 | 中间 | 后进; null where nothing is recorded.
    pub standing: Option<YearlyStanding>,
    /// 措施.
    pub measure: Option<String>,
}

/// 登记党组织年度分类.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct StandingAsked {
    /// 党组织.
    pub organization: OrganizationNamed,
    /// 年度.
    pub year: i32,
    /// 先进 | 中间 | 后进.
    pub standing: YearlyStanding,
    /// 措施.
    pub measure: Option<String>,
}

/// The TOML a programme goes by, or that of the ready-made definition, to read or to copy.
fn definition(office: &Office, asked: &OfProgramme) -> Result<String> {
    match &asked.programme {
        None => Ok(Definition::STANDARD.to_owned()),
        Some(named) => programme_named(office, named)?.definition.to_toml(),
    }
}

fn check_definition(text: &str) -> DefinitionCheck {
    match Definition::parse(text) {
        Ok(found) => DefinitionCheck {
            ok: true,
            fault: None,
            kinds: found.kinds.into_iter().map(|kind| kind.name).collect(),
            steps: found.steps,
        },
        Err(error) => {
            let fault =
                [Some(error.message), error.hint].into_iter().flatten().collect::<Vec<_>>().join("；");
            DefinitionCheck { ok: false, fault: Some(fault), kinds: Vec::new(), steps: Vec::new() }
        }
    }
}

/// The checks of a nomination as they would be, itself counted against quota and share.
///
/// # Errors
/// As [`nominate`].
fn prospect(office: &mut Office, asked: &NominationRequest) -> Result<Prospect> {
    let programme = programme_named(office, &asked.programme)?;
    let facts = facts(office, &programme, asked)?;
    let today = office.clock().today();
    office.rehearse(|change| {
        let id = commendations::store::nominate(change, &programme, &facts)?;
        let all = candidates::candidates(change, &programme, today)?;
        let found = all.into_iter().find(|candidate| candidate.nomination.id == id);
        let found = found.or_not_found(|| "该推荐不存在".to_owned())?;
        Ok(Prospect {
            nominated_by: found.nominated_by,
            checks: found.checks,
            notes: rules::reason_warning(facts.reason.as_deref()).into_iter().collect(),
        })
    })
}

/// # Errors
/// Not found; storage errors.
fn amend(office: &mut Office, asked: &AmendAsked) -> Result<NominationReport> {
    let programme = programme_named(office, &asked.programme)?;
    let found = commendations::store::nominations(office.read(), programme.id)?
        .into_iter()
        .find(|nomination| nomination.id == asked.nomination)
        .or_not_found(|| "该推荐不在本次活动里".to_owned())
        .map_err(|error| error.hint("请刷新后重新选择。"))?;
    let facts = NominationFacts {
        kind: found.kind,
        subject: found.subject,
        nominated_by: asked.by.as_ref().map(|named| named.find(office)).transpose()?,
        nominated_on: found.nominated_on,
        reason: asked.reason.clone(),
        past_honours: asked.past_honours.clone(),
    };
    office.change("更正推荐对象", |change| commendations::store::update(change, found.id, &facts))?;
    let all = candidates::candidates(office.read(), &programme, office.clock().today())?;
    let nominations: Vec<NominationRow> = listed::rows(&programme, all, |id| id == found.id);
    Ok(NominationReport {
        nominations,
        notes: rules::reason_warning(facts.reason.as_deref()).into_iter().collect(),
    })
}

/// Whole weeks, so that a screen can draw them as a calendar.
fn calendar(asked: &CalendarAsked) -> Result<PublicityDays> {
    use chrono::{Datelike, Days};
    let calendar = Calendar::official()?;
    let earliest = calendar.last_of(asked.from, asked.days);
    // A slip of the year asks for no more than a year of days.
    let latest = asked.from.checked_add_days(Days::new(366)).unwrap_or(asked.from);
    let until = asked.until.unwrap_or(earliest).clamp(asked.from, latest);
    let shown = until.max(earliest);
    let back = Days::new(asked.from.weekday().num_days_from_monday().into());
    let ahead = Days::new((6 - shown.weekday().num_days_from_monday()).into());
    let first = asked.from.checked_sub_days(back).unwrap_or(asked.from);
    let last = shown.checked_add_days(ahead).unwrap_or(shown);
    let days = first.iter_days().take_while(|day| *day <= last).map(|day| CalendarDay {
        day,
        working: calendar.is_working(day),
        inside: asked.from <= day && day <= until,
    });
    Ok(PublicityDays {
        earliest,
        working_days: calendar.working_days(asked.from, until),
        days: days.collect(),
        note: calendar.note(asked.from, until),
    })
}

/// Every organization that existed in a year, in the order of the name list, with what is recorded.
fn standings_of(office: &Office, year: i32) -> Result<Vec<StandingRow>> {
    let recorded = standings::standings(office.read(), year)?;
    let days = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let existed = |organization: &organizations::Organization| {
        days(12, 31).is_some_and(|last| organization.exists_on(last))
            || days(1, 1).is_some_and(|first| organization.exists_on(first))
    };
    Ok(organizations::store::all(office.read())?
        .into_iter()
        .filter(|organization| organization.kind != OrganizationKind::Group && existed(organization))
        .map(|organization| {
            let found = recorded.iter().find(|record| record.organization == organization.id);
            StandingRow {
                organization: organization.id,
                name: organization.name,
                standing: found.map(|record| record.standing),
                measure: found.and_then(|record| record.measure.clone()),
            }
        })
        .collect())
}
