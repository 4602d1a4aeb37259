//! The office in a browser: who may come in, one at a time, and how it ends.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};
use xianfeng_tests::{
    Desk,
    browser::{Serving, screens},
    program,
};

fn sentence(answer: &Value) -> &str {
    answer["error"]["message"].as_str().unwrap_or_default()
}

fn backups(desk: &Desk) -> Vec<String> {
    let folder = std::fs::read_dir(desk.path("office/backups")).into_iter().flatten().flatten();
    folder.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn init() -> Desk {
    let desk = Desk::empty();
    desk.ok(&["init", "--name", "县司法局党组"]);
    desk
}

#[test]
fn an_address_opens_once_and_enter_gives_another() {
    let desk = init();
    let mut serving = Serving::start(&desk);
    assert_eq!(serving.call("office.status", &json!({}), None).status, 401, "nobody is in yet");
    assert_eq!(serving.enter().status, 200);
    assert_eq!(serving.ok("office.status", &json!({}))["name"], "县司法局党组");

    let first = serving.session.clone();
    let second = serving.enter();
    assert_eq!(second.status, 403);
    assert_eq!(sentence(&second.json()), "台账已在另一个浏览器窗口里打开");
    assert_eq!(serving.ok("office.status", &json!({}))["name"], "县司法局党组", "the first stays in");

    serving.press_enter();
    let stopped = serving.call("office.status", &json!({}), None);
    assert_eq!((stopped.status, sentence(&stopped.json())), (401, "这个窗口已经停用"));
    assert_eq!(serving.enter().status, 200);
    assert_ne!(serving.session, first);
    assert_eq!(serving.call("office.status", &json!({}), None).status, 200);
}

#[test]
fn strangers_are_refused_in_words() {
    let desk = init();
    let mut serving = Serving::start(&desk);
    serving.enter();
    let bearer = format!("Bearer {}", serving.session);
    let call = json!({ "name": "office.status", "args": {} }).to_string();
    let ask = |headers: &[(&str, &str)]| serving.ask("POST", "/call", headers, call.as_bytes());
    for (reason, headers, status) in [
        ("the clerk", vec![("Authorization", bearer.as_str())], 200),
        ("another host", vec![("Authorization", bearer.as_str()), ("Host", "evil.example")], 403),
        ("another origin", vec![("Authorization", bearer.as_str()), ("Origin", "http://evil.example")], 403),
        ("another site", vec![("Authorization", bearer.as_str()), ("Sec-Fetch-Site", "cross-site")], 403),
        ("no session", vec![], 401),
        ("a guessed session", vec![("Authorization", "Bearer 0123456789abcdef0123456789abcdef")], 401),
        ("a session in another way", vec![("Cookie", bearer.as_str())], 401),
    ] {
        let reply = ask(&headers);
        assert_eq!(reply.status, status, "{reason}");
        let answer = reply.json();
        assert!(status == 200 || !sentence(&answer).is_empty(), "{reason}: {answer}");
        assert_eq!(reply.header("access-control-allow-origin"), "", "{reason}");
    }
    let preflight = serving.ask("OPTIONS", "/call", &[("Origin", "http://evil.example")], b"");
    assert_eq!(preflight.status, 403);
    assert_eq!(serving.ask("GET", "/call", &[], b"").status, 405);
    assert_eq!(serving.ask("POST", "/session", &[], b"{\"token\":\"\"}").status, 403);
    assert_eq!(serving.ask("POST", "/call", &[("Authorization", &bearer)], b"{").status, 400);
}

#[test]
fn the_screens_are_files_with_strict_headers_and_no_way_out() {
    let desk = init();
    let serving = Serving::start(&desk);
    let page = serving.ask("GET", "/", &[], b"");
    assert!(String::from_utf8_lossy(&page.body).contains("先锋台账"));
    for (name, value) in [
        ("content-type", "text/html; charset=utf-8"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), value, "{name}");
    }
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{policy}");
    assert!(!policy.contains("unsafe-eval") && !policy.contains("http"), "{policy}");
    let script = serving.ask("GET", "/assets/app-1a2b.js", &[], b"");
    assert!(script.header("cache-control").contains("immutable"));
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(
        serving.ask("GET", "/fonts/NotoSansSC-Regular.otf", &[], b"").header("content-type"),
        "font/otf"
    );

    let hidden = desk.path("secret.txt");
    xianfeng_core::files::write(&hidden, b"secret").unwrap();
    for target in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/fonts/..%2f..%2fCargo.toml",
        "/..%5csecret.txt",
        "//etc/passwd.txt",
        "/office/office.db",
        "/files/..%2f..%2fsecret.txt",
        "/files/0123456789abcdef0123456789abcdef",
    ] {
        let reply = serving.ask("GET", target, &[], b"");
        assert_eq!(reply.status, 404, "{target}");
        assert!(!String::from_utf8_lossy(&reply.body).contains("secret"), "{target}");
    }
}

#[test]
fn a_file_comes_in_under_its_name_and_goes_out_as_a_download() {
    let desk = init();
    let mut serving = Serving::start(&desk);
    serving.enter();
    let page = b"<!doctype html><script>1</script>";
    let handle = serving.hand_in("..%2F%E8%A1%A8%20%E4%B8%80.html", page)["answer"]["result"].clone();
    assert_eq!((&handle["name"], &handle["size"]), (&json!("表 一.html"), &json!(page.len())));
    let target = format!("/files/{}", handle["id"].as_str().unwrap());
    let shown = serving.ask("GET", &target, &[], b"");
    assert_eq!(shown.body, page);
    let policy = shown.header("content-security-policy");
    assert!(policy.contains("sandbox") && !policy.contains("script"), "no script runs: {policy}");
    assert_eq!(shown.header("x-frame-options"), "SAMEORIGIN");
    assert_eq!(shown.header("cache-control"), "no-store");
    let saved = serving.ask("GET", &format!("{target}?download=1"), &[], b"");
    assert_eq!(
        saved.header("content-disposition"),
        "attachment; filename=\"xianfeng.html\"; filename*=UTF-8''%E8%A1%A8%20%E4%B8%80.html"
    );
    let elsewhere = serving.ask("GET", &target, &[("Sec-Fetch-Site", "cross-site")], b"");
    assert_eq!(elsewhere.status, 403);
    assert_eq!(serving.ask("POST", "/files", &[("X-File-Name", "a.csv")], b"a").status, 401);

    let backup = serving.ok("office.backup", &json!({}));
    let bytes = serving.ask("GET", &format!("/files/{}", backup["id"].as_str().unwrap()), &[], b"").body;
    assert!(bytes.starts_with(b"SQLite format 3\0") && Some(bytes.len() as u64) == backup["size"].as_u64());
}

#[test]
fn a_file_that_is_too_large_is_refused_and_leaves_nothing() {
    let desk = init();
    let mut serving = Serving::start(&desk);
    serving.enter();
    let answer = serving.hand_in("big.xlsx", &vec![0; 200_000_000]);
    assert_eq!(sentence(&answer), "文件超过上限 200 MB，没有读入");
    assert_eq!(serving.ok("office.status", &json!({}))["state"], "open", "it goes on");
}

#[test]
fn progress_is_told_while_long_work_runs() {
    let desk = init();
    let mut serving = Serving::start(&desk);
    serving.enter();
    let (sample, seen) = std::thread::scope(|scope| {
        let sample = scope.spawn(|| serving.call("office.sample", &json!({}), Some("sample")).json());
        let mut seen = Vec::new();
        while !sample.is_finished() {
            let at = serving.call("job.progress", &json!({}), Some("sample")).json();
            seen.extend(at["answer"]["result"]["stage"].as_str().map(str::to_owned));
            std::thread::sleep(Duration::from_millis(10));
        }
        (sample.join().unwrap(), seen)
    });
    assert_eq!(sample["answer"]["moved"], json!(["*"]));
    assert!(!seen.is_empty(), "the work was watched");
    assert_eq!(serving.ok("office.status", &json!({}))["sample"], true);
}

#[test]
fn quitting_closes_the_office_with_its_backup_and_clears_the_desk() {
    let desk = init();
    let mut serving = Serving::start(&desk);
    serving.enter();
    serving.ok("settings.put", &json!({ "name": "县司法局党组", "phone": "2345678" }));
    let before = backups(&desk).len();
    let handle = serving.hand_in("a.csv", b"a,b");
    assert!(handle["answer"]["result"]["id"].is_string());
    assert_eq!(serving.ok("shell.quit", &json!({}))["backup_failed"], Value::Null);
    assert!(serving.ended().success());
    let after = backups(&desk);
    assert!(after.len() == before + 1 && after.iter().any(|name| name.contains("关闭时")), "{after:?}");
    assert_eq!(desk.json(&["verify"])["ok"], true);
}

#[cfg(unix)]
#[test]
fn ctrl_c_closes_with_a_backup_too() {
    for signal in ["-INT", "-TERM", "-HUP"] {
        let desk = init();
        let before = backups(&desk).len();
        let mut serving = Serving::start(&desk);
        serving.enter();
        serving.ok("settings.put", &json!({ "name": "县司法局党组", "phone": "2345678" }));
        Command::new("kill").args([signal, &serving.child.id().to_string()]).status().unwrap();
        assert!(serving.ended().success(), "{signal}");
        assert_eq!(backups(&desk).len(), before + 1, "{signal}");
    }
}

#[test]
fn a_first_use_and_a_damaged_office_are_served_too() {
    let desk = Desk::empty();
    let mut serving = Serving::start(&desk);
    serving.enter();
    assert_eq!(serving.ok("office.status", &json!({}))["state"], "missing");
    serving.ok("office.create", &json!({ "name": "县司法局党组" }));
    serving.ok("shell.quit", &json!({}));
    serving.ended();
    xianfeng_core::files::write(&desk.office_file(), b"ruined").unwrap();
    let mut serving = Serving::start(&desk);
    serving.enter();
    assert_eq!(serving.ok("office.status", &json!({}))["state"], "damaged");
    let backups = serving.ok("office.backups", &json!({}));
    serving.ok("office.restore", &json!({ "file": backups[0]["file"]["id"] }));
    assert_eq!(serving.ok("office.status", &json!({}))["name"], "县司法局党组");
}

fn refused_start(desk: &Desk, screens: &Path) -> String {
    let output = Command::new(program("xianfeng"))
        .arg("--office")
        .arg(desk.path("office"))
        .arg("serve")
        .env("XIANFENG_SCREENS", screens)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn one_office_is_served_by_one_program_and_not_without_screens() {
    let desk = init();
    let said = refused_start(&desk, &desk.path("nowhere"));
    assert!(said.contains("找不到程序的界面文件"), "{said}");
    let _serving = Serving::start(&desk);
    let said = refused_start(&desk, &screens(&desk));
    assert!(said.contains("已经由另一个 xianfeng serve 打开"), "{said}");
    desk.ok(&["list", "members"]);
}
