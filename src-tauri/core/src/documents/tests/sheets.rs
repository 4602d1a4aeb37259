//! Blank ballots: annexes 1 to 3.

use std::sync::Arc;

use super::*;
use crate::documents::{
    Footer, Paper,
    ballot_sheet::{self, BallotSheet},
    member_sheet::{self, MemberSheet},
};

fn ballot(head: &str, scheme: Scheme) -> BallotSheet {
    BallotSheet {
        annex: "附件2",
        sheet: head.to_owned(),
        title_head: head.to_owned(),
        title_tail: "开展创先争优活动情况评议表（样表）",
        subject: vec![
            ("被评议党支部：", Inline::Text(head.to_owned())),
            ("书记：", Inline::Name("欧阳文静".to_owned())),
        ],
        scheme,
        copies: 3,
        numbered: true,
    }
}

fn matrix(names: &[&str]) -> MemberSheet {
    MemberSheet {
        branch: Some("机关党支部".to_owned()),
        names: Arc::new(names.iter().map(|name| (*name).to_owned()).collect()),
        scheme: member_scheme(),
        copies: 1,
        numbered: false,
    }
}

#[test]
fn a_branch_ballot_reads_as_annex_2() {
    let document = ballot_sheet::document(
        "branch-sheet",
        "党支部评议表".to_owned(),
        &[ballot("机关党支部", organization_scheme())],
    );
    golden("branch-sheet", &document);
    assert_rows_fill_their_columns(&document);
    assert_eq!(document.sections[0].copies, 3);
    assert_eq!(document.sections[0].footer, Footer::None);
}

#[test]
fn a_leading_group_ballot_is_no_sample() {
    let document = ballot_sheet::document(
        "leading-group-sheet",
        "党组评议表".to_owned(),
        &[BallotSheet {
            annex: "附件1",
            title_tail: "开展创先争优活动情况评议表",
            subject: Vec::new(),
            numbered: false,
            ..ballot("县司法局党组", organization_scheme())
        }],
    );
    golden("leading-group-sheet", &document);
    assert!(!document.plain_text().contains("样表"));
}

#[test]
fn no_grade_is_ticked_in_advance_and_no_voter_is_asked_for_a_name() {
    let document =
        ballot_sheet::document("branch-sheet", String::new(), &[ballot("机关党支部", organization_scheme())]);
    assert!(grids(&document).all(|grid| {
        grid.rows.iter().all(|row| row.cells.iter().all(|cell| !matches!(cell.content, Inline::Ticks(_))))
    }));
    let text = document.plain_text();
    assert!(text.contains("不署名") && text.contains("本表不记名"), "{text}");
}

#[test]
fn a_long_branch_name_breaks_the_title_between_name_and_words() {
    let long = "县公证处与法律援助中心联合党支部（含派驻看守所工作站）";
    let document =
        ballot_sheet::document("branch-sheet", String::new(), &[ballot(long, organization_scheme())]);
    let Block::Title { text, size } = &document.sections[0].blocks[1] else {
        panic!("a title stands second")
    };
    assert_eq!(text, &format!("{long}\n开展创先争优活动情况评议表（样表）"));
    assert!((*size - 18.0).abs() < f32::EPSILON, "小二 where two lines of 二号 would not hold it");
}

#[test]
fn a_ballot_never_needs_a_second_page() {
    let long = "县公证处与法律援助中心联合党支部（含派驻看守所工作站）";
    let sixty = "某".repeat(57) + "党支部";
    for head in ["", "机关党支部", long, &sixty] {
        for scheme in [organization_scheme(), member_scheme()] {
            let ballot = BallotSheet { copies: 1, ..ballot(head, scheme) };
            let document = ballot_sheet::document("branch-sheet", String::new(), &[ballot]);
            assert_eq!(pages(&document), 1, "{head}");
        }
    }
}

#[test]
fn the_member_matrix_lies_across_and_names_every_member() {
    let names = ["王磊", "宋㛃", "周𬱖", "买买提·阿卜杜拉·吐尔逊江", "欧阳文静"];
    let document = member_sheet::document(&matrix(&names));
    golden("member-sheet", &document);
    assert_rows_fill_their_columns(&document);
    assert_eq!(document.sections[0].paper, Paper::A4_LANDSCAPE);
    assert_eq!(rows(&document), 5);
}

#[test]
fn few_columns_stay_upright() {
    let review = scheme(include_str!("../../../../../assets/schemes/member-review.toml"));
    let document = member_sheet::document(&MemberSheet { scheme: review, ..matrix(&["王磊"]) });
    assert_eq!(document.sections[0].paper, Paper::A4);
    assert_rows_fill_their_columns(&document);
}

#[test]
fn a_matrix_of_any_length_has_a_row_a_member() {
    for length in [1, 60, 600] {
        let names: Vec<String> = (0..length).map(|number| format!("党员{number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(rows(&member_sheet::document(&matrix(&names))), length);
    }
    assert_eq!(rows(&member_sheet::document(&matrix(&[]))), 12, "a blank form has lines to write on");
}
