//! Seals in the office file: kept, found, guarded, missed.

use rusqlite::{Connection, OpenFlags};

use super::*;
use crate::{
    api::{self, SealRequest},
    clock::Period,
};

#[test]
fn content_comes_back_as_it_was_frozen() {
    let frozen = content(vec![person(1, "周𬱖", "1970-06-03")], &[("一支部", &[0], &[])]);
    let packed = frozen.pack().unwrap();
    assert_eq!(Content::unpack(&packed).unwrap(), frozen);
    let error = Content::unpack(&packed[..packed.len() / 2]).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::Damaged, "封存件的数字读不出来"));
}

fn sample_files() -> Files {
    Files { pdf: b"%PDF".to_vec(), xlsx: b"PK".to_vec(), html: b"<html>".to_vec() }
}

fn seal_of(version: u32, reason: Option<&str>) -> Seal {
    Seal {
        form: "quarterly-table".into(),
        period: "2012Q1".into(),
        as_of: day("2012-03-31"),
        version,
        reason: reason.map(str::to_owned),
        sealed_at: Clock::at(day("2012-03-31")).now(),
        layout: "key = \"quarterly-table\"".into(),
        hash: String::new(),
    }
}

fn made_up() -> Content {
    content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[0], &[])])
}

fn sealed(office: &mut Office, seal: Seal) -> Seal {
    office
        .keep(crate::store::seals::SEALING, |change| store::insert(change, seal, &made_up(), &sample_files()))
        .unwrap()
}

fn raw(folder: &TempDir) -> Connection {
    let path = folder.path().join("office.db");
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap()
}

fn behind_the_back(folder: &TempDir, sql: &str) {
    raw(folder).execute_batch(sql).unwrap();
}

fn broken(office: &Office) -> Vec<String> {
    let found = office.verify(&Silent).unwrap().findings;
    found.into_iter().filter(|finding| finding.kind == "seal_broken").map(|finding| finding.message).collect()
}

#[test]
fn a_seal_is_found_again_whole_and_its_hash_stands_in_the_history() {
    let (_folder, mut office, ..) = office();
    let first = sealed(&mut office, seal_of(1, None));
    let second = sealed(&mut office, seal_of(2, Some("更正出生日期")));
    let read = office.read();
    assert_eq!(store::all(read).unwrap(), [first.clone(), second.clone()]);
    assert_eq!(store::find(read, "quarterly-table", "2012Q1", None).unwrap(), Some(second.clone()));
    assert_eq!(store::find(read, "quarterly-table", "2012Q1", Some(1)).unwrap(), Some(first.clone()));
    assert_eq!(store::find(read, "quarterly-table", "2012Q2", None).unwrap(), None);
    assert_eq!(store::content(read, &first).unwrap(), made_up());
    assert_eq!(store::files(read, &first).unwrap(), sample_files());
    let entry = &office.history(Some(1)).unwrap()[0];
    assert_eq!((entry.name.as_str(), entry.undoable), ("封存报表", false));
    assert_eq!(
        entry.detail.as_deref(),
        Some(format!("quarterly-table 2012Q1 第2版 SHA-256 {}", second.hash).as_str())
    );
    assert_eq!(broken(&office), [""; 0]);
    assert!(office.verify(&Silent).unwrap().ok);
}

#[test]
fn the_hash_covers_every_part() {
    let parts: [(&str, &str); 12] = [
        ("layout_key", "layout_key = 'other'"),
        ("period", "period = '2012Q2'"),
        ("as_of", "as_of = '2012-03-30'"),
        ("version", "version = 2, reason = 'x'"),
        ("reason", "reason = 'x'"),
        ("sealed_at", "sealed_at = '2012-03-30T12:00:00'"),
        ("layout", "layout = 'x'"),
        ("figures", "figures = zeroblob(8)"),
        ("pdf", "pdf = CAST('%PDG' AS BLOB)"),
        ("xlsx", "xlsx = x'504c'"),
        ("html", "html = x''"),
        ("hash", "hash = 'x'"),
    ];
    for (part, sql) in parts {
        let (folder, mut office, ..) = office();
        sealed(&mut office, seal_of(1, None));
        behind_the_back(
            &folder,
            &format!("DROP TRIGGER sealed_report_stays; UPDATE sealed_report SET {sql}"),
        );
        let messages = broken(&office);
        assert_eq!(messages.len(), 1, "{part}");
        assert!(messages[0].contains("quarterly-table 2012Q1 第1版"), "{part}: {messages:?}");
        assert!(messages[0].contains("份封存件与封存时不符"), "{part}: {messages:?}");
    }
}

#[test]
fn a_seal_with_a_hash_of_its_own_making_does_not_fit_the_history() {
    let (folder, mut office, ..) = office();
    sealed(&mut office, seal_of(1, None));
    let forged = SealedRowOf { pdf: b"%PDG" }.hash();
    behind_the_back(
        &folder,
        &format!(
            "DROP TRIGGER sealed_report_stays; UPDATE sealed_report SET pdf = CAST('%PDG' AS BLOB), hash = '{forged}'"
        ),
    );
    assert_eq!(broken(&office).len(), 1);
}

/// The row of [`seal_of`] with another PDF.
struct SealedRowOf {
    pdf: &'static [u8],
}

impl SealedRowOf {
    fn hash(&self) -> String {
        crate::store::seals::SealedRow {
            form: "quarterly-table",
            period: "2012Q1",
            as_of: "2012-03-31",
            version: 1,
            reason: None,
            sealed_at: "2012-03-31T12:00:00",
            layout: "key = \"quarterly-table\"",
            figures: &made_up().pack().unwrap(),
            pdf: self.pdf,
            xlsx: b"PK",
            html: b"<html>",
        }
        .hash()
    }
}

#[test]
fn a_seal_taken_away_behind_the_back_is_missed() {
    let (folder, mut office, ..) = office();
    sealed(&mut office, seal_of(1, None));
    sealed(&mut office, seal_of(2, Some("更正")));
    behind_the_back(&folder, "DROP TRIGGER sealed_report_kept; DELETE FROM sealed_report WHERE version = 1");
    assert_eq!(
        broken(&office),
        ["有 1 份封存件与封存时不符：quarterly-table 2012Q1 第1版；请恢复改动之前的备份"]
    );
}

#[test]
fn a_seal_never_changes_and_is_made_in_an_operation_only() {
    let (folder, mut office, ..) = office();
    sealed(&mut office, seal_of(1, None));
    let connection = raw(&folder);
    for (sql, reason) in [
        ("UPDATE sealed_report SET reason = 'x'", "a sealed report never changes"),
        ("DELETE FROM sealed_report", "a sealed report is never deleted"),
        (
            "INSERT INTO sealed_report SELECT NULL, layout_key, '2012Q2', as_of, 1, NULL, sealed_at, layout,
             figures, pdf, xlsx, html, 'x' FROM sealed_report",
            "records change only inside an operation",
        ),
    ] {
        assert!(connection.execute_batch(sql).unwrap_err().to_string().contains(reason), "{sql}");
    }
    // Nor through the program itself.
    let error =
        office.change("改动", |change| Ok(change.execute("DELETE FROM sealed_report", [])?)).unwrap_err();
    assert_eq!(error.code, ErrorCode::Internal);
}

#[test]
fn undo_takes_back_what_was_done_before_the_seal_and_leaves_the_seal() {
    let (_folder, mut office, ..) = office();
    let seal = sealed(&mut office, seal_of(1, None));
    assert_eq!(office.undo().unwrap(), "登记");
    assert_eq!(store::all(office.read()).unwrap(), [seal]);
    assert_eq!(office.undo().unwrap_err().message, "没有可以撤销的操作");
    assert_eq!(office.redo().unwrap(), "登记");
    assert!(office.verify(&Silent).unwrap().ok);
}

#[test]
fn a_seal_is_in_the_backup_at_closing_and_comes_back_with_it() {
    let (folder, mut office, ..) = office();
    office.backup_before("封存", &Silent).unwrap();
    let seal = sealed(&mut office, seal_of(1, None));
    office.close(&Silent).unwrap();
    let backups = folder.path().join("backups");
    let closing = std::fs::read_dir(backups)
        .unwrap()
        .map(|file| file.unwrap().path())
        .find(|path| path.to_string_lossy().contains("关闭时"));
    let elsewhere = tempfile::tempdir().unwrap();
    let clock = Clock::at(day("2013-01-05"));
    let office =
        Office::restore(elsewhere.path(), &closing.expect("a seal makes a backup due"), clock, &Silent)
            .unwrap();
    assert_eq!(store::files(office.read(), &seal).unwrap(), sample_files());
    assert!(office.verify(&Silent).unwrap().ok);
}

/// The layout of [`seal_of`] is none that this program can read.
#[test]
fn a_layout_of_former_days_does_not_bar_the_next_version() {
    let (_folder, mut office, ..) = office();
    sealed(&mut office, seal_of(1, None));
    let asked = |reason: Option<&str>| SealRequest {
        form: "quarterly-table".into(),
        period: Period::parse("2012Q1").unwrap(),
        as_of: None,
        reason: reason.map(str::to_owned),
    };
    let error = api::seal(&mut office, &asked(None), &Silent).unwrap_err();
    assert!(error.message.contains("封存第2版须写明原因"), "{error}");
    assert_eq!(api::seal(&mut office, &asked(Some("换了表样")), &Silent).unwrap().seal.version, 2);
}
