//! Quotations at a possible end: whether a straight quotation mark closes one, and
//! whether the words after it attribute it.

use super::possible_end::PossibleEnd;
use super::terminators::Terminators;
use crate::characters::skip_space;
use crate::vocabulary::Classes;

/// How far back the opening mark of a straight one is looked for, in bytes. More
/// than nearly all paragraphs of news have; it bounds the work in one long
/// paragraph with many marks.
const OPENING_REACH: usize = 4_000;

/// Whether a straight quotation mark at `at` has one to close.
pub(super) fn is_open(end: &PossibleEnd, mark: char, at: usize) -> bool {
    let before = end.behind(end.paragraph_start, at, OPENING_REACH);
    if mark == '\'' {
        // Apostrophes cannot be counted.
        return before.contains(" '") || before.starts_with('\'');
    }
    before.matches(mark).count() % 2 == 1
}

/// The most words of a name and its verb, the verb included: "Dr. Maria van der
/// Meer asked". Chosen by hand.
const MOST_WORDS: usize = 6;

/// The longest word in small letters that may be part of a name, in bytes: "van",
/// "der", "bin".
const LONGEST_PARTICLE: usize = 3;

/// Whether a name and a verb at `next` attribute the quotation just closed: “Do
/// crabs sing?” Lindqvist wondered. After a full stop only when nothing else
/// follows.
pub(super) fn is_attributed(end: &PossibleEnd, next: usize, marks: &Terminators) -> bool {
    let mut at = next;
    for position in 0..MOST_WORDS {
        let (word, word_end) = end.word_at(at);
        let Some(first) = end.char_at(at).filter(|_| !word.is_empty()) else { return false };
        let class = end.vocabulary.word(word);
        if position > 0 && class.has(Classes::SAYS) {
            return match end.char_at(word_end) {
                None | Some('.') => true,
                _ => marks.strong && !end.text[word_end..end.paragraph_end].starts_with(" that "),
            };
        }
        let particle = first.is_lowercase() && word_end - at <= LONGEST_PARTICLE;
        if !first.is_uppercase() && !particle || position == 0 && class.has(Classes::OPENER) && word != b"I" {
            return false;
        }
        let mut after = word_end;
        match end.char_at(after) {
            Some(',') => return marks.strong && verb_follows_apposition(end, after + 1),
            Some('.' | '-') => after += 1,
            _ => {}
        }
        at = skip_space(end.text, after, end.paragraph_end);
    }
    false
}

/// The longest apposition that is read, in characters. Chosen by hand: longer ones
/// rarely come between a question and its verb.
const LONGEST_APPOSITION: usize = 150;

/// Whether the apposition that starts at `start` is closed by a comma and a verb
/// that attributes: “Why us?” Fisk, a cook, wondered.
fn verb_follows_apposition(end: &PossibleEnd, start: usize) -> bool {
    let mut closed = false;
    for (offset, c) in end.text[start..end.paragraph_end].char_indices().take(LONGEST_APPOSITION) {
        if closed && c != ' ' {
            let (word, _) = end.word_at(start + offset);
            if end.vocabulary.word(word).has(Classes::SAYS) {
                return true;
            }
            closed = false;
        }
        match c {
            '!' | '?' | ';' | ':' => return false,
            '.' => {
                // “a friend of Del. Ito”
                let word = end.text[start..start + offset].rsplit(' ').next().unwrap_or_default();
                if !end.vocabulary.abbreviation(word.as_bytes()).has(Classes::NAME) {
                    return false;
                }
            }
            ',' => closed = true,
            _ => {}
        }
    }
    false
}
