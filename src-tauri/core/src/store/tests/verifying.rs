use super::*;
use crate::store::Level;

#[test]
fn a_fresh_office_verifies_without_a_finding() {
    let (_folder, mut office) = office();
    let branch = branch(&mut office, "一支部");
    member(&mut office, "王磊", branch);
    let found = verified(&office);
    assert!(found.ok);
    assert_eq!(found.findings, []);
    assert_eq!(serde_json::to_string(&found).unwrap(), r#"{"ok":true,"findings":[]}"#);
}

#[test]
fn rewriting_one_operation_breaks_the_chain() {
    for (story, sql) in [
        ("renamed", "UPDATE operation SET name = '登记党员' WHERE id = 3"),
        ("redated", "UPDATE operation SET happened_at = '2012-03-14T12:00:00' WHERE id = 3"),
        ("a detail added", "UPDATE operation SET detail = '' WHERE id = 3"),
        (
            "its row rewritten",
            "UPDATE row_change SET after = replace(after, '二支部', '三支部') WHERE operation_id = 3",
        ),
        ("its row taken away", "DELETE FROM row_change WHERE operation_id = 3"),
        (
            "a row slipped in",
            "INSERT INTO row_change (operation_id, table_name, row_id) VALUES (3, 'member', 9)",
        ),
        ("taken out", "UPDATE operation SET id = 9 WHERE id = 3"),
    ] {
        let (folder, mut office) = office();
        for name in ["一支部", "二支部", "四支部"] {
            branch(&mut office, name);
        }
        assert!(verified(&office).ok);
        behind_the_back(folder.path(), &format!("PRAGMA foreign_keys = OFF; {sql}"));
        let found = verified(&office);
        assert!(!found.ok, "{story}");
        let chain = found.findings.iter().find(|finding| finding.kind == "chain").expect(story);
        let first = if story == "taken out" { 4 } else { 3 };
        assert!(chain.message.contains(&format!("第一处是第 {first} 项操作")), "{story}: {}", chain.message);
    }
}

#[test]
fn cutting_off_the_end_of_the_history_is_found() {
    let (folder, mut office) = office();
    branch(&mut office, "一支部");
    office.note("导出", "党员花名册（存档版）").unwrap();
    behind_the_back(folder.path(), "DELETE FROM operation WHERE id = 3");
    let found = verified(&office);
    assert_eq!(kinds(&found), ["chain_end"]);
    branch(&mut office, "二支部");
    assert_eq!(office.history(Some(1)).unwrap()[0].id.0, 4, "its number is not given again");
}

#[test]
fn a_record_changed_behind_the_history_is_found() {
    for (story, sql) in [
        ("changed", "DROP TRIGGER history_member_update; UPDATE member SET name = '李四' WHERE id = 2"),
        (
            "added",
            "DROP TRIGGER history_member_insert; INSERT INTO member (name, position) VALUES ('李四', 2)",
        ),
        ("taken away", "DROP TRIGGER history_member_delete; DELETE FROM member WHERE id = 2"),
    ] {
        let (folder, mut office) = office();
        let branch = branch(&mut office, "一支部");
        member(&mut office, "王磊", branch);
        run(&mut office, "INSERT INTO member (id, name, position) VALUES (2, '张三', 2)");
        let trigger: String = office
            .read()
            .query_row(
                "SELECT sql FROM sqlite_schema WHERE name = ?1",
                [sql[13..].split(';').next().unwrap()],
                |row| row.get(0),
            )
            .unwrap();
        behind_the_back(folder.path(), &format!("{sql}; {trigger};"));
        let found = verified(&office);
        assert!(!found.ok, "{story}");
        let records = found.findings.iter().find(|finding| finding.kind == "records").expect(story);
        assert_eq!(records.count, 1, "{story}");
        assert!(!records.message.contains("李四"), "no personal data in a finding");
    }
}

#[test]
fn a_dropped_trigger_is_found() {
    let (folder, office) = office();
    behind_the_back(folder.path(), "DROP TRIGGER history_member_update; CREATE TABLE extra (a)");
    let found = verified(&office);
    assert_eq!((kinds(&found), found.findings[0].count), (vec!["structure"], 2));
}

/// What two branches, one pledge, one meeting and one scheme need to be there.
const GROUND: &str = "
    INSERT INTO organization (id, name, kind, position) VALUES (1, '一支部', '党支部', 1), (2, '二支部', '党支部', 2);
    INSERT INTO member (id, name, position, birth_date, joined_on) VALUES (1, '王磊', 1, '1970-06-03', '1995-07-01');
    INSERT INTO membership_event (member_id, kind, happened_on, organization_id, standing)
      VALUES (1, '期初登记', '2012-01-01', 1, '正式党员');
    INSERT INTO scheme (id, key, definition) VALUES
      (1, 'two-items', '{\"items\":[{},{}],\"grades\":[{},{},{},{}]}');
    INSERT INTO meeting (id, code, held_on, method) VALUES (1, '2012-1', '2012-02-10', '会议');
    INSERT INTO evaluation (id, meeting_id, scheme_id, organization_id, issued, collected, spoiled, entry)
      VALUES (1, 1, 1, 1, 10, 9, 1, 'ballots');
    INSERT INTO ballot (evaluation_id, voter_category, marks, copies) VALUES (1, '党员', '11', 5), (1, '党员', 'x-', 3);
    INSERT INTO evaluation (id, meeting_id, scheme_id, member_id, issued, collected, spoiled, entry)
      VALUES (2, 1, 1, 1, 10, 5, 0, 'counts');
    INSERT INTO category_count (evaluation_id, voter_category, valid) VALUES (2, '党员', 5);
    INSERT INTO item_count (evaluation_id, voter_category, item, mark, papers)
      VALUES (2, '党员', 0, '1', 4), (2, '党员', 0, '-', 1), (2, '党员', 1, '2', 5);
    INSERT INTO pledge (id, ledger_number, year, organization_id, content, status)
      VALUES (1, 1, 2012, 1, '办好十件实事', '推进中');";

#[test]
fn what_cannot_be_true_is_counted_category_by_category() {
    for (sql, kind, level, count) in [
        ("SELECT 1", "", Level::Warning, 0),
        (
            "INSERT INTO membership_event (member_id, kind, happened_on, organization_id) VALUES (1, '期初登记', '2012-02-01', 2)",
            "two_memberships", Level::Error, 1,
        ),
        (
            "INSERT INTO membership_event (member_id, kind, happened_on, organization_id) VALUES (1, '转入', '2012-02-01', 2)",
            "two_memberships", Level::Error, 1,
        ),
        (
            "INSERT INTO membership_event (member_id, kind, happened_on, organization_id) VALUES
               (1, '转出', '2012-02-01', NULL), (1, '转入', '2012-02-01', 2)",
            "", Level::Warning, 0,
        ),
        (
            "INSERT INTO membership_event (member_id, kind, happened_on) VALUES (1, '转出', '2012-02-01'), (1, '去世', '2012-02-03')",
            "left_twice", Level::Error, 1,
        ),
        (
            "INSERT INTO membership_event (member_id, kind, happened_on) VALUES (1, '停止党籍', '2012-02-01'), (1, '出党', '2012-02-03')",
            "", Level::Warning, 0,
        ),
        ("INSERT INTO member (name, position) VALUES ('李四', 2)", "no_membership", Level::Warning, 1),
        ("UPDATE member SET birth_date = '1995-07-02'", "before_birth", Level::Error, 1),
        (
            "INSERT INTO membership_event (member_id, kind, happened_on) VALUES (1, '离退休', '1969-01-01')",
            "before_birth", Level::Error, 1,
        ),
        ("UPDATE member SET joined_on = '1995-02-30'", "bad_date", Level::Error, 1),
        ("UPDATE pledge SET deadline = '2012年'", "bad_date", Level::Error, 1),
        (
            "UPDATE organization SET parent_id = 3 - id",
            "organization_circle", Level::Error, 2,
        ),
        (
            "INSERT INTO term (organization_id, began_on, ends_on) VALUES
               (1, '2008-03-01', '2011-03-01'), (1, '2011-02-28', '2014-02-28'), (2, '2009-01-01', '2012-01-01')",
            "terms_overlap", Level::Error, 1,
        ),
        (
            "INSERT INTO term (organization_id, began_on, ends_on) VALUES
               (1, '2008-03-01', '2011-03-01'), (1, '2011-03-01', NULL)",
            "", Level::Warning, 0,
        ),
        (
            "INSERT INTO term (id, organization_id, began_on, ends_on) VALUES (1, 1, '2008-03-01', '2011-03-01');
             INSERT INTO officer (term_id, name, post, appointed_on, position) VALUES
               (1, '王磊', '书记', '2011-03-01', 1), (1, '李敏', '委员', '2011-03-02', 2)",
            "appointed_after_election", Level::Error, 1,
        ),
        ("UPDATE organization SET dissolved_on = '2012-03-01' WHERE id = 1", "dissolved_with_members", Level::Warning, 1),
        ("UPDATE organization SET dissolved_on = '2012-03-01' WHERE id = 2", "", Level::Warning, 0),
        (
            "UPDATE organization SET dissolved_on = '2012-03-01' WHERE id = 1;
             INSERT INTO membership_event (member_id, kind, happened_on, organization_id) VALUES (1, '内部调动', '2012-03-01', 2)",
            "", Level::Warning, 0,
        ),
        (
            "UPDATE pledge SET closed_on = '2012-03-01', status = '未兑现', reason = ' '",
            "closed_without_reason", Level::Error, 1,
        ),
        ("UPDATE scheme SET definition = '{\"items\":[1,2],\"grades\":[1,2,3,4]}'", "scheme_changed", Level::Error, 1),
        ("UPDATE evaluation SET issued = 8 WHERE id = 1", "collected_beyond_issued", Level::Warning, 1),
        ("UPDATE evaluation SET spoiled = 6, collected = 5 WHERE id = 2;
          DELETE FROM category_count; DELETE FROM item_count", "spoiled_beyond_collected", Level::Warning, 1),
        ("UPDATE ballot SET copies = 4 WHERE marks = 'x-'", "tally_beyond_papers", Level::Warning, 1),
        ("UPDATE ballot SET copies = 2 WHERE marks = 'x-'", "papers_not_entered", Level::Warning, 1),
        ("UPDATE evaluation SET collected = NULL, issued = NULL", "", Level::Warning, 0),
        ("UPDATE evaluation SET entry = 'counts' WHERE id = 1", "ballots_and_counts", Level::Error, 1),
        ("UPDATE ballot SET marks = '111' WHERE marks = '11'", "ballot_unlike_scheme", Level::Error, 1),
        ("UPDATE ballot SET marks = '15' WHERE marks = '11'", "ballot_unlike_scheme", Level::Error, 1),
        ("UPDATE item_count SET papers = 5 WHERE mark = '1'", "counts_do_not_add_up", Level::Warning, 1),
        ("DELETE FROM item_count WHERE item = 1", "counts_do_not_add_up", Level::Warning, 1),
    ] {
        let (_folder, mut office) = office();
        run(&mut office, GROUND);
        assert_eq!(verified(&office).findings, [], "the ground is sound");
        if sql != "SELECT 1" {
            run(&mut office, sql);
        }
        let found = verified(&office);
        if kind.is_empty() {
            assert_eq!(found.findings, [], "{sql}");
            continue;
        }
        let found_one = found.findings.iter().map(|it| (it.kind, it.level, it.count)).collect::<Vec<_>>();
        assert_eq!(found_one, [(kind, level, count)], "{sql}");
        assert_eq!(found.ok, level == Level::Warning, "{sql}");
        assert!(found.findings[0].message.contains(&count.to_string()), "{}", found.findings[0].message);
    }
}

#[test]
fn a_scheme_may_change_before_it_is_used() {
    let (_folder, mut office) = office();
    run(&mut office, GROUND);
    run(&mut office, "DELETE FROM evaluation");
    run(&mut office, "UPDATE scheme SET definition = '{\"items\":[],\"grades\":[]}'");
    assert_eq!(verified(&office).findings, []);
    office.undo().unwrap();
    office.undo().unwrap();
    assert_eq!(verified(&office).findings, [], "undone, the old definition stands under the old evaluations");
}

#[test]
fn a_record_that_points_to_nothing_is_found() {
    let (folder, mut office) = office();
    run(&mut office, GROUND);
    behind_the_back(
        folder.path(),
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
         INSERT INTO running_operation VALUES (1, 3);
         INSERT INTO pledge_progress (pledge_id, happened_on, content) VALUES (99, '2012-03-01', '进展');
         DELETE FROM running_operation;",
    );
    assert_eq!(kinds(&verified(&office)), ["foreign_keys", "stray_changes"]);
}
