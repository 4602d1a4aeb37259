//! 公开承诺台账（销号） (`domain.md` §2 F): every pledged item by 台账号 with its progress and close-out.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::{
    Block, Cell, Document, Footer, Grid, Inline, Paper, Row, Rows, Ruling, Section,
    conventions::{SMALL, Unit, day, foot_line, left, notes, small, small_head, title, unit_line, word},
    desk::Desk,
};
use crate::{
    Error, Result,
    clock::chinese_date,
    members::Subject,
    pledges::{self, Pledge, rules::Fulfilment},
};

/// A line of the ledger with the name of who pledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// 承诺主体.
    pub subject: String,
    /// Whether it is a person.
    pub person: bool,
    /// The line.
    pub pledge: Pledge,
}

/// 承诺台账 of a year.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// 填报单位.
    pub unit: Unit,
    /// 年度.
    pub year: i32,
    /// 截止日期.
    pub as_of: NaiveDate,
    /// Lines by 台账号.
    pub lines: Arc<Vec<LedgerLine>>,
}

/// The ledger of the period's year, whole or of the chosen organization or member.
pub(super) fn load(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let year = desk.request.period.as_ref().map_or_else(|| desk.as_of.year(), crate::clock::Period::year);
    let names = desk.names();
    let scope = desk.scope();
    let people: std::collections::BTreeMap<_, _> = desk
        .everyone()?
        .into_iter()
        .filter(|member| desk.request.member.is_none_or(|chosen| chosen == member.id))
        .map(|member| (member.id, member.facts.name))
        .collect();
    let lines: Vec<LedgerLine> = pledges::store::ledger(desk.connection, Some(year))?
        .into_iter()
        .filter_map(|pledge| {
            let (subject, person) = match pledge.facts.subject {
                Subject::Organization(id) if desk.request.member.is_none() && scope.contains(&id) => {
                    (names.get(&id)?.clone(), false)
                }
                Subject::Organization(_) => return None,
                Subject::Member(id) => (people.get(&id)?.clone(), true),
            };
            Some(LedgerLine { subject, person, pledge })
        })
        .collect();
    if lines.is_empty() {
        return Err(Error::refused(format!("{year}年还没有登记公开承诺"))
            .hint("请先导入或登记承诺事项，或核对年度和所选对象。")
            .terminal("请先用 xianfeng import pledges 导入承诺事项，或核对年度和所选对象。"));
    }
    let ledger = Ledger { unit: desk.unit.clone(), year, as_of: desk.as_of, lines: Arc::new(lines) };
    Ok(vec![document(&ledger)])
}

/// The ledger as a paper.
pub fn document(ledger: &Ledger) -> Document {
    let paper = Paper::A4_LANDSCAPE;
    let mut blocks = vec![
        title(&ledger.unit.name, &format!("{}年公开承诺台账", ledger.year), 18.0, paper),
        unit_line(&ledger.unit, "截止日期：", chinese_date(ledger.as_of)),
        Block::Grid(grid(ledger)),
    ];
    blocks.extend(notes(&[summary(ledger)]));
    blocks.push(foot_line(ledger.unit.phone.as_deref()));
    Document {
        key: "pledge-ledger".into(),
        name: format!("公开承诺台账-{}", ledger.year),
        sections: vec![Section {
            sheet: "公开承诺台账".to_owned(),
            paper,
            footer: Footer::PageOfPages,
            blocks,
            copies: 1,
        }],
    }
}

/// 兑现率 = fulfilled items of those due (`decisions.md` 11).
fn summary(ledger: &Ledger) -> String {
    let Fulfilment { due, all } =
        pledges::rules::fulfilment(ledger.lines.iter().map(|line| &line.pledge), ledger.as_of);
    let closed = ledger
        .lines
        .iter()
        .filter(|line| line.pledge.closed_on.is_some_and(|day| day <= ledger.as_of))
        .count();
    let rate = match due.fraction() {
        Some(_) => format!("兑现率{}%", due.percent(2)),
        None => "兑现率—".to_owned(),
    };
    format!(
        "截至{}，承诺事项{}项，已兑现{}项；其中已到期{}项，到期的已兑现{}项，{rate}；已销号{closed}项。兑现率＝到期事项中已兑现的项数÷到期项数×100%。",
        chinese_date(ledger.as_of),
        all.whole,
        all.part,
        due.whole,
        due.part,
    )
}

fn grid(ledger: &Ledger) -> Grid {
    const COLUMNS: [(&str, f32); 13] = [
        ("台账号", 13.0),
        ("承诺主体", 27.0),
        ("承诺事项", 40.0),
        ("类别", 17.0),
        ("责任人", 16.0),
        ("措施", 32.0),
        ("完成时限", 18.0),
        ("进展", 28.0),
        ("兑现状态", 15.0),
        ("评诺结果", 13.0),
        ("销号日期", 18.0),
        ("销号人", 14.0),
        ("备注", 16.0),
    ];
    let lines = Arc::clone(&ledger.lines);
    Grid {
        columns: COLUMNS.iter().map(|(_, width)| *width).collect(),
        header: vec![Row {
            cells: COLUMNS.iter().map(|(head, _)| small_head(*head)).collect(),
            height: 10.0,
            with_next: true,
        }],
        rows: Rows::new(move || {
            let lines = Arc::clone(&lines);
            (0..lines.len()).filter_map(move |index| lines.get(index).map(row))
        }),
        ruling: Ruling::Framed,
    }
}

fn row(line: &LedgerLine) -> Row {
    let LedgerLine { subject, person, pledge } = line;
    let facts = &pledge.facts;
    let name = |name: Option<String>| name.map_or(word(None::<String>), Inline::Name);
    let subject = if *person { Inline::Name(subject.clone()) } else { Inline::Text(subject.clone()) };
    let number = u64::try_from(pledge.ledger_number).ok();
    let progress: Vec<String> =
        pledge.progress.iter().map(|(day, content)| format!("{day} {content}")).collect();
    let progress = (!progress.is_empty()).then(|| progress.join("\n"));
    Row {
        cells: vec![
            small(super::conventions::count(number)),
            Cell::new(subject, SMALL),
            Cell::text(&facts.content, SMALL),
            small(word(facts.category.clone())),
            small(name(facts.owner.clone())),
            left(word(facts.measure.clone()), SMALL),
            small(day(facts.deadline)),
            left(word(progress), SMALL),
            small(Inline::Text(facts.status.label().to_owned())),
            small(word(pledge.appraisal.clone())),
            small(day(pledge.closed_on)),
            small(name(pledge.closed_by.clone())),
            left(word(facts.reason.clone()), SMALL),
        ],
        height: 8.0,
        with_next: false,
    }
}
