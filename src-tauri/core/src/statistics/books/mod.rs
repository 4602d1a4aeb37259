//! 底册: every dated record that indicators count, as of a day and over a period, read once.
//!
//! Records are filed by branch, so that a table of a thousand branches walks each record once a
//! column and not once a row. Nothing here counts: [`super::indicators`] do.

mod entries;
mod file;
mod read;
mod record;

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use rusqlite::Connection;
use rustc_hash::FxHashSet;

pub use entries::{
    AtStart, Due, Evaluated, FiledHonour, FiledPledge, FiledReview, Movement, MovementKind, Person, Remark,
    Sheets,
};
pub use record::{FrozenRecord, Record};

use crate::{
    Result,
    clock::{Period, chinese_date},
    evaluations::{Scheme, scheme::SubjectKind},
    members::{MemberId, Standing, Subject},
    organizations::{self, Organization, OrganizationId},
    statistics::coverage,
};
use entries::Evaluations;
use file::File;

/// 统计口径: which days a table speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// 本期.
    pub period: Period,
    /// 截止日期: the period's last day, or today when the period is not over, or what was asked.
    pub as_of: NaiveDate,
    /// Where the books begin (期初登记); none in an office without members.
    pub opened: Option<NaiveDate>,
}

/// Over which days events are counted.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
pub enum Span {
    /// 本期: from the period's first day.
    #[default]
    #[serde(rename = "本期")]
    Period,
    /// 累计: from 1 January of the period's year (年初至今).
    #[serde(rename = "累计")]
    Year,
}

impl Window {
    /// First and last day of a span; the last is never after [`Window::as_of`].
    pub fn days(&self, span: Span) -> (NaiveDate, NaiveDate) {
        let from = match span {
            Span::Period => self.period.from,
            Span::Year => NaiveDate::from_ymd_opt(self.period.year(), 1, 1).unwrap_or(self.period.from),
        };
        (from, self.period.to.min(self.as_of))
    }

    /// Whether a day lies in a span.
    pub fn contains(&self, span: Span, day: NaiveDate) -> bool {
        let (from, to) = self.days(span);
        from <= day && day <= to
    }

    /// Whether the books say who was a member on a day: not before 期初登记 (`decisions.md` 14).
    pub fn knows(&self, day: NaiveDate) -> bool {
        self.opened.is_some_and(|opened| opened <= day)
    }

    /// Whether a span has begun by the as-of day: nothing is known of days to come.
    pub fn has_begun(&self, span: Span) -> bool {
        let (from, to) = self.days(span);
        from <= to
    }

    /// Whether the books say anything of a span's 党籍变动; of days before 期初登记 they do not.
    pub fn knows_span(&self, span: Span) -> bool {
        self.has_begun(span) && self.knows(self.days(span).1)
    }

    /// The day before a span begins: 期初.
    pub fn start(&self, span: Span) -> Option<NaiveDate> {
        self.days(span).0.pred_opt()
    }
}

/// 统计范围: whose records a figure is counted over.
#[derive(
    Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// 全单位, members without a branch included.
    #[default]
    Office,
    /// These organizations themselves, without those below them; `None` is 未编入党支部.
    Organizations(Vec<Option<OrganizationId>>),
    /// One member.
    Member(MemberId),
}

/// What one row of a table counts over.
#[derive(
    Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub struct Scope {
    /// Whose records.
    pub place: Place,
    /// Only evaluations under the scheme of this key.
    pub scheme: Option<String>,
    /// This 评议内容 instead of 总体评价, by name.
    pub item: Option<String>,
}

impl Scope {
    /// Everything under `place`.
    pub fn of(place: Place) -> Self {
        Self { place, ..Self::default() }
    }
}

/// What is read once for each span; once for both where they are the same days.
struct BySpan<T> {
    period: T,
    year: Option<T>,
}

impl<T> BySpan<T> {
    fn of(&self, span: Span) -> &T {
        match (span, &self.year) {
            (Span::Year, Some(year)) => year,
            _ => &self.period,
        }
    }
}

/// 群众评议 of a span.
struct SpanEvaluations {
    organizations: Evaluations,
    members: Evaluations,
    /// Who was evaluated: under every scheme together (no key), and under each.
    covered: BTreeMap<Option<String>, FxHashSet<Subject>>,
    /// Whether 预备党员 are due where no scheme is named.
    probationary: bool,
    /// Of void results too, in the order of the name list and the roster.
    remarks: Vec<Remark>,
}

/// Everything that indicators count.
pub struct Books {
    /// Which days.
    pub window: Window,
    /// Every organization, dissolved ones too, in the order of the name list.
    pub organizations: Arc<[Organization]>,
    units: File<Organization>,
    people: File<Person>,
    at_start: BySpan<File<AtStart>>,
    movements: File<Movement>,
    pledges: File<FiledPledge>,
    pledging: FxHashSet<Subject>,
    honours: File<FiledHonour>,
    reviews: File<FiledReview>,
    evaluations: BySpan<SpanEvaluations>,
    schemes: BTreeMap<String, Arc<Scheme>>,
}

impl Books {
    /// Reads the records of a period up to a day.
    ///
    /// # Errors
    /// Storage errors.
    pub fn read(connection: &Connection, period: &Period, as_of: NaiveDate) -> Result<Self> {
        read::read(connection, period, as_of)
    }

    /// The organization of an id.
    pub fn organization(&self, id: OrganizationId) -> Option<&Organization> {
        organizations::tree::by_id(&self.organizations, id)
    }

    /// 统计范围 of an organization: itself and those below it. The one above all others stands for the
    /// whole office, members without a branch included.
    pub fn place(&self, id: OrganizationId) -> Place {
        let mut under = organizations::tree::descendants(&self.organizations, id);
        under.push(id);
        if under.len() == self.organizations.len() {
            Place::Office
        } else {
            Place::Organizations(under.into_iter().map(Some).collect())
        }
    }

    /// 党组织 that exist on the as-of day.
    pub fn units<'b>(&'b self, place: &'b Place) -> impl Iterator<Item = &'b Organization> {
        self.units.of(place).filter(|unit| unit.exists_on(self.window.as_of))
    }

    /// Every 党组织, dissolved ones too.
    pub(super) fn all_units<'b>(&'b self, place: &'b Place) -> impl Iterator<Item = &'b Organization> {
        self.units.of(place)
    }

    /// 在册党员 of the as-of day, by branch and roster; nobody when the books do not know that day.
    pub fn people<'b>(&'b self, place: &'b Place) -> impl Iterator<Item = &'b Person> {
        self.people.of(place).filter(|person| person.enrolled)
    }

    /// Anybody ever registered.
    pub fn person(&self, id: MemberId) -> Option<&Person> {
        self.people.of_member(id).next()
    }

    /// 在册党员 of the day before a span.
    pub(super) fn at_start<'b>(&'b self, span: Span, place: &'b Place) -> impl Iterator<Item = &'b AtStart> {
        self.at_start.of(span).of(place)
    }

    /// 党籍变动 of a span since the books were opened, by branch, member and day.
    pub fn movements<'b>(&'b self, span: Span, place: &'b Place) -> impl Iterator<Item = &'b Movement> {
        self.movements.of(place).filter(move |movement| self.window.contains(span, movement.happened_on))
    }

    /// The ledger of the period's year, without what was made public after the as-of day.
    pub fn pledges<'b>(&'b self, place: &'b Place) -> impl Iterator<Item = &'b FiledPledge> {
        self.pledges.of(place)
    }

    /// Whether a subject has a line among [`Books::pledges`].
    pub fn pledges_something(&self, subject: Subject) -> bool {
        self.pledging.contains(&subject)
    }

    /// 荣誉 granted in a span.
    pub fn honours<'b>(&'b self, span: Span, place: &'b Place) -> impl Iterator<Item = &'b FiledHonour> {
        self.honours.of(place).filter(move |filed| self.window.contains(span, filed.honour.granted_on))
    }

    /// 点评 and 讲评 held in a span, by branch and day.
    pub fn reviews<'b>(&'b self, span: Span, place: &'b Place) -> impl Iterator<Item = &'b FiledReview> {
        self.reviews.of(place).filter(move |filed| self.window.contains(span, filed.review.held_on))
    }

    fn evaluations(&self, kind: SubjectKind, span: Span) -> &Evaluations {
        let evaluations = self.evaluations.of(span);
        match kind {
            SubjectKind::Organization => &evaluations.organizations,
            SubjectKind::Member => &evaluations.members,
        }
    }

    /// 评议结果 of a span, void ones left out; of the scope's scheme where it names one.
    pub fn results<'b>(
        &'b self,
        kind: SubjectKind,
        scope: &'b Scope,
        span: Span,
    ) -> impl Iterator<Item = &'b Evaluated> {
        let scheme = scope.scheme.as_deref();
        let results = self.evaluations(kind, span).results.of(&scope.place);
        results.filter(move |one| scheme.is_none_or(|key| one.result.scheme.key == key))
    }

    /// Whether 预备党员 are due in a span: under the scheme of a key, else unless every scheme that members
    /// were evaluated under leaves them out (`decisions.md` 9).
    fn probationary_are_due(&self, scheme: Option<&str>, span: Span) -> bool {
        match scheme {
            None => self.evaluations.of(span).probationary,
            Some(key) => self.schemes.get(key).is_none_or(|scheme| scheme.probationary),
        }
    }

    /// Whether a member is one of the 预备党员 who are not due in a span; by the standing of the as-of day
    /// where the branch was evaluated without the member.
    pub(super) fn is_exempt(&self, scheme: Option<&str>, span: Span, member: MemberId) -> bool {
        let due = || self.evaluations(SubjectKind::Member, span).due.of_member(member).next();
        let standing = || self.person(member).and_then(|person| person.standing);
        !self.probationary_are_due(scheme, span)
            && due().map_or_else(|| standing() == Some(Standing::Probationary), |due| due.probationary)
    }

    /// The schemes that results of a scope were counted by, each once.
    pub fn schemes(&self, kind: SubjectKind, scope: &Scope, span: Span) -> Vec<Arc<Scheme>> {
        let mut schemes: Vec<Arc<Scheme>> = Vec::new();
        for one in self.results(kind, scope, span) {
            if !schemes.iter().any(|scheme| Arc::ptr_eq(scheme, &one.result.scheme)) {
                schemes.push(Arc::clone(&one.result.scheme));
            }
        }
        schemes.sort_by(|a, b| a.key.cmp(&b.key));
        schemes
    }

    /// The scheme of a key, used or not.
    pub fn scheme(&self, key: &str) -> Option<&Arc<Scheme>> {
        self.schemes.get(key)
    }

    /// 应评对象 of a span, each with whether it is done; by the evaluations under the scope's scheme
    /// where it names one.
    pub(super) fn due<'b>(
        &'b self,
        kind: SubjectKind,
        scope: &'b Scope,
        span: Span,
    ) -> impl Iterator<Item = (&'b Due, bool)> {
        let probationary = self.probationary_are_due(scope.scheme.as_deref(), span);
        let covered = self.evaluations.of(span).covered.get(&scope.scheme);
        let due = self.evaluations(kind, span).due.of(&scope.place);
        due.filter(move |due| probationary || !due.probationary)
            .map(move |due| (due, covered.is_some_and(|covered| covered.contains(&due.subject))))
    }

    /// The papers of a span, void ones left out.
    pub(super) fn sheets<'b>(
        &'b self,
        kind: SubjectKind,
        scope: &'b Scope,
        span: Span,
    ) -> impl Iterator<Item = &'b Sheets> {
        let scheme = scope.scheme.as_deref();
        let sheets = self.evaluations(kind, span).sheets.of(&scope.place);
        sheets.filter(move |one| scheme.is_none_or(|key| one.scheme == key))
    }

    /// What must be printed where days reach beyond what the books know (`decisions.md` 14).
    pub fn notes(&self) -> Vec<String> {
        let window = &self.window;
        let mut notes = Vec::new();
        let Some(opened) = window.opened else {
            notes.push("党员名册还没有登记，党员和党籍变动各项没有数据。".to_owned());
            return notes;
        };
        let opened = chinese_date(opened);
        if !window.knows(window.as_of) {
            notes.push(format!(
                "党员名册从{opened}起登记，{}的党员情况没有记录，党员和党籍变动各项没有数据。",
                chinese_date(window.as_of)
            ));
            return notes;
        }
        let early: Vec<&str> = [(Span::Period, "本期"), (Span::Year, "年初至今")]
            .into_iter()
            .filter(|(span, _)| window.has_begun(*span) && !window.knows(window.days(*span).0))
            .map(|(_, word)| word)
            .collect();
        if !early.is_empty() {
            notes.push(format!(
                "党员名册从{opened}起登记，{}的党籍变动从该日起计，期初党员数没有数据。",
                early.join("和")
            ));
        }
        if !window.period.contains(window.as_of) {
            notes.push(format!(
                "截止日期{}不在统计时段内：在册情况按该日，变动按统计时段内该日以前的记录。",
                chinese_date(window.as_of)
            ));
        }
        notes
    }

    /// How 应评党员 were taken in a span, for the foot of a table that shows 覆盖; under the scheme of a
    /// key where one is given.
    pub fn coverage_notes(&self, scheme: Option<&str>, span: Span) -> Vec<String> {
        let scope = Scope { scheme: scheme.map(str::to_owned), ..Scope::default() };
        let (mut covered, mut early) = (0, false);
        for (due, done) in self.due(SubjectKind::Member, &scope, span) {
            covered += usize::from(done);
            early |= due.early;
        }
        let all = self.evaluations.of(span).covered.get(&scope.scheme).into_iter().flatten();
        let all = all.filter(|subject| SubjectKind::of(**subject) == SubjectKind::Member).count();
        let opened = self.window.opened.filter(|_| early);
        coverage::notes(self.probationary_are_due(scheme, span), all.saturating_sub(covered), opened)
    }

    /// What must be said of the results of a span, the void ones too: organizations in the order of
    /// the name list, then members by branch.
    pub(super) fn remarks(&self, span: Span) -> &[Remark] {
        &self.evaluations.of(span).remarks
    }
}
