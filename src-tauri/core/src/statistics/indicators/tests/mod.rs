//! Stories and properties of the indicators.

mod catalogue;
