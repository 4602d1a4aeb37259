//! What the terminal prints: one JSON value for scripts, tables and sentences for people.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use comfy_table::{Table, presets};
use xianfeng_core::{Error, import::Finding};

/// Prints one JSON value on stdout.
#[allow(clippy::print_stdout, reason = "results of a terminal go to stdout")]
pub fn json(value: &impl serde::Serialize) -> Result<(), Error> {
    println!("{}", serde_json::to_string_pretty(value).map_err(Error::internal)?);
    Ok(())
}

/// Prints a line on stdout.
#[allow(clippy::print_stdout, reason = "results of a terminal go to stdout")]
pub fn line(text: impl std::fmt::Display) {
    println!("{text}");
}

/// Prints a table on stdout.
pub fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(header);
    for row in rows {
        table.add_row(row);
    }
    line(table);
}

/// A refusal: sentence, what to do, further lines; with `--json` as `{code, message, hint, details}`.
pub fn error(error: &Error, as_json: bool) {
    if as_json {
        // A refusal is a result too: scripts read why.
        let _ = json(error);
    }
    eprintln!("{}", error.message);
    for detail in &error.details {
        eprintln!("  {detail}");
    }
    if let Some(hint) = &error.hint {
        eprintln!("{hint}");
    }
}

/// The findings of an import, worst first, as far as a person reads.
pub fn findings(findings: &[Finding]) {
    const SHOWN: usize = 50;
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| finding.level);
    for finding in sorted.iter().take(SHOWN) {
        let level = finding.level.label();
        let column = finding.column.as_deref().map(|column| format!("“{column}”列")).unwrap_or_default();
        let place = format!("{}第{}行{column}", finding.sheet, finding.row);
        match &finding.value {
            Some(value) => eprintln!("{level}｜{place}｜{value}｜{}", finding.message),
            None => eprintln!("{level}｜{place}｜{}", finding.message),
        }
    }
    if sorted.len() > SHOWN {
        eprintln!("另有 {} 条未列出；用 --findings 文件.xlsx 可写出全部。", sorted.len() - SHOWN);
    }
}

/// A wrong command line, in Chinese; help and version are no errors.
pub fn usage(error: &clap::Error) -> ExitCode {
    let word = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        _ => String::new(),
    };
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let text = error.render().to_string();
            let text = text
                .replace("Arguments:", "参数：")
                .replace("Options:", "选项：")
                .replace("[default: ", "[默认：");
            if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
                eprintln!("{text}");
                return ExitCode::from(2);
            }
            line(text.trim_end());
            return ExitCode::SUCCESS;
        }
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", word(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("没有“{}”这个选项", word(ContextKind::InvalidArg)),
        ErrorKind::MissingRequiredArgument => format!("缺少：{}", word(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue if word(ContextKind::InvalidValue).is_empty() => {
            format!("{} 后面缺少内容", word(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let reason =
                std::error::Error::source(error).map(|reason| format!("：{reason}")).unwrap_or_default();
            format!("{} 不能是“{}”{reason}", word(ContextKind::InvalidArg), word(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => {
            format!("{} 与 {} 不能同时使用", word(ContextKind::InvalidArg), word(ContextKind::PriorArg))
        }
        _ => "命令写法不对".to_owned(),
    };
    eprintln!("{sentence}");
    eprintln!("写法见 xianfeng --help，或在命令后加 --help。");
    ExitCode::from(2)
}
