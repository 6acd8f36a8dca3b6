//! Who is introduced between quotations: “The mayor shook her head. “It never closed.””

use super::spans;
use super::state::REPORTER;
use crate::lexical::classes::Is;
use crate::paragraph::element::Element;
use crate::paragraph::folded::FoldedParagraph;
use crate::phrases::clauses::has_finite;
use crate::phrases::heads::head;
use crate::phrases::right::{PhraseRole, noun_phrase_end};
use crate::reading::Reading;
use std::ops::Range;
use text::Span;

/// The subject of a sentence of the reporter, if it may be a person: a name, a pronoun,
/// somebody with a title or a trade. Also whom the sentence begins with: “For Ana Ruiz,
/// the move came at the right time.”
pub(super) fn subject(text: &str, folded: &FoldedParagraph, range: &Range<usize>) -> Option<Span> {
    let words = &folded.elements;
    let mut start = range.start;
    // “However, he defended the visit.”
    if start + 1 < range.end && words[start].is(Is::ADVERB | Is::LY) && words[start + 1].is(Is::COMMA) {
        start += 2;
    } else if words[start].is(Is::COORDINATOR) || words[start].word(text) == "For" {
        start += 1;
    }
    let end = noun_phrase_end(words, start, range.end, PhraseRole::Source);
    let phrase = start..end;
    let human = |word: &Element| word.is_name() || word.is(Is::HUMAN | Is::SUBJECT);
    let person = head(&words[phrase.clone()]).any(human);
    let calendar = words.get(start).is_some_and(|word| word.is(Is::TIME | Is::DIGIT));
    let verb = has_finite(words, end..range.end);
    let reporter = words[phrase.clone()].first().is_some_and(|word| word.word(text) == REPORTER);
    (verb && person && !calendar && !reporter).then(|| spans::span(folded, &phrase))
}

/// Who is announced by a sentence that ends in a colon and has no verb of speech: “From
/// Senator Amy Holt:”, “Mayor Lind on the budget:”, “Here is Tom Haig, the coach:”. The
/// first person or document in it.
pub(super) fn announced(text: &str, folded: &FoldedParagraph, range: &Range<usize>) -> Option<Span> {
    let words = &folded.elements;
    let colon = range.end.checked_sub(1).filter(|&last| words[last].is(Is::COLON))?;
    let speaks = |at: usize| words[at].is_name() || words[at].is(Is::HUMAN | Is::DOCUMENT);
    let mut opening = range.start;
    // “According to the audit:”
    if words[opening].phrase.is_some() {
        opening += usize::from(words[opening].length);
    }
    let topic = words[opening].is(Is::PREPOSITION) && !words[opening].word(text).eq_ignore_ascii_case("from");
    let first = (opening..colon).find(|&at| speaks(at) && !words[at].is(Is::ADVERB | Is::TIME))?;
    let start = if first > opening && words[first - 1].is(Is::DETERMINER) { first - 1 } else { first };
    let phrase = start..noun_phrase_end(words, start, colon, PhraseRole::Source);
    (!topic && !phrase.is_empty()).then(|| spans::span(folded, &phrase))
}

/// Who is named right after a quotation that begins a paragraph: the source of the next
/// sentence, or its subject.
pub(super) fn after(text: &str, reading: &Reading, quotation: &Range<usize>) -> Option<Span> {
    let Reading { folded, findings, .. } = reading;
    let next = folded.sentences.iter().position(|sentence| sentence.start == quotation.end)?;
    let mut own = findings.iter().filter(|finding| finding.sentence == next);
    match own.find_map(|finding| finding.source.clone()) {
        Some(source) => Some(spans::span(folded, &source)),
        None => subject(text, folded, &folded.sentences[next]),
    }
}
