//! 基层党组织公开承诺书 and 党员公开承诺书 (`domain.md` §2 F): one page a subject, filled from the
//! ledger; opinions, signatures and 评诺 are left to the hand.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::{
    Align, Block, Cell, Document, Field, Footer, Grid, Inline, Paper, Profile, Row, Rows, Ruling, Section,
    TextStyle, Valign,
    conventions::{EMPTY_DATE, count, day, field, month, word},
    desk::Desk,
};
use crate::{
    Error, Result,
    error::OrNotFound,
    members::{self, Member, Subject},
    organizations::{Organization, OrganizationKind},
    pledges::{self, Pledge},
};

/// The ways of publishing that the form offers (`domain.md` §2 F).
const WAYS: [&str; 4] = ["公示栏", "文件", "会议", "网站"];
/// Words of the form.
const WORDS: TextStyle = TextStyle::BODY.sized(12.0);
/// Labels of the boxes below the items.
const LABEL: TextStyle = TextStyle::HEADER.sized(12.0);

/// One 承诺书.
#[derive(Debug, Clone, PartialEq)]
pub struct PledgePaper {
    /// Whose it is, and what its head says.
    pub pledger: Pledger,
    /// 年度.
    pub year: i32,
    /// 承诺事项, by 台账号.
    pub items: Vec<Pledge>,
    /// 监督电话.
    pub phone: Option<String>,
}

/// The head of a 承诺书.
#[derive(Debug, Clone, PartialEq)]
pub enum Pledger {
    /// 基层党组织.
    Organization {
        /// 党组织名称.
        name: String,
        /// 书记.
        secretary: Option<String>,
        /// 党员数; none for a 党组, which has no members of its own.
        members: Option<u64>,
    },
    /// 党员.
    Member {
        /// The person.
        member: Box<Member>,
        /// 所在党支部.
        branch: Option<String>,
        /// 公示版 leaves the birth date out (`decisions.md` 16).
        profile: Profile,
    },
}

/// 承诺书 of every organization with pledges in the year.
pub(super) fn organizations(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let year = year(desk);
    let mut ledger = by_subject(desk, year)?;
    let members = members::store::members_on(desk.connection, desk.as_of)?;
    let size = |organization: &Organization| {
        let under = desk.under(organization.id);
        let inside = |member: &&Member| member.membership.organization.is_some_and(|id| under.contains(&id));
        (organization.kind != OrganizationKind::LeadingGroup)
            .then(|| members.iter().filter(inside).count() as u64)
    };
    let papers: Vec<_> = desk
        .organizations_in_scope()
        .into_iter()
        .filter_map(|organization| {
            ledger.remove(&Subject::Organization(organization.id)).map(|items| PledgePaper {
                pledger: Pledger::Organization {
                    name: organization.name.clone(),
                    secretary: organization.secretary.clone(),
                    members: size(organization),
                },
                year,
                items,
                phone: desk.unit.phone.clone(),
            })
        })
        .collect();
    if papers.is_empty() {
        return Err(nothing(year, "党组织"));
    }
    Ok(vec![Document {
        key: "organization-pledge".into(),
        name: format!("基层党组织公开承诺书-{year}"),
        sections: papers.iter().map(section).collect(),
    }])
}

/// 承诺书 of every member with pledges in the year, or of the chosen one.
pub(super) fn members(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let year = year(desk);
    let mut ledger = by_subject(desk, year)?;
    let names = desk.names();
    let mut everyone = desk.everyone()?;
    if let Some(chosen) = desk.request.member {
        everyone.retain(|member| member.id == chosen);
        everyone.first().or_not_found(|| "没有这名党员".to_owned())?;
    }
    let papers: Vec<_> = everyone
        .into_iter()
        .filter_map(|member| {
            ledger.remove(&Subject::Member(member.id)).map(|items| PledgePaper {
                pledger: Pledger::Member {
                    branch: member.membership.organization.and_then(|id| names.get(&id).cloned()),
                    member: Box::new(member),
                    profile: desk.request.profile,
                },
                year,
                items,
                phone: desk.unit.phone.clone(),
            })
        })
        .collect();
    if papers.is_empty() {
        return Err(nothing(year, "党员"));
    }
    Ok(vec![Document {
        key: "member-pledge".into(),
        name: format!("党员公开承诺书-{year}"),
        sections: papers.iter().map(section).collect(),
    }])
}

fn year(desk: &Desk<'_>) -> i32 {
    desk.request.period.as_ref().map_or_else(|| desk.as_of.year(), crate::clock::Period::year)
}

fn by_subject(desk: &Desk<'_>, year: i32) -> Result<BTreeMap<Subject, Vec<Pledge>>> {
    let mut found: BTreeMap<Subject, Vec<Pledge>> = BTreeMap::new();
    for pledge in pledges::store::ledger(desk.connection, Some(year))? {
        found.entry(pledge.facts.subject).or_default().push(pledge);
    }
    Ok(found)
}

fn nothing(year: i32, whose: &str) -> Error {
    Error::refused(format!("{year}年还没有登记{whose}的公开承诺"))
        .hint("请先导入或登记承诺事项，或核对年度和所选对象。")
        .terminal("请先用 xianfeng import pledges 导入承诺事项，或核对年度和所选对象。")
}

/// One page of a 承诺书.
pub fn section(paper: &PledgePaper) -> Section {
    let (sheet, title, mut blocks) = match &paper.pledger {
        Pledger::Organization { name, secretary, members } => {
            (name.clone(), "基层党组织公开承诺书", organization_head(paper.year, name, secretary, *members))
        }
        Pledger::Member { member, branch, profile } => (
            member.facts.name.clone(),
            "党员公开承诺书",
            member_head(paper.year, member, branch.as_deref(), *profile),
        ),
    };
    blocks.insert(0, Block::Title { text: title.to_owned(), size: 22.0 });
    blocks.insert(1, Block::Space(4.0));
    blocks.push(Block::Grid(grid(paper)));
    Section { sheet, paper: Paper::A4, footer: Footer::None, blocks, copies: 1 }
}

fn organization_head(year: i32, name: &str, secretary: &Option<String>, members: Option<u64>) -> Vec<Block> {
    let secretary = secretary.clone().map_or(Inline::Blank(24.0), Inline::Name);
    vec![
        Block::Fields(vec![
            field("党组织名称：", Inline::Text(name.to_owned()), 2.0, Align::Left),
            field("书记：", secretary, 1.0, Align::Left),
        ]),
        Block::Fields(vec![
            field("党员数：", count(members), 2.0, Align::Left),
            field("年度：", Inline::Text(year.to_string()), 1.0, Align::Left),
        ]),
    ]
}

fn member_head(year: i32, member: &Member, branch: Option<&str>, profile: Profile) -> Vec<Block> {
    let facts = &member.facts;
    let year = field("年度：", Inline::Text(year.to_string()), 1.3, Align::Left);
    let joined = |weight| field("入党时间：", month(facts.joined_on), weight, Align::Left);
    let mut first = vec![
        field("姓名：", Inline::Name(facts.name.clone()), 1.1, Align::Left),
        field("性别：", word(facts.sex.map(|sex| sex.label())), 0.9, Align::Left),
    ];
    let post = facts.job.clone().or_else(|| member.membership.post.clone());
    let post = field("岗位职务：", word(post), 1.3, Align::Left);
    let branch = field("所在党支部：", word(branch), 2.0, Align::Left);
    // Without a birth date the rest moves up, so that no line has a hole.
    let rest = if profile == Profile::Public {
        first.push(joined(1.3));
        [vec![Field { weight: 2.0, ..year }, post], vec![branch]]
    } else {
        first.push(field("出生年月：", month(facts.birth_date), 1.3, Align::Left));
        [vec![joined(2.0), year], vec![branch, post]]
    };
    std::iter::once(first).chain(rest).map(Block::Fields).collect()
}

/// The items and, in the same frame, the boxes to fill in by hand.
fn grid(paper: &PledgePaper) -> Grid {
    // 序号 | 承诺事项 in two parts, so that the labels below are narrower | 类别 | 措施 | 责任人 | 时限
    let organization = matches!(paper.pledger, Pledger::Organization { .. });
    let columns = if organization {
        vec![12.0, 18.0, 28.0, 20.0, 32.0, 20.0, 26.0]
    } else {
        vec![12.0, 18.0, 32.0, 20.0, 28.0, 20.0, 26.0]
    };
    let centre = TextStyle { align: Align::Center, ..WORDS };
    let mut head = vec![
        Cell::text("序号", LABEL),
        Cell::text("承 诺 事 项", LABEL).spanning(2, 1),
        Cell::text("类别", LABEL),
    ];
    if organization {
        head.extend([
            Cell::text("具体措施", LABEL),
            Cell::text("责任人", LABEL),
            Cell::text("完成时限", LABEL),
        ]);
    } else {
        head.extend([Cell::text("措施", LABEL).spanning(2, 1), Cell::text("完成时限", LABEL)]);
    }
    let mut rows: Vec<Row> = paper
        .items
        .iter()
        .enumerate()
        .map(|(index, pledge)| {
            let facts = &pledge.facts;
            let mut cells = vec![
                Cell::new(Inline::Count(index as u64 + 1), centre),
                Cell::text(&facts.content, WORDS).spanning(2, 1),
                Cell::new(word(facts.category.clone()), centre),
            ];
            let measure = Cell::new(word(facts.measure.clone()), WORDS);
            if organization {
                let owner = facts.owner.clone().map_or(word(None::<String>), Inline::Name);
                cells.extend([measure, Cell::new(owner, centre)]);
            } else {
                cells.push(measure.spanning(2, 1));
            }
            cells.push(Cell::new(day(facts.deadline), centre));
            Row { cells, height: 14.0, with_next: false }
        })
        .collect();
    if let Some(last) = rows.last_mut() {
        last.with_next = true;
    }
    rows.extend(boxes(paper, organization));
    Grid {
        columns,
        header: vec![Row { cells: head, height: 11.0, with_next: true }],
        rows: Rows::list(rows),
        ruling: Ruling::Framed,
    }
}

fn boxes(paper: &PledgePaper, organization: bool) -> Vec<Row> {
    let centre = TextStyle { align: Align::Center, ..WORDS };
    let label = |text: &str| Cell::text(text, LABEL).spanning(2, 1);
    let signing = TextStyle { align: Align::Right, valign: Valign::Bottom, ..WORDS };
    let row = |cells: Vec<Cell>, height: f32| Row { cells, height, with_next: true };
    let phone = paper.phone.clone().map_or(Inline::Empty, Inline::Code);
    let boxes = |words: &[&str]| Inline::Boxes(words.iter().map(|word| (*word).to_owned()).collect());

    let (opinion, signature) = if organization {
        ("上级党组织\n审核意见", format!("（盖章）{EMPTY_DATE}"))
    } else {
        ("党支部\n审核意见", format!("书记（签名）：　　　　　　{EMPTY_DATE}"))
    };
    let signed_by = if organization { "党组织负责人\n（签名）" } else { "承诺人\n（签名）" };
    let mut rows = vec![
        row(vec![label(opinion), Cell::text(signature, signing).spanning(5, 1)], 30.0),
        row(
            vec![
                label("公示方式"),
                Cell::new(published_by(&paper.items), WORDS).spanning(3, 1),
                Cell::text("公示日期", LABEL),
                Cell::new(published_on(&paper.items), centre),
            ],
            11.0,
        ),
        row(
            vec![
                label("监督电话"),
                Cell::new(phone, centre).spanning(2, 1),
                Cell::text(signed_by, LABEL),
                Cell::new(Inline::Empty, centre).spanning(2, 1),
            ],
            12.0,
        ),
        row(
            vec![
                Cell::text("践诺情况\n（年底填）", LABEL).spanning(2, 3),
                Cell::new(Inline::Empty, WORDS).spanning(5, 1),
            ],
            40.0,
        ),
        row(
            vec![
                Cell::text("评诺方式", LABEL),
                Cell::new(boxes(&["自评", "互评", "组织评", "群众评"]), WORDS).spanning(4, 1),
            ],
            10.0,
        ),
        row(
            vec![
                Cell::text("评诺结果", LABEL),
                Cell::new(boxes(&["兑现", "部分兑现", "未兑现"]), WORDS).spanning(4, 1),
            ],
            10.0,
        ),
    ];
    if let Some(last) = rows.last_mut() {
        last.with_next = false;
    }
    rows
}

/// The ways of publishing, ticked as recorded; a way that the form does not know gets a box too.
fn published_by(items: &[Pledge]) -> Inline {
    let recorded: BTreeSet<&str> =
        items.iter().filter_map(|item| item.facts.published_by.as_deref()).collect();
    let mut ways: Vec<(String, bool)> = WAYS
        .iter()
        .map(|way| ((*way).to_owned(), recorded.iter().any(|recorded| recorded.contains(way))))
        .collect();
    ways.extend(
        recorded
            .iter()
            .filter(|recorded| !WAYS.iter().any(|way| recorded.contains(way)))
            .map(|recorded| ((*recorded).to_owned(), true)),
    );
    if ways.iter().any(|(_, ticked)| *ticked) {
        Inline::Ticks(ways)
    } else {
        Inline::Boxes(ways.into_iter().map(|(way, _)| way).collect())
    }
}

/// The day, or the first and the last.
fn published_on(items: &[Pledge]) -> Inline {
    let days: BTreeSet<NaiveDate> = items.iter().filter_map(|item| item.facts.published_on).collect();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first == last => Inline::Text(first.to_string()),
        (Some(first), Some(last)) if first.year() == last.year() => {
            Inline::Text(format!("{first}\n至{}", last.format("%m-%d")))
        }
        (Some(first), Some(last)) => Inline::Text(format!("{first}\n至{last}")),
        _ => Inline::Empty,
    }
}
