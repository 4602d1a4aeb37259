//! A power cut, played with SIGKILL: a child process works in an office and is killed in the midst
//! of it, again and again. Afterwards every operation that was reported done is there, every
//! operation is whole or absent, and file, history and records verify.
//!
//! The child is this test program itself, started with the folder in an environment variable.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test, and its child's voice"
)]

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use xianfeng_core::{Office, clock::Clock, progress::Silent, store::OperationKind};

const FOLDER: &str = "XIANFENG_CRASH_FOLDER";
/// Rows that one operation of the child writes.
const ROWS: i64 = 60;

fn clock() -> Clock {
    Clock::at("2012-03-15".parse().unwrap())
}

/// The folder to work in; none when this is not the child.
fn child_folder() -> Option<std::path::PathBuf> {
    std::env::var_os(FOLDER).map(Into::into)
}

fn say(line: &str) {
    println!("\ndone {line}");
    std::io::stdout().flush().unwrap();
}

/// Starts `work` (a test of this program) in a child, lets it report at least once, kills it after
/// `pause`, and returns what it reported as done.
fn kill_in_the_midst(work: &str, folder: &Path, pause: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([work, "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let reader = BufReader::new(child.stdout.take().unwrap());
    let mut done =
        reader.lines().map_while(Result::ok).filter_map(|line| Some(line.strip_prefix("done ")?.to_owned()));
    let first = done.next().expect("the child worked");
    std::thread::sleep(pause);
    child.kill().unwrap();
    child.wait().unwrap();
    std::iter::once(first).chain(done).collect()
}

/// Pauses that fall into different moments of the work, the same on every run.
fn pauses(rounds: u64) -> impl Iterator<Item = Duration> {
    (0..rounds).map(|round| Duration::from_micros(round * 7_919 % 40_000))
}

#[test]
fn child_changes_records() {
    let Some(folder) = child_folder() else { return };
    let mut office = Office::open(&folder, clock()).unwrap();
    for round in 0_u64.. {
        let id = office
            .change("登记", |change| {
                let batch = change.next_number("批次")?;
                for row in 0..ROWS {
                    let (key, value) = (format!("{batch}-{row}"), "值".repeat(200));
                    change.execute("INSERT INTO setting (key, value) VALUES (?1, ?2)", (key, value))?;
                }
                Ok(change.operation.0)
            })
            .unwrap();
        say(&id.to_string());
        if round % 3 == 2 {
            office.undo().unwrap();
            say(&(id + 1).to_string());
        }
    }
}

#[test]
fn a_killed_program_leaves_whole_operations_only() {
    if child_folder().is_some() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    drop(Office::create(folder.path(), "县司法局党组", None, clock()).unwrap());
    for pause in pauses(12) {
        let done = kill_in_the_midst("child_changes_records", folder.path(), pause);
        let office = Office::open(folder.path(), clock()).unwrap();
        let found = office.verify(&Silent).unwrap();
        assert!(found.ok, "{:?}", found.findings);

        let history = office.history(None).unwrap();
        let last_done: i64 = done.last().unwrap().parse().unwrap();
        let last = history.first().unwrap().id.0;
        assert!(last >= last_done, "operation {last_done} was reported done and is gone: {last} is the last");
        for entry in history.iter().filter(|entry| entry.kind != OperationKind::Note) {
            assert_eq!(entry.rows, ROWS.unsigned_abs(), "operation {} is half there", entry.id.0);
        }
        let standing =
            history.iter().filter(|entry| entry.kind == OperationKind::Change && !entry.undone).count();
        let rows: i64 =
            office.read().query_row("SELECT count(*) FROM setting", [], |row| row.get(0)).unwrap();
        assert_eq!(rows, ROWS * i64::try_from(standing).unwrap());
    }
}

#[test]
fn child_restores() {
    let Some(folder) = child_folder() else { return };
    loop {
        let office = Office::restore(&folder, &folder.join("备份.db"), clock(), &Silent).unwrap();
        office.backup_before("导入", &Silent).unwrap();
        drop(office);
        say("restored");
    }
}

#[test]
fn a_killed_restore_or_backup_loses_nothing() {
    if child_folder().is_some() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::create(folder.path(), "县司法局党组", None, clock()).unwrap();
    office
        .change("设置", |change| {
            change.execute("INSERT INTO setting (key, value) VALUES ('kept', '1')", [])?;
            Ok(())
        })
        .unwrap();
    let backup = folder.path().join("备份.db");
    office.backup(&backup, &Silent).unwrap();
    drop(office);
    for pause in pauses(8) {
        kill_in_the_midst("child_restores", folder.path(), pause);
        // Killed between setting the old file aside and putting the new one in place: no office,
        // and the clerk is told to restore.
        let office = Office::open(folder.path(), clock()).unwrap_or_else(|error| {
            assert!(error.hint.as_deref().unwrap_or_default().contains("restore"), "{error:?}");
            Office::restore(folder.path(), &backup, clock(), &Silent).unwrap()
        });
        assert!(office.verify(&Silent).unwrap().ok);
        let kept: String = office
            .read()
            .query_row("SELECT value FROM setting WHERE key = 'kept'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, "1");
        for folder in [folder.path().to_owned(), folder.path().join("backups")] {
            for entry in std::fs::read_dir(folder).unwrap() {
                let name = entry.unwrap().file_name().to_string_lossy().into_owned();
                assert!(!name.starts_with('.'), "{name} is half made and still there");
            }
        }
    }
}
