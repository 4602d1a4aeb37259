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

fn store_text(key: &str) -> (&'static str, &'static str) {
    *crate::statistics::layout::ready_made().iter().find(|(known, _)| *known == key).unwrap()
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
