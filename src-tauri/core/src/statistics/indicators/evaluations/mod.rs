//! 群众评议: meetings, papers, marks, rates and coverage over a span (`domain.md` §3.1-3.2).
//!
//! Void evaluations give nothing (`decisions.md` 6). Where a scope names an item, marks are that
//! item's; papers stay the papers of the subject.

mod walks;

use super::{Entry, Family, Indicator, Measure, Timing, Walk};
use crate::{
    evaluations::scheme::{CategoryGroup, SubjectKind},
    statistics::books::Sheets,
};
use walks::{
    comparable, done, due, grade_rate, marked, meetings, methods, missing, of_papers, score, sheets,
    subjects, summed,
};

/// The grades of the ready-made schemes that follow 004.
const GRADES: [&str; 5] = ["满意", "比较满意", "基本满意", "不满意", "不了解"];
const SHEETS: [&str; 5] = ["发出", "收回", "作废", "有效", "空白"];

pub(super) fn all() -> Vec<Entry> {
    let mut entries = of(SubjectKind::Organization);
    entries.extend(of(SubjectKind::Member));
    entries.push(Entry::One(
        Indicator::new(
            "evaluations.meetings",
            "评议场次",
            "场",
            Timing::Over,
            false,
            Measure::Count(meetings(&[SubjectKind::Organization, SubjectKind::Member])),
        )
        .explained("统计时段内评议党组织或党员的评议会，一场只计一次，无效的不计"),
    ));
    entries
}

fn of(kind: SubjectKind) -> Vec<Entry> {
    let mut entries = coverage(kind);
    entries.extend(papers(kind));
    entries.extend(marks(kind));
    entries.push(Entry::One(
        Indicator::new(
            format!("evaluations.{}.methods", kind.word()),
            format!("{}评议方式", kind.label()),
            "",
            Timing::Over,
            false,
            Measure::Other { figure: methods(kind), rows: meetings(of_kind(kind)) },
        )
        .explained(format!("统计时段内评议{}的各场评议会的方式", kind.label())),
    ));
    entries
}

const fn of_kind(kind: SubjectKind) -> &'static [SubjectKind] {
    match kind {
        SubjectKind::Organization => &[SubjectKind::Organization],
        SubjectKind::Member => &[SubjectKind::Member],
    }
}

/// An additive count of the kind.
fn count(
    kind: SubjectKind,
    key: &str,
    name: &str,
    unit: &'static str,
    explanation: &str,
    walk: Walk,
) -> Indicator {
    let (key, label) = (format!("evaluations.{}.{key}", kind.word()), kind.label());
    Indicator::count(key, format!("{label}评议{name}"), unit, Timing::Over, walk)
        .explained(format!("统计时段内{label}评议的{explanation}"))
}

fn share(kind: SubjectKind, key: &str, name: &str, explanation: &str, part: Walk, whole: Walk) -> Indicator {
    let (key, label) = (format!("evaluations.{}.{key}", kind.word()), kind.label());
    Indicator::share(key, format!("{label}评议{name}"), Timing::Over, part, whole).explained(explanation)
}

fn coverage(kind: SubjectKind) -> Vec<Entry> {
    let unit = match kind {
        SubjectKind::Organization => "个",
        SubjectKind::Member => "人",
    };
    let rule = match kind {
        SubjectKind::Organization => "党组、党委、党总支和党支部",
        SubjectKind::Member => "评议当日在册的党员；民主评议不含预备党员",
    };
    let key = format!("evaluations.{}.meetings", kind.word());
    let held = Indicator::new(
        key,
        format!("{}评议场次", kind.label()),
        "场",
        Timing::Over,
        false,
        Measure::Count(meetings(of_kind(kind))),
    );
    vec![
        Entry::One(held.explained(format!(
            "统计时段内评议{}的评议会，一场评议多个对象只计一次，无效的不计",
            kind.label()
        ))),
        Entry::One(count(kind, "subjects", "对象数", unit, "对象，同一对象评议多场只计一次", subjects(kind))),
        Entry::One(count(kind, "due", "应评数", unit, &format!("应评对象：{rule}"), due(kind, |_| true))),
        Entry::One(count(kind, "done", "实评数", unit, "应评对象中已经评议的", done(kind))),
        Entry::One(count(kind, "missing", "未评数", unit, "应评对象中没有评议的", missing(kind))),
        Entry::One(share(kind, "coverage", "覆盖率", "实评数÷应评数×100%", done(kind), due(kind, |_| true))),
    ]
}

fn papers(kind: SubjectKind) -> Vec<Entry> {
    let groups = CategoryGroup::ALL.map(CategoryGroup::label);
    let stem = kind.word();
    vec![
        Entry::One(count(
            kind,
            "voters",
            "参评人次",
            "人次",
            "有效票，即参加评议的人次",
            summed(kind, |one| one.tally.valid),
        )),
        Family::entry(
            format!("evaluations.{stem}.voters"),
            format!("评议人类别写成 evaluations.{stem}.voters[群众]，可用：{}。", groups.join("、")),
            &groups,
            move |argument| {
                let group = CategoryGroup::ALL.into_iter().find(|group| group.label() == argument)?;
                let walk = summed(kind, move |one| {
                    let counts = one.tally.counts.categories.iter();
                    let of_group = counts.filter(|(category, _)| one.scheme.group(category) == group);
                    of_group.map(|(_, counts)| counts.valid).sum()
                });
                let name = format!("参评{argument}");
                let explanation = format!("有效票中“{argument}”类评议人的票");
                Some(count(kind, &format!("voters[{argument}]"), &name, "人次", &explanation, walk))
            },
        ),
        Entry::One(count(
            kind,
            "issued",
            "发出票",
            "张",
            "发出的票，没有纸质评议表的不计",
            of_papers(kind, |papers| papers.issued),
        )),
        Entry::One(count(
            kind,
            "collected",
            "收回票",
            "张",
            "收回的票，没有纸质评议表的不计",
            of_papers(kind, |papers| papers.collected),
        )),
        Entry::One(count(
            kind,
            "spoiled",
            "作废票",
            "张",
            "整张作废的票",
            summed(kind, |one| one.tally.papers.spoiled),
        )),
        Entry::One(count(
            kind,
            "valid",
            "有效票",
            "张",
            "有效票，即收回减作废；空白票是有效票",
            summed(kind, |one| one.tally.valid),
        )),
        Entry::One(count(
            kind,
            "blank",
            "空白票",
            "张",
            "有效票中一项也没有划的票，各项都计弃权",
            summed(kind, |one| one.tally.blank),
        )),
        Entry::One(share(
            kind,
            "return_rate",
            "回收率",
            "收回票÷发出票×100%",
            of_papers(kind, |papers| papers.collected),
            of_papers(kind, |papers| papers.issued),
        )),
        Family::entry(
            format!("evaluations.{stem}.sheets"),
            format!("评议表张数写成 evaluations.{stem}.sheets[发出]，可用：{}。", SHEETS.join("、")),
            &SHEETS,
            move |argument| {
                let figure: fn(&Sheets) -> Option<u64> = match argument {
                    "发出" => |sheets| sheets.papers.issued,
                    "收回" => |sheets| sheets.papers.collected,
                    "作废" => |sheets| Some(sheets.papers.spoiled),
                    "有效" => |sheets| Some(sheets.valid),
                    "空白" => |sheets| Some(sheets.blank),
                    _ => return None,
                };
                let name = format!("表{argument}张数");
                let explanation = format!(
                    "评议表{argument}张数：一张表可列多名对象，同一场、同一党支部取各对象中最多的张数，再相加"
                );
                let walk = sheets(kind, figure);
                Some(count(kind, &format!("sheets[{argument}]"), &name, "张", &explanation, walk))
            },
        ),
    ]
}

fn marks(kind: SubjectKind) -> Vec<Entry> {
    let stem = kind.word();
    let rate_rule = "各方案的等次或分母不同时不相加，没有数据";
    vec![
        Family::entry(
            format!("evaluations.{stem}.grade"),
            format!("等次写成 evaluations.{stem}.grade[满意]，名称须与评议方案一致。"),
            &GRADES,
            move |argument| {
                let grade = Some(argument.to_owned()).filter(|grade| !grade.is_empty())?;
                let walk = marked(kind, move |scheme, item| {
                    let place = scheme.grades.iter().position(|one| one.name == grade)?;
                    item.counts.grades.get(place).copied()
                });
                let explanation = format!("总体评价中划“{argument}”的票");
                Some(count(kind, &format!("grade[{argument}]"), &format!("“{argument}”票"), "张", &explanation, walk))
            },
        ),
        Family::entry(
            format!("evaluations.{stem}.grade_rate"),
            format!("等次写成 evaluations.{stem}.grade_rate[满意]，名称须与评议方案一致。"),
            &GRADES,
            move |argument| {
                let grade = Some(argument.to_owned()).filter(|grade| !grade.is_empty())?;
                let (figure, rows) = grade_rate(kind, grade);
                let rate = Indicator::new(
                    format!("evaluations.{stem}.grade_rate[{argument}]"),
                    format!("{}评议“{argument}”得票率", kind.label()),
                    "%",
                    Timing::Over,
                    false,
                    Measure::Other { figure, rows },
                );
                Some(rate.explained(format!(
                    "总体评价中划“{argument}”的票÷评议方案规定的分母（通常是有效票）×100%；{rate_rule}"
                )))
            },
        ),
        Entry::One(count(kind, "abstained", "弃权票", "张", "总体评价一项没有划的票，含空白票", marked(kind, |_, item| Some(item.counts.abstained)))),
        Entry::One(count(kind, "voided", "项无效票", "张", "总体评价一项划了两个及以上等次或无法辨认的票", marked(kind, |_, item| Some(item.counts.voided)))),
        Entry::One(count(
            kind,
            "satisfied",
            "满意票",
            "张",
            "总体评价中计入满意的票：评议方案规定的满意等次，通常是最末一等和不了解以外的各等次",
            marked(kind, |_, item| Some(item.satisfied.part)),
        )),
        Entry::One(share(
            kind,
            "satisfied_rate",
            "满意率",
            &format!("计入满意的票÷评议方案规定的分母（通常是有效票，弃权和项无效在内）×100%；{rate_rule}"),
            comparable(kind, |item| item.satisfied.part),
            comparable(kind, |item| item.satisfied.whole),
        )),
        Entry::One(
            Indicator::new(
                format!("evaluations.{stem}.score"),
                format!("{}评议得分", kind.label()),
                "分",
                Timing::Over,
                false,
                Measure::Other { figure: score(kind), rows: summed(kind, |one| one.tally.valid) },
            )
            .explained(
                "各等次得分按票数平均，各项（总体评价除外）再平均；弃权、项无效和不了解不计分；多个方案不相加，没有数据",
            ),
        ),
    ]
}
