//! Where names stand, and what their surroundings say about them.
//!
//! One pass over the tokens: a run of capitalised words, with the small words
//! that belong into names (“van der”, “of”), cut where a title ends and a
//! person's name begins (“Water Minister | Thandeka Mabuza”).

use crate::words::page::Page;
use crate::words::traits::Traits;
use std::ops::Range;

/// A name in the text.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// With titles: “Lt. Col. Ramón Teixeira Duarte”.
    pub(crate) titled: Range<usize>,
    /// The name itself, as tokens.
    pub(crate) tokens: Range<usize>,
    /// What it names.
    pub(crate) kind: Kind,
    /// Gender, kinds of bodies, title.
    pub(crate) traits: Traits,
    /// A single word that has its capital perhaps only from the sentence.
    pub(crate) weak: bool,
    /// An ordinary word, unless somebody of that surname is known.
    pub(crate) common: bool,
    /// Stands before a noun: “the Nestor Plus kettle”.
    pub(crate) attributive: bool,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Person,
    Body,
    Unknown,
}

/// Appends the names in some tokens of one sentence.
pub(crate) fn find(page: &Page, sentence: Range<usize>, names: &mut Vec<Name>) {
    let mut at = sentence.start;
    let mut opens = true;
    while at < sentence.end {
        if !starts_name(page, at) {
            opens = !page.is(at, Traits::WORD | Traits::CLITIC | Traits::COMMA | Traits::DASH | Traits::OPEN)
                || (opens && !page.is(at, Traits::WORD));
            at += 1;
            continue;
        }
        let end = run_end(page, at, sentence.end);
        let name = name(page, at..end, opens);
        at = name.as_ref().map_or(end, |n| n.tokens.end.max(end)).min(sentence.end);
        names.extend(name);
        opens = false;
    }
}

/// Whether a token may begin a name.
fn starts_name(page: &Page, at: usize) -> bool {
    let traits = page.traits(at);
    traits.any(Traits::CAPITAL)
        && (!traits.any(Traits::SMALL)
            || traits.any(Traits::ACRONYM)
            || (traits.any(Traits::GIVEN) && page.is(at + 1, Traits::CAPITAL))
            || opens_title(page, at))
}

/// “the Sunday Clarion”: a day that is part of a name.
fn opens_title(page: &Page, at: usize) -> bool {
    page.is(at, Traits::CALENDAR)
        && page.is(at + 1, Traits::CAPITAL)
        && !page.is(at + 1, Traits::SMALL)
        && page.is(at.wrapping_sub(1), Traits::DEFINITE)
}

/// “Lola” in “Dolores “Lola” Ibarra”: where the name goes on after it.
fn nickname_end(page: &Page, at: usize, limit: usize) -> Option<usize> {
    let closes = page.is(at + 2, Traits::QUOTE) || page.is(at + 2, Traits::CLOSE);
    let opens = page.is(at, Traits::QUOTE) || page.is(at, Traits::OPEN);
    (opens
        && closes
        && goes_on(page, at + 1)
        && at + 3 < limit
        && goes_on(page, at + 3)
        && page.adjoins(at + 1))
    .then_some(at + 3)
}

/// Whether a token goes on with a name.
fn goes_on(page: &Page, at: usize) -> bool {
    let traits = page.traits(at);
    let initial = page.word(at).len() == 2 && page.word(at).ends_with('.');
    traits.any(Traits::CAPITAL)
        && (initial
            || !traits.any(Traits::SMALL)
            || traits.any(Traits::GIVEN | Traits::PARTICLE | Traits::ACRONYM))
}

/// The end of the simple run of capitalised words from `at`.
fn capitals(page: &Page, mut at: usize, limit: usize) -> usize {
    while at < limit && goes_on(page, at) {
        at += 1;
    }
    at
}

/// The end of the name's run that starts at `start`.
fn run_end(page: &Page, start: usize, limit: usize) -> usize {
    let is_body = |range: Range<usize>| range.into_iter().any(|i| page.is(i, Traits::NAMES_BODY));
    let mut at = start + 1;
    let mut joined = false;
    loop {
        at = capitals(page, at, limit);
        let word = page.word(at);
        let next = at + 1;
        if at >= limit || next >= limit {
            return at;
        }
        if page.is(start, Traits::GIVEN)
            && let Some(end) = nickname_end(page, at, limit)
        {
            at = end;
            continue;
        }
        if page.is(at, Traits::PARTICLE) && !page.is(at, Traits::CAPITAL) {
            let second =
                next + usize::from(page.is(next, Traits::PARTICLE) && !page.is(next, Traits::CAPITAL));
            if goes_on(page, second) && second < limit {
                at = second;
                continue;
            }
            return at;
        }
        let goes = match word {
            "&" => goes_on(page, next),
            "of" | "for" | "on" => {
                let after = next + usize::from(page.word(next) == "the");
                // “the charity Doctors for Clean Rivers”: many, but with a capital of their own.
                let several = at == start + 1
                    && word == "for"
                    && page.is(start, Traits::PLURAL)
                    && page.is(start.wrapping_sub(1), Traits::WORD);
                let joins = (several || page.is(at.wrapping_sub(1), Traits::NAMES_BODY))
                    && !page.is(at.wrapping_sub(1), Traits::LEGAL)
                    && after < limit
                    && goes_on(page, after);
                if joins {
                    joined = true;
                    at = after;
                    continue;
                }
                false
            }
            "and" => {
                let end = capitals(page, next, limit);
                // “University and College Union”, “the Roads and Bridges Authority”
                let the =
                    start > 0 && page.is(start - 1, Traits::DEFINITE) && !page.is(start, Traits::ACRONYM);
                let opens_body = at - start == 1
                    && (the || page.is(start, Traits::NAMES_BODY))
                    && is_body(end.max(1) - 1..end);
                goes_on(page, next)
                    && !page.is(next, Traits::GIVEN | Traits::TITLE | Traits::ACRONYM)
                    && (joined || opens_body)
            }
            _ if page.is_possessive(at) => {
                // “Harris County Sheriff's Office” is one name, “Alibaba's Jack Ma” two.
                let end = capitals(page, next, limit);
                let several = at - start > 1
                    || page.is_plural_possessive(at)
                    || page.is(at.wrapping_sub(1), Traits::GROUP);
                let person = page.is(start, Traits::GIVEN | Traits::TITLE)
                    && !page.is(at.wrapping_sub(1), Traits::TITLE);
                several
                    && !person
                    && is_body(next..end)
                    && (page.is_plural_possessive(at) || !page.is(at - 1, Traits::NAMES_BODY))
                    && !page.is(at.wrapping_sub(1), Traits::ACRONYM)
            }
            _ => false,
        };
        if !goes {
            return at;
        }
        at = next;
    }
}

/// What a run of capitalised words names, if anything.
fn name(page: &Page, run: Range<usize>, opens: bool) -> Option<Name> {
    let mut traits = Traits::default();
    let mut start = run.start;
    let last = page.traits(run.end.wrapping_sub(1));
    let joins = |i: usize| !page.is(i + 1, Traits::CAPITAL) && i + 1 < run.end;
    let body =
        last.any(Traits::NAMES_BODY) || run.clone().any(|i| page.is(i, Traits::NAMES_BODY) && joins(i));
    let title = title_end(page, run.clone());
    let mut kind = Kind::Unknown;
    if let Some(end) = title {
        for at in run.start..end {
            traits |= page.traits(at).only(Traits::TITLE | Traits::MODIFIER);
            if page.is(at, Traits::TITLE) {
                traits |= page.traits(at).only(Traits::GENDER);
            }
        }
        start = end;
        kind = Kind::Person;
    } else if !body {
        // “Health Anna Ray”: what is left over from a longer title.
        let given = (run.start + 1..run.end - 1).find(|&i| page.is(i, Traits::GIVEN));
        if let Some(given) = given
            && (run.start..given).any(|i| {
                page.is(i, Traits::NAMES_BODY) || (page.is(i, Traits::ACRONYM) && page.word(i).len() > 2)
            })
        {
            start = given;
        } else if run.len() > 2
            && page.is(run.start, Traits::ROLE | Traits::KIN | Traits::MODIFIER | Traits::DEMONYM)
            && !page.is(run.start, Traits::GIVEN)
            && page.is(run.start + 1, Traits::GIVEN)
        {
            // “Rival Hadiya Bello”, “Democrat Hadiya Bello”.
            start = run.start + 1;
        }
    }
    let length = run.end - start;
    let first = page.traits(start);
    let titles_only = (run.start..run.end).all(|i| page.is(i, Traits::TITLE | Traits::MODIFIER));
    // “Acting U.S. Attorney”, “the British”.
    let no_name = (last.any(Traits::OFFICE) && title.is_none() && !first.any(Traits::GIVEN))
        || last.any(Traits::DEMONYM);
    if length > 1 && (titles_only || no_name) {
        return None;
    }
    if kind == Kind::Unknown {
        if body && !(length == 1 && (opens || first.any(Traits::NOUN))) {
            kind = Kind::Body;
        } else if first.any(Traits::GIVEN) && length > 1 {
            kind = Kind::Person;
        } else if length == 1 && first.any(Traits::ACRONYM) && page.word(start).len() < 6 {
            kind = Kind::Body;
        }
    }
    match kind {
        Kind::Body => {
            for at in start..run.end {
                traits |= page.traits(at).only(Traits::KINDS);
            }
        }
        _ if first.any(Traits::GIVEN) && traits.only(Traits::GENDER).is_empty() => {
            traits |= first.only(Traits::GENDER);
        }
        _ => {}
    }
    let alone = length == 1 && title.is_none();
    let determined = run.start > 0 && page.is(run.start - 1, Traits::DETERMINER);
    // A surname that is a word: “King asked”, “Baker said”, but also “Police said”.
    let common = alone
        && !first.any(Traits::ACRONYM)
        && (titles_only
            || first.any(Traits::DEMONYM)
            || first.any(Traits::NOUN)
                && (opens || determined || !first.any(Traits::GIVEN | Traits::NAMES_BODY)));
    if common && determined {
        return None;
    }
    let weak = common || alone && opens && !first.any(Traits::GIVEN | Traits::ACRONYM);
    let mut tokens = start..run.end;
    let mut titled = if title.is_some() { run } else { tokens.clone() };
    if alone
        && page.is(tokens.end, Traits::COMMA)
        && page.is(tokens.end + 1, Traits::NOBLE)
        && page.word(tokens.end + 2) == "of"
        && goes_on(page, tokens.end + 3)
    {
        // “Anne, Duchess of Merle” is a name.
        traits |= page.traits(tokens.end + 1).only(Traits::GENDER);
        kind = Kind::Person;
        tokens.end += 4;
        titled.end = tokens.end;
    }
    let next = page.traits(tokens.end);
    let attributive = determined && next.any(Traits::WORD) && !next.any(Traits::SMALL | Traits::CAPITAL);
    Some(Name { titled, tokens, kind, traits, weak, common, attributive })
}

/// Where the titles at the start of a run end, if a name follows them.
fn title_end(page: &Page, run: Range<usize>) -> Option<usize> {
    let mut end = None;
    let mut given = false;
    let mut body = false;
    for at in run.start..run.end - 1 {
        let traits = page.traits(at);
        let leads = at == run.start || page.is(at.wrapping_sub(1), Traits::TITLE | Traits::MODIFIER);
        if traits.any(Traits::OFFICE | Traits::COURT) && (leads || !given || body)
            || (traits.any(Traits::HONORIFIC | Traits::NOBLE) && leads)
        {
            end = Some(at + 1);
        } else if traits.any(Traits::GIVEN) {
            given = true;
        } else if traits.any(Traits::NAMES_BODY) {
            body = true;
        }
    }
    // “Attorney General”, “Governor's Office”, “Director of Public Prosecutions”.
    let end = end.filter(|&end| {
        page.is(end, Traits::CAPITAL)
            && !page.is(run.end.wrapping_sub(1), Traits::NAMES_BODY)
            && !(end..run.end).all(|i| page.is(i, Traits::TITLE | Traits::MODIFIER | Traits::ROLE))
    });
    end.or_else(|| {
        // A body's word at the end of a person's name: “Mr Post”, “Dr Temple”.
        let leads = page.is(run.start, Traits::HONORIFIC) && run.end - run.start < 4;
        leads.then_some(run.start + 1)
    })
}
