//! The SQL of what happens to a nomination: entered, advanced, objected to, withdrawn, honoured.

use chrono::NaiveDate;
use rusqlite::params;

use super::{kept, nominations};
use crate::{
    Result,
    commendations::{
        Nomination, NominationId, Programme, Step, StepOutcome, calendar::Calendar, rules, steps,
    },
    members::Subject,
    organizations::OrganizationId,
    store::Change,
    text,
};

/// What a nomination says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NominationFacts {
    /// 表彰类别.
    pub kind: String,
    /// Who is nominated.
    pub subject: Subject,
    /// 推荐单位.
    pub nominated_by: Option<OrganizationId>,
    /// 推荐日期.
    pub nominated_on: NaiveDate,
    /// 主要事迹.
    pub reason: Option<String>,
    /// 奖惩情况 before these books.
    pub past_honours: Option<String>,
}

/// Enters a nomination, last in 推荐顺序.
///
/// # Errors
/// Refused as [`rules::check_nomination`] says, and when the subject is nominated under the kind
/// already; storage errors.
pub fn nominate(change: &Change<'_>, programme: &Programme, facts: &NominationFacts) -> Result<NominationId> {
    let kind = rules::check_nomination(&programme.definition, facts, change.clock.today())?;
    let (organization, member) = facts.subject.columns();
    let taken: bool = change
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM nomination WHERE programme_id = ?1 AND kind = ?2
                            AND organization_id IS ?3 AND member_id IS ?4)",
        )?
        .query_row(params![programme.id, kind.name, organization, member], |row| row.get(0))?;
    if taken
        && let Some(other) = nominations(change, programme.id)?
            .iter()
            .find(|other| other.subject == facts.subject && other.kind == kind.name)
    {
        let state = other.state(&programme.definition);
        return Err(rules::nominated_already(&kind.name, state, other.nominated_on));
    }
    change.execute(
        "INSERT INTO nomination (programme_id, kind, organization_id, member_id, nominated_by, nominated_on,
                                 reason, past_honours, position)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,
                 (SELECT coalesce(max(position), 0) + 1 FROM nomination WHERE programme_id = ?1))",
        params![
            programme.id,
            kind.name,
            organization,
            member,
            facts.nominated_by,
            facts.nominated_on,
            kept(facts.reason.as_deref()),
            kept(facts.past_honours.as_deref())
        ],
    )?;
    Ok(NominationId(change.last_insert_rowid()))
}

/// Replaces 推荐单位, 主要事迹 and 奖惩情况 of a nomination.
///
/// # Errors
/// Storage errors.
pub fn update(change: &Change<'_>, id: NominationId, facts: &NominationFacts) -> Result<()> {
    change.execute(
        "UPDATE nomination SET nominated_by = ?2, reason = ?3, past_honours = ?4 WHERE id = ?1",
        params![id, facts.nominated_by, kept(facts.reason.as_deref()), kept(facts.past_honours.as_deref())],
    )?;
    Ok(())
}

/// Takes a step. The award step writes the honour, which stays whatever becomes of the member. Gives
/// the step as it was kept.
///
/// # Errors
/// Refused as [`steps::step`] says; storage errors.
pub fn advance(
    change: &Change<'_>,
    programme: &Programme,
    nomination: &Nomination,
    wanted: &Step,
) -> Result<Step> {
    let definition = &programme.definition;
    let step = steps::step(definition, &Calendar::official()?, nomination, wanted, change.clock.today())?;
    insert_step(change, nomination.id, &step)?;
    if step.step == definition.award_step && step.outcome == StepOutcome::Passed {
        let (organization, member) = nomination.subject.columns();
        change.execute(
            "INSERT INTO honour (nomination_id, organization_id, member_id, title, level, granted_on, granted_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                nomination.id,
                organization,
                member,
                nomination.kind,
                programme.level,
                step.happened_on,
                kept(step.decided_by.as_deref())
            ],
        )?;
    }
    Ok(step)
}

/// Withdraws a nomination (撤回); it stays on the list.
///
/// # Errors
/// Refused as [`steps::withdrawal`] says; storage errors.
pub fn withdraw(
    change: &Change<'_>,
    programme: &Programme,
    nomination: &Nomination,
    on: NaiveDate,
    opinion: Option<&str>,
    by: Option<&str>,
) -> Result<()> {
    let step = steps::withdrawal(&programme.definition, nomination, on, change.clock.today())?;
    insert_step(change, nomination.id, &Step { opinion: kept(opinion), decided_by: kept(by), ..step })
}

fn insert_step(change: &Change<'_>, id: NominationId, step: &Step) -> Result<()> {
    change.execute(
        "INSERT INTO nomination_step (nomination_id, step, outcome, happened_on, until, opinion, decided_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
            step.step,
            step.outcome,
            step.happened_on,
            step.until,
            kept(step.opinion.as_deref()),
            kept(step.decided_by.as_deref())
        ],
    )?;
    Ok(())
}

/// Enters an 异议.
///
/// # Errors
/// Refused as [`steps::objection`] says; storage errors.
pub fn object(
    change: &Change<'_>,
    programme: &Programme,
    nomination: &Nomination,
    on: NaiveDate,
    content: &str,
) -> Result<()> {
    steps::objection(&programme.definition, nomination, on, content, change.clock.today())?;
    change.execute(
        "INSERT INTO objection (nomination_id, raised_on, content) VALUES (?1, ?2, ?3)",
        params![nomination.id, on, text::tidy(content)],
    )?;
    Ok(())
}

/// Settles the oldest open 异议; upheld, it ends the nomination.
///
/// # Errors
/// Refused as [`steps::settlement`] says; storage errors.
pub fn settle(
    change: &Change<'_>,
    nomination: &Nomination,
    on: NaiveDate,
    upheld: bool,
    finding: &str,
) -> Result<()> {
    steps::settlement(nomination, on, finding, change.clock.today())?;
    change.execute(
        "UPDATE objection SET settled_on = ?2, upheld = ?3, finding = ?4
         WHERE id = (SELECT id FROM objection WHERE nomination_id = ?1 AND settled_on IS NULL
                     ORDER BY raised_on, id LIMIT 1)",
        params![nomination.id, on, upheld, text::tidy(finding)],
    )?;
    Ok(())
}
