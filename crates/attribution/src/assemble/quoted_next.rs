//! Block quotations that no cue introduces: “More from the Harbour Mail:”, “The mayor said that
//! nobody could cross:”, and then somebody's own words without marks.

use super::spans;
use crate::finding::Finding;
use crate::lexical::classes::Is;
use crate::paragraph::folded::FoldedParagraph;
use crate::phrases::clauses::has_finite;
use crate::phrases::heads::head;
use crate::phrases::right::{PhraseRole, noun_phrase_end};
use crate::reading::Reading;
use std::ops::Range;
use text::Span;

/// The least words of a block quotation that no cue introduces.
const BLOCK: usize = 12;

/// The least words of one after a claim that tells nothing of who is talking.
const BLOCK_WITHOUT_VOICE: usize = 20;

/// Whose words the next paragraph holds if it is a block quotation.
pub(super) struct QuotedNext {
    pub(super) source: Span,
    /// Whether the text is said to be from there: “From the Harbour Mail:”. Otherwise it is the
    /// source of a claim that ends in the colon: “The mayor said that nobody could cross:”.
    from: bool,
    /// Whether a report, data or the like made that claim, which the reporter then explains.
    document: bool,
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
    let source = from.or_else(claim)?;
    let document = head(&folded.elements[source.clone()]).any(|word| word.is(Is::DOCUMENT));
    Some(QuotedNext { source: spans::span(folded, &source), from: is_from, document })
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
    /// Whether a paragraph reads like the block quotation: it is long enough and without marks.
    /// After a claim nobody is quoted in it by a pronoun, and it is in somebody's own voice
    /// (“we”, “your”), or begins in the middle (“[It]”, “…”), or is longer and quotes nobody.
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
        let quotes_nobody = findings.is_empty() && !self.document;
        let voice = || own_voice || quotes_nobody && words.len() >= BLOCK_WITHOUT_VOICE;
        words.len() >= BLOCK && (self.from || voice() && !findings.iter().any(by_pronoun))
    }
}
