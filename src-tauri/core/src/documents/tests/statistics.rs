//! 逐项汇总, the second sheet of annex 4, on the 141 ballots of `domain.md` §1.5.

use super::*;
use crate::{
    clock::Period,
    documents::item_summary::{self, ItemSheet, ItemSummary},
    evaluations::{
        Papers,
        scheme::Residue,
        tally::{CategoryCounts, Counts, ItemCounts, Tally, tally},
    },
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

fn sheet(tally: Tally) -> Document {
    let sheet = item_summary::sheet(&ItemSheet {
        unit: unit(),
        period: Period::parse("2012-02-01..2012-03-15").unwrap(),
        items: vec![ItemSummary {
            name: "党组织评议".to_owned(),
            grades: ["满意", "比较满意", "基本满意", "不满意"].map(str::to_owned).to_vec(),
            decimals: 2,
            groups: vec![("机关党支部".to_owned(), tally)],
        }],
        remarks: vec!["党员总数17人，其中正式党员17人。".to_owned()],
    });
    Document {
        key: "item-summary".into(),
        name: "逐项汇总".to_owned(),
        sections: sheet.into_iter().collect(),
    }
}

#[test]
fn the_item_sheet_fills_its_columns() {
    let document = sheet(published(Residue::Leave));
    golden("item-summary", &document);
    assert_rows_fill_their_columns(&document);
}

#[test]
fn the_published_table_is_reproduced_in_both_residue_modes() {
    let text = |residue| sheet(published(residue)).plain_text();
    let (left, adjusted) = (text(Residue::Leave), text(Residue::LastNonZero));
    assert!(left.contains("134\t95.04\t4\t2.84\t3\t2.13\t0\t0.00"), "{left}");
    assert!(left.contains("134\t95.04\t5\t3.55\t2\t1.42\t0\t0.00"), "{left}");
    assert!(adjusted.contains("134\t95.04\t4\t2.84\t3\t2.12\t0\t0.00"), "{adjusted}");
    assert!(adjusted.contains("134\t95.04\t5\t3.55\t2\t1.41\t0\t0.00"), "{adjusted}");
}
