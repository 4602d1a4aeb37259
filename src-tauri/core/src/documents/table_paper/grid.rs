//! Heads, sections, lines and totals of one table.

use std::sync::Arc;

use super::{
    super::{
        Align, Cell, Grid, Inline, Row, Rows, Ruling, TextStyle,
        conventions::{left, stacked},
    },
    widths::{Plan, room, words},
};
use crate::{
    numbers::{DASH, Fraction, Share},
    statistics::{
        indicators::Value,
        layout::{Column, RowSource, Table},
        report::{self, Figure, Role},
    },
};

/// Rows of an office with five branches leave room for the foot on the same page.
const ROW: f32 = 6.5;
/// A row of heads.
const HEAD_ROW: f32 = 6.0;

/// The table as a grid; its rows are made as they are walked.
pub(super) fn grid(decimals: u32, table: &Table, filled: Arc<report::Grid>, plan: Plan) -> Grid {
    let header = header(table, &plan);
    let desk = Desk {
        style: TextStyle::BODY.sized(plan.size),
        decimals: table.leaves().iter().map(|leaf| leaf.decimals.unwrap_or(decimals)).collect(),
        names: table
            .sections
            .iter()
            .map(|section| match section.rows {
                RowSource::Members => Names::People,
                RowSource::Lines => Names::Short,
                _ => Names::Long,
            })
            .collect(),
        numbered: table.numbered,
        sums: sums(&filled),
        filled,
    };
    let desk = Arc::new(desk);
    let rows = Rows::new(move || {
        let desk = Arc::clone(&desk);
        (0..desk.filled.rows.len()).filter_map(move |place| desk.row(place))
    });
    Grid { columns: plan.columns, header, rows, ruling: Ruling::Framed }
}

/// Heads merged over the columns under them; a leaf reaches down to the figures.
fn header(table: &Table, plan: &Plan) -> Vec<Row> {
    let levels = table.levels();
    let style = TextStyle::HEADER.sized(plan.size);
    let mut rows = vec![Row { cells: Vec::new(), height: HEAD_ROW, with_next: true }; levels];
    let lead = usize::from(table.numbered);
    if let Some(first) = rows.first_mut() {
        if table.numbered {
            first.cells.push(Cell::text("序号", style).spanning(1, levels));
        }
        first.cells.push(Cell::text(&table.label, style).spanning(1, levels));
    }
    let mut place = lead + 1;
    for column in &table.columns {
        head(column, 0, &mut place, plan, &mut rows);
    }
    rows
}

fn head(column: &Column, level: usize, place: &mut usize, plan: &Plan, rows: &mut [Row]) {
    let style = TextStyle::HEADER.sized(plan.size);
    let below = rows.len() - level;
    let leaves = column.leaves().len();
    let cell = if column.columns.is_empty() {
        let width = plan.columns.get(*place).copied().unwrap_or(0.0);
        let fits = column.head.contains('\n') || words(&column.head, plan.size) <= room(width);
        let text = if fits { column.head.clone() } else { stacked(&column.head) };
        *place += 1;
        Cell::text(text, style).spanning(1, below)
    } else {
        Cell::text(&column.head, style).spanning(leaves, 1)
    };
    if let Some(row) = rows.get_mut(level) {
        row.cells.push(cell);
    }
    for column in &column.columns {
        head(column, level + 1, place, plan, rows);
    }
}

/// Of each total row and column: the lines that plainly add up to it.
fn sums(filled: &report::Grid) -> Vec<Vec<Option<(usize, usize)>>> {
    let counted = |row: &report::Row, column: usize| match row.figures.get(column) {
        Some(Figure::Counted { value: Value::Count(count), .. }) => Some(*count),
        _ => None,
    };
    let mut sums = Vec::new();
    for total in filled.rows.iter() {
        let mut lines = filled
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.section == total.section && row.role == Role::Line)
            .map(|(place, _)| place);
        let span = match (total.role, lines.next()) {
            (Role::Total, Some(first)) => Some((first, lines.next_back().unwrap_or(first))),
            _ => None,
        };
        sums.push(match span {
            None => Vec::new(),
            Some((first, last)) => (0..total.figures.len())
                .map(|column| {
                    let rows = filled.rows.get(first..=last).unwrap_or_default();
                    let sum: u64 = rows.iter().filter_map(|row| counted(row, column)).sum();
                    counted(total, column).filter(|whole| *whole == sum).map(|_| (first, last))
                })
                .collect(),
        });
    }
    sums
}

/// What the names of a section's rows are.
#[derive(Clone, Copy)]
enum Names {
    /// Of people: a character that no font has is told by name.
    People,
    /// 本季, 累计: centred.
    Short,
    /// Of organizations and items: left.
    Long,
}

struct Desk {
    filled: Arc<report::Grid>,
    style: TextStyle,
    decimals: Vec<u32>,
    /// Of each section.
    names: Vec<Names>,
    numbered: bool,
    sums: Vec<Vec<Option<(usize, usize)>>>,
}

impl Desk {
    fn row(&self, place: usize) -> Option<Row> {
        let row = self.filled.rows.get(place)?;
        let head = TextStyle::HEADER.sized(self.style.size);
        let next = self.filled.rows.get(place + 1);
        let before_total = next.is_some_and(|next| next.role == Role::Total);
        let mut cells = Vec::new();
        match row.role {
            Role::Section => {
                let name = TextStyle { align: Align::Left, ..head };
                let all = self.decimals.len() + 1;
                if self.numbered {
                    cells.push(Cell::text(&row.number, head));
                    cells.push(Cell::text(&row.name, name).spanning(all, 1));
                } else {
                    let words = format!("{}　{}", row.number, row.name);
                    cells.push(Cell::text(words.trim_start_matches('　'), name).spanning(all, 1));
                }
                return Some(Row { cells, height: ROW, with_next: true });
            }
            Role::Total => {
                let across = 1 + usize::from(self.numbered);
                cells.push(Cell::text(&row.name, head).spanning(across, 1));
            }
            Role::Line => {
                if self.numbered {
                    let number =
                        row.number.parse().map_or_else(|_| Inline::Text(row.number.clone()), Inline::Count);
                    cells.push(Cell::new(number, self.centred()));
                }
                let text = row.name.clone();
                cells.push(match self.names.get(row.section) {
                    Some(Names::People) => Cell::new(Inline::Name(text), self.centred()),
                    Some(Names::Short) => Cell::text(text, self.centred()),
                    Some(Names::Long) | None => left(Inline::Text(text), self.style),
                });
            }
        }
        let sums = self.sums.get(place);
        for (column, figure) in row.figures.iter().enumerate() {
            let sum = sums.and_then(|sums| sums.get(column).copied().flatten());
            let decimals = self.decimals.get(column).copied().unwrap_or(2);
            cells.push(Cell::new(inline(figure, decimals, sum), self.centred()));
        }
        Some(Row { cells, height: ROW, with_next: row.role == Role::Line && before_total })
    }

    fn centred(&self) -> TextStyle {
        TextStyle { align: Align::Center, ..self.style }
    }
}

fn inline(figure: &Figure, decimals: u32, sum: Option<(usize, usize)>) -> Inline {
    let value = match figure {
        Figure::ByHand => return Inline::Empty,
        Figure::NotRecorded | Figure::Omitted => &Value::Unknown,
        Figure::Counted { value, .. } => value,
    };
    match value {
        Value::Count(value) => match sum {
            Some(rows) => Inline::Sum { value: *value, rows },
            None => Inline::Count(*value),
        },
        Value::Share { part, whole } => Inline::Percent { share: Share::new(*part, *whole), decimals },
        Value::Number(numerator, denominator) if *denominator != 0 => {
            Inline::Decimal { value: Fraction::new(*numerator, *denominator), decimals }
        }
        Value::Words(words) => Inline::Text(words.clone()),
        Value::Number(..) | Value::Unknown => Inline::Text(DASH.to_owned()),
    }
}
