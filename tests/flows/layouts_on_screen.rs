//! 自定表 as the screens ask for it: copied, changed, looked at, added, printed, removed.

use serde_json::{Value, json};
use xianfeng_tests::{Desk, screens::Screens};

#[test]
fn a_ready_made_table_is_copied_changed_looked_at_and_added() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let draft = screens.ask("layouts.draft", &json!({ "key": "pledge-table" }));
    let draft = draft.as_str().unwrap();
    assert!(
        draft.contains("key = \"own-pledge-table\"")
            && draft.contains("name = \"承诺兑现情况统计表（自定）\"")
    );
    let check = |text: &str| screens.ask("layouts.check", &json!({ "text": text }));
    assert_eq!(check(draft)["ok"], true, "a copy can be added at once");
    let own = draft.replacen("（自定）", "（县表）", 1);
    let shown = screens
        .ask("layouts.preview", &json!({ "layout": { "text": own }, "request": { "period": "2012" } }));
    assert_eq!(shown["names"][0], "承诺兑现情况统计表（县表）-2012");
    let added = screens.ask("layouts.add", &json!({ "text": own }));
    assert_eq!((&added["key"], &added["new"]), (&json!("own-pledge-table"), &json!(true)));
    let forms = screens.ask("papers.forms", &json!({}));
    let form = forms.as_array().unwrap().last().unwrap();
    assert_eq!((&form["group"], &form["figures"]), (&json!("自定表"), &json!(true)));
    let paper = json!({ "form": "own-pledge-table", "request": { "period": "2012" } });
    let printed = screens.ask("papers.preview", &paper);
    assert!(
        screens.text(&printed["file"]) == screens.text(&shown["file"]),
        "what was looked at is what is printed"
    );
    let second = screens.ask("layouts.draft", &json!({ "key": "pledge-table" }));
    assert!(second.as_str().unwrap().contains("key = \"own-pledge-table2\""));
    assert_eq!(
        screens.refused("layouts.add", &json!({ "text": own.replacen("about = \"", "about = \"本县的", 1) })),
        "报表“own-pledge-table”改过了，版本号须大于现在的第1版。请把 version 改为 2 后再加入，封存件才分得清是按哪一版出的。"
    );
    screens.ask("layouts.remove", &json!({ "key": "own-pledge-table" }));
    assert_eq!(screens.ask("papers.forms", &json!({})).as_array().unwrap().len(), 23);
    assert_eq!(screens.ask("history.undo", &json!({}))["name"], "删除报表格式");
    assert_eq!(screens.ask("papers.forms", &json!({})).as_array().unwrap().len(), 24);
}

#[test]
fn every_ready_made_table_can_be_copied_and_its_copy_added() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let all = screens.ask("layouts.list", &json!({}));
    for layout in all.as_array().unwrap() {
        let draft = screens.ask("layouts.draft", &json!({ "key": layout["key"] }));
        assert_eq!(screens.ask("layouts.add", &json!({ "text": draft }))["new"], true);
    }
}

#[test]
fn what_is_wrong_in_a_layout_is_said_by_line() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let text = screens.ask("layouts.text", &json!({ "key": "pledge-table" }));
    let text = text.as_str().unwrap();
    let findings = |text: &str| -> Vec<Value> {
        screens.ask("layouts.check", &json!({ "text": text }))["findings"].as_array().unwrap().clone()
    };
    let taken = findings(text);
    assert!(taken[0]["message"].as_str().unwrap().contains("是“承诺兑现情况统计表”的代号"), "{taken:?}");
    let draft = screens.ask("layouts.draft", &json!({ "key": "pledge-table" }));
    let wrong = draft.as_str().unwrap().replacen("pledges.", "pledgez.", 1);
    let found = findings(&wrong);
    let line = wrong.lines().position(|line| line.contains("pledgez.")).unwrap() + 1;
    assert_eq!(found[0]["line"], line, "{found:?}");
    assert!(!found[0]["message"].as_str().unwrap().contains("xianfeng"), "{found:?}");
    let said = screens.refused("layouts.add", &json!({ "text": wrong }));
    assert!(said.contains("处要改，没有采用") && said.contains(&format!("第{line}行")), "{said}");
    let said = screens.refused("layouts.preview", &json!({ "layout": { "text": wrong }, "request": {} }));
    assert!(said.contains("处要改"), "{said}");
    let said = screens.refused("layouts.text", &json!({ "key": "nothing" }));
    assert!(said.starts_with("没有代号为“nothing”的报表。可用的报表如下。"), "{said}");
    let said = screens.refused("layouts.remove", &json!({ "key": "pledge-table" }));
    assert!(said.starts_with("“pledge-table”是现成报表，不能删除"), "{said}");
}

#[test]
fn a_layout_file_that_was_dropped_is_checked_and_added() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let draft = screens.ask("layouts.draft", &json!({ "key": "member-structure" }));
    let path = desk.path("县表.toml");
    std::fs::File::create(&path)
        .and_then(|mut file| {
            use std::io::Write;
            file.write_all(draft.as_str().unwrap().as_bytes())
        })
        .unwrap();
    let file = screens.hand_in(&path);
    assert_eq!(screens.ask("layouts.check", &json!({ "file": file["id"] }))["ok"], true);
    assert_eq!(screens.ask("layouts.add", &json!({ "file": file["id"] }))["key"], "own-member-structure");
}
