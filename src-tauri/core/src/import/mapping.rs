//! 对照文件: how a clerk names the columns of an unusual sheet.
//!
//! ```toml
//! sheet = "Sheet1"      # only this sheet; may be left out
//! header_row = 3        # the last row of the header, as the spreadsheet counts; may be left out
//!
//! [columns]
//! "同志姓名" = "姓名"     # header text = official word of the import
//! "组织" = "所在党支部"
//! "职务" = "忽略"        # a column that would be recognised, but must not be read
//!
//! [sheets."在职"]        # of one sheet only, and stronger than the above
//! header_row = 4
//! columns = { C = "姓名" }   # by the letters over the column
//!
//! [sheets."草稿"]
//! skip = true
//! ```

use std::{collections::BTreeMap, path::Path};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{header::key, workbook::column_letters};
use crate::{Error, Result, files, text};

/// Largest mapping file, in bytes.
const MAX_BYTES: u64 = 100_000;
/// The word for a column that must not be read.
pub const IGNORE: &str = "忽略";

/// How a clerk names columns: a mapping file, or what was chosen on a screen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Only the sheet of this name is read.
    pub sheet: Option<String>,
    /// The last row of the header, as the spreadsheet counts.
    pub header_row: Option<u32>,
    /// Official word by header text.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// What holds for one sheet, by its name.
    #[serde(default)]
    pub sheets: BTreeMap<String, SheetMapping>,
}

/// What holds for one sheet only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetMapping {
    /// The sheet is not read.
    #[serde(default)]
    pub skip: bool,
    /// The last row of its header, as the spreadsheet counts.
    pub header_row: Option<u32>,
    /// Official word by the letters over a column: where two columns have the same header.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// Refused when it is no such file; storage errors.
    pub fn read(path: &Path) -> Result<Self> {
        let metadata = std::fs::metadata(path).map_err(|error| files::io_error(path, "读取", &error))?;
        if metadata.len() > MAX_BYTES {
            return Err(Error::refused("对照文件太大，不像是对照文件").hint(HINT));
        }
        let text = std::fs::read_to_string(path).map_err(|error| files::io_error(path, "读取", &error))?;
        toml::from_str(&text).map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| {
                text.get(..span.start).map_or(1, |before| before.matches('\n').count() + 1)
            });
            Error::refused(format!("对照文件第 {line} 行写得不对")).hint(HINT).cause(error.message())
        })
    }

    /// The official word that the mapping gives to a column of a sheet, by its place or one of its keys.
    pub(super) fn name_of(&self, sheet: &str, column: usize, keys: &[String]) -> Option<&str> {
        let placed = self.of_sheet(sheet).and_then(|own| {
            let letters = column_letters(column);
            own.columns.iter().find(|(written, _)| written.trim().eq_ignore_ascii_case(&letters))
        });
        let by_text = || self.columns.iter().find(|(text, _)| keys.contains(&key(text)));
        placed.or_else(by_text).map(|(_, name)| name.as_str())
    }

    /// The last row of a sheet's header, where the clerk names it.
    pub(super) fn header_row_of(&self, sheet: &str) -> Option<u32> {
        self.of_sheet(sheet).and_then(|own| own.header_row).or(self.header_row)
    }

    /// Whether a sheet is to be read.
    pub(super) fn reads(&self, sheet: &str) -> bool {
        let wanted = self.sheet.as_deref().is_none_or(|wanted| same_sheet(wanted, sheet));
        wanted && self.of_sheet(sheet).is_none_or(|own| !own.skip)
    }

    fn of_sheet(&self, sheet: &str) -> Option<&SheetMapping> {
        self.sheets.iter().find(|(name, _)| same_sheet(name, sheet)).map(|(_, own)| own)
    }

    /// Every column that is named, as the clerk wrote it, with its word.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.sheets.values().flat_map(|sheet| &sheet.columns);
        self.columns.iter().chain(own).map(|(text, name)| (text.as_str(), name.as_str()))
    }

    /// Every sheet that is named.
    pub(super) fn named_sheets(&self) -> impl Iterator<Item = &str> {
        self.sheet.iter().chain(self.sheets.keys()).map(String::as_str)
    }
}

/// How to write one.
pub const HINT: &str =
    "对照文件是 TOML 文本，例如：[columns] 一行，下面每行写 \"表头文字\" = \"姓名\"；不要的列写 \"忽略\"。";

/// Whether two texts name one sheet.
pub(super) fn same_sheet(one: &str, other: &str) -> bool {
    text::squeeze(one) == text::squeeze(other)
}
