//! 公开承诺 > the ledger. The key for a sheet that comes again is subject, text and deadline
//! (`decisions.md` 11); new lines get the next 台账号.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use rusqlite::Connection;

use super::{
    ChangeKind, Desk, FieldChange, Outcome, Plan, Step, columns, dates,
    findings::Findings,
    organizations::none_yet,
    subjects::{Organizations, People},
    table::{self, Line},
    take, values,
};
use crate::{
    Result,
    clock::chinese_date,
    members::{IdNumber, Subject},
    organizations::OrganizationKind,
    pledges::{self, Pledge, PledgeFacts, PledgeId, PledgeStatus, rules::Key},
    store::Change,
    text,
};

/// What one row asks for.
pub enum Work {
    /// A new line.
    Enter(Box<PledgeFacts>),
    /// New words on a line.
    Update(PledgeId, Box<PledgeFacts>),
}

impl Work {
    /// Does it.
    pub fn apply(&self, change: &Change<'_>) -> Result<()> {
        match self {
            Self::Enter(facts) => pledges::store::insert(change, facts).map(|_| ()),
            Self::Update(id, facts) => pledges::store::update(change, *id, facts),
        }
    }
}

/// Organizations and people that rows may speak of.
struct Known {
    organizations: Organizations,
    people: People,
}

impl Known {
    fn name(&self, subject: Subject) -> Option<String> {
        match subject {
            Subject::Organization(id) => self.organizations.name(Some(id)),
            Subject::Member(id) => self.people.of(id).map(|member| member.facts.name.clone()),
        }
    }
}

/// Reads the sheets and works out what would change.
pub fn plan(connection: &Connection, desk: &Desk<'_>, findings: &mut Findings) -> Result<Plan> {
    let tables = table::only(desk.workbook, &columns::PLEDGES, desk.mapping, findings)?;
    let known = Known {
        organizations: Organizations::load(connection)?,
        people: People::load(connection, desk.today)?,
    };
    if known.organizations.all().is_empty() {
        return Err(none_yet());
    }
    let ledger = pledges::store::ledger(connection, None)?;
    let by_key: HashMap<Key, &Pledge> =
        ledger.iter().map(|pledge| (Key::of(&pledge.facts), pledge)).collect();
    let mut outcome = Outcome::default();
    let mut steps = Vec::new();
    let mut seen: HashMap<Key, u32> = HashMap::new();
    for line in tables.iter().flat_map(table::Table::lines) {
        if outcome.rows.is_multiple_of(1_000) {
            desk.progress.step("核对", outcome.rows, 0)?;
        }
        outcome.rows += 1;
        let Some(mut facts) = read(&line, &known, desk, findings) else { continue };
        let key = Key::of(&facts);
        if let Some(first) = seen.insert(key.clone(), line.number()) {
            let message =
                format!("与第 {first} 行的承诺主体、事项和时限完全相同；请删去重复的一行，或写明区别");
            line.error(findings, "承诺事项", message);
            continue;
        }
        let at = (line.table().index, line.number());
        let mut step = |work| {
            let work = super::Work::Pledges(work);
            steps.push(Step { sheet: at.0, row: at.1, work });
        };
        let Some(existing) = by_key.get(&key) else {
            outcome.created += 1;
            if desk.shows_new(&outcome) {
                let fields = of_new(&facts);
                let (content, whose) = (facts.content.clone(), known.name(facts.subject));
                let change = desk.change(at, ChangeKind::Created, content, whose, fields);
                desk.show(&mut outcome, change);
            }
            step(Work::Enter(Box::new(facts)));
            continue;
        };
        let fields = merge(&mut facts, &existing.facts, &line);
        if fields.is_empty() {
            outcome.unchanged += 1;
            continue;
        }
        if let Some(day) = existing.closed_on {
            let message = format!(
                "台账第 {} 号承诺已于{}销号，不能再改；确需更改的，请先在台账撤回销号",
                existing.ledger_number,
                chinese_date(day)
            );
            line.error(findings, "承诺事项", message);
            continue;
        }
        outcome.updated += 1;
        let record = format!("台账第 {} 号 {}", existing.ledger_number, facts.content);
        let whose = known.name(facts.subject);
        let change = desk.change(at, ChangeKind::Updated, record, whose, fields);
        desk.show(&mut outcome, change);
        step(Work::Update(existing.id, Box::new(facts)));
    }
    Ok(Plan { outcome, steps })
}

fn read(line: &Line<'_, '_>, known: &Known, desk: &Desk<'_>, findings: &mut Findings) -> Option<PledgeFacts> {
    let before = findings.errors();
    let subject = subject(line, known, findings);
    let readable = findings.errors();
    let content = take(values::text(line.cell("承诺事项")), line, findings, "承诺事项");
    if content.is_none() && findings.errors() == readable {
        line.error(findings, "承诺事项", "承诺事项没有填写；请写明承诺办什么事，或删去这一行");
    }
    let deadline = deadline(line, findings);
    let published = take(values::date(line.cell("公示日期")), line, findings, "公示日期");
    let fulfilled = take(values::date(line.cell("兑现日期")), line, findings, "兑现日期");
    for (column, date) in [("公示日期", published), ("兑现日期", fulfilled)] {
        if let Some(date) = date {
            dates::check_past(date.day, desk.today, column, line, findings);
            dates::warn_month(date, column, line, findings);
        }
    }
    let status = status(line, fulfilled, findings);
    let reason = take(values::text(line.cell("原因说明")), line, findings, "原因说明");
    if status == Some(PledgeStatus::Unfulfilled) && reason.is_none() {
        line.warning(findings, "原因说明", "未兑现的承诺没有写原因；请补填，以便向群众说明");
    }
    let year = year(line, deadline, published.map(|date| date.day), findings);
    let mut text = |column| take(values::text(line.cell(column)), line, findings, column);
    let facts = PledgeFacts {
        subject: subject?,
        year: year?,
        content: content?,
        category: text("类别"),
        measure: text("措施"),
        owner: text("责任人"),
        deadline,
        published_on: published.map(|date| date.day),
        published_by: text("公示方式"),
        status: status?,
        fulfilled_on: fulfilled.map(|date| date.day),
        reason,
    };
    (findings.errors() == before).then_some(facts)
}

/// The organization or the member who pledges. Without a kind, an ID number or a name decides, when
/// it fits one subject only.
fn subject(line: &Line<'_, '_>, known: &Known, findings: &mut Findings) -> Option<Subject> {
    const COLUMN: &str = "承诺主体";
    let before = findings.errors();
    let name = take(values::name(line.cell(COLUMN)), line, findings, COLUMN);
    let number = take(number(line), line, findings, "公民身份证号码");
    let kind = take(values::name(line.cell("承诺主体类别")), line, findings, "承诺主体类别");
    if findings.errors() > before {
        return None;
    }
    let Some(name) = name else {
        line.error(findings, COLUMN, "承诺主体没有填写；请填写党组织全称或党员姓名");
        return None;
    };
    let organization = known.organizations.find(&name).map(|found| Subject::Organization(found.id));
    let member = || known.people.one(&known.organizations, Some(&name), number.as_ref());
    let found = match kind.as_deref() {
        Some("党员" | "个人" | "党员个人") => member().map(|found| Subject::Member(found.id)),
        Some(kind)
            if OrganizationKind::from_label(kind).is_some() || matches!(kind, "党组织" | "组织" | "支部") =>
        {
            organization.ok_or_else(|| known.organizations.unknown(&name))
        }
        Some(kind) => {
            let message = format!("看不懂承诺主体类别“{kind}”；请写党组、党委、党总支、党支部或党员");
            line.error(findings, "承诺主体类别", message);
            return None;
        }
        None if number.is_some() => member().map(|found| Subject::Member(found.id)),
        None => match (organization, known.people.by_name(&name).next()) {
            (Some(_), Some(_)) => {
                Err(format!("“{name}”既是党组织又是党员，无法断定是哪一个；请填写承诺主体类别"))
            }
            (Some(organization), None) => Ok(organization),
            (None, Some(_)) => member().map(|found| Subject::Member(found.id)),
            (None, None) => Err(format!("台账里既没有党组织也没有党员叫“{name}”；请核对名称")),
        },
    };
    found.map_err(|message| line.error(findings, COLUMN, message)).ok()
}

/// The ID number of a row that names somebody.
pub fn number(line: &Line<'_, '_>) -> values::Read<Option<IdNumber>> {
    match values::digits(line.cell("公民身份证号码"))? {
        None => Ok(None),
        Some(written) => IdNumber::parse(&written).map(Some).map_err(|fault| fault.to_string()),
    }
}

/// 完成时限: a month alone means its last day.
fn deadline(line: &Line<'_, '_>, findings: &mut Findings) -> Option<NaiveDate> {
    const COLUMN: &str = "完成时限";
    let written = line.cell(COLUMN).map(|cell| text::squeeze(&cell.text)).unwrap_or_default();
    if matches!(written.as_str(), "长期" | "长期坚持" | "常年" | "全年" | "经常") {
        line.warning(findings, COLUMN, format!("“{written}”不是日期，按没有时限登记；有时限的请写日期"));
        return None;
    }
    let date = take(values::date(line.cell(COLUMN)), line, findings, COLUMN)?;
    if !date.month_only {
        return Some(date.day);
    }
    let end = date.day.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt())?;
    let message = format!("完成时限只写到月，按当月最后一天{}登记；请核对", chinese_date(end));
    line.warning(findings, COLUMN, message);
    Some(end)
}

fn status(
    line: &Line<'_, '_>,
    fulfilled: Option<values::Date>,
    findings: &mut Findings,
) -> Option<PledgeStatus> {
    const COLUMN: &str = "兑现状态";
    let before = findings.errors();
    let written = take(values::name(line.cell(COLUMN)), line, findings, COLUMN);
    let Some(written) = written else {
        if findings.errors() > before {
            return None;
        }
        if fulfilled.is_some() {
            line.error(findings, COLUMN, "填了兑现日期，却没有写兑现状态；请写已兑现或部分兑现");
            return None;
        }
        if line.table().has(COLUMN) {
            line.warning(findings, COLUMN, "没有写兑现状态，按未启动登记；请核对");
        }
        return Some(PledgeStatus::NotStarted);
    };
    let Some(status) = PledgeStatus::from_label(&written) else {
        let all: Vec<&str> = PledgeStatus::ALL.iter().map(|status| status.label()).collect();
        let message = if written == "已销号" {
            "销号要在台账里办理；这里请写兑现状态：已兑现、部分兑现或未兑现".to_owned()
        } else {
            format!("看不懂兑现状态“{written}”；请写{}之一", all.join("、"))
        };
        line.error(findings, COLUMN, message);
        return None;
    };
    match (status, fulfilled) {
        (PledgeStatus::Fulfilled, None) => {
            line.warning(findings, "兑现日期", "已兑现的承诺没有兑现日期；请补填");
        }
        (PledgeStatus::NotStarted | PledgeStatus::UnderWay | PledgeStatus::Unfulfilled, Some(_)) => {
            let message = format!("兑现状态是{status}，却填了兑现日期；请核对兑现状态，或清空兑现日期");
            line.error(findings, "兑现日期", message);
        }
        _ => {}
    }
    Some(status)
}

/// 年度: the column, else the year of the deadline, else of 公示.
fn year(
    line: &Line<'_, '_>,
    deadline: Option<NaiveDate>,
    published: Option<NaiveDate>,
    findings: &mut Findings,
) -> Option<i32> {
    const COLUMN: &str = "年度";
    let before = findings.errors();
    if let Some(written) = take(values::name(line.cell(COLUMN)), line, findings, COLUMN) {
        let digits = written.trim_end_matches(['年', '度']);
        let year = digits.parse().ok().filter(|year| (1949..=2200).contains(year));
        if year.is_none() {
            line.error(findings, COLUMN, format!("看不懂年度“{written}”；请写 2012 这样的四位年份"));
        }
        return year;
    }
    let year = deadline.or(published).map(|day| day.year());
    if year.is_none() && findings.errors() == before {
        line.error(
            findings,
            "完成时限",
            "没有完成时限和公示日期，无法断定是哪一年的承诺；请补填其中一个，或加一列年度",
        );
    }
    year
}

/// What a new line will say.
fn of_new(facts: &PledgeFacts) -> Vec<FieldChange> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    [
        ("年度", Some(facts.year.to_string())),
        ("类别", facts.category.clone()),
        ("措施", facts.measure.clone()),
        ("责任人", facts.owner.clone()),
        ("完成时限", day(facts.deadline)),
        ("公示日期", day(facts.published_on)),
        ("公示方式", facts.published_by.clone()),
        ("兑现状态", Some(facts.status.to_string())),
        ("兑现日期", day(facts.fulfilled_on)),
        ("原因说明", facts.reason.clone()),
    ]
    .into_iter()
    .filter_map(|(field, after)| FieldChange::new(field, after))
    .collect()
}

/// Fills what the row leaves empty from the ledger, and lists what differs.
fn merge(facts: &mut PledgeFacts, kept: &PledgeFacts, line: &Line<'_, '_>) -> Vec<FieldChange> {
    let keep = |new: &mut Option<String>, old: &Option<String>| {
        if new.is_none() {
            new.clone_from(old);
        }
    };
    keep(&mut facts.category, &kept.category);
    keep(&mut facts.measure, &kept.measure);
    keep(&mut facts.owner, &kept.owner);
    keep(&mut facts.published_by, &kept.published_by);
    keep(&mut facts.reason, &kept.reason);
    facts.published_on = facts.published_on.or(kept.published_on);
    if line.cell("兑现状态").is_none() {
        facts.status = kept.status;
    }
    if facts.fulfilled_on.is_none()
        && matches!(facts.status, PledgeStatus::Fulfilled | PledgeStatus::PartlyFulfilled)
    {
        facts.fulfilled_on = kept.fulfilled_on;
    }
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let mut fields = Vec::new();
    for (field, before, after) in [
        ("年度", Some(kept.year.to_string()), Some(facts.year.to_string())),
        ("类别", kept.category.clone(), facts.category.clone()),
        ("措施", kept.measure.clone(), facts.measure.clone()),
        ("责任人", kept.owner.clone(), facts.owner.clone()),
        ("公示日期", day(kept.published_on), day(facts.published_on)),
        ("公示方式", kept.published_by.clone(), facts.published_by.clone()),
        ("兑现状态", Some(kept.status.to_string()), Some(facts.status.to_string())),
        ("兑现日期", day(kept.fulfilled_on), day(facts.fulfilled_on)),
        ("原因说明", kept.reason.clone(), facts.reason.clone()),
    ] {
        if before != after {
            fields.push(FieldChange { field: field.to_owned(), before, after });
        }
    }
    fields
}
