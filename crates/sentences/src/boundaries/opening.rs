//! The marks in front of the text after a possible end: quotation marks,
//! brackets, dashes, bullets.

use super::possible_end::PossibleEnd;
use crate::characters::{is_bullet, is_dash, is_quote};

/// The marks in front of what may be the next sentence.
pub(super) struct Opening {
    /// The offset after them: its first word or number.
    pub(super) end: usize,
    pub(super) quote: bool,
    pub(super) bracket: bool,
    pub(super) dash: bool,
    pub(super) bullet: bool,
}

/// The marks that start at `at`, white space between them included.
pub(super) fn read(end: &PossibleEnd, mut at: usize) -> Opening {
    let start = at;
    let mut opening = Opening { end: at, quote: false, bracket: false, dash: false, bullet: false };
    while let Some(c) = end.char_at(at) {
        match c {
            '(' | '[' | '{' => opening.bracket = true,
            '-' => opening.dash = true,
            _ if is_dash(c) => opening.dash = true,
            _ if is_bullet(c) => opening.bullet = true,
            '¿' | '¡' | '…' => {}
            '.' if end.text[at..end.paragraph_end].starts_with("...") => {}
            '.' if at > start && end.text[..at].ends_with('.') => {}
            _ if is_quote(c) => opening.quote = true,
            c if c.is_whitespace() => {}
            _ => break,
        }
        at += c.len_utf8();
    }
    opening.end = at;
    opening
}
