//! What a subject's own page shows from other rooms: honours, results of 群众评议, pledges.

use chrono::NaiveDate;
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Result,
    commendations::{self, HonourId},
    members::Subject,
    numbers::{DASH, round},
    pledges::{self, PledgeId, PledgeStatus},
    statistics::evaluation_results,
};

/// 荣誉 of a subject.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HonourLine {
    /// Row id.
    pub id: HonourId,
    /// 称号.
    pub title: String,
    /// 表彰层次.
    pub level: String,
    /// 表彰日期.
    pub granted_on: NaiveDate,
    /// 表彰单位.
    pub granted_by: Option<String>,
}

/// 群众评议 of a subject in a year, as printed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EvaluationLine {
    /// 年度.
    pub year: i32,
    /// 评议方案.
    pub scheme: String,
    /// The meetings that were counted: 评议会编号 and day.
    pub meetings: Vec<MeetingLine>,
    /// 收回; null for methods without paper.
    pub collected: Option<u64>,
    /// 有效.
    pub valid: u64,
    /// 满意率 without the % sign; "—" where nothing divides.
    pub satisfied_rate: String,
    /// Mean score; "—" where there is none.
    pub score: String,
    /// Name of the score band; null for a scheme without bands.
    pub band: Option<String>,
    /// 收回多于发出: no rates.
    pub void: bool,
}

/// One meeting.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MeetingLine {
    /// 评议会编号.
    pub code: String,
    /// The day.
    pub held_on: NaiveDate,
}

/// 公开承诺 of a subject.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PledgeBrief {
    /// Row id.
    pub id: PledgeId,
    /// 台账号.
    pub ledger_number: i64,
    /// 年度.
    pub year: i32,
    /// 承诺事项.
    pub content: String,
    /// 完成时限.
    pub deadline: Option<NaiveDate>,
    /// 兑现状态.
    pub status: PledgeStatus,
    /// 销号日期.
    pub closed_on: Option<NaiveDate>,
}

/// The honours of a subject, newest first.
pub(super) fn honours(connection: &Connection, subject: Subject) -> Result<Vec<HonourLine>> {
    let honours = commendations::honours_of_subject(connection, subject)?.into_iter();
    Ok(honours
        .map(|honour| HonourLine {
            id: honour.id,
            title: honour.title,
            level: honour.level,
            granted_on: honour.granted_on,
            granted_by: honour.granted_by,
        })
        .collect())
}

/// The results of a subject, newest year first.
pub(super) fn evaluations(connection: &Connection, subject: Subject) -> Result<Vec<EvaluationLine>> {
    let results = evaluation_results::of_subject(connection, subject)?.into_iter();
    Ok(results
        .map(|(year, result)| {
            let (scheme, tally) = (&result.scheme, &result.tally);
            EvaluationLine {
                year,
                scheme: scheme.name.clone(),
                meetings: result
                    .meetings
                    .iter()
                    .map(|meeting| MeetingLine { code: meeting.code.clone(), held_on: meeting.held_on })
                    .collect(),
                collected: tally.papers.collected,
                valid: tally.valid,
                satisfied_rate: tally.overall.satisfied.percent(scheme.decimals),
                score: tally.score.map_or_else(|| DASH.to_owned(), |score| round(score, scheme.decimals)),
                band: tally.band.clone(),
                void: tally.void,
            }
        })
        .collect())
}

/// The pledges of a subject, newest year first, as they stand on a day.
pub(super) fn pledges(connection: &Connection, subject: Subject, day: NaiveDate) -> Result<Vec<PledgeBrief>> {
    let lines = pledges::subject::of_subject(connection, subject)?.into_iter();
    Ok(lines
        .map(|pledge| PledgeBrief {
            id: pledge.id,
            ledger_number: pledge.ledger_number,
            year: pledge.facts.year,
            status: pledges::rules::status_on(&pledge, day),
            content: pledge.facts.content,
            deadline: pledge.facts.deadline,
            closed_on: pledge.closed_on,
        })
        .collect())
}
