//! The stages that one article goes through. Only this file knows their order.
//!
//! Before it comes `models`, which says what kind of detector there is; after it
//! comes `run`, which sends many articles through.

use crate::models::{self, LoadedModel};
use attribution::{Detector, RejectedCue};
use corpus::{Reader, Record, Skipped};
use lexicon::Lexicon;
use records::{ArticleRecords, Offsets};
use sentences::Splitter;
use speakers::Resolver;
use std::panic::{AssertUnwindSafe, catch_unwind};
use text::{Article, Attribution, Document, Resolution, Span, Speaker, Speakers};
use verify::Analysed;

/// Everything that the stages know: built once, then shared by all threads.
pub struct Pipeline {
    reader: Reader,
    splitter: Splitter,
    detector: Detector,
    resolver: Resolver,
}

/// The stages as one thread runs them; it owns their scratch space.
pub struct Worker<'p> {
    pipeline: &'p Pipeline,
    detector: attribution::Worker<'p>,
}

/// What the stages made of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Its sentences and words.
    pub document: Document,
    /// Its quotes and claims, in the order in which their contents start, which is
    /// also the order of the records.
    pub attributions: Vec<Attribution>,
    /// Who said them: one resolution for each attribution.
    pub speakers: Speakers,
}

impl Pipeline {
    /// Compiles the word lists for every stage.
    pub fn new(lexicon: &Lexicon, model: LoadedModel) -> Self {
        Self {
            reader: Reader::new(lexicon),
            splitter: Splitter::new(lexicon),
            detector: models::detector(lexicon, model),
            resolver: Resolver::new(lexicon),
        }
    }

    /// A worker for one thread.
    pub fn worker(&self) -> Worker<'_> {
        Worker { pipeline: self, detector: self.detector.worker() }
    }

    /// The article in a record of the input.
    ///
    /// # Errors
    /// If the record holds no article; says where and why.
    pub fn read(&self, record: Record) -> Result<Article, Skipped> {
        self.reader.article(record)
    }

    /// The sentences and words of an article.
    pub fn document(&self, article: &Article) -> Document {
        self.splitter.document(article)
    }

    /// The sentences of a text, as byte spans; all of the text is split, as if none
    /// of it were boilerplate.
    pub fn sentences(&self, text: &str) -> Vec<Span> {
        let mut sentences = Vec::new();
        self.splitter.split(text, &mut sentences);
        sentences
    }
}

impl Worker<'_> {
    /// Runs all stages over one article.
    pub fn analyse(&mut self, article: &Article) -> Analysis {
        let document = self.pipeline.splitter.document(article);
        let attributions = self.detector.detect(article, &document);
        self.resolved(article, document, attributions)
    }

    /// The same, but with a model more of what is doubtful is taken: for few texts of which
    /// nothing should be missed.
    pub fn analyse_closely(&mut self, article: &Article) -> Analysis {
        let document = self.pipeline.splitter.document(article);
        let attributions = self.detector.detect_closely(article, &document);
        self.resolved(article, document, attributions)
    }

    /// Does the same as [`Worker::analyse`], and also returns the words that the
    /// detector considered and rejected.
    pub fn explain(&mut self, article: &Article) -> (Analysis, Vec<RejectedCue>) {
        let document = self.pipeline.splitter.document(article);
        let (attributions, notes) = self.detector.explain(article, &document);
        (self.resolved(article, document, attributions), notes)
    }

    /// Reads the article in a record and applies `work` to it. If that panics, the article
    /// counts as skipped: a bug that one article brings to light is no reason to lose the
    /// others.
    ///
    /// # Errors
    /// If there is no article, or there was a panic; says where and why.
    pub fn attempt<R>(
        &mut self,
        record: Record,
        work: impl FnOnce(&mut Self, &Article) -> R,
    ) -> Result<R, Skipped> {
        let path = record.path();
        let attempt = AssertUnwindSafe(|| self.pipeline.read(record).map(|article| work(self, &article)));
        catch_unwind(attempt).unwrap_or_else(|panic| {
            // The panic may have left the old one in any state.
            *self = self.pipeline.worker();
            let reason = format!("a fault in sayso: {}", message_of(&*panic));
            Err(Skipped { path: path.into(), place: None, reason })
        })
    }

    fn resolved(
        &self,
        article: &Article,
        document: Document,
        mut attributions: Vec<Attribution>,
    ) -> Analysis {
        // The order in which the records number them. Of two contents with the same
        // start the longer one comes first, since it contains the other.
        attributions.sort_by_key(|found| {
            let extent = found.extent();
            (extent.start, std::cmp::Reverse(extent.end))
        });
        let speakers = self.pipeline.resolver.resolve(article, &document, &attributions);
        carry_sources(&mut attributions, &speakers);
        Analysis { document, attributions, speakers }
    }
}

/// The message of a panic.
fn message_of(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

/// Gives each attribution without a source of its own the last mention of whoever
/// turned out to speak, which need not be the previous speaker.
fn carry_sources(attributions: &mut [Attribution], speakers: &Speakers) {
    let mut last: Vec<Option<usize>> = vec![None; speakers.speakers.len()];
    for (i, resolution) in speakers.resolutions.iter().enumerate() {
        let Some(Resolution { speaker, .. }) = *resolution else { continue };
        if !attributions[i].continues {
            if !attributions[i].source.is_empty() {
                last[speaker] = Some(i);
            }
        } else if let Some(j) = last[speaker] {
            attributions[i].source = attributions[j].source.clone();
        }
    }
}

impl Analysis {
    /// The attributions, each with its speaker if that is known.
    pub fn with_speakers(&self) -> impl Iterator<Item = (&Attribution, Option<&Speaker>)> {
        let speaker = |resolution: &Option<Resolution>| {
            resolution.and_then(|resolution| self.speakers.speakers.get(resolution.speaker))
        };
        self.attributions.iter().zip(self.speakers.resolutions.iter().map(speaker))
    }

    /// With the article that it is of, as drafts and sources are compared.
    pub fn of(self, article: Article) -> Analysed {
        let Self { document, attributions, speakers } = self;
        Analysed { article, document, attributions, speakers }
    }

    /// Drops the attributions with a lower confidence than this, from 0 to 1.
    pub fn drop_below(&mut self, confidence: f32) {
        let resolutions = std::mem::take(&mut self.speakers.resolutions);
        let attributions = std::mem::take(&mut self.attributions);
        for (attribution, resolution) in attributions.into_iter().zip(resolutions) {
            if attribution.confidence >= confidence {
                self.attributions.push(attribution);
                self.speakers.resolutions.push(resolution);
            }
        }
    }

    /// The output records. `article` must be the one that was analysed.
    pub fn records<'a>(&'a self, article: &'a Article, offsets: Offsets) -> ArticleRecords<'a> {
        ArticleRecords::new(article, &self.document, &self.attributions, &self.speakers, offsets)
    }
}
