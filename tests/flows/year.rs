//! The story of a year: four quarters are sealed as they end, the records move on, and what was sent
//! upward stays what it was.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use xianfeng_tests::{Desk, year::live_through_2012};

/// 党员, 正式, 预备, 在职, 离退休 as a list of a day shows them; those who left say how.
fn counted(desk: &Desk, day: &str) -> [usize; 5] {
    let members = desk.json(&["list", "members", "--as-of", day]);
    let rows: Vec<&Value> = members
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["status"] == "正式党员" || row["status"] == "预备党员")
        .collect();
    let of = |key: &str, value: &str| rows.iter().filter(|row| row[key] == value).count();
    [
        rows.len(),
        of("status", "正式党员"),
        of("status", "预备党员"),
        of("category", "在职"),
        of("category", "离退休"),
    ]
}

/// Last day of each quarter with its figures, by hand from `xianfeng_tests::year`.
const QUARTERS: [(&str, &str, [usize; 5]); 4] = [
    ("2012Q1", "2012-03-31", [66, 64, 2, 45, 21]),
    ("2012Q2", "2012-06-30", [66, 65, 1, 45, 21]),
    ("2012Q3", "2012-09-30", [66, 65, 1, 45, 21]),
    ("2012Q4", "2012-12-31", [65, 63, 2, 44, 21]),
];

#[test]
fn later_events_never_move_the_counts_of_a_past_quarter() {
    let mut desk = Desk::with_sample();
    live_through_2012(&mut desk, |desk, quarter| {
        for (past, day, figures) in QUARTERS.iter().filter(|(past, ..)| *past <= quarter) {
            assert_eq!(counted(desk, day), *figures, "{past} in {quarter}");
        }
    });
    for (quarter, day, figures) in &QUARTERS[..3] {
        assert_eq!(counted(&desk, day), *figures, "{quarter} in the new year");
    }
    assert_eq!(counted(&desk, "2012-12-19"), [65, 63, 2, 44, 21]);
    assert_eq!(
        counted(&desk, "2012-12-20"),
        [64, 62, 2, 44, 20],
        "told late, counted from the day it happened"
    );
    assert_eq!(desk.json(&["verify"])["ok"], true);
}

const FORMS: [&str; 2] = ["quarterly-table", "member-structure"];

/// The three files of a form and quarter as `export` writes them now, by ending, and what it said.
fn printed(desk: &Desk, form: &str, quarter: &str, more: &[&str]) -> (BTreeMap<String, Vec<u8>>, String) {
    let out = desk.path(&format!("{form} {quarter} {}", desk.today));
    let words =
        ["export", form, "--period", quarter, "--format", "pdf,xlsx,html", "--out", out.to_str().unwrap()];
    let output = desk.run(&[&words, more].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{form} {quarter} {more:?}: {said}");
    let files = String::from_utf8_lossy(&output.stdout).into_owned();
    let read = |file: &str| (file.rsplit('.').next().unwrap().to_owned(), std::fs::read(file).unwrap());
    (files.lines().map(read).collect(), said)
}

/// Every row of a difference: `row column name change`, and its facts.
fn rows(desk: &Desk, form: &str, quarter: &str) -> BTreeSet<String> {
    let difference = desk.json(&["diff", form, "--period", quarter]);
    let word = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let row = |row: &Value| {
        let facts = row["facts"].as_array().unwrap().iter();
        let facts = facts
            .map(|fact| format!(" {} {}→{}", word(fact, "fact"), word(fact, "sealed"), word(fact, "now")));
        ["row", "column", "name", "change"].map(|key| word(row, key)).join(" ") + &facts.collect::<String>()
    };
    difference["rows"].as_array().unwrap().iter().map(row).collect()
}

/// Every changed figure of a difference: `row column sealed→now`.
fn figures(desk: &Desk, form: &str, quarter: &str) -> BTreeSet<String> {
    let difference = desk.json(&["diff", form, "--period", quarter]);
    let word = |figure: &Value, key: &str| figure[key].as_str().unwrap_or_default().to_owned();
    let figure = |figure: &Value| {
        format!(
            "{} {} {}→{}",
            word(figure, "row"),
            word(figure, "column"),
            word(figure, "sealed"),
            word(figure, "now")
        )
    };
    difference["figures"].as_array().unwrap().iter().map(figure).collect()
}

/// The same sentence for a branch and for the total.
fn both(branch: &str, sentences: &[&str]) -> BTreeSet<String> {
    let of = |place: &'static str| move |sentence: &&str| format!("{place} {sentence}");
    let branch = sentences.iter().map(|sentence| format!("{branch} {sentence}"));
    branch.chain(sentences.iter().map(of("合　计"))).collect()
}

fn set(sentences: &[&str]) -> BTreeSet<String> {
    sentences.iter().map(|sentence| (*sentence).to_owned()).collect()
}

const BORN: &str = "出生日期 1979-11-11→1974-11-11";
const LEARNED: &str = "学历 大专→大学本科";

#[test]
fn sealed_quarters_reprint_to_the_byte_and_every_correction_is_told_row_by_row() {
    let mut desk = Desk::with_sample();
    let mut sealed = BTreeMap::new();
    live_through_2012(&mut desk, |desk, quarter| {
        for form in FORMS {
            let (before, said) = printed(desk, form, quarter, &[]);
            assert!(!said.contains("封存"), "{said}");
            desk.ok(&["seal", form, "--period", quarter]);
            let (files, said) = printed(desk, form, quarter, &[]);
            assert!(said.contains("输出的是封存件；要按现在的数据出表请加 --current"), "{said}");
            assert_eq!(files.len(), 3);
            assert!(files == before, "what is sealed is what an export printed: {form} {quarter}");
            sealed.insert((form, quarter.to_owned()), files);
        }
    });

    // The year is over: every sealed quarter prints the same bytes.
    for ((form, quarter), files) in &sealed {
        assert!(printed(&desk, form, quarter, &[]).0 == *files, "{form} {quarter}");
    }
    // Counted anew, a quarter is as it was sealed, but where a correction says otherwise.
    for (quarter, form, same) in [
        ("2012Q1", "quarterly-table", true),
        ("2012Q1", "member-structure", false),
        ("2012Q2", "quarterly-table", true),
        ("2012Q2", "member-structure", false),
        ("2012Q3", "quarterly-table", true),
        ("2012Q3", "member-structure", true),
        ("2012Q4", "quarterly-table", false),
        ("2012Q4", "member-structure", false),
    ] {
        let (files, said) = printed(&desk, form, quarter, &["--current"]);
        assert!(!said.contains("输出的是封存件"), "{said}");
        let before = &sealed[&(form, quarter.to_owned())]["html"];
        assert_eq!(files["html"] == *before, same, "{form} {quarter}");
    }

    // First quarter: a birth date and an education. In the quarterly table they move no figure.
    assert_eq!(
        rows(&desk, "member-structure", "2012Q1"),
        both(
            "机关党支部",
            &[
                &format!("年龄（周岁）·31至35 程旭义 移出 {BORN}"),
                &format!("年龄（周岁）·36至40 程旭义 新增 {BORN}"),
                &format!("学历·大专及以上·大专 黎美 移出 {LEARNED}"),
                &format!("学历·大专及以上·大学本科 黎美 新增 {LEARNED}"),
            ]
        )
    );
    assert_eq!(
        figures(&desk, "member-structure", "2012Q1"),
        set(&[
            "机关党支部 年龄（周岁）·31至35 4→3",
            "机关党支部 年龄（周岁）·36至40 4→5",
            "机关党支部 学历·大专及以上·大专 10→9",
            "机关党支部 学历·大专及以上·大学本科 8→9",
            "合　计 年龄（周岁）·31至35 6→5",
            "合　计 年龄（周岁）·36至40 7→8",
            "合　计 学历·大专及以上·大专 23→22",
            "合　计 学历·大专及以上·大学本科 22→23",
        ])
    );
    assert_eq!(figures(&desk, "quarterly-table", "2012Q1"), set(&[]));
    assert_eq!(
        rows(&desk, "quarterly-table", "2012Q1"),
        set(&[
            &format!("本季 党员数·合计 程旭义 变动 {BORN}"),
            &format!("本季 党员数·合计 黎美 变动 {LEARNED}")
        ])
    );
    // Second quarter: the birth date was right by then, the education was not.
    assert_eq!(
        rows(&desk, "member-structure", "2012Q2"),
        both(
            "机关党支部",
            &[
                &format!("学历·大专及以上·大专 黎美 移出 {LEARNED}"),
                &format!("学历·大专及以上·大学本科 黎美 新增 {LEARNED}"),
            ]
        )
    );
    assert_eq!(
        rows(&desk, "quarterly-table", "2012Q2"),
        set(&[&format!("本季 党员数·合计 黎美 变动 {LEARNED}")])
    );
    // Third quarter: nothing, however much happened since.
    for form in FORMS {
        assert!(desk.ok(&["diff", form, "--period", "2012Q3"]).contains("与封存件一致"));
    }
    // Fourth quarter: a death told late.
    assert_eq!(
        rows(&desk, "member-structure", "2012Q4"),
        both(
            "退休老干部党支部",
            &[
                "党员总数 戴杰 移出",
                "基本情况·党员类别·正式 戴杰 移出",
                "基本情况·性别·男 戴杰 移出",
                "基本情况·民族·汉族 戴杰 移出",
                "基本情况·人员类别·离退休 戴杰 移出",
                "年龄（周岁）·61及以上 戴杰 移出",
                "学历·中专高中 戴杰 移出",
                "入党时间与党龄·入党时间·建国后·至1978年12月 戴杰 移出",
                "入党时间与党龄·党龄（年）·50及以上 戴杰 移出",
            ]
        )
    );
    let mut expected = both(
        "退休老干部党支部",
        &[
            "党员数·合计 戴杰 移出",
            "党员数·正式 戴杰 移出",
            "党员数·离退休 戴杰 移出",
            "当期增减·减少 戴杰 新增",
            "公开承诺·承诺党员 戴杰 移出",
        ],
    );
    for line in ["本季", "累计"] {
        for rest in [
            "党员数·合计 戴杰 移出",
            "党员数·正式党员 戴杰 移出",
            "党员数·离退休 戴杰 移出",
            "党员增减·减少 戴杰 新增",
            "承诺党员·人数 戴杰 移出",
            "承诺党员·承诺率% 戴杰 移出",
            "承诺党员·承诺率%（分母） 戴杰 移出",
        ] {
            expected.insert(format!("{line} {rest}"));
        }
    }
    assert_eq!(rows(&desk, "quarterly-table", "2012Q4"), expected);

    second_version(&desk, &sealed[&("quarterly-table", "2012Q4".to_owned())]);

    // A backup carries the seals to another folder, and to another year.
    let backup = desk.path("backup.db");
    desk.ok(&["backup", backup.to_str().unwrap()]);
    let mut elsewhere = Desk::empty();
    elsewhere.today = "2014-06-30".into();
    elsewhere.ok(&["restore", backup.to_str().unwrap()]);
    assert_eq!(elsewhere.json(&["verify"])["ok"], true);
    assert_eq!(elsewhere.json(&["list", "seals"]), desk.json(&["list", "seals"]));
    for ((form, quarter), files) in &sealed {
        let first = ["--seal-version", "1"];
        assert!(printed(&elsewhere, form, quarter, &first).0 == *files, "{form} {quarter}");
    }
}

/// The fourth quarter is sent upward again, with the reason.
fn second_version(desk: &Desk, first: &BTreeMap<String, Vec<u8>>) {
    let again = ["seal", "quarterly-table", "--period", "2012Q4"];
    let said = desk.refused(&again);
    assert!(
        said.contains("2012年第四季度的创先争优情况季度统计表已经封存（第1版），封存第2版须写明原因"),
        "{said}"
    );
    let said = desk.refused(&["seal", "quarterly-table", "--period", "2012Q3", "--reason", "再封一次"]);
    assert!(said.contains("与现在的数据一致，没有再封存"), "{said}");
    let seal = desk.json(&[&again[..], &["--reason", "戴杰同志去世补登"]].concat());
    assert_eq!((&seal["version"], &seal["reason"]), (&2.into(), &"戴杰同志去世补登".into()));

    let (second, said) = printed(desk, "quarterly-table", "2012Q4", &[]);
    assert!(said.contains("已封存（第2版）"), "{said}");
    assert!(second["html"] != first["html"]);
    assert!(printed(desk, "quarterly-table", "2012Q4", &["--seal-version", "1"]).0 == *first);
    assert!(desk.ok(&["diff", "quarterly-table", "--period", "2012Q4"]).contains("与封存件一致（第2版）"));
    let old = desk.json(&["diff", "quarterly-table", "--period", "2012Q4", "--version", "1"]);
    assert_eq!(old["rows"].as_array().unwrap().len(), 24);
    let seals = desk.json(&["list", "seals"]);
    assert_eq!(seals.as_array().unwrap().len(), 9);
    let last = &seals[8];
    assert_eq!(
        (&last["period"], &last["version"], &last["as_of"]),
        (&"2012Q4".into(), &2.into(), &"2012-12-31".into())
    );
}
