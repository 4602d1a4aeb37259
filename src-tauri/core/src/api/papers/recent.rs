//! 最近导出: which files were written last, and for what. A list of this PC beside the office file, no
//! record of the office: no undo, no history, no personal data (names of files hold none).

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Result,
    api::{
        ExportRequest, PaperRequest,
        session::{FileHandle, Sitting},
    },
};

/// The list beside the office file.
const FILE: &str = "recent-exports.json";
/// How many are remembered.
const MOST: usize = 30;

/// A file that was exported.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecentExport {
    /// Its name.
    pub name: String,
    /// When, in local time.
    #[schemars(with = "String")]
    pub exported_at: NaiveDateTime,
    /// What was asked: to export it once more.
    pub paper: PaperRequest,
    /// To open it; null when it was moved or deleted since.
    pub file: Option<FileHandle>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    path: PathBuf,
    exported_at: NaiveDateTime,
    paper: PaperRequest,
}

/// What was exported last, newest first.
pub fn list(sitting: &mut Sitting) -> Result<Vec<RecentExport>> {
    let entries = read(sitting.office()?.folder());
    Ok(entries
        .into_iter()
        .map(|entry| RecentExport {
            name: entry.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            exported_at: entry.exported_at,
            paper: entry.paper,
            file: sitting.files.add(&entry.path).ok(),
        })
        .collect())
}

/// Remembers what an export wrote. The files are written by then: a list that cannot be kept is no
/// reason to say otherwise.
pub fn note(sitting: &Sitting, asked: &ExportRequest, files: &[PathBuf]) {
    let Ok(office) = sitting.office() else { return };
    let mut entries = read(office.folder());
    entries.retain(|entry| !files.contains(&entry.path));
    let exported_at = office.clock().now();
    let new = files.iter().map(|path| Entry { path: path.clone(), exported_at, paper: asked.paper.clone() });
    entries.splice(0..0, new);
    entries.truncate(MOST);
    if let Ok(json) = serde_json::to_vec(&entries) {
        let _ = crate::files::write(&office.folder().join(FILE), &json);
    }
}

/// A list that cannot be read is an empty one.
fn read(folder: &Path) -> Vec<Entry> {
    let json = std::fs::read(folder.join(FILE)).unwrap_or_default();
    serde_json::from_slice(&json).unwrap_or_default()
}
