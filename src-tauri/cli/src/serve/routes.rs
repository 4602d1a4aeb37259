//! What the browser may ask: `POST /session`, `POST /call`, `POST /files`, `GET /files/ID`, and the
//! screens.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, Path, RawQuery, Request, State},
    http::{HeaderMap, Response, StatusCode, Uri, header::CONTENT_TYPE},
    middleware::{self, Next},
    response::IntoResponse,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{sync::Notify, task::spawn_blocking};
use xianfeng_core::{
    Error, ErrorCode, Result,
    api::{Answer, Call, FileId, Session, SittingFolder, envelope},
};

use super::{
    door::{Door, Refusal},
    files, headers,
    screens::Screens,
};

/// Largest call, in bytes: a table pasted from Excel fits many times over.
const MAX_CALL: usize = 32 << 20;

/// What every request needs.
pub struct Desk {
    /// Who may come in.
    pub door: Door,
    /// The office.
    pub session: Session,
    /// Files on their way.
    pub folder: SittingFolder,
    /// The screens.
    pub screens: Screens,
    /// Rings when the screens asked to end the program. The office is closed by then.
    pub quit: Notify,
}

/// The routes of one program.
pub fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/session", post(enter))
        .route("/call", post(call))
        .route("/files", post(upload).layer(DefaultBodyLimit::disable()))
        .route("/files/{id}", get(download))
        .fallback(get(screen))
        .layer(DefaultBodyLimit::max(MAX_CALL))
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), guard))
        .with_state(desk)
}

/// Around every request: the sender is checked before, the headers are put on after.
async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response<Body> {
    let mut answer = match desk.door.check_sender(&request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    headers::protect(answer.headers_mut());
    answer
}

#[derive(Deserialize)]
struct Entering {
    token: String,
}

async fn enter(State(desk): State<Arc<Desk>>, body: Bytes) -> Result<Response<Body>, Refusal> {
    let asked: Entering = parse(&body)?;
    let session = desk.door.enter(&asked.token)?;
    Ok(written(StatusCode::OK, &json!({ "session": session })))
}

async fn call(
    State(desk): State<Arc<Desk>>,
    asked: HeaderMap,
    body: Bytes,
) -> Result<Response<Body>, Refusal> {
    desk.door.admit(&asked)?;
    let call: Call = parse(&body)?;
    match call.name.as_str() {
        // Never wait for the work that they speak of.
        "job.progress" | "job.cancel" => Ok(written(StatusCode::OK, &envelope(desk.session.call(call)))),
        "shell.quit" => {
            let unsaved =
                at_work(&desk, |desk| Value::from(desk.session.end().map(|error| error.message))).await?;
            desk.quit.notify_one();
            let answer =
                Answer { result: json!({ "backup_failed": unsaved }), moved: Vec::new(), operation: None };
            Ok(written(StatusCode::OK, &envelope(Ok(answer))))
        }
        _ => {
            let name = call.name.clone();
            let answer = at_work(&desk, move |desk| {
                let answer = desk.session.call(call);
                if let Err(Error { code: ErrorCode::Internal, cause: Some(cause), .. }) = &answer {
                    eprintln!("内部错误　{name}：{cause}");
                }
                serde_json::to_vec(&envelope(answer))
            });
            let bytes = answer.await?.map_err(|error| Refusal::from(Error::internal(error)))?;
            Ok(as_json(StatusCode::OK, bytes))
        }
    }
}

/// Runs work on a thread of its own: connections are answered meanwhile. It goes on when the browser
/// goes away, so that a change is never half heard.
async fn at_work<T: Send + 'static>(
    desk: &Arc<Desk>,
    work: impl FnOnce(&Desk) -> T + Send + 'static,
) -> Result<T, Refusal> {
    let desk = Arc::clone(desk);
    let done = spawn_blocking(move || {
        let _busy = desk.door.busy();
        work(&desk)
    });
    done.await.map_err(|error| Refusal::from(Error::internal(error)))
}

async fn upload(
    State(desk): State<Arc<Desk>>,
    asked: HeaderMap,
    body: Body,
) -> Result<Response<Body>, Refusal> {
    desk.door.admit(&asked)?;
    let _busy = desk.door.busy();
    let handle = match files::take(&desk.folder, &asked, body).await {
        Ok(path) => desk.session.hand_in(&path),
        Err(error) => Err(error),
    };
    let answer = handle.and_then(|handle| {
        let result = serde_json::to_value(handle).map_err(Error::internal)?;
        Ok(Answer { result, moved: Vec::new(), operation: None })
    });
    Ok(written(StatusCode::OK, &envelope(answer)))
}

async fn download(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Refusal> {
    let path =
        desk.session.path(&FileId(id)).map_err(|error| Refusal { status: StatusCode::NOT_FOUND, error })?;
    Ok(files::give(&path, query.as_deref() == Some("download=1")).await)
}

async fn screen(State(desk): State<Arc<Desk>>, uri: Uri) -> Response<Body> {
    desk.screens.answer(&uri).await
}

fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal {
        status: StatusCode::BAD_REQUEST,
        error: Error::new(ErrorCode::Usage, "程序内部的请求格式不对，本次操作未保存")
            .hint("请刷新页面后再试。")
            .cause(error),
    })
}

fn written(status: StatusCode, value: &Value) -> Response<Body> {
    as_json(status, value.to_string().into_bytes())
}

fn as_json(status: StatusCode, bytes: Vec<u8>) -> Response<Body> {
    (status, [(CONTENT_TYPE, "application/json")], bytes).into_response()
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response<Body> {
        written(self.status, &envelope(Err(self.error)))
    }
}
