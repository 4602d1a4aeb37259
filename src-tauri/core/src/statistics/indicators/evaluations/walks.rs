//! How the figures of 群众评议 come about: walks over results, dues and papers, and what is no sum.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    evaluations::{
        Method, Papers, Scheme,
        scheme::{Denominator, Residue, SubjectKind},
        tally::{Counts, ItemTally, Tally, tally},
    },
    statistics::{
        books::{Books, Evaluated, Place, Record, Scope, Sheets, Span},
        evaluation_results::SubjectResult,
        indicators::{Figure, Value, Walk, sum, walk},
    },
};

/// Distinct meetings with a result of one of the kinds.
pub(super) fn meetings(kinds: &'static [SubjectKind]) -> Walk {
    walk(move |books, scope, span, visit| {
        let mut seen = BTreeSet::new();
        for one in kinds.iter().flat_map(|kind| books.results(*kind, scope, span)) {
            for meeting in &one.result.meetings {
                if seen.insert(meeting.id) {
                    visit(Record::Meeting(meeting), 1);
                }
            }
        }
        books.window.has_begun(span)
    })
}

/// Distinct subjects; under two schemes a subject is still one. A pile of papers without a valid one
/// evaluated nobody; methods without paper did.
pub(super) fn subjects(kind: SubjectKind) -> Walk {
    walk(move |books, scope, span, visit| {
        let mut seen = BTreeSet::new();
        for one in books.results(kind, scope, span) {
            let SubjectResult { tally, meetings, .. } = &one.result;
            let paperless =
                tally.papers.collected.is_none() && meetings.iter().any(|meeting| !meeting.method.on_paper());
            if (tally.valid > 0 || paperless) && seen.insert(one.result.subject) {
                visit(Record::Evaluation(one), 1);
            }
        }
        books.window.has_begun(span)
    })
}

/// 应评对象 that count, by whether they are done.
pub(super) fn due(kind: SubjectKind, counts: fn(bool) -> bool) -> Walk {
    walk(move |books, scope, span, visit| {
        // Without an evaluation that names its day, days before the books have nobody due.
        let unknown = kind == SubjectKind::Member
            && !books.window.knows_span(span)
            && books.results(kind, &Scope::default(), span).next().is_none();
        if unknown || !books.window.has_begun(span) {
            return false;
        }
        for (due, done) in books.due(kind, scope, span).filter(|(_, done)| counts(*done)) {
            visit(Record::Due(due, done), 1);
        }
        true
    })
}

pub(super) fn done(kind: SubjectKind) -> Walk {
    due(kind, |done| done)
}

pub(super) fn missing(kind: SubjectKind) -> Walk {
    due(kind, |done| !done)
}

/// The sum over results.
pub(super) fn summed(
    kind: SubjectKind,
    amount: impl Fn(&SubjectResult) -> u64 + Send + Sync + 'static,
) -> Walk {
    walk(move |books, scope, span, visit| {
        for one in books.results(kind, scope, span) {
            visit(Record::Evaluation(one), amount(&one.result));
        }
        books.window.has_begun(span)
    })
}

/// 发出 or 收回: unknown when no meeting had paper, or when papers came back that nobody counted out.
pub(super) fn of_papers(kind: SubjectKind, figure: fn(&Papers) -> Option<u64>) -> Walk {
    walk(move |books, scope, span, visit| {
        let mut papers: Option<Papers> = None;
        for one in books.results(kind, scope, span) {
            let more = one.result.tally.papers;
            papers = Some(papers.map_or(more, |papers| papers + more));
        }
        if !books.window.has_begun(span) || papers.is_some_and(|papers| figure(&papers).is_none()) {
            return false;
        }
        for one in books.results(kind, scope, span) {
            visit(Record::Evaluation(one), figure(&one.result.tally.papers).unwrap_or(0));
        }
        true
    })
}

/// The largest of a paper's subjects, summed over papers; unknown when no paper has the figure. One
/// member has no papers of its own.
pub(super) fn sheets(kind: SubjectKind, figure: fn(&Sheets) -> Option<u64>) -> Walk {
    walk(move |books, scope, span, visit| {
        let known = books.sheets(kind, scope, span).any(|sheets| figure(sheets).is_some());
        let some = books.sheets(kind, scope, span).next().is_some();
        let one_member = matches!(scope.place, Place::Member(_));
        if !books.window.has_begun(span) || (some && !known) || one_member {
            return false;
        }
        for sheets in books.sheets(kind, scope, span) {
            visit(Record::Sheets(sheets), figure(sheets).unwrap_or(0));
        }
        true
    })
}

/// The item that a scope asks of a result: by name, else 总体评价.
fn item_of<'a>(tally: &'a Tally, scope: &Scope) -> Option<&'a ItemTally> {
    match &scope.item {
        None => Some(&tally.overall),
        Some(name) => tally.items.iter().find(|item| item.name == *name),
    }
}

/// The sum of marks over results; unknown when there are results and none has the item or the grade.
pub(super) fn marked(
    kind: SubjectKind,
    amount: impl Fn(&Scheme, &ItemTally) -> Option<u64> + Send + Sync + 'static,
) -> Walk {
    walk(move |books, scope, span, visit| {
        let amount_of = |one: &Evaluated| amount(&one.result.scheme, item_of(&one.result.tally, scope)?);
        let mut results = books.results(kind, scope, span).peekable();
        if !books.window.has_begun(span)
            || (results.peek().is_some() && !results.any(|one| amount_of(one).is_some()))
        {
            return false;
        }
        for one in books.results(kind, scope, span) {
            if let Some(amount) = amount_of(one) {
                visit(Record::Evaluation(one), amount);
            }
        }
        true
    })
}

/// [`marked`] for rates: unknown also when the schemes of the scope divide or satisfy differently.
pub(super) fn comparable(kind: SubjectKind, amount: fn(&ItemTally) -> u64) -> Walk {
    let marked = marked(kind, move |_, item| Some(amount(item)));
    walk(move |books, scope, span, visit| {
        alike(&books.schemes(kind, scope, span)) && marked(books, scope, span, visit)
    })
}

/// Whether rates under several schemes may be added: the same denominator, the same grades, the same
/// of them satisfied.
fn alike(schemes: &[Arc<Scheme>]) -> bool {
    let same = |a: &Scheme, b: &Scheme| {
        let grades = |scheme: &Scheme| -> Vec<(String, bool, bool)> {
            let grades = scheme.grades.iter();
            grades.map(|grade| (grade.name.clone(), grade.satisfied, grade.unknown)).collect()
        };
        a.denominator == b.denominator && a.residue == b.residue && grades(a) == grades(b)
    };
    schemes.windows(2).all(|pair| matches!(pair, [a, b] if same(a, b)))
}

/// 得票率. A scheme with 尾差调整 prints what its residue rule gives; a grade outside the denominator
/// has no rate.
pub(super) fn grade_rate(kind: SubjectKind, grade: String) -> (Figure, Walk) {
    let place_of = |scheme: &Scheme, grade: &str| scheme.grades.iter().position(|one| one.name == grade);
    let name = grade.clone();
    let part = marked(kind, move |scheme, item| item.counts.grades.get(place_of(scheme, &name)?).copied());
    let whole = marked(kind, |_, item| Some(item.satisfied.whole));
    let rows = marked(kind, {
        let grade = grade.clone();
        move |scheme, item| item.counts.grades.get(place_of(scheme, &grade)?).copied()
    });
    let figure: Figure = Box::new(move |books, scope, span| {
        let schemes = books.schemes(kind, scope, span);
        let outside = |scheme: &Scheme| {
            let unknown = place_of(scheme, &grade)
                .and_then(|place| scheme.grades.get(place))
                .is_some_and(|grade| grade.unknown);
            unknown && scheme.denominator == Denominator::MarkedWithoutUnknown
        };
        if !alike(&schemes) || schemes.iter().any(|scheme| outside(scheme)) {
            return Value::Unknown;
        }
        if let [scheme] = schemes.as_slice()
            && scheme.residue == Residue::LastNonZero
        {
            let rate = merged(books, kind, scope, span).and_then(|tally| {
                let rate = item_of(&tally, scope)?.rates.get(place_of(scheme, &grade)?)?.clone();
                decimal(&rate)
            });
            return rate.unwrap_or(Value::Unknown);
        }
        match (sum(&part, books, scope, span), sum(&whole, books, scope, span)) {
            (Some(part), Some(whole)) => Value::Share { part, whole },
            _ => Value::Unknown,
        }
    });
    (figure, rows)
}

/// `2.12` as an exact number.
fn decimal(text: &str) -> Option<Value> {
    let places = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits: i128 = text.replace('.', "").parse().ok()?;
    Some(Value::Number(digits, 10_i128.checked_pow(u32::try_from(places).ok()?)?))
}

/// 得分 of everything under the one scheme of the scope.
pub(super) fn score(kind: SubjectKind) -> Figure {
    Box::new(move |books, scope, span| {
        let score = merged(books, kind, scope, span).and_then(|tally| match &scope.item {
            None => tally.score,
            Some(_) => item_of(&tally, scope)?.score,
        });
        score.map_or(Value::Unknown, |score| Value::Number(*score.numer(), *score.denom()))
    })
}

/// The results of a scope as one tally; none when there are none, or under several schemes.
fn merged(books: &Books, kind: SubjectKind, scope: &Scope, span: Span) -> Option<Tally> {
    let schemes = books.schemes(kind, scope, span);
    let [scheme] = schemes.as_slice() else { return None };
    let (mut papers, mut counts): (Option<Papers>, Counts) = (None, Counts::default());
    for one in books.results(kind, scope, span) {
        let more = one.result.tally.papers;
        papers = Some(papers.map_or(more, |papers| papers + more));
        counts.merge(&one.result.tally.counts);
    }
    Some(tally(scheme, papers.unwrap_or_default(), counts))
}

/// 会议、问卷: the ways of the meetings, in official order.
pub(super) fn methods(kind: SubjectKind) -> Figure {
    Box::new(move |books, scope, span| {
        let meetings = books.results(kind, scope, span).flat_map(|one| &one.result.meetings);
        let used: BTreeSet<Method> = meetings.map(|meeting| meeting.method).collect();
        let words: Vec<&str> = used.into_iter().map(Method::label).collect();
        if words.is_empty() { Value::Unknown } else { Value::Words(words.join("、")) }
    })
}
