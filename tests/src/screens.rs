//! The screens' side of the contract: calls as they cross from a screen, into the real session.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use xianfeng_core::{
    Error,
    api::{Call, FileId, Places, Session},
    clock::Clock,
};

use crate::{Desk, program};

/// A session on a desk's office, asked as a screen asks.
pub struct Screens {
    session: Session,
}

impl Screens {
    /// Opens the desk's office on the desk's day; papers go into the desk's folder `out`.
    pub fn on(desk: &Desk) -> Self {
        let day = desk.today.parse().unwrap_or_default();
        let places =
            Places { office: desk.path("office"), out: desk.path("out"), xls_reader: program("xianfeng") };
        Self { session: Session::start(places, Clock::at(day)) }
    }

    /// A call's result.
    ///
    /// # Errors
    /// What the command says.
    pub fn try_ask(&self, name: &str, args: Value) -> Result<Value, Error> {
        self.session.call(Call { name: name.into(), args, job: None }).map(|answer| answer.result)
    }

    /// A call that must be answered.
    #[allow(clippy::panic, reason = "a story that cannot go on must fail")]
    pub fn ask(&self, name: &str, args: &Value) -> Value {
        self.try_ask(name, args.clone())
            .unwrap_or_else(|error| panic!("{name} {args}: {error} {:?} {:?}", error.hint, error.cause))
    }

    /// A call that must be refused: message and hint in one line, as a screen shows them.
    #[allow(clippy::panic, reason = "a story that cannot go on must fail")]
    pub fn refused(&self, name: &str, args: &Value) -> String {
        match self.try_ask(name, args.clone()) {
            Ok(answer) => panic!("{name} {args} was not refused: {answer}"),
            Err(error) => {
                let hint = error.hint.unwrap_or_default();
                assert!(!hint.contains("xianfeng") && !hint.contains("--"), "a terminal's words: {hint}");
                format!("{}。{hint}{}", error.message, error.details.join("；"))
            }
        }
    }

    /// A leader comments on a branch, and tells it about its quarter.
    pub fn review_a_branch(&self) {
        let due = self.ask("reviews.due", &json!({ "kind": "讲评", "period": "2012Q1" }));
        let said = json!({
            "subject_kind": "党组织", "subject_id": due["rows"][0]["subject_id"],
            "reviewer": "周明", "post": "党组书记", "occasion": "组织生活会", "held_on": "2012-03-14",
            "achievements": "学习认真，窗口办件按期办结。", "problems": "一、下基层偏少。\n二、学习不够系统。",
            "direction": "每月走访一次，按季报告。",
            "points": "一季度学习四次，走访十二户。", "tasks": "六月底前完成走访。", "attendance": 14,
        });
        for kind in ["领导点评", "讲评"] {
            let mut form = said.clone();
            form["kind"] = json!(kind);
            self.ask("reviews.add", &form);
        }
    }

    /// The path behind a handle.
    #[allow(clippy::panic, reason = "a story that cannot go on must fail")]
    pub fn path(&self, handle: &Value) -> PathBuf {
        let id = handle["id"].as_str().unwrap_or_default().to_owned();
        self.session.path(&FileId(id)).unwrap_or_else(|error| panic!("{handle}: {error}"))
    }

    /// The text behind a handle.
    pub fn text(&self, handle: &Value) -> String {
        std::fs::read_to_string(self.path(handle)).unwrap_or_default()
    }

    /// A file that the clerk chose or dropped; gives its handle.
    #[allow(clippy::panic, reason = "a story that cannot go on must fail")]
    pub fn hand_in(&self, path: &Path) -> Value {
        match self.session.hand_in(path) {
            Ok(handle) => serde_json::to_value(handle).unwrap_or_default(),
            Err(error) => panic!("{}: {error}", path.display()),
        }
    }
}
