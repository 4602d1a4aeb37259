//! 评先表彰: what a person types.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use xianfeng_core::organizations::Domain;

use super::{COMMAND_HELP, date};

/// 表彰活动.
#[derive(Debug, Subcommand)]
#[command(help_template = COMMAND_HELP)]
pub enum ProgrammeCommand {
    /// 登记一次表彰活动
    #[command(help_template = COMMAND_HELP)]
    Add(ProgrammeArgs),
    /// 分配名额；对同一类别、同一单位（领域）再次分配即更改，不写上下限即取消
    #[command(help_template = COMMAND_HELP)]
    Quota(QuotaArgs),
}

/// 登记表彰活动.
#[derive(Debug, Args)]
pub struct ProgrammeArgs {
    /// 年度，如 2012
    #[arg(long, value_name = "年度", value_parser = super::number::<i32>)]
    pub year: i32,
    /// 名称，如：七一表彰
    #[arg(long, value_name = "名称")]
    pub name: String,
    /// 表彰层次，如：县级
    #[arg(long, value_name = "层次")]
    pub level: String,
    /// 依据，如通知的文号
    #[arg(long, value_name = "文号")]
    pub basis: Option<String>,
    /// 表彰办法（TOML）：类别、步骤、核查项（默认：通用办法）
    #[arg(long, value_name = "文件")]
    pub definition: Option<PathBuf>,
}

/// 分配名额.
#[derive(Debug, Args)]
pub struct QuotaArgs {
    /// 表彰活动名称
    #[arg(value_name = "活动")]
    pub name: String,
    /// 年度（同名活动不止一次时要写）
    #[arg(long, value_name = "年度", value_parser = super::number::<i32>)]
    pub year: Option<i32>,
    /// 表彰类别
    #[arg(long, value_name = "类别")]
    pub kind: String,
    /// 分给哪个推荐单位
    #[arg(long, value_name = "名称", conflicts_with = "domain")]
    pub organization: Option<String>,
    /// 分给哪个领域，如：县直机关
    #[arg(long, value_name = "领域", value_parser = domain)]
    pub domain: Option<Domain>,
    /// 至少几名（个）
    #[arg(long, value_name = "数", value_parser = super::number::<u64>)]
    pub least: Option<u64>,
    /// 至多几名（个）
    #[arg(long, value_name = "数", value_parser = super::number::<u64>)]
    pub most: Option<u64>,
}

/// Which programme.
#[derive(Debug, Args)]
pub struct OfProgramme {
    /// 表彰活动名称
    #[arg(long, value_name = "活动")]
    pub programme: String,
    /// 年度（同名活动不止一次时要写）
    #[arg(long, value_name = "年度", value_parser = super::number::<i32>)]
    pub year: Option<i32>,
}

/// 推荐.
#[derive(Debug, Args)]
pub struct NominateArgs {
    #[command(flatten)]
    pub of: OfProgramme,
    /// 表彰类别，如：优秀共产党员
    #[arg(long, value_name = "类别")]
    pub kind: String,
    /// 推荐的党员：姓名或身份证号
    #[arg(
        long,
        value_name = "姓名或身份证号",
        conflicts_with = "organization",
        required_unless_present = "organization"
    )]
    pub member: Option<String>,
    /// 推荐的党组织
    #[arg(long, value_name = "名称")]
    pub organization: Option<String>,
    /// 推荐单位（默认：党员所在党支部，党组织的上级）
    #[arg(long, value_name = "名称")]
    pub by: Option<String>,
    /// 主要事迹，300字以内
    #[arg(long, value_name = "文字")]
    pub reason: Option<String>,
    /// 主要事迹写在文本文件里
    #[arg(long, value_name = "文件", conflicts_with = "reason")]
    pub reason_file: Option<PathBuf>,
    /// 台账以前的奖惩情况
    #[arg(long, value_name = "文字")]
    pub past_honours: Option<String>,
    /// 推荐日期，如 2012-05-20（默认：今天）
    #[arg(long, value_name = "日期", value_parser = date)]
    pub on: Option<NaiveDate>,
}

/// 步骤, 撤回, 异议.
#[derive(Debug, Args)]
pub struct AdvanceArgs {
    #[command(flatten)]
    pub of: OfProgramme,
    /// 某类别在推的全部对象；与 --member 或 --organization 并用时指明是哪项推荐
    #[arg(long, value_name = "类别")]
    pub kind: Option<String>,
    /// 某党员：姓名或身份证号
    #[arg(long, value_name = "姓名或身份证号", conflicts_with_all = ["organization", "all"])]
    pub member: Option<String>,
    /// 某党组织
    #[arg(long, value_name = "名称", conflicts_with = "all")]
    pub organization: Option<String>,
    /// 在推的全部对象
    #[arg(long, conflicts_with = "kind", required_unless_present_any = ["kind", "member", "organization"])]
    pub all: bool,
    /// 登记哪一步：考核、推荐、公示、审定、表彰
    #[arg(long, value_name = "步骤", conflicts_with_all = ["withdraw", "object", "settle"],
        required_unless_present_any = ["withdraw", "object", "settle"])]
    pub to: Option<String>,
    /// 日期，公示的第一天（默认：今天）
    #[arg(long, value_name = "日期", value_parser = date)]
    pub on: Option<NaiveDate>,
    /// 公示的最后一天（默认：够工作日数的第一天）
    #[arg(long, value_name = "日期", value_parser = date, requires = "to",
        conflicts_with_all = ["withdraw", "object", "settle"])]
    pub until: Option<NaiveDate>,
    /// 意见
    #[arg(long, value_name = "文字", conflicts_with_all = ["object", "settle"])]
    pub opinion: Option<String>,
    /// 由谁决定
    #[arg(long, value_name = "单位或人", conflicts_with_all = ["object", "settle"])]
    pub by: Option<String>,
    /// 结果：通过、不通过
    #[arg(long, value_enum, value_name = "结果", requires = "to", hide_possible_values = true,
        conflicts_with_all = ["withdraw", "object", "settle"])]
    pub outcome: Option<OutcomeArg>,
    /// 核查不符合仍予通过的理由，写入意见
    #[arg(long, value_name = "理由", requires = "to",
        conflicts_with_all = ["withdraw", "object", "settle"])]
    pub despite: Option<String>,
    /// 撤回推荐
    #[arg(long, conflicts_with_all = ["object", "settle"])]
    pub withdraw: bool,
    /// 登记异议：反映的事实
    #[arg(long, value_name = "内容", conflicts_with = "settle")]
    pub object: Option<String>,
    /// 处理最早一件异议：upheld 成立、dismissed 不成立
    #[arg(long, value_enum, value_name = "结果", requires = "finding", hide_possible_values = true)]
    pub settle: Option<SettleArg>,
    /// 核查结论
    #[arg(long, value_name = "文字", requires = "settle",
        conflicts_with_all = ["to", "withdraw", "object"])]
    pub finding: Option<String>,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutcomeArg {
    /// 通过
    #[value(name = "通过", alias = "passed")]
    Passed,
    /// 不通过
    #[value(name = "不通过", alias = "failed")]
    Failed,
}

/// How an objection was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SettleArg {
    /// 异议成立
    #[value(name = "upheld", alias = "成立")]
    Upheld,
    /// 异议不成立
    #[value(name = "dismissed", alias = "不成立")]
    Dismissed,
}

/// 年度分类.
#[derive(Debug, Args)]
pub struct StandingArgs {
    /// 党组织
    #[arg(value_name = "党组织")]
    pub organization: String,
    /// 年度，如 2012
    #[arg(long, value_name = "年度", value_parser = super::number::<i32>)]
    pub year: i32,
    /// 分类：先进、中间、后进
    #[arg(long = "as", value_enum, value_name = "分类", hide_possible_values = true)]
    pub standing: StandingArg,
    /// 措施
    #[arg(long, value_name = "文字")]
    pub measure: Option<String>,
}

/// 先进, 中间, 后进.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StandingArg {
    /// 先进
    #[value(name = "先进")]
    Advanced,
    /// 中间
    #[value(name = "中间")]
    Middle,
    /// 后进
    #[value(name = "后进")]
    Lagging,
}

fn domain(text: &str) -> Result<Domain, String> {
    Domain::from_label(text).ok_or_else(|| {
        let all: Vec<&str> = Domain::ALL.iter().map(|domain| domain.label()).collect();
        format!("领域请写{}之一", all.join("、"))
    })
}
