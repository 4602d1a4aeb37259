//! Properties of the tally that hold for every pile of ballots.

use proptest::prelude::*;

use super::{
    BallotPattern, Mark, Papers, Scheme, marks,
    ready_made::ready_made,
    scheme::{CategoryGroup, Denominator, Residue},
    tally::{Tally, count, tally},
};

fn a_mark(grades: usize) -> impl Strategy<Value = Mark> {
    let grades = u8::try_from(grades).unwrap();
    prop_oneof![
        6 => (0..grades).prop_map(Mark::Grade),
        1 => Just(Mark::Abstained),
        1 => Just(Mark::Voided),
    ]
}

fn a_scheme() -> impl Strategy<Value = Scheme> {
    let schemes = ready_made().unwrap();
    let denominators = vec![Denominator::Valid, Denominator::Marked, Denominator::MarkedWithoutUnknown];
    (
        prop::sample::select(schemes),
        prop::sample::select(denominators),
        prop::sample::select(vec![Residue::Leave, Residue::LastNonZero]),
        0_u32..=4,
        any::<bool>(),
    )
        .prop_map(|(mut scheme, denominator, residue, decimals, weighted)| {
            (scheme.denominator, scheme.residue, scheme.decimals) = (denominator, residue, decimals);
            if weighted {
                for (weight, category) in (1..).zip(&mut scheme.categories) {
                    category.weight = Some(weight * 7);
                }
            }
            scheme
        })
}

fn a_pile(scheme: &Scheme) -> impl Strategy<Value = Vec<BallotPattern>> + use<> {
    let categories: Vec<String> = scheme.categories.iter().map(|category| category.name.clone()).collect();
    let marks = prop::collection::vec(a_mark(scheme.grades.len()), scheme.items.len());
    let ballot = (prop::sample::select(categories), marks, 1_u64..50)
        .prop_map(|(category, marks, copies)| BallotPattern { category, marks, copies });
    prop::collection::vec(ballot, 0..40)
}

fn a_season() -> impl Strategy<Value = (Scheme, Vec<BallotPattern>)> {
    a_scheme().prop_flat_map(|scheme| {
        let pile = a_pile(&scheme);
        (Just(scheme), pile)
    })
}

fn tallied(scheme: &Scheme, pile: &[BallotPattern]) -> Tally {
    let papers: u64 = pile.iter().map(|ballot| ballot.copies).sum();
    let papers = Papers { issued: Some(papers + 1), collected: Some(papers), spoiled: 0 };
    tally(scheme, papers, count(scheme, pile.iter().cloned()))
}

/// `95.04` as 9504.
fn units(rate: &str) -> i128 {
    rate.replace('.', "").parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn grades_abstained_and_voided_add_up_to_valid((scheme, pile) in a_season()) {
        let tally = tallied(&scheme, &pile);
        prop_assert_eq!(tally.valid, pile.iter().map(|ballot| ballot.copies).sum::<u64>());
        for item in &tally.items {
            prop_assert_eq!(item.counts.sum(), tally.valid, "{}", item.name);
            prop_assert!(item.counts.abstained >= tally.blank);
        }
        let groups = tally.counts.by_group(&scheme);
        prop_assert_eq!(groups.len(), CategoryGroup::ALL.len());
        prop_assert_eq!(groups.values().map(|group| group.valid).sum::<u64>(), tally.valid);
    }

    #[test]
    fn the_order_of_ballots_does_not_matter(
        ((scheme, pile), shuffled) in a_season().prop_flat_map(|(scheme, pile)| {
            let shuffled = Just(pile.clone()).prop_shuffle();
            (Just((scheme, pile)), shuffled)
        })
    ) {
        prop_assert_eq!(tallied(&scheme, &pile), tallied(&scheme, &shuffled));
    }

    #[test]
    fn two_halves_added_equal_the_whole((scheme, pile) in a_season(), cut in 0_usize..40) {
        let (one, other) = pile.split_at(cut.min(pile.len()));
        let mut counts = count(&scheme, one.iter().cloned());
        counts.merge(&count(&scheme, other.iter().cloned()));
        prop_assert_eq!(counts, count(&scheme, pile.iter().cloned()));
    }

    #[test]
    fn the_satisfied_are_never_more_than_the_denominator((scheme, pile) in a_season()) {
        let tally = tallied(&scheme, &pile);
        for item in tally.items.iter().chain([&tally.overall]) {
            prop_assert!(item.satisfied.part <= item.satisfied.whole);
        }
        for item in &tally.items {
            prop_assert!(item.satisfied.whole <= tally.valid);
        }
    }

    #[test]
    fn the_adjusted_residue_makes_exactly_a_hundred_when_nothing_is_outside(
        scheme in a_scheme(),
        papers in prop::collection::vec(0_u64..100_000, 9),
    ) {
        let scheme = Scheme { residue: Residue::LastNonZero, ..scheme };
        let mut counts = super::tally::Counts::default();
        let category = counts.category(&scheme, "党员");
        for item in &mut category.items {
            for (grade, papers) in item.grades.iter_mut().zip(&papers) {
                *grade = *papers;
            }
        }
        category.valid = category.items[0].sum();
        let tally = tally(&scheme, Papers::default(), counts);
        for item in &tally.items {
            let printed: Vec<i128> =
                item.rates.iter().filter(|rate| *rate != "—").map(|rate| units(rate)).collect();
            if item.satisfied.whole > 0
                && (scheme.denominator != Denominator::Valid || item.counts.sum() == item.satisfied.whole)
            {
                prop_assert_eq!(printed.iter().sum::<i128>(), 100 * 10_i128.pow(scheme.decimals), "{:?}", item.rates);
                prop_assert!(printed.iter().all(|rate| *rate >= 0), "{:?}", item.rates);
            }
        }
    }

    #[test]
    fn a_score_lies_between_the_lowest_and_the_highest_grade((scheme, pile) in a_season()) {
        let tally = tallied(&scheme, &pile);
        let lowest = scheme.grades.iter().filter_map(|grade| grade.score).min().map(|score| i128::from(score).into());
        let highest = scheme.grades.iter().filter_map(|grade| grade.score).max().map(|score| i128::from(score).into());
        for score in tally.items.iter().map(|item| item.score).chain([tally.score]).filter(Option::is_some) {
            prop_assert!(lowest <= score && score <= highest);
        }
    }

    #[test]
    fn marks_come_back_as_they_were_kept(marks in prop::collection::vec(a_mark(9), 0..12)) {
        let kept = marks::encode(&marks).unwrap();
        prop_assert_eq!(kept.chars().count(), marks.len());
        prop_assert_eq!(marks::decode(&kept), Some(marks));
    }
}
