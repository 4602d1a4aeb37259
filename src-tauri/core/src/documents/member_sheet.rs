//! 附件3 党员创先争优群众评议表（样表）: the members of a branch in rows, items with their grades in
//! columns (`domain.md` §2 C); or one member alone, laid out like annexes 1 and 2.

use std::sync::Arc;

use super::{
    Align, Block, Cell, Document, Footer, Grid, Inline, Paper, Row, Rows, Ruling, Section, TextStyle,
    ballot_sheet::{self, BallotSheet, RULES, copy_number},
    catalogue::Order,
    conventions::{EMPTY_DATE, SMALL_CENTER, UNDER_TABLE, field, small_head, stacked},
    desk::Desk,
};
use crate::{
    Error, Result,
    clock::chinese_date,
    error::OrNotFound,
    evaluations::{Scheme, scheme::SubjectKind},
};

/// The form's key.
const KEY: &str = "member-sheet";
/// The form's name.
const NAME: &str = "党员创先争优群众评议表";
/// Its title; annexes 2 and 3 are samples (`decisions.md` 20).
const TITLE: &str = "党员创先争优群众评议表（样表）";

/// One ballot for all members of a branch.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberSheet {
    /// 党支部; none prints a line to write on.
    pub branch: Option<String>,
    /// 姓名, in the order to print; empty prints rows to write on.
    pub names: Arc<Vec<String>>,
    /// Items, grades and voter categories.
    pub scheme: Scheme,
    /// How many.
    pub copies: u32,
    /// Whether each carries 编号.
    pub numbered: bool,
}

/// The ballots of every branch that has members, of the chosen organization, or of one member.
pub(super) fn load(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let scheme = desk.scheme(SubjectKind::Member)?;
    let members = desk.members()?;
    if let Some(chosen) = desk.request.member {
        let member = members
            .iter()
            .find(|member| member.id == chosen)
            .or_not_found(|| format!("{}的在册党员中没有此人", chinese_date(desk.as_of)))?;
        let branch = member.membership.organization.and_then(|id| desk.organization(id));
        return Ok(vec![ballot_sheet::document(
            KEY,
            NAME.to_owned(),
            &[BallotSheet {
                annex: "附件3",
                sheet: NAME.to_owned(),
                title_head: String::new(),
                title_tail: TITLE,
                subject: vec![
                    ("被评议党员：", Inline::Name(member.facts.name.clone())),
                    (
                        "所在党支部：",
                        branch.map_or(Inline::Blank(50.0), |branch| Inline::Text(branch.name.clone())),
                    ),
                ],
                scheme,
                copies: desk.copies(),
                numbered: desk.request.numbered,
            }],
        )]);
    }
    let order = desk.name_order(Order::Strokes)?;
    let sheet = |branch: Option<String>, names| MemberSheet {
        branch,
        names: Arc::new(names),
        scheme: scheme.clone(),
        copies: desk.copies(),
        numbered: desk.request.numbered,
    };
    let mut sheets: Vec<MemberSheet> = desk
        .organizations_in_scope()
        .into_iter()
        .filter_map(|branch| {
            let mut names: Vec<String> = members
                .iter()
                .filter(|member| member.membership.organization == Some(branch.id))
                .map(|member| member.facts.name.clone())
                .collect();
            names.sort_by_cached_key(|name| order.key(name));
            (!names.is_empty()).then(|| sheet(Some(branch.name.clone()), names))
        })
        .collect();
    if sheets.is_empty() {
        if let Some(chosen) = desk.chosen() {
            return Err(Error::refused(format!("{}在{}没有在册党员", chosen.name, chinese_date(desk.as_of)))
                .hint("请核对党员所在党支部，或换一个截止日期。"));
        }
        sheets.push(sheet(None, Vec::new()));
    }
    Ok(sheets.iter().map(document).collect())
}

/// The ballot of one branch: a paper of its own, so that its pages are counted by themselves.
pub fn document(sheet: &MemberSheet) -> Document {
    let of = sheet.branch.as_ref().map(|branch| format!("-{branch}")).unwrap_or_default();
    Document { key: KEY.into(), name: format!("{NAME}{of}"), sections: vec![section(sheet)] }
}

fn section(ballot: &MemberSheet) -> Section {
    // A4 landscape when there are more than 8 columns (`domain.md` §2 C).
    let marks = ballot.scheme.items.len() * ballot.scheme.grades.len();
    let paper = if marks + 3 > 8 { Paper::A4_LANDSCAPE } else { Paper::A4 };
    let branch = ballot.branch.clone().map_or(Inline::Blank(60.0), Inline::Text);
    let mut blocks = vec![Block::AnnexMark("附件3".to_owned())];
    blocks.push(Block::Title { text: TITLE.to_owned(), size: 18.0 });
    blocks.push(Block::Space(2.0));
    let align = if ballot.numbered { Align::Left } else { Align::Right };
    let date = field("评议时间：", Inline::Text(EMPTY_DATE.to_owned()), 1.0, align);
    let branch = field("党支部：", branch, 1.4, Align::Left);
    blocks.push(Block::Fields([branch, date].into_iter().chain(copy_number(ballot.numbered)).collect()));
    let categories = ballot.scheme.categories.iter().map(|category| category.name.clone()).collect();
    blocks.push(Block::Fields(vec![field(
        "评议人类别（勾选，不署名）：",
        Inline::Boxes(categories),
        1.0,
        Align::Left,
    )]));
    blocks.push(Block::Grid(matrix(ballot, paper)));
    let order = if ballot.names.is_empty() { "" } else { "名单以姓氏笔画为序。" };
    blocks.push(Block::Space(UNDER_TABLE));
    blocks.push(Block::Text { text: format!("{RULES}{order}"), style: TextStyle::NOTE.sized(9.0) });
    Section {
        sheet: ballot.branch.clone().unwrap_or_else(|| NAME.to_owned()),
        paper,
        footer: Footer::PageOfPages,
        blocks,
        copies: ballot.copies,
    }
}

/// A name written downwards, for columns of one character.
fn upright(name: &str) -> String {
    let characters: Vec<String> = name.chars().map(String::from).collect();
    characters.join("\n")
}

/// 序号, 姓名, one column a grade of each item under the item's name in full, 存在问题.
fn matrix(ballot: &MemberSheet, paper: Paper) -> Grid {
    const NUMBER: f32 = 9.0;
    const PERSON: f32 = 20.0;
    const PROBLEMS: f32 = 34.0;
    /// Two characters of 9 pt and the space beside them.
    const TWO: f32 = 8.6;
    let scheme = &ballot.scheme;
    let grades = scheme.grades.len();
    let marks = grades * scheme.items.len();
    #[allow(clippy::cast_precision_loss, reason = "a scheme has a handful of items and grades")]
    let mark = ((paper.text_width() - NUMBER - PERSON - PROBLEMS) / marks.max(1) as f32).min(20.0);

    let name = |name: &str| if mark < TWO { upright(name) } else { stacked(name) };

    let mut first = vec![small_head("序号").spanning(1, 2), small_head("姓名").spanning(1, 2)];
    first.extend(scheme.items.iter().map(|item| small_head(&item.name).spanning(grades, 1)));
    first.push(small_head("存在问题").spanning(1, 2));
    let second = scheme
        .items
        .iter()
        .flat_map(|_| scheme.grades.iter().map(|grade| small_head(name(&grade.name))))
        .collect();
    let mut columns = vec![NUMBER, PERSON];
    columns.extend(std::iter::repeat_n(mark, marks));
    columns.push(PROBLEMS);

    let names = Arc::clone(&ballot.names);
    // A blank form offers lines to write on.
    let lines = if names.is_empty() { 12 } else { names.len() };
    Grid {
        columns,
        header: vec![
            Row { cells: first, height: 10.0, with_next: true },
            Row { cells: second, height: if mark < TWO { 18.0 } else { 9.0 }, with_next: true },
        ],
        rows: Rows::new(move || {
            let names = Arc::clone(&names);
            (0..lines).map(move |index| {
                let name = names.get(index).map_or(Inline::Empty, |name| Inline::Name(name.clone()));
                let mut cells = vec![
                    Cell::new(Inline::Count(index as u64 + 1), SMALL_CENTER),
                    Cell::new(name, TextStyle::CENTER),
                ];
                cells.extend(
                    std::iter::repeat_with(|| Cell::new(Inline::Empty, SMALL_CENTER)).take(marks + 1),
                );
                Row { cells, height: 8.0, with_next: false }
            })
        }),
        ruling: Ruling::Framed,
    }
}
