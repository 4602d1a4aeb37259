//! `indicators`.

use chrono::NaiveDate;
use clap::Args;

/// 统计指标.
#[derive(Debug, Args)]
pub struct IndicatorsArgs {
    /// 指标代号，如 members.total、members.age[36..40]（默认：全部）
    #[arg(value_name = "指标")]
    pub keys: Vec<String>,
    /// 统计时段：2012、2012H1、2012Q1、2012-03 或 2012-02-01..2012-03-15
    #[arg(long, value_name = "时段")]
    pub period: String,
    /// 截止日期（默认：统计时段最后一天，不晚于今天）
    #[arg(long, value_name = "日期", value_parser = super::date)]
    pub as_of: Option<NaiveDate>,
    /// 只统计某党组织（含下级）
    #[arg(long, value_name = "名称")]
    pub organization: Option<String>,
    /// 列出所写指标背后的每一条记录
    #[arg(long, requires = "keys")]
    pub rows: bool,
}
