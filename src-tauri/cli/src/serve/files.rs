//! Files between the browser and the office: an upload instead of a dialog, a download instead of a
//! folder.

use std::path::{Path, PathBuf};

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, Response, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE},
    },
    response::IntoResponse,
};
use http_body_util::BodyExt as _;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use tokio::io::AsyncWriteExt as _;
use tokio_util::io::ReaderStream;
use xianfeng_core::{Error, ErrorCode, Result, api::SittingFolder, files::io_error, import::guard};

use super::{headers, screens::content_type};

/// The header that names an upload, percent-encoded.
pub const NAME: &str = "x-file-name";
/// Largest backup that may be handed in, in bytes: a backup is no import and may be larger.
const MAX_BACKUP: u64 = 4_000_000_000;

/// Takes an upload into a folder of its own; gives its path.
///
/// # Errors
/// Refused when it is too large or was broken off; storage errors. Nothing stays then.
pub async fn take(folder: &SittingFolder, asked: &HeaderMap, body: Body) -> Result<PathBuf> {
    let name = plain_name(asked.get(NAME).and_then(|name| name.to_str().ok()).unwrap_or_default());
    let most = if name.to_lowercase().ends_with(".db") { MAX_BACKUP } else { guard::MAX_BYTES };
    let place = folder.place_for_one()?;
    let path = place.join(name);
    let taken = receive(&path, asked, body, most).await;
    if taken.is_err() {
        let _ = tokio::fs::remove_dir_all(place).await;
    }
    taken.map(|()| path)
}

async fn receive(path: &Path, asked: &HeaderMap, mut body: Body, most: u64) -> Result<()> {
    let failed = |error: &std::io::Error| io_error(path, "写入", error);
    let announced: u64 =
        asked.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok()).unwrap_or(0);
    let mut file = None;
    if announced < most {
        file = Some(tokio::fs::File::create_new(path).await.map_err(|error| failed(&error))?);
    }
    let mut size = 0_u64;
    // A body that is too large is read to its end all the same: a browser hears no answer before.
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            Error::new(ErrorCode::Cancelled, "文件没有传完，已放弃").hint("请重新选择文件。").cause(error)
        })?;
        let Some(bytes) = frame.data_ref() else { continue };
        size = size.saturating_add(bytes.len() as u64);
        if size >= most {
            file = None;
        }
        if let Some(file) = &mut file {
            file.write_all(bytes).await.map_err(|error| failed(&error))?;
        }
    }
    match file {
        Some(mut file) => file.flush().await.map_err(|error| failed(&error)),
        None => Err(Error::refused(format!("文件超过上限 {} MB，没有读入", most / 1_000_000))
            .hint("请只保留要导入的工作表和行，去掉图片后另存，再导入；数据很多时可分成几个文件。")),
    }
}

/// The last part of a name that a browser gave, fit for every file system.
fn plain_name(encoded: &str) -> String {
    let name = percent_decode_str(encoded).decode_utf8_lossy();
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String =
        last.chars().map(|c| if c.is_control() || r#":*?"<>|"#.contains(c) { '-' } else { c }).collect();
    let kept = kept.trim().trim_matches('.').trim();
    // The ending tells commands what it is: a long name is cut before it.
    let (stem, ending) = match kept.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 8 => (stem, format!(".{ending}")),
        _ => (kept, String::new()),
    };
    let stem: String = stem.chars().take(60).collect();
    let device = ["con", "prn", "aux", "nul"].contains(&stem.to_lowercase().as_str());
    match (stem.is_empty(), device) {
        (true, _) => format!("文件{ending}"),
        (_, true) => format!("_{stem}{ending}"),
        _ => format!("{stem}{ending}"),
    }
}

/// Hands a file out: shown where a browser can, else saved under its name.
pub async fn give(path: &Path, download: bool) -> Response<Body> {
    let Ok(file) = tokio::fs::File::open(path).await else { return StatusCode::NOT_FOUND.into_response() };
    let length = file.metadata().await.map(|metadata| metadata.len());
    let mut answer = Body::from_stream(ReaderStream::new(file)).into_response();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let shown =
        !download && ["pdf", "html", "png"].iter().any(|ending| name.ends_with(&format!(".{ending}")));
    let out = answer.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    if let Ok(length) = length {
        out.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    if let Ok(disposition) = HeaderValue::from_str(&disposition(&name, !shown)) {
        out.insert(CONTENT_DISPOSITION, disposition);
    }
    headers::of_file(path, out);
    answer
}

/// RFC 8187: what need not be encoded.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// RFC 6266, with a plain name for programs that know no other.
fn disposition(name: &str, attached: bool) -> String {
    let kind = if attached { "attachment" } else { "inline" };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{kind}; filename=\"xianfeng.{ending}\"; filename*=UTF-8''{}", utf8_percent_encode(name, PLAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_keeps_its_last_name_and_no_way_out() {
        let long = "长".repeat(300);
        for (given, kept) in [
            ("%E5%90%8D%E5%86%8C.xlsx", "名册.xlsx".to_owned()),
            ("C:\\Users\\li\\roster.xls", "roster.xls".to_owned()),
            ("../../etc/passwd", "passwd".to_owned()),
            ("%2e%2e%2fx%2f..", "文件".to_owned()),
            ("..", "文件".to_owned()),
            (".hidden", "hidden".to_owned()),
            ("a%00b%0a.csv", "a-b-.csv".to_owned()),
            ("a:b*c?.csv", "a-b-c-.csv".to_owned()),
            ("nul.csv", "_nul.csv".to_owned()),
            ("", "文件".to_owned()),
            ("%ff.csv", "\u{fffd}.csv".to_owned()),
            (&format!("{long}.xlsx"), format!("{}.xlsx", "长".repeat(60))),
        ] {
            assert_eq!(plain_name(given), kept, "{given}");
        }
    }

    #[test]
    fn a_chinese_name_reaches_the_download() {
        assert_eq!(
            disposition("统计表 2012.pdf", true),
            "attachment; filename=\"xianfeng.pdf\"; filename*=UTF-8''%E7%BB%9F%E8%AE%A1%E8%A1%A8%202012.pdf"
        );
    }
}
