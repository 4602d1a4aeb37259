//! `papers.preview`: a paper as it would be printed, for the screen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Result,
    api::{
        LayoutSource, PaperRequest, Remarks,
        export::{made, merge},
        seal,
        session::{FileHandle, Sitting, unguessable},
    },
    documents::{self, Made, Parameter, Profile},
    export::{self, FontBook, PageSize, Preview},
    progress::Progress,
    statistics::{
        layout::Layout,
        seal::{Seal, store},
    },
};

/// Pages that are shown of a long paper. The rest is counted, and printed.
const SHOWN: usize = 40;
/// Previews that are kept at a time: a screen may go back to the one before.
const KEPT: usize = 6;

/// A paper on the screen.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Previewed {
    /// The pages: HTML without a script, as wide as the frame that shows it.
    pub file: FileHandle,
    /// The pages that are shown, from the first.
    pub pages: Vec<PageSize>,
    /// Space under each page, in percent of the frame's width.
    pub gap: f32,
    /// Pages on paper, all copies counted; more than are shown where the paper is long.
    pub total: usize,
    /// Names of the papers, one after another: the files that an export would write.
    pub names: Vec<String>,
    /// What must be said of the papers.
    #[serde(flatten)]
    pub remarks: Remarks,
}

/// Shows a paper; of a sealed form the files of the seal. A look at whole ID numbers is a note in the
/// history (`decisions.md` 16).
///
/// # Errors
/// As `papers.export`.
pub fn preview(sitting: &mut Sitting, asked: &PaperRequest, progress: &dyn Progress) -> Result<Previewed> {
    let office = sitting.office_mut()?;
    let (made, seals) = made(office, asked)?;
    let whole = asked.request.profile == Profile::Archive
        && documents::takes(&asked.form).contains(&Parameter::Profile);
    if whole && !made.papers.is_empty() {
        office.note("查看归档版", &asked.form)?;
    }
    show(sitting, made, seals, progress)
}

/// A layout that the clerk is writing, and what it is to show.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct TrialAsked {
    /// The layout.
    pub layout: LayoutSource,
    /// 统计时段 and what else a table takes.
    pub request: documents::Request,
}

/// Shows a layout filled with the records before it is added.
///
/// # Errors
/// Findings; as `papers.preview`.
pub fn trial(sitting: &mut Sitting, asked: &TrialAsked, progress: &dyn Progress) -> Result<Previewed> {
    let layout = Layout::parse(&asked.layout.text(sitting)?)?;
    let office = sitting.office()?;
    let made = documents::make_of_layout(office.read(), &layout, &asked.request, office.clock())?;
    show(sitting, made, Vec::new(), progress)
}

fn show(sitting: &mut Sitting, made: Made, seals: Vec<Seal>, progress: &dyn Progress) -> Result<Previewed> {
    let fonts = FontBook::open(&export::fonts_folder()?)?;
    let Made { papers, left_out, failed_checks } = made;
    let mut preview = Preview::new(&fonts, SHOWN);
    let mut remarks = Remarks { left_out, failed_checks, ..Remarks::default() };
    let mut names = Vec::new();
    for paper in &papers {
        let printed = preview.add(paper, progress)?;
        merge(&mut remarks.substituted_fonts, printed.substituted_fonts);
        merge(&mut remarks.unprintable, printed.unprintable);
        names.push(paper.name.clone());
    }
    for sealed in seals {
        let connection = sitting.office()?.read();
        preview.add_kept(&store::files(connection, &sealed)?.html)?;
        names.push(store::content(connection, &sealed)?.file);
        remarks.sealed.push(seal::row(sealed));
    }
    let (pages, total) = (preview.pages(), preview.total());
    let html = preview.html(names.first().map_or("预览", String::as_str));
    let place = sitting.scratch(KEPT)?.join(format!("{}.html", unguessable()?));
    crate::files::write(&place, html.as_bytes())?;
    Ok(Previewed { file: sitting.files.add(&place)?, pages, gap: export::PREVIEW_GAP, total, names, remarks })
}
