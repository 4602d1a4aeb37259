//! The keys of a layout file, and a walk that finds everything in it that is none of them.
//!
//! serde stops at its first error and speaks English; a clerk who mends a layout wants every place
//! at once, with line and key. What this walk lets pass, serde reads: a test holds the two together.

use std::collections::BTreeMap;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::Finding;
use crate::text;

/// What may stand behind a key.
pub(super) enum Kind {
    Text,
    Texts,
    Number(i64, i64),
    Flag,
    Word(&'static [&'static str]),
    Tables(&'static [Entry]),
}

/// A key.
pub(super) struct Entry {
    pub key: &'static str,
    pub kind: Kind,
    /// Whether it must be there.
    pub needed: bool,
}

const fn needed(key: &'static str, kind: Kind) -> Entry {
    Entry { key, kind, needed: true }
}

const fn free(key: &'static str, kind: Kind) -> Entry {
    Entry { key, kind, needed: false }
}

const SPANS: Kind = Kind::Word(&["本期", "累计"]);

/// Keys at the head of the file.
pub(super) static LAYOUT: [Entry; 17] = [
    needed("key", Kind::Text),
    needed("version", Kind::Number(1, 9999)),
    needed("name", Kind::Text),
    needed("about", Kind::Text),
    needed("title", Kind::Text),
    free("annex", Kind::Text),
    free("paper", Kind::Word(&["A4", "A3"])),
    free("orientation", Kind::Word(&["横向", "纵向"])),
    free("date", Kind::Word(&["截止日期", "统计时段"])),
    free("decimals", Kind::Number(0, 4)),
    free("per-branch", Kind::Flag),
    free("signatures", Kind::Flag),
    free("foot", Kind::Texts),
    free("checks", Kind::Texts),
    free("needs", Kind::Texts),
    free("item-summary", Kind::Flag),
    free("notes", Kind::Texts),
];

/// `[[table]]`, which stands behind all of [`LAYOUT`].
pub(super) static TABLES: Entry = needed("table", Kind::Tables(&TABLE));

/// Keys of `[[table]]`.
pub(super) static TABLE: [Entry; 8] = [
    free("heading", Kind::Text),
    free("sheet", Kind::Text),
    free("lead", Kind::Text),
    needed("label", Kind::Text),
    free("label-width", Kind::Number(10, 200)),
    free("numbered", Kind::Flag),
    needed("section", Kind::Tables(&SECTION)),
    needed("columns", Kind::Tables(&COLUMN)),
];

/// Keys of `[[table.section]]`.
pub(super) static SECTION: [Entry; 7] = [
    free("number", Kind::Text),
    free("name", Kind::Text),
    needed("rows", Kind::Word(&["党组织", "党支部", "领域", "党员", "评议内容", "固定行"])),
    free("subject", Kind::Text),
    free("scheme", Kind::Text),
    free("lines", Kind::Tables(&LINE)),
    free("total", Kind::Text),
];

/// Keys of a line of 固定行.
pub(super) static LINE: [Entry; 2] = [needed("name", Kind::Text), free("span", SPANS)];

/// Keys of a column.
pub(super) static COLUMN: [Entry; 7] = [
    needed("head", Kind::Text),
    free("columns", Kind::Tables(&COLUMN)),
    free("indicator", Kind::Text),
    free("by-hand", Kind::Flag),
    free("span", SPANS),
    free("width", Kind::Number(5, 200)),
    free("decimals", Kind::Number(0, 4)),
];

/// Where each key of a file stands, and what is wrong there.
pub(super) struct Walk<'a> {
    text: &'a str,
    /// Line of each key, by its path: `table[1].columns[2].indicator`.
    pub lines: BTreeMap<String, usize>,
    /// What is wrong, from top to bottom.
    pub findings: Vec<Finding>,
}

impl<'a> Walk<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, lines: BTreeMap::new(), findings: Vec::new() }
    }

    /// Line of a place in the text, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }

    /// Walks the whole file.
    pub fn file(&mut self, table: &DeTable<'_>) {
        let known: Vec<&Entry> = LAYOUT.iter().chain([&TABLES]).collect();
        self.table(table, &known, "", 1);
    }

    fn table(&mut self, table: &DeTable<'_>, known: &[&Entry], path: &str, line: usize) {
        for (key, value) in table {
            let place = join(path, key.get_ref());
            let line = self.line(key.span().start);
            match known.iter().find(|entry| entry.key == key.get_ref()) {
                Some(entry) => self.value(value, &entry.kind, &place, line),
                None => {
                    let keys = known.iter().map(|entry| entry.key);
                    let meant = meant(key.get_ref(), keys.clone());
                    let all = keys.collect::<Vec<_>>().join("、");
                    self.find(line, place, format!("没有这个键{meant}；这里可以写 {all}"));
                }
            }
        }
        for entry in known.iter().filter(|entry| entry.needed && !table.contains_key(entry.key)) {
            self.find(line, join(path, entry.key), "缺少这个键".to_owned());
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, kind: &Kind, place: &str, line: usize) {
        self.lines.insert(place.to_owned(), line);
        match (kind, value.get_ref()) {
            (Kind::Text, DeValue::String(text)) if text.trim().is_empty() => {
                self.find(line, place.to_owned(), "不能是空的".to_owned());
            }
            (Kind::Text, DeValue::String(_)) | (Kind::Flag, DeValue::Boolean(_)) => {}
            (Kind::Number(least, most), DeValue::Integer(number)) => {
                let number = i64::from_str_radix(number.as_str(), number.radix());
                if !number.is_ok_and(|number| (*least..=*most).contains(&number)) {
                    self.find(line, place.to_owned(), format!("要写 {least} 到 {most} 的整数"));
                }
            }
            (Kind::Word(words), DeValue::String(text)) => {
                if !words.contains(&text.as_ref()) {
                    let meant = meant(text, words.iter().copied());
                    let all = words.join("、");
                    self.find(line, place.to_owned(), format!("不认识“{text}”{meant}；可以写 {all}"));
                }
            }
            (Kind::Texts, DeValue::Array(texts)) => {
                for (index, text) in texts.iter().enumerate() {
                    let place = format!("{place}[{}]", index + 1);
                    self.value(text, &Kind::Text, &place, self.line(text.span().start));
                }
            }
            (Kind::Tables(entries), DeValue::Array(tables)) => {
                let known: Vec<&Entry> = entries.iter().collect();
                if tables.is_empty() && place != "table" {
                    self.find(line, place.to_owned(), "至少要有一项".to_owned());
                }
                for (index, value) in tables.iter().enumerate() {
                    let place = format!("{place}[{}]", index + 1);
                    let line = self.line(value.span().start);
                    match value.get_ref() {
                        DeValue::Table(table) => {
                            self.lines.insert(place.clone(), line);
                            self.table(table, &known, &place, line);
                        }
                        _ => self.find(line, place, format!("要写成{}", shape(kind))),
                    }
                }
            }
            _ => self.find(line, place.to_owned(), format!("要写成{}", shape(kind))),
        }
    }

    fn find(&mut self, line: usize, key: String, message: String) {
        self.findings.push(Finding { line, key, message });
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// ，是不是“…”？ in the midst of a sentence.
pub(super) fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    text::nearest(known, word).first().map_or_else(String::new, |known| format!("，是不是“{known}”"))
}

/// How such a value is written.
fn shape(kind: &Kind) -> String {
    match kind {
        Kind::Text => "带引号的文字".to_owned(),
        Kind::Texts => "方括号里几段带引号的文字".to_owned(),
        Kind::Number(least, most) => format!("{least} 到 {most} 的整数，不带引号"),
        Kind::Flag => "true 或 false，不带引号".to_owned(),
        Kind::Word(words) => format!("带引号的 {}", words.join("、")),
        Kind::Tables(_) => "若干项，每项在双方括号的小标题下或在花括号里".to_owned(),
    }
}
