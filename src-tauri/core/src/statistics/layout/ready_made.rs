//! The tables every office has from the start (`assets/layouts/`).

use super::Layout;
use crate::{Error, Result};

/// Key and text, in the order a clerk is offered them.
const READY_MADE: &[(&str, &str)] = &[
    ("statistics-table", include_str!("../../../../../assets/layouts/statistics-table.toml")),
    ("quarterly-table", include_str!("../../../../../assets/layouts/quarterly-table.toml")),
    ("member-structure", include_str!("../../../../../assets/layouts/member-structure.toml")),
    ("review-result-table", include_str!("../../../../../assets/layouts/review-result-table.toml")),
    ("pledge-table", include_str!("../../../../../assets/layouts/pledge-table.toml")),
];

/// Every ready-made layout, as its file has it.
pub fn ready_made() -> &'static [(&'static str, &'static str)] {
    READY_MADE
}

/// The ready-made layout of a key.
///
/// # Errors
/// Internal, when an asset is wrong; a test reads them all.
pub(super) fn of(key: &str) -> Result<Option<Layout>> {
    let text = READY_MADE.iter().find(|(known, _)| *known == key).map(|(_, text)| *text);
    text.map(|text| toml::from_str(text).map_err(Error::internal)).transpose()
}
