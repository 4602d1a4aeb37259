//! 工作台 and 领导点评 as the screens ask for them: a session on the sample office of 20 June 2012.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value, json};
use xianfeng_core::{
    api::{Call, Places, Session},
    clock::Clock,
};
use xianfeng_tests::Desk;

fn sit(desk: &Desk, today: &str) -> Session {
    let day: NaiveDate = today.parse().unwrap();
    let places = Places { office: desk.path("office"), out: desk.path("out"), xls_reader: PathBuf::new() };
    Session::start(places, Clock::at(day))
}

fn asked(name: &str, args: Value) -> Call {
    Call { name: name.to_owned(), args, job: None }
}

fn ask(session: &Session, name: &str, args: Value) -> Value {
    session.call(asked(name, args)).unwrap_or_else(|error| panic!("{name}: {error}")).result
}

fn refused(session: &Session, name: &str, args: Value) -> String {
    session.call(asked(name, args)).unwrap_err().message
}

/// The sample office on the day of the session.
fn sample() -> Desk {
    let mut desk = Desk::with_sample();
    desk.today = "2012-06-20".to_owned();
    desk
}

/// A figure of the year, as the terminal prints it.
fn figure(desk: &Desk, key: &str) -> Value {
    desk.json(&["indicators", key, "--period", "2012"])[0]["value"].clone()
}

/// Of the groups: state, name, last day, days left, organizations and members.
fn groups(summary: &Value) -> Vec<String> {
    let groups = summary["due"].as_array().unwrap().iter();
    groups
        .map(|group| {
            format!(
                "{} {} {} {} {}+{}",
                group["state"].as_str().unwrap(),
                group["name"].as_str().unwrap(),
                group["by"].as_str().unwrap(),
                group["days_left"],
                group["organizations"],
                group["members"]
            )
        })
        .collect()
}

fn comment(kind: &str, id: &Value, held_on: &str) -> Value {
    json!({
        "kind": "领导点评", "subject_kind": kind, "subject_id": id, "held_on": held_on,
        "reviewer": "周明", "post": "党组书记", "occasion": "组织生活会",
        "achievements": "认真履职。", "problems": "一、下基层偏少。\n二、学习不够系统。", "direction": "每月走访一次。",
    })
}

#[test]
fn the_home_screen_of_the_sample_office_says_what_is_due_and_how_the_year_stands() {
    let desk = sample();
    let session = sit(&desk, "2012-06-20");
    let home = ask(&session, "home.summary", json!({}));
    assert_eq!((&home["year"], &home["years"], &home["note"]), (&json!(2012), &json!([2012]), &Value::Null));
    assert_eq!((&home["organizations"], &home["branches"]), (&json!(6), &json!(5)));
    assert_eq!(home["roster"], json!({ "total": 66, "full": 64, "probationary": 2, "unknown": 0 }));
    let due = groups(&home);
    assert_eq!(due[0], "已逾期 2012年第一季度讲评 2012-03-31 -81 5+0");
    assert!(due.contains(&"即将到期 2012年第二季度讲评 2012-06-30 10 5+0".to_owned()), "{due:#?}");
    assert!(due.contains(&"即将到期 2012年上半年领导点评 2012-06-30 10 6+66".to_owned()), "{due:#?}");
    assert!(due.contains(&"未到期 2012年群众评议 2012-12-31 194 0+1".to_owned()), "{due:#?}");

    // The very figures of the tables.
    let evaluations = &home["evaluations"];
    assert_eq!((&evaluations["members"]["due"], &evaluations["members"]["done"]), (&json!(66), &json!(65)));
    assert_eq!(evaluations["members"]["missing_names"], json!(["江永健"]));
    assert_eq!(evaluations["organizations"]["rate"], "100.00");
    let indicator = |key: &str, words: &[&str]| {
        let asked = [&["indicators", key, "--period", "2012"][..], words].concat();
        desk.json(&asked)[0]["value"].clone()
    };
    let branches = evaluations["branches"].as_array().unwrap();
    assert_eq!(branches.len(), 6);
    for branch in branches.iter().filter(|branch| branch["kind"] == "党支部") {
        let of = ["--organization", branch["name"].as_str().unwrap()];
        for (field, key) in [
            ("rate", "evaluations.organizations.satisfied_rate"),
            ("members_rate", "evaluations.members.satisfied_rate"),
            ("valid", "evaluations.organizations.valid"),
            ("members_due", "evaluations.members.due"),
            ("members_done", "evaluations.members.done"),
        ] {
            assert_eq!(branch[field], indicator(key, &of), "{of:?} {key}");
        }
    }
    let pledges = &home["pledges"];
    assert_eq!(pledges["items"], 110);
    for field in ["due", "fulfilled_due", "overdue", "rate"] {
        assert_eq!(pledges[field], figure(&desk, &format!("pledges.{field}")), "{field}");
    }
    let statuses: u64 =
        pledges["statuses"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum();
    assert_eq!(statuses, 110);
    assert_eq!(home["recent"][0]["name"], "导入群众评议票");
    assert!(home["last_backup"].is_string());
}

#[test]
fn a_year_without_records_shows_the_newest_that_has_some_and_says_so() {
    let desk = sample();
    let session = sit(&desk, "2026-02-01");
    let home = ask(&session, "home.summary", json!({}));
    assert_eq!(home["year"], 2012);
    assert_eq!(home["note"], "2026年还没有评议、承诺和点评的记录，下面是2012年的情况。");
    assert_eq!(home["roster"]["total"], 66, "the roster is today's");
    assert_eq!(home["evaluations"]["members"]["done"], 65);
    let this = ask(&session, "home.summary", json!({ "year": 2026 }));
    assert_eq!((&this["year"], &this["note"]), (&json!(2026), &Value::Null));
    assert_eq!(this["evaluations"]["members"]["done"], 0);
    assert_eq!(this["pledges"]["rate"], "—");
}

#[test]
fn an_empty_office_has_an_empty_home() {
    let desk = Desk::empty();
    desk.ok(&["init", "--name", "县司法局党组"]);
    let home = ask(&sit(&desk, "2012-06-20"), "home.summary", json!({}));
    assert_eq!(
        (&home["organizations"], &home["roster"]["total"], &home["due"]),
        (&json!(0), &json!(0), &json!([]))
    );
    assert_eq!((&home["year"], &home["years"]), (&json!(2012), &json!([])));
    assert_eq!(home["evaluations"]["branches"], json!([]));
}

#[test]
fn a_leader_comments_on_everybody_and_the_reminder_goes() {
    let desk = sample();
    let session = sit(&desk, "2012-06-20");
    let half = json!({ "kind": "领导点评", "period": "2012H1" });
    let due = ask(&session, "reviews.due", half.clone());
    assert_eq!(
        (&due["period_name"], &due["due"], &due["done"]),
        (&json!("2012年上半年"), &json!(72), &json!(0))
    );
    let all = due["rows"].as_array().unwrap();

    let first = &all[7];
    let call = asked("reviews.add", comment("党员", &first["subject_id"], "2012-06-18"));
    let answer = session.call(call).unwrap();
    assert_eq!(
        (answer.moved, answer.operation.as_deref()),
        (vec!["review".to_owned()], Some("登记领导点评"))
    );
    let row = answer.result;
    assert_eq!((&row["subject"], &row["organization"]), (&first["name"], &first["organization"]));
    assert_eq!((&row["period"], &row["period_name"]), (&json!("2012H1"), &json!("2012年上半年")));
    assert_eq!(row["problems"], "一、下基层偏少。\n二、学习不够系统。");
    assert_eq!(ask(&session, "reviews.due", half.clone())["rows"][7]["held_on"], "2012-06-18");

    for one in all.iter().filter(|one| {
        one["subject_id"] != first["subject_id"] || one["subject_kind"] != first["subject_kind"]
    }) {
        ask(
            &session,
            "reviews.add",
            comment(one["subject_kind"].as_str().unwrap(), &one["subject_id"], "2012-06-19"),
        );
    }
    let due = ask(&session, "reviews.due", half);
    assert_eq!(due["done"], 72);
    let home = ask(&session, "home.summary", json!({}));
    assert!(!groups(&home).iter().any(|group| group.contains("上半年领导点评")));
    assert_eq!(ask(&session, "reviews.list", json!({})).as_array().unwrap().len(), 72);
    let of_one = json!({ "subject_kind": "党员", "subject_id": first["subject_id"] });
    assert_eq!(ask(&session, "reviews.list", of_one).as_array().unwrap().len(), 1);
    let choices = ask(&session, "reviews.choices", json!({}));
    assert_eq!(choices["reviewers"], json!([{ "name": "周明", "post": "党组书记" }]));
    let periods = |key: &str| -> Vec<String> {
        let periods = choices[key].as_array().unwrap().iter();
        periods.map(|one| one["period"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(periods("comment_periods"), ["2012H1", "2011H2", "2011H1"]);
    assert_eq!(periods("briefing_periods"), ["2012Q2", "2012Q1", "2011Q4", "2011Q3", "2011Q2"]);

    session.call(asked("history.undo", json!({}))).unwrap();
    assert_eq!(ask(&session, "reviews.list", json!({})).as_array().unwrap().len(), 71);
    session.end();
    // The terminal and the quarterly table know them too.
    assert_eq!(desk.json(&["list", "reviews"]).as_array().unwrap().len(), 71);
    for (key, expected) in [("reviews.organizations", 6), ("reviews.members", 65), ("reviews.branches", 0)] {
        assert_eq!(figure(&desk, key), expected, "{key}");
    }
    assert_eq!(desk.json(&["verify"])["ok"], true);
}

#[test]
fn a_briefing_is_entered_changed_and_removed() {
    let desk = sample();
    let session = sit(&desk, "2012-06-20");
    let quarter = json!({ "kind": "讲评", "period": "2012Q1" });
    let due = ask(&session, "reviews.due", quarter.clone());
    assert_eq!((&due["due"], &due["period_name"]), (&json!(5), &json!("2012年第一季度")));
    let branch = due["rows"][0]["subject_id"].clone();
    let mut form = json!({
        "kind": "讲评", "subject_kind": "党组织", "subject_id": branch, "held_on": "2012-04-05", "period": "2012Q1",
        "reviewer": "周明", "points": "一季度学习四次。", "attendance": 14,
    });
    let sentence = "讲评须写明内容要点和下季度任务，还没有填写：下季度任务";
    assert_eq!(refused(&session, "reviews.add", form.clone()), sentence);
    form["tasks"] = json!("六月底前完成走访。");
    let row = ask(&session, "reviews.add", form.clone());
    assert_eq!(ask(&session, "reviews.due", quarter)["done"], 1);

    form["attendance"] = json!(15);
    let changed = ask(&session, "reviews.update", json!({ "id": row["id"], "form": form }));
    assert_eq!(changed["attendance"], 15);
    let put_right = ask(&session, "reviews.rectify", json!({ "id": row["id"], "rectification": "已落实。" }));
    assert_eq!(put_right["rectification"], "已落实。");
    ask(&session, "reviews.remove", json!({ "id": row["id"] }));
    assert_eq!(refused(&session, "reviews.get", json!({ "id": row["id"] })), "该条点评讲评不存在");
    assert_eq!(ask(&session, "history.undo", json!({}))["name"], "删除讲评");
    assert_eq!(ask(&session, "reviews.get", json!({ "id": row["id"] })), put_right);
}

#[test]
fn reminders_follow_the_offices_own_rules() {
    let desk = sample();
    let session = sit(&desk, "2012-06-20");
    let usual = ask(&session, "due.rules", json!({}));
    assert_eq!(
        usual,
        json!({ "soon_days": 30, "briefing": "每季", "comment": "每半年", "evaluation_by": "12-31" })
    );
    let own = json!({ "soon_days": 30, "briefing": null, "comment": "每年", "evaluation_by": "03-15" });
    ask(&session, "due.put_rules", own);
    let home = ask(&session, "home.summary", json!({}));
    let due = groups(&home);
    assert!(due.contains(&"已逾期 2012年群众评议 2012-03-15 -97 0+1".to_owned()), "{due:#?}");
    assert!(due.contains(&"未到期 2012年领导点评 2012-12-31 194 6+66".to_owned()), "{due:#?}");
    assert!(!due.iter().any(|group| group.contains("讲评")), "{due:#?}");
    let one = ask(&session, "due.list", json!({ "kind": "半年一点评", "period": "2012" }));
    assert_eq!(one[0]["rows"].as_array().unwrap().len(), 72, "all of them, not the first few");
    assert_eq!(one[0]["room"], "reviews");
}
