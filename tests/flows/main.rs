//! The office's stories, told through the terminal with real files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a story that cannot go on must fail")]

mod commendation;
mod commendation_papers;
mod commending_on_screen;
mod home;
mod indicators;
mod indicators_recount;
mod layouts;
mod layouts_on_screen;
mod papers;
mod recount;
mod sample_office;
mod sealing;
mod sealing_on_screen;
mod serve;
mod shapes;
mod statistics;
mod terminal;
mod year;
