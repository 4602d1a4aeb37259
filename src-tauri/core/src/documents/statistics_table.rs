//! 附件4 群众评议创先争优活动情况统计表 (`domain.md` §2 D, `decisions.md` 21): section 一 党组织评议,
//! section 二 党员评议 by branch, and behind it the items one by one ([`super::item_summary`]).

use chrono::NaiveDate;

use super::{
    Block, Cell, Document, Footer, Grid, Inline, Paper, Row, Rows, Ruling, Section,
    conventions::{
        SMALL, SMALL_HEADER, Unit, count, foot_line, notes, period_words, small, small_head, stacked, title,
        unit_line, word,
    },
    item_summary::{self, ItemSummary},
};
use crate::{
    clock::{Period, chinese_date},
    evaluations::{Papers, scheme::CategoryGroup},
    numbers::Share,
};

/// One line: an organization, or the members of a branch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// 单位/党支部.
    pub name: String,
    /// 党员数 of the organization itself; none for a 党组.
    pub members: Option<u64>,
    /// 场次: meetings that count.
    pub sessions: u64,
    /// 方式.
    pub methods: Vec<&'static str>,
    /// 应评 and 实评.
    pub coverage: Share,
    /// 参评人数 (有效票) of 党员, 群众, 服务对象, 其他, in the order of [`CategoryGroup::ALL`].
    pub participants: [u64; 4],
    /// 发出, 收回, 作废.
    pub papers: Papers,
    /// 有效.
    pub valid: u64,
    /// 总体评价: papers per grade of [`StatisticsTable::grades`]; none for a grade that the line's
    /// scheme does not have.
    pub grades: Vec<Option<u64>>,
    /// 弃权.
    pub abstained: u64,
    /// 项无效.
    pub voided: u64,
    /// 满意率.
    pub satisfied: Share,
}

/// 附件4 over a period.
#[derive(Debug, Clone, PartialEq)]
pub struct StatisticsTable {
    /// 填报单位.
    pub unit: Unit,
    /// 统计时段.
    pub period: Period,
    /// The day 党员数 stands for.
    pub as_of: NaiveDate,
    /// 等次, in the order of the columns.
    pub grades: Vec<String>,
    /// Decimals of rates.
    pub decimals: u32,
    /// 一 党组织评议.
    pub organizations: Vec<Line>,
    /// 二 党员评议.
    pub members: Vec<Line>,
    /// 注.
    pub notes: Vec<String>,
    /// 逐项汇总, one a scheme.
    pub items: Vec<ItemSummary>,
    /// 备注 under 逐项汇总.
    pub remarks: Vec<String>,
}

/// The table and its item sheet as a paper.
pub fn document(table: &StatisticsTable) -> Document {
    let paper = Paper::A4_LANDSCAPE;
    let mut blocks = vec![
        Block::AnnexMark("附件4".to_owned()),
        title(&table.unit.name, "群众评议创先争优活动情况统计表", 18.0, paper),
        unit_line(&table.unit, "统计时段：", period_words(&table.period)),
        Block::Grid(grid(table)),
    ];
    let mut lines = vec![format!("党员数截至{}。", chinese_date(table.as_of))];
    lines.extend(table.notes.iter().cloned());
    blocks.extend(notes(&lines));
    blocks.push(foot_line(table.unit.phone.as_deref()));
    let mut sections = vec![Section {
        sheet: "群众评议统计表".to_owned(),
        paper,
        footer: Footer::PageOfPages,
        blocks,
        copies: 1,
    }];
    sections.extend(item_summary::section(table));
    Document {
        key: "statistics-table".into(),
        name: format!("群众评议统计表-{}", table.period.text),
        sections,
    }
}

/// Columns before the grades: 序号 ... 回收率.
const LEADING: [f32; 17] =
    [8.0, 42.0, 9.0, 8.0, 10.0, 9.5, 9.5, 9.5, 9.5, 12.0, 9.0, 9.0, 13.0, 9.5, 9.5, 9.5, 13.0];
/// A grade, 弃权 or 项无效.
const MARK: f32 = 9.5;
/// Rows of an office with five branches leave room for the foot on the same page.
const ROW: f32 = 6.5;
/// 满意率.
const RATE: f32 = 13.0;

fn grid(table: &StatisticsTable) -> Grid {
    let marks = table.grades.len() + 2;
    let mut columns = LEADING.to_vec();
    columns.extend(std::iter::repeat_n(MARK, marks));
    columns.push(RATE);
    let width = columns.len();

    let mut rows = Vec::new();
    for (number, name, lines) in
        [("一", "党组织评议", &table.organizations), ("二", "党员评议", &table.members)]
    {
        rows.push(Row {
            cells: vec![
                Cell::text(number, SMALL_HEADER),
                Cell::text(name, super::TextStyle { align: super::Align::Left, ..SMALL_HEADER })
                    .spanning(width - 1, 1),
            ],
            height: ROW,
            with_next: true,
        });
        let first = rows.len();
        for (index, line) in lines.iter().enumerate() {
            let lead =
                [small(Inline::Count(index as u64 + 1)), Cell::new(Inline::Text(line.name.clone()), SMALL)];
            let cells = lead.into_iter().chain(figures(line, table.decimals, None));
            rows.push(Row { cells: cells.collect(), height: ROW, with_next: index + 1 == lines.len() });
        }
        let last = rows.len().saturating_sub(1);
        let lead = Cell::text("合　计", SMALL_HEADER).spanning(2, 1);
        let total = total(lines, table.grades.len());
        let sums = (!lines.is_empty()).then_some((first, last));
        rows.push(Row {
            cells: std::iter::once(lead).chain(figures(&total, table.decimals, sums)).collect(),
            height: ROW,
            with_next: false,
        });
    }
    Grid { columns, header: header(table, marks), rows: Rows::list(rows), ruling: Ruling::Framed }
}

fn header(table: &StatisticsTable, marks: usize) -> Vec<Row> {
    let row = |cells, height| Row { cells, height, with_next: true };
    let tall = |text: &str| small_head(text).spanning(1, 2);
    let first = vec![
        small_head("序号").spanning(1, 3),
        small_head("单位/党支部").spanning(1, 3),
        small_head("党员数").spanning(1, 3),
        small_head("评 议 组 织 情 况").spanning(14, 1),
        small_head("评 议 结 果（总体评价）").spanning(marks + 1, 1),
    ];
    let mut second = vec![tall("场次"), tall("参评\n人数"), small_head("其　中").spanning(4, 1)];
    second.extend(["方式", "应评", "实评", "覆盖率%", "发出", "收回", "有效", "回收率%"].map(tall));
    second.extend(table.grades.iter().map(|grade| tall(&stacked(grade))));
    second.extend(["弃权", "项\n无效", "满意率%"].map(tall));
    let third = CategoryGroup::ALL
        .iter()
        .map(|group| {
            small_head(if *group == CategoryGroup::Served { "服务\n对象" } else { group.label() })
        })
        .collect();
    vec![row(first, 6.0), row(second, 6.0), row(third, 8.5)]
}

/// Everything after the name. `sums` makes the counts formulas over these rows.
fn figures(line: &Line, decimals: u32, sums: Option<(usize, usize)>) -> Vec<Cell> {
    let number = |value: Option<u64>| match (value, sums) {
        (Some(value), Some(rows)) => small(Inline::Sum { value, rows }),
        (value, _) => small(count(value)),
    };
    let percent = |share| small(Inline::Percent { share, decimals });
    let Papers { issued, collected, .. } = line.papers;
    let returned =
        issued.zip(collected).map_or(Share::default(), |(issued, collected)| Share::new(collected, issued));
    let mut cells =
        vec![number(line.members), number(Some(line.sessions)), number(Some(line.participants.iter().sum()))];
    cells.extend(line.participants.map(|papers| number(Some(papers))));
    let methods = (!line.methods.is_empty()).then(|| line.methods.join("、"));
    cells.push(small(word(methods)));
    cells.extend([
        number(Some(line.coverage.whole)),
        number(Some(line.coverage.part)),
        percent(line.coverage),
        number(issued),
        number(collected),
        number(Some(line.valid)),
        percent(returned),
    ]);
    cells.extend(line.grades.iter().map(|papers| number(*papers)));
    cells.extend([number(Some(line.abstained)), number(Some(line.voided)), percent(line.satisfied)]);
    cells
}

/// 合计. Rates divide sums by sums; 方式 is not added.
fn total(lines: &[Line], grades: usize) -> Line {
    let mut total = Line { grades: vec![None; grades], ..Line::default() };
    for line in lines {
        total.members = add(total.members, line.members);
        total.sessions += line.sessions;
        total.coverage = total.coverage + line.coverage;
        for (sum, papers) in total.participants.iter_mut().zip(line.participants) {
            *sum += papers;
        }
        total.papers = total.papers + line.papers;
        total.valid += line.valid;
        for (sum, papers) in total.grades.iter_mut().zip(&line.grades) {
            *sum = add(*sum, *papers);
        }
        total.abstained += line.abstained;
        total.voided += line.voided;
        total.satisfied = total.satisfied + line.satisfied;
    }
    total
}

fn add(sum: Option<u64>, more: Option<u64>) -> Option<u64> {
    match (sum, more) {
        (None, None) => None,
        (sum, more) => Some(sum.unwrap_or(0) + more.unwrap_or(0)),
    }
}
