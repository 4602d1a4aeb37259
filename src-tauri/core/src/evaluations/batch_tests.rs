//! Piles without a file: places, patterns, samples, what a clerk mistypes.

use super::{
    batch::{
        Place, Sheet, hash, lines_of, lines_to_text, next_place, patterns, read_marks, sample, second_of,
        second_to_text,
    },
    marks::decode,
    tests::{ballot, scheme},
};

fn sheet(number: u64, category: &str, lines: &[&str]) -> Sheet {
    Sheet {
        sheet: number,
        category: category.to_owned(),
        number: None,
        lines: lines.iter().map(|line| decode(line).unwrap()).collect(),
        second: Vec::new(),
        differed: None,
    }
}

#[test]
fn the_next_line_goes_where_the_pile_goes_on() {
    let place = |sheet, line| Place { sheet, line };
    assert_eq!(next_place(0, None, 2), place(1, 0));
    assert_eq!(next_place(1, Some(&sheet(1, "党员", &["11"])), 2), place(1, 1));
    assert_eq!(next_place(1, Some(&sheet(1, "党员", &["11", "22"])), 2), place(2, 0));
}

#[test]
fn what_a_clerk_mistypes_is_said_in_words() {
    let scheme = scheme("organization-004");
    let name = "党组织创先争优群众评议";
    for (letters, message) in [
        ("11111", "这一票录了5项，应为6项，没有保存".to_owned()),
        ("1111111", "这一票录了7项，应为6项，没有保存".to_owned()),
        ("", "这一票录了0项，应为6项，没有保存".to_owned()),
        ("111116", format!("这一票里有方案“{name}”没有的等次，没有保存")),
        ("11111?", format!("这一票里有方案“{name}”没有的等次，没有保存")),
    ] {
        assert_eq!(read_marks(&scheme, letters).unwrap_err().message, message, "{letters}");
    }
    assert_eq!(read_marks(&scheme, "15-x11").unwrap(), decode("15-x11").unwrap());
}

#[test]
fn a_pile_becomes_sorted_patterns_by_subject() {
    let pile = [
        sheet(1, "党员", &["21", "--"]),
        sheet(2, "其他", &["11", "11"]),
        sheet(3, "党员", &["11", "--"]),
        sheet(4, "党员", &["21", "1x"]),
    ];
    let found = patterns(&pile, 2);
    assert_eq!(found[0], [ballot("党员", "11", 1), ballot("党员", "21", 2), ballot("其他", "11", 1)]);
    assert_eq!(found[1].iter().map(|pattern| pattern.copies).collect::<Vec<_>>(), [1, 2, 1]);
    let mut turned = pile;
    turned.reverse();
    assert_eq!(hash(&patterns(&turned, 2)), hash(&found));
}

#[test]
fn lines_come_back_from_their_text() {
    let lines = vec![decode("12-x").unwrap(), decode("1111").unwrap()];
    let text = lines_to_text(&lines).unwrap();
    assert_eq!((text.as_str(), lines_of(&text)), ("12-x/1111", Some(lines.clone())));
    let second = vec![None, Some(lines[1].clone()), None];
    let text = second_to_text(&second).unwrap();
    assert_eq!((text.as_str(), second_of(&text)), ("/1111/", Some(second)));
    assert_eq!(lines_of("1?"), None);
}

#[test]
fn a_sample_is_spread_over_the_pile() {
    for (sheets, wanted, chance, found) in [
        (50, 5, 3, vec![4, 14, 24, 34, 44]),
        (50, 5, 13, vec![4, 14, 24, 34, 44]),
        (3, 5, 7, vec![1, 2, 3]),
        (10, 0, 1, vec![]),
        (0, 5, 1, vec![]),
    ] {
        assert_eq!(sample(sheets, wanted, chance), found);
    }
    for sheets in 1..40 {
        for wanted in 1..=sheets {
            for chance in 0..20 {
                let found = sample(sheets, wanted, chance);
                let distinct: std::collections::BTreeSet<_> = found.iter().collect();
                assert_eq!(distinct.len() as u64, wanted, "{wanted} of {sheets} from {chance}: {found:?}");
                assert!(found.iter().all(|sheet| (1..=sheets).contains(sheet)));
            }
        }
    }
}
