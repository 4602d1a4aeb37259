//! 讲评记录 (`domain.md` §2 G): what the branches were told about their quarter, a line each.

use super::{
    Block, Cell, Document, Footer, Grid, Inline, Paper, Row, Rows, Ruling, Section,
    conventions::{
        SMALL, Unit, count, day, foot_line, left, period_words, small, small_head, title, unit_line, word,
    },
    desk::Desk,
    review_source::{ReviewedSubject, reviews},
};
use crate::{
    Result,
    clock::{Period, period_name},
    reviews::{Content, ReviewFacts, ReviewKind},
};

const COLUMNS: [(&str, f32); 9] = [
    ("序号", 11.0),
    ("所属季度", 27.0),
    ("党支部", 34.0),
    ("讲评人", 18.0),
    ("讲评时间", 20.0),
    ("参加\n人数", 12.0),
    ("内容要点", 62.0),
    ("下季度任务", 55.0),
    ("整改落实", 28.0),
];

/// 讲评 of every branch in scope.
pub(super) fn load(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let (period, found) = reviews(desk, ReviewKind::Briefing)?;
    Ok(vec![document(&desk.unit, &period, &found)])
}

/// The record as a paper.
pub(super) fn document(unit: &Unit, period: &Period, found: &[(ReviewedSubject, ReviewFacts)]) -> Document {
    let paper = Paper::A4_LANDSCAPE;
    let name = period_name(period);
    let grid = Grid {
        columns: COLUMNS.iter().map(|(_, width)| *width).collect(),
        header: vec![Row {
            cells: COLUMNS.iter().map(|(head, _)| small_head(*head)).collect(),
            height: 10.0,
            with_next: true,
        }],
        rows: Rows::list(
            found.iter().enumerate().filter_map(|(at, (subject, facts))| row(at, subject, facts)).collect(),
        ),
        ruling: Ruling::Framed,
    };
    Document {
        key: "briefing-record".into(),
        name: format!("讲评记录-{name}"),
        sections: vec![Section {
            sheet: "讲评记录".to_owned(),
            paper,
            footer: Footer::PageOfPages,
            blocks: vec![
                title(&unit.name, &format!("{name}讲评记录"), 18.0, paper),
                unit_line(unit, "统计时段：", period_words(period)),
                Block::Grid(grid),
                Block::Space(super::conventions::UNDER_TABLE),
                foot_line(unit.phone.as_deref()),
            ],
            copies: 1,
        }],
    }
}

fn row(at: usize, subject: &ReviewedSubject, facts: &ReviewFacts) -> Option<Row> {
    let Content::Briefing { points, tasks, attendance } = &facts.content else { return None };
    Some(Row {
        cells: vec![
            small(Inline::Count(at as u64 + 1)),
            small(Inline::Text(period_name(&facts.period))),
            Cell::text(subject.name(), SMALL),
            small(Inline::Name(facts.reviewer.clone())),
            small(day(Some(facts.held_on))),
            small(count(attendance.map(u64::from))),
            Cell::text(points, SMALL),
            Cell::text(tasks, SMALL),
            left(word(facts.rectification.clone()), SMALL),
        ],
        height: 12.0,
        with_next: false,
    })
}
