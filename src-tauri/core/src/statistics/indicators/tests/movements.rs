//! Who came, who went, and from where.

use super::*;

#[test]
fn a_transfer_out_counts_where_he_left() {
    let mut desk = Desk::open();
    let (organs, lawyers) = (desk.organs, desk.lawyers);
    let id = desk.person("王磊", organs);
    let moved = MembershipEvent { organization: Some(lawyers), ..event(EventKind::Moved, "2012-02-01") };
    desk.happens(id, &moved);
    desk.happens(id, &event(EventKind::TransferredOut, "2012-03-05"));
    let books = desk.books("2012Q1");
    assert_eq!(figure(&books, "movements.transferred_out", &branch(lawyers)), "1");
    assert_eq!(figure(&books, "movements.transferred_out", &branch(organs)), "0");
    assert_eq!(figure(&books, "movements.moved_out", &branch(organs)), "1");
    assert_eq!(figure(&books, "movements.moved_in", &branch(lawyers)), "1");
    assert_eq!(figure(&books, "movements.decrease", &branch(organs)), "1");
    assert_eq!(figure(&books, "movements.increase", &branch(lawyers)), "1");
    assert_eq!(figure(&books, "movements.decrease", &branch(lawyers)), "1");
    assert_eq!(
        figure(&books, "movements.decrease", &Place::Office),
        "1",
        "without the move inside the office"
    );
    assert_eq!(figure(&books, "movements.increase", &Place::Office), "0");

    let decrease = rows(&books, "movements.decrease", &Scope::of(branch(organs)));
    let [row] = decrease.try_into().unwrap();
    assert_eq!((row.kind.as_str(), row.name.as_str()), ("内部调出", "王磊"));
    assert_eq!(row.organization.as_deref(), Some("机关党支部"));
    assert_eq!(
        row.facts,
        [("变动类别", "调出"), ("变动日期", "2012-02-01"), ("对方党组织", "聚鑫律师党支部")]
            .map(|(name, fact)| (name.to_owned(), fact.to_owned()))
    );
}

#[test]
fn a_move_between_two_branches_of_a_place_is_no_increase_of_it() {
    let mut desk = Desk::open();
    let (group, organs, lawyers) = (desk.group, desk.organs, desk.lawyers);
    let cell =
        desk.change(|change| organization(change, "第一党小组", OrganizationKind::Group, Some(organs)));
    let id = desk.person("王磊", organs);
    for (to, on) in [(cell, "2012-02-01"), (lawyers, "2012-03-05")] {
        let moved = MembershipEvent { organization: Some(to), ..event(EventKind::Moved, on) };
        desk.happens(id, &moved);
    }
    let books = desk.books("2012Q1");
    let place = |ids: &[OrganizationId]| Place::Organizations(ids.iter().map(|id| Some(*id)).collect());
    for (name, place, increase, decrease) in [
        ("the branch alone", place(&[organs]), "0", "1"),
        ("its 党小组 alone", place(&[cell]), "1", "1"),
        ("the branch with its 党小组", place(&[organs, cell]), "0", "1"),
        ("the other branch", place(&[lawyers]), "1", "0"),
        ("the top with all below", place(&[group, organs, cell, lawyers]), "0", "0"),
    ] {
        assert_eq!(figure(&books, "movements.increase", &place), increase, "{name}");
        assert_eq!(figure(&books, "movements.decrease", &place), decrease, "{name}");
    }
    let all = place(&[group, organs, cell, lawyers]);
    assert_eq!(figure(&books, "movements.moved_in", &all), "2", "one by one, they add up");
}

#[test]
fn this_period_and_year_to_date_count_each_event_once() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    for (name, on) in [("甲", "2012-02-01"), ("乙", "2012-05-10"), ("丙", "2012-06-30"), ("丁", "2012-07-01")]
    {
        let id = desk.person(name, organs);
        desk.happens(id, &event(EventKind::TransferredOut, on));
    }
    let books = desk.books("2012Q2");
    let over = |span| value(&books, "movements.transferred_out", &Scope::default(), span);
    assert_eq!(over(Span::Period), Value::Count(2));
    assert_eq!(over(Span::Year), Value::Count(3), "丁 leaves after the quarter");
    let start = |span| value(&books, "members.total_at_start", &Scope::default(), span);
    assert_eq!(start(Span::Period), Value::Count(3));
    assert_eq!(start(Span::Year), Value::Unknown, "the books begin on the year's first day");
    let at_start = rows(&books, "members.total_at_start", &Scope::default());
    assert_eq!((at_start[0].kind.as_str(), at_start[0].name.as_str()), ("期初在册党员", "乙"));
}

#[test]
fn suspended_and_then_expelled_decreases_once() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    let id = desk.person("王磊", organs);
    let back = desk.person("丁一", organs);
    desk.happens(id, &event(EventKind::Suspended, "2012-02-01"));
    desk.happens(id, &event(EventKind::Expelled, "2012-05-01"));
    desk.happens(back, &event(EventKind::Suspended, "2012-02-01"));
    desk.happens(back, &event(EventKind::Restored, "2012-06-01"));
    let first = desk.books("2012Q1");
    assert_eq!(figure(&first, "movements.suspended", &Place::Office), "2");
    assert_eq!(figure(&first, "movements.decrease", &Place::Office), "2");
    let second = desk.books("2012Q2");
    assert_eq!(figure(&second, "movements.expelled", &Place::Office), "0");
    assert_eq!(figure(&second, "movements.decrease", &Place::Office), "0");
    assert_eq!(names(&second, "movements.restored"), ["丁一"]);
    assert_eq!(figure(&second, "movements.increase", &Place::Office), "1");
    assert_eq!(figure(&second, "members.total", &Place::Office), "1");
}

#[test]
fn turning_full_and_retiring_change_no_total() {
    let mut desk = Desk::open();
    let organs = desk.organs;
    let admitted = MembershipEvent { organization: Some(organs), ..event(EventKind::Admitted, "2012-02-01") };
    let id = desk.enter(&MemberFacts { name: "吴明".to_owned(), ..MemberFacts::default() }, &admitted);
    desk.person("毛卫国", organs);
    desk.happens(id, &event(EventKind::TurnedFull, "2012-11-20"));
    desk.happens(id, &event(EventKind::Retired, "2012-12-01"));
    let books = desk.books("2012Q4");
    assert_eq!(names(&books, "movements.turned_full"), ["吴明"]);
    assert_eq!(names(&books, "movements.retired"), ["吴明"]);
    assert_eq!(figure(&books, "movements.increase", &Place::Office), "0");
    assert_eq!(figure(&books, "movements.decrease", &Place::Office), "0");
    assert_eq!(value(&books, "movements.admitted", &Scope::default(), Span::Year), Value::Count(1));
}
