//! Files made to hurt: each is refused with a sentence, within the program's own limits, and the
//! office is as it was.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

mod archives;
mod binary;
mod cells;
mod text;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use tempfile::TempDir;
use xianfeng_core::{
    Error, Office, Result,
    clock::Clock,
    import::{ImportOptions, Kind, Outcome, run, workbook::MAX_SECONDS},
    progress::Silent,
};

/// An office and a folder to put files into.
pub struct Desk {
    /// The folder.
    pub folder: TempDir,
    /// The office.
    pub office: Office,
}

impl Desk {
    /// An office with the organizations of the sample.
    pub fn ready() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let today = NaiveDate::from_ymd_opt(2012, 3, 20).unwrap();
        let office =
            Office::create(&folder.path().join("office"), "县司法局党组", None, Clock::at(today)).unwrap();
        let mut desk = Self { folder, office };
        let applied = desk.import(Kind::Organizations, &sample("党组织名册.xlsx")).unwrap().applied;
        assert!(applied);
        desk
    }

    /// Imports as a shell does.
    pub fn import(&mut self, what: Kind, path: &Path) -> Result<Outcome> {
        let options = ImportOptions {
            check: false,
            strict: false,
            mapping: None,
            preview: false,
            findings: None,
            as_of: None,
            xls_reader: PathBuf::from(env!("CARGO_BIN_EXE_xls_reader")),
        };
        run(&mut self.office, what, path, &options, &Silent)
    }

    /// A place for a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file of these bytes.
    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::File::create(&path)
            .and_then(|mut file| std::io::Write::write_all(&mut file, bytes))
            .unwrap();
        path
    }

    /// Imports a file that must be refused: in time, with a sentence and a hint, without a trace.
    pub fn refused(&mut self, path: &Path) -> Error {
        let history = self.office.history(None).unwrap().len();
        let started = std::time::Instant::now();
        let error = self.import(Kind::Members, path).expect_err("must be refused");
        // Twice the limit: the machine that runs the tests may be busy with others.
        assert!(started.elapsed().as_secs() < 2 * MAX_SECONDS, "{path:?} took {:?}", started.elapsed());
        assert!(error.hint.is_some(), "{path:?}: {error:?}");
        self.unchanged(history);
        error
    }

    fn unchanged(&self, history: usize) {
        let members: i64 =
            self.office.read().query_row("SELECT count(*) FROM member", [], |row| row.get(0)).unwrap();
        assert_eq!((members, self.office.history(None).unwrap().len()), (0, history));
    }
}

/// A workbook of the sample office.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/sample").join(name)
}

/// A file of `hostile/files`.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("hostile/files").join(name)).unwrap()
}

/// Repeatable numbers without a crate (xorshift).
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % limit as u64).unwrap()
    }
}
