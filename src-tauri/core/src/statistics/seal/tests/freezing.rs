//! From a filled report to what is kept of it.

use super::*;
use crate::statistics::{
    books::{Books, Place, Scope},
    indicators,
    layout::Layout,
    report::{Figure, Grid, Report, Role, Row},
};

#[test]
fn what_happened_after_the_day_is_no_fact_of_the_day() {
    let (_folder, mut office, _, member) = office();
    let frozen = |office: &Office| {
        let period = Period::parse("2012Q1").unwrap();
        let books = Books::read(office.read(), &period, day("2012-01-31")).unwrap();
        let total = indicators::find("members.total").unwrap();
        let office = Scope::default();
        let rows = total.rows(&books, &office, Span::Period);
        rows[0].record.freeze(&books)
    };
    let before = frozen(&office);
    assert!(before.facts.contains(&("转正时间".into(), "无数据".into())), "{before:?}");
    office
        .change("更正", |change| {
            let facts = members::store::get(change, member, day("2012-03-31"))?.unwrap().facts;
            members::store::update(change, member, &MemberFacts { full_on: Some(day("2012-02-10")), ..facts })
        })
        .unwrap();
    assert_eq!(frozen(&office), before);
}

const LAYOUT: &str = r#"
key = "small"
version = 1
name = "小表"
about = "测试"
title = "小表"
[[table]]
label = "党支部"
columns = [
  { head = "党员", columns = [
    { head = "合计", indicator = "members.total" },
    { head = "正式\n党员", indicator = "members.full" } ] },
  { head = "备注", by-hand = true } ]
[[table.section]]
name = "党支部"
rows = "党支部"
total = "合计"
"#;

fn report(books: &Books, branch: OrganizationId) -> Report {
    let layout: Layout = toml::from_str(LAYOUT).unwrap();
    let row = |role, name: &str, place| {
        let scope = Scope::of(place);
        let counted = |key: &str| Figure::Counted {
            indicator: key.into(),
            span: Span::Period,
            value: indicators::find(key).unwrap().value(books, &scope, Span::Period),
        };
        let figures = match role {
            Role::Section => Vec::new(),
            _ => vec![counted("members.total"), counted("members.full"), Figure::ByHand],
        };
        Row { role, section: 0, number: String::new(), name: name.into(), scope: scope.clone(), figures }
    };
    let rows = vec![
        row(Role::Section, "党支部", Place::Office),
        row(Role::Line, "一支部", Place::Organizations(vec![Some(branch)])),
        row(Role::Total, "合计", Place::Office),
    ];
    Report {
        layout,
        unit: "县司法局党组".into(),
        period: books.window.period.clone(),
        as_of: books.window.as_of,
        tables: vec![Grid { lead: None, rows }],
        notes: vec!["注".into()],
        failures: Vec::new(),
    }
}

#[test]
fn figures_are_frozen_with_the_rows_behind_them_each_record_once() {
    let (_folder, office, branch, member) = office();
    let books = Books::read(office.read(), &Period::parse("2012Q1").unwrap(), day("2012-03-31")).unwrap();
    let frozen = freeze(&[report(&books, branch)], &books).unwrap();
    let table = &frozen.tables[0];
    assert_eq!((table.name.as_str(), table.rows.len()), ("小表", 2));
    assert_eq!(table.columns, ["党员·合计", "党员·正式党员", "备注"]);
    assert_eq!(frozen.records.len(), 1);
    assert_eq!((frozen.records[0].kind.as_str(), frozen.records[0].id), ("党员", member.0));
    assert_eq!(
        (frozen.records[0].name.as_str(), frozen.records[0].organization.as_deref()),
        ("王磊", Some("一支部"))
    );
    for row in &table.rows {
        let figure = row.figures[0].as_ref().unwrap();
        assert_eq!((figure.printed.as_str(), figure.rows.as_slice()), ("1", [(0, 1)].as_slice()));
        assert_eq!(row.figures[2], None);
    }
    assert_eq!(frozen.notes, ["注"]);
}

#[test]
fn a_renamed_branch_is_the_same_row() {
    let (_folder, office, branch, _) = office();
    let books = Books::read(office.read(), &Period::parse("2012Q1").unwrap(), day("2012-03-31")).unwrap();
    let before = report(&books, branch);
    let mut after = before.clone();
    after.tables[0].rows[1].name = "第一支部".into();
    let difference = difference(&freeze(&[before], &books).unwrap(), &freeze(&[after], &books).unwrap());
    assert!(difference.is_empty(), "{difference:?}");
}

#[test]
fn papers_of_several_branches_keep_their_tables_apart() {
    let (_folder, office, branch, _) = office();
    let books = Books::read(office.read(), &Period::parse("2012Q1").unwrap(), day("2012-03-31")).unwrap();
    let one = Report { unit: "一支部".into(), ..report(&books, branch) };
    let two = Report { unit: "二支部".into(), ..one.clone() };
    let frozen = freeze(&[one, two], &books).unwrap();
    let names: Vec<&str> = frozen.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["一支部　小表", "二支部　小表"]);
    assert_eq!(frozen.notes, ["注"], "a note of all stands once");
}
