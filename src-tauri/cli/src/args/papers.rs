//! 推荐和表彰文表: what a person types to `export` them.

use clap::{Args, ValueEnum};

/// Which commendation, and how its text papers are dated.
#[derive(Debug, Args)]
pub struct CommendationPaperArgs {
    /// 表彰活动（推荐、公示、表彰文表；只登记了一个活动的可以不写）
    #[arg(long, value_name = "名称")]
    pub programme: Option<String>,
    /// 表彰活动的年度（有同名活动时）
    #[arg(long, value_name = "年度", requires = "programme", value_parser = super::number::<i32>)]
    pub year: Option<i32>,
    /// 只出某一表彰类别的，如：优秀共产党员
    #[arg(long, value_name = "类别")]
    pub kind: Option<String>,
    /// 公文日期：arabic 2012年6月25日、chinese 二〇一二年六月二十五日
    #[arg(long, value_enum, value_name = "写法", default_value = "arabic", hide_possible_values = true)]
    pub date_style: DateStyleArg,
}

/// How a text paper is dated.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum DateStyleArg {
    /// 2012年6月25日
    Arabic,
    /// 二〇一二年六月二十五日
    Chinese,
}
