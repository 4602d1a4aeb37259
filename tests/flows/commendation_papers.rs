//! The papers of a commendation of the sample office: asked for at the terminal, read as files.

use std::{path::Path, process::Command};

use xianfeng_tests::{COMMENDED, Desk};

const P: &str = "七一表彰";

fn words(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let text = match path.extension().and_then(|extension| extension.to_str()) {
        Some("pdf") => {
            let read = Command::new("pdftotext").arg("-layout").arg(path).arg("-").output().unwrap();
            String::from_utf8(read.stdout).unwrap()
        }
        Some("xlsx") => {
            use calamine::Reader;
            let mut book: calamine::Xlsx<_> =
                calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
            let cells = |(_, range): (String, calamine::Range<calamine::Data>)| {
                range.cells().map(|(_, _, cell)| cell.to_string()).collect::<Vec<_>>()
            };
            book.worksheets().into_iter().flat_map(cells).collect()
        }
        _ => {
            let html = String::from_utf8(bytes).unwrap();
            let body = html.split_once("<body>").unwrap().1;
            body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect()
        }
    };
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_paper_of_a_commendation_is_written_and_the_public_ones_hold_nothing_private() {
    let desk = Desk::with_commendation();
    let members = desk.json(&["list", "members", "--unmask"]);
    let secrets: Vec<String> = members
        .as_array()
        .unwrap()
        .iter()
        .filter(|member| COMMENDED.contains(&member["name"].as_str().unwrap()))
        .flat_map(|member| ["id_number", "phone", "birth_date"].map(|key| member[key].as_str()))
        .flatten()
        .map(str::to_owned)
        .collect();
    assert!(secrets.len() >= 6, "{secrets:?}");
    let out = desk.path("出表").to_string_lossy().into_owned();
    for (form, wanted) in [
        ("quota-table", "优秀共产党员总数不超过4名"),
        ("member-recommendation", "长期坚持入户走访"),
        ("organization-recommendation", "先进基层党组织推荐审批表"),
        ("nomination-summary", "本单位共有党员66名（正式64名、预备2名）"),
        ("publicity-notice", "公示期为2012年6月11日—6月15日。"),
        ("commendation-decision", "二〇一二年六月二十五日"),
        ("commendation-list", "（二〇一二年六月二十五日表彰）"),
    ] {
        let asked = ["export", form, "--programme", P, "--profile", "archive", "--date-style", "chinese"];
        let report = desk.json(&[&asked[..], &["--format", "pdf,xlsx,html", "--out", &out]].concat());
        let files = report["files"].as_array().unwrap();
        assert_eq!(files.len(), 3, "{form}");
        for file in files {
            let text = words(Path::new(file.as_str().unwrap()));
            assert!(text.contains(wanted), "{wanted} is not in {file}: {text}");
            if ["publicity-notice", "commendation-decision", "commendation-list"].contains(&form) {
                let found = secrets.iter().find(|secret| text.contains(secret.as_str()));
                assert_eq!(found, None, "{file}");
                let places =
                    COMMENDED.map(|name| text.rfind(name).unwrap_or_else(|| panic!("{name}: {text}")));
                assert!(places.is_sorted(), "by strokes in {file}");
            }
        }
    }
}

#[test]
fn one_kind_has_papers_of_its_own_and_an_unknown_programme_is_refused() {
    let desk = Desk::with_commendation();
    let out = desk.path("出表").to_string_lossy().into_owned();
    let kind = ["--kind", "优秀共产党员", "--out", &out, "--format", "pdf"];
    let report = desk.json(&[&["export", "commendation-list"][..], &kind].concat());
    let file = report["files"][0].as_str().unwrap();
    assert!(file.ends_with("2012年七一表彰名单-2012-06-25-优秀共产党员.pdf"), "{file}");
    let text = words(Path::new(file));
    assert!(text.contains("（3名）") && !text.contains("机关党支部"), "{text}");

    let said = desk.refused(&["export", "commendation-list", "--programme", "抗旱", "--out", &out]);
    assert!(said.contains("没有登记名为“抗旱”的表彰活动"), "{said}");
    let said = desk.refused(&["export", "commendation-list", "--kind", "劳动模范", "--out", &out]);
    assert!(said.contains("没有“劳动模范”这个类别"), "{said}");
    let early = Desk::with_sample();
    let said = early.refused(&["export", "publicity-notice", "--out", &out]);
    assert!(said.contains("还没有登记表彰活动") && said.contains("programme add"), "{said}");
}

#[test]
fn all_papers_leave_the_commendation_out_where_nobody_is_commended() {
    let desk = Desk::with_sample();
    let out = desk.path("出表").to_string_lossy().into_owned();
    let all = ["export", "all", "--period", "2012", "--format", "html", "--out", &out];
    let files = |desk: &Desk| {
        let report = desk.json(&all);
        assert!(!report["left_out"].to_string().contains("表彰"), "{report}");
        let names: Vec<String> = report["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file.as_str().unwrap().to_owned())
            .collect();
        names
    };
    assert!(!files(&desk).iter().any(|name| name.contains("表彰")));
    let desk = Desk::with_commendation();
    let report = desk.json(&["export", "all", "--period", "2012", "--format", "html", "--out", &out]);
    let names = report["files"].to_string();
    assert!(names.contains("表彰名单") && names.contains("名额分配表"), "{names}");
}
