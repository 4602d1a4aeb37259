//! 党员 as screens ask for them: calls in, JSON out, on a real office.

pub mod desk;
mod events;
mod forms;
mod lists;

pub use desk::Desk;
