//! The office's stories, told through the terminal with real files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a story that cannot go on must fail")]

mod commendation;
mod commendation_papers;
mod indicators;
mod indicators_recount;
mod layouts;
mod recount;
mod sample_office;
mod sealing;
mod shapes;
mod statistics;
mod terminal;
mod year;
