//! Every workbook, opened by calamine and by LibreOffice.

use std::{collections::BTreeSet, process::Command};

use super::{desks, pages, papers};
use calamine::{Data, Reader, Xlsx, open_workbook};
use xianfeng_core::documents::{Block, Inline};

#[test]
fn every_workbook_holds_the_cells_of_its_paper() {
    for desk in desks() {
        let out = desk.path("out");
        desk.ok(&["export", "all", "--period", "2012", "--format", "xlsx", "--out", out.to_str().unwrap()]);
        for paper in papers(&desk).into_values().flatten() {
            let mut book: Xlsx<_> = open_workbook(out.join(format!("{}.xlsx", paper.name))).unwrap();
            let sheets = book.sheet_names();
            assert_eq!(sheets.len(), paper.sections.len(), "{}", paper.name);
            for (sheet, section) in sheets.iter().zip(&paper.sections) {
                let range = book.worksheet_range(sheet).unwrap();
                let texts: BTreeSet<String> = range
                    .cells()
                    .filter_map(|(_, _, cell)| match cell {
                        // A first line is indented with spaces.
                        Data::String(text) => Some(text.trim_start_matches('　').to_owned()),
                        _ => None,
                    })
                    .collect();
                let numbers = range
                    .cells()
                    .filter(|(_, _, cell)| matches!(cell, Data::Float(_) | Data::Int(_)))
                    .count();
                let mut figures = 0;
                for block in &section.blocks {
                    let Block::Grid(grid) = block else { continue };
                    for cell in grid.rows.iter().flat_map(|row| row.cells) {
                        match &cell.content {
                            Inline::Text(text) | Inline::Name(text) | Inline::Code(text)
                                if !text.is_empty() =>
                            {
                                assert!(
                                    texts.contains(text),
                                    "{} {sheet}: no cell says {text:?}",
                                    paper.name
                                );
                            }
                            Inline::Count(_) | Inline::Sum { .. } => figures += 1,
                            _ => {}
                        }
                    }
                }
                assert!(numbers >= figures, "{} {sheet}: {figures} figures, {numbers} numbers", paper.name);
            }
        }
    }
}

#[test]
fn every_workbook_prints_on_as_many_pages_as_its_pdf() {
    for desk in desks() {
        let out = desk.path("out");
        let report = desk.json(&[
            "export",
            "all",
            "--period",
            "2012",
            "--format",
            "pdf,xlsx",
            "--out",
            out.to_str().unwrap(),
        ]);
        let books: Vec<&str> = report["files"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|file| file.as_str())
            .filter(|file| file.ends_with(".xlsx"))
            .collect();
        let printed = desk.path("printed");
        let office = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", desk.path("soffice").display()))
            .args(["--headless", "--convert-to", "pdf", "--outdir"])
            .arg(&printed)
            .args(&books)
            .output()
            .unwrap();
        assert!(office.status.success(), "{}", String::from_utf8_lossy(&office.stderr));
        for paper in papers(&desk).into_values().flatten() {
            let ours = pages(&out.join(format!("{}.pdf", paper.name)));
            let theirs = pages(&printed.join(format!("{}.pdf", paper.name)));
            assert_eq!(theirs, ours, "{}: LibreOffice prints {theirs} pages, the PDF has {ours}", paper.name);
        }
    }
}
