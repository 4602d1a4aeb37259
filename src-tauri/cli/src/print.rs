//! What the terminal prints: one JSON value for scripts, tables and sentences for people.

use std::{io::Write, process::ExitCode};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use comfy_table::{Table, presets};
use xianfeng_core::{
    Error, ErrorCode,
    import::{Finding, RecordChange},
    numbers::DASH,
};

/// Prints one JSON value on stdout.
///
/// # Errors
/// When stdout takes no more.
pub fn json(value: &impl serde::Serialize) -> Result<(), Error> {
    line(serde_json::to_string_pretty(value).map_err(Error::internal)?)
}

/// Prints a line on stdout. A reader that has seen enough (`| head`) is no error; a full disk is.
///
/// # Errors
/// When stdout takes no more.
pub fn line(text: impl std::fmt::Display) -> Result<(), Error> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::new(ErrorCode::Storage, "结果没有写完整").hint("请检查磁盘空间后重试。").cause(error))
        }
        _ => Ok(()),
    }
}

/// Prints a table on stdout.
///
/// # Errors
/// When stdout takes no more.
pub fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<(), Error> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(header);
    for row in rows {
        table.add_row(row);
    }
    line(table)
}

/// A refusal: sentence, what to do, further lines; with `--json` as `{code, message, hint, details}`.
pub fn error(error: Error, as_json: bool) {
    let error = error.at_terminal();
    if as_json {
        // A refusal is a result too: scripts read why.
        let _ = json(&error);
    }
    eprintln!("{}", error.message);
    for detail in &error.details {
        eprintln!("  {detail}");
    }
    if let Some(hint) = &error.hint {
        eprintln!("{hint}");
    }
}

/// What an import changes in each record, as far as a person reads.
///
/// # Errors
/// When stdout takes no more.
pub fn changes(changes: &[RecordChange]) -> Result<(), Error> {
    const SHOWN: usize = 50;
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| DASH.to_owned());
    for change in changes.iter().take(SHOWN) {
        let fields: Vec<String> = change
            .fields
            .iter()
            .map(|field| format!("{} {} → {}", field.field, shown(&field.before), shown(&field.after)))
            .collect();
        line(format!("{}：{}", change.record, fields.join("；")))?;
    }
    if changes.len() > SHOWN {
        line(format!("另有 {} 条更新未列出；用 --json 可看到全部。", changes.len() - SHOWN))?;
    }
    Ok(())
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
pub fn usage(error: &clap::Error, as_json: bool) -> ExitCode {
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
                .replace("[default: ", "[默认：")
                .replace("[OPTIONS]", "[选项]")
                .replace("<COMMAND>", "<命令>");
            if error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
                return line(text.trim_end()).map_or(ExitCode::from(1), |()| ExitCode::SUCCESS);
            }
            eprintln!("{text}");
            "没有写命令".to_owned()
        }
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", word(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("没有“{}”这个选项", word(ContextKind::InvalidArg)),
        ErrorKind::MissingRequiredArgument => format!("缺少：{}", word(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue if word(ContextKind::InvalidValue).is_empty() => {
            format!("{} 后面缺少内容", word(ContextKind::InvalidArg))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let reason =
                std::error::Error::source(error).map(|reason| format!("：{reason}")).unwrap_or_default();
            let known = match word(ContextKind::ValidValue) {
                known if known.is_empty() => known,
                known => format!("，可以写：{}", known.replace(' ', "、")),
            };
            format!(
                "{} 不能是“{}”{reason}{known}",
                word(ContextKind::InvalidArg),
                word(ContextKind::InvalidValue)
            )
        }
        ErrorKind::ArgumentConflict => {
            format!("{} 与 {} 不能同时使用", word(ContextKind::InvalidArg), word(ContextKind::PriorArg))
        }
        _ => "命令写法不对".to_owned(),
    };
    let refusal =
        Error::new(ErrorCode::Usage, sentence).hint("写法见 xianfeng --help，或在命令后加 --help。");
    self::error(refusal, as_json);
    ExitCode::from(2)
}
