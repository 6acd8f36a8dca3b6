//! One article, paragraph by paragraph, to attributions: the order of the steps.

use crate::assemble::{Assembly, transcript};
use crate::convention::Convention;
use crate::finding::RejectedCue;
use crate::learned::decision::{Decider, Learned};
use crate::learned::model::Model;
use crate::learned::word_tagger::{TaggerSize, WordTagger};
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::folded::tokens_of;
use crate::reading::Reading;
use crate::rules::reader::RuleReader;
use crate::scope::is_outside;
use lexicon::Lexicon;
use std::ops::Range;
use text::{Article, Attribution, Document, Span};

/// What the detector knows; shared by all threads.
#[derive(Debug)]
pub struct Detector {
    vocabulary: Vocabulary,
    learned: Option<Learned>,
    convention: Convention,
}

impl Detector {
    /// Compiles the word lists. Such a detector goes by the rules alone.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { vocabulary: Vocabulary::new(lexicon), learned: None, convention: Convention::default() }
    }

    /// The same, with a word tagger beside the rules, and a model whose ranker has learned
    /// beside one of this size.
    pub fn with_model(self, model: Model, tagger: Box<dyn WordTagger>, size: TaggerSize) -> Self {
        Self { learned: Some(Learned { model, tagger, size }), ..self }
    }

    /// The same, by another convention: what the model takes for an attribution, and
    /// whether claims inside of claims are attributions.
    pub fn with_convention(self, convention: Convention) -> Self {
        Self { convention, ..self }
    }

    /// What works beside the rules.
    #[cfg(feature = "train")]
    pub(crate) fn learned(&self) -> Option<&Learned> {
        self.learned.as_ref()
    }

    /// A worker for one thread; it owns the scratch space.
    pub fn worker(&self) -> Worker<'_> {
        self.worker_by(self.convention)
    }

    /// The same, by another convention.
    pub(crate) fn worker_by(&self, convention: Convention) -> Worker<'_> {
        let decider = self
            .learned
            .as_ref()
            .map(|learned| Decider::new(&self.vocabulary, learned, &learned.model, convention));
        Worker {
            vocabulary: &self.vocabulary,
            convention,
            rules: RuleReader::new(&self.vocabulary, convention == Convention::News),
            decider,
            ahead: Vec::new(),
        }
    }
}

/// Detects in one article at a time.
#[derive(Debug)]
pub struct Worker<'d> {
    pub(crate) vocabulary: &'d Vocabulary,
    convention: Convention,
    pub(crate) rules: RuleReader<'d>,
    pub(crate) decider: Option<Decider<'d>>,
    /// Paragraphs that are read together.
    ahead: Vec<Reading>,
}

/// About so many words are read together where there is a word tagger: it multiplies
/// many paragraphs at once a quarter faster than one, and more would only take memory.
const WORDS_TOGETHER: usize = 2_000;

/// How many quotations of one paragraph are read inside; one with hundreds of them is no
/// news article. In one with thousands, however nested, none is: each is read with all
/// of them at hand.
const MOST_ENTERED: usize = 100;
const MOST_QUOTATIONS: usize = 1_000;

impl Worker<'_> {
    /// The attributions of an article, in order of their content.
    ///
    /// An article without sentences has none. Contents may overlap where the
    /// text nests them.
    pub fn detect(&mut self, article: &Article, document: &Document) -> Vec<Attribution> {
        self.find(article, document, false)
    }

    /// The same, but more of what is doubtful is taken: for few texts of which nothing should
    /// be missed.
    pub fn detect_closely(&mut self, article: &Article, document: &Document) -> Vec<Attribution> {
        self.find(article, document, true)
    }

    fn find(&mut self, article: &Article, document: &Document, closely: bool) -> Vec<Attribution> {
        let nests = self.decider.is_some() && self.convention == Convention::News;
        let mut assembly = Assembly::new(article, self.vocabulary, nests);
        if let Some(decider) = &mut self.decider {
            decider.begin(closely);
        }
        let transcript = transcript::paragraphs(self.vocabulary, article, document);
        let mut paragraphs = document.by_paragraph().enumerate();
        loop {
            let count = self.read_ahead(article, document, &transcript, &mut paragraphs);
            if count == 0 {
                return assembly.finish();
            }
            for reading in &self.ahead[..count] {
                assembly.add(reading);
            }
        }
    }

    /// The same, with the cues that came to nothing, in the order of the text: each once, for
    /// the model's reason if it had one, and that of the most probable thing it might report.
    pub fn explain(
        &mut self,
        article: &Article,
        document: &Document,
    ) -> (Vec<Attribution>, Vec<RejectedCue>) {
        self.rules.rejected = Some(Vec::new());
        if let Some(decider) = &mut self.decider {
            decider.rejected = Some(Vec::new());
        }
        let found = self.detect(article, document);
        let by_model = self.decider.as_mut().and_then(|decider| decider.rejected.take());
        let mut rejected = by_model.unwrap_or_default();
        rejected.extend(self.rules.rejected.take().unwrap_or_default());
        let mut taken: Vec<Span> = found.iter().flat_map(|found| &found.cue).copied().collect();
        taken.sort_unstable();
        rejected.retain(|note| {
            let before = taken.partition_point(|cue| cue.start < note.span.end);
            !taken[..before].last().is_some_and(|cue| cue.overlaps(note.span))
        });
        rejected.sort_by_key(|note| note.span.start);
        let mut noted: Vec<RejectedCue> = Vec::new();
        for note in rejected {
            match noted.last_mut() {
                Some(last) if last.span.overlaps(note.span) => {
                    if last.reason.probability() < note.reason.probability() {
                        *last = note;
                    }
                }
                _ => noted.push(note),
            }
        }
        (found, noted)
    }

    /// Reads the next paragraphs as far as each is understood alone: many, if there is a
    /// word tagger. Tells how many.
    fn read_ahead(
        &mut self,
        article: &Article,
        document: &Document,
        transcript: &[usize],
        paragraphs: &mut impl Iterator<Item = (usize, (usize, Range<usize>))>,
    ) -> usize {
        let most = if self.decider.is_some() { WORDS_TOGETHER } else { 1 };
        let (mut count, mut words) = (0, 0);
        while words < most
            && let Some((number, (paragraph, sentences))) = paragraphs.next()
        {
            words += tokens_of(document, &sentences).len().max(1);
            let mut reading = self.next_reading(count);
            let in_transcript = transcript.binary_search(&paragraph).is_ok();
            reading.begin(number, paragraph, sentences, in_transcript);
            self.read(article, document, &mut reading);
            let first = count;
            count += 1;
            for quotation in entered(&reading, self.convention, self.decider.is_some()) {
                let mut inside = self.next_reading(count);
                inside.begin_inside(&reading, quotation);
                self.read(article, document, &mut inside);
                self.ahead[count] = inside;
                count += 1;
            }
            self.ahead[first] = reading;
        }
        if let Some(decider) = &mut self.decider {
            decider.decide(article, document, &mut self.ahead[..count]);
        }
        count
    }

    /// The reading at `index` of those that are read together, to be filled.
    fn next_reading(&mut self, index: usize) -> Reading {
        if self.ahead.len() == index {
            self.ahead.push(Reading::default());
        }
        std::mem::take(&mut self.ahead[index])
    }

    /// Folds a paragraph, or what is inside of a quotation of it, and applies the rules.
    pub(crate) fn read(&mut self, article: &Article, document: &Document, reading: &mut Reading) {
        let text = article.text.as_str();
        let paragraph = &article.paragraphs[reading.paragraph];
        let Reading { folded, findings, sentences, within, .. } = reading;
        if let Some(quotation) = *within {
            folded.enter(self.vocabulary, text, document, sentences.clone(), quotation);
            self.rules.read_inside(text, folded, findings);
            return;
        }
        folded.read(self.vocabulary, text, document, sentences.clone(), paragraph.span);
        if !reading.transcript {
            self.rules.read(text, paragraph.role, folded, findings);
        }
        if self.convention == Convention::News && self.decider.is_none() {
            findings.retain(|found| !is_outside(self.vocabulary, text, &folded.elements, found));
        }
    }
}

/// The quotations of a paragraph whose insides are read, too: all outermost ones if there
/// is a model, else those with quotations in them; none of a transcript, of which nothing
/// more is read.
pub(crate) fn entered(reading: &Reading, convention: Convention, with_model: bool) -> Vec<usize> {
    let all = &reading.folded.quotations;
    let mut entered: Vec<usize> = match (convention, with_model) {
        (Convention::Polnear, _) => Vec::new(),
        (Convention::News, true) => (0..all.len()).collect(),
        (Convention::News, false) => all.iter().filter_map(|inner| inner.parent).collect(),
    };
    if reading.transcript || all.len() > MOST_QUOTATIONS {
        entered.clear();
    }
    entered.dedup();
    entered.retain(|&at| all[at].parent.is_none());
    entered.truncate(MOST_ENTERED);
    entered
}
