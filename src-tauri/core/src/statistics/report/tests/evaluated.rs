//! Tables of evaluations: schemes, items, members by the branch that evaluated them.

use super::*;

const EVALUATED: &str = "[[table]]\nlabel = \"名称\"\ncolumns = [\
    { head = \"党员数\", indicator = \"members.total\" },\
    { head = \"实评\", indicator = \"evaluations.*.done\" },\
    { head = \"有效\", indicator = \"evaluations.*.valid\" },\
    { head = \"{等次}\", indicator = \"evaluations.*.grade[{等次}]\" },\
    { head = \"满意率\", indicator = \"evaluations.*.satisfied_rate\" }]\n";

#[test]
fn a_subject_under_two_schemes_has_a_row_for_each_and_the_grades_of_both() {
    let mut sample = sample();
    let (branch, notary) = (sample.branch, sample.notary);
    sample
        .office
        .change("评议", |change| {
            evaluate(change, "PY-1", "2012-02-10", Subject::Organization(branch), "organization-004");
            evaluate(change, "PY-2", "2012-02-11", Subject::Organization(branch), "organization-three");
            evaluate(change, "PY-3", "2012-02-12", Subject::Organization(notary), "organization-004");
            Ok(())
        })
        .unwrap();
    let table = layout(&format!(
        "{EVALUATED}[[table.section]]\nrows = \"党组织\"\nsubject = \"organizations\"\ntotal = \"合计\"\n"
    ));
    let report = filled(&sample, &table);
    let heads: Vec<&str> = report.layout.tables[0].leaves().iter().map(|leaf| leaf.head.as_str()).collect();
    assert_eq!(&heads[3..7], ["满意", "比较满意", "基本满意", "不满意"]);
    let rows = read(&report);
    assert!(rows[1].starts_with("2 机关党支部（"), "{rows:?}");
    assert!(rows[2].starts_with("3 机关党支部（") && rows[2].contains("） — 1 9 "), "{rows:?}");
    // Counted over the whole: two organizations are done, not three.
    assert!(rows.last().unwrap().starts_with("合计 5 2 27 "), "{rows:?}");
    assert_eq!(report.failures, []);
    // Each scheme says what 满意 is.
    assert_eq!(report.notes.iter().filter(|note| note.contains("满意率＝")).count(), 2, "{:?}", report.notes);
}

#[test]
fn meetings_after_the_as_of_day_are_not_spoken_of() {
    let mut sample = sample();
    let (branch, notary) = (sample.branch, sample.notary);
    sample
        .office
        .change("评议", |change| {
            evaluate(change, "PY-1", "2012-02-10", Subject::Organization(branch), "organization-004");
            evaluate(change, "PY-2", "2012-03-20", Subject::Organization(branch), "organization-004");
            let facts = MeetingFacts {
                code: "PY-3".to_owned(),
                held_on: day("2012-02-11"),
                place: None,
                method: Method::Meeting,
            };
            let meeting = evaluations::store::put_meeting(change, &facts)?;
            let scheme = evaluations::store::schemes(change)?.remove("organization-004").unwrap();
            let papers = Papers { issued: Some(1), collected: Some(2), spoiled: 0 };
            let marks = vec![Mark::Grade(0); scheme.items.len()];
            let ballots = vec![BallotPattern { category: "党员".to_owned(), marks, copies: 2 }];
            let subject = Subject::Organization(notary);
            evaluations::store::put_ballots(change, meeting, subject, &scheme, papers, ballots)
        })
        .unwrap();
    let table = layout(&format!(
        "{EVALUATED}[[table.section]]\nrows = \"党组织\"\nsubject = \"organizations\"\ntotal = \"合计\"\n"
    ));
    let of_branches = |as_of: &str| -> Vec<String> {
        let request = FillRequest { as_of: day(as_of), ..quarter(None) };
        let report = fill(sample.office.read(), &table, &request).unwrap().remove(0);
        report.notes.into_iter().filter(|note| note.contains("党支部：")).collect()
    };
    let early = of_branches("2012-03-15");
    assert!(matches!(early.as_slice(), [void] if void.starts_with("公证处党支部：")), "{early:?}");
    let late = of_branches("2012-03-31");
    assert!(late.iter().any(|note| note.starts_with("机关党支部：合并计算2场评议")), "{late:?}");
    assert!(late.contains(&early[0]), "{late:?}");
}

#[test]
fn members_stand_by_the_branch_that_evaluated_them() {
    let mut sample = sample();
    let (people, notary) = (sample.people.clone(), sample.notary);
    sample
        .office
        .change("测评", |change| {
            for (place, person) in people.iter().take(2).enumerate() {
                let code = format!("MP-{place}");
                evaluate(change, &code, "2012-02-10", Subject::Member(*person), "member-review");
            }
            // 孔静 moved to the other branch after the meeting; 王磊 left.
            members::store::record(change, people[0], &event(EventKind::Moved, "2012-03-01", Some(notary)))?;
            let left = event(EventKind::TransferredOut, "2012-03-02", None);
            members::store::record(change, people[1], &left)?;
            Ok(())
        })
        .unwrap();
    let (_, text) = store_text("review-result-table");
    let review = Layout::parse(text).unwrap();
    let reports = fill(sample.office.read(), &review, &quarter(None)).unwrap();
    // Only the branch where somebody was evaluated has a paper.
    let [report] = reports.as_slice() else { panic!("{} papers", reports.len()) };
    assert_eq!(report.unit, "机关党支部");
    let names: Vec<&str> = report.tables[0].rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["毛卫国", "王磊", "孔静"], "on the roster first, then those who are gone");
    assert!(
        report.tables[0].lead.as_ref().unwrap().contains("发出测评表20张，收回18张，其中有效18张"),
        "{:?}",
        report.tables[0].lead
    );
    assert_eq!(report.failures, []);
}

#[test]
fn the_list_of_a_democratic_review_has_no_probationary_members_and_says_so() {
    let mut sample = sample();
    let (people, branch) = (sample.people.clone(), sample.branch);
    sample
        .office
        .change("测评", |change| {
            let facts = MemberFacts { name: "吴明".to_owned(), ..MemberFacts::default() };
            let admitted = event(EventKind::Admitted, "2012-01-10", Some(branch));
            members::store::insert(change, &facts, &admitted)?;
            evaluate(change, "MZ-1", "2012-02-10", Subject::Member(people[0]), "member-review");
            // The other scheme evaluates everybody: what holds for the list is the list's own scheme.
            evaluate(change, "MP-1", "2012-02-11", Subject::Member(people[1]), "member-004");
            Ok(())
        })
        .unwrap();
    let only_full = "民主评议只对正式党员评定等次，预备党员不计入应评。".to_owned();
    let (_, text) = store_text("review-result-table");
    let reports = fill(sample.office.read(), &Layout::parse(text).unwrap(), &quarter(None)).unwrap();
    let names: Vec<&str> = reports[0].tables[0].rows.iter().map(|row| row.name.as_str()).collect();
    assert!(!names.contains(&"吴明") && names.contains(&"孔静"), "{names:?}");
    assert!(reports[0].notes.contains(&only_full), "{:?}", reports[0].notes);

    let list = |scheme: &str| {
        let section = "[[table.section]]\nrows = \"党员\"\nsubject = \"members\"";
        let report = filled(&sample, &layout(&format!("{EVALUATED}{section}\nscheme = \"{scheme}\"\n")));
        (read(&report).iter().any(|row| row.contains("吴明")), report.notes.contains(&only_full))
    };
    assert_eq!(list("member-review"), (false, true));
    assert_eq!(list("member-004"), (true, false));
}

fn store_text(key: &str) -> (&'static str, &'static str) {
    *crate::statistics::layout::ready_made().iter().find(|(known, _)| *known == key).unwrap()
}

#[test]
fn a_figure_in_the_sentence_above_has_the_decimals_of_the_layout() {
    let mut sample = sample();
    let branch = sample.branch;
    sample
        .office
        .change("评议", |change| {
            evaluate(change, "PY-1", "2012-02-10", Subject::Organization(branch), "organization-004");
            Ok(())
        })
        .unwrap();
    let lead = "[[table]]\nlead = \"满意率{evaluations.*.satisfied_rate}%。\"\n";
    let table = EVALUATED.replacen("[[table]]\n", lead, 1);
    let section = "[[table.section]]\nrows = \"党组织\"\nsubject = \"organizations\"\n";
    let report = filled(&sample, &layout(&format!("decimals = 1\n{table}{section}")));
    assert_eq!(report.tables[0].lead.as_deref(), Some("满意率100.0%。"));
}

#[test]
fn items_stand_in_rows_and_the_overall_one_is_the_total() {
    let mut sample = sample();
    let branch = sample.branch;
    sample
        .office
        .change("评议", |change| {
            evaluate(change, "PY-1", "2012-02-10", Subject::Organization(branch), "organization-004");
            Ok(())
        })
        .unwrap();
    let items = layout(
        "checks = [\"evaluations.*.valid = evaluations.*.grade[满意] + evaluations.*.abstained\"]\n\
         [[table]]\nlabel = \"评议内容\"\ncolumns = [{ head = \"满意\", indicator = \"evaluations.*.grade[满意]\" }]\n\
         [[table.section]]\nrows = \"评议内容\"\nsubject = \"organizations\"\ntotal = \"总体评价\"\n",
    );
    let report = filled(&sample, &items);
    let rows = read(&report);
    assert_eq!(rows.len(), 6);
    assert_eq!((rows[0].as_str(), rows[5].as_str()), ("1 组织开展创先争优活动情况 9", "总体评价 9"));
    assert_eq!(report.failures, []);
}
