//! Decides at each mark that may end a sentence whether it does.
//!
//! The surroundings of the mark are read first; then the rules are asked in the
//! order below. The first one that objects keeps the sentence going.

use super::closers::Closers;
use super::possible_end::{Decision, PossibleEnd};
use super::terminators::Terminators;
use super::{
    abbreviations, addresses, closers, lost_space, lower_case, opening, quotations, separators, terminators,
};
use crate::characters::{is_letter, skip_space};
use crate::vocabulary::Classes;

/// Where the sentence ends and where the next one starts, if a mark from
/// `end.mark` up to `limit` ends it.
pub(super) fn first_end(mut end: PossibleEnd, limit: usize) -> Option<(usize, usize)> {
    // ". . . Potters moved on.": before its first word no sentence ends.
    let first_word = end.text[end.sentence_start..limit].find(char::is_alphanumeric)?;
    end.mark = end.mark.max(end.sentence_start + first_word);
    loop {
        end.mark = terminators::next(end.text, end.mark, limit);
        if end.mark >= limit {
            return None;
        }
        match decide(&end) {
            Decision::Continue(from) => end.mark = from.max(end.mark + 1),
            Decision::End(close, next) => return Some((close, next)),
        }
    }
}

fn decide(end: &PossibleEnd) -> Decision {
    let marks = terminators::read(end);
    if let Some(next) = terminators::stop_before_ellipsis(end) {
        return Decision::End(end.mark + 1, next);
    }
    let closers = closers::read(end, &marks);
    let next = skip_space(end.text, closers.end, end.paragraph_end);
    if next >= end.paragraph_end {
        return Decision::Continue(end.paragraph_end);
    }
    if next == closers.end
        && let Some(decision) = addresses::decide(end)
    {
        return decision;
    }
    let ends = if next == closers.end {
        lost_space::ends(end, &marks, closers)
    } else {
        ends_before(end, next, &marks, closers)
    };
    if ends { Decision::End(closers.end, next) } else { Decision::Continue(closers.end) }
}

/// Whether the sentence ends before the text at `next`, which follows after white
/// space.
fn ends_before(end: &PossibleEnd, next: usize, marks: &Terminators, closers: Closers) -> bool {
    let opening = opening::read(end, next);
    if separators::end(end.text, next..end.paragraph_end).is_some() {
        return true;
    }
    let Some(first) = end.char_at(opening.end).filter(|&c| may_open(c)) else { return false };
    let (word, word_end) = end.word_at(opening.end);
    let capital =
        !first.is_lowercase() || end.text[opening.end..word_end].chars().skip(1).any(char::is_uppercase);
    if !capital && !opening.bullet && !addresses::starts(end, opening.end) {
        let item = opening.bracket && word.len() == 1 && end.char_at(word_end) == Some(')');
        let bare = closers.end == marks.end && !opening.dash && !opening.quote;
        return item || bare && lower_case::ends_before(end, word, marks);
    }
    if opening.bracket && is_year(end, opening.end) {
        return false;
    }
    // "No. 10" starts with no opener, but "Mr." is one.
    let phrase_end = word_end + usize::from(end.char_at(word_end) == Some('.'));
    let opener = end.vocabulary.word(&end.text.as_bytes()[opening.end..phrase_end]).has(Classes::OPENER);
    if marks.single_stop && !closers.quote && !closers.note {
        let next = abbreviations::Next { first, word, word_end, opener, opening: &opening };
        let ends = abbreviations::ends_before(end, &next);
        return ends && (!closers.bracket || opener || end.abbreviation_before().is_empty());
    }
    if marks.strong && closers.end == marks.end && is_name_with_mark(end, marks.end) {
        return opener;
    }
    // “Do crabs sing?” – Lindqvist did not know. “Do crabs sing?” Lindqvist wondered.
    let quotation_continues =
        closers.quote && (opening.dash || opening.end == next && quotations::is_attributed(end, next, marks));
    !(is_comment(end, closers) || is_pause(end, word, marks, closers) || quotation_continues)
}

/// Whether a sentence, or the marks in front of one, can start with this.
fn may_open(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '¥' | '#' | '@' | '<' | '~' | '*') || is_letter(c)
}

/// Whether the marks are a comment on a word or stand for words left out: `(!)`,
/// `[…]`.
fn is_comment(end: &PossibleEnd, closers: Closers) -> bool {
    closers.bracket && end.text[..end.mark].ends_with(['(', '['])
}

/// Whether an ellipsis is a pause inside the sentence although a capital follows:
/// "I" has its capital anywhere, as in "soup . . . I had none".
fn is_pause(end: &PossibleEnd, next: &[u8], marks: &Terminators, closers: Closers) -> bool {
    let spaced = end.char_before().is_some_and(char::is_whitespace);
    marks.ellipsis && !marks.strong && !closers.quote && is_pronoun_i(next) && spaced
}

/// Whether "1965)" starts here, the end of a year in brackets.
fn is_year(end: &PossibleEnd, at: usize) -> bool {
    let rest = &end.text.as_bytes()[at..end.paragraph_end];
    rest.split_first_chunk::<4>()
        .is_some_and(|(year, after)| year.iter().all(u8::is_ascii_digit) && after.first() == Some(&b')'))
}

/// Whether the marks are part of a name like "Yahoo!".
fn is_name_with_mark(end: &PossibleEnd, marks_end: usize) -> bool {
    let start = end.mark - end.word_before().len();
    end.vocabulary.word(&end.text.as_bytes()[start..marks_end]).has(Classes::MARKED)
}

/// Whether a word is "I" or starts with it: "I'm", "I’m".
fn is_pronoun_i(word: &[u8]) -> bool {
    // 0xE2 is the first byte of ’.
    matches!(word, [b'I'] | [b'I', b'\'' | 0xE2, ..])
}
