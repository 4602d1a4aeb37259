//! Progress bars on stderr, and Ctrl-C as the clerk's wish to stop.

use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use xianfeng_core::progress::Progress;

static STOPPED: AtomicBool = AtomicBool::new(false);

/// A bar that shows only on a terminal, and stops the work after Ctrl-C. Nothing was written then:
/// every change is one transaction, every file is renamed into place at the end.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar, not yet shown.
    pub fn new() -> Self {
        // A second handler is refused; the first one is this program's own.
        let _ = ctrlc::set_handler(|| STOPPED.store(true, Ordering::Relaxed));
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len}") {
            bar.set_style(style.progress_chars("█▉ "));
        }
        Self(bar)
    }
}

impl Progress for Bar {
    fn at(&self, stage: &str, done: u64, total: u64) {
        if self.0.message() != stage {
            self.0.set_message(stage.to_owned());
        }
        self.0.set_length(total);
        self.0.set_position(done);
    }

    fn cancelled(&self) -> bool {
        STOPPED.load(Ordering::Relaxed)
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
