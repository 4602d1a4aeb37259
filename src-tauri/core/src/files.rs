//! The one writer of files outside SQLite: beside the target, fsync, rename, fsync the folder. A
//! crash leaves the old file or the new one, never half of one.

use std::{
    fs::File,
    io::{Read, Write},
    path::Path,
};

use crate::{Error, ErrorCode, Result};

/// Writes a whole file in one step.
///
/// # Errors
/// Storage errors, naming the file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    write_with(path, |file| file.write_all(bytes).map_err(|error| io_error(path, "写入", &error)))
}

/// Writes a file through `fill` in one step; nothing appears at `path` when `fill` fails.
///
/// # Errors
/// What `fill` says, or storage errors naming the file.
pub fn write_with(path: &Path, fill: impl FnOnce(&mut File) -> Result<()>) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside =
        tempfile::NamedTempFile::new_in(folder).map_err(|error| io_error(path, "写入", &error))?;
    fill(beside.as_file_mut())?;
    beside.as_file().sync_all().map_err(|error| io_error(path, "写入", &error))?;
    beside.persist(path).map_err(|error| io_error(path, "写入", &error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Reads a small text file, written as UTF-8 or, by an older Windows, as GB18030.
///
/// # Errors
/// Refused when it is larger than `most` bytes or no text; storage errors naming the file.
pub fn read_text(path: &Path, most: u64) -> Result<String> {
    let failed = |error| io_error(path, "读取", &error);
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(Error::refused(format!("“{}”太大，不像是文字文件", path.display())).hint("请核对文件。"));
    }
    let decoded = [encoding_rs::UTF_8, encoding_rs::GB18030].into_iter().find_map(|encoding| {
        let (text, _, faulty) = encoding.decode(&bytes);
        (!faulty).then(|| text.into_owned())
    });
    decoded.ok_or_else(|| {
        Error::refused(format!("“{}”不是文字文件", path.display())).hint("请另存为纯文本（UTF-8）后重试。")
    })
}

/// A name in a folder that no file has yet: 名册-问题.xlsx, then 名册-问题（2）.xlsx. The folder is made
/// when missing.
///
/// # Errors
/// Storage errors.
pub fn free_name(folder: &Path, stem: &str, ending: &str) -> Result<std::path::PathBuf> {
    std::fs::create_dir_all(folder).map_err(|error| io_error(folder, "建立", &error))?;
    let named = |number: u32| match number {
        1 => folder.join(format!("{stem}.{ending}")),
        number => folder.join(format!("{stem}（{number}）.{ending}")),
    };
    let free = (1..10_000).map(named).find(|path| !path.exists());
    free.ok_or_else(|| {
        Error::new(ErrorCode::Storage, format!("“{}”里同名的文件太多", folder.display()))
            .hint("请清理这个文件夹后重试。")
    })
}

/// Whether two names are one existing file.
pub fn same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Makes a rename durable. Folders cannot be opened for this on every system, and the file itself
/// is already safe: a refusal is not an error.
pub fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// An input or output error in words: what was tried, on which file.
pub fn io_error(path: &Path, tried: &str, error: &std::io::Error) -> Error {
    let (reason, hint) = match error.kind() {
        std::io::ErrorKind::NotFound => ("找不到文件或文件夹", "请检查名称和位置是否正确。"),
        std::io::ErrorKind::PermissionDenied => {
            ("没有权限", "请换一个可以读写的文件夹，或关闭正在使用该文件的程序。")
        }
        std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => {
            ("这个位置上是文件，不是文件夹", "请换一个文件夹。")
        }
        std::io::ErrorKind::IsADirectory => ("这个位置上是文件夹，不是文件", "请写明文件名。"),
        std::io::ErrorKind::StorageFull => ("磁盘空间不足", "请清理磁盘后重试。"),
        _ => ("读写出错", "请关闭正在使用该文件的程序后重试。"),
    };
    Error::new(ErrorCode::Storage, format!("{tried}“{}”失败：{reason}", path.display()))
        .hint(hint)
        .cause(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_an_older_windows_is_read_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("事迹.txt");
        for bytes in
            ["主要事迹".as_bytes(), "\u{feff}主要事迹".as_bytes(), &encoding_rs::GB18030.encode("主要事迹").0]
        {
            write(&path, bytes).unwrap();
            assert_eq!(read_text(&path, 100).unwrap(), "主要事迹");
        }
        assert!(read_text(&path, 3).unwrap_err().message.contains("太大，不像是文字文件"));
        write(&path, &[0xff, 0xff, 0x00]).unwrap();
        assert!(read_text(&path, 100).unwrap_err().message.contains("不是文字文件"));
        assert!(read_text(&folder.path().join("无"), 100).unwrap_err().message.contains("找不到文件"));
    }
}
