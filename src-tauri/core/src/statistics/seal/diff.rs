//! 与封存件的差别: pure; what was sealed and what the records give now in, every row that changed out.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Content, FrozenFigure};
use crate::{labels::labelled, numbers::DASH, statistics::books::FrozenRecord};

labelled! {
    /// What became of a row behind a figure.
    pub enum RowChange {
        /// Counts now and did not.
        Added = "新增",
        /// Counted and does not now.
        Removed = "移出",
        /// Counts for more or less, or its facts changed.
        Changed = "变动",
    }
}

/// What differs between a seal and the records.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Difference {
    /// Figures that are not what was sealed.
    pub figures: Vec<FigureDifference>,
    /// Records that count otherwise, under each figure they count otherwise in. A record whose facts
    /// changed and no figure with them stands once, under the first figure it counts in.
    pub rows: Vec<RowDifference>,
}

/// A figure, as printed; null where one of the two papers has no such row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FigureDifference {
    /// Heading of the table, or its sheet's name, or 表名.
    pub table: String,
    /// Name of the row.
    pub row: String,
    /// Head of the column.
    pub column: String,
    /// As sealed.
    pub sealed: Option<String>,
    /// As counted now.
    pub now: Option<String>,
}

/// A record behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowDifference {
    /// Heading of the table, or its sheet's name, or 表名.
    pub table: String,
    /// Name of the row.
    pub row: String,
    /// Head of the column.
    pub column: String,
    /// 党员, 党组织, 党籍变动 ...
    pub kind: String,
    /// Row id in its table.
    pub id: i64,
    /// Whose or what it is.
    pub name: String,
    /// 党组织 it is filed under.
    pub organization: Option<String>,
    /// What became of it.
    pub change: RowChange,
    /// How much it counted.
    pub sealed: Option<u64>,
    /// How much it counts.
    pub now: Option<u64>,
    /// Facts that are not as sealed.
    pub facts: Vec<FactDifference>,
}

/// A fact of a record; "—" where nothing is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactDifference {
    /// 出生日期.
    pub fact: String,
    /// As sealed.
    pub sealed: String,
    /// As recorded now.
    pub now: String,
}

impl Difference {
    /// 与封存件一致.
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.rows.is_empty()
    }
}

/// Table, row and column; the numbers tell apart what has one name. The last tells the whole of a share
/// from the share.
type Place<'a> = (&'a str, usize, &'a str, usize, usize, bool);
type RecordKey<'a> = (&'a str, i64);

/// A figure where it stands, with its rows by record.
struct Cell<'a> {
    table: &'a str,
    row: &'a str,
    column: Cow<'a, str>,
    figure: &'a FrozenFigure,
}

/// What differs. Figures and rows come in the order of the seal; what only the records have, after it.
pub fn difference(sealed: &Content, now: &Content) -> Difference {
    let (before, after) = (cells(sealed), cells(now));
    let after_at: BTreeMap<&Place<'_>, &Cell<'_>> = after.iter().map(|(place, cell)| (place, cell)).collect();
    let before_at: BTreeSet<&Place<'_>> = before.iter().map(|(place, _)| place).collect();
    let mut found = Found {
        sealed: Side::of(sealed),
        now: Side::of(now),
        difference: Difference::default(),
        told: BTreeSet::new(),
    };
    for (place, cell) in &before {
        found.compare(Some(cell), after_at.get(place).copied());
    }
    for (_, cell) in after.iter().filter(|(place, _)| !before_at.contains(place)) {
        found.compare(None, Some(cell));
    }
    for (place, cell) in &before {
        found.tell_facts(cell, after_at.get(place).copied());
    }
    found.difference
}

fn cells(content: &Content) -> Vec<(Place<'_>, Cell<'_>)> {
    let mut tables = BTreeMap::new();
    let mut cells = Vec::new();
    for table in &content.tables {
        let nth_table = count(&mut tables, table.name.as_str());
        let mut rows = BTreeMap::new();
        for row in &table.rows {
            let nth_row = count(&mut rows, row.key.as_str());
            for (nth_column, (column, figure)) in table.columns.iter().zip(&row.figures).enumerate() {
                let Some(figure) = figure else { continue };
                let at =
                    |whole| (table.name.as_str(), nth_table, row.key.as_str(), nth_row, nth_column, whole);
                let (name, of) = (&row.name, &table.name);
                let cell = |column, figure| Cell { table: of, row: name, column, figure };
                cells.push((at(false), cell(Cow::Borrowed(column), figure)));
                if let Some(whole) = &figure.whole {
                    cells.push((at(true), cell(Cow::Owned(format!("{column}（分母）")), whole)));
                }
            }
        }
    }
    cells
}

fn count<'a>(seen: &mut BTreeMap<&'a str, usize>, name: &'a str) -> usize {
    let times = seen.entry(name).or_default();
    *times += 1;
    *times
}

/// One of the two papers.
struct Side<'a> {
    content: &'a Content,
    /// Any record of a key, for the facts of what the other side does not count.
    known: BTreeMap<RecordKey<'a>, &'a FrozenRecord>,
}

impl<'a> Side<'a> {
    fn of(content: &'a Content) -> Self {
        let mut known = BTreeMap::new();
        for record in &content.records {
            known.entry(key(record)).or_insert(record);
        }
        Self { content, known }
    }

    /// The rows behind a figure, in order.
    fn rows(&self, cell: Option<&Cell<'a>>) -> Vec<(&'a FrozenRecord, u64)> {
        let record = |(place, amount): &(usize, u64)| Some((self.content.records.get(*place)?, *amount));
        cell.map(|cell| cell.figure.rows.iter().filter_map(record).collect()).unwrap_or_default()
    }
}

struct Found<'a> {
    sealed: Side<'a>,
    now: Side<'a>,
    difference: Difference,
    /// Records that stand in the difference already.
    told: BTreeSet<RecordKey<'a>>,
}

impl<'a> Found<'a> {
    fn compare(&mut self, sealed: Option<&Cell<'a>>, now: Option<&Cell<'a>>) {
        let Some(at) = sealed.or(now) else { return };
        let printed = |cell: Option<&Cell<'_>>| cell.map(|cell| cell.figure.printed.clone());
        if sealed.map(|cell| &cell.figure.value) != now.map(|cell| &cell.figure.value) {
            self.difference.figures.push(FigureDifference {
                table: at.table.to_owned(),
                row: at.row.to_owned(),
                column: at.column.to_string(),
                sealed: printed(sealed),
                now: printed(now),
            });
        }
        let (before, after) = (self.sealed.rows(sealed), self.now.rows(now));
        let after_at = by_key(&after);
        for (record, amount) in &before {
            match after_at.get(&key(record)) {
                Some((_, same)) if same == amount => {}
                Some((other, now)) => self.push(at, (record, Some(*amount)), (other, Some(*now))),
                None => {
                    let other = self.now.known.get(&key(record)).copied().unwrap_or(record);
                    self.push(at, (record, Some(*amount)), (other, None));
                }
            }
        }
        let before_at = by_key(&before);
        for (record, amount) in &after {
            if !before_at.contains_key(&key(record)) {
                let other = self.sealed.known.get(&key(record)).copied().unwrap_or(record);
                self.push(at, (other, None), (record, Some(*amount)));
            }
        }
    }

    /// Facts that moved no figure, such as a birth date within one age band.
    fn tell_facts(&mut self, sealed: &Cell<'a>, now: Option<&Cell<'a>>) {
        let after = self.now.rows(now);
        let after_at = by_key(&after);
        for (record, amount) in self.sealed.rows(Some(sealed)) {
            let Some((other, now)) = after_at.get(&key(record)) else { continue };
            if !self.told.contains(&key(record))
                && facts(record, other).iter().any(|fact| fact.fact != STATUS)
            {
                self.push(sealed, (record, Some(amount)), (other, Some(*now)));
            }
        }
    }

    fn push(
        &mut self,
        at: &Cell<'a>,
        (before, sealed): (&'a FrozenRecord, Option<u64>),
        (after, now): (&'a FrozenRecord, Option<u64>),
    ) {
        self.told.insert(key(before));
        self.difference.rows.push(RowDifference {
            table: at.table.to_owned(),
            row: at.row.to_owned(),
            column: at.column.to_string(),
            kind: before.kind.clone(),
            id: before.id,
            name: before.name.clone(),
            organization: before.organization.clone(),
            change: match (sealed, now) {
                (None, _) => RowChange::Added,
                (_, None) => RowChange::Removed,
                _ => RowChange::Changed,
            },
            sealed,
            now,
            facts: facts(before, after),
        });
    }
}

/// Among the rows of one figure, kind and number tell records apart.
fn key(record: &FrozenRecord) -> RecordKey<'_> {
    (&record.kind, record.id)
}

fn by_key<'a>(rows: &[(&'a FrozenRecord, u64)]) -> BTreeMap<RecordKey<'a>, (&'a FrozenRecord, u64)> {
    rows.iter().map(|(record, amount)| (key(record), (*record, *amount))).collect()
}

/// 未启动 and 推进中 carry no day: the state of a pledge alone is no difference to the 截止日期.
const STATUS: &str = "兑现状态";

/// The facts that are not the same; name and branch are facts here.
fn facts(before: &FrozenRecord, after: &FrozenRecord) -> Vec<FactDifference> {
    let dash = || DASH.to_owned();
    let all = |record: &FrozenRecord| {
        let branch = record.organization.clone().unwrap_or_else(dash);
        let own = [("名称".to_owned(), record.name.clone()), ("所在党组织".to_owned(), branch)];
        own.into_iter().chain(record.facts.iter().cloned()).collect::<Vec<_>>()
    };
    let (before, after) = (all(before), all(after));
    let value = |facts: &[(String, String)], fact: &str| {
        facts.iter().find(|(label, _)| label == fact).map_or_else(dash, |(_, value)| value.clone())
    };
    let only_after = after.iter().filter(|(fact, _)| before.iter().all(|(known, _)| known != fact));
    before
        .iter()
        .chain(only_after)
        .map(|(fact, _)| FactDifference {
            fact: fact.clone(),
            sealed: value(&before, fact),
            now: value(&after, fact),
        })
        .filter(|fact| fact.sealed != fact.now)
        .collect()
}
