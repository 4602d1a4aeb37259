//! Seals on real files, differences on made-up ones.

use chrono::NaiveDate;
use tempfile::TempDir;

use super::*;
use crate::{
    ErrorCode, Office,
    clock::Clock,
    members::{self, EventKind, MemberFacts, MemberId, MembershipEvent, Sex, Standing},
    organizations::{self, OrganizationFacts, OrganizationId, OrganizationKind},
    progress::Silent,
    statistics::{
        books::{Books, FrozenRecord, Place, Scope},
        indicators,
        layout::Layout,
        report::{Figure, Grid, Report, Role, Row},
    },
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A record of made-up content.
fn person(id: i64, name: &str, born: &str) -> FrozenRecord {
    FrozenRecord {
        kind: "党员".into(),
        id,
        name: name.into(),
        organization: Some("一支部".into()),
        facts: vec![("性别".into(), "女".into()), ("出生日期".into(), born.into())],
    }
}

/// One table, columns 党员数 and 30岁及以下, one row a branch; of each cell the records by place.
fn content(records: Vec<FrozenRecord>, rows: &[(&str, &[usize], &[usize])]) -> Content {
    let figure = |key: &str, of: &[usize]| {
        Some(FrozenFigure {
            indicator: key.into(),
            span: Span::Period,
            value: Value::Count(of.len() as u64),
            printed: of.len().to_string(),
            rows: of.iter().map(|place| (*place, 1)).collect(),
        })
    };
    let rows = rows.iter().map(|(name, all, young)| FrozenRow {
        key: format!("0 line {name}"),
        name: (*name).to_owned(),
        figures: vec![figure("members.total", all), figure("members.age[..30]", young), None],
    });
    Content {
        tables: vec![FrozenTable {
            name: "党员".into(),
            lead: None,
            columns: vec!["党员数".into(), "30岁及以下".into(), "备注".into()],
            rows: rows.collect(),
        }],
        records,
        ..Content::default()
    }
}

/// `row column name change facts` of each changed row.
fn told(difference: &Difference) -> Vec<String> {
    let row = |row: &RowDifference| {
        let facts: Vec<String> =
            row.facts.iter().map(|fact| format!(" {} {}→{}", fact.fact, fact.sealed, fact.now)).collect();
        format!("{} {} {} {}{}", row.row, row.column, row.name, row.change, facts.concat())
    };
    difference.rows.iter().map(row).collect()
}

fn figures(difference: &Difference) -> Vec<String> {
    let shown = |text: &Option<String>| text.clone().unwrap_or_default();
    let figure = |figure: &FigureDifference| {
        format!("{} {} {}→{}", figure.row, figure.column, shown(&figure.sealed), shown(&figure.now))
    };
    difference.figures.iter().map(figure).collect()
}

#[test]
fn the_same_content_differs_in_nothing() {
    let sealed = content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[0], &[])]);
    assert!(difference(&sealed, &sealed).is_empty());
    // The place of a record in the list means nothing.
    let two = vec![person(2, "李梅", "1985-01-01"), person(1, "王磊", "1970-06-03")];
    let mut turned = two.clone();
    turned.reverse();
    let (one, other) =
        (content(two, &[("一支部", &[0, 1], &[0])]), content(turned, &[("一支部", &[1, 0], &[1])]));
    assert!(difference(&one, &other).is_empty());
}

#[test]
fn a_corrected_birth_date_is_told_where_it_moves_a_figure_and_nowhere_else() {
    let sealed = content(
        vec![person(1, "王磊", "1970-06-03"), person(2, "李梅", "1985-01-01")],
        &[("一支部", &[0, 1], &[1])],
    );
    let now = content(
        vec![person(1, "王磊", "1982-06-03"), person(2, "李梅", "1985-01-01")],
        &[("一支部", &[0, 1], &[0, 1])],
    );
    let found = difference(&sealed, &now);
    assert_eq!(figures(&found), ["一支部 30岁及以下 1→2"]);
    assert_eq!(told(&found), ["一支部 30岁及以下 王磊 新增 出生日期 1970-06-03→1982-06-03"]);
    assert_eq!((found.rows[0].sealed, found.rows[0].now), (None, Some(1)));
    let back = difference(&now, &sealed);
    assert_eq!(told(&back), ["一支部 30岁及以下 王磊 移出 出生日期 1982-06-03→1970-06-03"]);
}

#[test]
fn a_fact_that_moves_no_figure_is_told_once() {
    let sealed =
        content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[0], &[]), ("合计", &[0], &[])]);
    let mut now =
        content(vec![person(1, "王垒", "1970-06-30")], &[("一支部", &[0], &[]), ("合计", &[0], &[])]);
    now.records[0].facts.push(("学历".into(), "大专".into()));
    let found = difference(&sealed, &now);
    assert_eq!(figures(&found), [""; 0]);
    assert_eq!(
        told(&found),
        ["一支部 党员数 王磊 变动 名称 王磊→王垒 出生日期 1970-06-03→1970-06-30 学历 —→大专"]
    );
    assert!(!found.is_empty());
}

#[test]
fn a_member_found_to_have_been_elsewhere_leaves_one_row_and_enters_another() {
    let sealed =
        content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[0], &[]), ("二支部", &[], &[])]);
    let now = content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[], &[]), ("二支部", &[0], &[])]);
    let found = difference(&sealed, &now);
    assert_eq!(figures(&found), ["一支部 党员数 1→0", "二支部 党员数 0→1"]);
    assert_eq!(told(&found), ["一支部 党员数 王磊 移出", "二支部 党员数 王磊 新增"]);
}

#[test]
fn a_row_that_only_one_side_has_is_told_with_its_records() {
    let sealed = content(vec![], &[("一支部", &[], &[])]);
    let now = content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[], &[]), ("二支部", &[0], &[])]);
    let found = difference(&sealed, &now);
    assert_eq!(figures(&found), ["二支部 党员数 →1", "二支部 30岁及以下 →0"]);
    assert_eq!(told(&found), ["二支部 党员数 王磊 新增"]);
    assert_eq!(figures(&difference(&now, &sealed)), ["二支部 党员数 1→", "二支部 30岁及以下 0→"]);
}

#[test]
fn a_record_that_counts_for_more_is_a_change() {
    let sealed = content(vec![person(1, "一支部承诺", "1970-06-03")], &[("一支部", &[0], &[])]);
    let mut now = sealed.clone();
    let figure = now.tables[0].rows[0].figures[0].as_mut().unwrap();
    (figure.rows[0].1, figure.value, figure.printed) = (3, Value::Count(3), "3".into());
    let found = difference(&sealed, &now);
    assert_eq!(told(&found), ["一支部 党员数 一支部承诺 变动"]);
    assert_eq!((found.rows[0].sealed, found.rows[0].now), (Some(1), Some(3)));
}

/// An evaluation over the quarter and over the year is one record with two sets of facts.
#[test]
fn a_record_is_compared_within_its_figure() {
    let voted = |count: &str| FrozenRecord {
        kind: "评议结果".into(),
        facts: vec![("有效".into(), count.into())],
        ..person(1, "王磊", "")
    };
    let sealed = content(vec![voted("40"), voted("90")], &[("本季", &[0], &[]), ("累计", &[1], &[])]);
    assert!(difference(&sealed, &sealed).is_empty());
    let now = content(vec![voted("40"), voted("91")], &[("本季", &[0], &[]), ("累计", &[1], &[])]);
    assert_eq!(told(&difference(&sealed, &now)), ["累计 党员数 王磊 变动 有效 90→91"]);
}

#[test]
fn a_pledge_that_was_fulfilled_since_is_no_correction() {
    let pledge = |status: &str| FrozenRecord {
        kind: "承诺事项".into(),
        facts: vec![("兑现状态".into(), status.into())],
        ..person(1, "王磊", "")
    };
    let sealed = content(vec![pledge("推进中")], &[("一支部", &[0], &[0])]);
    let now = content(vec![pledge("已兑现")], &[("一支部", &[0], &[0])]);
    assert!(difference(&sealed, &now).is_empty());
    // Where the state is what is counted, the figure tells.
    let moved = content(vec![pledge("已兑现")], &[("一支部", &[0], &[])]);
    assert_eq!(told(&difference(&sealed, &moved)), ["一支部 30岁及以下 王磊 移出 兑现状态 推进中→已兑现"]);
}

#[test]
fn a_period_is_filed_by_its_shortest_name() {
    for (written, filed) in [
        ("2012q1", "2012Q1"),
        ("2012-01-01..2012-03-31", "2012Q1"),
        ("2012-01-01..2012-12-31", "2012"),
        ("2012h2", "2012H2"),
        ("2012-03-01..2012-03-31", "2012-03"),
        ("2012-02-01..2012-03-15", "2012-02-01..2012-03-15"),
    ] {
        assert_eq!(period_text(&Period::parse(written).unwrap()), filed);
    }
}

#[test]
fn content_comes_back_as_it_was_frozen() {
    let frozen = content(vec![person(1, "周𬱖", "1970-06-03")], &[("一支部", &[0], &[])]);
    let packed = frozen.pack().unwrap();
    assert_eq!(Content::unpack(&packed).unwrap(), frozen);
    let error = Content::unpack(&packed[..packed.len() / 2]).unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (ErrorCode::Damaged, "封存件的数字读不出来"));
}

// ---------------------------------------------------------------- on a real file

fn office() -> (TempDir, Office, OrganizationId, MemberId) {
    let folder = tempfile::tempdir().unwrap();
    let mut office =
        Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2012-03-31"))).unwrap();
    let (branch, member) = office
        .change("登记", |change| {
            let facts = OrganizationFacts {
                name: "一支部".into(),
                kind: OrganizationKind::Branch,
                parent: None,
                domain: None,
                code: None,
                secretary: None,
                phone: None,
                founded_on: None,
                note: None,
            };
            let branch = organizations::store::insert(change, &facts)?;
            let facts = MemberFacts {
                name: "王磊".into(),
                sex: Some(Sex::Male),
                birth_date: Some(day("1970-06-03")),
                ..MemberFacts::default()
            };
            let opening = MembershipEvent {
                kind: EventKind::Opening,
                happened_on: day("2012-01-01"),
                organization: Some(branch),
                standing: Some(Standing::Full),
                category: None,
                post: None,
                note: None,
            };
            Ok((branch, members::store::insert(change, &facts, &opening)?))
        })
        .unwrap();
    (folder, office, branch, member)
}

fn sample_files() -> Files {
    Files { pdf: b"%PDF".to_vec(), xlsx: b"PK".to_vec(), html: b"<html>".to_vec() }
}

fn seal_of(version: u32, reason: Option<&str>) -> Seal {
    Seal {
        form: "quarterly-table".into(),
        period: "2012Q1".into(),
        as_of: day("2012-03-31"),
        version,
        reason: reason.map(str::to_owned),
        sealed_at: Clock::at(day("2012-03-31")).now(),
        layout: "key = \"quarterly-table\"".into(),
        hash: String::new(),
    }
}

fn made_up() -> Content {
    content(vec![person(1, "王磊", "1970-06-03")], &[("一支部", &[0], &[])])
}

fn sealed(office: &mut Office, seal: Seal) -> Seal {
    office
        .keep(crate::store::seals::SEALING, |change| store::insert(change, seal, &made_up(), &sample_files()))
        .unwrap()
}

fn behind_the_back(folder: &TempDir, sql: &str) {
    rusqlite::Connection::open(folder.path().join("office.db")).unwrap().execute_batch(sql).unwrap();
}

fn broken(office: &Office) -> Vec<String> {
    let found = office.verify(&Silent).unwrap().findings;
    found.into_iter().filter(|finding| finding.kind == "seal_broken").map(|finding| finding.message).collect()
}

#[test]
fn a_seal_is_found_again_whole_and_its_hash_stands_in_the_history() {
    let (_folder, mut office, ..) = office();
    let first = sealed(&mut office, seal_of(1, None));
    let second = sealed(&mut office, seal_of(2, Some("更正出生日期")));
    let read = office.read();
    assert_eq!(store::all(read).unwrap(), [first.clone(), second.clone()]);
    assert_eq!(store::find(read, "quarterly-table", "2012Q1", None).unwrap(), Some(second.clone()));
    assert_eq!(store::find(read, "quarterly-table", "2012Q1", Some(1)).unwrap(), Some(first.clone()));
    assert_eq!(store::find(read, "quarterly-table", "2012Q2", None).unwrap(), None);
    assert_eq!(store::content(read, &first).unwrap(), made_up());
    assert_eq!(store::files(read, &first).unwrap(), sample_files());
    let entry = &office.history(Some(1)).unwrap()[0];
    assert_eq!((entry.name.as_str(), entry.undoable), ("封存报表", false));
    assert_eq!(
        entry.detail.as_deref(),
        Some(format!("quarterly-table 2012Q1 第2版 SHA-256 {}", second.hash).as_str())
    );
    assert_eq!(broken(&office), [""; 0]);
    assert!(office.verify(&Silent).unwrap().ok);
}

#[test]
fn the_hash_covers_every_part() {
    let parts: [(&str, &str); 12] = [
        ("layout_key", "layout_key = 'other'"),
        ("period", "period = '2012Q2'"),
        ("as_of", "as_of = '2012-03-30'"),
        ("version", "version = 2, reason = 'x'"),
        ("reason", "reason = 'x'"),
        ("sealed_at", "sealed_at = '2012-03-30T12:00:00'"),
        ("layout", "layout = 'x'"),
        ("figures", "figures = zeroblob(8)"),
        ("pdf", "pdf = CAST('%PDG' AS BLOB)"),
        ("xlsx", "xlsx = x'504c'"),
        ("html", "html = x''"),
        ("hash", "hash = 'x'"),
    ];
    for (part, sql) in parts {
        let (folder, mut office, ..) = office();
        sealed(&mut office, seal_of(1, None));
        behind_the_back(
            &folder,
            &format!("DROP TRIGGER sealed_report_stays; UPDATE sealed_report SET {sql}"),
        );
        let messages = broken(&office);
        assert_eq!(messages.len(), 1, "{part}");
        assert!(messages[0].contains("quarterly-table 2012Q1 第1版"), "{part}: {messages:?}");
        assert!(messages[0].contains("份封存件与封存时不符"), "{part}: {messages:?}");
    }
}

#[test]
fn a_seal_with_a_hash_of_its_own_making_does_not_fit_the_history() {
    let (folder, mut office, ..) = office();
    sealed(&mut office, seal_of(1, None));
    let forged = SealedRowOf { pdf: b"%PDG" }.hash();
    behind_the_back(
        &folder,
        &format!(
            "DROP TRIGGER sealed_report_stays; UPDATE sealed_report SET pdf = CAST('%PDG' AS BLOB), hash = '{forged}'"
        ),
    );
    assert_eq!(broken(&office).len(), 1);
}

/// The row of [`seal_of`] with another PDF.
struct SealedRowOf {
    pdf: &'static [u8],
}

impl SealedRowOf {
    fn hash(&self) -> String {
        crate::store::seals::SealedRow {
            form: "quarterly-table",
            period: "2012Q1",
            as_of: "2012-03-31",
            version: 1,
            reason: None,
            sealed_at: "2012-03-31T12:00:00",
            layout: "key = \"quarterly-table\"",
            figures: &made_up().pack().unwrap(),
            pdf: self.pdf,
            xlsx: b"PK",
            html: b"<html>",
        }
        .hash()
    }
}

#[test]
fn a_seal_taken_away_behind_the_back_is_missed() {
    let (folder, mut office, ..) = office();
    sealed(&mut office, seal_of(1, None));
    sealed(&mut office, seal_of(2, Some("更正")));
    behind_the_back(&folder, "DROP TRIGGER sealed_report_kept; DELETE FROM sealed_report WHERE version = 1");
    assert_eq!(
        broken(&office),
        ["有 1 份封存件与封存时不符：quarterly-table 2012Q1 第1版；请恢复改动之前的备份"]
    );
}

#[test]
fn a_seal_never_changes_and_is_made_in_an_operation_only() {
    let (folder, mut office, ..) = office();
    sealed(&mut office, seal_of(1, None));
    let connection = rusqlite::Connection::open(folder.path().join("office.db")).unwrap();
    for (sql, reason) in [
        ("UPDATE sealed_report SET reason = 'x'", "a sealed report never changes"),
        ("DELETE FROM sealed_report", "a sealed report is never deleted"),
        (
            "INSERT INTO sealed_report SELECT NULL, layout_key, '2012Q2', as_of, 1, NULL, sealed_at, layout,
             figures, pdf, xlsx, html, 'x' FROM sealed_report",
            "records change only inside an operation",
        ),
    ] {
        assert!(connection.execute_batch(sql).unwrap_err().to_string().contains(reason), "{sql}");
    }
    // Nor through the program itself.
    let error =
        office.change("改动", |change| Ok(change.execute("DELETE FROM sealed_report", [])?)).unwrap_err();
    assert_eq!(error.code, ErrorCode::Internal);
}

#[test]
fn undo_takes_back_what_was_done_before_the_seal_and_leaves_the_seal() {
    let (_folder, mut office, ..) = office();
    let seal = sealed(&mut office, seal_of(1, None));
    assert_eq!(office.undo().unwrap(), "登记");
    assert_eq!(store::all(office.read()).unwrap(), [seal]);
    assert_eq!(office.undo().unwrap_err().message, "没有可以撤销的操作");
    assert_eq!(office.redo().unwrap(), "登记");
    assert!(office.verify(&Silent).unwrap().ok);
}

#[test]
fn a_seal_is_in_the_backup_at_closing_and_comes_back_with_it() {
    let (folder, mut office, ..) = office();
    office.backup_before("封存", &Silent).unwrap();
    let seal = sealed(&mut office, seal_of(1, None));
    office.close(&Silent).unwrap();
    let backups = folder.path().join("backups");
    let closing = std::fs::read_dir(backups)
        .unwrap()
        .map(|file| file.unwrap().path())
        .find(|path| path.to_string_lossy().contains("关闭时"));
    let elsewhere = tempfile::tempdir().unwrap();
    let clock = Clock::at(day("2013-01-05"));
    let office =
        Office::restore(elsewhere.path(), &closing.expect("a seal makes a backup due"), clock, &Silent)
            .unwrap();
    assert_eq!(store::files(office.read(), &seal).unwrap(), sample_files());
    assert!(office.verify(&Silent).unwrap().ok);
}

// ---------------------------------------------------------------- freezing

#[test]
fn what_happened_after_the_day_is_no_fact_of_the_day() {
    let (_folder, mut office, _, member) = office();
    let frozen = |office: &Office| {
        let period = Period::parse("2012Q1").unwrap();
        let books = Books::read(office.read(), &period, day("2012-01-31")).unwrap();
        let total = indicators::find("members.total").unwrap();
        let office = Scope::default();
        let rows = total.rows(&books, &office, Span::Period);
        rows[0].record.freeze(&books)
    };
    let before = frozen(&office);
    assert!(before.facts.contains(&("转正时间".into(), "无数据".into())), "{before:?}");
    office
        .change("更正", |change| {
            let facts = members::store::get(change, member, day("2012-03-31"))?.unwrap().facts;
            members::store::update(change, member, &MemberFacts { full_on: Some(day("2012-02-10")), ..facts })
        })
        .unwrap();
    assert_eq!(frozen(&office), before);
}

const LAYOUT: &str = r#"
key = "small"
version = 1
name = "小表"
about = "测试"
title = "小表"
[[table]]
label = "党支部"
columns = [
  { head = "党员", columns = [
    { head = "合计", indicator = "members.total" },
    { head = "正式\n党员", indicator = "members.full" } ] },
  { head = "备注", by-hand = true } ]
[[table.section]]
name = "党支部"
rows = "党支部"
total = "合计"
"#;

fn report(books: &Books, branch: OrganizationId) -> Report {
    let layout: Layout = toml::from_str(LAYOUT).unwrap();
    let row = |role, name: &str, place| {
        let scope = Scope::of(place);
        let counted = |key: &str| Figure::Counted {
            indicator: key.into(),
            span: Span::Period,
            value: indicators::find(key).unwrap().value(books, &scope, Span::Period),
        };
        let figures = match role {
            Role::Section => Vec::new(),
            _ => vec![counted("members.total"), counted("members.full"), Figure::ByHand],
        };
        Row { role, section: 0, number: String::new(), name: name.into(), scope: scope.clone(), figures }
    };
    let rows = vec![
        row(Role::Section, "党支部", Place::Office),
        row(Role::Line, "一支部", Place::Organizations(vec![Some(branch)])),
        row(Role::Total, "合计", Place::Office),
    ];
    Report {
        layout,
        unit: "县司法局党组".into(),
        period: books.window.period.clone(),
        as_of: books.window.as_of,
        tables: vec![Grid { lead: None, rows }],
        notes: vec!["注".into()],
        failures: Vec::new(),
    }
}

#[test]
fn figures_are_frozen_with_the_rows_behind_them_each_record_once() {
    let (_folder, office, branch, member) = office();
    let books = Books::read(office.read(), &Period::parse("2012Q1").unwrap(), day("2012-03-31")).unwrap();
    let frozen = freeze(&[report(&books, branch)], &books).unwrap();
    let table = &frozen.tables[0];
    assert_eq!((table.name.as_str(), table.rows.len()), ("小表", 2));
    assert_eq!(table.columns, ["党员·合计", "党员·正式党员", "备注"]);
    assert_eq!(frozen.records.len(), 1);
    assert_eq!((frozen.records[0].kind.as_str(), frozen.records[0].id), ("党员", member.0));
    assert_eq!(
        (frozen.records[0].name.as_str(), frozen.records[0].organization.as_deref()),
        ("王磊", Some("一支部"))
    );
    for row in &table.rows {
        let figure = row.figures[0].as_ref().unwrap();
        assert_eq!((figure.printed.as_str(), figure.rows.as_slice()), ("1", [(0, 1)].as_slice()));
        assert_eq!(row.figures[2], None);
    }
    assert_eq!(frozen.notes, ["注"]);
}

#[test]
fn a_renamed_branch_is_the_same_row() {
    let (_folder, office, branch, _) = office();
    let books = Books::read(office.read(), &Period::parse("2012Q1").unwrap(), day("2012-03-31")).unwrap();
    let before = report(&books, branch);
    let mut after = before.clone();
    after.tables[0].rows[1].name = "第一支部".into();
    let difference = difference(&freeze(&[before], &books).unwrap(), &freeze(&[after], &books).unwrap());
    assert!(difference.is_empty(), "{difference:?}");
}

#[test]
fn papers_of_several_branches_keep_their_tables_apart() {
    let (_folder, office, branch, _) = office();
    let books = Books::read(office.read(), &Period::parse("2012Q1").unwrap(), day("2012-03-31")).unwrap();
    let one = Report { unit: "一支部".into(), ..report(&books, branch) };
    let two = Report { unit: "二支部".into(), ..one.clone() };
    let frozen = freeze(&[one, two], &books).unwrap();
    let names: Vec<&str> = frozen.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["一支部　小表", "二支部　小表"]);
    assert_eq!(frozen.notes, ["注"], "a note of all stands once");
}
