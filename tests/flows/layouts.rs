//! An office adds a table of its own, prints it, and takes it back.

use std::path::Path;

use xianfeng_tests::{Desk, sample};

const OWN: &str = r#"key = "county-table"
version = 1
name = "县表"
about = "县委组织部的季度表。"
title = "{单位}{时段}党员情况统计表"
checks = ["members.total = members.female"]

[[table]]
label = "党支部"
columns = [
    { head = "党员数", indicator = "members.total" },
    { head = "女", indicator = "members.female" },
]
[[table.section]]
rows = "党支部"
total = "合　计"
"#;

fn write(file: &Path, text: &str) {
    xianfeng_core::files::write(file, text.as_bytes()).unwrap();
}

#[test]
fn an_own_table_is_checked_added_printed_and_taken_back() {
    let desk = Desk::with_sample();
    let file = desk.path("县表.toml");
    let path = file.to_str().unwrap();

    write(&file, &OWN.replace("members.female\" }", "members.femle\" }").replace("label", "lable"));
    let told = desk.refused(&["layouts", "check", path]);
    assert!(told.contains("第9行 table[1].lable：没有这个键，是不是“label”"), "{told}");
    let told = desk.refused(&["layouts", "add", path]);
    assert!(told.contains("处要改，没有采用"), "{told}");
    write(&file, &OWN.replace("members.female\" }", "members.femle\" }"));
    let told = desk.refused(&["layouts", "check", path]);
    assert!(told.contains("没有名为“members.femle”的指标，是不是“members.female”"), "{told}");

    write(&file, &OWN.replace("county-table", "roster"));
    let told = desk.refused(&["layouts", "add", path]);
    assert!(told.contains("“roster”是“党员花名册”的代号") && told.contains("请换一个代号"), "{told}");

    write(&file, OWN);
    assert!(desk.ok(&["layouts", "check", path]).is_empty());
    let added = desk.json(&["layouts", "add", path]);
    assert_eq!((added["key"].as_str(), added["new"].as_bool()), (Some("county-table"), Some(true)));
    assert_eq!(desk.json(&["layouts", "add", path])["new"], false);
    assert_eq!(desk.ok(&["layouts", "show", "county-table"]).trim_end(), OWN.trim_end());
    assert!(desk.ok(&["forms"]).contains("county-table"));

    let out = desk.path("out");
    let words =
        ["export", "county-table", "--period", "2012Q1", "--format", "html", "--out", out.to_str().unwrap()];
    let report = desk.json(&words);
    assert!(report["files"][0].as_str().unwrap().ends_with("县表-2012Q1.html"), "{report}");
    // A relation that does not hold is named with both figures, and the table prints all the same.
    let failed = report["failed_checks"].as_array().unwrap();
    let total = failed.iter().find(|failed| failed["row"] == "合　计").unwrap();
    assert_eq!((total["left"].as_str(), total["right"].as_str()), (Some("66"), Some("17")), "{total}");
    let output = desk.run(&words);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("勾稽关系不符　县表，合　计：党员数 = 女党员，左边66，右边17。"), "{told}");

    desk.ok(&["layouts", "remove", "county-table"]);
    let told =
        desk.refused(&["export", "county-table", "--period", "2012Q1", "--out", out.to_str().unwrap()]);
    assert!(told.contains("没有名为“county-table”的表"), "{told}");
    desk.ok(&["undo"]);
    assert!(desk.ok(&["layouts", "list"]).contains("county-table"));
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
