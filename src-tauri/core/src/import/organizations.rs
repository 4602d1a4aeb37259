//! 党组织名册 > organizations. The key is the name; a code that is known wins over it, so that a branch
//! can change its name. Parents may stand later in the sheet.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{
    ChangeKind, Desk, FieldChange, Outcome, Plan, Step, columns,
    findings::Findings,
    subjects::Organizations,
    table::{self, Line},
    take, values,
};
use crate::{
    Error, Result,
    organizations::{self, Domain, Organization, OrganizationFacts, OrganizationId, OrganizationKind},
    store::Change,
    text,
};

/// What one row asks for.
pub struct Work {
    known: Option<OrganizationId>,
    /// Without the parent, which may not exist yet.
    facts: OrganizationFacts,
    parent: Option<String>,
}

/// Organizations that this import has made, by name.
#[derive(Default)]
pub struct Names(HashMap<String, OrganizationId>);

impl Work {
    /// Registers or changes the organization.
    pub fn apply(&self, change: &Change<'_>, names: &mut Names) -> Result<()> {
        let mut facts = self.facts.clone();
        if let Some(parent) = &self.parent {
            facts.parent = Some(match names.0.get(parent) {
                Some(id) => *id,
                None => organizations::store::find(change, parent)?.id,
            });
        }
        match self.known {
            Some(id) => organizations::store::update(change, id, &facts),
            None => {
                let id = organizations::store::insert(change, &facts)?;
                names.0.insert(facts.name, id);
                Ok(())
            }
        }
    }
}

struct Row {
    sheet: usize,
    number: u32,
    facts: OrganizationFacts,
    parent: Option<String>,
}

/// Reads the sheets and works out what would change.
pub fn plan(connection: &Connection, desk: &Desk<'_>, findings: &mut Findings) -> Result<Plan> {
    let tables = table::only(desk.workbook, &columns::ORGANIZATIONS, desk.mapping, findings)?;
    let known = Organizations::load(connection)?;
    let mut outcome = Outcome::default();
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for table in &tables {
        for line in table.lines() {
            outcome.rows += 1;
            let before = findings.errors();
            let row = read(&line, desk, findings);
            if let Some(row) = row {
                if let Some(first) = seen.insert(row.facts.name.clone(), line.number()) {
                    line.error(
                        findings,
                        "党组织名称",
                        format!("与第 {first} 行重复；请删去其中一行，或在名称上加以区别"),
                    );
                }
                if findings.errors() == before {
                    rows.push(row);
                }
            }
        }
    }
    check_parents(&tables, &rows, &known, findings);
    let mut steps = Vec::new();
    for row in parents_first(rows) {
        let mut facts = row.facts;
        let by_code = facts
            .code
            .as_ref()
            .and_then(|code| known.all().iter().find(|other| other.code.as_ref() == Some(code)));
        let Some(existing) = by_code.or_else(|| known.find(&facts.name)) else {
            outcome.created += 1;
            if desk.shows_new(&outcome) {
                let fields = of_new(&facts, row.parent.as_deref());
                let about = Some(facts.kind.to_string());
                let at = (row.sheet, row.number);
                let change = desk.change(at, ChangeKind::Created, facts.name.clone(), about, fields);
                desk.show(&mut outcome, change);
            }
            let work = Work { known: None, facts, parent: row.parent };
            steps.push(Step { sheet: row.sheet, row: row.number, work: super::Work::Organizations(work) });
            continue;
        };
        let fields = merge(&mut facts, existing, row.parent.as_deref(), &known);
        if fields.is_empty() {
            outcome.unchanged += 1;
            continue;
        }
        outcome.updated += 1;
        let (at, about) = ((row.sheet, row.number), Some(existing.kind.to_string()));
        let change = desk.change(at, ChangeKind::Updated, existing.name.clone(), about, fields);
        desk.show(&mut outcome, change);
        let work = Work { known: Some(existing.id), facts, parent: row.parent };
        steps.push(Step { sheet: row.sheet, row: row.number, work: super::Work::Organizations(work) });
    }
    Ok(Plan { outcome, steps })
}

fn read(line: &Line<'_, '_>, desk: &Desk<'_>, findings: &mut Findings) -> Option<Row> {
    let before = findings.errors();
    let Some(name) = take(values::name(line.cell("党组织名称")), line, findings, "党组织名称")
    else {
        if findings.errors() == before {
            line.error(findings, "党组织名称", "党组织名称没有填写；请填写全称，或删去这一行");
        }
        return None;
    };
    let kind = take(kind(line), line, findings, "类别");
    let domain = take(domain(line), line, findings, "所属领域");
    let founded = take(values::date(line.cell("成立时间")), line, findings, "成立时间");
    if let Some(date) = founded {
        super::dates::check_past(date.day, desk.today, "成立时间", line, findings);
        super::dates::warn_month(date, "成立时间", line, findings);
    }
    let parent = take(values::name(line.cell("上级党组织")), line, findings, "上级党组织");
    let facts = OrganizationFacts {
        name,
        kind: kind?,
        parent: None,
        domain,
        code: take(values::digits(line.cell("党组织代码")), line, findings, "党组织代码"),
        secretary: take(values::name(line.cell("书记")), line, findings, "书记"),
        phone: take(values::digits(line.cell("联系电话")), line, findings, "联系电话"),
        founded_on: founded.map(|date| date.day),
        note: take(values::text(line.cell("备注")), line, findings, "备注"),
    };
    Some(Row { sheet: line.table().index, number: line.number(), facts, parent })
}

fn kind(line: &Line<'_, '_>) -> values::Read<Option<OrganizationKind>> {
    let Some(written) = values::name(line.cell("类别"))? else {
        return Err("类别没有填写；请写党组、党委、党总支、党支部或党小组".to_owned());
    };
    let short = match written.as_str() {
        "支部" | "党支部委员会" => "党支部",
        "总支" | "党总支部" => "党总支",
        "基层党委" | "机关党委" => "党委",
        other => other,
    };
    OrganizationKind::from_label(short)
        .map(Some)
        .ok_or_else(|| format!("看不懂类别“{written}”；请写党组、党委、党总支、党支部或党小组"))
}

fn domain(line: &Line<'_, '_>) -> values::Read<Option<Domain>> {
    let Some(written) = values::name(line.cell("所属领域"))? else { return Ok(None) };
    let plain = |text: &str| text::header_key(text).replace(['·', '.'], "").replace("其他", "其它");
    let found = Domain::ALL.iter().find(|domain| plain(domain.label()) == plain(&written));
    found.map(|domain| Some(*domain)).ok_or_else(|| {
        let all: Vec<&str> = Domain::ALL.iter().map(|domain| domain.label()).collect();
        format!("所属领域“{written}”不在十个领域之内；请写 {} 之一", all.join("、"))
    })
}

/// Parents must be in the file or in the office, and nobody may stand below itself.
fn check_parents(tables: &[table::Table<'_>], rows: &[Row], known: &Organizations, findings: &mut Findings) {
    let mut above: HashMap<&str, &str> = HashMap::new();
    for organization in known.all() {
        if let Some(parent) = organization.parent
            && let Some(parent) = known.all().iter().find(|other| other.id == parent)
        {
            above.insert(&organization.name, &parent.name);
        }
    }
    for row in rows {
        if let Some(parent) = &row.parent {
            above.insert(&row.facts.name, parent);
        }
    }
    let in_file: HashMap<&str, ()> = rows.iter().map(|row| (row.facts.name.as_str(), ())).collect();
    for line in tables.iter().flat_map(table::Table::lines) {
        let row = rows.iter().find(|row| row.number == line.number() && row.sheet == line.table().index);
        let Some((row, parent)) = row.and_then(|row| Some((row, row.parent.as_deref()?))) else { continue };
        if !in_file.contains_key(parent) && known.find(parent).is_none() {
            line.error(findings, "上级党组织", known.unknown(parent));
            continue;
        }
        let mut at = parent;
        for _ in 0..=above.len() {
            if at == row.facts.name {
                line.error(
                    findings,
                    "上级党组织",
                    format!("“{parent}”是“{}”本身或其下级，不能作为它的上级；请核对", row.facts.name),
                );
                break;
            }
            match above.get(at) {
                Some(next) => at = next,
                None => break,
            }
        }
    }
}

/// Rows in an order in which each parent comes before its children; otherwise as in the sheet.
fn parents_first(mut rows: Vec<Row>) -> Vec<Row> {
    let mut ordered: Vec<Row> = Vec::new();
    while !rows.is_empty() {
        let waiting: Vec<String> = rows.iter().map(|row| row.facts.name.clone()).collect();
        let (later, ready): (Vec<Row>, Vec<Row>) = rows
            .into_iter()
            .partition(|row| row.parent.as_ref().is_some_and(|parent| waiting.contains(parent)));
        if ready.is_empty() {
            // A circle: it has its finding already.
            ordered.extend(later);
            return ordered;
        }
        ordered.extend(ready);
        rows = later;
    }
    ordered
}

/// What a new organization will be.
fn of_new(facts: &OrganizationFacts, parent: Option<&str>) -> Vec<FieldChange> {
    [
        ("上级党组织", parent.map(str::to_owned)),
        ("所属领域", facts.domain.map(|domain| domain.to_string())),
        ("党组织代码", facts.code.clone()),
        ("书记", facts.secretary.clone()),
        ("联系电话", facts.phone.clone()),
        ("成立时间", facts.founded_on.map(|day| day.to_string())),
        ("备注", facts.note.clone()),
    ]
    .into_iter()
    .filter_map(|(field, after)| FieldChange::new(field, after))
    .collect()
}

/// Fills what the file leaves empty from the office, and lists what differs.
fn merge(
    facts: &mut OrganizationFacts,
    existing: &Organization,
    parent: Option<&str>,
    known: &Organizations,
) -> Vec<FieldChange> {
    let mut fields = Vec::new();
    let mut compare = |field: &str, before: Option<String>, after: Option<String>| {
        if before != after {
            fields.push(FieldChange { field: field.to_owned(), before, after });
        }
    };
    let keep = |new: &mut Option<String>, old: &Option<String>| {
        if new.is_none() {
            new.clone_from(old);
        }
    };
    keep(&mut facts.code, &existing.code);
    keep(&mut facts.secretary, &existing.secretary);
    keep(&mut facts.phone, &existing.phone);
    keep(&mut facts.note, &existing.note);
    facts.domain = facts.domain.or(existing.domain);
    facts.founded_on = facts.founded_on.or(existing.founded_on);
    facts.parent = existing.parent;
    let old_parent = known.name(existing.parent);
    let new_parent = parent.map(str::to_owned).or_else(|| old_parent.clone());
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let same_name = text::squeeze(&existing.name) == facts.name;
    if same_name {
        facts.name.clone_from(&existing.name);
    }
    compare("党组织名称", Some(existing.name.clone()), Some(facts.name.clone()));
    compare("类别", Some(existing.kind.to_string()), Some(facts.kind.to_string()));
    compare("上级党组织", old_parent, new_parent);
    compare("所属领域", existing.domain.map(|d| d.to_string()), facts.domain.map(|d| d.to_string()));
    compare("党组织代码", existing.code.clone(), facts.code.clone());
    compare("书记", existing.secretary.clone(), facts.secretary.clone());
    compare("联系电话", existing.phone.clone(), facts.phone.clone());
    compare("成立时间", day(existing.founded_on), day(facts.founded_on));
    compare("备注", existing.note.clone(), facts.note.clone());
    fields
}

/// The refusal of an import that needs organizations in an office that has none.
pub fn none_yet() -> Error {
    Error::refused("台账里还没有党组织")
        .hint("请先导入党组织名册。")
        .terminal("请先导入党组织名册：xianfeng import organizations 文件。")
}
