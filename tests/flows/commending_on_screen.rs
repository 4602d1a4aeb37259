//! 评先表彰 as the screens ask for it, from the programme to the list.

use serde_json::{Value, json};
use xianfeng_tests::{COMMENDED, Desk, screens::Screens};

const KIND: &str = "优秀共产党员";

/// A programme, and a person's number by name.
fn begun(desk: &mut Desk, today: &str) -> (Screens, Value, impl Fn(&str) -> Value + use<>) {
    desk.today = today.into();
    let people = desk.json(&["list", "members"]);
    let screens = Screens::on(desk);
    let new = json!({ "year": 2012, "name": "七一表彰", "level": "县级", "basis": "县委组织部通知" });
    let programme = screens.ask("commendations.add", &new)["id"].clone();
    let number = move |name: &str| {
        people.as_array().unwrap().iter().find(|member| member["name"] == name).unwrap()["id"].clone()
    };
    (screens, programme, number)
}

#[test]
fn a_commendation_goes_from_programme_to_list() {
    let mut desk = Desk::with_sample();
    let (screens, programme, number) = begun(&mut desk, "2012-05-20");
    let quota = json!({ "programme": programme, "kind": KIND, "place": "everybody", "most": 4 });
    let row = screens.ask("commendations.put_quota", &quota);
    assert_eq!((&row["quotas"][0]["most"], &row["quotas"][0]["count"]), (&json!(4), &json!(0)));
    assert_eq!(row["publicity_step"], "公示");

    let mut ids = Vec::new();
    for name in COMMENDED {
        let asked = json!({
            "programme": programme, "kind": KIND, "subject": { "member": number(name) },
            "reason": "长期坚持入户走访，热情为群众办事。"
        });
        let ahead = screens.ask("commendations.prospect", &asked);
        let report = screens.ask("commendations.nominate", &asked);
        let nomination = &report["nominations"][0];
        assert_eq!(ahead["checks"], nomination["checks"], "a look ahead sees what is entered");
        assert_eq!(nomination["nominated_by"], ahead["nominated_by"]);
        assert_eq!((&nomination["step"], &nomination["next_step"]), (&json!(null), &json!("考核")));
        ids.push(nomination["id"].clone());
    }
    assert_eq!(screens.ask("history.list", &json!({ "limit": 1 }))["entries"][0]["name"], "登记推荐对象");
    let twice =
        json!({ "programme": programme, "kind": KIND, "subject": { "member": number(COMMENDED[0]) } });
    let said = screens.refused("commendations.prospect", &twice);
    assert!(said.starts_with("已于2012年5月20日推荐为优秀共产党员（在推），不用再推荐"), "{said}");

    let step = |to: &str, on: &str, despite: Option<&str>| {
        json!({
            "programme": programme, "chosen": { "nominations": ids }, "on": on,
            "action": { "step": { "to": to, "despite": despite } }
        })
    };
    drop(screens);
    for (to, on) in [("考核", "2012-05-21"), ("推荐", "2012-05-22"), ("公示", "2012-06-11")] {
        desk.today = on.into();
        Screens::on(&desk).ask("commendations.advance", &step(to, on, None));
    }
    desk.today = "2012-06-20".into();
    let screens = Screens::on(&desk);
    let rows = screens.ask("commendations.nominations", &json!({ "programme": programme }));
    assert_eq!((&rows[0]["next_step"], &rows[0]["published_until"]), (&json!("审定"), &json!("2012-06-15")));
    let early = screens.refused("commendations.advance", &step("审定", "2012-06-14", Some("研究同意")));
    assert!(early.contains("“公示”到2012年6月15日结束"), "{early}");
    if rows.as_array().unwrap().iter().any(|row| row["checks"].to_string().contains("不符合")) {
        let held = screens.refused("commendations.advance", &step("审定", "2012-06-20", None));
        assert!(
            held.contains("确需通过的，请写明理由，理由会写入该步意见；不通过的，请登记为不通过。"),
            "{held}"
        );
    }
    screens.ask("commendations.advance", &step("审定", "2012-06-20", Some("党组会议研究同意")));
    drop(screens);
    desk.today = "2012-06-25".into();
    let screens = Screens::on(&desk);
    screens.ask("commendations.advance", &step("表彰", "2012-06-25", Some("党组会议研究同意")));
    let honours = screens.ask("commendations.honours", &json!({ "programme": programme }));
    assert_eq!(honours.as_array().unwrap().len(), 3);
    let list = json!({ "form": "commendation-list", "request": { "programme": programme } });
    let shown = screens.text(&screens.ask("papers.preview", &list)["file"]);
    let marks = shown.split('<').filter_map(|mark| mark.split_once('>'));
    let shown: String = marks.flat_map(|(_, text)| text.chars()).filter(|c| !c.is_whitespace()).collect();
    assert!(COMMENDED.iter().all(|name| shown.contains(name)));
    let ended = screens.refused("commendations.advance", &step("表彰", "2012-06-25", None));
    assert!(ended.contains("登记有误的，请撤销后重新登记。"), "{ended}");
}

#[test]
fn objections_are_heard_settled_and_hold_the_next_step() {
    let mut desk = Desk::with_sample();
    let (screens, programme, number) = begun(&mut desk, "2012-06-11");
    let nominate = |name: &str| {
        let asked = json!({ "programme": programme, "kind": KIND, "subject": { "member": number(name) }, "on": "2012-05-20" });
        screens.ask("commendations.nominate", &asked)["nominations"][0]["id"].clone()
    };
    let (one, other) = (nominate(COMMENDED[0]), nominate(COMMENDED[1]));
    let act = |ids: Value, action: Value, on: &str| json!({ "programme": programme, "chosen": { "nominations": ids }, "action": action, "on": on });
    let both = json!([one, other]);
    let object = json!({ "object": { "content": "材料与事实不符" } });
    assert_eq!(
        screens.refused("commendations.advance", &act(json!([one]), object.clone(), "2012-06-11")),
        format!(
            "“{}”：还没有登记“公示”，不能登记异议。公示以前的不同意见，请写进考核或推荐的意见。",
            COMMENDED[0]
        )
    );
    for (to, on) in [("考核", "2012-05-21"), ("推荐", "2012-05-22"), ("公示", "2012-06-11")] {
        screens.ask("commendations.advance", &act(both.clone(), json!({ "step": { "to": to } }), on));
    }
    assert_eq!(
        screens.refused("commendations.advance", &act(both, json!("withdraw"), "2012-06-11")),
        "撤回和异议要逐个登记。请只选一个推荐对象。"
    );
    screens.ask("commendations.advance", &act(json!([one]), object, "2012-06-11"));
    drop(screens);
    desk.today = "2012-06-20".into();
    let screens = Screens::on(&desk);
    let decide = json!({ "step": { "to": "审定", "despite": "研究同意" } });
    let said = screens.refused("commendations.advance", &act(json!([one]), decide.clone(), "2012-06-20"));
    assert!(said.contains("有异议没有处理") && said.contains("请先登记异议的处理结果和核查结论。"), "{said}");
    let settle = |finding: &str| json!({ "settle": { "upheld": false, "finding": finding } });
    let said = screens.refused("commendations.advance", &act(json!([one]), settle(" "), "2012-06-18"));
    assert!(said.contains("处理异议须写明核查结论。请写明查了什么、结论如何。"), "{said}");
    screens.ask("commendations.advance", &act(json!([one]), settle("经核查，材料属实"), "2012-06-18"));
    screens.ask("commendations.advance", &act(json!([one]), decide, "2012-06-20"));
    let withdrawn =
        screens.ask("commendations.advance", &act(json!([other]), json!("withdraw"), "2012-06-20"));
    assert_eq!(withdrawn["nominations"][0]["state"], "已撤回");
    assert_eq!(screens.ask("history.undo", &json!({}))["name"], "撤回推荐");
    let gone = screens.refused("commendations.advance", &act(json!([999]), json!("withdraw"), "2012-06-20"));
    assert_eq!(gone, "选中的推荐对象不在本次活动里。请刷新后重新选择。");
}

#[test]
fn a_nomination_is_amended_and_the_office_s_own_definition_is_checked() {
    let mut desk = Desk::with_sample();
    let (screens, programme, number) = begun(&mut desk, "2012-05-20");
    let asked =
        json!({ "programme": programme, "kind": KIND, "subject": { "member": number(COMMENDED[0]) } });
    let nomination = screens.ask("commendations.nominate", &asked)["nominations"][0]["id"].clone();
    let reason = "热情为群众办事。".repeat(40);
    let amend =
        json!({ "programme": programme, "nomination": nomination, "by": "机关党支部", "reason": reason });
    let report = screens.ask("commendations.amend", &amend);
    assert_eq!(report["nominations"][0]["nominated_by"], "机关党支部");
    assert_eq!(report["nominations"][0]["reason"], json!(reason));
    assert!(report["notes"][0].as_str().unwrap().contains("超过300字"), "{report}");

    let standard = screens.ask("commendations.definition", &json!({}));
    let own = standard.as_str().unwrap().replace("publicity-days = 5", "publicity-days = 7");
    let check = |text: &str| screens.ask("commendations.check_definition", &json!({ "text": text }));
    assert_eq!(check(&own)["ok"], true);
    assert_eq!(check(&own)["steps"], json!(["考核", "推荐", "公示", "审定", "表彰"]));
    let wrong = check(&own.replace("= 7", "= 0"));
    assert!(wrong["fault"].as_str().unwrap().contains("公示的工作日应在1至60之间"), "{wrong}");
    let new = json!({ "year": 2012, "name": "抗旱先进", "level": "县级", "definition": own });
    let row = screens.ask("commendations.add", &new);
    assert_eq!(row["publicity_days"], 7);
    let frozen = screens.ask("commendations.definition", &json!({ "programme": row["id"] }));
    assert!(frozen.as_str().unwrap().contains("publicity-days = 7"));
    assert_eq!(check(frozen.as_str().unwrap())["ok"], true, "a frozen definition can be copied");
    assert_eq!(
        screens.refused("commendations.add", &new),
        "2012年的“抗旱先进”已经登记。请换一个名称，或直接使用已登记的活动。"
    );
}

#[test]
fn the_days_of_publicity_are_drawn_in_whole_weeks() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let days = screens.ask("commendations.calendar", &json!({ "from": "2012-06-18", "days": 5 }));
    assert_eq!((&days["earliest"], &days["working_days"]), (&json!("2012-06-25"), &json!(5)));
    let drawn = days["days"].as_array().unwrap();
    assert_eq!(drawn.len() % 7, 0);
    assert_eq!((&drawn[0]["day"], &drawn[13]["day"]), (&json!("2012-06-18"), &json!("2012-07-01")));
    let off: Vec<&str> = drawn
        .iter()
        .filter(|day| day["inside"] == true && day["working"] == false)
        .map(|day| day["day"].as_str().unwrap())
        .collect();
    assert_eq!(off, ["2012-06-22", "2012-06-23", "2012-06-24"], "端午");
    let short = screens
        .ask("commendations.calendar", &json!({ "from": "2012-06-18", "days": 5, "until": "2012-06-20" }));
    assert_eq!(short["working_days"], 3);
    let unknown = screens.ask("commendations.calendar", &json!({ "from": "2013-06-18", "days": 5 }));
    assert!(unknown["note"].as_str().unwrap().contains("没有2013年的节假日安排"));
}

#[test]
fn the_standings_of_a_year_show_every_organization() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let standings = || screens.ask("commendations.standings", &json!({ "year": 2012 }));
    let before = standings();
    assert!(
        before.as_array().unwrap().iter().all(|row| row["standing"].is_null())
            && !before.as_array().unwrap().is_empty()
    );
    let put = json!({ "organization": before[1]["organization"], "year": 2012, "standing": "后进", "measure": "限期整顿" });
    screens.ask("commendations.put_standing", &put);
    assert_eq!(
        (&standings()[1]["standing"], &standings()[1]["measure"]),
        (&json!("后进"), &json!("限期整顿"))
    );
    let mut early = put;
    early["year"] = json!(2019);
    assert!(
        screens.refused("commendations.put_standing", &early).starts_with("2019年还没有到，不能登记分类")
    );
}

#[test]
fn quotas_are_by_kind_by_nominator_and_by_domain() {
    let mut desk = Desk::with_sample();
    let (screens, programme, _) = begun(&mut desk, "2012-05-20");
    let put = |place: Value, least: Value, most: Value| json!({ "programme": programme, "kind": KIND, "place": place, "least": least, "most": most });
    let branch = desk.json(&["list", "organizations"])[1]["id"].clone();
    screens.ask("commendations.put_quota", &put(json!({ "organization": branch }), json!(1), json!(2)));
    let row =
        screens.ask("commendations.put_quota", &put(json!({ "domain": "县直机关" }), json!(null), json!(3)));
    assert_eq!(row["quotas"].as_array().unwrap().len(), 2);
    assert_eq!(row["quotas"][0]["organization_id"], branch);
    assert_eq!(
        screens.refused("commendations.put_quota", &put(json!("everybody"), json!(3), json!(2))),
        "名额下限3大于上限2。请核对至少和至多的数。"
    );
    assert_eq!(
        screens.refused("commendations.put_quota", &put(json!("everybody"), json!(null), json!(null))),
        "没有分配过这项名额，无需取消。要分配名额的，请写至少或至多几名。"
    );
    let row = screens
        .ask("commendations.put_quota", &put(json!({ "organization": branch }), json!(null), json!(null)));
    assert_eq!(row["quotas"].as_array().unwrap().len(), 1);
}
