//! Single words that speak, “Barrow said”, of which the article may never give the rest: a
//! person, a company, or no name at all? The pronouns tell.

use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::phrases::opens_sentence;
use crate::words::traits::Traits;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::ops::Range;
use text::{Attribution, Kind, Span};

/// A pronoun means whoever is named at most so many tokens before it.
const PRONOUN_WITHIN: usize = 25;

/// The single words, as [`hash`] makes them, that name people: more is said as of people (“he”,
/// “her”, or “I” in what they say) than as of things (“its”). `quotes` are the contents of
/// direct quotations, sorted.
pub(crate) fn people(page: &Page, attributions: &[Attribution], quotes: &[Span]) -> FxHashSet<u64> {
    let mut votes: FxHashMap<u64, i32> = FxHashMap::default();
    let longer = OnceCell::new();
    let longer = || longer.get_or_init(|| longer_names(page));
    for attribution in attributions {
        let &[source] = attribution.source.as_slice() else { continue };
        let tokens = page.tokens_in(source);
        let word = hash(page.bare_name(tokens.start));
        if tokens.len() == 1 && may_be_name(page, tokens.start) && !longer().contains(&word) {
            let says_i = attribution.kind == Kind::Direct && says_i(page, attribution);
            let vote = i32::from(says_i) + first_pronoun(page, tokens.end, quotes);
            *votes.entry(word).or_default() += vote;
        }
    }
    votes.into_iter().filter(|&(_, votes)| votes > 0).map(|(word, _)| word).collect()
}

/// The words that stand beside others with capitals: parts of longer names.
fn longer_names(page: &Page) -> FxHashSet<u64> {
    let is_part = |at: usize| page.is(at, Traits::CAPITAL) && !page.is(at, Traits::SMALL);
    let sentences = page.sentences.iter().filter(|sentence| !page.is_headline(sentence));
    let tokens = sentences.flat_map(|sentence| sentence.tokens.clone().skip(1));
    let pairs = tokens.filter(|&at| is_part(at) && is_part(at - 1));
    pairs.flat_map(|at| [at - 1, at]).map(|at| hash(page.bare_name(at))).collect()
}

/// Whether a word can be a name: it is no other, neither in the lists nor in the article.
fn may_be_name(page: &Page, at: usize) -> bool {
    let word = page.word(at);
    let other = Traits::SMALL | Traits::NOUN | Traits::TITLE | Traits::DEMONYM | Traits::NAMES_BODY;
    page.is(at, Traits::CAPITAL)
        && !page.is(at, other | Traits::ACRONYM)
        && !page.is_place(at)
        && !page.writes_small(word)
        // “F-word”
        && !word.split('-').skip(1).any(|part| part.starts_with(char::is_lowercase))
}

/// Whether the first pronoun after a name, in this sentence or the next, is of a person, 1, or of
/// a thing, -1; 0 without any, or if another name comes before it.
fn first_pronoun(page: &Page, start: usize, quotes: &[Span]) -> i32 {
    let sentence = page.sentence_of(start.saturating_sub(1));
    let next = page.sentences.get(sentence + 1).or(page.sentences.last());
    let end = next.map_or(0, |next| next.tokens.end).min(start + PRONOUN_WITHIN);
    let is_name =
        |at: usize| page.is(at, Traits::CAPITAL) && !page.is(at, Traits::SMALL) && !opens_sentence(page, at);
    for at in start..before_quote(page, start..end.max(start), quotes) {
        match page.word(at) {
            "its" | "Its" | "itself" => return -1,
            _ if page.is(at, Traits::PRONOUN | Traits::POSSESSIVE) && page.is(at, Traits::GENDER) => {
                return 1;
            }
            _ if is_name(at) => return 0,
            _ => {}
        }
    }
    0
}

/// The end of some tokens, or the first of them that is quoted.
fn before_quote(page: &Page, tokens: Range<usize>, quotes: &[Span]) -> usize {
    let start = page.span(tokens.start).start;
    let next = quotes.get(quotes.partition_point(|quote| quote.start < start));
    next.map_or(tokens.end, |quote| page.tokens_in(*quote).start.clamp(tokens.start, tokens.end))
}

/// Whether somebody says “I” or “my” in a quotation.
fn says_i(page: &Page, attribution: &Attribution) -> bool {
    let mut tokens = attribution.content.iter().flat_map(|&content| page.tokens_in(content));
    tokens.any(|at| {
        let word = page.word(at);
        matches!(word, "I" | "my" | "My" | "me") || word.starts_with("I'") || word.starts_with("I’")
    })
}
