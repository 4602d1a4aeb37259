//! 队伍结构: how many of a list of people are what. Pure; every dimension adds up to the list, with 无数据 as
//! a part of its own (`domain.md` §3.5, `decisions.md` 10).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Category, EducationGroup, Ethnicity, Member, Sex, Standing};
use crate::{clock::full_years, labels::labelled};

labelled! {
    /// 年龄段: the eight of the national statistics.
    pub enum AgeBand {
        UpTo30 = "30岁及以下",
        UpTo35 = "31至35岁",
        UpTo40 = "36至40岁",
        UpTo45 = "41至45岁",
        UpTo50 = "46至50岁",
        UpTo55 = "51至55岁",
        UpTo60 = "56至60岁",
        Over60 = "61岁及以上",
    }
}

impl AgeBand {
    /// The band of an age in full years.
    pub const fn of(age: i32) -> Self {
        match age {
            ..=30 => Self::UpTo30,
            31..=35 => Self::UpTo35,
            36..=40 => Self::UpTo40,
            41..=45 => Self::UpTo45,
            46..=50 => Self::UpTo50,
            51..=55 => Self::UpTo55,
            56..=60 => Self::UpTo60,
            _ => Self::Over60,
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DimensionKey {
    /// 性别.
    Sex,
    /// 民族.
    Ethnicity,
    /// 党员类别.
    Standing,
    /// 在职/离退休.
    Category,
    /// 年龄.
    Age,
    /// 学历.
    Education,
}

impl DimensionKey {
    /// The word on paper.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sex => "性别",
            Self::Ethnicity => "民族",
            Self::Standing => "党员类别",
            Self::Category => "在职离退休",
            Self::Age => "年龄",
            Self::Education => "学历",
        }
    }
}

/// One way to divide a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Dimension {
    /// By what.
    pub key: DimensionKey,
    /// Its parts, in official order; they add up to the list.
    pub parts: Vec<Part>,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Part {
    /// 男, 大学本科, 36至40岁 ...; null for 无数据.
    pub label: Option<&'static str>,
    /// How many.
    pub count: u64,
}

/// Counts a list of people as of a day, in every dimension.
pub fn structure(list: &[&Member], day: NaiveDate) -> Vec<Dimension> {
    let age =
        |member: &Member| member.facts.birth_date.map(|born| AgeBand::of(full_years(born, day)).label());
    let minority = |member: &Member| match member.facts.ethnicity {
        Some(Ethnicity::HAN) => Some("汉族"),
        Some(group) if group.is_minority() => Some("少数民族"),
        _ => None,
    };
    let labels = |labels: &[&'static str]| labels.to_vec();
    use DimensionKey as Key;
    vec![
        divide(Key::Standing, Standing::ALL.iter().map(|one| one.label()).collect(), list, |member| {
            member.membership.standing.map(Standing::label)
        }),
        divide(Key::Sex, Sex::ALL.iter().map(|one| one.label()).collect(), list, |member| {
            member.facts.sex.map(Sex::label)
        }),
        divide(Key::Ethnicity, labels(&["汉族", "少数民族"]), list, minority),
        divide(Key::Category, Category::ALL.iter().map(|one| one.label()).collect(), list, |member| {
            member.membership.category.map(Category::label)
        }),
        divide(Key::Age, AgeBand::ALL.iter().map(|one| one.label()).collect(), list, age),
        divide(Key::Education, EducationGroup::ALL.iter().map(|one| one.label()).collect(), list, |member| {
            member.facts.education.map(|education| education.group().label())
        }),
    ]
}

fn divide(
    key: DimensionKey,
    labels: Vec<&'static str>,
    list: &[&Member],
    of: impl Fn(&Member) -> Option<&'static str>,
) -> Dimension {
    let mut parts: Vec<Part> =
        labels.into_iter().map(Some).chain([None]).map(|label| Part { label, count: 0 }).collect();
    for member in list {
        let label = of(member);
        if let Some(part) = parts.iter_mut().find(|part| part.label == label) {
            part.count += 1;
        }
    }
    Dimension { key, parts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::{Education, MemberFacts, MemberId, Membership};

    #[test]
    fn every_dimension_adds_up_to_the_list_and_keeps_the_unknown_apart() {
        let day: NaiveDate = "2012-07-01".parse().unwrap();
        let member = |id, facts: MemberFacts, standing| Member {
            id: MemberId(id),
            facts,
            membership: Membership { organization: None, standing, category: None, post: None, left: None },
            position: id,
        };
        let list = [
            member(
                1,
                MemberFacts {
                    sex: Some(Sex::Female),
                    ethnicity: Ethnicity::parse("彝族"),
                    birth_date: "1982-07-01".parse().ok(),
                    education: Some(Education::Master),
                    ..MemberFacts::default()
                },
                Some(Standing::Full),
            ),
            member(
                2,
                MemberFacts {
                    sex: Some(Sex::Male),
                    ethnicity: Some(Ethnicity::HAN),
                    birth_date: "1981-07-01".parse().ok(),
                    education: Some(Education::Primary),
                    ..MemberFacts::default()
                },
                Some(Standing::Probationary),
            ),
            member(3, MemberFacts { ethnicity: Ethnicity::parse("其他"), ..MemberFacts::default() }, None),
        ];
        let found = structure(&list.iter().collect::<Vec<_>>(), day);
        for dimension in &found {
            assert_eq!(dimension.parts.iter().map(|part| part.count).sum::<u64>(), 3, "{:?}", dimension.key);
        }
        let count = |key, label: Option<&str>| {
            let dimension = found.iter().find(|one| one.key == key).unwrap();
            dimension.parts.iter().find(|part| part.label == label).unwrap().count
        };
        for (key, label) in [
            (DimensionKey::Sex, Some("女")),
            (DimensionKey::Sex, None),
            (DimensionKey::Ethnicity, Some("少数民族")),
            (DimensionKey::Ethnicity, None),
            (DimensionKey::Age, Some("30岁及以下")),
            (DimensionKey::Age, Some("31至35岁")),
            (DimensionKey::Education, Some("研究生")),
            (DimensionKey::Education, Some("初中及以下")),
            (DimensionKey::Standing, Some("预备党员")),
        ] {
            assert_eq!(count(key, label), 1, "{key:?} {label:?}");
        }
        assert_eq!(count(DimensionKey::Category, None), 3);
    }

    #[test]
    fn a_band_holds_both_its_ends() {
        for (age, label) in [
            (18, "30岁及以下"),
            (30, "30岁及以下"),
            (31, "31至35岁"),
            (35, "31至35岁"),
            (36, "36至40岁"),
            (60, "56至60岁"),
            (61, "61岁及以上"),
        ] {
            assert_eq!(AgeBand::of(age).label(), label, "{age}");
        }
    }
}
