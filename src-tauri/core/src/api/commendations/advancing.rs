//! `advance`: steps, 撤回 and 异议 of one nomination or of many at once.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    MemberNamed, Named, NominationReport, OrganizationNamed, ProgrammeNamed, listed, programme_named,
};
use crate::{
    Error, ErrorCode, Office, Result,
    clock::chinese_date,
    commendations::{
        self, CheckOutcome, Definition, NominationId, NominationState, Programme, Step, StepOutcome,
        calendar::Calendar, steps,
    },
    statistics::candidates::{self, Candidate},
    store::Change,
    text,
};

/// Which nominations are meant.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    /// Every one that is 在推.
    All,
    /// Those of a kind that are 在推.
    Kind(String),
    /// One subject's; the kind tells two nominations of one subject apart.
    Subject(Named, Option<String>),
    /// These, by number.
    Nominations(Vec<NominationId>),
}

/// What happens to nominations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// A step.
    Step {
        /// 考核, 推荐, ...
        to: String,
        /// 通过, else 不通过.
        #[serde(default = "yes")]
        passed: bool,
        /// Last day of 公示; none for the first that is long enough.
        until: Option<NaiveDate>,
        /// Why a nomination goes on in spite of failed checks; kept in the opinion.
        despite: Option<String>,
    },
    /// 撤回.
    Withdraw,
    /// 异议.
    Object {
        /// What it says.
        content: String,
    },
    /// The oldest open 异议 is settled.
    Settle {
        /// Upheld, else dismissed.
        upheld: bool,
        /// 核查结论.
        finding: String,
    },
}

const fn yes() -> bool {
    true
}

/// A move, with its day and words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct AdvanceRequest {
    /// 表彰活动.
    pub programme: ProgrammeNamed,
    /// Which nominations.
    pub chosen: Chosen,
    /// What happens.
    pub action: Move,
    /// When; none for today.
    pub on: Option<NaiveDate>,
    /// 意见.
    pub opinion: Option<String>,
    /// Who decided.
    pub by: Option<String>,
}

/// Moves nominations: all of them or, when one cannot be moved, none. Those of a group that have taken
/// the step already are left out and named. After 公示, a failed check refuses unless `despite` says
/// why the nomination goes on all the same.
///
/// # Errors
/// Not found or ambiguous names; refused as [`steps`] says, with one line a nomination.
pub fn advance(office: &mut Office, asked: &AdvanceRequest) -> Result<NominationReport> {
    let (today, programme) = (office.clock().today(), programme_named(office, &asked.programme)?);
    let all = candidates::candidates(office.read(), &programme, today)?;
    let mut notes = Vec::new();
    let chosen = choose(office, &programme, &all, asked, &mut notes)?;
    let on = asked.on.unwrap_or(today);
    let moves: Vec<(&Candidate, Step)> = chosen
        .into_iter()
        .map(|candidate| (candidate, wanted(&programme.definition, candidate, asked, on, &mut notes)))
        .collect();
    check_each(&programme, &moves, asked, today)?;
    let (name, detail) = operation(&asked.action);
    office.change(name, |change| {
        change.describe(format!("{detail}{}项推荐", moves.len()));
        moves.iter().try_for_each(|(candidate, step)| apply(change, &programme, candidate, step, asked))
    })?;
    let moved: Vec<NominationId> = moves.iter().map(|(candidate, _)| candidate.nomination.id).collect();
    let now = candidates::candidates(office.read(), &programme, today)?;
    notes.extend(about_publicity(&now, &moved, &asked.action)?);
    notes.extend(to_confirm(&programme, &now, &moved, &asked.action));
    Ok(NominationReport { nominations: listed::rows(&programme, now, |id| moved.contains(&id)), notes })
}

/// The name of the operation in the history, and what its detail begins with.
fn operation(action: &Move) -> (&'static str, String) {
    match action {
        Move::Step { to, passed: true, .. } => ("登记表彰步骤", format!("{to}，")),
        Move::Step { to, .. } => ("登记表彰步骤", format!("{to}不通过，")),
        Move::Withdraw => ("撤回推荐", String::new()),
        Move::Object { .. } => ("登记异议", String::new()),
        Move::Settle { upheld, .. } => {
            ("处理异议", if *upheld { "异议成立，" } else { "异议不成立，" }.to_owned())
        }
    }
}

fn choose<'a>(
    office: &Office,
    programme: &Programme,
    all: &'a [Candidate],
    asked: &AdvanceRequest,
    notes: &mut Vec<String>,
) -> Result<Vec<&'a Candidate>> {
    let kind = match &asked.chosen {
        Chosen::All => None,
        Chosen::Kind(kind) => Some(kind),
        Chosen::Subject(named, kind) => return one(office, programme, all, named, kind.as_deref()),
        Chosen::Nominations(ids) => return numbered(all, ids, &asked.action),
    };
    let Move::Step { to, .. } = &asked.action else {
        return Err(one_by_one());
    };
    steps::check_known(&programme.definition, to)?;
    let kind = kind.map(|kind| programme.definition.kind_named(kind)).transpose()?;
    let of_kind = |candidate: &&Candidate| kind.is_none_or(|kind| candidate.nomination.kind == kind.name);
    let open = all.iter().filter(of_kind).filter(|candidate| candidate.state == NominationState::Open);
    let (taken, chosen): (Vec<_>, Vec<_>) =
        open.partition(|candidate| candidate.nomination.steps.iter().any(|step| step.step == *to));
    if chosen.is_empty() {
        let error = Error::refused(format!("没有可以登记“{to}”的推荐对象"));
        return Err(if taken.is_empty() {
            error
                .hint("本次活动里没有在推的推荐对象；请先登记推荐。")
                .terminal("本次活动里没有在推的推荐对象；请先用 xianfeng nominate 登记。")
        } else {
            error.hint("在推的都已登记过这一步。")
        });
    }
    if !taken.is_empty() {
        let names: Vec<&str> = taken.iter().map(|candidate| candidate.name.as_str()).collect();
        notes.push(format!("已登记过“{to}”、这次没有再登记：{}。", names.join("、")));
    }
    Ok(chosen)
}

/// Nominations by number, each named once.
fn numbered<'a>(all: &'a [Candidate], ids: &[NominationId], action: &Move) -> Result<Vec<&'a Candidate>> {
    if ids.len() > 1 && !matches!(action, Move::Step { .. }) {
        return Err(one_by_one());
    }
    let chosen: Vec<&Candidate> = all.iter().filter(|one| ids.contains(&one.nomination.id)).collect();
    if chosen.is_empty() || chosen.len() < ids.len() {
        return Err(Error::not_found("选中的推荐对象不在本次活动里").hint("请刷新后重新选择。"));
    }
    Ok(chosen)
}

fn one_by_one() -> Error {
    Error::refused("撤回和异议要逐个登记")
        .hint("请只选一个推荐对象。")
        .terminal("请用 --member 或 --organization 指明是哪一个。")
}

/// The nomination of one subject: the one 在推 where there are several.
fn one<'a>(
    office: &Office,
    programme: &Programme,
    all: &'a [Candidate],
    named: &Named,
    kind: Option<&str>,
) -> Result<Vec<&'a Candidate>> {
    let subject = named.find(office)?;
    let kind = kind.map(|kind| programme.definition.kind_named(kind)).transpose()?;
    let own = all.iter().filter(|candidate| candidate.nomination.subject == subject);
    let mut found: Vec<&Candidate> =
        own.filter(|candidate| kind.is_none_or(|kind| candidate.nomination.kind == kind.name)).collect();
    if found.iter().any(|candidate| candidate.state == NominationState::Open) {
        found.retain(|candidate| candidate.state == NominationState::Open);
    }
    match found.len() {
        0 => Err(Error::not_found(format!("“{}”不在“{}”的推荐对象里", called(named), programme.name))
            .hint("请核对姓名、类别和表彰活动，或先登记推荐。")
            .terminal("请核对姓名、类别和表彰活动，或先用 xianfeng nominate 登记。")),
        1 => Ok(found),
        _ => {
            let kinds = found.iter().map(|candidate| candidate.nomination.kind.clone()).collect();
            Err(Error::new(ErrorCode::Ambiguous, format!("“{}”有{}项推荐", called(named), found.len()))
                .hint("请写明是哪个类别。")
                .terminal("请用 --kind 指明是哪个类别。")
                .details(kinds))
        }
    }
}

/// What a clerk called somebody.
fn called(named: &Named) -> String {
    match named {
        Named::Member(MemberNamed::Name(name)) | Named::Organization(OrganizationNamed::Name(name)) => {
            text::tidy(name)
        }
        Named::Member(MemberNamed::Id(id)) => format!("{}号党员", id.0),
        Named::Organization(OrganizationNamed::Id(id)) => format!("{}号党组织", id.0),
    }
}

/// The step a nomination is to take; of other moves, the words and the day.
fn wanted(
    definition: &Definition,
    candidate: &Candidate,
    asked: &AdvanceRequest,
    on: NaiveDate,
    notes: &mut Vec<String>,
) -> Step {
    let mut step = Step {
        step: String::new(),
        outcome: StepOutcome::Passed,
        happened_on: on,
        until: None,
        opinion: asked.opinion.clone(),
        decided_by: asked.by.clone(),
    };
    if let Move::Step { to, passed, until, despite } = &asked.action {
        step.step = text::tidy(to);
        step.until = *until;
        if !passed {
            step.outcome = StepOutcome::Failed;
        }
        let despite = despite.as_deref().map(text::tidy).filter(|despite| !despite.is_empty());
        let held = steps::holding_back(definition, &step.step, &candidate.checks);
        match despite {
            Some(despite) if *passed && !held.is_empty() => {
                let figures: Vec<String> =
                    held.iter().map(|check| format!("{}：{}", check.name, check.figures)).collect();
                notes.push(format!(
                    "“{}”核查不符合（{}），仍予通过：{despite}。",
                    candidate.name,
                    figures.join("；")
                ));
                // The opinion stands on the 审批表: the names of the checks, not their figures.
                let names: Vec<&str> = held.iter().map(|check| check.name.as_str()).collect();
                let kept = format!("{despite}（核查不符合：{}）", names.join("、"));
                step.opinion =
                    Some(asked.opinion.as_ref().map_or(kept.clone(), |opinion| format!("{opinion}；{kept}")));
            }
            _ => {}
        }
    }
    step
}

/// Asks the rules for each nomination, so that all faults are said at once.
fn check_each(
    programme: &Programme,
    moves: &[(&Candidate, Step)],
    asked: &AdvanceRequest,
    today: NaiveDate,
) -> Result<()> {
    let calendar = Calendar::official()?;
    let mut faults: Vec<(String, Error)> = Vec::new();
    for (candidate, step) in moves {
        if let Err(error) = check(programme, &calendar, candidate, step, asked, today) {
            faults.push((candidate.name.clone(), error));
        }
    }
    let count = faults.len();
    match faults.pop() {
        None => Ok(()),
        Some((name, error)) if count == 1 => {
            let message = format!("“{name}”：{}", error.message);
            Err(Error { message, ..error })
        }
        Some((name, error)) => {
            faults.push((name, error.clone()));
            let details =
                faults.into_iter().map(|(name, error)| format!("“{name}”：{}", error.message)).collect();
            Err(Error {
                message: format!("有{count}项推荐不能这样登记，都没有登记"), details, ..error
            })
        }
    }
}

fn check(
    programme: &Programme,
    calendar: &Calendar,
    candidate: &Candidate,
    step: &Step,
    asked: &AdvanceRequest,
    today: NaiveDate,
) -> Result<()> {
    let (definition, nomination) = (&programme.definition, &candidate.nomination);
    match &asked.action {
        Move::Step { passed, despite, .. } => {
            steps::step(definition, calendar, nomination, step, today)?;
            let held = steps::holding_back(definition, &step.step, &candidate.checks);
            let explained = despite.as_deref().is_some_and(|despite| !text::tidy(despite).is_empty());
            if *passed && !explained && !held.is_empty() {
                let figures: Vec<String> =
                    held.iter().map(|check| format!("{}（{}）", check.name, check.figures)).collect();
                return Err(Error::refused(format!("核查不符合：{}", figures.join("、")))
                    .hint("确需通过的，请写明理由，理由会写入该步意见；不通过的，请登记为不通过。")
                    .terminal(
                        "确需通过的，请用 --despite 写明理由，理由会写入该步意见；不通过的，请用 --outcome 不通过。",
                    ));
            }
            Ok(())
        }
        Move::Withdraw => steps::withdrawal(definition, nomination, step.happened_on, today).map(drop),
        Move::Object { content } => {
            steps::objection(definition, nomination, step.happened_on, content, today)
        }
        Move::Settle { finding, .. } => steps::settlement(nomination, step.happened_on, finding, today),
    }
}

fn apply(
    change: &Change<'_>,
    programme: &Programme,
    candidate: &Candidate,
    step: &Step,
    asked: &AdvanceRequest,
) -> Result<()> {
    let (nomination, on) = (&candidate.nomination, step.happened_on);
    match &asked.action {
        Move::Step { .. } => commendations::store::advance(change, programme, nomination, step).map(drop),
        Move::Withdraw => {
            let (opinion, by) = (step.opinion.as_deref(), step.decided_by.as_deref());
            commendations::store::withdraw(change, programme, nomination, on, opinion, by)
        }
        Move::Object { content } => commendations::store::object(change, programme, nomination, on, content),
        Move::Settle { upheld, finding } => {
            commendations::store::settle(change, nomination, on, *upheld, finding)
        }
    }
}

/// 公示 from when to when, and what its count does not know.
fn about_publicity(now: &[Candidate], moved: &[NominationId], action: &Move) -> Result<Vec<String>> {
    let Move::Step { to, .. } = action else { return Ok(Vec::new()) };
    let steps = now.iter().filter(|candidate| moved.contains(&candidate.nomination.id));
    let published =
        steps.filter_map(|candidate| candidate.nomination.steps.last()).find(|step| step.step == *to);
    let Some((from, until)) = published.and_then(|step| Some((step.happened_on, step.until?))) else {
        return Ok(Vec::new());
    };
    let calendar = Calendar::official()?;
    let days = calendar.working_days(from, until);
    let (first, last) = (chinese_date(from), chinese_date(until));
    let mut notes = vec![format!("“{to}”{first}至{last}，共{days}个工作日；期满后才能登记下一步。")];
    notes.extend(calendar.note(from, until));
    Ok(notes)
}

/// What nobody has confirmed yet when the office decides.
fn to_confirm(
    programme: &Programme,
    now: &[Candidate],
    moved: &[NominationId],
    action: &Move,
) -> Option<String> {
    let Move::Step { to, passed: true, .. } = action else { return None };
    if !steps::decides(&programme.definition, to) {
        return None;
    }
    let open = now
        .iter()
        .filter(|candidate| moved.contains(&candidate.nomination.id))
        .filter(|candidate| candidate.checks.iter().any(|check| check.outcome == CheckOutcome::ToConfirm))
        .count();
    (open > 0).then(|| format!("有{open}项推荐还有待确认的核查项，请对照推荐对象的核查情况逐项确认。"))
}
