//! The titles that an article gives to documents.

use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use text::Span;

/// The titles by their nouns, as [`hash`] makes them: “the paper titled “Peat and Its
/// Keepers””, from the noun on and without the closing mark. Of several documents by one
/// noun the first counts.
pub(super) fn document_titles(page: &Page) -> FxHashMap<u64, Span> {
    let mut titles = FxHashMap::default();
    for sentence in page.sentences {
        for mark in sentence.tokens.clone().skip(2).filter(|&i| page.is(i, Traits::QUOTE)) {
            if !matches!(page.word(mark - 1), "titled" | "entitled" | "called" | "headed") {
                continue;
            }
            let noun = mark - 2 - usize::from(page.is(mark - 2, Traits::COMMA));
            let end = (mark + 1..sentence.tokens.end)
                .find(|&i| page.is(i, Traits::QUOTE) && !page.is_plural_possessive(i));
            if let Some(mut end) = end
                && page.is(noun, Traits::DOCUMENT)
            {
                if page.is(end - 1, Traits::COMMA | Traits::MARK) {
                    end -= 1;
                }
                if end > mark + 1 {
                    titles.entry(hash(page.word(noun))).or_insert_with(|| page.extent(noun..end));
                }
            }
        }
    }
    titles
}
