//! 撤销 and 重做: what can be taken back, and taking it back row by row.
//!
//! The stacks are not kept anywhere: they follow from the history, so they survive a restart and
//! come back with a restored file.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params_from_iter, types::Value};
use serde_json::Map;

use super::{
    Change, OperationId,
    history::OperationKind,
    triggers::{columns, image, watched},
};
use crate::{Error, Result};

/// Something that can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The operation whose rows go back: a change, an undo or a redo.
    pub operation: OperationId,
    /// The change that the clerk knows by name.
    pub origin: OperationId,
}

/// What can be undone and redone, the next one last.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stacks {
    /// Changes that stand.
    pub undo: Vec<Step>,
    /// Changes that were taken back.
    pub redo: Vec<Step>,
}

impl Stacks {
    /// Follows the history: a change clears what could be redone; notes are passed over.
    pub fn of(history: impl IntoIterator<Item = (OperationId, OperationKind)>) -> Self {
        let mut stacks = Self::default();
        for (operation, kind) in history {
            match kind {
                OperationKind::Note => {}
                OperationKind::Change => {
                    stacks.undo.push(Step { operation, origin: operation });
                    stacks.redo.clear();
                }
                OperationKind::Undo => {
                    if let Some(step) = stacks.undo.pop() {
                        stacks.redo.push(Step { operation, ..step });
                    }
                }
                OperationKind::Redo => {
                    if let Some(step) = stacks.redo.pop() {
                        stacks.undo.push(Step { operation, ..step });
                    }
                }
            }
        }
        stacks
    }

    /// Whether a change does not stand: it was taken back, and not done again.
    pub fn undone(&self, operation: OperationId, kind: OperationKind) -> bool {
        // Changes go onto the stack, and back onto it, in the order of their ids.
        kind == OperationKind::Change
            && self.undo.binary_search_by_key(&operation, |step| step.origin).is_err()
    }

    /// As [`Stacks::of`], from the file.
    ///
    /// # Errors
    /// Storage errors.
    pub fn read(connection: &Connection) -> Result<Self> {
        let mut statement =
            connection.prepare("SELECT id, kind FROM operation WHERE kind <> 'note' ORDER BY id")?;
        let history = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Self::of(history.collect::<Result<Vec<_>, _>>()?))
    }
}

/// Puts every row that an operation changed back to what it was before, last one first. The
/// triggers record this as rows of the running operation.
///
/// # Errors
/// Refused when a row is no longer as the operation left it.
pub fn revert(change: &Change<'_>, operation: OperationId) -> Result<()> {
    // Parents and children come back in any order; the sum is checked at the end.
    change.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let mut tables = BTreeMap::new();
    for name in watched(change)? {
        let table = Table::read(change, &name)?;
        tables.insert(name, table);
    }
    let mut statement = change.prepare(
        "SELECT table_name, row_id, before, after FROM row_change WHERE operation_id = ?1 ORDER BY id DESC",
    )?;
    let mut rows = statement.query([operation])?;
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let table = tables.get(&name).ok_or_else(|| cannot(format!("no table {name}")))?;
        let (before, after): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
        table.put_back(change, row.get(1)?, before.as_deref(), after.as_deref())?;
    }
    Ok(())
}

/// Whether a row is as an image says. Columns that the image does not know came with a later
/// migration and are not compared.
pub fn is_as(current: Option<&str>, image: Option<&str>) -> bool {
    if current == image {
        return true;
    }
    let (Some(current), Some(image)) = (current.and_then(object), image.and_then(object)) else {
        return false;
    };
    image.iter().all(|(name, value)| current.get(name) == Some(value))
}

/// A watched table, as reverting needs it.
pub struct Table {
    name: String,
    columns: BTreeSet<String>,
    current: String,
}

impl Table {
    /// Reads the table's shape.
    ///
    /// # Errors
    /// Storage errors.
    pub fn read(connection: &Connection, name: &str) -> Result<Self> {
        let columns = columns(connection, name)?;
        let current =
            format!("SELECT {} FROM \"{name}\" WHERE id = ?1", image(&columns, &format!("\"{name}\"")));
        Ok(Self { name: name.to_owned(), columns: columns.into_iter().collect(), current })
    }

    /// The row's image as it stands; none when there is no such row.
    ///
    /// # Errors
    /// Storage errors.
    pub fn current(&self, connection: &Connection, row: i64) -> Result<Option<String>> {
        Ok(connection.prepare_cached(&self.current)?.query_row([row], |found| found.get(0)).optional()?)
    }

    fn put_back(
        &self,
        change: &Change<'_>,
        row: i64,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<()> {
        if !is_as(self.current(change, row)?.as_deref(), after) {
            return Err(cannot(format!("{} {row} is not as the operation left it", self.name)));
        }
        let table = &self.name;
        let Some(before) = before else {
            change.prepare_cached(&format!("DELETE FROM \"{table}\" WHERE id = ?1"))?.execute([row])?;
            return Ok(());
        };
        let before = object(before).ok_or_else(|| Error::internal("an image is no JSON object"))?;
        let (names, mut values) = self.fields(&before)?;
        let sql = if after.is_some() {
            let sets: Vec<String> = names.iter().map(|name| format!("\"{name}\" = ?")).collect();
            values.push(Value::Integer(row));
            format!("UPDATE \"{table}\" SET {} WHERE id = ?", sets.join(", "))
        } else {
            let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            let places = vec!["?"; names.len()].join(", ");
            format!("INSERT INTO \"{table}\" ({}) VALUES ({places})", names.join(", "))
        };
        change.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(())
    }

    /// Names and values of an image. Names become SQL, so only this table's columns pass.
    fn fields<'a>(&self, image: &'a Map<String, serde_json::Value>) -> Result<(Vec<&'a str>, Vec<Value>)> {
        let mut fields = (Vec::with_capacity(image.len()), Vec::with_capacity(image.len()));
        for (name, value) in image {
            if !self.columns.contains(name) {
                return Err(cannot(format!("{} has no column of this image any more", self.name)));
            }
            fields.0.push(name.as_str());
            fields.1.push(match value {
                serde_json::Value::Null => Value::Null,
                serde_json::Value::String(text) => Value::Text(text.clone()),
                serde_json::Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                    (Some(number), _) => Value::Integer(number),
                    (None, Some(number)) => Value::Real(number),
                    (None, None) => return Err(Error::internal("a number out of range in an image")),
                },
                _ => return Err(Error::internal("an image holds a value of no column type")),
            });
        }
        Ok(fields)
    }
}

fn object(text: &str) -> Option<Map<String, serde_json::Value>> {
    serde_json::from_str(text).ok()
}

fn cannot(cause: String) -> Error {
    Error::refused("有关记录已不是这项操作之后的样子，不能撤销或重做")
        .hint("记录没有改动。请用“核验”检查台账，再手工更正。")
        .terminal("记录没有改动。请用“核验”（xianfeng verify）检查台账，再手工更正。")
        .cause(cause)
}
