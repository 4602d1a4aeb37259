//! 党员花名册 (`domain.md` §2 H): 在职 and 离退休 as two lists, in three profiles (`decisions.md` 16).
//! Rows are made while they are written, so that 100,000 members need no page model.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{
    Block, Document, Footer, Paper, Profile, Section,
    catalogue::Order,
    conventions::{Unit, foot_line, notes, title, unit_line},
    desk::Desk,
    member_columns::{MemberColumn, Shown, grid, widths},
};
use crate::{
    Error, Result,
    clock::chinese_date,
    members::{Category, Member, Sex, Standing},
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
            .hint("请先导入党员花名册，或核对党支部和截止日期。")
            .terminal("请先用 xianfeng import members 导入党员花名册，或核对党支部和截止日期。"));
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
    columns: &[MemberColumn],
    category: Option<Category>,
    list: &Arc<Vec<Member>>,
) -> Section {
    let sheet = match category {
        Some(Category::Serving) => "在职党员",
        Some(Category::Retired) => "离退休党员",
        None => "在职情况无数据",
    };
    let widths = widths(columns, roster.lists.iter().flat_map(|(_, list)| list.iter()));
    let paper = paper_for(&widths);
    let whose = roster.of.as_deref().unwrap_or(&roster.unit.name);
    // The phone is the office's own and stands on no list that is put up in public.
    let phone = roster.unit.phone.as_deref().filter(|_| roster.profile != Profile::Public);
    let shown =
        Shown { as_of: roster.as_of, profile: roster.profile, branches: Arc::clone(&roster.branches) };
    let mut blocks = vec![
        title(whose, &format!("党员花名册（{sheet}）"), 18.0, paper),
        unit_line(&roster.unit, "统计截止日期：", chinese_date(roster.as_of)),
        Block::Grid(grid(columns, &widths, shown, list)),
    ];
    blocks.extend(notes(&[summary(list)]));
    blocks.push(foot_line(phone));
    Section { sheet: sheet.to_owned(), paper, footer: Footer::PageOfPages, blocks, copies: 1 }
}

/// A4, or A3 for many columns: scaled by more than a tenth, 9 pt words no longer fit theirs.
pub(super) fn paper_for(widths: &[f32]) -> Paper {
    if widths.iter().sum::<f32>() > Paper::A4_LANDSCAPE.text_width() * 1.1 {
        Paper::A3_LANDSCAPE
    } else {
        Paper::A4_LANDSCAPE
    }
}

/// How many of a list are what, in words.
pub(super) fn summary(list: &[Member]) -> String {
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

/// What the roster shows: columns of facts that the office keeps of nobody are left out.
fn columns(roster: &Roster) -> Vec<MemberColumn> {
    let known = |test: fn(&Member) -> bool| roster.lists.iter().any(|(_, list)| list.iter().any(test));
    let is_known = |column: &MemberColumn| match column {
        MemberColumn::NativePlace => known(|member| member.facts.native_place.is_some()),
        MemberColumn::WorkedOn => known(|member| member.facts.worked_on.is_some()),
        MemberColumn::Job => known(|member| member.facts.job.is_some()),
        MemberColumn::Address => known(|member| member.facts.address.is_some()),
        // 转正时间 says it.
        MemberColumn::PartyAge => false,
        _ => true,
    };
    let shown = |column: &MemberColumn| column.is_shown(roster.profile) && is_known(column);
    MemberColumn::ALL.into_iter().filter(shown).collect()
}
