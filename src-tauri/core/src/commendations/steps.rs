//! Which step may follow: 考核 > 推荐 > 公示 > 审定 > 表彰 (`decisions.md` 19), as data. Pure.

use chrono::NaiveDate;

use super::{Definition, Nomination, Step, StepOutcome};
use crate::labels::labelled;

labelled! {
    /// What has become of a nomination.
    pub enum NominationState {
        Open = "在推",
        Honoured = "已表彰",
        Failed = "未通过",
        Withdrawn = "已撤回",
    }
}

impl Nomination {
    /// The step reached last; none before the first.
    pub fn last_step(&self) -> Option<&Step> {
        self.steps.last()
    }

    /// What has become of it. An upheld 异议 ends a nomination.
    pub fn state(&self, definition: &Definition) -> NominationState {
        let upheld = self.objections.iter().any(|objection| matches!(objection.settled, Some((_, true))));
        match self.last_step() {
            Some(step) if step.outcome == StepOutcome::Withdrawn => NominationState::Withdrawn,
            Some(step) if step.outcome == StepOutcome::Failed => NominationState::Failed,
            Some(step) if step.step == definition.award_step => NominationState::Honoured,
            _ if upheld => NominationState::Failed,
            _ => NominationState::Open,
        }
    }

    /// The day on which it ended, by its last step or an upheld 异议; none while it is 在推.
    pub fn ended_on(&self, definition: &Definition) -> Option<NaiveDate> {
        if self.state(definition) == NominationState::Open {
            return None;
        }
        let settled = self.objections.iter().filter_map(|objection| objection.settled);
        let upheld = settled.filter(|(_, upheld)| *upheld).map(|(day, _)| day);
        self.steps.iter().map(|step| step.happened_on).chain(upheld).max()
    }
}
