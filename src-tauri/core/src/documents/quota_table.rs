//! 名额分配表 (`domain.md` §2 I): 单位 by 表彰类别, with totals; by organization and by domain, each in a
//! table of its own; limits over everybody are a note.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    Align, Block, Cell, Document, Face, Footer, Grid, Inline, Paper, Row, Rows, Ruling, Section, TextStyle,
    commendation_source::programme,
    conventions::{Unit, field, notes, stacked_kind, title},
    desk::Desk,
    publicity_notice::titled,
};
use crate::{
    Error, Result,
    clock::chinese_date,
    commendations::{Kind, Quota, store},
    numbers::DASH,
    organizations::{self, Domain},
};

/// Text of the table.
const WORDS: TextStyle = TextStyle::BODY.sized(12.0);
const CENTER: TextStyle = TextStyle::CENTER.sized(12.0);
const HEADER: TextStyle = TextStyle::HEADER.sized(11.0);
/// From so many kinds on the page lies.
const WIDE: usize = 5;

/// At least and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// At least.
    pub least: Option<u64>,
    /// At most.
    pub most: Option<u64>,
}

/// 名额 of one unit or domain, a column a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRow {
    /// 单位 or 领域.
    pub name: String,
    /// By kind; none where nothing is allotted.
    pub kinds: Vec<Option<Limits>>,
}

/// 名额分配表.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaTable {
    /// Who allots.
    pub unit: Unit,
    /// 表彰活动 with its year.
    pub programme: String,
    /// 表彰类别 with 名 or 个.
    pub kinds: Vec<(String, String)>,
    /// By organization, in the order of the name list.
    pub organizations: Vec<QuotaRow>,
    /// By domain, in official order.
    pub domains: Vec<QuotaRow>,
    /// Over everybody, by kind.
    pub overall: Vec<Option<Limits>>,
    /// The day it is made.
    pub dated: NaiveDate,
}

/// 名额分配表.
pub(super) fn load(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let programme = programme(desk)?;
    let title = titled(&programme.name, programme.year);
    let mut quotas = store::quotas(desk.connection, programme.id)?;
    if let Some(kind) = &desk.request.kind {
        let kind = programme.definition.kind_named(kind)?.name.clone();
        quotas.retain(|quota| quota.kind == kind);
    }
    if desk.request.organization.is_some() {
        let scope = desk.scope();
        quotas.retain(|quota| quota.organization.is_some_and(|id| scope.contains(&id)));
    }
    if quotas.is_empty() {
        return Err(Error::refused(format!("{title}还没有分配名额"))
            .hint("请先在“评先表彰”里分配名额，或核对所选的类别和党组织。")
            .terminal("请先用 xianfeng programme quota 分配名额，或核对所选的类别和党组织。"));
    }
    let kinds: Vec<&Kind> = programme
        .definition
        .kinds
        .iter()
        .filter(|kind| quotas.iter().any(|quota| quota.kind == kind.name))
        .collect();
    let cells = |of: &dyn Fn(&Quota) -> bool| -> Vec<Option<Limits>> {
        let limits = |kind: &&Kind| {
            let quota = quotas.iter().find(|quota| quota.kind == kind.name && of(quota))?;
            Some(Limits { least: quota.least, most: quota.most })
        };
        kinds.iter().map(limits).collect()
    };
    let with_quota: BTreeSet<_> = quotas.iter().filter_map(|quota| quota.organization).collect();
    let organizations = organizations::store::all(desk.connection)?
        .into_iter()
        .filter(|organization| with_quota.contains(&organization.id))
        .map(|organization| QuotaRow {
            kinds: cells(&|quota| quota.organization == Some(organization.id)),
            name: organization.name,
        })
        .collect();
    let domains = Domain::ALL
        .iter()
        .filter(|domain| quotas.iter().any(|quota| quota.domain == Some(**domain)))
        .map(|domain| QuotaRow {
            name: domain.label().to_owned(),
            kinds: cells(&|quota| quota.domain == Some(*domain)),
        })
        .collect();
    Ok(vec![document(&QuotaTable {
        unit: desk.unit.clone(),
        programme: title,
        overall: cells(&|quota| quota.organization.is_none() && quota.domain.is_none()),
        kinds: kinds.iter().map(|kind| (kind.name.clone(), kind.measure.clone())).collect(),
        organizations,
        domains,
        dated: desk.today,
    })])
}

/// The table as a paper.
pub fn document(table: &QuotaTable) -> Document {
    let paper = if table.kinds.len() >= WIDE { Paper::A4_LANDSCAPE } else { Paper::A4 };
    let mut blocks = vec![
        title(&table.programme, "名额分配表", if table.kinds.len() >= WIDE { 18.0 } else { 22.0 }, paper),
        Block::Space(2.0),
        Block::Fields(vec![
            field("制表单位：", Inline::Text(table.unit.name.clone()), 1.5, Align::Left),
            field("制表日期：", Inline::Text(chinese_date(table.dated)), 1.0, Align::Right),
        ]),
    ];
    let parts =
        [("单　　位", "按单位分配", &table.organizations), ("领　　域", "按领域分配", &table.domains)];
    let shown: Vec<_> = parts.iter().filter(|(_, _, rows)| !rows.is_empty()).collect();
    for (index, (head, name, rows)) in shown.iter().enumerate() {
        if shown.len() > 1 {
            blocks.push(Block::Space(if index == 0 { 1.0 } else { 5.0 }));
            let style = TextStyle { face: Face::HeiTi, ..TextStyle::NOTE.sized(12.0) };
            let number = if index == 0 { "一" } else { "二" };
            blocks.push(Block::Text { text: format!("{number}、{name}"), style });
        }
        blocks.push(Block::Grid(grid(head, &table.kinds, rows, paper)));
    }
    if shown.is_empty() {
        // Limits over everybody alone are the table, not a note under nothing.
        let office = QuotaRow { name: "全单位".to_owned(), kinds: table.overall.clone() };
        blocks.push(Block::Grid(grid("单　　位", &table.kinds, &[office], paper)));
    } else {
        blocks.extend(notes(&overall(table)));
    }
    Document {
        key: "quota-table".into(),
        name: format!("{}名额分配表", table.programme),
        sections: vec![Section {
            sheet: "名额分配表".to_owned(),
            paper,
            footer: Footer::PageOfPages,
            blocks,
            copies: 1,
        }],
    }
}

/// 优秀共产党员总数不超过60名.
fn overall(table: &QuotaTable) -> Vec<String> {
    let limits: Vec<String> = table
        .kinds
        .iter()
        .zip(&table.overall)
        .filter_map(|((kind, measure), limits)| {
            let limits = (*limits)?;
            let words = match (limits.least, limits.most) {
                (Some(least), Some(most)) if least == most => format!("共{most}{measure}"),
                (Some(least), Some(most)) => format!("总数{least}至{most}{measure}"),
                (None, Some(most)) => format!("总数不超过{most}{measure}"),
                (Some(least), None) => format!("总数不少于{least}{measure}"),
                (None, None) => return None,
            };
            Some(format!("{kind}{words}"))
        })
        .collect();
    let mut lines = Vec::new();
    if !limits.is_empty() {
        lines.push(format!("全单位限额：{}。", limits.join("，")));
    }
    let ranges = table.organizations.iter().chain(&table.domains).flat_map(|row| row.kinds.iter().flatten());
    if ranges.into_iter().any(|limits| limits.least.is_some() && limits.least != limits.most) {
        lines.push("“1—2”为最少和最多名额，总计和合计按最多名额计算。".to_owned());
    }
    lines
}

fn grid(head: &str, kinds: &[(String, String)], rows: &[QuotaRow], paper: Paper) -> Grid {
    let number = 12.0;
    #[allow(clippy::cast_precision_loss, reason = "a few kinds")]
    let columns = kinds.len() as f32 + 1.0;
    let name = (paper.text_width() * 0.36).max(48.0);
    let each = (paper.text_width() - number - name) / columns;
    let mut widths = vec![number, name];
    widths.extend(std::iter::repeat_n(each, kinds.len() + 1));
    let mut header = vec![Cell::text("序号", HEADER), Cell::text(head, HEADER)];
    header.extend(kinds.iter().map(|(kind, _)| Cell::text(stacked_kind(kind), HEADER)));
    header.push(Cell::text("总　计", HEADER));
    let last = rows.len().saturating_sub(1);
    let mut lines: Vec<Row> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let mut cells =
                vec![Cell::new(Inline::Count(index as u64 + 1), CENTER), Cell::text(&row.name, WORDS)];
            cells.extend(row.kinds.iter().map(|limits| Cell::new(shown(*limits), CENTER)));
            cells.push(Cell::new(Inline::Count(row.kinds.iter().map(|limits| most(*limits)).sum()), CENTER));
            Row { cells, height: 10.0, with_next: index == last }
        })
        .collect();
    let all = |value: u64, numbers: bool| {
        // A formula only over figures: a range is words and would be left out of the sum.
        let content = if numbers { Inline::Sum { value, rows: (0, last) } } else { Inline::Count(value) };
        Cell::new(content, CENTER)
    };
    let mut cells = vec![Cell::text("合　计", HEADER).spanning(2, 1)];
    for kind in 0..kinds.len() {
        let column = || rows.iter().map(|row| row.kinds.get(kind).copied().flatten());
        let numbers = column().all(|limits| !matches!(shown(limits), Inline::Text(text) if text != DASH));
        cells.push(all(column().map(most).sum(), numbers));
    }
    cells.push(all(rows.iter().flat_map(|row| &row.kinds).map(|limits| most(*limits)).sum(), true));
    lines.push(Row { cells, height: 10.0, with_next: false });
    Grid {
        columns: widths,
        header: vec![Row { cells: header, height: 14.0, with_next: true }],
        rows: Rows::list(lines),
        ruling: Ruling::Framed,
    }
}

/// What a quota adds to a total: its most, or what it asks for at least.
fn most(limits: Option<Limits>) -> u64 {
    limits.and_then(|limits| limits.most.or(limits.least)).unwrap_or(0)
}

fn shown(limits: Option<Limits>) -> Inline {
    let Some(limits) = limits else { return Inline::Text(DASH.to_owned()) };
    match (limits.least, limits.most) {
        (Some(least), Some(most)) if least != most => Inline::Text(format!("{least}—{most}")),
        (_, Some(most)) => Inline::Count(most),
        (Some(least), None) => Inline::Text(format!("不少于{least}")),
        (None, None) => Inline::Text(DASH.to_owned()),
    }
}
