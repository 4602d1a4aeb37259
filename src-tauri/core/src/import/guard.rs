//! The door: what kind of file it really is, and whether it may come in at all.
//!
//! Everything here is decided before a parser sees the file. An ending is a name, not a proof: the
//! kind is told by content. A zip is inflated once into nothing, because the sizes in its directory
//! are only claims.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use quick_xml::events::Event;
use sha2::{Digest, Sha256};

use crate::{Error, Result, files};

/// Largest file, and largest real content of an xlsx once inflated, in bytes (200 MB).
pub const MAX_BYTES: u64 = 200_000_000;
/// Largest part of an xlsx that is neither a sheet, nor the shared strings, nor a picture.
const MAX_SMALL_PART: u64 = 16_000_000;
/// Most parts in an xlsx.
const MAX_PARTS: u16 = 4_096;
/// Most tags in the shared strings: each string costs memory beyond its bytes.
const MAX_STRING_TAGS: u64 = 6_000_000;
/// Largest number of strings that the shared strings may announce.
const MAX_ANNOUNCED_STRINGS: u64 = 2_000_000;

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Office Open XML workbook.
    Xlsx,
    /// The binary workbook of Excel 97-2003.
    Xls,
    /// Text with separators.
    Csv,
}

/// A file that may be parsed.
#[derive(Debug)]
pub struct Admitted {
    /// The very file that was checked, at its beginning.
    pub file: File,
    /// What it is.
    pub kind: FileKind,
    /// SHA-256 of the file in hexadecimal: what the history keeps of it.
    pub sha256: String,
}

/// Checks a file before it is parsed.
///
/// # Errors
/// Refused, with what to do, for anything that is not a plain .xlsx, .xls or .csv within the limits;
/// storage errors.
pub fn admit(path: &Path) -> Result<Admitted> {
    let reading = |error: &std::io::Error| files::io_error(path, "读取", error);
    let mut file = File::open(path).map_err(|error| reading(&error))?;
    let metadata = file.metadata().map_err(|error| reading(&error))?;
    if !metadata.is_file() {
        return Err(Error::refused(format!("“{}”不是文件", path.display()))
            .hint("请选择一个 .xlsx、.xls 或 .csv 文件。"));
    }
    if metadata.len() == 0 {
        return Err(Error::refused("文件是空的").hint("请检查是否选错了文件，或重新另存一份。"));
    }
    if metadata.len() >= MAX_BYTES {
        return Err(too_large(&format!("文件有 {} MB", metadata.len() / 1_000_000)));
    }
    refuse_macro_ending(path)?;

    let mut digest = Sha256::new();
    let mut marks = OleMarks::default();
    let mut head = Vec::new();
    let mut has_nul = false;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer).map_err(|error| reading(&error))?;
        let Some(chunk) = buffer.get(..count).filter(|chunk| !chunk.is_empty()) else { break };
        digest.update(chunk);
        if head.len() < 4096 {
            head.extend(chunk.iter().take(4096));
        }
        has_nul |= chunk.contains(&0);
        if head.starts_with(OLE) {
            marks.look(chunk);
        }
    }
    let sha256 = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let rewind = |file: &mut File| file.seek(SeekFrom::Start(0)).map_err(|error| reading(&error));
    rewind(&mut file)?;
    let kind = if head.starts_with(b"PK") {
        check_zip(&mut file)?;
        rewind(&mut file)?;
        FileKind::Xlsx
    } else if head.starts_with(OLE) {
        marks.check()?;
        FileKind::Xls
    } else {
        check_text(path, &head, has_nul)?;
        FileKind::Csv
    };
    Ok(Admitted { file, kind, sha256 })
}

/// First bytes of an OLE compound file: .xls, and every encrypted .xlsx.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

fn too_large(what: &str) -> Error {
    Error::refused(format!("{what}，超过导入的上限 200 MB"))
        .hint("请只保留要导入的工作表和行，去掉图片后另存，再导入；数据很多时可分成几个文件。")
}

pub(super) fn damaged(cause: impl std::fmt::Display) -> Error {
    Error::refused("文件已损坏或不完整，不能读取")
        .hint("请重新拷贝一份，或用 Excel、WPS 打开后另存为 .xlsx 再导入。")
        .cause(cause)
}

fn locked() -> Error {
    Error::refused("文件有密码，不能读取").hint("请用 Excel 或 WPS 打开，取消打开密码，另存后再导入。")
}

fn has_macros() -> Error {
    Error::refused("文件带有宏，不能导入").hint("请用 Excel 或 WPS 另存为不带宏的 .xlsx 后再导入。")
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn refuse_macro_ending(path: &Path) -> Result<()> {
    match ending(path).as_str() {
        "xlsm" | "xltm" | "xlam" | "xla" => Err(has_macros()),
        _ => Ok(()),
    }
}

/// Names of streams inside an OLE file, looked for in its bytes: the directory may stand anywhere.
#[derive(Default)]
struct OleMarks {
    tail: Vec<u8>,
    encrypted: bool,
    macros: bool,
    workbook: bool,
}

impl OleMarks {
    fn look(&mut self, chunk: &[u8]) {
        self.tail.extend_from_slice(chunk);
        let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let found = |name: &str| {
            let name = wide(name);
            self.tail.windows(name.len()).any(|window| window == name)
        };
        let (encrypted, macros, workbook) =
            (found("EncryptedPackage"), found("_VBA_PROJECT"), found("Workbook") || found("Book"));
        self.encrypted |= encrypted;
        self.macros |= macros;
        self.workbook |= workbook;
        let keep = self.tail.len().saturating_sub(64);
        self.tail.drain(..keep);
    }

    fn check(&self) -> Result<()> {
        if self.encrypted {
            return Err(locked());
        }
        if self.macros {
            return Err(has_macros());
        }
        if !self.workbook {
            return Err(not_a_table());
        }
        Ok(())
    }
}

fn not_a_table() -> Error {
    Error::refused("文件不是 Excel 工作簿").hint("请用 Excel 或 WPS 另存为 .xlsx，或另存为 .csv 后再导入。")
}

fn check_text(path: &Path, head: &[u8], has_nul: bool) -> Result<()> {
    let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    if has_nul && !wide {
        return Err(not_a_table());
    }
    let start =
        head.iter().position(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf));
    if start.and_then(|start| head.get(start)) == Some(&b'<') {
        return Err(Error::refused("文件其实是网页或 XML，不是 Excel 工作簿")
            .hint("请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"));
    }
    match ending(path).as_str() {
        "csv" | "txt" | "tsv" => Ok(()),
        _ => Err(not_a_table()),
    }
}

/// Looks at the directory of a zip, and inflates every part to nowhere to learn its real size.
fn check_zip(file: &mut File) -> Result<()> {
    check_directory(file)?;
    let mut archive = zip::ZipArchive::new(&mut *file).map_err(damaged)?;
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
        if entry.encrypted() {
            return Err(locked());
        }
        names.push(entry.name().map_err(damaged)?.replace('\\', "/").to_lowercase());
    }
    if names.iter().any(|name| name.ends_with("vbaproject.bin")) {
        return Err(has_macros());
    }
    if names.iter().any(|name| name.ends_with("workbook.bin")) {
        return Err(Error::refused("文件是二进制工作簿（.xlsb），不能导入")
            .hint("请用 Excel 或 WPS 另存为 .xlsx 后再导入。"));
    }
    if !names.iter().any(|name| name == "[content_types].xml")
        || !names.iter().any(|name| name.ends_with("workbook.xml"))
    {
        return Err(not_a_table());
    }

    let mut total = 0;
    for (index, name) in names.iter().enumerate() {
        let claimed = archive.by_index_raw(index).map_err(damaged)?.size();
        let strings = name.ends_with("sharedstrings.xml");
        let small = !strings && !name.contains("/worksheets/") && !name.contains("/media/");
        let room = if small { MAX_SMALL_PART.min(MAX_BYTES - total) } else { MAX_BYTES - total };
        if claimed > room {
            return Err(too_large(&format!("文件展开后有 {} MB 以上", (total + claimed) / 1_000_000)));
        }
        if name == "[content_types].xml" {
            let mut text = Vec::new();
            archive.by_index(index).map_err(damaged)?.take(room).read_to_end(&mut text).map_err(damaged)?;
            if String::from_utf8_lossy(&text).to_lowercase().contains("macroenabled") {
                return Err(has_macros());
            }
        }
        if strings {
            check_announced(std::io::BufReader::new(archive.by_index(index).map_err(damaged)?))?;
        }
        let mut entry = archive.by_index(index).map_err(damaged)?.take(room + 1);
        let (real, tags) = swallow(&mut entry)?;
        if real > room {
            return Err(too_large(&format!("文件展开后超过 {} MB", room / 1_000_000)));
        }
        if real != claimed {
            return Err(damaged("a part's real size differs from the directory's claim"));
        }
        if strings && tags > MAX_STRING_TAGS {
            return Err(too_large("文件里的文字太多"));
        }
        total += real;
    }
    Ok(())
}

/// Bytes until the end, and how many of them open a tag.
fn swallow(source: &mut impl Read) -> Result<(u64, u64)> {
    let mut buffer = vec![0; 1 << 16];
    let (mut bytes, mut tags) = (0, 0);
    loop {
        let count = source.read(&mut buffer).map_err(damaged)?;
        let Some(chunk) = buffer.get(..count).filter(|chunk| !chunk.is_empty()) else {
            return Ok((bytes, tags));
        };
        bytes += count as u64;
        tags += chunk.iter().filter(|&&byte| byte == b'<').count() as u64;
    }
}

/// The reader reserves room for as many strings as the part announces: a lie would end the program.
fn check_announced(part: impl std::io::BufRead) -> Result<()> {
    let mut xml = quick_xml::Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes().with_checks(false).flatten() {
                    let announced = attribute.value.as_ref().parse::<u64>();
                    if attribute.key.as_ref() == "uniqueCount"
                        && announced.is_ok_and(|announced| announced > MAX_ANNOUNCED_STRINGS)
                    {
                        return Err(too_large("文件里的文字太多"));
                    }
                }
                if tag.local_name().as_ref() == "sst" {
                    return Ok(());
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Reads the end record of a zip by hand: the library reads the whole directory into memory before
/// anyone can ask how long it is.
fn check_directory(file: &mut File) -> Result<()> {
    const END_LENGTH: u64 = 22;
    let length = file.metadata().map_err(damaged)?.len();
    let tail_length = length.min(END_LENGTH + u64::from(u16::MAX));
    file.seek(SeekFrom::Start(length - tail_length)).map_err(damaged)?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail).map_err(damaged)?;
    let at = tail
        .windows(4)
        .rposition(|window| window == b"PK\x05\x06")
        .ok_or_else(|| damaged("no end record: the file is cut off"))?;
    let field = |offset: usize, width: usize| {
        tail.get(at + offset..at + offset + width)
            .map(|bytes| bytes.iter().rev().fold(0_u64, |value, &byte| value << 8 | u64::from(byte)))
            .ok_or_else(|| damaged("the end record is cut off"))
    };
    let (parts, size, start, comment) = (field(10, 2)?, field(12, 4)?, field(16, 4)?, field(20, 2)?);
    let end_at = length - tail_length + at as u64;
    if end_at + END_LENGTH + comment != length || start + size != end_at {
        return Err(damaged("the directory is not where the end record says"));
    }
    if parts > u64::from(MAX_PARTS) || size > MAX_SMALL_PART {
        return Err(too_large("文件里的部件太多"));
    }
    Ok(())
}
