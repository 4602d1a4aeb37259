//! Files that the web view fetches: previews by their handle under `paper:`, with a policy of their own
//! that allows no script; the fonts under `/fonts/`, for previews and screens.

use std::{borrow::Cow, path::Path};

use percent_encoding::percent_decode_str;
use tauri::{
    AppHandle, Manager as _, Runtime,
    http::{
        HeaderValue, Request, Response, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
};
use xianfeng_core::{Error, ErrorCode, Result, api::FileId, export, files::io_error};

use crate::desk::Desk;

/// The scheme of previews.
pub const SCHEME: &str = "paper";

/// A preview shows text and lines, and fetches fonts.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; font-src paper: http://paper.localhost; img-src data:; base-uri 'none'; form-action 'none'";

/// Where the scheme begins: the web view of Windows knows http only.
const BASE: &str = if cfg!(windows) { "http://paper.localhost" } else { "paper://localhost" };

/// The address of a handed-out file.
pub fn address_of(file: &FileId) -> String {
    format!("{BASE}/files/{}", file.0)
}

/// Answers a request under `paper:`.
pub fn answer<R: Runtime>(app: &AppHandle<R>, request: &Request<Vec<u8>>) -> Response<Cow<'static, [u8]>> {
    let found = match request.uri().path().split_at_checked("/files/".len()) {
        Some(("/files/", id)) => preview(app, id),
        _ => font(request.uri().path()).ok_or_else(|| Error::not_found("没有这个地址")).flatten(),
    };
    let mut response = Response::new(Cow::Borrowed(&[][..]));
    match found {
        Ok(found) => fill(&mut response, found),
        Err(error) => {
            *response.status_mut() =
                if error.code == ErrorCode::NotFound { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        }
    }
    response
}

/// Puts a font in place of what the screens' own files would give for `/fonts/NAME`.
pub fn answer_fonts(request: &Request<Vec<u8>>, response: &mut Response<Cow<'static, [u8]>>) {
    match font(request.uri().path()) {
        None => {}
        Some(Ok(found)) => {
            response.headers_mut().remove(CONTENT_SECURITY_POLICY);
            fill(response, found);
        }
        Some(Err(_)) => {
            *response.status_mut() = StatusCode::NOT_FOUND;
            *response.body_mut() = Cow::Borrowed(&[]);
        }
    }
}

/// What is sent of a file.
struct Found {
    bytes: Vec<u8>,
    kind: &'static str,
    policy: bool,
}

fn fill(response: &mut Response<Cow<'static, [u8]>>, found: Found) {
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(found.kind));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if found.policy {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    } else {
        // Fonts are fetched across origins: a preview's is no page's.
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("max-age=86400"));
    }
    *response.body_mut() = Cow::Owned(found.bytes);
}

fn preview<R: Runtime>(app: &AppHandle<R>, id: &str) -> Result<Found> {
    let path = app.state::<Desk>().session().path(&FileId(id.to_owned()))?;
    let kind = match extension(&path).as_str() {
        "html" => "text/html; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        _ => return Err(Error::refused("这种文件不能在窗口里显示")),
    };
    let bytes = std::fs::read(&path).map_err(|error| io_error(&path, "读取", &error))?;
    Ok(Found { bytes, kind, policy: true })
}

/// None when `path` asks for no font.
fn font(path: &str) -> Option<Result<Found>> {
    let name = percent_decode_str(path.strip_prefix("/fonts/")?).decode_utf8().ok()?;
    Some(export::fonts_folder().and_then(|folder| font_in(&folder, &name)))
}

fn font_in(folder: &Path, name: &str) -> Result<Found> {
    let unknown = || Error::not_found("没有这个字体");
    let path = Path::new(name);
    let kind = match extension(path).as_str() {
        "otf" => "font/otf",
        "ttf" => "font/ttf",
        "ttc" => "font/collection",
        _ => return Err(unknown()),
    };
    if name.contains(['/', '\\']) || path.file_name().is_none_or(|plain| plain != name) {
        return Err(unknown());
    }
    let bytes = std::fs::read(folder.join(path)).map_err(|_| unknown())?;
    Ok(Found { bytes, kind, policy: false })
}

fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use tauri::test::{MockRuntime, mock_builder};

    use super::*;
    use crate::{closing::Closing, desk, window};

    fn app(folder: &Path) -> tauri::App<MockRuntime> {
        window::carrying(mock_builder(), desk::tests::in_folder(folder), Closing::default())
            .build(window::context())
            .unwrap()
    }

    fn fetched(app: &tauri::App<MockRuntime>, url: &str) -> Response<Cow<'static, [u8]>> {
        answer(app.handle(), &Request::builder().uri(url).body(Vec::new()).unwrap())
    }

    #[test]
    fn a_preview_is_served_by_its_handle_and_may_run_no_script() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let paper = folder.path().join("评议表.html");
        xianfeng_core::files::write(&paper, b"<!doctype html>").unwrap();
        let handle = app.state::<Desk>().session().hand_in(&paper).unwrap();
        let response = fetched(&app, &format!("paper://localhost/files/{}", handle.id.0));
        assert_eq!((response.status(), &response.body()[..]), (StatusCode::OK, &b"<!doctype html>"[..]));
        let policy = response.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"), "{policy}");
    }

    #[test]
    fn nothing_else_of_the_disk_is_served() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let book = folder.path().join("花名册.xlsx");
        xianfeng_core::files::write(&book, b"PK").unwrap();
        let handle = app.state::<Desk>().session().hand_in(&book).unwrap();
        assert_eq!(
            fetched(&app, &format!("paper://localhost/files/{}", handle.id.0)).status(),
            StatusCode::FORBIDDEN
        );
        for url in [
            "/files/00",
            "/files/",
            "/",
            "/fonts/../codes/strokes.txt",
            "/fonts/..%2f..%2fCargo.otf",
            "/fonts/没有.otf",
        ] {
            let url = format!("paper://localhost{}", url.replace("没有", "%E6%B2%A1%E6%9C%89"));
            assert_eq!(fetched(&app, &url).status(), StatusCode::NOT_FOUND, "{url}");
        }
    }

    #[test]
    fn fonts_are_there_for_previews_and_for_the_screens() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let font = fetched(&app, "paper://localhost/fonts/NotoSansSC-Regular.otf");
        assert_eq!(font.headers()[CONTENT_TYPE], "font/otf");
        assert!(font.body().len() > 1_000_000);

        let screens = |path: &str| {
            let mut response = Response::new(Cow::Borrowed(&b"index"[..]));
            let request =
                Request::builder().uri(format!("tauri://localhost{path}")).body(Vec::new()).unwrap();
            answer_fonts(&request, &mut response);
            response
        };
        assert_eq!(screens("/fonts/NotoSansSC-Regular.otf").body().len(), font.body().len());
        assert_eq!(screens("/fonts/none.otf").status(), StatusCode::NOT_FOUND);
        assert_eq!(&screens("/index.html").body()[..], b"index", "all else stays as it is");
    }
}
