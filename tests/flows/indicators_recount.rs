//! Every indicator of the sample office, counted again from the raw workbooks by other code: no
//! core, no store, no program; only cells and a calculator. Written from `domain.md` §3 and the
//! settled readings, before its writer had read how the program counts.

mod count;
mod papers;
mod tables;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;
use xianfeng_tests::Desk;

use count::{Cut, Figures};
use papers::Office;

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// A period as the terminal takes it, its days, and the 截止日期.
struct Ask {
    period: &'static str,
    from: &'static str,
    to: &'static str,
    as_of: &'static str,
}

const ASKS: [Ask; 5] = [
    Ask { period: "2012Q1", from: "2012-01-01", to: "2012-03-31", as_of: "2012-03-15" },
    Ask { period: "2012Q1", from: "2012-01-01", to: "2012-03-31", as_of: "2012-03-16" },
    Ask { period: "2012", from: "2012-01-01", to: "2012-12-31", as_of: "2012-03-16" },
    // Nothing was evaluated in March; the year to date has it all.
    Ask { period: "2012-03", from: "2012-03-01", to: "2012-03-31", as_of: "2012-03-16" },
    // Before the books open: members are 无数据, pledges and ballots are known all the same.
    Ask { period: "2012-02", from: "2012-02-01", to: "2012-02-29", as_of: "2012-02-29" },
];

impl Ask {
    fn cut(&self, branch: Option<&str>) -> Cut {
        let branch = branch.map(str::to_owned);
        Cut { branch, as_of: day(self.as_of), from: day(self.from), to: day(self.to) }
    }
}

/// What `xianfeng indicators` prints: key to figure and figure of the year to date.
fn program(desk: &Desk, ask: &Ask, branch: Option<&str>) -> BTreeMap<String, (Value, Value)> {
    let mut words = vec!["indicators", "--period", ask.period, "--as-of", ask.as_of];
    words.extend(branch.iter().flat_map(|branch| ["--organization", branch]));
    let answer = desk.json(&words);
    let listed = answer.as_array().unwrap().iter();
    listed
        .map(|one| {
            let key = one["key"].as_str().unwrap().to_owned();
            (key, (one["value"].clone(), one["year_to_date"].clone()))
        })
        .collect()
}

/// The same figure, whether it is printed as a number or as words.
fn same(printed: &Value, expected: Option<&String>) -> bool {
    match (printed, expected) {
        (Value::Null, None) => true,
        (Value::Number(number), Some(expected)) => &number.to_string() == expected,
        (Value::String(words), Some(expected)) => words == expected,
        _ => false,
    }
}

fn compare(
    place: &str,
    figures: &Figures,
    to_date: &Figures,
    program: &BTreeMap<String, (Value, Value)>,
) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, figure) in figures {
        let Some((value, year_to_date)) = program.get(key) else {
            faults.push(format!("{place} {key}: counted, and not known to the program"));
            continue;
        };
        for (name, printed, figure) in [("", value, figure), (" (year to date)", year_to_date, &to_date[key])]
        {
            if !same(printed, figure.printed().as_ref()) {
                faults.push(format!("{place} {key}{name}: expected {figure:?}, the program says {printed}"));
            }
        }
    }
    let unknown = program.keys().filter(|key| !figures.contains_key(*key));
    faults.extend(unknown.map(|key| format!("{place} {key}: in the program, and not counted here")));
    faults
}

fn places(office: &Office) -> Vec<Option<&str>> {
    // The 党组 is the office itself: --organization with its name is everything below it.
    let branches = office.organizations.iter().filter(|one| one.kind != "党组");
    std::iter::once(None).chain(branches.map(|one| Some(one.name.as_str()))).collect()
}

#[test]
fn every_indicator_of_the_sample_equals_an_independent_count() {
    let (desk, office) = (Desk::with_sample(), papers::read());
    let mut faults = Vec::new();
    for ask in &ASKS {
        for branch in places(&office) {
            let cut = ask.cut(branch);
            let to_date = Cut { from: day("2012-01-01"), ..cut.clone() };
            let place = format!("{} {} {}", ask.period, ask.as_of, branch.unwrap_or("office"));
            faults.extend(compare(
                &place,
                &count::count(&office, &cut),
                &count::count(&office, &to_date),
                &program(&desk, ask, branch),
            ));
        }
    }
    assert!(faults.is_empty(), "{} disagreements:\n{}", faults.len(), faults.join("\n"));
}

/// What the name list, the roster and the minutes say in plain words.
#[test]
fn the_independent_count_gives_the_figures_that_everybody_knows() {
    let office = papers::read();
    let figures = count::count(&office, &ASKS[0].cut(None));
    let printed = |key: &str| figures[key].printed();
    for (key, figure) in [
        ("members.total", "66"),
        ("members.full", "64"),
        ("members.probationary", "2"),
        ("members.serving", "45"),
        ("members.retired", "21"),
        ("organizations.total", "5"),
        ("organizations.leading_group", "1"),
        ("pledges.items", "110"),
        ("evaluations.meetings", "6"),
        ("evaluations.organizations.issued", "153"),
        ("evaluations.organizations.collected", "149"),
        ("evaluations.organizations.spoiled", "1"),
        ("evaluations.organizations.valid", "148"),
        ("evaluations.organizations.coverage", "100.00"),
        ("evaluations.members.done", "65"),
        ("evaluations.members.coverage", "98.48"),
        ("evaluations.members.sheets[发出]", "112"),
    ] {
        assert_eq!(printed(key).as_deref(), Some(figure), "{key}");
    }
}

/// The parts that must make up a whole, in the count itself: a slip here would accuse the program.
#[test]
fn the_independent_count_adds_up() {
    let office = papers::read();
    let sum = |figures: &Figures, keys: &dyn Fn(&str) -> bool| -> u64 {
        let counted = figures.iter().filter(|(key, _)| keys(key));
        counted.map(|(_, figure)| figure.printed().unwrap().parse::<u64>().unwrap()).sum()
    };
    for branch in places(&office) {
        let figures = count::count(&office, &ASKS[0].cut(branch));
        let total = sum(&figures, &|key| key == "members.total");
        for family in ["age[", "education[", "joined[", "party_age"] {
            let parts = |key: &str| {
                let key = key.strip_prefix("members.").unwrap_or_default();
                let unknown = family.trim_end_matches('[').to_owned() + "_unknown";
                key.starts_with(family) || key == unknown
            };
            assert_eq!(sum(&figures, &parts), total, "{branch:?} {family}");
        }
    }
    let whole = count::count(&office, &ASKS[0].cut(None));
    for key in ["members.total", "members.age[61..]", "pledges.member_due", "evaluations.members.satisfied"] {
        let branches = places(&office).into_iter().filter(Option::is_some);
        let parts =
            branches.map(|branch| sum(&count::count(&office, &ASKS[0].cut(branch)), &|one| one == key));
        assert_eq!(parts.sum::<u64>(), sum(&whole, &|one| one == key), "{key}");
    }
}

/// 40岁以上 has the forty-year-olds in it: a cut that no official table has.
#[test]
fn a_cut_of_the_offices_own_is_counted_with_both_ends() {
    let (desk, office) = (Desk::with_sample(), papers::read());
    let on = day("2012-03-16");
    for (band, span) in [("40..", (40, 999)), ("41..", (41, 999)), ("..39", (0, 39)), ("40..40", (40, 40))] {
        let people = office.people.iter().filter(|person| {
            let years = count::years(person.born, on);
            span.0 <= years && years <= span.1
        });
        let expected = people.count();
        assert!(expected > 0, "the sample has somebody in {band}");
        let key = format!("members.age[{band}]");
        let answer = desk.json(&["indicators", &key, "--period", "2012Q1"]);
        assert_eq!(answer[0]["value"], expected, "{key}");
    }
    let joined = "members.joined[2000-01-01..2005-12-28]";
    let expected = office
        .people
        .iter()
        .filter(|person| (day("2000-01-01")..=day("2005-12-28")).contains(&person.joined));
    let answer = desk.json(&["indicators", joined, "--period", "2012Q1"]);
    assert_eq!(answer[0]["value"], expected.count(), "both days included");
    let college = desk.json(&["indicators", "members.party_age[3..]", "--period", "2012Q1"]);
    let expected =
        office.people.iter().filter(|one| one.full.is_some_and(|full| count::years(full, on) >= 3));
    assert_eq!(college[0]["value"], expected.count());
}
