//! What a browser meets, with commands of the test's own: slow ones, faulty ones.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::sync::Notify;
use tower::ServiceExt as _;
use xianfeng_core::{
    Error, Office, Result,
    api::{Contract, Nothing, Places, Session, Sitting, SittingFolder},
    clock::Clock,
    progress::Progress,
};

use super::{
    door::Door,
    routes::{Desk, router},
    screens::Screens,
};

const PORT: u16 = 4321;

struct Browser {
    desk: Arc<Desk>,
    router: Router,
    session: String,
    _office: tempfile::TempDir,
}

fn commands() -> Contract {
    let mut all = Contract::default();
    all.sit("test.slow", |_: &mut Sitting, _: &Nothing, progress: &dyn Progress| -> Result<()> {
        for done in 0..500 {
            progress.step("慢慢做", done, 500)?;
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    });
    all.change("test.panic", |office: &mut Office, _: &Nothing| -> Result<()> {
        office.change("半途", |change| {
            change.execute("UPDATE office SET phone = '0'", [])?;
            panic!("in the midst of a change")
        })
    });
    all.read("test.phone", |office: &Office, _: &Nothing| -> Result<Option<String>> {
        Ok(office.read().query_row("SELECT phone FROM office", [], |row| row.get(0))?)
    });
    all.read("test.faulty", |_: &Office, _: &Nothing| -> Result<()> { Err(Error::internal("cause")) });
    all
}

impl Browser {
    async fn open() -> Self {
        let office = tempfile::tempdir().unwrap();
        let clock = Clock::at(chrono::NaiveDate::from_ymd_opt(2012, 3, 16).unwrap());
        Office::create(&office.path().join("office"), "县司法局党组", None, clock).unwrap();
        let screens = office.path().join("screens");
        std::fs::create_dir(&screens).unwrap();
        xianfeng_core::files::write(&screens.join("index.html"), b"<!doctype html>").unwrap();
        let folder = SittingFolder::new().unwrap();
        let places =
            Places { office: office.path().join("office"), out: folder.out(), xls_reader: "none".into() };
        let desk = Arc::new(Desk {
            door: Door::new(PORT),
            session: Session::with(commands(), places, clock),
            folder,
            screens: Screens::at(screens),
            quit: Notify::new(),
        });
        let address = desk.door.fresh_address().unwrap();
        let token = address.split_once("#token=").unwrap().1.to_owned();
        let mut browser =
            Self { router: router(Arc::clone(&desk)), desk, session: String::new(), _office: office };
        let (status, answer) = browser.post("/session", json!({ "token": token })).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        browser.session = answer["session"].as_str().unwrap().to_owned();
        browser
    }

    async fn post(&self, target: &str, body: Value) -> (StatusCode, Value) {
        let request = Request::post(target)
            .header("host", format!("127.0.0.1:{PORT}"))
            .header("authorization", format!("Bearer {}", self.session))
            .body(Body::from(body.to_string()))
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap())
    }

    async fn call(&self, name: &str, job: Option<&str>) -> Value {
        let (status, answer) = self.post("/call", json!({ "name": name, "args": {}, "job": job })).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }
}

#[tokio::test]
async fn progress_and_stop_are_heard_while_long_work_runs() {
    let browser = Browser::open().await;
    let watched = async {
        loop {
            let answer = browser.call("job.progress", Some("one")).await;
            if answer["answer"]["result"]["done"].as_u64() > Some(2) {
                break answer;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let stopped = async {
        let answer = watched.await;
        browser.call("job.cancel", Some("one")).await;
        answer
    };
    let (slow, seen) = tokio::join!(browser.call("test.slow", Some("one")), stopped);
    assert_eq!(seen["answer"]["result"]["stage"], "慢慢做");
    assert_eq!(seen["answer"]["result"]["total"], 500);
    assert_eq!(slow["error"]["code"], "cancelled");
    assert_eq!(browser.call("job.progress", Some("one")).await["answer"]["result"], Value::Null);
}

#[tokio::test]
async fn a_file_comes_in_and_goes_out_while_long_work_runs() {
    let browser = Browser::open().await;
    let handing = async {
        tokio::time::sleep(Duration::from_millis(30)).await;
        let request = Request::post("/files")
            .header("host", format!("127.0.0.1:{PORT}"))
            .header("authorization", format!("Bearer {}", browser.session))
            .header("x-file-name", "a.csv")
            .body(Body::from("a,b"))
            .unwrap();
        let answer = browser.router.clone().oneshot(request).await.unwrap();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        browser.call("job.cancel", Some("one")).await;
        serde_json::from_slice::<Value>(&bytes).unwrap()
    };
    let (slow, file) = tokio::join!(browser.call("test.slow", Some("one")), handing);
    assert_eq!(slow["error"]["code"], "cancelled");
    assert_eq!(file["answer"]["result"]["name"], "a.csv");
    assert_eq!(file["answer"]["result"]["size"], 3);
}

#[tokio::test]
async fn a_panic_takes_its_change_back_and_the_program_goes_on() {
    let browser = Browser::open().await;
    let answer = browser.call("test.panic", None).await;
    assert_eq!(answer["error"]["code"], "internal");
    assert_eq!(answer["error"]["message"], "出现内部错误，本次操作未保存");
    assert_eq!(browser.call("test.phone", None).await["answer"]["result"], Value::Null);
    assert_eq!(browser.call("test.faulty", None).await["error"]["code"], "internal");
    assert_eq!(browser.call("test.unknown", None).await["error"]["code"], "usage");
}

#[tokio::test]
async fn what_is_no_call_is_refused_in_words() {
    let browser = Browser::open().await;
    let (status, answer) = browser.post("/call", json!([1, 2])).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(answer["error"]["message"].as_str().unwrap().contains("请求格式不对"));
}

#[tokio::test]
async fn a_desk_where_nobody_works_closes() {
    let browser = Browser::open().await;
    let told = super::until_told(&browser.desk, Some(Duration::from_millis(200)), false, false);
    let told = tokio::time::timeout(Duration::from_secs(5), told).await.unwrap();
    assert!(told.contains("没有操作，正在关闭台账"), "{told}");
}

#[tokio::test]
async fn quitting_closes_the_office_before_it_answers() {
    let browser = Browser::open().await;
    let answer = browser.call("shell.quit", None).await;
    assert_eq!(answer["answer"]["result"]["backup_failed"], Value::Null);
    tokio::time::timeout(Duration::from_secs(1), browser.desk.quit.notified()).await.unwrap();
    let closed = browser.call("test.phone", None).await;
    assert_eq!(closed["error"]["message"], "台账已经关闭");
}
