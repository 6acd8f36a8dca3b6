//! Results of several runs → what they have in common.

use crate::extract::Error;
use crate::in_order::in_order;
use crate::{Lexicon, ThreadsError};
use aggregate::{Aggregator, Notes, Observer};
use records::{ArticleLines, ReadError, Results};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Which results to join, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregation {
    /// Output folders of [`extract`](crate::extract()), in any order.
    pub runs: Vec<PathBuf>,
    /// The folder for what they have in common; may be one of the runs.
    pub output: PathBuf,
    /// How many threads work. The output does not depend on it.
    pub jobs: NonZeroUsize,
    /// A folder with word lists of the user's own.
    pub lexicon: Option<PathBuf>,
    /// A file in which the user says who is who.
    pub identities: Option<PathBuf>,
}

/// What was joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aggregated {
    /// Articles read.
    pub articles: u64,
    /// Quotes and claims read.
    pub attributions: u64,
    /// What was written.
    pub summary: aggregate::Summary,
}

/// Writes what one run over the input of all `runs` would have written of
/// speakers, clusters, copies and the summary, byte for byte.
///
/// # Errors
/// If a folder holds no results or broken ones, if an article stands in two of
/// them, or if the results cannot be written.
pub fn aggregate(settings: &Aggregation) -> Result<Aggregated, Error> {
    let mut lexicon = Lexicon::embedded();
    if let Some(folder) = &settings.lexicon {
        lexicon.extend_from(folder)?;
    }
    let mut observer = Observer::new(&lexicon);
    if let Some(path) = &settings.identities {
        observer = observer.with_identities(path)?;
    }
    let runs = settings.runs.iter().map(|folder| Results::open(folder)).collect::<Result<Vec<_>, _>>()?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.jobs.get())
        .build()
        .map_err(|cause| ThreadsError::new(settings.jobs, cause))?;
    let mut aggregator = Aggregator::new(&settings.output, aggregate::Settings::default());
    let mut aggregated = Aggregated::default();
    in_order(
        &pool,
        Batches { results: runs.into_iter().flatten() },
        || (),
        |(), batch| notes(&observer, batch),
        |notes: Result<Vec<(Notes, usize)>, Error>| {
            for (notes, attributions) in notes? {
                aggregated.articles += 1;
                aggregated.attributions += attributions as u64;
                aggregator.add(&notes)?;
            }
            Ok::<_, Error>(())
        },
    )?;
    aggregated.summary = pool.install(|| aggregator.finish())?;
    Ok(aggregated)
}

fn notes(observer: &Observer, batch: Batch) -> Result<Vec<(Notes, usize)>, Error> {
    let notes = |lines: Result<ArticleLines, ReadError>| {
        let lines = lines?;
        let records = lines.parse()?;
        Ok((observer.notes(&records.article, &records.attributions), records.attributions.len()))
    };
    batch.into_iter().map(notes).collect()
}

/// Some articles, or why the next cannot be read.
type Batch = Vec<Result<ArticleLines, ReadError>>;

/// How many articles to a batch.
const BATCH: usize = 64;

/// Articles, a batch at a time.
struct Batches<I> {
    results: I,
}

impl<I: Iterator<Item = Result<ArticleLines, ReadError>>> Iterator for Batches<I> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let batch: Batch = self.results.by_ref().take(BATCH).collect();
        (!batch.is_empty()).then_some(batch)
    }
}
