//! Every tally of the sample office, counted again straight from the raw workbook by other code:
//! no scheme, no store, no core; only cells and a calculator.

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use xianfeng_tests::{Desk, sample};

const GRADES: [&str; 4] = ["满意", "比较满意", "基本满意", "不满意"];
const SCORES: [u64; 4] = [100, 80, 60, 40];

#[derive(Default, Debug)]
struct Recount {
    papers: u64,
    blank: u64,
    // item -> [满意, 比较满意, 基本满意, 不满意, 弃权, 项无效]
    items: BTreeMap<String, [u64; 6]>,
}

fn words(row: &[Data]) -> Vec<String> {
    row.iter().map(|cell| cell.to_string().trim().to_owned()).collect()
}

fn sheet(name: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(sample("群众评议票.xlsx")).unwrap();
    workbook.worksheet_range(name).unwrap().rows().map(words).collect()
}

/// Counts a sheet of ballots by the subject that `subject_of` reads from a row.
fn recount(
    name: &str,
    first_item: usize,
    subject_of: impl Fn(&[String]) -> String,
) -> BTreeMap<String, Recount> {
    let rows = sheet(name);
    let (head, rows) = rows.split_first().unwrap();
    let mut counted: BTreeMap<String, Recount> = BTreeMap::new();
    for row in rows {
        let subject = counted.entry(subject_of(row)).or_default();
        subject.papers += 1;
        let marks = &row[first_item..head.len()];
        subject.blank += u64::from(marks.iter().all(String::is_empty));
        for (item, mark) in head[first_item..].iter().zip(marks) {
            let place = match GRADES.iter().position(|grade| grade == mark) {
                Some(place) => place,
                None if mark.is_empty() => 4,
                None if mark.contains('&') => 5,
                None => panic!("unknown mark {mark}"),
            };
            subject.items.entry(item.clone()).or_default()[place] += 1;
        }
    }
    counted
}

/// `part / whole` in percent, half up to two places, by integers only.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = (part * 20_000 + whole) / (2 * whole);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn same(report: &Value, recount: &Recount, subject: &str) {
    assert_eq!(report["valid"], recount.papers, "{subject}");
    assert_eq!(report["blank"], recount.blank, "{subject}");
    let items = report["items"].as_array().unwrap();
    assert_eq!(items.len(), recount.items.len(), "{subject}");
    for item in items {
        let name = item["name"].as_str().unwrap();
        let expected = &recount.items[name];
        for (grade, count) in GRADES.iter().zip(expected) {
            assert_eq!(item["counts"][grade], *count, "{subject} {name} {grade}");
        }
        assert_eq!(item["abstained"], expected[4], "{subject} {name}");
        assert_eq!(item["voided"], expected[5], "{subject} {name}");
        let satisfied = expected[0] + expected[1] + expected[2];
        assert_eq!(item["satisfied_rate"], percent(satisfied, recount.papers), "{subject} {name}");
        let marked: u64 = expected[..4].iter().sum();
        let points: u64 = expected.iter().zip(SCORES).map(|(count, score)| count * score).sum();
        let score = (points * 200 + marked) / (2 * marked);
        assert_eq!(item["score"], format!("{}.{:02}", score / 100, score % 100), "{subject} {name}");
    }
}

#[test]
fn every_tally_of_the_sample_equals_an_independent_recount() {
    let desk = Desk::with_sample();
    let meetings: BTreeMap<String, Vec<String>> =
        sheet("评议会").into_iter().skip(1).map(|row| (row[0].clone(), row)).collect();

    let organizations = recount("党组织评议票", 3, |row| meetings[&row[0]][5].clone());
    assert_eq!(organizations.len(), 6);
    for (name, expected) in &organizations {
        let report = desk.json(&["tally", "--organization", name, "--period", "2012"]);
        same(&report, expected, name);
        let meeting = meetings.values().find(|row| &row[5] == name).unwrap();
        for (key, place) in [("issued", 6), ("collected", 7), ("spoiled", 8)] {
            assert_eq!(report[key], meeting[place].parse::<u64>().unwrap(), "{name} {key}");
        }
    }

    let members = recount("党员评议票", 5, |row| format!("{}{}", row[3], row[4]));
    assert_eq!(members.len(), 65);
    let all = desk.json(&["tally", "--period", "2012"]);
    let reports = all.as_array().unwrap();
    assert_eq!(reports.len(), 71, "6 organizations and 65 members");
    for (key, expected) in &members {
        let name: String = key.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let report = reports.iter().find(|report| report["subject"]["name"] == name.as_str()).unwrap();
        same(report, expected, &name);
    }
}
