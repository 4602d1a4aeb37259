//! A line of fields (党支部：… 评议时间：…), shared out over the width.

use super::measure::{Lines, Measure, fit, leading};
use crate::{
    Result,
    documents::{Align, Face, Field},
};

/// 小四: a line of fields in its usual size, and the least that it shrinks to.
const SIZE: f32 = 12.0;
const SMALLEST: f32 = 9.0;
/// Space between two fields.
const BETWEEN: f32 = 6.0;
/// Space above and below.
const PAD: f32 = 3.0;

/// A field in its place.
#[derive(Debug, Clone)]
pub(crate) struct LaidField {
    /// From the text box's left, in points.
    pub x: f32,
    pub width: f32,
    pub align: Align,
    /// What the form said.
    pub field: Field,
    pub(super) lines: Lines,
}

impl LaidField {
    /// Width of its longest line and a little space, in points.
    pub(crate) fn need(&self) -> f32 {
        self.lines.ranges.iter().map(|line| self.lines.width(line)).fold(0.0, f32::max) + BETWEEN
    }

    /// Size of type after fitting.
    pub(crate) fn size(&self) -> f32 {
        self.lines.size
    }
}

/// Places fields: in their shares where they fit, else as wide as they need, else smaller, else on
/// several lines.
pub(super) fn lay(measure: &Measure<'_>, fields: &[Field], width: f32) -> Result<Vec<LaidField>> {
    let mut items = Vec::with_capacity(fields.len());
    for field in fields {
        let mut label = measure.text(&field.label, Face::FangSong)?;
        label.extend(measure.inline(&field.value, Face::FangSong)?);
        items.push(label);
    }
    let weights: f32 = fields.iter().map(|field| field.weight.max(0.0)).sum();
    let shares: Vec<f32> = fields
        .iter()
        .map(|field| if weights > 0.0 { field.weight.max(0.0) / weights * width } else { width })
        .collect();
    let mut size = SIZE;
    let widths = loop {
        let needs: Vec<f32> = items
            .iter()
            .map(|items| items.iter().map(|item| item.width(size)).sum::<f32>() + BETWEEN)
            .collect();
        if needs.iter().zip(&shares).all(|(need, share)| need <= share) {
            break shares;
        }
        let spare = width - needs.iter().sum::<f32>();
        if spare >= 0.0 {
            let count = needs.len().max(1);
            #[allow(clippy::cast_precision_loss, reason = "a few fields")]
            break needs.iter().map(|need| need + spare / count as f32).collect();
        }
        if size <= SMALLEST {
            break shares;
        }
        size -= 0.5;
    };
    let mut x = 0.0;
    let mut laid = Vec::with_capacity(fields.len());
    for ((field, items), width) in fields.iter().zip(items).zip(widths) {
        let lines = fit(items, (width - BETWEEN / 2.0).max(1.0), size, 0.0);
        laid.push(LaidField { x, width, align: field.align, field: field.clone(), lines });
        x += width;
    }
    Ok(laid)
}

/// Height of the whole line.
pub(super) fn height(fields: &[LaidField]) -> f32 {
    let text = fields.iter().map(|field| field.lines.height()).fold(leading(SIZE), f32::max);
    // Whole steps of a workbook's rows, like the rows of a grid.
    ((text + 2.0 * PAD) / 0.75).ceil() * 0.75
}
