//! Every Chinese word that the window itself says; the screens have theirs in `ui/src/wording`.

/// Name of the program.
pub const NAME: &str = "先锋台账";

pub const HELP: &str = "\
先锋台账的窗口。

用法：xianfeng-window [选项]

选项：
      --office <文件夹>  台账所在文件夹（默认：用户数据文件夹）
      --reset-window     窗口回到最初的大小和位置
  -h, --help             显示帮助
  -V, --version          显示版本

程序旁边有名为 portable 的文件或“台账”文件夹时，台账、出表和设置都放在程序旁边（便携方式）。";

pub const OFFICE_WITHOUT_FOLDER: &str = "--office 后面要写文件夹";
pub const SEE_HELP: &str = "用 xianfeng-window --help 查看用法。";

// Closing
pub const UNSAVED: &str = "还有填好没有保存的内容，现在关闭会丢失。";
pub const UNSAVED_TITLE: &str = "还没有保存";
pub const CLOSE_ANYWAY: &str = "不保存，关闭";
pub const STAY: &str = "返回继续填写";
pub const AT_WORK: &str = "还有一项工作没有做完。停止它不会损坏台账：没有做完的部分会整个取消。";
pub const AT_WORK_TITLE: &str = "正在办理";
pub const WAIT: &str = "等它做完再关闭";
pub const STOP: &str = "停止它并关闭";
pub const STUCK: &str = "仍未停下。台账文件里已保存的内容是完好的，可以直接退出。";
pub const LEAVE: &str = "直接退出";
pub const WAIT_MORE: &str = "再等一会儿";

// Files
pub const SAVE_AS: &str = "另存为";
pub const OUT_FOLDER: &str = "选择出表文件夹";
pub const CANNOT_START: &str = "程序没有启动";
