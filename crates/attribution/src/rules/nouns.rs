//! Nouns that report: “her claim that the bridge was safe”, “the mayor's view is
//! that …”, “its message to the council: “Come and drive it.””

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::origin::{Origin, Rule};
use crate::phrases::details::Details;
use crate::phrases::noun_phrases::{self, has_finite};
use crate::rules::verbs::Line;
use text::Act;

impl Line<'_> {
    /// Finds what the line's nouns report, apart from what is `found` already.
    pub(crate) fn nouns(&self, first: usize, found: &mut Vec<Finding>) {
        for at in self.range.start + 1..self.end {
            if !self.e[at].is(Is::CUE_NOUN) || self.cues.iter().any(|c| c.words.contains(&at)) {
                continue;
            }
            let taken =
                |f: &Finding| f.content.iter().chain(&f.cue).chain(&f.source).any(|r| r.contains(&at));
            if found[first..].iter().any(taken) {
                continue;
            }
            let Some(source) = self.owner(at) else { continue };
            let next = |n: usize| self.e[..self.end].get(at + n);
            let is_that = next(1).is_some_and(|w| w.is(Is::BE)) && next(2).is_some_and(|w| w.is(Is::THAT));
            let that = next(1).is_some_and(|w| w.is(Is::THAT));
            let colon = (at + 1..self.end.min(at + 8)).find(|&i| self.e[i].is(Is::COLON));
            let content = match colon {
                Some(colon) if self.e[..self.end].get(colon + 1).is_some_and(|w| w.is(Is::QUOTATION)) => {
                    colon + 1..colon + 2
                }
                _ if is_that && has_finite(self.e, at + 3..self.end) => at + 3..self.end,
                _ if that && has_finite(self.e, at + 2..self.end) => at + 2..self.end,
                _ => continue,
            };
            found.push(Finding {
                content: vec![content],
                cue: vec![at..at + 1],
                source: Some(source),
                details: Details { end: self.end, ..Details::default() },
                act: Act::Attitude,
                negated: false,
                origin: Origin::Rule(Rule::Noun),
                confidence: 0.6,
                introduces: false,
                sentence: 0,
            });
        }
    }

    /// “The coach is confident that Lim will play.”
    pub(crate) fn adjectives(&self, first: usize, found: &mut Vec<Finding>) {
        for at in self.range.start + 1..self.end {
            let that = self.e[..self.end].get(at + 1).is_some_and(|w| w.is(Is::THAT));
            if !self.e[at].is(Is::CUE_ADJECTIVE) || !that || self.cues.iter().any(|c| c.words.contains(&at)) {
                continue;
            }
            if found[first..].iter().any(|f| f.content.iter().any(|r| r.contains(&at))) {
                continue;
            }
            let mut group = at;
            while group > self.range.start
                && self.e[group - 1].is(Is::ADVERB | Is::LY | Is::AUXILIARY | Is::NEGATION)
            {
                group -= 1;
            }
            let copula = self.e[group..at].iter().any(|w| w.is(Is::BE));
            let source = noun_phrases::before(self.e, group, self.range.start);
            let (Some(source), true) = (source, copula && has_finite(self.e, at + 2..self.end)) else {
                continue;
            };
            if source.len() == 1 && self.e[source.start].word(self.text).eq_ignore_ascii_case("it") {
                continue;
            }
            found.push(Finding {
                content: vec![at + 2..self.end],
                cue: vec![at..at + 1],
                source: Some(source),
                details: Details { end: self.end, ..Details::default() },
                act: Act::Attitude,
                negated: self.e[group..at].iter().any(|w| w.is(Is::NEGATION)),
                origin: Origin::Rule(Rule::Adjective),
                confidence: 0.6,
                introduces: false,
                sentence: 0,
            });
        }
    }

    /// “The farm agency put out a bulletin: “Light fires.””, “Sanders made the
    /// following comment:”: the subject of the line says what follows the colon,
    /// if a word for something said or written stands before it.
    pub(crate) fn colon(&self, first: usize, found: &mut Vec<Finding>) {
        if found.len() > first {
            return;
        }
        let last = (self.range.start..self.range.end).rev().find(|&at| self.e[at].is(Is::COLON));
        let Some(colon) = last else { return };
        let quotation = self.e[..self.range.end].get(colon + 1).is_some_and(|w| w.is(Is::QUOTATION));
        let introduces = colon + 1 >= self.range.end;
        let noun = (self.range.start..colon).rev().find(|&at| self.e[at].is(Is::CUE_NOUN | Is::MEDIUM));
        let source = noun.and_then(|noun| self.owner(noun).or_else(|| self.subject(noun)));
        // “The union's secretary was blunter: “They lied.””
        let somebody = || {
            self.subject(colon)
                .filter(|s| s.clone().any(|at| self.e[at].is(Is::HUMAN) || self.e[at].is_name()))
        };
        let source = source.or_else(|| if quotation { somebody() } else { None });
        let (Some(source), true) = (source, quotation || introduces) else { return };
        found.push(Finding {
            content: if quotation { vec![colon + 1..colon + 2] } else { Vec::new() },
            cue: noun.map(|noun| noun..noun + 1).into_iter().collect(),
            source: Some(source),
            details: Details { end: self.end, ..Details::default() },
            act: Act::Speech,
            negated: false,
            origin: Origin::Rule(Rule::Colon),
            confidence: 0.6,
            introduces,
            sentence: 0,
        });
    }

    /// Whose claim it is: “her”, “the mayor's”.
    fn owner(&self, noun: usize) -> Option<std::ops::Range<usize>> {
        let lowest = self.range.start.max(noun.saturating_sub(3));
        for at in (lowest..noun).rev() {
            let word = &self.e[at];
            if word.is(Is::POSSESSIVE) {
                return Some(at..at + 1);
            }
            if word.is(Is::CLITIC) {
                return noun_phrases::before(self.e, at, self.range.start);
            }
            if word.is(Is::MARK | Is::QUOTATION | Is::PREPOSITION | Is::ARTICLE) {
                return None;
            }
        }
        None
    }
}
