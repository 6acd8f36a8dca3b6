//! Which words are the verb of a clause.

use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::paragraph::element::Words;
use std::ops::Range;

/// The bytes of “and”, the longest conjunction that joins nouns as well as clauses;
/// longer ones, such as “while”, join clauses.
pub(super) const LONGEST_AND: usize = 3;

/// Whether there is the verb of a clause among these elements.
pub(crate) fn has_finite(words: Words, range: Range<usize>) -> bool {
    range.into_iter().any(|at| is_finite(words, at))
}

/// Whether an element can be the verb of a clause: an auxiliary, a listed verb in
/// the right form, or any word in -ed that describes no noun.
pub(crate) fn is_finite(words: Words, at: usize) -> bool {
    let word = &words[at];
    // “Don Fell”, “the United States”, “in late May”
    if word.is(Is::CAPITAL)
        && at > 0
        && (word.is(Is::MONTH) || !word.is(Is::AUXILIARY) && words[at - 1].is_name())
    {
        return false;
    }
    if word.is(Is::AUXILIARY | Is::VERB) {
        // “the say”, “a need”: nouns.
        return word.is(Is::AUXILIARY)
            || at == 0
            || !words[at - 1].is(Is::ARTICLE | Is::POSSESSIVE | Is::PREPOSITION);
    }
    if let Some((_, form)) = word.verb {
        let noun = at > 0
            && words[at - 1].is(Is::ARTICLE | Is::POSSESSIVE | Is::PREPOSITION | Is::CLITIC | Is::NUMBER);
        return form == Form::Past && !describes_noun(words, at)
            || form == Form::Third && !noun && !word.is(Is::CUE_NOUN);
    }
    word.is(Is::ED) && !word.is(Is::CAPITAL) && !describes_noun(words, at)
}

/// Whether a past form describes a noun here: before it, or after it and before a
/// preposition (“a statement issued by the company”).
fn describes_noun(words: Words, at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).map(|before| &words[before]) else { return false };
    let next = words.get(at + 1);
    let before_noun = previous.is(Is::DETERMINER | Is::CLITIC | Is::PREPOSITION | Is::COORDINATOR | Is::LY)
        && next.is_some_and(|n| !n.is(Is::MARK | Is::PREPOSITION | Is::THAT | Is::DETERMINER | Is::PRONOUN));
    let after_noun = words[at].is(Is::ED)
        && !previous.is(Is::PRONOUN | Is::AUXILIARY | Is::MARK | Is::RELATIVE | Is::ADVERB | Is::CAPITAL)
        && next.is_some_and(|n| n.is(Is::PREPOSITION) && !n.is(Is::SUBORDINATOR | Is::TO));
    before_noun || after_noun
}
