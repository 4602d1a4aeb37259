//! Files that are not what they should be.

use std::fs;

use super::*;
use crate::{Error, ErrorCode, Result, store::open};

fn refused(folder: &Path) -> Error {
    Office::open(folder, clock()).err().expect("must not open")
}

fn overwrite(folder: &Path, bytes: &[u8]) {
    crate::files::write(&folder.join("office.db"), bytes).unwrap();
}

/// What stands in a folder, byte for byte, the lock aside.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file() && entry.file_name() != "office.lock")
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_newer_file_is_refused_and_left_byte_identical() {
    let (folder, office) = office();
    drop(office);
    behind_the_back(folder.path(), "PRAGMA user_version = 99");
    let before = contents(folder.path());
    let error = refused(folder.path());
    assert_eq!(error.code, ErrorCode::NewerFile);
    assert!(error.message.contains("更新版本"), "{}", error.message);
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn the_file_of_another_program_is_refused_and_left_byte_identical() {
    let folder = tempfile::tempdir().unwrap();
    let other = open::scratch(&folder.path().join("office.db")).unwrap();
    other.execute_batch("CREATE TABLE phone_book (name TEXT); PRAGMA application_id = 42").unwrap();
    drop(other);
    let before = contents(folder.path());
    let error = refused(folder.path());
    assert_eq!(error.code, ErrorCode::Refused);
    assert!(error.message.contains("不是先锋台账的数据文件"), "{}", error.message);
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn a_file_that_is_no_database_says_how_to_get_the_office_back() {
    for bytes in [&b""[..], b"SQLite format 3\0", &[7; 5000], "党员花名册".as_bytes()] {
        let folder = tempfile::tempdir().unwrap();
        overwrite(folder.path(), bytes);
        let error = refused(folder.path());
        assert_eq!(error.code, ErrorCode::Damaged, "{bytes:?}");
        assert!(error.hint.unwrap().contains("恢复备份"));
        assert_eq!(contents(folder.path())[0].1, bytes, "never deleted, never changed");
    }
}

#[test]
fn a_damaged_office_is_brought_back_from_a_backup() {
    for (story, damage) in [
        ("truncated", (|bytes: &mut Vec<u8>| bytes.truncate(bytes.len() / 2)) as fn(&mut Vec<u8>)),
        ("random bytes", |bytes| {
            bytes
                .iter_mut()
                .zip(0_u32..)
                .for_each(|(byte, n)| *byte = n.wrapping_mul(2_654_435_761).to_be_bytes()[0]);
        }),
        ("schema overwritten", |bytes| bytes[100..4096].fill(0xff)),
        ("emptied", Vec::clear),
    ] {
        let (folder, mut office) = office();
        branch(&mut office, "一支部");
        office.close(&Silent).unwrap();
        let (_, backup) = crate::store::backup::list(folder.path()).unwrap().remove(0);
        let mut bytes = fs::read(folder.path().join("office.db")).unwrap();
        damage(&mut bytes);
        overwrite(folder.path(), &bytes);

        let error = refused(folder.path());
        assert_eq!(error.code, ErrorCode::Damaged, "{story}: {error:?}");
        assert!(error.hint.unwrap().contains("恢复备份"), "{story}");

        let mut office = Office::restore(folder.path(), &backup, clock(), &Silent).unwrap();
        assert_eq!(names(&office, "organization"), ["一支部"], "{story}");
        assert!(verified(&office).ok, "{story}");
        assert_eq!(office.undo().unwrap(), "登记党组织", "{story}: undo comes back with it");
        let kept = contents(folder.path()).into_iter().find(|(name, _)| name.contains("恢复前")).unwrap();
        assert_eq!(kept.1, bytes, "{story}: the damaged file is kept as it was");
    }
}

#[test]
fn damage_inside_a_page_is_found_by_verify() {
    let (folder, mut office) = office();
    let branch = branch(&mut office, "一支部");
    for number in 0..400 {
        member(&mut office, &format!("党员{number}"), branch);
    }
    office.close(&Silent).unwrap();
    let mut bytes = fs::read(folder.path().join("office.db")).unwrap();
    // The pages of the schema come first: without one of them the file does not even open.
    let inside = bytes.len() * 3 / 4 / 4096 * 4096;
    bytes[inside..inside + 4096].fill(0x5a);
    overwrite(folder.path(), &bytes);
    let office = reopen(folder.path());
    let found = verified(&office);
    assert!(!found.ok);
    assert_eq!(kinds(&found), ["integrity"], "what a damaged file says is not looked into");
    assert!(office.backup(&folder.path().join("坏的.db"), &Silent).is_err(), "no backup of damage");
    assert!(!folder.path().join("坏的.db").exists());
}

#[test]
fn an_older_file_is_backed_up_and_then_migrated() {
    let (folder, mut office) = office();
    branch(&mut office, "一支部");
    drop(office);
    let path = folder.path().join("office.db");
    let migrations = [open::MIGRATIONS, &["ALTER TABLE organization ADD COLUMN motto TEXT;"]].concat();
    let mut seen = None;
    let connection = open::open_with(&path, &migrations, |old| {
        seen = Some(old.query_row("SELECT count(*) FROM organization", [], |row| row.get::<_, i64>(0))?);
        Ok(())
    })
    .unwrap();
    assert_eq!(seen, Some(1), "the backup sees the old file");
    let trigger: String = connection
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'history_organization_insert'", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert!(trigger.contains("'motto'"), "the new column is watched");
    drop(connection);
    assert_eq!(refused(folder.path()).code, ErrorCode::NewerFile, "to this program it is newer now");
}

#[test]
fn a_migration_that_fails_leaves_the_old_file() {
    let (folder, mut office) = office();
    branch(&mut office, "一支部");
    drop(office);
    let path = folder.path().join("office.db");
    let with = |more| [open::MIGRATIONS, &[more]].concat();
    let broken = with("CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; THIS IS NOT SQL;");
    assert!(open::open_with(&path, &broken, |_| Ok(())).is_err());
    let no_backup =
        open::open_with(&path, &with(""), |_| -> Result<()> { Err(Error::refused("磁盘空间不足")) });
    assert_eq!(no_backup.unwrap_err().message, "磁盘空间不足", "without a backup there is no migration");
    let office = reopen(folder.path());
    assert_eq!(names(&office, "organization"), ["一支部"]);
    assert!(verified(&office).ok);
}

#[test]
fn a_change_made_before_a_migration_can_still_be_undone() {
    let (folder, mut office) = office();
    branch(&mut office, "一支部");
    office.close(&Silent).unwrap();
    let path = folder.path().join("office.db");
    let migrations = [open::MIGRATIONS, &["ALTER TABLE organization ADD COLUMN motto TEXT;"]].concat();
    let mut connection = open::open_with(&path, &migrations, |_| Ok(())).unwrap();
    crate::store::history::operate(&mut connection, clock(), |change| {
        crate::store::revert::revert(change, crate::store::OperationId(2))?;
        Ok((
            (),
            crate::store::history::Entry {
                kind: crate::store::OperationKind::Undo,
                name: "撤销".to_owned(),
                target: Some(crate::store::OperationId(2)),
                actor: None,
            },
        ))
    })
    .unwrap();
    let left: i64 = connection.query_row("SELECT count(*) FROM organization", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn an_office_is_not_made_over_another_one() {
    let (folder, mut office) = office();
    branch(&mut office, "一支部");
    drop(office);
    let error = Office::create(folder.path(), "别的单位", None, clock()).err().unwrap();
    assert_eq!(error.code, ErrorCode::Refused);
    assert_eq!(names(&reopen(folder.path()), "organization"), ["一支部"]);
    assert_eq!(Office::create(folder.path(), " ", None, clock()).err().unwrap().message, "单位名称不能为空");
}
