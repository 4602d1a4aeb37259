//! 操作记录: what was done, when, by whom, on which records; and taking it back.

mod changes;
#[cfg(test)]
mod tests;
mod words;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::changes::{ChangedField, ChangedRecord, ChangesAnswer, ChangesAsked, RecordMove};
use super::{
    contract::{Contract, Nothing},
    seal,
};
use crate::{
    Office, Result,
    store::{OperationEntry, OperationKind, Search, seals::SEALING},
    text,
};

/// Which operations.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct HistoryAsked {
    /// All of them without a limit.
    pub limit: Option<u32>,
    /// How many of the newest are passed over: the second page of 50 begins after 50.
    pub offset: Option<u32>,
    /// Words that all stand in name, detail or 经办人.
    pub search: Option<String>,
    /// Of this kind alone.
    pub kind: Option<OperationKind>,
    /// Not before this day.
    pub from: Option<NaiveDate>,
    /// Not after this day.
    pub to: Option<NaiveDate>,
}

/// A page of the history.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HistoryPage {
    /// How many operations fit what was asked, on all pages.
    pub total: u64,
    /// Those of this page, newest first.
    pub entries: Vec<OperationEntry>,
}

/// 撤销 or 重做.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TakenBack {
    /// The operation that was taken back or done again.
    pub name: String,
}

/// What the next 撤销 and the next 重做 would do, by name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NextSteps {
    /// The change that undo takes back.
    pub undo: Option<String>,
    /// The change that redo does again.
    pub redo: Option<String>,
}

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.read("history.list", list);
    all.read("history.changes", changes::changes);
    all.read("history.next", |office: &Office, _: &Nothing| {
        office.next_steps().map(|(undo, redo)| NextSteps { undo, redo })
    });
    all.change("history.undo", |office: &mut Office, _: &Nothing| {
        office.undo().map(|name| TakenBack { name })
    });
    all.change("history.redo", |office: &mut Office, _: &Nothing| {
        office.redo().map(|name| TakenBack { name })
    });
}

fn list(office: &Office, asked: &HistoryAsked) -> Result<HistoryPage> {
    let words = asked.search.as_deref().map(text::tidy).unwrap_or_default();
    let search = Search {
        words: words.split_whitespace().map(str::to_owned).collect(),
        kind: asked.kind,
        from: asked.from,
        to: asked.to,
        offset: asked.offset.unwrap_or(0),
        limit: asked.limit,
    };
    let (total, entries) = office.search_history(&search)?;
    Ok(HistoryPage { total, entries: in_words(office, entries)? })
}

/// Operations with their seals named as people name them.
pub(super) fn in_words(office: &Office, mut entries: Vec<OperationEntry>) -> Result<Vec<OperationEntry>> {
    for entry in entries.iter_mut().filter(|entry| entry.name == SEALING) {
        if let Some(detail) = &mut entry.detail {
            *detail = seal::in_words(office.read(), detail)?;
        }
    }
    Ok(entries)
}
