//! Rows of a grid as laid cells: places, heights, rows too tall for a page, cells that a page's
//! end cuts.

use super::{
    measure::{Lines, Measure, POINTS, fit_evenly, leading},
    tidy::fit_tidily,
};
use crate::{
    Result,
    documents::{Align, Cell, Grid, Inline, Row, Ruling, Valign},
};

/// Space between a cell's rule and its text, left and right, in points.
pub(super) const PAD: f32 = 3.0;
/// Above and below.
pub(super) const PAD_UPRIGHT: f32 = 1.5;
/// Excel's smallest step of a row height: heights are whole steps, so that paper and workbook add
/// up to the same page.
const STEP: f32 = 0.75;

/// Columns and frame of a grid.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shape {
    /// Left edge of each column and the right edge of the last, from the text box's left.
    pub edges: Vec<f32>,
    /// Its lines.
    pub ruling: Ruling,
}

/// A cell in its place.
#[derive(Debug, Clone)]
pub(crate) struct LaidCell {
    /// First column.
    pub column: usize,
    /// Columns covered, inside the grid.
    pub across: usize,
    /// Rows covered, inside the page's part.
    pub down: usize,
    /// What the form said.
    pub cell: Cell,
    /// Its words in lines.
    pub(super) lines: Lines,
}

impl LaidCell {
    /// Size of type after fitting, in points.
    pub(crate) fn size(&self) -> f32 {
        if self.lines.items.is_empty() { self.cell.style.size } else { self.lines.size }
    }

    /// Its words, one string a line.
    pub(crate) fn each_line(&self) -> Vec<String> {
        (0..self.lines.ranges.len()).map(|line| self.lines.words(line..line + 1)).collect()
    }

    /// Whether the words take several lines.
    pub(crate) fn wraps(&self) -> bool {
        self.lines.ranges.len() > 1
    }
}

/// A row in its place.
#[derive(Debug, Clone)]
pub(crate) struct LaidRow {
    /// Number of the data row it came from; none for header rows.
    pub source: Option<usize>,
    /// Height in points.
    pub height: f32,
    /// Cells by column.
    pub cells: Vec<LaidCell>,
    /// Stays on a page with the next: asked for, or a cell reaches down.
    pub joined: bool,
    /// A cell reaches down into the next row.
    pub spanned: bool,
}

impl Shape {
    /// The columns of a grid, scaled to a text box's width in points.
    pub(crate) fn new(grid: &Grid, text_width: f32) -> Self {
        let total: f32 = grid.columns.iter().sum();
        let scale = if total > 0.0 { text_width / total } else { 0.0 };
        let mut edges = vec![0.0];
        let mut right = 0.0;
        for width in &grid.columns {
            right += width * scale;
            edges.push(right);
        }
        Self { edges, ruling: grid.ruling }
    }

    /// Number of columns.
    pub(crate) fn columns(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// Left edge of a column; the right edge of the grid for one behind the last.
    pub(crate) fn left(&self, column: usize) -> f32 {
        self.edges.get(column).or(self.edges.last()).copied().unwrap_or(0.0)
    }

    pub(super) fn width(&self, column: usize, across: usize) -> f32 {
        self.left(column + across) - self.left(column)
    }

    fn room(&self, column: usize, across: usize) -> f32 {
        (self.width(column, across) - 2.0 * PAD).max(1.0)
    }
}

/// Lays rows one after another, minding cells that reach down from above.
pub(super) struct Rows<'a> {
    measure: &'a Measure<'a>,
    shape: &'a Shape,
    /// Rows that a cell above still covers, by column.
    covered: Vec<usize>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(measure: &'a Measure<'a>, shape: &'a Shape) -> Self {
        Self { measure, shape, covered: vec![0; shape.columns()] }
    }

    /// Lays a row. One that is taller than `tallest` becomes several, its words flowing on.
    pub(super) fn lay(&mut self, row: Row, source: Option<usize>, tallest: f32) -> Result<Vec<LaidRow>> {
        let reached = self.covered.iter().any(|&rows| rows > 0);
        let cells = self.place(row.cells)?;
        let spanned = self.covered.iter().any(|&rows| rows > 0);
        let need = cells.iter().filter(|cell| cell.down == 1).map(need).fold(row.height * POINTS, f32::max);
        let height = steps(need);
        let row = LaidRow { source, height, cells, joined: row.with_next || spanned, spanned };
        if height <= tallest {
            Ok(vec![row])
        } else if reached || spanned {
            // Rows under one branch's name are not cut; the words of such a cell get smaller.
            Ok(vec![LaidRow { height: down_to_step(tallest), ..row }])
        } else {
            Ok(split(&row, tallest))
        }
    }

    fn place(&mut self, cells: Vec<Cell>) -> Result<Vec<LaidCell>> {
        let columns = self.shape.columns();
        let mut laid = Vec::with_capacity(cells.len());
        let mut cells = cells.into_iter();
        let mut column = 0;
        while column < columns {
            if let Some(rows) = self.covered.get_mut(column).filter(|rows| **rows > 0) {
                *rows -= 1;
                column += 1;
                continue;
            }
            // A row that ends early is closed with empty cells, so that its rules go on.
            let cell = cells.next().unwrap_or_else(|| Cell::new(Inline::Empty, super::EMPTY));
            let free = self.covered.iter().skip(column).take_while(|rows| **rows == 0).count();
            let (across, down) = (cell.across.clamp(1, free.max(1)), cell.down.max(1));
            for covered in self.covered.iter_mut().skip(column).take(across) {
                *covered = down - 1;
            }
            let items = self.measure.inline(&cell.content, cell.style.face)?;
            let room = self.shape.room(column, across);
            let lines = if cell.style.align == Align::Center {
                fit_evenly(items, room, cell.style.size)
            } else {
                fit_tidily(items, room, cell.style.size, cell.style.indent)
            };
            laid.push(LaidCell { column, across, down, cell, lines });
            column += across;
        }
        Ok(laid)
    }
}

fn need(cell: &LaidCell) -> f32 {
    if cell.lines.ranges.is_empty() { 0.0 } else { cell.lines.height() + 2.0 * PAD_UPRIGHT }
}

fn steps(height: f32) -> f32 {
    // A hair less than a whole step is one: millimetres do not divide evenly into points.
    ((height - 0.01) / STEP).ceil().max(1.0) * STEP
}

fn down_to_step(height: f32) -> f32 {
    (height / STEP).floor().max(1.0) * STEP
}

/// Gives cells that reach down the height they need, by making their last row taller.
pub(super) fn settle(rows: &mut [LaidRow]) {
    for end in 0..rows.len() {
        let mut missing = 0.0_f32;
        for (start, row) in rows.iter().enumerate().take(end + 1) {
            let last = rows.len() - 1;
            for cell in
                row.cells.iter().filter(|cell| cell.down > 1 && (start + cell.down - 1).min(last) == end)
            {
                let has: f32 = rows.iter().take(end + 1).skip(start).map(|row| row.height).sum();
                missing = missing.max(need(cell) - has);
            }
        }
        if missing > 0.0
            && let Some(row) = rows.get_mut(end)
        {
            row.height = steps(row.height + missing);
        }
    }
}

/// Cuts cells that reach below the last of these rows and gives what goes on in the next row. Words
/// are said again there; figures are not, lest a sum counts them twice.
pub(super) fn cut(rows: &mut [LaidRow]) -> Vec<LaidCell> {
    let count = rows.len();
    let mut rest = Vec::new();
    for (index, row) in rows.iter_mut().enumerate() {
        for cell in &mut row.cells {
            let below = (index + cell.down).saturating_sub(count);
            if below == 0 {
                continue;
            }
            cell.down -= below;
            let mut next = LaidCell { down: below, ..cell.clone() };
            if !matches!(next.cell.content, Inline::Text(_) | Inline::Name(_)) {
                (next.cell.content, next.lines) = (Inline::Empty, Lines::default());
            }
            rest.push(next);
        }
    }
    rest
}

fn split(row: &LaidRow, tallest: f32) -> Vec<LaidRow> {
    let mut parts = Vec::new();
    let lines_of = |cell: &LaidCell| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page holds few lines")]
        let lines = ((tallest - 2.0 * PAD_UPRIGHT - STEP) / leading(cell.lines.size)).floor() as usize;
        lines.max(1)
    };
    let pages = row.cells.iter().map(|cell| cell.lines.ranges.len().div_ceil(lines_of(cell))).max();
    for part in 0..pages.unwrap_or(1).max(1) {
        let cells: Vec<LaidCell> = row
            .cells
            .iter()
            .map(|cell| {
                let lines = lines_of(cell);
                let from = (part * lines).min(cell.lines.ranges.len());
                let to = (from + lines).min(cell.lines.ranges.len());
                part_of(cell, from, to, part == 0)
            })
            .collect();
        let need = cells.iter().map(need).fold(0.0, f32::max);
        // A row that was only asked to be too tall fills its page.
        let height = if pages == Some(0) || pages == Some(1) { tallest } else { need };
        parts.push(LaidRow {
            height: steps(height).min(down_to_step(tallest)),
            cells,
            joined: false,
            ..row.clone()
        });
    }
    if let Some(last) = parts.last_mut() {
        last.joined = row.joined;
    }
    parts
}

fn part_of(cell: &LaidCell, from: usize, to: usize, first: bool) -> LaidCell {
    let whole = from == 0 && to == cell.lines.ranges.len();
    let mut part = cell.clone();
    if whole && first {
        return part;
    }
    part.lines.ranges = cell.lines.ranges.get(from..to).unwrap_or_default().to_vec();
    let words = cell.lines.words(from..to);
    part.cell.content = match &cell.cell.content {
        _ if from == to => Inline::Empty,
        Inline::Name(_) => Inline::Name(words),
        Inline::Text(_) => Inline::Text(words),
        Inline::Code(_) => Inline::Code(words),
        _ if first => cell.cell.content.clone(),
        _ => Inline::Empty,
    };
    part.cell.style.valign = Valign::Top;
    if from > 0 {
        // Only the first line of the whole was indented.
        part.cell.style.indent = 0.0;
    }
    part
}
