//! One row of a roster, read and checked by itself.

use std::cell::Cell as Count;

use chrono::{Datelike, NaiveDate};

use super::career::{check_order, standing};
use crate::{
    clock::chinese_date,
    import::{
        Desk, dates,
        findings::Findings,
        subjects::Organizations,
        table::{Line, Table},
        take, values,
    },
    members::{Category, Education, Ethnicity, IdNumber, MemberFacts, Sex, Standing, checks},
    organizations::OrganizationId,
    text,
};

/// A row that can stand.
pub struct Row {
    /// Place of its sheet in the workbook.
    pub sheet: usize,
    /// The row as the spreadsheet counts.
    pub number: u32,
    /// The day the sheet speaks of.
    pub as_of: NaiveDate,
    /// Facts of the person; what the sheet leaves empty is none.
    pub facts: MemberFacts,
    /// 所在党支部.
    pub branch: OrganizationId,
    /// 党员类别.
    pub standing: Option<Standing>,
    /// 在职/离退休.
    pub category: Option<Category>,
    /// 党内职务: the outer none is a sheet without the column, the inner one a member without a post.
    pub post: Option<Option<String>>,
}

/// What a sheet says for all its rows.
pub struct SheetFacts {
    as_of: NaiveDate,
    branch: Option<OrganizationId>,
    category: Option<Category>,
    has_number: bool,
    sheet: String,
    from_number: Count<u64>,
}

impl SheetFacts {
    /// The sheet's own facts: 在职 or 离退休 from its name, the branch from its name when it is the
    /// full name of one and there is no such column.
    pub fn of(
        table: &Table<'_>,
        organizations: &Organizations,
        as_of: NaiveDate,
        findings: &mut Findings,
    ) -> Self {
        let name = text::squeeze(&table.sheet.name);
        let retired = ["离退休", "退休", "离休"].iter().any(|word| name.contains(word));
        let category = match (retired, name.contains("在职")) {
            (true, false) => Some(Category::Retired),
            (false, true) => Some(Category::Serving),
            _ => None,
        };
        let branch = organizations.find(&name).map(|organization| organization.id);
        if !table.has("所在党支部") && branch.is_none() {
            findings.sheet_error(
                table.sheet,
                table.header.last_row,
                "表头里没有“所在党支部”列，工作表的名称也不是台账里的党支部全称；请补上这一列，或指明哪一列是它".to_owned(),
            );
        }
        let has_number = table.has("公民身份证号码");
        if !has_number {
            findings.sheet_warning(
                table.sheet,
                table.header.last_row,
                "表里没有公民身份证号码列，只能按姓名和出生日期辨认党员；请尽量补上".to_owned(),
            );
        }
        // A sheet named after a branch of retired members says the branch, not the category.
        let category = if branch.is_some() && !table.has("在职/离退休") { None } else { category };
        Self {
            as_of,
            branch,
            category,
            has_number,
            sheet: table.sheet.name.clone(),
            from_number: Count::new(0),
        }
    }

    /// Says how often the ID number had to fill a gap.
    pub fn say(&self, findings: &mut Findings) {
        if self.from_number.get() > 0 {
            findings.say(format!(
                "工作表“{}”有 {} 处没有填的出生日期或性别，取自公民身份证号码",
                self.sheet,
                self.from_number.get()
            ));
        }
    }
}

/// Reads one row; none when it has errors.
pub fn read(
    line: &Line<'_, '_>,
    sheet: &SheetFacts,
    organizations: &Organizations,
    desk: &Desk<'_>,
    findings: &mut Findings,
) -> Option<Row> {
    let before = findings.errors();
    let name = take(values::name(line.cell("姓名")), line, findings, "姓名");
    if name.is_none() && findings.errors() == before {
        line.error(findings, "姓名", "姓名没有填写；请补上姓名，或删去这一行");
    }
    super::say(line, name.as_deref().and_then(checks::name), findings);
    let number = id_number(line, sheet, findings);
    let (sex, birth) = person(line, sheet, number.as_ref(), desk, findings);
    let joined = day(line, "入党时间", desk, findings);
    let readable = findings.errors();
    let full = day(line, "转正时间", desk, findings);
    let readable = findings.errors() == readable;
    let standing = standing(line, full, readable, findings);
    check_order(line, birth, joined, full, findings);
    let worked = day(line, "参加工作时间", desk, findings);
    for (column, date) in [("入党时间", joined), ("转正时间", full), ("参加工作时间", worked)] {
        if let Some(date) = date {
            dates::warn_month(date, column, line, findings);
        }
    }
    let branch = branch(line, sheet, organizations, findings);
    let category = category(line, sheet, findings);
    let mut text = |column| take(values::text(line.cell(column)), line, findings, column);
    let facts = MemberFacts {
        name: name.unwrap_or_default(),
        sex,
        ethnicity: None,
        birth_date: birth.map(|date| date.day),
        id_number: number,
        education: None,
        joined_on: joined.map(|date| date.day),
        full_on: full.map(|date| date.day),
        worked_on: worked.map(|date| date.day),
        native_place: text("籍贯"),
        job: text("工作单位及职务"),
        phone: None,
        address: text("家庭住址"),
        note: text("备注"),
    };
    let facts = MemberFacts {
        ethnicity: take(ethnicity(line), line, findings, "民族"),
        education: take(education(line), line, findings, "学历"),
        phone: take(values::digits(line.cell("手机号码")), line, findings, "手机号码"),
        ..facts
    };
    let post = take(values::name(line.cell("党内职务")), line, findings, "党内职务");
    let post = line.table().has("党内职务").then_some(post);
    let branch = branch.filter(|_| findings.errors() == before)?;
    let (sheet_index, number) = (line.table().index, line.number());
    Some(Row { sheet: sheet_index, number, as_of: sheet.as_of, facts, branch, standing, category, post })
}

fn id_number(line: &Line<'_, '_>, sheet: &SheetFacts, findings: &mut Findings) -> Option<IdNumber> {
    const COLUMN: &str = "公民身份证号码";
    if !sheet.has_number {
        return None;
    }
    let before = findings.errors();
    let Some(written) = take(values::digits(line.cell(COLUMN)), line, findings, COLUMN) else {
        if findings.errors() == before {
            line.warning(findings, COLUMN, "没有公民身份证号码，只能按姓名和出生日期辨认；请尽量补填");
        }
        return None;
    };
    match IdNumber::parse(&written) {
        Ok(number) => {
            super::say(line, checks::number(&number), findings);
            Some(number)
        }
        Err(fault) => {
            line.error(findings, COLUMN, fault.to_string());
            None
        }
    }
}

/// Sex and birthday, compared with the ID number and filled from it.
fn person(
    line: &Line<'_, '_>,
    sheet: &SheetFacts,
    number: Option<&IdNumber>,
    desk: &Desk<'_>,
    findings: &mut Findings,
) -> (Option<Sex>, Option<values::Date>) {
    let before = findings.errors();
    let mut sex = take(sex(line), line, findings, "性别");
    let mut birth = day(line, "出生日期", desk, findings);
    let readable = findings.errors() == before;
    let Some(number) = number.filter(|_| readable) else {
        if let Some(birth) = birth {
            dates::warn_month(birth, "出生日期", line, findings);
        }
        return (sex, birth);
    };
    let said = number.birth_date();
    match birth {
        // 出生年月 and the ID number agree: the number knows the day.
        Some(date)
            if date.month_only && (date.day.year(), date.day.month()) == (said.year(), said.month()) =>
        {
            birth = Some(values::Date { day: said, month_only: false });
        }
        Some(date) => {
            dates::warn_month(date, "出生日期", line, findings);
            super::say(line, checks::birth(date.day, number), findings);
        }
        None => {
            birth = Some(values::Date { day: said, month_only: false });
            sheet.from_number.set(sheet.from_number.get() + 1);
        }
    }
    match sex {
        Some(written) => super::say(line, checks::sex(written, number), findings),
        None => {
            sex = Some(number.sex());
            sheet.from_number.set(sheet.from_number.get() + 1);
        }
    }
    (sex, birth)
}

fn sex(line: &Line<'_, '_>) -> values::Read<Option<Sex>> {
    let Some(written) = values::name(line.cell("性别"))? else { return Ok(None) };
    match written.as_str() {
        "男" | "男性" | "1" => Ok(Some(Sex::Male)),
        "女" | "女性" | "2" => Ok(Some(Sex::Female)),
        _ => Err(format!("看不懂性别“{written}”；请写男或女")),
    }
}

fn ethnicity(line: &Line<'_, '_>) -> values::Read<Option<Ethnicity>> {
    let Some(written) = values::name(line.cell("民族"))? else { return Ok(None) };
    Ethnicity::parse(&written)
        .map(Some)
        .ok_or_else(|| format!("民族“{written}”不在国家标准（GB/T 3304）之内；请写汉族、回族这样的全称"))
}

fn education(line: &Line<'_, '_>) -> values::Read<Option<Education>> {
    let Some(written) = values::name(line.cell("学历"))? else { return Ok(None) };
    Education::parse(&written).map(Some).ok_or_else(|| {
        let all: Vec<&str> = Education::ALL.iter().map(|education| education.label()).collect();
        format!("看不懂学历“{written}”；请写{}之一", all.join("、"))
    })
}

/// A day of the past.
fn day(line: &Line<'_, '_>, column: &str, desk: &Desk<'_>, findings: &mut Findings) -> Option<values::Date> {
    let date = take(values::date(line.cell(column)), line, findings, column)?;
    dates::check_past(date.day, desk.today, column, line, findings).then_some(date)
}

fn branch(
    line: &Line<'_, '_>,
    sheet: &SheetFacts,
    organizations: &Organizations,
    findings: &mut Findings,
) -> Option<OrganizationId> {
    const COLUMN: &str = "所在党支部";
    if !line.table().has(COLUMN) {
        return sheet.branch;
    }
    let before = findings.errors();
    let Some(name) = take(values::name(line.cell(COLUMN)), line, findings, COLUMN) else {
        if findings.errors() == before {
            line.error(
                findings,
                COLUMN,
                "所在党支部没有填写（只有合并的单元格才会向下沿用）；请在这一行填写党支部全称",
            );
        }
        return None;
    };
    let Some(found) = organizations.find(&name) else {
        line.error(findings, COLUMN, organizations.unknown(&name));
        return None;
    };
    if let Some(day) = found.dissolved_on.filter(|day| *day <= sheet.as_of) {
        line.error(
            findings,
            COLUMN,
            format!("“{}”已于{}撤销；请核对所在党支部", found.name, chinese_date(day)),
        );
        return None;
    }
    Some(found.id)
}

fn category(line: &Line<'_, '_>, sheet: &SheetFacts, findings: &mut Findings) -> Option<Category> {
    const COLUMN: &str = "在职/离退休";
    let Some(written) = take(values::name(line.cell(COLUMN)), line, findings, COLUMN) else {
        return sheet.category;
    };
    let Some(category) = super::category(&written) else {
        line.error(findings, COLUMN, format!("看不懂“{written}”；请写在职或离退休"));
        return None;
    };
    if let Some(of_sheet) = sheet.category.filter(|of_sheet| *of_sheet != category) {
        line.warning(
            findings,
            COLUMN,
            format!("这张工作表的名称是{of_sheet}，这一行却是{category}，按{category}登记；请核对"),
        );
    }
    Some(category)
}
