//! 推荐对象汇总表 (`domain.md` §2 I): who is recommended, in the order of recommendation, with the figures
//! and the checks beside each; people and organizations in a table of their own.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{Datelike, NaiveDate};

use super::{
    Align, Block, Document, Footer, Grid, Inline, Paper, Profile, Row, Rows, Ruling, Section,
    conventions::{SMALL, Unit, count, field, left, notes, small, small_head, stacked_kind, title, word},
};
use crate::{
    clock::{chinese_date, full_years},
    commendations::{CheckOutcome, Checked},
    members::Member,
    numbers::{DASH, Share},
    organizations::Organization,
};

/// What both tables say of a nomination.
#[derive(Debug, Clone, PartialEq)]
pub struct Nominated {
    /// 类型.
    pub kind: String,
    /// 推荐单位.
    pub nominated_by: Option<String>,
    /// 本年群众评议满意率.
    pub satisfaction: Share,
    /// Places of it that the scheme shows.
    pub decimals: u32,
    /// 承诺兑现率.
    pub fulfilment: Share,
    /// The automatic checks.
    pub checks: Vec<Checked>,
}

/// An organization with its 正式党员 and 预备党员; none for a 党组, which has no members of its own.
pub type NominatedBody = (Organization, Option<(u64, u64)>, Nominated);

/// 推荐对象汇总表.
#[derive(Debug, Clone, PartialEq)]
pub struct NominationSummary {
    /// 推荐单位.
    pub unit: Unit,
    /// 表彰活动 with its year.
    pub programme: String,
    /// 本单位共有党员: full and probationary.
    pub members: (u64, u64),
    /// Ages as of this day, and the figures of those who are 在推; other figures are of the day a
    /// nomination ended.
    pub as_of: NaiveDate,
    /// 归档版, 内部版, 公示版.
    pub profile: Profile,
    /// People in the order of recommendation.
    pub people: Vec<(Member, Nominated)>,
    /// Organizations in the order of recommendation; with full and probationary members.
    pub organizations: Vec<NominatedBody>,
}

/// The summary as a paper: a sheet of people, a sheet of organizations.
pub fn document(summary: &NominationSummary) -> Document {
    let (summary, common) = &common_findings(summary.clone());
    let mut sections = Vec::new();
    if !summary.people.is_empty() || summary.organizations.is_empty() {
        sections.push(section(summary, "推荐对象（个人）", "推荐对象汇总表", people(summary), common));
    }
    if !summary.organizations.is_empty() {
        let grid = organizations(summary);
        sections.push(section(summary, "推荐对象（党组织）", "推荐党组织汇总表", grid, common));
    }
    Document {
        key: "nomination-summary".into(),
        name: format!("{}推荐对象汇总表", summary.programme),
        sections,
    }
}

/// What a check says of several candidates alike, such as a quota of everybody, stands once under the
/// table; beside each only its name.
fn common_findings(mut summary: NominationSummary) -> (NominationSummary, Vec<String>) {
    let mut times: BTreeMap<(String, String), usize> = BTreeMap::new();
    let people = summary.people.iter_mut().map(|(_, nominated)| nominated);
    let bodies = summary.organizations.iter_mut().map(|(_, _, nominated)| nominated);
    let mut checks: Vec<&mut Checked> = people
        .chain(bodies)
        .flat_map(|nominated| &mut nominated.checks)
        .filter(|check| check.outcome != CheckOutcome::Passed && !check.figures.is_empty())
        .collect();
    for check in &checks {
        *times.entry((check.name.clone(), check.figures.clone())).or_default() += 1;
    }
    for check in &mut checks {
        if times.get(&(check.name.clone(), check.figures.clone())).is_some_and(|times| *times > 1) {
            check.figures.clear();
        }
    }
    let common = times.into_iter().filter(|(_, times)| *times > 1);
    let common = common.map(|((name, figures), _)| format!("{name}：{figures}。")).collect();
    (summary, common)
}

fn section(summary: &NominationSummary, sheet: &str, name: &str, grid: Grid, common: &[String]) -> Section {
    let paper = Paper::A4_LANDSCAPE;
    let (full, probationary) = summary.members;
    let all = full + probationary;
    let mut blocks = vec![
        title(&summary.programme, name, 18.0, paper),
        Block::Fields(vec![
            field("推荐单位（盖章）：", Inline::Text(summary.unit.name.clone()), 1.3, Align::Left),
            field("党组织书记（签名）：", Inline::Blank(32.0), 1.0, Align::Left),
            field(
                "",
                Inline::Text(format!("本单位共有党员{all}名（正式{full}名、预备{probationary}名）")),
                1.2,
                Align::Right,
            ),
        ]),
        Block::Grid(grid),
    ];
    let mut lines = vec![
        "按推荐顺序排列；满意率为本年群众评议满意率，兑现率为已兑现承诺事项占到期承诺事项的比率。".to_owned(),
        format!(
            "年龄截至{day}；各项比率截至推荐办结之日，未办结的截至{day}；百分数四舍五入保留两位小数。",
            day = chinese_date(summary.as_of)
        ),
    ];
    lines.extend_from_slice(common);
    blocks.extend(notes(&lines));
    Section { sheet: sheet.to_owned(), paper, footer: Footer::PageOfPages, blocks, copies: 1 }
}

/// Head, width, and what stands under it.
type Column<T> = (&'static str, f32, fn(usize, &T, NaiveDate) -> super::Cell);

type Person = (Member, Nominated);

fn table<T: Clone + Send + Sync + 'static>(
    columns: Vec<Column<T>>,
    list: &[T],
    as_of: NaiveDate,
    nobody: &str,
) -> Grid {
    let widths = columns.iter().map(|(_, width, _)| *width).collect();
    let header = columns.iter().map(|(head, _, _)| small_head(*head)).collect();
    let rows = if list.is_empty() {
        let cell = small(Inline::Text(nobody.to_owned())).spanning(columns.len(), 1);
        Rows::list(vec![Row { cells: vec![cell], height: 9.0, with_next: false }])
    } else {
        let (columns, list) = (Arc::new(columns), Arc::new(list.to_vec()));
        Rows::new(move || {
            let (columns, list) = (Arc::clone(&columns), Arc::clone(&list));
            (0..list.len()).map(move |index| {
                let cells = list
                    .get(index)
                    .map(|one| columns.iter().map(|(_, _, cell)| cell(index, one, as_of)).collect());
                Row { cells: cells.unwrap_or_default(), height: 9.0, with_next: false }
            })
        })
    };
    Grid {
        columns: widths,
        header: vec![Row { cells: header, height: 11.0, with_next: true }],
        rows,
        ruling: Ruling::Framed,
    }
}

fn people(summary: &NominationSummary) -> Grid {
    let mut columns: Vec<Column<Person>> = vec![
        ("序号", 9.0, |index, _, _| small(Inline::Count(index as u64 + 1))),
        ("类型", 20.0, |_, (_, nominated), _| small(Inline::Text(stacked_kind(&nominated.kind)))),
        ("姓名", 22.0, |_, (member, _), _| small(Inline::Name(member.facts.name.clone()))),
        ("性别", 9.0, |_, (member, _), _| small(word(member.facts.sex.map(|sex| sex.label())))),
    ];
    if summary.profile != Profile::Public {
        columns.push(("出生年月", 15.0, |_, (member, _), _| small(year_month(member.facts.birth_date))));
        columns.push(("年龄", 9.0, |_, (member, _), as_of| {
            let age = member.facts.birth_date.map(|born| u64::try_from(full_years(born, as_of)).unwrap_or(0));
            small(count(age))
        }));
    }
    columns.extend::<[Column<Person>; 9]>([
        ("民族", 13.0, |_, (member, _), _| small(word(member.facts.ethnicity.map(|one| one.name())))),
        ("学历", 17.0, |_, (member, _), _| small(word(member.facts.education.map(|one| one.label())))),
        ("参加工\n作时间", 15.0, |_, (member, _), _| small(year_month(member.facts.worked_on))),
        ("入党\n时间", 15.0, |_, (member, _), _| small(year_month(member.facts.joined_on))),
        ("单位及职务", 34.0, |_, (member, _), _| left(word(member.facts.job.clone()), SMALL)),
        ("推荐党组织", 25.0, |_, (_, nominated), _| left(word(nominated.nominated_by.clone()), SMALL)),
        ("满意率\n%", 14.0, |_, (_, nominated), _| percent(nominated.satisfaction, nominated.decimals)),
        ("兑现率\n%", 14.0, |_, (_, nominated), _| percent(nominated.fulfilment, 2)),
        ("审查情况", 44.0, |_, (_, nominated), _| left(Inline::Text(checked(&nominated.checks)), SMALL)),
    ]);
    table(columns, &summary.people, summary.as_of, "没有推荐对象")
}

fn organizations(summary: &NominationSummary) -> Grid {
    let columns: Vec<Column<NominatedBody>> = vec![
        ("序号", 10.0, |index, _, _| small(Inline::Count(index as u64 + 1))),
        ("类型", 30.0, |_, (_, _, nominated), _| small(Inline::Text(stacked_kind(&nominated.kind)))),
        ("党组织名称", 52.0, |_, (body, _, _), _| left(Inline::Text(body.name.clone()), SMALL)),
        ("书记", 20.0, |_, (body, _, _), _| {
            small(body.secretary.clone().map_or_else(|| word(None::<String>), Inline::Name))
        }),
        ("所属领域", 30.0, |_, (body, _, _), _| small(word(body.domain.map(|domain| domain.label())))),
        ("成立时间", 18.0, |_, (body, _, _), _| small(year_month(body.founded_on))),
        ("正式\n党员", 12.0, |_, (_, members, _), _| small(count(members.map(|(full, _)| full)))),
        ("预备\n党员", 12.0, |_, (_, members, _), _| {
            small(count(members.map(|(_, probationary)| probationary)))
        }),
        ("满意率%", 16.0, |_, (_, _, nominated), _| percent(nominated.satisfaction, nominated.decimals)),
        ("兑现率%", 16.0, |_, (_, _, nominated), _| percent(nominated.fulfilment, 2)),
        ("审查情况", 48.0, |_, (_, _, nominated), _| {
            left(Inline::Text(checked(&nominated.checks)), SMALL)
        }),
    ];
    table(columns, &summary.organizations, summary.as_of, "没有推荐对象")
}

fn percent(share: Share, decimals: u32) -> super::Cell {
    small(Inline::Percent { share, decimals })
}

/// 1985.11.
fn year_month(day: Option<NaiveDate>) -> Inline {
    word(day.map(|day| format!("{}.{:02}", day.year(), day.month())))
}

/// 符合, or what is not and what is to confirm, each with its figures.
fn checked(checks: &[Checked]) -> String {
    if checks.is_empty() {
        return DASH.to_owned();
    }
    let of = |outcome: CheckOutcome| {
        let found: Vec<String> = checks
            .iter()
            .filter(|check| check.outcome == outcome)
            .map(|check| {
                if check.figures.is_empty() {
                    check.name.clone()
                } else {
                    format!("{}（{}）", check.name, check.figures)
                }
            })
            .collect();
        (!found.is_empty()).then(|| format!("{outcome}：{}", found.join("、")))
    };
    let found: Vec<String> =
        [CheckOutcome::Failed, CheckOutcome::ToConfirm].into_iter().filter_map(of).collect();
    if found.is_empty() { CheckOutcome::Passed.label().to_owned() } else { found.join("；") }
}
