//! 党员花名册 > members and their events (`decisions.md` 14).
//!
//! New people get a 期初登记 dated by the sheet's 统计截止日期. Of people the office knows, facts are
//! brought up to date, and what changed in the membership becomes an event of that day: 内部调动,
//! 转正, 离退休, 任职, 免职. Nobody is removed because a sheet does not name them.

mod career;
mod diff;
mod person;
mod row;

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use self::row::Row;
use super::{
    ChangeKind, Desk, FieldChange, Finding, Level, Outcome, Plan, RecordChange, Step, columns,
    findings::Findings,
    organizations::none_yet,
    subjects::{Organizations, People},
    table::{self, Line, Table},
};
use crate::{
    Result,
    members::{
        self, Category, EventId, EventKind, IdNumber, Member, MemberFacts, MemberId, Membership,
        MembershipEvent,
    },
    remarks::{Remark, RemarkWeight},
    store::Change,
    text,
};

/// What one row asks for.
pub enum Work {
    /// A person whom the office does not know.
    Register(Box<(MemberFacts, MembershipEvent)>),
    /// New facts of a person.
    Update(MemberId, Box<MemberFacts>),
    /// Something that happened to a member.
    Record(MemberId, Box<MembershipEvent>),
    /// What a 期初登记 left open.
    Complete(EventId, Box<MembershipEvent>),
}

impl Work {
    /// Does it.
    pub fn apply(&self, change: &Change<'_>) -> Result<()> {
        match self {
            Self::Register(new) => members::store::insert(change, &new.0, &new.1).map(|_| ()),
            Self::Update(id, facts) => members::store::update(change, *id, facts),
            Self::Record(id, event) => members::store::record(change, *id, event),
            Self::Complete(id, event) => members::store::correct_event(change, *id, event),
        }
    }
}

/// Reads the sheets and works out what would change.
pub fn plan(connection: &Connection, desk: &Desk<'_>, findings: &mut Findings) -> Result<Plan> {
    let tables = table::only(desk.workbook, &columns::MEMBERS, desk.mapping, findings)?;
    let organizations = Organizations::load(connection)?;
    if organizations.all().is_empty() {
        return Err(none_yet());
    }
    let mut outcome = Outcome::default();
    let mut rows = Vec::new();
    for table in &tables {
        let sheet = row::SheetFacts::of(table, &organizations, desk.as_of(table, findings), findings);
        for line in table.lines() {
            if outcome.rows.is_multiple_of(1_000) {
                desk.progress.step("核对", outcome.rows, 0)?;
            }
            outcome.rows += 1;
            rows.extend(row::read(&line, &sheet, &organizations, desk, findings));
        }
        sheet.say(findings);
    }
    report_doubles(&tables, &rows, findings);

    let people = People::load(connection, desk.today)?;
    let mut states = States::new(connection, desk.today);
    let mut met: HashSet<MemberId> = HashSet::new();
    let mut steps = Vec::new();
    for row in rows {
        let found = match person::whom(&row, &people) {
            person::Whom::Known(member) => member,
            person::Whom::New => {
                outcome.created += 1;
                person::warn_of_namesake(&row, &people, &tables, findings);
                if desk.shows_new(&outcome) {
                    let fields = diff::of_new(&row);
                    let change =
                        change(desk, &row, ChangeKind::Created, &row.facts.name, &organizations, fields);
                    desk.show(&mut outcome, change);
                }
                steps.push(step(&row, Work::Register(Box::new(register(&row)))));
                continue;
            }
            person::Whom::Unclear(message) => {
                report(&tables, row.sheet, row.number, Level::Error, "姓名", message, findings);
                continue;
            }
        };
        if !met.insert(found.id) {
            let message =
                "前面已有一行是台账里的同一名党员；如是同一人请删去一行，如是两人请都填上公民身份证号码";
            report(&tables, row.sheet, row.number, Level::Error, "姓名", message.to_owned(), findings);
            continue;
        }
        let state = states.of(found, row.as_of)?;
        let (works, fields) = diff::diff(connection, &row, found, state, &organizations, &tables, findings)?;
        if fields.is_empty() {
            outcome.unchanged += 1;
            continue;
        }
        outcome.updated += 1;
        let change = change(desk, &row, ChangeKind::Updated, &found.facts.name, &organizations, fields);
        desk.show(&mut outcome, change);
        steps.extend(works.into_iter().map(|work| step(&row, work)));
    }
    let absent: Vec<&str> = people
        .all()
        .iter()
        .filter(|member| member.membership.left.is_none() && !met.contains(&member.id))
        .map(|member| member.facts.name.as_str())
        .collect();
    // With errors some rows met nobody yet: the names would be wrong.
    if !absent.is_empty() && findings.errors() == 0 {
        findings.say(absence(&absent));
    }
    Ok(Plan { outcome, steps })
}

/// Says whom the file does not name: somebody who left must be entered as having left.
fn absence(names: &[&str]) -> String {
    const NAMED: usize = 10;
    let first = names.get(..NAMED.min(names.len())).unwrap_or_default().join("、");
    let more = if names.len() > NAMED { "等" } else { "" };
    format!("台账里另有 {} 名在册党员不在这个文件里，没有改动：{first}{more}", names.len())
}

/// What changes in a person; the branch tells namesakes apart.
fn change(
    desk: &Desk<'_>,
    row: &Row,
    kind: ChangeKind,
    name: &str,
    organizations: &Organizations,
    fields: Vec<FieldChange>,
) -> RecordChange {
    let branch = organizations.name(Some(row.branch));
    desk.change((row.sheet, row.number), kind, name.to_owned(), branch, fields)
}

fn step(row: &Row, work: Work) -> Step {
    Step { sheet: row.sheet, row: row.number, work: super::Work::Members(work) }
}

fn register(row: &Row) -> (MemberFacts, MembershipEvent) {
    let first = MembershipEvent {
        kind: EventKind::Opening,
        happened_on: row.as_of,
        organization: Some(row.branch),
        standing: row.standing,
        category: row.category,
        post: row.post.clone().flatten(),
        note: None,
    };
    (row.facts.clone(), first)
}

/// Membership of everyone on the days that sheets speak of; each day is read once.
struct States<'c> {
    connection: &'c Connection,
    today: chrono::NaiveDate,
    days: HashMap<chrono::NaiveDate, HashMap<MemberId, Membership>>,
}

impl<'c> States<'c> {
    fn new(connection: &'c Connection, today: chrono::NaiveDate) -> Self {
        Self { connection, today, days: HashMap::new() }
    }

    /// How somebody stood on a day; none before the books open for them.
    fn of(&mut self, member: &Member, day: chrono::NaiveDate) -> Result<Option<Membership>> {
        if day == self.today {
            return Ok(Some(member.membership.clone()));
        }
        if !self.days.contains_key(&day) {
            let all = members::store::everyone(self.connection, day)?;
            self.days.insert(day, all.into_iter().map(|member| (member.id, member.membership)).collect());
        }
        Ok(self.days.get(&day).and_then(|states| states.get(&member.id)).cloned())
    }
}

/// The same ID number on two rows, or the same name and birthday where one has no number.
fn report_doubles(tables: &[Table<'_>], rows: &[Row], findings: &mut Findings) {
    let mut numbers: HashMap<String, &Row> = HashMap::new();
    let mut births: HashMap<(&str, chrono::NaiveDate), &Row> = HashMap::new();
    let sheet = |row: &Row| table_of(tables, row.sheet).map_or("", |table| table.sheet.name.as_str());
    for row in rows {
        let number = row.facts.id_number.as_ref().map(|number| number.modern().as_str().to_owned());
        if let Some(first) = number.and_then(|number| numbers.insert(number, row)) {
            for (here, there) in [(first, row), (row, first)] {
                let message = format!(
                    "这个身份证号码在工作表“{}”第 {} 行（{}）也出现了；一个号码只能是一个人，请核对后改正或删去重复的行",
                    sheet(there),
                    there.number,
                    there.facts.name
                );
                report(tables, here.sheet, here.number, Level::Error, "公民身份证号码", message, findings);
            }
            continue;
        }
        let Some(birth) = row.facts.birth_date else { continue };
        if let Some(first) = births.insert((&row.facts.name, birth), row)
            && (first.facts.id_number.is_none() || row.facts.id_number.is_none())
        {
            let message = format!(
                "与工作表“{}”第 {} 行同名同生日；如是同一人请删去一行，如是两人请都填上公民身份证号码",
                sheet(first),
                first.number
            );
            report(tables, row.sheet, row.number, Level::Error, "姓名", message, findings);
        }
    }
}

fn table_of<'t, 'a>(tables: &'t [Table<'a>], sheet: usize) -> Option<&'t Table<'a>> {
    tables.iter().find(|table| table.index == sheet)
}

/// A finding on a row that was read before.
fn report(
    tables: &[Table<'_>],
    sheet: usize,
    row: u32,
    level: Level,
    column: &str,
    message: String,
    findings: &mut Findings,
) {
    let Some(table) = table_of(tables, sheet) else { return };
    let line = table.line(row);
    findings.add(Finding {
        level,
        sheet: table.sheet.name.clone(),
        row,
        column: Some(table.header_text(column).to_owned()),
        letters: table.letters(column),
        value: line.and_then(|line| line.cell(column)).map(|cell| text::tidy(&cell.text)),
        message,
    });
}

/// What the rules of members say of a row, at the column that it is about.
fn say(line: &Line<'_, '_>, remark: Option<Remark>, findings: &mut Findings) {
    let Some(Remark { weight, field, message, .. }) = remark else { return };
    let column = match field {
        "name" => "姓名",
        "sex" => "性别",
        "birth_date" => "出生日期",
        "id_number" => "公民身份证号码",
        "joined_on" => "入党时间",
        _ => "转正时间",
    };
    match weight {
        RemarkWeight::Error => line.error(findings, column, message),
        RemarkWeight::Warning => line.warning(findings, column, message),
    }
}

/// 在职 or 离退休 as a word says it.
fn category(word: &str) -> Option<Category> {
    match word {
        "在职" | "在岗" | "在职党员" | "在岗党员" => Some(Category::Serving),
        "离退休" | "退休" | "离休" | "已退休" | "离退休党员" | "退休党员" | "离休党员" => {
            Some(Category::Retired)
        }
        _ => None,
    }
}

/// The number as findings and changes show it.
fn masked(number: Option<&IdNumber>) -> Option<String> {
    number.map(IdNumber::masked)
}
