//! The files of a run, from the first record to their final names.

use super::checkpoint::{self, Checkpoint, GROWING};
use super::fingerprint::Identity;
use super::finished::{self, count_skipped};
use super::hash;
use super::identify::identify;
use super::leading_lines::LeadingLines;
use super::settings::Settings;
use super::summary::Summary;
use crate::error::Error;
use crate::parallel::pool;
use crate::run::articles::Done;
use aggregate::{Aggregator, Identities, Notes, Observer};
use corpus::Seen;
use records::{ArticleCounts, JsonlWriter, Line, RecordLines, Results, Run, Timings};
use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::{Duration, Instant};

/// How much work a run loses at most when it is killed. A checkpoint costs three
/// flushes and a small file, too little to be noticed every two seconds.
const CHECKPOINT_INTERVAL: Duration = Duration::from_secs(2);

/// What a worker hands over for one article.
pub(super) struct ArticleOutput {
    pub(super) path: String,
    /// See [`hash::of_text_and_outlet`].
    pub(super) text_hash: u64,
    pub(super) lines: RecordLines,
    pub(super) counts: ArticleCounts,
    pub(super) bytes: usize,
    pub(super) notes: Notes,
    /// Whether it was taken over from an earlier run.
    pub(super) unchanged: bool,
}

/// When a run started.
pub(super) struct Start {
    clock: Instant,
    time: jiff::Timestamp,
}

impl Start {
    pub(super) fn now() -> Self {
        Self { clock: Instant::now(), time: jiff::Timestamp::now() }
    }
}

/// The files of a run while they grow.
pub(super) struct Output<'s> {
    folder: &'s Path,
    articles: JsonlWriter,
    attributions: JsonlWriter,
    skipped: JsonlWriter,
    aggregator: Aggregator,
    texts: Seen,
    pub(super) summary: Summary,
    checkpoint: Checkpoint,
    saved: Instant,
}

impl<'s> Output<'s> {
    /// Starts the files of a new run.
    pub(super) fn create(folder: &'s Path, fingerprint: String, observer: &Observer) -> Result<Self, Error> {
        Checkpoint::remove(folder)?;
        let [articles, attributions, skipped] = GROWING.map(|name| JsonlWriter::create(&folder.join(name)));
        Ok(Self {
            folder,
            articles: articles?,
            attributions: attributions?,
            skipped: skipped?,
            aggregator: Aggregator::new(observer, folder, aggregate::Settings::default()),
            texts: Seen::default(),
            summary: Summary::default(),
            checkpoint: Checkpoint { fingerprint, ..Checkpoint::default() },
            saved: Instant::now(),
        })
    }

    /// Continues the files of a run that was stopped.
    pub(super) fn resume(
        folder: &'s Path,
        checkpoint: Checkpoint,
        observer: &Observer,
    ) -> Result<Self, Error> {
        let path = |number: usize| folder.join(GROWING[number]);
        let file = |number: usize| JsonlWriter::resume(&path(number), checkpoint.written[number]);
        let mut output = Self {
            folder,
            articles: file(0)?,
            attributions: file(1)?,
            skipped: file(2)?,
            aggregator: Aggregator::new(observer, folder, aggregate::Settings::default()),
            texts: Seen::default(),
            summary: Summary { counts: checkpoint.counts, renamed: checkpoint.renamed, ..Summary::default() },
            checkpoint,
            saved: Instant::now(),
        };
        count_skipped(&JsonlWriter::part_of(&path(2)), &mut output.summary);
        output.recall(observer)?;
        Ok(output)
    }

    /// Tells the aggregator, and the list of known texts, what is in the files
    /// already.
    fn recall(&mut self, observer: &Observer) -> Result<(), Error> {
        let path = |number: usize| self.folder.join(GROWING[number]);
        let damaged = |number: usize, cause: io::Error| records::Error::new(&path(number), cause);
        let lines = |number: usize| {
            let part = JsonlWriter::part_of(&path(number));
            LeadingLines::open(&part, self.checkpoint.written[number])
                .map_err(|e| records::Error::new(&part, e))
        };
        let (mut articles, mut attributions) = (lines(0)?, lines(1)?);
        while let Some(line) = articles.next().map_err(|e| damaged(0, e))? {
            let article = records::Article::from_json(line).map_err(|e| damaged(0, e.into()))?;
            let mut lines = Vec::new();
            for _ in 0..article.counts.attributions {
                let line = attributions.next().map_err(|e| damaged(1, e))?;
                lines.push(line.unwrap_or_default().to_vec());
            }
            let own: Result<Vec<_>, _> =
                lines.iter().map(|line| records::Attribution::from_json(line)).collect();
            let own = own.map_err(|e| damaged(1, e.into()))?;
            self.texts.insert(hash::of_text_and_outlet(&article)).map_err(|e| damaged(0, e))?;
            self.aggregator.add(&observer.notes(&article, &own))?;
        }
        Ok(())
    }

    /// How many records of the input have been dealt with.
    pub(super) fn records(&self) -> u64 {
        self.checkpoint.records
    }

    /// Notes in the checkpoint how far the run has come. `finishing` says that all
    /// records are dealt with.
    pub(super) fn save(&mut self, finishing: bool) -> Result<(), Error> {
        self.checkpoint.written = [self.articles.flush()?, self.attributions.flush()?, self.skipped.flush()?];
        self.checkpoint.counts = self.summary.counts;
        self.checkpoint.renamed = self.summary.renamed;
        self.checkpoint.finishing = finishing;
        self.checkpoint.save(self.folder)?;
        self.saved = Instant::now();
        Ok(())
    }

    /// Saves a checkpoint if the last one is old enough.
    pub(super) fn save_now_and_then(&mut self) -> Result<(), Error> {
        if self.saved.elapsed() >= CHECKPOINT_INTERVAL { self.save(false) } else { Ok(()) }
    }

    /// Writes what came of the next record of the input.
    pub(super) fn take(&mut self, done: Done<ArticleOutput>) -> Result<(), Error> {
        self.checkpoint.records += 1;
        let article = match done.result {
            Ok(article) => article,
            Err(skipped) => return self.skip(&skipped),
        };
        let new = self.texts.insert(article.text_hash);
        if !new.map_err(|e| records::Error::new(&std::env::temp_dir(), e))? {
            let reason = "the same text came earlier in the input".to_owned();
            return self.skip(&corpus::Skipped { path: article.path.into(), place: None, reason });
        }
        self.summary.counts.add(article.counts, article.bytes);
        self.summary.renamed += u64::from(done.own_id.is_some());
        self.summary.unchanged += u64::from(article.unchanged);
        self.articles.write_lines(&article.lines.article)?;
        self.attributions.write_lines(&article.lines.attributions)?;
        self.aggregator.add(&article.notes)?;
        Ok(())
    }

    /// Writes a line of `skipped.jsonl`.
    pub(super) fn skip(&mut self, skipped: &corpus::Skipped) -> Result<(), Error> {
        tracing::debug!("skipped: {skipped}");
        self.summary.counts.skipped += 1;
        self.summary.note_skipped(skipped.clone());
        let corpus::Skipped { path, place, reason } = skipped.clone();
        let path = path.display().to_string();
        Ok(self.skipped.write(&records::Skipped { path, place, reason })?)
    }

    /// Removes the files of this run, so that those of an earlier one stay.
    fn leave_earlier(mut self) -> Result<Summary, Error> {
        Checkpoint::remove(self.folder)?;
        for name in GROWING {
            checkpoint::remove(&JsonlWriter::part_of(&self.folder.join(name)))?;
        }
        self.summary.left_earlier = true;
        Ok(self.summary)
    }

    /// Compares the articles with each other and gives all files their final names.
    ///
    /// An earlier `run.json` is removed before the first file is replaced, and the
    /// new one is written last: if there is a `run.json`, all files are of the
    /// run that it describes. A run that has read no article leaves the results of an
    /// earlier one, which are of more use.
    pub(super) fn finish(
        mut self,
        settings: &Settings,
        identity: Identity,
        start: &Start,
    ) -> Result<Summary, Error> {
        let run_json = self.folder.join("run.json");
        let input: Vec<_> = settings.input.iter().map(|path| path.display().to_string()).collect();
        let earlier = finished::run_in(self.folder);
        if self.summary.counts.articles == 0 && earlier.as_ref().is_some_and(|run| run.counts.articles > 0) {
            return self.leave_earlier();
        }
        self.save(true)?;
        self.summary.replaced = earlier.filter(|earlier| earlier.input != input);
        checkpoint::remove(&run_json)?;
        self.articles.finish()?;
        self.skipped.finish()?;
        let aggregating = Instant::now();
        let (joined, identities) = self.aggregator.finish()?;
        // Its lines stay until all is done, so that a run that is stopped meanwhile can
        // continue.
        let found = JsonlWriter::part_of(&self.folder.join("attributions.jsonl"));
        drop(self.attributions);
        write_identified(self.folder, &found, identities, settings.jobs)?;
        self.summary.counts.speakers = joined.speakers;
        self.summary.counts.unnamed_speakers = joined.unnamed_speakers;
        self.summary.counts.clusters = joined.clusters;
        self.summary.top_speakers = joined.top_speakers;
        self.summary.timings = Timings {
            started: format!("{:.0}", start.time),
            seconds: seconds_since(start.clock),
            aggregate_seconds: seconds_since(aggregating),
            jobs: settings.jobs.get(),
        };
        let run = Run {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            settings: identity.settings,
            input,
            fingerprint: identity.fingerprint,
            stages: identity.stages,
            counts: self.summary.counts,
            timings: self.summary.timings.clone(),
        };
        records::write_json(&run_json, &run)?;
        Checkpoint::remove(self.folder)?;
        checkpoint::remove(&found)?;
        Ok(self.summary)
    }
}

/// Writes `attributions.jsonl` from the lines that were found.
fn write_identified(
    folder: &Path,
    found: &Path,
    identities: Identities,
    jobs: NonZeroUsize,
) -> Result<(), Error> {
    let path = folder.join("attributions.jsonl");
    // Where it grows is the file that is read.
    let written = folder.join("identified.jsonl");
    let mut attributions = JsonlWriter::create(&written)?;
    let results = Results::open_files(&folder.join("articles.jsonl"), found)?;
    identify(&pool(jobs)?, results, identities, None, &mut attributions)?;
    attributions.finish()?;
    Ok(std::fs::rename(&written, &path).map_err(|cause| records::Error::new(&path, cause))?)
}

/// The time since then in seconds, rounded to milliseconds.
fn seconds_since(then: Instant) -> f64 {
    (then.elapsed().as_secs_f64() * 1e3).round() / 1e3
}
