//! 党籍变动 in SQLite: recorded, corrected and removed under the rules of `membership.rs`. Undo is
//! the store's.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, Rows, params};

use super::{EventId, EventKind, MemberFacts, MemberId, MembershipEvent, membership, membership::EventFault};
use crate::{Error, Result, error::OrNotFound, store::Change};

/// What [`next`] reads.
pub(super) const COLUMNS: &str =
    "member_id, id, kind, happened_on, organization_id, standing, category, post, note";

pub(super) fn next(rows: &mut Rows<'_>) -> Result<Option<(MemberId, EventId, MembershipEvent)>> {
    Ok(rows.next()?.map(read).transpose()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<(MemberId, EventId, MembershipEvent)> {
    let event = MembershipEvent {
        kind: row.get(2)?,
        happened_on: row.get(3)?,
        organization: row.get(4)?,
        standing: row.get(5)?,
        category: row.get(6)?,
        post: row.get(7)?,
        note: row.get(8)?,
    };
    Ok((row.get(0)?, row.get(1)?, event))
}

pub(super) fn of(connection: &Connection, id: MemberId) -> Result<Vec<(EventId, MembershipEvent)>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM membership_event WHERE member_id = ?1 ORDER BY happened_on, id"
    ))?;
    let events = statement
        .query_map([id], |row| read(row).map(|(_, id, event)| (id, event)))?
        .collect::<Result<_, _>>()?;
    Ok(events)
}

/// One event, with whose it is.
///
/// # Errors
/// Not found; storage errors.
pub fn event(connection: &Connection, id: EventId) -> Result<(MemberId, MembershipEvent)> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM membership_event WHERE id = ?1"))?
        .query_row([id], |row| read(row).map(|(member, _, event)| (member, event)))
        .optional()?
        .or_not_found(|| "该项变动不存在".to_owned())
        .map_err(|error| error.hint("请刷新后重试。"))
}

/// Turns a fault of the rules into the sentence for the clerk.
pub(super) fn check<'a>(
    events: impl IntoIterator<Item = &'a MembershipEvent>,
    today: NaiveDate,
) -> Result<()> {
    membership::check(events, today).map_err(|fault| refusal(&fault))
}

fn refusal(fault: &EventFault) -> Error {
    Error::refused(fault.to_string()).hint(fault.hint())
}

/// Records an event after checking that it can follow what is recorded (转正 only for a
/// probationary member, nothing after 去世 ...). An event of the past takes its place among the
/// others, and what comes after it must still make sense. 转正 and 接收预备 also fill an empty 转正时间
/// or 入党时间.
///
/// # Errors
/// Refused with the reason.
pub fn record(change: &Change<'_>, id: MemberId, event: &MembershipEvent) -> Result<()> {
    let mut events: Vec<MembershipEvent> = of(change, id)?.into_iter().map(|(_, event)| event).collect();
    let first = events.first().or_not_found(|| "该党员不存在".to_owned())?;
    if event.happened_on < first.happened_on {
        return Err(refusal(&EventFault::BeforeFirst(first.happened_on)));
    }
    let place = events.partition_point(|earlier| earlier.happened_on <= event.happened_on);
    events.insert(place, event.clone());
    check(&events, change.clock.today())?;
    insert(change, id, event)?;
    if matches!(event.kind, EventKind::TurnedFull | EventKind::Admitted) {
        set_date(change, id, event.kind, None, Some(event.happened_on))?;
    }
    Ok(())
}

/// Puts another event in the place of a wrong one.
///
/// # Errors
/// Refused when the member's history would make no sense with it.
pub fn correct_event(change: &Change<'_>, event: EventId, corrected: &MembershipEvent) -> Result<()> {
    let (member, mut events) = history(change, event)?;
    let wrong = take(&mut events, event)?;
    // Same-day events keep the order of their ids, as every reader sees them.
    let place =
        events.partition_point(|(id, other)| (other.happened_on, *id) < (corrected.happened_on, event));
    events.insert(place, (event, corrected.clone()));
    check(events.iter().map(|(_, event)| event), change.clock.today())?;
    change.execute(
        "UPDATE membership_event SET kind = ?2, happened_on = ?3, organization_id = ?4, standing = ?5,
         category = ?6, post = ?7, note = ?8 WHERE id = ?1",
        params![
            event,
            corrected.kind,
            corrected.happened_on,
            corrected.organization,
            corrected.standing,
            corrected.category,
            corrected.post,
            corrected.note,
        ],
    )?;
    set_date(change, member, wrong.kind, Some(wrong.happened_on), None)?;
    set_date(change, member, corrected.kind, None, Some(corrected.happened_on))
}

/// Takes a wrong event out. The first event of a member stays: correct it instead.
///
/// # Errors
/// Refused for the first event, and when the later ones would make no sense without this one.
pub fn remove_event(change: &Change<'_>, event: EventId) -> Result<()> {
    let (member, mut events) = history(change, event)?;
    if events.first().is_some_and(|(id, _)| *id == event) {
        return Err(Error::refused("这是该党员入册的登记，不能删除")
            .hint("登记有误的，请更正它；重复登记的，请撤销那次操作。"));
    }
    let wrong = take(&mut events, event)?;
    check(events.iter().map(|(_, event)| event), change.clock.today())?;
    change.execute("DELETE FROM membership_event WHERE id = ?1", [event])?;
    set_date(change, member, wrong.kind, Some(wrong.happened_on), None)
}

fn history(connection: &Connection, event: EventId) -> Result<(MemberId, Vec<(EventId, MembershipEvent)>)> {
    let member: MemberId = connection
        .query_row("SELECT member_id FROM membership_event WHERE id = ?1", [event], |row| row.get(0))
        .optional()?
        .or_not_found(|| "该项变动不存在".to_owned())?;
    Ok((member, of(connection, member)?))
}

fn take(events: &mut Vec<(EventId, MembershipEvent)>, event: EventId) -> Result<MembershipEvent> {
    let place = events.iter().position(|(id, _)| *id == event);
    place.map(|place| events.remove(place).1).or_not_found(|| "该项变动不存在".to_owned())
}

pub(super) fn insert(change: &Change<'_>, id: MemberId, event: &MembershipEvent) -> Result<()> {
    change
        .prepare_cached(
            "INSERT INTO membership_event (member_id, kind, happened_on, organization_id, standing, category, post, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            id,
            event.kind,
            event.happened_on,
            event.organization,
            event.standing,
            event.category,
            event.post,
            event.note,
        ])?;
    Ok(())
}

/// 接收预备 says when a person joined, where nothing else does.
pub(super) fn date_facts(facts: &mut MemberFacts, event: &MembershipEvent) {
    if event.kind == EventKind::Admitted && facts.joined_on.is_none() {
        facts.joined_on = Some(event.happened_on);
    }
}

/// Keeps 转正时间 and 入党时间 in step with their events: only where the date is still `from`, so that
/// a date from the personnel file is never overwritten.
fn set_date(
    change: &Change<'_>,
    id: MemberId,
    kind: EventKind,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<()> {
    let statement = match kind {
        EventKind::TurnedFull => "UPDATE member SET full_on = ?3 WHERE id = ?1 AND full_on IS ?2",
        EventKind::Admitted => "UPDATE member SET joined_on = ?3 WHERE id = ?1 AND joined_on IS ?2",
        _ => return Ok(()),
    };
    change.prepare_cached(statement)?.execute(params![id, from, to])?;
    Ok(())
}
