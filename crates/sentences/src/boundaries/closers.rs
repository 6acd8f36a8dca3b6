//! What closes after the marks that may end a sentence: quotation marks, brackets
//! and the numbers of notes. They belong to the sentence before them.

use super::possible_end::PossibleEnd;
use super::terminators::Terminators;
use super::{notes, quotations};
use crate::characters::{closes, is_quote, skip_space};

/// What closes after the marks.
#[derive(Clone, Copy)]
pub(super) struct Closers {
    /// The offset after the last one; the end of the marks if there is none.
    pub(super) end: usize,
    /// There is a quotation mark.
    pub(super) quote: bool,
    /// There is a bracket.
    pub(super) bracket: bool,
    /// There is the number of a note.
    pub(super) note: bool,
}

/// Reads what closes after the marks.
pub(super) fn read(end: &PossibleEnd, marks: &Terminators) -> Closers {
    let mut closers = Closers { end: marks.end, quote: false, bracket: false, note: false };
    while let Some(after) = add_next(end, &mut closers) {
        closers.end = after;
    }
    closers
}

/// Notes the closer at `closers.end` and returns the offset after it; `None` if
/// there is none.
fn add_next(end: &PossibleEnd, closers: &mut Closers) -> Option<usize> {
    let c = end.char_at(closers.end)?;
    let after = closers.end + c.len_utf8();
    match c {
        // A straight mark right after the stop closes, unless it is the first of
        // the next sentence, whose space was lost.
        '"' | '\'' | '＂' => {
            let word_follows = end.char_at(after).is_some_and(char::is_alphanumeric);
            if word_follows && !quotations::is_open(end, c, closers.end) {
                return None;
            }
            closers.quote = true;
        }
        _ if closes(c) => {
            closers.quote |= is_quote(c);
            closers.bracket |= !is_quote(c);
        }
        // „…“ closes with the mark that opens elsewhere.
        '“' | '‘' | '«' if end.char_at(after).is_none_or(char::is_whitespace) => closers.quote = true,
        '*' | '_' if end.char_at(after).is_none_or(|c| c.is_whitespace() || c == '*') => {}
        '[' => {
            let after = notes::in_brackets(end, closers.end)?;
            closers.note = true;
            return Some(after);
        }
        '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' => closers.note = true,
        c if c.is_whitespace() => return add_after_space(end, closers),
        _ => return None,
    }
    Some(after)
}

/// The same for a closing mark or a note after a stray space: `… gone. ” She`,
/// `… gone. [7] She`.
fn add_after_space(end: &PossibleEnd, closers: &mut Closers) -> Option<usize> {
    let at = skip_space(end.text, closers.end, end.paragraph_end);
    let c = end.char_at(at)?;
    let after = at + c.len_utf8();
    let alone = end.char_at(after).is_none_or(char::is_whitespace);
    if c.is_ascii_digit() && !closers.note {
        let after = notes::bare(end, at)?;
        closers.note = true;
        Some(after)
    } else if c == '[' {
        let after = notes::in_brackets(end, at)?;
        closers.note = true;
        Some(after)
    } else if matches!(c, '”' | '»') || (alone && matches!(c, '"' | '’' | '\'' | ')' | ']')) {
        closers.quote |= is_quote(c);
        Some(after)
    } else {
        None
    }
}
