//! Requests wait here for the threads that work: as many as may wait, and no longer than
//! somebody waits for the answer.

use crate::body::RequestBody;
use crate::comparison;
use crate::extraction::{self, Wanted};
use crate::metrics::Metrics;
use crate::problem::Problem;
use bytes::Bytes;
use sayso::Pipeline;
use sayso::corpus::Options;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use verify::Verifier;

/// What is asked for.
#[derive(Debug)]
pub(crate) enum Task {
    /// `POST /extract`.
    Extract(Wanted),
    /// `POST /verify`, and how articles are read.
    Verify(Options),
}

/// A request that waits, and where its answer goes.
#[derive(Debug)]
pub(crate) struct Job {
    task: Task,
    body: RequestBody,
    answer: oneshot::Sender<Result<Bytes, Problem>>,
}

/// The end of the queue at which requests come in.
#[derive(Clone, Debug)]
pub(crate) struct Queue(SyncSender<Job>);

/// The end at which the threads take them.
#[derive(Debug)]
pub(crate) struct Jobs(Mutex<Receiver<Job>>);

/// A queue in which so many may wait.
pub(crate) fn queue(longest: usize) -> (Queue, Jobs) {
    let (sender, receiver) = sync_channel(longest);
    (Queue(sender), Jobs(Mutex::new(receiver)))
}

impl Queue {
    /// Waits for the answer to a request. Whoever stops waiting takes it back.
    pub(crate) async fn answer(
        &self,
        task: Task,
        body: RequestBody,
        metrics: &Metrics,
    ) -> Result<Bytes, Problem> {
        let (answer, answered) = oneshot::channel();
        // Counted first, or a thread might take it before it is counted.
        metrics.waiting.fetch_add(1, Ordering::Relaxed);
        self.0.try_send(Job { task, body, answer }).map_err(|refused| {
            metrics.waiting.fetch_sub(1, Ordering::Relaxed);
            match refused {
                TrySendError::Full(_) => Problem::busy("too many requests wait already"),
                TrySendError::Disconnected(_) => Problem::busy("the server is stopping"),
            }
        })?;
        answered.await.unwrap_or_else(|_| Err(Problem::fault()))
    }
}

/// An answer; the share of the memory is given back when it has been sent.
struct Answer {
    json: Vec<u8>,
    _share: Option<OwnedSemaphorePermit>,
}

impl AsRef<[u8]> for Answer {
    fn as_ref(&self) -> &[u8] {
        &self.json
    }
}

/// Works on the requests that come in, on the caller's thread, until no more can come.
pub(crate) fn work(pipeline: &Pipeline, verifier: &Verifier, jobs: &Jobs, metrics: &Metrics) {
    let mut worker = pipeline.worker();
    loop {
        let next = jobs.0.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { task, body, answer }) = next else { return };
        metrics.waiting.fetch_sub(1, Ordering::Relaxed);
        metrics.working.fetch_add(1, Ordering::Relaxed);
        let is_awaited = || !answer.is_closed();
        let RequestBody { bytes, share } = body;
        let made = match task {
            Task::Extract(wanted) => extraction::answer(&mut worker, &wanted, bytes, is_awaited, metrics),
            Task::Verify(reading) => {
                comparison::answer(&mut worker, verifier, &reading, &bytes, is_awaited, metrics)
            }
        };
        metrics.working.fetch_sub(1, Ordering::Relaxed);
        // Nobody may wait for it any more.
        let _ = answer.send(made.map(|json| Bytes::from_owner(Answer { json, _share: share })));
    }
}
