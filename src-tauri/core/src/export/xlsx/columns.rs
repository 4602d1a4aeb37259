//! The columns of a sheet: the edges of all its grids laid over each other, so that every grid
//! keeps its widths and cells merge over what lies between.

use crate::{
    documents::{Block, Section},
    export::layout::{POINTS, Shape},
};

/// Edges nearer than this (points) are one: no sliver of a column stands between two grids.
const NEAR: f32 = 2.0;
/// Points of a pixel, the step of a column's width.
const PIXEL: f32 = 0.75;

/// Left edges of a sheet's columns and the right edge of the last, in points.
pub(super) struct Columns {
    edges: Vec<f32>,
}

impl Columns {
    pub(super) fn of(section: &Section) -> Self {
        let width = section.paper.text_width() * POINTS;
        let mut edges = vec![0.0, width];
        for block in &section.blocks {
            if let Block::Grid(grid) = block {
                edges.extend(Shape::new(grid, width).edges);
            }
        }
        if edges.len() == 2 {
            for block in &section.blocks {
                if let Block::Fields(fields) = block {
                    let all: f32 = fields.iter().map(|field| field.weight).sum();
                    let mut right = 0.0;
                    for field in fields {
                        right += field.weight / all.max(f32::EPSILON) * width;
                        edges.push(right.min(width));
                    }
                }
            }
        }
        edges.sort_by(f32::total_cmp);
        edges.dedup_by(|next, kept| *next - *kept < NEAR);
        if let Some(last) = edges.last_mut() {
            *last = width;
        }
        Self { edges }
    }

    /// How many columns.
    pub(super) fn count(&self) -> u16 {
        u16::try_from(self.edges.len().saturating_sub(1)).unwrap_or(u16::MAX).max(1)
    }

    /// Widths in pixels; rounding does not add up.
    pub(super) fn pixels(&self) -> impl Iterator<Item = u32> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page's width")]
        let pixel = |edge: f32| (edge / PIXEL).round() as u32;
        self.edges.windows(2).map(move |pair| match pair {
            [left, right] => pixel(*right) - pixel(*left),
            _ => 0,
        })
    }

    /// Left edge of a column in points.
    pub(super) fn left(&self, column: u16) -> f32 {
        self.edges.get(usize::from(column)).or(self.edges.last()).copied().unwrap_or(0.0)
    }

    /// The column that begins nearest to a place.
    pub(super) fn at(&self, x: f32) -> u16 {
        let nearest = self
            .edges
            .iter()
            .enumerate()
            .min_by(|(_, a), (_, b)| (**a - x).abs().total_cmp(&(**b - x).abs()))
            .map_or(0, |(index, _)| index);
        u16::try_from(nearest).unwrap_or(u16::MAX)
    }
}
