//! The SQL of schemes, meetings, ballots and counts.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{BallotPattern, Evaluation, EvaluationId, Meeting, MeetingId, Papers, Scheme, tally::Counts};
use crate::{Error, Result, clock::Period, members::Subject, store::Change};

/// A meeting without its row id, as entered or imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingFacts {
    /// 评议会编号.
    pub code: String,
    /// 日期.
    pub held_on: chrono::NaiveDate,
    /// 地点.
    pub place: Option<String>,
    /// 评议方式.
    pub method: super::Method,
}

/// Every scheme of the office by key; the ready-made ones are there from the start.
///
/// # Errors
/// Storage errors.
pub fn schemes(connection: &Connection) -> Result<BTreeMap<String, Scheme>> {
    let _ = connection;
    Err(Error::internal("skeleton"))
}

/// Meetings of a period, or all, by day and code.
///
/// # Errors
/// Storage errors.
pub fn meetings(connection: &Connection, period: Option<&Period>) -> Result<Vec<Meeting>> {
    let _ = (connection, period);
    Err(Error::internal("skeleton"))
}

/// What was entered at a meeting, subject by subject.
///
/// # Errors
/// Storage errors.
pub fn evaluations(connection: &Connection, meeting: MeetingId) -> Result<Vec<Evaluation>> {
    let _ = (connection, meeting);
    Err(Error::internal("skeleton"))
}

/// The counts of one evaluation, from its ballots or its entered counts.
///
/// # Errors
/// Storage errors.
pub fn counts(connection: &Connection, scheme: &Scheme, id: EvaluationId) -> Result<Counts> {
    let _ = (connection, scheme, id);
    Err(Error::internal("skeleton"))
}

/// Enters or changes a meeting, found by its code.
///
/// # Errors
/// Storage errors.
pub fn put_meeting(change: &Change<'_>, facts: &MeetingFacts) -> Result<MeetingId> {
    let _ = (change, facts);
    Err(Error::internal("skeleton"))
}

/// Enters or replaces the ballots of one subject at one meeting: patterns are merged and sorted, so
/// that no order of papers is kept.
///
/// # Errors
/// Refused when the scheme is for another kind of subject or a mark does not fit it.
pub fn put_ballots(
    change: &Change<'_>,
    meeting: MeetingId,
    subject: Subject,
    scheme: &Scheme,
    papers: Papers,
    ballots: Vec<BallotPattern>,
) -> Result<EvaluationId> {
    let _ = (change, meeting, subject, scheme, papers, ballots);
    Err(Error::internal("skeleton"))
}

/// Enters or replaces counts instead of ballots.
///
/// # Errors
/// As [`put_ballots`].
pub fn put_counts(
    change: &Change<'_>,
    meeting: MeetingId,
    subject: Subject,
    scheme: &Scheme,
    papers: Papers,
    counts: &Counts,
) -> Result<EvaluationId> {
    let _ = (change, meeting, subject, scheme, papers, counts);
    Err(Error::internal("skeleton"))
}
