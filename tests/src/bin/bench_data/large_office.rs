//! A whole prefecture's year: members in branches with a year of movements, pledges and evaluations.
//! Raw inserts inside one operation: the records are as the program would have written them, the
//! making is not what is measured.

use std::path::Path;

use chrono::{Days, NaiveDate};
use xianfeng_core::{
    Office,
    clock::Clock,
    evaluations::{BallotPattern, Method, Papers, Scheme, store as evaluations},
    members::Subject,
    store::Change,
};

use super::{Anything, Dice, EDUCATION, GIVEN, SURNAMES, id_number, mark};

const DOMAINS: &[&str] = &[
    "县直机关",
    "乡镇(街道)",
    "村",
    "社区",
    "国有企业",
    "非公有制企业",
    "学校·医院及科研院所",
    "社会团体",
    "社会中介组织",
    "民办非企业单位和其它",
];

/// Fills an empty office: `members` people with four events each, in `branches` branches.
pub fn make(office: &str, members: i64, branches: i64) -> Anything {
    let today = day(2012, 12, 31);
    let mut office = Office::open(Path::new(office), Clock::at(today))?;
    let scheme = evaluations::schemes(office.read())?.remove("organization-004").ok_or("scheme")?;
    office.change("基准数据", |change| {
        let mut dice = Dice(20_121_231);
        organizations(change, branches, &mut dice)?;
        people(change, members, branches, &mut dice)?;
        pledges(change, members, branches, &mut dice)?;
        meetings(change, branches, &scheme, &mut dice)
    })?;
    office.close(&xianfeng_core::progress::Silent)?;
    Ok(())
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn later(from: NaiveDate, days: u64) -> NaiveDate {
    from.checked_add_days(Days::new(days)).unwrap_or(from)
}

/// The 党组 is row 1, the branches follow.
fn organizations(change: &Change<'_>, branches: i64, dice: &mut Dice) -> xianfeng_core::Result<()> {
    change.execute(
        "INSERT INTO organization (id, name, kind, domain, founded_on, position)
         VALUES (1, '市直机关工委', '党组', '县直机关', '1984-05-01', 1)",
        (),
    )?;
    let mut insert = change.prepare(
        "INSERT INTO organization (id, name, kind, parent_id, domain, founded_on, position)
         VALUES (?1, ?2, '党支部', 1, ?3, ?4, ?1)",
    )?;
    for branch in 2..branches + 2 {
        let founded = later(day(1990, 1, 1), dice.below(8_000));
        let name = format!("第{}党支部", branch - 1);
        insert.execute((branch, name, dice.pick(DOMAINS), founded))?;
    }
    Ok(())
}

struct Hand {
    branch: i64,
    standing: &'static str,
    category: &'static str,
    post: bool,
}

fn people(change: &Change<'_>, members: i64, branches: i64, dice: &mut Dice) -> xianfeng_core::Result<()> {
    let mut person = change.prepare(
        "INSERT INTO member (id, name, sex, ethnicity, birth_date, id_number, education, joined_on, full_on,
         phone, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?1)",
    )?;
    let mut event = change.prepare(
        "INSERT INTO membership_event (member_id, kind, happened_on, organization_id, standing, category, post)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for id in 1..=members {
        // One person for each pair of day and sequence: no number twice.
        let (day_of, round) = (id.unsigned_abs() * 7_919 % 22_000, id.unsigned_abs() / 22_000);
        let born = later(day(1930, 1, 1), day_of);
        let female = id % 3 == 0;
        let id_number = id_number(born, round * 2 + u64::from(!female));
        let name = format!("{}{}{}", dice.pick(SURNAMES), dice.pick(GIVEN), dice.pick(GIVEN));
        let probationary = dice.below(10) == 0;
        let joined = if probationary {
            later(day(2011, 2, 1), dice.below(150))
        } else {
            later(born, 9_000 + dice.below(2_500)).min(day(2010, 12, 31))
        };
        let full = later(joined, 366);
        let mut hand = Hand {
            branch: 2 + number(dice.below(branches.unsigned_abs())),
            standing: if probationary { "预备党员" } else { "正式党员" },
            category: if born < day(1952, 1, 1) { "离退休" } else { "在职" },
            post: false,
        };
        // Who is admitted in 2012 was not a member before; who turns full does so by an event.
        let first = dice.below(100);
        let admitted = probationary && first < 30;
        let (kind, on) = match first {
            _ if admitted => ("接收预备", later(day(2012, 1, 4), dice.below(80))),
            95.. => ("转入", later(day(2012, 1, 4), dice.below(80))),
            _ => ("期初登记", day(2011, 12, 31)),
        };
        // One in a hundred lacks each fact: 无数据 is a group of its own.
        let mut known = |words: &str| (dice.below(100) > 0).then(|| words.to_owned());
        let (sex, ethnicity) = (known(if female { "女" } else { "男" }), known("汉族"));
        let (birth, joined_on) = (known(&born.to_string()), known(&joined.to_string()));
        let ethnicity = ethnicity.map(|han| if id % 12 == 0 { "回族".to_owned() } else { han });
        let education = dice.pick(EDUCATION);
        let turns_full = probationary && !admitted;
        let full_on = (!probationary).then(|| full.to_string());
        let turned_on = later(day(2012, 4, 2), dice.below(80));
        let full_on = if turns_full { Some(turned_on.to_string()) } else { full_on };
        let joined_on = if admitted { Some(on.to_string()) } else { joined_on };
        person.execute((
            id,
            name,
            sex,
            ethnicity,
            birth,
            id_number,
            education,
            joined_on,
            full_on,
            format!("1990{id:07}"),
        ))?;
        event.execute((id, kind, on, hand.branch, hand.standing, hand.category, None::<&str>))?;

        let mut step = |hand: &mut Hand, kind: &str, on: NaiveDate| {
            let branch = (kind == "内部调动").then(|| {
                hand.branch = 2 + (hand.branch - 1) % branches;
                hand.post = false;
                hand.branch
            });
            let post = (kind == "任职").then_some("组织委员");
            event.execute((id, kind, on, branch, None::<&str>, None::<&str>, post)).map(|_| ())
        };
        if turns_full {
            step(&mut hand, "转正", turned_on)?;
        } else {
            let kind = if dice.below(4) == 0 { "内部调动" } else { "任职" };
            hand.post = kind == "任职";
            step(&mut hand, kind, turned_on)?;
        }
        let kind = match dice.below(10) {
            0 if hand.category == "在职" => "离退休",
            1..=3 if hand.post => "免职",
            _ => "内部调动",
        };
        step(&mut hand, kind, later(day(2012, 7, 2), dice.below(85)))?;
        let kind = match dice.below(1000) {
            0..=29 => "转出",
            30..=44 => "去世",
            45..=47 => "出党",
            48..=49 => "停止党籍",
            _ => "内部调动",
        };
        step(&mut hand, kind, later(day(2012, 10, 8), dice.below(80)))?;
    }
    Ok(())
}

fn pledges(change: &Change<'_>, members: i64, branches: i64, dice: &mut Dice) -> xianfeng_core::Result<()> {
    let mut insert = change.prepare(
        "INSERT INTO pledge (ledger_number, year, organization_id, member_id, content, category, deadline,
         published_on, status, fulfilled_on) VALUES (?1, 2012, ?2, ?3, '按时参加组织生活', '共性承诺', ?4,
         '2012-01-18', ?5, ?6)",
    )?;
    let mut subjects: Vec<(Option<i64>, Option<i64>)> = Vec::new();
    subjects.extend((2..branches + 2).flat_map(|branch| [(Some(branch), None); 2]));
    subjects.extend((1..=members).step_by(5).map(|member| (None, Some(member))));
    for (number, (organization, member)) in (1_i64..).zip(subjects) {
        let deadline = later(day(2012, 2, 1), dice.below(330));
        let fulfilled = (dice.below(10) < 7).then(|| later(day(2012, 1, 20), dice.below(340)));
        let status = if fulfilled.is_some() {
            "已兑现"
        } else {
            dice.pick(&["推进中", "未启动", "未兑现"])
        };
        insert.execute((number, organization, member, deadline, status, fulfilled))?;
    }
    change.execute(
        "INSERT INTO counter (name, next) SELECT 'pledge', max(ledger_number) + 1 FROM pledge WHERE true
         ON CONFLICT (name) DO UPDATE SET next = excluded.next",
        (),
    )?;
    Ok(())
}

/// One meeting a branch on the branch itself: 48 papers.
fn meetings(
    change: &Change<'_>,
    branches: i64,
    scheme: &Scheme,
    dice: &mut Dice,
) -> xianfeng_core::Result<()> {
    let mut seen = change.prepare("SELECT id FROM organization WHERE id = ?1")?;
    for number in 1..=branches {
        let facts = evaluations::MeetingFacts {
            code: format!("PY-{number:04}"),
            held_on: later(day(2012, 10, 8), dice.below(60)),
            place: None,
            method: Method::Meeting,
        };
        let meeting = evaluations::put_meeting(change, &facts)?;
        let ballots = (0..12)
            .map(|_| BallotPattern {
                category: dice.pick(&["党员", "本单位群众代表", "服务对象代表"]).to_owned(),
                marks: scheme.items.iter().map(|_| mark(dice.below(20))).collect(),
                copies: 4,
            })
            .collect();
        let papers = Papers { issued: Some(50), collected: Some(48), spoiled: 0 };
        let branch = Subject::Organization(seen.query_row([number + 1], |row| row.get(0))?);
        evaluations::put_ballots(change, meeting, branch, scheme, papers, ballots)?;
    }
    Ok(())
}

fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or_default()
}
