//! 工作台: what a clerk looks at first. Figures are indicators and reminders of `statistics`; nothing is
//! counted here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    contract::Contract,
    due::{DueGroupRow, group_row},
    history,
    session::Sitting,
};
use crate::{
    Office, Result,
    clock::Period,
    evaluations,
    members::Standing,
    organizations::{NO_BRANCH, OrganizationId, OrganizationKind, tree},
    pledges::{self, PledgeStatus},
    reviews,
    statistics::{
        books::{Books, Place, Scope, Span},
        due::{DueState, Enrolled, Ground, probation_unknown, rules},
        indicators::{Indicator, Value, find},
    },
    store::{OperationEntry, backup},
};

/// How many names a group shows.
const FIRST: usize = 8;
/// How many operations are shown.
const RECENT: u32 = 8;
/// Decimals of rates, as tables print them where no layout says otherwise.
const DECIMALS: u32 = 2;

/// Which year.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct HomeAsked {
    /// The year of evaluations and pledges; by default this one, or the newest with records.
    pub year: Option<i32>,
}

/// The home screen.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HomeSummary {
    /// The office's day.
    pub today: NaiveDate,
    /// The year of evaluations and pledges.
    pub year: i32,
    /// The years that have records, newest first.
    pub years: Vec<i32>,
    /// Why another year than this one is shown.
    pub note: Option<String>,
    /// 党组织 that exist today, the 党组 among them.
    pub organizations: u64,
    /// 党支部 among them.
    pub branches: u64,
    /// 在册党员 of today.
    pub roster: RosterCounts,
    /// How many things are overdue.
    pub overdue: u64,
    /// How many are due soon.
    pub soon: u64,
    /// Within how many days that is.
    pub soon_days: u16,
    /// Overdue, near and later ones, each with its first rows.
    pub due: Vec<DueGroupRow>,
    /// 预备党员 whose day is not recorded.
    pub probation_unknown: Vec<String>,
    /// 群众评议 of the year.
    pub evaluations: HomeEvaluations,
    /// 公开承诺 of the year.
    pub pledges: HomePledges,
    /// When the newest automatic backup was made.
    #[schemars(with = "Option<String>")]
    pub last_backup: Option<NaiveDateTime>,
    /// The newest operations.
    pub recent: Vec<OperationEntry>,
}

/// 在册党员.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct RosterCounts {
    /// 党员数.
    pub total: u64,
    /// 正式党员.
    pub full: u64,
    /// 预备党员.
    pub probationary: u64,
    /// 党员类别无数据.
    pub unknown: u64,
}

/// 群众评议 of a year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HomeEvaluations {
    /// 评议场次.
    pub meetings: u64,
    /// Of organizations.
    pub organizations: KindCoverage,
    /// Of members.
    pub members: KindCoverage,
    /// Organization by organization; 党小组 with their branch.
    pub branches: Vec<BranchEvaluation>,
    /// What must be known beside the figures.
    pub notes: Vec<String>,
}

/// 覆盖 of organizations or of members.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KindCoverage {
    /// 应评.
    pub due: Option<u64>,
    /// 实评.
    pub done: Option<u64>,
    /// 覆盖率, as printed, without the % sign.
    pub rate: String,
    /// 未评数.
    pub missing: Option<u64>,
    /// The first names of 未评.
    pub missing_names: Vec<String>,
}

/// 评议 of one organization and its members.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BranchEvaluation {
    /// Row id; null for 未编入党支部.
    pub id: Option<OrganizationId>,
    /// Full name.
    pub name: String,
    /// 类别.
    pub kind: Option<OrganizationKind>,
    /// Whether the organization itself was evaluated.
    pub evaluated: bool,
    /// 应评党员.
    pub members_due: Option<u64>,
    /// 实评党员.
    pub members_done: Option<u64>,
    /// 党组织评议: 有效票.
    pub valid: Option<u64>,
    /// 党组织评议: 满意票 of 总体评价.
    pub satisfied: Option<u64>,
    /// 党组织评议满意率, as printed, without the % sign; "—" where nothing divides.
    pub rate: String,
    /// 党员评议满意率, likewise.
    pub members_rate: String,
}

/// 公开承诺 of a year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HomePledges {
    /// 承诺事项.
    pub items: u64,
    /// 到期事项.
    pub due: u64,
    /// 到期已兑现.
    pub fulfilled_due: u64,
    /// 到期未兑现.
    pub overdue: u64,
    /// 兑现率, as printed, without the % sign.
    pub rate: String,
    /// By 兑现状态, in official order.
    pub statuses: Vec<StatusCount>,
}

/// 承诺事项 of one state.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatusCount {
    /// 兑现状态.
    pub status: PledgeStatus,
    /// 事项数.
    pub count: u64,
}

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.sit("home.summary", |sitting: &mut Sitting, asked: &HomeAsked, _| {
        let backups = backup::list(&sitting.places.office).unwrap_or_default();
        let last_backup = backups.iter().map(|(made, _)| *made).max();
        Ok(HomeSummary { last_backup, ..summary(sitting.office()?, asked)? })
    });
}

/// The home screen, without the backups, which lie beside the office.
///
/// # Errors
/// Storage errors.
pub fn summary(office: &Office, asked: &HomeAsked) -> Result<HomeSummary> {
    let (connection, today) = (office.read(), office.clock().today());
    let years = years(office)?;
    let (year, note) = match asked.year {
        Some(year) => (year, None),
        None => newest(&years, today.year()),
    };

    let rules = rules(connection)?;
    let ground = Ground::read(connection, today, &rules)?;
    let groups = ground.groups(&rules);
    let count = |state| {
        let of_state = groups.iter().filter(|group| group.state == state);
        of_state.map(|group| group.items.len() as u64).sum()
    };
    let enrolled = ground.enrolled();
    let exist = || ground.organizations.iter().filter(|unit| unit.exists_on(today));
    let unknown = probation_unknown(&enrolled).into_iter().filter_map(|id| ground.chronicle.person(id));

    let period = Period::parse(&year.to_string())?;
    let figures = Figures { books: Books::read(connection, &period, period.to.min(today))? };
    Ok(HomeSummary {
        today,
        year,
        note,
        organizations: exist().count() as u64,
        branches: exist().filter(|unit| unit.kind == OrganizationKind::Branch).count() as u64,
        roster: roster(&enrolled),
        overdue: count(DueState::Overdue),
        soon: count(DueState::Soon),
        soon_days: rules.soon_days,
        due: groups.iter().map(|group| group_row(&ground, group, FIRST)).collect(),
        probation_unknown: unknown.map(|person| person.name.clone()).collect(),
        evaluations: figures.evaluations()?,
        pledges: figures.pledges()?,
        last_backup: None,
        recent: history::in_words(office, office.history(Some(RECENT))?)?,
        years,
    })
}

/// The years with meetings, pledges or reviews, newest first.
fn years(office: &Office) -> Result<Vec<i32>> {
    let connection = office.read();
    let mut years: BTreeSet<i32> = pledges::store::years(connection)?.into_iter().collect();
    years.extend(evaluations::store::meetings(connection, None)?.iter().map(|one| one.held_on.year()));
    years.extend(reviews::store::years(connection)?);
    Ok(years.into_iter().rev().collect())
}

/// This year, or the newest that has records, and then why.
fn newest(years: &[i32], this: i32) -> (i32, Option<String>) {
    match years.first() {
        Some(newest) if !years.contains(&this) => {
            (*newest, Some(format!("{this}年还没有评议、承诺和点评的记录，下面是{newest}年的情况。")))
        }
        _ => (this, None),
    }
}

fn roster(enrolled: &[Enrolled<'_>]) -> RosterCounts {
    let mut counts = RosterCounts::default();
    for one in enrolled {
        counts.total += 1;
        match one.membership.standing {
            Some(Standing::Full) => counts.full += 1,
            Some(Standing::Probationary) => counts.probationary += 1,
            None => counts.unknown += 1,
        }
    }
    counts
}

/// The year's indicators.
struct Figures {
    books: Books,
}

impl Figures {
    fn value(&self, indicator: &Indicator, scope: &Scope) -> Value {
        indicator.value(&self.books, scope, Span::Period)
    }

    fn count(&self, key: &str) -> Result<Option<u64>> {
        Ok(counted(&self.value(&find(key)?, &Scope::default())))
    }

    fn printed(&self, key: &str) -> Result<String> {
        Ok(self.value(&find(key)?, &Scope::default()).printed(DECIMALS))
    }

    fn coverage(&self, kind: &str) -> Result<KindCoverage> {
        let key = |last: &str| format!("evaluations.{kind}.{last}");
        let scope = Scope::default();
        let missing = find(&key("missing"))?;
        let rows = missing.rows(&self.books, &scope, Span::Period);
        Ok(KindCoverage {
            due: self.count(&key("due"))?,
            done: self.count(&key("done"))?,
            rate: self.printed(&key("coverage"))?,
            missing: counted(&self.value(&missing, &scope)),
            missing_names: rows
                .iter()
                .take(FIRST)
                .map(|row| row.record.name(&self.books).to_owned())
                .collect(),
        })
    }

    fn evaluations(&self) -> Result<HomeEvaluations> {
        Ok(HomeEvaluations {
            meetings: self.count("evaluations.meetings")?.unwrap_or(0),
            organizations: self.coverage("organizations")?,
            members: self.coverage("members")?,
            branches: self.branches()?,
            notes: self.books.coverage_notes(None, Span::Period),
        })
    }

    /// One line for each organization that was due or evaluated; 党小组 count with their branch.
    fn branches(&self) -> Result<Vec<BranchEvaluation>> {
        let of = |key: &str| find(&format!("evaluations.{key}"));
        let (done, due, members) = (of("organizations.subjects")?, of("members.due")?, of("members.done")?);
        let (valid, satisfied) = (of("organizations.valid")?, of("organizations.satisfied")?);
        let (rate, members_rate) = (of("organizations.satisfied_rate")?, of("members.satisfied_rate")?);
        let all = &self.books.organizations;
        let mut ids: BTreeMap<OrganizationId, Vec<Option<OrganizationId>>> = BTreeMap::new();
        for unit in all.iter() {
            ids.entry(tree::branch_of(all, unit.id)).or_default().push(Some(unit.id));
        }
        let units = all.iter().filter_map(|unit| Some((Some(unit), ids.remove(&unit.id)?)));
        let mut lines = Vec::new();
        for (unit, ids) in units.chain([(None, vec![None])]) {
            let scope = Scope::of(Place::Organizations(ids));
            let own = Scope::of(Place::Organizations(vec![unit.map(|unit| unit.id)]));
            let count = |indicator, scope| counted(&self.value(indicator, scope));
            let (evaluated, members_due) = (count(&done, &own).unwrap_or(0) > 0, count(&due, &scope));
            let there = unit.is_some_and(|unit| unit.exists_on(self.books.window.as_of));
            if !there && !evaluated && members_due.unwrap_or(0) == 0 {
                continue;
            }
            lines.push(BranchEvaluation {
                id: unit.map(|unit| unit.id),
                name: unit.map_or(NO_BRANCH, |unit| unit.name.as_str()).to_owned(),
                kind: unit.map(|unit| unit.kind),
                evaluated,
                members_due,
                members_done: count(&members, &scope),
                valid: count(&valid, &own),
                satisfied: count(&satisfied, &own),
                rate: self.value(&rate, &own).printed(DECIMALS),
                members_rate: self.value(&members_rate, &scope).printed(DECIMALS),
            });
        }
        Ok(lines)
    }

    fn pledges(&self) -> Result<HomePledges> {
        let count = |key: &str| self.count(&format!("pledges.{key}")).map(|count| count.unwrap_or(0));
        let status = |status: &PledgeStatus| {
            Ok(StatusCount { status: *status, count: count(&format!("status[{status}]"))? })
        };
        Ok(HomePledges {
            items: count("items")?,
            due: count("due")?,
            fulfilled_due: count("fulfilled_due")?,
            overdue: count("overdue")?,
            rate: self.printed("pledges.rate")?,
            statuses: PledgeStatus::ALL.iter().map(status).collect::<Result<_>>()?,
        })
    }
}

fn counted(value: &Value) -> Option<u64> {
    match value {
        Value::Count(count) => Some(*count),
        _ => None,
    }
}
