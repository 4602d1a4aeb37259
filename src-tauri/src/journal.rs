//! 日志: what went wrong, for who mends it. It never holds personal data: no message, no argument, no
//! path; of technical context only letters of the program are kept, so that no name and no number of a
//! person can stand in it.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    panic::PanicHookInfo,
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock, PoisonError},
};

use xianfeng_core::{Error, ErrorCode, clock::Clock};

/// A log of this size is put aside; one older log is kept.
const LARGEST: u64 = 256 * 1024;
const FILE: &str = "xianfeng.log";
const OLDER: &str = "xianfeng.1.log";
/// Longest line.
const LONGEST: usize = 400;

static JOURNAL: OnceLock<Journal> = OnceLock::new();

/// The log of this run.
struct Journal {
    folder: PathBuf,
    file: Mutex<Option<File>>,
}

/// Opens the log in `folder`. Without a place to write the program works on in silence.
pub fn open(folder: &Path) {
    let _ = JOURNAL.set(Journal::open(folder));
}

/// Writes a line: words of this program only.
pub fn say(words: &str) {
    if let Some(journal) = JOURNAL.get() {
        journal.say(words);
    }
}

/// Writes what failed. What a rule refused is between the clerk and the screen.
pub fn failed(what: &str, error: &Error) {
    let code = match error.code {
        ErrorCode::Internal => "internal",
        ErrorCode::Storage => "storage",
        ErrorCode::Damaged => "damaged",
        ErrorCode::Usage => "usage",
        _ => return,
    };
    say(&format!("{what} failed: {code}: {}", error.cause.as_deref().unwrap_or("-")));
}

/// A panic is written with its place, never with its words: they may quote a value.
pub fn hear_panics() {
    std::panic::set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        let place = panic.location().map_or_else(|| "somewhere".to_owned(), ToString::to_string);
        say(&format!("panic at {place}"));
    }));
}

impl Journal {
    fn open(folder: &Path) -> Self {
        let file = std::fs::create_dir_all(folder).ok().and_then(|()| appending(folder));
        Self { folder: folder.to_owned(), file: Mutex::new(file) }
    }

    fn say(&self, words: &str) {
        let mut held = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(file) = held.as_mut() else { return };
        let line = format!("{} {}\n", Clock::System.now().format("%Y-%m-%d %H:%M:%S"), scrubbed(words));
        let _ = file.write_all(line.as_bytes());
        if file.metadata().is_ok_and(|metadata| metadata.len() > LARGEST) {
            *held = None;
            let _ = std::fs::rename(self.folder.join(FILE), self.folder.join(OLDER));
            *held = appending(&self.folder);
        }
    }
}

fn appending(folder: &Path) -> Option<File> {
    OpenOptions::new().create(true).append(true).open(folder.join(FILE)).ok()
}

/// Keeps what a program says and drops what a person may be: letters outside ASCII become `~`, and so do
/// digits that stand six or more in a row (ID numbers, telephones, dates of birth).
fn scrubbed(words: &str) -> String {
    let mut kept = String::new();
    let mut digits = String::new();
    let put = |kept: &mut String, digits: &mut String| {
        kept.push_str(if digits.len() < 6 { digits } else { "~" });
        digits.clear();
    };
    for character in words.chars().take(LONGEST) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        put(&mut kept, &mut digits);
        match character {
            ' '..='~' => kept.push(character),
            _ if kept.ends_with('~') => {}
            _ => kept.push('~'),
        }
    }
    put(&mut kept, &mut digits);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_and_no_number_of_a_person_reaches_the_log() {
        for (words, kept) in [
            ("members.add failed: internal: no row", "members.add failed: internal: no row"),
            ("invalid type: string \"莫强\"", "invalid type: string \"~\""),
            ("110101198001011234 13800138000", "~ ~"),
            ("line 12345, column 7\nnext", "line 12345, column 7~next"),
        ] {
            assert_eq!(scrubbed(words), kept);
        }
        assert!(scrubbed(&"x".repeat(9_999)).len() <= LONGEST);
    }

    #[test]
    fn a_full_log_is_put_aside_and_one_older_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::open(&folder.path().join("logs"));
        for _ in 0..2_000 {
            journal.say(&"x".repeat(300));
        }
        let size = |name| std::fs::metadata(folder.path().join("logs").join(name)).unwrap().len();
        assert!(size(FILE) <= LARGEST && size(OLDER) > LARGEST && size(OLDER) < LARGEST + 1_000);
    }

    #[test]
    fn what_a_rule_refused_is_not_logged_and_messages_never_are() {
        let folder = tempfile::tempdir().unwrap();
        open(folder.path());
        failed("members.add", &Error::refused("莫强已经登记"));
        failed("members.add", &Error::internal("no such table").hint("hint"));
        let text = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.trim_end().ends_with("members.add failed: internal: no such table"), "{text}");
    }

    #[test]
    fn a_desk_without_room_for_a_log_works_on() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("file");
        xianfeng_core::files::write(&taken, b"").unwrap();
        Journal::open(&taken.join("logs")).say("nobody hears this");
    }
}
