//! A sitting of the clerk: the office that is open, the files handed in and handed out, the work that
//! is running. What the window and `xianfeng serve` share; both only carry calls to it.

mod files;
mod folder;
mod jobs;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::files::{FileHandle, FileId, Files, unguessable};
pub use self::folder::SittingFolder;
use self::jobs::Jobs;
use super::{contract::Contract, preferences};
use crate::{Error, ErrorCode, Office, Result, clock::Clock, progress::Silent, store::OperationId};

/// Where a shell keeps things, and how it starts itself.
#[derive(Debug, Clone)]
pub struct Places {
    /// The office's folder.
    pub office: PathBuf,
    /// Papers and workbooks are written into this folder, made when missing.
    pub out: PathBuf,
    /// The program to start for .xls ([`crate::import::xls::child_main`]).
    pub xls_reader: PathBuf,
}

/// A call as it crosses from a screen.
#[derive(Debug, Clone, Deserialize)]
pub struct Call {
    /// `members.list`.
    pub name: String,
    /// What the command takes.
    #[serde(default)]
    pub args: Value,
    /// A name that the screen chose, under which progress is asked and cancelling is said.
    #[serde(default)]
    pub job: Option<String>,
}

/// What a call is answered when nothing refused it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Answer {
    /// What the command answers.
    pub result: Value,
    /// The tables in which rows changed: screens that show them ask anew. `*` alone when another office
    /// was opened.
    pub moved: Vec<String>,
    /// The operation that was entered into the history, by name: what undo offers.
    pub operation: Option<String>,
}

/// The clerk's open office and what lies beside it. Commands work on this.
pub struct Sitting {
    office: std::result::Result<Office, Error>,
    /// Where things are.
    pub places: Places,
    /// Where today comes from.
    pub clock: Clock,
    /// Files that were handed in, and those that were written for the clerk.
    pub files: Files,
    /// The file that is being imported.
    pub(super) importing: Option<super::import::ReadFile>,
    /// Made when first needed, gone with the sitting.
    scratch: Option<SittingFolder>,
    /// The clerk's own office: what is open, unless the clerk looks at the sample.
    own: Own,
    /// How often another office came in place of the one before.
    turns: u64,
}

/// The clerk's own office, wherever the clerk looks just now.
#[derive(Debug, Clone)]
pub struct Own {
    /// Its folder.
    pub folder: PathBuf,
    /// Where its today comes from.
    pub clock: Clock,
}

/// What [`Answer::moved`] says when another office was opened.
const EVERYTHING: &str = "*";

impl Sitting {
    fn start(places: Places, clock: Clock, files: Files) -> Self {
        let own = Own { folder: places.office.clone(), clock };
        let office = Office::open(&places.office, clock);
        let mut sitting =
            Self { office, places, clock, files, importing: None, scratch: None, own, turns: 0 };
        sitting.introduce();
        sitting
    }

    /// The clerk's own office.
    pub fn own(&self) -> &Own {
        &self.own
    }

    /// 经办人, as the clerk's own desk knows the name.
    pub fn actor(&self) -> Option<String> {
        preferences::actor(&self.own.folder)
    }

    /// Tells the open office who works in it.
    pub fn introduce(&mut self) {
        let actor = self.actor();
        if let Ok(office) = &mut self.office {
            office.set_actor(actor.as_deref());
        }
    }

    /// The open office.
    ///
    /// # Errors
    /// Why there is none.
    pub fn office(&self) -> Result<&Office> {
        self.office.as_ref().map_err(Clone::clone)
    }

    /// The open office, to change it.
    ///
    /// # Errors
    /// Why there is none.
    pub fn office_mut(&mut self) -> Result<&mut Office> {
        self.office.as_mut().map_err(|error| error.clone())
    }

    /// A folder of this user alone for what a screen shows and nobody keeps: previews hold personal
    /// data. Only the newest `keep` files stay in it, the one about to be written counted.
    ///
    /// # Errors
    /// Storage errors.
    pub fn scratch(&mut self, keep: usize) -> Result<PathBuf> {
        let folder = match self.scratch.take() {
            Some(folder) => folder,
            None => SittingFolder::new()?,
        };
        let path = self.scratch.insert(folder).out();
        std::fs::create_dir_all(&path).map_err(|error| crate::files::io_error(&path, "建立", &error))?;
        let mut files: Vec<(std::time::SystemTime, PathBuf)> = std::fs::read_dir(&path)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .collect();
        files.sort();
        let surplus = (files.len() + 1).saturating_sub(keep);
        for (_, old) in files.into_iter().take(surplus) {
            let _ = std::fs::remove_file(old);
        }
        Ok(path)
    }

    /// Opens the office in `folder` in place of the one that is open. The one before is closed first,
    /// with its backup.
    ///
    /// # Errors
    /// As [`Office::open`]; then no office is open, and the reason is kept.
    pub fn open(&mut self, folder: &Path, clock: Clock) -> Result<()> {
        self.close();
        self.places.office = folder.to_owned();
        self.clock = clock;
        self.office = Office::open(folder, clock);
        self.introduce();
        self.office().map(drop)
    }

    /// Puts an office that was made or restored in place of the one that is open.
    pub fn put(&mut self, office: Office) {
        self.close();
        self.places.office = office.folder().to_owned();
        self.clock = office.clock();
        self.office = Ok(office);
        self.introduce();
    }

    /// Closes the office that is open. Everything stands in the file by then; gives why the backup at
    /// closing was not made, when it was not.
    pub fn close(&mut self) -> Option<Error> {
        self.scratch = None;
        self.importing = None;
        self.turns += 1;
        let closed = Err(Error::not_found("台账已经关闭").hint("请重新打开程序。"));
        let office = std::mem::replace(&mut self.office, closed).ok()?;
        office.close(&Silent).err()
    }

    fn newest(&self) -> Option<OperationId> {
        let office = self.office.as_ref().ok()?;
        crate::store::history::head(office.read()).ok().flatten().map(|(id, _)| id)
    }
}

/// What a shell holds for the whole of its life.
pub struct Session {
    contract: Contract,
    sitting: Mutex<Sitting>,
    files: Files,
    jobs: Jobs,
}

impl Session {
    /// Opens the office in `places.office`. Where there is none, or it cannot be opened, `office.status`
    /// tells why, and the screens help.
    pub fn start(places: Places, clock: Clock) -> Self {
        Self::with(Contract::whole(), places, clock)
    }

    /// As [`Session::start`], for a contract of the caller's: tests of a shell bring slow and faulty
    /// commands.
    pub fn with(contract: Contract, places: Places, clock: Clock) -> Self {
        let files = Files::default();
        let sitting = Sitting::start(places, clock, files.clone());
        Self { contract, sitting: Mutex::new(sitting), files, jobs: Jobs::default() }
    }

    /// Carries a call. Calls wait for each other; `job.progress` and `job.cancel` never wait. A panic
    /// inside becomes an error, and what the call had begun is taken back.
    ///
    /// # Errors
    /// What the command says; see [`Contract::run`].
    pub fn call(&self, call: Call) -> Result<Answer> {
        match call.name.as_str() {
            "job.progress" => return Ok(bare(self.jobs.progress(call.job.as_deref()))),
            "job.cancel" => {
                self.jobs.cancel(call.job.as_deref());
                return Ok(bare(Value::Null));
            }
            _ => {}
        }
        let job = self.jobs.begin(call.job);
        let mut sitting = self.sitting();
        let (before, turns) = (sitting.newest(), sitting.turns);
        let ran =
            catch_unwind(AssertUnwindSafe(|| self.contract.run(&mut sitting, &call.name, call.args, &*job)));
        let result = ran.unwrap_or_else(|_| Err(Error::internal(format!("panic in {}", call.name))))?;
        let after = sitting.newest();
        let (moved, operation) = match (sitting.office(), after) {
            _ if sitting.turns != turns => (vec![EVERYTHING.to_owned()], None),
            (Ok(office), Some(newest)) if before != after => office.moved_since(before, newest)?,
            _ => (Vec::new(), None),
        };
        Ok(Answer { result, moved, operation })
    }

    /// A file that the clerk chose or dropped: commands know it by the handle alone.
    ///
    /// # Errors
    /// Storage errors: the file is not there.
    pub fn hand_in(&self, path: &Path) -> Result<FileHandle> {
        self.files.add(path)
    }

    /// The path behind a handle.
    ///
    /// # Errors
    /// Not found for a handle of an earlier sitting.
    pub fn path(&self, file: &FileId) -> Result<PathBuf> {
        self.files.path(file)
    }

    /// Where things are.
    pub fn places(&self) -> Places {
        self.sitting().places.clone()
    }

    /// Writes papers into another folder from now on.
    pub fn write_into(&self, folder: &Path) {
        folder.clone_into(&mut self.sitting().places.out);
    }

    /// Whether a call is running: a window waits with closing.
    pub fn is_busy(&self) -> bool {
        matches!(self.sitting.try_lock(), Err(std::sync::TryLockError::WouldBlock))
    }

    /// Asks the long work that is running to stop: it takes back what it had begun.
    pub fn stop_work(&self) {
        self.jobs.cancel_all();
    }

    /// Closes the office, with its backup. Waits for the call that is running. Gives why the backup was
    /// not made, when it was not; the records are safe all the same.
    pub fn end(&self) -> Option<Error> {
        self.sitting().close()
    }

    // After a panic the office is as SQLite left it: the operation was rolled back.
    fn sitting(&self) -> MutexGuard<'_, Sitting> {
        self.sitting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn bare(result: Value) -> Answer {
    Answer { result, moved: Vec::new(), operation: None }
}

/// An answer or an error, as both shells write it.
pub fn envelope(answer: Result<Answer>) -> Value {
    let written = match answer {
        Ok(answer) => serde_json::to_value(answer).map(|answer| ("answer", answer)),
        Err(error) => serde_json::to_value(error).map(|error| ("error", error)),
    };
    match written {
        Ok((key, value)) => Value::Object([(key.to_owned(), value)].into_iter().collect()),
        Err(_) => {
            serde_json::json!({ "error": { "code": ErrorCode::Internal, "message": "出现内部错误，本次操作未保存", "hint": null, "details": [] } })
        }
    }
}
