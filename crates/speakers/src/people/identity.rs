//! Whose a name is: that of somebody already known, in a longer or shorter form, or
//! of somebody new.

use super::forms::{acronym, before_preposition, is_national, register};
use super::name::{EntityKind, Name};
use super::registry::{Entity, NamePart, People};
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::traits::Traits;
use std::ops::Range;
use text::Span;

/// Who is named so many times as often as others of the surname is meant by it.
const MORE_PROMINENT: u32 = 4;

/// Enters a name: gives the entity that it means, which may be new. `None` for a word
/// that may be no name. `headline` is whether it was read in a headline.
pub(crate) fn enter(people: &mut People, page: &Page, name: &Name, headline: bool) -> Option<usize> {
    let words = push_words(people, page, name);
    let Some(entity) = known(people, page, &words, name) else {
        let word = page.word(name.tokens.start);
        if name.weak && (name.common || headline || !page.is_written_as_name(word)) {
            people.words.truncate(words.start);
            return None;
        }
        return Some(enter_new(people, page, name, words, headline));
    };
    people.entities[entity].is_kin |= words.len() > 1 && is_called_kin(page, name);
    learn_forms(people, page, entity, name, &words);
    let grew = learn_more(people, page, entity, name, &words, headline);
    if people.entities[entity].words == words {
        people.words.truncate(words.end);
    } else {
        people.words.truncate(words.start);
    }
    if grew {
        register(people, page, entity, name);
    }
    Some(entity)
}

/// Learns from a naming of somebody known by which other words they may be called.
fn learn_forms(people: &mut People, page: &Page, entity: usize, name: &Name, words: &Range<usize>) {
    if name.kind != EntityKind::Person
        && people.entities[entity].words != *words
        && page.is(name.tokens.end - 1, Traits::ACRONYM)
        && words.len() > 1
    {
        // “California ISO” is known by its full name: “the ISO” leads there too.
        people.add_part(NamePart::Last, people.words[words.end - 1], entity);
    }
    if words.len() == 1 && is_person_by_surname(people, page, entity, name) {
        people.entities[entity].kind = EntityKind::Person;
    }
    if is_without_first(&people.words[words.clone()], people.words(entity))
        && page.is(name.tokens.start, Traits::GIVEN)
        && !page.is(page.tokens_in(people.entities[entity].name).start, Traits::GIVEN)
    {
        // “Economy Ilka Sorn” was read together with the end of a title.
        let own = &mut people.entities[entity];
        own.words = words.clone();
        own.name = page.extent(name.tokens.clone());
        own.titled = page.extent(name.titled.clone());
        people.add_own_name(entity);
    }
}

/// Learns from a naming of somebody known what their fullest name is, their gender and
/// kind. Whether their name has more words now.
fn learn_more(
    people: &mut People,
    page: &Page,
    entity: usize,
    name: &Name,
    words: &Range<usize>,
    headline: bool,
) -> bool {
    let own_words = people.words(entity);
    let same = own_words == &people.words[words.clone()];
    let part = own_words.len() > 1 && own_words[0] != people.words[words.start];
    let own = &mut people.entities[entity];
    if same && words.len() > 1 && !headline {
        // “Odile Marsh … Odile B. Marsh”
        let span = page.extent(name.tokens.clone());
        if span.len() > own.name.len() {
            own.name = span;
        }
    }
    if part && words.len() == 1 && !name.has_title() {
        // In “James said” of Letitia James the name tells no gender.
        let surname = Name { traits: name.traits.without(Traits::GENDER), ..name.clone() };
        return update(own, page, &surname, words, headline);
    }
    update(own, page, name, words, headline)
}

/// “Ilka Sorn … Sorn said”: only people are called by the last word of their names.
fn is_person_by_surname(people: &People, page: &Page, entity: usize, name: &Name) -> bool {
    let own = &people.entities[entity];
    let last = people.words(entity).last() == Some(&hash(page.bare_name(name.tokens.start)));
    own.kind == EntityKind::Unknown
        && !people.has_one_word(entity)
        && !own.definite
        && !own.is_place()
        && !page.is_place(page.tokens_in(own.name).start)
        && last
        && !name.common
        && !name.attributive
        && !page.is(name.tokens.start, Traits::ACRONYM)
        && !page.is(name.tokens.start.wrapping_sub(1), Traits::DETERMINER)
}

/// Appends the words of a name that identify its bearer, without initials and
/// particles, and gives their place in `People::words`.
fn push_words(people: &mut People, page: &Page, name: &Name) -> Range<usize> {
    let start = people.words.len();
    for at in name.tokens.clone() {
        let traits = page.traits(at);
        let small = traits.any(Traits::PARTICLE)
            && at + 1 < name.tokens.end
            && !is_first_name(people, page, name, at);
        let initial = page.word(at).trim_end_matches('.').len() == 1 && name.tokens.len() > 1;
        if traits.any(Traits::CAPITAL) && !small && !initial {
            people.words.push(hash(page.bare_name(at)));
        }
    }
    if people.words.len() == start {
        people.words.push(hash(page.word(name.tokens.start)));
    }
    start..people.words.len()
}

/// “Ben Osei”, but “Van Holt” of Joost van Holt: whether a small word that opens a name is the first
/// name of somebody.
fn is_first_name(people: &People, page: &Page, name: &Name, at: usize) -> bool {
    let has_it = |entity: usize| {
        let tokens = page.tokens_in(people.entities[entity].name);
        tokens.len() > 2 && page.word(tokens.end - 2).eq_ignore_ascii_case(page.word(at))
    };
    let surname = hash(page.bare_name(name.tokens.end - 1));
    at == name.tokens.start
        && page.is(at, Traits::GIVEN)
        && name.tokens.len() == 2
        && !people.of_part(NamePart::Last, surname).any(has_it)
}

/// Enters somebody new.
fn enter_new(people: &mut People, page: &Page, name: &Name, words: Range<usize>, headline: bool) -> usize {
    let entity = people.entities.len();
    let place = place(page, name, &people.words[words.clone()]);
    people.entities.push(Entity {
        name: page.extent(name.tokens.clone()),
        titled: page.extent(name.titled.clone()),
        keeps_title: name.has_title(),
        // “T. Moreau”
        kind: match name.kind {
            EntityKind::Unknown if is_initial(page.word(name.tokens.start)) => EntityKind::Person,
            // “UK” and “United Arab Emirates” are no companies.
            EntityKind::Body if !place.is_empty() => EntityKind::Unknown,
            kind => kind,
        },
        traits: name.traits | place,
        role: None,
        age: None,
        mentions: 0,
        definite: false,
        words,
        provisional: headline,
        is_kin: is_called_kin(page, name),
        last: 0,
        last_sentence: page.sentence_of(name.tokens.start),
    });
    register(people, page, entity, name);
    entity
}

/// What is known of the place with this name, if it is one: “Norway”, “Marlow County”.
fn place(page: &Page, name: &Name, words: &[u64]) -> Traits {
    if name.has_title() {
        Traits::empty()
    } else if words.len() > 1 && page.word(name.tokens.end - 1) == "County" {
        Traits::PLACE
    } else {
        page.words.place(words)
    }
}

/// Adds what another naming tells about somebody known. Whether their name has more
/// words now.
fn update(own: &mut Entity, page: &Page, name: &Name, words: &Range<usize>, headline: bool) -> bool {
    let gender = name.traits.only(Traits::GENDER);
    if own.traits.only(Traits::GENDER).is_empty() {
        own.traits |= gender;
    }
    if own.kind == EntityKind::Unknown {
        own.kind = name.kind;
        own.traits |= name.traits;
    }
    let before = own.words.len();
    let longer = words.len() > before;
    if longer || (own.provisional && !headline && words.len() == before) {
        own.name = page.extent(name.tokens.clone());
        own.titled = page.extent(name.titled.clone());
        own.keeps_title = name.has_title();
        own.provisional = headline;
        own.words = words.clone();
        if before == 1 && !gender.is_empty() {
            own.traits = own.traits.without(Traits::GENDER) | gender;
        }
    } else if words.len() == before && words.len() == 1 && !own.keeps_title && name.has_title() {
        own.titled = page.extent(name.titled.clone());
        own.keeps_title = true;
    }
    longer
}

/// The entity already known by these words, which are those of the name.
fn known(people: &People, page: &Page, words: &Range<usize>, name: &Name) -> Option<usize> {
    let own = &people.words[words.clone()];
    if own.len() == 1
        && let Some(entity) = known_by_handle(people, page, name)
    {
        return Some(entity);
    }
    let is_same = |&entity: &usize| match own {
        [_] => people.has_one_word(entity) && fits(people, page, entity, name),
        _ => !initials_differ(page, people.entities[entity].name, page.extent(name.tokens.clone())),
    };
    if let Some(entity) = people.of_name(own).filter(is_same)
        && !name.common
    {
        return Some(entity);
    }
    match own {
        &[word] => known_by_word(people, page, word, name),
        _ => known_by_ends(people, page, own, name).or_else(|| known_as_body(people, page, own, name)),
    }
}

/// Whose the name of an account is: “@Ama_Osei”, “@AmaOsei”.
fn known_by_handle(people: &People, page: &Page, name: &Name) -> Option<usize> {
    let start = page.span(name.tokens.start).start;
    if !page.text[..start].ends_with('@') {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    for part in page.word(name.tokens.start).split('_') {
        for letter in part.chars() {
            match words.last_mut().filter(|word| !letter.is_uppercase() && !word.is_empty()) {
                Some(word) => word.push(letter),
                None => words.push(letter.to_string()),
            }
        }
    }
    let words: Vec<u64> = words.iter().map(|word| hash(word)).collect();
    people.of_name(&words).filter(|_| words.len() > 1)
}

/// The entity of whose name a single word is a part.
fn known_by_word(people: &People, page: &Page, word: u64, name: &Name) -> Option<usize> {
    let last_mention = |&entity: &usize| people.entities[entity].last;
    if name.common {
        // “King asked”, if there is a Gayle King; “the Post”, if there is a Tarn Post; “the
        // Center”, if there is a Center for Clean Rivers.
        let short = page.is(name.tokens.start.wrapping_sub(1), Traits::DEFINITE);
        let is_person = |e: &usize| people.entities[*e].kind == EntityKind::Person;
        let is_body = |e: &usize| {
            people.entities[*e].kind == EntityKind::Body
                && !people.has_one_word(*e)
                && page.is(name.tokens.start, Traits::NAMES_BODY)
        };
        let person = people.of_part(NamePart::Last, word).filter(is_person).max_by_key(last_mention);
        let bodies = [NamePart::Last, NamePart::First].into_iter().flat_map(|p| people.of_part(p, word));
        return person.or_else(|| bodies.filter(|e| short && is_body(e)).max_by_key(last_mention));
    }
    let called = if name.has_title() {
        people.roles.holders(page, name.titled.start..name.tokens.start)
    } else {
        Vec::new()
    };
    [NamePart::Last, NamePart::First, NamePart::Middle].into_iter().find_map(|part| {
        let bearers = || people.of_part(part, word).filter(|&e| fits(people, page, e, name));
        let often = bearers().map(|e| people.entities[e].mentions).max()? / MORE_PROMINENT;
        // Of a family whoever is called so; not somebody who was introduced as a brother or
        // daughter, nor who is hardly named; and of several the latest.
        bearers().max_by_key(|entity| {
            let own = &people.entities[*entity];
            let titled = called.iter().any(|holder| holder.entity == *entity);
            (titled, !own.is_kin, own.mentions >= often, own.last)
        })
    })
}

/// The entity whose name has more or fewer words than these, but the same at its ends,
/// or has only one of them.
fn known_by_ends(people: &People, page: &Page, own: &[u64], name: &Name) -> Option<usize> {
    let (first, last) = (own[0], own[own.len() - 1]);
    // The same person with more or fewer names, or named by surname before.
    let by_last = people.of_part(NamePart::Last, last).filter(|&e| {
        let entity = &people.entities[e];
        let theirs = people.words(e);
        fits(people, page, e, name)
            && match theirs {
                [_] => {
                    entity.kind != EntityKind::Body
                        && !is_called_kin(page, name)
                        && name.kind != EntityKind::Body
                        && !is_named_after(page, entity, name)
                }
                _ => is_longer_form(own, theirs) || is_without_first(own, theirs),
            }
    });
    if let Some(entity) = by_last.max_by_key(|&e| people.entities[e].last) {
        return Some(entity);
    }
    // “Shao said … Shao Zhonglin”, “Peter … Peter Otieno”.
    people.of_name(&[first]).filter(|&e| {
        let entity = &people.entities[e];
        people.has_one_word(e)
            && fits(people, page, e, name)
            && (entity.is_person() && name.kind == EntityKind::Person || entity.provisional)
    })
}

/// “President Marsh and first lady Odile Marsh”, “his brother, Ben Marsh”: whether somebody is
/// introduced as a relative of another, whose surname they may have.
fn is_called_kin(page: &Page, name: &Name) -> bool {
    let before = |at: usize| at.wrapping_sub(1 + usize::from(page.is(at.wrapping_sub(1), Traits::COMMA)));
    let lady = name.tokens.start.wrapping_sub(1);
    page.is(before(name.titled.start), Traits::KIN)
        || page.word(lady).eq_ignore_ascii_case("lady")
            && page.word(lady.wrapping_sub(1)).eq_ignore_ascii_case("first")
}

/// “Tallo opened its Camp Tallo”: who is called by a single word is not given another name in
/// the same sentence.
fn is_named_after(page: &Page, entity: &Entity, name: &Name) -> bool {
    name.kind == EntityKind::Unknown && entity.last_sentence == page.sentence_of(name.tokens.start)
}

/// The body that was named by an acronym before, or by a name without the first word:
/// “Nato … the North Atlantic Treaty Organization”, “the Bureau of Dams … the Federal
/// Bureau of Dams”.
fn known_as_body(people: &People, page: &Page, own: &[u64], name: &Name) -> Option<usize> {
    if name.kind == EntityKind::Person {
        return None;
    }
    let by_acronym = |from: usize| {
        let acronym = acronym(page, name, from)?;
        people.of_name(&[acronym]).filter(|&e| people.has_one_word(e) && people.words(e)[0] == acronym)
    };
    // “HCE … U.S. Harbour and Coast Enforcement”
    let by_national = || by_acronym(1).filter(|_| is_national(page, name.tokens.start));
    let by_rest = || {
        let national = is_national(page, name.tokens.start);
        people.of_name(&own[1..]).filter(|_| national && own.len() > 2)
    };
    // “the Pilots' Federation … the Pilots' Federation of Merle”
    let by_beginning = || {
        let before = before_preposition(page, name).filter(|before| before.len() > 1)?;
        people.of_name(&own[..before.len()]).filter(|&e| people.words(e).len() == before.len())
    };
    by_acronym(0)
        .or_else(by_national)
        .or_else(by_rest)
        .or_else(by_beginning)
        .filter(|&e| people.entities[e].kind != EntityKind::Person)
}

/// Whether a name is another without its first word: “Lena Rosa Quist … Rosa Quist”.
fn is_without_first(own: &[u64], theirs: &[u64]) -> bool {
    own.len() > 1 && theirs.len() == own.len() + 1 && theirs.ends_with(own)
}

/// Whether one of two names is the other with names added between its ends.
fn is_longer_form(own: &[u64], theirs: &[u64]) -> bool {
    let (short, long) = if theirs.len() < own.len() { (theirs, own) } else { (own, theirs) };
    short[0] == long[0]
        && short[short.len() - 1] == long[long.len() - 1]
        && short.iter().all(|w| long.contains(w))
}

/// Whether a name may be this entity's, as far as kind, gender and initials tell.
fn fits(people: &People, page: &Page, entity: usize, name: &Name) -> bool {
    let one_word = people.has_one_word(entity);
    let entity = &people.entities[entity];
    if initials_differ(page, entity.name, page.extent(name.tokens.clone())) {
        return false;
    }
    let contrary = matches!(
        (entity.kind, name.kind),
        (EntityKind::Person, EntityKind::Body) | (EntityKind::Body, EntityKind::Person)
    );
    // “Scott said” may be Bernice Scott's.
    let bare = name.tokens.len() == 1 && name.titled == name.tokens || one_word && !entity.keeps_title;
    let (theirs, own) = (entity.traits.only(Traits::GENDER), name.traits.only(Traits::GENDER));
    !contrary && (bare || theirs.is_empty() || own.is_empty() || theirs.any(own))
}

/// “T. Moreau” is not Camille Moreau, nor Odile B. Marsh Odile J. Marsh.
fn initials_differ(page: &Page, theirs: Span, own: Span) -> bool {
    let (theirs, own) = (theirs.of(page.text), own.of(page.text));
    let middle = |name| -> Vec<char> {
        let initials =
            str::split(name, ' ').skip(1).filter(|word| word.ends_with('.') && word.len() % 2 == 0);
        let letters = initials.filter(|word| is_initial(&word[word.len() - 2..]));
        letters.filter_map(|word| word.chars().next()).collect()
    };
    let (a, b) = (middle(theirs), middle(own));
    if !a.is_empty() && !b.is_empty() && !a.iter().any(|letter| b.contains(letter)) {
        return true;
    }
    let apart = |initial: &str, full: &str| {
        let begins = |word: &str| word.starts_with(&initial[..1]);
        is_initial(initial) && full.contains(' ') && !full.split(' ').any(begins)
    };
    let first = |name| str::split(name, ' ').next().unwrap_or_default();
    apart(first(own), theirs) || apart(first(theirs), own)
}

/// Whether a word of a name is an initial: “T.”.
fn is_initial(word: &str) -> bool {
    matches!(word.as_bytes(), [b'A'..=b'Z', b'.'])
}
