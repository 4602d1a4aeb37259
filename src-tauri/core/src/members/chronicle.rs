//! 党籍变动全册: everybody ever registered with all events, read once, in two scans of two tables.
//!
//! For whoever asks about many days at a time (movements of a quarter, coverage of many meetings):
//! the state of a member on any day is a fold over a handful of neighbouring entries.

use std::ops::Range;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use super::{
    Category, Education, Ethnicity, EventId, EventKind, MemberId, Membership, MembershipEvent, Sex, Standing,
    membership,
};
use crate::{Result, organizations::OrganizationId};

/// What tables count of a person; the whole is [`super::MemberFacts`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFacts {
    /// Row id.
    pub id: MemberId,
    /// 姓名.
    pub name: String,
    /// 性别.
    pub sex: Option<Sex>,
    /// 民族.
    pub ethnicity: Option<Ethnicity>,
    /// 出生日期.
    pub birth_date: Option<NaiveDate>,
    /// 学历.
    pub education: Option<Education>,
    /// 入党时间.
    pub joined_on: Option<NaiveDate>,
    /// 转正时间.
    pub full_on: Option<NaiveDate>,
}

/// A membership event without 党内职务 and 备注.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Whose.
    pub member: MemberId,
    /// Row id.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// When it took effect.
    pub happened_on: NaiveDate,
    organization: Option<OrganizationId>,
    standing: Option<Standing>,
    category: Option<Category>,
}

impl Entry {
    /// One step of a fold: what [`membership::apply`] makes of this event.
    pub fn apply(&self, state: &mut Option<Membership>) {
        let event = MembershipEvent {
            kind: self.kind,
            happened_on: self.happened_on,
            organization: self.organization,
            standing: self.standing,
            category: self.category,
            post: None,
            note: None,
        };
        membership::apply(state, &event);
    }
}

/// What the entries up to a day say; 党内职务 is left out.
pub fn state_on(career: &[Entry], day: NaiveDate) -> Option<Membership> {
    let mut state = None;
    career.iter().take_while(|entry| entry.happened_on <= day).for_each(|entry| entry.apply(&mut state));
    state
}

/// The branch on a day; before the first entry, the branch of the first entry: records of a member
/// (a pledge, a ballot) can be older than the books.
pub fn branch_on(career: &[Entry], day: NaiveDate) -> Option<OrganizationId> {
    match state_on(career, day) {
        Some(state) => state.organization,
        None => career.first().and_then(|first| first.organization),
    }
}

/// 党籍变动全册.
#[derive(Debug, Clone)]
pub struct Chronicle {
    /// Everybody ever registered, in roster order.
    pub people: Vec<PersonFacts>,
    /// By member, day and id.
    entries: Vec<Entry>,
    /// By id: the place on the roster and the entries.
    by_id: Vec<(MemberId, usize, Range<usize>)>,
    /// By place on the roster: where in `by_id`.
    places: Vec<usize>,
}

impl Chronicle {
    /// Reads everybody.
    ///
    /// # Errors
    /// Storage errors.
    pub fn read(connection: &Connection) -> Result<Self> {
        let entries = entries(connection)?;
        let mut people = people(connection)?;
        people.sort_by_key(|(position, person)| (*position, person.id));
        let people: Vec<PersonFacts> = people.into_iter().map(|(_, person)| person).collect();

        let mut by_id: Vec<(MemberId, usize, Range<usize>)> =
            people.iter().enumerate().map(|(place, person)| (person.id, place, 0..0)).collect();
        by_id.sort_unstable_by_key(|(id, ..)| *id);
        let mut from = 0;
        for (id, _, range) in &mut by_id {
            let rest = entries.get(from..).unwrap_or_default();
            from += rest.iter().take_while(|entry| entry.member < *id).count();
            let rest = entries.get(from..).unwrap_or_default();
            let to = from + rest.iter().take_while(|entry| entry.member == *id).count();
            *range = from..to;
            from = to;
        }
        let mut places = vec![0; people.len()];
        for (at, (_, place, _)) in by_id.iter().enumerate() {
            if let Some(slot) = places.get_mut(*place) {
                *slot = at;
            }
        }
        Ok(Self { people, entries, by_id, places })
    }

    /// Everybody with all events, oldest first, in roster order.
    pub fn careers(&self) -> impl Iterator<Item = (&PersonFacts, &[Entry])> {
        self.people.iter().zip(&self.places).map(|(person, at)| {
            let range = self.by_id.get(*at).map_or(0..0, |(_, _, range)| range.clone());
            (person, self.entries.get(range).unwrap_or_default())
        })
    }

    /// The events of a member, oldest first; none of an unknown one.
    pub fn career(&self, id: MemberId) -> &[Entry] {
        let found = self.by_id.binary_search_by_key(&id, |(id, ..)| *id).ok();
        let range = found.and_then(|at| self.by_id.get(at)).map_or(0..0, |(_, _, range)| range.clone());
        self.entries.get(range).unwrap_or_default()
    }

    /// The place on the roster, from 0.
    pub fn place(&self, id: MemberId) -> Option<usize> {
        let at = self.by_id.binary_search_by_key(&id, |(id, ..)| *id).ok()?;
        self.by_id.get(at).map(|(_, place, _)| *place)
    }

    /// The facts of a person.
    pub fn person(&self, id: MemberId) -> Option<&PersonFacts> {
        self.place(id).and_then(|place| self.people.get(place))
    }
}

fn people(connection: &Connection) -> Result<Vec<(i64, PersonFacts)>> {
    let mut statement = connection.prepare_cached(
        "SELECT position, id, name, sex, ethnicity, birth_date, education, joined_on, full_on FROM member",
    )?;
    let rows = statement.query_map([], |row| {
        let person = PersonFacts {
            id: row.get(1)?,
            name: row.get(2)?,
            sex: row.get(3)?,
            ethnicity: row.get(4)?,
            birth_date: date(row, 5)?,
            education: row.get(6)?,
            joined_on: date(row, 7)?,
            full_on: date(row, 8)?,
        };
        Ok((row.get(0)?, person))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Scanned as they lie in the table and sorted here: going through the index would look every row up
/// on its own, and takes twice as long.
fn entries(connection: &Connection) -> Result<Vec<Entry>> {
    let mut statement = connection.prepare_cached(
        "SELECT member_id, id, kind, happened_on, organization_id, standing, category FROM membership_event",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Entry {
            member: row.get(0)?,
            id: row.get(1)?,
            kind: row.get(2)?,
            happened_on: match date(row, 3)? {
                Some(day) => day,
                None => row.get(3)?,
            },
            organization: row.get(4)?,
            standing: row.get(5)?,
            category: row.get(6)?,
        })
    })?;
    let mut entries = rows.collect::<rusqlite::Result<Vec<Entry>>>()?;
    entries.sort_by_key(|entry| (entry.member, entry.happened_on, entry.id));
    Ok(entries)
}

/// A date, without chrono's general parser: nearly a million of them are read for one table.
fn date(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let plain = match row.get_ref(column)? {
        rusqlite::types::ValueRef::Text(text) => iso(text),
        _ => None,
    };
    match plain {
        Some(day) => Ok(Some(day)),
        None => row.get(column),
    }
}

fn iso(text: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
    let mut number = [y1, y2, y3, y4, m1, m2, d1, d2];
    for digit in &mut number {
        *digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
    }
    let [y1, y2, y3, y4, m1, m2, d1, d2] = number.map(u32::from);
    let year = i32::try_from(y1 * 1000 + y2 * 100 + y3 * 10 + y4).ok()?;
    NaiveDate::from_ymd_opt(year, m1 * 10 + m2, d1 * 10 + d2)
}
