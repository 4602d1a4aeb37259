//! What a seal and the records differ in.

use super::*;

/// `row column name change facts` of each changed row.
fn told(difference: &Difference) -> Vec<String> {
    let row = |row: &RowDifference| {
        let facts: Vec<String> =
            row.facts.iter().map(|fact| format!(" {} {}→{}", fact.fact, fact.sealed, fact.now)).collect();
        format!("{} {} {} {}{}", row.row, row.column, row.name, row.change, facts.concat())
    };
    difference.rows.iter().map(row).collect()
}

fn figures(difference: &Difference) -> Vec<String> {
    let shown = |text: &Option<String>| text.clone().unwrap_or_default();
    let figure = |figure: &FigureDifference| {
        format!("{} {} {}→{}", figure.row, figure.column, shown(&figure.sealed), shown(&figure.now))
    };
    difference.figures.iter().map(figure).collect()
}

#[test]
fn the_same_content_differs_in_nothing() {
    let sealed = content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[0], &[])]);
    assert!(difference(&sealed, &sealed).is_empty());
    // The place of a record in the list means nothing.
    let two = vec![person(2, "李梅", "1985-01-01"), person(1, "王磊", "1970-06-03")];
    let mut turned = two.clone();
    turned.reverse();
    let (one, other) =
        (content(two, &[("一支部", &[0, 1], &[0])]), content(turned, &[("一支部", &[1, 0], &[1])]));
    assert!(difference(&one, &other).is_empty());
}

#[test]
fn a_corrected_birth_date_is_told_where_it_moves_a_figure_and_nowhere_else() {
    let sealed = content(
        vec![person(1, "王磊", "1970-06-03"), person(2, "李梅", "1985-01-01")],
        &[("一支部", &[0, 1], &[1])],
    );
    let now = content(
        vec![person(1, "王磊", "1982-06-03"), person(2, "李梅", "1985-01-01")],
        &[("一支部", &[0, 1], &[0, 1])],
    );
    let found = difference(&sealed, &now);
    assert_eq!(figures(&found), ["一支部 30岁及以下 1→2"]);
    assert_eq!(told(&found), ["一支部 30岁及以下 王磊 新增 出生日期 1970-06-03→1982-06-03"]);
    assert_eq!((found.rows[0].sealed, found.rows[0].now), (None, Some(1)));
    let back = difference(&now, &sealed);
    assert_eq!(told(&back), ["一支部 30岁及以下 王磊 移出 出生日期 1982-06-03→1970-06-03"]);
}

#[test]
fn a_fact_that_moves_no_figure_is_told_once() {
    let sealed =
        content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[0], &[]), ("合计", &[0], &[])]);
    let mut now =
        content(vec![person(1, "王垒", "1970-06-30")], &[("一支部", &[0], &[]), ("合计", &[0], &[])]);
    now.records[0].facts.push(("学历".into(), "大专".into()));
    let found = difference(&sealed, &now);
    assert_eq!(figures(&found), [""; 0]);
    assert_eq!(
        told(&found),
        ["一支部 党员数 王磊 变动 名称 王磊→王垒 出生日期 1970-06-03→1970-06-30 学历 —→大专"]
    );
    assert!(!found.is_empty());
}

#[test]
fn a_member_found_to_have_been_elsewhere_leaves_one_row_and_enters_another() {
    let sealed =
        content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[0], &[]), ("二支部", &[], &[])]);
    let now = content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[], &[]), ("二支部", &[0], &[])]);
    let found = difference(&sealed, &now);
    assert_eq!(figures(&found), ["一支部 党员数 1→0", "二支部 党员数 0→1"]);
    assert_eq!(told(&found), ["一支部 党员数 王磊 移出", "二支部 党员数 王磊 新增"]);
}

#[test]
fn a_row_that_only_one_side_has_is_told_with_its_records() {
    let sealed = content(vec![], &[("一支部", &[], &[])]);
    let now = content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[], &[]), ("二支部", &[0], &[])]);
    let found = difference(&sealed, &now);
    assert_eq!(figures(&found), ["二支部 党员数 →1", "二支部 30岁及以下 →0"]);
    assert_eq!(told(&found), ["二支部 党员数 王磊 新增"]);
    assert_eq!(figures(&difference(&now, &sealed)), ["二支部 党员数 1→", "二支部 30岁及以下 0→"]);
}

#[test]
fn a_record_that_counts_for_more_is_a_change() {
    let sealed = content(vec![person(1, "一支部承诺", "1970-06-03")], &[("一支部", &[0], &[])]);
    let mut now = sealed.clone();
    let figure = now.tables[0].rows[0].figures[0].as_mut().unwrap();
    (figure.rows[0].1, figure.value, figure.printed) = (3, Value::Count(3), "3".into());
    let found = difference(&sealed, &now);
    assert_eq!(told(&found), ["一支部 党员数 一支部承诺 变动"]);
    assert_eq!((found.rows[0].sealed, found.rows[0].now), (Some(1), Some(3)));
}

/// An evaluation over the quarter and over the year is one record with two sets of facts.
#[test]
fn a_record_is_compared_within_its_figure() {
    let voted = |count: &str| FrozenRecord {
        kind: "评议结果".into(),
        facts: vec![("有效".into(), count.into())],
        ..person(1, "王磊", "")
    };
    let sealed = content(vec![voted("40"), voted("90")], &[("本季", &[0], &[]), ("累计", &[1], &[])]);
    assert!(difference(&sealed, &sealed).is_empty());
    let now = content(vec![voted("40"), voted("91")], &[("本季", &[0], &[]), ("累计", &[1], &[])]);
    assert_eq!(told(&difference(&sealed, &now)), ["累计 党员数 王磊 变动 有效 90→91"]);
}

#[test]
fn a_pledge_that_was_fulfilled_since_is_no_correction() {
    let pledge = |status: &str| FrozenRecord {
        kind: "承诺事项".into(),
        facts: vec![("兑现状态".into(), status.into())],
        ..person(1, "王磊", "")
    };
    let sealed = content(vec![pledge("推进中")], &[("一支部", &[0], &[0])]);
    let now = content(vec![pledge("已兑现")], &[("一支部", &[0], &[0])]);
    assert!(difference(&sealed, &now).is_empty());
    // Where the state is what is counted, the figure tells.
    let moved = content(vec![pledge("已兑现")], &[("一支部", &[0], &[])]);
    assert_eq!(told(&difference(&sealed, &moved)), ["一支部 30岁及以下 王磊 移出 兑现状态 推进中→已兑现"]);
}

#[test]
fn a_period_is_filed_by_its_shortest_name() {
    for (written, filed) in [
        ("2012q1", "2012Q1"),
        ("2012-01-01..2012-03-31", "2012Q1"),
        ("2012-01-01..2012-12-31", "2012"),
        ("2012h2", "2012H2"),
        ("2012-03-01..2012-03-31", "2012-03"),
        ("2012-02-01..2012-03-15", "2012-02-01..2012-03-15"),
    ] {
        assert_eq!(period_text(&Period::parse(written).unwrap()), filed);
    }
}
