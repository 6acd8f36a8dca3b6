//! The numbers of notes after a sentence: `[28]`, `[a]`, or a bare "4".

use super::possible_end::PossibleEnd;
use crate::characters::closes;
use crate::vocabulary::{Classes, is_dotted};

/// The most digits of a note in brackets, `[128]`; `[2009]` is a year.
const MOST_DIGITS: usize = 3;

/// The most digits of a note without brackets. With three, amounts would pass.
const MOST_BARE_DIGITS: usize = 2;

/// The end of a note in brackets at `at`: one letter, or digits.
pub(super) fn in_brackets(end: &PossibleEnd, at: usize) -> Option<usize> {
    let inner = &end.text.as_bytes()[at + 1..end.paragraph_end];
    let length = inner.iter().take(MOST_DIGITS + 1).take_while(|b| b.is_ascii_alphanumeric()).count();
    let is_note = (1..=MOST_DIGITS).contains(&length) && inner.get(length) == Some(&b']');
    let number = inner[..length].iter().all(u8::is_ascii_digit) || length == 1;
    (is_note && number).then_some(at + "[".len() + length + "]".len())
}

/// The end of a note without brackets at `at`, before a word that likely opens a
/// sentence: "Some crack. 4 Even so, …".
pub(super) fn bare(end: &PossibleEnd, at: usize) -> Option<usize> {
    let digits = end.text[at..end.paragraph_end].bytes().take_while(u8::is_ascii_digit).count();
    let close = at + digits;
    if digits > MOST_BARE_DIGITS || end.char_at(close) != Some(' ') || !follows_plain_word(end) {
        return None;
    }
    let (next, _) = end.word_at(close + 1);
    end.vocabulary.word(next).has(Classes::OPENER).then_some(close)
}

/// Whether the mark follows an ordinary word or a bracket, so that the number
/// after it does not belong to an abbreviation ("No. 4").
fn follows_plain_word(end: &PossibleEnd) -> bool {
    let word = end.word_before();
    word.chars().nth(1).is_some() && end.abbreviation_before().is_empty() && !is_dotted(word)
        || end.char_before().is_some_and(closes)
}
