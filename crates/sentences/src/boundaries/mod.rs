//! Where the sentences of one paragraph end.
//!
//! Input: a paragraph from `splitter.rs`. Output: the spans of its sentences,
//! which `tokens.rs` cuts into words.
//!
//! A line drawn with marks (`separators.rs`) is a sentence of its own, and the
//! items of a list that is written in one line (`list_markers.rs`) are separate
//! sentences. Everywhere else a scan over bytes finds each mark that may end a
//! sentence (`possible_end.rs`) and reads what surrounds it: the run of marks
//! (`terminators.rs`), what closes after it (`closers.rs`, `notes.rs`) and what
//! opens the text that follows (`opening.rs`). `decide.rs` then asks the rules,
//! each in a file named after what it looks at:
//!
//! | file | decides |
//! |---|---|
//! | `abbreviations.rs` | the stop of "Sen.", "Inc.", "a.m.", "No." |
//! | `initials.rs` | the stop after a single letter |
//! | `quotations.rs` | a quotation and the words that attribute it |
//! | `addresses.rs` | marks inside a web address or a path |
//! | `lost_space.rs` | marks with no space after them |
//! | `lower_case.rs` | marks before a small letter |
//!
//! Where no rule objects, the sentence ends.

mod abbreviations;
mod addresses;
mod closers;
mod decide;
mod initials;
mod list_markers;
mod lost_space;
mod lower_case;
mod notes;
mod opening;
mod possible_end;
mod quotations;
mod separators;
mod terminators;

use crate::characters::skip_space;
use crate::vocabulary::Vocabulary;
use possible_end::PossibleEnd;
use text::Span;

/// Appends the sentences of a paragraph, which has no white space at its ends.
pub(crate) fn split(text: &str, paragraph: Span, vocabulary: &Vocabulary, sentences: &mut Vec<Span>) {
    let end = paragraph.end;
    let mut start = paragraph.start;
    let mut next_item = None;
    while start < end {
        if let Some(close) = separators::end(text, start..end) {
            sentences.push(Span::new(start, close));
            start = skip_space(text, close, end);
            continue;
        }
        let marker = list_markers::marker(text, start..end);
        if next_item.is_none_or(|next| next <= start) {
            next_item = marker.as_ref().and_then(|marker| marker.next(text, end));
        }
        let limit = next_item.unwrap_or(end);
        let first = PossibleEnd {
            text,
            vocabulary,
            paragraph_start: paragraph.start,
            sentence_start: start,
            mark: marker.map_or(start, |marker| marker.end),
            paragraph_end: end,
        };
        let (close, next) = decide::first_end(first, limit).unwrap_or((limit, limit));
        sentences.push(Span::new(start, close).trim(text));
        start = next;
    }
}
