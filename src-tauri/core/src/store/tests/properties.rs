//! Whatever is done can be taken back.

use proptest::prelude::*;

use super::*;

/// One step of a clerk's day. Numbers choose among what is there.
#[derive(Debug, Clone)]
enum Step {
    Found(u8),
    Rename(u8, String),
    Move(u8, u8),
    Swap(u8, u8),
    Register(u8),
    Pledge(u8),
    Progress(u8, String),
    DropPledge(u8),
    Undo,
    Redo,
    Note,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any::<u8>().prop_map(Step::Found),
        (any::<u8>(), "[\\PC\\n\"'\\\\]{1,6}").prop_map(|(a, b)| Step::Rename(a, b)),
        any::<(u8, u8)>().prop_map(|(a, b)| Step::Move(a, b)),
        any::<(u8, u8)>().prop_map(|(a, b)| Step::Swap(a, b)),
        any::<u8>().prop_map(Step::Register),
        any::<u8>().prop_map(Step::Pledge),
        (any::<u8>(), "\\PC{1,6}").prop_map(|(a, b)| Step::Progress(a, b)),
        any::<u8>().prop_map(Step::DropPledge),
        Just(Step::Undo),
        Just(Step::Redo),
        Just(Step::Note),
    ]
}

/// The row that a number chooses in a table, as SQL.
fn pick(table: &str, number: u8) -> String {
    format!(
        "(SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET {number} % max(1, (SELECT count(*) FROM {table})))"
    )
}

/// Does a step. One that the rules of the file refuse changes nothing, as on the clerk's desk.
fn walk(office: &mut Office, step: &Step) {
    let (sql, text) = match step {
        Step::Undo => return drop(office.undo()),
        Step::Redo => return drop(office.redo()),
        Step::Note => return office.note("导出", "花名册").unwrap(),
        Step::Found(number) => (
            format!(
                "INSERT INTO organization (name, kind, position) VALUES ('支部' || random(), '党支部', {number})"
            ),
            None,
        ),
        Step::Rename(number, name) => (
            format!("UPDATE organization SET name = ?1 WHERE id = {}", pick("organization", *number)),
            Some(name),
        ),
        Step::Move(number, above) => (
            format!(
                "UPDATE organization SET parent_id = {} WHERE id = {}",
                pick("organization", *above),
                pick("organization", *number)
            ),
            None,
        ),
        // Two unique names change places over a third: only the right order takes this back.
        Step::Swap(one, two) => {
            let (one, two) = (pick("organization", *one), pick("organization", *two));
            let swap = |change: &crate::store::Change<'_>| {
                let read = |pick: &str| -> crate::Result<(i64, String)> {
                    let sql = format!("SELECT id, name FROM organization WHERE id = {pick}");
                    Ok(change.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
                };
                let ((a, a_name), (b, b_name)) = (read(&one)?, read(&two)?);
                let rename = "UPDATE organization SET name = ?2 WHERE id = ?1";
                change.execute(rename, (a, "暂名"))?;
                change.execute(rename, (b, a_name))?;
                change.execute(rename, (a, b_name))?;
                Ok(())
            };
            return drop(office.change("对调", swap));
        }
        Step::Register(number) => (
            format!(
                "INSERT INTO membership_event (member_id, kind, happened_on, organization_id)
                 SELECT id, '期初登记', '2012-01-01', {} FROM member",
                pick("organization", *number)
            ),
            None,
        ),
        Step::Pledge(number) => (
            format!(
                "INSERT INTO pledge (ledger_number, year, organization_id, content, status)
                 VALUES (abs(random() / 2) + 1, 2012, {}, '实事', '未启动')",
                pick("organization", *number)
            ),
            None,
        ),
        Step::Progress(number, content) => (
            format!(
                "INSERT INTO pledge_progress (pledge_id, happened_on, content) SELECT {}, '2012-02-01', ?1",
                pick("pledge", *number)
            ),
            Some(content),
        ),
        Step::DropPledge(number) => {
            (format!("DELETE FROM pledge WHERE id = {}", pick("pledge", *number)), None)
        }
    };
    let _ = office.change("一步", |change| {
        match text {
            Some(text) => change.execute(&sql, [text])?,
            None => change.execute(&sql, [])?,
        };
        Ok(())
    });
}

/// Every record of the office, as text.
fn rows(office: &Office) -> Vec<String> {
    let mut all = Vec::new();
    for table in crate::store::triggers::watched(office.read()).unwrap() {
        let columns = crate::store::triggers::columns(office.read(), &table).unwrap();
        let image = crate::store::triggers::image(&columns, &table);
        let mut statement =
            office.read().prepare(&format!("SELECT '{table} ' || {image} FROM {table} ORDER BY id")).unwrap();
        all.extend(statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_gives_the_first_rows_back(steps in prop::collection::vec(step(), 1..25)) {
        let (folder, mut office) = office();
        branch(&mut office, "一支部");
        office.change("登记党员", |change| Ok(change.execute_batch(
            "INSERT INTO member (name, position) VALUES ('王磊', 1), ('李四', 2)")?)).unwrap();
        office.undo().unwrap();
        office.undo().unwrap();
        let first = rows(&office);
        office.redo().unwrap();
        office.redo().unwrap();
        for step in &steps {
            walk(&mut office, step);
        }
        let last = rows(&office);
        drop(office);
        let mut office = reopen(folder.path());
        let mut taken_back = 0;
        while office.undo().is_ok() {
            taken_back += 1;
        }
        prop_assert_eq!(rows(&office), first);
        for _ in 0..taken_back {
            office.redo().unwrap();
        }
        prop_assert_eq!(rows(&office), last);
        let found = verified(&office);
        let broken = found.findings.iter().any(|finding| finding.level == crate::store::Level::Error
            && !["two_memberships", "organization_circle"].contains(&finding.kind));
        prop_assert!(!broken, "{:?}", found);
    }

    #[test]
    fn undo_then_redo_is_as_if_nothing_happened(steps in prop::collection::vec(step(), 1..12)) {
        let (_folder, mut office) = office();
        branch(&mut office, "一支部");
        for step in &steps {
            walk(&mut office, step);
            let rows_before = rows(&office);
            if office.undo().is_ok() {
                office.redo().unwrap();
            }
            prop_assert_eq!(rows(&office), rows_before);
        }
    }
}
