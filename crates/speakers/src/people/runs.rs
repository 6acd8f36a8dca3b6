//! Runs of capitalised words that may be names, with the small words that belong
//! into names: “Pieter van den Broek”, “Doctors for Clean Rivers”.

use super::forms::is_national;
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::phrases::in_title_case;
use crate::words::traits::Traits;
use std::ops::Range;

/// The most digits of a station's number.
const LONGEST_CHANNEL: usize = 2;

/// The last word of a list of links that a scraper left inside of a sentence. No name has it.
pub(crate) const LAST_OF_LINKS: &str = "MORE";

/// So many tokens at most has a name with the caption that is glued to it.
const LONGEST_CAPTION: usize = 14;
/// So many words at most come before the “and” of a committee's name.
const LONGEST_BEFORE_AND: usize = 4;
/// A repeated word of fewer bytes may be chance.
const LEAST_REPEATED: usize = 3;

/// Whether a token may begin a name.
pub(super) fn starts_name(page: &Page, at: usize) -> bool {
    let traits = page.traits(at);
    traits.any(Traits::CAPITAL)
        && page.word(at) != LAST_OF_LINKS
        && !is_party_and_state(page.word(at))
        && !is_where_from(page.word(at))
        && (!traits.any(Traits::SMALL)
            || traits.any(Traits::ACRONYM)
            || (traits.any(Traits::GIVEN) && page.is(at + 1, Traits::CAPITAL))
            || is_day_in_name(page, at))
}

/// “D-Vt.”: the party and the state of a member of Congress.
pub(super) fn party_and_state(word: &str) -> Option<(&'static str, &str)> {
    let (party, state) = word.split_once('-').filter(|(_, state)| state.starts_with(char::is_uppercase))?;
    let party = match party {
        "D" => "democrat",
        "I" => "independent",
        "R" => "republican",
        _ => return None,
    };
    Some((party, state))
}

fn is_party_and_state(word: &str) -> bool {
    party_and_state(word).is_some()
}

/// “Oslo-based”, “Bergen-born”, “Skald-nominated”: says where somebody is from, or what they
/// have, and is no name.
pub(super) fn is_where_from(word: &str) -> bool {
    word.rsplit_once('-')
        .is_some_and(|(_, last)| last.ends_with("ed") || ["area", "born", "era", "run"].contains(&last))
}

/// “the Sunday Clarion”: a day that is part of a name.
fn is_day_in_name(page: &Page, at: usize) -> bool {
    page.is(at, Traits::CALENDAR)
        && page.is(at + 1, Traits::CAPITAL)
        && !page.is(at + 1, Traits::SMALL)
        && page.is(at.wrapping_sub(1), Traits::DEFINITE)
}

/// Whether a token, after the first of a name, can belong to the name too.
pub(super) fn continues_name(page: &Page, at: usize) -> bool {
    let traits = page.traits(at);
    let initial = page.word(at).len() == 2 && page.word(at).ends_with('.');
    // “Said Mr. Kobler”
    let another = traits.any(Traits::HONORIFIC)
        && !traits.any(Traits::GIVEN | Traits::ROLE | Traits::OFFICE)
        && !page.is(at.wrapping_sub(1), Traits::TITLE | Traits::MODIFIER);
    traits.any(Traits::CAPITAL)
        && !another
        && page.word(at) != LAST_OF_LINKS
        && !is_party_and_state(page.word(at))
        && !is_where_from(page.word(at))
        && (initial
            || !traits.any(Traits::SMALL)
            || traits.any(Traits::GIVEN | Traits::PARTICLE | Traits::ACRONYM))
}

/// Whether a word is another with something glued to it by a scraper: “OkaforBudget”.
pub(crate) fn is_glued_to(word: &str, start: &str) -> bool {
    let rest = word.strip_prefix(start).filter(|_| start.len() >= LEAST_REPEATED);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

/// A caption that repeats the name of the run from `start` to `end` and is glued to it: where
/// the name ends, and where the caption does. “Omar Okafor | Omar (Om) Ngozi OkaforBudget | talks
/// end”.
pub(super) fn caption(page: &Page, start: usize, end: usize, limit: usize) -> Option<(usize, usize)> {
    let earlier = |at: usize| start..at.min(end);
    let glued = (start + 1..limit.min(start + LONGEST_CAPTION)).find_map(|at| {
        let surname = earlier(at).find(|&i| is_glued_to(page.word(at), page.word(i)));
        surname.map(|surname| (surname + 1, at + 1))
    });
    // “Omar Okafor Omar Okafor Ngozi”, “Speaker Omar Okafor Omar Ngozi Okafor”, “Omar Okafor
    // Okafor”, but “Boutros Boutros-Ghali”, “Duran Duran” and “Green Cross Green Star”
    let again = |&at: &usize| {
        let word = page.word(at);
        let before = |i: usize| page.word(i) == word && (i == at - 1 || is_given(page, i));
        word.len() >= LEAST_REPEATED && (start..at).any(before)
    };
    glued.or_else(|| (start + 2..end).find(again).map(|at| (at, end)))
}

/// Whether a word of a name is a given one, as far as the list and a title before it tell.
pub(crate) fn is_given(page: &Page, at: usize) -> bool {
    page.is(at, Traits::GIVEN) || at > 0 && page.is(at - 1, Traits::TITLE)
}

/// The end of the run that starts at `start`; no token from `limit` on belongs to it.
pub(super) fn run_end(page: &Page, start: usize, limit: usize) -> usize {
    let mut at = start + 1;
    let mut joined = false;
    loop {
        at = capitals_end(page, at, limit);
        let next = at + 1;
        if at >= limit || next >= limit {
            return at;
        }
        if has_given(page, start..at)
            && let Some(end) = nickname_end(page, at, limit)
        {
            at = end;
            continue;
        }
        if page.is(at, Traits::PARTICLE) && !page.is(at, Traits::CAPITAL) {
            match after_particles(page, at, limit) {
                Some(after) => at = after,
                None => return at,
            }
            continue;
        }
        at = match page.word(at) {
            // “Painters Without Borders”
            "&" | "Without" if continues_name(page, next) => next,
            // “Data For Rivers”, “the Save Our Boats Coalition”, but not in title case
            "For" | "Of" | "Against" | "Our" if joins_in_name(page, at) => next,
            "of" | "for" | "on" => match after_preposition(page, start, at, limit) {
                Some(after) => {
                    joined = true;
                    after
                }
                None => return at,
            },
            "and" if and_joins(page, start, at, limit, joined) => next,
            _ if page.is_possessive(at) && possessive_joins(page, start, at, limit) => next,
            _ => return at,
        };
    }
}

/// Whether a small word with a capital joins words of a name (“Mayors Against Open Gates”): not in
/// title case, nor after somebody's office (“CEO Of Harbour Foods”).
fn joins_in_name(page: &Page, at: usize) -> bool {
    let sentence = page.sentences.get(page.sentence_of(at));
    let office = page.is(at - 1, Traits::TITLE | Traits::ROLE | Traits::MODIFIER);
    continues_name(page, at + 1)
        && (!office || page.is(at - 1, Traits::PLURAL))
        && sentence.is_some_and(|s| !in_title_case(page, s.tokens.clone()))
}

/// The end of the capitalised words from `at` on.
fn capitals_end(page: &Page, mut at: usize, limit: usize) -> usize {
    while at < limit && (continues_name(page, at) || is_channel(page, at)) {
        at += 1;
    }
    at
}

/// “Channel 9”, “News 12”: whether a token is the number of a station.
fn is_channel(page: &Page, at: usize) -> bool {
    page.is(at, Traits::NUMBER)
        && page.word(at).len() <= LONGEST_CHANNEL
        && page.is(at.wrapping_sub(1), Traits::MEDIA)
        && page.is(at.wrapping_sub(1), Traits::CAPITAL)
}

/// Whether what comes before a nickname is, or ends with, a given name: one of the list, or one
/// after a title or a role.
fn has_given(page: &Page, run: Range<usize>) -> bool {
    let titles = Traits::TITLE | Traits::MODIFIER | Traits::ROLE;
    page.is(run.start, Traits::GIVEN)
        || page.is(run.end - 1, Traits::GIVEN)
        || run.len() > 1 && page.is(run.end - 2, titles)
        || run.len() == 1 && page.is(run.start.wrapping_sub(1), titles)
}

/// “Lola” in “Dolores “Lola” Ibarra”: the token with which the name continues after
/// it. `at` is the opening mark.
fn nickname_end(page: &Page, at: usize, limit: usize) -> Option<usize> {
    let closes = page.is(at + 2, Traits::QUOTE) || page.is(at + 2, Traits::CLOSE);
    let opens = page.is(at, Traits::QUOTE) || page.is(at, Traits::OPEN);
    (opens
        && closes
        && continues_name(page, at + 1)
        && at + 3 < limit
        && continues_name(page, at + 3)
        && page.adjoins(at + 1))
    .then_some(at + 3)
}

/// “van den” in “Pieter van den Broek”: the token with which the name continues after
/// one or two particles.
fn after_particles(page: &Page, at: usize, limit: usize) -> Option<usize> {
    let next = at + 1;
    let after = next + usize::from(page.is(next, Traits::PARTICLE) && !page.is(next, Traits::CAPITAL));
    (continues_name(page, after) && after < limit).then_some(after)
}

/// The token with which the name continues after the preposition at `at`:
/// “University of Port Ellis”, “Office for the Blind”.
fn after_preposition(page: &Page, start: usize, at: usize, limit: usize) -> Option<usize> {
    let next = at + 1;
    let after = next + usize::from(page.word(next) == "the");
    // “the charity Doctors for Clean Rivers”: a plural, but capitalised of its own accord.
    let several = at == start + 1
        && page.word(at) == "for"
        && page.is(start, Traits::PLURAL)
        && page.is(start.wrapping_sub(1), Traits::WORD);
    // “Everyport for Boat Safety”: what it is for is no place, nor somebody.
    let mut words = after..capitals_end(page, after, limit);
    let cause = at == start + 1
        && page.word(at) == "for"
        && !page.is(start, Traits::GIVEN | Traits::NOUN | Traits::TITLE | Traits::PLACE)
        && words.len() > 1
        && !words.any(|i| page.is(i, Traits::GIVEN | Traits::TITLE | Traits::ACRONYM) || page.is_place(i));
    // “Freedom for Immigrants”, each time
    let repeated = at == start + 1 && page.word(at) == "for" && page.repeats_for(at);
    ((several || cause || repeated || page.is(at.wrapping_sub(1), Traits::NAMES_BODY))
        && !page.is(at.wrapping_sub(1), Traits::LEGAL)
        && after < limit
        && continues_name(page, after))
    .then_some(after)
}

/// Whether the “and” at `at` joins words of one name: “University and College Union”,
/// “the Roads and Bridges Authority”. `joined` is whether a preposition has already
/// joined parts of the name.
fn and_joins(page: &Page, start: usize, at: usize, limit: usize, joined: bool) -> bool {
    let next = at + 1;
    let end = capitals_end(page, next, limit);
    let the = start > 0 && page.is(start - 1, Traits::DEFINITE) && !page.is(start, Traits::ACRONYM);
    // “the ruling Roads and Bridges Party (RRB)”, with an acronym of its own language
    let named_short = page.is(end, Traits::OPEN)
        && page.is(end + 1, Traits::ACRONYM)
        && page.is(end + 2, Traits::CLOSE)
        && start > 1
        && page.is(start - 2, Traits::DEFINITE);
    // “the House Oversight and Government Reform Committee”
    let of_house = matches!(page.word(start), "House" | "Senate") && at - start <= LONGEST_BEFORE_AND;
    let opens_body = (of_house
        || at - start == 1 && (the || named_short || page.is(start, Traits::NAMES_BODY)))
        && names_body(page, end.max(1) - 1..end);
    continues_name(page, next)
        && !page.is(next, Traits::GIVEN | Traits::TITLE | Traits::ACRONYM)
        && (joined
            || opens_body
            || has_acronym(page, start..end)
            || is_abbreviated(page, start..end)
            || is_country(page, start..end))
}

/// Whether the article writes the initials of some tokens, three or more, as an acronym:
/// “RBE” of Roads and Bridges Enforcement.
fn is_abbreviated(page: &Page, tokens: Range<usize>) -> bool {
    let written = |tokens: Range<usize>| {
        let capitals = tokens.filter(|&i| page.is(i, Traits::CAPITAL));
        let initials: String = capitals.filter_map(|i| page.word(i).chars().next()).collect();
        initials.len() > 2 && page.writes_acronym(&initials)
    };
    // “U.S. Roads and Bridges Enforcement”
    let rest = tokens.start + usize::from(is_national(page, tokens.start))..tokens.end;
    written(rest) || written(tokens)
}

/// “Bosnia and Herzegovina”
fn is_country(page: &Page, tokens: Range<usize>) -> bool {
    let capitals = tokens.filter(|&i| page.is(i, Traits::CAPITAL));
    page.words.place(&capitals.map(|i| hash(page.word(i))).collect::<Vec<_>>()).any(Traits::COUNTRY)
}

/// “Roads and Bridges Authority (RBA)”: whether a bracket with the initials of some tokens
/// follows them.
fn has_acronym(page: &Page, tokens: Range<usize>) -> bool {
    let bracket = tokens.end;
    let is_acronym = |tokens: Range<usize>| {
        let capitals = tokens.filter(|&i| page.is(i, Traits::CAPITAL));
        capitals.map(|i| page.word(i).chars().next()).eq(page.word(bracket + 1).chars().map(Some))
    };
    // “U.S. Roads and Bridges Authority (RBA)”
    let rest = tokens.start + usize::from(is_national(page, tokens.start))..tokens.end;
    page.is(bracket, Traits::OPEN)
        && page.is(bracket + 2, Traits::CLOSE)
        && page.is(bracket + 1, Traits::ACRONYM)
        && (is_acronym(tokens) || is_acronym(rest))
}

/// Whether what is before and after the possessive mark at `at` is one name: “Harris
/// County Sheriff's Office” is, “Alibaba's Jack Ma” is two.
fn possessive_joins(page: &Page, start: usize, at: usize, limit: usize) -> bool {
    let next = at + 1;
    let end = capitals_end(page, next, limit);
    let several =
        at - start > 1 || page.is_plural_possessive(at) || page.is(at.wrapping_sub(1), Traits::GROUP);
    // “the Young Farmers' League”
    let the = page.is(start.wrapping_sub(1), Traits::DEFINITE);
    let person =
        !the && page.is(start, Traits::GIVEN | Traits::TITLE) && !page.is(at.wrapping_sub(1), Traits::TITLE);
    several
        && !person
        && names_body(page, next..end)
        && (page.is_plural_possessive(at) || !page.is(at - 1, Traits::NAMES_BODY))
        && !page.is(at.wrapping_sub(1), Traits::ACRONYM)
}

/// Whether any of these tokens is a word of bodies' names.
fn names_body(page: &Page, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|i| page.is(i, Traits::NAMES_BODY))
}
