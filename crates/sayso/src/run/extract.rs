//! The main job: articles → a folder of results.

use super::aggregate::observer;
use super::articles::each_article;
use super::checkpoint::{self, Checkpoint};
use super::earlier::EarlierResults;
use super::fingerprint::Identity;
use super::finished;
use super::hash;
use super::output::{ArticleOutput, Output, Start};
use super::settings::Settings;
use super::summary::{Ending, Progress, Summary};
use crate::error::Error;
use crate::pipeline::{Pipeline, Worker};
use aggregate::Observer;
use corpus::Input;
use records::{ArticleRecords, FolderLock, RecordLines, RunCounts};
use std::ops::ControlFlow;
use std::sync::Mutex;
use text::Article;

/// Runs the pipeline over the input and writes the results; a file gets its name
/// only when it is whole. What cannot be read is skipped and listed in
/// `skipped.jsonl`. If the input holds no file at all, nothing is written, so that
/// a mistyped path leaves earlier results alone.
///
/// A run that was stopped continues where it was, if program, settings and input
/// are the same; one that is finished is left as it is. If only the input has
/// changed, or how it is read, what was found in unchanged articles is taken over.
///
/// `progress` is told after every article how far the run has come, and may stop
/// it by returning [`ControlFlow::Break`].
///
/// # Errors
/// If another run is writing into the folder, the word lists or the model cannot be used,
/// the threads cannot be started, or the results cannot be written.
pub fn extract(
    settings: &Settings,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Summary, Error> {
    let start = Start::now();
    let input = Input::find(&settings.input, &settings.reading);
    if input.files() == 0 {
        let counts = RunCounts { skipped: input.skipped().len() as u64, ..RunCounts::default() };
        let mut summary = Summary { counts, ..Summary::default() };
        input.skipped().iter().for_each(|skipped| summary.note_skipped(skipped.clone()));
        return Ok(summary);
    }
    let _lock = FolderLock::take(&settings.output)?;
    let identity = Identity::of(settings, &input);
    let mut checkpoint = None;
    if !settings.again {
        checkpoint = Checkpoint::load(&settings.output, &identity.fingerprint);
        if checkpoint.is_none()
            && let Some(summary) = finished::summary(&settings.output, &identity.fingerprint)
        {
            return Ok(summary);
        }
    }
    let lexicon = settings.word_lists(&input)?;
    let pipeline = Pipeline::new(&lexicon, settings.load_model()?);
    tracing::info!(files = input.files(), bytes = input.bytes(), jobs = settings.jobs, "reading");
    let observer = observer(&lexicon, settings.identities.as_deref(), &settings.authority)?;
    let mut output = open(settings, &input, checkpoint, &identity, &observer)?;
    let extractor = Extractor::new(settings, &identity, &observer);
    let done = each_article(
        &pipeline,
        &input,
        settings.jobs,
        output.records(),
        |worker, _, article| extractor.article(worker, article),
        |done| {
            let read = done.read;
            output.take(done)?;
            output.save_now_and_then()?;
            let RunCounts { articles, attributions, .. } = output.summary.counts;
            match progress(Progress { read, total: input.bytes(), articles, attributions }) {
                ControlFlow::Continue(()) => Ok(()),
                ControlFlow::Break(()) => Err(Halt::Interrupted),
            }
        },
    );
    match done {
        Ok(()) => {
            // It has the earlier files open, which are about to be replaced.
            drop(extractor);
            output.finish(settings, identity, &start)
        }
        Err(Halt::Failed(error)) => Err(error),
        Err(Halt::Interrupted) => {
            output.save(false)?;
            Ok(Summary { ending: Ending::Interrupted, ..output.summary })
        }
    }
}

/// The files to write to: those of the run that was stopped, or new ones.
fn open<'s>(
    settings: &'s Settings,
    input: &Input,
    checkpoint: Option<Checkpoint>,
    identity: &Identity,
    observer: &Observer,
) -> Result<Output<'s>, Error> {
    if let Some(checkpoint) = checkpoint {
        tracing::info!(records = checkpoint.records, "continuing");
        match Output::resume(&settings.output, checkpoint, observer) {
            Ok(output) => return Ok(output),
            Err(error) => {
                tracing::warn!("{error}; starting over (what was there is kept as *.damaged)");
                checkpoint::set_aside(&settings.output)?;
            }
        }
    }
    let mut output = Output::create(&settings.output, identity.fingerprint.clone(), observer)?;
    for skipped in input.skipped() {
        output.skip(skipped)?;
    }
    Ok(output)
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

/// Makes of each article what is to be written of it.
struct Extractor<'a> {
    settings: &'a Settings,
    observer: &'a Observer,
    earlier: Option<Mutex<EarlierResults>>,
}

impl<'a> Extractor<'a> {
    fn new(settings: &'a Settings, identity: &Identity, observer: &'a Observer) -> Self {
        let earlier = match settings.again {
            true => None,
            false => EarlierResults::open(&settings.output, &identity.stages).map(Mutex::new),
        };
        Self { settings, observer, earlier }
    }

    /// Takes over what an earlier run found in the article, or analyses it.
    fn article(&self, worker: &mut Worker<'_>, article: &Article) -> ArticleOutput {
        let offsets = self.settings.offsets;
        let earlier =
            self.earlier.as_ref().and_then(|earlier| earlier.lock().ok()?.lines(&article.id).ok()?);
        if let Some((records, lines)) = earlier.as_ref().and_then(|earlier| earlier.of(article, offsets)) {
            return self.output(article, &records, lines, true);
        }
        let mut analysis = worker.analyse(article);
        analysis.drop_below(self.settings.min_confidence);
        let records = analysis.records(article, offsets);
        self.output(article, &records, records.lines(), false)
    }

    fn output(
        &self,
        article: &Article,
        records: &ArticleRecords<'_>,
        lines: RecordLines,
        unchanged: bool,
    ) -> ArticleOutput {
        ArticleOutput {
            path: article.path.clone(),
            text_hash: hash::of_text_and_outlet(&records.article),
            lines,
            counts: records.article.counts,
            bytes: article.text.len(),
            notes: self.observer.notes(&records.article, &records.attributions),
            unchanged,
        }
    }
}
