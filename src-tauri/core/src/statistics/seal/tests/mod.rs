//! Seals on real files, differences on made-up ones.

mod differences;
mod freezing;
mod keeping;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::*;
use crate::{
    ErrorCode, Office,
    clock::Clock,
    members::{self, EventKind, MemberFacts, MemberId, MembershipEvent, Sex, Standing},
    organizations::{self, OrganizationFacts, OrganizationId, OrganizationKind},
    progress::Silent,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A record of made-up content.
fn person(id: i64, name: &str, born: &str) -> FrozenRecord {
    FrozenRecord {
        kind: "党员".into(),
        id,
        name: name.into(),
        organization: Some("一支部".into()),
        facts: vec![("性别".into(), "女".into()), ("出生日期".into(), born.into())],
    }
}

/// One table, columns 党员数 and 30岁及以下, one row a branch; of each cell the records by place.
fn content(records: Vec<FrozenRecord>, rows: &[(&str, &[usize], &[usize])]) -> Content {
    let figure = |key: &str, of: &[usize]| {
        Some(FrozenFigure {
            indicator: key.into(),
            span: Span::Period,
            value: Value::Count(of.len() as u64),
            printed: of.len().to_string(),
            rows: of.iter().map(|place| (*place, 1)).collect(),
            whole: None,
        })
    };
    let rows = rows.iter().map(|(name, all, young)| FrozenRow {
        key: format!("0 line {name}"),
        name: (*name).to_owned(),
        figures: vec![figure("members.total", all), figure("members.age[..30]", young), None],
    });
    Content {
        tables: vec![FrozenTable {
            name: "党员".into(),
            lead: None,
            columns: vec!["党员数".into(), "30岁及以下".into(), "备注".into()],
            rows: rows.collect(),
        }],
        records,
        ..Content::default()
    }
}

fn office() -> (TempDir, Office, OrganizationId, MemberId) {
    let folder = tempfile::tempdir().unwrap();
    let mut office =
        Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2012-03-31"))).unwrap();
    let (branch, member) = office
        .change("登记", |change| {
            let facts = OrganizationFacts {
                name: "一支部".into(),
                kind: OrganizationKind::Branch,
                parent: None,
                domain: None,
                code: None,
                secretary: None,
                phone: None,
                founded_on: None,
                note: None,
            };
            let branch = organizations::store::insert(change, &facts)?;
            let facts = MemberFacts {
                name: "王磊".into(),
                sex: Some(Sex::Male),
                birth_date: Some(day("1970-06-03")),
                ..MemberFacts::default()
            };
            let opening = MembershipEvent {
                kind: EventKind::Opening,
                happened_on: day("2012-01-01"),
                organization: Some(branch),
                standing: Some(Standing::Full),
                category: None,
                post: None,
                note: None,
            };
            Ok((branch, members::store::insert(change, &facts, &opening)?))
        })
        .unwrap();
    (folder, office, branch, member)
}
