//! A paper as plain text: what tests read, and what a workbook's cell shows for words.

use super::{Block, Document, Inline};

impl Document {
    /// The paper as plain text: what a test reads. Cells are parted by tabs, rows by line ends.
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        for section in &self.sections {
            for block in &section.blocks {
                block.write_plain(&mut out);
            }
        }
        out
    }
}

impl Block {
    fn write_plain(&self, out: &mut String) {
        match self {
            Self::AnnexMark(text) | Self::Title { text, .. } | Self::Text { text, .. } => {
                out.push_str(text);
                out.push('\n');
            }
            Self::Fields(fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|field| format!("{}{}", field.label, field.value.plain())).collect();
                out.push_str(&fields.join("\t"));
                out.push('\n');
            }
            Self::Grid(grid) => {
                for row in grid.header.iter().cloned().chain(grid.rows.iter()) {
                    let cells: Vec<String> = row.cells.iter().map(|cell| cell.content.plain()).collect();
                    out.push_str(&cells.join("\t"));
                    out.push('\n');
                }
            }
            Self::Space(_) => {}
        }
    }
}

impl Inline {
    /// What is printed. A blank rule and a copy's number print as nothing here.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty | Self::Blank(_) | Self::CopyNumber => String::new(),
            Self::Text(text) | Self::Name(text) | Self::Printed(text) | Self::Code(text) => text.clone(),
            Self::Count(value) | Self::Sum { value, .. } => value.to_string(),
            Self::Decimal { value, decimals } => crate::numbers::round(*value, *decimals),
            Self::Percent { share, decimals } => share.percent(*decimals),
            Self::Boxes(words) => words.iter().map(|word| format!("□{word}")).collect::<Vec<_>>().join(" "),
            Self::Ticks(words) => words
                .iter()
                .map(|(word, ticked)| format!("{}{word}", if *ticked { '☑' } else { '□' }))
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}
