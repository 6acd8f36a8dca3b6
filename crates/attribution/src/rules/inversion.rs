//! “…,” said X: the source after the verb. Also “Said Ellis: “…””.
//!
//! It decides where the source of `QuotationBefore`, `ClauseBefore` and their like is;
//! guarded by `direct-after.txt` and `british.txt` in `tests/cases/`.
//!
//! Known misses: “shouted everybody else”, whose “else” is no noun.

use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::lexical::takes::Takes;
use crate::phrases::right::{PhraseRole, noun_phrase_end};
use crate::rules::cues::cue::{Cue, Use};
use crate::rules::preceding::preceding_content;
use crate::rules::sentence::FoldedSentence;
use std::ops::Range;

/// The source after a verb, if it is there; the attributions before end at `used`.
pub(super) fn inverted_source(sentence: &FoldedSentence, cue: &Cue, used: usize) -> Option<Range<usize>> {
    // “told” needs somebody told, who would be taken for the source.
    let tells = cue.takes.intersects(Takes::TELL) && !cue.takes.intersects(Takes::BARE);
    if !cue.takes.intersects(Takes::QUOTE | Takes::POST) || cue.used != Use::Finite || tells {
        return None;
    }
    let source = cue.words.end..source_end(sentence, cue);
    if cue.words.start == sentence.range.start && cue.form == Form::Past && !source.is_empty() {
        return introduces(sentence, source.end).then_some(source);
    }
    let left = cue.group.checked_sub(1).filter(|&left| left >= sentence.range.start)?;
    let mark = &sentence.words[left];
    if !mark.is(Is::COMMA | Is::QUOTATION | Is::DASH | Is::QUESTION) {
        return None;
    }
    // The mark may close an apposition: “Ito, a farmer, said prices rose”.
    preceding_content(sentence, used, cue.group)?;
    if source.is_empty() || starts_clause(sentence, &source) {
        return None;
    }
    let subject_before = !mark.is(Is::QUOTATION) && cue.subject.is_some();
    if subject_before && !ends_report(sentence, source.end) {
        return None;
    }
    Some(source)
}

fn source_end(sentence: &FoldedSentence, cue: &Cue) -> usize {
    let end = noun_phrase_end(sentence.words, cue.words.end, sentence.end, PhraseRole::Source);
    // “quipped Ito of his part”
    let is_topic = |at: usize| sentence.word(at) == "of" && sentence.is(at + 1, Is::POSSESSIVE);
    (cue.words.end + 1..end)
        .find(|&at| is_topic(at))
        .filter(|&of| sentence.is(of - 1, Is::CAPITAL))
        .unwrap_or(end)
}

/// Said Ellis: “…”
fn introduces(sentence: &FoldedSentence, source_end: usize) -> bool {
    sentence.is(source_end, Is::COLON)
        || sentence.is(source_end, Is::COMMA) && sentence.is(source_end + 1, Is::QUOTATION)
}

/// Whether a noun phrase after the verb is the subject of what is reported, since a
/// verb follows, or an object pronoun: “…, said it rained”, “…, told him”.
fn starts_clause(sentence: &FoldedSentence, phrase: &Range<usize>) -> bool {
    let verb = sentence.at(phrase.end).is_some_and(|w| {
        w.is(Is::AUXILIARY | Is::VERB | Is::ED | Is::CUE | Is::THAT) && !w.is(Is::ING)
            || sentence.is_finite(phrase.end)
    });
    let first = &sentence.words[phrase.start];
    verb || first.is(Is::OBJECT) && !first.is(Is::POSSESSIVE)
}

/// Whether a mark or a detail follows a source, so that nothing more is reported.
fn ends_report(sentence: &FoldedSentence, source_end: usize) -> bool {
    let details = Is::PREPOSITION | Is::TIME | Is::SUBORDINATOR | Is::ADVERB | Is::LY | Is::ING;
    sentence.at(source_end).is_none_or(|word| word.is(Is::MARK) || !word.is(Is::TO) && word.is(details))
}
