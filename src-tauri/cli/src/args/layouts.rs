//! `layouts`.

use std::path::PathBuf;

use clap::Subcommand;

use super::COMMAND_HELP;

/// What is done with layouts.
#[derive(Debug, Subcommand)]
#[command(help_template = COMMAND_HELP)]
pub enum LayoutsCommand {
    /// 检查一个报表格式文件，按行列出要改的地方，不加入
    #[command(help_template = COMMAND_HELP)]
    Check {
        /// 报表格式文件（TOML）
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 加入本单位的报表，或更新代号相同的一张
    #[command(help_template = COMMAND_HELP)]
    Add {
        /// 报表格式文件（TOML）
        #[arg(value_name = "文件")]
        file: PathBuf,
    },
    /// 列出现成的和本单位加入的报表
    #[command(help_template = COMMAND_HELP)]
    List,
    /// 打印一张报表的格式，可存成文件来改
    #[command(help_template = COMMAND_HELP)]
    Show {
        /// 报表代号
        #[arg(value_name = "代号")]
        key: String,
    },
    /// 删除本单位加入的一张报表
    #[command(help_template = COMMAND_HELP)]
    Remove {
        /// 报表代号
        #[arg(value_name = "代号")]
        key: String,
    },
}
