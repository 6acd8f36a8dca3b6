//! “The actress was quoted in the Morning Ledger as saying that …” and “the Ledger
//! quoted her as saying: “…””: the source is whoever is quoted, the medium the paper.
//!
//! Rule `QuotedAsSaying`; guarded by `chains.txt` and `mixed.txt` in `tests/cases/`.
//! The ranker leaves these alone, since its gold names the paper as the source.

use crate::finding::Finding;
use crate::lexical::form::Form;
use crate::lexical::takes::Takes;
use crate::origin::Rule;
use crate::phrases::details::{self, Details};
use crate::rules::complement::{Complement, complement};
use crate::rules::cues::cue::Cue;
use crate::rules::extent::{clause_end, from_quotation};
use crate::rules::preceding::preceding_content;
use crate::rules::sentence::FoldedSentence;
use std::ops::Range;

/// How far after “was quoted” its “as saying” may be: room for a paper's name.
/// Chosen by hand.
const PASSIVE_WINDOW: usize = 10;

/// How far after “quoted” its “as saying” may be: room for a person with office and
/// apposition. Chosen by hand.
const ACTIVE_WINDOW: usize = 25;

/// The “as saying” of “X was quoted as saying …”, if there is one.
pub(super) fn passive_saying(sentence: &FoldedSentence, cue: &Cue) -> Option<usize> {
    as_saying(sentence, cue.words.end..cue.words.end + PASSIVE_WINDOW)
}

/// “X was quoted as saying …”, with the “as” at `saying`.
pub(super) fn passive(sentence: &FoldedSentence, cue: &Cue, saying: usize) -> Option<Finding> {
    let mut details = details::read(sentence.words, saying + 2, sentence.end, Takes::empty());
    if saying > cue.words.end + 1 {
        details.medium = Some(cue.words.end + 1..saying);
    }
    let content = content(sentence, cue, &details)?;
    Some(Finding {
        cue: vec![cue.words.clone(), saying..saying + 2],
        source: cue.subject.clone(),
        details,
        act: cue.act,
        negated: cue.negated,
        ..Finding::of_rule(Rule::QuotedAsSaying, content)
    })
}

/// “The paper quoted X as saying …”
pub(super) fn active(sentence: &FoldedSentence, cue: &Cue) -> Option<Finding> {
    let word = sentence.word(cue.words.start);
    if !word.starts_with("quot") && !word.starts_with("cit") {
        return None;
    }
    let saying = as_saying(sentence, cue.words.end + 1..cue.words.end + ACTIVE_WINDOW)?;
    let mut details = details::read(sentence.words, saying + 2, sentence.end, Takes::empty());
    let content = match content(sentence, cue, &details) {
        Some(content) => content,
        None => {
            let paper = cue.subject.as_ref()?.start;
            vec![preceding_content(sentence, sentence.range.start, paper)?]
        }
    };
    details.medium = cue.subject.clone();
    Some(Finding {
        cue: vec![cue.words.clone(), saying..saying + 2],
        source: Some(cue.words.end..saying),
        details,
        negated: cue.negated,
        ..Finding::of_rule(Rule::QuotedAsSaying, content)
    })
}

/// The “as” of “as saying” in a window, as far as the sentence goes.
fn as_saying(sentence: &FoldedSentence, window: Range<usize>) -> Option<usize> {
    (window.start..sentence.end.min(window.end)).find(|&at| {
        sentence.word(at) == "as"
            && sentence.at(at + 1).is_some_and(|w| matches!(w.verb, Some((_, Form::Ing))))
    })
}

/// What follows “as saying”.
fn content(sentence: &FoldedSentence, cue: &Cue, details: &Details) -> Option<Vec<Range<usize>>> {
    let saying = Cue { takes: Takes::BARE | Takes::THAT | Takes::QUOTE, ..cue.clone() };
    match complement(sentence, &saying, details) {
        Complement::Quotation(at) => Some(from_quotation(sentence, at, cue)),
        Complement::That(at) | Complement::Clause(at) => Some(vec![at..clause_end(sentence, at, cue)]),
        _ => None,
    }
}
