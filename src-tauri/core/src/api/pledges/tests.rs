//! The ledger as screens ask for it: calls in, JSON out, on a real office.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::{
    Error, Office,
    api::{Call, Places, Session},
    clock::Clock,
    import::{self, ImportOptions, Kind},
    progress::Silent,
};

/// The sample office on a day, behind a session.
pub struct Desk {
    pub session: Session,
    pub folder: tempfile::TempDir,
}

impl Desk {
    /// With the sample's organizations, members and pledges.
    pub fn sample(today: &str) -> Self {
        let desk = Self::empty(today);
        desk.session.end();
        let clock = Clock::at(day(today));
        let mut office = Office::open(&desk.folder.path().join("office"), clock).unwrap();
        for (kind, name) in [
            (Kind::Organizations, "党组织名册.xlsx"),
            (Kind::Members, "党员花名册.xlsx"),
            (Kind::Pledges, "公开承诺.xlsx"),
        ] {
            let path =
                std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sample").join(name);
            assert!(
                import::run(&mut office, kind, &path, &ImportOptions::default(), &Silent).unwrap().applied
            );
        }
        office.close(&Silent).unwrap();
        let session = Session::start(places(&desk.folder), clock);
        Self { session, folder: desk.folder }
    }

    /// A new office without records.
    pub fn empty(today: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::at(day(today));
        let office = Office::create(&folder.path().join("office"), "县司法局党组", None, clock).unwrap();
        office.close(&Silent).unwrap();
        Self { session: Session::start(places(&folder), clock), folder }
    }

    pub fn try_ask(&self, name: &str, args: Value) -> Result<Value, Error> {
        self.session.call(Call { name: name.to_owned(), args, job: None }).map(|answer| answer.result)
    }

    pub fn ask(&self, name: &str, args: Value) -> Value {
        self.try_ask(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    pub fn refused(&self, name: &str, args: Value) -> String {
        self.try_ask(name, args).unwrap_err().message
    }

    pub fn newest(&self) -> Value {
        self.ask("history.list", json!({ "limit": 1 }))["entries"][0].clone()
    }
}

fn places(folder: &tempfile::TempDir) -> Places {
    Places {
        office: folder.path().join("office"),
        out: folder.path().join("out"),
        xls_reader: "/nonexistent".into(),
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn facts(content: &str) -> Value {
    json!({
        "subject": { "organization": 2 }, "year": 2012, "content": content, "category": "实事承诺",
        "measure": " ", "deadline": "2012-06-30", "status": "未启动",
    })
}

#[test]
fn the_ledger_says_what_is_due_and_the_figures_are_those_of_statistics() {
    let desk = Desk::sample("2012-03-20");
    let ledger = desk.ask("pledges.list", json!({ "year": 2012 }));
    let lines = ledger["lines"].as_array().unwrap();
    assert_eq!((lines.len(), &ledger["years"], &ledger["soon_days"]), (110, &json!([2012]), &json!(30)));
    for line in lines {
        let open = ["未启动", "推进中"].contains(&line["status"].as_str().unwrap());
        let due = line["deadline"].as_str().filter(|_| open);
        let left = due.map(|deadline| (day(deadline) - day("2012-03-20")).num_days());
        assert_eq!(line["days_left"].as_i64(), left, "{line}");
        assert_ne!(line["subject"], "", "{line}");
        assert_ne!(line["branch"], Value::Null, "{line}");
    }
    let summary = desk.ask("pledges.summary", json!({ "year": 2012 }));
    let figure = |key: &str| {
        let all = summary["figures"].as_array().unwrap();
        all.iter().find(|figure| figure["key"] == key).unwrap()["value"].clone()
    };
    assert_eq!(figure("pledges.items"), 110);
    for status in ["未启动", "推进中", "已兑现", "部分兑现", "未兑现"] {
        let listed = lines.iter().filter(|line| line["status"] == status).count();
        assert_eq!(figure(&format!("pledges.status[{status}]")), listed, "{status}");
    }
    let part = figure("pledges.fulfilled_due").as_u64().unwrap();
    let whole = figure("pledges.due").as_u64().unwrap();
    let rate = crate::numbers::Share::new(part, whole).percent(2);
    assert_eq!(figure("pledges.rate"), rate.as_str());
    // Of one branch, and on an earlier day.
    let branch =
        desk.ask("pledges.summary", json!({ "year": 2012, "organization": 2, "as_of": "2012-02-01" }));
    assert!(branch["figures"][0]["value"].as_u64().unwrap() < 110);
    assert_eq!(
        desk.refused("pledges.list", json!({ "as_of": "2012-03-21" })),
        "截止日期2012年3月21日晚于今天（2012年3月20日）"
    );
}

#[test]
fn a_pledge_lives_from_entry_to_close_out_and_back() {
    let desk = Desk::sample("2012-03-20");
    let added = desk.ask("pledges.add", facts("结对帮扶两户困难群众"));
    assert_eq!(added["ledger_number"], 111);
    let id = added["id"].clone();
    assert_eq!(desk.newest()["detail"], "台账第111号");
    desk.ask("pledges.add_progress", json!({ "id": id, "on": "2012-03-10", "content": "走访一次" }));
    desk.ask("pledges.publish", json!({ "ids": [id], "on": "2012-03-01", "by": "公示栏" }));
    let detail = desk.ask("pledges.get", json!({ "id": id }));
    assert_eq!((&detail["line"]["status"], &detail["line"]["days_left"]), (&json!("推进中"), &json!(102)));
    assert_eq!(
        (&detail["facts"]["measure"], &detail["facts"]["published_by"]),
        (&Value::Null, &json!("公示栏"))
    );
    let entry = detail["progress"][0]["id"].clone();
    desk.ask(
        "pledges.correct_progress",
        json!({ "entry": entry, "on": "2012-03-11", "content": "走访两次" }),
    );

    // Closing settles it in the same operation.
    let close = |state: Value| json!({ "ids": [id], "on": "2012-03-20", "by": "雷健", "state": state });
    assert_eq!(desk.refused("pledges.close", close(Value::Null)), "第111号承诺推进中，不能销号");
    assert_eq!(
        desk.refused("pledges.close", close(json!({ "status": "未兑现" }))),
        "第111号承诺未兑现，没有原因说明，不能销号"
    );
    assert_eq!(desk.ask("pledges.get", json!({ "id": id }))["line"]["status"], "推进中", "nothing was kept");
    desk.ask("pledges.appraise", json!({ "ids": [id], "appraisal": "中" }));
    desk.ask(
        "pledges.close",
        close(json!({ "status": "部分兑现", "fulfilled_on": "2012-03-15", "reason": "一户迁出" })),
    );
    let line = desk.ask("pledges.get", json!({ "id": id }))["line"].clone();
    assert_eq!(
        json!([
            line["status"],
            line["reason"],
            line["closed_on"],
            line["closed_by"],
            line["days_left"],
            line["appraisal"]
        ]),
        json!(["部分兑现", "一户迁出", "2012-03-20", "雷健", null, "中"])
    );
    for (name, args) in [
        ("pledges.update", json!({ "id": id, "facts": facts("改写") })),
        ("pledges.remove_progress", json!({ "entry": entry })),
        ("pledges.correct_progress", json!({ "entry": entry, "on": "2012-03-11", "content": "改写" })),
        ("pledges.set_status", json!({ "ids": [id], "state": { "status": "已兑现" } })),
        ("pledges.publish", json!({ "ids": [id], "on": "2012-03-02" })),
    ] {
        assert_eq!(desk.refused(name, args), "第111号承诺已于2012年3月20日销号，不能再改", "{name}");
    }
    desk.ask("pledges.reopen", json!({ "id": id, "reason": "核查后未办结" }));
    let progress = desk.ask("pledges.get", json!({ "id": id }))["progress"].clone();
    assert_eq!(
        (&progress[1]["content"], &progress[1]["kept"]),
        (&json!("撤回销号：核查后未办结"), &json!(true))
    );
    assert_eq!(
        desk.refused("pledges.remove_progress", json!({ "entry": progress[1]["id"] })),
        "撤回销号的记录由台账自动写入，不能更改或删除"
    );
    desk.ask("pledges.remove_progress", json!({ "entry": entry }));
    assert_eq!(
        desk.refused("pledges.remove_progress", json!({ "entry": entry })),
        "该进展不存在，可能已被删除或撤销"
    );
}

#[test]
fn several_lines_change_in_one_operation_or_none_does() {
    let desk = Desk::sample("2012-03-20");
    let lines = desk.ask("pledges.list", json!({ "year": 2012 }))["lines"].clone();
    let open: Vec<&Value> =
        lines.as_array().unwrap().iter().filter(|line| line["status"] == "推进中").collect();
    let ids: Vec<&Value> = open.iter().take(3).map(|line| &line["id"]).collect();
    let state = json!({ "status": "已兑现", "fulfilled_on": "2012-03-19" });
    let changed = desk.ask("pledges.set_status", json!({ "ids": ids, "state": state }));
    assert_eq!(changed, json!({ "lines": 3 }));
    let newest = desk.newest();
    let numbers: Vec<String> = open.iter().take(3).map(|line| line["ledger_number"].to_string()).collect();
    assert_eq!(newest["name"], "更改兑现状态");
    assert_eq!(newest["detail"], format!("台账第{}号", numbers.join("、")));
    desk.ask("pledges.close", json!({ "ids": [ids[1]], "on": "2012-03-20", "by": "雷健" }));
    let refusal = desk.refused("pledges.appraise", json!({ "ids": ids, "appraisal": "好" }));
    assert_eq!(refusal, format!("第{}号承诺已于2012年3月20日销号，不能再改；所选承诺都没有改动", numbers[1]));
    assert_eq!(desk.ask("pledges.get", json!({ "id": ids[0] }))["line"]["appraisal"], Value::Null);
    assert_eq!(
        desk.refused(
            "pledges.set_status",
            json!({ "ids": [ids[0], ids[2]], "state": { "status": "未兑现", "fulfilled_on": "2012-03-19" } })
        ),
        format!("台账第{}号：兑现状态为“未兑现”，却填了兑现日期；所选承诺都没有改动", numbers[0])
    );
    assert_eq!(
        desk.refused("pledges.close", json!({ "ids": [], "on": "2012-03-20", "by": "雷健" })),
        "没有选择承诺事项"
    );
    // A state without a day takes the day away where it makes no sense, and keeps the reason.
    desk.ask(
        "pledges.set_status",
        json!({ "ids": [ids[0]], "state": { "status": "推进中", "reason": "补办手续" } }),
    );
    let line = desk.ask("pledges.get", json!({ "id": ids[0] }))["line"].clone();
    assert_eq!(
        json!([line["status"], line["fulfilled_on"], line["reason"]]),
        json!(["推进中", null, "补办手续"])
    );
}

#[test]
fn the_same_pledge_is_not_entered_twice_and_a_number_is_never_given_again() {
    let desk = Desk::sample("2012-03-20");
    let first = desk.ask("pledges.add", facts("结对帮扶两户困难群众"));
    assert_eq!(
        desk.refused("pledges.add", facts(" 结对帮扶两户困难群众　")),
        "台账第111号已是同一主体、同一事项、同一时限的承诺"
    );
    desk.ask("history.undo", json!({}));
    let again = desk.ask("pledges.add", facts("结对帮扶两户困难群众"));
    assert_eq!((&first["ledger_number"], &again["ledger_number"]), (&json!(111), &json!(112)));
    let other = desk.ask("pledges.add", facts("走访企业"));
    let same = json!({ "id": other["id"], "facts": facts("结对帮扶两户困难群众") });
    assert_eq!(desk.refused("pledges.update", same), "台账第112号已是同一主体、同一事项、同一时限的承诺");
    let own = json!({ "id": other["id"], "facts": facts("走访企业") });
    desk.ask("pledges.update", own);
    let mut wrong = facts("走访企业两次");
    for (field, value, sentence) in
        [("year", json!(20112), "年度“20112”不对"), ("published_on", json!("2012-03-21"), "公示日期晚于今天")]
    {
        let right = wrong[field].take();
        wrong[field] = value;
        assert_eq!(desk.refused("pledges.add", wrong.clone()), sentence);
        wrong[field] = right;
    }
}

#[test]
fn the_forms_offer_the_official_words_and_the_offices_own() {
    let desk = Desk::empty("2012-03-20");
    let words = desk.ask("pledges.words", json!({}));
    assert_eq!(words["categories"], json!(["共性承诺", "岗位承诺", "实事承诺"]));
    assert_eq!(words["closers"], json!([]));
    let desk = Desk::sample("2012-03-20");
    let mut own = facts("开设夜间窗口");
    own["category"] = json!("窗口承诺");
    desk.ask("pledges.add", own);
    let words = desk.ask("pledges.words", json!({}));
    assert_eq!(words["categories"], json!(["共性承诺", "岗位承诺", "实事承诺", "窗口承诺"]));
    assert!(words["ways"].as_array().unwrap().contains(&json!("公示栏")));
}
