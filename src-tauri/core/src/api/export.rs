//! `export FORM`: a form made from the records, written in the asked formats.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Office, Result,
    documents::{self, Document, Made, Profile},
    export::{self, FontBook, Format, Substitution, Unprintable},
    progress::Progress,
    statistics::report::CheckFailure,
};

/// Which paper, how, and where to.
#[derive(Debug, Clone)]
pub struct ExportRequest {
    /// Key of a form, or `all`.
    pub form: String,
    /// What the form is to show.
    pub request: documents::Request,
    /// In these formats.
    pub formats: Vec<Format>,
    /// Into this folder, made when missing.
    pub out: PathBuf,
}

/// What an export wrote, and what the paper lacks.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct ExportReport {
    /// Every file written.
    pub files: Vec<PathBuf>,
    /// Official faces that were not there, and what stands in for them.
    pub substituted_fonts: Vec<Substitution>,
    /// Names with characters that no font has; a 〓 marks the place.
    pub unprintable: Vec<Unprintable>,
    /// Papers of `all` that have nothing to show, each with the reason: 党组评议表：….
    pub left_out: Vec<String>,
    /// 勾稽关系 of the printed tables that do not hold, each with both figures.
    pub failed_checks: Vec<CheckFailure>,
}

/// Writes the paper. An export of the archive profile is a note in the history.
///
/// # Errors
/// Refused when the form has nothing to show; storage errors; cancelled.
pub fn export(office: &mut Office, asked: &ExportRequest, progress: &dyn Progress) -> Result<ExportReport> {
    let Made { papers, left_out, failed_checks } = match asked.form.as_str() {
        "all" => documents::make_all(office.read(), &asked.request, office.clock())?,
        key => documents::make_checked(office.read(), key, &asked.request, office.clock())?,
    };
    // Noted first: whole ID numbers never lie in a folder without a line in the history.
    if asked.request.profile == Profile::Archive {
        office
            .note("导出归档版", &format!("{}，{} 个文件", asked.form, papers.len() * asked.formats.len()))?;
    }
    Ok(ExportReport { left_out, failed_checks, ..write(&papers, asked, office, progress)? })
}

fn write(
    papers: &[Document],
    asked: &ExportRequest,
    office: &Office,
    progress: &dyn Progress,
) -> Result<ExportReport> {
    let fonts = FontBook::open(&export::fonts_folder()?)?;
    let mut report = ExportReport::default();
    for paper in papers {
        let printed =
            export::write_files(paper, &asked.formats, &fonts, office.clock().now(), progress, &asked.out)?;
        report.files.extend(printed.files);
        merge(&mut report.substituted_fonts, printed.substituted_fonts);
        merge(&mut report.unprintable, printed.unprintable);
    }
    Ok(report)
}

fn merge<T: PartialEq>(into: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !into.contains(&one) {
            into.push(one);
        }
    }
}
