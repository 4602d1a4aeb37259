use super::*;
use crate::{
    Error, ErrorCode,
    store::{OperationId, OperationKind},
};

#[test]
fn a_change_is_kept_whole_or_not_at_all() {
    let (_folder, mut office) = office();
    let result: Result<(), Error> = office.change("登记党组织", |change| {
        change
            .execute("INSERT INTO organization (name, kind, position) VALUES ('一支部', '党支部', 1)", [])?;
        Err(Error::refused("不行"))
    });
    assert_eq!(result.unwrap_err().message, "不行");
    assert_eq!(count(&office, "SELECT count(*) FROM organization"), 0);
    assert_eq!(office.history(None).unwrap().len(), 1, "only 建立台账");
}

#[test]
fn a_rehearsal_changes_nothing_and_leaves_no_trace() {
    let (_folder, mut office) = office();
    let seen = office
        .rehearse(|change| {
            change.execute(
                "INSERT INTO organization (name, kind, position) VALUES ('一支部', '党支部', 1)",
                [],
            )?;
            change.next_number("台账")?;
            Ok(change.query_row("SELECT count(*) FROM organization", [], |row| row.get::<_, i64>(0))?)
        })
        .unwrap();
    assert_eq!(seen, 1);
    assert_eq!(count(&office, "SELECT count(*) FROM organization"), 0);
    assert_eq!(count(&office, "SELECT count(*) FROM counter"), 0);
    assert_eq!(office.history(None).unwrap().len(), 1);
}

#[test]
fn an_operation_that_changed_no_record_leaves_no_trace() {
    let (_folder, mut office) = office();
    branch(&mut office, "一支部");
    run(&mut office, "UPDATE organization SET phone = NULL");
    assert_eq!(office.history(None).unwrap().len(), 2);
    assert_eq!(office.undo().unwrap(), "登记党组织");
}

#[test]
fn nothing_outside_an_operation_can_change_a_record() {
    let (folder, mut office) = office();
    let branch = branch(&mut office, "一支部");
    member(&mut office, "王磊", branch);
    for sql in [
        "INSERT INTO setting (key, value) VALUES ('a', 'b')",
        "UPDATE member SET name = '李四'",
        "DELETE FROM membership_event",
        "INSERT OR REPLACE INTO organization (id, name, kind, position) VALUES (1, '二支部', '党支部', 1)",
    ] {
        let connection =
            Connection::open_with_flags(folder.path().join("office.db"), OpenFlags::SQLITE_OPEN_READ_WRITE)
                .unwrap();
        let refused = connection.execute_batch(sql).unwrap_err();
        assert!(refused.to_string().contains("only inside an operation"), "{sql}: {refused}");
        assert_eq!(
            Error::from(office.read().execute_batch(sql).unwrap_err()).code,
            ErrorCode::Internal,
            "{sql}"
        );
    }
    assert!(verified(&office).ok);
}

#[test]
fn every_table_with_records_is_watched() {
    let (_folder, office) = office();
    let watched = crate::store::triggers::watched(office.read()).unwrap();
    assert_eq!(
        watched,
        [
            "ballot",
            "category_count",
            "evaluation",
            "honour",
            "item_count",
            "layout",
            "meeting",
            "meeting_voters",
            "member",
            "membership_event",
            "name_order",
            "nomination",
            "nomination_step",
            "objection",
            "office",
            "officer",
            "organization",
            "pledge",
            "pledge_progress",
            "programme",
            "quota",
            "review",
            "scheme",
            "setting",
            "standing",
            "term"
        ]
    );
    let triggers = "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'history%'";
    assert_eq!(count(&office, triggers), 3 * watched.len() as i64);
}

#[test]
fn a_replaced_row_is_in_the_history_too() {
    let (_folder, mut office) = office();
    branch(&mut office, "一支部");
    run(
        &mut office,
        "INSERT OR REPLACE INTO organization (id, name, kind, position) VALUES (1, '二支部', '党支部', 2)",
    );
    assert_eq!(names(&office, "organization"), ["二支部"]);
    assert!(verified(&office).ok);
    office.undo().unwrap();
    assert_eq!(names(&office, "organization"), ["一支部"]);
    assert!(verified(&office).ok);
}

#[test]
fn undo_survives_a_restart() {
    let (folder, mut office) = office();
    branch(&mut office, "一支部");
    run(&mut office, "UPDATE organization SET name = '第一党支部', note = '㛃\"''\\u0041\n' || char(0, 9)");
    drop(office);

    let mut office = reopen(folder.path());
    assert_eq!(office.undo().unwrap(), "改动");
    assert_eq!(names(&office, "organization"), ["一支部"]);
    drop(office);

    let mut office = reopen(folder.path());
    assert_eq!(office.undo().unwrap(), "登记党组织");
    assert_eq!(names(&office, "organization"), [""; 0]);
    drop(office);

    let mut office = reopen(folder.path());
    assert_eq!(office.redo().unwrap(), "登记党组织");
    assert_eq!(office.redo().unwrap(), "改动");
    assert_eq!(names(&office, "organization"), ["第一党支部"]);
    let note: String =
        office.read().query_row("SELECT note FROM organization", [], |row| row.get(0)).unwrap();
    assert_eq!(note, "㛃\"'\\u0041\n\0\t");
    assert!(verified(&office).ok);
}

#[test]
fn nothing_to_undo_is_said_plainly() {
    let (_folder, mut office) = office();
    assert_eq!(office.undo().unwrap_err().message, "没有可以撤销的操作");
    assert_eq!(office.redo().unwrap_err().message, "没有可以重做的操作");
    office.note("导出", "党员花名册").unwrap();
    assert_eq!(office.undo().unwrap_err().code, ErrorCode::Refused, "a note is never undone");
    assert_eq!(count(&office, "SELECT count(*) FROM office"), 1);
}

#[test]
fn a_new_change_ends_what_could_be_redone() {
    let (_folder, mut office) = office();
    branch(&mut office, "一支部");
    office.undo().unwrap();
    office.note("导出", "党组织名册").unwrap();
    assert_eq!(office.redo().unwrap(), "登记党组织", "a note does not end it");
    office.undo().unwrap();
    branch(&mut office, "二支部");
    assert_eq!(office.redo().unwrap_err().message, "没有可以重做的操作");
    assert_eq!(names(&office, "organization"), ["二支部"]);
}

#[test]
fn a_number_of_a_ledger_is_never_reused_after_undo() {
    let (_folder, mut office) = office();
    let branch = branch(&mut office, "一支部");
    let pledge = |office: &mut Office| {
        office
            .change("登记承诺", |change| {
                let number = change.next_number("承诺台账")?;
                change.execute(
                    "INSERT INTO pledge (ledger_number, year, organization_id, content, status)
                     VALUES (?1, 2012, ?2, '办好十件实事', '未启动')",
                    (number, branch),
                )?;
                Ok(number)
            })
            .unwrap()
    };
    assert_eq!(pledge(&mut office), 1);
    assert_eq!(pledge(&mut office), 2);
    office.undo().unwrap();
    assert_eq!(pledge(&mut office), 3);
    office.undo().unwrap();
    office.undo().unwrap();
    assert_eq!(pledge(&mut office), 4);
}

#[test]
fn deleting_a_pledge_and_its_progress_comes_back_together() {
    let (_folder, mut office) = office();
    let branch = branch(&mut office, "一支部");
    run(
        &mut office,
        &format!(
            "INSERT INTO pledge (id, ledger_number, year, organization_id, content, status)
               VALUES (7, 1, 2012, {branch}, '办好十件实事', '推进中');
             INSERT INTO pledge_progress (pledge_id, happened_on, content) VALUES (7, '2012-02-01', '已办三件');
             INSERT INTO pledge_progress (pledge_id, happened_on, content) VALUES (7, '2012-03-01', '已办五件');"
        ),
    );
    run(&mut office, "DELETE FROM pledge");
    assert_eq!(count(&office, "SELECT count(*) FROM pledge_progress"), 0);
    for _ in 0..2 {
        office.undo().unwrap();
        assert_eq!(count(&office, "SELECT count(*) FROM pledge_progress WHERE pledge_id = 7"), 2);
        office.redo().unwrap();
        assert_eq!(count(&office, "SELECT count(*) FROM pledge_progress"), 0);
    }
    assert!(verified(&office).ok);
}

#[test]
fn undo_refuses_when_a_record_is_not_as_the_operation_left_it() {
    let (folder, mut office) = office();
    branch(&mut office, "一支部");
    behind_the_back(
        folder.path(),
        "DROP TRIGGER history_organization_update; UPDATE organization SET name = '二支部'",
    );
    let error = office.undo().unwrap_err();
    assert_eq!(error.code, ErrorCode::Refused);
    assert!(error.message.contains("不能撤销"), "{}", error.message);
    assert_eq!(names(&office, "organization"), ["二支部"]);
    assert_eq!(office.history(None).unwrap().len(), 2, "a refused undo leaves no trace");
}

#[test]
fn the_history_tells_what_stands_and_what_the_next_undo_takes_back() {
    let (_folder, mut office) = office();
    branch(&mut office, "一支部");
    office
        .change("导入党员", |change| {
            change.execute("INSERT INTO member (name, position) VALUES ('王磊', 1), ('李四', 2)", [])?;
            change.describe("新增 2 人");
            Ok(())
        })
        .unwrap();
    office.undo().unwrap();
    let history = office.history(None).unwrap();
    let lines: Vec<_> = history
        .iter()
        .map(|entry| (entry.id.0, entry.kind, entry.name.as_str(), entry.rows, entry.undoable, entry.undone))
        .collect();
    assert_eq!(
        lines,
        [
            (4, OperationKind::Undo, "撤销“导入党员”", 2, false, false),
            (3, OperationKind::Change, "导入党员", 2, false, true),
            (2, OperationKind::Change, "登记党组织", 1, true, false),
            (1, OperationKind::Note, "建立台账", 1, false, false),
        ]
    );
    assert_eq!(history[1].detail.as_deref(), Some("新增 2 人"));
    assert_eq!(history[0].happened_at.to_string(), "2012-03-15 12:00:00");
    assert_eq!(office.history(Some(1)).unwrap().len(), 1);

    let changes = office.changes_of(OperationId(4), None).unwrap();
    assert_eq!((changes[0].table.as_str(), changes[0].row), ("member", 2), "last one first");
    assert_eq!(changes[0].before.as_ref().unwrap()["name"], "李四");
    assert_eq!(changes[0].after, None);
}

#[test]
fn two_programs_share_an_office_and_its_history() {
    let (folder, mut one) = office();
    let mut two = reopen(folder.path());
    branch(&mut one, "一支部");
    branch(&mut two, "二支部");
    assert_eq!(names(&one, "organization"), ["一支部", "二支部"]);
    assert_eq!(one.undo().unwrap(), "登记党组织");
    assert_eq!(names(&two, "organization"), ["一支部"]);
    assert!(verified(&two).ok);
}
