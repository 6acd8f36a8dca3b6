//! The forms of a name by which an article may refer to its bearer: surname, first
//! name, short form, acronym.

use super::name::{EntityKind, Name};
use super::registry::{NamePart, People};
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::traits::Traits;
use std::ops::Range;

/// A body's name of at most this many words is shortened to its first: “SF” for SF
/// Express. Longer names are shortened to acronyms.
const SHORTENED_WORDS: usize = 3;
/// Words whose initials an acronym is made of; no body is known by a longer one.
const LONGEST_ACRONYM: usize = 12;
/// Two initials are as often a person's, or a state's, if the name does not say that it is a
/// body's.
const SHORTEST_ACRONYM: usize = 3;

/// Makes an entity findable by its name and the usual short forms of it. `name` is
/// where the name was read.
pub(super) fn register(people: &mut People, page: &Page, entity: usize, name: &Name) {
    let words = people.words(entity).to_vec();
    people.add_name(&words, entity);
    let (first, last) = (words[0], words[words.len() - 1]);
    if words.len() == 1 {
        people.add_part(NamePart::Last, first, entity);
        return;
    }
    // “the Senate” is not “Senate Democrats”.
    let crowd = page.is(name.tokens.end - 1, Traits::GROUP | Traits::DEMONYM);
    let attributive = crowd || name.attributive && name.kind == EntityKind::Unknown;
    if people.entities[entity].kind != EntityKind::Body {
        people.add_part(NamePart::Last, last, entity);
        if !attributive {
            people.add_part(NamePart::First, first, entity);
        }
        for &middle in &words[1..words.len() - 1] {
            people.add_part(NamePart::Middle, middle, entity);
        }
        if is_generation(page.word(name.tokens.end - 1))
            && let [_, .., surname, _] = words[..]
            && people.of_part(NamePart::Last, surname).next().is_none()
        {
            people.add_part(NamePart::Last, surname, entity);
        }
    }
    if people.entities[entity].kind == EntityKind::Person {
        return;
    }
    if page.is(name.tokens.end - 1, Traits::ACRONYM | Traits::MEDIA) {
        // “the ISO” for “California ISO”, “the Times” for “The Harbour Times”.
        people.add_part(NamePart::Last, last, entity);
    }
    if let Some(before) = before_preposition(page, name) {
        // “the Center” for the Center for Clean Rivers, “the College” for the Royal College of
        // Nurses.
        if page.is(before.end - 1, Traits::NAMES_BODY) {
            people.add_part(NamePart::First, words[before.len() - 1], entity);
        }
        if before.len() > 1 {
            people.add_name(&words[..before.len()], entity);
        }
    }
    if !attributive && is_shortened(people, page, entity, name, &words) {
        people.add_part(NamePart::First, first, entity);
        if words.len() == SHORTENED_WORDS {
            people.add_name(&words[..2], entity);
        }
    }
    register_acronyms(people, page, entity, name, first);
}

/// The words of a name before “of” or “for”, if each has a capital: “Royal College” of the Royal
/// College of Nurses.
pub(super) fn before_preposition(page: &Page, name: &Name) -> Option<Range<usize>> {
    let end = name.tokens.clone().find(|&at| matches!(page.word(at), "for" | "of"))?;
    let before = name.tokens.start..end;
    let plain = before.clone().all(|at| page.is(at, Traits::CAPITAL) && !page.is(at, Traits::PARTICLE));
    (plain && !before.is_empty()).then_some(before)
}

/// “Kenneth Sorn II”; not “Jr.”, whose father is named as often.
fn is_generation(word: &str) -> bool {
    matches!(word, "II" | "III" | "IV")
}

/// Whether a body may be known by the first word of its name: “SF” for SF Express,
/// but not “Leeds” for Leeds University.
fn is_shortened(people: &People, page: &Page, entity: usize, name: &Name, words: &[u64]) -> bool {
    let own = &people.entities[entity];
    let acronym = page.is(name.tokens.start, Traits::ACRONYM);
    // “Selby Capital Management Ltd” and “NVC News” have a word that only says what they are.
    let legal = page.is(name.tokens.end - 1, Traits::LEGAL);
    let news = acronym && own.traits.any(Traits::MEDIA) && words.len() == 2;
    // Public bodies are named after places and people; schools and papers less, and a word
    // that is neither stands for them: “Halvard” for Halvard University.
    let coined = !page.is(name.tokens.start, Traits::GIVEN | Traits::NOUN | Traits::NAMES_BODY)
        && !page.is(name.tokens.start, Traits::DEMONYM | Traits::ACRONYM)
        && !page.is_possessive(name.tokens.start + 1)
        && !page.writes_small(page.word(name.tokens.start))
        && people.of_part(NamePart::Last, words[0]).next().is_none();
    let private = Traits::COMPANY | Traits::UNION | Traits::CLUB;
    let named_by_it =
        if coined { private | Traits::SCHOOL | Traits::MEDIA | Traits::HEALTH } else { private };
    // A center, a foundation or a coalition may be either: “Tarn” for the Tarn Research Center.
    let either = coined && own.traits.any(Traits::UNION);
    let public = Traits::KINDS.without(named_by_it);
    let public = if either { public.without(Traits::AUTHORITY) } else { public };
    let known_alone = people.of_name(&words[..1]).is_some();
    // “the UN” is not the UN Charter.
    let doubtful = own.kind == EntityKind::Unknown && acronym;
    (own.traits.only(public).is_empty() || legal || news)
        && words.len() - usize::from(legal) <= SHORTENED_WORDS
        && !known_alone
        && !doubtful
        && !page.is_place(name.tokens.start)
}

/// Makes a body findable by its initials: HCSO for the Harris County Sheriff's Office.
fn register_acronyms(people: &mut People, page: &Page, entity: usize, name: &Name, first: u64) {
    if let Some(whole) = acronym(page, name, 0) {
        people.add_part(NamePart::Last, whole, entity);
    }
    if let Some(rest) = acronym(page, name, 1) {
        // “California ISO” for the California Independent System Operator.
        people.add_name(&[first, rest], entity);
        if is_national(page, name.tokens.start) || page.word(name.tokens.start + 1) == "of" {
            // “HCE” for the U.S. Harbour and Coast Enforcement, “HFT” for the Department of
            // Harbours, Ferries and Tides.
            people.add_part(NamePart::Last, rest, entity);
        }
    }
}

/// “U.S.”, “British”, “Federal”: what a body's name may do without.
pub(super) fn is_national(page: &Page, token: usize) -> bool {
    page.is(token, Traits::DEMONYM)
        || page.place(token).any(Traits::COUNTRY)
        || matches!(page.word(token), "Federal" | "National")
}

/// The acronym that the initials of a name make, those of its first `from` capitalised
/// words left out. A word that is an acronym with points gives all of its letters: “USCE” for
/// the U.S. Coast Enforcement.
pub(super) fn acronym(page: &Page, name: &Name, from: usize) -> Option<u64> {
    let words = name.tokens.clone().filter(|&at| page.is(at, Traits::CAPITAL)).skip(from);
    let mut acronym = String::new();
    for word in words.map(|at| page.word(at)) {
        let letters = word.chars().filter(|letter| *letter != '.');
        let dotted = word.contains('.') && letters.clone().all(|letter| letter.is_ascii_uppercase());
        acronym.extend(letters.take(if dotted { word.len() } else { 1 }).filter(char::is_ascii_uppercase));
    }
    let least = SHORTEST_ACRONYM - usize::from(from == 0 && name.kind == EntityKind::Body);
    (least..=LONGEST_ACRONYM).contains(&acronym.len()).then(|| hash(&acronym))
}
