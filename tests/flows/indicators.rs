//! `xianfeng indicators` on the sample office.

use serde_json::Value;
use xianfeng_tests::{Desk, parse};

fn figure<'a>(answer: &'a Value, key: &str) -> &'a Value {
    &answer.as_array().unwrap().iter().find(|row| row["key"] == key).unwrap()["value"]
}

fn value(desk: &Desk, words: &[&str]) -> Value {
    let answer = desk.json(&[&["indicators"], words].concat());
    let rows = answer.as_array().unwrap();
    assert_eq!(rows.len(), 1, "{words:?}");
    rows[0]["value"].clone()
}

#[test]
fn the_figures_that_everybody_knows_are_counted() {
    let desk = Desk::with_sample();
    let all = desk.json(&["indicators", "--period", "2012"]);
    for (key, count) in [
        ("members.total", 66),
        ("members.full", 64),
        ("members.probationary", 2),
        ("members.serving", 45),
        ("members.retired", 21),
        ("organizations.branch", 5),
        ("organizations.leading_group", 1),
        ("pledges.items", 110),
        ("evaluations.meetings", 6),
        ("evaluations.members.due", 66),
        ("evaluations.members.done", 65),
    ] {
        assert_eq!(figure(&all, key), count, "{key}");
    }
    assert_eq!(figure(&all, "evaluations.members.coverage"), "98.48");
    assert_eq!(figure(&all, "members.total_at_start"), &Value::Null);
    // The year before the books had no evaluation: nobody is known to have been due.
    let before = desk.json(&["indicators", "--period", "2011"]);
    for key in ["due", "done", "missing", "coverage"] {
        assert_eq!(figure(&before, &format!("evaluations.members.{key}")), &Value::Null, "{key}");
    }
    let of = |name| value(&desk, &["members.total", "--period", "2012", "--organization", name]);
    assert_eq!(of("机关党支部"), 22);
    assert_eq!(of("退休老干部党支部"), 21);
    assert_eq!(of("县司法局党组"), 66, "the 党组 stands above everybody");
}

#[test]
fn the_rows_behind_a_figure_are_its_people_with_the_facts_it_rests_on() {
    let desk = Desk::with_sample();
    let answer = desk.json(&[
        "indicators",
        "evaluations.members.missing",
        "members.age[61..]",
        "--period",
        "2012",
        "--rows",
    ]);
    let missing = answer[0]["rows"].as_array().unwrap();
    assert_eq!(missing.len(), 1);
    assert_eq!((&missing[0]["name"], &missing[0]["kind"]), (&"江永健".into(), &"应评党员".into()));
    let old = answer[1]["rows"].as_array().unwrap();
    assert_eq!(Some(old.len() as u64), answer[1]["value"].as_u64());
    for row in old {
        let birth = row["facts"].as_array().unwrap().iter().find(|fact| fact[0] == "出生日期").unwrap();
        assert!(birth[1].as_str().unwrap() <= "1951-03-16", "{row}");
    }
    let table = desk.ok(&["indicators", "members.age[61..]", "--period", "2012", "--rows"]);
    assert!(table.contains("61岁及以上（members.age[61..]）：21条记录"), "{table}");
    assert!(table.contains("出生日期 19"), "{table}");
}

#[test]
fn what_cannot_be_counted_is_refused_with_what_to_do() {
    let desk = Desk::with_sample();
    for (words, said) in [
        (vec!["--as-of", "2012-03-17"], "截止日期2012年3月17日晚于今天（2012年3月16日）"),
        (vec!["--organization", "机关支部"], "没有名为“机关支部”的党组织"),
    ] {
        let words: Vec<&str> = ["indicators", "--period", "2012"].into_iter().chain(words).collect();
        assert!(desk.refused(&words).contains(said), "{words:?}");
    }
    let output = desk.run(&["indicators", "--period", "2012", "--rows", "--json"]);
    assert_eq!(output.status.code(), Some(2), "rows of which figures?");
    let refusal = parse(&String::from_utf8_lossy(&output.stdout));
    assert_eq!(refusal["code"], "usage");
    let before = desk.run(&["indicators", "members.total", "--period", "2011"]);
    let notes = String::from_utf8_lossy(&before.stderr).into_owned();
    assert!(notes.contains("注：党员名册从2012年3月15日起登记"), "{notes}");
    assert!(String::from_utf8_lossy(&before.stdout).contains('—'));
}

#[test]
fn an_unknown_indicator_is_refused_with_a_sentence() {
    let desk = Desk::with_sample();
    let said = desk.refused(&["indicators", "members.totl", "--period", "2012Q1"]);
    assert!(said.contains("没有名为“members.totl”的指标"), "{said}");
    assert!(said.contains("members.total"), "the nearest key is offered: {said}");
    let said = desk.refused(&["indicators", "members.total", "天气", "--period", "2012Q1"]);
    assert!(said.contains("没有名为“天气”的指标"), "{said}");
    assert!(said.contains("xianfeng indicators"), "{said}");
}

#[test]
fn a_cut_that_cannot_be_is_refused_and_the_way_to_write_it_is_shown() {
    let desk = Desk::with_sample();
    for (key, way) in [
        ("members.age[50..40]", "members.age[36..40]"),
        ("members.age[..]", "members.age[36..40]"),
        ("members.age[四十..]", "members.age[36..40]"),
        ("members.age[-3..40]", "members.age[36..40]"),
        ("members.party_age[1..0]", "members.party_age["),
        ("members.joined[..2012-02-30]", "members.joined[1979-01-01..2012-10-31]"),
        ("members.joined[2012-11-01..1949-10-01]", "members.joined[1979-01-01..2012-10-31]"),
        ("members.education[博士后]", "初中及以下"),
        ("organizations.domain[月球]", "社会中介组织"),
        ("pledges.status[完成]", "部分兑现"),
        ("evaluations.members.voters[群众代表]", "服务对象"),
    ] {
        let said = desk.refused(&["indicators", key, "--period", "2012Q1"]);
        assert!(said.contains(&format!("“{key}”的写法不对")), "{key}: {said}");
        assert!(said.contains(way), "{key}: {said}");
    }
}

#[test]
fn indicators_fit_their_schema_with_and_without_the_rows_behind_them() {
    let desk = Desk::with_sample();
    let schema = &xianfeng_core::api::schema()["indicators"];
    let validator = jsonschema::validator_for(schema).unwrap();
    for words in [
        vec!["indicators", "--period", "2012Q1"],
        vec!["indicators", "--period", "2011"],
        vec![
            "indicators",
            "members.minority",
            "pledges.rate",
            "evaluations.members.coverage",
            "--period",
            "2012",
            "--rows",
        ],
    ] {
        let answer = desk.json(&words);
        let faults: Vec<String> = validator.iter_errors(&answer).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{words:?}: {faults:?}");
        for row in answer.as_array().unwrap() {
            for word in ["key", "name", "explanation"] {
                assert!(row[word].as_str().is_some_and(|word| !word.is_empty()), "{row}");
            }
            assert!(row["explanation"].as_str().unwrap().ends_with('。'), "a sentence: {row}");
        }
    }
}

#[test]
fn the_rows_behind_a_figure_are_as_many_as_the_figure_and_hold_no_id_number() {
    let desk = Desk::with_sample();
    for (key, figure) in [("members.minority", 6), ("members.probationary", 2), ("pledges.overdue", 8)] {
        let answer = desk.json(&["indicators", key, "--period", "2012Q1", "--rows"]);
        assert_eq!(answer[0]["value"], figure, "{key}");
        let rows = answer[0]["rows"].as_array().unwrap();
        let amounts: u64 = rows.iter().map(|row| row["amount"].as_u64().unwrap()).sum();
        assert_eq!(amounts, figure, "{key}");
        let text = answer.to_string();
        assert!(!text.contains("519999") && !text.contains("1990000"), "{key}: {text}");
    }
}

#[test]
fn the_day_counts_structure_and_the_period_counts_movements() {
    let mut desk = Desk::with_sample();
    let ask = |desk: &Desk, key, period, as_of| value(desk, &[key, "--period", period, "--as-of", as_of]);
    // A day inside the quarter: members of that day, movements up to it.
    assert_eq!(ask(&desk, "members.total", "2012Q1", "2012-03-15"), 66);
    assert_eq!(ask(&desk, "members.total", "2012Q1", "2012-03-14"), Value::Null);
    assert_eq!(ask(&desk, "movements.opened", "2012Q1", "2012-03-15"), 66);
    assert_eq!(ask(&desk, "movements.opened", "2012-03-16..2012-03-16", "2012-03-16"), 0);
    assert_eq!(ask(&desk, "members.total_at_start", "2012-03-16..2012-03-16", "2012-03-16"), 66);
    // A day after the period: structure of the day, movements of the period alone.
    desk.today = "2012-07-02".into();
    assert_eq!(ask(&desk, "members.total", "2012Q1", "2012-07-01"), 66);
    assert_eq!(ask(&desk, "movements.opened", "2012Q1", "2012-07-01"), 66);
    // Without a day it is the last of the period, never later than today.
    assert_eq!(value(&desk, &["pledges.due", "--period", "2012Q1"]), 45);
    let by_today = desk.json(&["indicators", "pledges.due", "--period", "2012"]);
    assert_eq!(
        by_today,
        desk.json(&["indicators", "pledges.due", "--period", "2012", "--as-of", "2012-07-02"])
    );
    let said = desk.refused(&["indicators", "members.total", "--period", "2012Q3", "--as-of", "2012-07-03"]);
    assert!(said.contains("晚于今天"), "{said}");
    let said = desk.refused(&["indicators", "--period", "2012Q5"]);
    assert!(said.contains("看不懂统计时段“2012Q5”"), "{said}");
}

#[test]
fn a_period_before_the_books_is_no_data_and_never_zero() {
    let desk = Desk::with_sample();
    for period in ["2011", "2011Q4", "2012-02", "2012-03-01..2012-03-14"] {
        let answer = desk.json(&["indicators", "--period", period]);
        for row in answer.as_array().unwrap() {
            let key = row["key"].as_str().unwrap();
            if key.starts_with("members.") || key.starts_with("movements.") {
                assert!(row["value"].is_null(), "{period} {key}: {}", row["value"]);
                assert!(row["year_to_date"].is_null(), "{period} {key}: {}", row["year_to_date"]);
            }
        }
        let shown = desk.ok(&["indicators", "members.total", "--period", period]);
        assert!(shown.contains('—') && !shown.contains('0'), "{period}: {shown}");
        let said = desk.run(&["indicators", "--period", period]).stderr;
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(said.contains("从2012年3月15日起登记") && said.contains("没有数据"), "{period}: {said}");
    }
}
