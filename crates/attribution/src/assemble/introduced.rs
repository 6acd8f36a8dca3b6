//! Who is introduced between quotations: “The mayor shook her head. “It never closed.””

use super::spans;
use crate::lexical::classes::Is;
use crate::paragraph::folded::FoldedParagraph;
use crate::phrases::right::{PhraseRole, noun_phrase_end};
use crate::reading::Reading;
use std::ops::Range;
use text::Span;

/// The subject of a sentence of the reporter, if it may be a person: a name, a pronoun,
/// somebody with a title or a trade. Also whom the sentence begins with: “For Ana Ruiz,
/// the move came at the right time.”
pub(super) fn subject(folded: &FoldedParagraph, range: &Range<usize>) -> Option<Span> {
    let words = &folded.elements;
    let start = range.start + usize::from(words[range.start].is(Is::PREPOSITION));
    let end = noun_phrase_end(words, start, range.end, PhraseRole::Source);
    let human = |at: usize| words[at].is_name() || words[at].is(Is::HUMAN | Is::SUBJECT);
    let calendar = |at: usize| words[at].is(Is::TIME | Is::DIGIT);
    let phrase = start..end;
    (end < range.end && phrase.clone().any(human) && !calendar(start)).then(|| spans::span(folded, &phrase))
}

/// Who is named right after a quotation that begins a paragraph: the source of the next
/// sentence, or its subject.
pub(super) fn after(reading: &Reading, quotation: &Range<usize>) -> Option<Span> {
    let Reading { folded, findings, .. } = reading;
    let next = folded.sentences.iter().position(|sentence| sentence.start == quotation.end)?;
    let mut own = findings.iter().filter(|finding| finding.sentence == next);
    match own.find_map(|finding| finding.source.clone()) {
        Some(source) => Some(spans::span(folded, &source)),
        None => subject(folded, &folded.sentences[next]),
    }
}
