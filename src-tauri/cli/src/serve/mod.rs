//! `xianfeng serve`: the screens in a browser, for desks whose system lacks the web view (`design.md` §5).
//!
//! A shell like the terminal: it carries calls to `xianfeng_core::api` and decides nothing. It listens
//! on 127.0.0.1 alone, to one browser at a time, and ends by itself when nobody works.

mod door;
mod files;
mod headers;
mod routes;
mod screens;
#[cfg(test)]
mod tests;

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::BufRead as _,
    net::Ipv4Addr,
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use tokio::{
    net::TcpListener,
    sync::{Notify, mpsc},
};
use xianfeng_core::{
    Error, ErrorCode, Result,
    api::{Places, Session, SittingFolder},
    clock::Clock,
};

use self::{
    door::Door,
    routes::{Desk, router},
    screens::Screens,
};
use crate::{args::ServeArgs, print};

/// Most threads on which the office works and files are read. Calls wait for each other, and what waits
/// must not keep a download from being read.
const WORKERS: usize = 16;
/// As large as a main thread's: the terminal runs the same work there.
const STACK: usize = 8 << 20;
/// How often the clock is asked whether nobody works any more.
const LOOK: Duration = Duration::from_millis(500);
/// How long answers under way are waited for at the end.
const FAREWELL: Duration = Duration::from_secs(2);

/// Shows the office in a browser until it is told to end.
///
/// # Errors
/// Not found without screens; storage when the port is taken or another program serves this office.
pub fn run(folder: &Path, clock: Clock, args: &ServeArgs, json: bool) -> Result<ExitCode> {
    std::panic::set_hook(Box::new(|panic| {
        // Where, and not what: the words of a panic may hold what somebody typed.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        eprintln!("内部错误：{place}");
    }));
    let screens = Screens::find()?;
    let _alone = alone(folder)?;
    let sitting = SittingFolder::new()?;
    let places = Places {
        office: folder.to_owned(),
        out: sitting.out(),
        xls_reader: std::env::current_exe().map_err(Error::internal)?,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(WORKERS)
        .thread_stack_size(STACK)
        .build()
        .map_err(Error::internal)?;
    runtime.block_on(async {
        let (listener, port) = listen(args.port).await?;
        let desk = Arc::new(Desk {
            door: Door::new(port),
            session: Session::start(places, clock),
            folder: sitting,
            screens,
            quit: Notify::new(),
        });
        announce(&desk.door, args.open, json)?;
        eprintln!("按回车键：换一个新地址，原来的浏览器窗口随即停用。按 Ctrl-C：关闭台账。");
        serve(listener, Arc::clone(&desk), args, json).await;
        Ok(ExitCode::SUCCESS)
    })
}

/// Two programs that serve one office would not tell each other what moved.
fn alone(folder: &Path) -> Result<Option<File>> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("serve.lock"));
    // No folder yet, or one that may not be written: the office itself says what is to be done.
    let Ok(file) = file else { return Ok(None) };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            Err(Error::new(ErrorCode::Storage, "这本台账已经由另一个 xianfeng serve 打开")
                .hint("请回到那个浏览器窗口；找不到它时，请在启动它的窗口里按回车键取得新的地址。"))
        }
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(file)),
    }
}

async fn listen(port: u16) -> Result<(TcpListener, u16)> {
    let taken = |error: std::io::Error| {
        Error::new(ErrorCode::Storage, format!("端口 {port} 用不了，没有启动"))
            .hint("请换一个端口，或不写 --port，由系统任选一个空闲的。")
            .cause(error)
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(taken)?;
    let port = listener.local_addr().map_err(Error::internal)?.port();
    Ok((listener, port))
}

/// Prints a fresh address, and opens it when asked to.
fn announce(door: &Door, open: bool, json: bool) -> Result<()> {
    let address = door.fresh_address()?;
    if json {
        print::json(&serde_json::json!({ "address": address }))?;
    } else {
        print::line(&address)?;
    }
    eprintln!("请用本机的浏览器打开上面的地址，只能用一次。");
    if open && open::that_detached(&address).is_err() {
        eprintln!("浏览器没有自动打开，请把地址抄到浏览器的地址栏里。");
    }
    Ok(())
}

async fn serve(listener: TcpListener, desk: Arc<Desk>, args: &ServeArgs, json: bool) {
    let stop = Arc::new(Notify::new());
    let stopped = Arc::clone(&stop);
    let answering = tokio::spawn(
        axum::serve(listener, router(Arc::clone(&desk)))
            .with_graceful_shutdown(async move { stopped.notified().await })
            .into_future(),
    );
    let idle = (args.idle > 0).then(|| Duration::from_secs(args.idle.saturating_mul(60)));
    let reason = until_told(&desk, idle, args.open, json).await;
    eprintln!("{reason}");
    let ending = Arc::clone(&desk);
    let closed = tokio::task::spawn_blocking(move || {
        ending.session.stop_work();
        ending.session.end()
    });
    if let Ok(Some(error)) = closed.await {
        eprintln!("台账已存好；只是关闭时的自动备份没有做成：{}。", error.message);
    }
    stop.notify_one();
    let _ = tokio::time::timeout(FAREWELL, answering).await;
    eprintln!("台账已关闭。");
}

/// Waits until somebody wants the end; gives the sentence that says who.
async fn until_told(desk: &Desk, idle: Option<Duration>, open: bool, json: bool) -> String {
    let mut lines = lines_typed();
    let mut look = tokio::time::interval(LOOK);
    let told = told_to_stop();
    tokio::pin!(told);
    loop {
        tokio::select! {
            () = &mut told => return "正在关闭台账，请稍候。".to_owned(),
            () = desk.quit.notified() => return "已按浏览器里的要求关闭。".to_owned(),
            Some(()) = lines.recv() => {
                if let Err(error) = announce(&desk.door, open, json) {
                    eprintln!("{}", error.message);
                }
            }
            _ = look.tick() => {
                if let Some(idle) = idle && desk.door.idle() >= idle {
                    return format!("已有 {} 分钟没有操作，正在关闭台账。", idle.as_secs() / 60);
                }
            }
        }
    }
}

/// A message for each line typed into the terminal. Without a terminal there are none.
fn lines_typed() -> mpsc::UnboundedReceiver<()> {
    let (typed, lines) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            if line.is_err() || typed.send(()).is_err() {
                break;
            }
        }
    });
    lines
}

/// Ctrl-C, and what a system sends when the terminal is closed or the PC shuts down.
#[cfg(unix)]
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (terminate, hang_up) = (signal(SignalKind::terminate()), signal(SignalKind::hangup()));
    let (Ok(mut terminate), Ok(mut hang_up)) = (terminate, hang_up) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
        _ = hang_up.recv() => {}
    }
}

/// As on other systems.
#[cfg(not(unix))]
async fn told_to_stop() {
    use tokio::signal::windows::{ctrl_close, ctrl_shutdown};
    let (Ok(mut close), Ok(mut shutdown)) = (ctrl_close(), ctrl_shutdown()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = close.recv() => {}
        _ = shutdown.recv() => {}
    }
}
