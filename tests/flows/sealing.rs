//! Sealing through the terminal: every table, every refusal, and what a tampered seal looks like.

use serde_json::json;
use xianfeng_core::{Office, clock::Clock, statistics::layout};
use xianfeng_tests::{Desk, screens::Screens, year};

fn desk(today: &str) -> Desk {
    let mut desk = Desk::with_sample();
    desk.today = today.into();
    desk
}

fn files(desk: &Desk, words: &[&str]) -> Vec<Vec<u8>> {
    let out = desk.path("out");
    let common = ["--format", "pdf,xlsx,html", "--out", out.to_str().unwrap()];
    let report = desk.json(&[words, &common].concat());
    let files = report["files"].as_array().unwrap().iter();
    files.map(|file| std::fs::read(file.as_str().unwrap()).unwrap()).collect()
}

#[test]
fn every_table_that_is_a_layout_can_be_sealed_and_prints_what_it_printed_before() {
    let mut desk = desk("2012-03-31");
    own_layout(&mut desk, &BRANCHES);
    for form in ["statistics-table", "quarterly-table", "member-structure", "pledge-table", "own-table"] {
        let export = ["export", form, "--period", "2012Q1"];
        let before = files(&desk, &export);
        desk.ok(&["seal", form, "--period", "2012Q1"]);
        assert!(files(&desk, &export) == before, "{form}");
        assert!(desk.ok(&["diff", form, "--period", "2012Q1"]).contains("与封存件一致"), "{form}");
        assert_eq!(before.len(), 3, "{form}: one file a format, also with a paper for each branch");
    }
    // A later day, and everything at once: the sealed ones come from the seals.
    desk.today = "2012-04-20".into();
    let out = desk.path("all");
    let report = desk.json(&["export", "all", "--period", "2012Q1", "--out", out.to_str().unwrap()]);
    assert_eq!(report["sealed"].as_array().unwrap().len(), 5);
    let quarterly = std::fs::read(out.join("创先争优情况季度统计表-2012Q1.pdf")).unwrap();
    assert!(quarterly == files(&desk, &["export", "quarterly-table", "--period", "2012Q1"])[0]);
    assert_eq!(desk.json(&["verify"])["ok"], true);
}

#[test]
fn only_the_whole_office_on_the_sealed_day_comes_from_the_seal() {
    let mut desk = desk("2012-03-31");
    desk.ok(&["seal", "member-structure", "--period", "2012-01-01..2012-03-31"]);
    desk.today = "2012-04-20".into();
    let out = desk.path("out");
    let common = ["export", "member-structure", "--period", "2012Q1", "--out", out.to_str().unwrap()];
    let sealed = |more: &[&str]| {
        let report = desk.json(&[&common, more].concat());
        report["sealed"].as_array().unwrap().len()
    };
    assert_eq!(sealed(&[]), 1, "one quarter, however it is written");
    assert_eq!(sealed(&["--as-of", "2012-03-31"]), 1);
    assert_eq!(sealed(&["--as-of", "2012-03-30"]), 0);
    assert_eq!(sealed(&["--organization", "机关党支部"]), 0);
    for other in [["--member", "雷健"], ["--scheme", "member-review"], ["--copies", "2"]] {
        assert_eq!(sealed(&other), 1, "{other:?}: a table does not take it");
    }
    assert_eq!(sealed(&["--current"]), 0);
    let said = desk.refused(&[&common[..], &["--seal-version", "2"]].concat());
    assert!(said.contains("党员基本情况统计表没有2012年第一季度的第2版封存件"), "{said}");
    let said =
        desk.refused(&[&common[..], &["--seal-version", "1", "--organization", "机关党支部"]].concat());
    assert!(said.contains("第1版封存件要写明是哪张表、哪个时段的，并且是全单位的"), "{said}");
}

#[test]
fn what_cannot_be_sealed_is_refused_with_the_reason() {
    let desk = desk("2012-04-20");
    for (words, sentence) in [
        (vec!["seal", "roster", "--period", "2012Q1"], "没有名为“roster”的报表格式，不能封存"),
        (vec!["seal", "member-structure", "--period", "2012Q3"], "2012年第三季度还没有开始，不能封存"),
        (
            vec!["seal", "member-structure", "--period", "2012Q2", "--as-of", "2012-04-21"],
            "截止日期2012年4月21日晚于今天（2012年4月20日）",
        ),
        (
            vec!["seal", "member-structure", "--period", "2012Q2", "--as-of", "2012-03-31"],
            "截止日期2012年3月31日早于2012年第二季度的第一天",
        ),
        (
            vec!["seal", "member-structure", "--period", "2011Q4"],
            "党员名册从2012年3月15日起登记，2011年12月31日的情况没有记录，不能封存",
        ),
        (
            vec!["diff", "member-structure", "--period", "2012Q1"],
            "党员基本情况统计表没有2012年第一季度的封存件",
        ),
    ] {
        let said = desk.refused(&words);
        assert!(said.contains(sentence), "{words:?}: {said}");
    }
    let empty = Desk::empty();
    empty.ok(&["init", "--name", "县司法局党组"]);
    let said = empty.refused(&["seal", "member-structure", "--period", "2012Q1"]);
    assert!(said.contains("没有可以统计的党组织和党员"), "{said}");
    for desk in [&desk, &empty] {
        assert_eq!(desk.json(&["list", "seals"]).as_array().unwrap().len(), 0);
        assert_ne!(desk.json(&["history", "--limit", "1"])[0]["name"], "封存报表");
    }
}

#[test]
fn a_quarter_that_is_not_over_is_sealed_with_a_warning() {
    let desk = desk("2012-03-20");
    let words = ["seal", "quarterly-table", "--period", "2012Q1"];
    let report = desk.json(&words);
    assert_eq!(report["as_of"], "2012-03-20");
    assert_eq!(
        report["warnings"][0],
        "2012年第一季度到2012年3月31日才结束，封存的是截至2012年3月20日的数据；时段结束后如有变化，请再封存一次。"
    );
}

/// A check that holds in no office with probationary members.
const FAILING: [&str; 1] = [r#"checks = ["members.total = members.full"]"#];
/// A paper for each branch.
const BRANCHES: [&str; 1] = ["per-branch = true"];

const OWN: &str = r#"
key = "own-table"
version = 1
name = "本单位党员表"
about = "测试"
title = "{单位}党员表"
@
[[table]]
label = "党支部"
columns = [
    { head = "党员总数", indicator = "members.total" },
    { head = "正式党员", indicator = "members.full" },
]
[[table.section]]
rows = "党支部"
total = "合计"
"#;

/// Adds the office's own layout.
fn own_layout(desk: &mut Desk, settings: &[&str]) {
    let (today, text) = (desk.today.clone(), OWN.replace('@', &settings.join("\n")));
    year::on(desk, &today, |change| layout::store::put(change, &text).map(drop));
}

#[test]
fn an_own_layout_whose_checks_fail_is_sealed_only_with_a_reason_which_is_kept() {
    let mut desk = desk("2012-03-31");
    own_layout(&mut desk, &FAILING);
    let words = ["seal", "own-table", "--period", "2012Q1"];
    let said = desk.refused(&words);
    assert!(said.contains("本单位党员表有2处勾稽关系不符，没有封存"), "{said}");
    assert!(said.contains("县法律工作者协会党支部") && said.contains("左边 7，右边 5"), "{said}");
    assert!(said.contains("合计") && said.contains("左边 66，右边 64"), "{said}");
    let report = desk.json(&[&words[..], &["--reason", "预备党员另报"]].concat());
    assert_eq!(report["failures"].as_array().unwrap().len(), 2);
    assert_eq!(desk.json(&["list", "seals"])[0]["reason"], "预备党员另报");
    assert_eq!(desk.json(&["list", "seals"])[0]["name"], "本单位党员表");
}

#[test]
fn a_seal_survives_the_change_and_the_end_of_its_layout() {
    let mut desk = desk("2012-03-31");
    own_layout(&mut desk, &FAILING);
    desk.ok(&["seal", "own-table", "--period", "2012Q1", "--reason", "预备党员另报"]);
    let export = ["export", "own-table", "--period", "2012Q1"];
    let sealed = files(&desk, &export);
    let today = desk.today.clone();
    year::on(&mut desk, &today, |change| layout::store::remove(change, "own-table"));
    assert!(files(&desk, &export) == sealed);
    assert!(desk.ok(&["diff", "own-table", "--period", "2012Q1"]).contains("与封存件一致"));
}

#[test]
fn a_byte_changed_in_a_seal_is_found_and_named() {
    let desk = desk("2012-03-31");
    desk.ok(&["seal", "quarterly-table", "--period", "2012Q1"]);
    let bytes = std::fs::read(desk.office_file()).unwrap();
    let place = bytes.windows(4).position(|four| four == b"%PDF").unwrap();
    let mut changed = bytes;
    changed[place + 5] ^= 1;
    xianfeng_core::files::write(&desk.office_file(), &changed).unwrap();
    let verification: serde_json::Value = {
        let output = desk.run(&["verify", "--json"]);
        assert_eq!(output.status.code(), Some(1));
        xianfeng_tests::parse(&String::from_utf8_lossy(&output.stdout))
    };
    let finding = &verification["findings"][0];
    assert_eq!(finding["kind"], "seal_broken");
    assert_eq!(
        finding["message"],
        "有 1 份封存件与封存时不符：quarterly-table 2012Q1 第1版；请恢复改动之前的备份"
    );
    assert!(Office::open(&desk.path("office"), Clock::System).is_ok(), "the office itself is whole");

    let screens = Screens::on(&desk);
    assert_eq!(
        screens.ask("office.verify", &json!({}))["findings"][0]["message"],
        "有 1 份封存件与封存时不符：2012年第一季度的创先争优情况季度统计表（第1版）；请恢复改动之前的备份"
    );
    drop(screens);

    let out = desk.path("out");
    let all = ["export", "all", "--period", "2012Q1", "--out", out.to_str().unwrap()];
    let said = desk.refused(&all);
    assert!(
        said.contains("封存件2012年第一季度的创先争优情况季度统计表（第1版）与封存时不符，没有输出"),
        "{said}"
    );
    assert!(said.contains("xianfeng restore") && !out.exists(), "{said}");
    desk.ok(&[&all[..], &["--current"]].concat());
}
