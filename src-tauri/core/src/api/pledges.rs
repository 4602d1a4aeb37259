//! 公开承诺: the ledger with names, and what is done to its lines. A change of several lines is one
//! operation: all of it is kept, or none.

mod shapes;
#[cfg(test)]
pub(super) mod tests;

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use self::shapes::{
    LinesChanged, NewProgress, PledgeAdded, PledgeAppraisal, PledgeAsked, PledgeClosing, PledgeDetail,
    PledgeLedger, PledgeLine, PledgePublishing, PledgeReopening, PledgeStateAsked, PledgeSummary,
    PledgeSummaryAsked, PledgeUpdate, PledgeWords, PledgesAsked, ProgressAsked, ProgressCorrection,
};
use super::{
    contract::{Contract, Done, Nothing},
    indicators::{IndicatorsRequest, indicators},
};
use crate::{
    Error, Office, Result,
    clock::{Period, check_as_of},
    error::OrNotFound,
    evaluations::scheme::SubjectKind,
    members::{self, Member, MemberId, Subject},
    organizations::{self, OrganizationId},
    pledges::{
        Pledge, PledgeFacts, PledgeId, PledgeStatus, days_left, rules, status_on,
        store::{self, Words},
    },
    statistics::due,
    store::Change,
};

/// 类别 that the form offers (`domain.md` §2 F).
const CATEGORIES: [&str; 3] = ["共性承诺", "岗位承诺", "实事承诺"];
/// 公示方式 that the form offers.
const WAYS: [&str; 4] = ["公示栏", "文件", "会议", "网站"];
/// 评诺结果 that offices write (`domain.md` §1.4 R2).
const APPRAISALS: [&str; 3] = ["好", "中", "差"];

/// The commands of this file. None takes a line away: a line is closed (`domain.md` §1.4 R8); one that
/// was just entered by mistake is taken back with 撤销.
pub fn commands(all: &mut Contract) {
    all.read("pledges.list", list);
    all.read("pledges.summary", summary);
    all.read("pledges.get", get);
    all.read("pledges.words", words);
    all.change("pledges.add", add);
    all.change("pledges.update", update);
    all.change("pledges.add_progress", |office: &mut Office, asked: &NewProgress| {
        one(office, "登记践诺进展", asked.id, |change| {
            store::add_progress(change, asked.id, asked.on, &asked.content)
        })
    });
    all.change("pledges.correct_progress", |office: &mut Office, asked: &ProgressCorrection| {
        office.change("更正践诺进展", |change| {
            store::correct_progress(change, asked.entry, asked.on, &asked.content)
        })
    });
    all.change("pledges.remove_progress", |office: &mut Office, asked: &ProgressAsked| {
        office.change("删除践诺进展", |change| store::remove_progress(change, asked.entry))
    });
    all.change("pledges.set_status", |office: &mut Office, asked: &PledgeStateAsked| {
        each(office, "更改兑现状态", &asked.ids, |change, id| {
            store::set_state(change, id, &asked.state)
        })
    });
    all.change("pledges.publish", |office: &mut Office, asked: &PledgePublishing| {
        each(office, "登记承诺公示", &asked.ids, |change, id| {
            store::publish(change, id, asked.on, asked.by.as_deref())
        })
    });
    all.change("pledges.appraise", |office: &mut Office, asked: &PledgeAppraisal| {
        each(office, "登记评诺结果", &asked.ids, |change, id| {
            store::appraise(change, id, &asked.appraisal)
        })
    });
    all.change("pledges.close", |office: &mut Office, asked: &PledgeClosing| {
        each(office, "承诺销号", &asked.ids, |change, id| {
            // Of several lines, those that are settled stay as they are.
            if let Some(state) = &asked.state
                && !rules::is_settled(&store::get(change, id)?.facts)
            {
                store::set_state(change, id, state)?;
            }
            store::close(change, id, asked.on, &asked.by)
        })
    });
    all.change("pledges.reopen", |office: &mut Office, asked: &PledgeReopening| {
        one(office, "撤回销号", asked.id, |change| store::reopen(change, asked.id, &asked.reason))
    });
}

/// Names of those who pledge.
struct Names {
    organizations: HashMap<OrganizationId, String>,
    members: HashMap<MemberId, Member>,
}

impl Names {
    fn read(office: &Office) -> Result<Self> {
        let connection = office.read();
        let organizations = organizations::store::all(connection)?;
        let members = members::store::everyone(connection, office.clock().today())?;
        Ok(Self {
            organizations: organizations.into_iter().map(|found| (found.id, found.name)).collect(),
            members: members.into_iter().map(|member| (member.id, member)).collect(),
        })
    }

    /// Name, and the branch.
    fn of(&self, subject: Subject) -> (String, Option<String>) {
        match subject {
            Subject::Organization(id) => {
                let name = self.organizations.get(&id).cloned();
                (name.clone().unwrap_or_default(), name)
            }
            Subject::Member(id) => {
                let Some(member) = self.members.get(&id) else { return (String::new(), None) };
                let branch = member.membership.organization.and_then(|id| self.organizations.get(&id));
                (member.facts.name.clone(), branch.cloned())
            }
        }
    }

    fn line(&self, pledge: Pledge, day: NaiveDate) -> PledgeLine {
        let (status, days_left) = (status_on(&pledge, day), days_left(&pledge, day));
        let closed_on = pledge.closed_on.filter(|closed| *closed <= day);
        let facts = pledge.facts;
        let (subject, branch) = self.of(facts.subject);
        PledgeLine {
            id: pledge.id,
            ledger_number: pledge.ledger_number,
            year: facts.year,
            subject_kind: SubjectKind::of(facts.subject),
            subject_id: facts.subject,
            subject,
            branch,
            content: facts.content,
            category: facts.category,
            measure: facts.measure,
            owner: facts.owner,
            deadline: facts.deadline,
            days_left,
            published_on: facts.published_on,
            published_by: facts.published_by,
            status,
            fulfilled_on: facts.fulfilled_on,
            reason: facts.reason,
            progress: pledge.progress.len() as u64,
            last_progress: pledge.progress.last().map(|(on, content)| format!("{on} {content}")),
            appraisal: pledge.appraisal,
            closed_on,
            closed_by: pledge.closed_by.filter(|_| closed_on.is_some()),
        }
    }
}

fn day(office: &Office, asked: Option<NaiveDate>) -> Result<NaiveDate> {
    let today = office.clock().today();
    let day = asked.unwrap_or(today);
    check_as_of(day, today)?;
    Ok(day)
}

fn list(office: &Office, asked: &PledgesAsked) -> Result<PledgeLedger> {
    let day = day(office, asked.as_of)?;
    let names = Names::read(office)?;
    let ledger = store::ledger(office.read(), asked.year)?;
    Ok(PledgeLedger {
        as_of: day,
        years: store::years(office.read())?,
        soon_days: due::rules(office.read())?.soon_days,
        lines: ledger.into_iter().map(|pledge| names.line(pledge, day)).collect(),
    })
}

fn summary(office: &Office, asked: &PledgeSummaryAsked) -> Result<PledgeSummary> {
    let day = day(office, asked.as_of)?;
    let states = PledgeStatus::ALL.iter().map(|status| format!("pledges.status[{status}]"));
    let others = ["items", "due", "fulfilled", "fulfilled_due", "rate", "rate_of_all", "overdue", "closed"];
    let organization = match asked.organization {
        None => None,
        Some(id) => {
            let found = organizations::store::all(office.read())?.into_iter().find(|found| found.id == id);
            Some(found.or_not_found(|| "该党组织不存在".to_owned())?.name)
        }
    };
    let request = IndicatorsRequest {
        keys: others.iter().map(|key| format!("pledges.{key}")).chain(states).collect(),
        period: Period::parse(&asked.year.to_string())?,
        as_of: Some(day),
        organization,
        rows: false,
    };
    let answer = indicators(office, &request)?;
    Ok(PledgeSummary { as_of: day, figures: answer.rows, notes: answer.notes })
}

fn get(office: &Office, asked: &PledgeAsked) -> Result<PledgeDetail> {
    let pledge = store::get(office.read(), asked.id)?;
    let facts = pledge.facts.clone();
    let line = Names::read(office)?.line(pledge, office.clock().today());
    Ok(PledgeDetail { line, facts, progress: store::progress(office.read(), asked.id)? })
}

fn words(office: &Office, _: &Nothing) -> Result<PledgeWords> {
    let offered = |official: &[&str], column| -> Result<Vec<String>> {
        let mut words: Vec<String> = official.iter().map(|word| (*word).to_owned()).collect();
        let own = store::words(office.read(), column)?;
        words.extend(own.into_iter().filter(|own| !official.contains(&own.as_str())));
        Ok(words)
    };
    Ok(PledgeWords {
        categories: offered(&CATEGORIES, Words::Category)?,
        ways: offered(&WAYS, Words::PublishedBy)?,
        appraisals: offered(&APPRAISALS, Words::Appraisal)?,
        closers: offered(&[], Words::ClosedBy)?,
    })
}

fn add(office: &mut Office, asked: &PledgeFacts) -> Result<PledgeAdded> {
    office.change("登记承诺", |change| {
        let id = store::insert(change, asked)?;
        let ledger_number = store::get(change, id)?.ledger_number;
        change.describe(format!("台账第{ledger_number}号"));
        Ok(PledgeAdded { id, ledger_number })
    })
}

fn update(office: &mut Office, asked: &PledgeUpdate) -> Result<Done> {
    one(office, "修改承诺", asked.id, |change| store::update(change, asked.id, &asked.facts))
}

/// Changes one line; the history names it by its 台账号.
fn one(
    office: &mut Office,
    name: &str,
    id: PledgeId,
    work: impl FnOnce(&Change<'_>) -> Result<()>,
) -> Result<Done> {
    office.change(name, |change| {
        change.describe(format!("台账第{}号", store::get(change, id)?.ledger_number));
        work(change)
    })
}

/// Changes the chosen lines in one operation.
fn each(
    office: &mut Office,
    name: &str,
    ids: &[PledgeId],
    work: impl Fn(&Change<'_>, PledgeId) -> Result<()>,
) -> Result<LinesChanged> {
    if ids.is_empty() {
        return Err(Error::refused("没有选择承诺事项").hint("请先在台账里选中要办理的承诺事项。"));
    }
    let several = ids.len() > 1;
    office.change(name, |change| {
        let mut numbers = BTreeSet::new();
        for &id in ids {
            let number = store::get(change, id)?.ledger_number;
            numbers.insert(number);
            work(change, id).map_err(|error| if several { of_line(error, number) } else { error })?;
        }
        change.describe(named(numbers.iter().copied()));
        Ok(LinesChanged { lines: numbers.len() as u64 })
    })
}

/// Of several lines, the one that was refused is named, and that none was changed.
fn of_line(mut error: Error, number: i64) -> Error {
    let own = format!("第{number}号承诺");
    let named = if error.message.contains(&own) { String::new() } else { format!("台账第{number}号：") };
    error.message = format!("{named}{}；所选承诺都没有改动", error.message);
    error
}

/// 台账第1、2、3号 for the history; of very many, the first.
fn named(numbers: impl ExactSizeIterator<Item = i64>) -> String {
    const NAMED: usize = 20;
    let count = numbers.len();
    let first: Vec<String> = numbers.take(NAMED).map(|number| number.to_string()).collect();
    let more = if count > NAMED { format!("号等{count}项") } else { "号".to_owned() };
    format!("台账第{}{more}", first.join("、"))
}
