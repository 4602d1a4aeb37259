//! The terminal: `xianfeng`. A shell: it parses what was typed, calls `xianfeng_core::api`, prints.
//! Results go to stdout, messages to stderr; exit 0 done, 1 refused (with reasons), 2 usage.

mod args;
mod commands;
mod print;
mod progress;
mod serve;

use std::process::ExitCode;

use clap::Parser;
use xianfeng_core::Error;

fn main() -> ExitCode {
    // What went wrong is said once, below; the panic's own words are for nobody here.
    std::panic::set_hook(Box::new(|_| {}));
    let cli = match args::Cli::try_parse() {
        Ok(cli) => cli,
        // A command line that cannot be understood may still have asked for JSON.
        Err(error) => return print::usage(&error, std::env::args_os().any(|word| word == "--json")),
    };
    let json = cli.json;
    let ended = std::panic::catch_unwind(|| commands::run(cli));
    match ended.unwrap_or_else(|_| Err(Error::internal("panic"))) {
        Ok(code) => code,
        Err(error) => {
            print::error(error, json);
            ExitCode::from(1)
        }
    }
}
