//! Official papers as data: document > section > block > grid > row > cell. One module a form.
//!
//! A room of its own because three writers (PDF, workbook, HTML) must never disagree: a form
//! module turns records into a [`Document`] once, and `export/` turns it into bytes. A form holds
//! no SQL of its own beyond joining what features give, and a writer knows no form.
//!
//! Measures are millimetres; sizes of type are points; text is what stands on paper. A line end
//! (`\n`) in a title, a text or a cell starts a new line there; whatever is too wide wraps, tick
//! boxes after a word, never between a box and its word.

mod ballot_sheet;
mod briefing_record;
mod catalogue;
mod commendation_decision;
mod commendation_source;
mod commended;
mod comment_sheet;
mod conventions;
mod coverage_list;
mod desk;
mod item_summary;
mod member_columns;
pub mod member_list;
mod member_sheet;
mod nomination_summary;
mod organization_list;
mod plain_text;
mod pledge_ledger;
mod pledge_paper;
mod publicity_notice;
mod quota_table;
mod recommendation;
mod review_source;
mod roster;
pub mod table_paper;
#[cfg(test)]
mod tests;
mod text_paper;

use std::{borrow::Cow, sync::Arc};

use crate::numbers::{Fraction, Share};
pub use catalogue::{
    DateStyle, Form, Group, Made, Order, Parameter, Request, forms, make, make_all, make_checked,
    make_of_layout, takes,
};
pub use member_columns::MemberColumn;

/// A paper, ready for every writer.
#[derive(Debug, Clone)]
pub struct Document {
    /// The form's key (`statistics-table`).
    pub key: Cow<'static, str>,
    /// Title for file properties; also the stem of the file name. Holds no personal data.
    pub name: String,
    /// One after another: each starts on a new page, and is a sheet of its own in the workbook.
    pub sections: Vec<Section>,
}

/// Pages of one shape. Many copies of one ballot are many sections only when they differ: see
/// [`Section::copies`].
#[derive(Debug, Clone)]
pub struct Section {
    /// Name of the sheet in the workbook (at most 31 characters; the writer makes it unique).
    pub sheet: String,
    /// Paper and margins.
    pub paper: Paper,
    /// What stands at the foot of each page.
    pub footer: Footer,
    /// From top to bottom.
    pub blocks: Vec<Block>,
    /// Printed so many times in the PDF and HTML; a workbook holds one. Numbered copies carry
    /// 编号 1, 2, ... in place of [`Inline::CopyNumber`].
    pub copies: u32,
}

/// A sheet of paper and its margins, in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paper {
    /// Width as it lies.
    pub width: f32,
    /// Height as it lies.
    pub height: f32,
    /// Top margin.
    pub top: f32,
    /// Right margin.
    pub right: f32,
    /// Bottom margin.
    pub bottom: f32,
    /// Left margin.
    pub left: f32,
}

impl Paper {
    /// A4 portrait with the margins of GB/T 9704-2012 (`domain.md` §4).
    pub const A4: Self =
        Self { width: 210.0, height: 297.0, top: 37.0, right: 26.0, bottom: 35.0, left: 28.0 };
    /// A4 landscape for wide tables (`decisions.md` 20).
    pub const A4_LANDSCAPE: Self =
        Self { width: 297.0, height: 210.0, top: 15.0, right: 15.0, bottom: 15.0, left: 15.0 };
    /// A3 landscape for very wide tables.
    pub const A3_LANDSCAPE: Self =
        Self { width: 420.0, height: 297.0, top: 15.0, right: 15.0, bottom: 15.0, left: 15.0 };

    /// Width of the text box (版心).
    pub fn text_width(self) -> f32 {
        self.width - self.left - self.right
    }

    /// Height of the text box.
    pub fn text_height(self) -> f32 {
        self.height - self.top - self.bottom
    }
}

/// The foot of each page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Footer {
    /// Nothing: ballots.
    None,
    /// 第 x 页 共 y 页, centred: tables.
    PageOfPages,
    /// — x —, right on odd and left on even pages: text papers.
    Dashes,
}

/// Something that takes the whole width of the text box.
#[derive(Debug, Clone)]
pub enum Block {
    /// 附件1: 三号黑体 at the top left.
    AnnexMark(String),
    /// Title, centred 小标宋; broken into lines by the layout, the first shorter than the second
    /// where it can.
    Title {
        /// The words.
        text: String,
        /// 22 (二号) on portrait forms, 18 (小二) on wide tables.
        size: f32,
    },
    /// A line of fields: 党支部：… 评议时间：…, spread over the width.
    Fields(Vec<Field>),
    /// Running text: 说明, 注.
    Text {
        /// The words.
        text: String,
        /// How they look.
        style: TextStyle,
    },
    /// A table.
    Grid(Grid),
    /// Empty space of this height in mm.
    Space(f32),
}

/// A label and its value in a line of fields.
#[derive(Debug, Clone)]
pub struct Field {
    /// 党支部： with its colon.
    pub label: String,
    /// What is written after it.
    pub value: Inline,
    /// Share of the line's width, in parts.
    pub weight: f32,
    /// Where it stands in its share.
    pub align: Align,
}

/// What stands in a cell or after a label.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// Words that name a person: characters that no font has are reported with this name.
    Name(String),
    /// A count: a real number in the workbook.
    Count(u64),
    /// A number with decimals: a real number in the workbook.
    Decimal {
        /// Exact value.
        value: Fraction,
        /// Places shown.
        decimals: u32,
    },
    /// A percentage without its sign, as table columns headed "%" show it. "—" for nothing of
    /// nothing. A real number in the workbook.
    Percent {
        /// The counts behind it.
        share: Share,
        /// Places shown.
        decimals: u32,
    },
    /// A printed percentage that was adjusted (尾差调整) and no longer follows from its counts.
    Printed(String),
    /// An ID number, phone or code: text in the workbook, whatever it looks like.
    Code(String),
    /// A sum of cells of this grid's column that a clerk would check: a formula in the workbook.
    Sum {
        /// The figure.
        value: u64,
        /// First and last data row of this grid (0-based, header rows not counted), same column.
        rows: (usize, usize),
    },
    /// Tick boxes to mark by hand, each before its word: □党员 □群众代表.
    Boxes(Vec<String>),
    /// [`Inline::Boxes`] of which some are ticked already, because the record says so: ☑公示栏 □文件.
    Ticks(Vec<(String, bool)>),
    /// An empty rule to write on, so many mm long.
    Blank(f32),
    /// The copy's number, when copies are numbered.
    CopyNumber,
}

/// Horizontal placing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Left.
    #[default]
    Left,
    /// Centre.
    Center,
    /// Right.
    Right,
}

/// Vertical placing in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Valign {
    /// Top.
    Top,
    /// Middle.
    #[default]
    Middle,
    /// Bottom: the line to sign in an opinion box.
    Bottom,
}

/// A face of official paper, by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// 方正小标宋简体: titles.
    XiaoBiaoSong,
    /// 仿宋_GB2312: body.
    FangSong,
    /// 黑体: heads, first-level headings, 附件.
    HeiTi,
    /// 楷体_GB2312: second-level headings.
    KaiTi,
    /// 宋体: table text, page numbers.
    SongTi,
}

/// How running text or a cell looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// Face.
    pub face: Face,
    /// Points.
    pub size: f32,
    /// Horizontal placing.
    pub align: Align,
    /// Vertical placing in a cell.
    pub valign: Valign,
    /// First-line indent in characters.
    pub indent: f32,
}

impl TextStyle {
    /// Header of a table: 黑体 10.5, centred.
    pub const HEADER: Self =
        Self { face: Face::HeiTi, size: 10.5, align: Align::Center, valign: Valign::Middle, indent: 0.0 };
    /// Text in a table: 仿宋 10.5, left.
    pub const BODY: Self =
        Self { face: Face::FangSong, size: 10.5, align: Align::Left, valign: Valign::Middle, indent: 0.0 };
    /// Short words and figures in a table: centred.
    pub const CENTER: Self = Self { align: Align::Center, ..Self::BODY };
    /// 注 and 说明 under a table: 仿宋 10.5.
    pub const NOTE: Self = Self { valign: Valign::Top, ..Self::BODY };
    /// Running text of a paper: 仿宋 三号, indented two characters.
    pub const RUNNING: Self = Self { size: 16.0, indent: 2.0, ..Self::NOTE };

    /// The same at another size.
    #[must_use]
    pub const fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }
}

/// A table: columns in mm, header rows that repeat on every page, rows that stream.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Column widths in mm; the layout scales them to the text box when they do not add up to it.
    pub columns: Vec<f32>,
    /// Repeated on every page the grid reaches.
    pub header: Vec<Row>,
    /// The rows.
    pub rows: Rows,
    /// Its lines.
    pub ruling: Ruling,
}

/// The lines of a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// 0.5 pt, the outer frame 1.5 pt.
    Framed,
    /// 0.5 pt everywhere.
    Thin,
    /// No lines: names in columns (表彰名单).
    None,
}

/// A row: cells from left to right; a cell covers `across` columns and `down` rows. Places that a
/// cell above covers are left out, as in HTML.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Cells.
    pub cells: Vec<Cell>,
    /// Least height in mm; it grows with its text.
    pub height: f32,
    /// Kept on one page with the next row (a group's head with its first line).
    pub with_next: bool,
}

/// A cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What stands in it.
    pub content: Inline,
    /// How it looks.
    pub style: TextStyle,
    /// Columns covered.
    pub across: usize,
    /// Rows covered.
    pub down: usize,
}

impl Cell {
    /// A cell of one column and one row.
    pub fn new(content: Inline, style: TextStyle) -> Self {
        Self { content, style, across: 1, down: 1 }
    }

    /// Words in a cell.
    pub fn text(text: impl Into<String>, style: TextStyle) -> Self {
        Self::new(Inline::Text(text.into()), style)
    }

    /// A header cell.
    pub fn header(text: impl Into<String>) -> Self {
        Self::text(text, TextStyle::HEADER)
    }

    /// Covers so many columns and rows.
    #[must_use]
    pub fn spanning(mut self, across: usize, down: usize) -> Self {
        (self.across, self.down) = (across, down);
        self
    }
}

/// The rows of a grid: made anew each time they are walked, so that a list of any length needs no
/// page model (`decisions.md` 22). Rows joined by `down` must follow one another.
#[derive(Clone)]
pub struct Rows(Arc<dyn Fn() -> Box<dyn Iterator<Item = Row>> + Send + Sync>);

impl Rows {
    /// Rows made by walking `make()`.
    pub fn new<I: Iterator<Item = Row> + 'static>(make: impl Fn() -> I + Send + Sync + 'static) -> Self {
        Self(Arc::new(move || Box::new(make())))
    }

    /// A few rows, kept.
    pub fn list(rows: Vec<Row>) -> Self {
        let rows = Arc::new(rows);
        Self(Arc::new(move || {
            let rows = Arc::clone(&rows);
            Box::new((0..rows.len()).filter_map(move |index| rows.get(index).cloned()))
        }))
    }

    /// Walks the rows.
    pub fn iter(&self) -> Box<dyn Iterator<Item = Row>> {
        (self.0)()
    }
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rows")
    }
}

/// 归档版, 内部版, 公示版 (`decisions.md` 16).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Whole.
    Archive,
    /// ID numbers and phones masked.
    #[default]
    Internal,
    /// Without ID number, birth date, phone, address.
    Public,
}
