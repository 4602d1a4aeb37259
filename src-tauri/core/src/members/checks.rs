//! What of a person's facts and events looks wrong. One set of rules for a row of a roster and for a form
//! on the screen: facts that cannot be true are errors, those that may be are warnings the clerk
//! confirms (`design.md` §6).

use chrono::NaiveDate;

use super::{
    EventKind, IdNumber, MemberFacts, Membership, MembershipEvent, Sex, Standing,
    probation::year_of_probation,
};
use crate::{
    clock::{chinese_date, full_years},
    organizations::{Organization, OrganizationKind, tree},
    remarks::Remark,
};

/// Age from which one can join, in full years (党章 第一条).
const JOINING_AGE: i32 = 18;

/// A name that could not be one person's: digits and lists are other columns, or several people. The
/// longest names of the nationalities stay below thirty characters.
pub fn name(name: &str) -> Option<Remark> {
    let could_be = name.chars().count() <= 30
        && !name.contains(|c: char| c.is_ascii_digit() || "、，,；;。/\\&+-|<>#*?？".contains(c));
    let short: String = name.chars().take(40).collect();
    let shown = if short.len() < name.len() { format!("{short}…") } else { short };
    (!could_be).then(|| {
        Remark::warning("name", format!("“{shown}”不像一个人的姓名；请核对是否错了列，或一格写了几个人"))
    })
}

/// A 15-digit number is kept as written.
pub fn number(number: &IdNumber) -> Option<Remark> {
    number
        .is_legacy()
        .then(|| Remark::warning("id_number", "这是 15 位的旧身份证号码，按原样登记；请换成 18 位号码"))
}

/// 出生日期 against the ID number.
pub fn birth(birth: NaiveDate, number: &IdNumber) -> Option<Remark> {
    let said = number.birth_date();
    (birth != said).then(|| {
        let message = format!("与身份证号码里的出生日期{}不一致；请对照身份证和档案核对", chinese_date(said));
        Remark::warning("birth_date", message)
    })
}

/// 性别 against the ID number.
pub fn sex(sex: Sex, number: &IdNumber) -> Option<Remark> {
    (sex != number.sex()).then(|| {
        let message = format!("与身份证号码不符（号码表示{}性）；请对照身份证核对性别和号码", number.sex());
        Remark::warning("sex", message)
    })
}

/// 入党时间 against 出生日期. `joined` is the latest day that the written date can mean.
pub fn joining(birth: NaiveDate, joined: NaiveDate) -> Option<Remark> {
    let age = full_years(birth, joined);
    if joined <= birth {
        return Some(Remark::error("joined_on", "入党时间不晚于出生日期，不可能；请核对这两个日期"));
    }
    (age < JOINING_AGE).then(|| {
        let message = format!("入党时只有 {age} 岁，不满 {JOINING_AGE} 岁；请对照档案核对出生日期和入党时间");
        Remark::warning("joined_on", message)
    })
}

/// 转正时间 against 入党时间. `full` is the latest day that the written date can mean.
pub fn turning(joined: NaiveDate, full: NaiveDate) -> Option<Remark> {
    (full < joined).then(|| {
        let message = format!("转正时间早于入党时间{}，不可能；请核对这两个日期", chinese_date(joined));
        Remark::error("full_on", message)
    })
}

/// 正式 or 预备 against 转正时间.
pub fn standing(standing: Standing, full: Option<NaiveDate>) -> Option<Remark> {
    match (standing, full) {
        (Standing::Probationary, Some(_)) => Some(Remark::error(
            "full_on",
            "党员类别是预备党员，却填了转正时间；已转正的请把党员类别改为正式党员，未转正的请清空转正时间",
        )),
        (Standing::Full, None) => {
            Some(Remark::warning("full_on", "正式党员没有转正时间，党龄将按无数据统计；请补填"))
        }
        _ => None,
    }
}

/// Everything about a person's facts that a form can say by itself. `now` is the membership that they
/// stand beside; none when it is not known yet.
pub fn facts(facts: &MemberFacts, now: Option<Standing>, today: NaiveDate) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = name(&facts.name).into_iter().collect();
    if let Some(id) = &facts.id_number {
        remarks.extend(number(id));
        remarks.extend(facts.birth_date.and_then(|day| birth(day, id)));
        remarks.extend(facts.sex.and_then(|known| sex(known, id)));
    }
    for (field, word, date) in [
        ("birth_date", "出生日期", facts.birth_date),
        ("joined_on", "入党时间", facts.joined_on),
        ("full_on", "转正时间", facts.full_on),
        ("worked_on", "参加工作时间", facts.worked_on),
    ] {
        if let Some(day) = date.filter(|day| *day > today) {
            let message =
                format!("{word}{}晚于今天（{}）；请核对年份", chinese_date(day), chinese_date(today));
            remarks.push(Remark::error(field, message));
        }
    }
    if let (Some(born), Some(joined)) = (facts.birth_date, facts.joined_on) {
        remarks.extend(joining(born, joined));
    }
    if let (Some(joined), Some(full)) = (facts.joined_on, facts.full_on) {
        remarks.extend(turning(joined, full));
    }
    if let (Some(born), Some(worked)) = (facts.birth_date, facts.worked_on)
        && worked <= born
    {
        remarks.push(Remark::error("worked_on", "参加工作时间不晚于出生日期，不可能；请核对这两个日期"));
    }
    remarks.extend(now.and_then(|now| standing(now, facts.full_on)));
    remarks
}

/// What looks wrong with an event of a person; whether it can follow the others is
/// [`super::membership::check`]. `before` is the membership that it meets.
pub fn event(
    event: &MembershipEvent,
    facts: &MemberFacts,
    before: Option<&Membership>,
    organizations: &[Organization],
) -> Vec<Remark> {
    let day = event.happened_on;
    let mut remarks = Vec::new();
    if facts.birth_date.is_some_and(|born| day <= born) {
        remarks.push(Remark::error("happened_on", "变动日期不晚于出生日期，不可能；请核对这两个日期"));
    }
    if let Some(branch) = event.organization.and_then(|id| tree::by_id(organizations, id)) {
        remarks.extend(self::branch(branch, day));
    }
    match event.kind {
        EventKind::Admitted => {
            remarks.extend(
                facts
                    .birth_date
                    .and_then(|born| joining(born, day))
                    .map(|remark| Remark { field: "happened_on", ..remark }),
            );
            if let Some(joined) = facts.joined_on.filter(|joined| *joined != day && before.is_none()) {
                let message = format!("与入党时间{}不一致；请对照档案核对", chinese_date(joined));
                remarks.push(Remark::warning("happened_on", message));
            }
        }
        EventKind::TurnedFull => {
            if let Some(joined) = facts.joined_on {
                let due = Some(year_of_probation(joined));
                if day < joined {
                    let message = format!("转正日期早于入党时间{}，不可能；请核对", chinese_date(joined));
                    remarks.push(Remark::error("happened_on", message));
                } else if due.is_some_and(|due| day < due) {
                    let message =
                        format!("入党时间是{}，预备期还不满一年；请对照档案核对", chinese_date(joined));
                    remarks.push(Remark::warning("happened_on", message));
                }
            }
            if let Some(full) = facts.full_on.filter(|full| *full != day) {
                let message =
                    format!("与转正时间{}不一致，转正时间不会改动；请对照档案核对", chinese_date(full));
                remarks.push(Remark::warning("happened_on", message));
            }
        }
        EventKind::Opening | EventKind::TransferredIn if event.standing.is_none() => {
            remarks.push(Remark::warning("standing", "没有选党员类别，将按无数据统计；请补填"));
        }
        EventKind::Moved | EventKind::TransferredOut
            if before.is_some_and(|before| before.post.is_some()) =>
        {
            let post = before.and_then(|before| before.post.as_deref()).unwrap_or_default();
            remarks.push(Remark::warning("kind", format!("该党员现任“{post}”，变动后不再担任；请确认")));
        }
        EventKind::Appointed if before.is_some_and(|now| now.standing == Some(Standing::Probationary)) => {
            remarks.push(Remark::warning("post", "预备党员没有选举权和被选举权，一般不担任党内职务；请核对"));
        }
        _ => {}
    }
    remarks
}

fn branch(branch: &Organization, day: NaiveDate) -> Option<Remark> {
    let name = &branch.name;
    if let Some(dissolved) = branch.dissolved_on.filter(|dissolved| *dissolved <= day) {
        let message = format!("“{name}”已于{}撤销；请核对所在党支部", chinese_date(dissolved));
        return Some(Remark::error("organization", message));
    }
    if let Some(founded) = branch.founded_on.filter(|founded| day < *founded) {
        let message = format!("“{name}”成立于{}，晚于变动日期；请核对", chinese_date(founded));
        return Some(Remark::warning("organization", message));
    }
    let usual = matches!(branch.kind, OrganizationKind::Branch | OrganizationKind::Group);
    (!usual).then(|| {
        let message = format!("“{name}”是{}，党员一般编入党支部；确实编在这里的请确认", branch.kind);
        Remark::warning("organization", message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{organizations::OrganizationId, remarks::RemarkWeight};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn person() -> MemberFacts {
        MemberFacts {
            name: "王磊".to_owned(),
            sex: Some(Sex::Male),
            birth_date: Some(day("1970-01-01")),
            id_number: IdNumber::parse("99010119700101001X").ok(),
            joined_on: Some(day("1995-07-01")),
            full_on: Some(day("1996-07-01")),
            worked_on: Some(day("1990-08-01")),
            ..MemberFacts::default()
        }
    }

    fn only(remarks: Vec<Remark>) -> (RemarkWeight, &'static str, String) {
        assert_eq!(remarks.len(), 1, "{remarks:?}");
        let remark = remarks.into_iter().next().unwrap();
        (remark.weight, remark.field, remark.message)
    }

    #[test]
    fn every_doubt_about_a_person_has_its_own_sentence() {
        type Edit = fn(&mut MemberFacts);
        let edits: [(Edit, RemarkWeight, &str, &str); 12] = [
            (|p| p.name = "王磊、李敏".into(), RemarkWeight::Warning, "name", "不像一个人的姓名"),
            (|p| p.sex = Some(Sex::Female), RemarkWeight::Warning, "sex", "号码表示男性"),
            (
                |p| p.birth_date = Some(day("1970-01-02")),
                RemarkWeight::Warning,
                "birth_date",
                "1970年1月1日不一致",
            ),
            (
                |p| p.id_number = IdNumber::parse("990101700101001").ok(),
                RemarkWeight::Warning,
                "id_number",
                "15 位的旧身份证号码",
            ),
            (
                |p| p.joined_on = Some(day("1969-01-01")),
                RemarkWeight::Error,
                "joined_on",
                "入党时间不晚于出生日期",
            ),
            (
                |p| p.joined_on = Some(day("1987-12-31")),
                RemarkWeight::Warning,
                "joined_on",
                "只有 17 岁，不满 18 岁",
            ),
            (
                |p| p.full_on = Some(day("1995-06-30")),
                RemarkWeight::Error,
                "full_on",
                "转正时间早于入党时间1995年7月1日",
            ),
            (
                |p| p.full_on = Some(day("2012-07-02")),
                RemarkWeight::Error,
                "full_on",
                "转正时间2012年7月2日晚于今天（2012年7月1日）",
            ),
            (
                |p| p.worked_on = Some(day("1970-01-01")),
                RemarkWeight::Error,
                "worked_on",
                "参加工作时间不晚于出生日期",
            ),
            (
                |p| p.worked_on = Some(day("2021-08-01")),
                RemarkWeight::Error,
                "worked_on",
                "参加工作时间2021年8月1日晚于今天",
            ),
            (|p| p.full_on = None, RemarkWeight::Warning, "full_on", "正式党员没有转正时间"),
            (
                |p| {
                    p.birth_date = Some(day("2012-07-02"));
                    p.id_number = None;
                    (p.joined_on, p.full_on, p.worked_on) = (None, Some(day("1996-07-01")), None);
                },
                RemarkWeight::Error,
                "birth_date",
                "出生日期2012年7月2日晚于今天",
            ),
        ];
        for (edit, weight, field, words) in edits {
            let mut wrong = person();
            edit(&mut wrong);
            let said = only(facts(&wrong, Some(Standing::Full), day("2012-07-01")));
            assert!(said.0 == weight && said.1 == field && said.2.contains(words), "{words}: {said:?}");
        }
        assert!(facts(&person(), Some(Standing::Full), day("2012-07-01")).is_empty());
        let said = only(facts(&person(), Some(Standing::Probationary), day("2012-07-01")));
        assert!(said.0 == RemarkWeight::Error && said.2.contains("却填了转正时间"));
        // The birthday of the eighteenth year is old enough.
        assert_eq!(joining(day("1970-01-01"), day("1988-01-01")), None);
    }

    fn branch(kind: OrganizationKind) -> Organization {
        Organization {
            id: OrganizationId(1),
            name: "机关党支部".to_owned(),
            kind,
            parent: None,
            domain: None,
            code: None,
            secretary: None,
            phone: None,
            founded_on: Some(day("1993-07-01")),
            dissolved_on: Some(day("2012-05-01")),
            note: None,
            position: 1,
        }
    }

    fn happened(kind: EventKind, on: &str) -> MembershipEvent {
        MembershipEvent {
            kind,
            happened_on: day(on),
            organization: Some(OrganizationId(1)),
            standing: Some(Standing::Full),
            category: None,
            post: Some("委员".to_owned()),
            note: None,
        }
    }

    #[test]
    #[allow(clippy::type_complexity, reason = "a table of cases")]
    fn every_doubt_about_an_event_has_its_own_sentence() {
        let probationer = MemberFacts { full_on: None, joined_on: Some(day("2011-06-01")), ..person() };
        let here = Membership {
            organization: None,
            standing: Some(Standing::Probationary),
            category: None,
            post: None,
            left: None,
        };
        let officer = Membership { post: Some("书记".to_owned()), standing: Some(Standing::Full), ..here };
        let cases: [(
            MembershipEvent,
            &MemberFacts,
            Option<&Membership>,
            OrganizationKind,
            RemarkWeight,
            &str,
            &str,
        ); 12] = [
            (
                MembershipEvent { organization: None, ..happened(EventKind::Retired, "1970-01-01") },
                &person(),
                Some(&officer),
                OrganizationKind::Branch,
                RemarkWeight::Error,
                "happened_on",
                "变动日期不晚于出生日期",
            ),
            (
                happened(EventKind::TransferredIn, "2012-05-01"),
                &person(),
                None,
                OrganizationKind::Branch,
                RemarkWeight::Error,
                "organization",
                "“机关党支部”已于2012年5月1日撤销",
            ),
            (
                happened(EventKind::TransferredIn, "1993-06-30"),
                &person(),
                None,
                OrganizationKind::Branch,
                RemarkWeight::Warning,
                "organization",
                "成立于1993年7月1日，晚于变动日期",
            ),
            (
                happened(EventKind::TransferredIn, "2012-01-01"),
                &person(),
                None,
                OrganizationKind::LeadingGroup,
                RemarkWeight::Warning,
                "organization",
                "是党组，党员一般编入党支部",
            ),
            (
                MembershipEvent { standing: None, ..happened(EventKind::TransferredIn, "2012-01-01") },
                &person(),
                None,
                OrganizationKind::Branch,
                RemarkWeight::Warning,
                "standing",
                "没有选党员类别",
            ),
            (
                happened(EventKind::Admitted, "2012-01-01"),
                &person(),
                None,
                OrganizationKind::Branch,
                RemarkWeight::Warning,
                "happened_on",
                "与入党时间1995年7月1日不一致",
            ),
            (
                MembershipEvent { organization: None, ..happened(EventKind::Admitted, "1987-07-01") },
                &MemberFacts { joined_on: None, ..person() },
                None,
                OrganizationKind::Branch,
                RemarkWeight::Warning,
                "happened_on",
                "只有 17 岁",
            ),
            (
                happened(EventKind::TurnedFull, "2012-04-30"),
                &probationer,
                Some(&here),
                OrganizationKind::Branch,
                RemarkWeight::Warning,
                "happened_on",
                "预备期还不满一年",
            ),
            (
                happened(EventKind::TurnedFull, "2011-05-30"),
                &probationer,
                Some(&here),
                OrganizationKind::Branch,
                RemarkWeight::Error,
                "happened_on",
                "转正日期早于入党时间2011年6月1日",
            ),
            (
                MembershipEvent { organization: None, ..happened(EventKind::TurnedFull, "2012-06-01") },
                &MemberFacts { full_on: Some(day("2012-06-05")), ..probationer.clone() },
                Some(&here),
                OrganizationKind::Branch,
                RemarkWeight::Warning,
                "happened_on",
                "与转正时间2012年6月5日不一致",
            ),
            (
                happened(EventKind::Moved, "2012-01-01"),
                &person(),
                Some(&officer),
                OrganizationKind::Branch,
                RemarkWeight::Warning,
                "kind",
                "现任“书记”，变动后不再担任",
            ),
            (
                happened(EventKind::Appointed, "2012-01-01"),
                &probationer,
                Some(&here),
                OrganizationKind::Branch,
                RemarkWeight::Warning,
                "post",
                "预备党员没有选举权和被选举权",
            ),
        ];
        for (what, facts, before, kind, weight, field, words) in cases {
            let said = only(event(&what, facts, before, &[branch(kind)]));
            assert!(said.0 == weight && said.1 == field && said.2.contains(words), "{words}: {said:?}");
        }
        let due = happened(EventKind::TurnedFull, "2012-04-01");
        let joined = MemberFacts { joined_on: Some(day("2011-04-01")), ..probationer };
        assert!(event(&due, &joined, Some(&here), &[branch(OrganizationKind::Branch)]).is_empty());
    }
}
