//! What follows a cue: a quotation, a clause with or without “that”, an infinitive, a
//! phrase, or nothing that it could report.

use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::phrases::appositions::{is_apposition, piece_end};
use crate::phrases::details::Details;
use crate::rules::cues::cue::Cue;
use crate::rules::preceding::preceding_content;
use crate::rules::sentence::FoldedSentence;

/// How many elements after a cue a “that” is searched for which a place or a time
/// keeps from its verb: “said at the expo in Accra, capital of Ghana, in late May
/// that …”. Chosen by hand.
const THAT_WINDOW: usize = 25;

/// What follows a cue and its details, with where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Complement {
    /// A quotation, maybe with a clause around it.
    Quotation(usize),
    /// A clause after “that”, or after a colon.
    That(usize),
    /// Perhaps a clause without “that”, or an object.
    Clause(usize),
    Infinitive(usize),
    /// A noun phrase with what it is called: “[her a liar]”.
    Phrase(usize),
    Nothing,
}

/// What follows a cue whose subject precedes it.
pub(super) fn complement(sentence: &FoldedSentence, cue: &Cue, details: &Details) -> Complement {
    let at = details.end;
    let Some(word) = sentence.at(at) else { return Complement::Nothing };
    if let Some(quotation) = quotation_at(sentence, at, cue) {
        return Complement::Quotation(quotation);
    }
    if word.is(Is::COLON) {
        return if cue.takes.intersects(Takes::QUOTE) && sentence.at(at + 1).is_some() {
            Complement::That(at + 1)
        } else {
            Complement::Nothing
        };
    }
    if word.is(Is::COMMA | Is::DASH) {
        return beyond_mark(sentence, at, cue);
    }
    if word.is(Is::THAT) {
        let first = if sentence.is(at + 1, Is::COMMA) { at + 2 } else { at + 1 };
        return if first < sentence.end { Complement::That(first) } else { Complement::Nothing };
    }
    let to = word.is(Is::TO) || word.is(Is::NEGATION) && sentence.is(at + 1, Is::TO);
    if to && cue.takes.intersects(Takes::TO | Takes::TOINF) {
        return Complement::Infinitive(at);
    }
    if word.is(Is::MARK) {
        return Complement::Nothing;
    }
    if cue.takes.intersects(Takes::OF | Takes::AS | Takes::NAME) && !cue.takes.intersects(Takes::THAT) {
        let first = &sentence.words[cue.words.end];
        let object = !first.is(Is::PREPOSITION | Is::ADVERB | Is::SUBORDINATOR | Is::AUXILIARY)
            || first.is(Is::DETERMINER | Is::OBJECT);
        return if object { Complement::Phrase(cue.words.end) } else { Complement::Nothing };
    }
    if word.is(Is::PREPOSITION)
        && !word.is(Is::SUBORDINATOR | Is::TO)
        && let Some(that) = that_beyond(sentence, at, cue)
    {
        return Complement::That(that);
    }
    Complement::Clause(at)
}

/// What follows a cue whose source follows it: nothing but another quotation.
pub(super) fn after_inverted(sentence: &FoldedSentence, details: &Details) -> Complement {
    let at = details.end;
    if sentence.is(at, Is::COMMA | Is::COLON | Is::DASH) && sentence.is(at + 1, Is::QUOTATION) {
        return Complement::Quotation(at + 1);
    }
    Complement::Nothing
}

/// The quotation that begins at `at`, or after a mark or an emphasis there.
fn quotation_at(sentence: &FoldedSentence, at: usize, cue: &Cue) -> Option<usize> {
    let is_quotation = |at: usize| sentence.is(at, Is::QUOTATION);
    let word = sentence.at(at)?;
    if word.is(Is::QUOTATION) {
        return Some(at);
    }
    // “says it herself, “…””, “put it best: “…””
    let emphasis =
        word.is(Is::PRONOUN) && !sentence.is(at + 1, Is::MARK) && sentence.is(at + 2, Is::COMMA | Is::COLON);
    if emphasis && is_quotation(at + 3) && cue.takes.intersects(Takes::QUOTE) {
        return Some(at + 3);
    }
    // “scolded him: “…””
    if word.is(Is::OBJECT) && sentence.is(at + 1, Is::COLON) && is_quotation(at + 2) {
        return Some(at + 2);
    }
    (word.is(Is::SEMICOLON | Is::COLON | Is::COMMA | Is::DASH) && is_quotation(at + 1)).then_some(at + 1)
}

/// What follows a comma or dash at `at`, after a cue, and is no quotation right there.
fn beyond_mark(sentence: &FoldedSentence, at: usize, cue: &Cue) -> Complement {
    if !sentence.is(at + 1, Is::ING | Is::NEGATION | Is::COORDINATOR)
        && let Some(that) = that_beyond(sentence, at, cue).filter(|&that| !sentence.is(that - 2, Is::COMMA))
    {
        return Complement::That(that);
    }
    let close = inserted_end(sentence, at + 1, cue);
    if !sentence.is(close, Is::COMMA) {
        return Complement::Nothing;
    }
    if sentence.is(close + 1, Is::THAT) && cue.takes.intersects(Takes::THAT | Takes::TELL) {
        return Complement::That(close + 2);
    }
    let cued = sentence.cues.iter().any(|c| c.words.start > at && c.words.end <= close);
    if cued {
        return Complement::Nothing;
    }
    if sentence.is(close + 1, Is::QUOTATION) && !sentence.has_finite(at + 1..close) {
        return Complement::Quotation(close + 1);
    }
    // “told the archivists on Friday, in a lecture that had been moved twice, the
    // general's wife had …”
    if sentence.is(at + 1, Is::PREPOSITION)
        && cue.takes.intersects(Takes::TELL | Takes::BARE)
        && sentence.has_finite(close + 1..sentence.end)
        && preceding_content(sentence, sentence.range.start, cue.group).is_none()
    {
        return Complement::Clause(close + 1);
    }
    Complement::Nothing
}

/// Where that ends which commas insert after a cue: “said, when the applause had
/// stopped, that …”, “told Ito, 58, who runs the shop, that …”.
fn inserted_end(sentence: &FoldedSentence, start: usize, cue: &Cue) -> usize {
    let mut first = start;
    let mut close = piece_end(sentence.words, first, sentence.end);
    while sentence.is(close, Is::COMMA)
        && !sentence.is(close + 1, Is::THAT | Is::QUOTATION)
        && cue.takes.intersects(Takes::TELL)
        && is_apposition(sentence.words, first..close)
    {
        first = close + 1;
        close = piece_end(sentence.words, first, sentence.end);
    }
    close
}

/// What begins after a “that” which a place or a time keeps from its verb.
fn that_beyond(sentence: &FoldedSentence, at: usize, cue: &Cue) -> Option<usize> {
    let that = (at + 1..sentence.end.min(at + THAT_WINDOW))
        .find(|&i| sentence.words[i].is(Is::THAT) || sentence.is_finite(i))
        .filter(|&that| sentence.words[that].is(Is::THAT))?;
    (that + 1 < sentence.end
        && !sentence.is(that + 1, Is::AUXILIARY | Is::VERB)
        && cue.takes.intersects(Takes::THAT | Takes::TELL)
        && !sentence.cues.iter().any(|c| (at..that).contains(&c.words.start)))
    .then_some(that + 1)
}
