//! The official papers of the sample office, read back by other programs: as golden text, as PDF
//! through poppler and qpdf, as workbooks through calamine and LibreOffice.
//!
//! `make golden` writes the texts anew; the diff is read before it is committed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a story that cannot go on must fail")]

mod pdf;
mod tables;
mod text;
mod workbook;

use std::{collections::BTreeMap, path::Path, process::Command};

use chrono::NaiveDate;
use xianfeng_core::{
    Office,
    clock::{Clock, Period},
    commendations,
    documents::{self, Document, Parameter, Request},
};
use xianfeng_tests::{Desk, screens::Screens};

/// The sample office in March, after a leader has spoken, and in June with its commendation.
fn desks() -> [Desk; 2] {
    let spring = Desk::with_sample();
    Screens::on(&spring).review_a_branch();
    [spring, Desk::with_commendation()]
}

/// Every paper of the sample office for 2012, by form: those of a commendation where there is one, else
/// the others.
fn papers(desk: &Desk) -> BTreeMap<&'static str, Vec<Document>> {
    let day: NaiveDate = desk.today.parse().unwrap();
    let office = Office::open(&desk.path("office"), Clock::at(day)).unwrap();
    let request = Request { period: Some(Period::parse("2012").unwrap()), copies: 1, ..Request::default() };
    let commends = !commendations::store::programmes(office.read()).unwrap().is_empty();
    // The sample office held no 民主评议: that paper is refused.
    documents::forms()
        .iter()
        .filter(|form| form.takes.contains(&Parameter::Programme) == commends)
        .filter(|form| form.key != "review-result-table")
        .map(|form| (form.key, documents::make(office.read(), form.key, &request, office.clock()).unwrap()))
        .collect()
}

/// What another program says of a file.
fn told_by(program: &str, words: &[&str], file: &Path) -> String {
    let output = Command::new(program).args(words).arg(file).output().unwrap();
    assert!(
        output.status.success(),
        "{program} {words:?} {}: {}",
        file.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// What poppler reads out of a PDF.
fn read_by_poppler(pdf: &Path) -> String {
    // poppler writes to stdout only when the output is named `-`.
    let output = Command::new("pdftotext").arg("-raw").arg(pdf).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// How many pages poppler counts.
fn pages(pdf: &Path) -> usize {
    let told = told_by("pdfinfo", &[], pdf);
    let pages = told.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap();
    pages.trim().parse().unwrap()
}
