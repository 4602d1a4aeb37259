//! The screens' side of the contract: calls as they cross from a screen, into the real session.

use std::path::{Path, PathBuf};

use serde_json::Value;
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
