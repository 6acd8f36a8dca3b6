//! The stop of an abbreviation: "Sen.", "Inc.", "a.m.", "No.", "U.S.".
//!
//! What an abbreviation is and what may follow it is said by its classes in
//! `abbreviations.tsv`; `openers.tsv` has the words that likely open a sentence.

use super::initials;
use super::opening::Opening;
use super::possible_end::PossibleEnd;
use crate::characters::char_before;
use crate::vocabulary::{Classes, is_dotted};

/// What follows a possible end after white space and opening marks.
pub(super) struct Next<'a> {
    /// Its first character: a capital, a digit or a letter without case.
    pub(super) first: char,
    /// Its first word; empty if it starts with something else.
    pub(super) word: &'a [u8],
    /// The offset after that word.
    pub(super) word_end: usize,
    /// Whether that word likely opens a sentence.
    pub(super) opener: bool,
    /// The marks in front of it.
    pub(super) opening: &'a Opening,
}

/// Whether a single stop ends the sentence before `next`.
pub(super) fn ends_before(end: &PossibleEnd, next: &Next) -> bool {
    let word = end.word_before();
    if word.is_empty() {
        return !is_numbered(end);
    }
    let single = word.chars().nth(1).is_none();
    let before = char_before(end.text, end.mark - word.len());
    if single && before.is_some_and(|b| b.is_numeric() || b == '&') && !next.first.is_numeric() {
        // "It cost $180.9m. The mayor …", "the rules of AT&T."
        return true;
    }
    let class = end.vocabulary.abbreviation(word.as_bytes());
    if !class.is_empty() {
        return known_ends_before(end, word, class, next);
    }
    if single {
        return initials::ends_before(end, word, next.first, next.opener);
    }
    !is_dotted(word) || next.opener
}

/// The same for an abbreviation that the list knows.
fn known_ends_before(end: &PossibleEnd, word: &str, class: Classes, next: &Next) -> bool {
    // "Bowie, Md." and "Reston, D.C." against "Md. Rahim" and "the D.C. Circuit".
    let place_name = class.has(Classes::END) && follows_comma(end, word);
    if next.opening.dash || class.has(Classes::NAME) && !place_name {
        return false;
    }
    if class.has(Classes::INNER) {
        return class.has(Classes::WORD) && next.opener;
    }
    if next.first.is_numeric() {
        return false;
    }
    if class.has(Classes::NUMBER) {
        return !is_roman(next.word) && !end.vocabulary.word(next.word).has(Classes::CALENDAR);
    }
    if class.has(Classes::SUFFIX) && !place_name {
        return next.opener || end.char_at(next.word_end) == Some(':');
    }
    if class.has(Classes::TIME) {
        return !end.vocabulary.word(next.word).has(Classes::CALENDAR)
            && !next.opening.bracket
            && !opens_with_time(end);
    }
    let title = end.char_at(next.word_end) == Some('.')
        && end.vocabulary.abbreviation(next.word).has(Classes::NAME | Classes::NUMBER);
    !title && (!next.opening.bracket || next.opener)
}

/// Whether there is a comma before the word before the mark.
fn follows_comma(end: &PossibleEnd, word: &str) -> bool {
    end.text[end.sentence_start..end.mark - word.len()].trim_end().ends_with(',')
}

/// Whether the sentence so far is "Figure 2" or the like, which heads a line:
/// "Figure 2. The harbour in winter".
fn is_numbered(end: &PossibleEnd) -> bool {
    let (word, word_end) = end.word_at(end.sentence_start);
    end.vocabulary.word(word).has(Classes::NUMBERED)
        && end.text[word_end..end.mark].bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'.')
}

/// With fewer words than this the sentence has hardly begun: "By 4 a.m." has
/// three, "At about half past 4 a.m." has six. Chosen by hand.
const WORDS_OF_A_BEGINNING: usize = 6;

/// Whether the sentence so far is only a time: "By 4 a.m. Gen. Kovač fished".
fn opens_with_time(end: &PossibleEnd) -> bool {
    let (first, _) = end.word_at(end.sentence_start);
    end.vocabulary.word(first).has(Classes::CLOCK)
        && end.text[end.sentence_start..end.mark].split_whitespace().take(WORDS_OF_A_BEGINNING).count()
            < WORDS_OF_A_BEGINNING
}

/// Whether a word is a Roman number, "I" excepted, which is mostly the pronoun.
fn is_roman(word: &[u8]) -> bool {
    !word.is_empty() && word != b"I" && word.iter().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}
