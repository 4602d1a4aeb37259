//! 评议结果 of a meeting or of a period, and coverage. Every figure is printed here; a screen adds
//! nothing up.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PapersEntry, SubjectId};
use crate::{
    Error, Office, Result,
    api::contract::Contract,
    clock::Period,
    evaluations::{
        MeetingId, Scheme,
        scheme::{CategoryGroup, SubjectKind},
        tally::{CategoryCounts, ItemTally, Tally, items_of},
    },
    members::Subject,
    numbers::{DASH, Fraction, Share, round},
    organizations::{self, OrganizationId},
    statistics::{
        coverage::{Due, Extent, coverage},
        evaluation_results::{Selection, SubjectResult, add, results, results_at},
    },
};

/// Whose results: of one meeting, or of a period.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ResultsAsked {
    /// One meeting.
    #[serde(default)]
    pub meeting: Option<MeetingId>,
    /// `2012`, `2012Q1` ... where no meeting is named.
    #[serde(default)]
    pub period: Option<String>,
}

/// The results of one subject.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ResultAsked {
    /// One meeting.
    #[serde(default)]
    pub meeting: Option<MeetingId>,
    /// A period, where no meeting is named.
    #[serde(default)]
    pub period: Option<String>,
    /// Whose.
    pub subject: SubjectId,
}

/// A period of coverage.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct CoverageAsked {
    /// `2012`, `2012Q1` ...
    pub period: String,
}

/// Marks on one item. Grades, 弃权 and 项无效 add up to the valid papers.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ItemFigures {
    /// 评议内容.
    pub name: String,
    /// 总体评价.
    pub overall: bool,
    /// Papers by grade, in the scheme's order.
    pub counts: Vec<u64>,
    /// 得票率 by grade, as printed.
    pub rates: Vec<String>,
    /// 弃权.
    pub abstained: u64,
    /// 项无效.
    pub voided: u64,
    /// 计入满意的票.
    pub satisfied: u64,
    /// 满意率, as printed.
    pub satisfied_rate: String,
    /// Mean score, as printed.
    pub score: String,
}

/// A subject's results in one line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ResultRow {
    /// Which organization or member; null for 合计.
    pub subject: Option<SubjectId>,
    /// Full name.
    pub name: String,
    /// The branch of a member.
    pub branch: Option<String>,
    /// 发出, 收回, 作废.
    pub papers: PapersEntry,
    /// 有效, as counted.
    pub valid: u64,
    /// 空白.
    pub blank: u64,
    /// 总体评价, or the sum over all items.
    pub overall: ItemFigures,
    /// Mean score of the items without 总体评价.
    pub score: String,
    /// Score band.
    pub band: Option<String>,
    /// 收回多于发出: no rates.
    pub void: bool,
    /// The meetings, by code.
    pub meetings: Vec<String>,
    /// What must be known beside the figures.
    pub notes: Vec<String>,
}

/// The results under one scheme.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ResultGroup {
    /// Key of the scheme.
    pub scheme: String,
    /// Its name.
    pub scheme_name: String,
    /// Whom it evaluates.
    pub kind: SubjectKind,
    /// 等次.
    pub grades: Vec<String>,
    /// Whether the scheme gives scores.
    pub scores: bool,
    /// 满意率的定义.
    pub definition: String,
    /// The subjects in the order of the lists.
    pub rows: Vec<ResultRow>,
    /// 合计, where there are several.
    pub total: Option<ResultRow>,
}

/// One kind of voters, as a column of the tables.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VoterGroup {
    /// 党员, 群众 ...
    pub group: CategoryGroup,
    /// The kinds of voters in it that voted.
    pub categories: Vec<String>,
    /// 有效.
    pub valid: u64,
    /// 空白.
    pub blank: u64,
    /// Item by item; without scores.
    pub items: Vec<ItemFigures>,
}

/// A subject's results, whole.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ResultDetail {
    /// In one line.
    pub row: ResultRow,
    /// Key of the scheme.
    pub scheme: String,
    /// Its name.
    pub scheme_name: String,
    /// 等次.
    pub grades: Vec<String>,
    /// Which of them count as satisfied.
    pub satisfied: Vec<bool>,
    /// Whether the scheme gives scores.
    pub scores: bool,
    /// Per 评议内容, 总体评价 among them.
    pub items: Vec<ItemFigures>,
    /// By column of the tables; only those that voted.
    pub groups: Vec<VoterGroup>,
    /// 满意率的定义, as printed under tables.
    pub definition: String,
    /// What must be printed under the table.
    pub notes: Vec<String>,
    /// What the clerk should look into; not for the paper.
    pub warnings: Vec<String>,
}

/// 应评, 实评, 未评.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CoverageFigures {
    /// 应评.
    pub due: u64,
    /// 实评.
    pub done: u64,
    /// 覆盖率, as printed.
    pub rate: String,
    /// 未评, by name.
    pub missing: Vec<MissingSubject>,
}

/// One who was due and not evaluated.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MissingSubject {
    /// Which organization or member.
    pub subject: SubjectId,
    /// Full name.
    pub name: String,
    /// The branch of a member.
    pub branch: Option<String>,
}

/// The members of one branch.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BranchCoverage {
    /// Its name.
    pub branch: String,
    /// 应评.
    pub due: u64,
    /// 实评.
    pub done: u64,
    /// 覆盖率, as printed.
    pub rate: String,
}

/// Who had to be evaluated in a period, and who was.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CoveragePage {
    /// 党组织.
    pub organizations: CoverageFigures,
    /// 党员.
    pub members: CoverageFigures,
    /// 党员 by branch.
    pub branches: Vec<BranchCoverage>,
    /// How the due were taken.
    pub notes: Vec<String>,
}

pub(super) fn commands(all: &mut Contract) {
    all.read("evaluations.results", all_results);
    all.read("evaluations.result", one_result);
    all.read("evaluations.coverage", covered);
}

fn found(
    office: &Office,
    meeting: Option<MeetingId>,
    period: Option<&str>,
    selection: Selection,
) -> Result<Vec<SubjectResult>> {
    if let Some(meeting) = meeting {
        return results_at(office.read(), meeting);
    }
    let period = period.ok_or_else(|| {
        Error::refused("没有选择评议会，也没有选择统计时段")
            .hint("请选择一次评议会，或写明统计时段，例如 2012。")
    })?;
    results(office.read(), &Period::parse(period)?, selection)
}

/// Names of branches, for the rows of members.
fn branches(office: &Office) -> Result<BTreeMap<OrganizationId, String>> {
    let all = organizations::store::all(office.read())?;
    Ok(all.into_iter().map(|found| (found.id, found.name)).collect())
}

fn all_results(office: &Office, asked: &ResultsAsked) -> Result<Vec<ResultGroup>> {
    let found = found(office, asked.meeting, asked.period.as_deref(), Selection::All)?;
    let branches = branches(office)?;
    let mut by_scheme: Vec<(&Scheme, Vec<&SubjectResult>)> = Vec::new();
    for result in &found {
        match by_scheme.iter_mut().find(|(scheme, _)| scheme.key == result.scheme.key) {
            Some((_, rows)) => rows.push(result),
            None => by_scheme.push((&result.scheme, vec![result])),
        }
    }
    by_scheme
        .into_iter()
        .map(|(scheme, rows)| {
            let total = match rows.len() {
                0 | 1 => None,
                _ => add(rows.iter().copied())?
                    .map(|tally| row(scheme, &tally, None, "合计", None, Vec::new())),
            };
            Ok(ResultGroup {
                scheme: scheme.key.clone(),
                scheme_name: scheme.name.clone(),
                kind: scheme.subject,
                grades: grades(scheme),
                scores: scheme.scores(),
                definition: scheme.definition_sentence(),
                rows: rows.into_iter().map(|result| row_of(result, &branches)).collect(),
                total,
            })
        })
        .collect()
}

fn grades(scheme: &Scheme) -> Vec<String> {
    scheme.grades.iter().map(|grade| grade.name.clone()).collect()
}

fn row_of(result: &SubjectResult, branches: &BTreeMap<OrganizationId, String>) -> ResultRow {
    let branch = match result.subject {
        Subject::Organization(_) => None,
        Subject::Member(_) => result.organization.and_then(|id| branches.get(&id).cloned()),
    };
    let meetings = result.meetings.iter().map(|meeting| meeting.code.clone()).collect();
    row(&result.scheme, &result.tally, Some(result.subject), &result.name, branch, meetings)
}

fn row(
    scheme: &Scheme,
    tally: &Tally,
    subject: Option<Subject>,
    name: &str,
    branch: Option<String>,
    meetings: Vec<String>,
) -> ResultRow {
    ResultRow {
        subject: subject.map(SubjectId::from),
        name: name.to_owned(),
        branch,
        papers: tally.papers.into(),
        valid: tally.valid,
        blank: tally.blank,
        overall: item(scheme, &tally.overall),
        score: printed(tally.score, scheme.decimals),
        band: tally.band.clone(),
        void: tally.void,
        meetings,
        notes: tally.notes.clone(),
    }
}

fn item(scheme: &Scheme, tally: &ItemTally) -> ItemFigures {
    ItemFigures {
        name: tally.name.clone(),
        overall: tally.overall,
        counts: tally.counts.grades.clone(),
        rates: tally.rates.clone(),
        abstained: tally.counts.abstained,
        voided: tally.counts.voided,
        satisfied: tally.satisfied.part,
        satisfied_rate: tally.satisfied.percent(scheme.decimals),
        score: printed(tally.score, scheme.decimals),
    }
}

fn printed(score: Option<Fraction>, decimals: u32) -> String {
    score.map_or_else(|| DASH.to_owned(), |score| round(score, decimals))
}

/// One entry under each scheme that the subject was evaluated by; none when it was not.
fn one_result(office: &Office, asked: &ResultAsked) -> Result<Vec<ResultDetail>> {
    let subject = Subject::from(asked.subject);
    let selection = match subject {
        Subject::Organization(id) => Selection::Organization(id),
        Subject::Member(id) => Selection::Member(id),
    };
    let found = found(office, asked.meeting, asked.period.as_deref(), selection)?;
    let branches = branches(office)?;
    let own = found.iter().filter(|result| result.subject == subject);
    Ok(own.map(|result| detail(result, &branches)).collect())
}

fn detail(result: &SubjectResult, branches: &BTreeMap<OrganizationId, String>) -> ResultDetail {
    let SubjectResult { scheme, tally, .. } = result;
    let groups = tally.counts.by_group(scheme).into_iter().filter(|(_, counts)| counts.valid > 0);
    ResultDetail {
        row: row_of(result, branches),
        scheme: scheme.key.clone(),
        scheme_name: scheme.name.clone(),
        grades: grades(scheme),
        satisfied: scheme.grades.iter().map(|grade| grade.satisfied).collect(),
        scores: scheme.scores(),
        items: tally.items.iter().map(|one| item(scheme, one)).collect(),
        groups: groups.map(|(group, counts)| voter_group(result, group, &counts)).collect(),
        definition: scheme.definition_sentence(),
        notes: tally.notes.clone(),
        warnings: result.warnings.clone(),
    }
}

fn voter_group(result: &SubjectResult, group: CategoryGroup, counts: &CategoryCounts) -> VoterGroup {
    let SubjectResult { scheme, tally, .. } = result;
    let voted = tally.counts.categories.iter().filter(|(_, counts)| counts.valid > 0);
    let voted = voted.filter(|(name, _)| scheme.group(name) == group);
    VoterGroup {
        group,
        categories: voted.map(|(name, _)| name.clone()).collect(),
        valid: counts.valid,
        blank: counts.blank,
        items: items_of(scheme, counts, tally.void).iter().map(|one| item(scheme, one)).collect(),
    }
}

fn covered(office: &Office, asked: &CoverageAsked) -> Result<CoveragePage> {
    let period = Period::parse(&asked.period)?;
    let found = coverage(office.read(), &period, office.clock().today())?;
    let names = branches(office)?;
    let name = |due: &Due| due.organization.and_then(|id| names.get(&id).cloned());
    let figures = |extent: Extent| CoverageFigures {
        due: extent.due,
        done: extent.done,
        rate: extent.share().percent(2),
        missing: extent
            .missing
            .iter()
            .map(|due| MissingSubject {
                subject: due.subject.into(),
                name: due.name.clone(),
                branch: if due.kind() == SubjectKind::Member { name(due) } else { None },
            })
            .collect(),
    };
    let mut by_branch: BTreeMap<Option<OrganizationId>, (u64, u64)> = BTreeMap::new();
    for due in &found.members {
        let (all, done) = by_branch.entry(due.organization).or_default();
        *all += 1;
        *done += u64::from(due.done);
    }
    let listed = found.organizations.iter().map(|due| due.organization).chain([None]);
    let mut rows = Vec::new();
    for organization in listed {
        let Some((due, done)) = by_branch.remove(&organization) else { continue };
        let branch = organization
            .and_then(|id| names.get(&id).cloned())
            .unwrap_or_else(|| organizations::NO_BRANCH.to_owned());
        rows.push(BranchCoverage { branch, due, done, rate: Share::new(done, due).percent(2) });
    }
    // A 党小组 or a dissolved branch is no longer due itself; its members are.
    for (organization, (due, done)) in by_branch {
        let branch = organization.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        rows.push(BranchCoverage { branch, due, done, rate: Share::new(done, due).percent(2) });
    }
    Ok(CoveragePage {
        organizations: figures(found.of_organizations()),
        members: figures(found.of_members()),
        branches: rows,
        notes: found.notes,
    })
}
