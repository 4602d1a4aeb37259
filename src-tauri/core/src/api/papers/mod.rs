//! 统计报表: every paper the office can print, looked at, exported, and traced to the rows behind its
//! figures. Every room of the screens prints through these commands.
//!
//! Looking: `preview.rs`; figures as data: `figures.rs`; what was exported last: `recent.rs`.

mod figures;
mod preview;
mod recent;

use std::collections::HashMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

pub use self::{
    figures::{Figures, RowSet, RowsAsked, RowsBehind, SealedFigureAsked, ShownCell, ShownRow, ShownTable},
    preview::{Previewed, TrialAsked},
    recent::RecentExport,
};
use super::{
    ExportRequest, Remarks,
    contract::{Contract, Nothing},
    export::export,
    lists::{SchemeRow, schemes},
    session::{FileHandle, Sitting},
};
use crate::{
    Office, Result,
    commendations::{self, ProgrammeId},
    documents::{self, Group, Parameter},
    evaluations::scheme::SubjectKind,
    members::{self, Member, MemberId, pinyin},
    organizations::{self, OrganizationId},
    progress::Progress,
    statistics::layout::{self, Layout},
};

/// An official paper, for the list of papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FormRow {
    /// What every other command takes.
    pub key: String,
    /// 表名.
    pub name: String,
    /// One sentence: what it is for.
    pub about: String,
    /// Among which papers it stands.
    pub group: Group,
    /// What it takes; nothing else need be asked.
    pub takes: Vec<Parameter>,
    /// Whether its figures can be opened and sealed: it is a layout.
    pub figures: bool,
    /// Whether it is made for a quarter only.
    pub quarterly: bool,
}

/// What a clerk chooses from, beside members.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Choices {
    /// 党组织 that exist today, in the order of the name list.
    pub organizations: Vec<OrganizationChoice>,
    /// 评议方案.
    pub schemes: Vec<SchemeRow>,
    /// 表彰活动, newest year first.
    pub programmes: Vec<ProgrammeChoice>,
    /// Where the books begin; null in an office without members.
    pub books_opened_on: Option<NaiveDate>,
}

/// A 党组织 to choose.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganizationChoice {
    /// Row id.
    pub id: OrganizationId,
    /// 全称.
    pub name: String,
    /// 上级党组织.
    pub parent: Option<OrganizationId>,
}

/// A 党员 to choose.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PersonChoice {
    /// Row id.
    pub id: MemberId,
    /// 姓名.
    pub name: String,
    /// Pinyin initials: zsm.
    pub initials: String,
    /// 所在党支部: tells people of one name apart.
    pub organization: Option<String>,
}

/// A 表彰活动 to choose.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProgrammeChoice {
    /// Row id.
    pub id: ProgrammeId,
    /// 年度.
    pub year: i32,
    /// 名称.
    pub name: String,
    /// 表彰类别.
    pub kinds: Vec<KindChoice>,
}

/// A 表彰类别 to choose.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KindChoice {
    /// 称号.
    pub name: String,
    /// 党组织 | 党员.
    pub subject: SubjectKind,
}

/// What an export wrote, as screens see it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Exported {
    /// Every file written, in the order of the papers and formats.
    pub files: Vec<FileHandle>,
    /// What must be said of the papers.
    #[serde(flatten)]
    pub remarks: Remarks,
}

/// The commands of this room.
pub fn commands(all: &mut Contract) {
    all.read("papers.forms", |office: &Office, _: &Nothing| forms(office));
    all.read("papers.choices", |office: &Office, _: &Nothing| choices(office));
    all.read("papers.people", |office: &Office, _: &Nothing| people(office));
    all.sit("papers.preview", preview::preview);
    all.sit("layouts.preview", preview::trial);
    all.sit("papers.export", exported);
    all.sit("papers.recent", |sitting: &mut Sitting, _: &Nothing, _| recent::list(sitting));
    all.read("papers.figures", figures::figures);
    all.read("papers.rows", figures::rows);
    all.read("papers.sealed_rows", figures::sealed_rows);
}

/// Every paper, in the order of the annexes, and the office's own.
///
/// # Errors
/// Storage errors.
pub fn forms(office: &Office) -> Result<Vec<FormRow>> {
    let ready: Vec<Layout> = layout::store::all(office.read())?;
    let layout = |key: &str| ready.iter().find(|layout| layout.key == key);
    let mut rows: Vec<FormRow> = documents::forms()
        .iter()
        .map(|form| FormRow {
            key: form.key.to_owned(),
            name: form.name.to_owned(),
            about: form.about.to_owned(),
            group: form.group,
            takes: form.takes.to_vec(),
            figures: layout(form.key).is_some(),
            quarterly: layout(form.key).is_some_and(Layout::is_quarterly),
        })
        .collect();
    rows.extend(layout::store::own(office.read())?.into_iter().map(|own| FormRow {
        takes: documents::takes(&own.layout.key).to_vec(),
        group: Group::Own,
        figures: true,
        quarterly: own.layout.is_quarterly(),
        key: own.layout.key,
        name: own.layout.name,
        about: own.layout.about,
    }));
    Ok(rows)
}

fn choices(office: &Office) -> Result<Choices> {
    let mut programmes = commendations::store::programmes(office.read())?;
    programmes.sort_by_key(|programme| (-programme.year, programme.id));
    let programmes = programmes.into_iter().map(|programme| ProgrammeChoice {
        id: programme.id,
        year: programme.year,
        name: programme.name,
        kinds: programme
            .definition
            .kinds
            .into_iter()
            .map(|kind| KindChoice { name: kind.name, subject: kind.subject })
            .collect(),
    });
    let today = office.clock().today();
    let organizations = organizations::store::all(office.read())?.into_iter();
    Ok(Choices {
        organizations: organizations
            .filter(|organization| organization.exists_on(today))
            .map(|organization| OrganizationChoice {
                id: organization.id,
                name: organization.name,
                parent: organization.parent,
            })
            .collect(),
        schemes: schemes(office)?,
        programmes: programmes.collect(),
        books_opened_on: members::store::books_opened_on(office.read())?,
    })
}

/// Who is on the roster today.
fn people(office: &Office) -> Result<Vec<PersonChoice>> {
    let names: HashMap<OrganizationId, String> =
        organizations::store::all(office.read())?.into_iter().map(|found| (found.id, found.name)).collect();
    let members = members::store::members_on(office.read(), office.clock().today())?;
    let row = |member: Member| PersonChoice {
        id: member.id,
        initials: pinyin::initials(&member.facts.name),
        name: member.facts.name,
        organization: member.membership.organization.and_then(|id| names.get(&id).cloned()),
    };
    Ok(members.into_iter().map(row).collect())
}

fn exported(sitting: &mut Sitting, asked: &ExportRequest, progress: &dyn Progress) -> Result<Exported> {
    let asked = ExportRequest { out: sitting.places.out.clone(), ..asked.clone() };
    let report = export(sitting.office_mut()?, &asked, progress)?;
    let handles = report.files.iter().map(|file| sitting.files.add(file)).collect::<Result<_>>()?;
    recent::note(sitting, &asked, &report.files);
    Ok(Exported { files: handles, remarks: report.remarks })
}
