//! 公民身份号码 (GB 11643-1999).

/// An ID number whose form, date and check digit are right; 15-digit legacy numbers are kept as
/// written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber(String);
