//! The head of a noun phrase: whether it can speak at all.

use crate::lexical::classes::Is;
use crate::paragraph::element::Element;

/// Where the head is found: not in what follows it, as in “their meeting in Port Callis”.
const AFTER_HEAD: Is = Is::PREPOSITION.union(Is::COMMA).union(Is::RELATIVE);

/// A phrase up to the end of its head.
pub(crate) fn head(phrase: &[Element]) -> impl Iterator<Item = &Element> {
    phrase.iter().take_while(|word| !word.is(AFTER_HEAD))
}

/// The kind of noun that a source is, by the lists; 0 if they do not know it.
pub(crate) fn source_kind(source: &[Element]) -> u32 {
    let kind = |word: &Element| match word {
        word if word.is(Is::PRONOUN) => Some(1),
        word if word.is(Is::HUMAN) => Some(2),
        word if word.is(Is::DOCUMENT) => Some(3),
        word if word.is(Is::ORGANIZATION) => Some(4),
        word if word.is_name() => Some(5),
        _ => None,
    };
    head(source).find_map(kind).unwrap_or(0)
}
