//! What the server has done, in the text format of Prometheus.

use sayso::records::ArticleCounts;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The content type of [`Metrics::text`].
pub(crate) const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The upper bounds of the histogram of response times, in seconds.
const BOUNDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// Counters, which all threads add to.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    /// Requests that wait for a thread.
    pub(crate) waiting: AtomicU64,
    /// Threads that work on a request.
    pub(crate) working: AtomicU64,
    /// Open connections.
    pub(crate) connections: AtomicU64,
    articles: AtomicU64,
    attributions: AtomicU64,
    bytes: AtomicU64,
    skipped: AtomicU64,
    answers: Mutex<Answers>,
}

#[derive(Debug, Default)]
struct Answers {
    /// How many requests, by path and status.
    count: BTreeMap<(&'static str, u16), u64>,
    /// How many extractions took so long: one for each of [`BOUNDS`], and the rest.
    took: [u64; BOUNDS.len() + 1],
    seconds: f64,
}

impl Metrics {
    /// Counts an article.
    pub(crate) fn found(&self, counts: &ArticleCounts, bytes: usize) {
        self.articles.fetch_add(1, Ordering::Relaxed);
        self.attributions.fetch_add(counts.attributions as u64, Ordering::Relaxed);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Counts what gave no article.
    pub(crate) fn skipped(&self, count: usize) {
        self.skipped.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// Counts a request to `path`, which is one of a fixed few; `timed` are those whose
    /// times are of interest.
    pub(crate) fn answered(&self, path: &'static str, status: u16, took: Duration, timed: bool) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        *answers.count.entry((path, status)).or_default() += 1;
        if timed {
            let seconds = took.as_secs_f64();
            let bucket = BOUNDS.iter().position(|&bound| seconds <= bound).unwrap_or(BOUNDS.len());
            answers.took[bucket] += 1;
            answers.seconds += seconds;
        }
    }

    /// All of them, as Prometheus reads them.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        header(out, "sayso_build_info", "gauge", "The version of sayso.")?;
        writeln!(out, "sayso_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"))?;
        for (name, kind, help, value) in [
            ("sayso_articles_total", "counter", "Articles read.", &self.articles),
            ("sayso_attributions_total", "counter", "Quotes and claims found.", &self.attributions),
            ("sayso_text_bytes_total", "counter", "Bytes of text in the articles read.", &self.bytes),
            ("sayso_skipped_total", "counter", "Input that gave no article.", &self.skipped),
            ("sayso_requests_waiting", "gauge", "Requests that wait for a thread.", &self.waiting),
            ("sayso_workers_busy", "gauge", "Threads that work on a request.", &self.working),
            ("sayso_connections", "gauge", "Open connections.", &self.connections),
        ] {
            header(out, name, kind, help)?;
            writeln!(out, "{name} {}", value.load(Ordering::Relaxed))?;
        }
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).write(out)?;
        if let Some(bytes) = resident_bytes() {
            header(out, "process_resident_memory_bytes", "gauge", "Resident memory size in bytes.")?;
            writeln!(out, "process_resident_memory_bytes {bytes}")?;
        }
        Ok(())
    }
}

impl Answers {
    fn write(&self, out: &mut String) -> std::fmt::Result {
        header(out, "sayso_requests_total", "counter", "Requests answered, by path and status.")?;
        for ((path, status), count) in &self.count {
            writeln!(out, "sayso_requests_total{{path=\"{path}\",status=\"{status}\"}} {count}")?;
        }
        let name = "sayso_extract_seconds";
        header(out, name, "histogram", "Seconds from the head of a request to /extract to its answer.")?;
        let mut below = 0;
        for (count, bound) in self.took.iter().zip(BOUNDS) {
            below += count;
            writeln!(out, "{name}_bucket{{le=\"{bound}\"}} {below}")?;
        }
        let all: u64 = self.took.iter().sum();
        writeln!(out, "{name}_bucket{{le=\"+Inf\"}} {all}")?;
        writeln!(out, "{name}_sum {}\n{name}_count {all}", self.seconds)
    }
}

fn header(out: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}")
}

/// The memory that the process has, where the system tells it in a file (Linux).
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? << 10)
}
