//! The schemes every office has from the start: the items of 004 and the scales of `domain.md` §2.

use super::Scheme;
use crate::{Error, Result};

/// In the order a clerk is offered them; the first of a kind is the one for 创先争优.
const READY_MADE: &[&str] = &[
    include_str!("../../../../assets/schemes/organization-004.toml"),
    include_str!("../../../../assets/schemes/member-004.toml"),
    include_str!("../../../../assets/schemes/organization-good.toml"),
    include_str!("../../../../assets/schemes/member-good.toml"),
    include_str!("../../../../assets/schemes/organization-excellent.toml"),
    include_str!("../../../../assets/schemes/member-review.toml"),
    include_str!("../../../../assets/schemes/organization-three.toml"),
    include_str!("../../../../assets/schemes/member-three.toml"),
    include_str!("../../../../assets/schemes/organization-satisfied.toml"),
    include_str!("../../../../assets/schemes/member-satisfied.toml"),
];

/// Every ready-made scheme.
///
/// # Errors
/// Internal, when an asset is wrong; a test reads them all.
pub fn ready_made() -> Result<Vec<Scheme>> {
    READY_MADE.iter().map(|text| Scheme::parse(text).map_err(Error::internal)).collect()
}
