//! An evaluation as the screens ask for it, call by call, on a real office.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    Error, Office,
    api::{Call, Places, Session},
    clock::Clock,
    members::{EventKind, MemberFacts, MembershipEvent, Standing},
    organizations::{OrganizationFacts, OrganizationKind},
};

struct Screens {
    _folder: TempDir,
    session: Session,
}

impl Screens {
    /// An office with 县司法局党组, two branches and four members, one of them 预备.
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office_folder = folder.path().join("office");
        let clock = Clock::at("2012-03-20".parse().unwrap());
        let mut office = Office::create(&office_folder, "县司法局党组", None, clock).unwrap();
        office
            .change("导入名册", |change| {
                let mut facts = OrganizationFacts {
                    name: "县司法局党组".to_owned(),
                    kind: OrganizationKind::LeadingGroup,
                    parent: None,
                    domain: None,
                    code: None,
                    secretary: None,
                    phone: None,
                    founded_on: None,
                    note: None,
                };
                let group = crate::organizations::store::insert(change, &facts)?;
                (facts.kind, facts.parent) = (OrganizationKind::Branch, Some(group));
                for (branch, people) in [("机关党支部", ["甲", "乙"]), ("聚鑫律师党支部", ["丙", "丁"])]
                {
                    facts.name = branch.to_owned();
                    let branch = crate::organizations::store::insert(change, &facts)?;
                    for name in people {
                        let standing = if name == "乙" { Standing::Probationary } else { Standing::Full };
                        let first = MembershipEvent {
                            kind: EventKind::Opening,
                            happened_on: "2012-01-01".parse().unwrap(),
                            organization: Some(branch),
                            standing: Some(standing),
                            category: None,
                            post: None,
                            note: None,
                        };
                        let facts = MemberFacts { name: name.to_owned(), ..MemberFacts::default() };
                        crate::members::store::insert(change, &facts, &first)?;
                    }
                }
                Ok(())
            })
            .unwrap();
        office.close(&crate::progress::Silent).unwrap();
        let places = Places {
            office: office_folder,
            out: folder.path().join("out"),
            xls_reader: folder.path().join("none"),
        };
        Self { session: Session::start(places, clock), _folder: folder }
    }

    fn call(&self, name: &str, args: Value) -> Result<crate::api::Answer, Error> {
        self.session.call(Call { name: format!("evaluations.{name}"), args, job: None })
    }

    fn ok(&self, name: &str, args: Value) -> Value {
        self.call(name, args).unwrap_or_else(|error| panic!("{name}: {error:?}")).result
    }

    fn refused(&self, name: &str, args: Value) -> String {
        self.call(name, args).unwrap_err().message
    }

    /// A meeting of the day with 县司法局党组 on its list; gives both ids.
    fn meeting(&self) -> (Value, Value) {
        let page = self.ok(
            "meeting_add",
            json!({ "code": "PY-01", "held_on": "2012-03-18", "place": "三楼", "method": "会议" }),
        );
        let meeting = page["meeting"]["id"].clone();
        let due = self.ok("due", json!({ "meeting": meeting }));
        let subjects = json!([due["organizations"][0]["subject"]]);
        let page = self.ok(
            "subjects_add",
            json!({ "meeting": meeting, "scheme": "organization-004", "subjects": subjects }),
        );
        (meeting, page["subjects"][0]["evaluation"].clone())
    }

    fn undo(&self) -> Value {
        let call = Call { name: "history.undo".to_owned(), args: json!({}), job: None };
        self.session.call(call).unwrap().result["name"].clone()
    }
}

#[test]
fn a_scheme_is_copied_edited_checked_and_saved() {
    let screens = Screens::open();
    let schemes = screens.ok("schemes", json!({}));
    assert_eq!(schemes.as_array().unwrap().len(), 10);
    assert_eq!(schemes[0]["definition"]["key"], "organization-004");
    assert_eq!(schemes[0]["legend"][6], json!({ "keys": "* 或 /", "label": "项无效", "letter": "x" }));
    assert_eq!((&schemes[0]["own"], &schemes[0]["editable"]), (&json!(false), &json!(false)));

    let mut copy = schemes[0]["definition"].clone();
    copy["name"] = json!("");
    copy["items"].as_array_mut().unwrap().push(json!({ "name": "总体评价", "overall": true }));
    let faults = screens.ok("scheme_check", json!({ "definition": copy }));
    let said: Vec<_> =
        faults.as_array().unwrap().iter().map(|fault| fault["message"].as_str().unwrap()).collect();
    assert_eq!(said, ["方案名称不能为空", "评议内容里只能有一项总体评价", "评议内容里“总体评价”写了两次"]);
    assert!(screens.refused("scheme_add", json!({ "definition": copy })).contains("方案名称不能为空"));

    copy["name"] = json!("作风评议");
    copy["items"].as_array_mut().unwrap().truncate(3);
    let added = screens.ok("scheme_add", json!({ "definition": copy }));
    let key = added["definition"]["key"].clone();
    assert_eq!((key.as_str(), &added["editable"]), (Some("own-organization-1"), &json!(true)));
    let mut edited = added["definition"].clone();
    edited["decimals"] = json!(1);
    let changed = screens.ok("scheme_update", json!({ "definition": edited }));
    assert!(changed["definition_sentence"].as_str().unwrap().contains("保留一位小数"));
    screens.ok("scheme_remove", json!({ "key": key }));
    assert_eq!(screens.undo(), "删除评议方案");
    assert_eq!(screens.ok("schemes", json!({})).as_array().unwrap().len(), 11);
}

#[test]
fn meetings_are_numbered_on_and_list_whom_they_evaluate() {
    let screens = Screens::open();
    assert_eq!(screens.ok("meeting_new", json!({}))["code"], "PY-01");
    let (meeting, evaluation) = screens.meeting();
    let next = screens.ok("meeting_new", json!({}));
    assert_eq!(
        (&next["code"], &next["place"], &next["held_on"]),
        (&json!("PY-02"), &json!("三楼"), &json!("2012-03-20"))
    );

    let due = screens.ok("due", json!({ "meeting": meeting }));
    assert_eq!(
        due["organizations"][0],
        json!({
            "subject": { "kind": "党组织", "id": 1 }, "name": "县司法局党组", "probationary": false, "listed": true, "done": false
        })
    );
    assert_eq!(due["branches"][0]["name"], "机关党支部");
    assert_eq!(due["branches"][0]["members"][1]["probationary"], true);

    let members: Vec<Value> = due["branches"][1]["members"]
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|due| due["subject"].clone())
        .collect();
    let page = screens
        .ok("subjects_add", json!({ "meeting": meeting, "scheme": "member-004", "subjects": members }));
    let names: Vec<_> =
        page["subjects"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["县司法局党组", "丙", "丁"], "by the lists, not as they were chosen");
    assert_eq!(page["subjects"][1]["branch"], "聚鑫律师党支部");
    assert_eq!(page["meeting"]["members"], 2);
    assert_eq!(
        screens.refused("subjects_add", json!({ "meeting": meeting, "scheme": "member-004", "subjects": [due["organizations"][1]["subject"]] })),
        "评议方案“党员创先争优群众评议”只用于评议党员"
    );
    let ids: Vec<Value> =
        page["subjects"].as_array().unwrap().iter().skip(1).map(|one| one["evaluation"].clone()).collect();
    screens.ok(
        "put_papers",
        json!({ "evaluations": ids, "papers": { "issued": 9, "collected": 10, "spoiled": 0 } }),
    );
    let page = screens.ok("meeting", json!({ "meeting": meeting }));
    assert_eq!(page["subjects"][2]["state"], "void");
    assert!(page["subjects"][2]["warnings"][0].as_str().unwrap().starts_with("收回10张，多于发出9张"));
    screens.ok("subjects_remove", json!({ "evaluations": ids }));
    assert_eq!(screens.undo(), "移除评议对象");
    let came =
        json!([{ "category": "党员", "present": 12 }, { "category": "服务对象代表", "present": null }]);
    let page = screens.ok("put_voters", json!({ "meeting": meeting, "voters": came }));
    assert_eq!(page["voters"], came);

    screens.ok("meeting_update", json!({ "meeting": meeting, "entry": { "code": "PY-09", "held_on": "2012-04-20", "place": null, "method": "会议" } }));
    let card = &screens.ok("meetings", json!({}))[0];
    assert_eq!((&card["code"], &card["to_come"]), (&json!("PY-09"), &json!(true)));
    let head =
        json!({ "evaluation": evaluation, "heads": [{ "category": "党员", "valid": 1, "blank": null }] });
    assert_eq!(screens.refused("put_counts", head), "评议会“PY-09”的日期是2012年4月20日，还没有到，不能录入");
    screens.ok("meeting_remove", json!({ "meeting": meeting }));
    assert_eq!(screens.ok("meetings", json!({})), json!([]));
    assert_eq!(screens.undo(), "删除评议会");
    assert_eq!(screens.ok("meeting", json!({ "meeting": meeting }))["subjects"].as_array().unwrap().len(), 3);
}

#[test]
fn a_planned_meeting_evaluates_nobody_until_something_comes_back() {
    let screens = Screens::open();
    let (meeting, evaluation) = screens.meeting();
    let coverage = |done: u64| {
        let page = screens.ok("coverage", json!({ "period": "2012" }));
        assert_eq!(
            (&page["organizations"]["due"], &page["organizations"]["done"]),
            (&json!(3), &json!(done))
        );
    };
    coverage(0);
    assert_eq!(
        screens.ok("results", json!({ "meeting": meeting })),
        json!([]),
        "a list of subjects is no result"
    );
    screens.ok(
        "put_papers",
        json!({ "evaluations": [evaluation], "papers": { "issued": 3, "collected": 3, "spoiled": 0 } }),
    );
    coverage(0);
    screens.ok(
        "put_counts",
        json!({ "evaluation": evaluation, "heads": [{ "category": "党员", "valid": 3, "blank": 0 }] }),
    );
    coverage(1);
    let entry = json!({ "code": "PY-02", "held_on": "2012-05-01", "place": null, "method": "座谈会" });
    let later = screens.ok("meeting_add", entry)["meeting"]["id"].clone();
    let due = screens.ok("due", json!({ "meeting": later }));
    let others = json!([due["organizations"][1]["subject"]]);
    screens.ok("subjects_add", json!({ "meeting": later, "scheme": "organization-004", "subjects": others }));
    coverage(1);
}

#[test]
fn the_counts_grid_says_what_is_entered_expected_and_wrong() {
    let screens = Screens::open();
    let (meeting, evaluation) = screens.meeting();
    let came = json!([{ "category": "党员", "present": 5 }, { "category": "服务对象代表", "present": 2 }]);
    screens.ok("put_voters", json!({ "meeting": meeting, "voters": came }));
    screens.ok(
        "put_papers",
        json!({ "evaluations": [evaluation], "papers": { "issued": 8, "collected": 7, "spoiled": 1 } }),
    );
    let sheet = screens.ok("counts", json!({ "evaluation": evaluation }));
    assert_eq!(sheet["expected_valid"], 6);
    let came: Vec<_> = sheet["categories"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["came"] == true)
        .map(|one| one["category"].as_str().unwrap())
        .collect();
    assert_eq!(came, ["党员", "服务对象代表"]);
    assert_eq!(sheet["categories"][0]["questions"][0]["grades"], json!([null, null, null, null, null]));

    let heads = json!([{ "category": "党员", "valid": 6, "blank": null }]);
    let sheet = screens.ok("put_counts", json!({ "evaluation": evaluation, "heads": heads }));
    assert_eq!(sheet["categories"][0]["warnings"], json!(["有效票6张，多于实到5人。"]));
    let row = json!({ "category": "党员", "item": 1, "grades": [4, 0, null, null, null], "abstained": 1, "voided": null });
    let answer = screens.call("put_counts", json!({ "evaluation": evaluation, "questions": [row] })).unwrap();
    let question = &answer.result["categories"][0]["questions"][1];
    assert_eq!(
        (&question["sum"], &question["expected"], &question["typing"]),
        (&json!(5), &json!(6), &json!("partly"))
    );
    assert_eq!(question["grades"], json!([4, 0, null, null, null]), "a zero stays a zero");
    assert_eq!(answer.operation.as_deref(), Some("录入评议计数"));
    assert_eq!(answer.moved, ["item_count"]);
    let entry = screens
        .session
        .call(Call { name: "history.list".into(), args: json!({ "limit": 1 }), job: None })
        .unwrap();
    assert_eq!(entry.result["entries"][0]["detail"], "PY-01，党员第2项");

    let page = screens.ok("meeting", json!({ "meeting": meeting }));
    assert_eq!(
        (&page["subjects"][0]["state"], &page["subjects"][0]["entered_as"]),
        (&json!("partly"), &json!("counts"))
    );
    assert_eq!(
        screens.refused(
            "batch_open",
            json!({ "evaluations": [evaluation], "category": null, "expected": null })
        ),
        "所选对象中有1个已填汇总票数，不能再逐票录入"
    );
    screens.ok("clear", json!({ "evaluation": evaluation }));
    assert_eq!(
        screens.ok("counts", json!({ "evaluation": evaluation }))["categories"][0]["valid"],
        Value::Null
    );
    assert_eq!(screens.undo(), "清除评议录入");
}

#[test]
fn a_pile_is_entered_ballot_by_ballot_and_closed_into_results() {
    let screens = Screens::open();
    let (meeting, evaluation) = screens.meeting();
    screens.ok(
        "put_papers",
        json!({ "evaluations": [evaluation], "papers": { "issued": 6, "collected": 5, "spoiled": 0 } }),
    );
    let page =
        screens.ok("batch_open", json!({ "evaluations": [evaluation], "category": "党员", "expected": 5 }));
    let batch = page["id"].clone();
    assert_eq!(page["subjects"][0]["name"], "县司法局党组");
    assert_eq!(page["progress"]["next"], json!({ "sheet": 1, "line": 0 }));
    let ballot = |sheet: u64, number: Option<&str>, marks: &str| json!({ "batch": batch, "place": { "sheet": sheet, "line": 0 }, "category": "党员", "number": number, "marks": marks });
    for (sheet, marks) in [(1, "111111"), (2, "211111"), (3, "------"), (4, "1x4511")] {
        let answer =
            screens.call("batch_paper_add", ballot(sheet, Some(&format!(" {sheet} ")), marks)).unwrap();
        assert_eq!((answer.operation, answer.moved.len()), (None, 0), "a ballot is no operation");
        assert_eq!(answer.result["sheets"], sheet);
        assert_eq!(answer.result["last"].as_array().unwrap().last().unwrap()["lines"], json!([marks]));
    }
    assert_eq!(screens.refused("batch_paper_add", ballot(5, None, "11")), "这一票录了2项，应为6项，没有保存");
    assert_eq!(
        screens.refused("batch_paper_add", ballot(5, Some("4"), "111111")),
        "票号4在第4张已经录过，这一票没有保存"
    );
    screens.ok("batch_paper_add", ballot(5, None, "555555"));
    let progress = screens.ok("batch_paper_remove_last", json!({ "batch": batch }));
    assert_eq!(progress["next"], json!({ "sheet": 5, "line": 0 }));
    screens.ok("batch_paper_add", ballot(5, None, "111111"));
    screens.ok("batch_paper_correct", ballot(2, Some("2"), "221111"));

    let card = &screens.ok("batches", json!({}))[0];
    assert_eq!(
        (&card["name"], &card["sheets"], &card["expected"]),
        (&json!("县司法局党组"), &json!(5), &json!(5))
    );
    assert_eq!(screens.ok("meeting", json!({ "meeting": meeting }))["subjects"][0]["state"], "entering");

    let sample = screens.ok("batch_sample", json!({ "batch": batch, "sheets": 2 }));
    assert_eq!(sample.as_array().unwrap().len(), 2);
    let found = screens.ok(
        "batch_second_pass",
        json!({ "batch": batch, "place": { "sheet": 4, "line": 0 }, "marks": "1x4411" }),
    );
    assert_eq!(found[0]["item_name"], "发挥职能优势为群众办实事、做好事、解难事情况");
    assert_eq!((&found[0]["first"], &found[0]["second"]), (&json!("不了解"), &json!("不满意")));
    let page = screens.ok("batch", json!({ "batch": batch }));
    assert_eq!(
        (&page["reread"], &page["differed"], page["differences"].as_array().unwrap().len()),
        (&json!(1), &json!(1), 1)
    );
    assert_eq!(page["by_category"], json!([{ "category": "党员", "sheets": 5 }]));

    let closed = screens.call("batch_close", json!({ "batch": batch })).unwrap();
    assert_eq!(closed.operation.as_deref(), Some("录入评议票"));
    assert!(closed.result["detail"].as_str().unwrap().starts_with("5张，复核1张，不一致1项，SHA-256 "));
    assert_eq!(screens.refused("batch", json!({ "batch": batch })), "这批评议票已经结束或放弃");

    let results = screens.ok("results", json!({ "meeting": meeting }));
    let row = &results[0]["rows"][0];
    assert_eq!(
        (&row["valid"], &row["blank"], &row["overall"]["counts"]),
        (&json!(5), &json!(1), &json!([4, 0, 0, 0, 0]))
    );
    assert_eq!(
        (&row["overall"]["abstained"], &row["overall"]["satisfied_rate"]),
        (&json!(1), &json!("80.00"))
    );
    let detail = screens.ok("result", json!({ "period": "2012", "subject": row["subject"] }));
    assert_eq!(detail[0]["items"][1]["voided"], 1);
    assert_eq!(detail[0]["groups"][0]["group"], "党员");
    assert_eq!(detail[0]["groups"][0]["items"][0]["counts"], json!([3, 1, 0, 0, 0]));
    assert!(detail[0]["definition"].as_str().unwrap().starts_with("满意率＝"));
    assert_eq!(screens.undo(), "录入评议票");
    assert_eq!(screens.ok("meeting", json!({ "meeting": meeting }))["subjects"][0]["state"], "nothing");
}

#[test]
fn a_batch_that_is_given_up_is_noted_and_not_undone() {
    let screens = Screens::open();
    let (_, evaluation) = screens.meeting();
    let open = json!({ "evaluations": [evaluation], "category": null, "expected": null });
    let batch = screens.ok("batch_open", open.clone())["id"].clone();
    let ballot = json!({ "batch": batch, "place": { "sheet": 1, "line": 0 }, "category": "党员", "number": null, "marks": "111111" });
    screens.ok("batch_paper_add", ballot);
    screens.ok("batch_expect", json!({ "batch": batch, "expected": 9 }));
    assert_eq!(screens.refused("batch_expect", json!({ "batch": batch, "expected": 0 })), "应录张数不能是0");
    screens.ok("batch_discard", json!({ "batch": batch }));
    let entry = screens
        .session
        .call(Call { name: "history.list".into(), args: json!({ "limit": 1 }), job: None })
        .unwrap()
        .result["entries"]
        .take();
    assert_eq!(
        (&entry[0]["name"], &entry[0]["detail"], &entry[0]["undoable"]),
        (&json!("放弃录入中的评议票"), &json!("1张"), &json!(false))
    );
    screens.ok("batch_open", open);
    assert_eq!(screens.refused("results", json!({})), "没有选择评议会，也没有选择统计时段");
}

#[test]
fn results_of_several_are_added_up_by_scheme() {
    let screens = Screens::open();
    let (meeting, first) = screens.meeting();
    let due = screens.ok("due", json!({ "meeting": meeting }));
    let second = json!([due["organizations"][2]["subject"]]);
    let page = screens
        .ok("subjects_add", json!({ "meeting": meeting, "scheme": "organization-004", "subjects": second }));
    let second = page["subjects"][1]["evaluation"].clone();
    for (evaluation, satisfied) in [(&first, 8), (&second, 5)] {
        let question = |item: usize| json!({ "category": "党员", "item": item, "grades": [satisfied, 0, 0, 10 - satisfied, 0], "abstained": 0, "voided": 0 });
        screens.ok(
            "put_papers",
            json!({ "evaluations": [evaluation], "papers": { "issued": 10, "collected": 10, "spoiled": 0 } }),
        );
        let questions: Vec<Value> = (0..6).map(question).collect();
        let heads = json!([{ "category": "党员", "valid": 10, "blank": 0 }]);
        screens.ok("put_counts", json!({ "evaluation": evaluation, "heads": heads, "questions": questions }));
    }
    let group = &screens.ok("results", json!({ "period": "2012" }))[0];
    assert_eq!(group["rows"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&group["total"]["name"], &group["total"]["overall"]["satisfied_rate"]),
        (&json!("合计"), &json!("65.00"))
    );
    let page = screens.ok("meeting", json!({ "meeting": meeting }));
    assert_eq!(page["subjects"][0]["state"], "whole");
    let lawyers = &page["subjects"][1];
    assert_eq!(lawyers["state"], "misfit");
    assert!(lawyers["warnings"][0].as_str().unwrap().contains("律师"), "{lawyers}");
    let coverage = screens.ok("coverage", json!({ "period": "2012" }));
    assert_eq!(coverage["organizations"]["missing"][0]["name"], "机关党支部");
    assert_eq!(
        coverage["branches"][0],
        json!({ "branch": "机关党支部", "due": 2, "done": 0, "rate": "0.00" })
    );
}
