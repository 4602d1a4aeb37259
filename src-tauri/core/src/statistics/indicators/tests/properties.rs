//! Whatever happens: branches add up, groups partition, and totals change only on days of events.

use std::collections::BTreeSet;

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::{
    members::{Education, Ethnicity, Sex},
    statistics::indicators::catalogue,
};

/// What a generated person says of herself, and what happens to her: kind, day of the year, branch.
#[derive(Debug, Clone)]
struct Life {
    male: Option<bool>,
    ethnicity: Option<u8>,
    education: Option<usize>,
    /// 出生日期, 入党时间, 转正时间, in days since a first day.
    dates: [Option<u16>; 3],
    opening: (Option<usize>, Option<bool>, Option<bool>),
    wishes: Vec<(usize, u16, usize)>,
}

prop_compose! {
    fn life()(
        male in any::<Option<bool>>(),
        ethnicity in prop::option::of(prop::sample::select(vec![1_u8, 3, 56, 97])),
        education in prop::option::of(0..Education::ALL.len()),
        dates in prop::array::uniform3(prop::option::of(0..26_000_u16)),
        opening in (prop::option::of(0..4_usize), any::<Option<bool>>(), any::<Option<bool>>()),
        wishes in prop::collection::vec((0..EventKind::ALL.len(), 0..366_u16, 0..4_usize), 0..8),
    ) -> Life {
        Life { male, ethnicity, education, dates, opening, wishes }
    }
}

fn after(first: &str, days: u16) -> NaiveDate {
    day(first) + Days::new(u64::from(days))
}

/// An office in which all this happened, as far as the rules let it.
fn office_of(lives: &[Life]) -> (Desk, Vec<OrganizationId>, BTreeSet<NaiveDate>) {
    let mut desk = Desk::open();
    let group = desk.group;
    let third =
        desk.change(|change| organization(change, "公证处党支部", OrganizationKind::Branch, Some(group)));
    let organs = desk.organs;
    let cell =
        desk.change(|change| organization(change, "第一党小组", OrganizationKind::Group, Some(organs)));
    let branches = vec![desk.organs, desk.lawyers, third, cell];
    let days = desk.change(|change| {
        let mut days = BTreeSet::from([day("2012-01-01")]);
        for (place, life) in lives.iter().enumerate() {
            let [born, joined, full] = life.dates;
            let facts = MemberFacts {
                name: format!("党员{place}"),
                sex: life.male.map(|male| if male { Sex::Male } else { Sex::Female }),
                ethnicity: life.ethnicity.and_then(Ethnicity::from_code),
                birth_date: born.map(|days| after("1930-01-01", days)),
                education: life.education.map(|place| Education::ALL[place]),
                joined_on: joined.map(|days| after("1945-01-01", days)),
                full_on: full.map(|days| after("1945-01-01", days)),
                ..MemberFacts::default()
            };
            let (branch, standing, category) = life.opening;
            let opening = MembershipEvent {
                organization: branch.map(|place| branches[place]),
                standing: standing.map(|full| if full { Standing::Full } else { Standing::Probationary }),
                category: category.map(|serving| if serving { Category::Serving } else { Category::Retired }),
                ..event(EventKind::Opening, "2012-01-01")
            };
            let id = members_store::insert(change, &facts, &opening)?;
            for (kind, on, branch) in &life.wishes {
                let wish = MembershipEvent {
                    organization: Some(branches[*branch]),
                    post: Some("委员".to_owned()),
                    happened_on: after("2012-01-01", (*on).min(365)),
                    ..event(EventKind::ALL[*kind], "2012-01-01")
                };
                // What cannot happen is refused and leaves nothing behind.
                if members_store::record(change, id, &wish).is_ok() {
                    days.insert(wish.happened_on);
                }
            }
        }
        Ok(days)
    });
    (desk, branches, days)
}

fn count(books: &Books, key: &str, place: &Place, span: Span) -> u64 {
    match value(books, key, &Scope::of(place.clone()), span) {
        Value::Count(count) => count,
        other => panic!("{key}: {other:?}"),
    }
}

/// Keys that partition the 在册党员.
const PARTITIONS: [&[&str]; 9] = [
    &["full", "probationary", "standing_unknown"],
    &["male", "female", "sex_unknown"],
    &["han", "minority", "ethnicity_unknown"],
    &[
        "age[..30]",
        "age[31..35]",
        "age[36..40]",
        "age[41..45]",
        "age[46..50]",
        "age[51..55]",
        "age[56..60]",
        "age[61..]",
        "age_unknown",
    ],
    &["age[..39]", "age[40..]", "age_unknown"],
    &[
        "education[研究生]",
        "education[大学本科]",
        "education[大专]",
        "education[中专高中]",
        "education[初中及以下]",
        "education_unknown",
    ],
    &["serving", "retired", "category_unknown"],
    &[
        "joined[..1949-09-30]",
        "joined[1949-10-01..1978-12-31]",
        "joined[1979-01-01..2012-10-31]",
        "joined[2012-11-01..]",
        "joined_unknown",
    ],
    &[
        "party_age[..9]",
        "party_age[10..19]",
        "party_age[20..29]",
        "party_age[30..39]",
        "party_age[40..49]",
        "party_age[50..]",
        "party_age_none",
        "party_age_unknown",
    ],
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn branches_add_up_groups_partition_and_movements_explain_the_totals(
        lives in prop::collection::vec(life(), 0..14),
        period in prop::sample::select(vec!["2012Q1", "2012Q2", "2012Q3", "2012Q4", "2012", "2012-02-03..2012-08-20"]),
    ) {
        let (desk, branches, _) = office_of(&lives);
        if lives.is_empty() {
            return Ok(());
        }
        let books = desk.books(period);
        let mut places: Vec<Place> = branches.iter().map(|id| branch(*id)).collect();
        places.push(branch(desk.group));
        places.push(Place::Organizations(vec![None]));

        for indicator in catalogue().iter().filter(|indicator| indicator.additive) {
            for span in [Span::Period, Span::Year] {
                let figure = |place: &Place| match indicator.value(&books, &Scope::of(place.clone()), span) {
                    Value::Count(count) => Some(count),
                    Value::Unknown => None,
                    other => panic!("{}: {other:?}", indicator.key),
                };
                let parts: Option<u64> = places.iter().map(figure).sum();
                prop_assert_eq!(parts, figure(&Place::Office), "{} {:?}", indicator.key, span);
                let rows = indicator.rows(&books, &Scope::default(), span).len();
                prop_assert!(rows as u64 <= parts.unwrap_or(0), "{}", indicator.key);
            }
        }
        let several = |ids: &[OrganizationId]| Place::Organizations(ids.iter().map(|id| Some(*id)).collect());
        // A branch with its 党小组, two branches, everything below the top.
        let wider = [several(&[desk.organs, branches[3]]), several(&branches[1..3]), several(&branches)];
        for place in places.iter().chain(&wider).chain([&Place::Office]) {
            let total = count(&books, "members.total", place, Span::Period);
            for keys in PARTITIONS {
                let parts = keys.iter().map(|key| count(&books, &format!("members.{key}"), place, Span::Period));
                prop_assert_eq!(parts.sum::<u64>(), total, "{:?}", keys);
            }
            for span in [Span::Period, Span::Year] {
                let scope = Scope::of(place.clone());
                let start = match value(&books, "members.total_at_start", &scope, span) {
                    Value::Count(count) => count,
                    // Nobody is on books that are not open yet.
                    _ => 0,
                };
                let of = |key: &str| count(&books, &format!("movements.{key}"), place, span);
                prop_assert_eq!(start + of("opened") + of("increase") - of("decrease"), total, "{:?} {:?}", place, span);
                let came = of("increase") - of("admitted") - of("transferred_in") - of("restored");
                let left = of("transferred_out") + of("suspended") + of("expelled") + of("died");
                let went = of("decrease") - left;
                match place {
                    Place::Office => prop_assert_eq!((came, went), (0, 0)),
                    Place::Organizations(ids) if ids.len() == 1 => {
                        prop_assert_eq!((came, went), (of("moved_in"), of("moved_out")));
                    }
                    _ => prop_assert!(came <= of("moved_in") && went <= of("moved_out")),
                }
            }
        }
    }

    #[test]
    fn counts_as_of_a_day_change_only_on_days_of_events(
        lives in prop::collection::vec(life(), 1..8),
        from in 0..330_u16,
    ) {
        let (desk, _, days) = office_of(&lives);
        let keys = ["total", "full", "probationary", "serving", "retired", "male", "han", "college_or_above", "joined_unknown"];
        let on = |day: NaiveDate| -> Vec<u64> {
            let books = Books::read(desk.office.read(), &Period::parse("2012").unwrap(), day).unwrap();
            keys.map(|key| count(&books, &format!("members.{key}"), &Place::Office, Span::Period)).to_vec()
        };
        let mut today = after("2012-01-01", from);
        let mut counted = on(today);
        for _ in 0..30 {
            let tomorrow = today + Days::new(1);
            let then = on(tomorrow);
            if !days.contains(&tomorrow) {
                prop_assert_eq!(&counted, &then, "{}", tomorrow);
            }
            (today, counted) = (tomorrow, then);
        }
    }
}
