//! Piles of ballots while they are entered, and what remains of them.

use super::*;
use crate::{
    evaluations::{
        BatchId, EvaluationId,
        batch::{Batch, Place, detail},
        marks::decode,
        store::{
            CategoryHead, Opening, add_line, add_subject, batch, batches, close, correct, discard, expect,
            insert_meeting, open, remove_last, remove_meeting, remove_subjects, reread, sheets, type_counts,
        },
    },
    members::MemberFacts,
    progress::Silent,
};

fn today() -> NaiveDate {
    day("2012-03-20")
}

fn put(office: &mut Office, subjects: &[Subject], scheme: &Scheme) -> Vec<EvaluationId> {
    office
        .change("登记评议会", |change| {
            let meeting = match find_meeting(change, "PY-01", 2012)? {
                Some(meeting) => meeting.id,
                None => insert_meeting(change, &meeting_facts())?,
            };
            for subject in subjects {
                add_subject(change, meeting, *subject, scheme)?;
            }
            Ok(evaluations(change, meeting)?.into_iter().map(|one| one.id).collect())
        })
        .unwrap()
}

/// An open batch for 机关党支部.
fn ground(office: &mut Office) -> (EvaluationId, Batch, Scheme) {
    let scheme = scheme("organization-004");
    let subject = Subject::Organization(office.change("登记党支部", branch).unwrap());
    let id = put(office, &[subject], &scheme)[0];
    let opening = Opening { subjects: &[id], category: None, expected: Some(3) };
    let opened = office.draft(|draft| open(draft, &opening, today())).unwrap();
    (id, batch(office.read(), opened).unwrap(), scheme)
}

fn add(
    office: &mut Office,
    batch: &Batch,
    scheme: &Scheme,
    place: (u64, usize),
    number: Option<&str>,
    marks: &str,
) -> Result<()> {
    let place = Place { sheet: place.0, line: place.1 };
    let marks = decode(marks).unwrap();
    office.draft(|draft| add_line(draft, batch, scheme, place, "党员", number, &marks))
}

fn bytes(office: &Office) -> Vec<u8> {
    ["office.db", "office.db-wal"]
        .iter()
        .filter_map(|name| std::fs::read(office.folder().join(name)).ok())
        .flatten()
        .collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_closed_batch_leaves_patterns_and_neither_order_nor_numbers() {
    let (_folder, mut office) = office();
    let (id, batch, scheme) = ground(&mut office);
    for (sheet, marks) in ["211111", "111111", "1x1-11", "211111"].iter().enumerate() {
        add(&mut office, &batch, &scheme, (sheet as u64 + 1, 0), Some(&format!("票号0077{sheet}")), marks)
            .unwrap();
    }
    assert!(holds(&bytes(&office), "票号00772"), "it must survive a power cut");
    let history = office.history(None).unwrap().len();
    let closed = office
        .change("录入评议票", |change| {
            let closed = close(change, batch.id)?;
            change.describe(detail(&closed));
            Ok(closed)
        })
        .unwrap();
    office.empty_log();
    assert_eq!(
        ballots(office.read(), id).unwrap(),
        [ballot("党员", "111111", 1), ballot("党员", "1x1-11", 1), ballot("党员", "211111", 2)]
    );
    assert!(!holds(&bytes(&office), "票号0077"), "no number is found in the file or its log");
    let entry = &office.history(Some(1)).unwrap()[0];
    assert_eq!(office.history(None).unwrap().len(), history + 1, "one entry for the whole pile");
    let said = entry.detail.as_deref().unwrap();
    assert_eq!((entry.name.as_str(), closed.sheets), ("录入评议票", 4));
    assert_eq!(said, format!("4张（应录3张），SHA-256 {}", closed.hash));
    assert!(batches(office.read()).unwrap().is_empty());
    assert!(office.verify(&Silent).unwrap().ok);

    assert_eq!(office.undo().unwrap(), "录入评议票");
    assert!(ballots(office.read(), id).unwrap().is_empty(), "one undo takes the whole pile back");
    office.redo().unwrap();
    assert_eq!(ballots(office.read(), id).unwrap().len(), 3);
}

#[test]
fn the_hash_of_a_pile_does_not_tell_its_order() {
    let mut hashes = Vec::new();
    for order in [[0, 1, 2], [2, 0, 1]] {
        let (_folder, mut office) = office();
        let (_, batch, scheme) = ground(&mut office);
        let pile = ["111111", "222222", "1x1-11"];
        for (sheet, place) in order.iter().enumerate() {
            add(&mut office, &batch, &scheme, (sheet as u64 + 1, 0), None, pile[*place]).unwrap();
        }
        hashes.push(office.change("录入评议票", |change| close(change, batch.id)).unwrap().hash);
    }
    assert_eq!(hashes[0], hashes[1]);
    // printf '0\t党员\t111111\t1\n0\t党员\t1x1-11\t1\n0\t党员\t222222\t1\n' | sha256sum
    assert_eq!(hashes[0], "ace983398083b6fd3565702a1d4784af5aa60bf0bfa2527aeac2c8e449bbacf7");
}

#[test]
fn fifty_ballots_join_those_that_are_there() {
    let (_folder, mut office) = office();
    let (id, batch, scheme) = ground(&mut office);
    for sheet in 1..=50 {
        let marks = format!("{}1112x", sheet % 5 + 1);
        add(&mut office, &batch, &scheme, (sheet, 0), None, &marks).unwrap();
    }
    let first = office.change("录入评议票", |change| close(change, batch.id)).unwrap();
    assert_eq!(first.hash.len(), 64);
    let opening = Opening { subjects: &[id], category: Some("服务对象代表"), expected: None };
    let again = office.draft(|draft| open(draft, &opening, today())).unwrap();
    let again = super::super::batch(office.read(), again).unwrap();
    add(&mut office, &again, &scheme, (1, 0), None, "11112x").unwrap();
    office.change("录入评议票", |change| close(change, again.id)).unwrap();
    let counted = counts(office.read(), &scheme, id).unwrap();
    assert_eq!(counted.categories["党员"].valid, 51);
    assert_eq!(counted.categories["党员"].items[0].grades, [11, 10, 10, 10, 10]);
    office.undo().unwrap();
    assert_eq!(counts(office.read(), &scheme, id).unwrap().categories["党员"].valid, 50);
}

#[test]
fn a_line_is_entered_once_and_in_its_place() {
    let (_folder, mut office) = office();
    let (_, batch, scheme) = ground(&mut office);
    add(&mut office, &batch, &scheme, (1, 0), Some("7"), "111111").unwrap();
    add(&mut office, &batch, &scheme, (1, 0), Some("7"), "111111").unwrap();
    assert_eq!(sheets(office.read(), batch.id, None).unwrap().len(), 1, "asked twice, entered once");
    let out_of_step = "录入的次序对不上：接下来应是第2张，刚才这一票没有保存";
    for (place, marks) in [((1, 0), "222222"), ((3, 0), "111111"), ((2, 1), "111111")] {
        let error = add(&mut office, &batch, &scheme, place, None, marks).unwrap_err();
        assert_eq!(error.message, out_of_step, "{place:?}");
    }
    let error = add(&mut office, &batch, &scheme, (2, 0), Some("7"), "111111").unwrap_err();
    assert_eq!(error.message, "票号7在第1张已经录过，这一票没有保存");
    add(&mut office, &batch, &scheme, (2, 0), Some("8"), "222222").unwrap();

    let place = Place { sheet: 1, line: 0 };
    let fix = |office: &mut Office, place: Place, number: &str| {
        let marks = decode("333333").unwrap();
        office.draft(|draft| correct(draft, &batch, &scheme, place, "其他", Some(number), &marks))
    };
    fix(&mut office, place, "7").unwrap();
    assert_eq!(fix(&mut office, place, "8").unwrap_err().message, "票号8在第2张已经录过，这一票没有保存");
    assert_eq!(fix(&mut office, Place { sheet: 3, line: 0 }, "9").unwrap_err().message, "第3张还没有录入");
    let kept = sheets(office.read(), batch.id, None).unwrap();
    assert_eq!((kept[0].category.as_str(), kept[0].lines[0].clone()), ("其他", decode("333333").unwrap()));
    let back = office.draft(|draft| remove_last(draft, &batch)).unwrap();
    assert_eq!(back, Some(Place { sheet: 2, line: 0 }));
    assert_eq!(sheets(office.read(), batch.id, None).unwrap().len(), 1);
    assert!(office.history(Some(1)).unwrap()[0].name != "录入评议票", "a draft is not in the history");
}

#[test]
fn a_second_pass_finds_what_was_read_otherwise() {
    let (_folder, mut office) = office();
    let (_, batch, scheme) = ground(&mut office);
    for sheet in 1..=4 {
        add(&mut office, &batch, &scheme, (sheet, 0), None, "111111").unwrap();
    }
    let again = |office: &mut Office, sheet: u64, marks: &str| {
        let marks = decode(marks).unwrap();
        office.draft(|draft| reread(draft, &batch, Place { sheet, line: 0 }, &marks))
    };
    assert!(again(&mut office, 1, "111111").unwrap().is_empty());
    let found = again(&mut office, 3, "112111").unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].item, found[0].place.sheet), (2, 3));
    assert_eq!(again(&mut office, 9, "111111").unwrap_err().message, "第9张还没有录入");

    let marks = decode("112111").unwrap();
    let place = Place { sheet: 3, line: 0 };
    office.draft(|draft| correct(draft, &batch, &scheme, place, "党员", None, &marks)).unwrap();
    assert!(again(&mut office, 3, "112111").unwrap().is_empty(), "put right");
    let closed = office.change("录入评议票", |change| close(change, batch.id)).unwrap();
    assert_eq!((closed.reread, closed.differed), (2, 1), "what was found stays found");
    assert!(
        detail(&closed).starts_with("4张（应录3张），复核2张，不一致1项，SHA-256 "),
        "{}",
        detail(&closed)
    );
}

#[test]
fn a_sheet_that_lists_members_is_entered_line_by_line() {
    let (_folder, mut office) = office();
    let scheme = scheme("member-004");
    let people = office
        .change("登记党员", |change| {
            let organization = branch(change)?;
            ["甲", "乙", "丙"]
                .into_iter()
                .map(|name| {
                    let first = MembershipEvent {
                        kind: EventKind::Opening,
                        happened_on: day("2012-01-01"),
                        organization: Some(organization),
                        standing: Some(Standing::Full),
                        category: None,
                        post: None,
                        note: None,
                    };
                    let facts = MemberFacts { name: name.to_owned(), ..MemberFacts::default() };
                    crate::members::store::insert(change, &facts, &first).map(Subject::Member)
                })
                .collect::<Result<Vec<_>>>()
        })
        .unwrap();
    let ids = put(&mut office, &people, &scheme);
    let opening = Opening { subjects: &ids, category: Some("党员"), expected: None };
    let opened = office.draft(|draft| open(draft, &opening, today())).unwrap();
    let batch = batch(office.read(), opened).unwrap();
    for (place, marks) in [((1, 0), "11111"), ((1, 1), "22222"), ((1, 2), "-----"), ((2, 0), "11111")] {
        add(&mut office, &batch, &scheme, place, None, marks).unwrap();
    }
    let error = office.change("录入评议票", |change| close(change, batch.id)).unwrap_err();
    assert_eq!(error.message, "第2张还差2名对象没有录入，没有结束");
    let place = Place { sheet: 1, line: 1 };
    let found = office.draft(|draft| reread(draft, &batch, place, &decode("22221").unwrap())).unwrap();
    assert_eq!((found.len(), found[0].place), (1, place));
    assert!(!sheets(office.read(), batch.id, None).unwrap()[0].is_reread(), "one line of three");
    assert_eq!(office.draft(|draft| remove_last(draft, &batch)).unwrap(), Some(Place { sheet: 2, line: 0 }));
    let closed = office.change("录入评议票", |change| close(change, batch.id)).unwrap();
    assert!(detail(&closed).starts_with("1张，每张3名对象，"), "{}", detail(&closed));
    let valid: Vec<_> = ids
        .iter()
        .map(|id| counts(office.read(), &scheme, *id).unwrap().categories["党员"].clone())
        .map(|counted| (counted.valid, counted.blank))
        .collect();
    assert_eq!(valid, [(1, 0), (1, 0), (1, 1)], "a line without marks is a blank paper of its member");
}

#[test]
fn what_an_open_batch_is_about_stays() {
    let (_folder, mut office) = office();
    let (id, batch, scheme) = ground(&mut office);
    add(&mut office, &batch, &scheme, (1, 0), None, "111111").unwrap();
    let in_the_way = "有评议票正在逐票录入，所评议的对象现在不能移除、也不能换方案";
    let meeting = find_meeting(office.read(), "PY-01", 2012).unwrap().unwrap().id;
    let error = office.change("移除评议对象", |change| remove_subjects(change, &[id])).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::Refused, in_the_way));
    let error = office.change("删除评议会", |change| remove_meeting(change, meeting)).unwrap_err();
    assert_eq!(error.message, in_the_way);
    assert_eq!(office.undo().unwrap_err().message, in_the_way, "undo would take the subject away");
    let other = Scheme { key: "own".to_owned(), ..scheme.clone() };
    let subject = evaluations(office.read(), meeting).unwrap()[0].subject;
    let error =
        office.change("添加评议对象", |change| add_subject(change, meeting, subject, &other)).unwrap_err();
    assert_eq!(error.message, in_the_way);
    let head = CategoryHead { category: "党员".to_owned(), valid: Some(1), blank: None };
    let error =
        office.change("录入评议计数", |change| type_counts(change, &scheme, id, &[head], &[])).unwrap_err();
    assert_eq!(error.message, "所选对象中有1个正在逐票录入");
    assert_eq!(sheets(office.read(), batch.id, None).unwrap().len(), 1, "nothing was lost by trying");

    office.draft(|draft| discard(draft, batch.id)).unwrap();
    assert_eq!(super::super::batch(office.read(), batch.id).unwrap_err().message, "这批评议票已经结束或放弃");
    office.undo().unwrap();
}

#[test]
fn a_batch_is_opened_where_ballots_can_be_entered() {
    let (_folder, mut office) = office();
    let (id, batch, scheme) = ground(&mut office);
    let try_open = |office: &mut Office,
                    subjects: &[EvaluationId],
                    expected: Option<u64>,
                    category: Option<&str>,
                    today: &str| {
        let opening = Opening { subjects, category, expected };
        office.draft(|draft| open(draft, &opening, day(today))).map(|_: BatchId| ()).unwrap_err().message
    };
    let late = "2012-03-20";
    assert_eq!(try_open(&mut office, &[], None, None, late), "没有选择评议对象");
    assert_eq!(try_open(&mut office, &[id], None, None, late), "所选对象中有1个正在逐票录入");
    assert_eq!(
        try_open(&mut office, &[id, id], None, None, late),
        "所选对象不是同一次评议会、同一个评议方案，不能列在一张表上录入"
    );
    assert_eq!(
        try_open(&mut office, &[id], None, None, "2012-02-09"),
        "评议会“PY-01”的日期是2012年2月10日，还没有到，不能录入"
    );
    let error = office.draft(|draft| expect(draft, batch.id, Some(0))).unwrap_err();
    assert_eq!(error.message, "应录张数不能是0");
    office.draft(|draft| expect(draft, batch.id, Some(50))).unwrap();
    let error = office.change("录入评议票", |change| close(change, batch.id)).unwrap_err();
    assert_eq!(error.message, "这一批还没有录入评议票");
    office.draft(|draft| discard(draft, batch.id)).unwrap();
    assert_eq!(
        try_open(&mut office, &[id], None, Some("路人"), late),
        "方案“党组织创先争优群众评议”没有评议人类别“路人”"
    );
    let head = CategoryHead { category: "党员".to_owned(), valid: Some(1), blank: None };
    office.change("录入评议计数", |change| type_counts(change, &scheme, id, &[head], &[])).unwrap();
    assert_eq!(try_open(&mut office, &[id], None, None, late), "所选对象中有1个已填汇总票数，不能再逐票录入");
}

#[test]
fn counts_that_came_in_meanwhile_stop_the_closing_and_lose_nothing() {
    let (_folder, mut office) = office();
    let (id, batch, scheme) = ground(&mut office);
    add(&mut office, &batch, &scheme, (1, 0), None, "111111").unwrap();
    let subject = evaluations(office.read(), batch.meeting).unwrap()[0].subject;
    let mut entered = Counts::default();
    entered.category(&scheme, "党员").valid = 1;
    office
        .change("登记评议计数", |change| {
            put_counts(change, batch.meeting, subject, &scheme, Papers::default(), &entered)
        })
        .unwrap();
    let error = office.change("录入评议票", |change| close(change, batch.id)).unwrap_err();
    assert_eq!(error.message, "录入期间这个对象又填了汇总票数，没有结束这一批");
    assert_eq!(sheets(office.read(), batch.id, None).unwrap().len(), 1);
    assert_eq!(counts(office.read(), &scheme, id).unwrap(), entered);
}

#[test]
fn an_open_batch_comes_through_closing_backup_and_restore() {
    let (folder, mut office) = office();
    let (_, batch, scheme) = ground(&mut office);
    add(&mut office, &batch, &scheme, (1, 0), Some("7"), "111111").unwrap();
    let clock = office.clock();
    office.close(&Silent).unwrap();
    let backups = || std::fs::read_dir(folder.path().join("backups")).unwrap().count();
    assert_eq!(backups(), 1);
    Office::open(folder.path(), clock).unwrap().close(&Silent).unwrap();
    assert_eq!(backups(), 1, "nothing happened since");

    let mut office = Office::open(folder.path(), clock).unwrap();
    add(&mut office, &batch, &scheme, (2, 0), Some("8"), "222222").unwrap();
    let kept = folder.path().join("备份.db");
    office.backup(&kept, &Silent).unwrap();
    office.close(&Silent).unwrap();
    assert_eq!(backups(), 2, "a ballot alone makes a backup due");

    let office = Office::restore(folder.path(), &kept, clock, &Silent).unwrap();
    assert!(office.verify(&Silent).unwrap().ok);
    let sheets = sheets(office.read(), batch.id, None).unwrap();
    assert_eq!(sheets.iter().map(|sheet| sheet.number.as_deref().unwrap()).collect::<Vec<_>>(), ["7", "8"]);
}

#[test]
fn a_draft_changes_no_record() {
    let (_folder, mut office) = office();
    ground(&mut office);
    let error = office.draft(|draft| Ok(draft.execute("DELETE FROM evaluation", [])?)).unwrap_err();
    assert_ne!(error.code, ErrorCode::Storage, "{error:?}");
    assert_eq!(evaluations_in(office.read(), &Period::parse("2012").unwrap()).unwrap().len(), 1);
}
