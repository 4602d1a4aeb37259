//! The four sample workbooks go in clean, and a second time change nothing.

use super::{Desk, day, errors, sample, warnings};
use crate::{
    evaluations::{Mark, store as evaluations},
    import::{Kind, Outcome},
    members::{Category, Standing, store as members},
    pledges::store as pledges,
};

const FILES: [(Kind, &str); 4] = [
    (Kind::Organizations, "党组织名册.xlsx"),
    (Kind::Members, "党员花名册.xlsx"),
    (Kind::Pledges, "公开承诺.xlsx"),
    (Kind::Ballots, "群众评议票.xlsx"),
];

fn counts(outcome: &Outcome) -> (u64, u64, u64, u64) {
    (outcome.rows, outcome.created, outcome.updated, outcome.unchanged)
}

#[test]
fn the_sample_office_goes_in_and_changes_nothing_the_second_time() {
    let mut desk = Desk::empty();
    let rows = [6, 66, 110, 6 + 148 + 1640];
    for ((kind, file), rows) in FILES.into_iter().zip(rows) {
        let outcome = desk.import(kind, &sample(file));
        assert_eq!(errors(&outcome), [""; 0]);
        assert!(outcome.applied && !outcome.refused);
        assert_eq!(counts(&outcome), (rows, rows, 0, 0), "{file}");
    }
    let operations = desk.operations();
    for ((kind, file), rows) in FILES.into_iter().zip(rows) {
        let outcome = desk.import(kind, &sample(file));
        assert_eq!(counts(&outcome), (rows, 0, 0, rows), "{file}");
        assert!(!outcome.applied && !outcome.refused);
        assert!(outcome.notes.iter().any(|note| note.contains("没有需要改动的地方")), "{:?}", outcome.notes);
    }
    assert_eq!(desk.operations(), operations, "an import that changes nothing leaves no trace");
}

#[test]
fn the_sample_has_sixty_six_members_of_whom_sixty_four_are_full() {
    let desk = Desk::with_members();
    let connection = desk.office.read();
    let all = members::members_on(connection, day("2012-03-15")).unwrap();
    assert_eq!(all.len(), 66);
    let full = all.iter().filter(|member| member.membership.standing == Some(Standing::Full)).count();
    let retired = all.iter().filter(|member| member.membership.category == Some(Category::Retired)).count();
    assert_eq!((full, 66 - full, 66 - retired, retired), (64, 2, 45, 21));
    assert_eq!(members::books_opened_on(connection).unwrap(), Some(day("2012-03-15")));
    assert_eq!(
        members::members_on(connection, day("2012-03-14")).unwrap().len(),
        0,
        "the books open on the sheet's day"
    );
    assert!(all.iter().any(|member| member.facts.name == "周𬱖"), "rare characters survive");
}

#[test]
fn the_sample_ballots_are_patterns_without_numbers() {
    let mut desk = Desk::with_members();
    let outcome = desk.import(Kind::Ballots, &sample("群众评议票.xlsx"));
    // The law firm's branch had no partner who is not a member among its voters.
    assert_eq!(warnings(&outcome).len(), 1);
    assert!(warnings(&outcome)[0].contains("没有非中共党员合伙人；"), "{:?}", outcome.findings);
    let connection = desk.office.read();
    let meetings = evaluations::meetings(connection, None).unwrap();
    assert_eq!(meetings.len(), 6);
    let mut papers = 0;
    let mut voided = 0;
    let mut subjects = 0;
    for meeting in &meetings {
        for evaluation in evaluations::evaluations(connection, meeting.id).unwrap() {
            subjects += 1;
            for pattern in evaluations::ballots(connection, evaluation.id).unwrap() {
                papers += pattern.copies;
                voided += pattern.copies
                    * pattern.marks.iter().filter(|mark| **mark == Mark::Voided).count() as u64;
            }
        }
    }
    assert_eq!((subjects, papers, voided), (71, 1788, 78), "two grades joined by & void their item");
}

#[test]
fn the_sample_pledges_get_numbers_one_to_a_hundred_and_ten() {
    let mut desk = Desk::with_members();
    let outcome = desk.import(Kind::Pledges, &sample("公开承诺.xlsx"));
    assert_eq!(outcome.findings, []);
    let ledger = pledges::ledger(desk.office.read(), Some(2012)).unwrap();
    let numbers: Vec<i64> = ledger.iter().map(|pledge| pledge.ledger_number).collect();
    assert_eq!(numbers, (1..=110).collect::<Vec<_>>());
}

#[test]
fn a_check_says_the_same_and_changes_nothing() {
    let mut desk = Desk::with_branches();
    let mut options = desk.options();
    options.check = true;
    let operations = desk.operations();
    let checked = desk.import_with(Kind::Members, &sample("党员花名册.xlsx"), &options);
    assert_eq!((desk.count("member"), desk.operations()), (0, operations));
    let mut applied = desk.import(Kind::Members, &sample("党员花名册.xlsx"));
    assert!(applied.applied && !checked.applied);
    applied.applied = false;
    assert_eq!(checked, applied);
}

#[test]
fn one_undo_takes_an_import_back_and_the_history_knows_no_names() {
    let mut desk = Desk::with_members();
    let last = desk.office.history(Some(1)).unwrap().remove(0);
    assert_eq!(last.name, "导入党员花名册");
    let detail = last.detail.unwrap();
    assert!(detail.starts_with("新增 66，更新 0，不变 0；文件 SHA-256 "), "{detail}");
    desk.office.undo().unwrap();
    assert_eq!((desk.count("member"), desk.count("membership_event")), (0, 0));
    assert_eq!(desk.count("organization"), 6);
}
