//! The papers as plain text, from small hand-made records. `UPDATE_GOLDEN=1 cargo test -p
//! xianfeng-core documents` writes the golden files anew; look at what changed before committing.

mod commendation;
mod commendation_asked;
mod commendation_office;
mod lists;
mod office;
mod pledges;
mod printing;
mod recommendation;
mod reviews;
mod sheets;
mod statistics;
mod tables;

use std::path::Path;

use chrono::NaiveDate;

use super::{Block, Document, Grid, Inline, Profile, Section, conventions::Unit};
use crate::{
    evaluations::Scheme,
    members::{
        Category, Education, Ethnicity, IdNumber, Member, MemberFacts, MemberId, Membership, Sex, Standing,
    },
    organizations::{Organization, OrganizationId, OrganizationKind},
};

/// Compares a paper with its golden text.
fn golden(name: &str, document: &Document) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/documents/golden/{name}.txt"));
    let text = document.plain_text();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        crate::files::write(&path, text.as_bytes()).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, kept, "{name} is not as its golden text; UPDATE_GOLDEN=1 writes it anew");
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit() -> Unit {
    Unit { name: "县司法局党组".to_owned(), phone: Some("0832-2345678".to_owned()) }
}

fn scheme(toml: &str) -> Scheme {
    Scheme::parse(toml).unwrap()
}

fn organization_scheme() -> Scheme {
    scheme(include_str!("../../../../../assets/schemes/organization-004.toml"))
}

fn member_scheme() -> Scheme {
    scheme(include_str!("../../../../../assets/schemes/member-004.toml"))
}

/// A branch of the office.
fn organization(id: i64, name: &str, kind: OrganizationKind) -> Organization {
    Organization {
        id: OrganizationId(id),
        name: name.to_owned(),
        kind,
        parent: (id > 1).then_some(OrganizationId(1)),
        domain: None,
        code: None,
        secretary: (id > 1).then(|| "欧阳文静".to_owned()),
        phone: None,
        founded_on: Some(day("1992-07-01")),
        dissolved_on: None,
        note: None,
        position: id,
    }
}

/// A member with every field filled in.
fn member(id: i64, name: &str, branch: i64, category: Option<Category>) -> Member {
    Member {
        id: MemberId(id),
        facts: MemberFacts {
            name: name.to_owned(),
            sex: Some(Sex::Male),
            ethnicity: Ethnicity::parse("汉族"),
            birth_date: Some(day("1970-01-01")),
            id_number: Some(IdNumber::parse("99010119700101001X").unwrap()),
            education: Some(Education::Bachelor),
            joined_on: Some(day("1995-07-01")),
            full_on: Some(day("1996-07-01")),
            worked_on: None,
            native_place: None,
            job: None,
            phone: Some("19900001234".to_owned()),
            address: Some("某县某街99号".to_owned()),
            note: Some("身份证99010119700101001X".to_owned()),
        },
        membership: Membership {
            organization: Some(OrganizationId(branch)),
            standing: Some(Standing::Full),
            category,
            post: None,
            left: None,
        },
        position: id,
    }
}

/// Every grid of a paper.
fn grids(document: &Document) -> impl Iterator<Item = &Grid> {
    document.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        _ => None,
    })
}

/// Each row of each grid fills the grid's columns exactly, cells from above counted in: no writer
/// can then put a figure under the wrong head.
fn assert_rows_fill_their_columns(document: &Document) {
    for grid in grids(document) {
        for rows in [grid.header.clone(), grid.rows.iter().collect()] {
            let mut above = vec![0_usize; grid.columns.len()];
            for (number, row) in rows.iter().enumerate() {
                let covered = above.iter().filter(|rows| **rows > 0).count();
                let own: usize = row.cells.iter().map(|cell| cell.across).sum();
                assert_eq!(covered + own, grid.columns.len(), "row {number} of {}", document.key);
                let mut column = 0;
                let mut next: Vec<usize> = above.iter().map(|rows| rows.saturating_sub(1)).collect();
                for cell in &row.cells {
                    while above[column] > 0 {
                        column += 1;
                    }
                    next[column..column + cell.across].fill(cell.down - 1);
                    column += cell.across;
                }
                above = next;
            }
            assert!(
                above.iter().all(|rows| *rows == 0),
                "a merged cell of {} runs out of its rows",
                document.key
            );
        }
    }
}

fn titles(section: &Section) -> Vec<&str> {
    section
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Title { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

/// Pages on paper.
fn pages(document: &Document) -> usize {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts");
    let fonts = crate::export::FontBook::open(&fonts).unwrap();
    crate::export::Layout::new(document, &fonts, &crate::progress::Silent).unwrap().pages()
}

fn rows(document: &Document) -> usize {
    grids(document).map(|grid| grid.rows.iter().count()).sum()
}

const PROFILES: [Profile; 3] = [Profile::Archive, Profile::Internal, Profile::Public];

#[test]
fn a_percentage_is_a_number_and_a_tick_box_a_box() {
    // The plain text is what these tests read; it must say what stands on paper.
    assert_eq!(Inline::Boxes(vec!["党员".into(), "其他".into()]).plain(), "□党员 □其他");
    assert_eq!(Inline::Ticks(vec![("会议".into(), true), ("网站".into(), false)]).plain(), "☑会议 □网站");
}

#[test]
fn every_form_has_a_key_of_its_own() {
    let keys: std::collections::BTreeSet<_> = super::forms().iter().map(|form| form.key).collect();
    assert_eq!(keys.len(), super::forms().len());
    assert!(super::forms().iter().all(|form| !form.name.is_empty() && !form.about.is_empty()));
}
