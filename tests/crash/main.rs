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
        let office = Office::open(folder.path(), clock()).unwrap();
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

#[test]
fn child_enters_ballots() {
    use xianfeng_core::evaluations::{batch::Place, marks, store};
    let Some(folder) = child_folder() else { return };
    let mut office = Office::open(&folder, clock()).unwrap();
    let batch = store::batches(office.read()).unwrap().remove(0);
    let scheme = store::frozen_scheme(office.read(), &batch.scheme).unwrap();
    let entered = store::sheets(office.read(), batch.id, None).unwrap().len() as u64;
    for sheet in entered + 1.. {
        let (place, number) = (Place { sheet, line: 0 }, sheet.to_string());
        let letters = format!("{}11-1x", sheet % 5 + 1);
        let marks = marks::decode(&letters).unwrap();
        office
            .draft(|draft| store::add_line(draft, &batch, &scheme, place, "党员", Some(&number), &marks))
            .unwrap();
        say(&number);
    }
}

#[test]
fn a_killed_program_keeps_every_ballot_that_was_entered() {
    use xianfeng_core::{
        evaluations::{Method, store},
        members::Subject,
        organizations::{self, OrganizationFacts, OrganizationKind},
    };
    if child_folder().is_some() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::create(folder.path(), "县司法局党组", None, clock()).unwrap();
    let evaluation = office
        .change("登记评议会", |change| {
            let facts = OrganizationFacts {
                name: "机关党支部".to_owned(),
                kind: OrganizationKind::Branch,
                parent: None,
                domain: None,
                code: None,
                secretary: None,
                phone: None,
                founded_on: None,
                note: None,
            };
            let subject = Subject::Organization(organizations::store::insert(change, &facts)?);
            let facts = store::MeetingFacts {
                code: "PY-01".to_owned(),
                held_on: "2012-02-10".parse().unwrap(),
                place: None,
                method: Method::Meeting,
            };
            let meeting = store::insert_meeting(change, &facts)?;
            let scheme = store::schemes(change)?.remove("organization-004").unwrap();
            store::add_subject(change, meeting, subject, &scheme)?;
            Ok(store::evaluations(change, meeting)?[0].id)
        })
        .unwrap();
    let opening = store::Opening { subjects: &[evaluation], category: None, expected: None };
    let batch = office.draft(|draft| store::open(draft, &opening, clock().today())).unwrap();
    drop(office);
    let mut total = 0;
    for pause in pauses(10) {
        let done = kill_in_the_midst("child_enters_ballots", folder.path(), pause);
        let office = Office::open(folder.path(), clock()).unwrap();
        let sheets = store::sheets(office.read(), batch, None).unwrap();
        let last: u64 = done.last().unwrap().parse().unwrap();
        total = sheets.len() as u64;
        assert!(total >= last, "ballot {last} was entered and is gone: {total} are there");
        let in_order = sheets.iter().zip(1_u64..).all(|(sheet, place)| sheet.sheet == place);
        assert!(in_order && sheets.iter().all(|sheet| sheet.lines.len() == 1), "every ballot is whole");
        let found = office.verify(&Silent).unwrap();
        assert!(found.ok, "{:?}", found.findings);
    }
    let mut office = Office::open(folder.path(), clock()).unwrap();
    let closed = office.change("录入评议票", |change| store::close(change, batch)).unwrap();
    assert_eq!(closed.sheets, total);
    let copies: u64 =
        store::ballots(office.read(), evaluation).unwrap().iter().map(|pattern| pattern.copies).sum();
    assert_eq!(copies, total);
    assert!(office.verify(&Silent).unwrap().ok);
}
