//! From paths to articles, in parallel: what every command that reads a corpus
//! stands on.

use crate::in_order::in_order;
use crate::{Pipeline, Worker};
use corpus::{Input, Record, Skipped};
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use text::Article;

/// Records are handed to the threads in batches of about this many bytes: small
/// enough to share out evenly, large enough that handing over costs nothing.
const BATCH: usize = 256 * 1024;

/// What became of one record of the input.
#[derive(Debug)]
pub struct Done<R> {
    /// What was made of its article, or why there is none.
    pub result: Result<R, Skipped>,
    /// How many bytes of the input have been dealt with, this record included.
    pub read: u64,
    /// The id that the article had of its own, where an earlier one took it.
    pub own_id: Option<String>,
}

/// The threads could not be started.
#[derive(Debug, thiserror::Error)]
#[error("cannot start {jobs} threads: {cause}")]
pub struct ThreadsError {
    jobs: NonZeroUsize,
    cause: rayon::ThreadPoolBuildError,
}

impl ThreadsError {
    pub(crate) fn new(jobs: NonZeroUsize, cause: rayon::ThreadPoolBuildError) -> Self {
        Self { jobs, cause }
    }
}

/// Reads every article of `input`, lets `work` make something of it on one of
/// `jobs` threads, and hands the results to `take` in the order of the input,
/// whatever the number of threads. Memory stays bounded however many articles
/// there are. `work` is also told the place of the article in the input, counted
/// from 0. The first `after` records are passed over: an earlier run has done
/// them.
///
/// Should `work` panic, the article counts as skipped: a fault of ours in one
/// article is no reason to lose the others.
///
/// # Errors
/// If the threads cannot be started, or the first error of `take`.
pub fn each_article<R: Send, E: From<ThreadsError>>(
    pipeline: &Pipeline,
    input: &Input,
    jobs: NonZeroUsize,
    after: u64,
    work: impl Fn(&mut Worker<'_>, u64, &Article) -> R + Sync + Send,
    mut take: impl FnMut(Done<R>) -> Result<(), E>,
) -> Result<(), E> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.get())
        .thread_name(|number| format!("worker {number}"))
        .build()
        .map_err(|cause| ThreadsError { jobs, cause })?;
    in_order(
        &pool,
        Batches { records: (0..).zip(input.records()).skip(after as usize) },
        || pipeline.worker(),
        |worker, batch: Vec<(u64, Record)>| {
            batch.into_iter().map(|record| one(pipeline, worker, record, &work)).collect::<Vec<_>>()
        },
        |batch| batch.into_iter().try_for_each(&mut take),
    )
}

fn one<'p, R>(
    pipeline: &'p Pipeline,
    worker: &mut Worker<'p>,
    (number, record): (u64, Record),
    work: impl Fn(&mut Worker<'_>, u64, &Article) -> R,
) -> Done<R> {
    let (read, own_id, path) = (record.read, record.own_id.clone(), record.path());
    let attempt = AssertUnwindSafe(|| pipeline.read(record).map(|article| work(worker, number, &article)));
    let result = catch_unwind(attempt).unwrap_or_else(|panic| {
        // Who knows what state it is in.
        *worker = pipeline.worker();
        Err(Skipped {
            path: path.into(),
            place: None,
            reason: format!("a fault in sayso: {}", said(&*panic)),
        })
    });
    Done { result, read, own_id }
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

/// Records, a batch at a time.
struct Batches<I> {
    records: I,
}

impl<I: Iterator<Item = (u64, Record)>> Iterator for Batches<I> {
    type Item = Vec<I::Item>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while bytes < BATCH {
            let Some(record) = self.records.next() else { break };
            // An empty record is work, too.
            bytes += record.1.size().max(BATCH / 1024);
            batch.push(record);
        }
        (!batch.is_empty()).then_some(batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lexicon::Lexicon;

    #[test]
    fn a_fault_costs_one_article() {
        let folder = tempfile::tempdir().unwrap();
        let line = |number: u64| format!("{{\"id\": \"{number}\", \"text\": \"Nobody said a word.\"}}\n");
        let lines: String = (0..20).map(line).collect();
        std::fs::write(folder.path().join("wire.jsonl"), lines).unwrap();
        let input = Input::find(&[folder.path().to_owned()], &corpus::Options::default());
        let pipeline = Pipeline::new(&Lexicon::embedded(), None);
        let mut results = Vec::new();
        each_article(
            &pipeline,
            &input,
            NonZeroUsize::MIN,
            0,
            |_, number, article| {
                assert_ne!(number, 7, "seven is unlucky");
                article.id.clone()
            },
            |done| {
                results.push(done.result);
                Ok::<_, ThreadsError>(())
            },
        )
        .unwrap();
        assert_eq!(results.len(), 20);
        for (number, result) in results.iter().enumerate() {
            match result {
                Ok(id) => assert_eq!(*id, number.to_string()),
                Err(skipped) => {
                    assert_eq!(number, 7);
                    assert!(skipped.path.ends_with("wire.jsonl:8"), "{skipped}");
                    assert!(skipped.reason.contains("seven is unlucky"), "{skipped}");
                }
            }
        }
        assert!(results[7].is_err());
    }
}
