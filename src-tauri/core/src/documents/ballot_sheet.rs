//! 附件1 党组评议表, 附件2 党支部评议表（样表） and the sheet for one member: one sheet is one ballot
//! (`domain.md` §2 A, B). Items stand in rows, grades in columns; nothing is ticked in advance.
//!
//! Not built: one sheet that lists several branches for a vote of the whole office.

use super::{
    Align, Block, Cell, Document, Field, Footer, Grid, Inline, Paper, Row, Rows, Ruling, Section, TextStyle,
    Valign,
    conventions::{EMPTY_DATE, UNDER_TABLE, field, stacked_from, title, title_height, width},
    desk::Desk,
};
use crate::{
    Error, Result,
    evaluations::{Scheme, scheme::SubjectKind},
    organizations::{Organization, OrganizationKind},
};

/// Words of a ballot: 小四.
const WORDS: TextStyle = TextStyle::BODY.sized(12.0);
/// Heads of a ballot.
const HEAD: TextStyle = TextStyle::HEADER.sized(12.0);
/// The rules of marking, under every ballot (`domain.md` §2 A).
pub(super) const RULES: &str =
    "说明：1.在相应栏内划“√”，每项只选一个等次；2.本表不记名；3.未划为弃权，同项划两个及以上为该项无效。";

/// One ballot for one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct BallotSheet {
    /// 附件1.
    pub annex: &'static str,
    /// Name of the sheet in the workbook.
    pub sheet: String,
    /// First part of the title: the subject's name, or nothing.
    pub title_head: String,
    /// Second part of the title.
    pub title_tail: &'static str,
    /// 被评议党支部, 书记 ...: label and value; a blank line to write on where none is known.
    pub subject: Vec<(&'static str, Inline)>,
    /// Items, grades and voter categories.
    pub scheme: Scheme,
    /// How many.
    pub copies: u32,
    /// Whether each carries 编号.
    pub numbered: bool,
}

/// 附件1 for every 党组 of the office, or the chosen organization.
pub(super) fn leading_group(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let groups: Vec<_> = desk
        .organizations
        .iter()
        .filter(|organization| organization.kind == OrganizationKind::LeadingGroup)
        .filter(|organization| desk.request.organization.is_none_or(|chosen| chosen == organization.id))
        .collect();
    if let Some(chosen) = desk.chosen().filter(|_| groups.is_empty()) {
        return Err(
            Error::refused(format!("“{}”不是党组", chosen.name)).hint("党支部评议表请用 branch-sheet 打印。")
        );
    }
    // An office that has not entered its 党组 yet prints blank ballots in its own name.
    let names = if groups.is_empty() {
        vec![desk.unit.name.clone()]
    } else {
        groups.iter().map(|group| group.name.clone()).collect()
    };
    let scheme = desk.scheme(SubjectKind::Organization)?;
    let sheets = names
        .into_iter()
        .map(|name| BallotSheet {
            annex: "附件1",
            sheet: name.clone(),
            title_head: name,
            title_tail: "开展创先争优活动情况评议表",
            subject: Vec::new(),
            scheme: scheme.clone(),
            copies: desk.copies(),
            numbered: desk.request.numbered,
        })
        .collect::<Vec<_>>();
    Ok(vec![document("leading-group-sheet", "党组评议表".to_owned(), &sheets)])
}

/// 附件2 for every 党支部 of the office, or those of the chosen organization; one without a name
/// when the office has not entered any.
pub(super) fn branches(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let branches: Vec<_> = desk
        .organizations_in_scope()
        .into_iter()
        .filter(|organization| {
            desk.request.organization == Some(organization.id)
                || organization.kind != OrganizationKind::LeadingGroup
        })
        .collect();
    if let Some(chosen) = desk.chosen().filter(|chosen| chosen.kind == OrganizationKind::LeadingGroup)
        && branches.len() == 1
    {
        return Err(Error::refused(format!("“{}”是党组，没有下属党支部", chosen.name))
            .hint("党组评议表请用 leading-group-sheet 打印。"));
    }
    let branches: Vec<_> =
        branches.into_iter().filter(|branch| branch.kind != OrganizationKind::LeadingGroup).collect();
    let scheme = desk.scheme(SubjectKind::Organization)?;
    let sheet = |branch: Option<&Organization>| BallotSheet {
        annex: "附件2",
        sheet: branch.map_or_else(|| "党支部评议表".to_owned(), |branch| branch.name.clone()),
        title_head: branch.map_or_else(|| "　　　　党支部".to_owned(), |branch| branch.name.clone()),
        title_tail: "开展创先争优活动情况评议表（样表）",
        subject: vec![
            (
                "被评议党支部：",
                branch.map_or(Inline::Blank(60.0), |branch| Inline::Text(branch.name.clone())),
            ),
            (
                "书记：",
                branch.and_then(|branch| branch.secretary.clone()).map_or(Inline::Blank(30.0), Inline::Name),
            ),
        ],
        scheme: scheme.clone(),
        copies: desk.copies(),
        numbered: desk.request.numbered,
    };
    let sheets = if branches.is_empty() {
        vec![sheet(None)]
    } else {
        branches.iter().map(|branch| sheet(Some(branch))).collect()
    };
    Ok(vec![document("branch-sheet", "党支部评议表".to_owned(), &sheets)])
}

/// Ballots, one section a subject.
pub fn document(key: &'static str, name: String, sheets: &[BallotSheet]) -> Document {
    Document { key: key.into(), name, sections: sheets.iter().map(section).collect() }
}

fn section(ballot: &BallotSheet) -> Section {
    let paper = Paper::A4;
    let mut blocks = vec![Block::AnnexMark(ballot.annex.to_owned())];
    blocks.push(title(&ballot.title_head, ballot.title_tail, 22.0, paper));
    blocks.push(Block::Space(3.0));
    let head: Vec<Field> = ballot
        .subject
        .iter()
        .enumerate()
        .map(|(place, (label, value))| {
            field(label, value.clone(), if place == 0 { 2.0 } else { 1.0 }, Align::Left)
        })
        .chain(copy_number(ballot.numbered))
        .collect();
    if !head.is_empty() {
        blocks.push(Block::Fields(head));
    }
    blocks.push(Block::Grid(items(&ballot.scheme, paper, above(&blocks, paper))));
    blocks.push(Block::Space(UNDER_TABLE));
    blocks.push(Block::Text { text: RULES.to_owned(), style: TextStyle::NOTE });
    blocks.push(Block::Fields(vec![field(
        "填表日期：",
        Inline::Text(EMPTY_DATE.to_owned()),
        1.0,
        Align::Right,
    )]));
    Section { sheet: ballot.sheet.clone(), paper, footer: Footer::None, blocks, copies: ballot.copies }
}

/// 编号 at the right end of the first line under the title.
pub(super) fn copy_number(numbered: bool) -> Option<Field> {
    numbered.then(|| field("编号：", Inline::CopyNumber, 0.8, Align::Right))
}

/// Height of annex mark, title, space and one line of fields, in mm: two lines of 29 pt for the
/// mark, so that the title stands on line 3 (`domain.md` §4, 附件).
fn above(blocks: &[Block], paper: Paper) -> f32 {
    blocks
        .iter()
        .map(|block| match block {
            Block::AnnexMark(_) => 20.5,
            Block::Title { text, size } => title_height(text, *size, paper),
            Block::Space(height) => *height,
            // A name that does not fit its place is set smaller, on up to four lines.
            Block::Fields(fields) if is_crowded(fields, paper) => 16.0,
            _ => 8.0,
        })
        .sum()
}

fn is_crowded(fields: &[Field], paper: Paper) -> bool {
    let all: f32 = fields.iter().map(|field| field.weight).sum();
    fields.iter().any(|field| {
        let words = format!("{}{}", field.label, field.value.plain());
        width(&words, WORDS.size) > field.weight / all * paper.text_width()
    })
}

/// The table: 评议人类别, the items, 总体评价, and all that is left of the page for 意见和建议.
/// `above` is what stands over it, in mm.
fn items(scheme: &Scheme, paper: Paper, above: f32) -> Grid {
    const NUMBER: f32 = 11.0;
    const LABEL: f32 = 18.0;
    // 不满意 on one line.
    const GRADE: f32 = 14.9;
    const VOTERS: f32 = 14.0;
    // At least five lines of handwriting (`domain.md` §2 A).
    const OPINIONS: f32 = 42.0;
    // 说明 on two lines, 填表日期, and what rounding to whole points may add.
    const BELOW: f32 = 25.0;
    let grades = scheme.grades.len();
    let room = paper.text_height() - above - VOTERS - BELOW;
    // A long title or many items make the rows lower, so that a ballot stays one page.
    #[allow(clippy::cast_precision_loss, reason = "a scheme has a handful of items")]
    let row = ((room - OPINIONS) / (scheme.items.len() + 1) as f32).clamp(8.0, 13.0);
    #[allow(clippy::cast_precision_loss, reason = "a scheme has a handful of grades")]
    let item = (paper.text_width() - NUMBER - LABEL - GRADE * grades as f32).max(30.0);
    let marks = || std::iter::repeat_with(|| Cell::new(Inline::Empty, WORDS)).take(grades);

    let categories = scheme.categories.iter().map(|category| category.name.clone()).collect();
    let voters = Row {
        cells: vec![
            Cell::text("评议人类别\n（勾选，不署名）", HEAD.sized(9.0)).spanning(2, 1),
            Cell::new(Inline::Boxes(categories), WORDS.sized(10.5)).spanning(grades + 1, 1),
        ],
        height: VOTERS,
        with_next: true,
    };
    let mut head = vec![Cell::text("序号", HEAD), Cell::text("评 议 内 容", HEAD).spanning(2, 1)];
    head.extend(scheme.grades.iter().map(|grade| Cell::text(stacked_from(4, &grade.name), HEAD.sized(11.0))));

    let mut rows = vec![Row { cells: head, height: row, with_next: true }];
    rows.extend(scheme.items.iter().filter(|item| !item.overall).enumerate().map(|(index, item)| {
        let number = Cell::new(Inline::Count(index as u64 + 1), TextStyle { align: Align::Center, ..WORDS });
        let name = Cell::text(&item.name, WORDS).spanning(2, 1);
        Row { cells: [number, name].into_iter().chain(marks()).collect(), height: row, with_next: true }
    }));
    rows.extend(scheme.items.iter().filter(|item| item.overall).map(|_| {
        let overall = Cell::text("总 体 评 价", HEAD).spanning(3, 1);
        Row { cells: std::iter::once(overall).chain(marks()).collect(), height: row, with_next: true }
    }));
    let used: f32 = rows.iter().map(|row| row.height).sum();
    rows.push(Row {
        cells: vec![
            Cell::text("意见和建议：", TextStyle { valign: Valign::Top, ..WORDS }).spanning(grades + 3, 1),
        ],
        height: (room - used).max(OPINIONS),
        with_next: false,
    });
    let mut columns = vec![NUMBER, LABEL, item];
    columns.extend(std::iter::repeat_n(GRADE, grades));
    Grid { columns, header: vec![voters], rows: Rows::list(rows), ruling: Ruling::Framed }
}
