//! People and organizations as public papers name them: 公示 and 表彰名单. Nothing that points at a
//! person beyond name, 性别, 民族 and post can stand here (`domain.md` §2 J), whatever profile is asked.

use super::{Cell, Grid, Inline, Row, Rows, Ruling, TextStyle, conventions::width, text_paper::LINE};
use crate::members::{Ethnicity, Sex};

/// Names in lists: as large as the text around them.
const NAME: TextStyle = TextStyle { indent: 0.0, ..TextStyle::RUNNING };
/// Columns of people's names.
const COLUMNS: usize = 3;
/// Space between a name and what stands beside it, in mm.
const BESIDE: f32 = 6.0;

/// 拟表彰 or 表彰对象 of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommendedList {
    /// 表彰类别.
    pub kind: String,
    /// 名 or 个.
    pub measure: String,
    /// In the order of the paper.
    pub entries: Vec<Commended>,
}

/// Who is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Commended {
    /// 党组织, by its full name.
    Organization(String),
    /// 党员.
    Member {
        /// 姓名.
        name: String,
        /// 性别; women are marked.
        sex: Option<Sex>,
        /// 民族; others than 汉族 are marked.
        ethnicity: Option<Ethnicity>,
        /// 单位职务.
        post: Option<String>,
    },
}

impl CommendedList {
    /// 2名.
    pub(super) fn count(&self) -> String {
        format!("{}{}", self.entries.len(), self.measure)
    }

    /// 优秀共产党员（2名）.
    pub(super) fn heading(&self) -> String {
        format!("{}（{}）", self.kind, self.count())
    }

    /// Width of its widest name in mm.
    pub(super) fn widest(&self) -> f32 {
        self.entries.iter().map(|entry| width(&entry.shown(), NAME.size)).fold(0.0, f32::max)
    }

    /// Names with posts, one a line, posts beginning behind the widest name of the paper: for 公示.
    pub(super) fn with_posts(&self, widest: f32) -> Grid {
        // Two characters in, as a paragraph.
        let indent = 2.0 * NAME.size * 0.3528;
        let room = super::Paper::A4.text_width() - indent;
        let beside = self.entries.iter().any(|entry| entry.post().is_some());
        let columns = if beside {
            let names = (widest + BESIDE).clamp(30.0, room * 0.42);
            vec![indent, names, room - names]
        } else {
            vec![indent, room]
        };
        let row = |entry: &Commended| {
            let mut cells = vec![empty(), Cell::new(entry.named(), NAME)];
            if beside {
                cells.push(entry.post().map_or_else(empty, |post| Cell::text(post, NAME)));
            }
            Row { cells, height: LINE, with_next: false }
        };
        grid(columns, Rows::list(self.entries.iter().map(row).collect()))
    }

    /// Names alone: organizations one a line, people in three columns, read line by line; a name too
    /// wide for its column takes two. For 表彰名单.
    pub(super) fn in_columns(&self) -> Grid {
        let people = self.entries.iter().any(|entry| matches!(entry, Commended::Member { .. }));
        let (count, style) = if people {
            (COLUMNS, NAME)
        } else {
            (1, TextStyle { indent: TextStyle::RUNNING.indent, ..NAME })
        };
        #[allow(clippy::cast_precision_loss, reason = "three columns")]
        let column = super::Paper::A4.text_width() / count as f32;
        let mut rows: Vec<Row> = Vec::new();
        let mut free = 0;
        for entry in &self.entries {
            let need = width(&entry.shown(), NAME.size) + BESIDE;
            let mut across = 1;
            let mut room = column;
            while room < need && across < count {
                across += 1;
                room += column;
            }
            if across > free {
                close(rows.last_mut(), free);
                rows.push(Row { cells: Vec::new(), height: LINE, with_next: false });
                free = count;
            }
            if let Some(row) = rows.last_mut() {
                row.cells.push(Cell::new(entry.named(), style).spanning(across, 1));
            }
            free -= across;
        }
        close(rows.last_mut(), free);
        grid(vec![column; count], Rows::list(rows))
    }
}

/// Fills a row up with empty cells.
fn close(row: Option<&mut Row>, free: usize) {
    if let Some(row) = row {
        row.cells.extend(std::iter::repeat_with(empty).take(free));
    }
}

fn grid(columns: Vec<f32>, rows: Rows) -> Grid {
    Grid { columns, header: Vec::new(), rows, ruling: Ruling::None }
}

fn empty() -> Cell {
    Cell::new(Inline::Empty, NAME)
}

impl Commended {
    /// As the paper names it: 王　磊（女，回族）.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Organization(name) => name.clone(),
            Self::Member { name, sex, ethnicity, .. } => {
                let marks: Vec<&str> = [
                    sex.filter(|sex| *sex == Sex::Female).map(Sex::label),
                    ethnicity.filter(|ethnicity| ethnicity.is_minority()).map(Ethnicity::name),
                ]
                .into_iter()
                .flatten()
                .collect();
                let marks =
                    if marks.is_empty() { String::new() } else { format!("（{}）", marks.join("，")) };
                format!("{}{marks}", spread(name))
            }
        }
    }

    fn named(&self) -> Inline {
        match self {
            Self::Organization(name) => Inline::Text(name.clone()),
            Self::Member { .. } => Inline::Name(self.shown()),
        }
    }

    fn post(&self) -> Option<&str> {
        match self {
            Self::Organization(_) => None,
            Self::Member { post, .. } => post.as_deref(),
        }
    }
}

/// A name of two characters takes the room of three: 王　磊.
pub(super) fn spread(name: &str) -> String {
    let mut characters = name.chars();
    match (characters.next(), characters.next(), characters.next()) {
        (Some(first), Some(second), None) => format!("{first}　{second}"),
        _ => name.to_owned(),
    }
}
