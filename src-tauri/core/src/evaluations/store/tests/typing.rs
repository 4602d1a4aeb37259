//! Meetings, their subjects and counts as a clerk types them.

use super::*;
use crate::{
    error::Error,
    evaluations::{
        EvaluationId, MeetingId,
        store::{
            CategoryHead, QuestionCounts, Voters, add_scheme, add_subject, clear, holdings, insert_meeting,
            put_papers, put_voters, remove_meeting, remove_scheme, remove_subjects, type_counts, typed,
            update_meeting, update_scheme, uses_of_schemes, voters,
        },
        typed::{TypedQuestion, Typing},
    },
    progress::Silent,
};

/// A meeting with 机关党支部 on its list.
fn ground(office: &mut Office) -> (MeetingId, EvaluationId, Scheme) {
    let scheme = scheme("organization-004");
    office
        .change("登记评议会", |change| {
            let subject = Subject::Organization(branch(change)?);
            let meeting = insert_meeting(change, &meeting_facts())?;
            assert!(add_subject(change, meeting, subject, &scheme)?);
            assert!(!add_subject(change, meeting, subject, &scheme)?, "the second time nothing changes");
            Ok((meeting, evaluations(change, meeting)?[0].id, scheme))
        })
        .unwrap()
}

fn question(item: usize, cells: [Option<u64>; 7]) -> QuestionCounts {
    let [a, b, c, d, e, abstained, voided] = cells;
    let cells = TypedQuestion { grades: vec![a, b, c, d, e], abstained, voided };
    QuestionCounts { category: "党员".to_owned(), item, cells }
}

fn head(valid: Option<u64>, blank: Option<u64>) -> CategoryHead {
    CategoryHead { category: "党员".to_owned(), valid, blank }
}

fn enter(
    office: &mut Office,
    id: EvaluationId,
    scheme: &Scheme,
    heads: &[CategoryHead],
    asked: &[QuestionCounts],
) -> Result<(), Error> {
    office.change("录入评议计数", |change| type_counts(change, scheme, id, heads, asked))
}

#[test]
fn a_typed_zero_is_kept_and_an_empty_cell_is_not_a_zero() {
    let (_folder, mut office) = office();
    let (_, id, scheme) = ground(&mut office);
    enter(&mut office, id, &scheme, &[head(Some(10), None)], &[]).unwrap();
    let some = [Some(9), Some(0), None, None, None, Some(1), None];
    enter(&mut office, id, &scheme, &[], &[question(0, some)]).unwrap();

    let kept = typed(office.read(), &scheme, id).unwrap();
    let members = &kept.categories["党员"];
    assert_eq!((members.valid, members.blank), (Some(10), None));
    assert_eq!(members.questions[0].cells().collect::<Vec<_>>(), some);
    assert_eq!(members.questions[0].typing(), Typing::Partly);
    assert_eq!(members.questions[1].typing(), Typing::Empty);
    let in_file = rows(office.read()).into_iter().filter(|row| row.starts_with("item_count")).count();
    assert_eq!(in_file, 3, "two numbers and a zero; no row for an empty cell");

    let whole = [Some(9), Some(0), Some(0), Some(0), Some(0), Some(1), Some(0)];
    let tally_before = counts(office.read(), &scheme, id).unwrap();
    enter(&mut office, id, &scheme, &[], &[question(0, whole)]).unwrap();
    assert_eq!(counts(office.read(), &scheme, id).unwrap(), tally_before, "the tally is the same");
    assert_eq!(
        typed(office.read(), &scheme, id).unwrap().categories["党员"].questions[0].typing(),
        Typing::Whole
    );

    assert_eq!(office.undo().unwrap(), "录入评议计数");
    assert_eq!(typed(office.read(), &scheme, id).unwrap(), kept, "one question is one undo");
    assert_eq!(office.redo().unwrap(), "录入评议计数");

    enter(&mut office, id, &scheme, &[head(None, None)], &[question(0, [None; 7])]).unwrap();
    assert!(typed(office.read(), &scheme, id).unwrap().categories.is_empty(), "emptied cells leave nothing");
    assert!(office.verify(&Silent).unwrap().ok);
}

#[test]
fn saving_one_question_leaves_the_others_and_writes_only_what_differs() {
    let (_folder, mut office) = office();
    let (_, id, scheme) = ground(&mut office);
    let row = [Some(8), Some(1), Some(0), Some(0), Some(0), Some(1), Some(0)];
    for item in 0..6 {
        enter(&mut office, id, &scheme, &[], &[question(item, row)]).unwrap();
    }
    let history = office.history(None).unwrap().len();
    enter(&mut office, id, &scheme, &[], &[question(3, row)]).unwrap();
    assert_eq!(office.history(None).unwrap().len(), history, "the same again is no operation");

    let other = [Some(7), Some(2), Some(0), Some(0), Some(0), Some(1), Some(0)];
    enter(&mut office, id, &scheme, &[], &[question(3, other)]).unwrap();
    assert_eq!(office.history(Some(1)).unwrap()[0].rows, 2, "two cells of one question");
    let kept = typed(office.read(), &scheme, id).unwrap();
    assert_eq!(kept.categories["党员"].questions[2].cells().collect::<Vec<_>>(), row);
}

#[test]
fn sums_that_do_not_fit_are_said_in_words_and_kept() {
    type Case<'a> = (&'a str, Option<u64>, Option<u64>, [Option<u64>; 7], &'a [&'a str]);
    let none = [None; 7];
    let cases: &[Case<'_>] = &[
        ("nothing typed, nothing said", None, None, none, &[]),
        ("fits", Some(10), Some(1), [Some(9), Some(0), Some(0), Some(0), Some(0), Some(1), Some(0)], &[]),
        (
            "too few, and whole",
            Some(10),
            None,
            [Some(7), Some(0), Some(0), Some(0), Some(0), Some(1), Some(0)],
            &["合计8张，应为10张，少2张。"],
        ),
        ("too few, not yet whole", Some(10), None, [Some(7), None, None, None, None, None, None], &[]),
        (
            "too many",
            Some(10),
            None,
            [Some(11), None, None, None, None, None, None],
            &["合计11张，应为10张，多1张。"],
        ),
        (
            "without the number of papers",
            None,
            None,
            [Some(1), None, None, None, None, None, None],
            &["还没有填这类评议人的有效票数，无法核对合计。"],
        ),
        (
            "blank papers abstain",
            Some(5),
            Some(2),
            [Some(4), Some(0), Some(0), Some(0), Some(0), Some(1), Some(0)],
            &["弃权1张，少于空白票2张；空白票在每一项都算弃权。"],
        ),
    ];
    let (_folder, mut office) = office();
    let (_, id, scheme) = ground(&mut office);
    for (story, valid, blank, cells, warnings) in cases {
        enter(&mut office, id, &scheme, &[head(*valid, *blank)], &[question(0, *cells)]).unwrap();
        let kept = typed(office.read(), &scheme, id).unwrap();
        let category = kept
            .categories
            .get("党员")
            .cloned()
            .unwrap_or_else(|| crate::evaluations::typed::TypedCategory::none(&scheme));
        assert_eq!(category.questions[0].warnings(&category), *warnings, "{story}");
    }
    enter(&mut office, id, &scheme, &[head(Some(3), Some(4))], &[]).unwrap();
    let kept = typed(office.read(), &scheme, id).unwrap();
    assert_eq!(
        kept.categories["党员"].warnings(Some(2)),
        ["空白票4张，多于有效票3张；空白票是有效票的一部分。", "有效票3张，多于实到2人。"]
    );
    let came = [Voters { category: "党员".to_owned(), present: None }];
    for (issued, collected, spoiled, said) in [
        (10, 3, 0, vec![]),
        (10, 4, 0, vec!["各类评议人有效票合计3张，应为4张（收回减作废），少1张。"]),
        (10, 3, 1, vec!["各类评议人有效票合计3张，应为2张（收回减作废），多1张。"]),
        (10, 3, 4, vec!["作废4张，多于收回3张，请核对。"]),
        (
            2,
            3,
            0,
            vec![
                "收回3张，多于发出2张：这次评议无效，不计算比率，也不计入覆盖。请核对票数，或重新组织评议。",
            ],
        ),
    ] {
        assert_eq!(kept.warnings(papers(issued, collected, spoiled), &came), said);
    }
    let both = [came[0].clone(), Voters { category: "服务对象代表".to_owned(), present: Some(9) }];
    assert!(kept.warnings(papers(10, 4, 0), &both).is_empty(), "the other kind has no number yet");
    assert!(office.verify(&Silent).unwrap().ok, "an unfinished entry is no damage");
}

#[test]
fn counts_and_ballots_do_not_mix() {
    let (_folder, mut office) = office();
    let (meeting, id, scheme) = ground(&mut office);
    let subject = evaluations(office.read(), meeting).unwrap()[0].subject;
    office
        .change("登记评议票", |change| {
            put_ballots(change, meeting, subject, &scheme, papers(2, 2, 0), vec![ballot("党员", "111111", 2)])
        })
        .unwrap();
    let error = enter(&mut office, id, &scheme, &[head(Some(1), None)], &[]).unwrap_err();
    assert_eq!(error.message, "这个对象已逐票录入2张，不能再填汇总票数");
    assert!(error.hint.unwrap().contains("先清除"));
    office.change("清除评议录入", |change| clear(change, id)).unwrap();
    assert!(holdings(office.read(), meeting).unwrap()[&id].is_empty());
    enter(&mut office, id, &scheme, &[head(Some(1), None)], &[]).unwrap();
    assert!(holdings(office.read(), meeting).unwrap()[&id].counts);
    assert_eq!(
        (office.undo().unwrap(), office.undo().unwrap()),
        ("录入评议计数".into(), "清除评议录入".into())
    );
    assert_eq!(ballots(office.read(), id).unwrap(), [ballot("党员", "111111", 2)], "the papers are back");
}

#[test]
fn what_does_not_fit_the_grid_is_refused() {
    let (_folder, mut office) = office();
    let (_, id, scheme) = ground(&mut office);
    let mut short = question(0, [Some(1); 7]);
    short.cells.grades.pop();
    let misfit = "计数的项数或等次与方案“党组织创先争优群众评议”不符";
    for asked in [short, question(6, [Some(1); 7])] {
        assert_eq!(enter(&mut office, id, &scheme, &[], &[asked]).unwrap_err().message, misfit);
    }
    let mut unknown = question(0, [Some(1); 7]);
    unknown.category = "路人".to_owned();
    let error = enter(&mut office, id, &scheme, &[], &[unknown]).unwrap_err();
    assert_eq!(error.message, "方案“党组织创先争优群众评议”没有评议人类别“路人”");
    let error = enter(&mut office, id, &scheme, &[head(Some(u64::MAX), None)], &[]).unwrap_err();
    assert!(error.message.contains("太大"), "{}", error.message);
    let error = enter(&mut office, EvaluationId(99), &scheme, &[], &[]).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::NotFound, "这个评议对象已不在评议会上"));
}

#[test]
fn a_meeting_is_entered_changed_and_deleted_while_it_is_empty() {
    let (_folder, mut office) = office();
    let (meeting, id, scheme) = ground(&mut office);
    let refused = |office: &mut Office, facts: MeetingFacts| {
        office.change("新增评议会", |change| insert_meeting(change, &facts).map(|_| ())).unwrap_err().message
    };
    assert_eq!(refused(&mut office, meeting_facts()), "2012年已有编号为“PY-01”的评议会");
    assert_eq!(
        refused(&mut office, MeetingFacts { code: "　".to_owned(), ..meeting_facts() }),
        "评议会编号不能为空"
    );
    let next_year = MeetingFacts { held_on: day("2013-02-10"), ..meeting_facts() };
    let other = office.change("新增评议会", |change| insert_meeting(change, &next_year)).unwrap();
    let error =
        office.change("修改评议会", |change| update_meeting(change, other, &meeting_facts())).unwrap_err();
    assert_eq!(error.message, "2012年已有编号为“PY-01”的评议会");
    let moved = MeetingFacts { place: Some(" 三楼会议室 ".to_owned()), ..meeting_facts() };
    office.change("修改评议会", |change| update_meeting(change, meeting, &moved)).unwrap();
    let kept = find_meeting(office.read(), "PY-01", 2012).unwrap().unwrap();
    assert_eq!(kept.place.as_deref(), Some("三楼会议室"));

    let came = vec![
        Voters { category: "党员".to_owned(), present: Some(12) },
        Voters { category: "其他".to_owned(), present: None },
    ];
    office.change("登记参评人员", |change| put_voters(change, meeting, &came)).unwrap();
    assert_eq!(voters(office.read(), meeting).unwrap(), came);
    let twice = [came[0].clone(), came[0].clone()];
    let error = office.change("登记参评人员", |change| put_voters(change, meeting, &twice)).unwrap_err();
    assert_eq!(error.message, "参评人员里“党员”写了两次或是空的");

    enter(&mut office, id, &scheme, &[head(Some(0), None)], &[]).unwrap();
    let error = office.change("删除评议会", |change| remove_meeting(change, meeting)).unwrap_err();
    assert_eq!(error.message, "评议会“PY-01”已录入1个对象的评议，没有删除");
    let error = office.change("移除评议对象", |change| remove_subjects(change, &[id])).unwrap_err();
    assert_eq!(error.message, "所选对象中有1个已经录入评议，没有移除");
    let review = Scheme { key: "own".to_owned(), ..scheme.clone() };
    let subject = evaluations(office.read(), meeting).unwrap()[0].subject;
    let error =
        office.change("添加评议对象", |change| add_subject(change, meeting, subject, &review)).unwrap_err();
    assert_eq!(error.message, "有的对象已按另一个方案录入了评议，不能换方案");

    office.undo().unwrap();
    office.change("添加评议对象", |change| add_subject(change, meeting, subject, &review)).unwrap();
    assert_eq!(evaluations(office.read(), meeting).unwrap()[0].scheme, "own", "nothing was entered yet");
    office.change("登记评议票数", |change| put_papers(change, id, papers(5, 4, 1))).unwrap();
    let before = rows(office.read());
    office.change("删除评议会", |change| remove_meeting(change, meeting)).unwrap();
    assert!(find_meeting(office.read(), "PY-01", 2012).unwrap().is_none());
    let error = office.change("删除评议会", |change| remove_meeting(change, meeting)).unwrap_err();
    assert_eq!(error.message, "这次评议会已被删除");
    assert_eq!(office.undo().unwrap(), "删除评议会");
    assert_eq!(rows(office.read()), before, "subjects, papers and who came are back");
    assert!(office.verify(&Silent).unwrap().ok);
}

#[test]
fn an_office_keeps_schemes_of_its_own_until_they_are_used() {
    let (_folder, mut office) = office();
    let mut own = scheme("organization-004");
    own.name = "机关作风评议".to_owned();
    own.items.truncate(5);
    let key = office.change("新增评议方案", |change| add_scheme(change, own.clone())).unwrap();
    assert_eq!(key, "own-organization-1");
    let error =
        office.change("新增评议方案", |change| add_scheme(change, own.clone()).map(|_| ())).unwrap_err();
    assert_eq!(error.message, "已有名称为“机关作风评议”的评议方案");
    own.key = key.clone();
    own.decimals = 1;
    office.change("修改评议方案", |change| update_scheme(change, &own)).unwrap();
    assert_eq!(schemes(office.read()).unwrap()[&key].decimals, 1);
    let error = office
        .change("修改评议方案", |change| update_scheme(change, &scheme("organization-004")))
        .unwrap_err();
    assert_eq!(error.message, "现成方案是程序自带的，不能修改");
    let error =
        office.change("删除评议方案", |change| remove_scheme(change, "organization-004")).unwrap_err();
    assert_eq!(error.message, "现成方案是程序自带的，不能删除");

    office
        .change("登记评议会", |change| {
            let subject = Subject::Organization(branch(change)?);
            let meeting = insert_meeting(change, &meeting_facts())?;
            add_subject(change, meeting, subject, &own)
        })
        .unwrap();
    assert_eq!(uses_of_schemes(office.read()).unwrap()[&key], 1);
    let frozen = "评议方案“机关作风评议”已用于评议，不能再改";
    own.decimals = 0;
    let error = office.change("修改评议方案", |change| update_scheme(change, &own)).unwrap_err();
    assert_eq!(error.message, frozen);
    let error = office.change("删除评议方案", |change| remove_scheme(change, &key)).unwrap_err();
    assert_eq!(error.message, frozen);
    office.undo().unwrap();
    office.change("删除评议方案", |change| remove_scheme(change, &key)).unwrap();
    assert!(!schemes(office.read()).unwrap().contains_key(&key));
}
