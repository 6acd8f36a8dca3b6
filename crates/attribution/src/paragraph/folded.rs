//! A paragraph with every outermost quotation folded into one element.

use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::element::{Element, LookUp};
use crate::paragraph::marks::{self, Quotation};
use std::ops::Range;
use text::{Document, Span, Token};

/// The most elements of a sentence; a longer one is cut. No news sentence is that
/// long, and some rules take time that grows with the square of a sentence.
const LONGEST_SENTENCE: usize = 250;

/// How many reports are looked for in a paragraph of so many words or elements, each step
/// for itself; what comes after them is not read. What is done with reports takes time that
/// grows with their square, a word tagger reads the words around a cue once for each, and a
/// text that repeats *who said he* has one for every third word. No paragraph of 1,000
/// articles came nearer to this than five with what the rules find, and none of 2,000 with
/// the cues about which `accurate` asks.
pub(crate) fn most_reports(words: usize) -> usize {
    REPORTS_OF_ANY + words / WORDS_PER_REPORT
}

/// So many in any paragraph,
const REPORTS_OF_ANY: usize = 8;

/// and one more for so many words.
const WORDS_PER_REPORT: usize = 10;

/// A folded paragraph; scratch space for one paragraph at a time.
#[derive(Debug, Default)]
pub(crate) struct FoldedParagraph {
    /// Its quotations, in order, outer ones before those inside them.
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) elements: Vec<Element>,
    /// Its sentences after folding, as ranges of `elements`, with no gap between
    /// them. A sentence does not end inside a quotation.
    pub(crate) sentences: Vec<Range<usize>>,
    lower: String,
}

/// The tokens of a range of a document's sentences.
pub(crate) fn tokens_of<'d>(document: &'d Document, sentences: &Range<usize>) -> &'d [Token] {
    match &document.sentences[sentences.clone()] {
        [] => &[],
        [only] => &document.tokens[only.tokens.clone()],
        [first, .., last] => &document.tokens[first.tokens.start..last.tokens.end],
    }
}

impl FoldedParagraph {
    /// Reads the sentences `range` of a document, which are those of one paragraph.
    pub(crate) fn read(
        &mut self,
        vocabulary: &Vocabulary,
        text: &str,
        document: &Document,
        range: Range<usize>,
        paragraph: Span,
    ) {
        marks::quotations(text, tokens_of(document, &range), paragraph, &mut self.quotations);
        self.fold(vocabulary, text, document, range, None);
    }

    /// Reads again what is inside one of the quotations: those in it are now the
    /// outermost ones.
    pub(crate) fn enter(
        &mut self,
        vocabulary: &Vocabulary,
        text: &str,
        document: &Document,
        range: Range<usize>,
        quotation: usize,
    ) {
        self.fold(vocabulary, text, document, range, Some(quotation));
    }

    /// Folds what is `within` a quotation, or else the whole paragraph.
    fn fold(
        &mut self,
        vocabulary: &Vocabulary,
        text: &str,
        document: &Document,
        range: Range<usize>,
        within: Option<usize>,
    ) {
        self.elements.clear();
        self.sentences.clear();
        let sentences = &document.sentences[range.clone()];
        let first_token = sentences.first().map_or(0, |s| s.tokens.start);
        let tokens = tokens_of(document, &range);
        let inside =
            within.map_or(0..tokens.len(), |q| self.quotations[q].open + 1..self.quotations[q].close);
        let mut look_up = LookUp { vocabulary, text, tokens, lower: std::mem::take(&mut self.lower) };

        let mut sentence = 0;
        let mut quotation = 0;
        let mut folded_until = 0;
        let mut masked_until = 0;
        for at in inside {
            while sentence + 1 < sentences.len() && first_token + at >= sentences[sentence].tokens.end {
                sentence += 1;
                if at >= folded_until {
                    self.end_sentence();
                }
            }
            if at < folded_until {
                continue;
            }
            while self.quotations.get(quotation).is_some_and(|q| q.open < at || q.parent != within) {
                quotation += 1;
            }
            if self.elements.len() - self.sentence_start() >= LONGEST_SENTENCE {
                self.end_sentence();
            }
            let in_sentence = (range.start + sentence) as u32;
            match self.quotations.get(quotation) {
                Some(q) if q.open == at => {
                    self.elements.push(Element::folded(quotation, q.outer, in_sentence));
                    folded_until = q.close + 1;
                }
                _ => {
                    let mut element = look_up.element(at, in_sentence);
                    if at < masked_until {
                        element.mask();
                    } else if element.opens_set_phrase() {
                        // “needless to say” reports nothing.
                        masked_until = at + usize::from(element.length);
                    }
                    self.elements.push(element);
                }
            }
        }
        self.end_sentence();
        self.lower = look_up.lower;
    }

    /// Where the sentence begins that is being read.
    fn sentence_start(&self) -> usize {
        self.sentences.last().map_or(0, |sentence| sentence.end)
    }

    /// Ends the sentence that is being read, unless it is empty.
    fn end_sentence(&mut self) {
        let start = self.sentence_start();
        if start < self.elements.len() {
            self.sentences.push(start..self.elements.len());
        }
    }
}
