//! The sheets of ballots: one row a paper, one column an item.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use super::{Agenda, Known, Meetings, Patterns};
use crate::{
    Result,
    evaluations::{Mark, Papers, Scheme, scheme::SubjectKind},
    import::{
        Desk, Finding, Level,
        findings::Findings,
        pledges::number,
        table::{Line, Table},
        take, values,
        workbook::Cell,
    },
    members::Subject,
    text,
};

/// Signs between two grades on one item: a double mark.
const BETWEEN: [char; 10] = ['&', '、', '/', '，', ',', '；', ';', '+', '|', ' '];

/// The ballots of one subject at one meeting.
pub struct Batch {
    /// Place of the sheet in the workbook.
    pub sheet: usize,
    /// Its first row.
    pub row: u32,
    /// The scheme that the sheet is marked by.
    pub scheme: Arc<Scheme>,
    /// Merged ballots.
    pub patterns: Patterns,
    /// How many papers.
    pub count: u64,
    sheet_name: String,
}

impl Batch {
    /// Warns when the papers do not add up, and when voters are missing that must be there.
    pub fn check(
        &self,
        key: &(String, Subject),
        agenda: Option<&Agenda>,
        known: &Known<'_>,
        findings: &mut Findings,
    ) {
        let (code, subject) = key;
        let mut warn = |message| {
            findings.add(Finding {
                level: Level::Warning,
                sheet: self.sheet_name.clone(),
                row: self.row,
                column: None,
                letters: None,
                value: None,
                message,
            });
        };
        let name = known.name(*subject);
        if let Some(Papers { collected: Some(collected), spoiled, .. }) =
            agenda.and_then(|agenda| agenda.papers(*subject))
        {
            let valid = collected.saturating_sub(spoiled);
            if valid != self.count {
                warn(format!(
                    "“{name}”在评议会 {code} 有 {} 张评议票，有效票应是 {valid} 张（收回 {collected} 张，作废 {spoiled} 张）；请核对是否漏录或多录",
                    self.count
                ));
            }
        }
        let voters: BTreeSet<&str> = self.patterns.keys().map(|(category, _)| category.as_str()).collect();
        let absent = self.scheme.missing_of_law_firm(&name, |voter| voters.contains(voter));
        if !absent.is_empty() {
            warn(format!(
                "“{name}”是律师事务所党支部，评议会 {code} 的评议人里没有{}；按要求应请他们参加，请核对",
                absent.join("和")
            ));
        }
    }
}

/// All ballots of a file.
#[derive(Default)]
pub struct Batches {
    places: HashMap<(String, Subject), usize>,
    list: Vec<((String, Subject), Batch)>,
    numbers: HashSet<(usize, String)>,
}

impl Batches {
    /// The batches in the order of their first rows.
    pub fn in_order(&self) -> impl Iterator<Item = &((String, Subject), Batch)> {
        self.list.iter()
    }

    /// Whether the file has ballots of a subject at a meeting.
    pub fn has(&self, code: &str, subject: Subject) -> bool {
        self.places.contains_key(&(code.to_owned(), subject))
    }

    /// Reads one sheet; gives how many rows it has.
    pub fn read(
        &mut self,
        table: &Table<'_>,
        meetings: &mut Meetings,
        known: &Known<'_>,
        desk: &Desk<'_>,
        findings: &mut Findings,
    ) -> Result<u64> {
        let Some(scheme) = choose(table, known, findings) else { return Ok(table.lines().count() as u64) };
        let mut rows = 0;
        for line in table.lines() {
            if rows % 1_000 == 0 {
                desk.progress.step("核对", rows, 0)?;
            }
            rows += 1;
            self.read_line(&line, &scheme, meetings, known, findings)?;
        }
        Ok(rows)
    }

    fn read_line(
        &mut self,
        line: &Line<'_, '_>,
        scheme: &Arc<Scheme>,
        meetings: &mut Meetings,
        known: &Known<'_>,
        findings: &mut Findings,
    ) -> Result<()> {
        let before = findings.errors();
        let category = category(line, scheme, findings);
        let marks: Vec<Mark> = scheme
            .items
            .iter()
            .map(|item| {
                let read = mark(line.cell(&item.name), scheme);
                take(read.map(Some), line, findings, &item.name).unwrap_or(Mark::Voided)
            })
            .collect();
        let readable = findings.errors();
        let code = take(values::name(line.cell("评议会编号")), line, findings, "评议会编号");
        let Some(code) = code else {
            if findings.errors() == readable {
                line.error(findings, "评议会编号", "评议会编号没有填写；请填写，评议票要靠它对应评议会");
            }
            return Ok(());
        };
        if let Err(message) = meetings.reach(&code, known)? {
            line.error(findings, "评议会编号", message);
            return Ok(());
        }
        let Some(subject) =
            meetings.agenda(&code).and_then(|agenda| subject(line, scheme, agenda, &code, known, findings))
        else {
            return Ok(());
        };
        let key = (code, subject);
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None => {
                self.places.insert(key.clone(), self.list.len());
                self.list.push((
                    key,
                    Batch {
                        sheet: line.table().index,
                        row: line.number(),
                        scheme: Arc::clone(scheme),
                        patterns: Patterns::new(),
                        count: 0,
                        sheet_name: line.table().sheet.name.clone(),
                    },
                ));
                self.list.len() - 1
            }
        };
        if let Some(paper) = take(values::digits(line.cell("票号")), line, findings, "票号")
            && !self.numbers.insert((place, paper.clone()))
        {
            let message = format!("同一评议会、同一对象的票号 {paper} 出现了两次；请核对是否重复录入");
            line.error(findings, "票号", message);
        }
        if let (Some(category), true, Some((_, batch))) =
            (category, findings.errors() == before, self.list.get_mut(place))
        {
            batch.count += 1;
            *batch.patterns.entry((category, marks)).or_default() += 1;
        }
        Ok(())
    }
}

/// The scheme that a sheet is marked by: all its items are columns, and its grades know all words in
/// them. Of several, the ready-made one of 004, else the first by key.
fn choose(table: &Table<'_>, known: &Known<'_>, findings: &mut Findings) -> Option<Arc<Scheme>> {
    let mut whole: Vec<&Arc<Scheme>> =
        known.schemes.iter().filter(|scheme| scheme.items.iter().all(|item| table.has(&item.name))).collect();
    whole.sort_by_key(|scheme| scheme.key != scheme.subject.default_scheme());
    if whole.is_empty() {
        let nearest = known.schemes.iter().max_by_key(|scheme| {
            (scheme.items.iter().filter(|item| table.has(&item.name)).count(), std::cmp::Reverse(&scheme.key))
        });
        let missing: Vec<&str> = nearest
            .iter()
            .flat_map(|scheme| &scheme.items)
            .filter(|item| !table.has(&item.name))
            .map(|item| item.name.as_str())
            .collect();
        let message = format!(
            "评议内容的列没有认全，还缺“{}”；请核对表头是否与评议方案一致，或指明各列是哪一项",
            missing.join("”“")
        );
        findings.sheet_error(table.sheet, table.header.last_row, message);
        return None;
    }
    let mut words: HashSet<String> = HashSet::new();
    for line in table.lines() {
        for scheme in &whole {
            for cell in scheme.items.iter().filter_map(|item| line.cell(&item.name)) {
                if !words.contains(&*cell.text) && words.len() < 10_000 {
                    words.insert(cell.text.to_string());
                }
            }
        }
    }
    // Most cells understood wins; the order above breaks a tie.
    let understood = |scheme: &Scheme| {
        let readable = |word: &&String| {
            mark(Some(&Cell::new(super::super::workbook::CellKind::Text, word.as_str())), scheme).is_ok()
        };
        words.iter().filter(readable).count()
    };
    let best = whole.iter().map(|scheme| understood(scheme)).max()?;
    whole.into_iter().find(|scheme| understood(scheme) == best).map(Arc::clone)
}

/// One mark. Nothing is an abstention; two grades void the item (`domain.md` §3.1).
fn mark(cell: Option<&Cell>, scheme: &Scheme) -> values::Read<Mark> {
    let Some(written) = values::text(cell)? else { return Ok(Mark::Abstained) };
    let squeezed = text::squeeze(&written);
    match squeezed.as_str() {
        "弃权" => return Ok(Mark::Abstained),
        "无效" | "项无效" => return Ok(Mark::Voided),
        _ => {}
    }
    let grade = |word: &str| {
        let place = scheme.grades.iter().position(|grade| grade.name == word)?;
        u8::try_from(place).ok()
    };
    if let Some(grade) = grade(&squeezed) {
        return Ok(Mark::Grade(grade));
    }
    let mut grades = BTreeSet::new();
    for word in written.split(BETWEEN).map(text::squeeze).filter(|word| !word.is_empty()) {
        let known: Vec<&str> = scheme.grades.iter().map(|grade| grade.name.as_str()).collect();
        let Some(grade) = grade(&word) else {
            return Err(format!("看不懂等次“{word}”；请写{}之一，没有划的留空", known.join("、")));
        };
        grades.insert(grade);
    }
    Ok(match (grades.len(), grades.first()) {
        (1, Some(grade)) => Mark::Grade(*grade),
        _ => Mark::Voided,
    })
}

fn category(line: &Line<'_, '_>, scheme: &Scheme, findings: &mut Findings) -> Option<String> {
    const COLUMN: &str = "评议人类别";
    let before = findings.errors();
    let Some(written) = take(values::name(line.cell(COLUMN)), line, findings, COLUMN) else {
        if findings.errors() == before {
            line.error(findings, COLUMN, "评议人类别没有填写；请填写党员、群众代表、服务对象代表等");
        }
        return None;
    };
    let full = match written.as_str() {
        "群众代表" => "本单位群众代表",
        "服务对象" => "服务对象代表",
        "非党员合伙人" => "非中共党员合伙人",
        other => other,
    };
    if scheme.category(full).is_some() {
        return Some(full.to_owned());
    }
    let all: Vec<&str> = scheme.categories.iter().map(|category| category.name.as_str()).collect();
    line.error(findings, COLUMN, format!("没有评议人类别“{written}”；请写{}之一", all.join("、")));
    None
}

fn subject(
    line: &Line<'_, '_>,
    scheme: &Scheme,
    agenda: &Agenda,
    code: &str,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Option<Subject> {
    if scheme.subject == SubjectKind::Member {
        let name = take(values::name(line.cell("党员姓名")), line, findings, "党员姓名");
        let id_number = take(number(line), line, findings, "公民身份证号码");
        let found = known.people.one(&known.organizations, name.as_deref(), id_number.as_ref());
        return found
            .map(|member| Subject::Member(member.id))
            .map_err(|message| line.error(findings, "党员姓名", message))
            .ok();
    }
    const COLUMN: &str = "被评议对象";
    let before = findings.errors();
    let name = take(values::name(line.cell(COLUMN)), line, findings, COLUMN);
    if findings.errors() > before {
        return None;
    }
    let mut organizations = agenda
        .subjects()
        .map(|(subject, _)| subject)
        .filter(|subject| matches!(subject, Subject::Organization(_)));
    let Some(name) = name else {
        let only = organizations.next().filter(|_| organizations.next().is_none());
        if only.is_none() {
            let message = format!(
                "评议会 {code} 不止一个（或没有）被评议党组织，无法断定这张票评议的是谁；请加一列被评议对象"
            );
            line.error(findings, "评议会编号", message);
        }
        return only;
    };
    let Some(found) = known.organizations.find(&name) else {
        line.error(findings, COLUMN, known.organizations.unknown(&name));
        return None;
    };
    let found = Subject::Organization(found.id);
    if organizations.any(|subject| subject == found) {
        return Some(found);
    }
    line.error(
        findings,
        COLUMN,
        format!("评议会 {code} 的被评议对象里没有“{name}”；请核对，或在“评议会”工作表里补上"),
    );
    None
}
