//! An import as screens make it: look, check, page through, apply, take back.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::api::pledges::tests::Desk;

const HEADER: &[&str] = &["姓名", "身份证号", "学历", "所在党支部", "党员类别", "转正时间", "血型"];

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sample").join(name)
}

fn sheet(path: &Path, rows: &[Vec<String>]) {
    let mut workbook = Workbook::new();
    let page = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            page.write_string(row, column, text).unwrap();
        }
    }
    workbook.save(path).unwrap();
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// An ID number of a synthetic region, one for each number.
fn id_number(person: u32) -> String {
    let body = format!("990101{}{:03}", 19_500_101 + person / 500 * 10_000, person % 500 * 2 + 1);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    let check = "10X98765432".chars().nth(sum as usize % 11).unwrap();
    format!("{body}{check}")
}

fn member(person: u32, branch: &str) -> Vec<String> {
    words(&["党员甲", &id_number(person), "大专", branch, "正式党员", "1996-06-01", "O"])
}

impl Desk {
    fn hand_in(&self, path: &Path) -> Value {
        json!(self.session.hand_in(path).unwrap().id)
    }

    fn roster(&self, name: &str, rows: impl IntoIterator<Item = Vec<String>>) -> (PathBuf, Value) {
        let path = self.folder.path().join(name);
        let rows: Vec<Vec<String>> = std::iter::once(words(HEADER)).chain(rows).collect();
        sheet(&path, &rows);
        let file = self.hand_in(&path);
        (path, file)
    }
}

fn members(file: &Value) -> Value {
    json!({ "file": file, "kind": "members" })
}

#[test]
fn a_roster_with_errors_is_mended_applied_and_taken_back() {
    let desk = Desk::sample("2012-03-20");
    let (path, file) =
        desk.roster("新增.xlsx", [member(1, "机关党支部"), member(2, "机关支部"), member(3, "机关党支部")]);
    let looked = desk.ask("import.look", json!({ "file": file }));
    assert_eq!((&looked["kind"], &looked["guess"]), (&json!("members"), &json!("sure")));

    let checked = desk.ask("import.check", members(&file));
    assert_eq!(
        json!([checked["rows"], checked["created"], checked["errors"], checked["refused"]]),
        json!([3, 2, 1, true])
    );
    let problems =
        desk.ask("import.problems", json!({ "file": file, "level": "error", "from": 0, "count": 50 }));
    let problem = &problems["findings"][0];
    assert_eq!(
        json!([problems["total"], problem["row"], problem["letters"], problem["column"]]),
        json!([1, 3, "D", "所在党支部"])
    );
    let rows = desk.ask("import.rows", json!({ "file": file, "sheet": "Sheet1", "row": 3, "count": 2 }));
    assert_eq!(json!([rows["total"], rows["from"], rows["letters"][6]]), json!([4, 2, "G"]));
    assert_eq!(rows["rows"][0]["findings"][0]["letters"], "D");
    assert!(rows["rows"][0]["cells"][1].as_str().unwrap().contains("********"), "{rows}");
    let only = desk
        .ask("import.rows", json!({ "file": file, "sheet": "Sheet1", "only_problems": true, "count": 50 }));
    assert_eq!(json!([only["total"], only["rows"][0]["row"]]), json!([1, 3]));

    // With errors an import changes nothing, and says so.
    let sha = &checked["sha256"];
    let refused = desk.ask("import.apply", json!({ "import": members(&file), "sha256": sha }));
    assert_eq!(
        json!([refused["applied"], refused["refused"], refused["operation"]]),
        json!([false, true, null])
    );
    let written = desk.ask("import.findings", json!({ "file": file }));
    assert_eq!(written["name"], "新增-问题.xlsx");
    assert_eq!(desk.ask("import.findings", json!({ "file": file }))["name"], "新增-问题（2）.xlsx");

    // Mended under the same name: what was checked is no longer what lies there.
    sheet(
        &path,
        &[
            words(HEADER),
            member(1, "机关党支部"),
            member(2, "机关党支部"),
            member(3, "机关党支部"),
            words(&["合计", "3"]),
        ],
    );
    assert_eq!(
        desk.refused("import.problems", json!({ "file": file, "from": 0, "count": 1 })),
        "这个文件还没有检查，或检查以后改动过"
    );
    assert_eq!(
        desk.refused("import.apply", json!({ "import": members(&file), "sha256": sha })),
        "文件在检查以后改动过，没有导入"
    );
    let checked = desk.ask("import.check", members(&file));
    assert_eq!(json!([checked["created"], checked["errors"], checked["unchanged"]]), json!([3, 0, 0]));
    assert!(checked["notes"].to_string().contains("没有用到的列：血型"));
    let changes = desk.ask(
        "import.changes",
        json!({ "file": file, "kind": "新增", "search": "机关", "from": 1, "count": 1 }),
    );
    assert_eq!(
        json!([changes["total"], changes["changes"][0]["row"], changes["changes"][0]["about"]]),
        json!([3, 3, "机关党支部"])
    );
    assert_eq!(
        desk.ask("import.changes", json!({ "file": file, "kind": "更新", "from": 0, "count": 9 }))["total"],
        0
    );
    let applied = desk.ask("import.apply", json!({ "import": members(&file), "sha256": checked["sha256"] }));
    assert_eq!(applied["applied"], true);
    let operation = &applied["operation"];
    assert_eq!(desk.newest()["id"], *operation);
    let recent = desk.ask("import.recent", json!({}));
    assert_eq!(
        json!([recent[0]["name"], recent[0]["undoable"], recent.as_array().unwrap().len()]),
        json!(["导入党员花名册", true, 4])
    );

    assert_eq!(desk.ask("import.undo", json!({ "operation": operation }))["name"], "导入党员花名册");
    assert_eq!(desk.refused("import.undo", json!({ "operation": operation })), "这次导入已经撤销");
    desk.ask("import.leave", json!({}));
    assert_eq!(
        desk.refused("import.findings", json!({ "file": file })),
        "这个文件还没有检查，或检查以后改动过"
    );
}

#[test]
fn an_import_with_other_work_after_it_says_why_it_cannot_be_taken_back_alone() {
    let desk = Desk::sample("2012-03-20");
    let (_, file) = desk.roster("新增.xlsx", [member(1, "机关党支部")]);
    let checked = desk.ask("import.check", members(&file));
    let applied = desk.ask("import.apply", json!({ "import": members(&file), "sha256": checked["sha256"] }));
    let operation = &applied["operation"];
    desk.ask("pledges.publish", json!({ "ids": [1], "on": "2012-03-19" }));
    desk.ask("pledges.appraise", json!({ "ids": [1], "appraisal": "好" }));
    let error = desk.try_ask("import.undo", json!({ "operation": operation })).unwrap_err();
    assert_eq!(
        error.message,
        "这次导入之后又做了 2 项操作（最近一项是“登记评诺结果”），不能单独撤销这次导入"
    );
    assert!(error.hint.unwrap().contains("依次撤销"));
    desk.ask("history.undo", json!({}));
    desk.ask("history.undo", json!({}));
    desk.ask("import.undo", json!({ "operation": operation }));
    assert_eq!(desk.refused("import.undo", json!({ "operation": 99_999 })), "操作记录里没有这次导入");
    let publishing = 5;
    assert_eq!(desk.refused("import.undo", json!({ "operation": publishing + 1 })), "操作记录里没有这次导入");
}

#[test]
fn columns_are_named_on_the_screen_and_the_office_stays_as_it_was_without_them() {
    let desk = Desk::sample("2012-03-20");
    let path = desk.folder.path().join("怪表.xlsx");
    let rows =
        [words(&["同志", "组织", "身份", "编码"]), words(&["丁七", "机关党支部", "预备党员", &id_number(9)])];
    sheet(&path, &rows);
    let file = desk.hand_in(&path);
    assert_eq!(desk.ask("import.look", json!({ "file": file }))["kind"], Value::Null);
    assert_eq!(
        desk.refused("import.check", members(&file)),
        "没有在文件里认出党员花名册的表头（至少要有“姓名”）"
    );
    let columns =
        json!({ "同志": "姓名", "组织": "所在党支部", "身份": "党员类别", "编码": "公民身份证号码" });
    let mapping = json!({ "columns": columns });
    let looked = desk.ask("import.look", json!({ "file": file, "kind": "members", "mapping": mapping }));
    assert_eq!(looked["sheets"][0]["state"], "read");
    let mut asked = members(&file);
    asked["mapping"] = mapping;
    let checked = desk.ask("import.check", asked);
    assert_eq!(json!([checked["created"], checked["errors"]]), json!([1, 0]));
}

#[test]
fn nominations_belong_to_a_programme_and_a_file_is_needed() {
    let desk = Desk::sample("2012-03-20");
    let (_, file) = desk.roster("新增.xlsx", []);
    assert_eq!(
        desk.refused("import.check", json!({ "file": file, "kind": "nominations" })),
        "导入推荐对象要先选择表彰活动"
    );
    assert_eq!(desk.refused("import.look", json!({ "file": "00" })), "这个文件已经不在手边");
    assert_eq!(
        desk.refused("import.rows", json!({ "file": file, "sheet": "没有", "count": 1 })),
        "文件里没有工作表“没有”"
    );
}

#[test]
fn a_blank_table_is_handed_out() {
    let desk = Desk::empty("2012-03-20");
    for (kind, name) in [
        ("organizations", "党组织名册（空白表）.xlsx"),
        ("members", "党员花名册（空白表）.xlsx"),
        ("pledges", "公开承诺（空白表）.xlsx"),
        ("ballots", "群众评议票（空白表）.xlsx"),
        ("nominations", "推荐对象（空白表）.xlsx"),
    ] {
        let handle = desk.ask("import.template", json!({ "kind": kind }));
        assert_eq!(handle["name"], name);
        let looked = desk.ask("import.look", json!({ "file": handle["id"] }));
        assert_eq!(looked["kind"], kind);
    }
}

#[test]
fn ten_thousand_rows_are_paged_and_each_page_is_small() {
    let desk = Desk::sample("2012-03-20");
    let rows =
        (1..=10_000).map(|person| member(person, if person % 100 == 0 { "没有" } else { "机关党支部" }));
    let (_, file) = desk.roster("大表.xlsx", rows);
    let checked = desk.ask("import.check", members(&file));
    assert_eq!(json!([checked["rows"], checked["created"], checked["errors"]]), json!([10_000, 9_900, 100]));
    let started = std::time::Instant::now();
    let changes = desk.ask("import.changes", json!({ "file": file, "from": 9_000, "count": 10_000 }));
    assert_eq!(json!([changes["total"], changes["changes"].as_array().unwrap().len()]), json!([9_900, 500]));
    let problems = desk.ask("import.problems", json!({ "file": file, "from": 90, "count": 50 }));
    assert_eq!(json!([problems["total"], problems["findings"].as_array().unwrap().len()]), json!([100, 10]));
    let rows =
        desk.ask("import.rows", json!({ "file": file, "sheet": "Sheet1", "row": 5_001, "count": 100 }));
    assert_eq!(json!([rows["from"], rows["rows"][0]["row"]]), json!([5_000, 5_001]));
    assert!(started.elapsed().as_secs() < 5, "the file was not read again: {:?}", started.elapsed());
}

#[test]
fn stopping_an_import_changes_nothing() {
    struct Stop;
    impl crate::progress::Progress for Stop {
        fn at(&self, _: &str, _: u64, _: u64) {}
        fn cancelled(&self) -> bool {
            true
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let clock = crate::clock::Clock::at(crate::api::pledges::tests::day("2012-03-20"));
    let mut office =
        crate::Office::create(&folder.path().join("office"), "县司法局党组", None, clock).unwrap();
    let read =
        crate::import::workbook::read(&sample("党组织名册.xlsx"), Path::new(""), &crate::progress::Silent)
            .unwrap();
    let options = crate::import::ImportOptions::default();
    let error =
        crate::import::run_read(&mut office, crate::import::Kind::Organizations, &read, &options, &Stop);
    let error = error.unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (crate::ErrorCode::Cancelled, "已停止，未作任何改动"));
    assert!(crate::organizations::store::all(office.read()).unwrap().is_empty());
}
