//! Cell formats of a workbook: official font names, borders, number formats.

use rustc_hash::FxHashMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::{
    documents::{Align, Face, Valign},
    export::fonts::official_name,
};

/// How a cell shows its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shown {
    /// As it is.
    Text,
    /// As text, also after the clerk edits it: ID numbers, phones.
    Code,
    /// A number with so many places.
    Number(u32),
}

/// Where lines stand in their cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Upright {
    Top,
    Middle,
    Bottom,
    /// Over its whole height: a workbook knows no distance of lines.
    Spread,
}

/// A border's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    None,
    Thin,
    /// The frame.
    Thick,
}

/// Everything that tells two formats apart. Sizes are quarter points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub face: Face,
    pub quarters: u32,
    pub align: u8,
    pub upright: Upright,
    /// Wraps; else shrinks to its cell.
    pub wraps: bool,
    pub shown: Shown,
    /// Left, top, right, bottom.
    pub sides: [Side; 4],
}

impl Look {
    pub(super) fn new(face: Face, size: f32, align: Align, valign: Valign) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "4 to 100 points")]
        let quarters = (size.clamp(1.0, 400.0) * 4.0).round() as u32;
        Self {
            face,
            quarters,
            align: match align {
                Align::Left => 0,
                Align::Center => 1,
                Align::Right => 2,
            },
            upright: match valign {
                Valign::Top => Upright::Top,
                Valign::Middle => Upright::Middle,
                Valign::Bottom => Upright::Bottom,
            },
            wraps: true,
            shown: Shown::Text,
            sides: [Side::None; 4],
        }
    }
}

/// The formats made so far.
#[derive(Default)]
pub(super) struct Formats(FxHashMap<Look, Format>);

impl Formats {
    pub(super) fn get(&mut self, look: Look) -> &Format {
        self.0.entry(look).or_insert_with(|| make(look))
    }
}

fn make(look: Look) -> Format {
    let border = |side| match side {
        Side::None => FormatBorder::None,
        Side::Thin => FormatBorder::Thin,
        Side::Thick => FormatBorder::Medium,
    };
    let [left, top, right, bottom] = look.sides;
    let format = Format::new()
        .set_font_name(official_name(look.face))
        .set_font_size(f64::from(look.quarters) / 4.0)
        // 134: GB 2312. WPS and Excel pick a stand-in by it when the named font is missing.
        .set_font_charset(134)
        .set_align(match look.align {
            0 => FormatAlign::Left,
            1 => FormatAlign::Center,
            _ => FormatAlign::Right,
        })
        .set_align(match look.upright {
            Upright::Top => FormatAlign::Top,
            Upright::Middle => FormatAlign::VerticalCenter,
            Upright::Bottom => FormatAlign::Bottom,
            Upright::Spread => FormatAlign::VerticalDistributed,
        })
        .set_border_left(border(left))
        .set_border_top(border(top))
        .set_border_right(border(right))
        .set_border_bottom(border(bottom));
    let format = if look.wraps { format.set_text_wrap() } else { format.set_shrink() };
    match look.shown {
        Shown::Text => format,
        Shown::Code => format.set_num_format("@"),
        Shown::Number(0) => format.set_num_format("0"),
        Shown::Number(places) => format.set_num_format(format!("0.{}", "0".repeat(places as usize))),
    }
}
