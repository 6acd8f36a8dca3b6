//! What is fixed before the first source of an article is resolved.

use super::document_titles::document_titles;
use super::ranker::weights::Weights;
use crate::people::mentions::Mentions;
use crate::words::page::Page;
use rustc_hash::FxHashMap;
use text::{Attribution, Kind, Span};

/// An opening quotation mark before a content, or a stop and a closing mark after it,
/// are at most this many bytes long.
const MARKS: usize = 4;

/// What is fixed before the first source is resolved.
pub(super) struct Context<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) attributions: &'a [Attribution],
    /// Where the article names people and bodies.
    pub(super) mentions: &'a Mentions,
    /// The contents of direct quotations, sorted.
    pub(super) quotes: &'a [Span],
    /// For each attribution, the innermost other one in whose content it lies.
    pub(super) outer: Vec<Option<usize>>,
    /// For each sentence, how many before it are not wholly quoted: the distance between
    /// two sentences is counted in narrative, however long a quotation between them is.
    pub(super) narrated_before: Vec<u32>,
    /// Documents' titles, by the [`hash`](crate::words::keys::hash) of their nouns.
    pub(super) document_titles: FxHashMap<u64, Span>,
    /// What the ranker has learned.
    pub(super) weights: &'a Weights,
}

impl<'a> Context<'a> {
    /// `quotes` are the contents of direct quotations, sorted.
    pub(super) fn new(
        page: &'a Page<'a>,
        attributions: &'a [Attribution],
        mentions: &'a Mentions,
        quotes: &'a [Span],
        weights: &'a Weights,
    ) -> Self {
        Self {
            page,
            attributions,
            mentions,
            quotes,
            outer: text::enclosing(attributions),
            narrated_before: narrated_before(page, quotes),
            document_titles: document_titles(page),
            weights,
        }
    }

    /// Whether an attribution is a direct quotation.
    pub(super) fn is_direct(&self, attribution: usize) -> bool {
        self.attributions[attribution].kind == Kind::Direct
    }

    /// Whether a byte lies in a direct quotation.
    pub(super) fn is_quoted(&self, byte: usize) -> bool {
        let after = self.quotes.partition_point(|quote| quote.start <= byte);
        self.quotes[..after].last().is_some_and(|quote| byte < quote.end)
    }

    /// How many sentences of narrative lie between a sentence and a later place.
    /// `narrated` is how many come before that place.
    pub(super) fn narrated_since(&self, sentence: usize, narrated: u32) -> u32 {
        narrated.saturating_sub(self.narrated_before.get(sentence).copied().unwrap_or(narrated))
    }
}

/// For each sentence, how many before it are not wholly quoted.
fn narrated_before(page: &Page, quotes: &[Span]) -> Vec<u32> {
    let mut narrated = 0;
    let mut quote = 0;
    let mut quoted_until = 0;
    let before = |sentence: &text::Sentence| {
        // The opening mark comes before the content.
        while quotes.get(quote).is_some_and(|q| q.start <= sentence.span.start + MARKS) {
            quoted_until = quoted_until.max(quotes[quote].end);
            quote += 1;
        }
        let before = narrated;
        if sentence.span.end > quoted_until + MARKS {
            narrated += 1;
        }
        before
    };
    page.sentences.iter().map(before).collect()
}
