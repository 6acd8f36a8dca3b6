//! Words before a name that have their capital for another reason: because they open
//! the sentence, or a heading, or are written so (“Oceanographer”, “fellow Republican”).

use super::name::{EntityKind, Name};
use super::registry::{NamePart, People};
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::traits::{Tells, Traits, Uses};
use std::ops::Range;

/// Endings of ordinary words, which a given name that is in no list hardly has.
const ORDINARY_ENDINGS: [&str; 7] = ["ly", "ed", "ing", "tion", "ment", "ness", "age"];

/// How adverbs end that open a sentence; a given name that ends so is in the list of them.
const ADVERB_ENDING: &str = "ly";

/// A name without such words, if somebody is known by the rest of it (“Apparently Osei”
/// after Ama Osei), or if a given name follows an adverb: “Apparently Ama”.
pub(super) fn without_leading(people: &People, page: &Page, name: Name) -> Name {
    let Range { start, end } = name.tokens;
    if name.has_title() || end - start < 2 || is_known(people, page, start..end) {
        return name;
    }
    // “Top Democrats” are no others than those who are called so.
    if page.is(end - 1, Traits::GROUP | Traits::PLURAL) && is_common(page, start) {
        return name;
    }
    let opens = opens_line(page, start);
    // “Will Osei pay for it?”
    if opens && page.is(start, Traits::SMALL) && is_question(page, start) {
        return Name { titled: start + 1..end, tokens: start + 1..end, ..name };
    }
    let first_known = (start + 1..end).take_while(|&rest| is_ordinary(page, rest - 1, opens)).find(|&rest| {
        let adverb = opens && page.word(rest - 1).ends_with(ADVERB_ENDING);
        adverb && page.is(rest, Traits::GIVEN) || is_known(people, page, rest..end)
    });
    // “Take Osei seriously”, before Ama Osei is named; but “Miles Osei, a neighbour, said”, and
    // “Reason Imre Okafor” who is Reason Okafor too.
    let common = || {
        let rests = start + 1..end;
        let mut rests = rests.take_while(|&rest| is_common(page, rest - 1));
        let introduced = page.is(end, Traits::COMMA);
        rests.find(|&rest| {
            let alone = end - rest == 1 && !introduced && page.is_written_as_name(page.word(rest));
            let full = end - rest > 1
                && page.is(rest, Traits::GIVEN)
                && !page.writes_together(page.word(start), page.word(end - 1));
            opens && alone || full
        })
    };
    // “to the Harbour Mail Osei said”, “the Harbour Act Osei signed”: two names without a comma.
    let two = || {
        let given = |e: usize| page.is(page.tokens_in(people.entities[e].name).start, Traits::GIVEN);
        let surname = hash(page.bare_name(end - 1));
        let person = people.of_part(NamePart::Last, surname).any(|e| !people.has_one_word(e) && given(e));
        let before =
            page.is(end - 2, Traits::NAMES_BODY) || page.tells(end - 2).contains(Tells::DOCUMENT_NAME);
        (end - start > 2 && person && before).then_some(end - 1)
    };
    // “to stay in the U.S. Osei said”: a stop that ends no sentence to see.
    let after_stop = || {
        let alone = end - start == 2 && page.word(start).ends_with('.') && page.is(start, Traits::ACRONYM);
        // Not “the U.S. HSO”.
        let acronym = page.is(end - 1, Traits::ACRONYM);
        let person = |e: usize| match people.entities[e].kind {
            EntityKind::Person => true,
            EntityKind::Body => false,
            EntityKind::Unknown => !acronym,
        };
        let surname = hash(page.bare_name(end - 1));
        (alone && people.of_part(NamePart::Last, surname).any(person)).then_some(end - 1)
    };
    match first_known.or_else(common).or_else(after_stop).or_else(two) {
        Some(rest) => Name { titled: rest..end, tokens: rest..end, ..name },
        None => name,
    }
}

/// Whether nothing but words with capitals comes before a token in its sentence, or in what is
/// quoted or announced there.
fn opens_line(page: &Page, token: usize) -> bool {
    let sentence = page.sentences.get(page.sentence_of(token));
    if page.is(token.wrapping_sub(1), Traits::QUOTE | Traits::DASH) || page.word(token.wrapping_sub(1)) == ":"
    {
        return true;
    }
    sentence.is_some_and(|s| (s.tokens.start..token).all(|i| page.is(i, Traits::CAPITAL | Traits::QUOTE)))
}

/// Whether a token is in a sentence that ends in a question mark.
fn is_question(page: &Page, token: usize) -> bool {
    let sentence = page.sentences.get(page.sentence_of(token));
    // “Will Osei pay?”, with a mark after it.
    sentence.is_some_and(|s| s.tokens.clone().rev().take(2).any(|last| page.word(last) == "?"))
}

/// Whether a token with a capital is an ordinary word. `opens` is whether it may have the
/// capital because of where it is.
fn is_ordinary(page: &Page, token: usize, opens: bool) -> bool {
    let traits = page.traits(token);
    let word = page.word(token);
    if traits.any(Traits::GIVEN) {
        // “May Osei stay?”
        return opens && traits.any(Traits::SMALL);
    }
    if traits.any(Traits::ACRONYM) {
        // “MUST SEE Osei”
        return opens && (traits.any(Traits::SMALL) || page.writes_small(word));
    }
    if !word.ends_with(char::is_lowercase) {
        return false;
    }
    traits.any(Traits::ROLE | Traits::KIN | Traits::DEMONYM)
        || opens
            && (traits.any(Traits::SMALL | Traits::NOUN)
                || ORDINARY_ENDINGS.iter().any(|ending| word.ends_with(ending))
                || page.writes_small(word)
                || is_common(page, token))
}

/// Whether a token is an ordinary word, and opens no name elsewhere in the article.
pub(super) fn is_common(page: &Page, token: usize) -> bool {
    is_no_name(page, token) && !page.opens_name_inside(page.word(token))
}

/// Whether a token is an ordinary word.
pub(super) fn is_no_name(page: &Page, token: usize) -> bool {
    let other = Traits::GIVEN | Traits::NAMES_BODY | Traits::BODY | Traits::DEMONYM;
    !page.is(token, other) && page.uses(token).contains(Uses::COMMON)
}

/// Whether somebody who may be a person is known by these tokens: a surname, or a name.
fn is_known(people: &People, page: &Page, tokens: Range<usize>) -> bool {
    let words: Vec<u64> = tokens.map(|i| hash(page.bare_name(i))).collect();
    match words[..] {
        [word] => people
            .of_part(NamePart::Last, word)
            .any(|e| people.entities[e].kind != EntityKind::Body && !people.has_one_word(e)),
        _ => people.of_name(&words).is_some(),
    }
}
