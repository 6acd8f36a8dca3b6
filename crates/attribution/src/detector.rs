//! One article, paragraph by paragraph, to attributions: the order of the steps.

use crate::assemble::{Assembly, transcript};
use crate::finding::RejectedCue;
use crate::learned::decision::{Decider, SecondOpinion};
use crate::learned::model::Model;
use crate::learned::word_tagger::WordTagger;
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::folded::tokens_of;
use crate::reading::Reading;
use crate::rules::reader::RuleReader;
use lexicon::Lexicon;
use std::ops::Range;
use text::{Article, Attribution, Document};

/// What the detector knows; shared by all threads.
#[derive(Debug)]
pub struct Detector {
    vocabulary: Vocabulary,
    model: Option<Model>,
    second: Option<SecondOpinion>,
}

impl Detector {
    /// Compiles the word lists. Such a detector goes by the rules alone.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { vocabulary: Vocabulary::new(lexicon), model: None, second: None }
    }

    /// The same, with what was learned from gold beside the rules.
    pub fn with_model(self, model: Model) -> Self {
        Self { model: Some(model), ..self }
    }

    /// The same, with a word tagger that is asked about the paragraphs in which the
    /// model expects at least `doubt` wrong labels and candidates per word; 0 asks
    /// about all. The model's ranker must have learned beside
    /// such a tagger.
    pub fn with_words(self, tagger: Box<dyn WordTagger>, doubt: f32) -> Self {
        Self { second: Some(SecondOpinion { tagger, doubt }), ..self }
    }

    /// The word tagger, and when it is asked.
    #[cfg(feature = "train")]
    pub(crate) fn second_opinion(&self) -> Option<&SecondOpinion> {
        self.second.as_ref()
    }

    /// A worker for one thread; it owns the scratch space.
    pub fn worker(&self) -> Worker<'_> {
        let decider =
            self.model.as_ref().map(|model| Decider::new(&self.vocabulary, model, self.second.as_ref()));
        Worker {
            vocabulary: &self.vocabulary,
            rules: RuleReader::new(&self.vocabulary),
            decider,
            ahead: Vec::new(),
        }
    }
}

/// Detects in one article at a time.
#[derive(Debug)]
pub struct Worker<'d> {
    pub(crate) vocabulary: &'d Vocabulary,
    pub(crate) rules: RuleReader<'d>,
    pub(crate) decider: Option<Decider<'d>>,
    /// Paragraphs that are read together.
    ahead: Vec<Reading>,
}

/// About so many words are read together where there is a word tagger: it multiplies
/// many paragraphs at once a quarter faster than one, and more would only take memory.
const WORDS_TOGETHER: usize = 2_000;

impl Worker<'_> {
    /// The attributions of an article, in order of their content.
    ///
    /// An article without sentences has none. Contents may overlap where the
    /// text nests them; no two have the same content and cue.
    pub fn detect(&mut self, article: &Article, document: &Document) -> Vec<Attribution> {
        let mut assembly = Assembly::new(article, document, self.vocabulary);
        let transcript = transcript::paragraphs(self.vocabulary, article, document);
        let mut paragraphs = document.by_paragraph().enumerate();
        loop {
            let count = self.read_ahead(article, document, &transcript, &mut paragraphs);
            if count == 0 {
                return assembly.finish();
            }
            for reading in &mut self.ahead[..count] {
                assembly.add(&mut self.rules, reading);
            }
        }
    }

    /// The same, with the cues that came to nothing.
    pub fn explain(
        &mut self,
        article: &Article,
        document: &Document,
    ) -> (Vec<Attribution>, Vec<RejectedCue>) {
        self.rules.rejected = Some(Vec::new());
        let found = self.detect(article, document);
        (found, self.rules.rejected.take().unwrap_or_default())
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
        let together = self.decider.as_ref().is_some_and(Decider::has_second_opinion);
        let most = if together { WORDS_TOGETHER } else { 1 };
        let (mut count, mut words) = (0, 0);
        while words < most
            && let Some((number, (paragraph, sentences))) = paragraphs.next()
        {
            words += tokens_of(document, &sentences).len().max(1);
            if self.ahead.len() == count {
                self.ahead.push(Reading::default());
            }
            let mut reading = std::mem::take(&mut self.ahead[count]);
            let in_transcript = transcript.binary_search(&paragraph).is_ok();
            reading.begin(number, paragraph, sentences, in_transcript);
            self.read(article, document, &mut reading);
            if let (Some(decider), false) = (&mut self.decider, in_transcript) {
                decider.decide(&article.text, document, &mut reading);
            }
            self.ahead[count] = reading;
            count += 1;
        }
        if let Some(decider) = &mut self.decider {
            decider.decide_doubted(article, document, &mut self.ahead[..count]);
        }
        count
    }

    /// Folds a paragraph and applies the rules.
    pub(crate) fn read(&mut self, article: &Article, document: &Document, reading: &mut Reading) {
        let text = article.text.as_str();
        let paragraph = &article.paragraphs[reading.paragraph];
        let Reading { folded, findings, sentences, .. } = reading;
        folded.read(self.vocabulary, text, document, sentences.clone(), paragraph.span);
        if !reading.transcript {
            self.rules.read(text, paragraph.role, folded, findings);
        }
    }
}
