//! What the office file keeps of a meeting. Real files.

mod piles;
mod typing;

use chrono::NaiveDate;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{
    MeetingFacts, ballots, counts, counts_all, evaluations, evaluations_in, find_meeting, meetings,
    put_ballots, put_counts, put_meeting, put_scheme, schemes,
};
use crate::{
    ErrorCode, Office, Result,
    clock::{Clock, Period},
    evaluations::{
        Method, Papers, Scheme,
        scheme::Residue,
        tally::{Counts, count},
        tests::{ballot, papers, scheme},
    },
    members::{EventKind, MemberFacts, MembershipEvent, Standing, Subject},
    organizations::{OrganizationFacts, OrganizationId, OrganizationKind},
    store::Change,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn office() -> (TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::create(folder.path(), "县司法局党组", None, Clock::at(day("2012-03-20"))).unwrap();
    (folder, office)
}

fn branch(change: &Change<'_>) -> Result<OrganizationId> {
    crate::organizations::store::insert(
        change,
        &OrganizationFacts {
            name: "机关党支部".to_owned(),
            kind: OrganizationKind::Branch,
            parent: None,
            domain: None,
            code: None,
            secretary: None,
            phone: None,
            founded_on: None,
            note: None,
        },
    )
}

fn meeting_facts() -> MeetingFacts {
    MeetingFacts {
        code: "PY-01".to_owned(),
        held_on: day("2012-02-10"),
        place: Some("局会议室".to_owned()),
        method: Method::Meeting,
    }
}

/// Every row of the evaluation tables: what "nothing is written" is measured by.
fn rows(connection: &Connection) -> Vec<String> {
    let mut rows = Vec::new();
    let tables =
        ["scheme", "meeting", "meeting_voters", "evaluation", "ballot", "category_count", "item_count"];
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let found = statement.query_map([], |row| {
            let cells: Vec<_> = (0..columns)
                .map(|column| format!("{:?}", row.get::<_, rusqlite::types::Value>(column).unwrap()))
                .collect();
            Ok(format!("{table} {}", cells.join(" ")))
        });
        rows.extend(found.unwrap().map(|row| row.unwrap()));
    }
    rows
}

#[test]
fn ballots_are_kept_as_sorted_patterns_without_order() {
    let (_folder, mut office) = office();
    let scheme = scheme("organization-004");
    let pile = [
        ballot("党员", "211111", 1),
        ballot("党员", "111111", 1),
        ballot("本单位群众代表", "1x1-11", 1),
        ballot("党员", "211111", 1),
    ];
    let id = office
        .change("登记评议票", |change| {
            let subject = Subject::Organization(branch(change)?);
            let meeting = put_meeting(change, &meeting_facts())?;
            put_ballots(change, meeting, subject, &scheme, papers(5, 4, 0), pile.to_vec())
        })
        .unwrap();
    let kept = ballots(office.read(), id).unwrap();
    assert_eq!(
        kept,
        [ballot("党员", "111111", 1), ballot("党员", "211111", 2), ballot("本单位群众代表", "1x1-11", 1)]
    );
    let in_file: Vec<String> =
        rows(office.read()).into_iter().filter(|row| row.starts_with("ballot")).collect();
    assert!(in_file[0].contains("\"111111\"") && in_file[1].contains("\"211111\""), "{in_file:?}");

    let counted = counts(office.read(), &scheme, id).unwrap();
    assert_eq!(counted, count(&scheme, pile));
    let all = counts_all(office.read(), &Period::parse("2012").unwrap()).unwrap();
    assert_eq!(all[&id], counted);
    assert!(counts_all(office.read(), &Period::parse("2013").unwrap()).unwrap().is_empty());
}

#[test]
fn entering_the_same_again_writes_nothing() {
    let (_folder, mut office) = office();
    let scheme = scheme("organization-004");
    let subject = Subject::Organization(office.change("登记党支部", branch).unwrap());
    let enter = |office: &mut Office, pile: &[crate::evaluations::BallotPattern]| {
        office
            .change("登记评议票", |change| {
                let meeting = put_meeting(change, &meeting_facts())?;
                put_ballots(change, meeting, subject, &scheme, papers(5, 3, 0), pile.to_vec())
            })
            .unwrap();
    };
    enter(&mut office, &[ballot("党员", "111111", 2), ballot("党员", "222222", 1)]);
    let before = (rows(office.read()), office.history(None).unwrap());
    enter(&mut office, &[ballot("党员", "222222", 1), ballot("党员", "111111", 2)]);
    let after = (rows(office.read()), office.history(None).unwrap());
    assert_eq!(after, before, "not a row was touched, and the history says nothing");

    enter(&mut office, &[ballot("党员", "111111", 1), ballot("党员", "333333", 2)]);
    let id = evaluations_in(office.read(), &Period::parse("2012").unwrap()).unwrap()[0].id;
    assert_eq!(
        ballots(office.read(), id).unwrap(),
        [ballot("党员", "111111", 1), ballot("党员", "333333", 2)],
        "replaced, not added"
    );
}

#[test]
fn counts_come_back_as_entered_and_replace_ballots() {
    let (_folder, mut office) = office();
    let scheme = scheme("organization-004");
    let mut entered = Counts::default();
    let members = entered.category(&scheme, "党员");
    (members.valid, members.blank) = (10, 1);
    for item in &mut members.items {
        (item.grades[0], item.grades[3], item.abstained, item.voided) = (6, 1, 2, 1);
    }
    entered.category(&scheme, "政协委员");
    let enter = |office: &mut Office| {
        office.change("登记评议计数", |change| {
            let subject = Subject::Organization(crate::organizations::store::find(change, "机关党支部")?.id);
            let meeting = put_meeting(change, &meeting_facts())?;
            put_ballots(
                change,
                meeting,
                subject,
                &scheme,
                papers(12, 1, 0),
                vec![ballot("党员", "111111", 1)],
            )?;
            put_counts(change, meeting, subject, &scheme, papers(12, 10, 0), &entered)
        })
    };
    office.change("登记党支部", branch).unwrap();
    let id = enter(&mut office).unwrap();
    assert_eq!(counts(office.read(), &scheme, id).unwrap(), entered);
    assert_eq!(counts_all(office.read(), &Period::parse("2012-02").unwrap()).unwrap()[&id], entered);
    assert!(ballots(office.read(), id).unwrap().is_empty());

    let mut wrong = entered.clone();
    wrong.category(&scheme, "党员").blank = 11;
    office
        .change("登记评议计数", |change| {
            let subject = Subject::Organization(crate::organizations::store::find(change, "机关党支部")?.id);
            let meeting = put_meeting(change, &meeting_facts())?;
            put_counts(change, meeting, subject, &scheme, papers(12, 10, 0), &wrong)
        })
        .unwrap();
    assert_eq!(counts(office.read(), &scheme, id).unwrap(), wrong, "kept as entered");
    let tally = crate::evaluations::tally::tally(&scheme, papers(12, 10, 0), wrong);
    assert_eq!(tally.notes[0], "党员空白票11张，多于有效票10张，请核对。");
}

#[test]
fn what_does_not_fit_the_scheme_is_refused() {
    let (_folder, mut office) = office();
    let (organization, member) = (scheme("organization-004"), scheme("member-004"));
    let mut enter = |scheme: &Scheme, papers: Papers, pile: crate::evaluations::BallotPattern| {
        office
            .change("登记评议票", |change| {
                let subject = Subject::Organization(branch(change)?);
                let meeting = put_meeting(change, &meeting_facts())?;
                put_ballots(change, meeting, subject, scheme, papers, vec![pile])
            })
            .unwrap_err()
            .message
    };
    let some = papers(1, 1, 0);
    assert_eq!(
        enter(&member, some, ballot("党员", "11111", 1)),
        "评议方案“党员创先争优群众评议”只用于评议党员"
    );
    assert_eq!(
        enter(&organization, some, ballot("群众代表", "111111", 1)),
        "方案“党组织创先争优群众评议”没有评议人类别“群众代表”"
    );
    for marks in ["11111", "1111111", "111116"] {
        let message = enter(&organization, some, ballot("党员", marks, 1));
        assert_eq!(message, "评议票的项数或等次与方案“党组织创先争优群众评议”不符", "{marks}");
    }
    let message = enter(&organization, papers(u64::MAX, 1, 0), ballot("党员", "111111", 1));
    assert!(message.contains("太大"), "{message}");
    assert!(rows(office.read()).is_empty(), "nothing of a refused entry is kept");
}

#[test]
fn a_scheme_is_frozen_once_a_meeting_uses_it() {
    let (_folder, mut office) = office();
    let ready_made = scheme("organization-004");
    let mut own = ready_made.clone();
    own.decimals = 1;
    office.change("修改评议方案", |change| put_scheme(change, &own)).unwrap();
    assert_eq!(schemes(office.read()).unwrap()["organization-004"], own, "the office's own wins");
    own.residue = Residue::LastNonZero;
    office.change("修改评议方案", |change| put_scheme(change, &own)).unwrap();

    let subject = Subject::Organization(office.change("登记党支部", branch).unwrap());
    let mut enter = |scheme: &Scheme| {
        office.change("登记评议票", |change| {
            let meeting = put_meeting(change, &meeting_facts())?;
            put_ballots(change, meeting, subject, scheme, papers(1, 1, 0), vec![ballot("党员", "111111", 1)])
        })
    };
    enter(&own).unwrap();
    let error = enter(&ready_made).unwrap_err();
    assert_eq!(error.code, ErrorCode::Refused);
    assert_eq!(error.message, "评议方案“党组织创先争优群众评议”已用于评议，不能再改");
    own.decimals = 0;
    assert!(office.change("修改评议方案", |change| put_scheme(change, &own)).is_err());
    assert_eq!(schemes(office.read()).unwrap()["organization-004"].decimals, 1);
    assert_eq!(schemes(office.read()).unwrap().len(), 10);
}

#[test]
fn a_meeting_is_found_by_its_code_and_changed_in_place() {
    let (_folder, mut office) = office();
    let subject = office.change("登记党支部", branch).unwrap();
    let (organization, member) = (scheme("organization-004"), scheme("member-004"));
    let id = office
        .change("登记评议会", |change| {
            let meeting = put_meeting(change, &meeting_facts())?;
            let first = MembershipEvent {
                kind: EventKind::Opening,
                happened_on: day("2012-01-01"),
                organization: Some(subject),
                standing: Some(Standing::Full),
                category: None,
                post: None,
                note: None,
            };
            let facts = MemberFacts { name: "莫强".to_owned(), ..MemberFacts::default() };
            let person = crate::members::store::insert(change, &facts, &first)?;
            put_ballots(
                change,
                meeting,
                Subject::Organization(subject),
                &organization,
                papers(1, 0, 0),
                vec![],
            )?;
            put_ballots(change, meeting, Subject::Member(person), &member, Papers::default(), vec![])?;
            put_meeting(change, &MeetingFacts { held_on: day("2012-02-11"), ..meeting_facts() })
        })
        .unwrap();
    let meeting = find_meeting(office.read(), "PY-01", 2012).unwrap().unwrap();
    assert_eq!((meeting.id, meeting.held_on), (id, day("2012-02-11")));
    assert_eq!(meetings(office.read(), None).unwrap(), [meeting]);
    assert!(meetings(office.read(), Some(&Period::parse("2011").unwrap())).unwrap().is_empty());
    let entered = evaluations(office.read(), id).unwrap();
    assert_eq!(entered.len(), 2);
    assert_eq!(entered[0].papers, papers(1, 0, 0));
    assert_eq!((entered[1].scheme.as_str(), entered[1].papers), ("member-004", Papers::default()));
}

#[test]
fn a_pattern_that_does_not_fit_the_scheme_is_reported_as_damage() {
    let (_folder, mut office) = office();
    let scheme = scheme("organization-004");
    let id = office
        .change("登记评议票", |change| {
            let subject = Subject::Organization(branch(change)?);
            let meeting = put_meeting(change, &meeting_facts())?;
            let id = put_ballots(
                change,
                meeting,
                subject,
                &scheme,
                papers(1, 1, 0),
                vec![ballot("党员", "111111", 1)],
            )?;
            change.execute("UPDATE ballot SET marks = '11111'", [])?;
            Ok(id)
        })
        .unwrap();
    assert_eq!(counts(office.read(), &scheme, id).unwrap_err().code, ErrorCode::Damaged);
    assert_eq!(
        counts_all(office.read(), &Period::parse("2012").unwrap()).unwrap_err().code,
        ErrorCode::Damaged
    );
}
