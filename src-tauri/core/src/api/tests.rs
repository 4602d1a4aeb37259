//! A desk that speaks to the office as the screens do: by name, in JSON.

use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Answer, Call, FileHandle, Places, Session};
use crate::{Error, Result, clock::Clock};

/// A desk with a folder of its own; there is no office yet.
pub struct Desk {
    pub session: Session,
    pub folder: TempDir,
}

impl Desk {
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let session = start(&folder);
        Self { session, folder }
    }

    /// With an office of that name.
    pub fn open() -> Self {
        let desk = Self::empty();
        desk.ok("office.create", json!({ "name": "县司法局党组", "superior": "市司法局政治部" }));
        desk
    }

    /// The program is started again.
    pub fn restart(&mut self) {
        self.session.end();
        self.session = start(&self.folder);
    }

    pub fn office(&self) -> PathBuf {
        self.folder.path().join("台账")
    }

    pub fn answer(&self, name: &str, args: Value) -> Result<Answer> {
        self.session.call(Call { name: name.to_owned(), args, job: None })
    }

    pub fn ok(&self, name: &str, args: Value) -> Value {
        self.answer(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}")).result
    }

    pub fn refused(&self, name: &str, args: Value) -> Error {
        self.answer(name, args).err().unwrap_or_else(|| panic!("{name} was not refused"))
    }

    pub fn handed_in(&self, path: &std::path::Path) -> FileHandle {
        self.session.hand_in(path).unwrap()
    }
}

fn start(folder: &TempDir) -> Session {
    let places = Places {
        office: folder.path().join("台账"),
        out: folder.path().join("out"),
        xls_reader: "no such program".into(),
    };
    Session::start(places, Clock::at("2012-03-15".parse().unwrap()))
}
