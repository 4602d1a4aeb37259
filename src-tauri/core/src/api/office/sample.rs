//! 示例单位: an office to look at, made from the workbooks of `assets/sample` by the same imports that a
//! clerk uses, in a folder of its own beside the clerk's.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    Error, Office, Result,
    api::{
        contract::{Contract, Done, Nothing},
        session::Sitting,
    },
    clock::Clock,
    files::{io_error, sync_folder},
    import::{self, ImportOptions, Kind},
    machine,
    progress::Progress,
    store::{FILE, backup, lock::Lock, restore},
};

/// 示例单位.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SampleAsked {
    /// Makes it anew: what was tried out in it goes away.
    pub fresh: Option<bool>,
}

/// The day on which the sample's workbooks come in: the day after their 统计截止日期.
const ENTERED: (i32, u32, u32) = (2012, 3, 16);
/// The day that the sample takes for today: a quarter is nearly over, 七一 is near.
const TODAY: (i32, u32, u32) = (2012, 6, 20);

const UNIT: &str = "县司法局党组";
const SUPERIOR: &str = "市司法局政治部";
const WORKBOOKS: [(Kind, &str); 4] = [
    (Kind::Organizations, "党组织名册.xlsx"),
    (Kind::Members, "党员花名册.xlsx"),
    (Kind::Pledges, "公开承诺.xlsx"),
    (Kind::Ballots, "群众评议票.xlsx"),
];

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.sit("office.sample", |sitting: &mut Sitting, asked: &SampleAsked, progress: &dyn Progress| {
        open(sitting, asked.fresh == Some(true), progress)
    });
    all.sit("office.leave_sample", |sitting: &mut Sitting, _: &Nothing, _| leave(sitting));
}

/// Whether the clerk looks at the sample.
pub fn is_open(sitting: &Sitting) -> bool {
    sitting.places.office == folder(&sitting.own().folder)
}

/// Beside the clerk's own office: 台账 and 台账-示例单位.
fn folder(own: &Path) -> PathBuf {
    let own = std::path::absolute(own).unwrap_or_else(|_| own.to_owned());
    match own.file_name() {
        Some(name) => {
            let mut name = name.to_owned();
            name.push("-示例单位");
            own.with_file_name(name)
        }
        None => own.join("示例单位"),
    }
}

fn open(sitting: &mut Sitting, fresh: bool, progress: &dyn Progress) -> Result<Done> {
    let (before, clock) = (sitting.places.office.clone(), sitting.clock);
    let folder = folder(&sitting.own().folder);
    let again = is_open(sitting);
    if again && !fresh && sitting.office().is_ok() {
        return Ok(());
    }
    let today = Clock::at(day(TODAY)?);
    if fresh || Office::open(&folder, today).is_err() {
        // The clerk's own office stays open until the sample is there.
        if again {
            sitting.close();
        }
        if let Err(error) = build(&folder, &sitting.places.xls_reader, progress) {
            if again {
                let _ = sitting.open(&before, clock);
            }
            return Err(error);
        }
    }
    sitting.open(&folder, today)
}

fn leave(sitting: &mut Sitting) -> Result<Done> {
    if is_open(sitting) {
        let own = sitting.own().clone();
        // There may be none yet: `office.status` tells, and the screens help.
        let _ = sitting.open(&own.folder, own.clock);
    }
    Ok(())
}

/// Makes the sample beside and puts it in its place, so that a stop leaves the one before.
fn build(folder: &Path, xls_reader: &Path, progress: &dyn Progress) -> Result<()> {
    let workbooks = machine::assets("sample", "示例数据")?;
    std::fs::create_dir_all(folder).map_err(|error| io_error(folder, "建立", &error))?;
    let _alone = Lock::exclusive(folder)?;
    let beside = tempfile::Builder::new()
        .prefix(backup::HALF_MADE)
        .tempdir_in(folder)
        .map_err(|error| io_error(folder, "写入", &error))?;
    let made = beside.path().join("office");
    let mut office = Office::create(&made, UNIT, Some(SUPERIOR), Clock::at(day(ENTERED)?))?;
    for (kind, file) in WORKBOOKS {
        let options = ImportOptions {
            check: false,
            strict: false,
            mapping: None,
            findings: None,
            as_of: None,
            preview: false,
            xls_reader: xls_reader.to_owned(),
        };
        let outcome = import::run(&mut office, kind, &workbooks.join(file), &options, progress)?;
        if !outcome.applied {
            return Err(Error::internal(format!("the sample workbook {file} was not imported")));
        }
    }
    office.close(progress)?;
    let target = folder.join(FILE);
    for left in restore::companions(&target).chain([folder.join(backup::FOLDER)]) {
        let gone = if left.is_dir() { std::fs::remove_dir_all(&left) } else { std::fs::remove_file(&left) };
        match gone {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(io_error(&left, "清理", &error));
            }
            _ => {}
        }
    }
    std::fs::rename(made.join(FILE), &target).map_err(|error| io_error(&target, "写入", &error))?;
    sync_folder(folder);
    Ok(())
}

fn day((year, month, day): (i32, u32, u32)) -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Error::internal("no such day"))
}
