//! What a desk remembers beside the records: the columns last shown, the period last chosen, who works
//! here. One small JSON file in the office's folder; it holds no record, so a damaged one is begun anew.

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    contract::{Contract, Done},
    session::Sitting,
};
use crate::{Error, Result, files, text};

const FILE: &str = "preferences.json";
/// Largest file that is read or written, in bytes.
const MOST: u64 = 1_000_000;
/// Longest key, in characters.
const KEY: usize = 100;
/// Longest name of 经办人, in characters.
const NAME: usize = 20;

/// Which choice is asked for.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PreferenceAsked {
    /// `members.columns`.
    pub key: String,
}

/// A choice to remember.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PreferencePut {
    /// `members.columns`.
    pub key: String,
    /// Anything; null forgets it.
    #[serde(default)]
    pub value: Value,
}

/// The file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// 经办人.
    actor: Option<String>,
    choices: Map<String, Value>,
}

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.sit("preferences.get", |sitting: &mut Sitting, asked: &PreferenceAsked, _| -> Result<Value> {
        Ok(read(&sitting.places.office).choices.remove(&asked.key).unwrap_or_default())
    });
    all.sit("preferences.put", |sitting: &mut Sitting, asked: &PreferencePut, _| put(sitting, asked));
}

fn put(sitting: &Sitting, asked: &PreferencePut) -> Result<Done> {
    let folder = &sitting.places.office;
    // Before the first office there is nothing to remember, and no folder.
    if !folder.is_dir() {
        return Ok(());
    }
    if asked.key.chars().count() > KEY {
        return Err(Error::internal("the key of a preference is too long"));
    }
    let mut kept = read(folder);
    if asked.value.is_null() {
        kept.choices.remove(&asked.key);
    } else {
        kept.choices.insert(asked.key.clone(), asked.value.clone());
    }
    write(folder, &kept)
}

/// 经办人 of the desk that has its office in `folder`.
pub(super) fn actor(folder: &Path) -> Option<String> {
    read(folder).actor
}

/// Keeps 经办人; an empty name forgets it.
///
/// # Errors
/// Refused for a name that is too long; storage errors.
pub(super) fn set_actor(folder: &Path, name: &str) -> Result<()> {
    let name = text::tidy(name);
    if name.chars().count() > NAME {
        return Err(Error::refused(format!("经办人姓名最多 {NAME} 个字，没有保存")).hint("请只写姓名。"));
    }
    let actor = (!name.is_empty()).then_some(name);
    write(folder, &Kept { actor, ..read(folder) })
}

fn read(folder: &Path) -> Kept {
    let text = files::read_text(&folder.join(FILE), MOST).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn write(folder: &Path, kept: &Kept) -> Result<()> {
    let bytes = serde_json::to_vec_pretty(kept).map_err(Error::internal)?;
    if bytes.len() as u64 > MOST {
        return Err(Error::internal("too many preferences"));
    }
    files::write(&folder.join(FILE), &bytes)
}
