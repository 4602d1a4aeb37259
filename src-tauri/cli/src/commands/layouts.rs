//! `layouts`: check, add, list, show, remove.

use std::{path::Path, process::ExitCode};

use xianfeng_core::{Office, Result, api};

use super::answer;
use crate::{args::layouts::LayoutsCommand, print};

/// Checks a file; needs no office.
pub fn check(file: &Path, json: bool) -> Result<ExitCode> {
    let checked = api::check_layout(file)?;
    checked.findings.iter().for_each(|finding| eprintln!("{finding}"));
    match (&checked.name, checked.findings.len()) {
        (Some(name), 0) => eprintln!("“{name}”没有问题；用 xianfeng layouts add 加入台账。"),
        (_, found) => eprintln!("有{found}处要改。"),
    }
    if json {
        print::json(&checked)?;
    }
    Ok(if checked.ok { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Everything that needs the office.
pub fn run(office: &mut Office, command: LayoutsCommand, json: bool) -> Result<ExitCode> {
    match command {
        LayoutsCommand::Check { file } => return check(&file, json),
        LayoutsCommand::Add { file } => {
            let added = api::add_layout(office, &file)?;
            let word = if added.new { "加入" } else { "更新" };
            let row = &added.layout;
            eprintln!(
                "已{word}“{}”，出表用 xianfeng export {} --period 时段 --out 文件夹。",
                row.name, row.key
            );
            answer(json, || serde_json::json!(added))?;
        }
        LayoutsCommand::List => {
            let rows = api::layouts(office)?;
            if json {
                print::json(&rows)?;
            } else {
                let cells = rows.into_iter().map(|row| {
                    let whose = if row.own { "本单位" } else { "现成" };
                    vec![row.key, row.name, row.version.to_string(), whose.to_owned(), row.about]
                });
                print::table(&["代号", "报表", "版本", "来源", "用途"], cells)?;
            }
        }
        LayoutsCommand::Show { key } => {
            let text = api::layout_text(office, &key)?;
            if json {
                print::json(&serde_json::json!({ "key": key, "text": text }))?;
            } else {
                text.lines().try_for_each(print::line)?;
            }
        }
        LayoutsCommand::Remove { key } => {
            api::remove_layout(office, &key)?;
            eprintln!("已删除“{key}”；如需取回，用 xianfeng undo。");
            answer(json, || serde_json::json!({ "removed": key }))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
