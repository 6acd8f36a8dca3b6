//! From paths, or from records, to articles, in parallel: what every command that reads
//! a corpus is built on.

use crate::parallel::{Batches, ThreadsError, in_order, pool};
use crate::pipeline::{Pipeline, Worker};
use corpus::{Input, Record, Skipped};
use std::num::NonZeroUsize;
use text::Article;

/// How many bytes of input a thread gets at once: few enough to share the work out
/// evenly, enough that handing it over costs nothing.
const BYTES_IN_BATCH: usize = 256 * 1024;

/// What the smallest record counts for in a batch, in bytes: even an empty one is
/// work. So a batch has at most 1,024 records.
const LEAST_RECORD: usize = BYTES_IN_BATCH / 1024;

/// What became of one record of the input.
#[derive(Debug)]
pub struct Done<R> {
    /// What was made of its article, or why there is no article.
    pub result: Result<R, Skipped>,
    /// How many bytes of the input have been dealt with, including this record.
    pub read: u64,
    /// The article's own id, if it was renamed because an earlier one has that id.
    pub own_id: Option<String>,
}

/// Reads every article of `input`, applies `work` to it on one of `jobs` threads,
/// and passes the results to `take` in the order of the input, whatever the number
/// of threads. Memory stays bounded however many articles there are. `work` also
/// gets the number of the record in the input, counted from 0. The first `after`
/// records are passed over, because an earlier run has done them.
///
/// If `work` panics, the article counts as skipped: a bug that one article brings
/// to light is no reason to lose the others.
///
/// # Errors
/// If the threads cannot be started, or the first error of `take`.
pub fn each_article<R: Send, E: From<ThreadsError>>(
    pipeline: &Pipeline,
    input: &Input,
    jobs: NonZeroUsize,
    after: u64,
    work: impl Fn(&mut Worker<'_>, u64, &Article) -> R + Sync + Send,
    take: impl FnMut(Done<R>) -> Result<(), E>,
) -> Result<(), E> {
    let records = (0..).zip(input.records()).skip(after as usize);
    each_record(pipeline, records, jobs, BYTES_IN_BATCH, work, take)
}

/// Does the same for records that come from anywhere, each with its number. A thread
/// gets so many that they have `batch` bytes: where there may be few, small batches
/// keep all threads busy. If there is to be one thread, it is the caller's.
///
/// # Errors
/// If the threads cannot be started, or the first error of `take`.
pub fn each_record<R: Send, E: From<ThreadsError>>(
    pipeline: &Pipeline,
    records: impl Iterator<Item = (u64, Record)> + Send,
    jobs: NonZeroUsize,
    batch: usize,
    work: impl Fn(&mut Worker<'_>, u64, &Article) -> R + Sync + Send,
    mut take: impl FnMut(Done<R>) -> Result<(), E>,
) -> Result<(), E> {
    if jobs == NonZeroUsize::MIN {
        let mut worker = pipeline.worker();
        return records.map(|record| one(&mut worker, record, &work)).try_for_each(take);
    }
    let size = |(_, record): &(u64, Record)| record.size().max(LEAST_RECORD);
    in_order(
        &pool(jobs)?,
        Batches::new(records, batch, size),
        || pipeline.worker(),
        |worker, batch: Vec<(u64, Record)>| {
            batch.into_iter().map(|record| one(worker, record, &work)).collect::<Vec<_>>()
        },
        |batch| batch.into_iter().try_for_each(&mut take),
    )
}

fn one<R>(
    worker: &mut Worker<'_>,
    (number, record): (u64, Record),
    work: impl Fn(&mut Worker<'_>, u64, &Article) -> R,
) -> Done<R> {
    let (read, own_id) = (record.read, record.own_id.clone());
    let result = worker.attempt(record, |worker, article| work(worker, number, article));
    Done { result, read, own_id }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::LoadedModel;
    use lexicon::Lexicon;

    #[test]
    fn a_fault_costs_one_article() {
        let folder = tempfile::tempdir().unwrap();
        let line = |number: u64| format!("{{\"id\": \"{number}\", \"text\": \"Nobody said a word.\"}}\n");
        let lines: String = (0..20).map(line).collect();
        std::fs::write(folder.path().join("wire.jsonl"), lines).unwrap();
        let input = Input::find(&[folder.path().to_owned()], &corpus::Options::default());
        let pipeline = Pipeline::new(&Lexicon::embedded(), LoadedModel::default());
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
