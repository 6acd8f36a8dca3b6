//! The main job: articles → a folder of results.

use crate::Learned;
use crate::{Done, Pipeline, ThreadsError, Worker, each_article};
use aggregate::{Aggregator, Notes, Observer};
use corpus::Input;
use lexicon::Lexicon;
use records::{ArticleCounts, JsonlWriter, Lines, Offsets, Run, RunCounts, Timings};
use serde_json::{Map, Value, json};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;
use text::Article;

/// What to read, how, and where the results go.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Files and folders with articles.
    pub input: Vec<PathBuf>,
    /// The folder for the results; made where there is none.
    pub output: PathBuf,
    /// How many threads work. The output does not depend on it.
    pub jobs: NonZeroUsize,
    /// What the offsets in the output count.
    pub offsets: Offsets,
    /// Attributions of which the detector is less sure are left out.
    pub min_confidence: f32,
    /// A folder with word lists of the user's own.
    pub lexicon: Option<PathBuf>,
    /// What learned model stands beside the rules.
    pub learned: Learned,
    /// How to read.
    pub reading: corpus::Options,
}

impl Default for Settings {
    /// Reads nothing, writes to `output`, one thread for each core.
    fn default() -> Self {
        Self {
            input: Vec::new(),
            output: "output".into(),
            jobs: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
            offsets: Offsets::default(),
            min_confidence: 0.0,
            learned: Learned::default(),
            lexicon: None,
            reading: corpus::Options::default(),
        }
    }
}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the input that have been dealt with.
    pub read: u64,
    /// Bytes of the whole input.
    pub total: u64,
    /// Articles written.
    pub articles: u64,
    /// Quotes and claims written.
    pub attributions: u64,
}

/// What a run did, for people; all of it stands in the output, too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// What was read and found.
    pub counts: RunCounts,
    /// How long it took.
    pub timings: Timings,
    /// The first few of what was skipped.
    pub first_skipped: Vec<corpus::Skipped>,
    /// Those quoted most, the first lines of `speakers.jsonl`.
    pub top_speakers: Vec<records::Speaker>,
    /// Articles that had to be renamed, since an earlier one has their id.
    pub renamed: u64,
}

/// Why there are no results.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The user's word lists are not well-formed; the message names the place.
    #[error(transparent)]
    Lexicon(#[from] lexicon::Error),
    /// The learned model cannot be used; the message names the file and why.
    #[error("{0}")]
    Model(String),
    /// The threads could not be started.
    #[error(transparent)]
    Threads(#[from] ThreadsError),
    /// A file could not be written; the message names it.
    #[error(transparent)]
    Write(#[from] records::Error),
    /// What the articles have in common could not be sorted and written; the
    /// message names the file or folder.
    #[error(transparent)]
    Aggregate(#[from] aggregate::Error),
}

/// How many skipped inputs the summary names one by one.
const NAMED: usize = 10;

/// Runs the pipeline over the input and writes the results, each file under its
/// name only when it is whole. What cannot be read is skipped, and noted in
/// `skipped.jsonl`. Where there is no file to read at all, nothing is written,
/// so that a mistyped path leaves earlier results alone.
///
/// `progress` is told after every article how far the run is.
///
/// # Errors
/// If the word lists cannot be used, the threads cannot be started or the
/// results cannot be written.
pub fn extract(settings: &Settings, progress: &mut dyn FnMut(Progress)) -> Result<Summary, Error> {
    let started = (Instant::now(), jiff::Timestamp::now());
    let input = Input::find(&settings.input, &settings.reading);
    let mut lexicon = Lexicon::embedded();
    for folder in input.lexicons().into_iter().chain(settings.lexicon.as_deref()) {
        lexicon.extend_from(folder)?;
    }
    let pipeline = Pipeline::new(&lexicon, settings.learned.load()?);
    tracing::info!(files = input.files(), bytes = input.bytes(), jobs = settings.jobs, "reading");
    if input.files() == 0 {
        let counts = RunCounts { skipped: input.skipped().len() as u64, ..RunCounts::default() };
        let first_skipped = input.skipped().iter().take(NAMED).cloned().collect();
        return Ok(Summary { counts, first_skipped, ..Summary::default() });
    }

    let mut output = Output::create(&settings.output)?;
    for skipped in input.skipped() {
        output.skip(skipped)?;
    }
    let observer = Observer::new(&lexicon);
    let work = |worker: &mut Worker<'_>, number: u64, article: &Article| {
        let mut analysis = worker.analyse(article);
        analysis.drop_below(settings.min_confidence);
        let records = analysis.records(article, settings.offsets);
        Found {
            lines: records.lines(),
            counts: records.article.counts,
            bytes: article.text.len(),
            notes: observer.notes(number, &records.article, &records.attributions),
        }
    };
    each_article(&pipeline, &input, settings.jobs, work, |done| {
        let read = done.read;
        output.take(done)?;
        let RunCounts { articles, attributions, .. } = output.summary.counts;
        progress(Progress { read, total: input.bytes(), articles, attributions });
        Ok::<_, Error>(())
    })?;
    output.finish(settings, started)
}

/// What a worker hands over of one article.
struct Found {
    lines: Lines,
    counts: ArticleCounts,
    bytes: usize,
    notes: Notes,
}

/// The files of a run.
struct Output<'s> {
    folder: &'s Path,
    articles: JsonlWriter,
    attributions: JsonlWriter,
    skipped: JsonlWriter,
    aggregator: Aggregator,
    summary: Summary,
}

impl<'s> Output<'s> {
    fn create(folder: &'s Path) -> Result<Self, Error> {
        let file = |name: &str| JsonlWriter::create(&folder.join(name));
        Ok(Self {
            folder,
            articles: file("articles.jsonl")?,
            attributions: file("attributions.jsonl")?,
            skipped: file("skipped.jsonl")?,
            aggregator: Aggregator::new(folder, aggregate::Settings::default()),
            summary: Summary::default(),
        })
    }

    fn take(&mut self, done: Done<Found>) -> Result<(), Error> {
        match done.result {
            Ok(found) => {
                self.summary.counts.add(found.counts, found.bytes);
                self.summary.renamed += u64::from(done.own_id.is_some());
                self.articles.write_lines(&found.lines.article)?;
                self.attributions.write_lines(&found.lines.attributions)?;
                self.aggregator.add(&found.notes)?;
            }
            Err(skipped) => self.skip(&skipped)?,
        }
        Ok(())
    }

    fn skip(&mut self, skipped: &corpus::Skipped) -> Result<(), Error> {
        tracing::debug!("skipped: {skipped}");
        self.summary.counts.skipped += 1;
        if self.summary.first_skipped.len() < NAMED {
            self.summary.first_skipped.push(skipped.clone());
        }
        let corpus::Skipped { path, place, reason } = skipped.clone();
        let path = path.display().to_string();
        Ok(self.skipped.write(&records::Skipped { path, place, reason })?)
    }

    /// Joins what the articles have in common, and gives the files their names.
    ///
    /// An earlier `run.json` goes before the first file is replaced, and the new
    /// one comes last: where there is one, all files are of the run it tells of.
    fn finish(mut self, settings: &Settings, started: (Instant, jiff::Timestamp)) -> Result<Summary, Error> {
        let run_json = self.folder.join("run.json");
        remove(&run_json)?;
        self.articles.finish()?;
        self.attributions.finish()?;
        self.skipped.finish()?;
        let aggregating = Instant::now();
        let joined = self.aggregator.finish()?;
        self.summary.counts.speakers = joined.speakers;
        self.summary.counts.unnamed_speakers = joined.unnamed_speakers;
        self.summary.counts.clusters = joined.clusters;
        self.summary.top_speakers = joined.top_speakers;
        self.summary.timings = Timings {
            started: format!("{:.0}", started.1),
            seconds: seconds(started.0),
            aggregate_seconds: seconds(aggregating),
            jobs: settings.jobs.get(),
        };
        let run = Run {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            settings: described(settings),
            input: settings.input.iter().map(|path| path.display().to_string()).collect(),
            counts: self.summary.counts,
            timings: self.summary.timings.clone(),
        };
        records::write_json(&run_json, &run)?;
        Ok(self.summary)
    }
}

/// Removes a file where there is one.
fn remove(path: &Path) -> Result<(), records::Error> {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(records::Error::new(path, e)),
        _ => Ok(()),
    }
}

/// Since then, in milliseconds at the finest.
fn seconds(since: Instant) -> f64 {
    (since.elapsed().as_secs_f64() * 1e3).round() / 1e3
}

/// The settings that the output depends on.
fn described(settings: &Settings) -> Map<String, Value> {
    let known = [
        ("offsets", json!(settings.offsets)),
        ("min_confidence", json!(settings.min_confidence)),
        ("lexicon", json!(settings.lexicon)),
        ("largest_article", json!(settings.reading.largest)),
        ("expansion", json!(settings.reading.expansion)),
        ("deepest", json!(settings.reading.deepest)),
        ("any_language", json!(settings.reading.any_language)),
    ];
    known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
