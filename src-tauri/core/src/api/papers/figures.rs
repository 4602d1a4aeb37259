//! `papers.figures`: a table's figures as data, and the rows behind each; of a sealed table as they
//! were sealed.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Office, Result,
    api::{
        PaperRequest, SealUse,
        export::{check_whole, chosen},
        indicators::{IndicatorRecord, ShownValue, shown},
        seal::{self, SealRow},
    },
    clock::{Period, check_as_of},
    error::OrNotFound,
    numbers::DASH,
    statistics::{
        books::{Books, Scope, Span},
        indicators::{self, Counted},
        layout::{self, Layout},
        report::{self, CheckFailure, Figure, FillRequest, Report, Role},
        seal::{Content, FrozenFigure, FrozenRow, HEAD, Seal, store},
    },
};

/// Rows that are shown behind one figure. More are counted.
const SHOWN: usize = 10_000;

/// A table's figures.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Figures {
    /// 表名.
    pub name: String,
    /// 统计时段.
    pub period: Period,
    /// 截止日期.
    pub as_of: NaiveDate,
    /// The seal that the figures stand in; null where they were counted just now.
    pub sealed: Option<SealRow>,
    /// The grids, from the first page to the last.
    pub tables: Vec<ShownTable>,
    /// 注 that the figures gave.
    pub notes: Vec<String>,
    /// 勾稽关系 that do not hold.
    pub failed_checks: Vec<CheckFailure>,
}

/// A grid of figures.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownTable {
    /// Its heading, or its sheet's name, or 表名; of a paper for each branch, the branch before it.
    pub name: String,
    /// The sentence above it.
    pub lead: Option<String>,
    /// Head of the column of row names.
    pub label: String,
    /// Of each column of figures, the heads above it from the top, its own last.
    pub columns: Vec<Vec<String>>,
    /// From top to bottom.
    pub rows: Vec<ShownRow>,
}

/// A row of figures.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownRow {
    /// A section's head, a line, or a total.
    pub role: Role,
    /// 序号.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What it counts over: what `papers.rows` takes. Null in a sealed table.
    pub scope: Option<Scope>,
    /// One a column; none of a section's head.
    pub cells: Vec<ShownCell>,
}

/// A figure where it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShownCell {
    /// As on paper.
    pub printed: String,
    /// Key of the indicator; null where nothing is counted.
    pub indicator: Option<String>,
    /// Over which days.
    pub span: Span,
}

/// A figure whose rows are asked for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct RowsAsked {
    /// Key of the indicator.
    pub indicator: String,
    /// Over which days.
    #[serde(default)]
    pub span: Span,
    /// What the row counts over.
    #[serde(default)]
    pub scope: Scope,
    /// 统计时段.
    pub period: Period,
    /// 截止日期; the period's last day or today, whichever comes first, where nothing is said.
    pub as_of: Option<NaiveDate>,
}

/// A sealed figure whose rows are asked for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SealedFigureAsked {
    /// Key of the layout.
    pub form: String,
    /// 统计时段.
    pub period: Period,
    /// 第几版.
    pub version: u32,
    /// Which grid, from 0.
    pub table: usize,
    /// Which row of it, section heads counted, from 0.
    pub row: usize,
    /// Which column of figures, from 0.
    pub column: usize,
}

/// A figure with what it was counted from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RowsBehind {
    /// 指标名称.
    pub name: String,
    /// What is counted, and from which rule.
    pub explanation: String,
    /// 计量单位.
    pub unit: String,
    /// The figure; null where the books do not say.
    pub value: Option<ShownValue>,
    /// What it was counted from; of a share, the part.
    pub rows: RowSet,
    /// Of a share, what the part is a part of.
    pub whole: Option<RowSet>,
}

/// Records that were counted.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct RowSet {
    /// What they add up to.
    pub sum: u64,
    /// How many there are.
    pub count: usize,
    /// The first ten thousand.
    pub records: Vec<IndicatorRecord>,
}

/// The figures of a table, or of its seal where one stands for it.
///
/// # Errors
/// Not found for a paper that is no table of figures; as `papers.export`.
pub fn figures(office: &Office, asked: &PaperRequest) -> Result<Figures> {
    let layout = layout_of(office, &asked.form)?;
    let seals = chosen(office, asked)?;
    check_whole(office, &seals)?;
    if let Some(sealed) = seals.into_iter().next() {
        return sealed_figures(office, sealed);
    }
    let request = &asked.request;
    let period = request.period.clone().ok_or_else(no_period)?;
    let (as_of, books) = books(office, &period, request.as_of)?;
    let fill = FillRequest { period: period.clone(), as_of, organization: request.organization };
    let reports = report::fill_from(office.read(), &books, &layout, &fill)?;
    let mut figures = Figures {
        name: layout.name,
        period,
        as_of,
        sealed: None,
        tables: Vec::new(),
        notes: Vec::new(),
        failed_checks: Vec::new(),
    };
    let several = reports.len() > 1;
    for report in reports {
        figures.tables.extend(tables(&report, several));
        figures.notes.extend(report.notes);
        figures.failed_checks.extend(report.failures);
    }
    let mut told = std::collections::BTreeSet::new();
    figures.notes.retain(|note| told.insert(note.clone()));
    Ok(figures)
}

fn layout_of(office: &Office, key: &str) -> Result<Layout> {
    layout::store::find(office.read(), key)?
        .or_not_found(|| format!("“{key}”不是统计表，没有可以展开的数字"))
        .map_err(|error| error.hint("请从统计表和自定表里选一张。"))
}

fn no_period() -> Error {
    Error::refused("这张表要写明统计时段").hint("请选定统计时段。")
}

/// The books of a period up to the asked day; else its last day or today.
fn books(office: &Office, period: &Period, as_of: Option<NaiveDate>) -> Result<(NaiveDate, Books)> {
    let today = office.clock().today();
    if let Some(day) = as_of {
        check_as_of(day, today)?;
    }
    let as_of = as_of.unwrap_or(period.to.min(today));
    Ok((as_of, Books::read(office.read(), period, as_of)?))
}

fn tables(report: &Report, several: bool) -> Vec<ShownTable> {
    let grids = report.layout.tables.iter().zip(&report.tables);
    grids
        .map(|(table, grid)| {
            let leaves = table.headed();
            let own = table.heading.as_ref().or(table.sheet.as_ref()).unwrap_or(&report.layout.name);
            let rows = grid.rows.iter().map(|row| ShownRow {
                role: row.role,
                number: row.number.clone(),
                name: row.name.clone(),
                scope: Some(row.scope.clone()),
                cells: row
                    .figures
                    .iter()
                    .zip(&leaves)
                    .map(|(figure, (_, leaf))| cell(figure, leaf.decimals.unwrap_or(report.layout.decimals)))
                    .collect(),
            });
            ShownTable {
                name: if several { format!("{}　{own}", report.unit) } else { own.clone() },
                lead: grid.lead.clone(),
                label: table.label.clone(),
                rows: rows.collect(),
                columns: leaves.into_iter().map(|(heads, _)| heads).collect(),
            }
        })
        .collect()
}

fn cell(figure: &Figure, decimals: u32) -> ShownCell {
    let plain =
        |printed: &str| ShownCell { printed: printed.to_owned(), indicator: None, span: Span::Period };
    match figure {
        Figure::ByHand => plain(""),
        Figure::NotRecorded | Figure::Omitted => plain(DASH),
        Figure::Counted { indicator, span, value } => {
            ShownCell { printed: value.printed(decimals), indicator: Some(indicator.clone()), span: *span }
        }
    }
}

fn sealed_figures(office: &Office, sealed: Seal) -> Result<Figures> {
    let content = store::content(office.read(), &sealed)?;
    let layout = Layout::parse(&sealed.layout)?;
    let period = Period::parse(&sealed.period)?;
    // A paper for each branch holds the layout's tables once a branch.
    let mut of_layout = layout.tables.iter().cycle();
    let tables = content.tables.into_iter().map(|table| {
        let laid = of_layout.next();
        let mut rows = Vec::new();
        let mut at = None;
        for row in &table.rows {
            let (section, _) = place(row);
            let several = laid.filter(|laid| laid.sections.len() > 1 && at != Some(section));
            if let Some(head) = several.and_then(|laid| laid.sections.get(section)) {
                rows.push(ShownRow {
                    role: Role::Section,
                    number: head.number.clone().unwrap_or_default(),
                    name: head.name.clone().unwrap_or_default(),
                    scope: None,
                    cells: Vec::new(),
                });
            }
            at = Some(section);
            rows.push(sealed_row(row));
        }
        ShownTable {
            name: table.name,
            lead: table.lead,
            label: laid.map(|laid| laid.label.clone()).unwrap_or_default(),
            columns: table
                .columns
                .iter()
                .map(|column| column.split(HEAD).map(str::to_owned).collect())
                .collect(),
            rows,
        }
    });
    Ok(Figures {
        name: layout.name.clone(),
        period,
        as_of: sealed.as_of,
        tables: tables.collect(),
        sealed: Some(seal::row(sealed)),
        notes: content.notes,
        failed_checks: content.failures,
    })
}

/// Which section of its table a sealed row stands in, and whether it is a total.
fn place(row: &FrozenRow) -> (usize, bool) {
    let mut words = row.key.split(' ');
    let section = words.next().and_then(|section| section.parse().ok()).unwrap_or_default();
    (section, words.next() == Some("total"))
}

fn sealed_row(row: &FrozenRow) -> ShownRow {
    let (_, total) = place(row);
    let cells = row.figures.iter().map(|figure| match figure {
        None => ShownCell { printed: DASH.to_owned(), indicator: None, span: Span::Period },
        Some(figure) => ShownCell {
            printed: figure.printed.clone(),
            indicator: Some(figure.indicator.clone()),
            span: figure.span,
        },
    });
    ShownRow {
        role: if total { Role::Total } else { Role::Line },
        number: String::new(),
        name: row.name.clone(),
        scope: None,
        cells: cells.collect(),
    }
}

/// The rows behind a figure, as the records are.
///
/// # Errors
/// Not found for the indicator; refused for a day after today; storage errors.
pub fn rows(office: &Office, asked: &RowsAsked) -> Result<RowsBehind> {
    let indicator = indicators::find(&asked.indicator)?;
    let (_, books) = books(office, &asked.period, asked.as_of)?;
    let (scope, span) = (&asked.scope, asked.span);
    Ok(RowsBehind {
        value: shown(&indicator.value(&books, scope, span)),
        rows: counted(&indicator.rows(&books, scope, span), &books),
        whole: indicator.rows_of_whole(&books, scope, span).map(|rows| counted(&rows, &books)),
        name: indicator.name,
        explanation: indicator.explanation,
        unit: indicator.unit.to_owned(),
    })
}

fn counted(rows: &[Counted<'_>], books: &Books) -> RowSet {
    let record = |row: &Counted<'_>| IndicatorRecord { amount: row.amount, record: row.record.freeze(books) };
    RowSet {
        sum: rows.iter().map(|row| row.amount).sum(),
        count: rows.len(),
        records: rows.iter().take(SHOWN).map(record).collect(),
    }
}

/// The rows behind a sealed figure, as they were sealed.
///
/// # Errors
/// Not found for a seal or a figure that is not there; damaged for a seal that was tampered with.
pub fn sealed_rows(office: &Office, asked: &SealedFigureAsked) -> Result<RowsBehind> {
    let request = crate::documents::Request { period: Some(asked.period.clone()), ..Default::default() };
    let sealed = SealUse::Version(asked.version);
    let seals = chosen(office, &PaperRequest { form: asked.form.clone(), request, sealed })?;
    check_whole(office, &seals)?;
    let missing = || "封存件里没有这个数字".to_owned();
    let sealed = seals.into_iter().next().or_not_found(missing)?;
    let content = store::content(office.read(), &sealed)?;
    let layout = Layout::parse(&sealed.layout)?;
    let table = content.tables.get(asked.table).or_not_found(missing)?;
    let laid = layout.tables.get(asked.table % layout.tables.len().max(1));
    let row = sealed_place(&table.rows, laid.is_some_and(|laid| laid.sections.len() > 1), asked.row)
        .or_not_found(missing)?;
    let figure = row.figures.get(asked.column).and_then(Option::as_ref).or_not_found(missing)?;
    // A seal of an earlier program may name an indicator that is no more.
    let (name, explanation, unit) = indicators::find(&figure.indicator)
        .map(|known| (known.name, known.explanation, known.unit.to_owned()))
        .unwrap_or((figure.indicator.clone(), String::new(), String::new()));
    Ok(RowsBehind {
        name,
        explanation,
        unit,
        value: shown(&figure.value),
        rows: frozen(figure, &content),
        whole: figure.whole.as_deref().map(|whole| frozen(whole, &content)),
    })
}

/// The row at a place that counts the heads of sections too.
fn sealed_place(rows: &[FrozenRow], headed: bool, wanted: usize) -> Option<&FrozenRow> {
    let (mut shown, mut at) = (0, None);
    for row in rows {
        let (section, _) = place(row);
        if headed && at != Some(section) {
            shown += 1;
        }
        at = Some(section);
        if shown == wanted {
            return Some(row);
        }
        shown += 1;
    }
    None
}

fn frozen(figure: &FrozenFigure, content: &Content) -> RowSet {
    let record = |(place, amount): &(usize, u64)| {
        let record = content.records.get(*place)?.clone();
        Some(IndicatorRecord { amount: *amount, record })
    };
    RowSet {
        sum: figure.rows.iter().map(|(_, amount)| amount).sum(),
        count: figure.rows.len(),
        records: figure.rows.iter().take(SHOWN).filter_map(record).collect(),
    }
}
