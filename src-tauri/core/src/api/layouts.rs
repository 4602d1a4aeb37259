//! `layouts`: the tables that are data, ready-made and the office's own.

use std::{borrow::Cow, collections::BTreeSet, path::Path};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    contract::{Contract, Nothing},
    session::{FileId, Sitting},
};
use crate::{
    Error, ErrorCode, Office, Result,
    documents::{self, table_paper},
    error::OrNotFound,
    files::read_text,
    statistics::layout::{self, Finding, Layout, store},
};

/// A layout file is a few thousand characters; one this large is something else.
const LARGEST: u64 = 1 << 20;

/// A layout, for lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LayoutRow {
    /// What `xianfeng export` takes.
    pub key: String,
    /// 表名.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// 版本.
    pub version: u32,
    /// Whether it is the office's own.
    pub own: bool,
}

/// Which layout.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct LayoutNamed {
    /// Its key.
    pub key: String,
}

/// A layout's text, as it was typed or as a file has it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LayoutSource {
    /// As typed.
    Text(String),
    /// A file that the clerk chose.
    File(FileId),
}

impl LayoutSource {
    pub(super) fn text(&self, sitting: &Sitting) -> Result<Cow<'_, str>> {
        match self {
            Self::Text(text) => Ok(Cow::Borrowed(text)),
            Self::File(file) => read(&sitting.files.path(file)?).map(Cow::Owned),
        }
    }
}

/// What `layouts check` says of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LayoutCheck {
    /// Whether it can be added.
    pub ok: bool,
    /// Its key; null when the file cannot be read.
    pub key: Option<String>,
    /// Its name; null when the file cannot be read.
    pub name: Option<String>,
    /// What has to be mended, by line.
    pub findings: Vec<Finding>,
}

/// What `layouts add` did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LayoutAdded {
    /// The layout.
    #[serde(flatten)]
    pub layout: LayoutRow,
    /// Whether there was none with this key before.
    pub new: bool,
}

impl LayoutRow {
    fn of(layout: Layout, own: bool) -> Self {
        Self { key: layout.key, name: layout.name, about: layout.about, version: layout.version, own }
    }
}

/// Every layout, ready-made ones first.
///
/// # Errors
/// Storage errors.
pub fn layouts(office: &Office) -> Result<Vec<LayoutRow>> {
    let ready = layout::ready_made().len();
    let all = store::all(office.read())?.into_iter().enumerate();
    Ok(all.map(|(place, layout)| LayoutRow::of(layout, place >= ready)).collect())
}

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.read("layouts.list", |office: &Office, _: &Nothing| layouts(office));
    all.read("layouts.text", |office: &Office, asked: &LayoutNamed| layout_text(office, &asked.key));
    all.read("layouts.draft", |office: &Office, asked: &LayoutNamed| draft(office, &asked.key));
    all.sit("layouts.check", |sitting: &mut Sitting, asked: &LayoutSource, _| {
        Ok(check_text(&asked.text(sitting)?))
    });
    all.sit("layouts.add", |sitting: &mut Sitting, asked: &LayoutSource, _| {
        let text = asked.text(sitting)?;
        add_text(sitting.office_mut()?, &text)
    });
    all.change("layouts.remove", |office: &mut Office, asked: &LayoutNamed| {
        remove_layout(office, &asked.key)
    });
}

/// Reads a layout file and says everything that has to be mended.
///
/// # Errors
/// Not found, or refused when the file is no text; storage errors.
pub fn check_layout(file: &Path) -> Result<LayoutCheck> {
    Ok(check_text(&read(file)?))
}

fn check_text(text: &str) -> LayoutCheck {
    let (layout, mut findings) = layout::examine(text);
    if let Some(layout) = layout.as_ref().filter(|_| findings.is_empty()) {
        findings.extend(unfit(layout));
        let line = |key: &str| text.lines().position(|line| line.trim_start().starts_with(key));
        findings.extend(taken(layout).map(|(key, taken)| Finding {
            line: line(key).unwrap_or_default() + 1,
            key: key.to_owned(),
            message: format!("{taken}；{OTHER_WORDS}"),
        }));
    }
    LayoutCheck {
        ok: findings.is_empty(),
        key: layout.as_ref().map(|layout| layout.key.clone()),
        name: layout.map(|layout| layout.name),
        findings,
    }
}

/// Adds a layout file to the office, or puts it in place of the one with its key.
///
/// # Errors
/// Findings; refused when another table has the key or the name, when the columns do not fit on the
/// paper, or when a changed layout does not count its version up; not found or storage errors of the
/// file.
pub fn add_layout(office: &mut Office, file: &Path) -> Result<LayoutAdded> {
    add_text(office, &read(file)?)
}

fn add_text(office: &mut Office, text: &str) -> Result<LayoutAdded> {
    let layout = Layout::parse(text)?;
    if let Some((_, taken)) = taken(&layout) {
        return Err(Error::refused(format!("{taken}，没有加入")).hint(OTHER_WORDS));
    }
    table_paper::fits(&layout)?;
    let (layout, new) = office.change("加入报表格式", |change| {
        change.describe(format!("{}，第 {} 版", layout.key, layout.version));
        store::put(change, text)
    })?;
    Ok(LayoutAdded { layout: LayoutRow::of(layout, true), new })
}

/// Takes one of the office's own layouts out.
///
/// # Errors
/// Refused for a ready-made one; not found; storage errors.
pub fn remove_layout(office: &mut Office, key: &str) -> Result<()> {
    office.change("删除报表格式", |change| {
        change.describe(key);
        store::remove(change, key)
    })
}

/// The text of a layout, to copy and edit.
///
/// # Errors
/// Not found, with the keys there are; storage errors.
pub fn layout_text(office: &Office, key: &str) -> Result<String> {
    if let Some((_, text)) = layout::ready_made().iter().find(|(known, _)| *known == key) {
        return Ok((*text).to_owned());
    }
    let own = store::own(office.read())?.into_iter().find(|own| own.layout.key == key);
    let own = own.or_not_found(|| format!("没有代号为“{key}”的报表"));
    own.map(|own| own.text).map_err(|error| match layouts(office) {
        Ok(all) => error
            .hint("可用的报表如下。")
            .details(all.into_iter().map(|row| format!("{}　{}", row.key, row.name)).collect()),
        Err(error) => error,
    })
}

/// A text to start an own layout from: a copy under a key and a name that nothing has yet, so that it
/// can be added at once and changed afterwards.
///
/// # Errors
/// Not found, with the keys there are; storage errors.
fn draft(office: &Office, key: &str) -> Result<String> {
    let text = layout_text(office, key)?;
    let name = layouts(office)?.into_iter().find(|row| row.key == key).map(|row| row.name);
    let (mut taken, mut names) = (BTreeSet::new(), BTreeSet::new());
    for row in super::papers::forms(office)? {
        taken.insert(row.key);
        names.insert(row.name);
    }
    let mut places = (1..).map(|place| if place == 1 { String::new() } else { place.to_string() });
    let place = places.find(|place| {
        let name = name.as_deref().unwrap_or_default();
        !taken.contains(&format!("own-{key}{place}")) && !names.contains(&format!("{name}（自定{place}）"))
    });
    let place = place.unwrap_or_default();
    let mut head = true;
    let lines = text.lines().map(|line| {
        head &= !line.starts_with('[');
        match line.split_once('=').map(|(word, _)| word.trim()) {
            Some("key") if head => format!("key = \"own-{key}{place}\""),
            Some("name") if head => {
                format!("name = \"{}（自定{place}）\"", name.as_deref().unwrap_or_default())
            }
            Some("version") if head => "version = 1".to_owned(),
            _ => line.to_owned(),
        }
    });
    Ok(lines.fold(String::new(), |draft, line| draft + &line + "\n"))
}

/// What to do about a key or name that is taken.
const OTHER_WORDS: &str = "请换一个代号（key）和表名（name），例如在后面加上本单位的简称；现成的表保持不变。";

/// Whether a ready-made paper has the key or the name, and which of them.
fn taken(layout: &Layout) -> Option<(&'static str, String)> {
    let forms = documents::forms();
    let key = forms.iter().find(|form| form.key == layout.key);
    let name = forms.iter().find(|form| form.name == layout.name);
    key.map(|form| ("key", format!("“{}”是“{}”的代号", layout.key, form.name)))
        .or_else(|| name.map(|form| ("name", format!("“{}”是现成的表“{}”的表名", form.name, form.key))))
}

fn unfit(layout: &Layout) -> Option<Finding> {
    let error = table_paper::fits(layout).err()?;
    let message = format!("{}；{}", error.message, error.hint.unwrap_or_default());
    Some(Finding { line: 1, key: "paper".to_owned(), message })
}

fn read(file: &Path) -> Result<String> {
    let no_layout = || {
        Error::refused(format!("“{}”不是报表格式文件", file.display()))
            .hint("报表格式是 UTF-8 编码的文本文件（TOML）；可先复制一份现成的来改。")
            .terminal("报表格式是 UTF-8 编码的文本文件（TOML）；可先用 xianfeng layouts show 代号 取一份现成的来改。")
    };
    match read_text(file, LARGEST) {
        Ok(text) if !text.trim().is_empty() => Ok(text),
        Err(error) if error.code != ErrorCode::Refused => Err(error),
        Ok(_) | Err(_) => Err(no_layout()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_saved_by_an_older_windows_is_read_and_what_is_none_is_told_so() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("县表.toml");
        let (_, text) = layout::ready_made()[0];
        let own = text.replacen("key = \"", "key = \"county-", 1).replacen("name = \"", "name = \"县", 1);
        crate::files::write(&file, &encoding_rs::GB18030.encode(&own).0).unwrap();
        let check = check_layout(&file).unwrap();
        assert_eq!((check.ok, check.name.as_deref()), (true, Some("县群众评议统计表")));
        crate::files::write(&file, text.as_bytes()).unwrap();
        let taken = check_layout(&file).unwrap();
        assert!(
            !taken.ok && taken.findings[0].message.contains("是“群众评议统计表”的代号"),
            "{:?}",
            taken.findings
        );
        for nothing in [&b" \n"[..], &[0xff, 0xff, 0x00]] {
            crate::files::write(&file, nothing).unwrap();
            let error = check_layout(&file).unwrap_err();
            assert!(error.message.contains("不是报表格式文件"), "{error}");
            assert!(error.at_terminal().hint.unwrap().contains("layouts show"));
        }
        let missing = check_layout(&folder.path().join("无.toml")).unwrap_err();
        assert_eq!(missing.code, ErrorCode::Storage);
    }
}
