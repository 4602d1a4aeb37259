//! Long work that a screen watches: how far it is, and the wish to stop it.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
};

use serde_json::{Value, json};

use crate::progress::Progress;

/// One call while it runs.
#[derive(Debug, Default)]
pub struct Job {
    stopped: AtomicBool,
    at: Mutex<Option<(String, u64, u64)>>,
}

impl Progress for Job {
    fn at(&self, stage: &str, done: u64, total: u64) {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner) = Some((stage.to_owned(), done, total));
    }

    fn cancelled(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

/// The calls that run or wait, by the name that the screen gave.
#[derive(Debug, Default)]
pub struct Jobs(Mutex<HashMap<String, Weak<Job>>>);

impl Jobs {
    /// A call begins. It is forgotten when the returned job is dropped.
    pub fn begin(&self, name: Option<String>) -> Arc<Job> {
        let job = Arc::new(Job::default());
        if let Some(name) = name {
            let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            jobs.retain(|_, job| job.strong_count() > 0);
            jobs.insert(name, Arc::downgrade(&job));
        }
        job
    }

    fn find(&self, name: Option<&str>) -> Option<Arc<Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name?)?.upgrade()
    }

    /// `{ stage, done, total }`, or null before the first step and after the last.
    pub fn progress(&self, name: Option<&str>) -> Value {
        let at =
            self.find(name).and_then(|job| job.at.lock().unwrap_or_else(PoisonError::into_inner).clone());
        at.map_or(Value::Null, |(stage, done, total)| json!({ "stage": stage, "done": done, "total": total }))
    }

    /// Asks a call to stop.
    pub fn cancel(&self, name: Option<&str>) {
        if let Some(job) = self.find(name) {
            job.stopped.store(true, Ordering::Relaxed);
        }
    }

    /// Asks every named call to stop.
    pub fn cancel_all(&self) {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for job in jobs.values().filter_map(Weak::upgrade) {
            job.stopped.store(true, Ordering::Relaxed);
        }
    }
}
