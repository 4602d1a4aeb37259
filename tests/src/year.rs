//! 2012 in the sample office, as the clerk lives it: who joins, turns full, comes, goes, moves, retires
//! and dies, and what turns out to have been wrong after a quarter was closed.
//!
//! The days and people are fixed, so that every story can state its figures by hand:
//!
//! | 截止日 | 党员 | 正式 | 预备 | 在职 | 离退休 |
//! |---|---|---|---|---|---|
//! | 2012-03-31 | 66 | 64 | 2 | 45 | 21 |
//! | 2012-06-30 | 66 | 65 | 1 | 45 | 21 |
//! | 2012-09-30 | 66 | 65 | 1 | 45 | 21 |
//! | 2012-12-31 | 65 | 63 | 2 | 44 | 21 |
//! | the same, as known from 2013-01-10 on | 64 | 62 | 2 | 44 | 20 |

use chrono::NaiveDate;
use xianfeng_core::{
    Office, Result,
    clock::Clock,
    members::{
        Category, Education, EventKind, MemberFacts, MembershipEvent, Sex, Standing, store as members,
    },
    organizations::store as organizations,
    pledges::{PledgeStatus, store as pledges},
    progress::Silent,
    store::Change,
};

use crate::Desk;

/// Lives through the year. At the end of each quarter `quarter_ends` gets the desk on the quarter's last
/// day, with 2012Q1 to 2012Q4. Afterwards it is 10 January 2013.
pub fn live_through_2012(desk: &mut Desk, mut quarter_ends: impl FnMut(&Desk, &str)) {
    let mut end = |desk: &mut Desk, quarter: &str, day: &str| {
        desk.today = day.to_owned();
        quarter_ends(desk, quarter);
    };
    end(desk, "2012Q1", "2012-03-31");

    on(desk, "2012-04-10", |change| {
        let new = MemberFacts { birth_date: day("1990-05-04"), ..person("林晓", Sex::Female) };
        join(change, &new, EventKind::Admitted, "2012-04-10", "机关党支部", Standing::Probationary)
    });
    // The personnel file says 1974: found after the first quarter was sealed.
    on(desk, "2012-05-02", |change| {
        correct(change, "程旭义", |facts| facts.birth_date = day("1974-11-11"))
    });
    on(desk, "2012-05-10", |change| happen(change, "彭旭勇", EventKind::TurnedFull, "2012-05-10", None));
    on(desk, "2012-06-12", |change| happen(change, "高海刚", EventKind::TransferredOut, "2012-06-12", None));
    on(desk, "2012-06-20", |change| happen(change, "蔡宇", EventKind::TurnedFull, "2012-06-20", None));
    end(desk, "2012Q2", "2012-06-30");

    on(desk, "2012-07-09", |change| {
        let new = MemberFacts {
            birth_date: day("1980-02-19"),
            joined_on: day("2003-06-20"),
            full_on: day("2004-06-20"),
            ..person("孟凡", Sex::Female)
        };
        join(change, &new, EventKind::TransferredIn, "2012-07-09", "聚鑫律师党支部", Standing::Full)
    });
    // The diploma was there all along: it changes both sealed quarters.
    on(desk, "2012-07-20", |change| {
        correct(change, "黎美", |facts| facts.education = Some(Education::Bachelor))
    });
    on(desk, "2012-08-06", |change| happen(change, "汤健磊", EventKind::Died, "2012-08-06", None));
    on(desk, "2012-08-10", |change| fulfil(change, "董娟秀", "2012-08-10"));
    on(desk, "2012-09-04", |change| happen(change, "汪芳雪", EventKind::Retired, "2012-09-04", None));
    on(desk, "2012-09-05", |change| {
        happen(change, "汪芳雪", EventKind::Moved, "2012-09-05", Some("退休老干部党支部"))
    });
    on(desk, "2012-09-20", |change| {
        happen(change, "谢珠惠", EventKind::Moved, "2012-09-20", Some("公证处党支部"))
    });
    end(desk, "2012Q3", "2012-09-30");

    on(desk, "2012-10-15", |change| happen(change, "段东建", EventKind::Expelled, "2012-10-15", None));
    on(desk, "2012-11-20", |change| {
        let new = MemberFacts { birth_date: day("1988-01-30"), ..person("白云", Sex::Male) };
        join(
            change,
            &new,
            EventKind::Admitted,
            "2012-11-20",
            "县法律工作者协会党支部",
            Standing::Probationary,
        )
    });
    on(desk, "2012-12-05", |change| happen(change, "赵雪", EventKind::TransferredOut, "2012-12-05", None));
    end(desk, "2012Q4", "2012-12-31");

    // The family told the branch late: the fourth quarter had been sent upward with him in it.
    on(desk, "2013-01-10", |change| happen(change, "戴杰", EventKind::Died, "2012-12-20", None));
}

/// One operation of one day, through the core; the office is closed again for the terminal.
#[allow(clippy::panic, reason = "a story that cannot go on must fail")]
pub fn on(desk: &mut Desk, today: &str, work: impl FnOnce(&Change<'_>) -> Result<()>) {
    desk.today = today.to_owned();
    let Some(today) = day(today) else { panic!("{today} is no day") };
    let done = Office::open(&desk.path("office"), Clock::at(today)).and_then(|mut office| {
        office.change("登记变动", work)?;
        office.close(&Silent)
    });
    if let Err(error) = done {
        panic!("{today}: {error} {:?}", error.cause);
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn person(name: &str, sex: Sex) -> MemberFacts {
    MemberFacts {
        name: name.to_owned(),
        sex: Some(sex),
        ethnicity: xianfeng_core::members::Ethnicity::parse("汉族"),
        education: Some(Education::Bachelor),
        ..MemberFacts::default()
    }
}

fn event(kind: EventKind, on: &str) -> MembershipEvent {
    MembershipEvent {
        kind,
        happened_on: day(on).unwrap_or_default(),
        organization: None,
        standing: None,
        category: None,
        post: None,
        note: None,
    }
}

fn join(
    change: &Change<'_>,
    facts: &MemberFacts,
    kind: EventKind,
    on: &str,
    branch: &str,
    standing: Standing,
) -> Result<()> {
    let first = MembershipEvent {
        organization: Some(organizations::find(change, branch)?.id),
        standing: Some(standing),
        category: Some(Category::Serving),
        ..event(kind, on)
    };
    members::insert(change, facts, &first).map(drop)
}

fn happen(change: &Change<'_>, name: &str, kind: EventKind, on: &str, branch: Option<&str>) -> Result<()> {
    let organizations = organizations::all(change)?;
    let member = members::find(change, name, change.clock.today(), &organizations)?;
    let organization = branch.map(|branch| organizations::find(change, branch)).transpose()?;
    let event = MembershipEvent { organization: organization.map(|found| found.id), ..event(kind, on) };
    members::record(change, member.id, &event)
}

fn correct(change: &Change<'_>, name: &str, correction: impl FnOnce(&mut MemberFacts)) -> Result<()> {
    let organizations = organizations::all(change)?;
    let member = members::find(change, name, change.clock.today(), &organizations)?;
    let mut facts = member.facts;
    correction(&mut facts);
    members::update(change, member.id, &facts)
}

/// The one pledge of a member that is under way is kept.
fn fulfil(change: &Change<'_>, name: &str, on: &str) -> Result<()> {
    let organizations = organizations::all(change)?;
    let member = members::find(change, name, change.clock.today(), &organizations)?;
    let subject = xianfeng_core::members::Subject::Member(member.id);
    for pledge in pledges::ledger(change, Some(2012))? {
        if pledge.facts.subject == subject && pledge.facts.status == PledgeStatus::UnderWay {
            let mut facts = pledge.facts;
            (facts.status, facts.fulfilled_on) = (PledgeStatus::Fulfilled, day(on));
            pledges::update(change, pledge.id, &facts)?;
        }
    }
    Ok(())
}
