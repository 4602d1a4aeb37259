//! Who may come in. The office listens on 127.0.0.1 only, but every page of every other site can send
//! requests there, and so can every program of this PC: so the host and the origin are checked, and one
//! browser at a time holds a session, for a token that was printed where only the clerk sees it.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use axum::http::{
    HeaderMap, Method, Request, StatusCode,
    header::{AUTHORIZATION, HOST, ORIGIN},
};
use xianfeng_core::{Error, Result, api::unguessable};

/// What a stranger is answered.
#[derive(Debug)]
pub struct Refusal {
    /// 401: ask for a new address. 403: never.
    pub status: StatusCode,
    /// For the screen.
    pub error: Error,
}

/// The door of one program.
pub struct Door {
    /// `127.0.0.1:PORT`.
    host: String,
    keys: Mutex<Keys>,
    activity: Mutex<Activity>,
}

#[derive(Default)]
struct Keys {
    token: Option<String>,
    session: Option<String>,
}

struct Activity {
    last: Instant,
    running: usize,
}

const NEW_ADDRESS: &str = "请在启动程序的窗口里按回车键取得新的地址，再用浏览器打开。";

impl Door {
    /// The door of a program that listens on `port`.
    pub fn new(port: u16) -> Self {
        let activity = Activity { last: Instant::now(), running: 0 };
        Self { host: format!("127.0.0.1:{port}"), keys: Mutex::default(), activity: Mutex::new(activity) }
    }

    /// A fresh address for one browser. The session before ends. The token stands in the fragment, which
    /// no browser sends along.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn fresh_address(&self) -> Result<String> {
        let token = unguessable()?;
        let address = format!("http://{}/#token={token}", self.host);
        *self.keys() = Keys { token: Some(token), session: None };
        Ok(address)
    }

    /// Whether a request comes from this program's own pages. A name that was made to point here (DNS
    /// rebinding) gives another host; another site's page gives another origin.
    ///
    /// # Errors
    /// 403.
    pub fn check_sender<B>(&self, request: &Request<B>) -> Result<(), Refusal> {
        let headers = request.headers();
        let own_host = one(headers, HOST.as_str()).is_some_and(|host| host == self.host);
        let own_target = request.uri().authority().is_none_or(|target| target.as_str() == self.host);
        if !own_host || !own_target {
            return Err(forbidden("访问的地址不对，已拒绝")
                .hint(format!("请用启动时显示的地址 http://{}/ 打开。", self.host))
                .into());
        }
        let own_origin = match headers.get_all(ORIGIN).iter().count() {
            0 => true,
            _ => {
                one(headers, ORIGIN.as_str()).and_then(|origin| origin.strip_prefix("http://"))
                    == Some(&self.host)
            }
        };
        // Screens hold nothing of the office, and a link to them may come from anywhere.
        let holds_data = request.method() != Method::GET || request.uri().path().starts_with("/files");
        let site = one(headers, "sec-fetch-site");
        let own_site = !holds_data || matches!(site, None | Some("same-origin" | "none"));
        if own_origin && own_site {
            Ok(())
        } else {
            Err(forbidden("另一个网页想访问台账，已拒绝")
                .hint("台账没有受影响。请关闭来历不明的网页。")
                .into())
        }
    }

    /// Gives a session for the token, once.
    ///
    /// # Errors
    /// 403 while another browser holds a session, 401 for a token that is not the one printed last.
    pub fn enter(&self, token: &str) -> Result<String, Refusal> {
        let mut keys = self.keys();
        if keys.token.as_deref().is_some_and(|printed| same(printed, token)) {
            let session = unguessable().map_err(Refusal::from)?;
            *keys = Keys { token: None, session: Some(session.clone()) };
            drop(keys);
            self.touch();
            Ok(session)
        } else if keys.session.is_some() {
            Err(forbidden("台账已在另一个浏览器窗口里打开")
                .hint("请回到那个窗口。找不到它时，请在启动程序的窗口里按回车键取得新的地址，原来的窗口随即停用。")
                .into())
        } else {
            Err(unknown("这个地址已经失效"))
        }
    }

    /// Whether a request carries the session.
    ///
    /// # Errors
    /// 401.
    pub fn admit(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let shown = one(headers, AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Bearer "));
        let keys = self.keys();
        match (&keys.session, shown) {
            (Some(session), Some(shown)) if same(session, shown) => {
                drop(keys);
                self.touch();
                Ok(())
            }
            _ => Err(unknown("这个窗口已经停用")),
        }
    }

    /// Work begins: the office is not idle until the guard is dropped.
    pub fn busy(&self) -> Busy<'_> {
        self.activity().running += 1;
        Busy(self)
    }

    /// How long nobody has asked anything; zero while work runs.
    pub fn idle(&self) -> Duration {
        let activity = self.activity();
        if activity.running > 0 { Duration::ZERO } else { activity.last.elapsed() }
    }

    fn touch(&self) {
        self.activity().last = Instant::now();
    }

    fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn activity(&self) -> MutexGuard<'_, Activity> {
        self.activity.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Held while work runs.
pub struct Busy<'a>(&'a Door);

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        let mut activity = self.0.activity();
        activity.running = activity.running.saturating_sub(1);
        activity.last = Instant::now();
    }
}

/// The value of a header that stands exactly once: two hosts are no host.
fn one<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())?.to_str().ok()
}

/// Compares without telling by its time how much was right.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).fold(0, |differing, (a, b)| differing | (a ^ b)) == 0
}

fn forbidden(message: &str) -> Forbidden {
    Forbidden(Error::refused(message))
}

fn unknown(message: &str) -> Refusal {
    Refusal { status: StatusCode::UNAUTHORIZED, error: Error::refused(message).hint(NEW_ADDRESS) }
}

struct Forbidden(Error);

impl Forbidden {
    fn hint(self, hint: impl Into<String>) -> Self {
        Self(self.0.hint(hint))
    }
}

impl From<Forbidden> for Refusal {
    fn from(forbidden: Forbidden) -> Self {
        Self { status: StatusCode::FORBIDDEN, error: forbidden.0 }
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, error }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, target: &str, headers: &[(&str, &str)]) -> Request<()> {
        let mut request = Request::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap()
    }

    #[test]
    fn only_the_programs_own_pages_may_ask() {
        let door = Door::new(4321);
        let host = ("host", "127.0.0.1:4321");
        let own = ("origin", "http://127.0.0.1:4321");
        for (reason, method, target, headers, allowed) in [
            ("the page itself", "GET", "/", vec![host], true),
            ("a call", "POST", "/call", vec![host, own, ("sec-fetch-site", "same-origin")], true),
            ("a script without a browser", "POST", "/call", vec![host], true),
            (
                "a link from another site to the screens",
                "GET",
                "/",
                vec![host, ("sec-fetch-site", "cross-site")],
                true,
            ),
            ("no host", "GET", "/", vec![], false),
            ("a name made to point here", "GET", "/", vec![("host", "evil.example:4321")], false),
            ("the name that resolves here too", "GET", "/", vec![("host", "localhost:4321")], false),
            ("another port", "GET", "/", vec![("host", "127.0.0.1:80")], false),
            ("no port", "GET", "/", vec![("host", "127.0.0.1")], false),
            ("two hosts", "GET", "/", vec![host, host], false),
            ("a target elsewhere", "GET", "http://evil.example/", vec![host], false),
            ("another site's call", "POST", "/call", vec![host, ("origin", "http://evil.example")], false),
            ("another program's page", "POST", "/call", vec![host, ("origin", "http://127.0.0.1:80")], false),
            ("the same over TLS", "POST", "/call", vec![host, ("origin", "https://127.0.0.1:4321")], false),
            ("a page without an origin", "POST", "/call", vec![host, ("origin", "null")], false),
            ("two origins", "POST", "/call", vec![host, own, own], false),
            ("another site's form", "POST", "/session", vec![host, ("sec-fetch-site", "cross-site")], false),
            (
                "another site's picture",
                "GET",
                "/files/1",
                vec![host, ("sec-fetch-site", "cross-site")],
                false,
            ),
            (
                "a page of the same site",
                "GET",
                "/files/1",
                vec![host, ("sec-fetch-site", "same-site")],
                false,
            ),
        ] {
            let answer = door.check_sender(&request(method, target, &headers));
            assert_eq!(answer.is_ok(), allowed, "{reason}");
            assert!(answer.is_ok() || answer.unwrap_err().status == StatusCode::FORBIDDEN, "{reason}");
        }
    }

    fn bearer(session: &str) -> HeaderMap {
        request("POST", "/call", &[("authorization", &format!("Bearer {session}"))]).headers().clone()
    }

    fn token(door: &Door) -> String {
        door.fresh_address().unwrap().split_once("#token=").unwrap().1.to_owned()
    }

    #[test]
    fn a_token_opens_once_and_one_browser_at_a_time_is_in() {
        let door = Door::new(4321);
        assert_eq!(door.enter("").unwrap_err().status, StatusCode::UNAUTHORIZED);
        let first = token(&door);
        assert_eq!(door.enter("x").unwrap_err().error.message, "这个地址已经失效");
        let session = door.enter(&first).unwrap();
        assert!(door.admit(&bearer(&session)).is_ok());
        assert!(door.admit(&bearer(&first)).is_err() && door.admit(&HeaderMap::new()).is_err());

        let again = door.enter(&first).unwrap_err();
        assert_eq!(again.status, StatusCode::FORBIDDEN);
        assert_eq!(again.error.message, "台账已在另一个浏览器窗口里打开");
        assert!(again.error.hint.unwrap().contains("按回车键"));

        let second = token(&door);
        let stopped = door.admit(&bearer(&session)).unwrap_err();
        assert_eq!(
            (stopped.status, stopped.error.message.as_str()),
            (StatusCode::UNAUTHORIZED, "这个窗口已经停用")
        );
        assert!(door.enter(&first).is_err());
        let session = door.enter(&second).unwrap();
        assert!(door.admit(&bearer(&session)).is_ok());
    }

    #[test]
    fn work_that_runs_is_not_idle() {
        let door = Door::new(4321);
        let work = door.busy();
        std::thread::sleep(Duration::from_millis(5));
        assert_eq!(door.idle(), Duration::ZERO);
        drop(work);
        std::thread::sleep(Duration::from_millis(5));
        assert!(door.idle() >= Duration::from_millis(5));
    }
}
