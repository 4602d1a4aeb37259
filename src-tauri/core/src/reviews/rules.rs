//! What may be entered: values in, a sentence for the clerk out.

use chrono::{Months, NaiveDate};

use super::{Content, ReviewFacts, ReviewKind};
use crate::{
    Error, Result,
    clock::{Window, chinese_date, period_name},
    members::Subject,
    organizations::OrganizationKind,
    text,
};

/// Whether a subject was there on the day of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It was, or the books say nothing of that day (`decisions.md` 14).
    There,
    /// 成立, 入册, 入党 on this later day.
    NotYet(&'static str, NaiveDate),
    /// 撤销, 转出, 去世 ... on this day or before.
    Gone(&'static str, NaiveDate),
}

/// What must be known of a subject; this room does not look it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// Full name.
    pub name: String,
    /// Of an organization.
    pub kind: Option<OrganizationKind>,
    /// On the day of the review.
    pub presence: Presence,
}

/// Whether a record may be entered as it is written.
///
/// # Errors
/// Refused with the reason.
pub fn check(facts: &ReviewFacts, reviewed: &Reviewed, today: NaiveDate) -> Result<()> {
    check_subject(facts, reviewed)?;
    check_day(facts, today)?;
    check_presence(facts, reviewed)?;
    if text::tidy(&facts.reviewer).is_empty() {
        let word = facts.content.kind().word();
        return Err(Error::refused(format!("{word}须写明{word}人")).hint(format!("请填写{word}人的姓名。")));
    }
    check_content(&facts.content)
}

/// A 点评 is of a basic organization or a member, a 讲评 of a branch.
fn check_subject(facts: &ReviewFacts, reviewed: &Reviewed) -> Result<()> {
    let name = &reviewed.name;
    match (facts.content.kind(), facts.subject, reviewed.kind) {
        (ReviewKind::Briefing, Subject::Member(_), _) => {
            Err(Error::refused("讲评的对象是党支部，不是党员").hint("对党员请登记领导点评。"))
        }
        (ReviewKind::Briefing, Subject::Organization(_), Some(kind)) if kind != OrganizationKind::Branch => {
            Err(Error::refused(format!("讲评的对象是党支部，“{name}”是{kind}"))
                .hint("请选择党支部；对党组、党委、党总支请登记领导点评。"))
        }
        (ReviewKind::Comment, _, Some(OrganizationKind::Group)) => {
            Err(Error::refused(format!("“{name}”是党小组，领导点评到党支部和党员"))
                .hint("请点评它所在的党支部，或点评党员本人。"))
        }
        _ => Ok(()),
    }
}

fn check_day(facts: &ReviewFacts, today: NaiveDate) -> Result<()> {
    let (word, held_on) = (facts.content.kind().word(), facts.held_on);
    if held_on > today {
        return Err(Error::refused(format!("{word}日期{}晚于今天", chinese_date(held_on)))
            .hint(format!("请核对日期；还没有进行的{word}，请在进行以后登记。")));
    }
    let period = &facts.period;
    if Window::of(period).is_none() {
        return Err(Error::refused("所属时段须是一个季度、半年或一年").hint("请重新选择所属时段。"));
    }
    if held_on < period.from {
        return Err(Error::refused(format!(
            "{word}日期{}早于所属时段（{}）",
            chinese_date(held_on),
            period_name(period)
        ))
        .hint("请核对日期和所属时段。"));
    }
    if period.to.checked_add_months(Months::new(12)).is_some_and(|last| last < held_on) {
        return Err(Error::refused(format!("所属时段（{}）比{word}日期早了一年以上", period_name(period)))
            .hint("请核对日期和所属时段。"));
    }
    Ok(())
}

fn check_presence(facts: &ReviewFacts, reviewed: &Reviewed) -> Result<()> {
    let (name, on) = (&reviewed.name, chinese_date(facts.held_on));
    match reviewed.presence {
        Presence::There => Ok(()),
        Presence::NotYet(how, day) => {
            Err(Error::refused(format!("“{name}”在{on}还没有{how}（{}{how}）", chinese_date(day)))
                .hint("请核对日期和对象。"))
        }
        Presence::Gone(how, day) => {
            let word = facts.content.kind().word();
            Err(Error::refused(format!("“{name}”已于{}{how}，不能登记{on}的{word}", chinese_date(day)))
                .hint("请核对日期和对象。"))
        }
    }
}

/// A 点评 states all three (`domain.md` §1.1 row 3), a 讲评 what was said and what is to be done.
fn check_content(content: &Content) -> Result<()> {
    let (parts, must, hint) = match content {
        Content::Comment { achievements, problems, direction } => (
            vec![("成绩", achievements), ("问题", problems), ("努力方向", direction)],
            "领导点评须写明成绩、问题和努力方向",
            "既要肯定成绩，也要指出问题、提出努力方向，三项都要填写。",
        ),
        Content::Briefing { points, tasks, .. } => (
            vec![("内容要点", points), ("下季度任务", tasks)],
            "讲评须写明内容要点和下季度任务",
            "两项都要填写。",
        ),
    };
    let missing: Vec<&str> =
        parts.iter().filter(|(_, said)| text::tidy(said).is_empty()).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::refused(format!("{must}，还没有填写：{}", missing.join("、"))).hint(hint))
}
