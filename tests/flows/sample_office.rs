//! The sample office: the figures that everybody knows.

use xianfeng_tests::{Desk, sample};

fn count(rows: &serde_json::Value, key: &str, value: &str) -> usize {
    rows.as_array().unwrap().iter().filter(|row| row[key] == value).count()
}

#[test]
fn the_sample_office_has_66_members_in_one_leading_group_and_five_branches() {
    let desk = Desk::with_sample();
    let members = desk.json(&["list", "members"]);
    assert_eq!(members.as_array().unwrap().len(), 66);
    assert_eq!(count(&members, "status", "正式党员"), 64);
    assert_eq!(count(&members, "status", "预备党员"), 2);
    assert_eq!(count(&members, "category", "在职"), 45);
    assert_eq!(count(&members, "category", "离退休"), 21);

    let organizations = desk.json(&["list", "organizations"]);
    assert_eq!(count(&organizations, "kind", "党组"), 1);
    assert_eq!(count(&organizations, "kind", "党支部"), 5);
    assert_eq!(desk.json(&["list", "pledges"]).as_array().unwrap().len(), 110);
    assert_eq!(desk.json(&["list", "meetings"]).as_array().unwrap().len(), 6);
}

#[test]
fn sixty_five_of_sixty_six_members_were_evaluated_and_the_missing_one_is_named() {
    let desk = Desk::with_sample();
    let report = desk.json(&["tally", "--organization", "县司法局党组", "--period", "2012"]);
    let coverage = &report["coverage"];
    let missing = coverage["missing"].as_array().unwrap();
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0]["name"], "江永健");
    assert_eq!((coverage["due"].as_u64(), coverage["done"].as_u64()), (Some(66), Some(65)));

    let all = desk.json(&["tally", "--period", "2012"]);
    let organizations = all.as_array().unwrap().iter().filter(|report| report["subject"]["kind"] == "党组织");
    assert_eq!(organizations.filter(|report| report["void"] == false).count(), 6, "6 of 6 organizations");
}

#[test]
fn importing_the_same_workbook_twice_changes_nothing_and_says_so() {
    let desk = Desk::with_sample();
    let before = desk.json(&["history"]);
    for (what, file) in [
        ("organizations", "党组织名册.xlsx"),
        ("members", "党员花名册.xlsx"),
        ("pledges", "公开承诺.xlsx"),
        ("ballots", "群众评议票.xlsx"),
    ] {
        let outcome = desk.json(&["import", what, &sample(file).to_string_lossy()]);
        assert_eq!(outcome["created"], 0, "{what}");
        assert_eq!(outcome["updated"], 0, "{what}");
    }
    assert_eq!(desk.json(&["history"]), before);
}

#[test]
fn one_undo_takes_an_import_back_and_one_redo_brings_it_again() {
    let desk = Desk::with_sample();
    let tally = desk.json(&["tally", "--period", "2012"]);
    desk.ok(&["undo"]);
    assert_eq!(desk.json(&["list", "meetings"]).as_array().unwrap().len(), 0);
    desk.ok(&["redo"]);
    assert_eq!(desk.json(&["tally", "--period", "2012"]), tally);
    for _ in 0..4 {
        desk.ok(&["undo"]);
    }
    assert_eq!(desk.json(&["list", "members"]).as_array().unwrap().len(), 0);
    assert!(desk.refused(&["undo"]).contains("没有可以撤销的操作"));
    assert_eq!(desk.json(&["verify"])["ok"], true);
}

#[test]
fn a_backup_brings_the_office_back_after_the_file_is_ruined() {
    let desk = Desk::with_sample();
    let backup = desk.path("backup.db");
    desk.ok(&["backup", &backup.to_string_lossy()]);
    let members = desk.json(&["list", "members"]);
    std::fs::remove_file(desk.office_file().with_extension("db-wal")).ok();
    #[allow(clippy::disallowed_methods, reason = "the test plays the broken disk")]
    std::fs::write(desk.office_file(), b"ruined").unwrap();
    let said = desk.refused(&["list", "members"]);
    assert!(said.contains("恢复"), "{said}");
    desk.ok(&["restore", &backup.to_string_lossy()]);
    assert_eq!(desk.json(&["list", "members"]), members);
    assert_eq!(desk.json(&["verify"])["ok"], true);
}
