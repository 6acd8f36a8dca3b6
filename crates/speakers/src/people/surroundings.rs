//! What the words beside a name say about its bearer: titles, roles, age, acronym.

use super::name::{EntityKind, Name};
use super::registry::{NamePart, People};
use super::runs::party_and_state;
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::phrases::phrase_end;
use crate::words::traits::Traits;
use std::ops::Range;

/// Words of a description right before a name: “the former deputy prime minister
/// Jomo Kirui” has four.
const WORDS_BEFORE: usize = 4;
/// How many tokens before a name its description in apposition may start: “the
/// commissioner for roads and bridges in the north, Eteri …”.
const APPOSED_BEFORE: usize = 10;
/// A bracket after a name closes within this many tokens: “(not his real name)”.
const BRACKET: usize = 10;

/// A name in its sentence.
pub(super) struct Naming<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) name: &'a Name,
    /// Whose name it is.
    pub(super) entity: usize,
    /// The tokens of the sentence.
    pub(super) sentence: Range<usize>,
    /// Where the next name starts, or the sentence ends.
    pub(super) next_name: usize,
}

/// Reads what is around a name.
pub(super) fn read(people: &mut People, naming: &Naming) {
    read_titles(people, naming);
    read_before(people, naming);
    read_party(people, naming);
    let at = read_bracket(people, naming);
    let at = read_age(people, naming, at);
    read_after(people, naming, at);
}

/// Titles are roles: “Water Minister Thandeka Mabuza”.
fn read_titles(people: &mut People, naming: &Naming) {
    let &Naming { page, name, entity, .. } = naming;
    if page.is(name.tokens.start + 1, Traits::COMMA) && name.tokens.len() > 2 {
        // “Anne, Duchess of Merle”
        people.roles.add(page, entity, name.tokens.start + 2..name.tokens.start + 3);
    }
    // “Norway's Prime Minister Ida Katz”
    let titled = name.titled.start;
    let owned = page.is(titled.wrapping_sub(1), Traits::CLITIC) && titled - 1 > naming.sentence.start;
    let start = if owned { titled - 2 } else { titled };
    for at in titled..name.tokens.start {
        if page.is(at, Traits::TITLE) {
            people.roles.add(page, entity, start..at + 1);
        }
    }
    if name.has_title()
        && people.entities[entity].role.is_none()
        && !page.is(name.tokens.start.wrapping_sub(1), Traits::HONORIFIC | Traits::NOBLE)
    {
        people.entities[entity].role = Some(page.extent(name.titled.start..name.tokens.start));
    }
}

/// A description before the name: “the actor Jomo Kirui”, “its chairman, Lord Adeyemi”.
fn read_before(people: &mut People, naming: &Naming) {
    let &Naming { page, name, entity, .. } = naming;
    let first = naming.sentence.start;
    let start = description_start(page, name.titled.start, first);
    if start < name.titled.start {
        note_description(people, page, entity, start..name.titled.start);
    } else if start > first + 1
        && page.is(start.wrapping_sub(1), Traits::COMMA)
        && page.is(start.wrapping_sub(2), Traits::NOUN)
    {
        // “its chairman, Lord Adeyemi”, “the commissioner for roads, Eteri …”.
        let floor = first.max(start.saturating_sub(APPOSED_BEFORE));
        let begin = (floor..start - 1).rev().find(|&i| {
            page.is(i, Traits::DETERMINER) || page.is(i, Traits::COMMA | Traits::QUOTE | Traits::MARK)
        });
        let closes = page.is(name.tokens.end, Traits::COMMA | Traits::MARK);
        // “According to the mayor, Ama Osei was late.”
        let governed = |begin: usize| begin > first && page.is(begin - 1, Traits::PREPOSITION);
        if let Some(begin) = begin
            && page.is(begin, Traits::DETERMINER)
            && (closes || name.kind == EntityKind::Person && !governed(begin))
        {
            note_description(people, page, entity, begin..phrase_end(page, begin, start - 1));
        }
    }
}

/// Where the words right before a name that describe its bearer start: “the | actor
/// Jomo Kirui”, “her | niece Aïssata”. The name's own start if there are none.
fn description_start(page: &Page, name: usize, floor: usize) -> usize {
    let mut start = name;
    while start > floor
        && name - start < WORDS_BEFORE
        && page.is(start.wrapping_sub(1), Traits::WORD)
        && !page.is(start.wrapping_sub(1), Traits::CAPITAL | Traits::SMALL)
        && (start < name
            || (page.is(start - 1, Traits::ROLE | Traits::KIN | Traits::BODY | Traits::MODIFIER)
                && !page.is(start - 1, Traits::PLURAL)))
    {
        start -= 1;
    }
    while start < name
        && start > floor
        && page.is(start.wrapping_sub(1), Traits::DEMONYM)
        && page.is(start.wrapping_sub(1), Traits::CAPITAL)
    {
        // “Republican presidential nominee Abel Crane”
        start -= 1;
    }
    start
}

/// “Ama Osei, D-Nev.,”, “Ama Osei (D-Nev.)”: a Nevada Democrat.
fn read_party(people: &mut People, naming: &Naming) {
    let &Naming { page, name, entity, .. } = naming;
    let next = name.tokens.end + 1;
    if !page.is(name.tokens.end, Traits::COMMA | Traits::OPEN) {
        return;
    }
    if let Some((party, state)) = party_and_state(page.word(next)) {
        let mut region = page.words.region(state);
        if page.is(next + 1, Traits::CAPITAL) {
            // “R-South Carolina”
            region.push(hash(page.word(next + 1)));
        }
        people.roles.add_party(entity, party, region);
        people.entities[entity].settle_kind(EntityKind::Person);
    }
}

/// A bracket after the name, which may hold its acronym. Gives the token after it.
fn read_bracket(people: &mut People, naming: &Naming) -> usize {
    let &Naming { page, name, entity, .. } = naming;
    let at = name.tokens.end;
    if !page.is(at, Traits::OPEN) {
        return at;
    }
    if page.is(at + 2, Traits::CLOSE) && page.is(at + 1, Traits::ACRONYM | Traits::CAPITAL) {
        let acronym = hash(page.word(at + 1));
        people.add_part(NamePart::Last, acronym, entity);
        people.add_name(&[acronym], entity);
        if page.is(at + 1, Traits::ACRONYM) {
            people.entities[entity].settle_kind(EntityKind::Body);
        }
        return at + 3;
    }
    // “Dan (not his real name), a student”
    let close = (at..naming.sentence.end.min(at + BRACKET)).find(|&i| page.is(i, Traits::CLOSE));
    close.map_or(at, |close| close + 1)
}

/// An age at a token: “Doreen Maddox, 68,”. Gives the token after it.
fn read_age(people: &mut People, naming: &Naming, at: usize) -> usize {
    let page = naming.page;
    if page.is(at, Traits::COMMA)
        && page.is(at + 1, Traits::NUMBER)
        && page.is(at + 2, Traits::COMMA | Traits::MARK | Traits::CLOSE)
        && let Ok(age) = page.word(at + 1).parse::<u8>()
    {
        let own = &mut people.entities[naming.entity];
        own.settle_kind(EntityKind::Person);
        own.age = Some(age);
        return at + 2;
    }
    at
}

/// A description after the name, from a token on: “…, the harbour master,”, “… is a
/// fisherman”.
fn read_after(people: &mut People, naming: &Naming, at: usize) {
    let &Naming { page, name, entity, .. } = naming;
    let limit = naming.sentence.end;
    let next = at + 1;
    if page.is(at, Traits::COMMA | Traits::DASH) && next < limit {
        let end = phrase_end(page, next, limit);
        if page.word(next) == "who" && !people.entities[entity].is_place() {
            people.entities[entity].settle_kind(EntityKind::Person);
        } else if !people.entities[entity].is_place()
            && is_apposition(page, next..end)
            && !opens_main_clause(page, &naming.sentence, at, end)
        {
            note_description(people, page, entity, next..end);
        }
    } else if page.is(at, Traits::AUXILIARY) && page.is(next, Traits::DETERMINER) {
        note_description(people, page, entity, next..phrase_end(page, next, limit));
    } else if at < naming.next_name
        && page.is(at, Traits::ROLE)
        && page.is(at, Traits::PLURAL)
        && !page.is(at, Traits::CAPITAL)
        && name.kind == EntityKind::Person
    {
        // “Samuel Otieno coaches Lakeside Stars.”
        people.roles.add(page, entity, at..next);
    }
}

/// Whether the noun phrase after a name and a comma describes the bearer of the name.
fn is_apposition(page: &Page, phrase: Range<usize>) -> bool {
    let Range { start, end } = phrase;
    let begins = page
        .is(start, Traits::DETERMINER | Traits::MODIFIER | Traits::ROLE | Traits::BODY | Traits::KIN)
        && !page.is(start, Traits::FIRST | Traits::SECOND);
    let stops = page.is(end, Traits::COMMA | Traits::MARK | Traits::DASH)
        || page.is(end, Traits::PREPOSITION | Traits::RELATIVE);
    // “Tegnell, Sweden's state epidemiologist”.
    let owned = page.is(start, Traits::CAPITAL) && page.is(start + 1, Traits::CLITIC) && end > start + 2;
    (begins && end > start && stops) || owned
}

/// “When asked about Hive Lockers, a spokesman for Brill told …”: whether the phrase after
/// the comma at a token is the subject of the sentence, and no apposition.
fn opens_main_clause(page: &Page, sentence: &Range<usize>, comma: usize, end: usize) -> bool {
    page.is(sentence.start, Traits::RELATIVE)
        && page.is(end, Traits::PREPOSITION | Traits::RELATIVE)
        && !(sentence.start..comma).any(|i| page.is(i, Traits::COMMA))
}

/// The entity is what the tokens say: roles, kind and gender follow.
fn note_description(people: &mut People, page: &Page, entity: usize, tokens: Range<usize>) {
    let head = tokens.end - 1;
    if !page.is(head, Traits::WORD) || page.is(head, Traits::SMALL) {
        return;
    }
    let traits = page.traits(head);
    let own = &mut people.entities[entity];
    own.is_kin |= traits.any(Traits::KIN) && page.is(tokens.start, Traits::POSSESSIVE);
    if traits.any(Traits::ROLE | Traits::KIN) && !traits.any(Traits::PLURAL) {
        own.settle_kind(EntityKind::Person);
    } else if traits.any(Traits::BODY) {
        own.settle_kind(EntityKind::Body);
    }
    if own.kind == EntityKind::Body && !own.traits.any(Traits::KINDS) {
        own.traits |= traits.only(Traits::KINDS);
    } else if own.traits.only(Traits::GENDER).is_empty() && traits.any(Traits::ROLE | Traits::KIN) {
        own.traits |= traits.only(Traits::GENDER);
    }
    people.roles.add(page, entity, tokens);
}
