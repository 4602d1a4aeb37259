//! 附件4 and 逐项汇总, on the 141 ballots of `domain.md` §1.5.

use super::*;
use crate::{
    clock::Period,
    documents::{
        item_summary::ItemSummary,
        statistics_table::{self, Line, StatisticsTable},
    },
    evaluations::{
        Papers,
        scheme::Residue,
        tally::{CategoryCounts, Counts, ItemCounts, Tally, tally},
    },
    numbers::Share,
};

/// 111 members and 30 masses; only the sum over both is published.
const PUBLISHED: [[u64; 4]; 5] =
    [[134, 4, 3, 0], [134, 5, 2, 0], [127, 8, 6, 0], [126, 9, 6, 0], [132, 7, 2, 0]];

fn published(residue: Residue) -> Tally {
    let mut scheme = organization_scheme();
    scheme.grades.retain(|grade| !grade.unknown);
    scheme.items.retain(|item| !item.overall);
    scheme.residue = residue;
    let items = PUBLISHED
        .iter()
        .map(|grades| ItemCounts {
            grades: grades.iter().copied().chain(std::iter::repeat(0)).take(scheme.grades.len()).collect(),
            ..ItemCounts::default()
        })
        .collect();
    let mut counts = Counts::default();
    counts.categories.insert("党员".to_owned(), CategoryCounts { valid: 141, blank: 0, items });
    tally(&scheme, Papers { issued: Some(141), collected: Some(141), spoiled: 0 }, counts)
}

fn line(name: &str, members: Option<u64>, share: Share) -> Line {
    Line {
        name: name.to_owned(),
        members,
        sessions: 1,
        methods: vec!["会议"],
        coverage: Share::new(1, 1),
        participants: [share.whole, 0, 0, 0],
        papers: Papers { issued: Some(share.whole + 1), collected: Some(share.whole), spoiled: 0 },
        valid: share.whole,
        grades: vec![Some(share.part), Some(0), None, Some(share.whole - share.part)],
        abstained: 0,
        voided: 0,
        satisfied: share,
    }
}

fn table(tally: Tally) -> StatisticsTable {
    StatisticsTable {
        unit: unit(),
        period: Period::parse("2012-02-01..2012-03-15").unwrap(),
        as_of: day("2012-03-15"),
        grades: ["满意", "比较满意", "基本满意", "不满意"].map(str::to_owned).to_vec(),
        decimals: 2,
        organizations: vec![
            line("县司法局党组", None, Share::new(38, 40)),
            line("机关党支部", Some(17), Share::new(5, 32)),
        ],
        members: vec![line("机关党支部", Some(17), Share::new(1, 160))],
        notes: vec!["满意率＝（满意＋比较满意＋基本满意）÷有效票×100%。".to_owned()],
        items: vec![ItemSummary {
            name: "党组织评议".to_owned(),
            grades: ["满意", "比较满意", "基本满意", "不满意"].map(str::to_owned).to_vec(),
            decimals: 2,
            groups: vec![("机关党支部".to_owned(), tally)],
        }],
        remarks: vec!["党员总数17人，其中正式党员17人。".to_owned()],
    }
}

#[test]
fn annex_4_shows_both_sections_and_adds_them_up() {
    let document = statistics_table::document(&table(published(Residue::Leave)));
    golden("statistics-table", &document);
    assert_rows_fill_their_columns(&document);
    assert_eq!(document.sections.len(), 2);
}

#[test]
fn annex_4_of_six_organizations_fits_one_page() {
    let mut table = table(published(Residue::Leave));
    let long = line("县法律工作者协会党支部", Some(1234), Share::new(12_345, 23_456));
    table.organizations = vec![long.clone(); 6];
    table.members = vec![long; 5];
    table.items.clear();
    assert_eq!(pages(&statistics_table::document(&table)), 1);
}

#[test]
fn a_total_is_a_formula_over_the_lines_of_its_section() {
    let document = statistics_table::document(&table(published(Residue::Leave)));
    let grid = grids(&document).next().unwrap();
    let rows: Vec<_> = grid.rows.iter().collect();
    // 一, two lines, 合计, 二, one line, 合计.
    assert_eq!(rows.len(), 7);
    assert_eq!(rows[3].cells[1].content, Inline::Sum { value: 17, rows: (1, 2) });
    assert_eq!(rows[6].cells[1].content, Inline::Sum { value: 17, rows: (5, 5) });
    // 满意率 of the total divides sums: 43 of 72.
    let rate = rows[3].cells.last().unwrap();
    assert_eq!(rate.content, Inline::Percent { share: Share::new(43, 72), decimals: 2 });
    // A grade that no line's scheme has is a dash, not a zero.
    assert!(rows[3].cells.iter().any(|cell| cell.content == Inline::Text("—".to_owned())));
}

#[test]
fn the_published_table_is_reproduced_in_both_residue_modes() {
    let text = |residue| statistics_table::document(&table(published(residue))).plain_text();
    let (left, adjusted) = (text(Residue::Leave), text(Residue::LastNonZero));
    assert!(left.contains("134\t95.04\t4\t2.84\t3\t2.13\t0\t0.00"), "{left}");
    assert!(left.contains("134\t95.04\t5\t3.55\t2\t1.42\t0\t0.00"), "{left}");
    assert!(adjusted.contains("134\t95.04\t4\t2.84\t3\t2.12\t0\t0.00"), "{adjusted}");
    assert!(adjusted.contains("134\t95.04\t5\t3.55\t2\t1.41\t0\t0.00"), "{adjusted}");
}

#[test]
fn papers_without_a_count_print_a_dash() {
    let mut table = table(published(Residue::Leave));
    table.members[0].papers = Papers::default();
    let document = statistics_table::document(&table);
    let rows: Vec<_> = grids(&document).next().unwrap().rows.iter().collect();
    let printed: Vec<String> = rows[5].cells.iter().map(|cell| cell.content.plain()).collect();
    assert_eq!(&printed[13..17], ["—", "—", "160", "—"], "发出 收回 有效 回收率");
}

#[test]
fn a_period_without_any_members_evaluated_still_adds_up_to_nothing() {
    let mut table = table(published(Residue::Leave));
    table.members.clear();
    let document = statistics_table::document(&table);
    assert_rows_fill_their_columns(&document);
    assert!(
        document.plain_text().contains("合　计\t—\t0\t0\t0\t0\t0\t0\t—\t0\t0\t—"),
        "{}",
        document.plain_text()
    );
}
