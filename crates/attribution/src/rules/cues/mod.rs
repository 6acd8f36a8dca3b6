//! Which words of a sentence may attribute something: verbs in a reporting form, and
//! phrases such as “according to”.
//!
//! A verb gets here from `reporting_verbs.tsv`, a phrase from `cue_phrases.tsv`; set
//! phrases that report nothing (“a say in”) have been masked before. There is a file
//! for each form of the verb, since each is mistaken for something else: [`base`] for
//! a plural noun or an infinitive, [`third`] for a plural noun, [`past`] for an
//! adjective, [`ing`] for a noun. Guarded by `not-quotes.txt` in `tests/cases/`.

mod base;
pub(crate) mod cue;
mod ing;
mod past;
mod third;
mod verb_group;

use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::lexical::takes::Takes;
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::element::Words;
use cue::{Cue, Use};
use std::ops::Range;
use verb_group::VerbGroup;

/// Fills `found` with the candidate cues of a sentence, in order. Its `range` ends
/// before the final stop.
pub(crate) fn find(
    vocabulary: &Vocabulary,
    text: &str,
    words: Words,
    range: &Range<usize>,
    headline: bool,
    found: &mut Vec<Cue>,
) {
    found.clear();
    let mut at = range.start;
    while at < range.end {
        if let Some(cue) = phrase(vocabulary, text, words, range.start, at) {
            at = cue.words.end;
            found.push(cue);
            continue;
        }
        if let Some((verb, form)) = words[at].verb
            // “United States”, “Stevie Wonder”; headlines may capitalise every word.
            && (headline || at == range.start || !words[at].is(Is::CAPITAL))
        {
            let entry = &vocabulary.verbs[verb as usize];
            let group = VerbGroup::read(text, words, range, at, entry, form);
            if let Some(cue) = verb_cue(&group) {
                let cue = with_gerund(vocabulary, words, range.end, cue);
                at = cue.words.end;
                found.push(cue);
                continue;
            }
        }
        at += 1;
    }
}

/// The cue phrase at `at`, with “at least” and adverbs before it.
fn phrase(vocabulary: &Vocabulary, text: &str, words: Words, floor: usize, at: usize) -> Option<Cue> {
    let phrase = words[at].phrase?;
    let end = at + usize::from(words[at].length);
    // “at least in the view of”
    let mut group = at;
    while group > floor
        && (words[group - 1].is(Is::ADVERB)
            || words[group - 1].word(text) == "least"
            || words[group - 1].word(text) == "at" && group < at)
    {
        group -= 1;
    }
    Some(Cue {
        words: at..end,
        group,
        used: Use::Phrase,
        form: Form::Base,
        takes: Takes::empty(),
        act: vocabulary.phrases[phrase as usize].act,
        negated: false,
        subject: None,
    })
}

/// A verb as a cue, if its form and surroundings allow.
fn verb_cue(group: &VerbGroup) -> Option<Cue> {
    match group.form {
        Form::Base => base::cue(group),
        Form::Third => third::cue(group),
        Form::Past | Form::Participle => past::cue(group),
        Form::Ing => ing::cue(group),
    }
}

/// “recalled telling”, “remembered saying”: one cue, which takes what its second verb
/// takes.
fn with_gerund(vocabulary: &Vocabulary, words: Words, ceiling: usize, cue: Cue) -> Cue {
    match words[..ceiling].get(cue.words.end).and_then(|w| w.verb) {
        Some((verb, Form::Ing)) if cue.used == Use::Finite || cue.takes.intersects(Takes::PASSIVE_THAT) => {
            let gerund = &vocabulary.verbs[verb as usize];
            let end = cue.words.end + 1 + gerund.rest.len();
            Cue {
                words: cue.words.start..end,
                takes: gerund.takes,
                act: gerund.act,
                used: Use::Finite,
                ..cue
            }
        }
        _ => cue,
    }
}
