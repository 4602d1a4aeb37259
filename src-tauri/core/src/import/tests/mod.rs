//! Imports as the office meets them: small workbooks, one for each layout and each sentence.

mod ballots;
mod files;
mod layouts;
mod looking;
mod members;
mod newer_rosters;
mod nominations;
mod organizations;
mod pledges;
mod previews;
mod samples;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use super::{Finding, ImportOptions, Kind, Level, Outcome, run};
use crate::{Office, Result, clock::Clock, progress::Silent};

pub fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sample").join(name)
}

/// An office on 20 March 2012, with files beside it.
pub struct Desk {
    pub folder: TempDir,
    pub office: Office,
}

impl Desk {
    pub fn empty() -> Self {
        Self::on("2012-03-20")
    }

    pub fn on(today: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office =
            Office::create(&folder.path().join("office"), "县司法局党组", None, Clock::at(day(today)))
                .unwrap();
        Self { folder, office }
    }

    /// With the organizations of the sample.
    pub fn with_branches() -> Self {
        let mut desk = Self::empty();
        assert!(desk.import(Kind::Organizations, &sample("党组织名册.xlsx")).applied);
        desk
    }

    /// With the organizations and the members of the sample.
    pub fn with_members() -> Self {
        let mut desk = Self::with_branches();
        assert!(desk.import(Kind::Members, &sample("党员花名册.xlsx")).applied);
        desk
    }

    pub fn options(&self) -> ImportOptions {
        ImportOptions { xls_reader: PathBuf::from("/nonexistent"), ..ImportOptions::default() }
    }

    pub fn try_import(&mut self, what: Kind, path: &Path) -> Result<Outcome> {
        let options = self.options();
        run(&mut self.office, what, path, &options, &Silent)
    }

    pub fn import(&mut self, what: Kind, path: &Path) -> Outcome {
        self.try_import(what, path).unwrap()
    }

    pub fn import_with(&mut self, what: Kind, path: &Path, options: &ImportOptions) -> Outcome {
        run(&mut self.office, what, path, options, &Silent).unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A workbook of one sheet, all cells text.
    pub fn sheet(&self, rows: &[&[&str]]) -> PathBuf {
        self.book(&[("Sheet1", rows)])
    }

    pub fn book(&self, sheets: &[(&str, &[&[&str]])]) -> PathBuf {
        let mut workbook = Workbook::new();
        for (name, rows) in sheets {
            let page = workbook.add_worksheet().set_name(*name).unwrap();
            for (row, cells) in (0..).zip(*rows) {
                for (column, text) in (0..).zip(*cells) {
                    if !text.is_empty() {
                        page.write_string(row, column, *text).unwrap();
                    }
                }
            }
        }
        self.save(&mut workbook)
    }

    pub fn save(&self, workbook: &mut Workbook) -> PathBuf {
        let path = self.path("表.xlsx");
        workbook.save(&path).unwrap();
        path
    }

    pub fn count(&self, table: &str) -> i64 {
        self.office.read().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    pub fn operations(&self) -> usize {
        self.office.history(None).unwrap().len()
    }
}

/// The one finding of a column; panics when there is none or more.
pub fn only<'o>(outcome: &'o Outcome, column: &str) -> &'o Finding {
    let found: Vec<&Finding> =
        outcome.findings.iter().filter(|finding| finding.column.as_deref() == Some(column)).collect();
    assert_eq!(found.len(), 1, "{:#?}", outcome.findings);
    found[0]
}

pub fn errors(outcome: &Outcome) -> Vec<&str> {
    let errors = outcome.findings.iter().filter(|finding| finding.level == Level::Error);
    errors.map(|finding| finding.message.as_str()).collect()
}

pub fn warnings(outcome: &Outcome) -> Vec<&str> {
    let warnings = outcome.findings.iter().filter(|finding| finding.level == Level::Warning);
    warnings.map(|finding| finding.message.as_str()).collect()
}
