//! Office files that earlier programs wrote, one a landed migration: each opens, is backed up and
//! migrated, verifies, and what was done in it can still be undone.
#![allow(clippy::unwrap_used, reason = "a test")]

use xianfeng_tests::{Desk, workspace};

#[test]
fn an_office_of_an_earlier_program_opens_whole_and_its_last_import_can_be_undone() {
    for file in std::fs::read_dir(workspace().join("tests/old_databases")).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_none_or(|ending| ending != "db") {
            continue;
        }
        let desk = Desk::empty();
        std::fs::create_dir_all(desk.path("office")).unwrap();
        std::fs::copy(&file, desk.office_file()).unwrap();
        let members = desk.json(&["list", "members"]);
        assert_eq!(members.as_array().unwrap().len(), 2, "{}", file.display());
        assert_eq!(desk.json(&["verify"])["ok"], true, "{}", file.display());
        let seals = desk.json(&["list", "seals"]);
        let sealed = file.ends_with("002.db");
        assert_eq!(seals.as_array().unwrap().len(), usize::from(sealed), "{}", file.display());
        let backups: Vec<_> = std::fs::read_dir(desk.path("office/backups")).unwrap().collect();
        assert!(
            backups.iter().any(|backup| {
                backup.as_ref().unwrap().file_name().to_string_lossy().contains("升级前")
            }),
            "backed up before the migration"
        );
        assert_eq!(desk.json(&["undo"])["undone"], "导入党员花名册");
        assert_eq!(desk.json(&["list", "members"]).as_array().unwrap().len(), 0);
    }
}
