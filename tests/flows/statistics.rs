//! Statistical tables as a clerk prints them: before the books, without records, of a branch.

use xianfeng_tests::{Desk, sample};

/// `decisions.md` 14: what the books do not know, a paper does not print either.
#[test]
fn a_table_of_a_quarter_before_the_books_prints_no_members_of_a_later_day() {
    let desk = Desk::with_sample();
    let out = desk.path("out");
    let words = ["export", "member-structure", "--period", "2011Q4", "--format", "html", "--out"];
    let said = desk.refused(&[&words[..], &[out.to_str().unwrap()]].concat());
    assert!(said.contains("党员名册从2012年3月15日起登记，2011年第四季度的情况没有记录"), "{said}");
}

/// The one file of an ending in the desk's folder `out`, as text.
fn paper(desk: &Desk, ending: &str) -> String {
    let mut files = std::fs::read_dir(desk.path("out")).unwrap().map(|entry| entry.unwrap().path());
    let file = files.find(|file| file.extension().is_some_and(|own| own == ending)).unwrap();
    std::fs::read_to_string(file).unwrap()
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
