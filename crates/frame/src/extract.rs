//! The whole: batches of articles → batches of attributions, on many threads.

use crate::error::Error;
use crate::progress::Progress;
use crate::records::Records;
use crate::settings::Settings;
use crate::table::{schema, table};
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_select::concat::concat_batches;
use sayso::corpus::{Rows, Skipped};
use sayso::{Done, Pipeline, each_record};
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// How many bytes of articles a thread gets at once: some five articles, since a frame
/// may have only a hundred, and all threads should have work until the end.
const BYTES_IN_BATCH: usize = 16 << 10;

/// A batch of the output has at least so many attributions, but for the last: few
/// enough to keep the tables of single articles, which it is made of, for a short while
/// only; as many as engines like to work on at once.
const ROWS_IN_BATCH: usize = 8 << 10;

/// What was found in a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Extracted<A = RecordBatch> {
    /// The quotes and claims, in the order of the rows and then of the texts.
    pub attributions: A,
    /// The rows that gave no article, in order.
    pub skipped: Vec<SkippedRow>,
    /// What is doubtful about the others, which were used anyway, in order.
    pub doubts: Vec<DoubtfulRow>,
}

/// A row of which something is doubtful: its date cannot be read, for example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtfulRow {
    /// Its number, from 0.
    pub row: u64,
    /// What, in one line, for people.
    pub doubt: String,
}

/// A row that gave no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedRow {
    /// Its number, from 0.
    pub row: u64,
    /// Why, in one line, for people.
    pub reason: String,
}

/// `row 7: reason`.
impl fmt::Display for SkippedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}: {}", self.row, self.reason)
    }
}

/// Extracts from a table of articles. Memory holds one batch of it, and the result.
///
/// # Errors
/// If the columns do not fit, the table cannot be read to its end, or it was stopped.
pub fn extract(
    pipeline: &Pipeline,
    settings: &Settings,
    articles: impl RecordBatchReader + Send,
    progress: &Progress,
) -> Result<Extracted<Vec<RecordBatch>>, Error> {
    let schema = articles.schema();
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let columns: Vec<(&str, &str)> = settings.columns.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let rows = Rows::new(&settings.corpus, &names, &columns, settings.reading.clone())?;
    let failure = Mutex::new(None);
    let records = Records::new(articles, rows, progress, &failure).fuse();
    let mut gathered = Gathered::default();
    let (mut skipped, mut doubts) = (Vec::new(), Vec::new());
    each_record(
        pipeline,
        records,
        settings.jobs,
        BYTES_IN_BATCH,
        |worker, _, article| {
            if progress.is_stopped() {
                return Err(Error::Stopped);
            }
            let mut analysis = worker.analyse(article);
            analysis.drop_below(settings.min_confidence);
            let doubts: Vec<String> = article.metadata.doubts.iter().map(ToString::to_string).collect();
            let table = table(analysis.records(article, settings.offsets)).map_err(Error::Output)?;
            Ok((table, doubts))
        },
        |done: Done<Result<(RecordBatch, Vec<String>), Error>>| {
            let row = progress.rows();
            match done.result {
                Ok(found) => {
                    let (attributions, of_row) = found?;
                    gathered.push(attributions)?;
                    doubts.extend(of_row.into_iter().map(|doubt| DoubtfulRow { row, doubt }));
                }
                Err(Skipped { reason, .. }) => skipped.push(SkippedRow { row, reason }),
            }
            progress.row_is_done();
            Ok::<_, Error>(())
        },
    )?;
    if progress.is_stopped() {
        return Err(Error::Stopped);
    }
    match failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(Extracted { attributions: gathered.finish()?, skipped, doubts }),
    }
}

/// Extracts from a single batch.
///
/// # Errors
/// If the columns do not fit, or the result has over 2 GB of text.
pub fn extract_batch(
    pipeline: &Pipeline,
    settings: &Settings,
    articles: RecordBatch,
) -> Result<Extracted, Error> {
    let schema_of_articles = articles.schema();
    let articles = RecordBatchIterator::new([Ok(articles)], schema_of_articles);
    let found = extract(pipeline, settings, articles, &Progress::default())?;
    let attributions = concat_batches(&schema(), &found.attributions).map_err(Error::Output)?;
    Ok(Extracted { attributions, skipped: found.skipped, doubts: found.doubts })
}

/// Joins the tables of single articles to larger ones.
#[derive(Default)]
struct Gathered {
    small: Vec<RecordBatch>,
    rows: usize,
    large: Vec<RecordBatch>,
}

impl Gathered {
    fn push(&mut self, table: RecordBatch) -> Result<(), Error> {
        self.rows += table.num_rows();
        if table.num_rows() > 0 {
            self.small.push(table);
        }
        if self.rows >= ROWS_IN_BATCH { self.join() } else { Ok(()) }
    }

    fn join(&mut self) -> Result<(), Error> {
        self.large.push(concat_batches(&schema(), &self.small).map_err(Error::Output)?);
        self.small.clear();
        self.rows = 0;
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<RecordBatch>, Error> {
        if !self.small.is_empty() {
            self.join()?;
        }
        Ok(self.large)
    }
}
