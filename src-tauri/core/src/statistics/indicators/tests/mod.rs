//! Stories and properties of the indicators, on real files.

mod catalogue;
mod evaluations;
mod members;
mod movements;
mod others;
mod properties;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::{Value, find};
use crate::{
    Office, Result,
    clock::{Clock, Period},
    members::{
        Category, EventKind, MemberFacts, MemberId, MembershipEvent, Standing, store as members_store,
    },
    organizations::{
        Domain, OrganizationFacts, OrganizationId, OrganizationKind, store as organizations_store,
    },
    statistics::books::{Books, FrozenRecord, Place, Scope, Span},
    store::Change,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn event(kind: EventKind, on: &str) -> MembershipEvent {
    MembershipEvent {
        kind,
        happened_on: day(on),
        organization: None,
        standing: None,
        category: None,
        post: None,
        note: None,
    }
}

/// An office at the end of 2012: a 党组 and two branches. The books open when the first person is
/// entered.
struct Desk {
    _folder: TempDir,
    office: Office,
    group: OrganizationId,
    organs: OrganizationId,
    lawyers: OrganizationId,
}

impl Desk {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::at(day("2012-12-31"));
        let mut office = Office::create(folder.path(), "县司法局党组", None, clock).unwrap();
        let [group, organs, lawyers] = office
            .change("登记党组织", |change| {
                let group = organization(change, "县司法局党组", OrganizationKind::LeadingGroup, None)?;
                let organs = organization(change, "机关党支部", OrganizationKind::Branch, Some(group))?;
                let lawyers = organization(change, "聚鑫律师党支部", OrganizationKind::Branch, Some(group))?;
                Ok([group, organs, lawyers])
            })
            .unwrap();
        Self { _folder: folder, office, group, organs, lawyers }
    }

    /// Somebody who was there when the books were opened on 1 January 2012: 正式党员, 在职.
    fn person(&mut self, name: &str, branch: OrganizationId) -> MemberId {
        self.person_with(branch, &MemberFacts { name: name.to_owned(), ..MemberFacts::default() })
    }

    fn person_with(&mut self, branch: OrganizationId, facts: &MemberFacts) -> MemberId {
        let opening = MembershipEvent {
            organization: Some(branch),
            standing: Some(Standing::Full),
            category: Some(Category::Serving),
            ..event(EventKind::Opening, "2012-01-01")
        };
        self.enter(facts, &opening)
    }

    fn enter(&mut self, facts: &MemberFacts, first: &MembershipEvent) -> MemberId {
        self.change(|change| members_store::insert(change, facts, first))
    }

    fn happens(&mut self, id: MemberId, event: &MembershipEvent) {
        self.change(|change| members_store::record(change, id, event));
    }

    fn change<T>(&mut self, work: impl FnOnce(&Change<'_>) -> Result<T>) -> T {
        self.office.change("登记", work).unwrap()
    }

    /// The books of a period up to its end.
    fn books(&self, period: &str) -> Books {
        let period = Period::parse(period).unwrap();
        let as_of = period.to.min(day("2012-12-31"));
        Books::read(self.office.read(), &period, as_of).unwrap()
    }

    fn books_on(&self, period: &str, as_of: &str) -> Books {
        Books::read(self.office.read(), &Period::parse(period).unwrap(), day(as_of)).unwrap()
    }

    /// The office's figure over the period, as printed.
    fn figure(&self, key: &str, period: &str) -> String {
        figure(&self.books(period), key, &Place::Office)
    }
}

fn organization(
    change: &Change<'_>,
    name: &str,
    kind: OrganizationKind,
    parent: Option<OrganizationId>,
) -> Result<OrganizationId> {
    organizations_store::insert(
        change,
        &OrganizationFacts {
            name: name.to_owned(),
            kind,
            parent,
            domain: Some(Domain::CountyOrgans),
            code: None,
            secretary: None,
            phone: None,
            founded_on: None,
            note: None,
        },
    )
}

fn value(books: &Books, key: &str, scope: &Scope, span: Span) -> Value {
    find(key).unwrap().value(books, scope, span)
}

fn figure(books: &Books, key: &str, place: &Place) -> String {
    value(books, key, &Scope::of(place.clone()), Span::Period).printed(2)
}

fn branch(id: OrganizationId) -> Place {
    Place::Organizations(vec![Some(id)])
}

fn rows(books: &Books, key: &str, scope: &Scope) -> Vec<FrozenRecord> {
    let rows = find(key).unwrap().rows(books, scope, Span::Period);
    rows.into_iter().map(|row| row.record.freeze(books)).collect()
}

fn names(books: &Books, key: &str) -> Vec<String> {
    rows(books, key, &Scope::default()).into_iter().map(|row| row.name).collect()
}
