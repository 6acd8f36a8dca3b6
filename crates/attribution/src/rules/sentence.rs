//! A folded sentence, with what the rules need to judge it.

use crate::lexical::classes::Is;
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::element::{Element, Words};
use crate::paragraph::marks::Quotation;
use crate::phrases::clauses;
use crate::phrases::left::noun_phrase_before;
use crate::rules::cues::cue::Cue;
use std::ops::Range;

/// A sentence whose quotations are single elements. Positions are indices into
/// `words`.
pub(crate) struct FoldedSentence<'a> {
    pub(crate) text: &'a str,
    /// The elements of the whole paragraph.
    pub(crate) words: Words<'a>,
    pub(crate) vocabulary: &'a Vocabulary,
    /// The quotations of the paragraph.
    pub(crate) quotations: &'a [Quotation],
    /// The elements of the sentence.
    pub(crate) range: Range<usize>,
    /// Its end without its final stop.
    pub(crate) end: usize,
    pub(crate) cues: &'a [Cue],
    /// Headlines leave out verbs: “Bridge safe, engineers say”.
    pub(crate) headline: bool,
}

impl FoldedSentence<'_> {
    /// The element at `at`, if it is before the end of the sentence.
    pub(super) fn at(&self, at: usize) -> Option<&Element> {
        self.words[..self.end].get(at)
    }

    /// Whether the element at `at` is before the end and any of these.
    pub(super) fn is(&self, at: usize, any: Is) -> bool {
        self.at(at).is_some_and(|w| w.is(any))
    }

    /// Whether any element of a range is any of these.
    pub(super) fn any(&self, range: Range<usize>, any: Is) -> bool {
        self.words[range].iter().any(|w| w.is(any))
    }

    /// Whether a range is nothing but quotations and marks.
    pub(super) fn is_quoted(&self, range: Range<usize>) -> bool {
        self.words[range].iter().all(|w| w.is(Is::QUOTATION | Is::MARK))
    }

    /// Whether there is the verb of a clause in a range.
    pub(super) fn has_finite(&self, range: Range<usize>) -> bool {
        clauses::has_finite(self.words, range)
    }

    pub(super) fn is_finite(&self, at: usize) -> bool {
        clauses::is_finite(self.words, at)
    }

    /// The word at `at`, as it is written.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words[at].word(self.text)
    }

    /// What the quotation at `at` holds.
    pub(super) fn inner(&self, at: usize) -> &str {
        self.quotations[self.words[at].quotation as usize].inner.of(self.text)
    }

    /// Whether what the quotation at `at` holds ends like a sentence.
    pub(super) fn quotation_ends_sentence(&self, at: usize) -> bool {
        let inner = self.inner(at).trim_end_matches(['’', '\'', '”', '"']);
        inner.ends_with(['.', '!', '?', ',']) && inner.contains(' ')
    }

    /// Whether nothing but a colon follows from `at` on: what is reported is in the next
    /// paragraph.
    pub(super) fn closes_with_colon(&self, at: usize) -> bool {
        self.is(at, Is::COLON) && at + 1 >= self.end
            || at >= self.end && self.range.end > self.end && self.words[self.end].is(Is::COLON)
    }

    /// Whether a cue is followed by a quotation of its own.
    pub(super) fn quotation_follows(&self, cue: &Cue) -> bool {
        let at = cue.words.end;
        self.is(at, Is::QUOTATION) || self.is(at, Is::COMMA | Is::COLON) && self.is(at + 1, Is::QUOTATION)
    }

    /// The noun phrase that ends right before `end`.
    pub(super) fn noun_phrase_before(&self, end: usize) -> Option<Range<usize>> {
        noun_phrase_before(self.words, end, self.range.start)
    }

    /// The subject of the sentence's first verb before `before`.
    pub(super) fn subject(&self, before: usize) -> Option<Range<usize>> {
        let verb = (self.range.start..before).find(|&at| self.is_finite(at))?;
        let mut group = verb;
        while group > self.range.start && self.words[group - 1].is(Is::ADVERB | Is::LY | Is::AUXILIARY) {
            group -= 1;
        }
        self.noun_phrase_before(group)
    }
}
