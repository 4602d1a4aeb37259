//! Whether a programme, a quota or a nomination may be entered. Pure.

use chrono::NaiveDate;

use super::{Definition, Kind, NominationState, Programme, Quota, store::NominationFacts};
use crate::{Error, Result, clock::chinese_date, evaluations::scheme::SubjectKind, text};

/// 主要事迹 that the form takes (`domain.md` §2 I).
pub const REASON_CHARACTERS: usize = 300;

/// Whether a programme may be set up beside the others.
///
/// # Errors
/// Refused without a name or level, for a year that cannot be, or when year and name are taken.
pub fn check_programme(all: &[Programme], year: i32, name: &str, level: &str) -> Result<()> {
    if text::tidy(name).is_empty() {
        return Err(Error::refused("表彰活动的名称不能为空").hint("请写明名称，例如 七一表彰。"));
    }
    if text::tidy(level).is_empty() {
        return Err(Error::refused("表彰层次不能为空").hint("请写明层次，例如 县级。"));
    }
    if !(1949..=2200).contains(&year) {
        return Err(Error::refused(format!("年度“{year}”不像是真的")).hint("请写 2012 这样的四位年份。"));
    }
    if all.iter().any(|other| other.year == year && text::squeeze(&other.name) == text::squeeze(name)) {
        return Err(Error::refused(format!("{year}年的“{}”已经登记", text::tidy(name)))
            .hint("请换一个名称，或直接使用已登记的活动。"));
    }
    Ok(())
}

/// Whether a quota may be set.
///
/// # Errors
/// Not found for a kind that the programme does not have; refused when least is above most.
pub fn check_quota(definition: &Definition, quota: &Quota) -> Result<()> {
    definition.kind_named(&quota.kind)?;
    match (quota.least, quota.most) {
        (Some(least), Some(most)) if least > most => {
            Err(Error::refused(format!("名额下限{least}大于上限{most}"))
                .hint("请核对至少和至多的数。")
                .terminal("请核对 --least 和 --most。"))
        }
        (least, most) if least.max(most).is_some_and(|number| number > 1_000_000) => {
            Err(Error::refused("名额太大，不像是真的").hint("请核对名额。"))
        }
        _ => Ok(()),
    }
}

/// Whether a nomination may be entered; gives its kind.
///
/// # Errors
/// Not found for an unknown kind; refused when the kind honours others, or for a day after today.
pub fn check_nomination<'d>(
    definition: &'d Definition,
    facts: &NominationFacts,
    today: NaiveDate,
) -> Result<&'d Kind> {
    let kind = definition.kind_named(&facts.kind)?;
    if kind.subject != SubjectKind::of(facts.subject) {
        return Err(Error::refused(format!("“{}”只评选{}", kind.name, kind.subject.label()))
            .hint("请换一个类别，或核对推荐对象。"));
    }
    if facts.nominated_on > today {
        return Err(Error::refused(format!(
            "推荐日期{}晚于今天（{}）",
            chinese_date(facts.nominated_on),
            chinese_date(today)
        ))
        .hint("请核对日期。"));
    }
    Ok(kind)
}

/// The refusal of a second nomination under the same kind.
pub fn nominated_already(kind: &str, state: NominationState, on: NaiveDate) -> Error {
    let error = Error::refused(format!("已于{}推荐为{kind}（{state}），不用再推荐", chinese_date(on)));
    match state {
        NominationState::Open | NominationState::Honoured => error,
        _ => error
            .hint("撤回或未通过登记有误的，请撤销该项登记。")
            .terminal("撤回或未通过登记有误的，请用 xianfeng undo 撤销该项登记。"),
    }
}

/// The warning about 主要事迹 that is too long for the form.
pub fn reason_warning(reason: Option<&str>) -> Option<String> {
    let characters = reason?.chars().filter(|c| !c.is_whitespace()).count();
    (characters > REASON_CHARACTERS).then(|| {
        format!(
            "主要事迹{characters}字，超过{REASON_CHARACTERS}字；审批表里只能印摘要，请精简，详细材料另附。"
        )
    })
}
