use std::fs;

use super::*;
use crate::{ErrorCode, progress::Progress, store::backup};

fn automatic(folder: &Path) -> Vec<String> {
    let backups = backup::list(folder).unwrap();
    backups.iter().map(|(_, path)| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_backup_is_one_whole_file_with_the_whole_history() {
    let (folder, mut office) = office();
    let branch = branch(&mut office, "一支部");
    member(&mut office, "王磊", branch);
    let path = folder.path().join("备份.db");
    office.backup(&path, &Silent).unwrap();
    run(&mut office, "DELETE FROM membership_event; DELETE FROM member");

    assert!(!folder.path().join("备份.db-wal").exists());
    assert_eq!(fs::read(&path).unwrap()[18..20], [1, 1], "its header asks for no log beside it");
    drop(office);
    let office = Office::restore(folder.path(), &path, clock(), &Silent).unwrap();
    assert_eq!(names(&office, "member"), ["王磊"]);
    let newest = office.history(Some(1)).unwrap().remove(0);
    assert_eq!(newest.name, "恢复备份");
    assert_eq!(newest.detail.as_deref(), Some("恢复到第 3 项操作之后；核验通过"));
    assert!(verified(&office).ok);
}

#[test]
fn what_was_there_before_a_restore_can_be_restored_too() {
    let (folder, mut office) = office();
    let path = folder.path().join("空的.db");
    office.backup(&path, &Silent).unwrap();
    branch(&mut office, "一支部");
    // Killed, not closed: the last operation stands in the log only.
    let log = fs::read(folder.path().join("office.db-wal")).unwrap();
    let file = fs::read(folder.path().join("office.db")).unwrap();
    drop(office);
    crate::files::write(&folder.path().join("office.db"), &file).unwrap();
    crate::files::write(&folder.path().join("office.db-wal"), &log).unwrap();

    let office = Office::restore(folder.path(), &path, clock(), &Silent).unwrap();
    assert_eq!(names(&office, "organization"), [""; 0]);
    drop(office);
    let aside = folder.path().join("office-2012-03-15-120000-恢复前.db");
    let office = Office::restore(folder.path(), &aside, clock(), &Silent).unwrap();
    assert_eq!(names(&office, "organization"), ["一支部"]);
    assert!(aside.exists());
}

#[test]
fn an_office_that_is_gone_comes_back() {
    let (folder, mut office) = office();
    branch(&mut office, "一支部");
    office.close(&Silent).unwrap();
    fs::remove_file(folder.path().join("office.db")).unwrap();
    let error = Office::open(folder.path(), clock()).err().unwrap();
    assert_eq!(error.code, ErrorCode::NotFound);
    assert!(error.at_terminal().hint.unwrap().contains("backups"), "the backups are named");
    let (_, newest) = backup::list(folder.path()).unwrap().remove(0);
    let office = Office::restore(folder.path(), &newest, clock(), &Silent).unwrap();
    assert_eq!(names(&office, "organization"), ["一支部"]);
}

#[test]
fn a_bad_backup_is_refused_and_the_office_stays() {
    let (folder, mut office) = office();
    branch(&mut office, "一支部");
    let path = folder.path().join("备份.db");
    office.backup(&path, &Silent).unwrap();
    drop(office);
    let mut bytes = fs::read(&path).unwrap();
    bytes.truncate(bytes.len() - 4096);
    crate::files::write(&path, &bytes).unwrap();
    let roster = folder.path().join("花名册.xlsx");
    crate::files::write(&roster, b"PK").unwrap();
    for bad in [&path, &roster] {
        let error = Office::restore(folder.path(), bad, clock(), &Silent).err().unwrap();
        assert_eq!(error.code, ErrorCode::Damaged, "{error:?}");
        assert!(error.message.contains("现有台账没有改动"), "{}", error.message);
    }
    let office = reopen(folder.path());
    assert_eq!(names(&office, "organization"), ["一支部"]);
    assert_eq!(office.history(None).unwrap().len(), 2);
}

#[test]
fn an_office_open_elsewhere_is_not_restored_over() {
    let (folder, office) = office();
    let path = folder.path().join("备份.db");
    office.backup(&path, &Silent).unwrap();
    let error = Office::restore(folder.path(), &path, clock(), &Silent).err().unwrap();
    assert!(error.message.contains("正被另一个程序打开"), "{}", error.message);
    drop(office);
    assert!(Office::restore(folder.path(), &path, clock(), &Silent).is_ok());
}

#[test]
fn a_backup_never_replaces_something_else() {
    let (folder, office) = office();
    let roster = folder.path().join("花名册.xlsx");
    crate::files::write(&roster, b"PK").unwrap();
    assert_eq!(office.backup(&roster, &Silent).unwrap_err().code, ErrorCode::Refused);
    assert_eq!(fs::read(&roster).unwrap(), b"PK");
    assert_eq!(office.backup(folder.path(), &Silent).unwrap_err().code, ErrorCode::Refused);
    assert_eq!(
        office.backup(&folder.path().join("office.db"), &Silent).unwrap_err().code,
        ErrorCode::Refused
    );
    assert_eq!(
        office.backup(&folder.path().join("没有/备份.db"), &Silent).unwrap_err().code,
        ErrorCode::Storage
    );
    let path = folder.path().join("备份.db");
    office.backup(&path, &Silent).unwrap();
    office.backup(&path, &Silent).unwrap();
}

#[test]
fn a_backup_never_lands_on_another_office() {
    let (_folder, ours) = office();
    let (elsewhere, mut other) = office();
    let (path, db) = (elsewhere.path().to_owned(), elsewhere.path().join("office.db"));
    branch(&mut other, "机关党支部");
    let refused = |ours: &Office| ours.backup(&db, &Silent).unwrap_err().message;
    assert!(refused(&ours).contains("是一份台账"), "open");
    other.close(&Silent).unwrap();
    assert!(refused(&ours).contains("是一份台账"), "closed");
    assert_eq!(count(&reopen(&path), "SELECT count(*) FROM organization"), 1);

    fs::remove_file(&db).unwrap();
    crate::files::write(&path.join("office.db-wal"), b"what is left of it").unwrap();
    assert!(refused(&ours).contains("是一份台账"), "its log would be played into the copy");
}

#[test]
fn closing_backs_up_only_what_is_new() {
    let (folder, office) = office();
    office.close(&Silent).unwrap();
    assert_eq!(automatic(folder.path()), ["2012-03-15-120000-关闭时.db"]);
    let mut office = reopen(folder.path());
    office.note("导出归档版", "1 个文件").unwrap();
    office.close(&Silent).unwrap();
    assert_eq!(automatic(folder.path()), ["2012-03-15-120000-关闭时.db"], "a note alone makes no backup due");
    reopen(folder.path()).close(&Silent).unwrap();
    assert_eq!(automatic(folder.path()).len(), 1, "nothing happened");
    let mut office = reopen(folder.path());
    branch(&mut office, "一支部");
    let before = office.backup_before("导入", &Silent).unwrap();
    assert!(before.ends_with("backups/2012-03-15-120000-导入前.db"), "{}", before.display());
    member(&mut office, "王磊", 1);
    office.close(&Silent).unwrap();
    assert_eq!(
        automatic(folder.path()),
        ["2012-03-15-120000-导入前.db", "2012-03-15-120000-关闭时.db", "2012-03-15-120000-关闭时-2.db"]
    );
    reopen(folder.path()).close(&Silent).unwrap();
    assert_eq!(automatic(folder.path()).len(), 3, "nothing happened since, though three are of one second");
    assert!(!folder.path().join("office.db-wal").exists());
}

#[test]
fn thinning_leaves_what_the_clerk_put_there() {
    let (folder, mut office) = office();
    let backups = folder.path().join("backups");
    office.backup_before("导入", &Silent).unwrap();
    for name in
        ["2012-03-01-080000-关闭时.db", "2012-03-01-090000-关闭时.db", "2012-03-01-我的.db", "说明.txt"]
    {
        fs::copy(backups.join("2012-03-15-120000-导入前.db"), backups.join(name)).unwrap();
    }
    branch(&mut office, "一支部");
    office.close(&Silent).unwrap();
    assert!(!backups.join("2012-03-01-080000-关闭时.db").exists());
    for name in ["2012-03-01-090000-关闭时.db", "2012-03-01-我的.db", "说明.txt"] {
        assert!(backups.join(name).exists(), "{name}");
    }
}

#[test]
fn a_stopped_backup_leaves_nothing_behind() {
    struct Stop;
    impl Progress for Stop {
        fn at(&self, _stage: &str, _done: u64, _total: u64) {}
        fn cancelled(&self) -> bool {
            true
        }
    }
    let (folder, office) = office();
    let before = fs::read_dir(folder.path()).unwrap().count();
    let path = folder.path().join("备份.db");
    assert_eq!(office.backup(&path, &Stop).unwrap_err().code, ErrorCode::Cancelled);
    assert!(!path.exists());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before);
}

#[test]
fn a_folder_with_backups_of_a_lost_office_is_not_made_new() {
    let (folder, mut office) = office();
    branch(&mut office, "一支部");
    office.close(&Silent).unwrap();
    fs::remove_file(folder.path().join("office.db")).unwrap();
    let error = Office::create(folder.path(), "新单位", None, clock()).err().unwrap();
    assert!(error.message.contains("有以前台账的自动备份"), "{error}");
    assert!(error.at_terminal().hint.unwrap().contains("restore"));
    assert!(!folder.path().join("office.db").exists());
}
