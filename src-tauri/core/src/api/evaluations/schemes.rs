//! 评议方案: the ready-made ones, and the office's own copies of them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Office, Result,
    api::contract::{Contract, Nothing},
    evaluations::{MarkKey, Scheme, SchemeFault, ready_made, store},
};

/// A scheme, with what it means in words.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SchemeDetail {
    /// Items, grades, voters and how to count.
    pub definition: Scheme,
    /// Which key of the number pad enters which mark.
    pub legend: Vec<MarkKey>,
    /// How it counts, a sentence a rule.
    pub rules: Vec<String>,
    /// 满意率的定义, as printed under tables.
    pub definition_sentence: String,
    /// The office's own; the others come with the program.
    pub own: bool,
    /// How many meetings use it. From the first on it is frozen.
    pub meetings: u64,
    /// Whether it can be changed or deleted.
    pub editable: bool,
}

/// A scheme to check, to put in or to change. The key of a new one is made for it.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SchemeAsked {
    /// As edited.
    pub definition: Scheme,
}

/// A scheme by its key.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SchemeKey {
    /// 方案编号.
    pub key: String,
}

pub(super) fn commands(all: &mut Contract) {
    all.read("evaluations.schemes", |office: &Office, _: &Nothing| schemes(office));
    all.read("evaluations.scheme_check", |_: &Office, asked: &SchemeAsked| Ok(faults(&asked.definition)));
    all.change("evaluations.scheme_add", add);
    all.change("evaluations.scheme_update", update);
    all.change("evaluations.scheme_remove", |office: &mut Office, asked: &SchemeKey| {
        office.change("删除评议方案", |change| store::remove_scheme(change, &asked.key))
    });
}

/// The ready-made ones in the order a clerk is offered them, then the office's own.
fn schemes(office: &Office) -> Result<Vec<SchemeDetail>> {
    let connection = office.read();
    let uses = store::uses_of_schemes(connection)?;
    let mut all = store::schemes(connection)?;
    let mut details = Vec::new();
    for ready in ready_made()? {
        if let Some(scheme) = all.remove(&ready.key) {
            details.push(detail(scheme, false, &uses));
        }
    }
    details.extend(all.into_values().map(|scheme| detail(scheme, true, &uses)));
    Ok(details)
}

pub(super) fn one(office: &Office, key: &str) -> Result<SchemeDetail> {
    let found = schemes(office)?.into_iter().find(|detail| detail.definition.key == key);
    found.ok_or_else(|| {
        Error::not_found("没有这个评议方案").hint("它可能刚被删除；请重新选择，误删的可以撤销。")
    })
}

fn detail(scheme: Scheme, own: bool, uses: &BTreeMap<String, u64>) -> SchemeDetail {
    let meetings = uses.get(&scheme.key).copied().unwrap_or(0);
    SchemeDetail {
        legend: scheme.legend(),
        rules: scheme.rules_in_words(),
        definition_sentence: scheme.definition_sentence(),
        own,
        meetings,
        editable: own && meetings == 0,
        definition: scheme,
    }
}

/// What keeps an edited scheme from being saved. The key is made later and is no fault.
fn faults(scheme: &Scheme) -> Vec<SchemeFault> {
    Scheme { key: "own".to_owned(), ..scheme.clone() }.faults()
}

fn add(office: &mut Office, asked: &SchemeAsked) -> Result<SchemeDetail> {
    let key = office.change("新增评议方案", |change| {
        change.describe(format!(
            "{}项，{}个等次",
            asked.definition.items.len(),
            asked.definition.grades.len()
        ));
        store::add_scheme(change, asked.definition.clone())
    })?;
    one(office, &key)
}

fn update(office: &mut Office, asked: &SchemeAsked) -> Result<SchemeDetail> {
    office.change("修改评议方案", |change| store::update_scheme(change, &asked.definition))?;
    one(office, &asked.definition.key)
}
