//! 先锋台账: the office. The whole program without a window and without a network.
//!
//! Data walks one way: shell > [`api`] > feature > [`store`], and for paper
//! feature > [`documents`] > [`export`]. Nothing lower imports anything higher, and features
//! do not read each other's tables: a join across features stands in [`statistics`] or [`documents`].
//!
//! One thing from end to end: `evaluations/mod.rs` says what a ballot is, `evaluations/store.rs`
//! keeps it, `evaluations/tally.rs` counts it, `statistics/report` fills a layout
//! with the counts, `documents/table_paper` lays it out as annex 4, `export/pdf` puts it on paper.

pub mod api;
pub mod clock;
pub mod commendations;
pub mod documents;
pub mod error;
pub mod evaluations;
pub mod export;
pub mod files;
pub mod import;
mod labels;
pub mod machine;
pub mod members;
pub mod numbers;
pub mod office;
pub mod organizations;
pub mod pledges;
pub mod progress;
pub mod remarks;
pub mod reviews;
pub mod statistics;
pub mod store;
pub mod text;

pub use error::{Error, ErrorCode, Result};
pub use office::Office;
