//! The SQL of organizations.

use rusqlite::Connection;

use super::{Organization, OrganizationFacts, OrganizationId};
use crate::{Error, Result, store::Change};

/// Every organization, dissolved ones too, in the order of the name list.
///
/// # Errors
/// Storage errors.
pub fn all(connection: &Connection) -> Result<Vec<Organization>> {
    let _ = connection;
    Err(Error::internal("skeleton"))
}

/// Registers an organization.
///
/// # Errors
/// Refused when the name or the code is taken, or the parent does not exist.
pub fn insert(change: &Change<'_>, facts: &OrganizationFacts) -> Result<OrganizationId> {
    let _ = (change, facts);
    Err(Error::internal("skeleton"))
}

/// Replaces an organization's facts.
///
/// # Errors
/// As [`insert`]; also when the parent would make a circle.
pub fn update(change: &Change<'_>, id: OrganizationId, facts: &OrganizationFacts) -> Result<()> {
    let _ = (change, id, facts);
    Err(Error::internal("skeleton"))
}
