//! `seal` and `diff`.

use chrono::NaiveDate;
use clap::Args;

/// 封存.
#[derive(Debug, Args)]
pub struct SealArgs {
    /// 表格代号，见 xianfeng forms
    #[arg(value_name = "表格")]
    pub form: String,
    /// 统计时段：2012、2012H1、2012Q1、2012-03 或 2012-02-01..2012-03-15
    #[arg(long, value_name = "时段")]
    pub period: String,
    /// 截止日期（默认：统计时段最后一天，不晚于今天）
    #[arg(long, value_name = "日期", value_parser = super::date)]
    pub as_of: Option<NaiveDate>,
    /// 再次封存、或勾稽关系不符仍要封存的原因（随封存件保存）
    #[arg(long, value_name = "原因")]
    pub reason: Option<String>,
}

/// 与封存件的差别.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// 表格代号，见 xianfeng list seals
    #[arg(value_name = "表格")]
    pub form: String,
    /// 统计时段，与封存时相同
    #[arg(long, value_name = "时段")]
    pub period: String,
    /// 与第几版比较（默认：最新一版）
    #[arg(long, value_name = "版次", value_parser = super::number::<u32>)]
    pub version: Option<u32>,
}
