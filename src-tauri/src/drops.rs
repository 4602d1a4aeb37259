//! Files dropped on the window: handed in, then told to the screens as the event `dropped`.

use std::path::PathBuf;

use tauri::{AppHandle, Emitter as _, Manager as _, Runtime};
use xianfeng_core::api::FileHandle;

use crate::{desk::Desk, journal};

/// Takes the dropped files in. Folders are passed over: no screen reads one.
pub fn taken<R: Runtime>(app: &AppHandle<R>, paths: Vec<PathBuf>) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        let handles = handed_in(&app.state::<Desk>(), &paths);
        if !handles.is_empty() {
            let _ = app.emit("dropped", handles);
        }
    });
}

fn handed_in(desk: &Desk, paths: &[PathBuf]) -> Vec<FileHandle> {
    let files = paths.iter().filter(|path| path.is_file());
    files
        .filter_map(|path| {
            desk.session().hand_in(path).inspect_err(|error| journal::failed("drop", error)).ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropped_files_become_handles_and_folders_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let desk = crate::desk::tests::in_folder(folder.path());
        let book = folder.path().join("党员花名册.xlsx");
        xianfeng_core::files::write(&book, b"PK").unwrap();
        let handles = handed_in(&desk, &[book.clone(), folder.path().to_owned(), folder.path().join("无")]);
        assert_eq!(
            handles.iter().map(|handle| handle.name.as_str()).collect::<Vec<_>>(),
            ["党员花名册.xlsx"]
        );
        assert_eq!(desk.session().path(&handles[0].id).unwrap(), book);
    }
}
