//! Nouns that report: “her claim that the bridge was safe”, “the mayor's view is that
//! …”, “its message to the council: “Come and drive it.””
//!
//! Rule `Noun`; the nouns are in `cue_nouns.tsv`. Guarded by `indirect.txt`,
//! `views.txt` and `colon.txt` in `tests/cases/`.
//!
//! Known misses: a noun that is the subject of another verb (“Her claim that the river
//! had been moved was investigated”), whose content is taken to run on.

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::origin::Rule;
use crate::phrases::details::Details;
use crate::rules::sentence::FoldedSentence;
use crate::rules::sources::{act_of_word, owner};
use std::ops::Range;

/// How far after a noun its colon may be: “its message to the council: “…””. Chosen
/// by hand.
const COLON_WINDOW: usize = 8;

/// Adds what the sentence's nouns report to its findings, which begin at `first`.
pub(super) fn find(sentence: &FoldedSentence, first: usize, found: &mut Vec<Finding>) {
    for at in sentence.range.start + 1..sentence.end {
        if !sentence.words[at].is(Is::CUE_NOUN) || sentence.cues.iter().any(|c| c.words.contains(&at)) {
            continue;
        }
        let taken = |f: &Finding| f.content.iter().chain(&f.cue).chain(&f.source).any(|r| r.contains(&at));
        if found[first..].iter().any(taken) {
            continue;
        }
        let Some(source) = owner(sentence, at) else { continue };
        let Some(content) = content(sentence, at) else { continue };
        found.push(Finding {
            cue: vec![at..at + 1],
            source: Some(source),
            details: Details::none(sentence.end),
            act: act_of_word(sentence, at),
            ..Finding::of_rule(Rule::Noun, vec![content])
        });
    }
}

/// What a noun at `at` reports: a quotation after a colon, or a clause with “that”.
fn content(sentence: &FoldedSentence, at: usize) -> Option<Range<usize>> {
    let colon = (at + 1..sentence.end.min(at + COLON_WINDOW)).find(|&i| sentence.words[i].is(Is::COLON));
    if let Some(colon) = colon.filter(|&colon| sentence.is(colon + 1, Is::QUOTATION)) {
        return Some(colon + 1..colon + 2);
    }
    // “her view is that”, “her claim that”
    let that = if sentence.is(at + 1, Is::BE) { at + 2 } else { at + 1 };
    let clause = that + 1..sentence.end;
    (sentence.is(that, Is::THAT) && sentence.has_finite(clause.clone())).then_some(clause)
}
