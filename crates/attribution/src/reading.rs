//! One paragraph, as far as it has been read.

use crate::finding::Finding;
use crate::learned::candidates::{self, Candidate, Tagged, Trust};
use crate::learned::crf::{COUNT, Scratch, Tagger};
use crate::learned::cue_readings::Said;
use crate::learned::ranker::Judge;
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::folded::FoldedParagraph;
use std::ops::Range;

/// A paragraph and what each step of reading made of it; each has its space and
/// uses that again.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Which of the paragraphs with sentences it is,
    pub(crate) number: usize,
    /// and which of `Article::paragraphs`.
    pub(crate) paragraph: usize,
    /// Its sentences, in `Document::sentences`.
    pub(crate) sentences: Range<usize>,
    /// It begins with a speaker's label; no more is read of it.
    pub(crate) labelled: bool,
    pub(crate) view: FoldedParagraph,
    /// What the rules found; once that is decided, what is right.
    pub(crate) found: Vec<Finding>,
    /// What the tagger says of each element: the score of each label, how probable
    /// each is, the likeliest.
    pub(crate) scores: Vec<[f32; COUNT]>,
    pub(crate) probabilities: Vec<[f32; COUNT]>,
    pub(crate) best: Vec<u8>,
    /// So much is in doubt that the word tagger is asked,
    pub(crate) doubted: bool,
    /// and what it said beside.
    pub(crate) said: Said,
}

impl Reading {
    /// Makes ready for a paragraph.
    pub(crate) fn begin(&mut self, number: usize, paragraph: usize, sentences: Range<usize>, labelled: bool) {
        (self.number, self.paragraph, self.sentences, self.labelled) =
            (number, paragraph, sentences, labelled);
        self.doubted = false;
        self.said = Said::default();
    }

    /// The probabilities and the likeliest labels that follow from the scores.
    pub(crate) fn decide(&mut self, tagger: &Tagger, scratch: &mut Scratch) {
        tagger.probabilities(&self.scores, scratch, &mut self.probabilities);
        tagger.best(&self.scores, candidates::BONUS, &mut self.best);
    }

    /// The candidates, once the paragraph has been tagged.
    pub(crate) fn candidates(&self, vocabulary: &Vocabulary, text: &str) -> Vec<Candidate> {
        let tagged = Tagged {
            vocabulary,
            text,
            elements: &self.view.elements,
            lines: &self.view.sentences,
            quotations: &self.view.quotations,
            best: &self.best,
            probabilities: &self.probabilities,
            said: &self.said,
        };
        tagged.candidates(&self.found)
    }

    /// Decides which of the candidates are right.
    pub(crate) fn select(&mut self, judge: &Judge, trust: Trust, candidates: Vec<Candidate>) {
        candidates::select(judge, trust, candidates, &self.view.elements, &mut self.found);
    }
}
