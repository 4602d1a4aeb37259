//! What the window was started with. Few words, so no parser of a library.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use xianfeng_core::import::xls;

use crate::wording;

/// What a start is to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Started {
    /// Open the window.
    Window(Arguments),
    /// Read an .xls file for another process of this program.
    ReadXls(PathBuf),
    /// Say something and end.
    Told(String),
    /// The command line cannot be understood.
    Misunderstood(String),
}

/// How the window opens.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// `--office`: the folder of the office, if another than this desk's.
    pub office: Option<PathBuf>,
    /// `--reset-window`: forget where the window was.
    pub reset_window: bool,
}

/// Reads the command line, without the program's name.
pub fn parse(words: impl Iterator<Item = OsString>) -> Started {
    let mut words = words.peekable();
    if words.peek().is_some_and(|word| word == xls::SUBCOMMAND) {
        return words
            .nth(1)
            .map_or_else(|| misunderstood(xls::SUBCOMMAND), |file| Started::ReadXls(file.into()));
    }
    let mut arguments = Arguments::default();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        match text.as_ref() {
            "-h" | "--help" => return Started::Told(wording::HELP.to_owned()),
            "-V" | "--version" => {
                return Started::Told(format!("{} {}", wording::NAME, env!("CARGO_PKG_VERSION")));
            }
            "--reset-window" => arguments.reset_window = true,
            "--office" => match words.next() {
                Some(folder) => arguments.office = Some(absolute(Path::new(&folder))),
                None => {
                    return Started::Misunderstood(format!(
                        "{}。{}",
                        wording::OFFICE_WITHOUT_FOLDER,
                        wording::SEE_HELP
                    ));
                }
            },
            _ => match text.strip_prefix("--office=") {
                Some(folder) if !folder.is_empty() => arguments.office = Some(absolute(Path::new(folder))),
                _ => return misunderstood(&text),
            },
        }
    }
    Started::Window(arguments)
}

fn misunderstood(word: &str) -> Started {
    Started::Misunderstood(format!("看不懂“{word}”。{}", wording::SEE_HELP))
}

/// The folder as it is meant now, whatever folder the program works in later.
fn absolute(folder: &Path) -> PathBuf {
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(words: &[&str]) -> Started {
        parse(words.iter().map(OsString::from))
    }

    #[test]
    fn a_start_without_words_opens_this_desks_office() {
        assert_eq!(started(&[]), Started::Window(Arguments::default()));
    }

    #[test]
    fn an_office_is_named_either_way_and_kept_as_a_whole_path() {
        for words in [&["--office", "台账二"][..], &["--office=台账二"]] {
            let Started::Window(arguments) = started(words) else { panic!("{words:?} opens the window") };
            let office = arguments.office.unwrap();
            assert!(office.is_absolute() && office.ends_with("台账二"), "{office:?}");
        }
    }

    #[test]
    fn what_is_not_understood_says_where_the_help_is() {
        for words in [&["--office"][..], &["--office="], &["office"], &["--reset"], &["__read-xls"]] {
            let Started::Misunderstood(said) = started(words) else { panic!("{words:?} is understood") };
            assert!(said.contains("--help"), "{said}");
        }
    }

    #[test]
    fn the_reader_of_xls_comes_before_any_window() {
        assert_eq!(started(&["__read-xls", "名册.xls"]), Started::ReadXls("名册.xls".into()));
    }

    #[test]
    fn help_and_version_are_told() {
        assert_eq!(started(&["--reset-window", "-h"]), Started::Told(wording::HELP.to_owned()));
        let Started::Told(version) = started(&["-V"]) else { panic!("a version is told") };
        assert!(version.contains(env!("CARGO_PKG_VERSION")));
    }
}
