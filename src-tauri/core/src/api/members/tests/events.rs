//! A member's life by forms, and taking parts of it back.

use serde_json::{Value, json};

use super::desk::{Desk, event, words};

fn of(mut event: Value, fields: &[(&str, Value)]) -> Value {
    for (field, content) in fields {
        event[*field] = content.clone();
    }
    event
}

fn kinds(page: &Value) -> Vec<String> {
    page["events"].as_array().unwrap().iter().map(|event| words(&event["kind"])).collect()
}

fn figures(desk: &Desk, day: &str) -> (u64, u64, u64) {
    let tree = desk.ask("organizations.tree", json!({ "as_of": day }));
    let all = &tree["all"];
    let of = |key: &str| all[key].as_u64().unwrap();
    (of("total"), of("full"), of("probationary"))
}

#[test]
fn a_members_life_is_counted_on_every_day_of_it() {
    let desk = Desk::new();
    desk.member("王磊", "正式党员", None);
    let first =
        of(event("接收预备", "2011-06-20"), &[("organization", json!(2)), ("category", json!("在职"))]);
    let mut facts = super::desk::person("李敏");
    facts["birth_date"] = json!("1985-03-08");
    let id = desk.save("members.add", json!({ "facts": facts, "event": first }));
    let page = desk.ask("members.get", json!({ "id": id }));
    assert_eq!(
        (&page["facts"]["joined_on"], &page["probation_until"]),
        (&json!("2011-06-20"), &json!("2012-06-20"))
    );
    for event in [
        event("转正", "2012-06-20"),
        of(event("内部调动", "2012-06-25"), &[("organization", json!(3))]),
        of(event("任职", "2012-06-26"), &[("post", json!("组织委员"))]),
    ] {
        desk.save("members.record_event", json!({ "member": id, "event": event }));
    }
    assert_eq!(desk.ask("history.list", json!({ "limit": 1 }))["entries"][0]["name"], "登记“任职”");
    let leaving = json!({ "member": id, "event": event("转出", "2012-06-30") });
    assert_eq!(
        desk.remarks("members.record_event", leaving.clone()),
        ["kind 该党员现任“组织委员”，变动后不再担任；请确认"]
    );
    let confirmed = of(leaving, &[("confirmed", json!(true))]);
    desk.ask("members.record_event", confirmed);
    for (day, expected) in [
        ("2011-06-19", None),
        ("2012-06-19", Some((2, 1, 1))),
        ("2012-06-20", Some((2, 2, 0))),
        ("2012-06-29", Some((2, 2, 0))),
        ("2012-06-30", Some((1, 1, 0))),
    ] {
        match expected {
            Some(expected) => assert_eq!(figures(&desk, day), expected, "{day}"),
            None => assert!(desk.ask("organizations.tree", json!({ "as_of": day }))["all"].is_null()),
        }
    }
    let page = desk.ask("members.get", json!({ "id": id }));
    assert_eq!(kinds(&page), ["接收预备", "转正", "内部调动", "任职", "转出"]);
    assert_eq!(page["membership"]["left"], "转出");
    desk.ask("history.undo", json!({}));
    let page = desk.ask("members.get", json!({ "id": id }));
    assert_eq!(page["membership"]["left"], Value::Null);
    assert_eq!(page["membership"]["organization"], json!({ "id": 3, "name": "第二党支部" }));
    assert_eq!(page["membership"]["post"], "组织委员");
    let earlier = desk.ask("members.get", json!({ "id": id, "as_of": "2012-06-22" }));
    assert_eq!(earlier["membership"]["organization"]["name"], "第一党支部");
}

#[test]
fn what_can_be_recorded_next_is_told_with_the_reason_for_the_rest() {
    let desk = Desk::new();
    let id = desk.member("赵晨", "预备党员", None);
    let page = desk.ask("members.get", json!({ "id": id }));
    let refused = |kind: &str| {
        let possible = page["possible"].as_array().unwrap();
        possible.iter().find(|one| one["kind"] == kind).map(|one| one["refused"].clone())
    };
    assert_eq!(refused("转正"), Some(Value::Null));
    assert_eq!(refused("接收预备"), Some(json!("该党员已在册，不能再登记“接收预备”")));
    assert_eq!(refused("恢复"), Some(json!("只有停止党籍或出党的党员才能恢复党籍")));
    assert_eq!(refused("免职"), Some(json!("该党员没有担任这一党内职务，不能登记免职")));
    assert_eq!(refused("在职"), Some(json!("该党员已是“在职”，无需再登记")));
    assert_eq!(refused("期初登记"), None, "opening the books is no change");
}

#[test]
fn an_event_that_cannot_follow_is_refused_and_one_that_looks_wrong_is_asked_about() {
    let desk = Desk::new();
    let id = desk.member("赵晨", "预备党员", None);
    for (event, sentence) in [
        (event("接收预备", "2012-03-01"), "登记“接收预备”须写明所在党支部"),
        (event("任职", "2012-03-01"), "登记任职须写明党内职务"),
        (event("离退休", "2011-12-31"), "变动日期早于该党员入册的日期（2012年1月1日）"),
        (event("离退休", "2012-07-02"), "变动日期2012年7月2日晚于今天"),
        (
            of(event("内部调动", "2012-03-01"), &[("organization", json!(2))]),
            "该党员已在这个党支部，无需调动",
        ),
    ] {
        let asked = json!({ "member": id, "event": event, "confirmed": true });
        assert_eq!(desk.refused("members.record_event", asked), sentence);
    }
    let early = json!({ "member": id, "event": event("转正", "2012-06-19") });
    assert_eq!(
        desk.remarks("members.record_event", early),
        ["happened_on 入党时间是2011年6月20日，预备期还不满一年；请对照档案核对"]
    );
    desk.ask("organizations.dissolve", json!({ "id": 3, "on": "2012-03-01" }));
    let moved = of(event("内部调动", "2012-03-01"), &[("organization", json!(3))]);
    assert_eq!(
        desk.remarks("members.record_event", json!({ "member": id, "event": moved })),
        ["organization “第二党支部”已于2012年3月1日撤销；请核对所在党支部"]
    );
}

#[test]
fn a_wrong_event_is_corrected_or_taken_out() {
    let desk = Desk::new();
    let id = desk.member("赵晨", "预备党员", None);
    let turned = of(event("转正", "2012-06-25"), &[("note", json!("大会决议，联系13812345678"))]);
    desk.save("members.record_event", json!({ "member": id, "event": turned }));
    let line = desk.ask("members.get", json!({ "id": id }))["events"][1].clone();
    assert_eq!(line["note"], "大会决议，联系***********");
    // The day that the event itself had filled in is no other opinion, and the masked note stays.
    let corrected = of(event("转正", "2012-06-20"), &[("note", line["note"].clone())]);
    assert_eq!(desk.save("members.correct_event", json!({ "id": line["id"], "event": corrected })), id);
    let page = desk.ask("members.get", json!({ "id": id }));
    assert_eq!(
        (&page["facts"]["full_on"], &page["events"][1]["happened_on"]),
        (&json!("2012-06-20"), &json!("2012-06-20"))
    );
    assert_eq!(page["events"][1]["note"], "大会决议，联系***********");
    let opening = &page["events"][0]["id"];
    assert_eq!(
        desk.refused("members.remove_event", json!({ "id": opening })),
        "这是该党员入册的登记，不能删除"
    );
    desk.ask("members.remove_event", json!({ "id": line["id"] }));
    let page = desk.ask("members.get", json!({ "id": id }));
    assert_eq!((kinds(&page), &page["facts"]["full_on"]), (vec!["期初登记".to_owned()], &Value::Null));
    for command in ["members.correct_event", "members.remove_event"] {
        let asked = json!({ "id": 99, "event": event("转正", "2012-06-20") });
        assert_eq!(desk.refused(command, asked), "该项变动不存在");
    }
}
