//! Who has the office open. SQLite itself orders the operations of two programs; what it cannot
//! guard is a file being put in another's place (restore, migration) while somebody works in it.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
};

use crate::{Error, ErrorCode, Result, files::io_error};

/// Held while an office is open; the system takes it back when the program dies.
pub struct Lock(#[allow(dead_code, reason = "held, never read")] File);

impl Lock {
    /// For working in the office: others may too.
    ///
    /// # Errors
    /// Storage, when somebody restores or migrates it just now.
    pub fn shared(folder: &Path) -> Result<Self> {
        let file = Self::file(folder)?;
        Self::held(file.try_lock_shared())?;
        Ok(Self(file))
    }

    /// For making, restoring or migrating the office: nobody else may have it open.
    ///
    /// # Errors
    /// Storage, when somebody has it open.
    pub fn exclusive(folder: &Path) -> Result<Self> {
        let file = Self::file(folder)?;
        Self::held(file.try_lock())?;
        Ok(Self(file))
    }

    fn file(folder: &Path) -> Result<File> {
        let path = folder.join("office.lock");
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| io_error(&path, "打开", &error))
    }

    fn held(answer: std::result::Result<(), TryLockError>) -> Result<()> {
        match answer {
            Err(TryLockError::WouldBlock) => {
                Err(Error::new(ErrorCode::Storage, "台账正被另一个程序打开，本次操作未进行")
                    .hint("请关闭其他已打开的先锋台账窗口后重试。"))
            }
            // A file system without locks: SQLite's own locks still order the operations.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
        }
    }
}
