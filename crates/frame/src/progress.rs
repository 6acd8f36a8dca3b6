//! How another thread watches an extraction, and stops it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far an extraction has come, for other threads, which may also stop it.
#[derive(Debug, Default)]
pub struct Progress {
    rows: AtomicU64,
    stopped: AtomicBool,
}

impl Progress {
    /// How many rows have been dealt with.
    pub fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }

    /// Makes the extraction end with [`Error::Stopped`](crate::Error::Stopped) after the
    /// articles at which its threads are.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether it was [stopped](Self::stop).
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Counts a row as dealt with.
    pub fn row_is_done(&self) {
        self.rows.fetch_add(1, Ordering::Relaxed);
    }
}
