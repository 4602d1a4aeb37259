//! From the text of a layout file to a layout, or to everything that is wrong with it.

use schemars::JsonSchema;
use serde::Serialize;
use toml::de::DeTable;

use super::{Layout, check::check, schema::Walk};
use crate::{Error, ErrorCode};

/// Something in a layout file that cannot stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Finding {
    /// Line of the file, from 1.
    pub line: usize,
    /// The key: `table[1].columns[2].indicator`, counted from 1; empty for the file as a whole.
    pub key: String,
    /// What is wrong and what may stand there, in Chinese.
    pub message: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.key.as_str() {
            "" => write!(f, "第{}行：{}", self.line, self.message),
            key => write!(f, "第{}行 {key}：{}", self.line, self.message),
        }
    }
}

/// Reads a layout and says everything that is wrong, by line; no layout when it cannot be read.
pub fn examine(text: &str) -> (Option<Layout>, Vec<Finding>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (file, errors) = DeTable::parse_recoverable(text);
    let mut walk = Walk::new(text);
    if !errors.is_empty() {
        let unreadable = errors.iter().map(|error| Finding {
            line: walk.line(error.span().map_or(0, |span| span.start)),
            key: String::new(),
            message: unreadable(error.message()),
        });
        let mut findings: Vec<Finding> = unreadable.collect();
        findings.sort();
        findings.dedup();
        return (None, findings);
    }
    walk.file(file.get_ref());
    if !walk.findings.is_empty() {
        walk.findings.sort();
        return (None, walk.findings);
    }
    match toml::from_str::<Layout>(text) {
        Ok(layout) => {
            let mut findings = check(&layout, &walk.lines);
            findings.sort();
            findings.dedup();
            (Some(layout), findings)
        }
        // The walk knows every key and shape that serde does; this is for what nobody thought of.
        Err(error) => {
            let line = walk.line(error.span().map_or(0, |span| span.start));
            let message = format!("读不出来（{}）", error.message());
            (None, vec![Finding { line, key: String::new(), message }])
        }
    }
}

/// The error that lists what was found.
pub(super) fn refused(findings: &[Finding]) -> Error {
    Error::new(ErrorCode::Findings, format!("报表格式有{}处要改，没有采用", findings.len()))
        .hint("请按行号改好后再试；可参照一份现成的报表格式。")
        .terminal("请按行号改好后再试；可用 xianfeng layouts show statistics-table 看一份现成的写法。")
        .details(findings.iter().map(ToString::to_string).collect())
}

/// What the TOML reader could not read, in the words of somebody who has never heard of TOML.
fn unreadable(message: &str) -> String {
    let what = [
        ("duplicate key", "同一个键写了两遍"),
        ("string", "文字的引号没有成对，请用英文双引号括起来"),
        ("array", "方括号没有成对，或各项之间缺少英文逗号"),
        ("inline table", "花括号没有成对，或各项之间缺少英文逗号"),
        ("missing value", "等号后面没有内容"),
        ("key with no value", "键后面缺少等号和内容"),
        ("`=`", "键后面缺少英文等号"),
        ("table", "小标题的方括号没有成对"),
    ];
    let known = what.iter().find(|(english, _)| message.contains(english)).map(|(_, chinese)| *chinese);
    known.unwrap_or("写得不对，读不出来，请检查引号、等号、逗号和括号是否为英文符号").to_owned()
}
