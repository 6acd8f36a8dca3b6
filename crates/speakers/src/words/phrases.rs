//! Where noun phrases begin and end, as far as single words tell: there is no parser.

use super::page::Page;
use super::traits::Traits;
use std::ops::Range;

/// A noun phrase is followed at most this many tokens to the right of its start: the
/// longest descriptions before a name (“the former deputy assistant secretary …”) are
/// shorter, and nonsense stays cheap.
const LONGEST_PHRASE: usize = 12;
/// A noun phrase is followed at most this many tokens to the left of its head: a
/// longer row of words without a determiner is more often a misread clause.
const LONGEST_BEFORE_HEAD: usize = 7;
/// Tokens before a noun among which its preposition is looked for: “of the”, “and
/// the” and the preposition itself.
const PREPOSITION_WITHIN: usize = 3;
/// So many words at the start of a sentence may describe the bearer of a name.
const DESCRIBED_BEFORE: usize = 3;
/// In title case more than this share of a headline's words is capitalised, in
/// tenths; in sentence case the names in it rarely reach half.
const TITLE_CASE_TENTHS: usize = 7;
/// Fewer words than this do not tell title case from a name.
const TITLE_CASE_WORDS: usize = 3;

/// The end of the noun phrase that starts at `start`, without what a preposition or
/// clause adds; never beyond `limit`.
pub(crate) fn phrase_end(page: &Page, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit && at - start < LONGEST_PHRASE {
        let traits = page.traits(at);
        let small = traits.any(Traits::SMALL) && !traits.any(Traits::DETERMINER | Traits::ADVERB);
        let inside = traits.any(Traits::WORD | Traits::CLITIC) || page.is_plural_possessive(at);
        if at > start
            && (!inside
                || (small && !traits.any(Traits::CAPITAL))
                || (traits.any(Traits::DEFINITE | Traits::POSSESSIVE)))
        {
            break;
        }
        at += 1;
    }
    at
}

/// The end of a name without what follows it: “Ama Osei | MP”.
pub(crate) fn before_honours(page: &Page, name: Range<usize>) -> usize {
    let honours = name.clone().skip(2).rev().take_while(|&i| page.is(i, Traits::AFTER_NAME)).count();
    name.end - honours
}

/// Where the noun phrase with this head starts; `None` if no start is in sight.
pub(crate) fn phrase_start(page: &Page, head: usize) -> Option<usize> {
    let mut at = head;
    while at > 0 && head - at < LONGEST_BEFORE_HEAD {
        let before = page.traits(at.wrapping_sub(1));
        if before.any(Traits::DETERMINER) {
            // “wrote that students …”
            let that = page.word(at - 1) == "that" && page.is(head, Traits::PLURAL);
            return Some(if that { at } else { at - 1 });
        }
        if !before.any(Traits::WORD | Traits::CLITIC) || before.any(Traits::SMALL) {
            return Some(at);
        }
        if page.sentences.get(page.sentence_of(at)).is_some_and(|s| s.tokens.start == at) {
            return Some(at);
        }
        at -= 1;
    }
    if at == 0 {
        return Some(at);
    }
    page.is(head, Traits::PLURAL).then_some(head)
}

/// The noun at the head of a noun phrase, which must hold a token.
pub(crate) fn head_noun(page: &Page, phrase: &Range<usize>) -> usize {
    // “some of the state's energy experts”
    let of = page.is(phrase.start, Traits::INDEFINITE) && page.word(phrase.start + 1) == "of";
    let start = if of && phrase.len() > 2 { phrase.start + 2 } else { phrase.start };
    let last = phrase_end(page, start, phrase.end).max(start + 1) - 1;
    (start..=last).rev().find(|&i| page.is(i, Traits::NOUN)).unwrap_or(last)
}

/// Whether a token may have its capital only because of where it is.
pub(crate) fn opens_sentence(page: &Page, token: usize) -> bool {
    let sentence = page.sentences.get(page.sentence_of(token));
    sentence.is_none_or(|s| s.tokens.start == token)
        || !page.is(token.wrapping_sub(1), Traits::WORD | Traits::COMMA)
}

/// Whether most words of a headline are capitalised: then capitals tell nothing.
pub(crate) fn in_title_case(page: &Page, tokens: Range<usize>) -> bool {
    let (mut words, mut capitals) = (0, 0);
    for at in tokens {
        let traits = page.traits(at);
        if traits.any(Traits::WORD) && !traits.any(Traits::SMALL | Traits::NUMBER) {
            words += 1;
            capitals += usize::from(traits.any(Traits::CAPITAL));
        }
    }
    words >= TITLE_CASE_WORDS && capitals * 10 > words * TITLE_CASE_TENTHS
}

/// Whether no verb comes before a name, as far as one can see: in “closed the Lantern
/// Street bridge” one does. `floor` is where the sentence
/// starts.
pub(crate) fn opens_clause(page: &Page, name: Range<usize>, floor: usize) -> bool {
    let Range { start: mut at, end: after } = name;
    while at > floor && page.is(at - 1, Traits::ROLE | Traits::KIN | Traits::BODY | Traits::MODIFIER) {
        at -= 1;
    }
    if at > floor && page.is(at - 1, Traits::DETERMINER) {
        at -= 1;
    }
    if at <= floor {
        return true;
    }
    if page.is(at - 1, Traits::COMMA) {
        // “On Thursday, Ana Cole …”, not “her mother, Ana Cole”.
        let opening =
            Traits::PREPOSITION | Traits::ADVERB | Traits::CALENDAR | Traits::RELATIVE | Traits::CONJUNCTION;
        // “Shortly after the vote, Ana Cole …”
        return page.is(floor, opening | Traits::NUMBER | Traits::QUOTE)
            || page.is(floor + 1, Traits::PREPOSITION | Traits::RELATIVE)
                && page.word(floor).ends_with("ly");
    }
    // “Fellow novelist Ana Cole, who …”
    let described = at - floor <= DESCRIBED_BEFORE
        && page.is(after, Traits::COMMA | Traits::AUXILIARY)
        && (floor..at).all(|i| page.is(i, Traits::WORD) && !page.is(i, Traits::SMALL))
        && !page.word(at - 1).ends_with("ed");
    described || !page.is(at - 1, Traits::WORD) || page.is(at - 1, Traits::SMALL | Traits::CAPITAL)
}

/// Whether a preposition governs a name. `floor` is where the
/// sentence starts.
pub(crate) fn is_after_preposition(page: &Page, name: Range<usize>, floor: usize) -> bool {
    let Range { start: token, end } = name;
    let mut at = token;
    while at > floor && token - at < PREPOSITION_WITHIN {
        at -= 1;
        if page.is(at, Traits::PREPOSITION) {
            // In “according to Osei” Osei speaks as a subject does.
            // “After Osei left, she …”
            let clause = at == floor
                && page.is(at, Traits::CAPITAL)
                && matches!(page.word(at), "After" | "Before" | "Since" | "Until" | "As");
            if clause && (page.is(end, Traits::AUXILIARY) || page.word(end).ends_with("ed")) {
                return false;
            }
            return !(page.word(at) == "to"
                && page.word(at.wrapping_sub(1)).eq_ignore_ascii_case("according"));
        }
        if !page.is(at, Traits::DETERMINER | Traits::CONJUNCTION) {
            return false;
        }
    }
    false
}
