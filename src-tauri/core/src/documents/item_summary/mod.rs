//! 逐项汇总, the second sheet of annex 4 (`domain.md` §2 D): items in rows, votes and rates of each
//! grade in columns; all subjects together first, then one by one.

mod source;

use super::{
    Align, Block, Cell, Footer, Grid, Inline, Paper, Row, Rows, Ruling, Section, TextStyle,
    conventions::{
        SMALL, SMALL_CENTER, SMALL_HEADER, Unit, foot_line, period_words, small, small_head, stacked, title,
        unit_line,
    },
    desk::Desk,
};
use crate::{
    Result,
    clock::Period,
    evaluations::tally::{ItemTally, Tally},
    numbers::{DASH, Share},
};

/// 逐项汇总 over a period.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemSheet {
    /// 填报单位.
    pub unit: Unit,
    /// 统计时段.
    pub period: Period,
    /// One a scheme.
    pub items: Vec<ItemSummary>,
    /// 备注 under the grids.
    pub remarks: Vec<String>,
}

/// The items of one scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemSummary {
    /// 党组织评议, 党员评议, or the scheme's name when a period has several.
    pub name: String,
    /// 等次.
    pub grades: Vec<String>,
    /// Decimals of rates and scores.
    pub decimals: u32,
    /// 合计 and each subject: its name and figures.
    pub groups: Vec<(String, Tally)>,
}

/// The sheet of the period; nothing when nothing was counted.
pub(super) fn section(desk: &Desk<'_>) -> Result<Option<Section>> {
    Ok(sheet(&source::load(desk)?))
}

/// The sheet, one grid a scheme; nothing when nothing was counted.
pub fn sheet(table: &ItemSheet) -> Option<Section> {
    let paper = Paper::A4_LANDSCAPE;
    let mut blocks = vec![
        title(&table.unit.name, "群众评议创先争优活动逐项汇总表", 18.0, paper),
        unit_line(&table.unit, "统计时段：", period_words(&table.period)),
    ];
    for summary in table.items.iter().filter(|summary| !summary.groups.is_empty()) {
        blocks.push(Block::Space(1.0));
        blocks.push(Block::Text {
            text: summary.name.clone(),
            style: TextStyle { face: super::Face::HeiTi, ..TextStyle::NOTE },
        });
        blocks.push(Block::Grid(grid(summary)));
        blocks.push(Block::Space(3.0));
    }
    if !blocks.iter().any(|block| matches!(block, Block::Grid(_))) {
        return None;
    }
    if !table.remarks.is_empty() {
        let text = format!("备注：{}", table.remarks.join("\n　　　"));
        blocks.push(Block::Text { text, style: TextStyle::NOTE.sized(9.0) });
    }
    blocks.push(foot_line(table.unit.phone.as_deref()));
    Some(Section { sheet: "逐项汇总".to_owned(), paper, footer: Footer::PageOfPages, blocks, copies: 1 })
}

fn grid(summary: &ItemSummary) -> Grid {
    let mut columns = vec![28.0, 7.5, 70.0, 10.0];
    columns.extend(summary.grades.iter().flat_map(|_| [8.5, 11.5]));
    columns.extend([8.5, 8.5, 12.0, 12.0]);
    let tall = |text: &str| small_head(text).spanning(1, 2);
    let mut first = vec![tall("被评议对象"), tall("序号"), tall("评 议 内 容"), tall("有效")];
    first.extend(summary.grades.iter().map(|grade| small_head(grade).spanning(2, 1)));
    first.extend([tall("弃权"), tall(&stacked("项无效")), tall("满意率%"), tall("得分")]);
    let second = summary.grades.iter().flat_map(|_| [small_head("票数"), small_head("得票率%")]).collect();
    let rows = summary.groups.iter().flat_map(|(name, tally)| group(summary, name, tally)).collect();
    Grid {
        columns,
        header: vec![
            Row { cells: first, height: 5.5, with_next: true },
            Row { cells: second, height: 5.5, with_next: true },
        ],
        rows: Rows::list(rows),
        ruling: Ruling::Framed,
    }
}

/// The items of one subject, kept on one page, and their mean score.
fn group(summary: &ItemSummary, name: &str, tally: &Tally) -> Vec<Row> {
    // A scheme without 总体评价 shows the sum over its items instead (`decisions.md` 5).
    let sum = (!tally.items.iter().any(|item| item.overall)).then_some(&tally.overall);
    let items: Vec<&ItemTally> = tally.items.iter().chain(sum).collect();
    let mut number = 0;
    let mut rows: Vec<Row> = items
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let mut cells = Vec::new();
            if place == 0 {
                cells.push(Cell::text(name, SMALL_CENTER).spanning(1, items.len() + 1));
            }
            if item.overall {
                cells.push(Cell::text(&item.name, SMALL_HEADER).spanning(2, 1));
            } else {
                number += 1;
                cells.push(small(Inline::Count(number)));
                cells.push(Cell::text(&item.name, SMALL));
            }
            cells.extend(figures(summary, item));
            Row { cells, height: 5.5, with_next: true }
        })
        .collect();
    let band = tally.band.as_ref().map(|band| format!("（{band}）")).unwrap_or_default();
    let mean = Cell::text(format!("各项平均得分{band}"), TextStyle { align: Align::Right, ..SMALL });
    rows.push(Row {
        cells: vec![
            mean.spanning(2 * summary.grades.len() + 6, 1),
            Cell::new(score(tally.score, summary.decimals), SMALL_CENTER),
        ],
        height: 5.5,
        with_next: false,
    });
    rows
}

fn figures(summary: &ItemSummary, item: &ItemTally) -> Vec<Cell> {
    let decimals = summary.decimals;
    let mut cells = vec![small(Inline::Count(item.counts.sum()))];
    for (papers, rate) in item.counts.grades.iter().zip(&item.rates) {
        cells.push(small(Inline::Count(*papers)));
        let share = Share::new(*papers, item.satisfied.whole);
        // An adjusted rate (尾差调整) no longer follows from its counts.
        cells.push(small(if share.percent(decimals) == *rate {
            Inline::Percent { share, decimals }
        } else {
            Inline::Printed(rate.clone())
        }));
    }
    cells.extend([
        small(Inline::Count(item.counts.abstained)),
        small(Inline::Count(item.counts.voided)),
        small(Inline::Percent { share: item.satisfied, decimals }),
        small(score(item.score, decimals)),
    ]);
    cells
}

fn score(score: Option<crate::numbers::Fraction>, decimals: u32) -> Inline {
    score.map_or_else(|| Inline::Text(DASH.to_owned()), |value| Inline::Decimal { value, decimals })
}
