//! The file that lies on the desk while it is imported: read once, as long as it does not change.

use std::{path::Path, sync::Arc, time::SystemTime};

use super::{super::session::Sitting, file_name};
use crate::{
    Error, Result,
    api::FileId,
    files::io_error,
    import::{
        Outcome,
        workbook::{self, Workbook},
    },
    progress::Progress,
};

/// A file that was read, and what its last check said.
pub struct ReadFile {
    file: FileId,
    stamp: Stamp,
    workbook: Arc<Workbook>,
    /// What the last check or import said.
    pub(super) outcome: Option<Arc<Outcome>>,
}

/// Tells whether a file is still the one that was read.
type Stamp = (u64, Option<SystemTime>);

fn stamp(path: &Path) -> Result<Stamp> {
    let metadata = std::fs::metadata(path).map_err(|error| io_error(path, "读取", &error))?;
    Ok((metadata.len(), metadata.modified().ok()))
}

/// The workbook of a file, with the file's name; read anew when it changed.
pub(super) fn read(
    sitting: &mut Sitting,
    file: &FileId,
    progress: &dyn Progress,
) -> Result<(Arc<Workbook>, String)> {
    let path = sitting.files.path(file)?;
    let (now, name) = (stamp(&path)?, file_name(&path));
    if let Some(known) = sitting.importing.as_ref().filter(|known| known.file == *file && known.stamp == now)
    {
        return Ok((Arc::clone(&known.workbook), name));
    }
    sitting.importing = None;
    let workbook = Arc::new(workbook::read(&path, &sitting.places.xls_reader, progress)?);
    let known = ReadFile { file: file.clone(), stamp: now, workbook: Arc::clone(&workbook), outcome: None };
    sitting.importing = Some(known);
    Ok((workbook, name))
}

/// A file that was checked, with what the check said.
///
/// # Errors
/// Refused when it was not, or has changed since.
pub(super) fn checked(sitting: &Sitting, file: &FileId) -> Result<(Arc<Workbook>, Arc<Outcome>)> {
    let again = || Error::refused("这个文件还没有检查，或检查以后改动过").hint("请重新检查这个文件。");
    let now = stamp(&sitting.files.path(file)?)?;
    let known = sitting.importing.as_ref().filter(|known| known.file == *file && known.stamp == now);
    let known = known.ok_or_else(again)?;
    let outcome = known.outcome.clone().ok_or_else(again)?;
    Ok((Arc::clone(&known.workbook), outcome))
}
