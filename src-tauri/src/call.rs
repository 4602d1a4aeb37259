//! The one command. Names that begin with `shell.` are the window's own; all others go to the office,
//! off the main thread, so that the window never freezes.

use serde_json::Value;
use tauri::{Manager as _, Runtime, WebviewWindow};
use xianfeng_core::{
    Error, Result,
    api::{Answer, Call, envelope},
};

use crate::{desk::Desk, dialogs, journal};

const OWN: &str = "shell.";

/// Carries a call; always answers, with `{answer}` or `{error}`.
#[tauri::command]
pub async fn call<R: Runtime>(window: WebviewWindow<R>, call: Call) -> Value {
    let carried = tauri::async_runtime::spawn_blocking(move || carry(&window, call)).await;
    envelope(carried.unwrap_or_else(|_| Err(Error::internal("panic in the window"))))
}

fn carry<R: Runtime>(window: &WebviewWindow<R>, call: Call) -> Result<Answer> {
    let name = call.name.clone();
    let answered = match name.strip_prefix(OWN) {
        Some(own) => dialogs::answer(window, own, call.args).map(own_answer),
        None => window.state::<Desk>().session().call(call),
    };
    answered.inspect_err(|error| journal::failed(&name, error))
}

fn own_answer(result: Value) -> Answer {
    Answer { result, moved: Vec::new(), operation: None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tauri::{
        ipc::{CallbackFn, InvokeBody},
        test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder},
        webview::InvokeRequest,
    };

    use super::*;
    use crate::{closing::Closing, desk, window};

    /// A window without a screen, over an office in `folder`.
    fn opened(folder: &std::path::Path) -> (tauri::App<MockRuntime>, WebviewWindow<MockRuntime>) {
        let app = window::carrying(mock_builder(), desk::tests::in_folder(folder), Closing::default())
            .build(window::context())
            .unwrap();
        let window =
            tauri::WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build().unwrap();
        (app, window)
    }

    fn ask(
        window: &WebviewWindow<MockRuntime>,
        command: &str,
        body: Value,
    ) -> std::result::Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(body),
            headers: tauri::http::HeaderMap::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(window, request).map(|answer| answer.deserialize::<Value>().unwrap())
    }

    #[allow(clippy::needless_pass_by_value, reason = "json! gives a value")]
    fn called(window: &WebviewWindow<MockRuntime>, name: &str, args: Value) -> Value {
        ask(window, "call", json!({ "call": { "name": name, "args": args } })).unwrap()
    }

    #[test]
    fn an_office_is_made_through_the_window_and_stands_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (_app, window) = opened(folder.path());
        assert_eq!(
            called(&window, "office.status", json!({}))["answer"]["result"]["error"]["code"],
            "not_found"
        );
        let made = called(&window, "office.create", json!({ "name": "县司法局党组", "superior": null }));
        assert!(made.get("answer").is_some(), "{made}");
        assert_eq!(called(&window, "office.status", json!({}))["answer"]["result"]["name"], "县司法局党组");
        assert!(folder.path().join("台账").read_dir().unwrap().count() > 0);
    }

    #[test]
    fn what_the_office_refuses_crosses_as_an_error_with_a_hint() {
        let folder = tempfile::tempdir().unwrap();
        let (_app, window) = opened(folder.path());
        let refused = called(&window, "office.create", json!({ "name": " ", "superior": null }));
        assert_eq!(refused["error"]["message"], "单位名称不能为空");
        assert!(refused["error"]["hint"].is_string());
    }

    #[test]
    fn an_unknown_name_is_an_error_and_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        let (_app, window) = opened(folder.path());
        for name in ["shell.format_disk", "members.explode", ""] {
            assert_eq!(called(&window, name, json!({}))["error"]["code"], "usage", "{name}");
        }
    }

    #[test]
    fn the_screens_may_call_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (_app, window) = opened(folder.path());
        for command in
            ["plugin:dialog|open", "plugin:window|close", "plugin:webview|internal_toggle_devtools"]
        {
            assert!(ask(&window, command, json!({})).is_err(), "{command} is open to the screens");
        }
    }

    #[test]
    fn a_file_has_an_address_only_while_it_was_handed_out() {
        let folder = tempfile::tempdir().unwrap();
        let (app, window) = opened(folder.path());
        let paper = folder.path().join("预览.html");
        xianfeng_core::files::write(&paper, b"<!doctype html>").unwrap();
        let handle = app.state::<Desk>().session().hand_in(&paper).unwrap();
        let url = called(&window, "shell.file_url", json!({ "file": handle.id.0 }));
        assert!(url["answer"]["result"].as_str().unwrap().ends_with(&format!("/files/{}", handle.id.0)));
        let unknown = called(&window, "shell.file_url", json!({ "file": "00" }));
        assert_eq!(unknown["error"]["code"], "not_found");
    }

    #[test]
    fn an_argument_of_the_wrong_shape_is_said_to_be_the_programs_fault() {
        let folder = tempfile::tempdir().unwrap();
        let (_app, window) = opened(folder.path());
        let error = called(&window, "shell.open", json!({ "file": 7 }));
        assert_eq!(error["error"]["code"], "usage");
    }
}
