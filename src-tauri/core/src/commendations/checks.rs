//! 资格核查 (`domain.md` §1.4 R3-R7): each rule over its own figures. Pure: figures in, outcome and the
//! sentence with the figures out. Thresholds compare exact fractions.
//!
//! What the books cannot answer is 待确认 and left to the clerk; what they answer with no is 不符合.

use chrono::NaiveDate;

use super::{CheckOutcome, Honour, NominationState, ShareRule, quotas::Filled};
use crate::{
    clock::chinese_date,
    members::{EventKind, Membership, Standing},
    numbers::Share,
    pledges::Fulfilment,
};

/// What a check found, and the figures behind it.
pub type Found = (CheckOutcome, String);

/// What this year's 群众评议 says of a subject. 民主评议 is another matter: see
/// [`crate::statistics::candidates::Review`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evaluated {
    /// Evaluated on paper: 满意率, with the decimals of its scheme.
    Rate(Share, u32),
    /// Evaluated without papers (座谈会): there is no rate.
    WithoutPapers,
    /// 收回多于发出: the evaluation covers nobody (`decisions.md` 6).
    Void,
    /// Others of its kind were evaluated this year, this one was not.
    Missed,
    /// Nobody of its kind has been evaluated this year.
    NotYet,
}

/// 正式党员 only: full on the day of the nomination, and a member still. `now` is the membership on
/// the day the nomination ended, or today.
pub fn full_member(on: NaiveDate, then: Option<&Membership>, now: Option<&Membership>) -> Found {
    let day = chinese_date(on);
    let left = |membership: Option<&Membership>| membership.and_then(|membership| membership.left);
    match (then.and_then(|membership| membership.standing), left(then).or(left(now))) {
        (_, Some((how, day))) => (CheckOutcome::Failed, format!("已于{}{}", chinese_date(day), left_by(how))),
        _ if then.is_none() => (CheckOutcome::ToConfirm, format!("{day}的党员情况没有记录")),
        (Some(Standing::Full), None) => (CheckOutcome::Passed, format!("{day}为正式党员")),
        (Some(Standing::Probationary), None) => (CheckOutcome::Failed, format!("{day}为预备党员")),
        (None, None) => (CheckOutcome::ToConfirm, "没有登记正式或预备".to_owned()),
    }
}

fn left_by(how: EventKind) -> &'static str {
    match how {
        EventKind::TransferredOut => "转出",
        EventKind::Suspended => "停止党籍",
        EventKind::Expelled => "出党",
        EventKind::Died => "去世",
        _ => "离开",
    }
}

/// A valid 群众评议 of the year with 满意率 of `at_least` percent or more. Not having been evaluated
/// while others were is 不符合: every member and organization has to be (`domain.md` §1.4 R5, R7).
/// Before the year's evaluation it is 待确认.
pub fn satisfied(at_least: u32, evaluated: Evaluated) -> Found {
    match evaluated {
        Evaluated::Rate(share, _) if share.whole == 0 => {
            (CheckOutcome::ToConfirm, "本年度群众评议没有有效票，不出满意率".to_owned())
        }
        Evaluated::Rate(share, decimals) => rate("满意率", share, decimals, at_least),
        Evaluated::WithoutPapers => {
            (CheckOutcome::ToConfirm, "本年度群众评议没有纸质评议表，不出满意率".to_owned())
        }
        Evaluated::Void => (CheckOutcome::Failed, "本年度群众评议收回多于发出，无效".to_owned()),
        Evaluated::Missed => (CheckOutcome::Failed, "未参加本年度群众评议".to_owned()),
        Evaluated::NotYet => (CheckOutcome::ToConfirm, "本年度群众评议尚未登记".to_owned()),
    }
}

/// 兑现率 of what is due is `at_least` percent or more; with nothing due it is 待确认.
pub fn pledges_fulfilled(at_least: u32, pledges: Fulfilment) -> Found {
    match (pledges.all.whole, pledges.due) {
        (0, _) => (CheckOutcome::ToConfirm, "本年度没有登记承诺".to_owned()),
        (items, due) if due.whole == 0 => {
            (CheckOutcome::ToConfirm, format!("本年度承诺{items}项，尚无到期事项"))
        }
        (_, due) => rate("兑现率", due, 2, at_least),
    }
}

/// 满意率97.25%（7221/7425）, and the threshold beside it. 以上 includes the number itself.
fn rate(word: &str, share: Share, decimals: u32, at_least: u32) -> Found {
    let outcome = if share.at_least(at_least) { CheckOutcome::Passed } else { CheckOutcome::Failed };
    let figures =
        format!("{word}{}%（{}/{}），要求{at_least}%以上", share.percent(decimals), share.part, share.whole);
    (outcome, figures)
}

/// Not nominated under another kind of the programme; `others` are those of its nominations that
/// are 在推 or 已表彰.
pub fn one_title(others: &[(&str, NominationState)]) -> Found {
    if others.is_empty() {
        return (CheckOutcome::Passed, "本次活动没有推荐为其他类别".to_owned());
    }
    let others: Vec<String> = others.iter().map(|(kind, state)| format!("{kind}（{state}）")).collect();
    (CheckOutcome::Failed, format!("同时推荐为{}", others.join("、")))
}

/// No quota that a nomination counts against is exceeded. `filled` are these quotas, each with the
/// words for its place. Fewer than the least is no fault of the candidate: 待确认. So is a
/// nomination of a kind that is allotted by 推荐单位 or 领域 and to none of its own (`unallotted`).
pub fn within_quota(filled: &[(String, Filled)], unallotted: bool) -> Found {
    let mut outcome = if unallotted { CheckOutcome::ToConfirm } else { CheckOutcome::Passed };
    let mut figures = Vec::new();
    for (place, Filled { quota, count }) in filled {
        let limit = match (quota.least, quota.most) {
            (Some(least), Some(most)) if least == most => format!("名额{most}"),
            (Some(least), Some(most)) => format!("名额{least}至{most}"),
            (None, Some(most)) => format!("名额{most}"),
            (Some(least), None) => format!("至少{least}"),
            (None, None) => continue,
        };
        figures.push(format!("{place}已推荐{count}，{limit}"));
        if quota.most.is_some_and(|most| *count > most) {
            outcome = CheckOutcome::Failed;
        } else if quota.least.is_some_and(|least| *count < least) && outcome == CheckOutcome::Passed {
            outcome = CheckOutcome::ToConfirm;
        }
    }
    if unallotted {
        figures.push("推荐单位或所属领域没有分到名额".to_owned());
    }
    if figures.is_empty() {
        figures.push("没有规定名额".to_owned());
    }
    (outcome, figures.join("；"))
}

/// The share rule of the kind is not exceeded. `full_members` of the office on the day of the
/// nomination; none when the books do not say.
pub fn within_share(rule: Option<ShareRule>, count: u64, full_members: Option<u64>) -> Found {
    let Some(rule) = rule else {
        return (CheckOutcome::Passed, "没有规定比例".to_owned());
    };
    let Some(members) = full_members else {
        return (CheckOutcome::ToConfirm, format!("已推荐{count}；推荐日的正式党员数没有记录"));
    };
    let limit = rule.limit(members);
    let outcome = if count > limit { CheckOutcome::Failed } else { CheckOutcome::Passed };
    let figures = format!(
        "已推荐{count}，上限{limit}（正式党员{members}×{}/{}，{}）",
        rule.part, rule.whole, rule.rounding
    );
    (outcome, figures)
}

/// Not honoured with the same title in the `years` years before the nomination: else 待确认.
pub fn not_recently_honoured(title: &str, years: u32, on: NaiveDate, honours: &[Honour]) -> Found {
    let since = years_before(on, years);
    let same: Vec<String> = honours
        .iter()
        .filter(|honour| honour.title == title && since <= honour.granted_on && honour.granted_on <= on)
        .map(|honour| format!("{}获{}{}", chinese_date(honour.granted_on), honour.level, honour.title))
        .collect();
    if same.is_empty() {
        (CheckOutcome::Passed, format!("近{years}年没有{title}的记录"))
    } else {
        (CheckOutcome::ToConfirm, same.join("；"))
    }
}

/// The day `years` years before.
pub fn years_before(day: NaiveDate, years: u32) -> NaiveDate {
    day.checked_sub_months(chrono::Months::new(years.saturating_mul(12))).unwrap_or(NaiveDate::MIN)
}
