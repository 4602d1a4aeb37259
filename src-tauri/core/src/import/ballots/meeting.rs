//! The sheet 评议会: one row a subject of a meeting, with the papers handed out for it.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::Known;
use crate::{
    Result,
    evaluations::{
        Method, Papers,
        store::{self, MeetingFacts},
    },
    import::{
        ChangeKind, Desk, FieldChange, Finding, Level, Outcome, Step, dates, findings::Findings,
        pledges::number, table::Line, take, values,
    },
    members::Subject,
};

/// One row: a subject with its papers.
pub struct SubjectRow {
    /// Place of the sheet in the workbook.
    pub sheet: usize,
    /// The row as the spreadsheet counts.
    pub number: u32,
    /// 被评议对象.
    pub subject: Subject,
    /// The papers.
    pub papers: Papers,
    sheet_name: String,
}

impl SubjectRow {
    /// A warning about the row as a whole.
    pub fn warn(&self, findings: &mut Findings, message: String) {
        findings.add(Finding {
            level: Level::Warning,
            sheet: self.sheet_name.clone(),
            row: self.number,
            column: None,
            letters: None,
            value: None,
            message,
        });
    }
}

/// A meeting of the file or of the office.
#[derive(Default)]
pub struct Agenda {
    /// Tells it from the meeting of the same code in another year.
    pub year: i32,
    facts: Option<MeetingFacts>,
    rows: Vec<SubjectRow>,
    /// What the office has, for a meeting that the file does not describe.
    kept: Vec<(Subject, Papers)>,
}

impl Agenda {
    /// Subjects of the meeting with their papers.
    pub fn subjects(&self) -> impl Iterator<Item = (Subject, Papers)> + '_ {
        let rows = self.rows.iter().map(|row| (row.subject, row.papers));
        rows.chain(self.kept.iter().copied())
    }

    /// The papers of a subject: its own, else those of the meeting. Members are evaluated on the sheet
    /// that everyone at the meeting got.
    pub fn papers(&self, subject: Subject) -> Option<Papers> {
        let own = self.subjects().find(|(other, _)| *other == subject);
        own.or_else(|| self.subjects().find(|(other, _)| matches!(other, Subject::Organization(_))))
            .or_else(|| self.subjects().next())
            .map(|(_, papers)| papers)
    }
}

/// The meetings that ballots may speak of.
#[derive(Default)]
pub struct Meetings {
    by_code: BTreeMap<String, Agenda>,
}

impl Meetings {
    /// Reads one row of the sheet 评议会.
    pub fn read(&mut self, line: &Line<'_, '_>, known: &Known<'_>, desk: &Desk<'_>, findings: &mut Findings) {
        let before = findings.errors();
        let code = take(values::name(line.cell("评议会编号")), line, findings, "评议会编号");
        if code.is_none() && findings.errors() == before {
            line.error(findings, "评议会编号", "评议会编号没有填写；请填写编号，评议票要靠它对应");
        }
        let held_on = held_on(line, desk, findings);
        let place = take(values::text(line.cell("地点")), line, findings, "地点");
        let method = method(line, findings);
        let subject = subject(line, known, findings);
        let papers = papers(line, method, findings);
        let (Some(code), Some(held_on), Some(subject)) = (code, held_on, subject) else { return };
        if findings.errors() > before {
            return;
        }
        let facts = MeetingFacts { code: code.clone(), held_on, place, method };
        let agenda = self.by_code.entry(code.clone()).or_default();
        match &agenda.facts {
            Some(first) if *first != facts => {
                let message = format!(
                    "评议会 {code} 在前面的行里日期、地点或方式不同；同一编号只能是一次评议会，请核对"
                );
                line.error(findings, "评议会编号", message);
            }
            _ => (agenda.year, agenda.facts) = (held_on.year(), Some(facts)),
        }
        if agenda.rows.iter().any(|row| row.subject == subject) {
            line.error(findings, "被评议对象", format!("评议会 {code} 已有这个被评议对象；请删去重复的行"));
            return;
        }
        agenda.rows.push(SubjectRow {
            sheet: line.table().index,
            number: line.number(),
            subject,
            papers,
            sheet_name: line.table().sheet.name.clone(),
        });
    }

    /// Makes a meeting that only the office knows available to ballots; else gives the sentence why
    /// there is none, or not just one.
    pub fn reach(&mut self, code: &str, known: &Known<'_>) -> Result<std::result::Result<(), String>> {
        if self.by_code.contains_key(code) {
            return Ok(Ok(()));
        }
        let meetings = store::meetings_of_code(known.connection, code)?;
        let [meeting] = meetings.as_slice() else {
            let years: Vec<String> =
                meetings.iter().map(|meeting| meeting.held_on.year().to_string()).collect();
            return Ok(Err(if years.is_empty() {
                format!("没有编号为“{code}”的评议会；请核对编号，或在“评议会”工作表里补上这一次")
            } else {
                format!(
                    "台账里 {} 年都有编号为“{code}”的评议会，无法断定是哪一次；请在“评议会”工作表里写明这一次的日期",
                    years.join("、")
                )
            }));
        };
        let kept = store::evaluations(known.connection, meeting.id)?;
        let kept = kept.into_iter().map(|evaluation| (evaluation.subject, evaluation.papers)).collect();
        let year = meeting.held_on.year();
        self.by_code.insert(code.to_owned(), Agenda { year, kept, ..Agenda::default() });
        Ok(Ok(()))
    }

    /// The meeting of a code.
    pub fn agenda(&self, code: &str) -> Option<&Agenda> {
        self.by_code.get(code)
    }

    /// Every row of the sheet, with the meeting's code and year.
    pub fn rows(&self) -> impl Iterator<Item = (&str, i32, &SubjectRow)> {
        self.by_code
            .iter()
            .flat_map(|(code, agenda)| agenda.rows.iter().map(move |row| (code.as_str(), agenda.year, row)))
    }

    /// Works out what changes in the meetings themselves, and counts their rows.
    pub fn plan(
        &self,
        known: &Known<'_>,
        desk: &Desk<'_>,
        outcome: &mut Outcome,
        steps: &mut Vec<Step>,
    ) -> Result<()> {
        for (code, agenda) in &self.by_code {
            let (Some(facts), Some(first)) = (&agenda.facts, agenda.rows.first()) else { continue };
            let kept = store::find_meeting(known.connection, code, agenda.year)?;
            let mut fields = Vec::new();
            let mut evaluated = Vec::new();
            if let Some(kept) = &kept {
                let mut compare = |field: &str, before: Option<String>, after: Option<String>| {
                    if before != after {
                        fields.push(FieldChange { field: field.to_owned(), before, after });
                    }
                };
                compare("日期", Some(kept.held_on.to_string()), Some(facts.held_on.to_string()));
                compare("地点", kept.place.clone(), facts.place.clone());
                compare("评议方式", Some(kept.method.to_string()), Some(facts.method.to_string()));
                evaluated = store::evaluations(known.connection, kept.id)?;
            }
            for row in &agenda.rows {
                let same = evaluated.iter().find(|evaluation| evaluation.subject == row.subject);
                match same {
                    None => outcome.created += 1,
                    Some(same) if same.papers == row.papers && fields.is_empty() => outcome.unchanged += 1,
                    Some(_) => outcome.updated += 1,
                }
            }
            if kept.is_some() && fields.is_empty() {
                continue;
            }
            let kind = if kept.is_some() { ChangeKind::Updated } else { ChangeKind::Created };
            if kept.is_none() && desk.shows_new(outcome) {
                fields = of_new(facts, agenda.rows.len());
            }
            if !fields.is_empty() {
                let at = (first.sheet, first.number);
                let change = desk.change(at, kind, format!("评议会 {code}"), None, fields);
                desk.show(outcome, change);
            }
            let work = super::super::Work::Ballots(super::Work::Meeting(facts.clone()));
            steps.push(Step { sheet: first.sheet, row: first.number, work });
        }
        Ok(())
    }
}

/// What a new meeting will be.
fn of_new(facts: &MeetingFacts, subjects: usize) -> Vec<FieldChange> {
    [
        ("日期", Some(facts.held_on.to_string())),
        ("地点", facts.place.clone()),
        ("评议方式", Some(facts.method.to_string())),
        ("被评议对象", Some(format!("{subjects} 个"))),
    ]
    .into_iter()
    .filter_map(|(field, after)| FieldChange::new(field, after))
    .collect()
}

fn held_on(line: &Line<'_, '_>, desk: &Desk<'_>, findings: &mut Findings) -> Option<chrono::NaiveDate> {
    let before = findings.errors();
    let Some(date) = take(values::date(line.cell("日期")), line, findings, "日期") else {
        if findings.errors() == before {
            line.error(findings, "日期", "评议会日期没有填写；请填写");
        }
        return None;
    };
    if date.month_only {
        line.error(findings, "日期", "评议会日期只写到月；请写明哪一天");
        return None;
    }
    dates::check_past(date.day, desk.today, "日期", line, findings).then_some(date.day)
}

fn method(line: &Line<'_, '_>, findings: &mut Findings) -> Method {
    const COLUMN: &str = "评议方式";
    let before = findings.errors();
    let Some(written) = take(values::name(line.cell(COLUMN)), line, findings, COLUMN) else {
        if findings.errors() == before {
            line.warning(findings, COLUMN, "没有写评议方式，按会议登记；请核对");
        }
        return Method::Meeting;
    };
    let short = match written.as_str() {
        "问卷调查" => "问卷",
        "发放评议表格" | "评议表" => "发放评议表",
        other => other,
    };
    Method::from_label(short).unwrap_or_else(|| {
        let all: Vec<&str> = Method::ALL.iter().map(|method| method.label()).collect();
        line.error(findings, COLUMN, format!("看不懂评议方式“{written}”；请写{}之一", all.join("、")));
        Method::Meeting
    })
}

fn subject(line: &Line<'_, '_>, known: &Known<'_>, findings: &mut Findings) -> Option<Subject> {
    const COLUMN: &str = "被评议对象";
    let before = findings.errors();
    let name = take(values::name(line.cell(COLUMN)), line, findings, COLUMN);
    let kind = take(values::name(line.cell("被评议对象类别")), line, findings, "被评议对象类别");
    let id_number = take(number(line), line, findings, "公民身份证号码");
    if findings.errors() > before {
        return None;
    }
    let Some(name) = name else {
        line.error(findings, COLUMN, "被评议对象没有填写；请填写党组织全称或党员姓名");
        return None;
    };
    let found = if kind.as_deref() == Some("党员") {
        let member = known.people.one(&known.organizations, Some(&name), id_number.as_ref());
        member.map(|member| Subject::Member(member.id))
    } else {
        let organization = known.organizations.find(&name);
        organization
            .map(|organization| Subject::Organization(organization.id))
            .ok_or_else(|| known.organizations.unknown(&name))
    };
    found.map_err(|message| line.error(findings, COLUMN, message)).ok()
}

/// The papers; sums that do not fit warn and never block (`decisions.md` 6).
fn papers(line: &Line<'_, '_>, method: Method, findings: &mut Findings) -> Papers {
    let mut count = |column| take(values::count(line.cell(column)), line, findings, column);
    let papers = Papers {
        issued: count("发出票数"),
        collected: count("收回票数"),
        spoiled: count("作废票数").unwrap_or(0),
    };
    match (papers.issued, papers.collected) {
        (Some(issued), Some(collected)) if collected > issued => line.warning(
            findings,
            "收回票数",
            format!("收回 {collected} 张，多于发出 {issued} 张，这次评议无效，不计满意率；请核对票数，或重新组织评议"),
        ),
        (None, _) | (_, None) if method.on_paper() => {
            line.warning(findings, "发出票数", "没有写全发出和收回的票数；请补填");
        }
        _ => {}
    }
    if let Some(collected) = papers.collected.filter(|collected| papers.spoiled > *collected) {
        let message = format!("作废 {} 张，多于收回 {collected} 张；请核对票数", papers.spoiled);
        line.warning(findings, "作废票数", message);
    }
    papers
}
