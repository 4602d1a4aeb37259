//! What is typed to use the office in a browser.

use clap::Args;

/// 在浏览器里使用.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// 用系统的浏览器打开
    #[arg(long)]
    pub open: bool,
    /// 端口（默认：由系统任选一个空闲的）
    #[arg(long, value_name = "端口", default_value_t = 0, hide_default_value = true, value_parser = super::number::<u16>)]
    pub port: u16,
    /// 多少分钟没有操作就自动关闭台账，0 为不自动关闭
    #[arg(long, value_name = "分钟", default_value_t = 60, value_parser = super::number::<u64>)]
    pub idle: u64,
}
