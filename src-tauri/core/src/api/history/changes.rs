//! What an operation changed, record by record, before and after, in the office's words.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::words::{self, Column, Shown, Table};
use crate::{
    Office, Result,
    error::OrNotFound,
    labels::labelled,
    members::masking,
    store::{self, OperationId, RowChange},
};

/// Most records that one answer shows: nobody reads on.
const SHOWN: u32 = 200;
/// Most characters of a value in a record's title.
const TITLE: usize = 24;
/// How far titles lead: a ballot names an evaluation, which names a meeting.
const STEPS: usize = 4;

/// Which operation.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ChangesAsked {
    /// Its number in the history.
    pub operation: OperationId,
}

/// What it changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangesAnswer {
    /// How many records.
    pub total: u64,
    /// 共 N 行，显示前 200 行, when not all are shown.
    pub note: Option<String>,
    /// In the order in which they changed.
    pub records: Vec<ChangedRecord>,
}

/// One record.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangedRecord {
    /// 党员.
    pub table: String,
    /// Which one: a name.
    pub record: String,
    /// 新增, 修改, 删除.
    #[serde(rename = "move")]
    pub moved: RecordMove,
    /// Its values; of a changed record only those that changed.
    pub fields: Vec<ChangedField>,
}

/// One value.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangedField {
    /// 党员类别.
    pub field: String,
    /// Before; null when empty.
    pub before: Option<String>,
    /// After; null when empty.
    pub after: Option<String>,
    /// Part of it is hidden (`decisions.md` 16): before and after may look alike.
    pub masked: bool,
}

labelled! {
    /// What became of a record.
    pub enum RecordMove { Added = "新增", Changed = "修改", Removed = "删除" }
}

type Row = Map<String, Value>;

pub(super) fn changes(office: &Office, asked: &ChangesAsked) -> Result<ChangesAnswer> {
    let connection = office.read();
    let total: i64 = connection
        .query_row("SELECT rows FROM operation WHERE id = ?1", [asked.operation], |row| row.get(0))
        .optional()?
        .or_not_found(|| "操作记录里没有这一项".to_owned())?;
    let changes = office.changes_of(asked.operation, Some(SHOWN))?;
    let named = Named::read(connection, asked.operation, &changes)?;
    let shown = changes.len() as u64;
    let total = u64::try_from(total).unwrap_or(shown);
    Ok(ChangesAnswer {
        total,
        note: (total > shown).then(|| format!("共 {total} 行，显示前 {shown} 行")),
        records: changes.iter().map(|change| record(change, &named)).collect(),
    })
}

fn record(change: &RowChange, named: &Named) -> ChangedRecord {
    let (before, after) = (object(change.before.as_ref()), object(change.after.as_ref()));
    let moved = match (before, after) {
        (None, _) => RecordMove::Added,
        (_, None) => RecordMove::Removed,
        _ => RecordMove::Changed,
    };
    let whole = after.or(before);
    let Some((table, whole)) = words::table(&change.table).zip(whole) else {
        return ChangedRecord {
            table: "其他记录".to_owned(),
            record: String::new(),
            moved,
            fields: Vec::new(),
        };
    };
    let fields = table.columns.iter().filter(|column| column.2 != Shown::Never).filter_map(|column| {
        let raw = |row: Option<&Row>| row.and_then(|row| row.get(column.0)).cloned().unwrap_or_default();
        let (was, is) = (raw(before), raw(after));
        (was != is).then(|| {
            let read = |row: Option<&Row>| row.and_then(|row| named.value(column, row));
            let masked = matches!(column.2, Shown::IdNumber | Shown::Phone);
            ChangedField { field: column.1.to_owned(), before: read(before), after: read(after), masked }
        })
    });
    ChangedRecord {
        table: table.label.to_owned(),
        record: named.title(table, whole, STEPS),
        moved,
        fields: fields.collect(),
    }
}

fn object(image: Option<&Value>) -> Option<&Row> {
    image.and_then(Value::as_object)
}

/// The records that the changed ones speak of.
struct Named(HashMap<(&'static str, i64), Row>);

impl Named {
    /// Reads them as they stand; those that are gone, as the operation itself knew them.
    fn read(connection: &Connection, operation: OperationId, changes: &[RowChange]) -> Result<Self> {
        let mut known = HashMap::new();
        let mut wanted = BTreeSet::new();
        for change in changes {
            let Some(table) = words::table(&change.table) else { continue };
            for row in [&change.before, &change.after].into_iter().filter_map(|image| object(image.as_ref()))
            {
                want(table, row, &mut wanted);
            }
        }
        for _ in 0..STEPS {
            let mut gone = BTreeSet::new();
            let mut found = Vec::new();
            for (table, id) in wanted {
                match store::record(connection, table, id)? {
                    Some(Value::Object(row)) => found.push(((table, id), row)),
                    _ => {
                        gone.insert((table, id));
                    }
                }
            }
            if !gone.is_empty() {
                store::each_image(connection, operation, |table, id, image| {
                    if let Some(&key) = gone.iter().find(|(wanted, row)| *wanted == table && *row == id)
                        && gone.remove(&key)
                        && let Ok(Value::Object(row)) = serde_json::from_str(image)
                    {
                        found.push((key, row));
                    }
                    !gone.is_empty()
                })?;
            }
            wanted = BTreeSet::new();
            for ((name, id), row) in found {
                if let Some(table) = words::table(name) {
                    want(table, &row, &mut wanted);
                }
                known.insert((name, id), row);
            }
            wanted.retain(|key| !known.contains_key(key));
            if wanted.is_empty() {
                break;
            }
        }
        Ok(Self(known))
    }

    /// What a record is called: 莫强, 机关党支部.
    fn title(&self, table: &Table, row: &Row, steps: usize) -> String {
        let parts = table.title.iter().filter_map(|name| {
            let column = table.columns.iter().find(|column| column.0 == *name)?;
            let value = self.read_value(column, row, steps)?;
            let cut = value.chars().count() > TITLE;
            Some(if cut { value.chars().take(TITLE).chain(['…']).collect() } else { value })
        });
        parts.collect::<Vec<String>>().join("　")
    }

    fn value(&self, column: &Column, row: &Row) -> Option<String> {
        self.read_value(column, row, STEPS)
    }

    fn read_value(&self, column: &Column, row: &Row, steps: usize) -> Option<String> {
        let value = row.get(column.0).filter(|value| !value.is_null())?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(match column.2 {
            Shown::Plain | Shown::Never => text,
            Shown::IdNumber => masking::id_number(&text),
            Shown::Phone => masking::phone(&text),
            Shown::Of(table) => {
                let found = value.as_i64().and_then(|id| self.0.get_key_value(&(table, id)));
                match (found, words::table(table), steps.checked_sub(1)) {
                    (Some((_, row)), Some(table), Some(steps)) => self.title(table, row, steps),
                    _ => "（已不在台账里）".to_owned(),
                }
            }
            Shown::Upheld => if text == "1" { "成立" } else { "不成立" }.to_owned(),
            Shown::Entry => if text == "ballots" { "逐票录入" } else { "汇总录入" }.to_owned(),
            Shown::Setting => words::setting(&text).to_owned(),
            Shown::Scheme => {
                let scheme: Value = serde_json::from_str(&text).unwrap_or_default();
                scheme.get("name").and_then(Value::as_str).unwrap_or("评议方案").to_owned()
            }
            Shown::Long => format!("共 {} 字", text.chars().count()),
            Shown::Marks => {
                let read: Vec<String> = text.chars().map(|mark| self.mark(row, mark)).collect();
                read.join("、")
            }
            Shown::Mark => text.chars().map(|mark| self.mark(row, mark)).collect(),
            Shown::Item => self.of_scheme(row, "items", value.as_u64()).unwrap_or(text),
        })
    }

    /// 满意, 弃权, 项无效 (001_office.sql, `ballot`).
    fn mark(&self, row: &Row, mark: char) -> String {
        match mark {
            '-' => "弃权".to_owned(),
            'x' => "项无效".to_owned(),
            digit => {
                let place = digit.to_digit(10).and_then(|digit| u64::from(digit).checked_sub(1));
                self.of_scheme(row, "grades", place).unwrap_or_else(|| digit.to_string())
            }
        }
    }

    /// The name of an item or grade, by the scheme of the evaluation that `row` belongs to.
    fn of_scheme(&self, row: &Row, list: &str, place: Option<u64>) -> Option<String> {
        let evaluation = self.0.get(&("evaluation", row.get("evaluation_id")?.as_i64()?))?;
        let scheme = self.0.get(&("scheme", evaluation.get("scheme_id")?.as_i64()?))?;
        let definition: Value = serde_json::from_str(scheme.get("definition")?.as_str()?).ok()?;
        let place = usize::try_from(place?).ok()?;
        Some(definition.get(list)?.get(place)?.get("name")?.as_str()?.to_owned())
    }
}

fn want(table: &Table, row: &Row, wanted: &mut BTreeSet<(&'static str, i64)>) {
    for column in table.columns {
        if let Shown::Of(other) = column.2
            && let Some(id) = row.get(column.0).and_then(Value::as_i64)
        {
            wanted.insert((other, id));
        }
    }
}
