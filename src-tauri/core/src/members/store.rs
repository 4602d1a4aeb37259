//! The SQL of members and their facts. Events: `events.rs`.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Statement, ToSql, params, params_from_iter};

use super::{
    EventId, IdNumber, Member, MemberFacts, MemberId, Membership, MembershipEvent, events, membership,
    name_order::{self, NameOrder},
};
use crate::{
    Error, ErrorCode, Result,
    error::OrNotFound,
    organizations::{Organization, tree},
    store::Change,
    text,
};

pub use super::events::{correct_event, event, record, remove_event};

const FACTS: &str = "name, sex, ethnicity, birth_date, id_number, education, joined_on, full_on, worked_on, \
     native_place, job, phone, address, note";

/// 在册党员 on a day: everyone whose events up to that day make a member, in roster order. Days
/// before a member's 期初登记 know nothing of that member (`decisions.md` 14).
///
/// # Errors
/// Storage errors.
pub fn members_on(connection: &Connection, day: NaiveDate) -> Result<Vec<Member>> {
    collect(connection, day, |membership| membership.left.is_none())
}

/// Everyone registered by `day`, with the membership on that day; those who left are included.
///
/// # Errors
/// Storage errors.
pub fn everyone(connection: &Connection, day: NaiveDate) -> Result<Vec<Member>> {
    collect(connection, day, |_| true)
}

/// One ordered pass over the events and one over the members, side by side: no query per member and
/// no sorting of rows in SQLite.
fn collect(
    connection: &Connection,
    day: NaiveDate,
    wanted: impl Fn(&Membership) -> bool,
) -> Result<Vec<Member>> {
    let mut event_statement = connection.prepare_cached(&format!(
        "SELECT {} FROM membership_event WHERE happened_on <= ?1 ORDER BY member_id, happened_on, id",
        events::COLUMNS
    ))?;
    let mut event_rows = event_statement.query([day])?;
    let mut next_event = events::next(&mut event_rows)?;

    let mut member_statement =
        connection.prepare_cached(&format!("SELECT id, position, {FACTS} FROM member ORDER BY id"))?;
    let mut member_rows = member_statement.query([])?;
    let mut members = Vec::new();
    while let Some(row) = member_rows.next()? {
        let id: MemberId = row.get(0)?;
        let mut state = None;
        while let Some((owner, _, event)) = next_event.take_if(|(owner, ..)| *owner <= id) {
            if owner == id {
                membership::apply(&mut state, &event);
            }
            next_event = events::next(&mut event_rows)?;
        }
        if let Some(membership) = state.filter(&wanted) {
            members.push(Member { id, facts: facts(row, 2)?, membership, position: row.get(1)? });
        }
    }
    members.sort_by_key(|member| (member.position, member.id));
    Ok(members)
}

fn facts(row: &Row<'_>, first: usize) -> rusqlite::Result<MemberFacts> {
    Ok(MemberFacts {
        name: row.get(first)?,
        sex: row.get(first + 1)?,
        ethnicity: row.get(first + 2)?,
        birth_date: row.get(first + 3)?,
        id_number: row.get(first + 4)?,
        education: row.get(first + 5)?,
        joined_on: row.get(first + 6)?,
        full_on: row.get(first + 7)?,
        worked_on: row.get(first + 8)?,
        native_place: row.get(first + 9)?,
        job: row.get(first + 10)?,
        phone: row.get(first + 11)?,
        address: row.get(first + 12)?,
        note: row.get(first + 13)?,
    })
}

/// One person with the membership on a day; none for an unknown id or a day before the first event.
///
/// # Errors
/// Storage errors.
pub fn get(connection: &Connection, id: MemberId, day: NaiveDate) -> Result<Option<Member>> {
    let events: Vec<MembershipEvent> = events(connection, id)?.into_iter().map(|(_, event)| event).collect();
    let Some(membership) = membership::fold(events.iter().filter(|event| event.happened_on <= day)) else {
        return Ok(None);
    };
    let member = connection
        .prepare_cached(&format!("SELECT id, position, {FACTS} FROM member WHERE id = ?1"))?
        .query_row([id], |row| {
            Ok(Member { id: row.get(0)?, facts: facts(row, 2)?, membership, position: row.get(1)? })
        })
        .optional()?;
    Ok(member)
}

/// The events of a member, oldest first.
///
/// # Errors
/// Storage errors.
pub fn events(connection: &Connection, id: MemberId) -> Result<Vec<(EventId, MembershipEvent)>> {
    events::of(connection, id)
}

/// The one person that a clerk names by name or by ID number, as of a day; those who left can be
/// found too. `organizations` give the candidates their branch.
///
/// # Errors
/// Not found; ambiguous, with one line a candidate (name, branch, masked ID number), when a name fits
/// several people; storage errors.
pub fn find(
    connection: &Connection,
    named: &str,
    day: NaiveDate,
    organizations: &[Organization],
) -> Result<Member> {
    let named = text::squeeze(named);
    let mut found = Vec::new();
    for id in ids(connection, &named)? {
        found.extend(get(connection, id, day)?);
    }
    if found.len() > 1 {
        return Err(Error::new(ErrorCode::Ambiguous, format!("有{}名党员叫“{named}”", found.len()))
            .hint("请改用公民身份证号码指明是哪一位。")
            .details(found.iter().map(|member| candidate(member, organizations)).collect()));
    }
    let shown = if IdNumber::parse(&named).is_ok() { "这个身份证号码" } else { &named };
    found
        .pop()
        .or_not_found(|| format!("党员名册里没有“{shown}”"))
        .map_err(|error| error.hint("请核对姓名或身份证号码，或先登记该党员。"))
}

fn ids(connection: &Connection, named: &str) -> Result<Vec<MemberId>> {
    if let Ok(number) = IdNumber::parse(named) {
        return Ok(owner_of(connection, &number)?.map(|(id, _)| id).into_iter().collect());
    }
    ids_of_name(connection, named)
}

fn ids_of_name(connection: &Connection, name: &str) -> Result<Vec<MemberId>> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM member WHERE name = ?1 ORDER BY position, id")?;
    let ids = statement.query_map([name], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(ids)
}

/// Everybody of a name as of a day, those who left too.
///
/// # Errors
/// Storage errors.
pub fn named(connection: &Connection, name: &str, day: NaiveDate) -> Result<Vec<Member>> {
    let ids = ids_of_name(connection, &text::squeeze(name))?;
    Ok(ids
        .into_iter()
        .map(|id| get(connection, id, day))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect())
}

/// `王磊，机关党支部，110105********002X`: enough to tell two people apart, not more.
fn candidate(member: &Member, organizations: &[Organization]) -> String {
    let branch = member.membership.organization.and_then(|id| tree::by_id(organizations, id));
    let number = member.facts.id_number.as_ref().map(IdNumber::masked);
    format!(
        "{}，{}，{}",
        member.facts.name,
        branch.map_or("未登记党支部", |branch| &branch.name),
        number.as_deref().unwrap_or("未登记身份证号码")
    )
}

/// Whose ID number this is; a legacy number and its 18-place form are one person's.
///
/// # Errors
/// Storage errors.
pub fn owner_of(connection: &Connection, number: &IdNumber) -> Result<Option<(MemberId, String)>> {
    let owner = connection
        .prepare_cached("SELECT id, name FROM member WHERE id_number IN (?1, ?2)")?
        .query_row(params![number.modern(), number.legacy()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(owner)
}

/// Where the books begin: the earliest 期初登记 or, where everybody came by another event, the earliest
/// event. Before it the books say nothing. None in an office without members.
///
/// # Errors
/// Storage errors.
pub fn books_opened_on(connection: &Connection) -> Result<Option<NaiveDate>> {
    let day = connection.query_row(
        "SELECT coalesce(min(happened_on) FILTER (WHERE kind = ?1), min(happened_on)) FROM membership_event",
        [super::EventKind::Opening],
        |row| row.get(0),
    )?;
    Ok(day)
}

/// 姓氏笔画 with the office's own places.
///
/// # Errors
/// Storage errors.
pub fn name_order(connection: &Connection) -> Result<NameOrder> {
    let overrides = connection
        .prepare_cached("SELECT character, strokes FROM name_order")?
        .query_map([], |row| {
            let character: String = row.get(0)?;
            Ok((character.chars().next().unwrap_or_default(), row.get(1)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(NameOrder::strokes(&overrides))
}

/// The characters with the office's own place in 姓氏笔画, and their strokes, by code point.
///
/// # Errors
/// Storage errors.
pub fn name_places(connection: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement =
        connection.prepare_cached("SELECT character, strokes FROM name_order ORDER BY character")?;
    let places = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(places.collect::<Result<_, _>>()?)
}

/// Gives a character the office's own place in 姓氏笔画; none gives back the place of the data.
///
/// # Errors
/// Refused when `strokes` are not digits 1-5.
pub fn set_name_place(change: &Change<'_>, character: char, strokes: Option<&str>) -> Result<()> {
    let character = character.to_string();
    match strokes {
        Some(strokes) => {
            name_order::check_strokes(strokes)?;
            change.execute(
                "INSERT INTO name_order (character, strokes) VALUES (?1, ?2)
                 ON CONFLICT (character) DO UPDATE SET strokes = excluded.strokes",
                (character, strokes),
            )?;
        }
        None => {
            change.execute("DELETE FROM name_order WHERE character = ?1", [character])?;
        }
    }
    Ok(())
}

/// Registers a person with the first event, last on the roster.
///
/// # Errors
/// Refused when the ID number is taken, without a name, or when `first` cannot be a first event.
pub fn insert(change: &Change<'_>, facts: &MemberFacts, first: &MembershipEvent) -> Result<MemberId> {
    events::check([first], change.clock.today())?;
    check_facts(change, None, facts)?;
    let mut facts = facts.clone();
    events::date_facts(&mut facts, first);
    // The place equals the id: always behind everybody, and found without looking through the roster.
    let mut statement = change.prepare_cached(&format!(
        "INSERT INTO member ({FACTS}, position)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) + 1 FROM member))"
    ))?;
    write(&mut statement, &facts, None)?;
    let id = MemberId(change.last_insert_rowid());
    events::insert(change, id, first)?;
    Ok(id)
}

/// Replaces the facts of a person.
///
/// # Errors
/// Refused when the ID number belongs to somebody else.
pub fn update(change: &Change<'_>, id: MemberId, facts: &MemberFacts) -> Result<()> {
    check_facts(change, Some(id), facts)?;
    let mut statement = change.prepare_cached(&format!(
        "UPDATE member SET ({FACTS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"
    ))?;
    let updated = write(&mut statement, facts, Some(id))?;
    if updated == 0 {
        return Err(Error::not_found("该党员不存在").hint("请刷新党员名册后重试。"));
    }
    Ok(())
}

/// Runs a statement with the columns of [`FACTS`], and the row where it is known.
fn write(statement: &mut Statement<'_>, facts: &MemberFacts, id: Option<MemberId>) -> Result<usize> {
    let name = text::squeeze(&facts.name);
    let values: [&dyn ToSql; 14] = [
        &name,
        &facts.sex,
        &facts.ethnicity,
        &facts.birth_date,
        &facts.id_number,
        &facts.education,
        &facts.joined_on,
        &facts.full_on,
        &facts.worked_on,
        &facts.native_place,
        &facts.job,
        &facts.phone,
        &facts.address,
        &facts.note,
    ];
    let id = id.iter().map(|id| id as &dyn ToSql);
    Ok(statement.execute(params_from_iter(values.into_iter().chain(id)))?)
}

fn check_facts(connection: &Connection, id: Option<MemberId>, facts: &MemberFacts) -> Result<()> {
    if text::squeeze(&facts.name).is_empty() {
        return Err(Error::refused("姓名不能为空").hint("请填写姓名。"));
    }
    if let Some(number) = &facts.id_number
        && let Some((owner, name)) = owner_of(connection, number)?
        && Some(owner) != id
    {
        return Err(Error::refused(format!("公民身份证号码{}已登记在“{name}”名下", number.masked()))
            .hint("请对照身份证核对；确是同一人的，请不要重复登记。"));
    }
    Ok(())
}
