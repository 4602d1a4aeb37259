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
    // Not assert_eq: both are thousands of lines.
    assert!(std::fs::read_to_string(&path).unwrap() == now, "run `make golden` and read the diff");
}

#[test]
fn every_answer_fits_its_schema() {
    let desk = Desk::with_sample();
    let schema = xianfeng_core::api::schema();
    let out = desk.path("out");
    let roster = sample("党员花名册.xlsx");
    let layout = workspace().join("assets/layouts/pledge-table.toml");
    let own = desk.path("own.toml");
    let text = std::fs::read_to_string(&layout).unwrap().replace("\"pledge-table\"", "\"own-table\"");
    let text = text.replacen("name = \"", "name = \"县", 1);
    xianfeng_core::files::write(&own, text.as_bytes()).unwrap();
    let answers = [
        ("seal", vec!["seal", "quarterly-table", "--period", "2012Q1"]),
        ("diff", vec!["diff", "quarterly-table", "--period", "2012Q1"]),
        ("list seals", vec!["list", "seals"]),
        ("list organizations", vec!["list", "organizations"]),
        ("list members", vec!["list", "members"]),
        ("list pledges", vec!["list", "pledges"]),
        ("list meetings", vec!["list", "meetings"]),
        ("list schemes", vec!["list", "schemes"]),
        ("list reviews", vec!["list", "reviews"]),
        ("import", vec!["import", "members", roster.to_str().unwrap(), "--check"]),
        ("tally", vec!["tally", "--member", "莫强", "--period", "2012"]),
        ("tally", vec!["tally", "--organization", "机关党支部", "--period", "2099"]),
        ("tally of several", vec!["tally", "--members-of", "机关党支部", "--period", "2012"]),
        ("indicators", vec!["indicators", "--period", "2012"]),
        (
            "indicators",
            vec!["indicators", "members.total", "evaluations.members.score", "--period", "2012", "--rows"],
        ),
        ("layouts check", vec!["layouts", "check", own.to_str().unwrap()]),
        ("layouts add", vec!["layouts", "add", own.to_str().unwrap()]),
        ("layouts list", vec!["layouts", "list"]),
        ("history", vec!["history"]),
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

#[test]
fn every_answer_about_a_commendation_fits_its_schema() {
    let desk = Desk::with_sample();
    let schema = xianfeng_core::api::schema();
    let (of, who) = (["--programme", "七一表彰"], ["--member", "莫强", "--on", "2012-03-15"]);
    let kind = ["--kind", "优秀共产党员"];
    for (name, words) in [
        ("programme", vec!["programme", "add", "--year", "2012", "--name", of[1], "--level", "县级"]),
        ("programme", [&["programme", "quota", of[1], "--most", "4"][..], &kind].concat()),
        ("nominate", [&["nominate"][..], &of, &kind, &who].concat()),
        ("advance", [&["advance", "--to", "考核"][..], &of, &who].concat()),
        ("list programmes", vec!["list", "programmes"]),
        ("list nominations", [&["list", "nominations"][..], &of].concat()),
        ("list honours", vec!["list", "honours"]),
    ] {
        let answer = desk.json(&words);
        let validator = jsonschema::validator_for(&schema[name]).unwrap();
        let faults: Vec<String> = validator.iter_errors(&answer).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{words:?}: {faults:?}");
    }
}

/// Scripts rely on the names: an empty value is null, it is never left out.
#[test]
fn every_field_is_required() {
    fn walk(place: &str, schema: &serde_json::Value) {
        if let Some(fields) = schema["properties"].as_object() {
            let required = schema["required"].as_array().map_or(0, Vec::len);
            assert_eq!(fields.len(), required, "{place}: {schema:#}");
        }
        for (name, below) in schema.as_object().into_iter().flatten() {
            walk(name, below);
        }
    }
    walk("schema", &xianfeng_core::api::schema());
}

#[test]
fn a_refusal_fits_its_schema() {
    let desk = Desk::with_sample();
    let schema = xianfeng_core::api::schema();
    let validator = jsonschema::validator_for(&schema["error"]).unwrap();
    for words in [["tally", "--period", "x", "--json"], ["undo", "--nothing", "--json", "--json"]] {
        let output = desk.run(&words);
        let answer = xianfeng_tests::parse(&String::from_utf8_lossy(&output.stdout));
        assert!(validator.is_valid(&answer), "{words:?}: {answer}");
    }
}
