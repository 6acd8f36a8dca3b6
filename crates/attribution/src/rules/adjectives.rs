//! “The coach is confident that Lim will play.”
//!
//! Rule `Adjective`; the adjectives are in `cue_adjectives.tsv`. Guarded by
//! `attitude.txt` in `tests/cases/`.
//!
//! Known misses: adjectives that are forms of a reporting verb (“are worried that”).

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::origin::Rule;
use crate::phrases::details::Details;
use crate::rules::sentence::FoldedSentence;
use crate::rules::sources::act_of_word;

/// Adds what the sentence's adjectives report to its findings, which begin at `first`.
pub(super) fn find(sentence: &FoldedSentence, first: usize, found: &mut Vec<Finding>) {
    for at in sentence.range.start + 1..sentence.end {
        if !sentence.words[at].is(Is::CUE_ADJECTIVE)
            || !sentence.is(at + 1, Is::THAT)
            || sentence.cues.iter().any(|c| c.words.contains(&at))
            || found[first..].iter().any(|f| f.content.iter().any(|r| r.contains(&at)))
        {
            continue;
        }
        found.extend(adjective(sentence, at));
    }
}

/// What an adjective at `at`, before “that”, reports.
fn adjective(sentence: &FoldedSentence, at: usize) -> Option<Finding> {
    let mut group = at;
    while group > sentence.range.start
        && sentence.words[group - 1].is(Is::ADVERB | Is::LY | Is::AUXILIARY | Is::NEGATION)
    {
        group -= 1;
    }
    let clause = at + 2..sentence.end;
    if !sentence.any(group..at, Is::BE) || !sentence.has_finite(clause.clone()) {
        return None;
    }
    let source = sentence.noun_phrase_before(group)?;
    // “It is clear that …”: nobody's view.
    if source.len() == 1 && sentence.word(source.start).eq_ignore_ascii_case("it") {
        return None;
    }
    Some(Finding {
        cue: vec![at..at + 1],
        source: Some(source),
        details: Details::none(sentence.end),
        act: act_of_word(sentence, at),
        negated: sentence.any(group..at, Is::NEGATION),
        ..Finding::of_rule(Rule::Adjective, vec![clause])
    })
}
