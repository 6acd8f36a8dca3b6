//! Whose words they are, beyond the subject of the cue itself; and what the source
//! says of the act and the medium.

use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::phrases::details;
use crate::rules::cues::cue::Cue;
use crate::rules::sentence::FoldedSentence;
use std::ops::Range;
use text::Act;

/// How many elements before a noun its owner is searched for: “the mayor's first
/// public claim”. Chosen by hand.
const OWNER_WINDOW: usize = 3;

/// “said it was sorry and warned that …”: the source of the attribution before, among
/// those `found` in the sentence, or the subject of the verb before.
pub(super) fn shared_source(sentence: &FoldedSentence, cue: &Cue, found: &[Finding]) -> Option<Range<usize>> {
    let and = cue.group.checked_sub(1).filter(|&at| at >= sentence.range.start)?;
    if !sentence.words[and].is(Is::COORDINATOR | Is::COMMA) {
        return None;
    }
    last_source(found).or_else(|| sentence.subject(cue.group))
}

/// The source of the last attribution that has one.
pub(super) fn last_source(found: &[Finding]) -> Option<Range<usize>> {
    found.iter().rev().find_map(|f| f.source.clone())
}

/// The subject, if it can be a source: not “this” or “which” alone, without the object of
/// its clause (“which | most experts”), and of “Ito, who in turn” whoever is meant by “who”.
pub(super) fn only_if_source(sentence: &FoldedSentence, mut subject: Range<usize>) -> Option<Range<usize>> {
    let first = sentence.word(subject.start);
    if subject.len() > 1 && matches!(first, "which" | "who" | "whom") {
        if sentence.is(subject.start + 1, Is::PREPOSITION | Is::ADVERB | Is::LY | Is::TIME) {
            return sentence.noun_phrase_before(subject.start + 1);
        }
        subject.start += 1;
    }
    let word = &sentence.words[subject.start];
    let vague = subject.len() == 1 && word.is(Is::POINTING | Is::THAT | Is::WH | Is::TIME);
    (!vague).then_some(subject)
}

/// Whose noun it is: “her claim”, “the mayor's claim”.
pub(super) fn owner(sentence: &FoldedSentence, noun: usize) -> Option<Range<usize>> {
    let lowest = sentence.range.start.max(noun.saturating_sub(OWNER_WINDOW));
    for at in (lowest..noun).rev() {
        let word = &sentence.words[at];
        if word.is(Is::POSSESSIVE) {
            return Some(at..at + 1);
        }
        if word.is(Is::CLITIC) {
            return sentence.noun_phrase_before(at);
        }
        if word.is(Is::MARK | Is::QUOTATION | Is::PREPOSITION | Is::ARTICLE) {
            return None;
        }
    }
    None
}

/// The act of a cue, seen with its source: a document *shows*, whatever the verb says.
pub(super) fn act(sentence: &FoldedSentence, cue: &Cue, source: &Range<usize>) -> Act {
    let words = sentence.words;
    let is_document =
        |at: usize| words[at].is(Is::DOCUMENT) && !words.get(at + 1).is_some_and(|next| next.is(Is::CLITIC));
    // The head of the source precedes the first preposition or comma.
    let head = source.clone().find(|&at| is_document(at) || words[at].is(Is::PREPOSITION | Is::COMMA));
    match (cue.act, head) {
        (Act::Speech, Some(at)) if words[at].is(Is::DOCUMENT) => Act::Evidence,
        (act, _) => act,
    }
}

/// What the owner of a noun, or the subject of an adjective, does, by its list.
pub(super) fn act_of_word(sentence: &FoldedSentence, at: usize) -> Act {
    sentence.vocabulary.act_of_word(sentence.word(at)).unwrap_or(Act::Attitude)
}

/// “A statement from the palace said …”: the source is the medium as well.
pub(super) fn own_medium(sentence: &FoldedSentence, source: &Range<usize>) -> Option<Range<usize>> {
    let words = sentence.words;
    let is_border = |&at: &usize| words[at].is(Is::COMMA | Is::RELATIVE);
    let end = source.clone().find(is_border).unwrap_or(source.end);
    let noun = (source.start..end).find(|&at| {
        words[at].is(Is::MEDIUM) && (at == source.start || !words[at].is(Is::AUDIENCE | Is::CAPITAL))
    })?;
    let head =
        noun + 1 >= end || words.get(noun + 1).is_none_or(|next| next.is(Is::OF | Is::PREPOSITION | Is::ED));
    head.then_some(noun..noun + 1)
}

/// “In a statement, X said …”: the medium before the source that begins at `source`.
pub(super) fn fronted_medium(sentence: &FoldedSentence, used: usize, source: usize) -> Option<Range<usize>> {
    let first = used.max(sentence.range.start);
    let comma = source.checked_sub(1).filter(|&c| c > first && sentence.words[c].is(Is::COMMA))?;
    details::medium(sentence.words, first, comma).map(|end| first + 1..end)
}
