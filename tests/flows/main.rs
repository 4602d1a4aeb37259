//! The office's stories, told through the terminal with real files.

mod recount;
mod sample_office;
mod shapes;
mod terminal;
