//! 与封存件的差别: pure; what was sealed and what the records give now in, every row that changed out.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Content, FrozenFigure, FrozenRecord, or_dash};
use crate::labels::labelled;

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
    /// Heading of the table.
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
    /// Heading of the table.
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

/// Table, row and column; the numbers tell apart what has one name.
type Place<'a> = (&'a str, usize, &'a str, usize, usize);
type RecordKey<'a> = (&'a str, i64);

/// A figure where it stands, with its rows by record.
struct Cell<'a> {
    table: &'a str,
    row: &'a str,
    column: &'a str,
    figure: &'a FrozenFigure,
}

/// What differs. Figures and rows come in the order of the seal; what only the records have, after it.
pub fn difference(sealed: &Content, now: &Content) -> Difference {
    let (before, after) = (cells(sealed), cells(now));
    let after_at: BTreeMap<&Place<'_>, &Cell<'_>> = after.iter().map(|(place, cell)| (place, cell)).collect();
    let before_at: BTreeSet<&Place<'_>> = before.iter().map(|(place, _)| place).collect();
    let facts = changed_facts(sealed, now);
    let mut found =
        Found { sealed, now, facts: &facts, difference: Difference::default(), told: BTreeSet::new() };
    for (place, cell) in &before {
        found.compare(Some(cell), after_at.get(place).copied());
    }
    for (_, cell) in after.iter().filter(|(place, _)| !before_at.contains(place)) {
        found.compare(None, Some(cell));
    }
    for (_, cell) in &before {
        found.tell_facts(cell);
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
                if let Some(figure) = figure {
                    let place = (table.name.as_str(), nth_table, row.key.as_str(), nth_row, nth_column);
                    cells.push((place, Cell { table: &table.name, row: &row.name, column, figure }));
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

struct Found<'a> {
    sealed: &'a Content,
    now: &'a Content,
    facts: &'a BTreeMap<RecordKey<'a>, Vec<FactDifference>>,
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
                column: at.column.to_owned(),
                sealed: printed(sealed),
                now: printed(now),
            });
        }
        let (before, after) = (rows(self.sealed, sealed), rows(self.now, now));
        let after_at: BTreeMap<RecordKey<'_>, u64> =
            after.iter().map(|(record, amount)| (record.key(), *amount)).collect();
        let before_at: BTreeSet<RecordKey<'_>> = before.iter().map(|(record, _)| record.key()).collect();
        for (record, amount) in before {
            match after_at.get(&record.key()) {
                Some(same) if *same == amount => {}
                Some(other) => self.push(at, record, RowChange::Changed, Some(amount), Some(*other)),
                None => self.push(at, record, RowChange::Removed, Some(amount), None),
            }
        }
        for (record, amount) in after {
            if !before_at.contains(&record.key()) {
                self.push(at, record, RowChange::Added, None, Some(amount));
            }
        }
    }

    /// Facts that moved no figure, such as a birth date within one age band.
    fn tell_facts(&mut self, at: &Cell<'a>) {
        for (record, amount) in rows(self.sealed, Some(at)) {
            if self.facts.contains_key(&record.key()) && !self.told.contains(&record.key()) {
                self.push(at, record, RowChange::Changed, Some(amount), Some(amount));
            }
        }
    }

    fn push(
        &mut self,
        at: &Cell<'a>,
        record: &'a FrozenRecord,
        change: RowChange,
        sealed: Option<u64>,
        now: Option<u64>,
    ) {
        self.told.insert(record.key());
        self.difference.rows.push(RowDifference {
            table: at.table.to_owned(),
            row: at.row.to_owned(),
            column: at.column.to_owned(),
            kind: record.kind.clone(),
            id: record.id,
            name: record.name.clone(),
            organization: record.organization.clone(),
            change,
            sealed,
            now,
            facts: self.facts.get(&record.key()).cloned().unwrap_or_default(),
        });
    }
}

impl FrozenRecord {
    fn key(&self) -> RecordKey<'_> {
        (&self.kind, self.id)
    }
}

fn rows<'a>(content: &'a Content, cell: Option<&Cell<'a>>) -> Vec<(&'a FrozenRecord, u64)> {
    let Some(cell) = cell else { return Vec::new() };
    let record = |(place, amount): &(usize, u64)| content.records.get(*place).map(|record| (record, *amount));
    cell.figure.rows.iter().filter_map(record).collect()
}

/// Of the records on both sides, the facts that are not the same; name and branch are facts here.
fn changed_facts<'a>(sealed: &'a Content, now: &'a Content) -> BTreeMap<RecordKey<'a>, Vec<FactDifference>> {
    let after: BTreeMap<RecordKey<'_>, &FrozenRecord> =
        now.records.iter().map(|record| (record.key(), record)).collect();
    let pairs = sealed.records.iter().filter_map(|record| Some((record, *after.get(&record.key())?)));
    pairs
        .map(|(before, after)| (before.key(), facts(before, after)))
        .filter(|(_, facts)| !facts.is_empty())
        .collect()
}

fn facts(before: &FrozenRecord, after: &FrozenRecord) -> Vec<FactDifference> {
    let all = |record: &FrozenRecord| {
        let own = [
            ("名称".to_owned(), record.name.clone()),
            ("所在党组织".to_owned(), or_dash(record.organization.as_deref())),
        ];
        own.into_iter().chain(record.facts.iter().cloned()).collect::<Vec<_>>()
    };
    let (before, after) = (all(before), all(after));
    let value = |facts: &[(String, String)], fact: &str| {
        or_dash(facts.iter().find(|(label, _)| label == fact).map(|(_, value)| value.as_str()))
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
