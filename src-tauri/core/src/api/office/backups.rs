//! 数据与备份: the backups that are there, one more, and the way back to one, also when the office cannot
//! be opened.

use chrono::NaiveDateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sample;
use crate::{
    Error, Office, Result,
    api::{
        contract::{Contract, Done, Nothing},
        session::{FileHandle, FileId, Sitting},
    },
    files::io_error,
    progress::Progress,
    store::backup,
};

/// A file that the office can be brought back from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BackupRow {
    /// What `office.restore` takes.
    pub file: FileHandle,
    /// When it was made.
    #[schemars(with = "String")]
    pub made_at: NaiveDateTime,
    /// 关闭时, 导入前, 升级前; 恢复前 for an office that a restore put aside.
    pub reason: String,
    /// Whether it is an office that a restore put aside, and no backup: it may be the damaged one.
    pub set_aside: bool,
}

/// What to restore from.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct RestoreAsked {
    /// A listed backup, or a file that the clerk handed in.
    pub file: FileId,
}

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.sit("office.backups", |sitting: &mut Sitting, _: &Nothing, _| list(sitting));
    all.sit("office.backup", |sitting: &mut Sitting, _: &Nothing, progress: &dyn Progress| {
        write(sitting, progress)
    });
    all.sit("office.restore", |sitting: &mut Sitting, asked: &RestoreAsked, progress: &dyn Progress| {
        restore(sitting, asked, progress)
    });
}

fn list(sitting: &Sitting) -> Result<Vec<BackupRow>> {
    let folder = &sitting.places.office;
    let mut rows = Vec::new();
    for (made_at, reason, path) in backup::named(folder)? {
        rows.push(BackupRow { file: sitting.files.add(&path)?, made_at, reason, set_aside: false });
    }
    for (made_at, reason, path) in backup::set_aside(folder) {
        rows.push(BackupRow { file: sitting.files.add(&path)?, made_at, reason, set_aside: true });
    }
    rows.sort_by(|left, right| (right.made_at, &right.file.name).cmp(&(left.made_at, &left.file.name)));
    Ok(rows)
}

fn write(sitting: &Sitting, progress: &dyn Progress) -> Result<FileHandle> {
    let out = &sitting.places.out;
    std::fs::create_dir_all(out).map_err(|error| io_error(out, "建立", &error))?;
    // The time alone: what lies about on a stick need not say whose it is.
    let path = out.join(format!("先锋台账备份-{}.db", backup::stamp(sitting.clock.now())));
    sitting.office()?.backup(&path, progress)?;
    sitting.files.add(&path)
}

fn restore(sitting: &mut Sitting, asked: &RestoreAsked, progress: &dyn Progress) -> Result<Done> {
    if sample::is_open(sitting) {
        return Err(Error::refused("现在打开的是示例单位，没有恢复").hint("请先返回本单位，再恢复备份。"));
    }
    let file = sitting.files.path(&asked.file)?;
    let (folder, clock, actor) = (sitting.places.office.clone(), sitting.clock, sitting.actor());
    sitting.close();
    match Office::restore_by(actor.as_deref(), &folder, &file, clock, progress) {
        Ok(office) => {
            sitting.put(office);
            Ok(())
        }
        Err(error) => {
            // As it was: open, or not to be opened. The reason that matters is the restore's.
            let _ = sitting.open(&folder, clock);
            Err(error)
        }
    }
}
