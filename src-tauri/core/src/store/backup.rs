//! 备份: verified copies through SQLite's own online copy. File names hold time and reason only.

use std::{
    fs::File,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::NaiveDateTime;
use rusqlite::{Connection, backup::StepResult};

use super::{FILE, drafts, history, lock, open, restore, thinning};
use crate::{
    Error, ErrorCode, Result,
    files::{io_error, sync_folder},
    progress::Progress,
};

/// Folder of the automatic backups, inside the office's folder.
pub const FOLDER: &str = "backups";

/// How a moment stands in a file name.
const STAMP: &str = "%Y-%m-%d-%H%M%S";
const STAMP_LENGTH: usize = "2012-03-15-120000".len();

/// Pages a step of the copy: 16 MB, so that progress moves and a stop is heard.
const PAGES: i32 = 4096;

/// Writes a verified copy of the office to `path`: beside it first, checked, then renamed. The copy
/// is one self-contained file.
///
/// # Errors
/// Refused when another kind of file stands at `path`; storage errors; cancelled. Nothing appears
/// at `path` then.
pub fn write(connection: &Connection, path: &Path, progress: &dyn Progress) -> Result<()> {
    if path.is_dir() || path.file_name().is_none() {
        return Err(Error::refused(format!("“{}”是文件夹", path.display()))
            .hint("请写明备份文件的名称，例如 台账备份.db。"));
    }
    if is_an_office(path) {
        return Err(Error::refused(format!("“{}”是一份台账，备份不能写到台账文件上", path.display()))
            .hint("请换一个文件名，最好换一个磁盘。"));
    }
    if path.exists() && open::inspect(path).is_err() {
        return Err(Error::refused(format!("“{}”已有同名文件，且不是台账备份，没有覆盖", path.display()))
            .hint("请换一个文件名。"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = beside(folder).map_err(|error| io_error(path, "备份到", &error))?;
    copy(connection, &beside, progress)?;
    beside.persist(path).map_err(|error| io_error(path, "备份到", &error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Whether an office stands at `path` or has left its log there: this one, another one, open or not.
/// A log left beside a copy would be played into it.
fn is_an_office(path: &Path) -> bool {
    restore::companions(path).any(|companion| companion.exists())
        || path.exists() && path.ends_with(FILE) && path.with_file_name(lock::FILE).exists()
}

/// How half-made files begin.
pub const HALF_MADE: &str = ".xianfeng-";

/// A file of a name of its own in `folder`, gone again unless it is put in place.
///
/// # Errors
/// Those of the file system.
pub fn beside(folder: &Path) -> std::io::Result<tempfile::TempPath> {
    Ok(tempfile::Builder::new().prefix(HALF_MADE).suffix(".tmp").tempfile_in(folder)?.into_temp_path())
}

/// Takes away what a killed program left half made: copies that never took their place. The caller
/// holds the exclusive lock, so nobody is making one now. What cannot be taken away only takes room.
pub fn sweep(office_folder: &Path) {
    for folder in [office_folder.to_owned(), office_folder.join(FOLDER)] {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(HALF_MADE) {
                let path = entry.path();
                let _ =
                    if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
            }
        }
    }
}

fn copy(connection: &Connection, path: &Path, progress: &dyn Progress) -> Result<()> {
    // One read transaction over the whole copy: what others write meanwhile stays out of it.
    let snapshot = connection.unchecked_transaction()?;
    let head = history::head(&snapshot)?;
    let mut target = open::scratch(path)?;
    {
        let backup = rusqlite::backup::Backup::new(&snapshot, &mut target)?;
        loop {
            let answer = backup.step(PAGES)?;
            let pages = backup.progress();
            let total = u64::try_from(pages.pagecount).unwrap_or(0);
            let left = u64::try_from(pages.remaining).unwrap_or(0);
            progress.step("备份", total.saturating_sub(left), total)?;
            match answer {
                StepResult::Done => break,
                StepResult::More => {}
                // Busy, Locked and whatever may come: transient by rusqlite's contract.
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
    drop(snapshot);
    progress.step("检查备份", 0, 1)?;
    let sound = first_fault(&target)?.is_none() && history::head(&target)? == head;
    // The copy carries the WAL mode of the office file; a backup is to be one file.
    open::close_whole(target)?;
    if !sound || open::inspect(path).is_err() {
        return Err(Error::new(ErrorCode::Damaged, "备份没有通过检查，没有保存")
            .hint("请用“核验”检查台账，并换一个磁盘备份。以前的备份没有改动。")
            .terminal("请用“核验”（xianfeng verify）检查台账，并换一个磁盘备份。以前的备份没有改动。"));
    }
    progress.step("检查备份", 1, 1)?;
    File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| io_error(path, "写入", &error))
}

/// The first thing SQLite's own check finds wrong; none in a sound file.
///
/// # Errors
/// Storage errors; a file too damaged to be checked.
pub fn first_fault(connection: &Connection) -> Result<Option<String>> {
    let answer: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok((answer != "ok").then_some(answer))
}

/// Backs up into the office's own folder of backups.
///
/// # Errors
/// As [`write()`].
pub fn automatic(
    connection: &Connection,
    office_folder: &Path,
    reason: &str,
    now: NaiveDateTime,
    progress: &dyn Progress,
) -> Result<PathBuf> {
    let folder = office_folder.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|error| io_error(&folder, "建立", &error))?;
    let path = free_name(&folder, &format!("{}-{reason}", now.format(STAMP)), "db");
    write(connection, &path, progress)?;
    Ok(path)
}

/// A name in `folder` that nothing has yet: two of one second are told apart by a number.
pub fn free_name(folder: &Path, stem: &str, ending: &str) -> PathBuf {
    let plain = folder.join(format!("{stem}.{ending}"));
    if !plain.exists() {
        return plain;
    }
    let mut number = 2_u64;
    loop {
        let path = folder.join(format!("{stem}-{number}.{ending}"));
        if !path.exists() {
            return path;
        }
        number += 1;
    }
}

/// `2012-03-15-120000`, for a file name.
pub fn stamp(now: NaiveDateTime) -> String {
    now.format(STAMP).to_string()
}

/// The automatic backups by their names, newest first. Files that the clerk put there are not
/// among them.
///
/// # Errors
/// Storage errors.
pub fn list(office_folder: &Path) -> Result<Vec<(NaiveDateTime, PathBuf)>> {
    let folder = office_folder.join(FOLDER);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io_error(&folder, "读取", &error)),
    };
    let mut backups = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| io_error(&folder, "读取", &error))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let when = name
            .get(..STAMP_LENGTH)
            .filter(|_| name.ends_with(".db"))
            .and_then(|stamp| NaiveDateTime::parse_from_str(stamp, STAMP).ok());
        if let Some(when) = when {
            backups.push((when, path));
        }
    }
    backups.sort_by(|left, right| right.cmp(left));
    Ok(backups)
}

/// As [`list`], with the reason that stands in the name: 关闭时, 导入前.
///
/// # Errors
/// As [`list`].
pub fn named(office_folder: &Path) -> Result<Vec<(NaiveDateTime, String, PathBuf)>> {
    let backups = list(office_folder)?.into_iter();
    Ok(backups.map(|(when, path)| (when, reason(&stem(&path)), path)).collect())
}

/// The office files that a restore put aside, in any order.
pub fn set_aside(office_folder: &Path) -> Vec<(NaiveDateTime, String, PathBuf)> {
    let entries = std::fs::read_dir(office_folder).into_iter().flatten().flatten();
    let aside = entries.filter_map(|entry| {
        let path = entry.path();
        let stem = stem(&path);
        let dated =
            stem.strip_prefix(restore::ASIDE).filter(|_| path.extension().is_some_and(|end| end == "db"))?;
        let when = NaiveDateTime::parse_from_str(dated.get(..STAMP_LENGTH)?, STAMP).ok()?;
        Some((when, reason(dated), path))
    });
    aside.collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// 导入前 of `2012-03-15-120000-导入前-2`.
fn reason(dated: &str) -> String {
    let after = dated.get(STAMP_LENGTH..).unwrap_or_default().trim_start_matches('-');
    after.split('-').next().unwrap_or_default().to_owned()
}

/// Whether records or drafts changed since the newest automatic backup that can be read. Notes (an export, a
/// look at masked numbers) make no backup due: the next one carries them.
///
/// # Errors
/// Storage errors.
pub fn is_due(connection: &Connection, office_folder: &Path) -> Result<bool> {
    let backups = list(office_folder)?;
    let newest = backups.first().map(|&(when, _)| when);
    // Several of one second have no order among them: any of them may be the last.
    for (_, path) in backups.iter().take_while(|&&(when, _)| Some(when) == newest) {
        let kept =
            open::read_only(path).and_then(|backup| Ok((history::head(&backup)?, drafts::digest(&backup)?)));
        if let Ok((Some((saved, hash)), drafts)) = kept
            && history::is_unchanged_since(connection, saved, &hash)?
            && drafts == drafts::digest(connection)?
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes away the automatic backups that are no longer needed ([`thinning::keep`]).
///
/// # Errors
/// Storage errors.
pub fn thin(office_folder: &Path, now: NaiveDateTime) -> Result<()> {
    let backups = list(office_folder)?;
    let when: Vec<NaiveDateTime> = backups.iter().map(|&(when, _)| when).collect();
    for ((_, path), stays) in backups.iter().zip(thinning::keep(&when, now)) {
        if !stays {
            std::fs::remove_file(path).map_err(|error| io_error(path, "清理", &error))?;
        }
    }
    Ok(())
}
