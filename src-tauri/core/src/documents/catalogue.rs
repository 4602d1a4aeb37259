//! The official papers by key, and the one entry that makes them.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{Document, Profile, desk::Desk};
use crate::{
    Error, Result,
    clock::{Clock, Period},
    commendations::{self, ProgrammeId},
    error::ErrorCode,
    labels::labelled,
    members::MemberId,
    organizations::OrganizationId,
    statistics::{
        layout::{self, Layout},
        report::CheckFailure,
    },
};

labelled! {
    /// What a form may be asked for, beyond its key.
    pub enum Parameter {
        /// The form is refused without it.
        Period = "统计时段",
        AsOf = "截止日期",
        /// One organization instead of all; with those below it.
        Organization = "党组织",
        /// One member instead of all.
        Member = "党员",
        /// 归档版, 内部版, 公示版.
        Profile = "版本",
        /// How many, with or without numbers.
        Copies = "份数",
        Scheme = "评议方案",
        Order = "排列顺序",
        Programme = "表彰活动",
        Kind = "表彰类别",
        DateStyle = "日期写法",
    }
}

labelled! {
    /// Where a paper stands in the list of all papers.
    pub enum Group {
        Sheets = "评议表",
        Statistics = "统计表",
        Ledgers = "名册台账",
        Commendation = "表彰",
        /// The office's own layouts.
        Own = "自定表",
    }
}

/// An official paper that the office can print.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// What `xianfeng export` takes.
    pub key: &'static str,
    /// 表名.
    pub name: &'static str,
    /// One sentence: what it is for.
    pub about: &'static str,
    /// Among which papers it stands.
    pub group: Group,
    /// What it takes.
    pub takes: &'static [Parameter],
    load: Load,
}

/// How lists of people are ordered.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// As the roster has them, branch by branch.
    #[default]
    Roster,
    /// 姓氏笔画 over the whole list.
    Strokes,
    /// 拼音 over the whole list.
    Pinyin,
}

/// How a text paper is dated (`domain.md` §4).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DateStyle {
    /// 2012年6月25日 (GB/T 9704-2012).
    #[default]
    Arabic,
    /// 二〇一二年六月二十五日.
    Chinese,
}

/// What a clerk asks of a form. What a form does not take is left alone.
#[derive(
    Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(default)]
pub struct Request {
    /// 统计时段.
    pub period: Option<Period>,
    /// 截止日期; by default the period's last day or today, whichever is earlier.
    pub as_of: Option<NaiveDate>,
    /// One 党组织 instead of all; with those below it.
    pub organization: Option<OrganizationId>,
    /// One 党员 instead of all.
    pub member: Option<MemberId>,
    /// 归档版, 内部版, 公示版.
    pub profile: Profile,
    /// Copies of each sheet; 0 is one.
    pub copies: u32,
    /// Whether copies carry 编号.
    pub numbered: bool,
    /// Key of the 评议方案; by default the ready-made one of the 004 annexes.
    pub scheme: Option<String>,
    /// How lists of people are ordered.
    pub order: Order,
    /// 表彰活动.
    pub programme: Option<ProgrammeId>,
    /// 表彰类别; by default every kind of the programme.
    pub kind: Option<String>,
    /// How the date under a text paper is written.
    pub date_style: DateStyle,
    /// Keys that `all` passes over: what is sealed is not made again.
    #[serde(skip)]
    pub except: Vec<String>,
}

type Load = fn(&Desk<'_>) -> Result<Vec<Document>>;

use Parameter as P;

/// What every table that is a layout takes.
const TABLE: &[Parameter] = &[P::Period, P::AsOf, P::Organization];

/// The papers in the order of the annexes.
const FORMS: &[Form] = &[
    Form {
        key: "leading-group-sheet",
        name: "党组评议表",
        about: "附件1，群众评议党组用的空白票。",
        group: Group::Sheets,
        takes: &[P::AsOf, P::Organization, P::Copies, P::Scheme],
        load: super::ballot_sheet::leading_group,
    },
    Form {
        key: "branch-sheet",
        name: "党支部评议表",
        about: "附件2，群众评议党支部用的空白票，每个支部一张。",
        group: Group::Sheets,
        takes: &[P::AsOf, P::Organization, P::Copies, P::Scheme],
        load: super::ballot_sheet::branches,
    },
    Form {
        key: "member-sheet",
        name: "党员创先争优群众评议表",
        about: "附件3，群众评议党员用的空白票，每个支部一份名单，也可只印一名党员。",
        group: Group::Sheets,
        takes: &[P::AsOf, P::Organization, P::Member, P::Copies, P::Scheme],
        load: super::member_sheet::load,
    },
    Form {
        key: "statistics-table",
        name: "群众评议统计表",
        about: "附件4，上报的统计表，附逐项汇总。",
        group: Group::Statistics,
        takes: TABLE,
        load: super::table_paper::load,
    },
    Form {
        key: "organization-pledge",
        name: "基层党组织公开承诺书",
        about: "由承诺台账生成，每个党组织一页。",
        group: Group::Ledgers,
        takes: &[P::Period, P::Organization],
        load: super::pledge_paper::organizations,
    },
    Form {
        key: "member-pledge",
        name: "党员公开承诺书",
        about: "由承诺台账生成，每名党员一页。",
        group: Group::Ledgers,
        takes: &[P::Period, P::Organization, P::Member, P::Profile],
        load: super::pledge_paper::members,
    },
    Form {
        key: "pledge-ledger",
        name: "公开承诺台账",
        about: "承诺事项、进展、兑现和销号情况。",
        group: Group::Ledgers,
        takes: &[P::Period, P::AsOf, P::Organization, P::Member],
        load: super::pledge_ledger::load,
    },
    Form {
        key: "comment-sheet",
        name: "领导点评表",
        about: "由点评记录生成，每条点评一页，签名手填。",
        group: Group::Ledgers,
        takes: &[P::Period, P::Organization, P::Member],
        load: super::comment_sheet::load,
    },
    Form {
        key: "briefing-record",
        name: "讲评记录",
        about: "各党支部一季一讲评的要点和下季度任务。",
        group: Group::Ledgers,
        takes: &[P::Period, P::Organization],
        load: super::briefing_record::load,
    },
    Form {
        key: "roster",
        name: "党员花名册",
        about: "截止日在册党员，分在职、离退休。",
        group: Group::Ledgers,
        takes: &[P::AsOf, P::Organization, P::Profile, P::Order],
        load: super::roster::load,
    },
    Form {
        key: "organization-list",
        name: "党组织名册",
        about: "截止日的党组织和党员数。",
        group: Group::Ledgers,
        takes: &[P::AsOf, P::Organization, P::Profile],
        load: super::organization_list::load,
    },
    Form {
        key: "coverage-list",
        name: "群众评议覆盖情况表",
        about: "应评、实评、未评的党组织和党员，列出未评名单。",
        group: Group::Statistics,
        takes: &[P::Period, P::AsOf, P::Organization],
        load: super::coverage_list::load,
    },
    Form {
        key: "quarterly-table",
        name: "创先争优情况季度统计表",
        about: "上报的季度表：九组指标的本季数和累计数，附分支部情况。",
        group: Group::Statistics,
        takes: TABLE,
        load: super::table_paper::load,
    },
    Form {
        key: "member-structure",
        name: "党员基本情况统计表",
        about: "截止日在册党员的结构，各党支部一行，仿党内统计年报。",
        group: Group::Statistics,
        takes: TABLE,
        load: super::table_paper::load,
    },
    Form {
        key: "review-result-table",
        name: "民主测评结果统计表",
        about: "民主评议党员的测评结果，每个党支部一张，应到、实到和支部评定等次手填。",
        group: Group::Statistics,
        takes: TABLE,
        load: super::table_paper::load,
    },
    Form {
        key: "pledge-table",
        name: "承诺兑现情况统计表",
        about: "公开承诺的事项数、兑现率、销号和状态，各党组织一行。",
        group: Group::Statistics,
        takes: TABLE,
        load: super::table_paper::load,
    },
    Form {
        key: "quota-table",
        name: "名额分配表",
        about: "表彰名额按单位、按领域的分配。",
        group: Group::Commendation,
        takes: &[P::Programme, P::Kind, P::Organization],
        load: super::quota_table::load,
    },
    Form {
        key: "member-recommendation",
        name: "个人推荐审批表",
        about: "推荐优秀共产党员、优秀党务工作者，每名党员一份，正反面打印。",
        group: Group::Commendation,
        takes: &[P::Programme, P::Kind, P::Organization, P::Member, P::Profile],
        load: super::commendation_source::member_recommendations,
    },
    Form {
        key: "organization-recommendation",
        name: "党组织推荐审批表",
        about: "推荐先进基层党组织，每个党组织一份，正反面打印。",
        group: Group::Commendation,
        takes: &[P::Programme, P::Kind, P::Organization, P::Profile],
        load: super::commendation_source::organization_recommendations,
    },
    Form {
        key: "nomination-summary",
        name: "推荐对象汇总表",
        about: "按推荐顺序列出推荐对象、评议和兑现情况、审查情况。",
        group: Group::Commendation,
        takes: &[P::AsOf, P::Programme, P::Kind, P::Organization, P::Profile],
        load: super::commendation_source::summary,
    },
    Form {
        key: "publicity-notice",
        name: "拟表彰对象公示",
        about: "张贴的公示，不含身份证号、出生日期和电话。",
        group: Group::Commendation,
        takes: &[P::Programme, P::Kind, P::DateStyle],
        load: super::commendation_source::notices,
    },
    Form {
        key: "commendation-decision",
        name: "表彰决定",
        about: "表彰决定正文，名单作附件。",
        group: Group::Commendation,
        takes: &[P::Programme, P::Kind, P::DateStyle],
        load: super::commendation_source::decisions,
    },
    Form {
        key: "commendation-list",
        name: "表彰名单",
        about: "单独的表彰名单，人员按姓氏笔画排列。",
        group: Group::Commendation,
        takes: &[P::Programme, P::Kind, P::DateStyle],
        load: super::commendation_source::lists,
    },
];

/// Every official paper, in the order of the annexes.
pub fn forms() -> &'static [Form] {
    FORMS
}

/// What a form takes; the office's own layouts take what the ready-made ones do.
pub fn takes(key: &str) -> &'static [Parameter] {
    FORMS.iter().find(|form| form.key == key).map_or(TABLE, |form| form.takes)
}

/// Papers, and what must be said of them.
#[derive(Debug, Default)]
pub struct Made {
    /// The papers.
    pub papers: Vec<Document>,
    /// Of all papers, those that have nothing to show, each with the reason: 党组评议表：….
    pub left_out: Vec<String>,
    /// 勾稽关系 that do not hold.
    pub failed_checks: Vec<CheckFailure>,
}

/// Makes the paper of `key` from the records.
///
/// # Errors
/// Not found for an unknown key, organization, member or scheme; refused, with what to do, when
/// there is nothing to print or the request lacks what the form needs; storage errors.
pub fn make(connection: &Connection, key: &str, request: &Request, clock: Clock) -> Result<Vec<Document>> {
    Ok(make_checked(connection, key, request, clock)?.papers)
}

/// As [`make`], with the checks that failed. The key may be that of the office's own layout.
///
/// # Errors
/// As [`make`].
pub fn make_checked(connection: &Connection, key: &str, request: &Request, clock: Clock) -> Result<Made> {
    let form = FORMS.iter().find(|form| form.key == key);
    if form.is_none() && layout::store::find(connection, key)?.is_none() {
        let mut all: Vec<String> = FORMS.iter().map(|form| format!("{}　{}", form.key, form.name)).collect();
        let own = layout::store::own(connection)?;
        all.extend(own.iter().map(|own| format!("{}　{}", own.layout.key, own.layout.name)));
        return Err(Error::not_found(format!("没有名为“{key}”的表"))
            .hint("全部表格如下。")
            .terminal("用 xianfeng forms 查看全部表名。")
            .details(all));
    }
    let desk = Desk::open(connection, key, request, clock)?;
    let load = form.map_or(super::table_paper::load as Load, |form| form.load);
    let mut papers = load(&desk)?;
    name_apart(&mut papers, &desk);
    Ok(Made { papers, left_out: Vec::new(), failed_checks: desk.failures.into_inner() })
}

/// As [`make_checked`], of a layout that the office has not added: to look at it first.
///
/// # Errors
/// As [`make`].
pub fn make_of_layout(
    connection: &Connection,
    layout: &Layout,
    request: &Request,
    clock: Clock,
) -> Result<Made> {
    let desk = Desk::open(connection, &layout.key, request, clock)?;
    let papers = super::table_paper::paper_of(&desk, layout)?;
    Ok(Made { papers, left_out: Vec::new(), failed_checks: desk.failures.into_inner() })
}

/// Papers of one branch, member or 表彰类别 lie in a folder beside those of the whole office. A member
/// is told by the number of the record: a file's name holds no personal data.
fn name_apart(papers: &mut [Document], desk: &Desk<'_>) {
    let asked = desk.request;
    let member = asked.member.filter(|_| desk.takes(P::Member));
    let kind = asked.kind.as_ref().filter(|_| desk.takes(P::Kind));
    let of = match (member, desk.chosen().filter(|_| desk.takes(P::Organization))) {
        (Some(MemberId(number)), _) => Some(format!("{number}号党员")),
        (None, Some(chosen)) => Some(chosen.name.clone()),
        (None, None) => None,
    };
    for of in of.iter().chain(kind) {
        for paper in papers.iter_mut().filter(|paper| !paper.name.contains(of)) {
            paper.name = format!("{}-{of}", paper.name);
        }
    }
}

/// Every paper that has something to show, and a sentence for each that has not: an office without
/// pledges, or a single branch, which has no 党组评议表, still prints the rest.
///
/// # Errors
/// As [`make`], but a refusal only when every paper is refused.
pub fn make_all(connection: &Connection, request: &Request, clock: Clock) -> Result<Made> {
    if request.period.is_none() {
        return Err(no_period("全部表格"));
    }
    // An office that commends nobody has no use for seven sentences that say so.
    let commends = !commendations::store::programmes(connection)?.is_empty();
    let forms = FORMS.iter().filter(|form| commends || !form.takes.contains(&P::Programme));
    let mut all: Vec<(String, String)> =
        forms.map(|form| (form.key.to_owned(), form.name.to_owned())).collect();
    let own = layout::store::own(connection)?;
    all.extend(own.into_iter().map(|own| (own.layout.key, own.layout.name)));
    let (mut made, mut refused) = (Made::default(), None);
    for (key, name) in all.into_iter().filter(|(key, _)| !request.except.contains(key)) {
        match make_checked(connection, &key, request, clock) {
            Ok(one) => {
                made.papers.extend(one.papers);
                made.failed_checks.extend(one.failed_checks);
            }
            Err(error) if error.code == ErrorCode::Refused => {
                made.left_out.push(format!("{name}：{error}"));
                refused = refused.or(Some(error));
            }
            Err(error) => return Err(error),
        }
    }
    match refused {
        Some(error) if made.papers.is_empty() => Err(error),
        _ => Ok(made),
    }
}

pub(super) fn no_period(what: &str) -> Error {
    Error::refused(format!("{what}要写明统计时段"))
        .hint("请选定统计时段。")
        .terminal("请加上时段，例如 --period 2012 或 --period 2012Q1。")
}
