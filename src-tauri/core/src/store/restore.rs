//! 恢复备份. Works when the office file cannot be opened, or is gone: the backup is copied beside,
//! opened by the real opener and checked there; then the old file is kept aside and the copy takes
//! its place.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
};

use chrono::NaiveDateTime;

use super::{
    FILE, backup,
    history::{Entry, OperationKind, operate},
    open, verify,
};
use crate::{
    Error, ErrorCode, Result,
    clock::Clock,
    files::{io_error, sync_folder},
    progress::Progress,
};

/// How the name of an office file begins that was put aside.
pub const ASIDE: &str = "office-";

/// What SQLite writes beside a file: the write-ahead log and its index.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// Puts the office of `backup_path` in the place of `office_file`. The caller holds the office's
/// exclusive lock. The old file stays in the folder under a dated name.
///
/// # Errors
/// Refused when the backup does not pass its check; newer or damaged file; storage errors;
/// cancelled. The office is as it was then.
pub fn restore(
    office_file: &Path,
    backup_path: &Path,
    clock: Clock,
    actor: Option<&str>,
    progress: &dyn Progress,
) -> Result<()> {
    open::inspect(backup_path).map_err(|error| match error.code {
        ErrorCode::Damaged => unusable().cause(error),
        _ => error,
    })?;
    let folder = office_file.parent().unwrap_or(Path::new("."));
    let scratch = tempfile::Builder::new()
        .prefix(backup::HALF_MADE)
        .tempdir_in(folder)
        .map_err(|error| io_error(folder, "写入", &error))?;
    let copy = scratch.path().join(FILE);
    progress.step("读取备份", 0, 1)?;
    copy_file(backup_path, &copy)?;
    // A file that was kept aside after a crash has its last operations still in its log.
    let log = companion(backup_path, "-wal");
    if log.exists() {
        copy_file(&log, &companion(&copy, "-wal"))?;
    }
    check_and_note(&copy, clock, actor, progress).map_err(|error| match error.code {
        ErrorCode::Damaged => unusable().cause(error),
        _ => error,
    })?;
    File::open(&copy).and_then(|file| file.sync_all()).map_err(|error| io_error(&copy, "写入", &error))?;
    set_aside(office_file, clock.now())?;
    std::fs::rename(&copy, office_file).map_err(|error| io_error(office_file, "写入", &error))?;
    sync_folder(folder);
    Ok(())
}

/// A broken chain or a wrong fact does not stop a restore: it may be the only copy there is. The
/// history then says so.
fn check_and_note(copy: &Path, clock: Clock, actor: Option<&str>, progress: &dyn Progress) -> Result<()> {
    let mut connection = open::open(copy, |_| Ok(()))?;
    let found = verify::verify(&connection, clock.today(), progress)?;
    if found.findings.iter().any(|finding| finding.kind == verify::INTEGRITY) {
        return Err(unusable());
    }
    let errors = found.findings.iter().filter(|finding| finding.level == verify::Level::Error).count();
    operate(&mut connection, clock, |change| {
        let last = super::history::head(change)?.map_or(0, |(id, _)| id.0);
        let checked =
            if errors == 0 { "核验通过".to_owned() } else { format!("核验发现 {errors} 类错误") };
        change.describe(format!("恢复到第 {last} 项操作之后；{checked}"));
        let actor = actor.map(str::to_owned);
        Ok(((), Entry { kind: OperationKind::Note, name: "恢复备份".to_owned(), target: None, actor }))
    })?;
    open::close_whole(connection)
}

fn unusable() -> Error {
    Error::new(ErrorCode::Damaged, "这份备份已损坏或不是数据文件，没有恢复，现有台账没有改动")
        .hint("请换一份更早的备份再试；自动备份在台账文件夹的 backups 里。")
}

/// Keeps the office file and its log under another name, whatever state they are in. An office that
/// was closed keeps its own name too, so that the restored one takes its place in one step and the
/// folder is never without an office. The log of one that was not goes with its file: left behind,
/// it would be played into the file that comes next.
fn set_aside(office_file: &Path, now: NaiveDateTime) -> Result<()> {
    let folder = office_file.parent().unwrap_or(Path::new("."));
    let aside = free_aside(folder, now);
    let closed = !companions(office_file).any(|companion| companion.exists());
    // A stick's file system may know no second names.
    if closed && std::fs::hard_link(office_file, &aside).is_ok() {
        sync_folder(folder);
        return Ok(());
    }
    for suffix in std::iter::once("").chain(COMPANIONS) {
        let from = companion(office_file, suffix);
        if from.exists() {
            let to = companion(&aside, suffix);
            std::fs::rename(&from, &to).map_err(|error| io_error(&from, "移开", &error))?;
        }
    }
    sync_folder(folder);
    Ok(())
}

fn free_aside(folder: &Path, now: NaiveDateTime) -> PathBuf {
    backup::free_name(folder, &format!("{ASIDE}{}-恢复前", backup::stamp(now)), "db")
}

fn companion(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// The files that SQLite writes beside `path`.
pub fn companions(path: &Path) -> impl Iterator<Item = PathBuf> {
    COMPANIONS.iter().map(|suffix| companion(path, suffix))
}

/// Whether an office file, or something left of one, stands at `path`.
pub fn anything_at(path: &Path) -> bool {
    path.exists() || companions(path).any(|companion| companion.exists())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    let mut source = File::open(from).map_err(|error| io_error(from, "读取", &error))?;
    let mut target = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(to)
        .map_err(|error| io_error(to, "写入", &error))?;
    std::io::copy(&mut source, &mut target).map_err(|error| io_error(from, "复制", &error))?;
    Ok(())
}
