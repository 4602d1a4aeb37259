//! What the stories share: the program as a clerk starts it, and the sample office.

pub mod browser;
pub mod screens;
pub mod year;

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// The folder of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// A sample workbook.
pub fn sample(name: &str) -> PathBuf {
    workspace().join("assets/sample").join(name)
}

/// A program of this workspace, built beside the tests (`make test` builds it first).
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    let folder = test.ancestors().nth(2).map(Path::to_owned).unwrap_or_default();
    folder.join(name).with_extension(std::env::consts::EXE_EXTENSION)
}

/// The members of the sample office who are commended, by 姓氏笔画: 7, 8 and 13 strokes.
pub const COMMENDED: [&str; 3] = ["余德东", "范静玲", "雷健"];

/// An office in a folder of its own, spoken to through the terminal.
pub struct Desk {
    folder: TempDir,
    /// The day that the program takes for today.
    pub today: String,
}

impl Desk {
    /// An empty folder; the day is the day after the sample's 统计截止日期.
    pub fn empty() -> Self {
        #[allow(clippy::expect_used, reason = "a test without a folder cannot go on")]
        Self { folder: TempDir::new().expect("a temporary folder"), today: "2012-03-16".into() }
    }

    /// The sample office with its four workbooks imported.
    pub fn with_sample() -> Self {
        let desk = Self::empty();
        desk.ok(&["init", "--name", "县司法局党组", "--superior", "市司法局政治部"]);
        for (what, file) in [
            ("organizations", "党组织名册.xlsx"),
            ("members", "党员花名册.xlsx"),
            ("pledges", "公开承诺.xlsx"),
            ("ballots", "群众评议票.xlsx"),
        ] {
            desk.ok(&["import", what, &sample(file).to_string_lossy()]);
        }
        desk
    }

    /// The sample office three days after its 七一 commendation: three members, one branch.
    pub fn with_commendation() -> Self {
        let mut desk = Self::with_sample();
        desk.today = "2012-05-20".into();
        let (programme, kind) = (["--programme", "七一表彰"], ["--kind", "优秀共产党员"]);
        desk.ok(&["programme", "add", "--year", "2012", "--name", "七一表彰", "--level", "县级"]);
        desk.ok(&[&["programme", "quota", "七一表彰", "--most", "4"][..], &kind].concat());
        let one = ["--organization", "机关党支部", "--least", "1", "--most", "2"];
        desk.ok(&[&["programme", "quota", "七一表彰"][..], &kind, &one].concat());
        for member in COMMENDED {
            let whom = ["--member", member, "--reason", "长期坚持入户走访，热情为群众办事。"];
            desk.ok(&[&["nominate"][..], &programme, &kind, &whom].concat());
        }
        let branch = ["--kind", "先进基层党组织", "--organization", "机关党支部"];
        desk.ok(&[&["nominate"][..], &programme, &branch].concat());
        for (step, day) in [
            ("考核", "2012-05-21"),
            ("推荐", "2012-05-22"),
            ("公示", "2012-06-11"),
            ("审定", "2012-06-20"),
            ("表彰", "2012-06-25"),
        ] {
            desk.today = day.into();
            let to = ["--all", "--to", step, "--despite", "党组会议研究同意"];
            desk.ok(&[&["advance"][..], &programme, &to].concat());
        }
        desk.today = "2012-06-28".into();
        desk
    }

    /// A place inside the desk's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The office file.
    pub fn office_file(&self) -> PathBuf {
        self.path("office").join("office.db")
    }

    /// Runs a command line.
    pub fn run(&self, words: &[&str]) -> Output {
        self.start(words).wait_with_output().unwrap_or_else(|error| unbuilt(&error))
    }

    /// Starts a command line.
    pub fn start(&self, words: &[&str]) -> Child {
        Command::new(program("xianfeng"))
            .arg("--office")
            .arg(self.path("office"))
            .args(words)
            .env("XIANFENG_TODAY", &self.today)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| unbuilt(&error))
    }

    /// Runs a command line that must succeed; gives stdout.
    pub fn ok(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{words:?} exited {:?}: {said}", output.status.code());
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Runs a command line that must be refused; gives stderr.
    pub fn refused(&self, words: &[&str]) -> String {
        let output = self.run(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{words:?} was not refused: {said}");
        said
    }

    /// Runs a command line with `--json` that must succeed; gives the value.
    pub fn json(&self, words: &[&str]) -> Value {
        let mut words = words.to_vec();
        words.push("--json");
        parse(&self.ok(&words))
    }
}

#[allow(clippy::panic, reason = "a test without the program cannot go on")]
fn unbuilt(error: &std::io::Error) -> ! {
    panic!("run `cargo build --workspace --bins` first: {error}")
}

/// Parses what `--json` printed.
#[allow(clippy::panic, reason = "a test must fail on what is not JSON")]
pub fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("not JSON ({error}): {text}"))
}
