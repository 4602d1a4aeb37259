//! 领导点评 and 讲评: the list, who is missing, and every change.

use std::collections::HashMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::contract::{Contract, Nothing};
use crate::{
    Office, Result,
    clock::{Period, Window, period_name},
    evaluations::scheme::SubjectKind,
    members::{
        MemberId, Subject,
        chronicle::{Chronicle, branch_on},
    },
    organizations::{self, OrganizationId},
    reviews::{Content, OCCASIONS, Review, ReviewFacts, ReviewId, ReviewKind, store},
    statistics::{
        due::{Rules, rules},
        reviewed::{reviewed, to_review},
    },
    store::Change,
};

/// 点评 or 讲评 as a list shows it. Texts of the other kind are null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReviewRow {
    /// Row id.
    pub id: ReviewId,
    /// 领导点评 | 讲评.
    pub kind: ReviewKind,
    /// 党组织 | 党员.
    pub subject_kind: SubjectKind,
    /// Row id of the organization or the member.
    pub subject_id: i64,
    /// 被点评对象.
    pub subject: String,
    /// The branch of a member on that day.
    pub organization: Option<String>,
    /// 点评时间.
    pub held_on: NaiveDate,
    /// 所属时段: 2012H1.
    pub period: Period,
    /// 2012年上半年.
    pub period_name: String,
    /// 点评人.
    pub reviewer: String,
    /// 点评人职务.
    pub post: Option<String>,
    /// 点评方式.
    pub occasion: Option<String>,
    /// 主要成绩.
    pub achievements: Option<String>,
    /// 存在问题.
    pub problems: Option<String>,
    /// 整改建议和努力方向.
    pub direction: Option<String>,
    /// 内容要点.
    pub points: Option<String>,
    /// 下季度任务.
    pub tasks: Option<String>,
    /// 参加人数.
    pub attendance: Option<u32>,
    /// 整改落实情况.
    pub rectification: Option<String>,
}

/// Which records.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ReviewsAsked {
    /// Only of this kind.
    pub kind: Option<ReviewKind>,
    /// Held within these days.
    pub period: Option<Period>,
    /// Of one organization or member, with `subject_id`.
    pub subject_kind: Option<SubjectKind>,
    /// Of one organization or member, with `subject_kind`.
    pub subject_id: Option<i64>,
}

/// What a clerk writes. Texts of the other kind are left alone.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct ReviewForm {
    /// 领导点评 | 讲评.
    pub kind: ReviewKind,
    /// 党组织 | 党员.
    pub subject_kind: SubjectKind,
    /// Row id of the organization or the member.
    pub subject_id: i64,
    /// 点评时间.
    pub held_on: NaiveDate,
    /// 所属时段; by default the running one of that day.
    pub period: Option<Period>,
    /// 点评人.
    pub reviewer: String,
    /// 点评人职务.
    pub post: Option<String>,
    /// 点评方式.
    pub occasion: Option<String>,
    /// 主要成绩.
    #[serde(default)]
    pub achievements: String,
    /// 存在问题.
    #[serde(default)]
    pub problems: String,
    /// 整改建议和努力方向.
    #[serde(default)]
    pub direction: String,
    /// 内容要点.
    #[serde(default)]
    pub points: String,
    /// 下季度任务.
    #[serde(default)]
    pub tasks: String,
    /// 参加人数.
    pub attendance: Option<u32>,
    /// 整改落实情况.
    pub rectification: Option<String>,
}

/// A record to change.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ReviewUpdate {
    /// Which.
    pub id: ReviewId,
    /// What it is to say.
    pub form: ReviewForm,
}

/// A record by its row id.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ReviewNamed {
    /// Which.
    pub id: ReviewId,
}

/// 整改落实情况 of a record.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Rectification {
    /// Which.
    pub id: ReviewId,
    /// What was put right; empty takes the words out.
    pub rectification: Option<String>,
}

/// Whose turn it is in a window.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ReviewsDueAsked {
    /// 领导点评 | 讲评.
    pub kind: ReviewKind,
    /// A quarter, half-year or year.
    pub period: Period,
}

/// Who has to be reviewed in a window, and who has been.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReviewsDue {
    /// The window.
    pub period: Period,
    /// 2012年上半年.
    pub period_name: String,
    /// 应点评.
    pub due: u64,
    /// 已点评.
    pub done: u64,
    /// Organizations in the order of the name list, then members in roster order.
    pub rows: Vec<ReviewDueRow>,
}

/// One who has to be reviewed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReviewDueRow {
    /// 党组织 | 党员.
    pub subject_kind: SubjectKind,
    /// Row id of the organization or the member.
    pub subject_id: i64,
    /// Full name.
    pub name: String,
    /// The branch of a member.
    pub organization: Option<String>,
    /// When it was done last; null while it is missing.
    pub held_on: Option<NaiveDate>,
}

/// What the form offers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReviewChoices {
    /// 点评方式.
    pub occasions: Vec<String>,
    /// 点评人 so far, the last one first.
    pub reviewers: Vec<Reviewer>,
    /// 所属时段 of a 领导点评, the running one first.
    pub comment_periods: Vec<NamedPeriod>,
    /// 所属时段 of a 讲评, the running one first.
    pub briefing_periods: Vec<NamedPeriod>,
}

/// 点评人.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Reviewer {
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: Option<String>,
}

/// A period with its name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NamedPeriod {
    /// 2012H1.
    pub period: Period,
    /// 2012年上半年.
    pub name: String,
}

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.read("reviews.list", list);
    all.read("reviews.get", |office: &Office, asked: &ReviewNamed| get(office, asked.id));
    all.read("reviews.due", due);
    all.read("reviews.choices", choices);
    all.change("reviews.add", add);
    all.change("reviews.update", update);
    all.change("reviews.remove", remove);
    all.change("reviews.rectify", rectify);
}

/// The records, newest first, with the names of their subjects.
///
/// # Errors
/// Storage errors.
pub fn list(office: &Office, asked: &ReviewsAsked) -> Result<Vec<ReviewRow>> {
    let days = asked.period.as_ref();
    let found = store::held(office.read(), days.map(|days| days.from), days.map(|days| days.to))?;
    let subject = asked.subject_kind.zip(asked.subject_id).map(|(kind, id)| subject_of(kind, id));
    let wanted = found
        .into_iter()
        .filter(|review| asked.kind.is_none_or(|kind| review.facts.content.kind() == kind))
        .filter(|review| subject.is_none_or(|subject| review.facts.subject == subject));
    let names = Names::read(office)?;
    Ok(wanted.map(|review| names.row(review)).collect())
}

fn get(office: &Office, id: ReviewId) -> Result<ReviewRow> {
    Ok(Names::read(office)?.row(store::get(office.read(), id)?))
}

fn due(office: &Office, asked: &ReviewsDueAsked) -> Result<ReviewsDue> {
    let all = to_review(office.read(), asked.kind, &asked.period, office.clock().today())?;
    let names = organization_names(office)?;
    let rows: Vec<ReviewDueRow> = all
        .into_iter()
        .map(|one| {
            let (subject_kind, subject_id) = parts(one.subject);
            let branch = one.organization.filter(|_| subject_kind == SubjectKind::Member);
            ReviewDueRow {
                subject_kind,
                subject_id,
                name: one.name,
                organization: branch.and_then(|id| names.get(&id).cloned()),
                held_on: one.held_on,
            }
        })
        .collect();
    Ok(ReviewsDue {
        period_name: period_name(&asked.period),
        period: asked.period.clone(),
        due: rows.len() as u64,
        done: rows.iter().filter(|row| row.held_on.is_some()).count() as u64,
        rows,
    })
}

fn choices(office: &Office, _: &Nothing) -> Result<ReviewChoices> {
    let rules = rules(office.read())?;
    let today = office.clock().today();
    let periods = |kind| {
        let window = window_of(kind, &rules);
        let mut periods = vec![window.around(today)];
        // A year back: what was missed can still be made good.
        while periods.last().is_some_and(|last| today.signed_duration_since(last.from).num_days() < 365) {
            periods.extend(periods.last().map(|last| window.before(last)));
        }
        periods.into_iter().map(|period| NamedPeriod { name: period_name(&period), period }).collect()
    };
    Ok(ReviewChoices {
        occasions: OCCASIONS.map(str::to_owned).to_vec(),
        reviewers: store::reviewers(office.read())?
            .into_iter()
            .map(|(name, post)| Reviewer { name, post })
            .collect(),
        comment_periods: periods(ReviewKind::Comment),
        briefing_periods: periods(ReviewKind::Briefing),
    })
}

fn add(office: &mut Office, form: &ReviewForm) -> Result<ReviewRow> {
    let id = office.change(&format!("登记{}", form.kind), |change| {
        let facts = facts(change, form)?;
        let reviewed = reviewed(change, facts.subject, facts.held_on, change.clock.today())?;
        store::insert(change, &facts, &reviewed)
    })?;
    get(office, id)
}

fn update(office: &mut Office, asked: &ReviewUpdate) -> Result<ReviewRow> {
    office.change(&format!("更改{}", asked.form.kind), |change| {
        let facts = facts(change, &asked.form)?;
        let reviewed = reviewed(change, facts.subject, facts.held_on, change.clock.today())?;
        store::update(change, asked.id, &facts, &reviewed)
    })?;
    get(office, asked.id)
}

fn remove(office: &mut Office, asked: &ReviewNamed) -> Result<()> {
    let kind = store::get(office.read(), asked.id)?.facts.content.kind();
    office.change(&format!("删除{kind}"), |change| store::remove(change, asked.id))
}

fn rectify(office: &mut Office, asked: &Rectification) -> Result<ReviewRow> {
    office.change("登记整改落实情况", |change| {
        store::rectify(change, asked.id, asked.rectification.as_deref())
    })?;
    get(office, asked.id)
}

fn window_of(kind: ReviewKind, rules: &Rules) -> Window {
    let own = match kind {
        ReviewKind::Comment => rules.comment,
        ReviewKind::Briefing => rules.briefing,
    };
    own.unwrap_or_else(|| kind.window())
}

fn facts(change: &Change<'_>, form: &ReviewForm) -> Result<ReviewFacts> {
    let period = match &form.period {
        Some(period) => period.clone(),
        None => window_of(form.kind, &rules(change)?).around(form.held_on),
    };
    let content = match form.kind {
        ReviewKind::Comment => Content::Comment {
            achievements: form.achievements.clone(),
            problems: form.problems.clone(),
            direction: form.direction.clone(),
        },
        ReviewKind::Briefing => Content::Briefing {
            points: form.points.clone(),
            tasks: form.tasks.clone(),
            attendance: form.attendance,
        },
    };
    Ok(ReviewFacts {
        subject: subject_of(form.subject_kind, form.subject_id),
        held_on: form.held_on,
        period,
        reviewer: form.reviewer.clone(),
        post: form.post.clone(),
        occasion: form.occasion.clone(),
        content,
        rectification: form.rectification.clone(),
    })
}

pub(super) const fn subject_of(kind: SubjectKind, id: i64) -> Subject {
    match kind {
        SubjectKind::Organization => Subject::Organization(OrganizationId(id)),
        SubjectKind::Member => Subject::Member(MemberId(id)),
    }
}

pub(super) const fn parts(subject: Subject) -> (SubjectKind, i64) {
    match subject {
        Subject::Organization(id) => (SubjectKind::Organization, id.0),
        Subject::Member(id) => (SubjectKind::Member, id.0),
    }
}

fn organization_names(office: &Office) -> Result<HashMap<OrganizationId, String>> {
    Ok(organizations::store::all(office.read())?.into_iter().map(|unit| (unit.id, unit.name)).collect())
}

/// Whom records point to.
struct Names {
    organizations: HashMap<OrganizationId, String>,
    chronicle: Chronicle,
}

impl Names {
    fn read(office: &Office) -> Result<Self> {
        Ok(Self { organizations: organization_names(office)?, chronicle: Chronicle::read(office.read())? })
    }

    fn row(&self, review: Review) -> ReviewRow {
        let facts = review.facts;
        let (subject_kind, subject_id) = parts(facts.subject);
        let named = |id: OrganizationId| self.organizations.get(&id).cloned();
        let (subject, organization) = match facts.subject {
            Subject::Organization(id) => (named(id), None),
            Subject::Member(id) => (
                self.chronicle.person(id).map(|person| person.name.clone()),
                branch_on(self.chronicle.career(id), facts.held_on).and_then(named),
            ),
        };
        let mut row = ReviewRow {
            id: review.id,
            kind: facts.content.kind(),
            subject_kind,
            subject_id,
            subject: subject.unwrap_or_default(),
            organization,
            held_on: facts.held_on,
            period_name: period_name(&facts.period),
            period: facts.period,
            reviewer: facts.reviewer,
            post: facts.post,
            occasion: facts.occasion,
            achievements: None,
            problems: None,
            direction: None,
            points: None,
            tasks: None,
            attendance: None,
            rectification: facts.rectification,
        };
        match facts.content {
            Content::Comment { achievements, problems, direction } => {
                row.achievements = Some(achievements);
                row.problems = Some(problems);
                row.direction = Some(direction);
            }
            Content::Briefing { points, tasks, attendance } => {
                row.points = Some(points);
                row.tasks = Some(tasks);
                row.attendance = attendance;
            }
        }
        row
    }
}
