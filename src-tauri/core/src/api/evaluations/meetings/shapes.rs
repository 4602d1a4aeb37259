//! What the screens see of meetings, and what they send.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    api::evaluations::{PapersEntry, SubjectId},
    evaluations::{BatchId, EvaluationId, MeetingId, Method},
};

/// One meeting in the list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MeetingCard {
    /// Row id.
    pub id: MeetingId,
    /// 评议会编号.
    pub code: String,
    /// 日期.
    pub held_on: NaiveDate,
    /// 地点.
    pub place: Option<String>,
    /// 评议方式.
    pub method: Method,
    /// Whether this method hands out papers.
    pub on_paper: bool,
    /// Its day is still to come: sheets can be printed, nothing can be entered.
    pub to_come: bool,
    /// 被评议党组织.
    pub organizations: u64,
    /// 被评议党员.
    pub members: u64,
    /// Subjects for whom anything was entered.
    pub entered: u64,
    /// Subjects that are being entered ballot by ballot.
    pub entering: u64,
    /// Subjects whose papers make the evaluation void.
    pub void: u64,
}

/// 参评人员 of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VotersEntry {
    /// 评议人类别.
    pub category: String,
    /// 实到; null when nobody counted them.
    pub present: Option<u64>,
}

/// How far a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubjectState {
    /// 未录入.
    Nothing,
    /// 录入中: a batch is open.
    Entering,
    /// 未录完: counts lack cells.
    Partly,
    /// 有出入: sums do not fit.
    Misfit,
    /// 已录入.
    Whole,
    /// 无效: more papers collected than issued.
    Void,
}

/// How a subject's marks were entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EnteredAs {
    /// Nothing yet.
    Nothing,
    /// 汇总录入.
    Counts,
    /// 逐票录入, or an import of ballots.
    Ballots,
}

/// A batch that is open for a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenBatch {
    /// Row id.
    pub id: BatchId,
    /// Sheets entered so far.
    pub sheets: u64,
    /// 应录张数.
    pub expected: Option<u64>,
}

/// A subject of a meeting.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SubjectCard {
    /// Row id of the subject at this meeting.
    pub evaluation: EvaluationId,
    /// Which organization or member.
    pub subject: SubjectId,
    /// Full name.
    pub name: String,
    /// The branch of a member on the day of the meeting.
    pub branch: Option<String>,
    /// Key of the scheme.
    pub scheme: String,
    /// Its name.
    pub scheme_name: String,
    /// 发出, 收回, 作废.
    pub papers: PapersEntry,
    /// 有效 that must come out: collected - spoiled.
    pub expected_valid: Option<u64>,
    /// 有效 as entered.
    pub valid: u64,
    /// How it was entered.
    pub entered_as: EnteredAs,
    /// The batch that is open.
    pub batch: Option<OpenBatch>,
    /// How far it is.
    pub state: SubjectState,
    /// 满意率 as printed.
    pub satisfied_rate: String,
    /// What does not fit.
    pub warnings: Vec<String>,
}

/// One meeting, whole.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MeetingPage {
    /// The meeting.
    pub meeting: MeetingCard,
    /// Who came; empty when nobody wrote it down.
    pub voters: Vec<VotersEntry>,
    /// Kinds of voters that the schemes of the meeting know, in their order.
    pub categories: Vec<String>,
    /// Whom it evaluates: organizations first, then members by branch and roster.
    pub subjects: Vec<SubjectCard>,
}

/// A meeting by its id.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct MeetingAsked {
    /// Row id.
    pub meeting: MeetingId,
}

/// A new meeting, or what an old one is to be.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct MeetingEntry {
    /// 评议会编号.
    pub code: String,
    /// 日期.
    pub held_on: NaiveDate,
    /// 地点.
    pub place: Option<String>,
    /// 评议方式.
    pub method: Method,
}

/// What a meeting is to be.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct MeetingChange {
    /// Row id.
    pub meeting: MeetingId,
    /// All of it.
    pub entry: MeetingEntry,
}

/// 参评人员 of a meeting.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct VotersAsked {
    /// The meeting.
    pub meeting: MeetingId,
    /// In place of what was entered before.
    pub voters: Vec<VotersEntry>,
}

/// Someone whom a meeting can evaluate.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DueSubject {
    /// Which organization or member.
    pub subject: SubjectId,
    /// Full name.
    pub name: String,
    /// 预备党员 on the day of the meeting.
    pub probationary: bool,
    /// Already on the list of this meeting.
    pub listed: bool,
    /// A valid evaluation of this year has covered them.
    pub done: bool,
}

/// The members of one branch.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DueBranch {
    /// The branch; null for members without one.
    pub organization: Option<i64>,
    /// Its name.
    pub name: String,
    /// Its members, in roster order.
    pub members: Vec<DueSubject>,
}

/// Whom a meeting can evaluate.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DueList {
    /// 党组织.
    pub organizations: Vec<DueSubject>,
    /// 党员 by branch.
    pub branches: Vec<DueBranch>,
    /// How they were taken.
    pub notes: Vec<String>,
}

/// Subjects to put on a meeting.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct SubjectsAdded {
    /// The meeting.
    pub meeting: MeetingId,
    /// Key of the scheme; one kind of subjects at a time.
    pub scheme: String,
    /// Whom.
    pub subjects: Vec<SubjectId>,
}

/// Subjects of meetings.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct EvaluationsAsked {
    /// Row ids of subjects at a meeting.
    pub evaluations: Vec<EvaluationId>,
}

/// The papers of one or many subjects: whoever stands on one sheet shares its papers.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PapersAsked {
    /// Row ids of subjects at a meeting.
    pub evaluations: Vec<EvaluationId>,
    /// 发出, 收回, 作废.
    pub papers: PapersEntry,
}
