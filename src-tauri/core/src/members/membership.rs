//! 党籍: what the events up to a day say of a member, and which event can follow which.
//! Pure: events in, membership or a reason out.

use chrono::NaiveDate;

use super::{EventKind, Membership, MembershipEvent, Standing};
use crate::{clock::chinese_date, organizations::OrganizationId};

/// Why an event cannot stand among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventFault {
    /// The first event must be 期初登记, 接收预备 or 转入.
    FirstEvent(EventKind),
    /// Something before the day on which the books open for the member.
    BeforeFirst(NaiveDate),
    /// Dated after today.
    Future(NaiveDate),
    /// A second 期初登记.
    SecondOpening,
    /// 接收预备 or 转入 of somebody who is a member.
    AlreadyMember(EventKind),
    /// Anything after 去世.
    AfterDeath(NaiveDate),
    /// Something that only a member can do, after having left.
    HasLeft(EventKind, NaiveDate),
    /// 恢复 of somebody who is a member, or who left by 转出.
    NothingToRestore,
    /// 转正 or 延长预备期 of somebody who is no 预备党员.
    NotProbationary(EventKind),
    /// 接收预备, 转入 or 内部调动 without a branch.
    NoBranch(EventKind),
    /// 内部调动 into the branch where the member is.
    SameBranch,
    /// 任职 without a post.
    NoPost,
    /// 免职 of a post that is not held.
    PostNotHeld,
    /// 在职 or 离退休 of somebody who is that already.
    SameCategory(EventKind),
}

impl std::fmt::Display for EventFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::FirstEvent(kind) => write!(f, "该党员还没有登记入册，不能先登记“{kind}”"),
            Self::BeforeFirst(day) => write!(f, "变动日期早于该党员入册的日期（{}）", chinese_date(*day)),
            Self::Future(day) => write!(f, "变动日期{}晚于今天", chinese_date(*day)),
            Self::SecondOpening => f.write_str("该党员已有期初登记，不能再次期初登记"),
            Self::AlreadyMember(kind) => write!(f, "该党员已在册，不能再登记“{kind}”"),
            Self::AfterDeath(day) => write!(f, "该党员已于{}去世，不能再登记此后的变动", chinese_date(*day)),
            Self::HasLeft(kind, day) => {
                write!(f, "该党员已于{}{kind}，不能再登记此项变动", chinese_date(*day))
            }
            Self::NothingToRestore => f.write_str("只有停止党籍或出党的党员才能恢复党籍"),
            Self::NotProbationary(kind) => write!(f, "该党员不是预备党员，不能登记“{kind}”"),
            Self::NoBranch(kind) => write!(f, "登记“{kind}”须写明所在党支部"),
            Self::SameBranch => f.write_str("该党员已在这个党支部，无需调动"),
            Self::NoPost => f.write_str("登记任职须写明党内职务"),
            Self::PostNotHeld => f.write_str("该党员没有担任这一党内职务，不能登记免职"),
            Self::SameCategory(kind) => write!(f, "该党员已是“{kind}”，无需再登记"),
        }
    }
}

impl EventFault {
    /// What the clerk can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::FirstEvent(_) => "请先登记“期初登记”“接收预备”或“转入”。",
            Self::BeforeFirst(_) | Self::Future(_) => "请核对变动日期。",
            Self::AlreadyMember(_) | Self::SameBranch => "换党支部的，请核对后登记“内部调动”。",
            Self::AfterDeath(_) => "请核对姓名和日期；去世登记有误的，请先更正它。",
            Self::HasLeft(EventKind::TransferredOut, _) => "组织关系已转回的，请先登记“转入”。",
            Self::HasLeft(..) => "党籍已恢复的，请先登记“恢复”。",
            Self::NothingToRestore => "从外单位转回的，请登记“转入”。",
            Self::NotProbationary(_) => "请核对该党员的党员身份和此前的变动。",
            Self::SecondOpening => "期初登记有误的，请更正原来的登记。",
            Self::NoBranch(_) => "请选择党支部。",
            Self::NoPost => "请填写党内职务。",
            Self::PostNotHeld | Self::SameCategory(_) => "请核对此前的变动。",
        }
    }
}

/// What the events say, oldest first; none before the first. Tolerant: order and sense were checked
/// when the events were recorded.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a MembershipEvent>) -> Option<Membership> {
    let mut membership = None;
    for event in events {
        apply(&mut membership, event);
    }
    membership
}

/// One step of [`fold`].
pub fn apply(membership: &mut Option<Membership>, event: &MembershipEvent) {
    let now = membership.get_or_insert_with(|| Membership {
        organization: None,
        standing: None,
        category: None,
        post: None,
        left: None,
    });
    match event.kind {
        EventKind::Opening => {
            now.organization = event.organization;
            now.standing = event.standing;
            now.category = event.category;
            now.post.clone_from(&event.post);
        }
        EventKind::Admitted => {
            now.left = None;
            now.organization = event.organization;
            now.standing = Some(Standing::Probationary);
            now.category = event.category.or(now.category);
            now.post = None;
        }
        EventKind::TransferredIn => {
            now.left = None;
            now.organization = event.organization;
            now.standing = event.standing.or(now.standing);
            now.category = event.category.or(now.category);
            now.post = None;
        }
        EventKind::Restored => {
            now.left = None;
            now.organization = event.organization.or(now.organization);
            now.standing = event.standing.or(now.standing);
        }
        EventKind::Moved => {
            now.organization = event.organization;
            now.post = None;
        }
        EventKind::TurnedFull => now.standing = Some(Standing::Full),
        EventKind::ProbationExtended => {}
        EventKind::TransferredOut | EventKind::Suspended | EventKind::Expelled | EventKind::Died => {
            now.left = Some((event.kind, event.happened_on));
        }
        EventKind::Appointed => now.post.clone_from(&event.post),
        EventKind::Relieved => now.post = None,
        EventKind::Serving => now.category = Some(super::Category::Serving),
        EventKind::Retired => now.category = Some(super::Category::Retired),
    }
}

/// Whether a whole history of one member, oldest first, makes sense.
///
/// # Errors
/// The first thing that does not.
pub fn check<'a>(
    events: impl IntoIterator<Item = &'a MembershipEvent>,
    today: NaiveDate,
) -> Result<(), EventFault> {
    let mut membership = None;
    for event in events {
        if event.happened_on > today {
            return Err(EventFault::Future(event.happened_on));
        }
        can_follow(membership.as_ref(), event)?;
        apply(&mut membership, event);
    }
    Ok(())
}

/// Why something of a kind cannot happen to somebody who stands like this, whatever the form would say;
/// none when it can.
pub fn refusal(membership: Option<&Membership>, kind: EventKind) -> Option<EventFault> {
    // What a form is asked for: a branch that nobody is in, and a post.
    let wish = MembershipEvent {
        kind,
        happened_on: NaiveDate::MIN,
        organization: Some(OrganizationId(i64::MIN)),
        standing: None,
        category: None,
        post: (kind == EventKind::Appointed).then(|| "委员".to_owned()),
        note: None,
    };
    can_follow(membership, &wish).err()
}

/// Whether `event` can happen to somebody who stands like this.
fn can_follow(membership: Option<&Membership>, event: &MembershipEvent) -> Result<(), EventFault> {
    use EventKind::*;
    let kind = event.kind;
    let enters = matches!(kind, Admitted | TransferredIn);
    if (enters || kind == Moved) && event.organization.is_none() {
        return Err(EventFault::NoBranch(kind));
    }
    let Some(now) = membership else {
        return if enters || kind == Opening { Ok(()) } else { Err(EventFault::FirstEvent(kind)) };
    };
    match (kind, now.left) {
        (_, Some((Died, day))) => Err(EventFault::AfterDeath(day)),
        (Opening, _) => Err(EventFault::SecondOpening),
        (Admitted | TransferredIn, None) => Err(EventFault::AlreadyMember(kind)),
        (TransferredIn, Some((TransferredOut, _))) => Ok(()),
        // Somebody who was put out can be admitted anew, as a probationary member.
        (Admitted, Some((Expelled | Suspended, _))) => Ok(()),
        (Restored, Some((Expelled | Suspended, _))) => Ok(()),
        (Restored, _) => Err(EventFault::NothingToRestore),
        // 停止党籍 ends in 恢复, in 出党 or with the person's death.
        (Expelled | Died, Some((Suspended, _))) => Ok(()),
        (_, Some((how, day))) => Err(EventFault::HasLeft(how, day)),
        (TurnedFull | ProbationExtended, None) if now.standing != Some(Standing::Probationary) => {
            Err(EventFault::NotProbationary(kind))
        }
        (Moved, None) if event.organization == now.organization => Err(EventFault::SameBranch),
        (Appointed, None) if event.post.as_deref().unwrap_or("").is_empty() => Err(EventFault::NoPost),
        (Relieved, None) if now.post.is_none() || (event.post.is_some() && event.post != now.post) => {
            Err(EventFault::PostNotHeld)
        }
        (Serving, None) if now.category == Some(super::Category::Serving) => {
            Err(EventFault::SameCategory(kind))
        }
        (Retired, None) if now.category == Some(super::Category::Retired) => {
            Err(EventFault::SameCategory(kind))
        }
        (_, None) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn event(kind: EventKind, on: &str) -> MembershipEvent {
        MembershipEvent {
            kind,
            happened_on: day(on),
            organization: None,
            standing: None,
            category: None,
            post: None,
            note: None,
        }
    }

    prop_compose! {
        /// Events of one member in a span of forty days, in no sensible order.
        fn any_event()(kind in 0..EventKind::ALL.len(), after in 0u64..40, branch in 1i64..3) -> MembershipEvent {
            MembershipEvent {
                organization: Some(OrganizationId(branch)),
                post: Some("书记".to_owned()),
                happened_on: day("2012-01-01") + Days::new(after),
                ..event(EventKind::ALL[kind], "2012-01-01")
            }
        }
    }

    /// Of `wishes`, the history that the rules let happen.
    fn sensible(wishes: Vec<MembershipEvent>) -> Vec<MembershipEvent> {
        let mut history = vec![MembershipEvent {
            organization: Some(OrganizationId(1)),
            standing: Some(Standing::Probationary),
            ..event(EventKind::Opening, "2012-01-01")
        }];
        for wish in wishes {
            let mut longer = history.clone();
            let place = longer.partition_point(|earlier| earlier.happened_on <= wish.happened_on);
            longer.insert(place, wish);
            if check(&longer, day("2012-07-01")).is_ok() {
                history = longer;
            }
        }
        history
    }

    fn on(history: &[MembershipEvent], day: NaiveDate) -> Option<Membership> {
        fold(history.iter().filter(|event| event.happened_on <= day))
    }

    #[test]
    fn what_can_happen_next_is_known_before_the_form_is_filled_in() {
        use EventKind::*;
        let possible = |membership: Option<&Membership>| -> Vec<EventKind> {
            EventKind::ALL.iter().copied().filter(|kind| refusal(membership, *kind).is_none()).collect()
        };
        let probationer = Membership {
            organization: Some(OrganizationId(1)),
            standing: Some(Standing::Probationary),
            category: Some(crate::members::Category::Serving),
            post: None,
            left: None,
        };
        let full = Membership { standing: Some(Standing::Full), post: Some("书记".into()), ..probationer };
        let left = |kind| Membership { left: Some((kind, day("2012-01-01"))), ..full.clone() };
        assert_eq!(possible(None), [Opening, Admitted, TransferredIn]);
        assert_eq!(
            possible(Some(&probationer)),
            [
                TurnedFull,
                TransferredOut,
                Moved,
                ProbationExtended,
                Suspended,
                Expelled,
                Died,
                Appointed,
                Retired
            ]
        );
        assert_eq!(
            possible(Some(&full)),
            [TransferredOut, Moved, Suspended, Expelled, Died, Appointed, Relieved, Retired]
        );
        assert_eq!(possible(Some(&left(TransferredOut))), [TransferredIn]);
        assert_eq!(possible(Some(&left(Suspended))), [Admitted, Expelled, Died, Restored]);
        assert_eq!(possible(Some(&left(Expelled))), [Admitted, Restored]);
        assert_eq!(possible(Some(&left(Died))), []);
    }

    proptest! {
        #[test]
        fn counts_of_the_past_change_only_on_days_with_events(
            histories in prop::collection::vec(prop::collection::vec(any_event(), 0..12).prop_map(sensible), 1..6)
        ) {
            let members = |day| histories.iter().filter(|h| on(h, day).is_some_and(|m| m.left.is_none())).count();
            let mut today = day("2012-01-01");
            while today < day("2012-02-20") {
                let tomorrow = today + Days::new(1);
                if !histories.iter().flatten().any(|event| event.happened_on == tomorrow) {
                    prop_assert_eq!(members(today), members(tomorrow));
                }
                today = tomorrow;
            }
        }

        #[test]
        fn the_dead_are_never_counted_again(history in prop::collection::vec(any_event(), 0..20).prop_map(sensible)) {
            if let Some(died) = history.iter().find(|event| event.kind == EventKind::Died) {
                let left = on(&history, day("2012-07-01")).and_then(|membership| membership.left);
                prop_assert_eq!(left, Some((EventKind::Died, died.happened_on)));
            }
        }

        #[test]
        fn a_later_event_never_changes_an_earlier_day(
            history in prop::collection::vec(any_event(), 1..12).prop_map(sensible),
            late in any_event(),
        ) {
            let longer = sensible(history.iter().skip(1).cloned().chain([late.clone()]).collect());
            if let Some(before) = late.happened_on.pred_opt() {
                prop_assert_eq!(on(&history, before), on(&longer, before));
            }
        }
    }
}
