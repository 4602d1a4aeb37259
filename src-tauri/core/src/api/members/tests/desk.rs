//! An office of invented people behind a session.

use serde_json::{Value, json};

use crate::{
    Error, Office,
    api::{Call, Places, Session},
    clock::Clock,
    import::{self, ImportOptions, Kind},
    progress::Silent,
};

/// The office on a day.
pub struct Desk {
    session: Session,
    pub folder: tempfile::TempDir,
}

impl Desk {
    /// A new office with two branches under a committee, on 1 July 2012.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::at("2012-07-01".parse().unwrap());
        let office = Office::create(&folder.path().join("office"), "县司法局党组", None, clock).unwrap();
        office.close(&Silent).unwrap();
        let desk = Self::on(folder, clock);
        for (name, kind, parent) in [
            ("机关党委", "党委", Value::Null),
            ("第一党支部", "党支部", json!(1)),
            ("第二党支部", "党支部", json!(1)),
        ] {
            let facts = organization(name, kind, parent);
            desk.ask("organizations.add", json!({ "facts": facts }));
        }
        desk
    }

    /// The sample office, on the day after its 统计截止日期.
    pub fn sample() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::at("2012-03-16".parse().unwrap());
        let mut office = Office::create(&folder.path().join("office"), "县司法局党组", None, clock).unwrap();
        let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sample");
        for (kind, name) in [
            (Kind::Organizations, "党组织名册.xlsx"),
            (Kind::Members, "党员花名册.xlsx"),
            (Kind::Pledges, "公开承诺.xlsx"),
            (Kind::Ballots, "群众评议票.xlsx"),
        ] {
            let options = ImportOptions {
                check: false,
                strict: false,
                mapping: None,
                findings: None,
                preview: false,
                as_of: None,
                xls_reader: "/nowhere".into(),
            };
            let done = import::run(&mut office, kind, &samples.join(name), &options, &Silent);
            assert!(done.unwrap().applied, "{name}");
        }
        office.close(&Silent).unwrap();
        Self::on(folder, clock)
    }

    fn on(folder: tempfile::TempDir, clock: Clock) -> Self {
        let places = Places {
            office: folder.path().join("office"),
            out: folder.path().join("out"),
            xls_reader: "/nowhere".into(),
        };
        Self { session: Session::start(places, clock), folder }
    }

    pub fn try_ask(&self, name: &str, args: Value) -> Result<Value, Error> {
        self.session.call(Call { name: name.to_owned(), args, job: None }).map(|answer| answer.result)
    }

    pub fn ask(&self, name: &str, args: Value) -> Value {
        self.try_ask(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// The sentence of a refusal; every one has a hint unless nothing can be done.
    pub fn refused(&self, name: &str, args: Value) -> String {
        self.try_ask(name, args).expect_err(name).message
    }

    /// Saves a form that nothing stands against; gives the row's id.
    pub fn save(&self, name: &str, args: Value) -> i64 {
        let saved = self.ask(name, args);
        assert_eq!(saved["remarks"], json!([]), "{name}");
        saved["id"].as_i64().unwrap()
    }

    /// `field: message` of a form that is not saved.
    pub fn remarks(&self, name: &str, args: Value) -> Vec<String> {
        let saved = self.ask(name, args);
        assert_eq!(saved["id"], Value::Null, "{saved}");
        let remarks = saved["remarks"].as_array().unwrap();
        remarks
            .iter()
            .map(|remark| format!("{} {}", words(&remark["field"]), words(&remark["message"])))
            .collect()
    }

    /// A member of 第一党支部 by 期初登记; gives the row's id.
    pub fn member(&self, name: &str, standing: &str, number: Option<&str>) -> i64 {
        let (joined, full) = match standing {
            "正式党员" => ("2005-07-01", Some("2006-07-01")),
            _ => ("2011-06-20", None),
        };
        let mut facts = person(name);
        facts["joined_on"] = json!(joined);
        facts["full_on"] = json!(full);
        facts["id_number"] = json!(number);
        let mut event = event("期初登记", "2012-01-01");
        event["organization"] = json!(2);
        event["standing"] = json!(standing);
        event["category"] = json!("在职");
        self.save("members.add", json!({ "facts": facts, "event": event }))
    }
}

pub fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[allow(clippy::needless_pass_by_value, reason = "json! gives a value")]
pub fn organization(name: &str, kind: &str, parent: Value) -> Value {
    json!({
        "name": name, "kind": kind, "parent": parent, "domain": null, "code": null, "secretary": null,
        "phone": null, "founded_on": null, "note": null,
    })
}

pub fn person(name: &str) -> Value {
    json!({
        "name": name, "sex": null, "ethnicity": null, "birth_date": null, "id_number": null, "education": null,
        "joined_on": null, "full_on": null, "worked_on": null, "native_place": null, "job": null, "phone": null,
        "address": null, "note": null,
    })
}

pub fn event(kind: &str, on: &str) -> Value {
    json!({
        "kind": kind, "happened_on": on, "organization": null, "standing": null, "category": null, "post": null,
        "note": null,
    })
}
