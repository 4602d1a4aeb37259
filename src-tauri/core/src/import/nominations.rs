//! 推荐对象 > the nominations of a programme. The key for a sheet that comes again is kind and subject;
//! what else a row says takes the place of what was there, as long as the nomination is 在推.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    ChangeKind, Desk, FieldChange, Outcome, Plan, Step, columns, dates,
    findings::Findings,
    organizations::none_yet,
    pledges::number,
    subjects::{Organizations, People},
    table::{self, Line},
    take, values,
};
use crate::{
    Result,
    commendations::{
        CheckOutcome, Kind, Nomination, NominationId, NominationState, Programme, ProgrammeId, rules,
        store::{self, NominationFacts},
    },
    evaluations::scheme::SubjectKind,
    members::{Member, Subject},
    organizations::{NO_BRANCH, OrganizationId},
    statistics::candidates,
    store::Change,
    text,
};

const SUBJECT: &str = "姓名/党组织名称";

/// What one row asks for.
pub enum Work {
    /// A new nomination.
    Enter(ProgrammeId, Box<NominationFacts>),
    /// New words on a nomination.
    Update(NominationId, Box<NominationFacts>),
}

impl Work {
    /// Does it.
    pub fn apply(&self, change: &Change<'_>) -> Result<()> {
        match self {
            Self::Enter(programme, facts) => {
                let programme = store::programme(change, *programme)?;
                store::nominate(change, &programme, facts).map(drop)
            }
            Self::Update(id, facts) => store::update(change, *id, facts),
        }
    }
}

/// What rows may speak of.
struct Known<'p> {
    programme: &'p Programme,
    organizations: Organizations,
    people: People,
    today: NaiveDate,
}

impl Known<'_> {
    /// The branch of a member.
    fn branch(&self, subject: Subject) -> Option<String> {
        let Subject::Member(id) = subject else { return None };
        self.organizations.name(self.people.of(id)?.membership.organization)
    }
}

/// Reads the sheets and works out what would change. Failed checks of new nominations are warnings.
pub fn plan(
    connection: &Connection,
    programme: ProgrammeId,
    desk: &Desk<'_>,
    findings: &mut Findings,
) -> Result<Plan> {
    let tables = table::only(desk.workbook, &columns::NOMINATIONS, desk.mapping, findings)?;
    let programme = store::programme(connection, programme)?;
    let known = Known {
        programme: &programme,
        organizations: Organizations::load(connection)?,
        people: People::load(connection, desk.today)?,
        today: desk.today,
    };
    if known.organizations.all().is_empty() {
        return Err(none_yet());
    }
    let nominations = store::nominations(connection, programme.id)?;
    let by_key: HashMap<(String, Subject), &Nomination> =
        nominations.iter().map(|one| ((one.kind.clone(), one.subject), one)).collect();
    let mut outcome = Outcome::default();
    let mut steps = Vec::new();
    let mut seen: HashMap<(String, Subject), u32> = HashMap::new();
    let mut planned: Vec<(Line<'_, '_>, Nomination)> = Vec::new();
    for table in &tables {
        let on = desk.as_of(table, findings);
        for line in table.lines() {
            if outcome.rows.is_multiple_of(1_000) {
                desk.progress.step("核对", outcome.rows, 0)?;
            }
            outcome.rows += 1;
            let Some((name, mut facts)) = read(connection, &line, &known, on, findings)? else { continue };
            let key = (facts.kind.clone(), facts.subject);
            if let Some(first) = seen.insert(key.clone(), line.number()) {
                let message = format!("与第 {first} 行推荐的是同一对象、同一类别；请删去重复的一行");
                line.error(findings, SUBJECT, message);
                continue;
            }
            let at = (line.table().index, line.number());
            let mut step = |work| {
                let work = super::Work::Nominations(work);
                steps.push(Step { sheet: at.0, row: at.1, work });
            };
            let Some(kept) = by_key.get(&key) else {
                outcome.created += 1;
                if facts.nominated_by.is_none() {
                    facts.nominated_by =
                        candidates::default_nominator(connection, facts.subject, facts.nominated_on)?;
                }
                if desk.shows_new(&outcome) {
                    let fields = of_new(&facts, &known.organizations);
                    let (record, about) = (format!("{} {name}", facts.kind), known.branch(facts.subject));
                    let change = desk.change(at, ChangeKind::Created, record, about, fields);
                    desk.show(&mut outcome, change);
                }
                planned.push((line, nomination(&programme, planned.len(), &facts)));
                step(Work::Enter(programme.id, Box::new(facts)));
                continue;
            };
            let fields = merge(&mut facts, kept, &known.organizations);
            if fields.is_empty() {
                outcome.unchanged += 1;
                continue;
            }
            let state = kept.state(&programme.definition);
            if state != NominationState::Open {
                let message = format!("该推荐{state}，不能再改；请把这一行改回原样或删去");
                line.error(findings, SUBJECT, message);
                continue;
            }
            outcome.updated += 1;
            let (record, about) = (format!("{} {name}", facts.kind), known.branch(facts.subject));
            let change = desk.change(at, ChangeKind::Updated, record, about, fields);
            desk.show(&mut outcome, change);
            step(Work::Update(kept.id, Box::new(facts)));
        }
    }
    warn_of_checks(connection, &programme, &planned, desk.today, findings)?;
    Ok(Plan { outcome, steps })
}

/// A nomination as it would stand; its id is no row's.
fn nomination(programme: &Programme, place: usize, facts: &NominationFacts) -> Nomination {
    let place = i64::try_from(place).unwrap_or(i64::MAX - 1);
    Nomination {
        id: NominationId(-1 - place),
        programme: programme.id,
        kind: facts.kind.clone(),
        subject: facts.subject,
        nominated_by: facts.nominated_by,
        nominated_on: facts.nominated_on,
        reason: None,
        past_honours: None,
        position: i64::MAX,
        steps: Vec::new(),
        objections: Vec::new(),
    }
}

fn warn_of_checks(
    connection: &Connection,
    programme: &Programme,
    planned: &[(Line<'_, '_>, Nomination)],
    today: NaiveDate,
    findings: &mut Findings,
) -> Result<()> {
    let nominations: Vec<Nomination> = planned.iter().map(|(_, nomination)| nomination.clone()).collect();
    let prospects = candidates::prospects(connection, programme, &nominations, today)?;
    for ((line, _), candidate) in planned.iter().zip(&prospects) {
        for check in candidate.checks.iter().filter(|check| check.outcome == CheckOutcome::Failed) {
            let message = format!("{}不符合：{}；审定前请核实", check.name, check.figures);
            line.warning(findings, SUBJECT, message);
        }
    }
    Ok(())
}

fn read(
    connection: &Connection,
    line: &Line<'_, '_>,
    known: &Known<'_>,
    on: NaiveDate,
    findings: &mut Findings,
) -> Result<Option<(String, NominationFacts)>> {
    let before = findings.errors();
    let kind = kind(line, known.programme, findings);
    let subject = kind.and_then(|kind| subject(line, kind, known, findings));
    let nominated_by = nominator(line, known, findings);
    let on = nominated_on(line, known, findings).unwrap_or(on);
    let reason = take(values::text(line.cell("主要事迹")), line, findings, "主要事迹");
    let past_honours = take(values::text(line.cell("奖惩情况")), line, findings, "奖惩情况");
    if let Some(warning) = rules::reason_warning(reason.as_deref()) {
        line.warning(findings, "主要事迹", warning.trim_end_matches('。'));
    }
    let (Some(kind), Some((name, subject))) = (kind, subject) else { return Ok(None) };
    if let Err(error) = candidates::check_existed(connection, subject, on) {
        line.error(findings, SUBJECT, error.message);
    }
    let kind = kind.name.clone();
    let facts = NominationFacts { kind, subject, nominated_by, nominated_on: on, reason, past_honours };
    Ok((findings.errors() == before).then_some((name, facts)))
}

/// The row's own day; without one, the sheet's.
fn nominated_on(line: &Line<'_, '_>, known: &Known<'_>, findings: &mut Findings) -> Option<NaiveDate> {
    const COLUMN: &str = "推荐日期";
    let date = take(values::date(line.cell(COLUMN)), line, findings, COLUMN)?;
    dates::warn_month(date, COLUMN, line, findings);
    dates::check_past(date.day, known.today, COLUMN, line, findings).then_some(date.day)
}

fn kind<'p>(line: &Line<'_, '_>, programme: &'p Programme, findings: &mut Findings) -> Option<&'p Kind> {
    const COLUMN: &str = "类别";
    let before = findings.errors();
    let written = take(values::text(line.cell(COLUMN)), line, findings, COLUMN);
    let kinds = || {
        let names: Vec<&str> = programme.definition.kinds.iter().map(|kind| kind.name.as_str()).collect();
        names.join("、")
    };
    let Some(written) = written else {
        if findings.errors() == before {
            line.error(findings, COLUMN, format!("类别没有填写；请写{}之一", kinds()));
        }
        return None;
    };
    let found = programme.definition.kind(&written);
    if found.is_none() {
        line.error(findings, COLUMN, format!("本次表彰没有“{written}”这个类别；请写{}之一", kinds()));
    }
    found
}

fn subject(
    line: &Line<'_, '_>,
    kind: &Kind,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<(String, Subject)> {
    let before = findings.errors();
    let name = take(values::name(line.cell(SUBJECT)), line, findings, SUBJECT);
    let number = take(number(line), line, findings, "公民身份证号码");
    if findings.errors() > before {
        return None;
    }
    let Some(name) = name else {
        line.error(findings, SUBJECT, "推荐对象没有填写；请填写姓名或党组织全称");
        return None;
    };
    let found = match kind.subject {
        SubjectKind::Organization => match known.organizations.find(&name) {
            Some(organization) => Ok(Subject::Organization(organization.id)),
            None => Err(known.organizations.unknown(&name)),
        },
        SubjectKind::Member => {
            let branch = take(values::name(line.cell("所在党支部")), line, findings, "所在党支部");
            let alone = branch.as_deref().and_then(|branch| only_of_branch(known, &name, branch));
            let found = match (alone, &number) {
                (Some(member), None) => Ok(member),
                _ => known.people.one(&known.organizations, Some(&name), number.as_ref()),
            };
            found.map(|member| {
                warn_of_branch(line, known, member, branch.as_deref(), findings);
                Subject::Member(member.id)
            })
        }
    };
    match found {
        Ok(subject) => Some((name, subject)),
        Err(message) => {
            line.error(findings, SUBJECT, message);
            None
        }
    }
}

/// The one of a name in a branch: tells two of one name apart where no ID number is written.
fn only_of_branch<'k>(known: &'k Known<'_>, name: &str, branch: &str) -> Option<&'k Member> {
    let branch = known.organizations.find(branch)?.id;
    let mut found =
        known.people.by_name(name).filter(|member| member.membership.organization == Some(branch));
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

fn warn_of_branch(
    line: &Line<'_, '_>,
    known: &Known<'_>,
    member: &Member,
    written: Option<&str>,
    findings: &mut Findings,
) {
    let branch = known.organizations.name(member.membership.organization);
    let Some(written) = written else { return };
    if branch.as_deref().map(text::squeeze) != Some(text::squeeze(written)) {
        let branch = branch.unwrap_or_else(|| NO_BRANCH.to_owned());
        let message = format!("党员名册里该党员在“{branch}”，这里写的是“{written}”；请核对");
        line.warning(findings, "所在党支部", message);
    }
}

fn nominator(line: &Line<'_, '_>, known: &Known<'_>, findings: &mut Findings) -> Option<OrganizationId> {
    let name = take(values::name(line.cell("推荐单位")), line, findings, "推荐单位")?;
    let found = known.organizations.find(&name).map(|organization| organization.id);
    if found.is_none() {
        line.error(findings, "推荐单位", known.organizations.unknown(&name));
    }
    found
}

/// What a new nomination will say.
fn of_new(facts: &NominationFacts, organizations: &Organizations) -> Vec<FieldChange> {
    [
        ("推荐单位", organizations.name(facts.nominated_by)),
        ("推荐日期", Some(facts.nominated_on.to_string())),
        ("主要事迹", facts.reason.clone()),
        ("奖惩情况", facts.past_honours.clone()),
    ]
    .into_iter()
    .filter_map(|(field, after)| FieldChange::new(field, after))
    .collect()
}

/// Fills what the row leaves empty from the nomination, and lists what differs. The day of the
/// nomination stays.
fn merge(facts: &mut NominationFacts, kept: &Nomination, organizations: &Organizations) -> Vec<FieldChange> {
    facts.nominated_on = kept.nominated_on;
    facts.nominated_by = facts.nominated_by.or(kept.nominated_by);
    for (new, old) in [(&mut facts.reason, &kept.reason), (&mut facts.past_honours, &kept.past_honours)] {
        if new.is_none() {
            new.clone_from(old);
        }
    }
    let by = |id| organizations.name(id);
    let changes = [
        ("推荐单位", by(kept.nominated_by), by(facts.nominated_by)),
        ("主要事迹", kept.reason.clone(), facts.reason.clone()),
        ("奖惩情况", kept.past_honours.clone(), facts.past_honours.clone()),
    ];
    let differing = changes.into_iter().filter(|(_, before, after)| before != after);
    differing.map(|(field, before, after)| FieldChange { field: field.to_owned(), before, after }).collect()
}
