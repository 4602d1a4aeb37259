//! 封存 as the screens ask for it: what it would do, doing it, and what a later correction changes.

use serde_json::json;
use xianfeng_core::{
    Office,
    clock::Clock,
    members::{self, Subject},
};
use xianfeng_tests::{Desk, screens::Screens};

/// 程旭义 was born in 1974, says the personnel file.
fn correct(desk: &Desk) {
    let mut office = Office::open(&desk.path("office"), Clock::at(desk.today.parse().unwrap())).unwrap();
    let today = office.clock().today();
    let everyone = members::store::everyone(office.read(), today).unwrap();
    let found = everyone.into_iter().find(|member| member.facts.name == "程旭义").unwrap();
    let mut facts = found.facts;
    facts.birth_date = Some("1974-11-11".parse().unwrap());
    let _ = Subject::Member(found.id);
    office.change("更正党员信息", |change| members::store::update(change, found.id, &facts)).unwrap();
}

#[test]
fn a_seal_says_what_it_will_do_and_a_correction_makes_the_second_version() {
    let mut desk = Desk::with_sample();
    desk.today = "2012-03-31".into();
    let asked = json!({ "form": "member-structure", "period": "2012Q1" });
    let screens = Screens::on(&desk);
    let ahead = screens.ask("seals.outlook", &asked);
    assert_eq!(
        (&ahead["version"], &ahead["needs_reason"], &ahead["earlier"]),
        (&json!(1), &json!(false), &json!(null))
    );
    assert_eq!(ahead["as_of"], "2012-03-31");
    let sealed = screens.ask("seals.seal", &asked);
    assert_eq!(sealed["version"], 1);
    assert_eq!(screens.ask("seals.outlook", &asked)["unchanged"], true);
    assert_eq!(
        screens.refused("seals.seal", &asked),
        "2012年第一季度的党员基本情况统计表已经封存（第1版），与现在的数据一致，没有再封存。直接导出即可，输出的就是封存件。"
    );
    drop(screens);

    correct(&desk);
    let screens = Screens::on(&desk);
    let ahead = screens.ask("seals.outlook", &asked);
    assert_eq!(
        (&ahead["version"], &ahead["unchanged"], &ahead["needs_reason"]),
        (&json!(2), &json!(false), &json!(true))
    );
    let differs = screens.ask("seals.diff", &asked);
    assert_eq!(differs["version"], 1);
    let fact = &differs["rows"][0]["facts"][0];
    assert_eq!((&fact["fact"], &fact["now"]), (&json!("出生日期"), &json!("1974-11-11")));
    assert_eq!(
        screens.refused("seals.seal", &asked),
        "2012年第一季度的党员基本情况统计表已经封存（第1版），封存第2版须写明原因。请先看清与封存件的差别，再写明原因。"
    );
    let mut again = asked.clone();
    again["reason"] = json!("出生日期按人事档案更正");
    assert_eq!(screens.ask("seals.seal", &again)["version"], 2);
    let all = screens.ask("seals.list", &json!({}));
    let versions: Vec<u64> =
        all.as_array().unwrap().iter().map(|seal| seal["version"].as_u64().unwrap()).collect();
    assert_eq!(versions, [1, 2]);
    let newest = &screens.ask("history.list", &json!({ "limit": 1 }))["entries"][0];
    let said = newest["detail"].as_str().unwrap();
    assert!(said.starts_with("2012年第一季度的党员基本情况统计表（第2版） SHA-256 "), "{said}");
    let home = screens.ask("home.summary", &json!({}));
    assert_eq!(home["recent"][0]["detail"], said);
    assert_eq!(all[1]["reason"], "出生日期按人事档案更正");
    let mut first = asked.clone();
    first["version"] = json!(1);
    assert!(!screens.ask("seals.diff", &first)["rows"].as_array().unwrap().is_empty());
    assert!(screens.ask("seals.diff", &asked)["rows"].as_array().unwrap().is_empty());
}

#[test]
fn a_period_that_cannot_be_sealed_says_why() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let ahead = screens.ask("seals.outlook", &json!({ "form": "member-structure", "period": "2012Q1" }));
    assert_eq!(
        ahead["warnings"][0],
        "2012年第一季度到2012年3月31日才结束，封存的是截至2012年3月16日的数据；时段结束后如有变化，请再封存一次。"
    );
    for (asked, said) in [
        (
            json!({ "form": "member-structure", "period": "2012Q3" }),
            "2012年第三季度还没有开始，不能封存。请核对统计时段。",
        ),
        (
            json!({ "form": "roster", "period": "2012Q1" }),
            "没有名为“roster”的报表格式，不能封存。只有统计报表可以封存。",
        ),
        (
            json!({ "form": "member-structure", "period": "2012Q1", "as_of": "2011-12-31" }),
            "截止日期2011年12月31日早于2012年第一季度的第一天。请核对截止日期和统计时段。",
        ),
        (
            json!({ "form": "member-structure", "period": "2011" }),
            "党员名册从2012年3月15日起登记，2011年12月31日的情况没有记录，不能封存。请核对统计时段。",
        ),
    ] {
        assert_eq!(screens.refused("seals.outlook", &asked), said);
        assert_eq!(screens.refused("seals.seal", &asked), said);
    }
    assert_eq!(
        screens.refused("seals.diff", &json!({ "form": "member-structure", "period": "2012Q1" })),
        "党员基本情况统计表没有2012年第一季度的封存件。请在封存件清单里核对表格、时段和版次。"
    );
}
