//! The count: `domain.md` §3 and the settled readings, by loops and a calculator.

mod evaluations;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::papers::{Office, Person, Pledge};

use evaluations::held;
pub use evaluations::{evaluations, item_score};

/// A figure of the papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// So many.
    Count(u64),
    /// A part of a whole, in percent with two decimals.
    Rate(u64, u64),
    /// The mean with two decimals of several means, each a sum over a count.
    Means(Vec<(u64, u64)>),
    /// 评议方式.
    Words(String),
    /// 无数据.
    Unknown,
}

/// Half up to two places, by integers only.
fn two_places(part: u64, whole: u64) -> String {
    let hundredths = (part * 200 + whole) / (2 * whole);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Means of means need a common denominator; the sums of the sample fit.
fn mean(means: &[(u64, u64)]) -> (u64, u64) {
    let divisor = |mut a: u64, mut b: u64| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let sum = means.iter().fold((0, 1), |(sum, whole), (part, count)| {
        let common = whole / divisor(whole, *count) * count;
        (sum * (common / whole) + part * (common / count), common)
    });
    (sum.0, sum.1 * means.len() as u64)
}

impl Figure {
    /// As the program prints it in JSON: a rate of nothing is a dash; 无数据, and a mean of
    /// nothing, is no figure at all.
    pub fn printed(&self) -> Option<String> {
        match self {
            Self::Count(count) => Some(count.to_string()),
            Self::Unknown => None,
            Self::Rate(_, 0) => Some("—".to_owned()),
            Self::Rate(part, whole) => Some(two_places(part * 100, *whole)),
            Self::Means(means) => {
                let marked: Vec<(u64, u64)> = means.iter().copied().filter(|(_, marks)| *marks > 0).collect();
                let (sum, whole) = mean(&marked);
                (!marked.is_empty()).then(|| two_places(sum, whole))
            }
            Self::Words(words) => Some(words.clone()).filter(|words| !words.is_empty()),
        }
    }
}

/// What is asked: whose figures, as of which day, over which days.
#[derive(Debug, Clone)]
pub struct Cut {
    /// The one organization; none for the whole office.
    pub branch: Option<String>,
    pub as_of: NaiveDate,
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Cut {
    fn holds(&self, branch: &str) -> bool {
        self.branch.as_ref().is_none_or(|own| own == branch)
    }

    fn over(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to.min(self.as_of)
    }
}

/// Full years; the birthday itself counts, 29 February waits for 1 March.
pub fn years(from: NaiveDate, to: NaiveDate) -> i32 {
    to.year() - from.year() - i32::from((to.month(), to.day()) < (from.month(), from.day()))
}

pub type Figures = BTreeMap<String, Figure>;

/// Every figure of a cut, by key.
pub fn count(office: &Office, cut: &Cut) -> Figures {
    let mut figures = Figures::new();
    members(office, cut, &mut figures);
    movements(office, cut, &mut figures);
    organizations(office, cut, &mut figures);
    pledges(office, cut, &mut figures);
    for subject in ["organizations", "members"] {
        evaluations(office, cut, subject, "总体评价", &mut figures);
    }
    let meetings: BTreeSet<&str> = held(office, cut).map(|held| held.meeting.as_str()).collect();
    figures.insert("evaluations.meetings".into(), Figure::Count(meetings.len() as u64));
    // The sample office has no workbook of 点评 and 讲评.
    for key in ["branches", "organizations", "members"] {
        figures.insert(format!("reviews.{key}"), Figure::Count(0));
    }
    // The sample office has honoured nobody.
    for key in ["total", "organizations", "members"] {
        figures.insert(format!("honours.{key}"), Figure::Count(0));
    }
    for title in ["先进基层党组织", "优秀共产党员", "优秀党务工作者"] {
        figures.insert(format!("honours.title[{title}]"), Figure::Count(0));
    }
    figures
}

fn within(span: (i32, i32), years: i32) -> bool {
    span.0 <= years && years <= span.1
}

const ANY: i32 = 1000;

/// Age bands of the national statistics.
const AGES: [(&str, (i32, i32)); 8] = [
    ("..30", (0, 30)),
    ("31..35", (31, 35)),
    ("36..40", (36, 40)),
    ("41..45", (41, 45)),
    ("46..50", (46, 50)),
    ("51..55", (51, 55)),
    ("56..60", (56, 60)),
    ("61..", (61, ANY)),
];

const PARTY_AGES: [(&str, (i32, i32)); 6] = [
    ("..9", (0, 9)),
    ("10..19", (10, 19)),
    ("20..29", (20, 29)),
    ("30..39", (30, 39)),
    ("40..49", (40, 49)),
    ("50..", (50, ANY)),
];

const JOINED: [(&str, &str, &str); 4] = [
    ("..1949-09-30", "1900-01-01", "1949-09-30"),
    ("1949-10-01..1978-12-31", "1949-10-01", "1978-12-31"),
    ("1979-01-01..2012-10-31", "1979-01-01", "2012-10-31"),
    ("2012-11-01..", "2012-11-01", "2999-12-31"),
];

const EDUCATION: [(&str, &[&str]); 5] = [
    ("研究生", &["博士研究生", "硕士研究生", "研究生"]),
    ("大学本科", &["大学本科"]),
    ("大专", &["大专"]),
    ("中专高中", &["中专", "高中"]),
    ("初中及以下", &["初中", "小学及以下"]),
];

fn members(office: &Office, cut: &Cut, figures: &mut Figures) {
    let people: Vec<&Person> = office.people.iter().filter(|person| cut.holds(&person.branch)).collect();
    let known = cut.as_of >= office.opened;
    let how_many =
        |counts: &dyn Fn(&Person) -> bool| people.iter().filter(|person| counts(person)).count() as u64;
    let mut put = |key: &str, counts: &dyn Fn(&Person) -> bool| {
        let figure = if known { Figure::Count(how_many(counts)) } else { Figure::Unknown };
        figures.insert(format!("members.{key}"), figure);
    };
    put("total", &|_| true);
    put("full", &|person| person.standing == "正式党员");
    put("probationary", &|person| person.standing == "预备党员");
    put("standing_unknown", &|person| !["正式党员", "预备党员"].contains(&person.standing.as_str()));
    put("male", &|person| person.sex == "男");
    put("female", &|person| person.sex == "女");
    put("sex_unknown", &|person| !["男", "女"].contains(&person.sex.as_str()));
    put("han", &|person| person.ethnicity == "汉族");
    put("minority", &|person| !["汉族", ""].contains(&person.ethnicity.as_str()));
    put("ethnicity_unknown", &|person| person.ethnicity.is_empty());
    for (name, band) in AGES {
        put(&format!("age[{name}]"), &|person| within(band, years(person.born, cut.as_of)));
    }
    // Every row of the roster has its date of birth, of joining, and its education: `papers` saw to it.
    put("age_unknown", &|_| false);
    for (name, labels) in EDUCATION {
        put(&format!("education[{name}]"), &|person| labels.contains(&person.education.as_str()));
    }
    let all: Vec<&str> = EDUCATION.iter().flat_map(|(_, labels)| labels.iter().copied()).collect();
    put("education_unknown", &|person| !all.contains(&person.education.as_str()));
    let college = |person: &Person| {
        EDUCATION[..3].iter().any(|(_, labels)| labels.contains(&person.education.as_str()))
    };
    put("college_or_above", &college);
    put("serving", &|person| person.category == "在职");
    put("retired", &|person| person.category == "离退休");
    put("category_unknown", &|person| !["在职", "离退休"].contains(&person.category.as_str()));
    for (name, first, last) in JOINED {
        // Days as ISO text stand in their order.
        put(&format!("joined[{name}]"), &|person| {
            let joined = person.joined.to_string();
            first <= joined.as_str() && joined.as_str() <= last
        });
    }
    put("joined_unknown", &|_| false);
    let party_age = |person: &Person| person.full.map(|full| years(full, cut.as_of));
    for (name, band) in PARTY_AGES {
        put(&format!("party_age[{name}]"), &|person| {
            person.standing == "正式党员" && party_age(person).is_some_and(|age| within(band, age))
        });
    }
    put("party_age_none", &|person| person.standing == "预备党员");
    put("party_age_unknown", &|person| person.standing == "正式党员" && person.full.is_none());

    let total = people.len() as u64;
    type Counts<'a> = &'a dyn Fn(&Person) -> bool;
    let shares: [(&str, Counts<'_>); 3] = [
        ("female_rate", &|person| person.sex == "女"),
        ("minority_rate", &|person| !["汉族", ""].contains(&person.ethnicity.as_str())),
        ("college_rate", &college),
    ];
    for (key, counts) in shares {
        let figure = if known { Figure::Rate(how_many(counts), total) } else { Figure::Unknown };
        figures.insert(format!("members.{key}"), figure);
    }
    let before = if cut.from > office.opened { Figure::Count(total) } else { Figure::Unknown };
    figures.insert("members.total_at_start".into(), before);
}

/// The roster opens the books; the sample has no event after it.
fn movements(office: &Office, cut: &Cut, figures: &mut Figures) {
    let known = cut.to.min(cut.as_of) >= office.opened;
    let members = office.people.iter().filter(|person| cut.holds(&person.branch)).count() as u64;
    for key in [
        "opened",
        "admitted",
        "turned_full",
        "transferred_in",
        "transferred_out",
        "suspended",
        "expelled",
        "died",
        "restored",
        "retired",
        "moved_in",
        "moved_out",
        "increase",
        "decrease",
    ] {
        let opened = key == "opened" && cut.over(office.opened);
        let figure = match known {
            true => Figure::Count(if opened { members } else { 0 }),
            false => Figure::Unknown,
        };
        figures.insert(format!("movements.{key}"), figure);
    }
}

const DOMAINS: [&str; 10] = [
    "县直机关",
    "乡镇(街道)",
    "村",
    "社区",
    "国有企业",
    "非公有制企业",
    "学校·医院及科研院所",
    "社会团体",
    "社会中介组织",
    "民办非企业单位和其它",
];

fn organizations(office: &Office, cut: &Cut, figures: &mut Figures) {
    let there = || office.organizations.iter().filter(|one| cut.holds(&one.name) && one.founded <= cut.as_of);
    let basic = |kind: &str| ["党委", "党总支", "党支部"].contains(&kind);
    let mut put = |key: &str, count: usize| {
        figures.insert(format!("organizations.{key}"), Figure::Count(count as u64));
    };
    put("total", there().filter(|one| basic(&one.kind)).count());
    for (key, kind) in [
        ("committee", "党委"),
        ("general_branch", "党总支"),
        ("branch", "党支部"),
        ("leading_group", "党组"),
        ("group", "党小组"),
    ] {
        put(key, there().filter(|one| one.kind == kind).count());
    }
    // 领域 divides what 党组织数 counts: parts = whole.
    for domain in DOMAINS {
        let count = there().filter(|one| basic(&one.kind) && one.domain == domain).count();
        put(&format!("domain[{domain}]"), count);
    }
    let nowhere = |domain: &str| !DOMAINS.contains(&domain);
    put("domain_unknown", there().filter(|one| basic(&one.kind) && nowhere(&one.domain)).count());
    put("founded", there().filter(|one| basic(&one.kind) && cut.over(one.founded)).count());
    put("dissolved", 0);
}

const STATUSES: [&str; 5] = ["未启动", "推进中", "已兑现", "部分兑现", "未兑现"];

fn pledges(office: &Office, cut: &Cut, figures: &mut Figures) {
    // Every pledge of the sample is of 2012.
    let made: Vec<&Pledge> =
        office.pledges.iter().filter(|pledge| cut.holds(&pledge.branch) && cut.to.year() == 2012).collect();
    let due_organizations = office
        .organizations
        .iter()
        .filter(|one| cut.holds(&one.name) && one.kind != "党小组" && one.founded <= cut.as_of)
        .count() as u64;
    let pledging: BTreeSet<&str> =
        made.iter().filter(|pledge| pledge.member.is_none()).map(|pledge| pledge.branch.as_str()).collect();
    let people: BTreeSet<&str> = made.iter().filter_map(|pledge| pledge.member.as_deref()).collect();
    let roster = office.people.iter().filter(|person| cut.holds(&person.branch)).count() as u64;
    let (pledging, people) = (pledging.len() as u64, people.len() as u64);
    let mut put = |key: &str, figure: Figure| {
        figures.insert(format!("pledges.{key}"), figure);
    };
    put("organizations", Figure::Count(pledging));
    put("organizations_due", Figure::Count(due_organizations));
    put("organizations_rate", Figure::Rate(pledging, due_organizations));
    let known = cut.as_of >= office.opened;
    let if_known = |figure| if known { figure } else { Figure::Unknown };
    put("members", if_known(Figure::Count(people)));
    put("members_rate", if_known(Figure::Rate(people, roster)));
    for (who, items) in [("", "items"), ("organization_", "organization_items"), ("member_", "member_items")]
    {
        let items_of: Vec<&&Pledge> = made
            .iter()
            .filter(|pledge| match who {
                "organization_" => pledge.member.is_none(),
                "member_" => pledge.member.is_some(),
                _ => true,
            })
            .collect();
        let how_many =
            |counts: &dyn Fn(&Pledge) -> bool| items_of.iter().filter(|pledge| counts(pledge)).count() as u64;
        let all = how_many(&|_| true);
        let due = how_many(&|pledge| pledge.deadline <= cut.as_of);
        let by_now = |pledge: &Pledge| pledge.fulfilled.is_some_and(|day| day <= cut.as_of);
        let fulfilled = how_many(&by_now);
        let fulfilled_due = how_many(&|pledge| by_now(pledge) && pledge.deadline <= cut.as_of);
        put(items, Figure::Count(all));
        put(&format!("{who}due"), Figure::Count(due));
        put(&format!("{who}fulfilled"), Figure::Count(fulfilled));
        put(&format!("{who}fulfilled_due"), Figure::Count(fulfilled_due));
        put(&format!("{who}rate"), Figure::Rate(fulfilled_due, due));
        put(&format!("{who}rate_of_all"), Figure::Rate(fulfilled, all));
        put(&format!("{who}overdue"), Figure::Count(due - fulfilled_due));
        for status in STATUSES {
            // What was fulfilled later was under way on that day.
            let on_the_day = |pledge: &Pledge| match pledge.status.as_str() {
                "已兑现" if !by_now(pledge) => "推进中".to_owned(),
                other => other.to_owned(),
            };
            let count = how_many(&|pledge| on_the_day(pledge) == status);
            put(&format!("{who}status[{status}]"), Figure::Count(count));
        }
        // The workbook has no column of 销号.
        put(&format!("{who}closed"), Figure::Count(0));
        let fulfilled_in = how_many(&|pledge| pledge.fulfilled.is_some_and(|day| cut.over(day)));
        put(&format!("{who}fulfilled_in"), Figure::Count(fulfilled_in));
    }
}
