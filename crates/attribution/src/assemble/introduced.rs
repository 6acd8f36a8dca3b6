//! Who is introduced between quotations: “The mayor shook her head. “It never closed.””

use super::spans;
use super::state::REPORTER;
use crate::finding::Finding;
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

/// The least words of a block quotation that no cue introduces.
const BLOCK: usize = 12;

/// Whose words the next paragraph holds if it is a block quotation.
pub(super) struct QuotedNext {
    pub(super) source: Span,
    /// Whether the text is said to be from there: “From the Harbour Mail:”. Otherwise it is the
    /// source of a claim that ends in the colon: “The mayor said that nobody could cross:”.
    from: bool,
}

/// Whom a block quotation after this paragraph would be from.
pub(super) fn quoted_next(text: &str, reading: &Reading) -> Option<QuotedNext> {
    let Reading { folded, findings, .. } = reading;
    let last = folded.sentences.len().checked_sub(1)?;
    let range = &folded.sentences[last];
    let colon = range.end.checked_sub(1).filter(|&last| folded.elements[last].is(Is::COLON))?;
    let ends = |finding: &&Finding| {
        finding.sentence == last && finding.content.last().is_some_and(|piece| piece.end >= colon)
    };
    // “Experts say there are a few:” announces a list.
    let one = Is::SUBJECT | Is::DOCUMENT | Is::PERSON;
    let known = |source: &Range<usize>| {
        head(&folded.elements[source.clone()]).any(|word| word.is_name() || word.is(one))
    };
    let claim = || findings.iter().filter(ends).find_map(|finding| finding.source.clone()).filter(known);
    let from = quoted_from(text, folded, range.start..colon);
    let is_from = from.is_some();
    let source = spans::span(folded, &from.or_else(claim)?);
    Some(QuotedNext { source, from: is_from })
}

/// Whose text a sentence that ends before a colon says it is from: “From | the Harbour Mail”,
/// “more from | the paper”, “(via | Harbour Mail)”, “Per | the report”.
fn quoted_from(text: &str, folded: &FoldedParagraph, range: Range<usize>) -> Option<Range<usize>> {
    let words = &folded.elements;
    // Not “a raid From Merle” of a heading, nor “two per boat”.
    let opens = |at: usize| match words[at].word(text) {
        "via" | "Via" | "from" => true,
        "From" | "Per" => at == range.start,
        _ => false,
    };
    let at = range.clone().rev().find(|&at| opens(at))?;
    let source = at + 1..noun_phrase_end(words, at + 1, range.end, PhraseRole::Source);
    let last = words[source.end..range.end].first().is_none_or(|next| next.is(Is::CLOSE | Is::OPEN));
    let known = head(&words[source.clone()]).any(|word| word.is_name() || word.is(Is::HUMAN | Is::DOCUMENT));
    let says_more = words[at].word(text) == "from" && has_finite(words, range.start..at);
    (last && known && !says_more).then_some(source)
}

impl QuotedNext {
    /// Whether a paragraph reads like the block quotation: it is long enough and without marks,
    /// and nobody is quoted in it by a pronoun. After a claim it has to be in somebody's own
    /// voice as well (“we”, “your”), or to begin in the middle (“[It]”, “…”).
    pub(super) fn may_be(&self, text: &str, reading: &Reading) -> bool {
        let Reading { folded, findings, .. } = reading;
        let words = &folded.elements;
        let Some(first) = words.first().filter(|first| !first.is(Is::QUOTATION)) else { return false };
        let cut = first.is(Is::OPEN) || first.word(text).starts_with(['…', '.']);
        let own_voice = cut || words.iter().any(|word| word.is(Is::TALK));
        let by_pronoun = |finding: &Finding| {
            let source = finding.source.as_ref();
            source.is_some_and(|source| source.len() == 1 && words[source.start].is(Is::SUBJECT))
        };
        words.len() >= BLOCK && (self.from || own_voice) && !findings.iter().any(by_pronoun)
    }
}
