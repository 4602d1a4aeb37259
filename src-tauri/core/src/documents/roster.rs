//! 党员花名册 (`domain.md` §2 H): 在职 and 离退休 as two lists, in three profiles (`decisions.md` 16).
//! Rows are made while they are written, so that 100,000 members need no page model.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{
    Align, Block, Cell, Document, Footer, Grid, Inline, Paper, Profile, Row, Rows, Ruling, Section,
    TextStyle,
    catalogue::Order,
    conventions::{SMALL, Unit, count, day, foot_line, left, notes, small_head, title, unit_line, word},
    desk::Desk,
};
use crate::{
    Error, Result,
    clock::{chinese_date, full_years},
    members::{Category, Member, Sex, Standing, masking},
    organizations::OrganizationId,
};

/// 党员花名册 on a day.
#[derive(Debug, Clone)]
pub struct Roster {
    /// 填报单位.
    pub unit: Unit,
    /// The organization the roster is of; none for the whole office.
    pub of: Option<String>,
    /// 统计截止日期.
    pub as_of: NaiveDate,
    /// 归档版, 内部版, 公示版.
    pub profile: Profile,
    /// Names of branches.
    pub branches: Arc<BTreeMap<OrganizationId, String>>,
    /// 在职, 离退休 and those of whom it is not recorded; empty lists are left out.
    pub lists: Vec<(Option<Category>, Arc<Vec<Member>>)>,
}

/// The roster of the office or of one organization.
pub(super) fn load(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let mut members = desk.members()?;
    if members.is_empty() {
        let whose = desk.chosen().map_or(desk.unit.name.as_str(), |chosen| chosen.name.as_str());
        return Err(Error::refused(format!("{whose}在{}没有在册党员", chinese_date(desk.as_of)))
            .hint("请先用 xianfeng import members 导入党员花名册，或核对党支部和截止日期。"));
    }
    if desk.request.order != Order::Roster {
        let order = desk.name_order(desk.request.order)?;
        members.sort_by_cached_key(|member| order.key(&member.facts.name));
    }
    let mut lists =
        [(Some(Category::Serving), Vec::new()), (Some(Category::Retired), Vec::new()), (None, Vec::new())];
    for member in members {
        if let Some((_, list)) =
            lists.iter_mut().find(|(category, _)| *category == member.membership.category)
        {
            list.push(member);
        }
    }
    Ok(vec![document(&Roster {
        unit: desk.unit.clone(),
        of: desk.chosen().map(|chosen| chosen.name.clone()),
        as_of: desk.as_of,
        profile: desk.request.profile,
        branches: Arc::new(desk.names()),
        lists: lists.into_iter().map(|(category, list)| (category, Arc::new(list))).collect(),
    })])
}

/// The roster as a paper.
pub fn document(roster: &Roster) -> Document {
    let columns = columns(roster);
    let version = match roster.profile {
        Profile::Archive => "归档版",
        Profile::Internal => "内部版",
        Profile::Public => "公示版",
    };
    let of = roster.of.as_ref().map(|of| format!("-{of}")).unwrap_or_default();
    Document {
        key: "roster".into(),
        name: format!("党员花名册（{version}）{of}"),
        sections: roster
            .lists
            .iter()
            .filter(|(_, list)| !list.is_empty())
            .map(|(category, list)| section(roster, &columns, *category, list))
            .collect(),
    }
}

fn section(
    roster: &Roster,
    columns: &Arc<Vec<Column>>,
    category: Option<Category>,
    list: &Arc<Vec<Member>>,
) -> Section {
    let sheet = match category {
        Some(Category::Serving) => "在职党员",
        Some(Category::Retired) => "离退休党员",
        None => "在职情况无数据",
    };
    let width: f32 = columns.iter().map(|column| column.width).sum();
    // Scaled by more than a tenth, 9 pt words no longer fit their columns.
    let paper = if width > Paper::A4_LANDSCAPE.text_width() * 1.1 {
        Paper::A3_LANDSCAPE
    } else {
        Paper::A4_LANDSCAPE
    };
    let whose = roster.of.as_deref().unwrap_or(&roster.unit.name);
    // The phone is the office's own and stands on no list that is put up in public.
    let phone = roster.unit.phone.as_deref().filter(|_| roster.profile != Profile::Public);
    let mut blocks = vec![
        title(whose, &format!("党员花名册（{sheet}）"), 18.0, paper),
        unit_line(&roster.unit, "统计截止日期：", chinese_date(roster.as_of)),
        Block::Grid(grid(roster, columns, list)),
    ];
    blocks.extend(notes(&[summary(list)]));
    blocks.push(foot_line(phone));
    Section { sheet: sheet.to_owned(), paper, footer: Footer::PageOfPages, blocks, copies: 1 }
}

fn summary(list: &[Member]) -> String {
    let of = |test: &dyn Fn(&Member) -> bool| list.iter().filter(|member| test(member)).count();
    let full = of(&|member| member.membership.standing == Some(Standing::Full));
    let probationary = of(&|member| member.membership.standing == Some(Standing::Probationary));
    let women = of(&|member| member.facts.sex == Some(Sex::Female));
    let mut text = format!("共{}人，其中正式党员{full}人、预备党员{probationary}人", list.len());
    let unknown = list.len() - full - probationary;
    if unknown > 0 {
        text.push_str(&format!("、类别无数据{unknown}人"));
    }
    text.push_str(&format!("；女{women}人。"));
    text
}

/// What a column shows of a member.
type Value = fn(&Member, &Shown) -> Inline;

/// What a row needs beside the member.
struct Shown {
    as_of: NaiveDate,
    profile: Profile,
    branches: Arc<BTreeMap<OrganizationId, String>>,
}

struct Column {
    head: &'static str,
    width: f32,
    align: Align,
    value: Value,
}

fn columns(roster: &Roster) -> Arc<Vec<Column>> {
    let known = |test: fn(&Member) -> bool| roster.lists.iter().any(|(_, list)| list.iter().any(test));
    let private = roster.profile != Profile::Public;
    let archive = roster.profile == Profile::Archive;
    // Names of several parts break at their dots: 阿卜杜拉· is one.
    let name_width = if known(|member| member.facts.name.chars().count() > 5) { 20.0 } else { 16.0 };
    let all: [(bool, &'static str, f32, Value); 19] = [
        (true, "姓名", name_width, |member, _| Inline::Name(member.facts.name.clone())),
        (true, "性别", 8.0, |member, _| word(member.facts.sex.map(Sex::label))),
        (true, "民族", 12.0, |member, _| word(member.facts.ethnicity.map(|ethnicity| ethnicity.name()))),
        (private, "出生日期", 18.0, |member, _| day(member.facts.birth_date)),
        (private, "年龄", 8.0, |member, shown| {
            let years = member.facts.birth_date.map(|born| full_years(born, shown.as_of));
            count(years.and_then(|years| u64::try_from(years).ok()))
        }),
        (known(|member| member.facts.native_place.is_some()), "籍贯", 20.0, |member, _| {
            word(member.facts.native_place.clone())
        }),
        (known(|member| member.facts.worked_on.is_some()), "参加工作时间", 18.0, |member, _| {
            day(member.facts.worked_on)
        }),
        (true, "学历", 18.5, |member, _| word(member.facts.education.map(|education| education.label()))),
        (true, "入党时间", 18.0, |member, _| day(member.facts.joined_on)),
        (true, "转正时间", 18.0, |member, _| day(member.facts.full_on)),
        (true, "党员类别", 15.5, |member, _| word(member.membership.standing.map(Standing::label))),
        (true, "党内职务", 15.5, |member, _| word(member.membership.post.clone())),
        (known(|member| member.facts.job.is_some()), "工作单位及职务", 30.0, |member, _| {
            word(member.facts.job.clone())
        }),
        (true, "所在党支部", 38.0, |member, shown| {
            word(member.membership.organization.and_then(|id| shown.branches.get(&id).cloned()))
        }),
        (true, "在职/离退休", 12.0, |member, _| word(member.membership.category.map(Category::label))),
        (private, "公民身份证号码", 33.0, |member, shown| match &member.facts.id_number {
            Some(number) if shown.profile == Profile::Archive => Inline::Code(number.as_str().to_owned()),
            Some(number) => Inline::Code(number.masked()),
            None => word(None::<String>),
        }),
        (private, "手机号码", 20.5, |member, shown| match &member.facts.phone {
            Some(number) if shown.profile == Profile::Archive => Inline::Code(number.clone()),
            Some(number) => Inline::Code(masking::phone(number)),
            None => word(None::<String>),
        }),
        (archive && known(|member| member.facts.address.is_some()), "家庭住址", 36.0, |member, _| {
            word(member.facts.address.clone())
        }),
        // What a clerk notes of a person is not for the public wall.
        (private, "备注", 10.5, |member, shown| match &member.facts.note {
            Some(note) if shown.profile == Profile::Archive => Inline::Text(note.clone()),
            Some(note) => Inline::Text(without_numbers(note)),
            None => word(None::<String>),
        }),
    ];
    Arc::new(
        all.into_iter()
            .filter(|(shown, ..)| *shown)
            .map(|(_, head, width, value)| Column {
                head,
                width,
                align: if matches!(head, "所在党支部" | "工作单位及职务" | "家庭住址" | "备注")
                {
                    Align::Left
                } else {
                    Align::Center
                },
                value,
            })
            .collect(),
    )
}

/// A note with every run of seven digits or more hidden: clerks write ID numbers and phones there.
fn without_numbers(note: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    // A stop after the end flushes the last run.
    for character in note.chars().map(Some).chain([None]) {
        if let Some(digit) = character.filter(char::is_ascii_digit) {
            digits.push(digit);
            continue;
        }
        if digits.len() < 7 {
            out.push_str(&digits);
        } else {
            out.push_str(&"*".repeat(digits.len()));
        }
        digits.clear();
        out.extend(character);
    }
    out
}

fn grid(roster: &Roster, columns: &Arc<Vec<Column>>, list: &Arc<Vec<Member>>) -> Grid {
    const NUMBER: f32 = 9.0;
    let shown = Arc::new(Shown {
        as_of: roster.as_of,
        profile: roster.profile,
        branches: Arc::clone(&roster.branches),
    });
    let (list, of) = (Arc::clone(list), Arc::clone(columns));
    let heads = std::iter::once("序号").chain(columns.iter().map(|column| column.head));
    Grid {
        columns: std::iter::once(NUMBER).chain(columns.iter().map(|column| column.width)).collect(),
        header: vec![Row { cells: heads.map(small_head).collect(), height: 10.0, with_next: true }],
        rows: Rows::new(move || {
            let (list, columns, shown) = (Arc::clone(&list), Arc::clone(&of), Arc::clone(&shown));
            (0..list.len())
                .filter_map(move |index| list.get(index).map(|member| row(index, member, &columns, &shown)))
        }),
        ruling: Ruling::Framed,
    }
}

fn row(index: usize, member: &Member, columns: &[Column], shown: &Shown) -> Row {
    let number = Cell::new(Inline::Count(index as u64 + 1), TextStyle { align: Align::Center, ..SMALL });
    let values = columns
        .iter()
        .map(|column| left((column.value)(member, shown), TextStyle { align: column.align, ..SMALL }));
    Row {
        cells: std::iter::once(number).chain(values).collect(), // 18 pt: a branch of twenty and the signatures on one page.
        height: 6.35,
        with_next: false,
    }
}
