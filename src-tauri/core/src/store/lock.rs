//! Who has the office open. SQLite itself orders the operations of two programs; what it cannot
//! guard is a file being put in another's place (restore, migration) while somebody works in it.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
    thread::sleep,
    time::Duration,
};

use crate::{Error, ErrorCode, Result, files::io_error};

/// How often, and how far apart, a lock is asked for before the clerk hears of it. Others hold it
/// for moments without meaning to: opening sweeps alone, and a process that is just being started
/// shares its parent's locks until it runs.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Held while an office is open; the system takes it back when the program dies.
pub struct Lock(#[allow(dead_code, reason = "held, never read")] File);

impl Lock {
    /// For working in the office: others may too.
    ///
    /// # Errors
    /// Storage, when somebody restores or migrates it just now.
    pub fn shared(folder: &Path) -> Result<Self> {
        Self::patiently(file(folder)?, File::try_lock_shared)
    }

    /// For making, restoring or migrating the office: nobody else may have it open.
    ///
    /// # Errors
    /// Storage, when somebody has it open.
    pub fn exclusive(folder: &Path) -> Result<Self> {
        Self::patiently(file(folder)?, File::try_lock)
    }

    /// As [`Lock::exclusive`], without waiting; none when somebody has it open.
    pub fn exclusive_now(folder: &Path) -> Option<Self> {
        let file = file(folder).ok()?;
        file.try_lock().is_ok().then_some(Self(file))
    }

    /// Whether `path` lies in the folder of an office.
    pub fn stand_beside(path: &Path) -> bool {
        path.with_file_name(FILE).exists()
    }

    fn patiently(file: File, lock: impl Fn(&File) -> Result<(), TryLockError>) -> Result<Self> {
        for _ in 0..TRIES {
            match lock(&file) {
                Err(TryLockError::WouldBlock) => sleep(PAUSE),
                // A file system without locks: SQLite's own locks still order the operations.
                Ok(()) | Err(TryLockError::Error(_)) => return Ok(Self(file)),
            }
        }
        Err(Error::new(ErrorCode::Storage, "台账正被另一个程序打开，本次操作未进行")
            .hint("请关闭其他已打开的先锋台账窗口后重试。"))
    }
}

/// Stands in the folder of every office.
const FILE: &str = "office.lock";

fn file(folder: &Path) -> Result<File> {
    let path = folder.join(FILE);
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|error| io_error(&path, "打开", &error))
}
