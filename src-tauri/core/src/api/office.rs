//! 本单位: whether an office is open, opening one for the first time, checking it, who works in it.

mod backups;
mod sample;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::{
    backups::{BackupRow, RestoreAsked},
    sample::SampleAsked,
};
use super::{
    contract::{Contract, Done, Nothing},
    preferences, seal,
    session::Sitting,
};
use crate::{
    Error, ErrorCode, Office, Result,
    organizations::{self, UnitFacts},
    progress::Progress,
    store::{backup, lock::Lock, verify::SEAL_BROKEN},
};

/// What the screens must know before they show anything.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OfficeStatus {
    /// Which screen comes first.
    pub state: OfficeState,
    /// 单位名称, when an office is open.
    pub name: Option<String>,
    /// 上级单位.
    pub superior: Option<String>,
    /// 联系电话.
    pub phone: Option<String>,
    /// 经办人: who works at this desk.
    pub actor: Option<String>,
    /// Why none is open.
    pub error: Option<Error>,
    /// The office's folder, for the clerk to find it.
    pub folder: PathBuf,
    /// 示例单位: an office to look at, apart from the clerk's own.
    pub sample: bool,
    /// Today, as the office counts.
    pub today: NaiveDate,
    /// When the newest automatic backup was made.
    #[schemars(with = "Option<String>")]
    pub last_backup: Option<NaiveDateTime>,
    /// How many automatic backups there are.
    pub backups: u64,
    /// The program's version.
    pub version: &'static str,
}

/// How the office is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfficeState {
    /// It is open.
    Open,
    /// There is none yet: 首次使用. With backups there was one.
    Missing,
    /// Its file is damaged: a backup brings it back.
    Damaged,
    /// Its file was written by a newer program.
    Newer,
    /// Another program restores or migrates it just now.
    Locked,
    /// Its file cannot be read: rights, disk, another program's file.
    Unreadable,
}

/// 首次使用.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NewOffice {
    /// 单位名称.
    pub name: String,
    /// 上级单位.
    pub superior: Option<String>,
    /// 联系电话.
    pub phone: Option<String>,
    /// 联系人.
    pub contact: Option<String>,
}

/// 经办人.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ActorNamed {
    /// The name; empty forgets it.
    pub name: String,
}

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.sit("office.status", |sitting: &mut Sitting, _: &Nothing, _| status(sitting));
    all.sit("office.create", |sitting: &mut Sitting, asked: &NewOffice, _| create(sitting, asked));
    all.sit("office.retry", |sitting: &mut Sitting, _: &Nothing, _| retry(sitting));
    all.sit("office.actor", |sitting: &mut Sitting, asked: &ActorNamed, _| set_actor(sitting, asked));
    all.sit("office.verify", |sitting: &mut Sitting, _: &Nothing, progress: &dyn Progress| {
        let office = sitting.office()?;
        let mut verification = office.verify(progress)?;
        for finding in verification.findings.iter_mut().filter(|finding| finding.kind == SEAL_BROKEN) {
            finding.message = seal::in_words(office.read(), &finding.message)?;
        }
        Ok::<_, Error>(verification)
    });
    backups::commands(all);
    sample::commands(all);
}

fn status(sitting: &Sitting) -> Result<OfficeStatus> {
    let folder = sitting.places.office.clone();
    let facts = sitting.office().and_then(|office| organizations::store::unit_facts(office.read()));
    let backups = backup::list(&folder).unwrap_or_default();
    let (facts, error) = match facts {
        Ok(facts) => (Some(facts), None),
        Err(error) => (None, Some(error)),
    };
    let state = error.as_ref().map_or(OfficeState::Open, |error| match error.code {
        ErrorCode::NotFound => OfficeState::Missing,
        ErrorCode::Damaged => OfficeState::Damaged,
        ErrorCode::NewerFile => OfficeState::Newer,
        ErrorCode::Storage if Lock::exclusive_now(&folder).is_none() => OfficeState::Locked,
        _ => OfficeState::Unreadable,
    });
    let UnitFacts { name, superior, phone, .. } = facts.unwrap_or_default();
    Ok(OfficeStatus {
        state,
        name: (state == OfficeState::Open).then_some(name),
        superior,
        phone,
        actor: sitting.actor(),
        error,
        sample: sample::is_open(sitting),
        today: sitting.clock.today(),
        last_backup: backups.iter().map(|(made, _)| *made).max(),
        backups: backups.len() as u64,
        folder,
        version: env!("CARGO_PKG_VERSION"),
    })
}

fn create(sitting: &mut Sitting, asked: &NewOffice) -> Result<Done> {
    if sitting.office().is_ok() {
        return Err(Error::refused("已经打开了一本台账，没有新建")
            .hint("一个文件夹里只能有一本台账；正在看示例单位时，请先返回本单位再新建。"));
    }
    let (folder, clock) = (sitting.places.office.clone(), sitting.clock);
    let facts = UnitFacts {
        name: asked.name.clone(),
        superior: asked.superior.clone(),
        phone: asked.phone.clone(),
        contact: asked.contact.clone(),
        publicity_address: None,
    };
    let office = Office::found(&folder, &facts, sitting.actor().as_deref(), clock)?;
    sitting.put(office);
    Ok(())
}

/// 重试: what stood in the way may be gone. An open office stays as it is.
fn retry(sitting: &mut Sitting) -> Result<Done> {
    if sitting.office().is_err() {
        let (folder, clock) = (sitting.places.office.clone(), sitting.clock);
        // `office.status` tells what is in the way still.
        let _ = sitting.open(&folder, clock);
    }
    Ok(())
}

fn set_actor(sitting: &mut Sitting, asked: &ActorNamed) -> Result<Done> {
    let folder = sitting.own().folder.clone();
    if !folder.is_dir() {
        return Err(Error::refused("还没有台账，没有保存经办人").hint("请先建立台账。"));
    }
    preferences::set_actor(&folder, &asked.name)?;
    sitting.introduce();
    Ok(())
}
