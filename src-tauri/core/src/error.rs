//! What a shell tells the clerk when something is refused or fails.
//!
//! An error is a sentence in Chinese that says what happened, what was kept and what to do next.
//! Codes exist only where a shell behaves differently; a normal situation (nothing to undo while
//! looking, an unchanged import) is not an error.

use serde::Serialize;

/// The result of everything that can be refused.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Where shells differ in what they do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// A rule of the office says no; the message gives the reason.
    Refused,
    /// The named thing does not exist.
    NotFound,
    /// A name fits several people; `details` lists them.
    Ambiguous,
    /// The file in hand has errors; `details` lists the findings.
    Findings,
    /// The office file was written by a newer program.
    NewerFile,
    /// The office file is damaged or is not an office file.
    Damaged,
    /// The clerk stopped it; nothing was changed.
    Cancelled,
    /// Disk, permission or another program stands in the way.
    Storage,
    /// The command line cannot be understood; a terminal exits 2.
    Usage,
    /// A fault of this program.
    Internal,
}

/// An error as it crosses to a shell: `{ code, message, hint, details }`.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct Error {
    /// What kind of answer the shell owes the clerk.
    pub code: ErrorCode,
    /// One Chinese sentence: what happened.
    pub message: String,
    /// What to do next, in Chinese, for a clerk before the screens.
    pub hint: Option<String>,
    /// The same for a terminal, where other words are needed: its commands and options.
    #[serde(skip)]
    pub terminal: Option<Box<str>>,
    /// Further lines: candidates, findings, file names.
    pub details: Vec<String>,
    /// The technical context, for the log. Never holds personal data.
    #[serde(skip)]
    pub cause: Option<Box<str>>,
}

impl Error {
    /// An error of the given code.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, terminal: None, details: Vec::new(), cause: None }
    }

    /// A rule of the office says no.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Refused, message)
    }

    /// The named thing does not exist.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::NotFound, message)
    }

    /// A fault of this program; the clerk's data is as it was before.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::new(ErrorCode::Internal, "出现内部错误，本次操作未保存")
            .hint("请重新打开后再试；仍不行时，请把日志交给维护人员。")
            .cause(cause)
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self.terminal = None;
        self
    }

    /// Adds what to do next at a terminal, in place of the hint.
    #[must_use]
    pub fn terminal(mut self, hint: impl Into<String>) -> Self {
        self.terminal = Some(hint.into().into());
        self
    }

    /// The error as a terminal says it: with commands and options in its hint.
    #[must_use]
    pub fn at_terminal(mut self) -> Self {
        if let Some(hint) = self.terminal.take() {
            self.hint = Some(hint.into());
        }
        self
    }

    /// Adds further lines.
    #[must_use]
    pub fn details(mut self, details: Vec<String>) -> Self {
        self.details = details;
        self
    }

    /// Adds the technical context.
    #[must_use]
    pub fn cause(mut self, cause: impl std::fmt::Display) -> Self {
        self.cause = Some(cause.to_string().into());
        self
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// What the office file says where an open batch of ballots stands in the way.
const OPEN_BATCH: &str = "a batch of ballots is open";

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sql;
        // The triggers of `003_screens.sql`, also on the way of an undo.
        if matches!(&error, rusqlite::Error::SqliteFailure(_, Some(message)) if message == OPEN_BATCH) {
            return Self::refused("有评议票正在逐票录入，所评议的对象现在不能移除、也不能换方案")
                .hint("请先在“群众评议”里结束或放弃这一批评议票，再做这一步。")
                .cause(&error);
        }
        let known = match error.sqlite_error_code() {
            Some(Sql::DatabaseCorrupt | Sql::NotADatabase) => Some(
                Self::new(ErrorCode::Damaged, "数据文件已损坏，无法读取")
                    .hint("请用“恢复备份”取回最近一份完好的备份；损坏的文件会原样保留。")
                    .terminal("请用“恢复备份”（xianfeng restore 备份文件）取回最近一份完好的备份；损坏的文件会原样保留。"),
            ),
            Some(Sql::DiskFull) => {
                Some(Self::new(ErrorCode::Storage, "磁盘空间不足，本次操作未保存").hint("请清理磁盘后重试。"))
            }
            Some(Sql::DatabaseBusy | Sql::DatabaseLocked) => Some(
                Self::new(ErrorCode::Storage, "数据文件正被另一个程序使用，本次操作未保存")
                    .hint("请关闭其他已打开的先锋台账窗口后重试。"),
            ),
            Some(Sql::ReadOnly | Sql::PermissionDenied | Sql::CannotOpen) => Some(
                Self::new(ErrorCode::Storage, "数据文件不能写入，本次操作未保存")
                    .hint("请检查文件夹的权限，或换一个可以写入的文件夹。"),
            ),
            _ => None,
        };
        match known {
            Some(known) => known.cause(&error),
            None => Self::internal(&error),
        }
    }
}

/// Turns an empty query result into the error that names what was looked for.
pub trait OrNotFound<T> {
    /// `message` says, in Chinese, what does not exist.
    fn or_not_found(self, message: impl FnOnce() -> String) -> Result<T>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self, message: impl FnOnce() -> String) -> Result<T> {
        self.ok_or_else(|| Error::not_found(message()))
    }
}
