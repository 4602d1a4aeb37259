//! 党组织名册: the organizations of a day with their members (`domain.md` §2 H).

use chrono::NaiveDate;

use super::{
    Block, Cell, Document, Footer, Grid, Inline, Paper, Profile, Row, Rows, Ruling, Section, TextStyle,
    conventions::{Unit, count, day, foot_line, notes, title, unit_line, word},
    desk::Desk,
};
use crate::{
    Error, Result,
    clock::chinese_date,
    members::{Standing, masking},
    organizations::{Organization, OrganizationKind},
};

/// An organization with its own members, those of organizations below it not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedOrganization {
    /// The organization.
    pub organization: Organization,
    /// 上级党组织.
    pub parent: Option<String>,
    /// 党员数: full, probationary and not recorded.
    pub members: u64,
    /// 正式党员.
    pub full: u64,
    /// 预备党员.
    pub probationary: u64,
}

/// 党组织名册 on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationList {
    /// 填报单位.
    pub unit: Unit,
    /// 截止日期.
    pub as_of: NaiveDate,
    /// 公示版 leaves phones out, 内部版 masks mobile ones.
    pub profile: Profile,
    /// In the order of the name list.
    pub organizations: Vec<ListedOrganization>,
}

/// The list of the office or of one organization and those below it.
pub(super) fn load(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let members = desk.members()?;
    let names = desk.names();
    let organizations: Vec<_> = desk
        .organizations_in_scope()
        .into_iter()
        .map(|organization| {
            let own =
                || members.iter().filter(|member| member.membership.organization == Some(organization.id));
            let of =
                |standing| own().filter(|member| member.membership.standing == Some(standing)).count() as u64;
            ListedOrganization {
                parent: organization.parent.and_then(|id| names.get(&id).cloned()),
                members: own().count() as u64,
                full: of(Standing::Full),
                probationary: of(Standing::Probationary),
                organization: organization.clone(),
            }
        })
        .collect();
    if organizations.is_empty() {
        return Err(Error::refused("还没有登记党组织")
            .hint("请先导入党组织名册，或在“党组织”里登记。")
            .terminal("请先用 xianfeng import organizations 导入党组织名册。"));
    }
    Ok(vec![document(&OrganizationList {
        unit: desk.unit.clone(),
        as_of: desk.as_of,
        profile: desk.request.profile,
        organizations,
    })])
}

/// The list as a paper.
pub fn document(list: &OrganizationList) -> Document {
    let paper = Paper::A4_LANDSCAPE;
    let phone = list.unit.phone.as_deref().filter(|_| list.profile != Profile::Public);
    let mut blocks = vec![
        title(&list.unit.name, "党组织名册", 18.0, paper),
        unit_line(&list.unit, "截止日期：", chinese_date(list.as_of)),
        Block::Grid(grid(list)),
    ];
    let unplaced = "党员数为编入该党组织的党员，不含下级党组织的党员。".to_owned();
    blocks.extend(notes(&[unplaced]));
    blocks.push(foot_line(phone));
    Document {
        key: "organization-list".into(),
        name: "党组织名册".to_owned(),
        sections: vec![Section {
            sheet: "党组织".to_owned(),
            paper,
            footer: Footer::PageOfPages,
            blocks,
            copies: 1,
        }],
    }
}

fn grid(list: &OrganizationList) -> Grid {
    let phones = list.profile != Profile::Public;
    let codes = list.organizations.iter().any(|listed| listed.organization.code.is_some());
    let mut heads = vec![
        ("序号", 11.0),
        ("党组织名称", 52.0),
        ("类别", 16.0),
        ("上级党组织", 42.0),
        ("所属领域", 30.0),
        ("成立时间", 22.0),
        ("书记", 20.0),
        ("党员数", 15.0),
        ("正式党员", 15.0),
        ("预备党员", 15.0),
    ];
    heads.extend(codes.then_some(("党组织代码", 26.0)));
    heads.extend(phones.then_some(("联系电话", 26.0)));
    let (before, after) = (7, heads.len() - 10);

    let mut rows: Vec<Row> = list
        .organizations
        .iter()
        .enumerate()
        .map(|(index, listed)| Row {
            cells: cells(list, index, listed, codes),
            height: 9.0,
            with_next: false,
        })
        .collect();
    if let Some(last) = rows.len().checked_sub(1) {
        let sum = |value: fn(&ListedOrganization) -> u64| {
            let value = list.organizations.iter().map(value).sum();
            Cell::new(Inline::Sum { value, rows: (0, last) }, TextStyle::CENTER)
        };
        let mut total = vec![
            Cell::text("合　计", TextStyle::HEADER).spanning(before, 1),
            sum(|listed| listed.members),
            sum(|listed| listed.full),
            sum(|listed| listed.probationary),
        ];
        total.extend((0..after).map(|_| Cell::new(word(None::<String>), TextStyle::CENTER)));
        rows.push(Row { cells: total, height: 9.0, with_next: false });
    }
    Grid {
        columns: heads.iter().map(|(_, width)| *width).collect(),
        header: vec![Row {
            cells: heads.iter().map(|(head, _)| Cell::header(*head)).collect(),
            height: 11.0,
            with_next: true,
        }],
        rows: Rows::list(rows),
        ruling: Ruling::Framed,
    }
}

fn cells(list: &OrganizationList, index: usize, listed: &ListedOrganization, codes: bool) -> Vec<Cell> {
    let ListedOrganization { organization, parent, members, full, probationary } = listed;
    let centre = |content| Cell::new(content, TextStyle::CENTER);
    let left = |content| super::conventions::left(content, TextStyle::BODY);
    let secretary = organization.secretary.clone().map_or(word(None::<String>), Inline::Name);
    let phone = |number: &String| match list.profile {
        // A mobile is a person's, a landline the office's (`decisions.md` 16).
        Profile::Internal => masking::contact(number),
        _ => number.clone(),
    };
    // A 党组 has no members of its own.
    let has_members = organization.kind != OrganizationKind::LeadingGroup || *members > 0;
    let figure = |value: u64| centre(count(has_members.then_some(value)));
    let mut cells = vec![
        centre(Inline::Count(index as u64 + 1)),
        left(Inline::Text(organization.name.clone())),
        centre(Inline::Text(organization.kind.label().to_owned())),
        left(word(parent.clone())),
        centre(word(organization.domain.map(|domain| domain.label()))),
        centre(day(organization.founded_on)),
        centre(secretary),
        figure(*members),
        figure(*full),
        figure(*probationary),
    ];
    if codes {
        cells.push(centre(organization.code.clone().map_or(word(None::<String>), Inline::Code)));
    }
    if list.profile != Profile::Public {
        cells.push(centre(organization.phone.as_ref().map(phone).map_or(word(None::<String>), Inline::Code)));
    }
    cells
}
