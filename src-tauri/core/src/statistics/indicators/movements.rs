//! 党员增减: 党籍变动 of a span, filed under the branch that gained or lost the member.

use MovementKind::*;

use super::{Entry, Indicator, Measure, Timing, Walk, walk};
use crate::statistics::books::{Movement, MovementKind, Place, Record};

pub(super) fn all() -> Vec<Entry> {
    let one = |key: &str, name, kind: MovementKind, explanation: &str| {
        let walk = moved(move |movement, _| movement.kind == kind);
        let count = Indicator::count(format!("movements.{key}"), name, "人", Timing::Over, walk);
        Entry::One(count.explained(explanation))
    };
    let sum = |key: &str, name, explanation: &str, walk| {
        let key = format!("movements.{key}");
        let sum = Indicator::new(key, name, "人", Timing::Over, false, Measure::Count(walk));
        Entry::One(sum.explained(explanation))
    };
    vec![
        one("opened", "期初登记", Opened, "统计时段内期初登记入册的党员，不是增加"),
        one("admitted", "接收预备党员", Admitted, "统计时段内接收的预备党员"),
        one("turned_full", "转正", TurnedFull, "统计时段内转为正式党员的预备党员"),
        one("transferred_in", "转入", TransferredIn, "统计时段内从外单位转入组织关系的党员"),
        one(
            "transferred_out",
            "转出",
            TransferredOut,
            "统计时段内组织关系转往外单位的党员，计在转出前的党支部",
        ),
        one("suspended", "停止党籍", Suspended, "统计时段内停止党籍的党员"),
        one(
            "expelled",
            "出党",
            Expelled,
            "统计时段内出党的在册党员；停止党籍后再出党的，停止党籍时已计减少，不重复计",
        ),
        one("died", "去世", Died, "统计时段内去世的在册党员；停止党籍后去世的，停止党籍时已计减少，不重复计"),
        one("restored", "恢复党籍", Restored, "统计时段内恢复党籍的党员"),
        one("retired", "转为离退休", Retired, "统计时段内由在职转为离退休的党员，党员数不变"),
        one(
            "moved_in",
            "内部调入",
            MovedIn,
            "统计时段内从本单位其他党组织调入的党员，逐个党组织计，统计范围内部的调动也计",
        ),
        one(
            "moved_out",
            "内部调出",
            MovedOut,
            "统计时段内调往本单位其他党组织的党员，逐个党组织计，统计范围内部的调动也计",
        ),
        sum(
            "increase",
            "增加",
            "接收预备党员、转入、恢复党籍之和，另加从统计范围以外的党组织调入的；统计范围内部的调动不计",
            moved(|movement, place| match movement.kind {
                MovedIn => crosses(movement, place),
                kind => matches!(kind, Admitted | TransferredIn | Restored),
            }),
        ),
        sum(
            "decrease",
            "减少",
            "转出、停止党籍、出党、去世之和，另加调往统计范围以外的党组织的；统计范围内部的调动不计",
            moved(|movement, place| match movement.kind {
                MovedOut => crosses(movement, place),
                kind => matches!(kind, TransferredOut | Suspended | Expelled | Died),
            }),
        ),
    ]
}

/// Whether an 内部调动 comes from outside a place or goes there: between its own 党组织 nobody is gained
/// or lost.
fn crosses(movement: &Movement, place: &Place) -> bool {
    match place {
        Place::Organizations(ids) => !ids.contains(&movement.other),
        Place::Office | Place::Member(_) => false,
    }
}

/// The movements that count.
fn moved(counts: impl Fn(&Movement, &Place) -> bool + Send + Sync + 'static) -> Walk {
    walk(move |books, scope, span, visit| {
        if !books.window.knows_span(span) {
            return false;
        }
        for movement in books.movements(span, &scope.place).filter(|movement| counts(movement, &scope.place))
        {
            visit(Record::Movement(movement), 1);
        }
        true
    })
}
