//! Marks before a small letter, as in hasty writing: "it was late. we left".

use super::possible_end::PossibleEnd;
use super::terminators::Terminators;
use crate::vocabulary::Classes;

/// The shortest word in small letters, in bytes, whose stop ends a sentence before
/// any word: shorter ones may be abbreviations that the list lacks.
const SHORTEST_WORD: usize = 4;

/// The same before a word that likely opens a sentence.
const SHORTEST_WORD_BEFORE_OPENER: usize = 2;

/// The shortest word in capitals, in bytes, whose stop ends a sentence before a
/// word that likely opens one: two capitals are initials.
const SHORTEST_CAPITALS: usize = 3;

/// Whether the sentence ends before the word `next` in small letters: only after
/// an ordinary word, where the stop cannot be that of an abbreviation.
pub(super) fn ends_before(end: &PossibleEnd, next: &[u8], marks: &Terminators) -> bool {
    if marks.ellipsis || end.vocabulary.word(next).has(Classes::SAYS) {
        return false;
    }
    let word = end.word_before();
    let small = word.bytes().all(|b| b.is_ascii_lowercase());
    let capitals = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    if marks.strong {
        // "Jeb! was" and "Huh? is" are names and mentions.
        return small || capitals;
    }
    if !end.abbreviation_before().is_empty() {
        return false;
    }
    let opener = end.vocabulary.small_opener(next);
    let shortest = if opener { SHORTEST_WORD_BEFORE_OPENER } else { SHORTEST_WORD };
    small && word.len() >= shortest || capitals && opener && word.len() >= SHORTEST_CAPITALS
}
