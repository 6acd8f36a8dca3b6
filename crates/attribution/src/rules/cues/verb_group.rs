//! A reporting verb with the auxiliaries, adverbs and negation before it: “has not
//! yet [said]”.

use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::lexical::takes::Takes;
use crate::lexical::vocabulary::Verb;
use crate::paragraph::element::{Element, Words};
use crate::phrases::left::noun_phrase_before;
use crate::rules::cues::cue::{Cue, Use};
use std::ops::Range;

/// Clitics of more bytes than this are passed over like adverbs. A typographic
/// apostrophe alone takes three, so “’ve” is passed over in any case, “'ve” only as an
/// auxiliary.
const LONGEST_CLITIC: usize = 3;

/// A verb of a sentence with what precedes it.
pub(super) struct VerbGroup<'a> {
    pub(super) text: &'a str,
    pub(super) words: Words<'a>,
    /// The sentence, without its final stop.
    pub(super) sentence: &'a Range<usize>,
    /// The verb's first word.
    pub(super) at: usize,
    pub(super) entry: &'a Verb,
    pub(super) form: Form,
    /// Where the auxiliaries and adverbs begin.
    pub(super) start: usize,
    /// The classes of its auxiliaries.
    pub(super) auxiliaries: Is,
    negated: bool,
}

impl<'a> VerbGroup<'a> {
    pub(super) fn read(
        text: &'a str,
        words: Words<'a>,
        sentence: &'a Range<usize>,
        at: usize,
        entry: &'a Verb,
        form: Form,
    ) -> Self {
        let mut start = at;
        let mut auxiliaries = Is::empty();
        let mut negated = entry.takes.intersects(Takes::NEG);
        while start > sentence.start {
            let word = &words[start - 1];
            let adverb = word.is(Is::ADVERB | Is::NEGATION)
                || word.is(Is::LY) && !word.is(Is::HUMAN | Is::CAPITAL | Is::MEDIUM)
                || word.is(Is::CLITIC) && word.word(text).len() > LONGEST_CLITIC
                // “has since admitted”
                || word.is(Is::SUBORDINATOR) && start > sentence.start + 1 && words[start - 2].is(Is::HAVE);
            if !(adverb || word.is(Is::AUXILIARY))
                || word.is(Is::SUBJECT) && !word.is(Is::AUXILIARY | Is::NEGATION)
            {
                break;
            }
            auxiliaries |= word.is & Is::AUXILIARY;
            negated |= word.is(Is::NEGATION);
            start -= 1;
            // “he'll say”: the subject is in the same word.
            if word.is(Is::AUXILIARY) && word.word(text).contains(['\'', '’']) && !word.is(Is::NEGATION) {
                break;
            }
        }
        Self { text, words, sentence, at, entry, form, start, auxiliaries, negated }
    }

    /// The cue, in this use.
    pub(super) fn cue(&self, used: Use, subject: Option<Range<usize>>) -> Cue {
        Cue {
            words: self.at..self.at + self.entry.rest.len() + 1,
            group: self.start,
            used,
            form: self.form,
            takes: self.entry.takes,
            act: self.entry.act,
            negated: self.negated,
            subject,
        }
    }

    /// The word right before the verb.
    pub(super) fn previous(&self) -> Option<&'a Element> {
        (self.at > self.sentence.start).then(|| &self.words[self.at - 1])
    }

    /// Whether what may be said in a quotation is right before the verb, and somebody after
    /// it: ““…,” comments singer Ada Holm”.
    pub(super) fn follows_quotation(&self) -> bool {
        let before = |n: usize| self.start.checked_sub(n).filter(|&at| at >= self.sentence.start);
        let is = |n: usize, kind: Is| before(n).is_some_and(|at| self.words[at].is(kind));
        let quotation = is(1, Is::QUOTATION) || is(1, Is::COMMA) && is(2, Is::QUOTATION);
        let somebody = self.next(1).is_some_and(|next| {
            next.is_name() || next.is(Is::HUMAN | Is::ORGANIZATION | Is::DETERMINER) && !next.is(Is::OBJECT)
        });
        quotation && somebody && self.start == self.at && self.entry.takes.intersects(Takes::QUOTE)
    }

    /// The nth word after the verb and its particles, counted from 1.
    pub(super) fn next(&self, n: usize) -> Option<&'a Element> {
        self.words[..self.sentence.end].get(self.at + self.entry.rest.len() + n)
    }

    /// Whether the last auxiliary is a form of “be”.
    pub(super) fn ends_in_be(&self) -> bool {
        self.last_auxiliary().is_some_and(|word| word.is(Is::BE))
    }

    pub(super) fn last_auxiliary(&self) -> Option<&'a Element> {
        self.words[self.start..self.at].iter().rev().find(|word| word.is(Is::AUXILIARY))
    }

    /// The noun phrase before the group: its subject.
    pub(super) fn subject(&self) -> Option<Range<usize>> {
        let floor = self.sentence.start;
        let mut end = self.start;
        // “Trump on Monday said”
        while end > floor + 1 && self.words[end - 1].is(Is::TIME | Is::PART) {
            end -= 1;
        }
        if end < self.start && end > floor + 1 && self.words[end - 1].is(Is::PREPOSITION) {
            end -= 1;
        }
        noun_phrase_before(self.words, end, floor)
            .or_else(|| noun_phrase_before(self.words, self.start, floor))
    }

    /// Whether the word before makes a noun of the verb: “the claim”, “of reports”.
    pub(super) fn follows_determiner(&self) -> bool {
        self.previous().is_some_and(|word| {
            word.is(Is::ARTICLE
                | Is::POSSESSIVE
                | Is::POINTING
                | Is::NUMBER
                | Is::QUANTITY
                | Is::PREPOSITION
                | Is::CLITIC)
                && !word.is(Is::SUBJECT)
        })
    }

    /// Whether the word is a noun as well: “a claim”, “the report”.
    pub(super) fn may_be_noun(&self) -> bool {
        self.entry.takes.intersects(Takes::NOUN)
            || self.words[self.at].is(Is::CUE_NOUN | Is::MEDIUM | Is::DOCUMENT)
    }
}
