//! The tally as scripts get it (`design.md` §5, `decisions.md` 27). Counts are integers; rates and scores are
//! strings as printed, without the % sign, "—" where nothing divides.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    coverage::{Coverage, Due, Extent, Roll},
    evaluation_results::{Entered, Selection, SubjectResult, results_of},
};
use crate::{
    Error, Result,
    clock::Period,
    evaluations::{
        Meeting, Method, Papers,
        scheme::{Scheme, SubjectKind},
        tally::{Counts, ItemTally, tally},
    },
    members::Subject,
    numbers::{DASH, Fraction, round},
    organizations::{OrganizationKind, tree},
};

/// The figures of one subject over a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TallyReport {
    /// 被评议对象.
    pub subject: SubjectReport,
    /// Key of the scheme it was counted by.
    pub scheme: String,
    /// 发出; null for methods without paper.
    pub issued: Option<u64>,
    /// 收回; null for methods without paper.
    pub collected: Option<u64>,
    /// 作废.
    pub spoiled: u64,
    /// 空白, inside `valid`.
    pub blank: u64,
    /// 有效, as counted.
    pub valid: u64,
    /// Per 评议内容, in printed order, 总体评价 among them.
    pub items: Vec<ItemReport>,
    /// 满意率 of 总体评价, or over all items for a scheme without one.
    pub satisfied_rate: String,
    /// Mean score of the items without 总体评价.
    pub score: String,
    /// Name of the score band; null for a scheme without bands.
    pub band: Option<String>,
    /// Of an organization: how many of its members, and of those below it, were evaluated. Of a
    /// member: the member alone.
    pub coverage: CoverageReport,
    /// 收回多于发出: no rates, covers nobody.
    pub void: bool,
    /// The meetings on the subject.
    pub meetings: Vec<MeetingReport>,
    /// How 满意率 is defined, as printed under tables.
    pub definition: String,
    /// What must be known beside the figures.
    pub notes: Vec<String>,
}

/// 被评议对象.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SubjectReport {
    /// 党组织 or 党员.
    pub kind: SubjectKind,
    /// Full name.
    pub name: String,
    /// The branch of a member; null for an organization.
    pub organization: Option<String>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemReport {
    /// 评议内容.
    pub name: String,
    /// Papers by grade, in the scheme's order; grades that got nothing are 0.
    pub counts: ByGrade<u64>,
    /// 弃权, blank papers included.
    pub abstained: u64,
    /// 项无效.
    pub voided: u64,
    /// 得票率 by grade.
    pub rates: ByGrade<String>,
    /// 满意率.
    pub satisfied_rate: String,
    /// Mean score.
    pub score: String,
}

/// How far the evaluation reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoverageReport {
    /// 应评.
    pub due: u64,
    /// 实评.
    pub done: u64,
    /// 未评.
    pub missing: Vec<MissingReport>,
}

/// One who was due and not evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MissingReport {
    /// 党组织 or 党员.
    pub kind: SubjectKind,
    /// Full name.
    pub name: String,
    /// The branch of a member; null for an organization.
    pub organization: Option<String>,
}

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeetingReport {
    /// 评议会编号.
    pub code: String,
    /// ISO date.
    pub held_on: String,
    /// 评议方式.
    pub method: Method,
    /// 收回多于发出: left out of the figures.
    pub void: bool,
}

/// Values by grade, written as an object in the order of the grades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByGrade<T>(pub Vec<(String, T)>);

impl<T: Serialize> Serialize for ByGrade<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (grade, value) in &self.0 {
            map.serialize_entry(grade, value)?;
        }
        map.end()
    }
}

impl<T: JsonSchema> JsonSchema for ByGrade<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("ByGrade_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, T>::json_schema(generator)
    }
}

/// The tally of one subject. A subject that no meeting of the period evaluated has zeros under the
/// ready-made scheme of its kind, and a note.
///
/// # Errors
/// Refused when it was evaluated under two schemes in the period; not found when there is no such
/// subject; storage errors.
pub fn tally_report(
    connection: &Connection,
    period: &Period,
    today: NaiveDate,
    subject: Subject,
) -> Result<TallyReport> {
    let selection = match subject {
        Subject::Organization(id) => Selection::Organization(id),
        Subject::Member(id) => Selection::Member(id),
    };
    let mut ground = Ground::read(connection, period, today, selection)?;
    if ground.results.len() > 1 {
        let schemes: Vec<&str> = ground.results.iter().map(|result| result.scheme.name.as_str()).collect();
        return Err(Error::refused(format!(
            "“{}”在{}内按{}个方案评议过，结果不能相加",
            ground.roll.name(subject),
            period.text,
            schemes.len()
        ))
        .hint("请缩小统计时段，使其只含一种评议。")
        .details(schemes.into_iter().map(str::to_owned).collect()));
    }
    match ground.results.pop() {
        Some(result) => Ok(ground.report(&result)),
        None => ground.nothing(subject, period),
    }
}

/// The tally of every subject of a selection, in the order of the lists.
///
/// # Errors
/// Storage errors.
pub fn tally_reports(
    connection: &Connection,
    period: &Period,
    today: NaiveDate,
    selection: Selection,
) -> Result<Vec<TallyReport>> {
    let ground = Ground::read(connection, period, today, selection)?;
    Ok(ground.results.iter().map(|result| ground.report(result)).collect())
}

/// What a report is made from.
struct Ground {
    roll: Roll,
    coverage: Coverage,
    /// Everyone due, found at once for each of thousands of reports.
    due: BTreeMap<Subject, Due>,
    results: Vec<SubjectResult>,
    default_schemes: Vec<Scheme>,
}

impl Ground {
    fn read(
        connection: &Connection,
        period: &Period,
        today: NaiveDate,
        selection: Selection,
    ) -> Result<Self> {
        let entered = Entered::read(connection, period)?.between(period.from, period.to.min(today));
        let roll = Roll::read(connection, &entered, period.to.min(today))?;
        let coverage = roll.coverage(&entered);
        let due = coverage.organizations.iter().chain(&coverage.members);
        let due = due.map(|due| (due.subject, due.clone())).collect();
        let default_schemes = [SubjectKind::Organization, SubjectKind::Member]
            .into_iter()
            .filter_map(|kind| entered.schemes.get(kind.default_scheme()))
            .map(|scheme| Scheme::clone(scheme))
            .collect();
        let results = results_of(connection, entered, &roll, selection)?;
        Ok(Self { roll, coverage, due, results, default_schemes })
    }

    fn report(&self, result: &SubjectResult) -> TallyReport {
        let SubjectResult { subject, scheme, tally, .. } = result;
        let meeting = |meeting: &Meeting| MeetingReport {
            code: meeting.code.clone(),
            held_on: meeting.held_on.to_string(),
            method: meeting.method,
            void: result.void_meetings.contains(meeting),
        };
        let left_out = result.void_meetings.iter().filter(|meeting| !result.meetings.contains(meeting));
        TallyReport {
            subject: SubjectReport {
                kind: SubjectKind::of(*subject),
                name: result.name.clone(),
                organization: result.organization.and_then(|id| self.organization_name(id)),
            },
            scheme: scheme.key.clone(),
            issued: tally.papers.issued,
            collected: tally.papers.collected,
            spoiled: tally.papers.spoiled,
            blank: tally.blank,
            valid: tally.valid,
            items: tally.items.iter().map(|item| item_report(scheme, item)).collect(),
            satisfied_rate: tally.overall.satisfied.percent(scheme.decimals),
            score: printed(tally.score, scheme.decimals),
            band: tally.band.clone(),
            coverage: self.coverage_report(&self.extent(*subject)),
            void: tally.void,
            meetings: result.meetings.iter().chain(left_out).map(meeting).collect(),
            definition: scheme.definition_sentence(),
            notes: [&tally.notes, &result.warnings, &self.coverage.notes]
                .into_iter()
                .flatten()
                .cloned()
                .collect(),
        }
    }

    /// A subject that nobody has evaluated.
    fn nothing(&self, subject: Subject, period: &Period) -> Result<TallyReport> {
        let name = self.roll.name(subject).to_owned();
        let scheme = self.default_schemes.iter().find(|scheme| scheme.subject == SubjectKind::of(subject));
        let Some(scheme) = scheme.filter(|_| !name.is_empty()) else {
            return Err(Error::not_found("台账里没有这个被评议对象").hint("请核对名称，或先登记。"));
        };
        let mut tally = tally(scheme, Papers::default(), Counts::default());
        tally.notes.push(format!("{}内没有评议过“{name}”。", period.text));
        let organization = match subject {
            Subject::Organization(_) => None,
            Subject::Member(id) => self.roll.branch(id),
        };
        Ok(self.report(&SubjectResult {
            subject,
            name,
            organization,
            meetings: Vec::new(),
            void_meetings: Vec::new(),
            scheme: scheme.clone().into(),
            tally,
            warnings: Vec::new(),
        }))
    }

    /// See [`TallyReport::coverage`]. The office's own 党组 stands above all members, those without a
    /// branch too.
    fn extent(&self, subject: Subject) -> Extent {
        let Subject::Organization(id) = subject else {
            return Extent::of(self.due.get(&subject).into_iter());
        };
        let top = self.roll.organization(id).is_some_and(|organization| {
            organization.kind == OrganizationKind::LeadingGroup && organization.parent.is_none()
        });
        if top {
            return self.coverage.of_members();
        }
        let mut branches = tree::descendants(self.roll.organizations(), id);
        branches.push(id);
        self.coverage.of_members_in(&branches)
    }

    fn coverage_report(&self, extent: &Extent) -> CoverageReport {
        let missing = |due: &Due| MissingReport {
            kind: due.kind(),
            name: due.name.clone(),
            organization: match due.subject {
                Subject::Organization(_) => None,
                Subject::Member(_) => due.organization.and_then(|id| self.organization_name(id)),
            },
        };
        CoverageReport {
            due: extent.due,
            done: extent.done,
            missing: extent.missing.iter().map(missing).collect(),
        }
    }

    fn organization_name(&self, id: crate::organizations::OrganizationId) -> Option<String> {
        self.roll.organization(id).map(|organization| organization.name.clone())
    }
}

fn item_report(scheme: &Scheme, item: &ItemTally) -> ItemReport {
    let grades = || scheme.grades.iter().map(|grade| grade.name.clone());
    ItemReport {
        name: item.name.clone(),
        counts: ByGrade(grades().zip(item.counts.grades.iter().copied()).collect()),
        abstained: item.counts.abstained,
        voided: item.counts.voided,
        rates: ByGrade(grades().zip(item.rates.iter().cloned()).collect()),
        satisfied_rate: item.satisfied.percent(scheme.decimals),
        score: printed(item.score, scheme.decimals),
    }
}

fn printed(score: Option<Fraction>, decimals: u32) -> String {
    score.map_or_else(|| DASH.to_owned(), |score| round(score, decimals))
}
