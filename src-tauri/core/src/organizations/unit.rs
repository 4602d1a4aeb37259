//! 本单位: what is known of the unit whose file this is, and what its papers say.

use rusqlite::{Connection, OptionalExtension, params};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Error, Result, error::OrNotFound, store::Change, text};

/// 设置: the unit's own facts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct UnitFacts {
    /// 单位名称.
    pub name: String,
    /// 上级单位.
    pub superior: Option<String>,
    /// 联系电话.
    pub phone: Option<String>,
    /// 联系人.
    pub contact: Option<String>,
    /// 公示地址: 通信地址 of a 公示, where objections are sent.
    pub publicity_address: Option<String>,
}

const NAME: usize = 60;
const CONTACT: usize = 20;
const ADDRESS: usize = 100;
/// A number with extension, or two of them.
const PHONE: usize = 40;

impl UnitFacts {
    /// The facts as they are kept: trimmed, empty ones none.
    ///
    /// # Errors
    /// Refused without a name, and for what cannot be such a fact.
    pub fn checked(&self) -> Result<Self> {
        let name = text::tidy(&self.name);
        if name.is_empty() {
            return Err(Error::refused("单位名称不能为空").hint("请写明单位全称，例如 县司法局党组。"));
        }
        let kept =
            |value: &Option<String>| value.as_deref().map(text::tidy).filter(|value| !value.is_empty());
        let facts = Self {
            name,
            superior: kept(&self.superior),
            phone: kept(&self.phone),
            contact: kept(&self.contact),
            publicity_address: kept(&self.publicity_address),
        };
        for (called, value, most) in [
            ("单位名称", Some(&facts.name), NAME),
            ("上级单位", facts.superior.as_ref(), NAME),
            ("联系电话", facts.phone.as_ref(), PHONE),
            ("联系人", facts.contact.as_ref(), CONTACT),
            ("公示地址", facts.publicity_address.as_ref(), ADDRESS),
        ] {
            let places = value.map_or(0, |value| value.chars().count());
            if places > most {
                return Err(Error::refused(format!("{called}有 {places} 个字，最多 {most} 个字，没有保存"))
                    .hint("请写短一些，公文上才排得下。"));
            }
        }
        if let Some(phone) = facts.phone.as_deref().filter(|phone| !is_phone(phone)) {
            return Err(Error::refused(format!("“{phone}”不像电话号码，没有保存"))
                .hint("请写数字，可以带区号和分机，例如 0832-2345678 转 601；两个号码之间用顿号。"));
        }
        Ok(facts)
    }
}

/// Digits with what stands between them, and no fewer than an extension has.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let fits = |c: char| c.is_ascii_digit() || " -+/、，,转()（）".contains(c);
    digits >= 3 && text.chars().all(fits)
}

/// 公示地址 and 联系人 are settings of the office; name, superior and phone stand in its one row.
const PUBLICITY_ADDRESS: &str = "publicity_address";
const CONTACT_KEY: &str = "contact";

/// The unit's facts.
///
/// # Errors
/// Not found in a file without a unit; storage errors.
pub(super) fn read(connection: &Connection) -> Result<UnitFacts> {
    let facts = connection
        .query_row("SELECT name, superior, phone FROM office", [], |row| {
            Ok(UnitFacts {
                name: row.get(0)?,
                superior: row.get(1)?,
                phone: row.get(2)?,
                ..UnitFacts::default()
            })
        })
        .optional()?
        .or_not_found(|| "台账里还没有单位名称".to_owned())?;
    let contact = setting(connection, CONTACT_KEY)?;
    Ok(UnitFacts { contact, publicity_address: publicity_address(connection)?, ..facts })
}

/// Where objections are sent.
///
/// # Errors
/// Storage errors.
pub(super) fn publicity_address(connection: &Connection) -> Result<Option<String>> {
    setting(connection, PUBLICITY_ADDRESS)
}

/// Enters the unit into a new file.
///
/// # Errors
/// Storage errors.
pub(super) fn found(change: &Change<'_>, facts: &UnitFacts) -> Result<()> {
    change.execute(
        "INSERT INTO office (id, name, superior, phone, created_on) VALUES (1, ?1, ?2, ?3, ?4)",
        params![facts.name, facts.superior, facts.phone, change.clock.today()],
    )?;
    put_settings(change, facts)
}

/// Replaces the unit's facts.
///
/// # Errors
/// As [`UnitFacts::checked`]; storage errors.
pub(super) fn put(change: &Change<'_>, facts: &UnitFacts) -> Result<()> {
    let facts = facts.checked()?;
    change.execute(
        "UPDATE office SET name = ?1, superior = ?2, phone = ?3",
        params![facts.name, facts.superior, facts.phone],
    )?;
    put_settings(change, &facts)
}

fn put_settings(change: &Change<'_>, facts: &UnitFacts) -> Result<()> {
    for (key, value) in [(CONTACT_KEY, &facts.contact), (PUBLICITY_ADDRESS, &facts.publicity_address)] {
        match value {
            Some(value) => change.execute(
                "INSERT INTO setting (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, value],
            )?,
            None => change.execute("DELETE FROM setting WHERE key = ?1", [key])?,
        };
    }
    Ok(())
}

fn setting(connection: &Connection, key: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(fill: impl FnOnce(&mut UnitFacts)) -> Result<UnitFacts> {
        let mut facts = UnitFacts { name: "县司法局党组".to_owned(), ..UnitFacts::default() };
        fill(&mut facts);
        facts.checked()
    }

    #[test]
    fn what_cannot_be_said_of_a_unit_is_refused_in_words() {
        let some = |text: &str| Some(text.to_owned());
        let cases: [(&str, Result<UnitFacts>); 6] = [
            ("单位名称不能为空", with(|facts| facts.name = "　".to_owned())),
            ("单位名称有 61 个字，最多 60 个字，没有保存", with(|facts| facts.name = "县".repeat(61))),
            ("“见名片”不像电话号码，没有保存", with(|facts| facts.phone = some("见名片"))),
            ("“12”不像电话号码，没有保存", with(|facts| facts.phone = some("12"))),
            ("联系人有 21 个字，最多 20 个字，没有保存", with(|facts| facts.contact = Some("李".repeat(21)))),
            (
                "公示地址有 101 个字，最多 100 个字，没有保存",
                with(|facts| facts.publicity_address = Some("街".repeat(101))),
            ),
        ];
        for (sentence, refused) in cases {
            let refused = refused.unwrap_err();
            assert_eq!(refused.message, sentence);
            assert!(refused.hint.is_some());
        }
    }

    #[test]
    fn what_was_typed_loosely_is_kept_tidy() {
        for phone in ["0832-2345678", "（0832）2345678 转 601", "13812345678、2345678", "+86 832 2345678"]
        {
            assert!(with(|facts| facts.phone = Some(phone.to_owned())).is_ok(), "{phone}");
        }
        let facts = with(|facts| {
            facts.superior = Some("  ".to_owned());
            facts.phone = Some("０８３２－２３４５６７８".to_owned());
        });
        let facts = facts.unwrap();
        assert_eq!((facts.superior, facts.phone.as_deref()), (None, Some("0832-2345678")));
    }
}
