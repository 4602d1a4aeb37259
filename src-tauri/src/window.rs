//! The window from its start to its end.

use std::{process::ExitCode, time::Duration};

use tauri::{
    AppHandle, Builder, Context, DragDropEvent, Manager as _, RunEvent, Runtime, Url, WebviewUrl,
    WebviewWindow, WebviewWindowBuilder, WindowEvent,
};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;
use xianfeng_core::{Error, Result, machine};

use crate::{
    arguments::Arguments,
    call,
    closing::{self, Closing},
    desk::{Desk, Rooms},
    drops, journal, menu, served, wording,
};

/// Tauri's name of the one window.
pub const LABEL: &str = "main";
const SIZE: (f64, f64) = (1280.0, 720.0);
/// Below this the screens' tables have no room.
const SMALLEST: (f64, f64) = (1000.0, 600.0);
/// A window that hears nothing from its screens is shown all the same.
const SHOWN_AFTER: Duration = Duration::from_secs(4);

/// The configuration and the screens, embedded at build time.
#[allow(clippy::expect_used, clippy::unwrap_used, reason = "Tauri's own generated code")]
pub fn context<R: Runtime>() -> Context<R> {
    tauri::tauri_build_context!()
}

/// What the window is on every system and in tests: the one command, previews and the desk.
pub fn carrying<R: Runtime>(builder: Builder<R>, desk: Desk, closing: Closing) -> Builder<R> {
    builder
        .manage(desk)
        .manage(closing)
        .invoke_handler(tauri::generate_handler![call::call])
        .register_asynchronous_uri_scheme_protocol(served::SCHEME, |context, request, responder| {
            let app = context.app_handle().clone();
            tauri::async_runtime::spawn_blocking(move || responder.respond(served::answer(&app, &request)));
        })
}

/// Opens the window and stays until it is closed.
pub fn run(arguments: &Arguments) -> ExitCode {
    journal::hear_panics();
    let context = context::<tauri::Wry>();
    let identifier = context.config().identifier.clone();
    let started = machine::Desk::here().and_then(|own| {
        let rooms = rooms(&own, &identifier)?;
        journal::open(&rooms.logs);
        Ok((Desk::here(arguments, &own, &rooms)?, rooms))
    });
    let (desk, rooms) = match started {
        Ok(started) => started,
        Err(error) => return cannot_start(context, error),
    };
    journal::say(concat!("started ", env!("CARGO_PKG_VERSION")));
    let mut state = tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_filename(rooms.settings.join("window.json").to_string_lossy());
    if arguments.reset_window {
        state = state.skip_initial_state(LABEL);
    }
    let built = carrying(Builder::default(), desk, Closing::default())
        // First: a second start ends here, before it opens anything.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| bring_to_front(app)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(state.build())
        .menu(menu::build)
        .on_menu_event(|app, event| menu::chosen(app, &event))
        .on_window_event(|window, event| match event {
            WindowEvent::CloseRequested { api, .. } => {
                api.prevent_close();
                closing::ask(window.app_handle());
            }
            WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
                drops::taken(window.app_handle(), paths.clone());
            }
            _ => {}
        })
        .setup(move |app| Ok(open(app.handle(), &rooms)?))
        .build(context);
    match built {
        Ok(app) => ExitCode::from(u8::try_from(app.run_return(|_, _: RunEvent| {})).unwrap_or(1)),
        Err(error) => {
            journal::say(&format!("no window: {error}"));
            eprintln!("{}：{error}", wording::CANNOT_START);
            ExitCode::FAILURE
        }
    }
}

/// The window's own files: beside a portable program, else where the system keeps such.
fn rooms(own: &machine::Desk, identifier: &str) -> Result<Rooms> {
    if let Some(folder) = &own.portable {
        let settings = folder.join("设置");
        return Ok(Rooms { logs: folder.join("日志"), web_view: Some(settings.join("web")), settings });
    }
    let of_user = machine::settings_folder()?.join(identifier);
    Ok(Rooms { logs: of_user.join("logs"), settings: of_user, web_view: None })
}

fn open<R: Runtime>(app: &AppHandle<R>, rooms: &Rooms) -> tauri::Result<()> {
    // The office is opened while the web view loads the screens.
    let office = app.clone();
    std::thread::spawn(move || {
        office.state::<Desk>().session();
    });
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title(wording::NAME)
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        .maximized(true)
        .visible(false)
        .zoom_hotkeys_enabled(false)
        .general_autofill_enabled(false)
        .on_document_title_changed(|window, title| {
            let _ = window.set_title(&title);
        })
        .on_navigation(ours)
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .on_web_resource_request(|request, response| served::answer_fonts(&request, response));
    if let Some(folder) = &rooms.web_view {
        builder = builder.data_directory(folder.clone());
    }
    let window = builder.build()?;
    let zoom = window.state::<Desk>().zoom();
    if zoom != 100 {
        let _ = window.set_zoom(f64::from(zoom) / 100.0);
    }
    std::thread::spawn(move || {
        std::thread::sleep(SHOWN_AFTER);
        if !window.is_visible().unwrap_or(true) {
            journal::say("the screens were not ready in time");
            let _ = window.show();
        }
    });
    Ok(())
}

/// The web view shows the screens and previews, and goes nowhere else.
fn ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" | "paper" | "about" | "blob" => true,
        "http" | "https" => matches!(url.host_str(), Some("tauri.localhost" | "paper.localhost")),
        _ => false,
    }
}

/// The screens stand: the window is shown.
pub fn show<R: Runtime>(window: &WebviewWindow<R>) {
    let app = window.app_handle();
    closing::screens_are_ready(app);
    if window.is_visible().unwrap_or(false) {
        return;
    }
    let _ = window.show().and_then(|()| window.set_focus());
    journal::say(&format!("screens after {} ms", app.state::<Desk>().started.elapsed().as_millis()));
}

/// Brings the window before the clerk's eyes.
pub fn bring_to_front<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(LABEL) {
        let _ = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    }
}

/// 恢复窗口位置.
pub fn reset<R: Runtime>(window: &WebviewWindow<R>) {
    let _ = window
        .set_fullscreen(false)
        .and_then(|()| window.unmaximize())
        .and_then(|()| window.set_size(tauri::LogicalSize::new(SIZE.0, SIZE.1)))
        .and_then(|()| window.center());
}

/// Shows an error that no screen asked for.
pub fn tell<R: Runtime>(window: &WebviewWindow<R>, error: &Error) {
    let words = spoken(error);
    window
        .dialog()
        .message(words)
        .title(wording::NAME)
        .kind(MessageDialogKind::Error)
        .parent(window)
        .show(|_| {});
}

fn spoken(error: &Error) -> String {
    [Some(error.message.as_str()), error.hint.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Before there is a desk there is no window to say why.
fn cannot_start(context: Context<tauri::Wry>, error: Error) -> ExitCode {
    journal::failed("start", &error);
    eprintln!("{}：{}", wording::CANNOT_START, spoken(&error));
    let built = Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(move |app| {
            let handle = app.handle().clone();
            app.dialog()
                .message(spoken(&error))
                .title(wording::CANNOT_START)
                .kind(MessageDialogKind::Error)
                .show(move |_| handle.exit(1));
            Ok(())
        })
        .build(context);
    if let Ok(app) = built {
        app.run_return(|_, _| {});
    }
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_view_goes_nowhere_but_to_the_screens_and_previews() {
        for (url, allowed) in [
            ("tauri://localhost/index.html", true),
            ("paper://localhost/files/00", true),
            ("http://tauri.localhost/", true),
            ("http://paper.localhost/files/00", true),
            ("about:blank", true),
            ("https://example.com/", false),
            ("http://127.0.0.1:8080/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
        ] {
            assert_eq!(ours(&url.parse().unwrap()), allowed, "{url}");
        }
    }

    #[test]
    fn the_windows_own_files_stay_beside_a_portable_program() {
        let folder = std::path::PathBuf::from("/media/usb");
        let own = machine::Desk {
            office: folder.join("台账"),
            out: folder.join("出表"),
            portable: Some(folder.clone()),
        };
        let rooms = rooms(&own, "cn.xianfeng.taizhang").unwrap();
        for own_files in [rooms.logs, rooms.settings, rooms.web_view.unwrap()] {
            assert!(own_files.starts_with(&folder), "{own_files:?}");
        }
    }

    #[test]
    fn an_error_is_spoken_with_what_to_do() {
        assert_eq!(spoken(&Error::refused("不行").hint("请这样做。")), "不行\n\n请这样做。");
        assert_eq!(spoken(&Error::refused("不行")), "不行");
    }
}
