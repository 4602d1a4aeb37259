//! Indicators and tables as a clerk meets them: cuts, days, refusals, papers without records.

use serde_json::Value;
use xianfeng_tests::{Desk, sample};

fn value(desk: &Desk, words: &[&str]) -> Value {
    let answer = desk.json(&[&["indicators"], words].concat());
    let rows = answer.as_array().unwrap();
    assert_eq!(rows.len(), 1, "{words:?}");
    rows[0]["value"].clone()
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

/// `decisions.md` 14: what the books do not know, a paper does not print either.
#[test]
fn a_table_of_a_quarter_before_the_books_prints_no_members_of_a_later_day() {
    let desk = Desk::with_sample();
    let out = desk.path("out");
    let words = ["export", "member-structure", "--period", "2011Q4", "--format", "html", "--out"];
    let output = desk.run(&[&words[..], &[out.to_str().unwrap()]].concat());
    if output.status.success() {
        let paper = paper(&desk, "html");
        assert!(!paper.contains("2012年3月15日"), "a 截止日期 after the quarter");
        assert!(!paper.contains("66"), "members of a day that the books do not know");
    } else {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("从2012年3月15日起登记"), "{said}");
    }
}

/// The one file of an ending in the desk's folder `out`, as text.
fn paper(desk: &Desk, ending: &str) -> String {
    let mut files = std::fs::read_dir(desk.path("out")).unwrap().map(|entry| entry.unwrap().path());
    let file = files.find(|file| file.extension().is_some_and(|own| own == ending)).unwrap();
    std::fs::read_to_string(file).unwrap()
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
fn a_branch_is_counted_alone_and_an_unknown_one_is_refused() {
    let desk = Desk::with_sample();
    let asked = ["members.total", "--period", "2012Q1", "--organization"];
    let ask = |name| value(&desk, &[&asked[..], &[name]].concat());
    assert_eq!(ask("机关党支部"), 22);
    assert_eq!(ask("退休老干部党支部"), 21);
    assert_eq!(ask("县司法局党组"), 66, "the 党组 has everything below it");
    let said = desk.refused(&["indicators", "--period", "2012Q1", "--organization", "机关支部"]);
    assert!(said.contains("没有名为“机关支部”的党组织"), "{said}");
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
fn an_office_without_pledges_and_evaluations_still_gets_its_quarterly_table() {
    let desk = Desk::empty();
    desk.ok(&["init", "--name", "县司法局党组"]);
    desk.ok(&["import", "organizations", sample("党组织名册.xlsx").to_str().unwrap()]);
    desk.ok(&["import", "members", sample("党员花名册.xlsx").to_str().unwrap()]);
    let out = desk.path("out");
    let export =
        |form| vec!["export", form, "--period", "2012Q1", "--format", "html", "--out", out.to_str().unwrap()];
    desk.ok(&export("quarterly-table"));
    let paper = paper(&desk, "html");
    for words in ["2012年第一季度", "66", "64", "—", "截止日期：2012年3月16日"] {
        assert!(paper.contains(words), "{words}");
    }
    // A paper that would be empty is refused instead, and says what to import.
    for (form, what) in [("pledge-table", "import pledges"), ("statistics-table", "import ballots")] {
        let said = desk.refused(&export(form));
        assert!(said.contains("没有") && said.contains(what), "{form}: {said}");
    }
}

/// Figures of a branch under the name of the office are wrong figures.
#[test]
fn the_table_of_a_branch_names_the_branch() {
    let desk = Desk::with_sample();
    let out = desk.path("out");
    let words = [
        "export",
        "quarterly-table",
        "--period",
        "2012Q1",
        "--organization",
        "机关党支部",
        "--format",
        "html",
    ];
    desk.ok(&[&words[..], &["--out", out.to_str().unwrap()]].concat());
    let paper = paper(&desk, "html");
    let above = paper.split("一、组织与党员").next().unwrap();
    let body = above.split("<body").last().unwrap();
    assert!(body.contains("机关党支部"), "neither title nor head line names the branch");
}

const OWN: &str = r#"
key = "county-short"
version = 1
name = "县里要的短表"
about = "党员数和四十岁以上党员，各党支部一行。"
title = "{单位}{时段}党员短表"
checks = ["members.total = members.full + members.probationary"]

[[table]]
label = "党支部"
columns = [
    { head = "党员数", indicator = "members.total" },
    { head = "其 中", columns = [
        { head = "正式", indicator = "members.full" },
        { head = "预备", indicator = "members.probationary" },
        { head = "40岁以上", indicator = "members.age[40..]" },
    ] },
    { head = "走访户数" },
]
[[table.section]]
rows = "党支部"
total = "合　计"
"#;

/// The office's own layout as a file on the desk, with some words put in the place of others.
fn own_layout(desk: &Desk, instead: &[(&str, &str)]) -> String {
    let text = instead.iter().fold(OWN.trim_start().to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    let file = desk.path("短表.toml");
    xianfeng_core::files::write(&file, text.as_bytes()).unwrap();
    file.to_string_lossy().into_owned()
}

#[test]
fn the_offices_own_layout_is_added_printed_and_taken_out_again() {
    let desk = Desk::with_sample();
    let file = own_layout(&desk, &[]);
    desk.ok(&["layouts", "check", &file]);
    let listed = |desk: &Desk| desk.ok(&["layouts", "list"]).contains("county-short");
    assert!(!listed(&desk), "a check adds nothing");
    desk.ok(&["layouts", "add", &file]);
    assert!(listed(&desk) && desk.ok(&["forms"]).contains("县里要的短表"));
    let out = desk.path("out");
    let export =
        ["export", "county-short", "--period", "2012Q1", "--format", "html", "--out", out.to_str().unwrap()];
    desk.ok(&export);
    let paper = paper(&desk, "html");
    for words in [
        "县司法局党组2012年第一季度党员短表",
        "退休老干部党支部",
        "66",
        "47",
        "“走访户数”尚未登记，以“—”表示",
    ] {
        assert!(paper.contains(words), "{words}");
    }
    assert_eq!(desk.ok(&["layouts", "show", "county-short"]).trim(), OWN.trim(), "as the office wrote it");
    desk.ok(&["layouts", "remove", "county-short"]);
    assert!(!listed(&desk));
    let said = desk.refused(&export);
    assert!(said.contains("county-short"), "{said}");
    desk.ok(&["undo"]);
    assert!(listed(&desk), "a removal is one undo");
    assert_eq!(desk.json(&["verify"])["ok"], true);
}

#[test]
fn a_broken_layout_is_refused_with_the_line_and_the_key() {
    let desk = Desk::with_sample();
    for (instead, line, key, what) in [
        (("members.full\"", "members.ful\""), "第13行", "columns[1].indicator", "是不是“members.full”"),
        (("label =", "lable ="), "第9行", "lable", "是不是“label”"),
        (("[40..]", "[40..30]"), "第15行", "columns[3].indicator", "写法不对"),
        (("rows = \"党支部\"", "rows = \"支部\""), "第20行", "rows", "是不是“党支部”"),
        (("version = 1", ""), "第1行", "version", "缺少这个键"),
        (("members.total = ", "members.total == "), "第6行", "checks[1]", "勾稽关系"),
        (("key = \"county-short\"", "key = \"县表\""), "第1行", "key", "“县表”不能作代号"),
        (("version = 1", "version = \"一\""), "第2行", "version", ""),
        (("about = \"", "about = "), "第4行", "", ""),
    ] {
        let file = own_layout(&desk, &[instead]);
        for verb in ["check", "add"] {
            let output = desk.run(&["layouts", verb, &file]);
            assert_eq!(output.status.code(), Some(1), "{instead:?} {verb}");
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8_lossy(&said).into_owned();
            let line_of = said.lines().find(|shown| shown.contains(line));
            let shown = line_of.unwrap_or_else(|| panic!("{instead:?} {verb}: no {line} in {said}"));
            assert!(shown.contains(key) && shown.contains(what), "{instead:?} {verb}: {said}");
        }
    }
    let said = desk.refused(&["layouts", "add", &own_layout(&desk, &[("county-short", "quarterly-table")])]);
    assert!(said.contains("“quarterly-table”是“创先争优情况季度统计表”的代号"), "{said}");
    assert!(!desk.ok(&["layouts", "list"]).contains("县里要的短表"), "nothing of all this was taken in");
}

/// 党员数 = 正式 + 女: wrong on purpose.
#[test]
fn a_cross_check_that_fails_is_named_with_both_figures_and_is_not_sealed_without_a_reason() {
    let desk = Desk::with_sample();
    let wrong = ("members.full + members.probationary", "members.full + members.female");
    desk.ok(&["layouts", "add", &own_layout(&desk, &[wrong])]);
    let out = desk.path("out");
    let export = ["export", "county-short", "--period", "2012Q1", "--out", out.to_str().unwrap()];
    let answer = desk.json(&export);
    let failed = answer["failed_checks"].as_array().unwrap();
    assert_eq!(failed.len(), 6, "five branches and the total: {failed:?}");
    let total =
        failed.iter().find(|check| check["row"].as_str().unwrap().replace('\u{3000}', "") == "合计").unwrap();
    assert_eq!((&total["left"], &total["right"]), (&Value::from("66"), &Value::from("81")));
    assert_eq!(total["relation"], "党员数 = 正式党员 + 女党员");
    let validator = jsonschema::validator_for(&xianfeng_core::api::schema()["export"]).unwrap();
    assert!(validator.is_valid(&answer), "{answer}");
    let said = String::from_utf8_lossy(&desk.run(&export).stderr).into_owned();
    let line = said.lines().find(|line| line.contains("退休老干部党支部")).unwrap();
    assert!(line.contains("左边21") && line.contains("右边26"), "{line}");

    let seal = ["seal", "county-short", "--period", "2012Q1"];
    let said = desk.refused(&seal);
    assert!(said.contains("6处勾稽关系不平") && said.contains("66") && said.contains("81"), "{said}");
    desk.ok(&[&seal[..], &["--reason", "上级表样如此"]].concat());

    // The same table with the right relation has nothing to name.
    desk.ok(&["layouts", "add", &own_layout(&desk, &[])]);
    let answer = desk.json(&[&export[..], &["--current"]].concat());
    assert_eq!(answer["failed_checks"].as_array().unwrap().len(), 0);
}
