//! The window: `xianfeng-window`. A shell: it opens a web view on the screens, carries their calls to
//! `xianfeng_core::api::Session`, and does what only a desk can: choose a file, open a paper, show a menu.
//! No rule of the office is here, and no SQL.
#![cfg_attr(windows, windows_subsystem = "windows")]

mod arguments;
mod call;
mod closing;
mod desk;
mod dialogs;
mod drops;
mod journal;
mod menu;
mod served;
mod window;
mod wording;

use std::process::ExitCode;

use arguments::Started;
use xianfeng_core::import::xls;

fn main() -> ExitCode {
    match arguments::parse(std::env::args_os().skip(1)) {
        Started::Window(arguments) => window::run(&arguments),
        // The same program reads .xls in a process of its own, before there is any window.
        Started::ReadXls(file) => {
            u8::try_from(xls::child_main(&file)).map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Started::Told(words) => {
            eprintln!("{words}");
            ExitCode::SUCCESS
        }
        Started::Misunderstood(words) => {
            eprintln!("{words}");
            ExitCode::from(2)
        }
    }
}
