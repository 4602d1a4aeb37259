//! 领导点评表 (`domain.md` §2 G): one page a 点评 that is on record; signatures are left to the hand.

use super::{
    Align, Block, Cell, Document, Footer, Grid, Inline, Paper, Row, Rows, Ruling, Section, TextStyle, Valign,
    conventions::{EMPTY_DATE, UNDER_TABLE, day, field, word},
    desk::Desk,
    review_source::{ReviewedSubject, reviews},
};
use crate::{
    Result,
    clock::period_name,
    reviews::{Content, OCCASIONS, ReviewFacts, ReviewKind},
};

/// What a leader speaks of (`domain.md` §2 G): to tick.
const ASPECTS: [&str; 6] = ["工作思路", "执行能力", "效率业绩", "廉洁自律", "服务群众", "承诺兑现"];
const WORDS: TextStyle = TextStyle::BODY.sized(12.0);
const LABEL: TextStyle = TextStyle::HEADER.sized(12.0);
const CENTER: TextStyle = TextStyle::CENTER.sized(12.0);

/// 领导点评表 of everybody in scope who was commented on.
pub(super) fn load(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let (period, found) = reviews(desk, ReviewKind::Comment)?;
    let sections = found.iter().filter_map(|(subject, facts)| section(subject, facts)).collect();
    Ok(vec![Document {
        key: "comment-sheet".into(),
        name: format!("领导点评表-{}", period_name(&period)),
        sections,
    }])
}

/// One page; none for a 讲评.
pub(super) fn section(subject: &ReviewedSubject, facts: &ReviewFacts) -> Option<Section> {
    let Content::Comment { achievements, problems, direction } = &facts.content else { return None };
    let label = |text: &str| Cell::text(text, LABEL);
    let row = |cells: Vec<Cell>, height: f32| Row { cells, height, with_next: true };
    let said = TextStyle { valign: Valign::Top, ..WORDS };
    let text = |name: &str, words: &str, height| {
        row(vec![label(name), Cell::text(words, said).spanning(5, 1)], height)
    };

    let (whose, mut rows) = match subject {
        ReviewedSubject::Member { name, branch, post } => {
            let head = vec![
                label("姓名"),
                Cell::new(Inline::Name(name.clone()), CENTER),
                label("所在党支部"),
                Cell::new(word(branch.clone()), CENTER).spanning(3, 1),
            ];
            let place = vec![label("职务"), Cell::new(word(post.clone()), CENTER).spanning(5, 1)];
            ("党员", vec![row(head, 11.0), row(place, 11.0)])
        }
        ReviewedSubject::Organization { name, secretary } => {
            let secretary = secretary.clone().map_or_else(|| word(None::<String>), Inline::Name);
            let head = vec![
                label("党组织"),
                Cell::text(name, CENTER).spanning(3, 1),
                label("书记"),
                Cell::new(secretary, CENTER),
            ];
            ("党组织", vec![row(head, 11.0)])
        }
    };
    rows.extend([
        row(
            vec![
                label("点评人"),
                Cell::new(Inline::Name(facts.reviewer.clone()), CENTER),
                label("职务"),
                Cell::new(word(facts.post.clone()), CENTER),
                label("点评时间"),
                Cell::new(day(Some(facts.held_on)), CENTER),
            ],
            11.0,
        ),
        row(
            vec![label("点评方式"), Cell::new(occasions(facts.occasion.as_deref()), WORDS).spanning(5, 1)],
            11.0,
        ),
        row(
            vec![
                label("点评内容"),
                Cell::new(Inline::Boxes(ASPECTS.map(str::to_owned).to_vec()), WORDS).spanning(5, 1),
            ],
            11.0,
        ),
        text("一、\n主要成绩", achievements, 34.0),
        text("二、\n存在问题", problems, 34.0),
        text("三、\n整改建议和\n努力方向", direction, 34.0),
        Row {
            with_next: false,
            ..text("整改落实\n情　　况\n（年底填）", facts.rectification.as_deref().unwrap_or_default(), 26.0)
        },
    ]);
    let signing = |label: &str| field(label, Inline::Blank(24.0), 1.0, Align::Left);
    Some(Section {
        sheet: subject.name().to_owned(),
        paper: Paper::A4,
        footer: Footer::None,
        blocks: vec![
            Block::Title { text: format!("{whose}创先争优活动领导点评表"), size: 22.0 },
            Block::Space(2.0),
            Block::Fields(vec![field(
                "所属时段：",
                Inline::Text(period_name(&facts.period)),
                1.0,
                Align::Left,
            )]),
            Block::Grid(Grid {
                columns: vec![26.0, 26.0, 26.0, 26.0, 24.0, 28.0],
                header: Vec::new(),
                rows: Rows::list(rows),
                ruling: Ruling::Framed,
            }),
            Block::Space(UNDER_TABLE * 4.0),
            Block::Fields(vec![
                signing("被点评人签名："),
                signing("点评人签名："),
                field("", Inline::Text(EMPTY_DATE.to_owned()), 1.0, Align::Right),
            ]),
        ],
        copies: 1,
    })
}

/// The ways of the form, the recorded one ticked; a way that the form does not know gets a box too.
fn occasions(recorded: Option<&str>) -> Inline {
    let known = OCCASIONS.iter().map(|way| ((*way).to_owned(), Some(*way) == recorded));
    let own = recorded.filter(|recorded| !OCCASIONS.contains(recorded)).map(|own| (own.to_owned(), true));
    Inline::Ticks(known.chain(own).collect())
}
