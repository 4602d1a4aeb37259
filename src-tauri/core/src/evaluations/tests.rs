//! The counting rules, by hand-computed stories. The store's tests: `store/tests.rs`.

use super::{
    BallotPattern, Papers, Scheme,
    ranking::rank,
    ready_made::ready_made,
    scheme::{Band, CategoryGroup, Denominator, Residue},
    tally::{Counts, Tally, count, tally},
};
use crate::numbers::{Fraction, round};

pub(super) fn scheme(key: &str) -> Scheme {
    ready_made().unwrap().into_iter().find(|scheme| scheme.key == key).unwrap()
}

/// `marks` as they are kept: `1` 满意 ... `-` 弃权, `x` 项无效.
pub(super) fn ballot(category: &str, marks: &str, copies: u64) -> BallotPattern {
    BallotPattern { category: category.to_owned(), marks: super::marks::decode(marks).unwrap(), copies }
}

pub(super) fn papers(issued: u64, collected: u64, spoiled: u64) -> Papers {
    Papers { issued: Some(issued), collected: Some(collected), spoiled }
}

fn printed(score: Option<Fraction>) -> String {
    round(score.unwrap(), 2)
}

/// Counts of one category: per item the grades.
fn entered(scheme: &Scheme, rows: &[(&str, &[&[u64]])]) -> Counts {
    let mut counts = Counts::default();
    for (category, items) in rows {
        let category = counts.category(scheme, category);
        for (item, grades) in category.items.iter_mut().zip(*items) {
            for (place, papers) in grades.iter().enumerate() {
                item.grades[place] = *papers;
            }
        }
        category.valid = category.items[0].sum();
    }
    counts
}

/// The published table of `domain.md` §1.5: 141 ballots, 5 items, four grades.
fn table_of_141(residue: Residue) -> Tally {
    let mut scheme = scheme("organization-004");
    scheme.grades.retain(|grade| !grade.unknown);
    scheme.items.retain(|item| !item.overall);
    scheme.residue = residue;
    let rows: &[&[u64]] =
        &[&[134, 4, 3, 0], &[134, 5, 2, 0], &[127, 8, 6, 0], &[126, 9, 6, 0], &[132, 7, 2, 0]];
    let counts = entered(&scheme, &[("党员", rows)]);
    tally(&scheme, papers(141, 141, 0), counts)
}

#[test]
fn the_table_of_141_ballots_in_both_residue_modes() {
    let left = table_of_141(Residue::Leave);
    let rates: Vec<_> = left.items.iter().map(|item| item.rates.join(" ")).collect();
    assert_eq!(
        rates,
        [
            "95.04 2.84 2.13 0.00",
            "95.04 3.55 1.42 0.00",
            "90.07 5.67 4.26 0.00",
            "89.36 6.38 4.26 0.00",
            "93.62 4.96 1.42 0.00",
        ]
    );
    let adjusted = table_of_141(Residue::LastNonZero);
    let rates: Vec<_> = adjusted.items.iter().map(|item| item.rates.join(" ")).collect();
    assert_eq!(rates[0], "95.04 2.84 2.12 0.00", "as published: 100 minus the others");
    assert_eq!(rates[1], "95.04 3.55 1.41 0.00", "as published");
    assert_eq!(rates[2..], ["90.07 5.67 4.26 0.00", "89.36 6.38 4.26 0.00", "93.62 4.96 1.42 0.00"]);
    for tally in [left, adjusted] {
        assert!(tally.items.iter().all(|item| item.satisfied.percent(2) == "100.00"));
        assert_eq!(tally.notes, Vec::<String>::new());
    }
}

#[test]
fn the_table_of_141_ballots_scores() {
    let tally = table_of_141(Residue::Leave);
    let scores: Vec<_> = tally.items.iter().map(|item| printed(item.score)).collect();
    assert_eq!(scores, ["98.58", "98.72", "97.16", "97.02", "98.44"]);
    // (139 + 139.2 + 137 + 136.8 + 138.8) / 1.41 / 5
    assert_eq!(printed(tally.score), "97.99");
    assert_eq!(tally.overall.name, "各项合计", "a scheme without 总体评价 shows the sum of its items");
    assert_eq!(tally.overall.counts.grades, [653, 33, 19, 0]);
    assert_eq!(tally.overall.satisfied.whole, 705);
}

#[test]
fn a_double_mark_voids_only_its_item() {
    let scheme = scheme("member-004");
    let counts = count(&scheme, [ballot("党员", "1x111", 1), ballot("党员", "22222", 1)]);
    let tally = tally(&scheme, papers(2, 2, 0), counts);
    let second = &tally.items[1];
    assert_eq!((second.counts.grades.as_slice(), second.counts.voided), ([0, 1, 0, 0, 0].as_slice(), 1));
    assert_eq!(second.rates, ["0.00", "50.00", "0.00", "0.00", "0.00"], "项无效 stays in the denominator");
    assert_eq!(printed(second.score), "80.00", "项无效 is not a zero");
    assert_eq!(tally.items[0].counts.grades, [1, 1, 0, 0, 0]);
    assert_eq!(tally.valid, 2);
}

#[test]
fn a_blank_ballot_is_an_abstention_on_every_item() {
    let scheme = scheme("organization-004");
    let counts = count(&scheme, [ballot("党员", "------", 1), ballot("党员", "111111", 3)]);
    let tally = tally(&scheme, papers(5, 4, 0), counts);
    assert_eq!((tally.valid, tally.blank), (4, 1));
    for item in &tally.items {
        assert_eq!((item.counts.abstained, item.counts.sum()), (1, 4));
        assert_eq!(item.satisfied.percent(2), "75.00", "弃权 stays in the denominator");
        assert_eq!(printed(item.score), "100.00", "an abstention is not a zero");
    }
    assert_eq!(tally.notes, Vec::<String>::new());
}

#[test]
fn more_collected_than_issued_gives_no_rates() {
    let scheme = scheme("organization-004");
    let tally = tally(&scheme, papers(40, 41, 0), count(&scheme, [ballot("党员", "111111", 41)]));
    assert!(tally.void);
    assert_eq!(tally.items[0].counts.grades[0], 41, "what was counted stays visible");
    assert!(tally.items.iter().all(|item| item.rates.iter().all(|rate| rate == "—")));
    assert_eq!((tally.overall.satisfied.percent(2).as_str(), tally.score), ("—", None));
    assert!(tally.notes[0].contains("收回41张多于发出40张"), "{:?}", tally.notes);
}

#[test]
fn sums_that_do_not_fit_warn_in_words_and_block_nothing() {
    let scheme = scheme("member-review");
    let fits = |papers, counts: &Counts| tally(&scheme, papers, counts.clone()).notes;
    let counts = entered(&scheme, &[("党员", &[&[5, 3, 1, 0]])]);
    assert_eq!(fits(papers(12, 10, 1), &counts), Vec::<String>::new());
    assert_eq!(fits(Papers::default(), &counts), Vec::<String>::new(), "no paper, nothing to compare");
    assert!(fits(papers(12, 10, 0), &counts)[0].contains("应有有效票10张，录入的有效票是9张"));
    assert!(fits(papers(12, 1, 2), &counts)[0].contains("作废2张多于收回1张"));

    let mut odd = counts;
    odd.category(&scheme, "党员").valid = 10;
    odd.category(&scheme, "党员").blank = 1;
    let notes = fits(papers(12, 10, 0), &odd);
    assert!(notes[0].contains("合计9张，有效票10张"), "{notes:?}");
    assert!(notes[1].contains("空白票1张"), "{notes:?}");
}

#[test]
fn the_denominator_is_the_schemes() {
    let mut scheme = scheme("member-satisfied");
    let counts = count(
        &scheme,
        [
            ballot("党员", "11111", 6),
            ballot("党员", "22222", 2),
            ballot("党员", "33333", 1),
            ballot("党员", "-----", 1),
        ],
    );
    let rates = |scheme: &Scheme| {
        let tally = tally(scheme, papers(10, 10, 0), counts.clone());
        (tally.overall.rates.join(" "), tally.overall.satisfied.percent(2))
    };
    assert_eq!(rates(&scheme), ("60.00 20.00 10.00".to_owned(), "60.00".to_owned()));
    scheme.denominator = Denominator::Marked;
    assert_eq!(rates(&scheme), ("66.67 22.22 11.11".to_owned(), "66.67".to_owned()));
    scheme.denominator = Denominator::MarkedWithoutUnknown;
    assert_eq!(rates(&scheme), ("75.00 25.00 —".to_owned(), "75.00".to_owned()));
}

#[test]
fn a_residue_does_not_hide_abstentions() {
    let mut scheme = scheme("member-review");
    scheme.residue = Residue::LastNonZero;
    let mut counts = entered(&scheme, &[("党员", &[&[1, 1, 1, 0]])]);
    let adjusted = tally(&scheme, papers(3, 3, 0), counts.clone());
    assert_eq!(adjusted.items[0].rates, ["33.33", "33.33", "33.34", "0.00"]);

    let category = counts.category(&scheme, "党员");
    category.items[0].abstained = 3;
    category.valid = 6;
    let left = tally(&scheme, papers(6, 6, 0), counts);
    assert_eq!(left.items[0].rates, ["16.67", "16.67", "16.67", "0.00"]);
}

#[test]
fn a_residue_never_prints_a_rate_below_zero() {
    let mut scheme = scheme("member-review");
    (scheme.residue, scheme.decimals) = (Residue::LastNonZero, 0);
    // 33.5, 33.5, 32.5 and 0.5 % all round up: 34 + 34 + 33 leave -1 for the last.
    let counts = entered(&scheme, &[("党员", &[&[67, 67, 65, 1]])]);
    let tally = tally(&scheme, papers(200, 200, 0), counts);
    assert_eq!(tally.items[0].rates, ["34", "34", "31", "1"]);
}

/// 优秀 = 100, 合格 = 80: means of 90, 85.5 and 88 (`domain.md` §3.2).
fn weighted() -> (Scheme, Counts) {
    let mut scheme = scheme("member-review");
    scheme.categories.truncate(3);
    for (category, weight) in scheme.categories.iter_mut().zip([20, 40, 40]) {
        category.weight = Some(weight);
    }
    scheme.check().unwrap();
    let names: Vec<String> = scheme.categories.iter().map(|category| category.name.clone()).collect();
    let counts = entered(
        &scheme,
        &[(&names[0], &[&[1, 1, 0, 0]]), (&names[1], &[&[11, 29, 0, 0]]), (&names[2], &[&[2, 3, 0, 0]])],
    );
    (scheme, counts)
}

#[test]
fn category_weights_apply_to_category_scores() {
    let (scheme, counts) = weighted();
    let tally = tally(&scheme, papers(47, 47, 0), counts);
    assert_eq!(printed(tally.score), "87.40");
    assert_eq!(tally.notes, Vec::<String>::new());
}

#[test]
fn weights_renormalise_over_the_categories_that_voted_with_a_note() {
    let (scheme, mut counts) = weighted();
    let absent = scheme.categories[2].name.clone();
    counts.categories.remove(&absent);
    let tally = tally(&scheme, papers(42, 42, 0), counts);
    assert_eq!(printed(tally.score), "87.00", "(20 x 90 + 40 x 85.5) / 60");
    assert_eq!(tally.notes, [format!("{absent}没有计分的票，其权重按其余类别的权重重新分配。")]);
}

#[test]
fn a_category_silent_on_one_item_is_named_with_the_item() {
    let mut scheme = scheme("member-004");
    scheme.categories.truncate(2);
    for category in &mut scheme.categories {
        category.weight = Some(50);
    }
    let counts = count(&scheme, [ballot("党员", "11111", 1), ballot("本单位群众代表", "2-222", 1)]);
    let tally = tally(&scheme, papers(2, 2, 0), counts);
    assert_eq!(printed(tally.items[0].score), "90.00");
    assert_eq!(printed(tally.items[1].score), "100.00");
    assert_eq!(
        tally.notes,
        ["“立足岗位履行职责情况”一项本单位群众代表没有计分的票，其权重按其余类别的权重重新分配。"]
    );
}

#[test]
fn the_item_mean_leaves_the_overall_item_out() {
    let scheme = scheme("member-004");
    let tally = tally(&scheme, papers(1, 1, 0), count(&scheme, [ballot("党员", "11114", 1)]));
    assert_eq!(printed(tally.score), "100.00");
    assert_eq!((tally.overall.name.as_str(), printed(tally.overall.score).as_str()), ("总体评价", "40.00"));
}

#[test]
fn unknown_is_a_grade_without_a_score() {
    let scheme = scheme("member-004");
    let counts = count(&scheme, [ballot("党员", "11111", 1), ballot("党员", "55555", 1)]);
    let tally = tally(&scheme, papers(2, 2, 0), counts);
    assert_eq!(tally.overall.counts.grades, [1, 0, 0, 0, 1]);
    assert_eq!(tally.overall.satisfied.percent(2), "50.00");
    assert_eq!(printed(tally.score), "100.00");
}

#[test]
fn a_band_compares_the_exact_score() {
    let mut scheme = scheme("member-review");
    scheme.bands = [(8500, "满意"), (7500, "比较满意"), (6000, "基本满意"), (0, "不满意")]
        .map(|(at_least, name)| Band { at_least, name: name.to_owned() })
        .to_vec();
    scheme.check().unwrap();
    let band = |grades: &[u64]| {
        let tally = tally(&scheme, Papers::default(), entered(&scheme, &[("党员", &[grades])]));
        (printed(tally.score), tally.band.unwrap())
    };
    assert_eq!(band(&[1, 3, 0, 0]), ("85.00".to_owned(), "满意".to_owned()), "85 belongs to the band above");
    // 100 x 1000 + 80 x 3001 over 4001 papers: 84.9987...
    assert_eq!(band(&[1000, 3001, 0, 0]), ("85.00".to_owned(), "比较满意".to_owned()));
    assert_eq!(band(&[0, 3, 1, 0]).1, "比较满意");
    assert_eq!(band(&[0, 0, 1, 0]).1, "基本满意");
    assert_eq!(band(&[0, 0, 0, 1]).1, "不满意");
}

#[test]
fn ties_share_a_rank() {
    assert_eq!(rank(&[90, 95, 90, 80]), [2, 1, 2, 4]);
    assert_eq!(rank(&[98, 97, 97, 96]), [1, 2, 2, 4]);
    assert_eq!(rank::<Option<Fraction>>(&[None, Some(Fraction::new(1, 3))]), [2, 1], "no score comes last");
}

#[test]
fn voter_categories_are_grouped_into_four_columns() {
    let scheme = scheme("organization-004");
    let counts = count(
        &scheme,
        [
            ballot("党员", "111111", 4),
            ballot("本单位群众代表", "111111", 3),
            ballot("下属单位群众代表", "111111", 2),
            ballot("服务对象代表", "111111", 1),
            ballot("政协委员", "111111", 1),
            ballot("非中共党员合伙人", "111111", 1),
        ],
    );
    let groups = counts.by_group(&scheme);
    let valid = CategoryGroup::ALL.map(|group| groups[&group].valid);
    assert_eq!(valid, [4, 5, 1, 2]);
}

#[test]
fn a_meeting_without_a_number_of_papers_issued_does_not_void_the_sum() {
    let known = Papers { issued: Some(18), collected: Some(18), spoiled: 0 };
    let unknown = Papers { issued: None, collected: Some(20), spoiled: 1 };
    let without_paper = Papers::default();
    let sum = Papers { issued: None, collected: Some(38), spoiled: 1 };
    assert_eq!(known + unknown, sum);
    assert_eq!(unknown + without_paper + known, sum);
    assert_eq!(known + without_paper, known);
    assert!(!sum.is_void());
}
