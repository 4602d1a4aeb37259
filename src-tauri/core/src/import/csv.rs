//! .csv: UTF-8 with or without its mark, UTF-16, or GB18030, told apart by content.

use std::{
    fs::File,
    io::{BufReader, Read, Seek, SeekFrom},
};

use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding};

use super::{
    guard,
    workbook::{Budget, Cell, CellKind, Sheet, SheetBuilder, over},
};
use crate::{Error, Result};

/// Reads the file as one sheet of the given name.
///
/// # Errors
/// Refused when no encoding fits or a limit is passed; cancelled.
pub(super) fn read(mut file: File, name: &str, budget: &mut Budget<'_>) -> Result<Sheet> {
    let encoding = detect(&mut file)?;
    rewind(&mut file)?;
    let separator = separator(Transcoder::new(&mut file, encoding, b','))?;
    rewind(&mut file)?;
    let mut records = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(Transcoder::new(BufReader::new(file), encoding, separator));
    let mut builder = SheetBuilder::new(name.to_owned());
    let mut record = ::csv::StringRecord::new();
    // A quoted line break makes a line of the file, but no row of the spreadsheet.
    let mut inner_breaks = 0;
    while records.read_record(&mut record).map_err(guard::damaged)? {
        inner_breaks += record.iter().flat_map(str::bytes).filter(|&byte| byte == b'\n').count() as u64;
        // The reader stands on the line after the record; a record's own position would be before the
        // empty lines that it skipped.
        let line = records.position().line().saturating_sub(1 + inner_breaks);
        let row = u32::try_from(line).map_err(|_| over("行数太多"))?;
        for (column, text) in record.iter().enumerate() {
            let column = u32::try_from(column).map_err(|_| over("列数太多"))?;
            let kind = if text.trim_start().starts_with('=') { CellKind::Formula } else { CellKind::Text };
            builder.put(row, column, Cell::new(kind, text), budget)?;
        }
    }
    if let Some(row) = records.get_ref().quotes.open_since() {
        return Err(Error::refused(format!("第 {row} 行的引号没有成对，后面的行会被并成一格"))
            .hint("请补上或删去这一行里多出的英文引号，或用 Excel、WPS 另存为 .xlsx 后再导入。"));
    }
    Ok(builder.finish())
}

/// Follows the quotes of a csv: one that is never closed swallows every row after it, and the csv
/// reader takes that for a long cell.
struct Quotes {
    separator: u8,
    state: QuoteState,
    line: u64,
    opened: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum QuoteState {
    FieldStart,
    Plain,
    Quoted,
    /// After a quote inside quotes: the end, or the first half of a doubled one.
    QuoteInside,
}

impl Quotes {
    fn new(separator: u8) -> Self {
        Self { separator, state: QuoteState::FieldStart, line: 1, opened: 0 }
    }

    fn follow(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            let ends = byte == self.separator || byte == b'\n';
            self.state = match self.state {
                QuoteState::FieldStart if byte == b'"' => {
                    self.opened = self.line;
                    QuoteState::Quoted
                }
                QuoteState::Quoted if byte == b'"' => QuoteState::QuoteInside,
                QuoteState::Quoted => QuoteState::Quoted,
                QuoteState::QuoteInside if byte == b'"' => QuoteState::Quoted,
                _ if ends => QuoteState::FieldStart,
                _ => QuoteState::Plain,
            };
            self.line += u64::from(byte == b'\n');
        }
    }

    /// The line of the file on which the open quote began.
    fn open_since(&self) -> Option<u64> {
        (self.state == QuoteState::Quoted).then_some(self.opened)
    }
}

fn rewind(file: &mut File) -> Result<()> {
    file.seek(SeekFrom::Start(0)).map(|_| ()).map_err(guard::damaged)
}

/// The encoding whose rules the whole file keeps.
fn detect(file: &mut File) -> Result<&'static Encoding> {
    let mut head = Vec::new();
    file.take(3).read_to_end(&mut head).map_err(guard::damaged)?;
    if let Some((encoding, _)) = Encoding::for_bom(&head) {
        return Ok(encoding);
    }
    for encoding in [encoding_rs::UTF_8, encoding_rs::GB18030] {
        rewind(file)?;
        if keeps(file, encoding)? {
            return Ok(encoding);
        }
    }
    Err(Error::refused("看不懂文件的文字编码").hint("请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"))
}

fn keeps(file: &mut File, encoding: &'static Encoding) -> Result<bool> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut input = vec![0; 1 << 16];
    let mut output = vec![0; 1 << 18];
    loop {
        let count = file.read(&mut input).map_err(guard::damaged)?;
        let chunk = input.get(..count).unwrap_or_default();
        // The output is four times the input: it never fills up.
        if let (DecoderResult::Malformed(..), ..) =
            decoder.decode_to_utf8_without_replacement(chunk, &mut output, count == 0)
        {
            return Ok(false);
        }
        if count == 0 {
            return Ok(true);
        }
    }
}

/// Comma, tab or semicolon: the one that the first lines use most.
fn separator(text: impl Read) -> Result<u8> {
    let mut head = Vec::new();
    text.take(1 << 16).read_to_end(&mut head).map_err(guard::damaged)?;
    let count = |separator: u8| head.iter().filter(|&&byte| byte == separator).count();
    let best = [b';', b'\t', b','].into_iter().max_by_key(|&separator| count(separator));
    Ok(best.unwrap_or(b','))
}

/// A reader that gives UTF-8 with plain line ends, also after the last line, whatever it reads: the csv reader counts a line
/// only at its \n, which after \r\n belongs to the next record already.
struct Transcoder<R> {
    source: R,
    decoder: Decoder,
    input: Vec<u8>,
    waiting: std::ops::Range<usize>,
    finished: bool,
    after_return: bool,
    output: Vec<u8>,
    given: usize,
    quotes: Quotes,
}

impl<R: Read> Transcoder<R> {
    fn new(source: R, encoding: &'static Encoding, separator: u8) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; 1 << 16],
            waiting: 0..0,
            finished: false,
            after_return: false,
            output: Vec::new(),
            given: 0,
            quotes: Quotes::new(separator),
        }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, target: &mut [u8]) -> std::io::Result<usize> {
        while self.given >= self.output.len() && !self.finished {
            let mut last = false;
            if self.waiting.is_empty() {
                let count = self.source.read(&mut self.input)?;
                self.waiting = 0..count;
                last = count == 0;
            }
            self.output.resize(1 << 16, 0);
            let chunk = self.input.get(self.waiting.clone()).unwrap_or_default();
            let (result, read, written, _) = self.decoder.decode_to_utf8(chunk, &mut self.output, last);
            self.waiting.start += read;
            self.output.truncate(written);
            self.output.retain_mut(|byte| {
                let second_half = self.after_return && *byte == b'\n';
                self.after_return = *byte == b'\r';
                if self.after_return {
                    *byte = b'\n';
                }
                !second_half
            });
            self.quotes.follow(&self.output);
            self.given = 0;
            self.finished = last && result == CoderResult::InputEmpty;
            if self.finished {
                self.output.push(b'\n');
            }
        }
        let ready = self.output.get(self.given..).unwrap_or_default();
        let count = ready.len().min(target.len());
        if let (Some(to), Some(from)) = (target.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}
