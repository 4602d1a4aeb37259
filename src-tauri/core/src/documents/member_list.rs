//! 党员名单: the list that a clerk put together on the screen (filters, columns, order), as a paper.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;

use super::{
    Block, Document, Footer, MemberColumn, Paper, Profile, Section,
    conventions::{Unit, notes, title, unit_line},
    member_columns::{Shown, grid, widths},
    roster::{paper_for, summary},
};
use crate::{
    Error, Result,
    clock::chinese_date,
    members::{Member, MemberId, structure},
    organizations::OrganizationId,
};

/// What the list shows.
#[derive(Debug, Clone)]
pub struct MemberList {
    /// 填报单位.
    pub unit: Unit,
    /// 截止日期.
    pub as_of: NaiveDate,
    /// How much of a person is shown.
    pub profile: Profile,
    /// In this order; what the profile does not show is left out.
    pub columns: Vec<MemberColumn>,
    /// How the people were chosen, in words; none for everybody.
    pub chosen_by: Option<String>,
    /// Names of branches.
    pub branches: BTreeMap<OrganizationId, String>,
    /// The people, in the order of the screen.
    pub members: Vec<Member>,
}

/// The people of `ids` in that order.
pub fn in_order(members: Vec<Member>, ids: &[MemberId]) -> Vec<Member> {
    let mut by_id: BTreeMap<MemberId, Member> =
        members.into_iter().map(|member| (member.id, member)).collect();
    ids.iter().filter_map(|id| by_id.remove(id)).collect()
}

/// The list as a paper.
///
/// # Errors
/// Refused without people or without columns.
pub fn document(list: MemberList) -> Result<Document> {
    let MemberList { unit, as_of, profile, columns, chosen_by, branches, members } = list;
    if members.is_empty() {
        return Err(Error::refused("名单里没有党员，没有导出").hint("请放宽筛选条件，或核对截止日期。"));
    }
    let columns: Vec<MemberColumn> = columns.into_iter().filter(|column| column.is_shown(profile)).collect();
    if columns.is_empty() {
        return Err(Error::refused("没有可以导出的列，没有导出").hint("请在“列”里至少选一列。"));
    }
    let version = match profile {
        Profile::Archive => "（归档版）",
        Profile::Internal => "",
        Profile::Public => "（公示版）",
    };
    let widths = widths(&columns, &members);
    let narrow = widths.iter().sum::<f32>() <= Paper::A4.text_width();
    let paper = if narrow { Paper::A4 } else { paper_for(&widths) };
    let mut said = vec![summary(&members), parts(&members, as_of)];
    said.extend(chosen_by.map(|chosen_by| format!("名单范围：{chosen_by}。")));
    let members = Arc::new(members);
    let shown = Shown { as_of, profile, branches: Arc::new(branches) };
    let mut blocks = vec![
        title(&unit.name, "党员名单", 18.0, paper),
        unit_line(&unit, "截止日期：", chinese_date(as_of)),
        Block::Grid(grid(&columns, &widths, shown, &members)),
    ];
    blocks.extend(notes(&said));
    Ok(Document {
        key: "member-list".into(),
        name: format!("党员名单{version}"),
        sections: vec![Section {
            sheet: "党员名单".to_owned(),
            paper,
            footer: Footer::PageOfPages,
            blocks,
            copies: 1,
        }],
    })
}

/// The structure of the list, as the screen shows it above: what nobody is, is left out.
fn parts(members: &[Member], day: NaiveDate) -> String {
    let all: Vec<&Member> = members.iter().collect();
    let dimensions = structure::structure(&all, day).into_iter().skip(1).map(|dimension| {
        let parts = dimension.parts.iter().filter(|part| part.count > 0);
        let parts: Vec<String> =
            parts.map(|part| format!("{}{}", part.label.unwrap_or("无数据"), part.count)).collect();
        format!("{}：{}", dimension.key.label(), parts.join("、"))
    });
    format!("{}。", dimensions.collect::<Vec<_>>().join("；"))
}
