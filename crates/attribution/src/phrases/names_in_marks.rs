//! Quotation marks around names: nicknames, titles, and what somebody or something
//! is called. They quote nobody.

use crate::lexical::classes::Is;
use crate::lexical::form::Form;
use crate::lexical::takes::Takes;
use crate::paragraph::element::{Element, Words};

/// How many elements before such a name are searched for a “what” or “which”, the
/// verb that names included: about the length of “what the mayor has repeatedly
/// called”. Chosen by hand.
const WH_WINDOW: usize = 7;

/// Whether a quotation at `at`, after a verb that names, is nothing but the name of
/// something: a group called “Save the Harbour”, but what the mayor called “a barn”.
pub(crate) fn names_something(words: Words, at: usize, takes: Takes) -> bool {
    let past = at > 0 && matches!(words[at - 1].verb, Some((_, Form::Past | Form::Participle)));
    past && takes.only_names()
        && words.get(at).is_some_and(|w| w.is(Is::QUOTATION))
        && !words[at.saturating_sub(WH_WINDOW)..at].iter().any(|w| w.is(Is::WH))
}

/// A nickname has at most so many bytes, its marks included: “The Ferryman of the Fell”.
const LONGEST_NICKNAME: usize = 30;

/// Whether a quotation is short enough for a nickname.
pub(crate) fn is_short(quotation: &Element) -> bool {
    quotation.span.len() <= LONGEST_NICKNAME
}

/// Whether a quotation is part of a name: Eddie “Two Coats” Lomax.
pub(crate) fn is_name_in_marks(words: Words, at: usize) -> bool {
    at > 0
        && is_short(&words[at])
        && words[at - 1].is(Is::CAPITAL)
        && words.get(at + 1).is_some_and(|w| w.is(Is::CAPITAL))
}

/// Whether a quotation is what somebody or something goes by: known as “the Ferryman” since.
pub(super) fn is_designation(words: Words, at: usize) -> bool {
    at > 0 && is_short(&words[at]) && words[at - 1].is(Is::PREPOSITION)
}
