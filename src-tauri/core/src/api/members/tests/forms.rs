//! Forms of persons: masks, remarks, confirming.

use serde_json::{Value, json};

use super::desk::{Desk, event, person, words};

fn with(mut value: Value, fields: &[(&str, Value)]) -> Value {
    for (field, content) in fields {
        value[*field] = content.clone();
    }
    value
}

fn opening() -> Value {
    with(event("期初登记", "2012-01-01"), &[("organization", json!(2)), ("standing", json!("预备党员"))])
}

#[test]
fn numbers_leave_masked_and_whole_ones_are_noted() {
    let desk = Desk::new();
    let facts = with(
        person("王 磊"),
        &[
            ("id_number", json!("99010119700101001x")),
            ("phone", json!("13812345678")),
            ("note", json!("爱人电话13900001111")),
            ("joined_on", json!("2011-06-20")),
        ],
    );
    let id = desk.save("members.add", json!({ "facts": facts, "event": opening() }));
    let page = desk.ask("members.get", json!({ "id": id }));
    assert_eq!(page["facts"]["name"], "王磊");
    assert_eq!(page["facts"]["id_number"], "990101********001X");
    assert_eq!(page["facts"]["phone"], "138****5678");
    assert_eq!(page["facts"]["note"], "爱人电话***********");
    assert_eq!((&page["facts"]["sex"], &page["facts"]["birth_date"]), (&json!("男"), &json!("1970-01-01")));
    let list = desk.ask("members.list", json!({})).to_string();
    for whole in ["99010119700101001X", "13812345678", "13900001111"] {
        assert!(!page.to_string().contains(whole) && !list.contains(whole), "{whole}");
    }
    let numbers = desk.ask("members.unmask", json!({ "id": id }));
    assert_eq!(
        numbers,
        json!({ "id_number": "99010119700101001X", "phone": "13812345678", "note": "爱人电话13900001111" })
    );
    let newest = &desk.ask("history.list", json!({ "limit": 1 }))["entries"][0];
    assert_eq!((&newest["kind"], &newest["name"]), (&json!("note"), &json!("查看完整证件号")));
    assert_eq!(newest["detail"], format!("{id}号党员"));
}

#[test]
fn what_was_shown_masked_and_comes_back_untouched_stays() {
    let desk = Desk::new();
    let facts = with(
        person("王磊"),
        &[
            ("id_number", json!("99010119700101001X")),
            ("phone", json!("13812345678")),
            ("note", json!("电话13900001111")),
            ("joined_on", json!("2011-06-20")),
        ],
    );
    let id = desk.save("members.add", json!({ "facts": facts, "event": opening() }));
    let mut shown = desk.ask("members.get", json!({ "id": id }))["facts"].clone();
    shown["education"] = json!("大学本科");
    assert_eq!(desk.save("members.update", json!({ "id": id, "facts": shown })), id);
    let numbers = desk.ask("members.unmask", json!({ "id": id }));
    assert_eq!(
        numbers,
        json!({ "id_number": "99010119700101001X", "phone": "13812345678", "note": "电话13900001111" })
    );
    shown["phone"] = json!("");
    shown["id_number"] = json!("990101********0010");
    let said = desk.remarks("members.update", json!({ "id": id, "facts": shown }));
    assert!(said[0].starts_with("id_number 身份证号码中有不应出现的字符“*”"), "{said:?}");
    shown["id_number"] = json!(null);
    desk.save("members.update", json!({ "id": id, "facts": shown }));
    let numbers = desk.ask("members.unmask", json!({ "id": id }));
    assert_eq!((&numbers["id_number"], &numbers["phone"]), (&json!(null), &json!(null)));
}

#[test]
fn a_warning_is_saved_once_confirmed_and_an_error_never() {
    let desk = Desk::new();
    let young =
        with(person("赵晨"), &[("birth_date", json!("1995-01-01")), ("joined_on", json!("2011-06-20"))]);
    let asked = |confirmed| json!({ "facts": young, "event": opening(), "confirmed": confirmed });
    let said = desk.remarks("members.add", asked(false));
    assert_eq!(said, ["joined_on 入党时只有 16 岁，不满 18 岁；请对照档案核对出生日期和入党时间"]);
    assert_eq!(desk.ask("members.list", json!({}))["rows"], json!([]));
    let saved = desk.ask("members.add", asked(true));
    assert_eq!((&saved["id"], saved["remarks"].as_array().map(Vec::len)), (&json!(1), Some(1)));

    let unborn = with(person("赵晨晨"), &[("birth_date", json!("2012-07-02"))]);
    let said = desk.remarks("members.add", json!({ "facts": unborn, "event": opening(), "confirmed": true }));
    assert!(said[0].starts_with("birth_date 出生日期2012年7月2日晚于今天"), "{said:?}");
}

#[test]
fn every_field_that_cannot_be_saved_says_why() {
    let desk = Desk::new();
    desk.member("王磊", "正式党员", Some("99010119700101001X"));
    for (fields, said) in [
        (vec![("name", json!(" "))], "name 姓名没有填写；请填写姓名"),
        (
            vec![("id_number", json!("990101197001010011"))],
            "id_number 身份证号码校验码不符，请对照身份证核对",
        ),
        (vec![("phone", json!("同上"))], "phone 手机号码只能是数字，固定电话可以带“-”；请核对"),
        (
            vec![("name", json!("王磊"))],
            "name 台账里已有一名“王磊”，生于1970年1月1日，身份证号码990101********001X；如是同一人，请不要重复登记，确是另一人的请确认",
        ),
        (
            vec![("name", json!("李敏、周强"))],
            "name “李敏、周强”不像一个人的姓名；请核对是否错了列，或一格写了几个人",
        ),
    ] {
        let facts = with(with(person("李敏"), &[("joined_on", json!("2011-06-20"))]), &fields);
        let remarks = desk.remarks("members.add", json!({ "facts": facts, "event": opening() }));
        assert_eq!(remarks, [said]);
    }
    let taken = with(
        person("李敏"),
        &[("id_number", json!("99010119700101001X")), ("joined_on", json!("2011-06-20"))],
    );
    assert_eq!(
        desk.refused("members.add", json!({ "facts": taken, "event": opening() })),
        "公民身份证号码990101********001X已登记在“王磊”名下"
    );
    let other =
        with(person("王磊"), &[("birth_date", json!("1980-05-01")), ("joined_on", json!("2011-06-20"))]);
    desk.save("members.add", json!({ "facts": other, "event": opening() }));
    assert_eq!(desk.refused("members.get", json!({ "id": 99 })), "该党员不存在");
    assert_eq!(desk.refused("members.unmask", json!({ "id": 99 })), "该党员不存在");
}

#[test]
fn the_first_event_must_be_one_by_which_people_come_in() {
    let desk = Desk::new();
    let facts = with(person("李敏"), &[("joined_on", json!("2011-06-20"))]);
    for (event, sentence) in [
        (event("任职", "2012-01-01"), "该党员还没有登记入册，不能先登记“任职”"),
        (event("转入", "2012-01-01"), "登记“转入”须写明所在党支部"),
        (
            with(event("接收预备", "2012-07-02"), &[("organization", json!(2))]),
            "变动日期2012年7月2日晚于今天",
        ),
    ] {
        let asked = json!({ "facts": facts, "event": event, "confirmed": true });
        assert_eq!(desk.refused("members.add", asked), sentence);
    }
    let committee = with(opening(), &[("organization", json!(1))]);
    let said = desk.remarks("members.add", json!({ "facts": facts, "event": committee }));
    assert_eq!(said, ["organization “机关党委”是党委，党员一般编入党支部；确实编在这里的请确认"]);
}

#[test]
fn an_import_and_a_form_say_the_same_of_the_same_person() {
    // Both ask `members/checks.rs`; the roster's own words are in `import/tests`.
    let desk = Desk::new();
    let facts = with(
        person("李敏"),
        &[
            ("sex", json!("男")),
            ("id_number", json!("990101197001010028")),
            ("joined_on", json!("2011-06-20")),
        ],
    );
    let said = desk.remarks("members.add", json!({ "facts": facts, "event": opening() }));
    assert_eq!(said, ["sex 与身份证号码不符（号码表示女性）；请对照身份证核对性别和号码"]);
    assert!(!words(&json!("x")).is_empty());
}
