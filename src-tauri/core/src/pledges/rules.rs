//! Rules of the ledger and its rates: values in, values out.

use chrono::NaiveDate;

use super::{Pledge, PledgeFacts, PledgeStatus};
use crate::{Error, Result, clock::chinese_date, members::Subject, numbers::Share, text};

/// By what a line is known when a sheet comes again (`decisions.md` 11): subject, text and deadline.
/// Where nothing is due, the year tells this year's pledge from last year's of the same words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(Subject, String, Result<NaiveDate, i32>);

impl Key {
    /// The key of a pledge; spaces and widths in the text do not matter.
    pub fn of(facts: &PledgeFacts) -> Self {
        Self(facts.subject, text::tidy(&facts.content), facts.deadline.ok_or(facts.year))
    }
}

/// Whether a pledge may be entered as it is written.
///
/// # Errors
/// Refused with the reason.
pub fn check_facts(facts: &PledgeFacts, today: NaiveDate) -> Result<()> {
    if text::tidy(&facts.content).is_empty() {
        return Err(Error::refused("承诺事项不能为空").hint("请写明承诺办什么事。"));
    }
    if facts.fulfilled_on.is_some_and(|day| day > today) {
        return Err(Error::refused("兑现日期晚于今天").hint("请核对日期；尚未兑现的请填“推进中”。"));
    }
    if facts.fulfilled_on.is_some()
        && !matches!(facts.status, PledgeStatus::Fulfilled | PledgeStatus::PartlyFulfilled)
    {
        return Err(Error::refused(format!("兑现状态为“{}”，却填了兑现日期", facts.status))
            .hint("请核对兑现状态，或清空兑现日期。"));
    }
    Ok(())
}

/// Whether a line may still change.
///
/// # Errors
/// Refused once closed (销号).
pub fn check_open(pledge: &Pledge) -> Result<()> {
    match pledge.closed_on {
        Some(day) => Err(Error::refused(format!(
            "第{}号承诺已于{}销号，不能再改",
            pledge.ledger_number,
            chinese_date(day)
        ))
        .hint("确需更改的，请先写明原因恢复该承诺。")),
        None => Ok(()),
    }
}

/// Whether a progress entry may be written.
///
/// # Errors
/// Refused with the reason.
pub fn check_progress(on: NaiveDate, content: &str, today: NaiveDate) -> Result<()> {
    if text::tidy(content).is_empty() {
        return Err(Error::refused("进展内容不能为空").hint("请写明做了什么。"));
    }
    if on > today {
        return Err(Error::refused("进展日期晚于今天").hint("请核对日期。"));
    }
    Ok(())
}

/// Whether a line may be closed (`decisions.md` 11): fulfilled, or settled with a reason.
///
/// # Errors
/// Refused with the reason.
pub fn check_close(pledge: &Pledge, on: NaiveDate, by: &str, today: NaiveDate) -> Result<()> {
    check_open(pledge)?;
    let number = pledge.ledger_number;
    let has_reason = pledge.facts.reason.as_deref().is_some_and(|reason| !text::tidy(reason).is_empty());
    match pledge.facts.status {
        PledgeStatus::Fulfilled => {}
        PledgeStatus::PartlyFulfilled | PledgeStatus::Unfulfilled if has_reason => {}
        PledgeStatus::PartlyFulfilled | PledgeStatus::Unfulfilled => {
            return Err(Error::refused(format!(
                "第{number}号承诺{}，没有原因说明，不能销号",
                pledge.facts.status
            ))
            .hint("请先填写原因说明。"));
        }
        PledgeStatus::NotStarted | PledgeStatus::UnderWay => {
            return Err(Error::refused(format!("第{number}号承诺{}，不能销号", pledge.facts.status))
                .hint("请在兑现后销号；不能兑现的，请把状态改为“部分兑现”或“未兑现”并写明原因。"));
        }
    }
    if on > today {
        return Err(Error::refused("销号日期晚于今天").hint("请核对日期。"));
    }
    if let Some(day) = pledge.facts.fulfilled_on
        && on < day
    {
        return Err(
            Error::refused(format!("销号日期早于兑现日期（{}）", chinese_date(day))).hint("请核对日期。")
        );
    }
    if text::tidy(by).is_empty() {
        return Err(Error::refused("销号须写明销号人").hint("请填写销号人姓名。"));
    }
    Ok(())
}

/// 兑现状态 as of a day: what was fulfilled later was under way.
pub fn status_on(pledge: &Pledge, day: NaiveDate) -> PledgeStatus {
    match pledge.facts.fulfilled_on {
        Some(later) if later > day => PledgeStatus::UnderWay,
        _ => pledge.facts.status,
    }
}

/// 兑现情况 as of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fulfilment {
    /// 兑现率: fulfilled items among those due by the day.
    pub due: Share,
    /// Fulfilled items among all.
    pub all: Share,
}

/// Counts what was fulfilled by `as_of` (`decisions.md` 11). The deadline's own day is due. An item
/// without a deadline is never due; a fulfilled item without a date counts as fulfilled.
pub fn fulfilment<'a>(pledges: impl IntoIterator<Item = &'a Pledge>, as_of: NaiveDate) -> Fulfilment {
    let mut result = Fulfilment::default();
    for pledge in pledges {
        let facts = &pledge.facts;
        let fulfilled =
            facts.status == PledgeStatus::Fulfilled && facts.fulfilled_on.is_none_or(|day| day <= as_of);
        let counted = Share::new(u64::from(fulfilled), 1);
        result.all = result.all + counted;
        if facts.deadline.is_some_and(|deadline| deadline <= as_of) {
            result.due = result.due + counted;
        }
    }
    result
}
