//! The terminal: `xianfeng`. A shell: it parses what was typed, calls `xianfeng_core::api`, prints.
//! Results go to stdout, messages to stderr; exit 0 done, 1 refused (with reasons), 2 usage.

mod args;
mod commands;
mod print;
mod progress;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|_| {
        eprintln!("出现内部错误，本次操作未保存。请重新运行；仍不行时请联系维护人员。");
    }));
    let cli = match args::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return print::usage(&error),
    };
    let json = cli.json;
    match std::panic::catch_unwind(|| commands::run(cli)) {
        Ok(Ok(code)) => code,
        Ok(Err(error)) => {
            print::error(&error, json);
            ExitCode::from(1)
        }
        Err(_) => ExitCode::from(1),
    }
}
