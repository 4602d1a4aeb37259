//! Closing the window: the screens are asked whether typed text would be lost, running work is waited
//! for, the office is closed with its backup, and the program ends. It never hangs for ever: a clerk who
//! waits too long is asked, and may stop the work or leave. The office file bears that; an operation is
//! kept whole or not at all.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    time::Duration,
};

use tauri::{AppHandle, Emitter as _, Manager as _, Runtime};
use tauri_plugin_dialog::{DialogExt as _, MessageDialogButtons, MessageDialogKind};

use crate::{desk::Desk, journal, window, wording};

/// How long the screens may take to say whether something is unsaved.
const SCREENS: Duration = Duration::from_secs(2);
/// After this the screens show that the window is closing.
const NOTICE: Duration = Duration::from_millis(300);
/// After this a clerk who waits is asked.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long stopped work may take to take itself back.
const STOPPING: Duration = Duration::from_secs(15);
/// When the clerk would rather wait, until the question comes back.
const LONGER: Duration = Duration::from_secs(60);

/// Where closing stands.
#[derive(Default)]
pub struct Closing {
    /// The screens stand and can answer.
    ready: AtomicBool,
    going_on: Mutex<Option<Sender<Heard>>>,
}

/// What is heard while the window closes.
#[derive(Debug, PartialEq, Eq)]
enum Heard {
    /// The screens: whether something is unsaved.
    Screens(bool),
    /// The office is closed.
    Ended,
    /// The clerk asked to close once more.
    Impatient,
    /// The clerk's answers.
    Wait,
    Stop,
    Leave,
}

/// What the clerk is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    /// Work is running: wait or stop it.
    AtWork,
    /// It did not stop: leave or wait.
    Stuck,
}

/// The screens stand.
pub fn screens_are_ready<R: Runtime>(app: &AppHandle<R>) {
    app.state::<Closing>().ready.store(true, Ordering::Relaxed);
}

/// The screens answered the event `closing`.
pub fn answered<R: Runtime>(app: &AppHandle<R>, unsaved: bool) {
    tell(app, Heard::Screens(unsaved));
}

/// Asks to close: the window's button, the menu, a screen. A second time hurries the first.
pub fn ask<R: Runtime>(app: &AppHandle<R>) {
    let closing = app.state::<Closing>();
    let mut going_on = closing.going_on.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(other) = going_on.as_ref() {
        let _ = other.send(Heard::Impatient);
        return;
    }
    let (sender, receiver) = mpsc::channel();
    *going_on = Some(sender.clone());
    drop(going_on);
    let app = app.clone();
    std::thread::spawn(move || {
        if !nothing_is_lost(&app, &receiver) {
            let closing = app.state::<Closing>();
            closing.going_on.lock().unwrap_or_else(PoisonError::into_inner).take();
            return;
        }
        end(&app, &sender, &receiver);
        journal::say("closed");
        app.exit(0);
    });
}

fn tell<R: Runtime>(app: &AppHandle<R>, heard: Heard) {
    let closing = app.state::<Closing>();
    let going_on = closing.going_on.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(sender) = going_on.as_ref() {
        let _ = sender.send(heard);
    }
}

/// Asks the screens, and the clerk where they hold unsaved text.
fn nothing_is_lost<R: Runtime>(app: &AppHandle<R>, heard: &Receiver<Heard>) -> bool {
    if !app.state::<Closing>().ready.load(Ordering::Relaxed) {
        return true;
    }
    let _ = app.emit("closing", ());
    // Screens that do not answer cannot keep a window open.
    let unsaved = loop {
        match heard.recv_timeout(SCREENS) {
            Ok(Heard::Screens(unsaved)) => break unsaved,
            Ok(_) => {}
            Err(_) => break false,
        }
    };
    !unsaved
        || app
            .dialog()
            .message(wording::UNSAVED)
            .title(wording::UNSAVED_TITLE)
            .kind(MessageDialogKind::Warning)
            .buttons(MessageDialogButtons::OkCancelCustom(
                wording::CLOSE_ANYWAY.to_owned(),
                wording::STAY.to_owned(),
            ))
            .blocking_show()
}

fn end<R: Runtime>(app: &AppHandle<R>, sender: &Sender<Heard>, heard: &Receiver<Heard>) {
    let closer = (app.clone(), sender.clone());
    std::thread::spawn(move || {
        let (app, sender) = closer;
        let session = app.state::<Desk>();
        let session = session.session();
        let at_work = session.is_busy();
        let notice = app.clone();
        let (done, ended) = mpsc::channel::<()>();
        std::thread::spawn(move || {
            if ended.recv_timeout(NOTICE) == Err(RecvTimeoutError::Timeout) {
                let _ = notice.emit("waiting", if at_work { "work" } else { "backup" });
            }
        });
        if let Some(error) = session.end() {
            journal::failed("backup at closing", &error);
        }
        let _ = done.send(());
        let _ = sender.send(Heard::Ended);
    });
    let stop = || app.state::<Desk>().session().stop_work();
    wait(heard, [PATIENCE, STOPPING, LONGER], stop, |question| {
        window::bring_to_front(app);
        put(app, question, sender.clone());
    });
}

/// Waits until the office is closed or the clerk leaves.
fn wait(
    heard: &Receiver<Heard>,
    [patience, stopping, longer]: [Duration; 3],
    stop: impl Fn(),
    ask: impl Fn(Question),
) {
    let mut question = Question::AtWork;
    let mut patience = Some(patience);
    loop {
        let next = match patience {
            Some(patience) => heard.recv_timeout(patience),
            // The question stands on the screen.
            None => heard.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match next {
            Ok(Heard::Ended | Heard::Leave) | Err(RecvTimeoutError::Disconnected) => return,
            Ok(Heard::Stop) => {
                stop();
                question = Question::Stuck;
                patience = Some(stopping);
            }
            Ok(Heard::Wait) => patience = Some(longer),
            Ok(Heard::Impatient) | Err(RecvTimeoutError::Timeout) if patience.is_some() => {
                ask(question);
                patience = None;
            }
            Ok(Heard::Screens(_) | Heard::Impatient) | Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn put<R: Runtime>(app: &AppHandle<R>, question: Question, sender: Sender<Heard>) {
    let (words, yes, no) = match question {
        // Escape is the second answer: it waits.
        Question::AtWork => (wording::AT_WORK, (wording::STOP, Heard::Stop), (wording::WAIT, Heard::Wait)),
        Question::Stuck => {
            (wording::STUCK, (wording::LEAVE, Heard::Leave), (wording::WAIT_MORE, Heard::Wait))
        }
    };
    app.dialog()
        .message(words)
        .title(wording::AT_WORK_TITLE)
        .kind(MessageDialogKind::Warning)
        .buttons(MessageDialogButtons::OkCancelCustom(yes.0.to_owned(), no.0.to_owned()))
        .show(move |agreed| {
            let _ = sender.send(if agreed { yes.1 } else { no.1 });
        });
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;

    const SOON: [Duration; 3] = [Duration::from_millis(20); 3];
    const NEVER: [Duration; 3] = [Duration::from_secs(3_600); 3];

    /// Waits with a clerk who answers the questions in turn; returns the questions, and how often the
    /// work was told to stop.
    fn story(patience: [Duration; 3], before: Vec<Heard>, answers: Vec<Heard>) -> (Vec<Question>, u32) {
        let (sender, heard) = mpsc::channel();
        before.into_iter().for_each(|told| sender.send(told).unwrap());
        let answers = RefCell::new(answers.into_iter());
        let (asked, stopped) = (RefCell::new(Vec::new()), Cell::new(0));
        wait(
            &heard,
            patience,
            || stopped.set(stopped.get() + 1),
            |question| {
                asked.borrow_mut().push(question);
                sender.send(answers.borrow_mut().next().unwrap()).unwrap();
            },
        );
        (asked.into_inner(), stopped.get())
    }

    #[test]
    fn an_office_that_closes_soon_asks_nothing() {
        assert_eq!(story(NEVER, vec![Heard::Screens(false), Heard::Ended], vec![]), (vec![], 0));
    }

    #[test]
    fn a_clerk_who_waits_too_long_is_asked_and_may_wait_on() {
        let (asked, stopped) = story(SOON, vec![], vec![Heard::Wait, Heard::Wait, Heard::Ended]);
        assert_eq!((asked, stopped), (vec![Question::AtWork; 3], 0));
    }

    #[test]
    fn work_that_does_not_stop_can_be_left() {
        let (asked, stopped) = story(SOON, vec![], vec![Heard::Stop, Heard::Leave]);
        assert_eq!((asked, stopped), (vec![Question::AtWork, Question::Stuck], 1));
    }

    #[test]
    fn a_second_click_on_close_asks_at_once_and_only_once() {
        let (asked, _) = story(NEVER, vec![Heard::Impatient, Heard::Impatient], vec![Heard::Ended]);
        assert_eq!(asked, [Question::AtWork]);
    }

    #[test]
    fn work_that_ends_while_the_question_stands_closes_the_window() {
        let (asked, stopped) = story(SOON, vec![], vec![Heard::Ended]);
        assert_eq!((asked, stopped), (vec![Question::AtWork], 0));
    }
}
