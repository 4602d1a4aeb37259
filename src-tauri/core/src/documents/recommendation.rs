//! 推荐审批表 of a person and of an organization (`domain.md` §2 I): a sheet printed on both sides, filled
//! from the records; 简历, opinions and signatures are left to the hand. What is printed for the wall
//! leaves out what points at a person (`decisions.md` 16).

use chrono::NaiveDate;

use super::{
    Align, Block, Cell, Document, Footer, Grid, Inline, Paper, Profile, Row, Rows, Ruling, Section,
    TextStyle, Valign,
    conventions::{EMPTY_DATE, UNDER_TABLE, field, month, title, width, word},
};
use crate::{
    clock::chinese_date,
    commendations::Honour,
    members::{Member, masking},
    numbers::{DASH, Share},
    organizations::Organization,
};

/// 仿宋小四, as such forms are filled in.
const WORDS: TextStyle = TextStyle::BODY.sized(12.0);
const CENTER: TextStyle = TextStyle::CENTER.sized(12.0);
const LABEL: TextStyle = TextStyle::HEADER.sized(12.0);
/// Running words in a box begin at its top.
const BOX: TextStyle = TextStyle { valign: Valign::Top, ..WORDS };
/// A line to sign stands at a box's lower right.
const SIGNING: TextStyle = TextStyle { align: Align::Right, valign: Valign::Bottom, ..WORDS };
/// Height of a row of facts in mm.
const FACT: f32 = 12.0;

/// What both forms say.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommended {
    /// 表彰类别.
    pub kind: String,
    /// 推荐单位.
    pub nominated_by: String,
    /// 表彰层次.
    pub level: String,
    /// 推荐日期.
    pub nominated_on: NaiveDate,
    /// 本年群众评议: satisfied of valid papers; nothing of nothing before there is one.
    pub satisfaction: Share,
    /// Places of it that the scheme shows.
    pub decimals: u32,
    /// 承诺: fulfilled of due.
    pub fulfilment: Share,
    /// To which day both are counted.
    pub as_of: NaiveDate,
    /// 荣誉 of these books, oldest first.
    pub honours: Vec<Honour>,
    /// 奖惩情况 before these books.
    pub past_honours: Option<String>,
    /// 主要事迹.
    pub reason: Option<String>,
    /// 意见 recorded for the boxes, first to last; an empty one is left to write.
    pub opinions: [Option<String>; 4],
    /// 归档版, 内部版, 公示版.
    pub profile: Profile,
}

/// 优秀共产党员（优秀党务工作者）推荐审批表.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberRecommendation {
    /// What both forms say.
    pub recommended: Recommended,
    /// The person.
    pub member: Member,
    /// 近两年民主评议等次: year and grade, earlier first; an empty grade is left to write.
    pub grades: [(i32, Option<String>); 2],
}

/// 先进基层党组织推荐审批表.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganizationRecommendation {
    /// What both forms say.
    pub recommended: Recommended,
    /// The organization.
    pub organization: Organization,
    /// 正式党员 and 预备党员; none for a 党组, which has no members of its own.
    pub members: Option<(u64, u64)>,
}

/// A sheet a person.
pub fn members(programme: &str, list: &[MemberRecommendation]) -> Document {
    let sections = list
        .iter()
        .map(|one| section(&one.recommended, &one.member.facts.name, member_rows(one), &MEMBER_COLUMNS));
    document("member-recommendation", format!("{programme}个人推荐审批表"), sections.collect())
}

/// A sheet an organization.
pub fn organizations(programme: &str, list: &[OrganizationRecommendation]) -> Document {
    let sections = list.iter().map(|one| {
        section(&one.recommended, &one.organization.name, organization_rows(one), &ORGANIZATION_COLUMNS)
    });
    document("organization-recommendation", format!("{programme}党组织推荐审批表"), sections.collect())
}

fn document(key: &'static str, name: String, sections: Vec<Section>) -> Document {
    Document { key: key.into(), name, sections }
}

fn section(recommended: &Recommended, sheet: &str, rows: Vec<Row>, columns: &[f32]) -> Section {
    let as_of = chinese_date(recommended.as_of);
    let blocks = vec![
        title("", &format!("{}推荐审批表", recommended.kind), 22.0, Paper::A4),
        Block::Space(3.0),
        Block::Fields(vec![
            field("推荐单位：", Inline::Text(recommended.nominated_by.clone()), 1.5, Align::Left),
            field("表彰层次：", Inline::Text(recommended.level.clone()), 0.9, Align::Left),
            field("填报日期：", Inline::Text(chinese_date(recommended.nominated_on)), 1.2, Align::Right),
        ]),
        Block::Grid(Grid {
            columns: columns.to_vec(),
            header: Vec::new(),
            rows: Rows::list(rows),
            ruling: Ruling::Framed,
        }),
        Block::Space(UNDER_TABLE),
        Block::Text {
            text: format!(
                "注：满意率后为满意票数/计票票数，承诺兑现率后为已兑现/已到期承诺事项数，均截至{as_of}；“—”为没有数据。"
            ),
            style: TextStyle::NOTE.sized(9.0),
        },
    ];
    Section { sheet: sheet.to_owned(), paper: Paper::A4, footer: Footer::None, blocks, copies: 1 }
}

/// Label and value three times, and the photo.
const MEMBER_COLUMNS: [f32; 7] = [24.0, 25.0, 20.0, 24.0, 16.0, 19.0, 28.0];
/// Label and value twice and, over both, wide boxes.
const ORGANIZATION_COLUMNS: [f32; 6] = [26.0, 26.0, 26.0, 26.0, 26.0, 26.0];

fn label(text: &str) -> Cell {
    Cell::text(text, LABEL)
}

fn value(content: Inline) -> Cell {
    Cell::new(content, CENTER)
}

fn row(cells: Vec<Cell>, height: f32) -> Row {
    Row { cells, height, with_next: false }
}

fn member_rows(one: &MemberRecommendation) -> Vec<Row> {
    let (facts, membership) = (&one.member.facts, &one.member.membership);
    let recommended = &one.recommended;
    let public = recommended.profile == Profile::Public;
    let native_place = || [label("籍贯"), value(word(facts.native_place.clone()))];
    let education = [label("学历"), value(word(facts.education.map(|education| education.label())))];
    let mut rows = vec![row(
        [
            vec![label("姓名"), value(Inline::Name(facts.name.clone()))],
            vec![label("性别"), value(word(facts.sex.map(|sex| sex.label())))],
            vec![label("民族"), value(word(facts.ethnicity.map(|ethnicity| ethnicity.name())))],
            vec![value(Inline::Text("照片".to_owned())).spanning(1, 4)],
        ]
        .concat(),
        FACT,
    )];
    let born = [label("出生年月"), value(month(facts.birth_date))];
    let second = if public {
        let [place, named] = native_place();
        vec![place, named.spanning(3, 1)]
    } else {
        [born, native_place()].concat()
    };
    rows.push(row([second, education.to_vec()].concat(), FACT));
    rows.push(row(
        vec![
            label("入党时间"),
            value(month(facts.joined_on)),
            label("参加工作\n时间"),
            value(month(facts.worked_on)),
            label("党内\n职务"),
            value(word(membership.post.clone())),
        ],
        FACT,
    ));
    rows.push(row(
        vec![label("工作单位\n及职务"), Cell::new(word(facts.job.clone()), WORDS).spanning(5, 1)],
        FACT,
    ));
    if !public {
        let masked = recommended.profile == Profile::Internal;
        let number = facts
            .id_number
            .as_ref()
            .map(|number| if masked { number.masked() } else { number.as_str().to_owned() });
        let phone =
            facts.phone.as_ref().map(|phone| if masked { masking::phone(phone) } else { phone.clone() });
        rows.push(row(
            vec![
                label("公民身份\n号码"),
                value(code(number)).spanning(3, 1),
                label("联系\n电话"),
                value(code(phone)).spanning(2, 1),
            ],
            FACT,
        ));
    }
    let wide = |cell: Cell| cell.spanning(6, 1);
    rows.push(row(vec![label("简　　历"), wide(Cell::new(Inline::Empty, BOX))], 80.0));
    rows.push(row(vec![label("奖惩情况"), wide(Cell::text(honours(recommended), WORDS))], 32.0));
    let grades: Vec<String> = one
        .grades
        .iter()
        .map(|(year, grade)| format!("{year}年度：{}", grade.as_deref().unwrap_or("　　　　")))
        .collect();
    rows.push(row(
        vec![label("近两年民主\n评议等次"), wide(Cell::text(grades.join("　　　　"), WORDS))],
        FACT,
    ));
    rows.push(rates(recommended, (3, 2)));
    rows.extend(boxes(recommended, 6, (84.0, 31.0)));
    rows
}

fn organization_rows(one: &OrganizationRecommendation) -> Vec<Row> {
    let organization = &one.organization;
    let recommended = &one.recommended;
    let public = recommended.profile == Profile::Public;
    let members = one.members.map_or_else(
        || Inline::Text(DASH.to_owned()),
        |(full, probationary)| {
            Inline::Text(format!("{}名\n（正式{full}名、预备{probationary}名）", full + probationary))
        },
    );
    let secretary = organization.secretary.clone().map_or(word(None::<String>), Inline::Name);
    let phone = organization.phone.as_ref().map(|phone| match recommended.profile {
        // A mobile is the secretary's own; the branch's telephone is not (as 党组织名册).
        Profile::Internal if phone.chars().count() == 11 && phone.starts_with('1') => masking::phone(phone),
        _ => phone.clone(),
    });
    let mut rows = vec![
        row(
            vec![
                label("党组织名称"),
                Cell::text(&organization.name, WORDS).spanning(3, 1),
                label("成立时间"),
                value(month(organization.founded_on)),
            ],
            FACT,
        ),
        row(
            vec![
                label("所属领域"),
                value(word(organization.domain.map(|domain| domain.label()))).spanning(2, 1),
                label("党员人数"),
                value(members).spanning(2, 1),
            ],
            FACT,
        ),
    ];
    // What the books do not hold of a secretary is written by hand.
    let open = || value(Inline::Empty);
    if public {
        rows.push(row(
            vec![
                label("书记姓名"),
                value(secretary).spanning(2, 1),
                label("上次换届\n时间"),
                open().spanning(2, 1),
            ],
            FACT,
        ));
    } else {
        rows.push(row(
            vec![label("书记姓名"), value(secretary), label("出生年月"), open(), label("任职时间"), open()],
            FACT,
        ));
        rows.push(row(
            vec![
                label("联系电话"),
                value(code(phone)).spanning(2, 1),
                label("上次换届\n时间"),
                open().spanning(2, 1),
            ],
            FACT,
        ));
    }
    rows.push(row(
        vec![label("近三年\n受表彰情况"), Cell::text(honours(recommended), WORDS).spanning(5, 1)],
        30.0,
    ));
    rows.push(rates(recommended, (2, 2)));
    rows.extend(boxes(recommended, 5, (100.0, 48.0)));
    rows
}

/// A number as text; "—" when unknown.
fn code(number: Option<String>) -> Inline {
    number.map_or_else(|| Inline::Text(DASH.to_owned()), Inline::Code)
}

/// Honours of these books and those written with the nomination; 无 when there are none, as no cell
/// of such a form stays empty.
fn honours(recommended: &Recommended) -> String {
    let lines: Vec<String> = recommended
        .honours
        .iter()
        .map(|honour| format!("{}　{}（{}）", chinese_date(honour.granted_on), honour.title, honour.level))
        .chain(recommended.past_honours.clone())
        .collect();
    if lines.is_empty() { "无".to_owned() } else { lines.join("\n") }
}

/// 97.25%（7221/7425）: a rate with the counts behind it.
fn rate(share: Share, decimals: u32) -> String {
    match share.whole {
        0 => DASH.to_owned(),
        whole => format!("{}%（{}/{whole}）", share.percent(decimals), share.part),
    }
}

fn rates(recommended: &Recommended, (satisfied, fulfilled): (usize, usize)) -> Row {
    let rate = |share, decimals, across| Cell::text(rate(share, decimals), CENTER).spanning(across, 1);
    row(
        vec![
            label("本年群众\n评议满意率"),
            rate(recommended.satisfaction, recommended.decimals, satisfied),
            label("承诺\n兑现率"),
            rate(recommended.fulfilment, 2, fulfilled),
        ],
        FACT + 2.0,
    )
}

/// 主要事迹 and the opinions from the branch upwards.
fn boxes(recommended: &Recommended, across: usize, (deeds, opinion_height): (f32, f32)) -> Vec<Row> {
    let reason = recommended.reason.clone().map_or(Inline::Empty, Inline::Text);
    let deeds_style = TextStyle { indent: 2.0, ..BOX };
    let mut rows = vec![row(
        vec![label("主要事迹\n（可另附\n材料）"), Cell::new(reason, deeds_style).spanning(across, 1)],
        deeds,
    )];
    let signed = [
        ("党支部意见", format!("书记（签名）：　　　　　　（盖章）{EMPTY_DATE}")),
        ("党委\n（党组）\n意见", format!("（盖章）{EMPTY_DATE}")),
        ("征求纪检\n监察等部门\n意见", format!("（盖章）{EMPTY_DATE}")),
        ("上级审批\n意见", format!("（盖章）{EMPTY_DATE}")),
    ];
    rows.extend(signed.into_iter().zip(&recommended.opinions).map(|((name, signing), opinion)| {
        let cell = match opinion {
            Some(opinion) => opinion_box(opinion, &signing),
            None => Cell::text(signing, SIGNING),
        };
        row(vec![label(name), cell.spanning(across, 1)], opinion_height)
    }));
    rows
}

/// An opinion on record over the line to sign: one cell has one side, so that spaces move the line to
/// the right.
fn opinion_box(opinion: &str, signing: &str) -> Cell {
    const ROOM: f32 = 128.0;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few characters")]
    let spaces = ((ROOM - width(signing, WORDS.size)) / width("　", WORDS.size)).max(0.0) as usize;
    let text = format!("{opinion}\n\n{}{signing}", "　".repeat(spaces));
    Cell::text(text, TextStyle { valign: Valign::Bottom, ..WORDS })
}
