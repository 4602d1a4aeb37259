//! What the window does for the screens by itself: choosing, opening and keeping files, the menu's
//! words, closing. A screen never names a path: it holds handles.

use std::path::{Path, PathBuf};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use tauri::{Manager as _, Runtime, WebviewWindow};
use tauri_plugin_dialog::{DialogExt as _, FilePath};
use xianfeng_core::{
    Error, ErrorCode, Result,
    api::{FileId, Session},
    files,
};

use crate::{closing, desk::Desk, journal, menu, served, window, wording};

/// 选择文件.
#[derive(Deserialize)]
struct Choice {
    /// The dialog's title.
    purpose: String,
    /// Without the dot.
    extensions: Vec<String>,
}

#[derive(Deserialize)]
struct OfFile {
    file: FileId,
}

#[derive(Deserialize)]
struct Copied {
    file: FileId,
    suggested_name: String,
}

#[derive(Deserialize)]
struct MayClose {
    unsaved: bool,
}

/// What the menu offers to take back and to do again.
#[derive(Deserialize)]
struct Offer {
    undo: Option<String>,
    redo: Option<String>,
}

#[derive(Deserialize)]
struct Fault {
    place: String,
}

/// Answers `shell.NAME`.
///
/// # Errors
/// Usage for an unknown name or argument; what the system refuses.
pub fn answer<R: Runtime>(window: &WebviewWindow<R>, name: &str, asked: Value) -> Result<Value> {
    let desk = window.state::<Desk>();
    match name {
        "pick_file" => pick_file(window, desk.session(), &read(asked)?),
        "open" | "print" => open(&path(&desk, asked)?),
        "reveal" => reveal(&path(&desk, asked)?),
        "save_as" => save_as(window, desk.session(), &read(asked)?).map(Value::from),
        "file_url" => {
            let OfFile { file } = read(asked)?;
            desk.session().path(&file)?;
            Ok(Value::from(served::address_of(&file)))
        }
        "out_folder" => out_folder(&desk.out_folder()),
        "choose_out_folder" => choose_out_folder(window),
        "offer" => {
            let Offer { undo, redo } = read(asked)?;
            menu::offer(window.app_handle(), undo.as_deref(), redo.as_deref());
            Ok(Value::Null)
        }
        "may_close" => {
            let MayClose { unsaved } = read(asked)?;
            closing::answered(window.app_handle(), unsaved);
            Ok(Value::Null)
        }
        "ready" => {
            window::show(window);
            Ok(Value::Null)
        }
        "fault" => {
            let Fault { place } = read(asked)?;
            journal::say(&format!("screen: {place}"));
            Ok(Value::Null)
        }
        "quit" => {
            closing::ask(window.app_handle());
            Ok(Value::Null)
        }
        _ => Err(Error::new(ErrorCode::Usage, "程序里没有这个功能，本次操作未保存")
            .hint("请重新打开程序后再试。")
            .cause("no such function of the window")),
    }
}

fn read<A: DeserializeOwned>(asked: Value) -> Result<A> {
    serde_json::from_value(asked).map_err(|error| {
        Error::new(ErrorCode::Usage, "程序内部的请求格式不对，本次操作未保存")
            .hint("请重新打开程序后再试；仍不行时，请把日志交给维护人员。")
            .cause(error)
    })
}

fn path(desk: &Desk, asked: Value) -> Result<PathBuf> {
    let OfFile { file } = read(asked)?;
    desk.session().path(&file)
}

fn pick_file<R: Runtime>(window: &WebviewWindow<R>, session: &Session, asked: &Choice) -> Result<Value> {
    let extensions: Vec<&str> = asked.extensions.iter().map(String::as_str).collect();
    let mut dialog = window.dialog().file().set_parent(window).set_title(&asked.purpose);
    if !extensions.is_empty() {
        let shown: Vec<String> = extensions.iter().map(|extension| format!("*.{extension}")).collect();
        dialog = dialog.add_filter(shown.join(" "), &extensions);
    }
    match chosen(dialog.blocking_pick_file()) {
        Some(path) => serde_json::to_value(session.hand_in(&path)?).map_err(Error::internal),
        None => Ok(Value::Null),
    }
}

/// False when the clerk chose no place: nothing was written, and nothing is wrong.
fn save_as<R: Runtime>(window: &WebviewWindow<R>, session: &Session, asked: &Copied) -> Result<bool> {
    let source = session.path(&asked.file)?;
    let dialog = window
        .dialog()
        .file()
        .set_parent(window)
        .set_title(wording::SAVE_AS)
        .set_file_name(plain_name(&asked.suggested_name));
    let Some(target) = chosen(dialog.blocking_save_file()) else { return Ok(false) };
    copy(&source, &with_extension_of(target, &source))?;
    Ok(true)
}

fn copy(source: &Path, target: &Path) -> Result<()> {
    if files::same(source, target) {
        return Ok(());
    }
    let mut from = std::fs::File::open(source).map_err(|error| files::io_error(source, "读取", &error))?;
    files::write_with(target, |file| {
        std::io::copy(&mut from, file).map(drop).map_err(|error| files::io_error(target, "写入", &error))
    })
}

/// A name that names no folder.
fn plain_name(suggested: &str) -> String {
    suggested.replace(['/', '\\', ':'], "_")
}

/// A clerk who types 名册 means 名册.xlsx.
fn with_extension_of(target: PathBuf, source: &Path) -> PathBuf {
    match (target.extension(), source.extension(), target.file_name()) {
        (None, Some(extension), Some(name)) => {
            let mut name = name.to_owned();
            name.push(".");
            name.push(extension);
            target.with_file_name(name)
        }
        _ => target,
    }
}

/// Opens a file or folder with the system's program for it.
///
/// # Errors
/// Not found when it is gone; storage when the system has no program for it.
pub fn open(path: &Path) -> Result<Value> {
    std::fs::metadata(path).map_err(|error| files::io_error(path, "打开", &error))?;
    tauri_plugin_opener::open_path(path, None::<&str>).map_err(|error| no_program(path, error))?;
    Ok(Value::Null)
}

fn reveal(path: &Path) -> Result<Value> {
    std::fs::metadata(path).map_err(|error| files::io_error(path, "打开", &error))?;
    match tauri_plugin_opener::reveal_item_in_dir(path) {
        Ok(()) => Ok(Value::Null),
        // A desk whose file manager cannot point at a file can still open the folder.
        Err(_) => open(path.parent().unwrap_or(path)),
    }
}

fn no_program(path: &Path, error: impl std::fmt::Display) -> Error {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), std::ffi::OsStr::to_string_lossy);
    Error::new(ErrorCode::Storage, format!("打不开“{name}”：这台电脑上没有能打开它的程序"))
        .hint(format!("文件在 {}，可以拷到别的电脑上打开。", path.display()))
        .cause(error)
}

fn out_folder(folder: &crate::desk::OutFolder) -> Result<Value> {
    Ok(json!({ "path": folder.path, "chosen": folder.chosen }))
}

/// Asks where papers are to be written. Null when the clerk chose nothing.
///
/// # Errors
/// Storage, when nothing can be written there.
pub fn choose_out_folder<R: Runtime>(window: &WebviewWindow<R>) -> Result<Value> {
    let desk = window.state::<Desk>();
    let mut dialog = window.dialog().file().set_parent(window).set_title(wording::OUT_FOLDER);
    let now = desk.out_folder().path;
    if now.is_dir() {
        dialog = dialog.set_directory(now);
    }
    match chosen(dialog.blocking_pick_folder()) {
        Some(folder) => out_folder(&desk.write_into(&folder)?),
        None => Ok(Value::Null),
    }
}

fn chosen(path: Option<FilePath>) -> Option<PathBuf> {
    path.and_then(|path| path.into_path().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_takes_the_kind_of_its_source_when_the_clerk_types_none() {
        for (typed, kept) in
            [("/u/名册", "/u/名册.xlsx"), ("/u/名册.xlsx", "/u/名册.xlsx"), ("/u/名册.XLSX", "/u/名册.XLSX")]
        {
            assert_eq!(with_extension_of(typed.into(), Path::new("/o/党员花名册.xlsx")), Path::new(kept));
        }
    }

    #[test]
    fn a_suggested_name_names_no_folder() {
        assert_eq!(plain_name("../../etc/名册:一.xlsx"), ".._.._etc_名册_一.xlsx");
    }

    #[test]
    fn copying_a_file_onto_itself_keeps_it_and_onto_another_replaces_it() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("一.pdf"), folder.path().join("二.pdf"));
        files::write(&one, b"paper").unwrap();
        files::write(&other, b"an older paper").unwrap();
        copy(&one, &one).unwrap();
        copy(&one, &other).unwrap();
        assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&other).unwrap());
        assert!(copy(&one, &folder.path().join("没有/三.pdf")).is_err());
    }

    #[test]
    fn a_file_that_is_gone_is_said_to_be_gone() {
        let error = open(Path::new("/nowhere/出表.pdf")).unwrap_err();
        assert!(error.message.contains("找不到文件"), "{error}");
        assert!(reveal(Path::new("/nowhere/出表.pdf")).is_err());
        let error = no_program(Path::new("/出表/统计表.pdf"), "none");
        assert!(error.message.contains("统计表.pdf") && error.hint.unwrap().contains("/出表/统计表.pdf"));
    }
}
