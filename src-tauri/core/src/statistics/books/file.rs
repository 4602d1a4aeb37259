//! Records filed by branch, each found at once by its member too.

use std::{collections::BTreeMap, ops::Range};

use super::Place;
use crate::{members::MemberId, organizations::OrganizationId};

/// A record that is filed under a branch and may belong to a member.
pub trait Filed {
    /// 党组织 whose record it is; none for what is in no branch.
    fn organization(&self) -> Option<OrganizationId>;
    /// Whose it is, where it is a member's.
    fn member(&self) -> Option<MemberId>;
}

/// Records by branch, so that a table of a thousand branches walks each record once a column and not
/// once a row.
#[derive(Debug, Clone)]
pub struct File<T> {
    /// Branch by branch, in each in the order they were filed.
    records: Vec<T>,
    branches: BTreeMap<Option<OrganizationId>, Range<usize>>,
    /// Sorted: where the records of a member are.
    members: Vec<(MemberId, usize)>,
}

impl<T> Default for File<T> {
    fn default() -> Self {
        Self { records: Vec::new(), branches: BTreeMap::new(), members: Vec::new() }
    }
}

impl<T: Filed> FromIterator<T> for File<T> {
    fn from_iter<I: IntoIterator<Item = T>>(records: I) -> Self {
        let mut records: Vec<T> = records.into_iter().collect();
        records.sort_by_key(Filed::organization);
        let (mut branches, mut members) = (BTreeMap::new(), Vec::new());
        for (place, record) in records.iter().enumerate() {
            branches.entry(record.organization()).or_insert(place..place).end = place + 1;
            members.extend(record.member().map(|member| (member, place)));
        }
        members.sort_unstable();
        Self { records, branches, members }
    }
}

impl<T: Filed> File<T> {
    /// The records of a place, in the order they were filed.
    pub fn of<'a>(&'a self, place: &'a Place) -> Box<dyn Iterator<Item = &'a T> + 'a> {
        match place {
            Place::Office => Box::new(self.records.iter()),
            Place::Organizations(ids) => {
                let ranges = ids.iter().filter_map(|id| self.branches.get(id));
                Box::new(ranges.flat_map(|range| self.records.get(range.clone()).unwrap_or_default()))
            }
            Place::Member(id) => Box::new(self.of_member(*id)),
        }
    }

    /// The records of a member.
    pub fn of_member(&self, id: MemberId) -> impl Iterator<Item = &T> {
        let first = self.members.partition_point(|(member, _)| *member < id);
        let rest = self.members.get(first..).unwrap_or_default().iter();
        rest.take_while(move |(member, _)| *member == id).filter_map(|(_, place)| self.records.get(*place))
    }
}
