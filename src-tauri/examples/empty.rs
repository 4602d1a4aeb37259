//! A window with one word in it, as Tauri opens it: what `make bench` measures the start of the real
//! window against. Built for measuring only.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "Tauri's own generated code")]

use tauri::{WebviewUrl, WebviewWindowBuilder, http::Response};

const PAGE: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>空白</title><p>空白</p>\
    <script>addEventListener('load', () => { document.title = 'painted' })</script></html>";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            Response::builder()
                .header("Content-Type", "text/html; charset=utf-8")
                .body(PAGE.as_bytes())
                .unwrap_or_default()
        })
        .setup(|app| {
            let url = WebviewUrl::CustomProtocol("empty://localhost/".parse()?);
            WebviewWindowBuilder::new(app, "main", url)
                .title("空白")
                .inner_size(1280.0, 720.0)
                .maximized(true)
                .visible(false)
                .on_document_title_changed(|window, title| {
                    if title == "painted" {
                        let _ = window.set_title(&title).and_then(|()| window.show());
                    }
                })
                .build()?;
            Ok(())
        })
        .run(tauri::tauri_build_context!())?;
    Ok(())
}
