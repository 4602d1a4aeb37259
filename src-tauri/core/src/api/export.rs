//! `export FORM`: a form made from the records, written in the asked formats.

use std::{collections::BTreeMap, path::PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Error, ErrorCode, Office, Result,
    documents::{self, Document, Made, Profile},
    export::{self, FontBook, Format, Substitution, Unprintable},
    progress::Progress,
    statistics::{
        report::CheckFailure,
        seal::{Seal, period_text, store},
    },
    store::seals::broken,
};

use super::seal::{self, SealRow};

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
    /// What becomes of a form that is sealed for the period.
    pub sealed: SealUse,
}

/// What is printed of a form that is sealed (`decisions.md` 24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SealUse {
    /// The very files of the newest seal.
    #[default]
    Newest,
    /// Those of this version.
    Version(u32),
    /// A new paper, from the records as they are.
    Never,
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
    /// Seals whose files were written instead of new papers.
    pub sealed: Vec<SealRow>,
    /// Papers of `all` that have nothing to show, each with the reason: 党组评议表：….
    pub left_out: Vec<String>,
    /// 勾稽关系 of the printed tables that do not hold, each with both figures.
    pub failed_checks: Vec<CheckFailure>,
}

/// Writes the paper; of a sealed form the files of the seal. An export of the archive profile is a
/// note in the history.
///
/// # Errors
/// Refused when the form has nothing to show; not found for a seal that is not there; storage errors;
/// cancelled.
pub fn export(office: &mut Office, asked: &ExportRequest, progress: &dyn Progress) -> Result<ExportReport> {
    let seals = seals(office, asked)?;
    let Made { papers, left_out, failed_checks } = match asked.form.as_str() {
        "all" => {
            let except = seals.iter().map(|seal| seal.form.clone()).collect();
            let request = documents::Request { except, ..asked.request.clone() };
            documents::make_all(office.read(), &request, office.clock())?
        }
        _ if !seals.is_empty() => Made::default(),
        key => documents::make_checked(office.read(), key, &asked.request, office.clock())?,
    };
    // Noted first: whole ID numbers never lie in a folder without a line in the history.
    if asked.request.profile == Profile::Archive && !papers.is_empty() {
        office
            .note("导出归档版", &format!("{}，{} 个文件", asked.form, papers.len() * asked.formats.len()))?;
    }
    let mut report = write(&papers, asked, office, progress)?;
    for seal in seals {
        report.files.extend(write_seal(office, &seal, asked)?);
        report.sealed.push(seal::row(seal));
    }
    Ok(ExportReport { left_out, failed_checks, ..report })
}

/// The seals to print: of the whole office, and of the day that is asked where one is.
fn seals(office: &Office, asked: &ExportRequest) -> Result<Vec<Seal>> {
    let request = &asked.request;
    // Of all that may be asked, a form that can be sealed is narrowed by this alone.
    let whole = request.organization.is_none();
    let period = match (asked.sealed, &request.period) {
        (SealUse::Version(version), Some(period)) if whole && asked.form != "all" => {
            return Ok(vec![seal::sealed(office.read(), &asked.form, period, Some(version))?]);
        }
        (SealUse::Version(version), _) => {
            return Err(Error::refused(format!(
                "第{version}版封存件要写明是哪张表、哪个时段的，并且是全单位的"
            ))
            .hint("请写成 xianfeng export 表格 --period 2012Q1 --seal-version 1，不要加党组织。"));
        }
        (SealUse::Newest, Some(period)) if whole => period,
        _ => return Ok(Vec::new()),
    };
    let text = period_text(period);
    let mut newest = BTreeMap::new();
    for seal in store::all(office.read())? {
        if seal.period == text && (asked.form == "all" || asked.form == seal.form) {
            newest.insert(seal.form.clone(), seal);
        }
    }
    Ok(newest.into_values().filter(|seal| request.as_of.is_none_or(|day| day == seal.as_of)).collect())
}

fn write_seal(office: &Office, seal: &Seal, asked: &ExportRequest) -> Result<Vec<PathBuf>> {
    let label = format!("{} {} 第{}版", seal.form, seal.period, seal.version);
    if broken(office.read())?.contains(&label) {
        return Err(Error::new(ErrorCode::Damaged, format!("封存件“{label}”与封存时不一致，没有输出"))
            .hint("封存以后有人改动过数据文件。请用“恢复备份”（xianfeng restore）取回完好的封存件。"));
    }
    let files = store::files(office.read(), seal)?;
    let name = store::content(office.read(), seal)?.file;
    let mut written = Vec::with_capacity(asked.formats.len());
    for format in &asked.formats {
        let bytes = match format {
            Format::Pdf => &files.pdf,
            Format::Xlsx => &files.xlsx,
            Format::Html => &files.html,
        };
        let path = export::file_in(&asked.out, &name, *format)?;
        crate::files::write(&path, bytes)?;
        written.push(path);
    }
    Ok(written)
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
