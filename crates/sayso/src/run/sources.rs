//! The sources of drafts: an index of them in a folder, kept up to date, and those of them
//! that are being compared.

use super::articles::each_article;
use super::fingerprint::stamp;
use crate::error::Error;
use crate::pipeline::Pipeline;
use corpus::Input;
use lexicon::Lexicon;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use verify::{ArticleAt, Index, Indexer, Reading, Verifier};

/// How many bytes of files become one segment of the index: when one of its files changes,
/// all of them are read again.
const SEGMENT: u64 = 32 << 20;

/// How many bytes of text the sources may have that are kept ready to be compared. With
/// its words, an article takes some twenty times as much.
const KEPT: usize = 2 << 20;

/// Where results are read from a folder of results.
pub(super) fn with_results(paths: &[PathBuf]) -> Vec<PathBuf> {
    let articles = |path: &PathBuf| path.join("articles.jsonl");
    let of = |path: &PathBuf| if corpus::holds_results(path) { articles(path) } else { path.clone() };
    paths.iter().map(of).collect()
}

/// Brings the index in a folder up to date with the sources. `changed` is called with the
/// number of bytes read so far and in all; its first error ends it.
pub(super) fn update<E: From<Error> + From<crate::ThreadsError>>(
    folder: &Path,
    input: &Input,
    pipeline: &Pipeline,
    lexicon: &Lexicon,
    jobs: NonZeroUsize,
    changed: &mut dyn FnMut(u64, u64) -> Result<(), E>,
) -> Result<Index, E> {
    let mut maker = env!("CARGO_PKG_VERSION").to_owned();
    if let Ok(program) = std::env::current_exe() {
        stamp(&program, &mut maker);
    }
    let mut index = Index::open(folder, &maker).map_err(Error::from)?;
    let files = input.by_file();
    let prints: Vec<String> = files.iter().map(Input::fingerprint).collect();
    let missing = index.keep(&prints).map_err(Error::from)?;
    let total = missing.iter().map(|&at| files[at].bytes()).sum();
    let indexer = Indexer::new(lexicon);
    let (mut done, mut rest) = (0, &missing[..]);
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = |at: &&usize| {
            bytes += files[**at].bytes();
            bytes <= SEGMENT
        };
        let count = rest.iter().take_while(fits).count().max(1);
        let (batch, after) = rest.split_at(count);
        rest = after;
        let batch_files: Vec<Input> = batch.iter().map(|&at| files[at].clone()).collect();
        let batch_input = Input::joined(&batch_files);
        let of = batch.iter().map(|&at| prints[at].clone()).collect();
        let mut segment = index.segment(of).map_err(Error::from)?;
        each_article(
            pipeline,
            &batch_input,
            jobs,
            0,
            |_, _, article| indexer.entry(article),
            |article| {
                match article.result {
                    Ok(entry) => segment.push(&entry).map_err(Error::from)?,
                    Err(skipped) => segment.skip(record_of(&skipped)),
                }
                changed(done + article.read, total)
            },
        )?;
        done += batch_input.bytes();
        index.add(segment).map_err(Error::from)?;
    }
    Ok(index)
}

/// How something that was skipped is written down.
pub(super) fn record_of(skipped: &corpus::Skipped) -> records::Skipped {
    let corpus::Skipped { path, place, reason } = skipped.clone();
    records::Skipped { path: path.display().to_string(), place, reason }
}

/// The sources as they are compared with drafts: read when they are first needed.
pub(super) struct Sources<'a> {
    index: Index,
    pipeline: &'a Pipeline,
    verifier: &'a Verifier,
    kept: Mutex<Kept<'a>>,
}

/// An article, and whether it is read as closely as a draft.
pub(super) type Source = (ArticleAt, bool);

/// The sources that were compared last.
#[derive(Debug, Default)]
struct Kept<'a> {
    readings: FxHashMap<Source, Arc<Reading<'a>>>,
    order: VecDeque<Source>,
    bytes: usize,
}

impl<'a> Sources<'a> {
    pub(super) fn new(index: Index, pipeline: &'a Pipeline, verifier: &'a Verifier) -> Self {
        Self { index, pipeline, verifier, kept: Mutex::default() }
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// A source. The first thread that asks what is said in it finds that out.
    pub(super) fn reading(&self, source: Source) -> Result<Arc<Reading<'a>>, Error> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reading) = kept().readings.get(&source) {
            return Ok(Arc::clone(reading));
        }
        let ((at, closely), pipeline) = (source, self.pipeline);
        let article = self.index.article(at)?;
        let document = pipeline.document(&article);
        let reading = self.verifier.read_lazily(article, document, move |article| {
            let mut worker = pipeline.worker();
            let analysis = if closely { worker.analyse_closely(article) } else { worker.analyse(article) };
            (analysis.attributions, analysis.speakers)
        });
        Ok(kept().add(source, reading))
    }
}

impl<'a> Kept<'a> {
    /// Adds a source, unless another thread has done so meanwhile.
    fn add(&mut self, source: Source, reading: Reading<'a>) -> Arc<Reading<'a>> {
        if let Some(same) = self.readings.get(&source) {
            return Arc::clone(same);
        }
        self.bytes += reading.article().text.len();
        let reading = Arc::new(reading);
        self.readings.insert(source, Arc::clone(&reading));
        self.order.push_back(source);
        while self.bytes > KEPT
            && let Some(first) = self.order.pop_front()
        {
            let gone = self.readings.remove(&first);
            self.bytes -= gone.map_or(0, |reading| reading.article().text.len());
        }
        reading
    }
}
