//! Marks with no space after them: "banned in spring.Cooks used cups" lost its
//! space, "ladle.example.org" never had one.

use super::closers::Closers;
use super::lower_case;
use super::possible_end::PossibleEnd;
use super::terminators::Terminators;
use crate::characters::{closes, opens_quote};
use crate::vocabulary::Classes;

/// Whether the sentence ends where no space follows.
pub(super) fn ends(end: &PossibleEnd, marks: &Terminators, closers: Closers) -> bool {
    let Some(next) = end.char_at(closers.end) else { return false };
    if marks.wide {
        return closers.end == marks.end || next.is_uppercase();
    }
    let before = end.char_before().unwrap_or(' ');
    let closed = closers.end > marks.end;
    if opens_quote(next) || next == '"' {
        let capital = end.char_at(end.after(closers.end)).is_some_and(char::is_uppercase);
        return capital && (before.is_lowercase() || before.is_numeric() || marks.strong);
    }
    let (word, after) = end.word_at(closers.end);
    if !next.is_uppercase() {
        return marks.strong
            && !closed
            && end.vocabulary.small_opener(word)
            && lower_case::ends_before(end, word, marks);
    }
    let title = end.char_at(after) == Some('.') && end.vocabulary.abbreviation(word).has(Classes::NAME);
    let word_ends =
        end.char_at(after).is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '\'' | '’' | ':')) || title;
    if !word_ends {
        return false;
    }
    let previous = end.word_before();
    if marks.single_stop && !closed {
        let class = end.vocabulary.abbreviation(previous.as_bytes());
        if previous.contains('.') || !class.is_empty() && !class.has(Classes::WORD) {
            return false;
        }
    }
    let likely = title || end.vocabulary.word(word).has(Classes::OPENER);
    let capitalised = word.len() > 1 && end.text[closers.end..after].chars().skip(1).all(char::is_lowercase);
    let plain = previous.chars().count() > 1 && previous.chars().all(char::is_lowercase)
        || closes(before)
        || before == '"';
    likely && (before.is_alphanumeric() || closed) || capitalised && (plain || closed)
}
