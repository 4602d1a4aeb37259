//! Blocks and rows fall onto pages. One walk serves counting, drawing and the workbook, so that all
//! break at the same places; a page's rows are all that is held of a grid.

use super::{
    Extent,
    fields::{self, LaidField},
    grid::{LaidRow, Rows, Shape, settle},
    measure::{Ink, Lines, Measure, POINTS, fit, fit_evenly},
    parts::heights,
    title,
};
use crate::{
    Result,
    documents::{Align, Block, Face, Section, TextStyle},
    progress::Progress,
};

/// 22 lines in 225 mm (GB/T 9704-2012 5.2.3).
const LINE: f32 = 28.99;
/// Characters of a full line of 三号 in 156 mm (GB/T 9704-2012 5.2.3): sixteen points each would be a
/// hair too wide, so that they stand a little closer.
const CHARACTERS: f32 = 28.0;
/// Lines of running text that go to a new page with the signature.
const COMPANY: usize = 2;

/// Where something stands: page of the section from 0, and points from the text box's top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    pub page: usize,
    pub y: f32,
    pub height: f32,
}

/// Running words in lines.
pub(crate) struct Words<'a> {
    pub(super) lines: &'a Lines,
    /// The lines of this page.
    pub(super) from: usize,
    pub(super) to: usize,
    pub style: TextStyle,
    /// Distance of lines in points.
    pub leading: f32,
    /// Stretches lines to the whole width.
    pub justified: bool,
}

impl Words<'_> {
    /// The words of this page, with line ends only where the layout must have them.
    pub(crate) fn text(&self) -> String {
        self.lines.words(self.from..self.to)
    }

    /// The same, one string a line.
    pub(crate) fn each_line(&self) -> Vec<String> {
        (self.from..self.to).map(|line| self.lines.words(line..line + 1)).collect()
    }

    /// Lines on this page.
    pub(crate) fn lines(&self) -> usize {
        self.to - self.from
    }

    /// Size after fitting, for a workbook: where characters stand closer than they are wide, which no
    /// cell can do, 小三 for 三号 keeps the words of a line on it whatever the desk's faces.
    pub(crate) fn size(&self) -> f32 {
        if self.closer() { self.lines.size - 1.0 } else { self.lines.size }
    }

    /// Running text of a text paper, 28 characters a line.
    pub(crate) fn closer(&self) -> bool {
        self.lines.items.iter().any(|item| item.ink != Ink::LineEnd && item.points < 0.0)
    }

    /// Goes on from the page before.
    pub(crate) fn continued(&self) -> bool {
        self.from > 0
    }
}

/// A page's part of a grid, header rows first.
pub(crate) struct Part<'a> {
    /// Number of the grid in its section.
    pub grid: usize,
    pub shape: &'a Shape,
    /// How many of the rows are header rows.
    pub head: usize,
    pub rows: Vec<LaidRow>,
    /// The grid begins, or ends, here.
    pub first: bool,
    pub last: bool,
}

/// What falls onto a page.
pub(crate) enum Band<'a> {
    Title(Words<'a>),
    Words(Words<'a>),
    Fields(&'a [LaidField]),
    Part(Part<'a>),
}

/// Takes what falls onto pages, from top to bottom.
pub(crate) trait Sink {
    fn band(&mut self, place: Place, band: Band<'_>) -> Result<()>;
}

/// Counts pages only.
pub(super) struct Nowhere;

impl Sink for Nowhere {
    fn band(&mut self, _: Place, _: Band<'_>) -> Result<()> {
        Ok(())
    }
}

/// Lets a section fall onto pages.
pub(super) fn run(
    section: &Section,
    measure: &Measure<'_>,
    sink: &mut dyn Sink,
    progress: &dyn Progress,
) -> Result<Extent> {
    let mut flow = Flow {
        measure,
        width: section.paper.text_width() * POINTS,
        bottom: section.paper.text_height() * POINTS,
        portrait: section.paper.top >= 30.0,
        sink,
        progress,
        page: 0,
        y: 0.0,
        grids: 0,
        rows: 0,
        broken: Vec::new(),
    };
    let mut kept_until = 0;
    for (index, block) in section.blocks.iter().enumerate() {
        let rest = section.blocks.get(index..).unwrap_or_default();
        if index >= kept_until {
            kept_until = index + flow.keep_with_grid(rest)?;
        }
        flow.block(block, rest.get(1..).unwrap_or_default())?;
    }
    let repeats = match flow.broken.as_slice() {
        [(grid, page)] if *page == flow.page => Some(*grid),
        _ => None,
    };
    Ok(Extent { pages: flow.page + 1, repeats, rows: flow.rows })
}

/// A section while it falls.
pub(super) struct Flow<'a> {
    pub(super) measure: &'a Measure<'a>,
    pub(super) width: f32,
    pub(super) bottom: f32,
    pub(super) portrait: bool,
    pub(super) sink: &'a mut dyn Sink,
    pub(super) progress: &'a dyn Progress,
    pub(super) page: usize,
    pub(super) y: f32,
    pub(super) grids: usize,
    pub(super) rows: usize,
    /// Grids that went over a page's end, with their last page.
    pub(super) broken: Vec<(usize, usize)>,
}

struct Laid {
    lines: Lines,
    style: TextStyle,
    leading: f32,
    after: f32,
}

impl Laid {
    fn height(&self) -> f32 {
        #[allow(clippy::cast_precision_loss, reason = "lines of one text")]
        let lines = self.lines.ranges.len() as f32;
        lines * self.leading + self.after
    }
}

impl Flow<'_> {
    pub(super) fn new_page(&mut self) {
        self.page += 1;
        self.y = 0.0;
    }

    pub(super) fn place(&self, height: f32) -> Place {
        Place { page: self.page, y: self.y, height }
    }

    fn block(&mut self, block: &Block, after: &[Block]) -> Result<()> {
        match block {
            Block::Space(height) => {
                // A page does not begin with the space that parted two blocks.
                if self.y > 0.0 || self.page == 0 {
                    self.y = (self.y + height * POINTS).min(self.bottom);
                }
                Ok(())
            }
            Block::Fields(fields) => {
                let laid = fields::lay(self.measure, fields, self.width)?;
                let height = fields::height(&laid);
                if self.y > 0.0 && self.y + height > self.bottom {
                    self.new_page();
                }
                self.sink.band(self.place(height), Band::Fields(&laid))?;
                self.y += height;
                Ok(())
            }
            Block::Grid(grid) => {
                let tail = self.tail(after)?;
                self.grid(grid, tail)
            }
            Block::AnnexMark(_) | Block::Title { .. } | Block::Text { .. } => {
                let title = matches!(block, Block::Title { .. });
                let signature = self.signature(block, after)?;
                match self.words(block)? {
                    Some(laid) => self.set(&laid, title, signature),
                    None => Ok(()),
                }
            }
        }
    }

    fn words(&self, block: &Block) -> Result<Option<Laid>> {
        Ok(match block {
            Block::AnnexMark(text) => {
                let style =
                    TextStyle { face: Face::HeiTi, align: Align::Left, ..TextStyle::HEADER.sized(16.0) };
                let lines = fit(self.measure.text(text, style.face)?, self.width, style.size, 0.0);
                // The title stands on the third line of a portrait page.
                let after = if self.portrait { LINE } else { 0.0 };
                Some(Laid { lines, style, leading: LINE, after })
            }
            Block::Title { text, size } => {
                let lines = title::lay(self.measure, text, *size, self.width)?;
                let style = TextStyle { face: Face::XiaoBiaoSong, ..TextStyle::HEADER.sized(lines.size) };
                Some(Laid { leading: lines.size * 1.5, after: lines.size * 0.35, lines, style })
            }
            Block::Text { text, style } => {
                let mut items = self.measure.text(text, style.face)?;
                let pitch = self.width / CHARACTERS;
                let mut style = *style;
                if (style.size - 0.5..style.size).contains(&pitch) {
                    items.iter_mut().for_each(|item| item.points = pitch - style.size);
                    style.indent *= pitch / style.size;
                }
                let lines = if style.align == Align::Center {
                    fit_evenly(items, self.width, style.size)
                } else {
                    fit(items, self.width, style.size, style.indent)
                };
                let leading = if style.size >= 15.0 { LINE } else { style.size * 1.5 };
                Some(Laid { lines, style, leading, after: 0.0 })
            }
            _ => None,
        })
    }

    /// Sets lines; the last of them stay on one page with a signature of this height.
    fn set(&mut self, laid: &Laid, title: bool, signature: f32) -> Result<()> {
        let count = laid.lines.ranges.len();
        let mut from = 0;
        while from < count {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of one page")]
            let room = ((self.bottom - self.y + 0.01) / laid.leading).floor().max(0.0) as usize;
            if room == 0 && self.y > 0.0 {
                self.new_page();
                continue;
            }
            let mut to = (from + room.max(1)).min(count);
            #[allow(clippy::cast_precision_loss, reason = "lines of one page")]
            let tall = |lines: usize| lines as f32 * laid.leading;
            let alone = self.y + tall(to - from) + signature > self.bottom + 0.01;
            if to == count && signature > 0.0 && alone && tall(COMPANY) + signature <= self.bottom {
                let stay = (count - from).saturating_sub(COMPANY);
                if stay == 0 && self.y > 0.0 {
                    self.new_page();
                    continue;
                }
                to = if stay == 0 { count } else { from + stay };
            }
            let mut height = tall(to - from);
            if to == count {
                height += laid.after;
            }
            let words = Words {
                lines: &laid.lines,
                from,
                to,
                style: laid.style,
                leading: laid.leading,
                justified: laid.style.align == Align::Left,
            };
            let band = if title { Band::Title(words) } else { Band::Words(words) };
            self.sink.band(self.place(height), band)?;
            self.y += height;
            from = to;
            if from < count {
                self.new_page();
            }
        }
        Ok(())
    }

    /// Height of the 署名 and date under running text, with the blank lines and the lines of 附件说明
    /// over them: no page holds a signature alone (GB/T 9704-2012 7.3.5).
    fn signature(&self, block: &Block, after: &[Block]) -> Result<f32> {
        let right = |block: &Block| matches!(block, Block::Text { style, .. } if style.align == Align::Right);
        if right(block) || !matches!(block, Block::Text { .. }) {
            return Ok(0.0);
        }
        let (mut height, mut signed) = (0.0, false);
        for block in after {
            let Some(more) = self.height(block)? else { break };
            let short = matches!(block, Block::Space(_)) || more < 1.5 * LINE;
            if !(right(block) || (short && !signed)) || height > self.bottom / 2.0 {
                break;
            }
            signed |= right(block);
            height += more;
        }
        Ok(if signed { height } else { 0.0 })
    }

    /// Height of one block; none for a grid.
    fn height(&self, block: &Block) -> Result<Option<f32>> {
        Ok(match block {
            Block::Space(height) => Some(height * POINTS),
            Block::Fields(fields) => Some(fields::height(&fields::lay(self.measure, fields, self.width)?)),
            Block::Grid(_) => None,
            other => self.words(other)?.map(|laid| laid.height()),
        })
    }

    /// Headings stay with the first rows of the grid under them. Says how many blocks were seen to.
    fn keep_with_grid(&mut self, blocks: &[Block]) -> Result<usize> {
        let mut heads = 0;
        for block in blocks {
            let is_head = match block {
                Block::Grid(_) => break,
                Block::Space(_) => heads > 0,
                Block::Text { .. } => self.words(block)?.is_none_or(|laid| laid.lines.ranges.len() <= 2),
                _ => true,
            };
            if !is_head {
                return Ok(1);
            }
            heads += 1;
        }
        let Some(Block::Grid(grid)) = blocks.get(heads) else { return Ok(blocks.len()) };
        if self.y > 0.0 && heads > 0 {
            let mut need = 0.0;
            for block in blocks.iter().take(heads) {
                need += self.height(block)?.unwrap_or(0.0);
            }
            let shape = Shape::new(grid, self.width);
            let (header, rows) = (self.header(grid, &shape)?, grid.rows.iter());
            need += heights(&header);
            let mut laying = Rows::new(self.measure, &shape);
            let mut first = Vec::new();
            for row in rows {
                let laid = laying.lay(row, None, self.bottom)?;
                let goes_on = laid.last().is_some_and(|row| row.joined);
                first.extend(laid);
                if !goes_on || heights(&first) > self.bottom {
                    break;
                }
            }
            settle(&mut first);
            need += heights(&first);
            if self.y + need > self.bottom && need <= self.bottom {
                self.new_page();
            }
        }
        Ok(heads + 1)
    }

    /// What stands under the section's last grid and should not stand alone on a page: notes and
    /// signatures.
    fn tail(&self, after: &[Block]) -> Result<f32> {
        let mut tail = 0.0;
        for block in after {
            match self.height(block)? {
                Some(height) => tail += height,
                None => return Ok(0.0),
            }
        }
        Ok(if tail > self.bottom / 2.0 { 0.0 } else { tail })
    }
}
