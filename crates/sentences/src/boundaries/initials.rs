//! The stop after a single letter: "Lena P. Ito", "plan B.", "so do I."

use super::possible_end::PossibleEnd;

/// How far back the word before a single letter is read, in bytes: more than any
/// word of small letters and the letter together.
const REACH: usize = 60;

/// Whether the stop after `letter` ends the sentence before text that starts with
/// `first`; the stop of an initial hardly ever does. `opener` says that this text
/// likely opens a sentence.
pub(super) fn ends_before(end: &PossibleEnd, letter: &str, first: char, opener: bool) -> bool {
    if letter.starts_with(char::is_lowercase) {
        return !first.is_numeric();
    }
    // "The bakers are Ines and I.": after a small word, "I" is the pronoun.
    opener || letter == "I" && follows_small_word(end)
}

/// Whether the word before the letter starts with a small letter.
fn follows_small_word(end: &PossibleEnd) -> bool {
    let mut words = end.behind(end.sentence_start, end.mark, REACH).rsplit(char::is_whitespace);
    words.nth(1).is_some_and(|word| word.starts_with(char::is_lowercase))
}
