//! Files between the screens and the office. A screen never names a path: it holds a handle that
//! cannot be guessed, for a file that the clerk chose, dropped, or had written.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Result, error::OrNotFound, files::io_error};

/// A handle: 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct FileId(pub String);

/// A file as a screen sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileHandle {
    /// What commands take.
    pub id: FileId,
    /// Its name, without folder.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// The files of one sitting. A clone is the same list: a shell hands files in and out while long work
/// holds the office.
#[derive(Debug, Default, Clone)]
pub struct Files(Arc<Mutex<HashMap<FileId, PathBuf>>>);

impl Files {
    /// Takes a file in.
    ///
    /// # Errors
    /// Storage errors: the file is not there.
    pub fn add(&self, path: &Path) -> Result<FileHandle> {
        let size = std::fs::metadata(path).map_err(|error| io_error(path, "读取", &error))?.len();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut list = self.list();
        // A file that is listed again, or written anew, keeps its handle.
        let known = list.iter().find(|(_, known)| *known == path).map(|(id, _)| id.clone());
        let id = match known {
            Some(id) => id,
            None => FileId(unguessable()?),
        };
        list.insert(id.clone(), path.to_owned());
        Ok(FileHandle { id, name, size })
    }

    /// The path behind a handle.
    ///
    /// # Errors
    /// Not found for a handle of an earlier sitting.
    pub fn path(&self, id: &FileId) -> Result<PathBuf> {
        self.list()
            .get(id)
            .cloned()
            .or_not_found(|| "这个文件已经不在手边".to_owned())
            .map_err(|error| error.hint("请重新选择文件，或重新导出。"))
    }

    fn list(&self) -> MutexGuard<'_, HashMap<FileId, PathBuf>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// 128 bits from the system, as hexadecimal digits.
///
/// # Errors
/// Internal, when the system gives none.
pub fn unguessable() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(crate::Error::internal)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
