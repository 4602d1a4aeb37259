//! 群众评议覆盖情况表: every organization and every member is to be evaluated (`domain.md` §1.4 R5);
//! who is due, who is done, and by name who is missing, with room for the reason.

use std::collections::BTreeMap;

use super::{
    Align, Block, Cell, Document, Footer, Grid, Inline, Paper, Row, Rows, Ruling, Section, TextStyle,
    conventions::{Unit, count, field, foot_lines, left, notes, period_words, title, word},
    desk::Desk,
};
use crate::{
    Error, Result,
    clock::Period,
    evaluations::scheme::SubjectKind,
    members::Subject,
    numbers::Share,
    organizations::{NO_BRANCH, OrganizationKind},
    statistics::{
        coverage::{Due, coverage as covered},
        evaluation_results::{Selection, results},
    },
};

/// An organization and its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredOrganization {
    /// 党组织.
    pub name: String,
    /// Whether it was evaluated itself; none when it was not due.
    pub evaluated: Option<bool>,
    /// 应评 and 实评 members; none for a 党组, which has no members of its own.
    pub members: Option<Share>,
}

/// Who has not been evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Name of the person or organization.
    pub name: String,
    /// Whether it is a person.
    pub person: bool,
    /// 所在党支部 of a person.
    pub branch: Option<String>,
    /// What the records say of the reason (评议会无效); empty to fill in by hand.
    pub reason: Option<String>,
}

/// 覆盖情况 over a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageList {
    /// 填报单位.
    pub unit: Unit,
    /// 统计时段.
    pub period: Period,
    /// In the order of the name list.
    pub organizations: Vec<CoveredOrganization>,
    /// Organizations first, then members branch by branch.
    pub missing: Vec<Missing>,
    /// 注.
    pub notes: Vec<String>,
}

/// A due subject as a share: 1 of 1 or 0 of 1.
fn share(due: &Due) -> Share {
    Share::new(u64::from(due.done), 1)
}

/// 覆盖情况 of the office or of the chosen organization.
pub(super) fn load(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let period = desk.period()?;
    let scope = desk.scope();
    let everybody = desk.request.organization.is_none();
    let in_scope = |due: &Due| due.organization.map_or(everybody, |id| scope.contains(&id));
    let found = covered(desk.connection, period, desk.today)?;
    if found.organizations.is_empty() && found.members.is_empty() {
        return Err(
            Error::refused("还没有登记党组织和党员，没有应评对象").hint("请先导入党组织名册和党员花名册。")
        );
    }
    let void: BTreeMap<Subject, String> = results(desk.connection, period, Selection::All)?
        .into_iter()
        .filter(|result| result.tally.void)
        .map(|result| {
            let codes: Vec<&str> = result.void_meetings.iter().map(|meeting| meeting.code.as_str()).collect();
            (result.subject, format!("{}无效（收回多于发出）", codes.join("、")))
        })
        .collect();
    let names = desk.names();
    let branch = |due: &Due| due.organization.and_then(|id| names.get(&id).cloned());

    let mut organizations: Vec<CoveredOrganization> = desk
        .organizations_in_scope()
        .into_iter()
        .map(|organization| {
            let itself = found.organizations.iter().find(|due| due.organization == Some(organization.id));
            CoveredOrganization {
                name: organization.name.clone(),
                evaluated: itself.map(|due| due.done),
                members: Some(found.of_members_in(&[organization.id]).share())
                    .filter(|share| organization.kind != OrganizationKind::LeadingGroup || share.whole > 0),
            }
        })
        .collect();
    let unplaced = found.members.iter().filter(|due| due.organization.is_none() && everybody);
    let unplaced = unplaced.fold(Share::default(), |sum, due| sum + share(due));
    if unplaced.whole > 0 {
        organizations.push(CoveredOrganization {
            name: NO_BRANCH.to_owned(),
            evaluated: None,
            members: Some(unplaced),
        });
    }
    let mut missing: Vec<&Due> = found.members.iter().filter(|due| !due.done && in_scope(due)).collect();
    let place = |due: &&Due| {
        desk.organizations
            .iter()
            .position(|organization| Some(organization.id) == due.organization)
            .unwrap_or(usize::MAX)
    };
    missing.sort_by_key(place);
    let missing = found
        .organizations
        .iter()
        .filter(|due| !due.done && in_scope(due))
        .chain(missing)
        .map(|due| {
            let person = due.kind() == SubjectKind::Member;
            Missing {
                name: due.name.clone(),
                person,
                branch: if person { branch(due) } else { None },
                reason: void.get(&due.subject).cloned(),
            }
        })
        .collect();
    let mut notes =
        vec!["应评对象为评议当日在册的党员和党组织；收回多于发出的评议无效，不计入实评。".to_owned()];
    notes.extend(found.notes.iter().cloned());
    Ok(vec![document(&CoverageList {
        unit: desk.unit.clone(),
        period: period.clone(),
        organizations,
        missing,
        notes,
    })])
}

/// The list as a paper.
pub fn document(list: &CoverageList) -> Document {
    let paper = Paper::A4;
    let mut blocks = vec![
        title(&list.unit.name, "群众评议覆盖情况表", 22.0, paper),
        Block::Space(2.0),
        Block::Fields(vec![field(
            "填报单位（盖章）：",
            Inline::Text(list.unit.name.clone()),
            1.0,
            Align::Left,
        )]),
        Block::Fields(vec![field("统计时段：", Inline::Text(period_words(&list.period)), 1.0, Align::Left)]),
        Block::Grid(summary(list)),
        Block::Space(5.0),
        Block::Text {
            text: format!("未评名单{}", missing_count(&list.missing)),
            style: TextStyle { face: super::Face::HeiTi, ..TextStyle::NOTE.sized(12.0) },
        },
    ];
    if list.missing.is_empty() {
        blocks.push(Block::Text { text: "无。".to_owned(), style: TextStyle::NOTE });
    } else {
        blocks.push(Block::Grid(missing(&list.missing)));
    }
    blocks.extend(notes(&list.notes));
    blocks.extend(foot_lines(list.unit.phone.as_deref(), paper));
    Document {
        key: "coverage-list".into(),
        name: format!("群众评议覆盖情况表-{}", list.period.text),
        sections: vec![Section {
            sheet: "评议覆盖情况".to_owned(),
            paper,
            footer: Footer::PageOfPages,
            blocks,
            copies: 1,
        }],
    }
}

fn summary(list: &CoverageList) -> Grid {
    const COLUMNS: [(&str, f32); 7] = [
        ("序号", 12.0),
        ("党组织", 52.0),
        ("党组织\n评议", 18.0),
        ("应评\n党员数", 18.0),
        ("实评\n党员数", 18.0),
        ("未评\n党员数", 18.0),
        ("党员\n覆盖率%", 20.0),
    ];
    let centre = |content| Cell::new(content, TextStyle::CENTER);
    let figures = |share: Option<Share>, rows: Option<(usize, usize)>| {
        let number = |value: u64| match rows {
            Some(rows) => centre(Inline::Sum { value, rows }),
            None => centre(count(share.map(|_| value))),
        };
        let share = share.unwrap_or_default();
        [
            number(share.whole),
            number(share.part),
            number(share.whole.saturating_sub(share.part)),
            centre(Inline::Percent { share, decimals: 2 }),
        ]
    };
    let mut rows: Vec<Row> = list
        .organizations
        .iter()
        .enumerate()
        .map(|(index, covered)| {
            let evaluated = word(covered.evaluated.map(|done| if done { "已评" } else { "未评" }));
            let lead = [
                centre(Inline::Count(index as u64 + 1)),
                Cell::text(&covered.name, TextStyle::BODY),
                centre(evaluated),
            ];
            Row {
                cells: lead.into_iter().chain(figures(covered.members, None)).collect(),
                height: 9.0,
                with_next: false,
            }
        })
        .collect();
    if let Some(last) = rows.len().checked_sub(1) {
        let due = list.organizations.iter().filter_map(|covered| covered.evaluated);
        let done = due.clone().filter(|done| *done).count();
        let members = list.organizations.iter().filter_map(|covered| covered.members);
        let members = members.fold(Share::default(), |sum, members| sum + members);
        let lead =
            [Cell::header("合　计").spanning(2, 1), centre(Inline::Text(format!("{done}/{}", due.count())))];
        rows.push(Row {
            cells: lead.into_iter().chain(figures(Some(members), Some((0, last)))).collect(),
            height: 9.0,
            with_next: false,
        });
    }
    Grid {
        columns: COLUMNS.iter().map(|(_, width)| *width).collect(),
        header: vec![Row {
            cells: COLUMNS.iter().map(|(head, _)| Cell::header(*head)).collect(),
            height: 12.0,
            with_next: true,
        }],
        rows: Rows::list(rows),
        ruling: Ruling::Framed,
    }
}

/// （党组织1个、党员2名）; nothing when nobody is missing.
fn missing_count(list: &[Missing]) -> String {
    let people = list.iter().filter(|missing| missing.person).count();
    match (list.len() - people, people) {
        (0, 0) => String::new(),
        (0, people) => format!("（党员{people}名）"),
        (organizations, 0) => format!("（党组织{organizations}个）"),
        (organizations, people) => format!("（党组织{organizations}个、党员{people}名）"),
    }
}

fn missing(list: &[Missing]) -> Grid {
    const COLUMNS: [(&str, f32); 6] = [
        ("序号", 12.0),
        ("类别", 16.0),
        ("姓名/名称", 40.0),
        ("所在党支部", 38.0),
        ("未评原因", 30.0),
        ("补评时间", 20.0),
    ];
    let centre = |content| Cell::new(content, TextStyle::CENTER);
    let rows = list
        .iter()
        .enumerate()
        .map(|(index, missing)| {
            let (kind, name) = if missing.person {
                ("党员", Inline::Name(missing.name.clone()))
            } else {
                ("党组织", Inline::Text(missing.name.clone()))
            };
            Row {
                cells: vec![
                    centre(Inline::Count(index as u64 + 1)),
                    centre(Inline::Text(kind.to_owned())),
                    centre(name),
                    left(word(missing.branch.clone()), TextStyle::BODY),
                    Cell::new(missing.reason.clone().map_or(Inline::Empty, Inline::Text), TextStyle::BODY),
                    Cell::new(Inline::Empty, TextStyle::BODY),
                ],
                height: 9.0,
                with_next: false,
            }
        })
        .collect();
    Grid {
        columns: COLUMNS.iter().map(|(_, width)| *width).collect(),
        header: vec![Row {
            cells: COLUMNS.iter().map(|(head, _)| Cell::header(*head)).collect(),
            height: 10.0,
            with_next: true,
        }],
        rows: Rows::list(rows),
        ruling: Ruling::Framed,
    }
}
