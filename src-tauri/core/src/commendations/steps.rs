//! Which step may follow: 考核 > 推荐 > 公示 > 审定 > 表彰 (`decisions.md` 19), as data; 公示 of whole working
//! days; 异议 and 撤回. Pure: a nomination and what is wanted in, the step or a reason out.

use chrono::{Days, NaiveDate};

use super::{
    CheckOutcome, Checked, Definition, Nomination, Objection, Step, StepOutcome, calendar::Calendar,
};
use crate::{Error, Result, clock::chinese_date, labels::labelled, text};

labelled! {
    /// What has become of a nomination.
    pub enum NominationState {
        Open = "在推",
        Honoured = "已表彰",
        Failed = "未通过",
        Withdrawn = "已撤回",
    }
}

/// A longer 公示 is a slip of the year.
const LONGEST_PUBLICITY: u64 = 366;

impl Nomination {
    /// The step reached last; none before the first. A withdrawal is no step.
    pub fn reached(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|step| step.outcome != StepOutcome::Withdrawn)
    }

    /// What has become of it. An upheld 异议 ends a nomination.
    pub fn state(&self, definition: &Definition) -> NominationState {
        let upheld = self.objections.iter().any(|objection| matches!(objection.settled, Some((_, true))));
        match self.steps.last() {
            Some(step) if step.outcome == StepOutcome::Withdrawn => NominationState::Withdrawn,
            Some(step) if step.outcome == StepOutcome::Failed => NominationState::Failed,
            Some(step) if step.step == definition.award_step => NominationState::Honoured,
            _ if upheld => NominationState::Failed,
            _ => NominationState::Open,
        }
    }

    /// The day on which it ended, by its last step or an upheld 异议; none while it is 在推.
    pub fn ended_on(&self, definition: &Definition) -> Option<NaiveDate> {
        if self.state(definition) == NominationState::Open {
            return None;
        }
        let settled = self.objections.iter().filter_map(|objection| objection.settled);
        let upheld = settled.filter(|(_, upheld)| *upheld).map(|(day, _)| day);
        self.steps.iter().map(|step| step.happened_on).chain(upheld).max()
    }

    /// The next step; none once it has ended.
    pub fn next_step<'d>(&self, definition: &'d Definition) -> Option<&'d str> {
        if self.state(definition) != NominationState::Open {
            return None;
        }
        definition.steps.get(self.steps.len()).map(String::as_str)
    }

    /// The oldest 异议 that nobody has settled.
    pub fn open_objection(&self) -> Option<&Objection> {
        self.objections.iter().find(|objection| objection.settled.is_none())
    }
}

/// Whether a nomination may take a step, and the step as it is kept: the last day of 公示 is worked out
/// when none was given.
///
/// # Errors
/// Refused: unknown step, one skipped or taken before, ended nomination, a day before the step before,
/// inside 公示, before an 异议 was settled or after today, 公示 too short, an open 异议.
pub fn step(
    definition: &Definition,
    calendar: &Calendar,
    nomination: &Nomination,
    wanted: &Step,
    today: NaiveDate,
) -> Result<Step> {
    check_known(definition, &wanted.step)?;
    check_open(definition, nomination)?;
    if let Some(taken) = nomination.steps.iter().find(|step| step.step == wanted.step) {
        return Err(Error::refused(format!(
            "“{}”已于{}登记，不用再登记",
            taken.step,
            chinese_date(taken.happened_on)
        ))
        .hint("登记有误的，请撤销后重新登记。")
        .terminal("登记有误的，请用 xianfeng undo 撤销后重新登记。"));
    }
    if let Some(next) = nomination.next_step(definition)
        && next != wanted.step
    {
        return Err(Error::refused(format!("还没有登记“{next}”，不能登记“{}”", wanted.step))
            .hint(format!("步骤依次为{}，请逐步登记。", definition.steps.join("、"))));
    }
    check_not_future(wanted.happened_on, today)?;
    if let Some(before) = nomination.steps.last() {
        check_after(before, wanted)?;
    }
    if nomination.open_objection().is_some() {
        return Err(Error::refused(format!("有异议没有处理，不能登记“{}”", wanted.step))
            .hint("请先登记异议的处理结果和核查结论。")
            .terminal(
                "请先登记处理结果：xianfeng advance ... --settle upheld|dismissed --finding 核查结论。",
            ));
    }
    check_settled(nomination, wanted)?;
    let until = match (wanted.step == definition.publicity_step, wanted.outcome) {
        (true, StepOutcome::Passed) => Some(last_day(definition, calendar, wanted)?),
        _ => None,
    };
    if until.is_none() && wanted.until.is_some() {
        return Err(Error::refused(format!("只有“{}”才有截止日", definition.publicity_step))
            .hint("请去掉截止日。")
            .terminal("请去掉 --until。"));
    }
    Ok(Step { until, ..wanted.clone() })
}

/// The last day of 公示: the one given, when it leaves enough working days, else the first that does.
fn last_day(definition: &Definition, calendar: &Calendar, wanted: &Step) -> Result<NaiveDate> {
    let from = wanted.happened_on;
    let first = calendar.last_of(from, definition.publicity_days);
    let Some(until) = wanted.until else { return Ok(first) };
    if until < first {
        let days = calendar.working_days(from, until);
        return Err(Error::refused(format!(
            "{}至{}只有{days}个工作日，公示须不少于{}个工作日",
            chinese_date(from),
            chinese_date(until),
            definition.publicity_days
        ))
        .hint(format!("最早可公示到{}；不写截止日即按这一天登记。", chinese_date(first)))
        .terminal(format!("最早可公示到{}；不写 --until 即按这一天登记。", chinese_date(first))));
    }
    if from.checked_add_days(Days::new(LONGEST_PUBLICITY)).is_some_and(|latest| until > latest) {
        return Err(Error::refused("公示超过一年").hint("请核对公示截止日的年份。"));
    }
    Ok(until)
}

fn check_after(before: &Step, wanted: &Step) -> Result<()> {
    let on = wanted.happened_on;
    if let Some(until) = before.until
        && on <= until
    {
        return Err(Error::refused(format!(
            "“{}”到{}结束，{}还不能登记“{}”",
            before.step,
            chinese_date(until),
            chinese_date(on),
            wanted.step
        ))
        .hint("请在公示期满后登记。"));
    }
    if on < before.happened_on {
        return Err(Error::refused(format!(
            "“{}”的日期{}早于上一步“{}”（{}）",
            wanted.step,
            chinese_date(on),
            before.step,
            chinese_date(before.happened_on)
        ))
        .hint("请核对日期。"));
    }
    Ok(())
}

/// A decision rests on what an 异议 was found to be, so it cannot come first.
fn check_settled(nomination: &Nomination, wanted: &Step) -> Result<()> {
    let settled = nomination.objections.iter().filter_map(|objection| objection.settled);
    let Some(last) = settled.map(|(day, _)| day).max().filter(|last| wanted.happened_on < *last) else {
        return Ok(());
    };
    Err(Error::refused(format!(
        "异议到{}才处理完，{}还不能登记“{}”",
        chinese_date(last),
        chinese_date(wanted.happened_on),
        wanted.step
    ))
    .hint("请核对日期：异议处理以后才能登记下一步。"))
}

/// 撤回: kept as the end of the step that would have come next, so that the list shows where it was
/// withdrawn. 公示 need not be over, nor an 异议 settled.
///
/// # Errors
/// Refused when it has ended, or the day lies before the last step or after today.
pub fn withdrawal(
    definition: &Definition,
    nomination: &Nomination,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<Step> {
    check_open(definition, nomination)?;
    check_not_future(on, today)?;
    let step = Step {
        step: nomination.next_step(definition).unwrap_or(&definition.award_step).to_owned(),
        outcome: StepOutcome::Withdrawn,
        happened_on: on,
        until: None,
        opinion: None,
        decided_by: None,
    };
    if let Some(before) = nomination.steps.last().filter(|before| on < before.happened_on) {
        return Err(Error::refused(format!(
            "撤回日期{}早于“{}”（{}）",
            chinese_date(on),
            before.step,
            chinese_date(before.happened_on)
        ))
        .hint("请核对日期。"));
    }
    Ok(step)
}

/// Whether an 异议 may be entered: from the first day of 公示 until the honour is given.
///
/// # Errors
/// Refused when it has ended or was not published, without words, for a day before 公示 or after today.
pub fn objection(
    definition: &Definition,
    nomination: &Nomination,
    on: NaiveDate,
    content: &str,
    today: NaiveDate,
) -> Result<()> {
    check_open(definition, nomination)?;
    if text::tidy(content).is_empty() {
        return Err(Error::refused("异议内容不能为空").hint("请写明反映的事实，不要写反映人。"));
    }
    check_not_future(on, today)?;
    let published = nomination.steps.iter().find(|step| step.step == definition.publicity_step);
    match published {
        None => Err(Error::refused(format!("还没有登记“{}”，不能登记异议", definition.publicity_step))
            .hint("公示以前的不同意见，请写进考核或推荐的意见。")),
        Some(step) if on < step.happened_on => Err(Error::refused(format!(
            "异议日期{}早于公示第一天（{}）",
            chinese_date(on),
            chinese_date(step.happened_on)
        ))
        .hint("请核对日期。")),
        Some(_) => Ok(()),
    }
}

/// Whether the oldest open 异议 may be settled so.
///
/// # Errors
/// Refused when none is open, without a finding, for a day before it was raised or after today.
pub fn settlement(nomination: &Nomination, on: NaiveDate, finding: &str, today: NaiveDate) -> Result<()> {
    let Some(open) = nomination.open_objection() else {
        return Err(Error::refused("没有待处理的异议"));
    };
    if text::tidy(finding).is_empty() {
        return Err(Error::refused("处理异议须写明核查结论")
            .hint("请写明查了什么、结论如何。")
            .terminal("请用 --finding 写明查了什么、结论如何。"));
    }
    check_not_future(on, today)?;
    if on < open.raised_on {
        return Err(Error::refused(format!(
            "处理日期{}早于异议提出的日期（{}）",
            chinese_date(on),
            chinese_date(open.raised_on)
        ))
        .hint("请核对日期。"));
    }
    Ok(())
}

/// Whether the office decides at a step: it comes after 公示.
pub fn decides(definition: &Definition, step: &str) -> bool {
    definition.step_place(step) > definition.step_place(&definition.publicity_step)
}

/// The failed checks that hold a nomination back from a step: after 公示 the office decides, and a rule
/// that says no needs its reason in writing. Before, they only warn: what is missing may still come.
pub fn holding_back<'c>(definition: &Definition, step: &str, checks: &'c [Checked]) -> Vec<&'c Checked> {
    if !decides(definition, step) {
        return Vec::new();
    }
    checks.iter().filter(|check| check.outcome == CheckOutcome::Failed).collect()
}

/// Whether the programme has a step.
///
/// # Errors
/// Not found, with the steps there are.
pub fn check_known(definition: &Definition, step: &str) -> Result<()> {
    if definition.step_place(step).is_some() {
        return Ok(());
    }
    Err(Error::not_found(format!("本次表彰没有“{step}”这一步"))
        .hint(format!("步骤依次为{}。", definition.steps.join("、"))))
}

fn check_open(definition: &Definition, nomination: &Nomination) -> Result<()> {
    match nomination.state(definition) {
        NominationState::Open => Ok(()),
        state => Err(Error::refused(format!("该推荐{state}，不能再登记"))
            .hint("登记有误的，请撤销后重新登记。")
            .terminal("登记有误的，请用 xianfeng undo 撤销后重新登记。")),
    }
}

fn check_not_future(on: NaiveDate, today: NaiveDate) -> Result<()> {
    if on <= today {
        return Ok(());
    }
    Err(Error::refused(format!("日期{}晚于今天（{}）", chinese_date(on), chinese_date(today)))
        .hint("请在发生以后登记，或核对日期。"))
}
