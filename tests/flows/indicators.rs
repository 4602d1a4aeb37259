//! `xianfeng indicators` on the sample office.

use serde_json::Value;
use xianfeng_tests::{Desk, parse};

fn figure<'a>(answer: &'a Value, key: &str) -> &'a Value {
    &answer.as_array().unwrap().iter().find(|row| row["key"] == key).unwrap()["value"]
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
    let branch =
        desk.json(&["indicators", "members.total", "--period", "2012", "--organization", "退休老干部党支部"]);
    let whole =
        desk.json(&["indicators", "members.total", "--period", "2012", "--organization", "县司法局党组"]);
    assert!(figure(&branch, "members.total").as_u64() < Some(66));
    assert_eq!(figure(&whole, "members.total"), 66, "the 党组 stands above everybody");
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
        (vec!["members.totals"], "没有名为“members.totals”的指标"),
        (vec!["members.age[x]"], "指标“members.age[x]”的写法不对"),
        (vec!["--as-of", "2012-03-17"], "截止日期2012年3月17日晚于今天（2012年3月16日）"),
        (vec!["--organization", "没有的党支部"], "没有名为“没有的党支部”的党组织"),
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
