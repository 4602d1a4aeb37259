//! First use, the sample beside it, backups and the way back.

use serde_json::{Value, json};

use crate::{ErrorCode, api::tests::Desk, files, store::open};

fn state(desk: &Desk) -> Value {
    desk.ok("office.status", json!({}))["state"].clone()
}

#[test]
fn a_first_use_makes_the_office_with_all_that_was_said() {
    let desk = Desk::empty();
    let status = desk.ok("office.status", json!({}));
    assert_eq!(
        (&status["state"], &status["backups"], &status["name"]),
        (&json!("missing"), &json!(0), &Value::Null)
    );
    assert_eq!(desk.refused("office.create", json!({ "name": " " })).message, "单位名称不能为空");

    let asked = json!({ "name": "县司法局党组", "superior": "市司法局政治部", "phone": "0832-2345678", "contact": "李某" });
    let answer = desk.answer("office.create", asked.clone()).unwrap();
    assert_eq!(answer.moved, ["*"]);
    let status = desk.ok("office.status", json!({}));
    assert_eq!(status["state"], "open");
    assert_eq!((&status["name"], &status["superior"]), (&json!("县司法局党组"), &json!("市司法局政治部")));
    assert_eq!((&status["phone"], &status["sample"]), (&json!("0832-2345678"), &json!(false)));
    assert_eq!(desk.ok("settings.get", json!({}))["contact"], "李某");
    assert_eq!(desk.ok("history.next", json!({}))["undo"], Value::Null, "an office is not undone");
    assert!(desk.refused("office.create", asked).message.contains("已经打开"));
}

#[test]
fn a_file_that_cannot_be_opened_says_what_it_needs() {
    let mut desk = Desk::open();
    desk.session.end();
    let file = desk.office().join("office.db");
    let sound = std::fs::read(&file).unwrap();

    files::write(&file, b"ruined").unwrap();
    desk.restart();
    let status = desk.ok("office.status", json!({}));
    assert_eq!(
        (&status["state"], &status["name"], &status["backups"]),
        (&json!("damaged"), &Value::Null, &json!(1))
    );
    assert!(status["error"]["message"].as_str().unwrap().contains("已损坏"));
    let hint = status["error"]["hint"].as_str().unwrap();
    assert!(hint.contains("恢复备份") && !hint.contains("xianfeng"), "{hint}");
    assert_eq!(desk.refused("history.list", json!({})).code, ErrorCode::Damaged);

    desk.ok("office.retry", json!({}));
    assert_eq!(state(&desk), "damaged", "as it was");
    files::write(&file, &sound).unwrap();
    desk.ok("office.retry", json!({}));
    assert_eq!(state(&desk), "open", "the file was put back by other means");
    desk.session.end();

    let mut newer = sound.clone();
    newer[60..64].copy_from_slice(&999_i32.to_be_bytes());
    files::write(&file, &newer).unwrap();
    desk.restart();
    assert_eq!(state(&desk), "newer");

    let mut foreign = sound;
    foreign[68..72].copy_from_slice(&7_i32.to_be_bytes());
    files::write(&file, &foreign).unwrap();
    desk.restart();
    assert_eq!(state(&desk), "unreadable");

    std::fs::remove_file(&file).unwrap();
    desk.restart();
    let status = desk.ok("office.status", json!({}));
    assert_eq!((&status["state"], &status["backups"]), (&json!("missing"), &json!(1)));
}

#[test]
fn an_office_that_another_program_restores_is_locked() {
    let mut desk = Desk::open();
    desk.session.end();
    // An older file asks for the exclusive lock when it is opened.
    let lock = crate::store::lock::Lock::exclusive(&desk.office()).unwrap();
    desk.restart();
    assert_eq!(state(&desk), "locked");
    drop(lock);
}

#[test]
fn a_damaged_office_comes_back_from_a_listed_backup() {
    let mut desk = Desk::open();
    desk.ok("settings.put", json!({ "name": "县司法局党组", "phone": "2345678" }));
    desk.session.end();
    files::write(&desk.office().join("office.db"), b"ruined").unwrap();
    desk.restart();
    let rows = desk.ok("office.backups", json!({}));
    assert_eq!((&rows[0]["reason"], &rows[0]["set_aside"]), (&json!("关闭时"), &json!(false)));
    let answer = desk.answer("office.restore", json!({ "file": rows[0]["file"]["id"] })).unwrap();
    assert_eq!(answer.moved, ["*"]);
    assert_eq!(state(&desk), "open");
    assert_eq!(desk.ok("settings.get", json!({}))["phone"], "2345678");
    assert_eq!(desk.ok("office.verify", json!({}))["ok"], true);
    let rows = desk.ok("office.backups", json!({}));
    let aside = rows.as_array().unwrap().iter().find(|row| row["set_aside"] == true).unwrap();
    assert_eq!((&aside["reason"], &aside["file"]["size"]), (&json!("恢复前"), &json!(6)));
}

#[test]
fn a_backup_that_is_none_leaves_the_office_open_as_it_was() {
    let desk = Desk::open();
    let path = desk.folder.path().join("不是备份.db");
    files::write(&path, b"no backup").unwrap();
    let file = desk.handed_in(&path);
    let error = desk.refused("office.restore", json!({ "file": file.id }));
    assert!(error.message.contains("没有恢复，现有台账没有改动"), "{}", error.message);
    assert_eq!(state(&desk), "open");
    let error = desk.refused("office.restore", json!({ "file": "0" }));
    assert!(error.message.contains("不在手边"));
    assert_eq!(desk.ok("office.status", json!({}))["name"], "县司法局党组");
}

#[test]
fn a_backup_is_handed_out_and_can_be_handed_in_elsewhere() {
    let desk = Desk::open();
    let handle = desk.ok("office.backup", json!({}));
    assert_eq!(handle["name"], "先锋台账备份-2012-03-15-120000.db");
    let id = serde_json::from_value(handle["id"].clone()).unwrap();
    let path = desk.session.path(&id).unwrap();
    assert!(open::inspect(&path).is_ok() && path.starts_with(desk.folder.path().join("out")));

    let other = Desk::empty();
    let file = other.handed_in(&path);
    other.ok("office.restore", json!({ "file": file.id }));
    assert_eq!(other.ok("office.status", json!({}))["name"], "县司法局党组");
}

#[test]
fn the_sample_is_looked_at_and_left_without_touching_the_clerks_own() {
    let mut desk = Desk::open();
    let history = desk.ok("history.list", json!({}));
    let answer = desk.answer("office.sample", json!({})).unwrap();
    assert_eq!(answer.moved, ["*"]);
    let status = desk.ok("office.status", json!({}));
    assert_eq!((&status["sample"], &status["today"]), (&json!(true), &json!("2012-06-20")));
    assert_eq!(
        status["folder"].as_str().unwrap(),
        desk.folder.path().join("台账-示例单位").to_str().unwrap()
    );
    assert_eq!(desk.ok("history.next", json!({}))["undo"], "导入群众评议票");
    let error = desk.refused("office.restore", json!({ "file": "0" }));
    assert!(error.message.contains("示例单位"));

    desk.ok("settings.put", json!({ "name": "改过的示例" }));
    desk.ok("office.sample", json!({}));
    assert_eq!(desk.ok("office.status", json!({}))["name"], "改过的示例", "kept while it is looked at");
    desk.ok("office.leave_sample", json!({}));
    let status = desk.ok("office.status", json!({}));
    assert_eq!((&status["sample"], &status["today"]), (&json!(false), &json!("2012-03-15")));
    assert_eq!(desk.ok("history.list", json!({})), history);

    desk.restart();
    desk.ok("office.sample", json!({}));
    assert_eq!(desk.ok("office.status", json!({}))["name"], "改过的示例", "kept for the next look");
    desk.ok("office.sample", json!({ "fresh": true }));
    let status = desk.ok("office.status", json!({}));
    assert_eq!((&status["name"], &status["sample"]), (&json!("县司法局党组"), &json!(true)));
    assert_eq!(desk.ok("office.verify", json!({}))["ok"], true);
}

#[test]
fn the_sample_can_be_looked_at_before_there_is_an_office() {
    let desk = Desk::empty();
    desk.ok("office.sample", json!({}));
    assert_eq!(state(&desk), "open");
    desk.ok("office.leave_sample", json!({}));
    assert_eq!(state(&desk), "missing");
    desk.ok("office.create", json!({ "name": "县司法局党组" }));
    assert_eq!(desk.ok("office.status", json!({}))["sample"], false);
}

#[test]
fn who_works_here_stands_beside_what_was_done() {
    let mut desk = Desk::empty();
    assert!(desk.refused("office.actor", json!({ "name": "李某" })).message.contains("还没有台账"));
    desk.ok("office.create", json!({ "name": "县司法局党组" }));
    desk.ok("office.actor", json!({ "name": " 李某 " }));
    desk.ok("settings.put", json!({ "name": "县司法局党组", "phone": "2345678" }));
    desk.restart();
    assert_eq!(desk.ok("office.status", json!({}))["actor"], "李某");
    desk.ok("history.undo", json!({}));
    desk.ok("office.actor", json!({ "name": "" }));
    desk.ok("history.redo", json!({}));
    let page = desk.ok("history.list", json!({}));
    let who: Vec<&Value> = page["entries"].as_array().unwrap().iter().map(|entry| &entry["actor"]).collect();
    assert_eq!(who, [&Value::Null, &json!("李某"), &json!("李某"), &Value::Null]);
    assert_eq!(desk.ok("office.verify", json!({}))["ok"], true);
    let error = desk.refused("office.actor", json!({ "name": "李".repeat(21) }));
    assert_eq!(error.message, "经办人姓名最多 20 个字，没有保存");
}

#[test]
fn another_name_beside_an_operation_breaks_the_chain() {
    let desk = Desk::open();
    desk.ok("office.actor", json!({ "name": "李某" }));
    desk.ok("settings.put", json!({ "name": "县司法局党组", "phone": "2345678" }));
    desk.session.end();
    let connection = open::open(&desk.office().join("office.db"), |_| Ok(())).unwrap();
    for actor in ["'张某'", "NULL"] {
        connection.execute_batch(&format!("UPDATE operation SET actor = {actor} WHERE id = 2")).unwrap();
        let found = crate::store::verify::verify(
            &connection,
            "2012-03-15".parse().unwrap(),
            &crate::progress::Silent,
        );
        assert_eq!(found.unwrap().findings[0].kind, "chain", "{actor}");
    }
}

#[test]
fn settings_are_one_undo_and_say_why_not() {
    let desk = Desk::open();
    let wanted = json!({
        "name": "县司法局党组", "superior": "市司法局政治部", "phone": "2345678", "contact": null,
        "publicity_address": "某县某街1号",
    });
    let answer = desk.answer("settings.put", wanted.clone()).unwrap();
    assert_eq!(
        (answer.operation.as_deref(), answer.moved),
        (Some("修改设置"), vec!["office".to_owned(), "setting".to_owned()])
    );
    assert_eq!(desk.ok("settings.get", json!({})), wanted);
    desk.ok("history.undo", json!({}));
    assert_eq!(desk.ok("settings.get", json!({}))["publicity_address"], Value::Null);
    let error = desk.refused("settings.put", json!({ "name": "" }));
    assert_eq!(error.message, "单位名称不能为空");
}

#[test]
fn a_character_gets_the_offices_own_place_and_gives_it_back() {
    let desk = Desk::open();
    desk.ok("name_order.put", json!({ "character": "𡈽", "strokes": "1 2 1 4" }));
    assert_eq!(desk.ok("name_order.list", json!({})), json!([{ "character": "𡈽", "strokes": "1214" }]));
    assert_eq!(desk.refused("name_order.put", json!({ "character": "王磊" })).message, "请一次写一个字");
    assert!(
        desk.refused("name_order.put", json!({ "character": "王", "strokes": "6" })).message.contains("1至5")
    );
    desk.ok("name_order.put", json!({ "character": "𡈽", "strokes": null }));
    assert_eq!(desk.ok("name_order.list", json!({})), json!([]));
}

#[test]
fn choices_outlast_a_restart_and_a_damaged_file_of_them_is_begun_anew() {
    let mut desk = Desk::empty();
    desk.ok("preferences.put", json!({ "key": "a", "value": 1 }));
    assert_eq!(desk.ok("preferences.get", json!({ "key": "a" })), Value::Null, "no office, nothing kept");
    desk.ok("office.create", json!({ "name": "县司法局党组" }));
    desk.ok("preferences.put", json!({ "key": "members.columns", "value": ["姓名", "手机"] }));
    desk.ok("preferences.put", json!({ "key": "actor", "value": "x" }));
    desk.restart();
    assert_eq!(desk.ok("preferences.get", json!({ "key": "members.columns" })), json!(["姓名", "手机"]));
    assert_eq!(desk.ok("office.status", json!({}))["actor"], Value::Null, "a choice is no name");
    desk.ok("preferences.put", json!({ "key": "members.columns", "value": null }));
    assert_eq!(desk.ok("preferences.get", json!({ "key": "members.columns" })), Value::Null);

    files::write(&desk.office().join("preferences.json"), b"{ruined").unwrap();
    assert_eq!(desk.ok("preferences.get", json!({ "key": "a" })), Value::Null);
    desk.ok("preferences.put", json!({ "key": "a", "value": { "b": [] } }));
    assert_eq!(desk.ok("preferences.get", json!({ "key": "a" })), json!({ "b": [] }));
    assert_eq!(
        desk.refused("preferences.put", json!({ "key": "k".repeat(101), "value": 1 })).code,
        ErrorCode::Internal
    );
}
