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
//! ```

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;

use super::header::key;
use crate::{Error, Result, files};

/// Largest mapping file, in bytes.
const MAX_BYTES: u64 = 100_000;
/// The word for a column that must not be read.
pub const IGNORE: &str = "忽略";

/// A mapping file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Only the sheet of this name is read.
    pub sheet: Option<String>,
    /// The last row of the header, as the spreadsheet counts.
    pub header_row: Option<u32>,
    /// Official word by header text.
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

    /// The official word that the mapping gives to one of the keys of a column.
    pub(super) fn name_of(&self, keys: &[String]) -> Option<&str> {
        self.columns.iter().find(|(text, _)| keys.contains(&key(text))).map(|(_, name)| name.as_str())
    }
}

/// How to write one.
pub(super) const HINT: &str =
    "对照文件是 TOML 文本，例如：[columns] 一行，下面每行写 \"表头文字\" = \"姓名\"；不要的列写 \"忽略\"。";
