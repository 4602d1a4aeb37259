//! `xianfeng serve` as a browser meets it: the program, started on a desk, and plain HTTP to it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{Desk, parse, program};

/// A program that serves, with the session of its one browser.
pub struct Serving {
    /// The running program.
    pub child: Child,
    keys: Option<ChildStdin>,
    lines: BufReader<std::process::ChildStdout>,
    /// `127.0.0.1:PORT`.
    pub host: String,
    /// The one-time token of the newest address.
    pub token: String,
    /// The session; empty before [`Serving::enter`].
    pub session: String,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// 200.
    pub status: u16,
    headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// A header, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        parse(&String::from_utf8_lossy(&self.body))
    }
}

#[allow(clippy::panic, clippy::expect_used, reason = "a story that cannot go on must fail")]
impl Serving {
    /// Starts it on a desk's office. The screens are a page of the test's own.
    pub fn start(desk: &Desk) -> Self {
        let screens = screens(desk);
        let mut child = Command::new(program("xianfeng"))
            .arg("--office")
            .arg(desk.path("office"))
            .arg("serve")
            .env("XIANFENG_TODAY", &desk.today)
            .env("XIANFENG_SCREENS", screens)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("run `cargo build --workspace --bins` first: {error}"));
        let lines = BufReader::new(child.stdout.take().expect("piped"));
        let keys = child.stdin.take();
        let mut serving =
            Self { child, keys, lines, host: String::new(), token: String::new(), session: String::new() };
        serving.read_address();
        serving
    }

    fn read_address(&mut self) {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("the address");
        let (host, token) = line
            .trim()
            .strip_prefix("http://")
            .and_then(|address| address.split_once("/#token="))
            .unwrap_or_else(|| panic!("no address: {line}"));
        (self.host, self.token) = (host.to_owned(), token.to_owned());
    }

    /// The clerk presses Enter in the terminal.
    pub fn press_enter(&mut self) {
        self.keys.as_mut().expect("piped").write_all(b"\n").expect("a terminal that listens");
        self.read_address();
    }

    /// The browser opens the address.
    pub fn enter(&mut self) -> Reply {
        let reply = self.ask("POST", "/session", &[], json!({ "token": self.token }).to_string().as_bytes());
        if reply.status == 200 {
            reply.json()["session"].as_str().unwrap_or_default().clone_into(&mut self.session);
        }
        reply
    }

    /// One request; the host is the program's own unless `headers` name one.
    pub fn ask(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut head = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head.push_str(&format!("Host: {}\r\n", self.host));
        }
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
        let mut stream = TcpStream::connect(&self.host).expect("a program that listens");
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a time limit");
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("headers");
        let body = answer.split_off(end + 4);
        let head = String::from_utf8_lossy(&answer).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let headers = head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        Reply { status, headers, body }
    }

    /// A call as the screens make it.
    pub fn call(&self, name: &str, args: &Value, job: Option<&str>) -> Reply {
        let bearer = format!("Bearer {}", self.session);
        let origin = format!("http://{}", self.host);
        let call = json!({ "name": name, "args": args, "job": job }).to_string();
        self.ask("POST", "/call", &[("Authorization", &bearer), ("Origin", &origin)], call.as_bytes())
    }

    /// The result of a call that must succeed.
    pub fn ok(&self, name: &str, args: &Value) -> Value {
        let reply = self.call(name, args, None);
        let answer = reply.json();
        assert!(reply.status == 200 && answer["error"].is_null(), "{name}: {answer}");
        answer["answer"]["result"].clone()
    }

    /// An upload.
    pub fn hand_in(&self, name: &str, body: &[u8]) -> Value {
        let bearer = format!("Bearer {}", self.session);
        self.ask("POST", "/files", &[("Authorization", &bearer), ("X-File-Name", name)], body).json()
    }

    /// Waits for the program's end.
    pub fn ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            match self.child.try_wait().expect("a child") {
                Some(status) => return status,
                None if begun.elapsed() > Duration::from_secs(30) => panic!("it goes on"),
                None => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Screens of one page and one script.
#[allow(clippy::expect_used, reason = "a test without its folder cannot go on")]
pub fn screens(desk: &Desk) -> PathBuf {
    let screens = desk.path("screens");
    std::fs::create_dir_all(screens.join("assets")).expect("a folder");
    for (name, text) in
        [("index.html", "<!doctype html><title>先锋台账</title>"), ("assets/app-1a2b.js", "1")]
    {
        xianfeng_core::files::write(&screens.join(name), text.as_bytes()).expect("a file");
    }
    screens
}
