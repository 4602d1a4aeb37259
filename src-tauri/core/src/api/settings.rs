//! 设置: what is known of the unit, and the office's own places in name order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::contract::{Contract, Done, Nothing};
use crate::{
    Error, Office, Result, members,
    organizations::{self, UnitFacts},
    text,
};

/// A character with the office's own place in 姓氏笔画.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NamePlace {
    /// 𡈽.
    pub character: String,
    /// 1横 2竖 3撇 4点 5折, in writing order.
    pub strokes: String,
}

/// A character to be placed.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NamePlacePut {
    /// One character.
    pub character: String,
    /// 1横 2竖 3撇 4点 5折, in writing order; none gives back the place of 通用规范汉字表.
    pub strokes: Option<String>,
}

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.read("settings.get", |office: &Office, _: &Nothing| organizations::store::unit_facts(office.read()));
    all.change("settings.put", |office: &mut Office, facts: &UnitFacts| -> Result<Done> {
        office.change("修改设置", |change| organizations::store::put_unit_facts(change, facts))
    });
    all.read("name_order.list", |office: &Office, _: &Nothing| -> Result<Vec<NamePlace>> {
        let places = members::store::name_places(office.read())?;
        Ok(places.into_iter().map(|(character, strokes)| NamePlace { character, strokes }).collect())
    });
    all.change("name_order.put", put_name_place);
}

fn put_name_place(office: &mut Office, asked: &NamePlacePut) -> Result<Done> {
    let written = text::squeeze(&asked.character);
    let mut characters = written.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else {
        return Err(Error::refused("请一次写一个字").hint("姓名有几个字要调整时，请逐字登记。"));
    };
    let strokes = asked.strokes.as_deref().map(text::squeeze).filter(|strokes| !strokes.is_empty());
    office.change("调整姓名排列", |change| {
        members::store::set_name_place(change, character, strokes.as_deref())
    })
}
