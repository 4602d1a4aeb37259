//! The screens and the fonts, as files: what anybody on this PC may read, because nothing of the office
//! is in them.

use std::path::{Component, Path, PathBuf};

use axum::{
    body::Body,
    http::{
        HeaderValue, Response, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::IntoResponse,
};
use percent_encoding::percent_decode_str;
use xianfeng_core::{Error, Result, machine};

/// Where the screens lie.
pub struct Screens {
    screens: PathBuf,
    fonts: Option<PathBuf>,
}

const INDEX: &str = "index.html";

impl Screens {
    /// The screens where `XIANFENG_SCREENS` points, else among the program's own files.
    ///
    /// # Errors
    /// Not found, with where they were looked for.
    pub fn find() -> Result<Self> {
        let screens = match std::env::var_os("XIANFENG_SCREENS") {
            Some(named) => PathBuf::from(named),
            None => machine::assets("ui", "界面")?,
        };
        if screens.join(INDEX).is_file() {
            return Ok(Self::at(screens));
        }
        Err(Error::not_found("找不到程序的界面文件")
            .hint("请重新安装程序，或用环境变量 XIANFENG_SCREENS 指明位置。")
            .details(vec![screens.display().to_string()]))
    }

    /// The screens in a folder.
    pub fn at(screens: PathBuf) -> Self {
        Self { screens, fonts: xianfeng_core::export::fonts_folder().ok() }
    }

    /// The file of a path, and whether its name changes with its content, so that a browser may keep it.
    fn file(&self, path: &str) -> Option<(PathBuf, Keep)> {
        let path = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
        if let Some(font) = path.strip_prefix("fonts/")
            && let Some(found) = self.fonts.as_deref().and_then(|fonts| inside(fonts, font))
        {
            return Some((found, Keep::Day));
        }
        if let Some(found) = inside(&self.screens, &path) {
            let keep = if path.starts_with("assets/") { Keep::Ever } else { Keep::Never };
            return Some((found, keep));
        }
        // A place inside the screens, when their router writes plain paths.
        let names_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
        (!names_a_file).then(|| (self.screens.join(INDEX), Keep::Never))
    }

    /// Answers with the file of a path.
    pub async fn answer(&self, uri: &Uri) -> Response<Body> {
        let Some((file, keep)) = self.file(uri.path()) else { return StatusCode::NOT_FOUND.into_response() };
        match tokio::fs::read(&file).await {
            Ok(bytes) => {
                let mut answer = Body::from(bytes).into_response();
                let headers = answer.headers_mut();
                headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(&file)));
                headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep.header()));
                answer
            }
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

/// How long a browser may keep a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    Never,
    Day,
    Ever,
}

impl Keep {
    fn header(self) -> &'static str {
        match self {
            Self::Never => "no-store",
            Self::Day => "private, max-age=86400",
            Self::Ever => "private, max-age=31536000, immutable",
        }
    }
}

/// The file `path` inside `folder`: no step upward, no drive, no hidden file, no link that leads out.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    if path.contains(['\\', ':', '\0']) {
        return None;
    }
    let plain = Path::new(path).components().all(|step| match step {
        Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
        _ => false,
    });
    let (folder, file) = (folder.canonicalize().ok()?, folder.join(path).canonicalize().ok()?);
    (plain && !path.is_empty() && file.starts_with(folder) && file.is_file()).then_some(file)
}

/// What a browser is told that a file is, by its ending.
pub fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "otf" => "font/otf",
        "ttf" => "font/ttf",
        "txt" | "md" | "toml" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xls" => "application/vnd.ms-excel",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leads_out_of_the_screens() {
        let folder = tempfile::tempdir().unwrap();
        let screens = folder.path().join("dist");
        std::fs::create_dir_all(screens.join("assets")).unwrap();
        for name in ["dist/index.html", "dist/assets/app-1a2b.js", "dist/.hidden", "secret.txt"] {
            xianfeng_core::files::write(&folder.path().join(name), b"x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path().join("secret.txt"), screens.join("link.txt")).unwrap();
        let screens = Screens::at(screens);
        let found = |path: &str| {
            screens
                .file(path)
                .map(|(file, keep)| (file.file_name().unwrap().to_string_lossy().into_owned(), keep))
        };
        let index = Some((INDEX.to_owned(), Keep::Never));
        for (path, expected) in [
            ("/", index.clone()),
            ("/index.html", index.clone()),
            ("/members/12", index),
            ("/assets/app-1a2b.js", Some(("app-1a2b.js".to_owned(), Keep::Ever))),
            ("/assets/missing.js", None),
            ("/fonts/NotoSansSC-Regular.otf", Some(("NotoSansSC-Regular.otf".to_owned(), Keep::Day))),
            ("/fonts/missing.otf", None),
            ("/../secret.txt", None),
            ("/..%2fsecret.txt", None),
            ("/%2e%2e/secret.txt", None),
            ("/assets/../../secret.txt", None),
            ("/assets/..%5c..%5csecret.txt", None),
            ("/fonts/../../Cargo.toml", None),
            ("//etc/hosts.txt", None),
            ("/c:/secret.txt", None),
            ("/.hidden", None),
            ("/link.txt", None),
            ("/%ff.txt", None),
            ("/index.html%00.js", None),
        ] {
            assert_eq!(found(path), expected, "{path}");
        }
    }
}
