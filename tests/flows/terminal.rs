//! The terminal itself: exit codes, Chinese messages, masking, candidates.

use xianfeng_tests::{Desk, sample};

#[test]
fn a_wrong_command_line_exits_2_in_chinese() {
    let desk = Desk::empty();
    for (words, sentence) in [
        (vec!["lsit"], "没有“lsit”这个命令"),
        (vec!["tally"], "缺少：--period <时段>"),
        (vec!["list", "cats"], "不能是“cats”"),
        (vec!["list", "members", "--as-of", "昨天"], "日期请写成 2012-03-15"),
        (vec!["export", "roster", "--peroid", "2012"], "没有“--peroid”这个选项"),
    ] {
        let output = desk.run(&words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{words:?}: {said}");
        assert!(said.contains(sentence), "{words:?}: {said}");
    }
}

#[test]
fn help_is_chinese() {
    let desk = Desk::empty();
    for words in [vec!["--help"], vec!["import", "--help"], vec!["export", "--help"]] {
        let help = desk.ok(&words);
        for english in ["Usage", "Options", "Arguments", "Commands", "Print help", "default"] {
            assert!(!help.contains(english), "{words:?} says {english}: {help}");
        }
    }
}

#[test]
fn an_office_that_is_not_there_says_how_to_make_one() {
    let desk = Desk::empty();
    let said = desk.refused(&["list", "members"]);
    assert!(said.contains("还没有台账") && said.contains("xianfeng init"), "{said}");
}

#[test]
fn a_second_init_leaves_the_office_alone() {
    let desk = Desk::with_sample();
    desk.refused(&["init", "--name", "另一单位"]);
    assert_eq!(desk.json(&["list", "members"]).as_array().unwrap().len(), 66);
}

#[test]
fn id_numbers_and_phones_are_masked_unless_asked_for_and_the_asking_is_kept() {
    let desk = Desk::with_sample();
    let first = &desk.json(&["list", "members"])[0];
    assert_eq!(first["id_number"], "519999********4930");
    assert_eq!(first["phone"], "199****3694");
    let first = &desk.json(&["list", "members", "--unmask"])[0];
    assert_eq!(first["id_number"], "519999198511254930");
    let history = desk.json(&["history", "--limit", "1"]);
    assert_eq!(history[0]["name"], "查看完整证件号");
}

#[test]
fn a_refusal_is_a_json_value_too() {
    let desk = Desk::with_sample();
    let output = desk.run(&["tally", "--member", "查无此人", "--period", "2012", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let answer = xianfeng_tests::parse(&String::from_utf8_lossy(&output.stdout));
    assert_eq!(answer["code"], "not_found");
    assert!(answer["message"].as_str().unwrap().contains("查无此人"));
}

#[test]
fn check_changes_nothing() {
    let desk = Desk::empty();
    desk.ok(&["init", "--name", "县司法局党组"]);
    let file = sample("党组织名册.xlsx");
    let outcome = desk.json(&["import", "organizations", &file.to_string_lossy(), "--check"]);
    assert_eq!(outcome["created"], 6);
    assert_eq!(desk.json(&["list", "organizations"]).as_array().unwrap().len(), 0);
    let history = desk.json(&["history"]);
    assert_eq!(history.as_array().unwrap().len(), 1, "only 建立台账");
}

#[test]
fn a_wrong_command_line_is_a_json_value_too_and_names_what_may_be_written() {
    let desk = Desk::empty();
    for (words, sentence) in [
        (vec!["list", "cats", "--json"], "可以写：organizations、members"),
        (vec!["export", "roster", "--out", "x", "--format", "doc", "--json"], "可以写：pdf、xlsx、html"),
        (vec!["export", "roster", "--out", "x", "--copies", "0", "--json"], "请写 1 到 9999 的整数"),
        (vec!["history", "--limit", "x", "--json"], "请写整数"),
        (vec!["diff", "roster", "--period", "2012", "--version", "x", "--json"], "请写整数"),
        (vec!["--json"], "没有写命令"),
    ] {
        let output = desk.run(&words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let answer = xianfeng_tests::parse(&String::from_utf8_lossy(&output.stdout));
        assert_eq!(answer["code"], "usage", "{words:?}");
        assert!(answer["message"].as_str().unwrap().contains(sentence), "{words:?}: {answer}");
    }
}

#[test]
fn a_reader_that_stops_reading_is_no_fault() {
    use std::process::Stdio;
    let desk = Desk::with_sample();
    let mut child = std::process::Command::new(xianfeng_tests::program("xianfeng"))
        .arg("--office")
        .arg(desk.path("office"))
        .args(["list", "members", "--json"])
        .env("XIANFENG_TODAY", &desk.today)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn days_that_the_books_do_not_reach_are_no_data_and_days_to_come_are_refused() {
    let desk = Desk::with_sample();
    let said = desk.run(&["list", "members", "--as-of", "2012-03-14"]);
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(said.contains("从2012年3月15日起登记"), "{said}");
    let organizations = desk.json(&["list", "organizations", "--as-of", "2012-03-14"]);
    assert!(organizations[0]["members"].is_null(), "{}", organizations[0]);
    let out = desk.path("out");
    for words in [
        vec!["list", "members", "--as-of", "2012-03-17"],
        vec!["export", "roster", "--as-of", "2012-03-17", "--out", out.to_str().unwrap()],
    ] {
        assert!(desk.refused(&words).contains("晚于今天（2012年3月16日）"), "{words:?}");
    }
}

#[test]
fn a_tally_for_people_ends_with_score_and_coverage() {
    let desk = Desk::with_sample();
    let printed = desk.ok(&["tally", "--organization", "机关党支部", "--period", "2012"]);
    let answer = desk.json(&["tally", "--organization", "机关党支部", "--period", "2012"]);
    let rate = answer["satisfied_rate"].as_str().unwrap();
    assert!(
        printed.contains(&format!("满意率% {rate}，得分 {}", answer["score"].as_str().unwrap())),
        "{printed}"
    );
    assert!(printed.contains("应评党员 22，实评"), "{printed}");
    assert!(printed.contains("满意率＝"), "{printed}");
}

#[test]
fn a_newer_file_shows_people_what_changes_in_whom() {
    let desk = Desk::with_sample();
    let file = desk.path("名册.csv");
    let rows = "姓名,公民身份证号码,所在党支部,党员类别\n莫强,519999198511254930,机关党支部,正式\n";
    xianfeng_core::files::write(&file, rows.as_bytes()).unwrap();
    let printed = desk.ok(&["import", "members", file.to_str().unwrap(), "--check"]);
    assert!(printed.contains("莫强：所在党支部 县法律工作者协会党支部 → 机关党支部"), "{printed}");
}

#[test]
fn papers_of_one_branch_or_member_lie_beside_those_of_the_office_and_name_nobody() {
    let desk = Desk::with_sample();
    let out = desk.path("out");
    let out = out.to_str().unwrap();
    let common = ["export", "member-pledge", "--period", "2012", "--format", "pdf", "--out", out];
    let with = |more: &[&str]| {
        let report = desk.json(&[&common, more].concat());
        report["files"][0].as_str().unwrap().to_owned()
    };
    let files = [with(&[]), with(&["--organization", "机关党支部"]), with(&["--member", "莫强"])];
    assert!(files[1].ends_with("党员公开承诺书-2012-机关党支部.pdf"), "{}", files[1]);
    assert!(files.iter().all(|file| !file.contains("莫强")), "{files:?}");
    assert_eq!(files.iter().filter(|file| std::path::Path::new(file).exists()).count(), 3);
    assert_eq!(files.iter().collect::<std::collections::BTreeSet<_>>().len(), 3, "{files:?}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_in_the_midst_of_an_import_leaves_the_office_untouched() {
    use std::{process::Command, thread::sleep, time::Duration};
    let desk = Desk::with_sample();
    let mut roster = "姓名,性别,所在党支部,党员类别,统计说明\n".to_owned();
    for row in 0..20_000 {
        let (first, second) = (char::from_u32(0x4e00 + row % 500), char::from_u32(0x5000 + row / 500));
        roster.extend(['王'].into_iter().chain(first).chain(second));
        roster.push_str(",男,机关党支部,预备党员,无\n");
    }
    let file = desk.path("名册.csv");
    xianfeng_core::files::write(&file, roster.as_bytes()).unwrap();
    let before = desk.json(&["list", "members"]);
    for wait in [60, 150, 300, 600] {
        let mut import = desk.start(&["import", "members", file.to_str().unwrap()]);
        sleep(Duration::from_millis(wait));
        // Ends by itself on a fast machine: then the import stands whole and is taken back.
        let _ = Command::new("kill").args(["-INT", &import.id().to_string()]).status();
        let finished = import.wait().unwrap().success();
        if finished {
            desk.ok(&["undo"]);
        }
        assert_eq!(desk.json(&["list", "members"]), before, "after {wait} ms");
        assert_eq!(desk.json(&["verify"])["ok"], true);
    }
}

#[test]
fn a_whole_roster_leaves_a_line_in_the_history_and_a_masked_one_does_not() {
    let desk = Desk::with_sample();
    let out = desk.path("out");
    let common = ["export", "roster", "--period", "2012", "--format", "html", "--out", out.to_str().unwrap()];
    let newest = || desk.json(&["history", "--limit", "1"])[0]["name"].as_str().unwrap().to_owned();
    let before = newest();
    desk.ok(&[&common[..], &["--profile", "internal"]].concat());
    assert_eq!(newest(), before);
    desk.ok(&[&common[..], &["--profile", "archive"]].concat());
    assert_eq!(newest(), "导出归档版");
}

#[test]
fn who_works_at_the_terminal_stands_in_the_history() {
    let desk = Desk::with_sample();
    assert!(desk.json(&["history", "--limit", "1"])[0]["actor"].is_null());
    let status = std::process::Command::new(xianfeng_tests::program("xianfeng"))
        .arg("--office")
        .arg(desk.path("office"))
        .arg("undo")
        .env("XIANFENG_TODAY", &desk.today)
        .env("XIANFENG_ACTOR", "李某")
        .output()
        .unwrap();
    assert!(status.status.success());
    let newest = &desk.json(&["history", "--limit", "1"])[0];
    assert_eq!((&newest["name"], &newest["actor"]), (&"撤销“导入群众评议票”".into(), &"李某".into()));
    assert_eq!(desk.json(&["verify"])["ok"], true);
}
