//! 菜单. What the screens can do is told to them as the event `menu`; what only the window can do (cut
//! and paste, size, folders, leaving) is done here.

use std::sync::{Mutex, PoisonError};

use tauri::{
    AppHandle, Emitter as _, Manager as _, Runtime, WebviewWindow,
    menu::{Menu, MenuBuilder, MenuEvent, MenuItem, PredefinedMenuItem, Submenu, SubmenuBuilder},
};

use crate::{closing, desk::Desk, dialogs, journal, window};

type Entry = (&'static str, &'static str, Option<&'static str>);
/// Between two entries.
const LINE: Entry = ("", "", None);

const FILE: &[Entry] = &[
    ("import", "导入表格…(&I)", Some("Alt+9")),
    ("backup", "备份与恢复…(&B)", None),
    LINE,
    ("out-folder", "打开出表文件夹(&O)", None),
    ("choose-out-folder", "更改出表文件夹…(&C)", None),
    LINE,
    ("settings", "设置(&S)", None),
    ("quit", "退出(&X)", Some("CmdOrCtrl+Q")),
];
const FIND: &[Entry] = &[LINE, ("find", "查找(&F)", Some("CmdOrCtrl+F"))];
const VIEW: &[Entry] = &[
    ("larger", "放大(&I)", Some("CmdOrCtrl+=")),
    ("smaller", "缩小(&O)", Some("CmdOrCtrl+-")),
    ("as-designed", "原来大小(&N)", Some("CmdOrCtrl+0")),
    LINE,
    ("full-screen", "全屏(&F)", Some("F11")),
    ("reset-window", "恢复窗口位置(&R)", None),
];
/// The rooms in the order of the screens' own navigation, with its keys.
const ROOMS: &[Entry] = &[
    ("home", "工作台(&1)", Some("Alt+1")),
    LINE,
    ("organizations", "党组织(&2)", Some("Alt+2")),
    ("members", "党员(&3)", Some("Alt+3")),
    ("pledges", "公开承诺(&4)", Some("Alt+4")),
    ("reviews", "领导点评(&5)", Some("Alt+5")),
    LINE,
    ("evaluations", "群众评议(&6)", Some("Alt+6")),
    ("statistics", "统计报表(&7)", Some("Alt+7")),
    ("commendations", "评先表彰(&8)", Some("Alt+8")),
    LINE,
    ("history", "操作记录(&9)", None),
];
const HELP: &[Entry] = &[("help", "使用帮助(&H)", Some("F1")), LINE, ("about", "关于(&A)", None)];

/// 撤销 and 重做, whose words follow the history.
pub struct Offered<R: Runtime> {
    undo: MenuItem<R>,
    redo: MenuItem<R>,
    told: Mutex<(String, String)>,
}

/// The whole menu. Keeps 撤销 and 重做 at hand.
///
/// # Errors
/// When the system makes no menu.
pub fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Menu<R>> {
    let undo = MenuItem::with_id(app, "undo", undo_words(None), false, Some("CmdOrCtrl+Z"))?;
    let redo = MenuItem::with_id(app, "redo", redo_words(None), false, Some("CmdOrCtrl+Shift+Z"))?;
    let edit = editing(SubmenuBuilder::new(app, "编辑(&E)").items(&[&undo, &redo]).separator(), app)?;
    append(app, &edit, FIND)?;
    app.manage(Offered { undo, redo, told: Mutex::default() });
    MenuBuilder::new(app)
        .items(&[
            &submenu(app, "文件(&F)", FILE)?,
            &edit,
            &submenu(app, "查看(&V)", VIEW)?,
            &submenu(app, "前往(&G)", ROOMS)?,
            &submenu(app, "帮助(&H)", HELP)?,
        ])
        .build()
}

/// 剪切, 复制, 粘贴, 全选: Windows has its own; on Linux the web view is told.
fn editing<'m, R: Runtime>(
    edit: SubmenuBuilder<'m, R, AppHandle<R>>,
    app: &AppHandle<R>,
) -> tauri::Result<Submenu<R>> {
    if cfg!(target_os = "linux") {
        let edit = edit.build()?;
        for (id, words) in
            [("Cut", "剪切(&T)"), ("Copy", "复制(&C)"), ("Paste", "粘贴(&P)"), ("SelectAll", "全选(&A)")]
        {
            edit.append(&MenuItem::with_id(app, id, words, true, None::<&str>)?)?;
        }
        return Ok(edit);
    }
    edit.cut_with_text("剪切(&T)")
        .copy_with_text("复制(&C)")
        .paste_with_text("粘贴(&P)")
        .select_all_with_text("全选(&A)")
        .build()
}

fn submenu<R: Runtime>(app: &AppHandle<R>, words: &str, entries: &[Entry]) -> tauri::Result<Submenu<R>> {
    let submenu = SubmenuBuilder::new(app, words).build()?;
    append(app, &submenu, entries)?;
    Ok(submenu)
}

fn append<R: Runtime>(app: &AppHandle<R>, to: &Submenu<R>, entries: &[Entry]) -> tauri::Result<()> {
    for (id, words, key) in entries {
        if id.is_empty() {
            to.append(&PredefinedMenuItem::separator(app)?)?;
        } else {
            to.append(&MenuItem::with_id(app, *id, words, true, *key)?)?;
        }
    }
    Ok(())
}

/// Says in the menu what 撤销 and 重做 would take back or do again; grey where there is nothing.
pub fn offer<R: Runtime>(app: &AppHandle<R>, undo: Option<&str>, redo: Option<&str>) {
    let Some(offered) = app.try_state::<Offered<R>>() else { return };
    let words = (undo_words(undo), redo_words(redo));
    {
        let mut told = offered.told.lock().unwrap_or_else(PoisonError::into_inner);
        if *told == words {
            return;
        }
        told.clone_from(&words);
    }
    let tell = |item: &MenuItem<R>, words: &str, there: bool| {
        item.set_text(words).and_then(|()| item.set_enabled(there))
    };
    let told = tell(&offered.undo, &words.0, undo.is_some())
        .and_then(|()| tell(&offered.redo, &words.1, redo.is_some()));
    if told.is_err() {
        journal::say("the menu does not follow");
    }
}

fn undo_words(name: Option<&str>) -> String {
    name.map_or_else(|| "撤销(&U)".to_owned(), |name| format!("撤销“{}”(&U)", plain(name)))
}

fn redo_words(name: Option<&str>) -> String {
    name.map_or_else(|| "重做(&R)".to_owned(), |name| format!("重做“{}”(&R)", plain(name)))
}

/// A menu takes & for the letter to press.
fn plain(name: &str) -> String {
    name.replace('&', "&&")
}

/// Does what was chosen, or tells the screens.
pub fn chosen<R: Runtime>(app: &AppHandle<R>, event: &MenuEvent) {
    let id = event.id().as_ref();
    let Some(window) = app.get_webview_window(window::LABEL) else { return };
    match id {
        "quit" => closing::ask(app),
        "out-folder" => elsewhere(window, |window| {
            let folder = window.state::<Desk>().out_folder().path;
            std::fs::create_dir_all(&folder)
                .map_err(|error| xianfeng_core::files::io_error(&folder, "建立", &error))?;
            dialogs::open(&folder).map(drop)
        }),
        "choose-out-folder" => elsewhere(window, |window| dialogs::choose_out_folder(window).map(drop)),
        "larger" => zoom(&window, |zoom| zoom + 10),
        "smaller" => zoom(&window, |zoom| zoom.saturating_sub(10)),
        "as-designed" => zoom(&window, |_| 100),
        "full-screen" => {
            let full = window.is_fullscreen().unwrap_or(false);
            let _ = window.set_fullscreen(!full);
        }
        "reset-window" => window::reset(&window),
        "Cut" | "Copy" | "Paste" | "SelectAll" => edit(&window, id.to_owned()),
        _ => {
            let _ = app.emit("menu", id);
        }
    }
}

/// Off the main thread, where dialogs may be waited for; what fails is shown.
fn elsewhere<R: Runtime>(
    window: WebviewWindow<R>,
    work: impl FnOnce(&WebviewWindow<R>) -> xianfeng_core::Result<()> + Send + 'static,
) {
    tauri::async_runtime::spawn_blocking(move || {
        if let Err(error) = work(&window) {
            journal::failed("menu", &error);
            window::tell(&window, &error);
        }
    });
}

fn zoom<R: Runtime>(window: &WebviewWindow<R>, change: impl FnOnce(u16) -> u16) {
    let zoom = window.state::<Desk>().set_zoom(change);
    let _ = window.set_zoom(f64::from(zoom) / 100.0);
}

#[cfg(target_os = "linux")]
fn edit<R: Runtime>(window: &WebviewWindow<R>, command: String) {
    let _ = window.with_webview(move |view| {
        webkit2gtk::WebViewExt::execute_editing_command(&view.inner(), &command);
    });
}

#[cfg(not(target_os = "linux"))]
fn edit<R: Runtime>(_: &WebviewWindow<R>, _: String) {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_menu_says_what_undo_would_take_back() {
        assert_eq!(undo_words(Some("登记党员")), "撤销“登记党员”(&U)");
        assert_eq!(redo_words(None), "重做(&R)");
        assert_eq!(undo_words(Some("导入 A&B")), "撤销“导入 A&&B”(&U)");
    }

    #[test]
    fn the_menu_calls_the_rooms_as_the_screens_do() {
        let screens = include_str!("../../ui/src/wording/frame.ts");
        for (room, words, _) in ROOMS.iter().filter(|entry| !entry.0.is_empty()) {
            let name = words.split_once("(&").unwrap().0;
            assert!(
                screens.contains(&format!("  {room}: '{name}',")),
                "{room} is not called {name} on screen"
            );
        }
    }

    #[test]
    fn no_two_entries_share_a_name_a_key_or_a_letter() {
        let all =
            || [FILE, FIND, VIEW, ROOMS, HELP].into_iter().flatten().filter(|entry| !entry.0.is_empty());
        let names: BTreeSet<_> = all().map(|entry| entry.0).collect();
        assert_eq!(names.len(), all().count());
        let keys: Vec<_> = all().filter_map(|entry| entry.2).collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        for entries in [FILE, VIEW, ROOMS, HELP] {
            let letters: Vec<_> = entries.iter().filter_map(|entry| entry.1.split_once("(&")).collect();
            assert_eq!(
                letters.iter().map(|(_, letter)| letter).collect::<BTreeSet<_>>().len(),
                letters.len()
            );
        }
    }
}
