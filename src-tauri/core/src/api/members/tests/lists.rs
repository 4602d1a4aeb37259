//! The list, finding people, structure, export; a person's page in the sample office.

use serde_json::{Value, json};

use super::desk::{Desk, event, words};

fn names(list: &Value) -> Vec<String> {
    list["rows"].as_array().unwrap().iter().map(|row| words(&row["name"])).collect()
}

#[test]
fn the_list_is_of_a_day_and_shows_who_left_on_asking() {
    let desk = Desk::new();
    let id = desk.member("单莹", "正式党员", Some("990101197001010028"));
    desk.member("王磊", "预备党员", None);
    desk.save("members.record_event", json!({ "member": id, "event": event("转出", "2012-03-20") }));
    assert_eq!(names(&desk.ask("members.list", json!({}))), ["王磊"]);
    assert_eq!(names(&desk.ask("members.list", json!({ "as_of": "2012-03-19" }))), ["单莹", "王磊"]);
    let all = desk.ask("members.list", json!({ "include_left": true, "order": "pinyin" }));
    assert_eq!(names(&all), ["单莹", "王磊"]);
    let row = &all["rows"][0];
    assert_eq!((&row["left"], &row["left_on"]), (&json!("转出"), &json!("2012-03-20")));
    assert_eq!((&row["initials"], &row["sex"], &row["age"]), (&json!("SY"), &json!("女"), &json!(42)));
    assert_eq!((&row["age_band"], &row["party_age"]), (&json!("41至45岁"), &json!(6)));
    assert_eq!(all["organizations"][1], json!({ "id": 2, "name": "第一党支部" }));
    assert_eq!(
        names(&desk.ask("members.list", json!({ "include_left": true, "order": "strokes" }))),
        ["王磊", "单莹"]
    );
    let before = desk.ask("members.list", json!({ "as_of": "2011-12-31" }));
    assert_eq!(before["note"], "党员名册从2012年1月1日起登记，2011年12月31日的党员情况没有记录。");
    assert_eq!(
        desk.refused("members.list", json!({ "as_of": "2012-07-02" })),
        "截止日期2012年7月2日晚于今天（2012年7月1日）"
    );
}

#[test]
fn people_are_found_by_name_readings_and_parts_of_numbers_the_best_first() {
    let desk = Desk::new();
    let shan = desk.member("单莹", "正式党员", Some("990101197001010028"));
    let wang = desk.member("王山勇", "正式党员", Some("99010119700101001X"));
    let mut facts = desk.ask("members.get", json!({ "id": wang }))["facts"].clone();
    facts["phone"] = json!("0832-2345678");
    desk.save("members.update", json!({ "id": wang, "facts": facts }));
    for (text, found) in [
        ("单莹", vec![shan]),
        ("shan", vec![shan, wang]), // from the beginning before inside
        ("sy", vec![shan, wang]),
        ("wsy", vec![wang]),
        ("0028", vec![shan]),
        ("001x", vec![wang]),
        ("19700101", vec![shan, wang]),
        ("0832-23", vec![wang]),
        ("王 001X", vec![wang]),
        ("单 001X", vec![]),
        ("130", vec![]),
        ("", vec![]),
        ("%", vec![]),
    ] {
        let ids = desk.ask("members.search", json!({ "text": text }))["ids"].clone();
        assert_eq!(ids, json!(found), "{text}");
    }
}

#[test]
fn structure_agrees_with_the_indicators_of_the_tables() {
    let desk = Desk::sample();
    let whole = desk.ask("members.structure", json!({}));
    assert_eq!(whole["total"], 66);
    let count = |key: &str, label: Value| {
        let dimensions = whole["dimensions"].as_array().unwrap();
        let dimension = dimensions.iter().find(|one| one["key"] == key).unwrap();
        let parts = dimension["parts"].as_array().unwrap();
        parts.iter().find(|part| part["label"] == label).map_or(0, |part| part["count"].as_u64().unwrap())
    };
    let office = crate::Office::open(
        &desk.folder.path().join("office"),
        crate::clock::Clock::at("2012-03-16".parse().unwrap()),
    )
    .unwrap();
    for (indicator, key, label) in [
        ("members.full", "standing", json!("正式党员")),
        ("members.probationary", "standing", json!("预备党员")),
        ("members.female", "sex", json!("女")),
        ("members.minority", "ethnicity", json!("少数民族")),
        ("members.ethnicity_unknown", "ethnicity", Value::Null),
        ("members.serving", "category", json!("在职")),
        ("members.retired", "category", json!("离退休")),
        ("members.age[..30]", "age", json!("30岁及以下")),
        ("members.age[36..40]", "age", json!("36至40岁")),
        ("members.age[61..]", "age", json!("61岁及以上")),
        ("members.education[研究生]", "education", json!("研究生")),
        ("members.education[中专高中]", "education", json!("中专高中")),
    ] {
        let asked = crate::api::IndicatorsRequest {
            keys: vec![indicator.to_owned()],
            period: crate::clock::Period::parse("2012").unwrap(),
            as_of: Some("2012-03-16".parse().unwrap()),
            organization: None,
            rows: false,
        };
        let answer = serde_json::to_value(crate::api::indicators(&office, &asked).unwrap().rows).unwrap();
        assert_eq!(answer[0]["value"].as_u64(), Some(count(key, label)), "{indicator}");
    }
    let rows = desk.ask("members.list", json!({}))["rows"].clone();
    let ids: Vec<i64> =
        rows.as_array().unwrap().iter().take(3).map(|row| row["id"].as_i64().unwrap()).collect();
    assert_eq!(desk.ask("members.structure", json!({ "ids": ids }))["total"], 3);
}

#[test]
fn a_persons_page_shows_what_hangs_on_them_as_printed() {
    let desk = Desk::sample();
    let ids = desk.ask("members.search", json!({ "text": "莫强" }))["ids"].clone();
    let page = desk.ask("members.get", json!({ "id": ids[0] }));
    let evaluation = &page["evaluations"][0];
    assert_eq!(evaluation["year"], 2012);
    assert!(words(&evaluation["satisfied_rate"]).contains('.'), "{evaluation}");
    assert!(!page["pledges"].as_array().unwrap().is_empty());
    assert_eq!(page["events"][0]["kind"], "期初登记");
    let branch = &page["membership"]["organization"]["id"];
    let organization = desk.ask("organizations.get", json!({ "id": branch }));
    assert!(!organization["evaluations"].as_array().unwrap().is_empty());
}

#[test]
fn an_export_holds_what_is_shown_masked_unless_the_archive_is_asked_for_and_noted() {
    let desk = Desk::sample();
    let rows = desk.ask("members.list", json!({ "order": "strokes" }))["rows"].clone();
    let ids: Vec<i64> = rows.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect();
    let numbers = desk.ask("members.unmask", json!({ "id": ids[0] }));
    let whole = words(&numbers["id_number"]);
    let asked = |profile: &str| {
        json!({
            "ids": ids, "columns": ["name", "organization", "id_number", "phone", "address"],
            "chosen_by": "全部在册党员", "profile": profile, "formats": ["xlsx"],
        })
    };
    for (profile, file, shown) in
        [("internal", "党员名单.xlsx", false), ("archive", "党员名单（归档版）.xlsx", true)]
    {
        let written = desk.ask("members.export", asked(profile));
        assert_eq!(written["files"][0]["name"], file);
        let path = desk.folder.path().join("out").join(file);
        let text = workbook_text(&path);
        assert_eq!(text.contains(&whole), shown, "{profile}");
        assert!(
            text.contains("共66人，其中正式党员64人、预备党员2人")
                && text.contains("名单范围：全部在册党员。"),
            "{text}"
        );
        assert!(text.contains("性别：男"), "{text}");
    }
    let notes = &desk.ask("history.list", json!({ "limit": 1 }))["entries"];
    assert_eq!(
        (&notes[0]["name"], &notes[0]["detail"]),
        (&json!("导出归档版"), &json!("党员名单，66 人，1 个文件"))
    );
    for (ids, columns, formats, sentence) in [
        (json!([]), json!(["name"]), json!(["xlsx"]), "名单里没有党员，没有导出"),
        (json!(ids), json!([]), json!(["xlsx"]), "没有可以导出的列，没有导出"),
        (json!(ids), json!(["address"]), json!(["xlsx"]), "没有可以导出的列，没有导出"),
        (json!(ids), json!(["name"]), json!([]), "没有选择导出的格式，没有导出"),
    ] {
        let asked = json!({ "ids": ids, "columns": columns, "formats": formats });
        assert_eq!(desk.refused("members.export", asked), sentence);
    }
}

fn workbook_text(path: &std::path::Path) -> String {
    use calamine::Reader;
    let mut book = calamine::open_workbook_auto(path).unwrap();
    let mut text = String::new();
    for sheet in book.sheet_names() {
        for row in book.worksheet_range(&sheet).unwrap().rows() {
            text.extend(row.iter().map(|cell| format!("{cell}\t")));
            text.push('\n');
        }
    }
    text
}
