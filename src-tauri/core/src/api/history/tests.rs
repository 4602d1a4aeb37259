//! The history as a clerk reads it.

use serde_json::{Value, json};

use super::words;
use crate::{
    api::tests::Desk,
    store::{open, triggers},
};

/// The sample office: real imports.
fn sample() -> Desk {
    let desk = Desk::empty();
    desk.ok("office.sample", json!({}));
    desk
}

fn names(page: &Value) -> Vec<&str> {
    page["entries"].as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap()).collect()
}

#[test]
fn every_table_and_column_has_its_word() {
    let folder = tempfile::tempdir().unwrap();
    let connection = open::create(&folder.path().join("office.db")).unwrap();
    let mut missing = Vec::new();
    for name in triggers::watched(&connection).unwrap() {
        let known = words::table(&name).map(|table| table.columns).unwrap_or_default();
        for column in triggers::columns(&connection, &name).unwrap() {
            if !known.iter().any(|known| known.0 == column) {
                missing.push(format!("{name}.{column}"));
            }
        }
    }
    assert!(missing.is_empty(), "give these their words in api/history/words.rs: {missing:?}");
}

#[test]
fn titles_and_references_name_what_there_is() {
    for table in words::TABLES {
        for title in table.title {
            assert!(table.columns.iter().any(|column| column.0 == *title), "{}.{title}", table.name);
        }
        for column in table.columns {
            if let words::Shown::Of(other) = column.2 {
                assert!(words::table(other).is_some(), "{}.{} names {other}", table.name, column.0);
            }
        }
    }
}

#[test]
fn pages_and_words_find_an_operation() {
    let desk = sample();
    let all = desk.ok("history.list", json!({}));
    assert_eq!(
        names(&all),
        ["导入群众评议票", "导入公开承诺", "导入党员花名册", "导入党组织名册", "建立台账"]
    );
    for (asked, total, found) in [
        (json!({ "limit": 2 }), 5, vec!["导入群众评议票", "导入公开承诺"]),
        (json!({ "limit": 2, "offset": 4 }), 5, vec!["建立台账"]),
        (json!({ "search": "导入 名册" }), 2, vec!["导入党员花名册", "导入党组织名册"]),
        (json!({ "search": "新增 66" }), 1, vec!["导入党员花名册"]),
        (json!({ "search": "%" }), 0, vec![]),
        (json!({ "kind": "note" }), 1, vec!["建立台账"]),
        (json!({ "from": "2012-03-17" }), 0, vec![]),
        (json!({ "from": "2012-03-16", "to": "2012-03-16", "limit": 1 }), 5, vec!["导入群众评议票"]),
    ] {
        let page = desk.ok("history.list", asked.clone());
        assert_eq!((page["total"].as_u64(), names(&page)), (Some(total), found), "{asked}");
    }
}

fn changes(desk: &Desk, operation: i64) -> Value {
    desk.ok("history.changes", json!({ "operation": operation }))
}

fn field<'a>(record: &'a Value, name: &str) -> &'a Value {
    let fields = record["fields"].as_array().unwrap();
    fields.iter().find(|field| field["field"] == name).unwrap_or_else(|| panic!("{name} in {record}"))
}

#[test]
fn an_import_is_read_in_words_with_names_and_hidden_numbers() {
    let desk = sample();
    let answer = changes(&desk, 3);
    assert_eq!(answer["note"], Value::Null);
    let records = answer["records"].as_array().unwrap();
    let member = records.iter().find(|record| record["table"] == "党员").unwrap();
    assert_eq!((&member["record"], &member["move"]), (&json!("莫强"), &json!("新增")));
    let number = field(member, "公民身份证号码");
    assert_eq!((&number["after"], &number["masked"]), (&json!("519999********4930"), &json!(true)));
    assert_eq!(field(member, "手机")["after"], "199****3694");
    let event = records.iter().find(|record| record["table"] == "党籍变动").unwrap();
    assert_eq!(event["record"], "莫强　期初登记");
    assert_eq!(field(event, "党支部")["after"], "县法律工作者协会党支部");
    assert!(!answer.to_string().contains("519999198511254930"), "no number in full anywhere");
}

#[test]
fn ballots_are_read_by_their_scheme_and_long_lists_are_cut() {
    let desk = sample();
    let answer = changes(&desk, 5);
    let total = answer["total"].as_u64().unwrap();
    assert!(total > 200);
    assert_eq!(answer["note"], format!("共 {total} 行，显示前 200 行"));
    let records = answer["records"].as_array().unwrap();
    assert_eq!(records.len(), 200);
    let ballots: Vec<&Value> = records.iter().filter(|record| record["table"] == "评议票").collect();
    let marks: String =
        ballots.iter().map(|ballot| field(ballot, "票面")["after"].as_str().unwrap()).collect();
    assert!(marks.contains("满意") && marks.contains("弃权"), "{marks}");
    assert!(!marks.contains(|c: char| c.is_ascii()), "{marks}");
    let subject = field(ballots[0], "被评议对象")["after"].as_str().unwrap();
    assert!(subject.contains("党") && !subject.contains("已不在"), "{subject}");
    for record in records {
        for field in record["fields"].as_array().unwrap() {
            let name = field["field"].as_str().unwrap();
            assert!(name.chars().all(|c| !c.is_ascii()), "{name} is no word of the office");
        }
    }
}

#[test]
fn what_was_taken_back_still_has_its_names() {
    let desk = sample();
    for _ in 0..4 {
        desk.ok("history.undo", json!({}));
    }
    // Nobody is left: the names come from the operation itself.
    for operation in [3, 8] {
        let answer = changes(&desk, operation);
        let records = answer["records"].as_array().unwrap();
        let event = records.iter().find(|record| record["table"] == "党籍变动").unwrap();
        assert!(event["record"].as_str().unwrap().ends_with("　期初登记"), "{event}");
        assert!(!event["record"].as_str().unwrap().contains("已不在"), "{event}");
    }
    let removed = changes(&desk, 8);
    assert_eq!(removed["records"][0]["move"], "删除");
    assert!(desk.refused("history.changes", json!({ "operation": 99 })).message.contains("没有这一项"));
}

#[test]
fn a_setting_shows_before_and_after() {
    let desk = Desk::open();
    desk.ok("settings.put", json!({ "name": "县司法局党组", "publicity_address": "甲街1号" }));
    desk.ok("settings.put", json!({ "name": "县司法局党组", "publicity_address": "乙街2号" }));
    assert_eq!(
        changes(&desk, 3),
        json!({ "total": 1, "note": null, "records": [{
            "table": "设置", "record": "公示地址", "move": "修改",
            "fields": [{ "field": "内容", "before": "甲街1号", "after": "乙街2号", "masked": false }],
        }]})
    );
}
