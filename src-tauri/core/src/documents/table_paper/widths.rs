//! How wide the columns of a table are, and how large its type: as large as fits between 9 and 10.5
//! points, heads in as few lines as fit, what is left given to names and then to all.

use super::super::Paper;
use crate::{
    Error, Result,
    statistics::{
        indicators::Value,
        layout::{Column, Layout, Orientation, PaperSize, Table},
        report::{Figure, Grid, Role},
    },
    text,
};

/// Sizes of type, lines of a head and room for names that are tried, best first.
const TRIED: [(f32, usize, f32); 10] = [
    (10.5, 1, 62.0),
    (10.5, 2, 62.0),
    (10.0, 2, 62.0),
    (9.5, 2, 62.0),
    (9.0, 2, 62.0),
    (9.0, 2, 42.0),
    (9.0, 3, 42.0),
    (9.0, 3, 26.0),
    (9.0, 4, 26.0),
    (9.0, 6, 20.0),
];
/// A point in mm.
const POINT: f32 = 0.3528;
/// What the layout keeps free beside the words of a cell, in mm.
const PAD: f32 = 2.15;
/// A column to write in by hand.
const BY_HAND: f32 = 16.0;
/// Names longer than this take several lines, in mm.
const LONGEST_NAME: f32 = 90.0;

/// What a table looks like.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Points.
    pub size: f32,
    /// 序号 (where rows are numbered), the name, then each leaf; mm.
    pub columns: Vec<f32>,
}

/// Width of words on one line, in mm.
pub(super) fn words(text: &str, size: f32) -> f32 {
    text.lines().map(|line| units(head_units(line), size)).fold(0.0, f32::max)
}

/// What a column of a width leaves for words.
pub(super) fn room(width: f32) -> f32 {
    width - PAD
}

/// A percent sign of 黑体 is as wide as a character.
fn head_units(text: &str) -> usize {
    text::units(text) + text.matches('%').count()
}

fn units(units: usize, size: f32) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "a head has a few dozen characters")]
    let characters = units as f32 / 2.0;
    characters * size * POINT
}

/// Plans a table, with its figures or (before there are any) by its heads alone.
///
/// # Errors
/// Refused when it does not fit at 9 points.
pub(super) fn plan(layout: &Layout, table: &Table, filled: Option<&Grid>, paper: Paper) -> Result<Plan> {
    let all = paper.text_width();
    let content = Content::of(layout, table, filled);
    let mut least = 0.0;
    for (size, lines, name) in TRIED {
        let columns = content.columns(table, size, lines, name);
        least = columns.iter().sum();
        if least <= all {
            return Ok(content.spread(table, Plan { size, columns }, all));
        }
    }
    let orientation = match layout.orientation {
        Orientation::Landscape => "横向",
        Orientation::Portrait => "纵向",
    };
    let (name, hint) = match (layout.paper, layout.orientation) {
        (PaperSize::A3, Orientation::Landscape) => ("A3", "请减少栏目，或把一张表分成两张。"),
        (PaperSize::A3, _) => ("A3", "请改用横向（orientation = \"横向\"），或减少栏目。"),
        (PaperSize::A4, _) => ("A4", "请改用 A3 横向（paper = \"A3\"），或减少栏目、把一张表分成两张。"),
    };
    let which = table.heading.as_ref().unwrap_or(&layout.name);
    Err(Error::refused(format!(
        "“{which}”的栏目放不下：字号小到 9 磅仍要{:.0}毫米宽，{name} 纸{orientation}只有{all:.0}毫米",
        least.ceil()
    ))
    .hint(hint))
}

/// The longest words of each column, in half-width units.
struct Content {
    number: usize,
    name: usize,
    figures: Vec<usize>,
}

impl Content {
    fn of(layout: &Layout, table: &Table, filled: Option<&Grid>) -> Self {
        let leaves = table.leaves();
        let mut content = Self { number: 2, name: 0, figures: vec![2; leaves.len()] };
        for row in filled.iter().flat_map(|grid| &grid.rows).filter(|row| row.role != Role::Section) {
            content.number = content.number.max(text::units(&row.number));
            content.name = content.name.max(text::units(&row.name));
            for ((most, figure), leaf) in content.figures.iter_mut().zip(&row.figures).zip(&leaves) {
                if let Figure::Counted { value: Value::Words(_), .. } = figure {
                    // Words may take several lines.
                    *most = (*most).max(4);
                } else if let Figure::Counted { value, .. } = figure {
                    let printed = value.printed(leaf.decimals.unwrap_or(layout.decimals));
                    *most = (*most).max(text::units(&printed));
                }
            }
        }
        content
    }

    fn columns(&self, table: &Table, size: f32, lines: usize, name: f32) -> Vec<f32> {
        let mut columns = Vec::new();
        if table.numbered {
            columns.push(units(self.number.max(4), size) + PAD);
        }
        let label = table.label_width.map(f32::from);
        columns.push(label.unwrap_or_else(|| self.name(table, size).min(name)));
        let first = columns.len();
        for (leaf, figures) in table.leaves().into_iter().zip(&self.figures) {
            let figures = units(*figures, size) + PAD;
            let least = figures.max(in_lines(&leaf.head, size, lines) + PAD);
            let by_hand = if leaf.by_hand { BY_HAND } else { 0.0 };
            columns.push(leaf.width.map_or(least.max(by_hand), f32::from));
        }
        let mut place = first;
        for column in &table.columns {
            widen(column, &mut place, &mut columns, size, lines);
        }
        columns
    }

    fn name(&self, table: &Table, size: f32) -> f32 {
        units(self.name.max(text::units(&table.label)), size) + PAD
    }

    /// Gives what is left of the page to the names, up to one line, and then to every column whose
    /// width nobody said.
    fn spread(&self, table: &Table, mut plan: Plan, all: f32) -> Plan {
        let place = usize::from(table.numbered);
        let mut left = all - plan.columns.iter().sum::<f32>();
        if table.label_width.is_none()
            && let Some(name) = plan.columns.get_mut(place)
        {
            let more = (self.name(table, plan.size).min(LONGEST_NAME) - *name).clamp(0.0, left.max(0.0));
            *name += more;
            left -= more;
        }
        let said = |index: usize| match index.checked_sub(place + 1) {
            Some(leaf) => table.leaves().get(leaf).is_some_and(|leaf| leaf.width.is_some()),
            None => index < place || table.label_width.is_some(),
        };
        let open: Vec<bool> = (0..plan.columns.len()).map(|index| !said(index)).collect();
        let mut narrow: Vec<&mut f32> =
            plan.columns.iter_mut().zip(open).filter(|(_, open)| *open).map(|(width, _)| width).collect();
        level(&mut narrow, left);
        plan
    }
}

/// Gives the narrowest columns more, until all that can be are of one width.
fn level(columns: &mut [&mut f32], mut left: f32) {
    columns.sort_by(|one, other| one.total_cmp(other));
    let mut reached = 0;
    while reached < columns.len() && left > 0.0 {
        let next = columns.get(reached + 1).map_or(f32::INFINITY, |width| **width);
        let now = columns.get(reached).map_or(0.0, |width| **width);
        #[allow(clippy::cast_precision_loss, reason = "a page has a few dozen columns")]
        let each = ((next - now).max(0.0)).min(left / (reached + 1) as f32);
        for width in columns.iter_mut().take(reached + 1) {
            **width += each;
            left -= each;
        }
        reached += 1;
    }
}

/// Width of a head broken into so many lines of about one length.
fn in_lines(head: &str, size: f32, lines: usize) -> f32 {
    if head.contains('\n') {
        return words(head, size);
    }
    let wide = head_units(head);
    // A line ends behind a whole character; one character a line is the last resort.
    let line = wide.div_ceil(lines).next_multiple_of(2);
    units(line.max(if lines > 3 { 2 } else { 4 }).min(wide), size)
}

/// A head over columns that are too narrow for it makes them wider.
fn widen(column: &Column, place: &mut usize, columns: &mut [f32], size: f32, lines: usize) {
    if column.columns.is_empty() {
        *place += 1;
        return;
    }
    let first = *place;
    for below in &column.columns {
        widen(below, place, columns, size, lines);
    }
    let under = columns.get_mut(first..*place).unwrap_or_default();
    let has: f32 = under.iter().sum();
    let need = in_lines(&column.head, size, lines.min(2)) + PAD;
    if need > has && has > 0.0 {
        under.iter_mut().for_each(|width| *width *= need / has);
    }
}
