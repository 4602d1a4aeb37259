//! A layout file, right and wrong: every sentence a clerk can meet.

use proptest::prelude::*;

use super::*;
use crate::{ErrorCode, Office, clock::Clock, statistics::layout::relation::Relation};

const SMALL: &str = r#"key = "members-by-branch"
version = 1
name = "各支部党员数"
about = "各支部的党员数。"
title = "{单位}党员数"
checks = ["members.total = members.full + members.probationary + members.standing_unknown"]
[[table]]
label = "党支部"
columns = [
    { head = "党员数", indicator = "members.total" },
    { head = "其中", columns = [{ head = "正式", indicator = "members.full" }, { head = "预备" }] },
]
[[table.section]]
rows = "党支部"
total = "合计"
"#;

/// What is wrong when `right` stands as `wrong`.
fn wrong(right: &str, wrong: &str) -> Vec<String> {
    assert!(SMALL.contains(right), "{right}");
    let (_, findings) = examine(&SMALL.replacen(right, wrong, 1));
    findings.iter().map(ToString::to_string).collect()
}

#[test]
fn every_ready_made_layout_is_in_order() {
    for (key, text) in ready_made() {
        let (layout, findings) = examine(text);
        assert_eq!(findings, [], "{key}");
        let layout = layout.unwrap();
        assert_eq!(layout.key, *key);
        assert_eq!(Layout::parse(&layout.to_toml().unwrap()).unwrap(), layout, "{key}");
    }
}

#[test]
fn a_small_layout_is_read_with_its_defaults() {
    let layout = Layout::parse(SMALL).unwrap();
    assert_eq!((layout.paper, layout.orientation), (PaperSize::A4, Orientation::Landscape));
    assert_eq!((layout.decimals, layout.signatures, layout.per_branch), (2, true, false));
    let table = &layout.tables[0];
    assert!(table.numbered);
    assert_eq!((table.leaves().len(), table.levels()), (3, 2));
}

#[test]
fn a_mistyped_key_names_line_key_and_the_nearest() {
    assert_eq!(
        wrong("title =", "titel ="),
        [
            "第1行 title：缺少这个键",
            "第5行 titel：没有这个键，是不是“title”；这里可以写 key、version、name、about、title、annex、paper、\
             orientation、date、decimals、per-branch、signatures、foot、checks、needs、item-summary、notes、table",
        ]
    );
    assert_eq!(
        wrong("{ head = \"预备\" }", "{ haed = \"预备\" }"),
        [
            "第11行 table[1].columns[2].columns[2].haed：没有这个键，是不是“head”；这里可以写 head、columns、\
             indicator、by-hand、span、width、decimals",
            "第11行 table[1].columns[2].columns[2].head：缺少这个键",
        ]
    );
}

#[test]
fn a_wrong_word_number_or_kind_says_what_may_stand_there() {
    assert_eq!(
        wrong("\"党支部\"\ntotal", "\"党支步\"\ntotal"),
        [
            "第14行 table[1].section[1].rows：不认识“党支步”，是不是“党支部”；可以写 党组织、党支部、领域、党员、\
          评议内容、固定行"
        ]
    );
    assert_eq!(wrong("version = 1", "version = 0"), ["第2行 version：要写 1 到 9999 的整数"]);
    assert_eq!(wrong("version = 1", "version = \"1\""), ["第2行 version：要写成1 到 9999 的整数，不带引号"]);
    assert_eq!(wrong("name = \"各支部党员数\"", "name = \" \""), ["第3行 name：不能是空的"]);
    assert_eq!(
        wrong("checks = [", "notes = \"注\"\nchecks = ["),
        ["第6行 notes：要写成方括号里几段带引号的文字"]
    );
    assert_eq!(
        wrong("indicator = \"members.total\"", "width = 2"),
        ["第10行 table[1].columns[1].width：要写 5 到 200 的整数"]
    );
}

#[test]
fn unreadable_toml_is_told_by_its_line() {
    for (right, bad, told) in [
        (
            "name = \"各支部党员数\"",
            "name = \"各支部党员数",
            "第3行：文字的引号没有成对，请用英文双引号括起来",
        ),
        ("version = 1", "version 1", "第2行：键后面缺少等号和内容"),
        ("version = 1", "version = 1\nversion = 2", "第3行：同一个键写了两遍"),
    ] {
        let found = wrong(right, bad);
        assert!(found.iter().any(|finding| finding == told), "{found:?}");
    }
    // Chinese punctuation in place of English.
    assert!(
        wrong("version = 1", "version ＝ 1")[0].starts_with("第2行："),
        "{:?}",
        wrong("version = 1", "version ＝ 1")
    );
}

#[test]
fn an_unknown_indicator_names_the_nearest() {
    assert_eq!(
        wrong("indicator = \"members.full\"", "indicator = \"members.fuul\""),
        [
            "第11行 table[1].columns[2].columns[1].indicator：没有名为“members.fuul”的指标，是不是“members.full”"
        ]
    );
}

#[test]
fn a_bad_relation_is_refused() {
    let relation = "members.total = members.full + members.probationary + members.standing_unknown";
    for (text, told) in [
        ("members.total members.full", "两个指标之间缺少 + 或 -；写成 甲 = 乙 + 丙 - 丁"),
        ("members.total", "要有且只有一个等号；写成 甲 = 乙 + 丙 - 丁"),
        ("members.total = members.full +", "两个符号之间缺少指标；写成 甲 = 乙 + 丙 - 丁"),
    ] {
        assert_eq!(wrong(relation, text), [format!("第6行 checks[1]：勾稽关系“{text}”{told}")]);
    }
    assert_eq!(
        wrong(relation, "members.total = members.full + *.total"),
        [
            "第6行 checks[1]：“*.total”里有 *，但不是每组行都用 subject 写明了 * 代表什么（organizations 或 members）"
        ]
    );
}

#[test]
fn signs_inside_brackets_belong_to_the_key() {
    let relation = Relation::parse("a.joined[1949-10-01..1978-12-31] ＋ b － c = d").unwrap();
    let left: Vec<(&str, bool)> = relation.left.iter().map(|term| (term.key.as_str(), term.minus)).collect();
    assert_eq!(left, [("a.joined[1949-10-01..1978-12-31]", false), ("b", false), ("c", true)]);
    assert_eq!(relation.right.len(), 1);
}

#[test]
fn columns_rows_and_words_that_contradict_themselves_are_found_all_at_once() {
    let text = SMALL
        .replace("key = \"members-by-branch\"", "key = \"Members\"")
        .replace("{单位}党员数", "{单位}{月}党员数")
        .replace("{ head = \"党员数\", indicator", "{ head = \"党员数\", by-hand = true, indicator")
        .replace("head = \"其中\",", "head = \"其中\", width = 20,")
        .replace("rows = \"党支部\"", "rows = \"固定行\"");
    let found: Vec<String> = examine(&text).1.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "第1行 key：“Members”不能作代号；代号只用小写字母、数字和连字符",
            "第5行 title：不认识“{月}”；可以写 {单位}、{年}、{季}、{时段}",
            "第10行 table[1].columns[1].indicator：“党员数”既写了指标又写了 by-hand，只能留一样",
            "第11行 table[1].columns[2].width：“其中”下面还有栏目，这个键只能写在最下一层",
            "第13行 table[1].section[1].lines：rows 是“固定行”时，要用 lines 写出各行",
        ]
    );
    assert_eq!(
        wrong("rows = \"党支部\"", "rows = \"党支部\"\nlines = [{ name = \"本季\" }]"),
        ["第15行 table[1].section[1].lines：只有 rows 是“固定行”时才能写 lines"]
    );
    assert_eq!(
        wrong(
            "rows = \"党支部\"\ntotal = \"合计\"\n",
            "rows = \"党支部\"\n[[table.section]]\nrows = \"领域\"\n"
        ),
        [
            "第13行 table[1].section[1].name：一张表有几组行时，每组都要有名称（name）",
            "第15行 table[1].section[2].name：一张表有几组行时，每组都要有名称（name）",
        ]
    );
    let deep = "{ head = \"一\", columns = [{ head = \"二\", columns = [{ head = \"三\", columns = [{ head = \"四\", \
                columns = [{ head = \"五\" }] }] }] }] }";
    assert_eq!(
        wrong("{ head = \"党员数\", indicator = \"members.total\" }", deep),
        ["第10行 table[1].columns[1].columns[1].columns[1].columns[1].columns[1]：表头最多4层"]
    );
    let two = SMALL.replace("[[table]]", "[[table]]\nsheet = \"甲/乙\"");
    assert_eq!(
        examine(&two).1[0].to_string(),
        "第8行 table[1].sheet：工作表名最多 31 个字，不能有 [ ] : * ? / \\"
    );
}

fn office() -> (tempfile::TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2012, 3, 16).unwrap();
    let office = Office::create(&folder.path().join("office"), "县司法局党组", None, Clock::at(day)).unwrap();
    (folder, office)
}

#[test]
fn an_office_keeps_its_own_layouts_and_takes_them_back() {
    let (_folder, mut office) = office();
    let (layout, new) = office.change("加入报表格式", |change| store::put(change, SMALL)).unwrap();
    assert!(new && layout.key == "members-by-branch");
    let newer = SMALL.replace("version = 1", "version = 2");
    let (_, new) = office.change("更新报表格式", |change| store::put(change, &newer)).unwrap();
    assert!(!new);
    let keys = |office: &Office| -> Vec<(String, u32)> {
        store::all(office.read()).unwrap().into_iter().map(|one| (one.key, one.version)).skip(5).collect()
    };
    assert_eq!(keys(&office), [("members-by-branch".to_owned(), 2)]);
    assert_eq!(store::own(office.read()).unwrap()[0].text, newer);
    office.undo().unwrap();
    assert_eq!(keys(&office), [("members-by-branch".to_owned(), 1)]);
    office.change("删除报表格式", |change| store::remove(change, "members-by-branch")).unwrap();
    assert!(store::find(office.read(), "members-by-branch").unwrap().is_none());
    office.undo().unwrap();
    assert_eq!(store::find(office.read(), "members-by-branch").unwrap().unwrap(), layout);
}

#[test]
fn a_ready_made_key_is_not_taken_and_not_removed() {
    let (_folder, mut office) = office();
    let text = SMALL.replace("members-by-branch", "statistics-table");
    let error = office.change("加入报表格式", |change| store::put(change, &text)).unwrap_err();
    assert_eq!(error.message, "“statistics-table”是现成报表的代号，没有加入");
    assert!(error.hint.unwrap().contains("请换一个代号"));
    let error =
        office.change("删除报表格式", |change| store::remove(change, "statistics-table")).unwrap_err();
    assert_eq!(error.message, "“statistics-table”是现成报表，不能删除");
    let error = office.change("删除报表格式", |change| store::remove(change, "nothing")).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::NotFound, "没有代号为“nothing”的报表"));
    let error = office.change("加入报表格式", |change| store::put(change, "key = 1")).unwrap_err();
    assert_eq!(error.code, ErrorCode::Findings);
    assert_eq!(error.message, "报表格式有6处要改，没有采用");
    assert!(error.details[0].starts_with("第1行 about：缺少这个键"), "{:?}", error.details);
    assert!(store::own(office.read()).unwrap().is_empty());
}

/// The README of the layouts speaks of every key.
#[test]
fn every_key_is_documented() {
    let readme = include_str!("../../../../../assets/layouts/README.md");
    let known = schema::LAYOUT.iter().chain([&schema::TABLES]).chain(&schema::TABLE).chain(&schema::SECTION);
    for entry in known.chain(&schema::LINE).chain(&schema::COLUMN) {
        assert!(readme.contains(&format!("`{}`", entry.key)), "{}", entry.key);
    }
}

fn word() -> impl Strategy<Value = String> {
    // Quotes, backslashes, line ends and braces that are none: what TOML must bring back as it was.
    proptest::collection::vec(
        proptest::sample::select(vec!["党", "员", "a", "\"", "\\", "\n", "'", "#", "，"]),
        1..6,
    )
    .prop_map(|parts| format!("字{}", parts.concat()))
}

fn column(depth: u32) -> BoxedStrategy<Column> {
    let leaf = (
        word(),
        proptest::option::of(proptest::sample::select(vec!["members.total", "members.full"])),
        proptest::option::of(5_u16..=200),
        proptest::option::of(0_u32..=4),
        any::<bool>(),
        proptest::option::of(proptest::sample::select(vec![Span::Period, Span::Year])),
    )
        .prop_map(|(head, indicator, width, decimals, by_hand, span)| Column {
            head,
            columns: Vec::new(),
            by_hand: by_hand && indicator.is_none(),
            indicator: indicator.map(str::to_owned),
            span,
            width,
            decimals,
        });
    if depth == 0 {
        return leaf.boxed();
    }
    let group = (word(), proptest::collection::vec(column(depth - 1), 1..3)).prop_map(|(head, columns)| {
        Column { head, columns, indicator: None, by_hand: false, span: None, width: None, decimals: None }
    });
    prop_oneof![3 => leaf, 1 => group].boxed()
}

fn section() -> impl Strategy<Value = Section> {
    let rows = proptest::sample::select(vec![
        RowSource::Organizations,
        RowSource::Branches,
        RowSource::Domains,
        RowSource::Members,
        RowSource::Lines,
    ]);
    let line = (word(), proptest::sample::select(vec![Span::Period, Span::Year]))
        .prop_map(|(name, span)| Line { name, span });
    (rows, word(), proptest::option::of(word()), proptest::collection::vec(line, 1..3)).prop_map(
        |(rows, name, total, lines)| Section {
            number: None,
            name: Some(name),
            rows,
            subject: Some("members".to_owned()),
            scheme: None,
            lines: if rows == RowSource::Lines { lines } else { Vec::new() },
            total,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_layout_round_trips(
        words in proptest::collection::vec(word(), 4),
        annex in proptest::option::of(word()),
        flags in proptest::collection::vec(any::<bool>(), 5),
        notes in proptest::collection::vec(word(), 0..3),
        tables in proptest::collection::vec(
            (proptest::collection::vec(column(3), 1..4), proptest::collection::vec(section(), 1..3), word()), 1..3),
    ) {
        let layout = Layout {
            key: "own-table".to_owned(),
            version: 3,
            name: words[0].clone(),
            about: words[1].clone(),
            title: format!("{{单位}}{}", words[2]),
            annex,
            paper: if flags[0] { PaperSize::A3 } else { PaperSize::A4 },
            orientation: if flags[1] { Orientation::Portrait } else { Orientation::Landscape },
            date: if flags[2] { HeadDate::Period } else { HeadDate::AsOf },
            decimals: 1,
            per_branch: flags[3],
            signatures: flags[4],
            foot: vec!["监票人".to_owned()],
            checks: vec!["members.total = members.full + members.probationary".to_owned()],
            needs: vec!["members.total".to_owned()],
            item_summary: flags[0],
            notes,
            tables: tables.into_iter().enumerate().map(|(index, (columns, sections, label))| Table {
                heading: Some(words[3].clone()),
                sheet: Some(format!("表{index}")),
                lead: None,
                label,
                label_width: Some(40),
                numbered: index == 0,
                sections,
                columns,
            }).collect(),
        };
        let text = layout.to_toml().unwrap();
        prop_assert_eq!(Layout::parse(&text).map_err(|error| error.details), Ok(layout));
    }
}

#[test]
fn the_example_of_the_readme_is_in_order() {
    let readme = include_str!("../../../../../assets/layouts/README.md");
    let example = readme.split("```toml").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(examine(example).1, []);
}
