//! What a layout that can be read still gets wrong: indicators that are not there, relations that
//! are none, columns that are neither figure nor head.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column, Finding, Layout, RowSource, Section, Table, filled, placeholders, relation::Relation};
use crate::{ErrorCode, statistics::indicators};

/// Deepest tree of heads that can be read on paper.
const DEEPEST: usize = 4;
/// Words in braces that a title knows.
const IN_TITLE: [&str; 4] = ["单位", "年", "季", "时段"];
/// And notes.
const IN_NOTES: [&str; 2] = ["截止日期", "时段"];
/// In the head of a column: the grade it is repeated for.
pub const GRADE: &str = "{等次}";

/// Everything that cannot stand, by line of the key that says it.
pub(super) fn check(layout: &Layout, lines: &BTreeMap<String, usize>) -> Vec<Finding> {
    let mut desk = Desk { lines, known: BTreeMap::new(), findings: Vec::new() };
    desk.layout(layout);
    desk.findings
}

/// What an indicator is named for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// A figure of every section: each fills its `*`.
    Figure,
    /// A figure of those sections that can fill its `*`.
    Need,
    /// As [`Use::Need`], and it must be a count.
    Sum,
}

struct Desk<'a> {
    lines: &'a BTreeMap<String, usize>,
    /// Of each asked key: whether it can be added, or why it is none.
    known: BTreeMap<String, Result<bool, String>>,
    findings: Vec<Finding>,
}

impl Desk<'_> {
    fn find(&mut self, key: &str, message: impl Into<String>) {
        // A key that was left out is told at the one it belongs to.
        let mut place = key;
        while !self.lines.contains_key(place) {
            match place.rfind(['.', '[']) {
                Some(end) => place = place.get(..end).unwrap_or_default(),
                None => break,
            }
        }
        let line = self.lines.get(place).copied().unwrap_or(1);
        self.findings.push(Finding { line, key: key.to_owned(), message: message.into() });
    }

    fn layout(&mut self, layout: &Layout) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if layout.key == "all" {
            self.find("key", "“all”另有用处，请换一个代号");
        } else if !layout.key.chars().all(plain) || layout.key.starts_with('-') {
            self.find("key", format!("“{}”不能作代号；代号只用小写字母、数字和连字符", layout.key));
        }
        self.words("title", &layout.title, &IN_TITLE);
        for (index, note) in layout.notes.iter().enumerate() {
            self.words(&format!("notes[{}]", index + 1), note, &IN_NOTES);
        }
        let sections: Vec<&Section> = layout.tables.iter().flat_map(|table| &table.sections).collect();
        for (index, text) in layout.checks.iter().enumerate() {
            let place = format!("checks[{}]", index + 1);
            match Relation::parse(text) {
                Err(why) => self.find(&place, format!("勾稽关系“{text}”{why}；写成 甲 = 乙 + 丙 - 丁")),
                Ok(relation) => {
                    relation.keys().for_each(|key| self.indicator(&place, key, &sections, Use::Sum));
                }
            }
        }
        for (index, key) in layout.needs.iter().enumerate() {
            self.indicator(&format!("needs[{}]", index + 1), key, &sections, Use::Need);
        }
        if layout.tables.is_empty() {
            self.find("table", "至少要有一张表（[[table]]）");
        }
        let mut sheets = BTreeSet::new();
        for (index, table) in layout.tables.iter().enumerate() {
            let place = format!("table[{}]", index + 1);
            if let Some(sheet) = &table.sheet {
                let key = format!("{place}.sheet");
                if sheet.chars().count() > 31 || sheet.contains(['[', ']', ':', '*', '?', '/', '\\']) {
                    self.find(&key, "工作表名最多 31 个字，不能有 [ ] : * ? / \\");
                }
                if !sheets.insert(sheet) {
                    self.find(&key, format!("工作表名“{sheet}”用了两次"));
                }
            }
            self.table(&place, table);
        }
    }

    fn words(&mut self, place: &str, text: &str, known: &[&str]) {
        for (_, word) in placeholders(text).into_iter().filter(|(word, _)| *word) {
            if !known.contains(&word) {
                let all: Vec<String> = known.iter().map(|word| format!("{{{word}}}")).collect();
                self.find(place, format!("不认识“{{{word}}}”；可以写 {}", all.join("、")));
            }
        }
    }

    fn table(&mut self, place: &str, table: &Table) {
        let several = table.sections.len() > 1;
        for (index, section) in table.sections.iter().enumerate() {
            let place = format!("{place}.section[{}]", index + 1);
            if several && section.name.is_none() {
                self.find(&format!("{place}.name"), "一张表有几组行时，每组都要有名称（name）");
            }
            match section.rows {
                RowSource::Lines if section.lines.is_empty() => {
                    self.find(&format!("{place}.lines"), "rows 是“固定行”时，要用 lines 写出各行");
                }
                RowSource::Lines => {}
                _ if !section.lines.is_empty() => {
                    self.find(&format!("{place}.lines"), "只有 rows 是“固定行”时才能写 lines");
                }
                RowSource::Items if section.subject.is_none() => self.find(
                    &format!("{place}.subject"),
                    "rows 是“评议内容”时，要用 subject 写明 organizations 或 members",
                ),
                _ => {}
            }
            for (line, name) in section.lines.iter().enumerate() {
                self.words(&format!("{place}.lines[{}].name", line + 1), &name.name, &["本期"]);
            }
        }
        let sections: Vec<&Section> = table.sections.iter().collect();
        if let Some(lead) = &table.lead {
            let first = sections.get(..1).unwrap_or_default();
            for (_, key) in placeholders(lead).into_iter().filter(|(word, _)| *word) {
                self.indicator(&format!("{place}.lead"), key, first, Use::Figure);
            }
        }
        for (index, column) in table.columns.iter().enumerate() {
            self.column(&format!("{place}.columns[{}]", index + 1), column, &sections, 1, false);
        }
    }

    fn column(&mut self, place: &str, column: &Column, sections: &[&Section], level: usize, graded: bool) {
        let graded = graded || column.head.contains(GRADE);
        if level > DEEPEST {
            return self.find(place, format!("表头最多{DEEPEST}层"));
        }
        if !column.columns.is_empty() {
            let of_leaf = [
                ("indicator", column.indicator.is_some()),
                ("by-hand", column.by_hand),
                ("span", column.span.is_some()),
                ("width", column.width.is_some()),
                ("decimals", column.decimals.is_some()),
            ];
            for (key, _) in of_leaf.into_iter().filter(|(_, there)| *there) {
                let key = format!("{place}.{key}");
                self.find(&key, format!("“{}”下面还有栏目，这个键只能写在最下一层", head(column)));
            }
            for (index, below) in column.columns.iter().enumerate() {
                let place = format!("{place}.columns[{}]", index + 1);
                self.column(&place, below, sections, level + 1, graded);
            }
            return;
        }
        let key = format!("{place}.indicator");
        match &column.indicator {
            Some(_) if column.by_hand => {
                self.find(&key, format!("“{}”既写了指标又写了 by-hand，只能留一样", head(column)));
            }
            Some(indicator) if graded => {
                // Whatever grade stands there, the family must exist.
                self.indicator(&key, &indicator.replace(GRADE, "满意"), sections, Use::Figure);
            }
            Some(indicator) => self.indicator(&key, indicator, sections, Use::Figure),
            None => {}
        }
    }

    fn indicator(&mut self, place: &str, key: &str, sections: &[&Section], used: Use) {
        // Whatever grade stands there, the family must exist.
        let key = &if used == Use::Sum { key.replace(GRADE, "满意") } else { key.to_owned() };
        let of: Vec<&&Section> = sections.iter().filter(|section| section.subject.is_some()).collect();
        let least = if used == Use::Figure { sections.len() } else { 1 };
        if key.contains('*') && of.len() < least {
            return self.find(
                place,
                format!(
                    "“{key}”里有 *，但不是每组行都用 subject 写明了 * 代表什么（organizations 或 members）"
                ),
            );
        }
        let keys: BTreeSet<String> = if key.contains('*') {
            of.iter().map(|section| filled(key, section)).collect()
        } else {
            BTreeSet::from([key.to_owned()])
        };
        for key in keys {
            let known = match self.known.get(&key) {
                Some(known) => known.clone(),
                None => {
                    let known = Self::look_up(&key);
                    self.known.insert(key.clone(), known.clone());
                    known
                }
            };
            match known {
                Err(message) => self.find(place, message),
                Ok(false) if used == Use::Sum => {
                    self.find(place, format!("“{key}”是比率或文字，不能写进勾稽关系；请用人数、张数等数目"));
                }
                Ok(_) => {}
            }
        }
    }

    fn look_up(key: &str) -> Result<bool, String> {
        indicators::find(key).map(|indicator| indicator.counts()).map_err(|error| match error.code {
            ErrorCode::NotFound => {
                let nearest = error.details.first();
                let meant = nearest.map_or_else(String::new, |near| format!("，是不是“{near}”"));
                format!("{}{meant}", error.message)
            }
            _ => format!("{}；{}", error.message, error.hint.unwrap_or_default().trim_end_matches('。')),
        })
    }
}

fn head(column: &Column) -> String {
    column.head.replace('\n', "")
}
