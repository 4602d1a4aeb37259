//! One sheet: what falls onto its pages, written row by row.

use rust_xlsxwriter::{Formula, IgnoreError, Worksheet};

use super::{
    columns::Columns,
    failed,
    style::{Formats, Look, Shown, Side, Upright},
};
use crate::{
    Result,
    documents::{Align, Face, Inline, Ruling, TextStyle, Valign},
    export::layout::{Band, Extent, LaidCell, LaidField, POINTS, Part, Place, Shape, Sink, Words},
    numbers,
    progress::Progress,
};

/// Excel's tallest row, in points.
const TALLEST: f32 = 409.0;
/// So many fields on a line share one cell: between the columns of a list the last of them would
/// shrink until nobody can read it.
const CROWD: usize = 4;
/// Excel's most page breaks.
const MOST_BREAKS: usize = 1023;

/// Cells of the sheet: first and last row, first and last column.
#[derive(Clone, Copy)]
struct Region {
    rows: (u32, u32),
    columns: (u16, u16),
}

/// A sum whose rows stand below it.
struct Late {
    region: Region,
    look: Look,
    value: u64,
    rows: (usize, usize),
}

/// Hears of each page of the workbook.
#[derive(Clone, Copy)]
pub(super) struct Listener<'a> {
    pub progress: &'a dyn Progress,
    /// Pages of the sheets before this one.
    pub before: u64,
    /// Pages of all sheets.
    pub total: u64,
}

impl Listener<'_> {
    fn page(&self, page: usize) -> Result<()> {
        self.progress.step("输出", self.before + page as u64 + 1, self.total)
    }
}

/// Writes a section as it falls onto pages.
pub(super) struct Sheet<'a> {
    worksheet: &'a mut Worksheet,
    columns: &'a Columns,
    extent: Extent,
    listener: Listener<'a>,
    formats: Formats,
    /// The next row.
    row: u32,
    page: usize,
    /// How far the page is filled, in points.
    y: f32,
    breaks: Vec<u32>,
    /// Sheet row of each data row of the grid in hand.
    places: Vec<u32>,
    late: Vec<Late>,
}

impl Sink for Sheet<'_> {
    fn band(&mut self, place: Place, band: Band<'_>) -> Result<()> {
        if place.page > self.page {
            self.breaks.push(self.row);
            (self.page, self.y) = (place.page, 0.0);
        }
        let gap = place.y - self.y;
        if gap > 0.5 {
            self.rows_of(gap)?;
        }
        self.y = place.y + place.height;
        match band {
            Band::Title(words) => {
                let text = words.each_line().join("\n");
                self.words(place, &words, &text)
            }
            Band::Words(words) => {
                let indent = "　".repeat(indent_of(&words.style));
                let indented = |text: String, first: bool| match words.style.align {
                    Align::Right => format!("{text}{indent}"),
                    Align::Left | Align::Center if first => format!("{indent}{text}"),
                    Align::Left | Align::Center => text,
                };
                if !words.closer() {
                    return self.words(place, &words, &indented(words.text(), !words.continued()));
                }
                // A row a line: no cell sets several lines as far apart as the standard has them.
                let line = Place { height: words.leading, ..place };
                for (number, text) in words.each_line().into_iter().enumerate() {
                    let text = indented(text, number == 0 && !words.continued());
                    self.words(line, &words, &text)?;
                }
                Ok(())
            }
            Band::Fields(fields) => self.fields(place, fields),
            Band::Part(part) => self.part(&part),
        }
    }
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        worksheet: &'a mut Worksheet,
        columns: &'a Columns,
        extent: Extent,
        listener: Listener<'a>,
    ) -> Self {
        Self {
            worksheet,
            columns,
            extent,
            listener,
            formats: Formats::default(),
            row: 0,
            page: 0,
            y: 0.0,
            breaks: Vec::new(),
            places: Vec::new(),
            late: Vec::new(),
        }
    }

    /// Sets what is known only at the end.
    pub(super) fn finish(self) -> Result<()> {
        // A list of more than a thousand pages goes without: Excel then breaks where it likes.
        if self.breaks.len() <= MOST_BREAKS {
            self.worksheet.set_page_breaks(&self.breaks).map_err(failed)?;
        }
        let last = (self.row.max(1) - 1, self.columns.count() - 1);
        self.worksheet
            .ignore_error_range(0, 0, last.0, last.1, IgnoreError::NumberStoredAsText)
            .map_err(failed)?;
        Ok(())
    }

    /// Takes rows that are so tall together, and gives the first and last of them.
    fn rows_of(&mut self, height: f32) -> Result<(u32, u32)> {
        let first = self.row;
        let mut rest = height.max(0.75);
        while rest > 0.0 {
            let row = rest.min(TALLEST);
            self.worksheet.set_row_height(self.row, f64::from(row)).map_err(failed)?;
            self.row += 1;
            rest -= row;
        }
        Ok((first, self.row - 1))
    }

    fn words(&mut self, place: Place, words: &Words<'_>, text: &str) -> Result<()> {
        let centred = words.style.align == Align::Center;
        let rows = self.rows_of(place.height)?;
        let mut look = Look::new(words.style.face, words.size(), words.style.align, Valign::Middle);
        look.upright = match words.lines() {
            _ if words.closer() => Upright::Middle,
            // The blank line under 附件1 is part of its row.
            1 if place.height > words.leading * 1.8 => Upright::Top,
            1 => Upright::Middle,
            _ if centred => Upright::Middle,
            _ => Upright::Spread,
        };
        let region = Region { rows, columns: (0, self.columns.count() - 1) };
        self.text(region, look, text)
    }

    fn fields(&mut self, place: Place, fields: &[LaidField]) -> Result<()> {
        let rows = self.rows_of(place.height)?;
        let words = |field: &LaidField| {
            format!("{}{}", field.field.label, in_words(&field.field.value, field.size()))
        };
        if let [first, .., _] = fields
            && fields.len() >= CROWD
        {
            let text = fields.iter().map(words).collect::<Vec<_>>().join("　");
            let mut look = Look::new(Face::FangSong, first.size(), Align::Left, Valign::Middle);
            look.wraps = false;
            return self.text(Region { rows, columns: (0, self.columns.count() - 1) }, look, &text);
        }
        let mut next = 0;
        for (index, field) in fields.iter().enumerate() {
            if next >= self.columns.count() {
                break;
            }
            let last = self.last_column(next, field, fields.len() - index - 1);
            let text = words(field);
            let mut look = Look::new(Face::FangSong, field.size(), field.align, Valign::Middle);
            look.wraps = false;
            self.text(Region { rows, columns: (next, last) }, look, &text)?;
            next = last + 1;
        }
        Ok(())
    }

    /// The last column of a field that begins at `first`: where its place ends, or further when its
    /// words need more; each field after it keeps one column at least.
    fn last_column(&self, first: u16, field: &LaidField, after: usize) -> u16 {
        let end = self.columns.count() - 1;
        if after == 0 {
            return end;
        }
        let most = end.saturating_sub(u16::try_from(after).unwrap_or(end)).max(first);
        let mut last = (self.columns.at(field.x + field.width).max(first + 1) - 1).min(most);
        while last < most && self.columns.left(last + 1) - self.columns.left(first) < field.need() {
            last += 1;
        }
        last
    }

    fn part(&mut self, part: &Part<'_>) -> Result<()> {
        if part.first {
            self.places.clear();
        }
        self.listener.page(self.page)?;
        let repeated = !part.first && self.extent.repeats == Some(part.grid);
        let skipped = if repeated { part.head } else { 0 };
        let mut rows = Vec::with_capacity(part.rows.len());
        for row in part.rows.iter().skip(skipped) {
            let place = self.rows_of(row.height)?;
            if let Some(source) = row.source {
                self.places.resize(self.places.len().max(source + 1), place.0);
            }
            rows.push(place);
        }
        if part.first && self.extent.repeats == Some(part.grid) && part.head > 0 {
            let first = rows.first().map_or(0, |row| row.0);
            let last = rows.get(part.head - 1).map_or(first, |row| row.1);
            self.worksheet.set_repeat_rows(first, last).map_err(failed)?;
            self.worksheet.set_freeze_panes(last + 1, 0).map_err(failed)?;
        }
        for (index, (row, place)) in part.rows.iter().skip(skipped).zip(&rows).enumerate() {
            for cell in &row.cells {
                let last = rows.get(index + cell.down - 1).or(rows.last()).map_or(place.1, |row| row.1);
                let columns = (
                    self.columns.at(part.shape.left(cell.column)),
                    self.columns.at(part.shape.left(cell.column + cell.across)).max(1) - 1,
                );
                let region = Region { rows: (place.0, last), columns };
                let opens = part.first && index == 0;
                let closes = part.last && index + cell.down >= rows.len();
                self.cell(region, cell, sides(part.shape, cell, opens, closes), row.source.is_none())?;
            }
        }
        if part.last {
            for late in std::mem::take(&mut self.late) {
                self.sum(&late)?;
            }
        }
        Ok(())
    }

    fn cell(&mut self, region: Region, cell: &LaidCell, sides: [Side; 4], header: bool) -> Result<()> {
        let style = cell.cell.style;
        let mut look = Look {
            sides,
            // A desk's own fonts may be wider: one line stays one line.
            wraps: cell.wraps(),
            ..Look::new(style.face, cell.size(), style.align, style.valign)
        };
        match &cell.cell.content {
            // A header's figures are words: a sum over rows must not count them.
            Inline::Text(_) if header => self.text(region, look, &cell.each_line().join("\n")),
            content if header => self.text(region, look, &in_words(content, cell.size())),
            Inline::Count(value) => {
                look.shown = Shown::Number(0);
                self.number(region, look, &value.to_string())
            }
            Inline::Decimal { value, decimals } => {
                look.shown = Shown::Number(*decimals);
                self.number(region, look, &numbers::round(*value, *decimals))
            }
            Inline::Percent { share, decimals } if share.whole > 0 => {
                look.shown = Shown::Number(*decimals);
                self.number(region, look, &share.percent(*decimals))
            }
            Inline::Printed(printed) => match places(printed) {
                Some(decimals) => {
                    look.shown = Shown::Number(decimals);
                    self.number(region, look, printed)
                }
                None => self.text(region, look, printed),
            },
            Inline::Code(code) => {
                look.shown = Shown::Code;
                self.text(region, look, code)
            }
            Inline::Sum { value, rows } => {
                look.shown = Shown::Number(0);
                let sum = Late { region, look, value: *value, rows: *rows };
                if rows.1 < self.places.len() {
                    self.merge(region, look)?;
                    self.sum(&sum)
                } else {
                    // In a long list a row that is written is gone: the figure stands, a formula
                    // may replace it when its rows are known.
                    self.number(region, look, &value.to_string())?;
                    if self.extent.rows <= super::LONG {
                        self.late.push(sum);
                    }
                    Ok(())
                }
            }
            content => {
                let indent = "　".repeat(indent_of(&style));
                let words = in_words(content, cell.size());
                let text = if words.is_empty() { words } else { format!("{indent}{words}") };
                self.text(region, look, &text)
            }
        }
    }

    fn merge(&mut self, region: Region, look: Look) -> Result<()> {
        let Region { rows, columns } = region;
        if rows.0 == rows.1 && columns.0 == columns.1 {
            return Ok(());
        }
        let format = self.formats.get(look);
        self.worksheet
            .merge_range(rows.0, columns.0, rows.1, columns.1, "", format)
            .map(|_| ())
            .map_err(failed)
    }

    fn text(&mut self, region: Region, look: Look, text: &str) -> Result<()> {
        self.merge(region, look)?;
        let (row, column) = (region.rows.0, region.columns.0);
        let format = self.formats.get(look);
        let text: String = text.chars().filter(|&c| c == '\n' || !c.is_control()).collect();
        if text.is_empty() {
            self.worksheet.write_blank(row, column, format).map_err(failed)?;
        } else {
            // Never a formula, whatever the text begins with.
            self.worksheet.write_string_with_format(row, column, text, format).map_err(failed)?;
        }
        Ok(())
    }

    fn number(&mut self, region: Region, look: Look, digits: &str) -> Result<()> {
        let Ok(value) = digits.parse::<f64>() else { return self.text(region, look, digits) };
        self.merge(region, look)?;
        let format = self.formats.get(look);
        self.worksheet
            .write_number_with_format(region.rows.0, region.columns.0, value, format)
            .map_err(failed)?;
        Ok(())
    }

    /// Writes the formula into a place that is merged already.
    fn sum(&mut self, sum: &Late) -> Result<()> {
        let (Some(first), Some(last)) = (self.places.get(sum.rows.0), self.places.get(sum.rows.1)) else {
            return Ok(());
        };
        let column = rust_xlsxwriter::utility::column_number_to_name(sum.region.columns.0);
        let formula = Formula::new(format!("=SUM({column}{}:{column}{})", first + 1, last + 1))
            .set_result(sum.value.to_string());
        let format = self.formats.get(sum.look);
        self.worksheet
            .write_formula_with_format(sum.region.rows.0, sum.region.columns.0, formula, format)
            .map_err(failed)?;
        Ok(())
    }
}

fn sides(shape: &Shape, cell: &LaidCell, opens: bool, closes: bool) -> [Side; 4] {
    let side = |outer: bool| match shape.ruling {
        Ruling::Framed if outer => Side::Thick,
        Ruling::Framed | Ruling::Thin => Side::Thin,
        Ruling::None => Side::None,
    };
    [side(cell.column == 0), side(opens), side(cell.column + cell.across >= shape.columns()), side(closes)]
}

fn indent_of(style: &TextStyle) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few characters")]
    let indent = style.indent.max(0.0).round() as usize;
    indent
}

/// What a cell shows, as words; a rule to write on as underscores.
fn in_words(content: &Inline, size: f32) -> String {
    match content {
        Inline::Blank(length) => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page's width")]
            // Some faces draw a wider underscore, and LibreOffice prints an empty page beside words
            // that it had to shrink: shorter than on paper, so that they always fit.
            let count = (length.max(0.0) * POINTS / (size * 0.5) * 0.55).round() as usize;
            "_".repeat(count)
        }
        content => content.plain(),
    }
}

/// Places of a plain decimal number; none for anything else.
fn places(printed: &str) -> Option<u32> {
    let digits = printed.strip_prefix('-').unwrap_or(printed);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let number = !whole.is_empty() && whole.len() < 16 && plain(whole) && plain(fraction);
    number.then(|| u32::try_from(fraction.len()).ok()).flatten()
}
