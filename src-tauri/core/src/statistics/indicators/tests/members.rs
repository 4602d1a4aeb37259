//! Who is counted on a day.

use super::*;
use crate::members::{Education, Ethnicity, Sex};

fn born(name: &str, on: &str) -> MemberFacts {
    MemberFacts { name: name.to_owned(), birth_date: Some(day(on)), ..MemberFacts::default() }
}

#[test]
fn whoever_joins_in_may_is_not_in_the_first_quarter() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    desk.person("孔静", organs);
    let admitted = MembershipEvent { organization: Some(organs), ..event(EventKind::Admitted, "2012-05-04") };
    desk.enter(&MemberFacts { name: "王磊".to_owned(), ..MemberFacts::default() }, &admitted);
    assert_eq!(desk.figure("members.total", "2012Q1"), "1");
    assert_eq!(desk.figure("members.probationary", "2012Q1"), "0");
    let books = desk.books("2012Q2");
    assert_eq!(figure(&books, "members.total", &Place::Office), "2");
    assert_eq!(figure(&books, "members.full", &Place::Office), "1");
    assert_eq!(names(&books, "members.probationary"), ["王磊"]);
    assert_eq!(figure(&books, "members.total", &branch(organs)), "2");
    assert_eq!(figure(&books, "members.total", &branch(desk.lawyers)), "0");
}

#[test]
fn whoever_retires_in_june_is_serving_in_march() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    let id = desk.person("毛卫国", organs);
    desk.happens(id, &event(EventKind::Retired, "2012-06-30"));
    assert_eq!(desk.figure("members.serving", "2012Q1"), "1");
    assert_eq!(desk.figure("members.retired", "2012Q1"), "0");
    assert_eq!(desk.figure("members.serving", "2012Q2"), "0");
    assert_eq!(desk.figure("members.retired", "2012Q2"), "1");
}

#[test]
fn the_dead_are_counted_until_the_day_before() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    let id = desk.person("毛卫国", organs);
    desk.happens(id, &event(EventKind::Died, "2012-03-31"));
    let before = desk.books_on("2012Q1", "2012-03-30");
    assert_eq!(figure(&before, "members.total", &Place::Office), "1");
    assert_eq!(figure(&before, "movements.died", &Place::Office), "0");
    assert_eq!(desk.figure("members.total", "2012Q1"), "0");
    assert_eq!(desk.figure("movements.died", "2012Q1"), "1");
}

#[test]
fn a_corrected_birth_date_moves_one_person_between_two_bands() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    let id = desk.person_with(organs, &born("孔静", "1976-03-31"));
    desk.person_with(organs, &born("王磊", "1974-01-01"));
    assert_eq!(desk.figure("members.age[36..40]", "2012Q1"), "2", "36 on the birthday itself");
    desk.change(|change| members_store::update(change, id, &born("孔静", "1976-04-01")));
    let books = desk.books("2012Q1");
    assert_eq!(names(&books, "members.age[36..40]"), ["王磊"]);
    assert_eq!(names(&books, "members.age[31..35]"), ["孔静"]);
    let [row] = rows(&books, "members.age[31..35]", &Scope::default()).try_into().unwrap();
    assert_eq!((row.kind.as_str(), row.id, row.organization.as_deref()), ("党员", id.0, Some("机关党支部")));
    assert!(row.facts.contains(&("出生日期".to_owned(), "1976-04-01".to_owned())));
    assert!(row.facts.contains(&("学历".to_owned(), "无数据".to_owned())));
}

#[test]
fn a_leap_birthday_falls_on_the_first_of_march() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    desk.person_with(organs, &born("王磊", "1981-03-01"));
    desk.person_with(organs, &born("孔静", "1980-02-29"));
    for (as_of, thirty, thirty_one, thirty_two) in
        [("2012-02-28", 1, 1, 0), ("2012-02-29", 1, 0, 1), ("2012-03-01", 0, 1, 1)]
    {
        let books = desk.books_on("2012", as_of);
        let count = |key: &str| figure(&books, key, &Place::Office);
        assert_eq!(count("members.age[30..30]"), thirty.to_string(), "{as_of}");
        assert_eq!(count("members.age[31..31]"), thirty_one.to_string(), "{as_of}");
        assert_eq!(count("members.age[32..32]"), thirty_two.to_string(), "{as_of}");
    }
}

#[test]
fn party_age_is_counted_from_turning_full_on_its_anniversary() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    let full = |name: &str, on: &str| MemberFacts {
        name: name.to_owned(),
        joined_on: Some(day("1990-01-01")),
        full_on: Some(day(on)),
        ..MemberFacts::default()
    };
    desk.person_with(organs, &full("孔静", "2002-03-31"));
    desk.person_with(organs, &full("王磊", "2002-04-01"));
    desk.person_with(organs, &full("毛卫国", "2012-05-01"));
    let probationary = MembershipEvent {
        organization: Some(organs),
        standing: Some(Standing::Probationary),
        ..event(EventKind::Opening, "2012-01-01")
    };
    desk.enter(&full("丁一", "2001-01-01"), &probationary);
    desk.person("吴明", organs);

    let books = desk.books("2012Q1");
    assert_eq!(names(&books, "members.party_age[10..19]"), ["孔静"]);
    assert_eq!(names(&books, "members.party_age[9..9]"), ["王磊"]);
    assert_eq!(names(&books, "members.party_age_none"), ["丁一"], "whatever 转正时间 the roster gives");
    assert_eq!(names(&books, "members.party_age_unknown"), ["毛卫国", "吴明"], "2012-05-01 is to come");
    assert_eq!(figure(&books, "members.full", &Place::Office), "4", "a standing comes from events");
    assert_eq!(figure(&desk.books("2012Q2"), "members.party_age[..9]", &Place::Office), "1");
}

#[test]
fn unknown_values_are_groups_of_their_own() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    desk.person("吴明", organs);
    let nothing = event(EventKind::Opening, "2012-01-01");
    desk.enter(&MemberFacts { name: "丁一".to_owned(), ..MemberFacts::default() }, &nothing);
    let other = MemberFacts {
        name: "孔静".to_owned(),
        sex: Some(Sex::Female),
        ethnicity: Ethnicity::from_code(97),
        education: Some(Education::Primary),
        ..MemberFacts::default()
    };
    desk.person_with(organs, &other);
    let books = desk.books("2012Q1");
    for (key, printed) in [
        ("members.sex_unknown", "2"),
        ("members.ethnicity_unknown", "3"),
        ("members.minority", "0"),
        ("members.age_unknown", "3"),
        ("members.education_unknown", "2"),
        ("members.education[初中及以下]", "1"),
        ("members.joined_unknown", "3"),
        ("members.standing_unknown", "1"),
        ("members.category_unknown", "1"),
        ("members.female_rate", "33.33"),
        ("members.minority_rate", "0.00"),
    ] {
        assert_eq!(figure(&books, key, &Place::Office), printed, "{key}");
    }
    let unplaced = Place::Organizations(vec![None]);
    assert_eq!(figure(&books, "members.total", &unplaced), "1");
    assert_eq!(figure(&books, "members.female_rate", &Place::Organizations(Vec::new())), "—");
}

#[test]
fn days_before_the_books_are_unknown_and_said_so() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    desk.person("孔静", organs);
    let books = desk.books_on("2011", "2011-12-31");
    for key in
        ["members.total", "members.female_rate", "movements.died", "movements.increase", "pledges.members"]
    {
        assert_eq!(value(&books, key, &Scope::default(), Span::Period), Value::Unknown, "{key}");
        assert!(rows(&books, key, &Scope::default()).is_empty());
    }
    assert_eq!(
        books.notes(),
        ["党员名册从2012年1月1日起登记，2011年12月31日的党员情况没有记录，党员和党籍变动各项没有数据。"]
    );

    let across = desk.books("2011-12-01..2012-01-31");
    assert_eq!(figure(&across, "members.total", &Place::Office), "1");
    assert_eq!(figure(&across, "movements.opened", &Place::Office), "1");
    assert_eq!(figure(&across, "members.total_at_start", &Place::Office), "—");
    assert_eq!(
        across.notes(),
        ["党员名册从2012年1月1日起登记，本期的党籍变动从该日起计，期初党员数没有数据。"]
    );
    assert!(desk.books("2012Q1").notes().is_empty());
    assert_eq!(figure(&desk.books("2012Q2"), "members.total_at_start", &Place::Office), "1");
}

#[test]
fn the_books_of_an_office_without_opening_begin_with_its_first_event() {
    let mut desk = Desk::open();
    assert_eq!(desk.figure("members.total", "2012Q1"), "—");
    assert_eq!(desk.books("2012Q1").notes(), ["党员名册还没有登记，党员和党籍变动各项没有数据。"]);
    let arrives = MembershipEvent {
        organization: Some(desk.organs),
        standing: Some(Standing::Full),
        ..event(EventKind::TransferredIn, "2012-02-10")
    };
    desk.enter(&MemberFacts { name: "孔静".to_owned(), ..MemberFacts::default() }, &arrives);
    assert_eq!(desk.figure("members.total", "2012Q1"), "1");
    assert_eq!(desk.figure("movements.transferred_in", "2012Q1"), "1");
    assert_eq!(desk.figure("members.total", "2012-01"), "—");
}

#[test]
fn a_day_outside_the_period_is_said_and_days_to_come_are_unknown() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    let id = desk.person("孔静", organs);
    desk.happens(id, &event(EventKind::TransferredOut, "2012-05-10"));
    let after = desk.books_on("2012Q1", "2012-06-30");
    assert_eq!(figure(&after, "members.total", &Place::Office), "0");
    assert_eq!(
        figure(&after, "movements.transferred_out", &Place::Office),
        "0",
        "May lies outside the quarter"
    );
    assert_eq!(after.notes().len(), 1);
    assert!(after.notes()[0].starts_with("截止日期2012年6月30日不在统计时段内"), "{:?}", after.notes());

    let to_come = desk.books_on("2012Q3", "2012-04-01");
    assert_eq!(figure(&to_come, "members.total", &Place::Office), "1");
    for key in [
        "movements.transferred_out",
        "members.total_at_start",
        "organizations.founded",
        "pledges.fulfilled_in",
        "evaluations.members.due",
        "evaluations.members.valid",
        "evaluations.meetings",
        "honours.total",
    ] {
        assert_eq!(figure(&to_come, key, &Place::Office), "—", "{key}");
    }
}
