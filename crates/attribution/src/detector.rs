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
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};
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
            detector: self,
            vocabulary: &self.vocabulary,
            convention,
            rules: RuleReader::new(&self.vocabulary, convention == Convention::News),
            decider,
            group: Vec::new(),
            ahead: Vec::new(),
            count: 0,
        }
    }
}

/// Detects in one article at a time.
#[derive(Debug)]
pub struct Worker<'d> {
    detector: &'d Detector,
    pub(crate) vocabulary: &'d Vocabulary,
    convention: Convention,
    pub(crate) rules: RuleReader<'d>,
    pub(crate) decider: Option<Decider<'d>>,
    /// Paragraphs that are read together.
    group: Vec<Paragraph>,
    /// What is read of them: each, and after it the insides of its quotations.
    ahead: Vec<Reading>,
    /// How many of these are in use.
    count: usize,
}

/// The number of a paragraph among those with sentences, its index in
/// `Article::paragraphs`, and its sentences.
type Paragraph = (usize, usize, Range<usize>);

/// An article that is read.
#[derive(Clone, Copy)]
struct Text<'a> {
    article: &'a Article,
    document: &'a Document,
    /// The paragraphs of it that are a transcript.
    transcript: &'a [usize],
}

/// About so many words are read together where there is a word tagger: it multiplies
/// many paragraphs at once a quarter faster than one, and more would only take memory.
const WORDS_TOGETHER: usize = 2_000;

/// An article of so many words is read by all threads of the pool that it is in: about the
/// 256 KiB of shorter articles of which each thread has its own to read.
const LONG_ARTICLE: usize = 40_000;

/// How many quotations of one paragraph are read inside; one with hundreds of them is no
/// news article. In one with thousands, however nested, none is: each is read with all
/// of them at hand.
const MOST_ENTERED: usize = 100;
const MOST_QUOTATIONS: usize = 1_000;

impl<'d> Worker<'d> {
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
        let transcript = transcript::paragraphs(self.vocabulary, article, document);
        let text = Text { article, document, transcript: &transcript };
        let mut groups = groups(document, if self.decider.is_some() { WORDS_TOGETHER } else { 1 });
        let mut others = self.others(document);
        let mut workers: Vec<&mut Self> = std::iter::once(self).chain(&mut others).collect();
        let mut words_for_cues = 0;
        loop {
            let mut count = 0;
            for (worker, group) in workers.iter_mut().zip(&mut groups) {
                worker.group = group;
                count += 1;
            }
            if count == 0 {
                return assembly.finish();
            }
            let workers = &mut workers[..count];
            side_by_side(workers, |worker| worker.read_group(text));
            for decider in workers.iter_mut().filter_map(|worker| worker.decider.as_mut()) {
                words_for_cues = decider.limit_cues(words_for_cues);
            }
            side_by_side(workers, |worker| worker.decide(closely, text));
            for worker in workers {
                worker.ahead[..worker.count].iter().for_each(|reading| assembly.add(reading));
            }
        }
    }

    /// Those who read a long article along with this worker, one for each other thread. None
    /// where there are only rules, which take little time, or where somebody wants to know
    /// what came to nothing.
    fn others(&self, document: &Document) -> Vec<Self> {
        let is_alone = document.tokens.len() < LONG_ARTICLE
            || self.decider.is_none()
            || self.rules.rejected.is_some()
            || rayon::current_thread_index().is_none();
        let threads = if is_alone { 1 } else { rayon::current_num_threads() };
        (1..threads).map(|_| self.detector.worker_by(self.convention)).collect()
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

    /// Reads the group of paragraphs as far as each is understood alone.
    fn read_group(&mut self, text: Text<'_>) {
        let Text { article, document, transcript } = text;
        self.count = 0;
        for (number, paragraph, sentences) in std::mem::take(&mut self.group) {
            let mut reading = self.next_reading();
            let in_transcript = transcript.binary_search(&paragraph).is_ok();
            reading.begin(number, paragraph, sentences, in_transcript);
            self.read(article, document, &mut reading);
            let first = self.count;
            self.count += 1;
            for quotation in entered(&reading, self.convention, self.decider.is_some()) {
                let mut inside = self.next_reading();
                inside.begin_inside(&reading, quotation);
                self.read(article, document, &mut inside);
                self.ahead[self.count] = inside;
                self.count += 1;
            }
            self.ahead[first] = reading;
        }
        if let Some(decider) = &mut self.decider {
            decider.label(article, document, &mut self.ahead[..self.count]);
        }
    }

    /// Decides about what was read.
    fn decide(&mut self, closely: bool, Text { article, .. }: Text<'_>) {
        if let Some(decider) = &mut self.decider {
            decider.decide(closely, article, &mut self.ahead[..self.count]);
        }
    }

    /// The next of those that are read together, to be filled.
    fn next_reading(&mut self) -> Reading {
        if self.ahead.len() == self.count {
            self.ahead.push(Reading::default());
        }
        std::mem::take(&mut self.ahead[self.count])
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

/// The paragraphs of a document in groups of about so many words.
fn groups(document: &Document, words: usize) -> impl Iterator<Item = Vec<Paragraph>> {
    let mut paragraphs = document.by_paragraph().enumerate();
    std::iter::from_fn(move || {
        let (mut group, mut held) = (Vec::new(), 0);
        while held < words
            && let Some((number, (paragraph, sentences))) = paragraphs.next()
        {
            held += tokens_of(document, &sentences).len().max(1);
            group.push((number, paragraph, sentences));
        }
        (!group.is_empty()).then_some(group)
    })
}

/// Does the same with all of some items, on the threads of the pool if there are several.
fn side_by_side<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
    match items {
        [only] => work(only),
        all => all.par_iter_mut().for_each(work),
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
