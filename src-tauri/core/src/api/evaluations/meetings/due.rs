//! Whom a meeting can evaluate.

use std::collections::{BTreeMap, BTreeSet};

use super::shapes::{DueBranch, DueList, DueSubject};
use crate::{
    Office, Result,
    evaluations::{MeetingId, store},
    members::Subject,
    organizations::NO_BRANCH,
    statistics::coverage::{Due, due_on},
};

pub(super) fn due(office: &Office, id: MeetingId) -> Result<DueList> {
    let connection = office.read();
    let meeting = store::meeting_of(connection, id)?;
    let listed: BTreeSet<Subject> =
        store::evaluations(connection, id)?.into_iter().map(|one| one.subject).collect();
    let found = due_on(connection, meeting.held_on, office.clock().today())?;
    let subject = |due: &Due, probationary: bool| DueSubject {
        subject: due.subject.into(),
        name: due.name.clone(),
        probationary,
        listed: listed.contains(&due.subject),
        done: due.done,
    };
    let names: BTreeMap<i64, &str> =
        found.organizations.iter().filter_map(|due| Some((due.organization?.0, due.name.as_str()))).collect();
    let mut branches: Vec<DueBranch> = found
        .organizations
        .iter()
        .filter_map(|due| {
            Some(DueBranch {
                organization: Some(due.organization?.0),
                name: due.name.clone(),
                members: Vec::new(),
            })
        })
        .collect();
    for (due, probationary) in &found.members {
        let id = due.organization.map(|id| id.0).filter(|id| names.contains_key(id));
        let place = match branches.iter().position(|branch| branch.organization == id) {
            Some(place) => place,
            None => {
                let name = NO_BRANCH.to_owned();
                branches.push(DueBranch { organization: None, name, members: Vec::new() });
                branches.len() - 1
            }
        };
        if let Some(branch) = branches.get_mut(place) {
            branch.members.push(subject(due, *probationary));
        }
    }
    branches.retain(|branch| !branch.members.is_empty());
    Ok(DueList {
        organizations: found.organizations.iter().map(|due| subject(due, false)).collect(),
        branches,
        notes: found.notes,
    })
}
