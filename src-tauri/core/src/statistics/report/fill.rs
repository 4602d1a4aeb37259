//! Filling a layout: rows, figures, totals.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    Figure, FillRequest, Grid, Report, Role, Row, checks, grades, notes,
    rows::{Candidate, candidates},
    words::{nothing, quarter, this_period},
};
use crate::{
    Error, Result,
    clock::Period,
    error::OrNotFound,
    evaluations::{self, Scheme, scheme::SubjectKind},
    members::{MemberId, Subject},
    organizations::{self, Organization, OrganizationId, OrganizationKind, tree},
    statistics::{
        books::{Books, Place, Scope, Span},
        indicators::{self, Indicator, Timing, Value},
        layout::{Column, Layout, Section, Table, filled, placeholders},
    },
};

/// Fills a layout from the office file: one report, or one for each branch.
///
/// # Errors
/// Refused, with what to do, when there is nothing to show (see [`Layout::needs`]) or the period is
/// none for such a table; not found for a scheme the office does not have; storage errors.
pub fn fill(connection: &Connection, layout: &Layout, request: &FillRequest) -> Result<Vec<Report>> {
    let books = Books::read(connection, &request.period, request.as_of)?;
    fill_from(connection, &books, layout, request)
}

/// As [`fill`], with books that were read already for the same days.
///
/// # Errors
/// As [`fill`].
pub fn fill_from(
    connection: &Connection,
    books: &Books,
    layout: &Layout,
    request: &FillRequest,
) -> Result<Vec<Report>> {
    if layout.is_quarterly() && quarter(&request.period).is_none() {
        return Err(Error::refused(format!(
            "“{}”按季度统计，{}不是一个季度",
            layout.name, request.period.text
        ))
        .hint("请把统计时段选成季度。")
        .terminal("请把时段写成季度，例如 --period 2012Q1。"));
    }
    let desk = Desk::open(connection, books, layout)?;
    let whole = desk.whole(request.organization)?;
    let wholes = if layout.per_branch { desk.each_branch(&whole) } else { vec![whole] };
    let mut reports = Vec::new();
    for whole in wholes.iter().filter(|whole| desk.has_something(layout, whole)) {
        reports.push(desk.report(layout, whole, &request.period));
    }
    let lines = |report: &Report| {
        report.tables.iter().flat_map(|table| &table.rows).any(|row| row.role == Role::Line)
    };
    reports.retain(lines);
    if reports.is_empty() { Err(nothing(books, layout, &request.period)) } else { Ok(reports) }
}

/// One paper's place.
pub(super) struct Whole<'a> {
    /// Whose paper it is, where it is not the whole office's.
    pub branch: Option<&'a Organization>,
    pub place: Place,
    /// Every organization of the place, dissolved ones too: their records of the period count.
    pub organizations: Vec<&'a Organization>,
    /// Whether 未编入党支部 belong to it.
    pub unplaced: bool,
}

/// A section in its table.
pub(super) struct Frame<'a> {
    pub table: &'a Table,
    pub section: &'a Section,
    /// Whose evaluations it shows, when it shows those of one kind.
    pub kind: Option<SubjectKind>,
    /// Over which days it counts.
    pub spans: Vec<Span>,
}

impl<'a> Frame<'a> {
    fn new(table: &'a Table, section: &'a Section) -> Self {
        let leaves = table.leaves();
        let shows = |kind: SubjectKind| {
            let family = format!("evaluations.{}.", kind.word());
            leaves
                .iter()
                .filter_map(|leaf| leaf.indicator.as_deref())
                .any(|key| filled(key, section).starts_with(&family))
        };
        let kind = match (shows(SubjectKind::Organization), shows(SubjectKind::Member)) {
            (true, false) => Some(SubjectKind::Organization),
            (false, true) => Some(SubjectKind::Member),
            _ => None,
        };
        let of_lines = section.lines.iter().map(|line| line.span);
        let of_leaves = leaves.iter().filter_map(|leaf| leaf.span);
        let mut spans: BTreeSet<Span> = of_lines.chain(of_leaves).collect();
        if section.lines.is_empty() && leaves.iter().any(|leaf| leaf.span.is_none()) {
            spans.insert(Span::Period);
        }
        Self { table, section, kind, spans: spans.into_iter().collect() }
    }
}

fn frames(layout: &Layout) -> impl Iterator<Item = Frame<'_>> {
    let tables = layout.tables.iter();
    tables.flat_map(|table| table.sections.iter().map(move |section| Frame::new(table, section)))
}

/// What filling starts from.
pub(super) struct Desk<'a> {
    pub books: &'a Books,
    unit: String,
    indicators: RefCell<BTreeMap<String, Option<Arc<Indicator>>>>,
}

impl<'a> Desk<'a> {
    fn open(connection: &Connection, books: &'a Books, layout: &Layout) -> Result<Self> {
        let sections = layout.tables.iter().flat_map(|table| &table.sections);
        for key in sections.filter_map(|section| section.scheme.as_ref()) {
            if books.scheme(key).is_none() {
                let schemes = evaluations::store::schemes(connection)?;
                return Err(Error::not_found(format!("没有名为“{key}”的评议方案"))
                    .hint(format!("报表“{}”用到它；可用的方案如下。", layout.name))
                    .details(schemes.into_keys().collect()));
            }
        }
        let unit = organizations::store::unit(connection)?.name;
        Ok(Self { books, unit, indicators: RefCell::default() })
    }

    pub fn as_of(&self) -> NaiveDate {
        self.books.window.as_of
    }

    /// The indicator of a key; none when there is no such indicator.
    pub fn indicator(&self, key: &str) -> Option<Arc<Indicator>> {
        if let Some(known) = self.indicators.borrow().get(key) {
            return known.clone();
        }
        let found = indicators::find(key).ok().map(Arc::new);
        self.indicators.borrow_mut().insert(key.to_owned(), found.clone());
        found
    }

    fn whole(&self, organization: Option<OrganizationId>) -> Result<Whole<'a>> {
        let Some(top) = organization else {
            let organizations = self.books.organizations.iter().collect();
            return Ok(Whole { branch: None, place: Place::Office, organizations, unplaced: true });
        };
        let branch = Some(self.books.organization(top).or_not_found(|| "没有这个党组织".to_owned())?);
        let below = tree::descendants(&self.books.organizations, top);
        let part = self.part(branch, &below.into_iter().chain([top]).collect());
        Ok(match self.books.place(top) {
            Place::Office => Whole { place: Place::Office, unplaced: true, ..part },
            _ => part,
        })
    }

    fn part(&self, branch: Option<&'a Organization>, ids: &BTreeSet<OrganizationId>) -> Whole<'a> {
        let all = self.books.organizations.iter();
        let organizations: Vec<&Organization> = all.filter(|one| ids.contains(&one.id)).collect();
        let place = Place::Organizations(organizations.iter().map(|one| Some(one.id)).collect());
        Whole { branch, place, organizations, unplaced: false }
    }

    fn each_branch(&self, whole: &Whole<'a>) -> Vec<Whole<'a>> {
        let mut ids: BTreeMap<OrganizationId, BTreeSet<OrganizationId>> = BTreeMap::new();
        for organization in &whole.organizations {
            ids.entry(self.branch_of(organization)).or_default().insert(organization.id);
        }
        let branches = whole.organizations.iter().filter(|one| one.kind != OrganizationKind::LeadingGroup);
        branches.filter_map(|branch| Some(self.part(Some(branch), ids.get(&branch.id)?))).collect()
    }

    /// The branch that a 党小组 is part of; any other organization itself.
    pub fn branch_of(&self, organization: &Organization) -> OrganizationId {
        tree::branch_of(&self.books.organizations, organization.id)
    }

    /// Members among the rows behind a figure.
    pub fn members_behind(&self, key: &str, scope: &Scope, spans: &[Span]) -> BTreeSet<MemberId> {
        let Some(indicator) = self.indicator(key) else { return BTreeSet::new() };
        let rows = spans.iter().flat_map(|span| indicator.rows(self.books, scope, *span));
        rows.filter_map(|counted| match counted.record.subject() {
            Some(Subject::Member(id)) => Some(id),
            _ => None,
        })
        .collect()
    }

    /// Schemes under which subjects of a kind were evaluated at a place, in the order of their keys.
    pub fn schemes_at(&self, kind: SubjectKind, place: &Place, spans: &[Span]) -> Vec<Arc<Scheme>> {
        let scope = Scope::of(place.clone());
        let used = spans.iter().flat_map(|span| self.books.schemes(kind, &scope, *span));
        let by_key: BTreeMap<String, Arc<Scheme>> = used.map(|scheme| (scheme.key.clone(), scheme)).collect();
        by_key.into_values().collect()
    }

    /// The section's scheme, else those in use, else the ready-made one.
    pub fn schemes_of(&self, frame: &Frame<'_>, place: &Place) -> Vec<Arc<Scheme>> {
        let named = |key: &str| self.books.scheme(key).map(Arc::clone).into_iter().collect();
        if let Some(key) = &frame.section.scheme {
            return named(key);
        }
        let Some(kind) = frame.kind else { return Vec::new() };
        let used = self.schemes_at(kind, place, &frame.spans);
        if used.is_empty() { named(kind.default_scheme()) } else { used }
    }

    /// Whether a list of evaluated members can do without one: 预备党员 whom its scheme does not evaluate.
    pub fn exempts(&self, frame: &Frame<'_>, member: MemberId) -> bool {
        let scheme = frame.section.scheme.as_deref();
        frame.kind == Some(SubjectKind::Member)
            && frame.spans.iter().all(|span| self.books.is_exempt(scheme, *span, member))
    }

    fn has_something(&self, layout: &Layout, whole: &Whole<'_>) -> bool {
        let shows = |frame: &Frame<'_>, key: &str| {
            let scheme = frame.section.scheme.clone();
            let scope = Scope { scheme, ..Scope::of(whole.place.clone()) };
            let counted = |one: &Indicator| {
                // Not what lies outside the days that are shown.
                frame.spans.iter().any(|span| !is_nothing(&one.value(self.books, &scope, *span)))
            };
            self.indicator(&filled(key, frame.section)).is_some_and(|one| counted(&one))
        };
        let frames: Vec<Frame<'_>> = frames(layout).collect();
        layout.needs.is_empty() || layout.needs.iter().any(|key| frames.iter().any(|frame| shows(frame, key)))
    }

    fn report(&self, layout: &Layout, whole: &Whole<'_>, period: &Period) -> Report {
        let mut layout = layout.clone();
        let mut grades_of = Vec::new();
        for table in &mut layout.tables {
            let frames: Vec<Frame<'_>> =
                table.sections.iter().map(|section| Frame::new(table, section)).collect();
            let grades = grades::of(self, &frames, &whole.place);
            table.columns = grades::repeated(&table.columns, &grades);
            grades_of.push(grades);
        }
        let (mut tables, mut failures) = (Vec::new(), Vec::new());
        for (table, grades) in layout.tables.iter().zip(&grades_of) {
            let grid = self.table(table, whole, period, layout.decimals);
            let name = table.heading.clone().unwrap_or_else(|| layout.name.clone());
            failures.extend(checks::sums(self, table, &grid, &name));
            failures.extend(checks::relations(self, &layout, table, &grid, (&name, grades)));
            tables.push(grid);
        }
        let frames: Vec<Frame<'_>> = frames(&layout).collect();
        let notes = notes::of(self, &layout, &frames, whole, period);
        Report {
            unit: whole.branch.map_or(&self.unit, |branch| &branch.name).clone(),
            period: period.clone(),
            as_of: self.as_of(),
            tables,
            notes,
            failures,
            layout,
        }
    }

    fn table(&self, table: &Table, whole: &Whole<'_>, period: &Period, decimals: u32) -> Grid {
        let several = table.sections.len() > 1;
        let mut rows = Vec::new();
        for (place, section) in table.sections.iter().enumerate() {
            let frame = Frame::new(table, section);
            let row = |role, number: String, name: String, scope: Scope, figures| Row {
                role,
                section: place,
                number,
                name,
                scope,
                figures,
            };
            let total_scope = Scope { scheme: section.scheme.clone(), ..Scope::of(whole.place.clone()) };
            if several {
                let number = section.number.clone().unwrap_or_default();
                let name = section.name.clone().unwrap_or_default();
                rows.push(row(Role::Section, number, name, total_scope.clone(), Vec::new()));
            }
            let mut count = 0;
            for candidate in candidates(self, whole, &frame) {
                let figures = self.figures(&frame, &candidate);
                if candidate.always || figures.iter().any(counts_something) {
                    count += 1;
                    let number = if table.numbered { count.to_string() } else { String::new() };
                    let name = candidate.name.replace("{本期}", this_period(period));
                    rows.push(row(Role::Line, number, name, candidate.scope, figures));
                }
            }
            if let Some(name) = &section.total {
                let figures =
                    table.leaves().into_iter().map(|leaf| self.figure(&frame, leaf, &total_scope, None));
                let figures = figures.collect();
                rows.push(row(Role::Total, String::new(), name.clone(), total_scope, figures));
            }
        }
        let lead = table.lead.as_ref().zip(table.sections.first()).map(|(lead, section)| {
            let scope = Scope { scheme: section.scheme.clone(), ..Scope::of(whole.place.clone()) };
            let figure = |key: &str| {
                self.indicator(&filled(key, section))
                    .map_or(Value::Unknown, |one| one.value(self.books, &scope, Span::Period))
                    .printed(decimals)
            };
            let parts = placeholders(lead).into_iter();
            parts.map(|(key, words)| if key { figure(words) } else { words.to_owned() }).collect()
        });
        Grid { lead, rows }
    }

    fn figures(&self, frame: &Frame<'_>, row: &Candidate) -> Vec<Figure> {
        let leaves = frame.table.leaves().into_iter();
        leaves
            .map(|leaf| {
                let figure = self.figure(frame, leaf, &row.scope, row.span);
                let Figure::Counted { indicator, value, .. } = &figure else { return figure };
                let of_people = ["members.", "movements.", "pledges.member"];
                let of_people = of_people.iter().any(|family| indicator.starts_with(family));
                let omitted = (row.again && !indicator.starts_with("evaluations."))
                    || (!row.people && of_people && is_nothing(value));
                if omitted { Figure::Omitted } else { figure }
            })
            .collect()
    }

    fn figure(&self, frame: &Frame<'_>, leaf: &Column, scope: &Scope, span: Option<Span>) -> Figure {
        if leaf.by_hand {
            return Figure::ByHand;
        }
        let Some(key) = &leaf.indicator else { return Figure::NotRecorded };
        let key = filled(key, frame.section);
        let Some(indicator) = self.indicator(&key) else { return Figure::NotRecorded };
        let span = match indicator.timing {
            Timing::AsOf => Span::Period,
            Timing::Over => leaf.span.or(span).unwrap_or_default(),
        };
        let value = indicator.value(self.books, scope, span);
        Figure::Counted { indicator: key, span, value }
    }
}

fn counts_something(figure: &Figure) -> bool {
    matches!(figure, Figure::Counted { value: Value::Count(1..), .. })
}

/// Zero, nothing of nothing or 无数据.
fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Count(0) | Value::Share { whole: 0, .. } | Value::Unknown)
}
