//! Stories of members and their events, on a real file.

use chrono::NaiveDate;

use super::*;
use crate::{
    Error, ErrorCode, Office, Result,
    clock::Clock,
    organizations::{self, OrganizationFacts, OrganizationKind},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An office on 1 July 2012 with two branches.
struct Desk {
    office: Office,
    first: OrganizationId,
    second: OrganizationId,
    _folder: tempfile::TempDir,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let mut office =
        Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2012-07-01"))).unwrap();
    let branch = |name: &str| OrganizationFacts {
        name: name.to_owned(),
        kind: OrganizationKind::Branch,
        parent: None,
        domain: None,
        code: None,
        secretary: None,
        phone: None,
        founded_on: None,
        note: None,
    };
    let (first, second) = office
        .change("登记党组织", |change| {
            Ok((
                organizations::store::insert(change, &branch("第一党支部"))?,
                organizations::store::insert(change, &branch("第二党支部"))?,
            ))
        })
        .unwrap();
    Desk { office, first, second, _folder: folder }
}

fn event(kind: EventKind, on: &str) -> MembershipEvent {
    MembershipEvent {
        kind,
        happened_on: day(on),
        organization: None,
        standing: None,
        category: None,
        post: None,
        note: None,
    }
}

fn named(name: &str) -> MemberFacts {
    MemberFacts { name: name.to_owned(), ..MemberFacts::default() }
}

impl Desk {
    fn opening(&self, on: &str, standing: Standing) -> MembershipEvent {
        MembershipEvent {
            organization: Some(self.first),
            standing: Some(standing),
            category: Some(Category::Serving),
            ..event(EventKind::Opening, on)
        }
    }

    fn register(&mut self, facts: &MemberFacts, first: &MembershipEvent) -> Result<MemberId> {
        self.office.change("登记党员", |change| store::insert(change, facts, first))
    }

    fn full_member(&mut self, name: &str) -> MemberId {
        let opening = self.opening("2012-01-01", Standing::Full);
        self.register(&named(name), &opening).unwrap()
    }

    fn probationer(&mut self, name: &str) -> MemberId {
        let opening = self.opening("2012-01-01", Standing::Probationary);
        self.register(&named(name), &opening).unwrap()
    }

    fn record(&mut self, id: MemberId, event: &MembershipEvent) -> Result<()> {
        self.office.change("登记党籍变动", |change| store::record(change, id, event))
    }

    fn refused(&mut self, id: MemberId, event: &MembershipEvent, sentence: &str) {
        let error = self.record(id, event).unwrap_err();
        assert_eq!((error.code, error.message.as_str()), (ErrorCode::Refused, sentence));
        assert!(error.hint.is_some());
    }

    fn names_on(&self, on: &str) -> Vec<String> {
        store::members_on(self.office.read(), day(on)).unwrap().into_iter().map(|m| m.facts.name).collect()
    }

    fn state(&self, id: MemberId, on: &str) -> Membership {
        store::get(self.office.read(), id, day(on)).unwrap().unwrap().membership
    }
}

#[test]
fn leaving_in_march_still_counts_in_january() {
    let mut desk = desk();
    let wang = desk.full_member("王磊");
    desk.full_member("李敏");
    desk.record(wang, &event(EventKind::TransferredOut, "2012-03-20")).unwrap();
    assert_eq!(desk.names_on("2012-01-31"), ["王磊", "李敏"]);
    assert_eq!(desk.names_on("2012-03-19"), ["王磊", "李敏"]);
    assert_eq!(desk.names_on("2012-03-20"), ["李敏"]);
    let everyone = store::everyone(desk.office.read(), day("2012-04-01")).unwrap();
    assert_eq!(everyone.len(), 2);
    assert_eq!(everyone[0].membership.left, Some((EventKind::TransferredOut, day("2012-03-20"))));
    assert_eq!(everyone[0].membership.organization, Some(desk.first), "the last branch stays known");
}

#[test]
fn a_probationer_who_turned_full_is_counted_once() {
    let mut desk = desk();
    let id = desk.probationer("赵晨");
    desk.record(id, &event(EventKind::TurnedFull, "2012-05-10")).unwrap();
    assert_eq!(desk.names_on("2012-06-01"), ["赵晨"]);
    assert_eq!(desk.state(id, "2012-05-09").standing, Some(Standing::Probationary));
    assert_eq!(desk.state(id, "2012-05-10").standing, Some(Standing::Full));
    let member = store::get(desk.office.read(), id, day("2012-06-01")).unwrap().unwrap();
    assert_eq!(member.facts.full_on, Some(day("2012-05-10")), "转正时间 follows the event");
}

#[test]
fn the_date_from_the_personnel_file_is_not_overwritten_by_the_event() {
    let mut desk = desk();
    let opening = desk.opening("2012-01-01", Standing::Probationary);
    let facts = MemberFacts { full_on: Some(day("2012-05-01")), ..named("赵晨") };
    let id = desk.register(&facts, &opening).unwrap();
    desk.record(id, &event(EventKind::TurnedFull, "2012-05-10")).unwrap();
    let member = store::get(desk.office.read(), id, day("2012-06-01")).unwrap().unwrap();
    assert_eq!(member.facts.full_on, Some(day("2012-05-01")));
}

#[test]
fn before_the_books_open_nothing_is_known() {
    let mut desk = desk();
    assert_eq!(store::books_opened_on(desk.office.read()).unwrap(), None);
    let id = desk.full_member("王磊");
    assert_eq!(store::books_opened_on(desk.office.read()).unwrap(), Some(day("2012-01-01")));
    assert!(desk.names_on("2011-12-31").is_empty());
    assert_eq!(store::get(desk.office.read(), id, day("2011-12-31")).unwrap(), None);
    desk.refused(
        id,
        &event(EventKind::TransferredOut, "2011-12-31"),
        "变动日期早于该党员入册的日期（2012年1月1日）",
    );
}

#[test]
fn suspended_members_are_not_counted_until_restored() {
    let mut desk = desk();
    let id = desk.full_member("王磊");
    desk.record(id, &event(EventKind::Suspended, "2012-02-01")).unwrap();
    desk.record(id, &event(EventKind::Restored, "2012-04-01")).unwrap();
    assert_eq!(desk.names_on("2012-03-31"), Vec::<String>::new());
    assert_eq!(desk.names_on("2012-04-01"), ["王磊"]);
    assert_eq!(desk.state(id, "2012-04-01").standing, Some(Standing::Full));
}

#[test]
fn an_event_of_the_past_takes_its_place_among_the_others() {
    let mut desk = desk();
    let id = desk.full_member("王磊");
    desk.record(id, &event(EventKind::TransferredOut, "2012-05-01")).unwrap();
    let moved = MembershipEvent { organization: Some(desk.second), ..event(EventKind::Moved, "2012-03-01") };
    desk.record(id, &moved).unwrap();
    assert_eq!(desk.state(id, "2012-02-28").organization, Some(desk.first));
    assert_eq!(desk.state(id, "2012-04-30").organization, Some(desk.second));
    assert_eq!(desk.state(id, "2012-05-01").left, Some((EventKind::TransferredOut, day("2012-05-01"))));
    // But one that would make nonsense of what came later is refused.
    desk.refused(
        id,
        &event(EventKind::Died, "2012-04-01"),
        "该党员已于2012年4月1日去世，不能再登记此后的变动",
    );
}

#[test]
fn posts_and_retirement_follow_their_events() {
    let mut desk = desk();
    let id = desk.full_member("王磊");
    let post = |kind, on, post: &str| MembershipEvent { post: Some(post.to_owned()), ..event(kind, on) };
    desk.record(id, &post(EventKind::Appointed, "2012-02-01", "书记")).unwrap();
    desk.record(id, &post(EventKind::Relieved, "2012-04-01", "书记")).unwrap();
    desk.record(id, &event(EventKind::Retired, "2012-04-01")).unwrap();
    assert_eq!(desk.state(id, "2012-03-01").post.as_deref(), Some("书记"));
    let after = desk.state(id, "2012-04-01");
    assert_eq!((after.post, after.category), (None, Some(Category::Retired)));
}

#[test]
fn every_impossible_event_has_its_own_sentence() {
    let mut desk = desk();
    let full = desk.full_member("王磊");
    let (first, second) = (desk.first, desk.second);
    let into = |kind, on, branch| MembershipEvent { organization: Some(branch), ..event(kind, on) };
    let post =
        |kind, post: &str| MembershipEvent { post: Some(post.to_owned()), ..event(kind, "2012-02-01") };
    for (wrong, sentence) in [
        (event(EventKind::TurnedFull, "2012-02-01"), "该党员不是预备党员，不能登记“转正”"),
        (event(EventKind::ProbationExtended, "2012-02-01"), "该党员不是预备党员，不能登记“延长预备期”"),
        (event(EventKind::Died, "2012-07-02"), "变动日期2012年7月2日晚于今天"),
        (event(EventKind::Opening, "2012-02-01"), "该党员已有期初登记，不能再次期初登记"),
        (into(EventKind::Admitted, "2012-02-01", second), "该党员已在册，不能再登记“接收预备”"),
        (into(EventKind::TransferredIn, "2012-02-01", second), "该党员已在册，不能再登记“转入”"),
        (event(EventKind::TransferredIn, "2012-02-01"), "登记“转入”须写明所在党支部"),
        (event(EventKind::Restored, "2012-02-01"), "只有停止党籍或出党的党员才能恢复党籍"),
        (event(EventKind::Moved, "2012-02-01"), "登记“内部调动”须写明所在党支部"),
        (into(EventKind::Moved, "2012-02-01", first), "该党员已在这个党支部，无需调动"),
        (event(EventKind::Appointed, "2012-02-01"), "登记任职须写明党内职务"),
        (post(EventKind::Relieved, "书记"), "该党员没有担任这一党内职务，不能登记免职"),
        (event(EventKind::Serving, "2012-02-01"), "该党员已是“在职”，无需再登记"),
    ] {
        desk.refused(full, &wrong, sentence);
    }
    let retired = desk.full_member("李敏");
    desk.record(retired, &event(EventKind::Retired, "2012-02-01")).unwrap();
    desk.refused(retired, &event(EventKind::Retired, "2012-03-01"), "该党员已是“离退休”，无需再登记");
}

#[test]
fn nobody_leaves_twice_and_the_dead_stay_dead() {
    let mut desk = desk();
    let gone = desk.full_member("王磊");
    desk.record(gone, &event(EventKind::TransferredOut, "2012-02-01")).unwrap();
    for kind in [EventKind::TransferredOut, EventKind::Expelled, EventKind::Died, EventKind::Retired] {
        desk.refused(gone, &event(kind, "2012-03-01"), "该党员已于2012年2月1日转出，不能再登记此项变动");
    }
    desk.refused(gone, &event(EventKind::Restored, "2012-03-01"), "只有停止党籍或出党的党员才能恢复党籍");
    let back =
        MembershipEvent { organization: Some(desk.second), ..event(EventKind::TransferredIn, "2012-06-01") };
    desk.record(gone, &back).unwrap();
    let state = desk.state(gone, "2012-06-01");
    assert_eq!(
        (state.left, state.organization, state.standing),
        (None, Some(desk.second), Some(Standing::Full))
    );

    let dead = desk.full_member("李敏");
    desk.record(dead, &event(EventKind::Died, "2012-02-01")).unwrap();
    for kind in EventKind::ALL
        .iter()
        .filter(|kind| !matches!(kind, EventKind::Admitted | EventKind::TransferredIn | EventKind::Moved))
    {
        desk.refused(dead, &event(*kind, "2012-03-01"), "该党员已于2012年2月1日去世，不能再登记此后的变动");
    }
}

#[test]
fn an_expelled_member_can_be_restored_or_admitted_anew() {
    let mut desk = desk();
    let id = desk.full_member("王磊");
    desk.record(id, &event(EventKind::Suspended, "2012-02-01")).unwrap();
    desk.record(id, &event(EventKind::Expelled, "2012-03-01")).unwrap();
    assert_eq!(desk.state(id, "2012-03-01").left, Some((EventKind::Expelled, day("2012-03-01"))));
    let anew =
        MembershipEvent { organization: Some(desk.second), ..event(EventKind::Admitted, "2012-06-01") };
    desk.record(id, &anew).unwrap();
    assert_eq!(desk.state(id, "2012-06-01").standing, Some(Standing::Probationary));
}

#[test]
fn the_first_event_brings_a_member_in() {
    let mut desk = desk();
    let error = desk.register(&named("王磊"), &event(EventKind::TurnedFull, "2012-02-01")).unwrap_err();
    assert_eq!(error.message, "该党员还没有登记入册，不能先登记“转正”");
    let admitted =
        MembershipEvent { organization: Some(desk.first), ..event(EventKind::Admitted, "2012-02-01") };
    let id = desk.register(&named("王磊"), &admitted).unwrap();
    let member = store::get(desk.office.read(), id, day("2012-02-01")).unwrap().unwrap();
    assert_eq!(member.membership.standing, Some(Standing::Probationary));
    assert_eq!(member.facts.joined_on, Some(day("2012-02-01")));
    let error = desk.record(MemberId(99), &event(EventKind::Died, "2012-02-01")).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::NotFound, "该党员不存在"));
}

#[test]
fn a_wrong_event_is_corrected_or_removed_where_the_rest_still_makes_sense() {
    let mut desk = desk();
    let id = desk.probationer("赵晨");
    desk.record(id, &event(EventKind::TurnedFull, "2012-05-10")).unwrap();
    desk.record(id, &event(EventKind::TransferredOut, "2012-06-10")).unwrap();
    let recorded = store::events(desk.office.read(), id).unwrap();
    let (opening, turned, left) = (recorded[0].0, recorded[1].0, recorded[2].0);

    let corrected = event(EventKind::TurnedFull, "2012-05-20");
    desk.office.change("更正", |change| store::correct_event(change, turned, &corrected)).unwrap();
    let member = store::get(desk.office.read(), id, day("2012-05-19")).unwrap().unwrap();
    assert_eq!(member.membership.standing, Some(Standing::Probationary));
    assert_eq!(member.facts.full_on, Some(day("2012-05-20")), "转正时间 follows the correction");

    let nonsense = event(EventKind::TurnedFull, "2012-06-20");
    let error =
        desk.office.change("更正", |change| store::correct_event(change, turned, &nonsense)).unwrap_err();
    assert_eq!(error.message, "该党员已于2012年6月10日转出，不能再登记此项变动");

    let error = desk.office.change("删除", |change| store::remove_event(change, opening)).unwrap_err();
    assert_eq!(error.message, "这是该党员入册的登记，不能删除");
    desk.office.change("删除", |change| store::remove_event(change, left)).unwrap();
    desk.office.change("删除", |change| store::remove_event(change, turned)).unwrap();
    let member = store::get(desk.office.read(), id, day("2012-06-30")).unwrap().unwrap();
    assert_eq!((member.membership.left, member.facts.full_on), (None, None));
    let error = desk.office.change("删除", |change| store::remove_event(change, turned)).unwrap_err();
    assert_eq!(error.message, "该项变动不存在");
}

#[test]
fn an_id_number_belongs_to_one_person() {
    let mut desk = desk();
    let opening = desk.opening("2012-01-01", Standing::Full);
    let with =
        |name: &str, number: &str| MemberFacts { id_number: IdNumber::parse(number).ok(), ..named(name) };
    let wang = desk.register(&with("王磊", "130503196704010016"), &opening).unwrap();
    let taken = "公民身份证号码130503********0016已登记在“王磊”名下";
    let error = desk.register(&with("王小磊", "130503196704010016"), &opening).unwrap_err();
    assert_eq!(error.message, taken);
    let error = desk.register(&with("王小磊", "130503670401001"), &opening).unwrap_err();
    assert_eq!(
        error.message, "公民身份证号码130503*****1001已登记在“王磊”名下",
        "the legacy number is the same person"
    );
    let li = desk.full_member("李敏");
    let error = desk
        .office
        .change("更新", |change| store::update(change, li, &with("李敏", "130503196704010016")))
        .unwrap_err();
    assert_eq!(error.message, taken);
    desk.office
        .change("更新", |change| store::update(change, wang, &with("王　磊", "130503196704010016")))
        .unwrap();
    assert_eq!(store::get(desk.office.read(), wang, day("2012-02-01")).unwrap().unwrap().facts.name, "王磊");
    let error = desk.register(&named("　"), &opening).unwrap_err();
    assert_eq!(error.message, "姓名不能为空");
}

#[test]
fn a_name_that_fits_two_people_lists_both_without_giving_their_numbers_away() {
    let mut desk = desk();
    let opening = desk.opening("2012-01-01", Standing::Full);
    let number = IdNumber::parse("11010519491231002X").ok();
    desk.register(&MemberFacts { id_number: number, ..named("王磊") }, &opening).unwrap();
    let second = MembershipEvent { organization: Some(desk.second), ..opening };
    desk.register(&named("王磊"), &second).unwrap();
    desk.full_member("李敏");

    let find = |desk: &Desk, text: &str| {
        let organizations = organizations::store::all(desk.office.read())?;
        store::find(desk.office.read(), text, day("2012-03-01"), &organizations)
    };
    assert_eq!(find(&desk, "李 敏").unwrap().facts.name, "李敏");
    assert_eq!(find(&desk, "11010519491231002x").unwrap().id, MemberId(1));
    let error = find(&desk, "王磊").unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::Ambiguous, "有2名党员叫“王磊”"));
    assert_eq!(error.details, ["王磊，第一党支部，110105********002X", "王磊，第二党支部，未登记身份证号码"]);
    let error = find(&desk, "王雷").unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::NotFound, "党员名册里没有“王雷”"));
    let error: Error = find(&desk, "990101197001010028").unwrap_err();
    assert!(!error.message.contains("990101"), "{}", error.message);
}

#[test]
fn every_fact_comes_back_as_it_was_written() {
    let mut desk = desk();
    let facts = MemberFacts {
        name: "宋㛃".to_owned(),
        sex: Some(Sex::Female),
        ethnicity: Ethnicity::parse("回"),
        birth_date: Some(day("1970-01-01")),
        id_number: IdNumber::parse("990101197001010028").ok(),
        education: Some(Education::Bachelor),
        joined_on: Some(day("1995-07-01")),
        full_on: Some(day("1996-07-01")),
        worked_on: Some(day("1992-08-01")),
        native_place: Some("某省某县".to_owned()),
        job: Some("科员".to_owned()),
        phone: Some("19900000001".to_owned()),
        address: Some("某街1号".to_owned()),
        note: Some("备注".to_owned()),
    };
    let opening = MembershipEvent {
        post: Some("书记".to_owned()),
        note: Some("建账".to_owned()),
        ..desk.opening("2012-01-01", Standing::Full)
    };
    let id = desk.register(&facts, &opening).unwrap();
    let member = store::members_on(desk.office.read(), day("2012-07-01")).unwrap().remove(0);
    assert_eq!((member.id, &member.facts), (id, &facts));
    assert_eq!(store::events(desk.office.read(), id).unwrap()[0].1, opening);
    let changed = MemberFacts { name: "宋洁".to_owned(), ..MemberFacts::default() };
    desk.office.change("更新", |change| store::update(change, id, &changed)).unwrap();
    assert_eq!(store::get(desk.office.read(), id, day("2012-07-01")).unwrap().unwrap().facts, changed);
}

#[test]
fn the_office_keeps_its_own_place_for_a_character() {
    let mut desk = desk();
    let order = |desk: &Desk| store::name_order(desk.office.read()).unwrap();
    assert!(order(&desk).key("王𡈽") > order(&desk).key("王魏"));
    desk.office.change("笔画", |change| store::set_name_place(change, '𡈽', Some("1214"))).unwrap();
    assert!(order(&desk).key("王𡈽") < order(&desk).key("王魏"));
    desk.office.change("笔画", |change| store::set_name_place(change, '𡈽', None)).unwrap();
    assert!(order(&desk).key("王𡈽") > order(&desk).key("王魏"));
    assert!(desk.office.change("笔画", |change| store::set_name_place(change, '𡈽', Some("土"))).is_err());
}
