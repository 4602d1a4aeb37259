//! `export FORM`: a form made from the records, written in the asked formats.

use std::{collections::BTreeMap, path::PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Error, ErrorCode, Office, Result,
    documents::{self, Document, Made, Profile},
    export::{self, FontBook, Format, Substitution, Unprintable},
    progress::Progress,
    statistics::{
        report::CheckFailure,
        seal::{Seal, period_text, store},
    },
    store::seals,
};

use super::seal::{self, SealRow};

/// Which paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PaperRequest {
    /// Key of a form, or `all`.
    pub form: String,
    /// What the form is to show.
    #[serde(default)]
    pub request: documents::Request,
    /// What becomes of a form that is sealed for the period.
    #[serde(default)]
    pub sealed: SealUse,
}

/// Which paper, how, and where to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct ExportRequest {
    /// Which paper.
    pub paper: PaperRequest,
    /// In these formats.
    pub formats: Vec<Format>,
    /// Into this folder, made when missing. The shell's to say, never a screen's.
    #[serde(skip)]
    pub out: PathBuf,
}

/// What is printed of a form that is sealed (`decisions.md` 24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
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
    /// What must be said of the papers.
    #[serde(flatten)]
    pub remarks: Remarks,
}

/// What must be said of papers that were written or are shown.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Remarks {
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
/// Refused when the form has nothing to show; not found for a seal that is not there; damaged, before
/// anything is written, for one that was tampered with; storage errors; cancelled.
pub fn export(office: &mut Office, asked: &ExportRequest, progress: &dyn Progress) -> Result<ExportReport> {
    let (Made { papers, left_out, failed_checks }, seals) = made(office, &asked.paper)?;
    // Noted first: whole ID numbers never lie in a folder without a line in the history.
    if asked.paper.request.profile == Profile::Archive && !papers.is_empty() {
        let files = papers.len() * asked.formats.len();
        office.note("导出归档版", &format!("{}，{files} 个文件", asked.paper.form))?;
    }
    let mut report = write(&papers, asked, office, progress)?;
    for seal in seals {
        report.files.extend(write_seal(office, &seal, asked)?);
        report.remarks.sealed.push(seal::row(seal));
    }
    report.remarks = Remarks { left_out, failed_checks, ..report.remarks };
    Ok(report)
}

/// The papers made from the records, and the seals that stand for others.
pub(super) fn made(office: &Office, asked: &PaperRequest) -> Result<(Made, Vec<Seal>)> {
    let seals = chosen(office, asked)?;
    check_whole(office, &seals)?;
    let made = match asked.form.as_str() {
        "all" => {
            let except = seals.iter().map(|seal| seal.form.clone()).collect();
            let request = documents::Request { except, ..asked.request.clone() };
            documents::make_all(office.read(), &request, office.clock())?
        }
        _ if !seals.is_empty() => Made::default(),
        key => documents::make_checked(office.read(), key, &asked.request, office.clock())?,
    };
    Ok((made, seals))
}

/// The seals to print: of the whole office, and of the day that is asked where one is.
pub(super) fn chosen(office: &Office, asked: &PaperRequest) -> Result<Vec<Seal>> {
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
            .hint("请选定表格和时段，不要选党组织。")
            .terminal("请写成 xianfeng export 表格 --period 2012Q1 --seal-version 1，不要加党组织。"));
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

/// No paper goes out under a seal that was tampered with.
pub(super) fn check_whole(office: &Office, seals: &[Seal]) -> Result<()> {
    if seals.is_empty() {
        return Ok(());
    }
    let broken = seals::broken(office.read())?;
    let labels = seals.iter().map(|seal| seals::label(&seal.form, &seal.period, seal.version.into()));
    let found: Vec<String> = labels.filter(|label| broken.contains(label)).collect();
    if found.is_empty() {
        return Ok(());
    }
    let named = seal::in_words(office.read(), &found.join("、"))?;
    Err(Error::new(ErrorCode::Damaged, format!("封存件{named}与封存时不符，没有输出"))
        .hint("封存以后有人改动过数据文件。请用“恢复备份”取回完好的封存件；要按现在的数据出表，请点“改看现在的数据”。")
        .terminal(
            "封存以后有人改动过数据文件。请用“恢复备份”（xianfeng restore 备份文件）取回完好的封存件；要按现在的数据出表，请加 --current。",
        ))
}

fn write_seal(office: &Office, seal: &Seal, asked: &ExportRequest) -> Result<Vec<PathBuf>> {
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
    let remarks = &mut report.remarks;
    for paper in papers {
        let printed =
            export::write_files(paper, &asked.formats, &fonts, office.clock().now(), progress, &asked.out)?;
        report.files.extend(printed.files);
        merge(&mut remarks.substituted_fonts, printed.substituted_fonts);
        merge(&mut remarks.unprintable, printed.unprintable);
    }
    Ok(report)
}

pub(super) fn merge<T: PartialEq>(into: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !into.contains(&one) {
            into.push(one);
        }
    }
}
