//! The JSON shapes that scripts rely on: held by a committed JSON Schema, and checked on real
//! answers. `make golden` writes the schema anew; the diff is read.

use xianfeng_tests::{Desk, sample, workspace};

#[test]
fn golden_schema_is_what_the_program_promises() {
    let path = workspace().join("tests/golden/schema.json");
    let now = format!("{}\n", serde_json::to_string_pretty(&xianfeng_core::api::schema()).unwrap());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        xianfeng_core::files::write(&path, now.as_bytes()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), now, "run `make golden` and read the diff");
}

#[test]
fn every_answer_fits_its_schema() {
    let desk = Desk::with_sample();
    let schema = xianfeng_core::api::schema();
    let out = desk.path("out");
    let roster = sample("党员花名册.xlsx");
    let answers: [(&str, Vec<&str>); 9] = [
        ("list organizations", vec!["list", "organizations"]),
        ("list members", vec!["list", "members"]),
        ("list pledges", vec!["list", "pledges"]),
        ("list meetings", vec!["list", "meetings"]),
        ("list schemes", vec!["list", "schemes"]),
        ("import", vec!["import", "members", roster.to_str().unwrap(), "--check"]),
        ("tally", vec!["tally", "--member", "莫强", "--period", "2012"]),
        ("verify", vec!["verify"]),
        ("export", vec!["export", "roster", "--period", "2012", "--out", out.to_str().unwrap()]),
    ];
    for (name, words) in answers {
        let answer = desk.json(&words);
        let validator = jsonschema::validator_for(&schema[name]).unwrap();
        let faults: Vec<String> = validator.iter_errors(&answer).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
}
