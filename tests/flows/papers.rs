//! 统计报表 as the screens ask for it: every paper shown and exported, figures traced to their rows.

use serde_json::{Value, json};
use xianfeng_tests::{Desk, screens::Screens};

fn keys(screens: &Screens) -> Vec<(String, Vec<String>)> {
    let forms = screens.ask("papers.forms", &json!({}));
    let words = |value: &Value| value.as_str().unwrap().to_owned();
    let takes = |form: &Value| form["takes"].as_array().unwrap().iter().map(words).collect();
    forms.as_array().unwrap().iter().map(|form| (words(&form["key"]), takes(form))).collect()
}

fn paper(form: &str) -> Value {
    json!({ "form": form, "request": { "period": "2012" } })
}

#[test]
fn every_paper_is_shown_as_the_pages_that_are_printed_in_faces_that_the_shell_serves() {
    let desk = Desk::with_commendation();
    let screens = Screens::on(&desk);
    screens.review_a_branch();
    let mut seen = 0;
    for (form, _) in keys(&screens) {
        // The sample office held no 民主评议; a quarterly table is made for a quarter.
        let asked = match form.as_str() {
            "review-result-table" => continue,
            "quarterly-table" => json!({ "form": form, "request": { "period": "2012Q1" } }),
            _ => paper(&form),
        };
        let shown = screens.ask("papers.preview", &asked);
        let export = json!({ "paper": asked, "formats": ["html", "pdf", "xlsx"] });
        let exported = screens.ask("papers.export", &export);
        let shown_at = screens.text(&shown["file"]);
        let files = exported["files"].as_array().unwrap().iter();
        let html = files.filter(|file| file["name"].as_str().unwrap().ends_with(".html"));
        let printed: Vec<String> = html.map(|file| screens.text(file)).collect();
        assert_eq!(shown["names"].as_array().unwrap().len(), printed.len(), "{form}");
        // The same marks at the same places: only the size of the page and the faces' files differ.
        let marks = |html: &str| {
            let body = html.split_once("<body>").unwrap().1;
            body.lines()
                .filter(|line| line.starts_with("<text") || line.starts_with("<line"))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let pages = shown["pages"].as_array().unwrap().len();
        let total = usize::try_from(shown["total"].as_u64().unwrap()).unwrap();
        assert_eq!(total.min(40), pages, "{form}");
        assert_eq!(shown_at.matches("<svg").count(), pages, "{form}");
        let wanted: Vec<String> = printed.iter().flat_map(|html| marks(html)).collect();
        let shown_marks = marks(&shown_at);
        assert!(wanted.starts_with(&shown_marks) && (total > 40 || wanted == shown_marks), "{form}");
        assert!(
            shown_at
                .contains("@font-face{font-family:'仿宋_GB2312';src:url('/fonts/FandolFang-Regular.otf')}")
        );
        assert!(!printed[0].contains("@font-face") && !shown_at.contains("<script"), "{form}");
        assert!(exported["files"].as_array().unwrap().iter().all(|file| file["size"].as_u64() > Some(1000)));
        assert!(!exported.to_string().contains(desk.path("out").to_str().unwrap()), "a screen sees no path");
        seen += 1;
    }
    assert_eq!(seen, 22);
}

#[test]
fn a_job_of_a_thousand_pages_is_counted_whole_and_shown_in_part() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let request = json!({ "copies": 1000, "numbered": true });
    let shown = screens.ask("papers.preview", &json!({ "form": "leading-group-sheet", "request": request }));
    assert_eq!(shown["total"], 1000);
    assert_eq!(shown["pages"].as_array().unwrap().len(), 40);
    assert_eq!(shown["pages"][0], json!({ "width": 210.0, "height": 297.0 }));
    assert_eq!(screens.text(&shown["file"]).matches("<svg").count(), 40);
}

#[test]
fn the_rows_behind_every_figure_add_up_to_it() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let mut checked = 0;
    for form in ["statistics-table", "quarterly-table", "member-structure", "pledge-table"] {
        let figures =
            screens.ask("papers.figures", &json!({ "form": form, "request": { "period": "2012Q1" } }));
        for row in
            figures["tables"].as_array().unwrap().iter().flat_map(|table| table["rows"].as_array().unwrap())
        {
            for cell in row["cells"].as_array().unwrap().iter().filter(|cell| !cell["indicator"].is_null()) {
                // Every tenth cell is enough for one test run.
                checked += 1;
                if checked % 10 != 0 {
                    continue;
                }
                let asked = json!({ "indicator": cell["indicator"], "span": cell["span"], "scope": row["scope"], "period": "2012Q1" });
                let behind = screens.ask("papers.rows", &asked);
                let amounts = |set: &Value| -> u64 {
                    set["records"].as_array().unwrap().iter().map(|row| row["amount"].as_u64().unwrap()).sum()
                };
                assert_eq!(behind["rows"]["sum"], amounts(&behind["rows"]), "{asked}");
                match (&behind["value"], behind["whole"].is_null()) {
                    (Value::Number(count), _) => {
                        assert_eq!(count.as_u64(), behind["rows"]["sum"].as_u64(), "{asked}");
                        assert_eq!(cell["printed"], count.to_string(), "{asked}");
                    }
                    (Value::String(printed), false) if printed != "—" => {
                        let (part, whole) = (amounts(&behind["rows"]), amounts(&behind["whole"]));
                        let percent = part as f64 * 100.0 / whole as f64;
                        assert!(
                            (printed.parse::<f64>().unwrap() - percent).abs() < 0.006,
                            "{asked}: {printed}"
                        );
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(checked > 800, "{checked}");
}

#[test]
fn a_sealed_table_shows_what_was_sealed_figures_rows_and_pages() {
    let mut desk = Desk::with_sample();
    desk.today = "2012-03-31".into();
    let screens = Screens::on(&desk);
    let asked = json!({ "form": "member-structure", "request": { "period": "2012Q1" } });
    let before = screens.ask("papers.figures", &asked);
    let page = screens.text(&screens.ask("papers.preview", &asked)["file"]);
    desk.ok(&["seal", "member-structure", "--period", "2012Q1"]);
    let after = screens.ask("papers.figures", &asked);
    assert_eq!(after["sealed"]["version"], 1);
    let printed = |figures: &Value| -> Vec<String> {
        let rows =
            figures["tables"].as_array().unwrap().iter().flat_map(|table| table["rows"].as_array().unwrap());
        rows.flat_map(|row| row["cells"].as_array().unwrap())
            .map(|cell| cell["printed"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(printed(&before), printed(&after));
    assert_eq!(before["tables"][0]["columns"], after["tables"][0]["columns"]);
    let sealed = screens.ask("papers.preview", &asked);
    assert_eq!(sealed["sealed"][0]["version"], 1);
    assert!(screens.text(&sealed["file"]) == page, "the kept pages in the faces of the shell");
    let row = after["tables"][0]["rows"].as_array().unwrap().len() - 1;
    let place = json!({ "form": "member-structure", "period": "2012Q1", "version": 1, "table": 0, "row": row, "column": 0 });
    let behind = screens.ask("papers.sealed_rows", &place);
    assert_eq!(behind["value"], 66);
    assert_eq!(behind["rows"]["count"], 66);
    assert_eq!(behind["name"], "党员数");
    let mut gone = place.clone();
    gone["version"] = json!(2);
    assert!(screens.refused("papers.sealed_rows", &gone).contains("第2版封存件"));
    gone = place;
    gone["column"] = json!(99);
    assert!(screens.refused("papers.sealed_rows", &gone).contains("封存件里没有这个数字"));
    let never = json!({ "form": "member-structure", "request": { "period": "2012Q1" }, "sealed": "never" });
    assert!(screens.ask("papers.figures", &never)["sealed"].is_null());
}

#[test]
fn what_was_exported_last_is_remembered_and_what_is_gone_is_said() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let export = |form: &str| {
        screens.ask("papers.export", &json!({ "paper": paper(form), "formats": ["pdf", "xlsx"] }))
    };
    assert_eq!(screens.ask("papers.recent", &json!({})), json!([]));
    let roster = export("roster");
    export("pledge-table");
    export("roster");
    let recent = screens.ask("papers.recent", &json!({}));
    let names: Vec<&str> =
        recent.as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "党员花名册（内部版）.pdf",
            "党员花名册（内部版）.xlsx",
            "承诺兑现情况统计表-2012.pdf",
            "承诺兑现情况统计表-2012.xlsx"
        ]
    );
    assert_eq!(recent[0]["paper"]["form"], "roster");
    std::fs::remove_file(screens.path(&roster["files"][0])).unwrap();
    // Also after a restart.
    let recent = Screens::on(&desk).ask("papers.recent", &json!({}));
    assert!(recent[0]["file"].is_null() && !recent[1]["file"].is_null(), "{recent}");
}

#[test]
fn whole_numbers_are_looked_at_and_exported_with_a_line_in_the_history() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    let roster = |profile: &str| json!({ "form": "roster", "request": { "profile": profile } });
    let shown = |profile: &str| screens.text(&screens.ask("papers.preview", &roster(profile))["file"]);
    let members = desk.json(&["list", "members", "--unmask"]);
    let secret = members[0]["id_number"].as_str().unwrap();
    assert!(!shown("internal").contains(secret) && !shown("public").contains(&secret[..6]));
    assert!(shown("archive").contains(secret));
    screens.ask("papers.export", &json!({ "paper": roster("archive"), "formats": ["pdf"] }));
    let history = screens.ask("history.list", &json!({ "limit": 2 }));
    let names: Vec<&str> =
        history["entries"].as_array().unwrap().iter().map(|line| line["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["导出归档版", "查看归档版"]);
}

#[test]
fn what_cannot_be_printed_is_refused_with_what_to_do() {
    let desk = Desk::with_sample();
    let screens = Screens::on(&desk);
    for (asked, said) in [
        (json!({ "form": "statistics-table", "request": {} }), "这张表要写明统计时段。请选定统计时段。"),
        (
            json!({ "form": "statistics-table", "request": { "period": "2011" } }),
            "2011年没有群众评议的记录。请先导入或录入评议票，或核对时段和所选党组织；收回多于发出的评议无效，不计。",
        ),
        (
            json!({ "form": "quota-table" }),
            "还没有登记表彰活动。请先在“评先表彰”里登记表彰活动，再出推荐和表彰的文表。",
        ),
        (
            json!({ "form": "member-structure", "request": { "period": "2012", "as_of": "2012-12-31" } }),
            "截止日期2012年12月31日晚于今天（2012年3月16日）。请核对截止日期。",
        ),
        (
            json!({ "form": "member-structure", "request": { "period": "2012Q1" }, "sealed": { "version": 3 } }),
            "党员基本情况统计表没有2012年第一季度的第3版封存件。请在封存件清单里核对表格、时段和版次。",
        ),
    ] {
        assert_eq!(screens.refused("papers.preview", &asked), said);
    }
    let said = screens.refused("papers.figures", &paper("roster"));
    assert_eq!(said, "“roster”不是统计表，没有可以展开的数字。请从统计表和自定表里选一张。");
    let said = screens.refused("papers.rows", &json!({ "indicator": "members.totals", "period": "2012" }));
    assert!(said.starts_with("没有名为“members.totals”的指标。是不是“members.total”"), "{said}");
}
