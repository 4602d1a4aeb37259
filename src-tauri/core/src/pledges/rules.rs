//! Rules of the ledger and its rates: values in, values out.

use chrono::NaiveDate;

use super::{Pledge, PledgeFacts, PledgeState, PledgeStatus};
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
    if !(1949..=2200).contains(&facts.year) {
        return Err(Error::refused(format!("年度“{}”不对", facts.year)).hint("请写 2012 这样的四位年份。"));
    }
    if facts.published_on.is_some_and(|day| day > today) {
        return Err(Error::refused("公示日期晚于今天").hint("请核对日期；尚未公示的请先不填。"));
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
        .hint("确需更改的，请先写明原因撤回销号。")),
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

/// Whether nothing more is to be written before a line is closed: fulfilled, or settled with a reason.
pub fn is_settled(facts: &PledgeFacts) -> bool {
    match facts.status {
        PledgeStatus::Fulfilled => true,
        PledgeStatus::PartlyFulfilled | PledgeStatus::Unfulfilled => {
            facts.reason.as_deref().is_some_and(|reason| !text::tidy(reason).is_empty())
        }
        PledgeStatus::NotStarted | PledgeStatus::UnderWay => false,
    }
}

/// Whether a line may be closed (`decisions.md` 11): fulfilled, or settled with a reason.
///
/// # Errors
/// Refused with the reason.
pub fn check_close(pledge: &Pledge, on: NaiveDate, by: &str, today: NaiveDate) -> Result<()> {
    check_open(pledge)?;
    let number = pledge.ledger_number;
    match pledge.facts.status {
        _ if is_settled(&pledge.facts) => {}
        PledgeStatus::Fulfilled => {}
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

/// What `facts` become under a new state.
pub fn settled(facts: &PledgeFacts, state: &PledgeState) -> PledgeFacts {
    let given = state.reason.as_deref().map(text::tidy).filter(|reason| !reason.is_empty());
    let dated = matches!(state.status, PledgeStatus::Fulfilled | PledgeStatus::PartlyFulfilled);
    PledgeFacts {
        status: state.status,
        // A given day goes on to the check, which says what is wrong with it.
        fulfilled_on: state.fulfilled_on.or(facts.fulfilled_on.filter(|_| dated)),
        reason: given.or_else(|| facts.reason.clone()),
        ..facts.clone()
    }
}

/// The sentence for a line that says the same as another one: a sheet that comes again could not tell
/// them apart.
pub fn twin(number: i64) -> Error {
    Error::refused(format!("台账第{number}号已是同一主体、同一事项、同一时限的承诺"))
        .hint("如是同一项，请打开那一项修改；如是另一项，请在承诺事项里写明区别。")
}

/// Days from `day` to the deadline of a line that is still to be fulfilled; negative once it is overdue.
/// None where nothing is due any more, or ever: settled, closed, without a deadline. The deadline's own
/// day is in time.
pub fn days_left(pledge: &Pledge, day: NaiveDate) -> Option<i64> {
    let open = matches!(status_on(pledge, day), PledgeStatus::NotStarted | PledgeStatus::UnderWay);
    let closed = pledge.closed_on.is_some_and(|closed| closed <= day);
    let deadline = pledge.facts.deadline.filter(|_| open && !closed)?;
    Some((deadline - day).num_days())
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
