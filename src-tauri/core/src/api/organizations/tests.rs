//! 党组织 as screens ask for them.

use serde_json::{Value, json};

use crate::api::members::tests::{
    Desk,
    desk::{event, organization, words},
};

#[test]
fn the_tree_counts_each_branch_and_those_below_it() {
    let desk = Desk::new();
    desk.member("王磊", "正式党员", None);
    desk.member("赵晨", "预备党员", None);
    let tree = desk.ask("organizations.tree", json!({}));
    let shown: Vec<(String, u64, u64, u64)> = tree["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| {
            let of = |heads: &str, key: &str| node[heads][key].as_u64().unwrap();
            (words(&node["name"]), node["depth"].as_u64().unwrap(), of("own", "total"), of("below", "full"))
        })
        .collect();
    assert_eq!(
        shown,
        [("机关党委", 0, 0, 1), ("第一党支部", 1, 2, 1), ("第二党支部", 1, 0, 0)]
            .map(|(name, depth, own, below)| (name.to_owned(), depth, own, below))
    );
    assert_eq!(tree["all"], json!({ "total": 2, "full": 1, "probationary": 1 }));
    desk.ask("organizations.dissolve", json!({ "id": 3, "on": "2012-06-01" }));
    for (asked, count) in
        [(json!({}), 2), (json!({ "as_of": "2012-05-31" }), 3), (json!({ "dissolved": true }), 3)]
    {
        let tree = desk.ask("organizations.tree", asked.clone());
        assert_eq!(tree["nodes"].as_array().unwrap().len(), count, "{asked}");
    }
    assert_eq!(
        desk.refused("organizations.tree", json!({ "as_of": "2012-07-02" })),
        "截止日期2012年7月2日晚于今天（2012年7月1日）"
    );
}

#[test]
fn a_branch_with_people_is_not_dissolved_also_when_they_came_later() {
    let desk = Desk::new();
    desk.member("王磊", "正式党员", None);
    for (on, sentence) in [
        ("2012-06-01", "“第一党支部”还有1名党员，不能撤销"),
        ("2011-12-31", "“第一党支部”还有1名党员，不能撤销"),
        ("2012-07-02", "撤销日期晚于今天"),
    ] {
        assert_eq!(desk.refused("organizations.dissolve", json!({ "id": 2, "on": on })), sentence);
    }
    assert_eq!(
        desk.refused("organizations.dissolve", json!({ "id": 99, "on": "2012-06-01" })),
        "该党组织不存在"
    );
    desk.ask("organizations.dissolve", json!({ "id": 3, "on": "2012-06-01" }));
    assert_eq!(desk.ask("organizations.get", json!({ "id": 3 }))["dissolved_on"], "2012-06-01");
    desk.ask("organizations.reinstate", json!({ "id": 3 }));
    assert_eq!(desk.ask("organizations.get", json!({ "id": 3 }))["dissolved_on"], Value::Null);
}

#[test]
fn a_mobile_of_a_branch_is_masked_and_stays_when_it_comes_back_untouched() {
    let desk = Desk::new();
    let mut facts = organization("第三党支部", "党支部", json!(1));
    facts["phone"] = json!("13812345678");
    let id = desk.save("organizations.add", json!({ "facts": facts }));
    assert_eq!(desk.ask("organizations.get", json!({ "id": id }))["phone"], "138****5678");
    facts["phone"] = json!("138****5678");
    facts["domain"] = json!("县直机关");
    desk.save("organizations.update", json!({ "id": id, "facts": facts }));
    assert_eq!(desk.ask("organizations.unmask", json!({ "id": id })), json!({ "phone": "13812345678" }));
    let newest = &desk.ask("history.list", json!({ "limit": 1 }))["entries"][0];
    assert_eq!((&newest["kind"], &newest["name"]), (&json!("note"), &json!("查看党组织联系电话")));
    facts["name"] = json!("第一党支部");
    let said = desk.remarks("organizations.update", json!({ "id": id, "facts": facts, "confirmed": true }));
    assert!(said[0].starts_with("name 党组织“第一党支部”已经登记"), "{said:?}");
    facts["name"] = json!("第三党委");
    facts["kind"] = json!("党委");
    let said = desk.ask("organizations.update", json!({ "id": id, "facts": facts, "confirmed": true }));
    assert_eq!(
        (&said["id"], &said["remarks"]),
        (&json!(id), &json!([])),
        "a committee under a committee can be"
    );
}

#[test]
fn a_move_is_seen_in_the_tree_and_undone_by_name() {
    let desk = Desk::new();
    desk.ask("organizations.move", json!({ "id": 3, "parent": 1, "before": 2 }));
    let order = |desk: &Desk| -> Vec<String> {
        let tree = desk.ask("organizations.tree", json!({}));
        tree["nodes"].as_array().unwrap().iter().map(|node| words(&node["name"])).collect()
    };
    assert_eq!(order(&desk), ["机关党委", "第二党支部", "第一党支部"]);
    assert_eq!(desk.ask("history.undo", json!({}))["name"], "调整党组织隶属和排序");
    assert_eq!(order(&desk), ["机关党委", "第一党支部", "第二党支部"]);
}

fn term(officers: &[Value]) -> Value {
    json!({
        "organization": 2, "id": null, "name": "第四届", "began_on": "2012-03-01", "ends_on": "2015-03-01",
        "note": null, "officers": officers, "secretary": true,
    })
}

fn officer(member: Option<i64>, name: &str, post: &str) -> Value {
    json!({ "member": member, "name": name, "post": post, "appointed_on": "2012-03-01", "relieved_on": null })
}

#[test]
fn a_term_makes_its_secretary_the_secretary_and_tells_what_does_not_agree() {
    let desk = Desk::new();
    let wang = desk.member("王磊", "正式党员", None);
    let zhao = desk.member("赵晨", "预备党员", None);
    let officers = [officer(Some(wang), "王磊", "书记"), officer(None, "周强", "组织委员")];
    let id = desk.save("organizations.put_term", term(&officers));
    let page = desk.ask("organizations.get", json!({ "id": 2 }));
    assert_eq!((&page["secretary"], &page["terms"][0]["running"]), (&json!("王磊"), &json!(true)));
    assert_eq!(page["days_to_election"], 973);
    assert_eq!(
        page["doubts"],
        json!(["“王磊”在班子名单里是“书记”，党员记录里没有任职；请在其页面登记任职。"])
    );
    let mut appointed = event("任职", "2012-03-01");
    appointed["post"] = json!("书记");
    desk.save("members.record_event", json!({ "member": wang, "event": appointed }));
    assert_eq!(desk.ask("organizations.get", json!({ "id": 2 }))["doubts"], json!([]));
    let person = desk.ask("members.get", json!({ "id": wang }));
    assert_eq!(
        person["offices"],
        json!([{
            "organization": { "id": 2, "name": "第一党支部" }, "term": "第四届", "post": "书记",
            "appointed_on": "2012-03-01", "relieved_on": null, "ends_on": "2015-03-01",
        }])
    );
    let with = |officers: &[Value]| {
        let mut term = term(officers);
        term["id"] = json!(id);
        term
    };
    assert_eq!(
        desk.remarks("organizations.put_term", with(&[officer(Some(zhao), "赵晨", "书记")])),
        ["name “赵晨”任职时是预备党员，没有选举权和被选举权；请核对"]
    );
    let mut elsewhere = with(&[officer(Some(wang), "王磊", "书记")]);
    elsewhere["organization"] = json!(3);
    elsewhere["id"] = Value::Null;
    assert_eq!(
        desk.remarks("organizations.put_term", elsewhere),
        ["name “王磊”任职时不在“第二党支部”；请核对所选的党员和任职日期"]
    );
    let again = term(&[]);
    let said = desk.remarks("organizations.put_term", again);
    assert!(said[0].starts_with("began_on 与第四届（2012年3月1日至2015年3月1日）重叠"), "{said:?}");

    let mut gone = event("去世", "2012-05-01");
    gone["note"] = Value::Null;
    desk.save("members.record_event", json!({ "member": wang, "event": gone }));
    assert_eq!(
        desk.ask("organizations.get", json!({ "id": 2 }))["doubts"],
        json!(["“王磊”仍在班子名单里，但已于2012年5月1日去世；请填免职日期。"])
    );
    let mut late = with(&[officer(Some(wang), "王磊", "书记")]);
    late["officers"][0]["appointed_on"] = json!("2012-06-01");
    assert_eq!(
        desk.remarks("organizations.put_term", late),
        ["name “王磊”已于2012年5月1日去世；请核对任职日期"]
    );
    desk.ask("organizations.remove_term", json!({ "id": id }));
    assert_eq!(desk.ask("organizations.get", json!({ "id": 2 }))["terms"], json!([]));
    assert_eq!(desk.refused("organizations.remove_term", json!({ "id": id })), "这个任期不存在");
}

#[test]
fn the_secretary_of_the_list_and_of_the_organization_should_be_one() {
    let desk = Desk::new();
    let mut kept = term(&[officer(None, "周强", "书记")]);
    kept["secretary"] = json!(false);
    desk.save("organizations.put_term", kept);
    let mut facts = organization("第一党支部", "党支部", json!(1));
    facts["secretary"] = json!("王磊");
    desk.save("organizations.update", json!({ "id": 2, "facts": facts }));
    assert_eq!(
        desk.ask("organizations.get", json!({ "id": 2 }))["doubts"],
        json!(["本届书记是“周强”，党组织信息里的书记是“王磊”；请更正其中一处。"])
    );
    assert_eq!(
        desk.ask("organizations.get", json!({ "id": 2 }))["above"],
        json!([{ "id": 1, "name": "机关党委" }])
    );
}
