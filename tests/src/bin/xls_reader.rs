//! The child that reads .xls, as small as a program can be: what a shell offers under a hidden
//! subcommand.

use std::{env, path::PathBuf, process::exit};

fn main() {
    let mut arguments = env::args_os().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(command), Some(file)) if command == xianfeng_core::import::xls::SUBCOMMAND => {
            exit(xianfeng_core::import::xls::child_main(&PathBuf::from(file)))
        }
        _ => exit(2),
    }
}
