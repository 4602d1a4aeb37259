//! What a person types. Chinese help; the shapes of `design.md` §5.

mod commendations;
pub mod indicators;
pub mod layouts;
mod papers;
pub mod seal;
mod serve;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

pub use self::commendations::{
    AdvanceArgs, NominateArgs, OfProgramme, OutcomeArg, ProgrammeCommand, SettleArg, StandingArg,
    StandingArgs,
};
pub use self::papers::{CommendationPaperArgs, DateStyleArg};
pub use self::serve::ServeArgs;

const HELP: &str = "\
{about}

用法：{usage}

命令：
{subcommands}

选项：
{options}{after-help}";

const COMMAND_HELP: &str = "\
{about}

用法：{usage}

{all-args}";

/// 先锋台账：创先争优工作的单机台账。
#[derive(Debug, Parser)]
#[command(name = "xianfeng", about = "先锋台账：党组织、党员、公开承诺、群众评议，一处登记，按公文格式出表", version,
    disable_help_subcommand = true, disable_help_flag = true, disable_version_flag = true,
    help_template = HELP, subcommand_help_heading = "命令", next_help_heading = "选项")]
pub struct Cli {
    /// 台账所在文件夹（默认：用户数据文件夹）
    #[arg(long, global = true, value_name = "文件夹")]
    pub office: Option<PathBuf>,
    /// 在标准输出打印一个 JSON 值，供脚本使用
    #[arg(long, global = true)]
    pub json: bool,
    /// 显示帮助
    #[arg(long, short = 'h', global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    version: Option<bool>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// One command of the terminal.
#[derive(Debug, Subcommand)]
#[command(help_template = COMMAND_HELP)]
pub enum Command {
    /// 建立新台账
    #[command(help_template = COMMAND_HELP)]
    Init {
        /// 单位名称，如：县司法局党组
        #[arg(long, value_name = "单位名称")]
        name: String,
        /// 上级单位，如：市司法局政治部
        #[arg(long, value_name = "上级单位")]
        superior: Option<String>,
    },
    /// 导入党组织、党员、公开承诺或评议票（xlsx、xls、csv）
    #[command(help_template = COMMAND_HELP)]
    Import(ImportArgs),
    /// 列出登记内容
    #[command(help_template = COMMAND_HELP)]
    List(ListArgs),
    /// 群众评议计票：张数、得票率、得分、覆盖情况
    #[command(help_template = COMMAND_HELP)]
    Tally(TallyArgs),
    /// 统计指标：每一个数、它的算法和它背后的名单
    #[command(help_template = COMMAND_HELP)]
    Indicators(indicators::IndicatorsArgs),
    /// 列出可以出的公文表格及其代号
    #[command(help_template = COMMAND_HELP)]
    Forms,
    /// 报表格式：检查、加入、列出、查看、删除
    #[command(subcommand, help_template = HELP, subcommand_help_heading = "命令")]
    Layouts(layouts::LayoutsCommand),
    /// 出表：写出 PDF、Excel 或网页预览
    #[command(help_template = COMMAND_HELP)]
    Export(ExportArgs),
    /// 封存上报的报表：数字、明细和文件原样保存
    #[command(help_template = COMMAND_HELP)]
    Seal(seal::SealArgs),
    /// 封存件与现在的登记有哪些差别
    #[command(help_template = COMMAND_HELP)]
    Diff(seal::DiffArgs),
    /// 表彰活动：登记活动、分配名额
    #[command(subcommand, help_template = COMMAND_HELP)]
    Programme(ProgrammeCommand),
    /// 推荐先进：登记推荐对象并核查
    #[command(help_template = COMMAND_HELP)]
    Nominate(NominateArgs),
    /// 表彰步骤：考核、推荐、公示、审定、表彰，以及异议和撤回
    #[command(help_template = COMMAND_HELP)]
    Advance(AdvanceArgs),
    /// 党组织年度分类：先进、中间、后进
    #[command(help_template = COMMAND_HELP)]
    Standing(StandingArgs),
    /// 核对台账：文件、关联、操作链和数据含义
    #[command(help_template = COMMAND_HELP)]
    Verify,
    /// 备份到指定文件
    #[command(help_template = COMMAND_HELP)]
    Backup {
        /// 备份文件
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 从备份恢复；现有台账文件改名保留
    #[command(help_template = COMMAND_HELP)]
    Restore {
        /// 备份文件
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 操作记录，最近的在前
    #[command(help_template = COMMAND_HELP)]
    History {
        /// 最多列出多少条
        #[arg(long, value_name = "条数", default_value_t = 20, value_parser = number::<u32>)]
        limit: u32,
    },
    /// 撤销最近一次操作
    #[command(help_template = COMMAND_HELP)]
    Undo,
    /// 重做刚撤销的操作
    #[command(help_template = COMMAND_HELP)]
    Redo,
    /// 在浏览器里使用台账（只限本机）
    #[command(help_template = COMMAND_HELP)]
    Serve(ServeArgs),
    /// Reads an .xls file in a process of its own; started by this program only.
    #[command(name = "__read-xls", hide = true)]
    ReadXls {
        /// The file.
        file: PathBuf,
    },
}

/// What an import reads.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum What {
    /// 党组织名册
    Organizations,
    /// 党员花名册
    Members,
    /// 公开承诺
    Pledges,
    /// 群众评议票
    Ballots,
    /// 推荐对象
    Nominations,
}

/// 导入.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// 导入内容：organizations 党组织、members 党员、pledges 公开承诺、ballots 评议票、nominations 推荐对象
    #[arg(value_enum, value_name = "内容", hide_possible_values = true)]
    pub what: What,
    /// 表格文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 只检查，不写入
    #[arg(long)]
    pub check: bool,
    /// 有提醒也不导入
    #[arg(long)]
    pub strict: bool,
    /// 列名对照文件（TOML）
    #[arg(long, value_name = "文件")]
    pub mapping: Option<PathBuf>,
    /// 把问题写回带“问题”列的工作簿
    #[arg(long, value_name = "文件.xlsx")]
    pub findings: Option<PathBuf>,
    /// 期初登记日期，如 2012-03-15（默认：表内统计截止日期，否则今天）
    #[arg(long, value_name = "日期", value_parser = date)]
    pub as_of: Option<NaiveDate>,
    /// 表彰活动名称（导入推荐对象时要写）
    #[arg(long, value_name = "活动", required_if_eq("what", "nominations"))]
    pub programme: Option<String>,
    /// 表彰活动的年度（同名活动不止一次时要写）
    #[arg(long, value_name = "年度", requires = "programme", value_parser = number::<i32>)]
    pub year: Option<i32>,
}

/// What a list shows.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Listed {
    /// 党组织
    Organizations,
    /// 党员
    Members,
    /// 公开承诺
    Pledges,
    /// 评议会
    Meetings,
    /// 评议方案
    Schemes,
    /// 封存件
    Seals,
    /// 表彰活动
    Programmes,
    /// 推荐对象
    Nominations,
    /// 荣誉
    Honours,
    /// 领导点评和讲评
    Reviews,
}

/// 列出.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// 列出什么：organizations 党组织、members 党员、pledges 公开承诺、meetings 评议会、schemes 评议方案、
    /// programmes 表彰活动、nominations 推荐对象、honours 荣誉、reviews 点评讲评、seals 封存件
    #[arg(value_enum, value_name = "内容", hide_possible_values = true)]
    pub what: Listed,
    /// 截止日期，如 2012-03-15（默认：今天）
    #[arg(long, value_name = "日期", value_parser = date)]
    pub as_of: Option<NaiveDate>,
    /// 显示完整身份证号和手机号（记入操作记录）
    #[arg(long)]
    pub unmask: bool,
    /// 只列某次表彰活动的（programmes、nominations、honours）
    #[arg(long, value_name = "活动")]
    pub programme: Option<String>,
    /// 表彰活动的年度（同名活动不止一次时要写）
    #[arg(long, value_name = "年度", requires = "programme", value_parser = number::<i32>)]
    pub year: Option<i32>,
}

/// 计票.
#[derive(Debug, Args)]
pub struct TallyArgs {
    /// 统计时段：2012、2012H1、2012Q1、2012-03 或 2012-02-01..2012-03-15
    #[arg(long, value_name = "时段")]
    pub period: String,
    /// 被评议的党组织
    #[arg(long, value_name = "名称", conflicts_with_all = ["member", "members_of"])]
    pub organization: Option<String>,
    /// 某党组织的全体党员
    #[arg(long, value_name = "名称", conflicts_with = "member")]
    pub members_of: Option<String>,
    /// 被评议的党员：姓名或身份证号
    #[arg(long, value_name = "姓名或身份证号")]
    pub member: Option<String>,
}

/// 出表.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// 表格代号，见 xianfeng forms；all 为全部
    #[arg(value_name = "表格")]
    pub form: String,
    /// 统计时段：2012、2012H1、2012Q1、2012-03 或 2012-02-01..2012-03-15
    #[arg(long, value_name = "时段")]
    pub period: Option<String>,
    /// 写到哪个文件夹
    #[arg(long, value_name = "文件夹")]
    pub out: PathBuf,
    /// 只出某党组织的
    #[arg(long, value_name = "名称")]
    pub organization: Option<String>,
    /// 只出某党员的：姓名或身份证号
    #[arg(long, value_name = "姓名或身份证号")]
    pub member: Option<String>,
    /// 版本：archive 归档版、internal 内部版、public 公示版
    #[arg(long, value_enum, value_name = "版本", default_value = "internal", hide_possible_values = true)]
    pub profile: ProfileArg,
    /// 格式：pdf、xlsx、html，可用逗号并列
    #[arg(
        long,
        value_delimiter = ',',
        value_enum,
        value_name = "格式",
        default_value = "pdf,xlsx",
        hide_possible_values = true
    )]
    pub format: Vec<FormatArg>,
    /// 份数（评议表）
    #[arg(long, value_name = "份数", default_value_t = 1, value_parser = copies)]
    pub copies: u32,
    /// 评议表逐份编号
    #[arg(long)]
    pub numbered: bool,
    /// 人员排列：roster 花名册顺序、strokes 姓氏笔画、pinyin 拼音
    #[arg(long, value_enum, value_name = "排列", default_value = "roster", hide_possible_values = true)]
    pub order: OrderArg,
    /// 评议方案代号，见 xianfeng list schemes
    #[arg(long, value_name = "方案")]
    pub scheme: Option<String>,
    /// 截止日期（默认：统计时段最后一天，不晚于今天）
    #[arg(long, value_name = "日期", value_parser = date)]
    pub as_of: Option<NaiveDate>,
    /// 已封存的报表也按现在的登记重新计算
    #[arg(long, conflicts_with = "seal_version")]
    pub current: bool,
    /// 输出第几版封存件（默认：最新一版）
    #[arg(long, value_name = "版次", value_parser = number::<u32>)]
    pub seal_version: Option<u32>,
    /// 推荐和表彰文表.
    #[command(flatten)]
    pub commendation: CommendationPaperArgs,
}

/// Profiles (`decisions.md` 16).
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ProfileArg {
    /// 归档版
    Archive,
    /// 内部版
    Internal,
    /// 公示版
    Public,
}

/// How lists of people are ordered.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum OrderArg {
    /// 花名册顺序
    Roster,
    /// 姓氏笔画
    Strokes,
    /// 拼音
    Pinyin,
}

/// Formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// PDF
    Pdf,
    /// Excel
    Xlsx,
    /// Web page
    Html,
}

/// A whole number, with the sentence for what is none.
fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| "请写整数".to_owned())
}

fn copies(text: &str) -> Result<u32, String> {
    text.parse()
        .ok()
        .filter(|copies| (1..=9999).contains(copies))
        .ok_or_else(|| "请写 1 到 9999 的整数".to_owned())
}

fn date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "日期请写成 2012-03-15".to_owned())
}
