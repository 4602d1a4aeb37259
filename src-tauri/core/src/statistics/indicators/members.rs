//! 党员队伍: counts over 在册党员 of the as-of day (`domain.md` §3.5).

use chrono::NaiveDate;

use super::{Entry, Family, Indicator, Timing, Walk, arguments::Range, walk};
use crate::{
    clock::full_years,
    members::{Category, Education, EducationGroup, Ethnicity, Sex, Standing},
    statistics::books::{Person, Record},
};

/// The eight bands of the national statistics (`decisions.md` 10).
const AGES: [&str; 8] = ["..30", "31..35", "36..40", "41..45", "46..50", "51..55", "56..60", "61.."];
const EDUCATION: [&str; 5] = ["研究生", "大学本科", "大专", "中专高中", "初中及以下"];
/// Before 建国; before 三中全会; before 十八大; since.
const JOINED: [&str; 4] =
    ["..1949-09-30", "1949-10-01..1978-12-31", "1979-01-01..2012-10-31", "2012-11-01.."];
const PARTY_AGES: [&str; 6] = ["..9", "10..19", "20..29", "30..39", "40..49", "50.."];

pub(super) fn all() -> Vec<Entry> {
    [structure(), bands(), shares()].into_iter().flatten().collect()
}

fn structure() -> Vec<Entry> {
    let one = |key, name, explanation: &str, counts: fn(&Person) -> bool| {
        Entry::One(people(key, name, explanation, move |person, _| counts(person)))
    };
    vec![
        one("total", "党员数", "截止日在册的正式党员和预备党员", |_| true),
        one("full", "正式党员", "截止日在册的正式党员", |person| {
            person.standing == Some(Standing::Full)
        }),
        one("probationary", "预备党员", "截止日在册的预备党员", |person| {
            person.standing == Some(Standing::Probationary)
        }),
        one(
            "standing_unknown",
            "党员类别无数据",
            "截止日在册、没有登记正式或预备的党员",
            |person| person.standing.is_none(),
        ),
        one("male", "男党员", "截止日在册的男党员", |person| person.facts.sex == Some(Sex::Male)),
        one("female", "女党员", "截止日在册的女党员", is_female),
        one("sex_unknown", "性别无数据", "截止日在册、没有登记性别的党员", |person| {
            person.facts.sex.is_none()
        }),
        one("han", "汉族党员", "截止日在册的汉族党员", |person| {
            person.facts.ethnicity == Some(Ethnicity::HAN)
        }),
        one("minority", "少数民族党员", "截止日在册、属于55个少数民族的党员", is_minority),
        one(
            "ethnicity_unknown",
            "民族无数据",
            "截止日在册、没有登记民族或所登记的不在56个民族之列的党员",
            |person| person.facts.ethnicity != Some(Ethnicity::HAN) && !is_minority(person),
        ),
        one("serving", "在职党员", "截止日在册的在职党员", |person| {
            person.category == Some(Category::Serving)
        }),
        one("retired", "离退休党员", "截止日在册的离退休党员", |person| {
            person.category == Some(Category::Retired)
        }),
        one(
            "category_unknown",
            "在职离退休无数据",
            "截止日在册、没有登记在职或离退休的党员",
            |person| person.category.is_none(),
        ),
        one(
            "college_or_above",
            "大专及以上学历",
            "截止日在册、学历为研究生、大学本科或大专的党员",
            is_college,
        ),
        Entry::One(
            Indicator::count("members.total_at_start", "期初党员数", "人", Timing::Over, at_start())
                .explained("统计时段开始前一日在册的党员；期初登记以前没有数据"),
        ),
    ]
}

fn bands() -> Vec<Entry> {
    vec![
        Family::entry(
            "members.age",
            "年龄段写成 members.age[36..40]、members.age[..30] 或 members.age[61..]，两端的岁数都包括在内。",
            &AGES,
            |argument| {
                let range = Range::years(argument)?;
                Some(people(
                    &format!("age[{argument}]"),
                    &range.in_words("岁"),
                    &format!("截止日在册、年龄{}的党员（周岁，生日当天计入）", range.in_words("岁")),
                    move |person, day| {
                        person.facts.birth_date.is_some_and(|born| range.contains(full_years(born, day)))
                    },
                ))
            },
        ),
        Entry::One(people(
            "age_unknown",
            "年龄无数据",
            "截止日在册、没有登记出生日期的党员",
            |person, _| person.facts.birth_date.is_none(),
        )),
        Family::entry(
            "members.education",
            format!("学历分组写成 members.education[大专]，可用：{}。", EDUCATION.join("、")),
            &EDUCATION,
            |argument| {
                let group = EducationGroup::from_label(argument)?;
                Some(people(
                    &format!("education[{argument}]"),
                    &format!("{group}学历"),
                    &format!("截止日在册、学历属于“{group}”组的党员"),
                    move |person, _| person.facts.education.map(Education::group) == Some(group),
                ))
            },
        ),
        Entry::One(people(
            "education_unknown",
            "学历无数据",
            "截止日在册、没有登记学历的党员",
            |person, _| person.facts.education.is_none(),
        )),
        Family::entry(
            "members.joined",
            "入党时间段写成 members.joined[1979-01-01..2012-10-31]、members.joined[..1949-09-30] 或 \
             members.joined[2012-11-01..]，两端的日期都包括在内。",
            &JOINED,
            |argument| {
                let range = Range::days(argument)?;
                Some(people(
                    &format!("joined[{argument}]"),
                    &format!("{}入党", range.in_words()),
                    &format!("截止日在册、{}入党的党员", range.in_words()),
                    move |person, _| person.facts.joined_on.is_some_and(|day| range.contains(day)),
                ))
            },
        ),
        Entry::One(people(
            "joined_unknown",
            "入党时间无数据",
            "截止日在册、没有登记入党时间的党员",
            |person, _| person.facts.joined_on.is_none(),
        )),
        Family::entry(
            "members.party_age",
            "党龄段写成 members.party_age[10..19]、members.party_age[..9] 或 members.party_age[50..]，\
             两端的年数都包括在内。",
            &PARTY_AGES,
            |argument| {
                let range = Range::years(argument)?;
                Some(people(
                    &format!("party_age[{argument}]"),
                    &format!("党龄{}", range.in_words("年")),
                    &format!("截止日在册、党龄{}的党员（从转正之日起的周年）", range.in_words("年")),
                    move |person, day| matches!(party_age(person, day), PartyAge::Years(years) if range.contains(years)),
                ))
            },
        ),
        Entry::One(people(
            "party_age_none",
            "不计党龄",
            "截止日在册的预备党员；党龄从转正之日算起",
            |person, day| party_age(person, day) == PartyAge::None,
        )),
        Entry::One(people(
            "party_age_unknown",
            "党龄无数据",
            "截止日在册、不是预备党员而没有登记转正时间的党员",
            |person, day| party_age(person, day) == PartyAge::Unknown,
        )),
    ]
}

fn shares() -> Vec<Entry> {
    let share = |key: &str, name, explanation: &str, counts: fn(&Person) -> bool| {
        let part = on_the_day(move |person, _| counts(person));
        let share =
            Indicator::share(format!("members.{key}"), name, Timing::AsOf, part, on_the_day(|_, _| true));
        Entry::One(share.explained(explanation))
    };
    vec![
        share("female_rate", "女党员比例", "女党员÷党员数×100%", is_female),
        share("minority_rate", "少数民族党员比例", "少数民族党员÷党员数×100%", is_minority),
        share("college_rate", "大专及以上学历比例", "大专及以上学历的党员÷党员数×100%", is_college),
    ]
}

fn is_female(person: &Person) -> bool {
    person.facts.sex == Some(Sex::Female)
}

fn is_minority(person: &Person) -> bool {
    person.facts.ethnicity.is_some_and(Ethnicity::is_minority)
}

fn is_college(person: &Person) -> bool {
    use EducationGroup::*;
    matches!(person.facts.education.map(Education::group), Some(Graduate | Bachelor | College))
}

/// 党龄: full years since 转正 (`domain.md` §3.4).
#[derive(PartialEq, Eq)]
enum PartyAge {
    Years(i32),
    /// A probationary member has none.
    None,
    Unknown,
}

fn party_age(person: &Person, day: NaiveDate) -> PartyAge {
    match person.facts.full_on {
        _ if person.standing == Some(Standing::Probationary) => PartyAge::None,
        // A 转正时间 after the day contradicts the events, or was not known yet.
        Some(full) if full <= day => PartyAge::Years(full_years(full, day)),
        _ => PartyAge::Unknown,
    }
}

fn people(
    key: &str,
    name: &str,
    explanation: &str,
    counts: impl Fn(&Person, NaiveDate) -> bool + Send + Sync + 'static,
) -> Indicator {
    Indicator::count(format!("members.{key}"), name, "人", Timing::AsOf, on_the_day(counts))
        .explained(explanation)
}

/// 在册党员 of the as-of day that count.
pub(super) fn on_the_day(counts: impl Fn(&Person, NaiveDate) -> bool + Send + Sync + 'static) -> Walk {
    walk(move |books, scope, _, visit| {
        let day = books.window.as_of;
        for person in books.people(&scope.place).filter(|person| counts(person, day)) {
            visit(Record::Person(person), 1);
        }
        books.window.knows(day)
    })
}

fn at_start() -> Walk {
    walk(|books, scope, span, visit| {
        for person in books.at_start(span, &scope.place) {
            visit(Record::AtStart(person), 1);
        }
        let window = &books.window;
        window.has_begun(span) && window.start(span).is_some_and(|day| window.knows(day))
    })
}
