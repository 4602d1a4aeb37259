//! An office adds a table of its own, prints it, seals it, and takes it back.

use serde_json::Value;
use xianfeng_tests::{Desk, sample};

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
    assert!(desk.ok(&["layouts", "check", &file]).is_empty());
    let listed = |desk: &Desk| desk.ok(&["layouts", "list"]).contains("county-short");
    assert!(!listed(&desk), "a check adds nothing");
    let added = desk.json(&["layouts", "add", &file]);
    assert_eq!((added["key"].as_str(), added["new"].as_bool()), (Some("county-short"), Some(true)));
    assert_eq!(desk.json(&["layouts", "add", &file])["new"], false);
    assert!(listed(&desk) && desk.ok(&["forms"]).contains("县里要的短表"));
    let out = desk.path("out");
    let export =
        ["export", "county-short", "--period", "2012Q1", "--format", "html", "--out", out.to_str().unwrap()];
    let report = desk.json(&export);
    assert!(report["files"][0].as_str().unwrap().ends_with("县里要的短表-2012Q1.html"), "{report}");
    let paper = std::fs::read_to_string(out.join("县里要的短表-2012Q1.html")).unwrap();
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
    assert!(said.contains("没有名为“county-short”的表"), "{said}");
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
    let two = own_layout(&desk, &[("members.full\"", "members.ful\""), ("label =", "lable =")]);
    let said = desk.refused(&["layouts", "add", &two]);
    assert!(said.contains("处要改，没有采用"), "{said}");
    let said = desk.refused(&["layouts", "add", &own_layout(&desk, &[("county-short", "quarterly-table")])]);
    assert!(said.contains("“quarterly-table”是“创先争优情况季度统计表”的代号"), "{said}");
    assert!(said.contains("请换一个代号"), "{said}");
    desk.ok(&["layouts", "add", &own_layout(&desk, &[])]);
    let said = desk.refused(&["layouts", "add", &own_layout(&desk, &[("county-short", "county-two")])]);
    assert!(said.contains("“县里要的短表”已是报表“county-short”的表名"), "{said}");
    desk.ok(&["layouts", "remove", "county-short"]);
    let named = own_layout(&desk, &[("县里要的短表", "党员花名册")]);
    for verb in ["check", "add"] {
        let said = desk.refused(&["layouts", verb, &named]);
        assert!(said.contains("“党员花名册”是现成的表“roster”的表名"), "{verb}: {said}");
    }
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
    let whole = "勾稽关系不符　县里要的短表，合　计：党员数 = 正式党员 + 女党员，左边66，右边81。";
    assert!(said.contains(whole), "{said}");

    let seal = ["seal", "county-short", "--period", "2012Q1"];
    let said = desk.refused(&seal);
    assert!(said.contains("6处勾稽关系不符") && said.contains("66") && said.contains("81"), "{said}");
    desk.ok(&[&seal[..], &["--reason", "上级表样如此"]].concat());

    // The same table with the right relation has nothing to name; changed, it counts its version up, or
    // nobody could tell which one a seal was made with.
    let said = desk.refused(&["layouts", "add", &own_layout(&desk, &[])]);
    assert!(said.contains("版本号须大于现在的第1版") && said.contains("请把 version 改为 2"), "{said}");
    desk.ok(&["layouts", "add", &own_layout(&desk, &[("version = 1", "version = 2")])]);
    let said = desk.refused(&seal);
    assert!(said.contains("封存第2版须写明原因") && said.contains("报表格式在封存以后改过"), "{said}");
    let answer = desk.json(&[&export[..], &["--current"]].concat());
    assert_eq!(answer["failed_checks"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_no_layout_file_says_what_one_is() {
    let desk = Desk::with_sample();
    let workbook = sample("党员花名册.xlsx");
    let told = desk.refused(&["layouts", "check", workbook.to_str().unwrap()]);
    assert!(told.contains("不是报表格式文件") && told.contains("layouts show"), "{told}");
    let told = desk.refused(&["layouts", "show", "gazette"]);
    assert!(told.contains("没有代号为“gazette”的报表") && told.contains("statistics-table"), "{told}");
    let told = desk.refused(&["layouts", "remove", "quarterly-table"]);
    assert!(told.contains("“quarterly-table”是现成报表，不能删除"), "{told}");
}

#[test]
fn the_sample_office_fulfils_every_relation_of_the_ready_made_tables() {
    let desk = Desk::with_sample();
    let out = desk.path("out");
    for period in ["2012", "2012Q1", "2012H1", "2012-03", "2012-02-01..2012-03-15"] {
        let report = desk.json(&[
            "export",
            "all",
            "--period",
            period,
            "--format",
            "html",
            "--out",
            out.to_str().unwrap(),
        ]);
        assert_eq!(report["failed_checks"], serde_json::json!([]), "{period}");
    }
}
