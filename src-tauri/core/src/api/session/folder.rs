//! The folder of one sitting: papers on their way to the clerk, files on their way in. It holds
//! personal data, so it goes away at the end, and what a killed program left goes away at the next
//! start.

use std::{
    fs::{File, OpenOptions},
    path::{Path, PathBuf},
};

use crate::{Result, files::io_error};

const PREFIX: &str = "xianfeng-sitting-";
/// Held while the sitting lives: what tells a folder in use from one left behind.
const LOCK: &str = "in-use";

/// A folder under the system's temporary one that only this user may enter. Gone when dropped.
#[derive(Debug)]
pub struct SittingFolder {
    folder: tempfile::TempDir,
    _lock: File,
}

impl SittingFolder {
    /// Makes the folder, and takes away those that killed programs left.
    ///
    /// # Errors
    /// Storage errors.
    pub fn new() -> Result<Self> {
        Self::new_in(&std::env::temp_dir())
    }

    fn new_in(place: &Path) -> Result<Self> {
        sweep(place);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir_in(place).map_err(|error| io_error(place, "写入", &error))?;
        let path = folder.path().join(LOCK);
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| io_error(&path, "写入", &error))?;
        // A file system without locks: nothing is swept there either.
        let _ = lock.try_lock();
        Ok(Self { folder, _lock: lock })
    }

    /// Where papers are written ([`super::Places::out`]).
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// A new folder for one file that comes in, so that it keeps its own name.
    ///
    /// # Errors
    /// Storage errors.
    pub fn place_for_one(&self) -> Result<PathBuf> {
        let place = self.folder.path().join("in").join(super::unguessable()?);
        std::fs::create_dir_all(&place).map_err(|error| io_error(&place, "建立", &error))?;
        Ok(place)
    }
}

/// What cannot be taken away belongs to somebody else, or only takes room.
fn sweep(place: &Path) {
    for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
        let path = entry.path();
        let left = entry.file_name().to_string_lossy().starts_with(PREFIX)
            && OpenOptions::new().write(true).open(path.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok());
        if left {
            let _ = std::fs::remove_dir_all(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_goes_away_and_what_is_in_use_stays() {
        let place = tempfile::tempdir().unwrap();
        let living = SittingFolder::new_in(place.path()).unwrap();
        crate::files::write(&living.place_for_one().unwrap().join("名册.xlsx"), b"x").unwrap();
        let left = place.path().join("xianfeng-sitting-left");
        std::fs::create_dir(&left).unwrap();
        crate::files::write(&left.join(LOCK), b"").unwrap();
        let others = place.path().join("another-program");
        std::fs::create_dir(&others).unwrap();

        let second = SittingFolder::new_in(place.path()).unwrap();
        assert!(!left.exists() && others.exists() && living.out().parent().unwrap().exists());
        let folder = second.out().parent().unwrap().to_owned();
        drop(second);
        assert!(!folder.exists());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_enter() {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir().unwrap();
        let sitting = SittingFolder::new_in(place.path()).unwrap();
        let mode = std::fs::metadata(sitting.out().parent().unwrap()).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
}
