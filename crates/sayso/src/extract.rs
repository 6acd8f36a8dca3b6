//! The main job: articles → a folder of results.

use crate::Learned;
use crate::checkpoint::{self, Checkpoint, GROWING, GoodLines};
use crate::earlier::Earlier;
use crate::{Done, Pipeline, ThreadsError, Worker, each_article};
use aggregate::{Aggregator, Notes, Observer};
use corpus::{Input, Seen};
use lexicon::Lexicon;
use records::{ArticleCounts, ArticleRecords, JsonlWriter, Lines, Offsets, Run, RunCounts, Timings};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::io;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};
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
    /// A file in which the user says who is who.
    pub identities: Option<PathBuf>,
    /// What learned model stands beside the rules.
    pub learned: Learned,
    /// How to read.
    pub reading: corpus::Options,
    /// Begin anew, whatever an earlier run left.
    pub again: bool,
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
            identities: None,
            learned: Learned::default(),
            lexicon: None,
            reading: corpus::Options::default(),
            again: false,
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
    /// Whether all of it was done, and now.
    pub ending: Ending,
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
    /// Articles that are as they were in an earlier run, so that what it found in
    /// them stands; of a run that was stopped, those since it went on.
    pub unchanged: u64,
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
    /// The results of an earlier run cannot be used; the message names the file
    /// and the line.
    #[error(transparent)]
    Results(#[from] records::ReadError),
}

/// How many skipped inputs the summary names one by one.
const NAMED: usize = 10;

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// All of the input has been dealt with.
    #[default]
    Finished,
    /// There was nothing to do: an earlier run did all of it.
    Unchanged,
    /// It was stopped; the same again goes on.
    Interrupted,
}

/// Why a run stops before its end.
enum Halt {
    Failed(Error),
    Interrupted,
}

impl<E: Into<Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// How long a run may at most be set back when it is killed.
const CHECKPOINTS: Duration = Duration::from_secs(2);

/// Runs the pipeline over the input and writes the results, each file under its
/// name only when it is whole. What cannot be read is skipped, and noted in
/// `skipped.jsonl`. Where there is no file to read at all, nothing is written,
/// so that a mistyped path leaves earlier results alone.
///
/// A run that was stopped goes on where it was, if program, settings and input
/// are the same; one that was finished is left as it is. Where only the input has
/// changed, or how it is read, what was found in articles that are the same is
/// taken over.
///
/// `progress` is told after every article how far the run is, and may break it
/// off.
///
/// # Errors
/// If the word lists cannot be used, the threads cannot be started or the
/// results cannot be written.
pub fn extract(
    settings: &Settings,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Summary, Error> {
    let started = (Instant::now(), jiff::Timestamp::now());
    let input = Input::find(&settings.input, &settings.reading);
    if input.files() == 0 {
        let counts = RunCounts { skipped: input.skipped().len() as u64, ..RunCounts::default() };
        let first_skipped = input.skipped().iter().take(NAMED).cloned().collect();
        return Ok(Summary { counts, first_skipped, ..Summary::default() });
    }
    let described = described(settings);
    let stages = checkpoint::stages(settings, &input);
    let fingerprint = checkpoint::fingerprint(settings, &json!(described).to_string(), &stages, &input);
    let noted = if settings.again { None } else { Checkpoint::load(&settings.output, &fingerprint) };
    if !settings.again
        && noted.is_none()
        && let Some(summary) = finished_before(&settings.output, &fingerprint)
    {
        return Ok(summary);
    }
    let mut lexicon = Lexicon::embedded();
    for folder in input.lexicons().into_iter().chain(settings.lexicon.as_deref()) {
        lexicon.extend_from(folder)?;
    }
    let pipeline = Pipeline::new(&lexicon, settings.learned.load()?);
    tracing::info!(files = input.files(), bytes = input.bytes(), jobs = settings.jobs, "reading");
    let mut observer = Observer::new(&lexicon);
    if let Some(path) = &settings.identities {
        observer = observer.with_identities(path)?;
    }
    let mut output = match noted {
        Some(noted) => {
            tracing::info!(records = noted.records, "going on");
            Output::resume(&settings.output, noted, &observer)?
        }
        None => {
            let mut output = Output::create(&settings.output, fingerprint)?;
            for skipped in input.skipped() {
                output.skip(skipped)?;
            }
            output
        }
    };
    let earlier =
        if settings.again { None } else { Earlier::open(&settings.output, &stages).map(Mutex::new) };
    let work = |worker: &mut Worker<'_>, _: u64, article: &Article| {
        let found = |records: &ArticleRecords<'_>, lines: Lines, unchanged: bool| Found {
            path: article.path.clone(),
            key: key(&records.article),
            lines,
            counts: records.article.counts,
            bytes: article.text.len(),
            notes: observer.notes(&records.article, &records.attributions),
            unchanged,
        };
        let before = earlier.as_ref().and_then(|earlier| earlier.lock().ok()?.lines(&article.id).ok()?);
        if let Some((records, lines)) = before.as_ref().and_then(|b| b.of(article, settings.offsets)) {
            return found(&records, lines, true);
        }
        let mut analysis = worker.analyse(article);
        analysis.drop_below(settings.min_confidence);
        let records = analysis.records(article, settings.offsets);
        found(&records, records.lines(), false)
    };
    let done = each_article(&pipeline, &input, settings.jobs, output.noted.records, work, |done| {
        let read = done.read;
        output.take(done)?;
        if output.saved.elapsed() >= CHECKPOINTS {
            output.save(false)?;
        }
        let RunCounts { articles, attributions, .. } = output.summary.counts;
        match progress(Progress { read, total: input.bytes(), articles, attributions }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Halt::Interrupted),
        }
    });
    match done {
        Ok(()) => {
            // Its files are about to be replaced.
            drop(earlier);
            output.finish(settings, described, stages, started)
        }
        Err(Halt::Failed(error)) => Err(error),
        Err(Halt::Interrupted) => {
            output.save(false)?;
            Ok(Summary { ending: Ending::Interrupted, ..output.summary })
        }
    }
}

/// What a worker hands over of one article.
struct Found {
    path: String,
    key: u64,
    lines: Lines,
    counts: ArticleCounts,
    bytes: usize,
    notes: Notes,
    /// Whether it is what an earlier run found.
    unchanged: bool,
}

/// What two articles have in common that are one: the text, and who published it.
/// The same text in another outlet is a fact of its own.
fn key(article: &records::Article<'_>) -> u64 {
    let mut both = Sha256::new();
    both.update(&*article.text_sha256);
    both.update(article.outlet.as_deref().unwrap_or_default());
    let digest: [u8; 32] = both.finalize().into();
    digest.iter().take(8).fold(0, |key, &byte| key << 8 | u64::from(byte))
}

/// The summary of the run that left its results in a folder, if it was this one.
fn finished_before(folder: &Path, fingerprint: &str) -> Option<Summary> {
    let run: Run = serde_json::from_str(&std::fs::read_to_string(folder.join("run.json")).ok()?).ok()?;
    let there = |name: &&str| folder.join(name).is_file();
    let whole = GROWING.iter().chain(&aggregate::FILES).all(there);
    if run.fingerprint != fingerprint || !whole {
        return None;
    }
    let mut speakers = GoodLines::open(&folder.join("speakers.jsonl"), u64::MAX).ok()?;
    let mut top_speakers = Vec::new();
    while let (true, Ok(Some(line))) = (top_speakers.len() < NAMED, speakers.next()) {
        top_speakers.extend(serde_json::from_slice(line).ok());
    }
    Some(Summary {
        ending: Ending::Unchanged,
        counts: run.counts,
        timings: run.timings,
        first_skipped: first_skipped(&folder.join("skipped.jsonl")),
        top_speakers,
        ..Summary::default()
    })
}

/// The first lines of `skipped.jsonl`.
fn first_skipped(path: &Path) -> Vec<corpus::Skipped> {
    let mut first = Vec::new();
    let Ok(mut lines) = GoodLines::open(path, u64::MAX) else { return first };
    while let (true, Ok(Some(line))) = (first.len() < NAMED, lines.next()) {
        let Ok(records::Skipped { path, place, reason }) = serde_json::from_slice(line) else { break };
        first.push(corpus::Skipped { path: path.into(), place, reason });
    }
    first
}

/// The files of a run.
struct Output<'s> {
    folder: &'s Path,
    articles: JsonlWriter,
    attributions: JsonlWriter,
    skipped: JsonlWriter,
    aggregator: Aggregator,
    texts: Seen,
    summary: Summary,
    noted: Checkpoint,
    saved: Instant,
}

impl<'s> Output<'s> {
    fn create(folder: &'s Path, fingerprint: String) -> Result<Self, Error> {
        Checkpoint::remove(folder)?;
        let [articles, attributions, skipped] = GROWING.map(|name| JsonlWriter::create(&folder.join(name)));
        Ok(Self {
            folder,
            articles: articles?,
            attributions: attributions?,
            skipped: skipped?,
            aggregator: Aggregator::new(folder, aggregate::Settings::default()),
            texts: Seen::default(),
            summary: Summary::default(),
            noted: Checkpoint { fingerprint, ..Checkpoint::default() },
            saved: Instant::now(),
        })
    }

    /// Goes on with the files of a run that was stopped.
    fn resume(folder: &'s Path, noted: Checkpoint, observer: &Observer) -> Result<Self, Error> {
        let path = |number: usize| folder.join(GROWING[number]);
        let file = |number: usize| JsonlWriter::resume(&path(number), noted.written[number]);
        let mut output = Self {
            folder,
            articles: file(0)?,
            attributions: file(1)?,
            skipped: file(2)?,
            aggregator: Aggregator::new(folder, aggregate::Settings::default()),
            texts: Seen::default(),
            summary: Summary {
                counts: noted.counts,
                renamed: noted.renamed,
                first_skipped: first_skipped(&JsonlWriter::part_of(&path(2))),
                ..Summary::default()
            },
            noted,
            saved: Instant::now(),
        };
        let lines = |number: usize| {
            let part = JsonlWriter::part_of(&path(number));
            GoodLines::open(&part, output.noted.written[number]).map_err(|e| records::Error::new(&part, e))
        };
        let (mut articles, mut attributions) = (lines(0)?, lines(1)?);
        let damaged = |number: usize, cause: io::Error| records::Error::new(&path(number), cause);
        while let Some(line) = articles.next().map_err(|e| damaged(0, e))? {
            let article: records::Article<'_> =
                serde_json::from_slice(line).map_err(|e| damaged(0, e.into()))?;
            let mut lines = Vec::new();
            for _ in 0..article.counts.attributions {
                let line = attributions.next().map_err(|e| damaged(1, e))?;
                lines.push(line.unwrap_or_default().to_vec());
            }
            let own: Result<Vec<_>, _> = lines.iter().map(|line| serde_json::from_slice(line)).collect();
            let own = own.map_err(|e| damaged(1, e.into()))?;
            output.texts.insert(key(&article)).map_err(|e| damaged(0, e))?;
            output.aggregator.add(&observer.notes(&article, &own))?;
        }
        Ok(output)
    }

    /// Notes how far the run is.
    fn save(&mut self, finishing: bool) -> Result<(), Error> {
        self.noted.written = [self.articles.flush()?, self.attributions.flush()?, self.skipped.flush()?];
        self.noted.counts = self.summary.counts;
        self.noted.renamed = self.summary.renamed;
        self.noted.finishing = finishing;
        self.noted.save(self.folder)?;
        self.saved = Instant::now();
        Ok(())
    }

    fn take(&mut self, done: Done<Found>) -> Result<(), Error> {
        self.noted.records += 1;
        match done.result {
            Ok(found) => {
                let new = self.texts.insert(found.key);
                if !new.map_err(|e| records::Error::new(&std::env::temp_dir(), e))? {
                    let reason = "the same text stands earlier in the input".to_owned();
                    return self.skip(&corpus::Skipped { path: found.path.into(), place: None, reason });
                }
                self.summary.counts.add(found.counts, found.bytes);
                self.summary.renamed += u64::from(done.own_id.is_some());
                self.summary.unchanged += u64::from(found.unchanged);
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
    fn finish(
        mut self,
        settings: &Settings,
        described: Map<String, Value>,
        stages: String,
        started: (Instant, jiff::Timestamp),
    ) -> Result<Summary, Error> {
        self.save(true)?;
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
            settings: described,
            input: settings.input.iter().map(|path| path.display().to_string()).collect(),
            fingerprint: self.noted.fingerprint,
            stages,
            counts: self.summary.counts,
            timings: self.summary.timings.clone(),
        };
        records::write_json(&run_json, &run)?;
        Checkpoint::remove(self.folder)?;
        Ok(self.summary)
    }
}

/// Removes a file where there is one.
pub(crate) fn remove(path: &Path) -> Result<(), records::Error> {
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
        ("identities", json!(settings.identities)),
        ("largest_article", json!(settings.reading.largest)),
        ("expansion", json!(settings.reading.expansion)),
        ("deepest", json!(settings.reading.deepest)),
        ("any_language", json!(settings.reading.any_language)),
    ];
    known.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
