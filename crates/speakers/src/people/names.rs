//! Where the names of a sentence are, and what each of them names.
//!
//! A run of capitalised words is cut where a title ends and a person's name begins
//! (“Water Minister | Thandeka Mabuza”), and told apart from titles and ordinary
//! words that have a capital for other reasons.

use super::leading::{is_common, is_no_name};
use super::name::{EntityKind, Name};
use super::runs::{caption, continues_name, is_where_from, run_end, starts_name};
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::phrases::before_honours;
use crate::words::traits::{Traits, Uses};
use std::ops::Range;

/// The longest acronym, in bytes, that names a body for its shape alone: a longer
/// word in capitals may be shouted.
const LONGEST_ACRONYM: usize = 5;
/// A run that opens with an honorific and ends with a word for bodies is a person if
/// it is at most this many tokens long: “Mr Post”, “Dr Alma Temple”.
const LONGEST_BODY_LIKE_PERSON: usize = 3;
/// So many words in capitals, without titles, may be a name: more are a headline.
const LONGEST_SHOUTED: usize = 4;

/// Appends the names in some tokens of one sentence.
pub(super) fn find(page: &Page, sentence: Range<usize>, names: &mut Vec<Name>) {
    let mut at = sentence.start;
    // Whether a word here would have a capital anyway.
    let mut opens = true;
    while at < sentence.end {
        if !starts_name(page, at) {
            opens = !page.is(at, Traits::WORD | Traits::CLITIC | Traits::COMMA | Traits::DASH | Traits::OPEN)
                || (opens && !page.is(at, Traits::WORD));
            at += 1;
            continue;
        }
        let end = run_end(page, at, sentence.end);
        if end < sentence.end && is_where_from(page.word(end)) {
            // “New York-based”
            at = end;
            opens = false;
            continue;
        }
        let (last, end) = caption(page, at, end, sentence.end).unwrap_or((end, end));
        let name = name(page, at..last, opens);
        at = name.as_ref().map_or(end, |n| n.tokens.end.max(end)).min(sentence.end);
        names.extend(name);
        opens = false;
    }
}

/// What a run of capitalised words names, if anything. `opens` is whether its first
/// word would have a capital anyway.
fn name(page: &Page, run: Range<usize>, opens: bool) -> Option<Name> {
    // “Give | President Okafor credit”, “CLOSE | President Okafor”, but “Economy Minister Okafor”
    let verb = || page.uses(run.start).contains(Uses::VERB) || page.is(run.start, Traits::ACRONYM);
    let before_title = opens
        && run.len() > 2
        && page.is(run.start + 1, Traits::TITLE)
        && verb()
        && is_common(page, run.start);
    let run = run.start + usize::from(before_title)..run.end;
    // “Ama Osei | MP”
    let run = run.start..before_honours(page, run);
    let body = is_body(page, &run);
    // “the 9th | Circuit Court of Appeals”
    let numbered = body && run.start > 0 && is_ordinal(page.word(run.start - 1));
    let run = run.start - usize::from(numbered)..run.end;
    let title = title_end(page, run.clone());
    let start = match title {
        Some(end) => end,
        None if body => run.start,
        None => after_leftover(page, &run),
    };
    let mut tokens = start..run.end;
    let first = page.traits(start);
    let titles_only = run.clone().all(|i| page.is(i, Traits::TITLE | Traits::MODIFIER));
    let nameless = titles_only
        || !body && is_office_or_people(page, &run, first, title.is_some())
        || !body && title.is_none() && is_role(page, &run);
    // “its CEO”
    let role = run.len() == 1 && page.is(run.start, Traits::ROLE) && page.is(run.start, Traits::ACRONYM);
    let headline =
        tokens.len() > LONGEST_SHOUTED && tokens.clone().all(|i| page.is(i, Traits::ACRONYM | Traits::SMALL));
    if tokens.len() > 1 && nameless || role || headline {
        return None;
    }
    let mut traits = title.map_or(Traits::default(), |end| title_traits(page, run.start..end));
    let mut kind = match title {
        Some(_) => EntityKind::Person,
        None => kind(page, &tokens, body, opens),
    };
    match kind {
        EntityKind::Body => {
            traits |= kinds(page, &tokens);
        }
        _ if first.any(Traits::GIVEN) && traits.only(Traits::GENDER).is_empty() => {
            traits |= first.only(Traits::GENDER);
        }
        _ => {}
    }
    let alone = tokens.len() == 1 && title.is_none();
    let determined = run.start > 0 && page.is(run.start - 1, Traits::DETERMINER);
    // A surname that is a word: “King asked”, “Baker said”, but also “Police said”.
    let common = alone
        && !first.any(Traits::ACRONYM)
        && (titles_only
            || first.any(Traits::DEMONYM)
            || first.any(Traits::NOUN)
                && (opens || determined || !first.any(Traits::GIVEN | Traits::NAMES_BODY)));
    // “the Post”, after the Tarn Post; “the Center”, after the Center for Clean Rivers
    let short = first.any(Traits::NAMES_BODY) && page.is(run.start.wrapping_sub(1), Traits::DEFINITE);
    if common && determined && !short {
        return None;
    }
    let weak = common || alone && opens && !first.any(Traits::GIVEN | Traits::ACRONYM);
    let mut titled = if title.is_some() { run } else { tokens.clone() };
    if alone && is_noble(page, tokens.end) {
        // “Anne, Duchess of Merle” is a name.
        traits |= page.traits(tokens.end + 1).only(Traits::GENDER);
        kind = EntityKind::Person;
        tokens.end += 4;
        titled.end = tokens.end;
    }
    let next = page.traits(tokens.end);
    let attributive = determined && next.any(Traits::WORD) && !next.any(Traits::SMALL | Traits::CAPITAL);
    Some(Name { titled, tokens, kind, traits, weak, common, attributive })
}

/// “9th”
fn is_ordinal(word: &str) -> bool {
    let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a run looks like a body's name: its last word, or one before a small word,
/// is a word of bodies' names (“Bank of Merle”), or it says what it is for.
fn is_body(page: &Page, run: &Range<usize>) -> bool {
    let before_small = |i: usize| !page.is(i + 1, Traits::CAPITAL) && i + 1 < run.end;
    page.is(run.end.wrapping_sub(1), Traits::NAMES_BODY)
        || run.clone().any(|i| page.is(i, Traits::NAMES_BODY) && before_small(i) || page.word(i) == "for")
}

/// Where a person's name begins in a run without titles: at its start, or after words
/// that do not belong to the name.
fn after_leftover(page: &Page, run: &Range<usize>) -> usize {
    // “MUST SEE Anna Ray”: a label.
    let shouted = run.clone().take_while(|&i| page.is(i, Traits::ACRONYM) && page.word(i).len() > 2).count();
    if shouted > 1 && shouted < run.len() {
        return run.start + shouted;
    }
    let of = run.start - usize::from(run.start > 0 && page.is(run.start - 1, Traits::DEFINITE));
    let after_office = matches!(page.word(of.wrapping_sub(1)), "of" | "for" | "to")
        && page.is(of.wrapping_sub(2), Traits::TITLE | Traits::ROLE);
    // “Health Anna Ray”, “Rivers Anna Ray” after “Director of”: what is left of a longer title;
    // “Merle Republican Anna Ray”, “Runner-up Anna Ray”.
    let given = (run.start + 1..run.end - 1).find(|&i| page.is(i, Traits::GIVEN));
    let belongs_to_title = |i: usize| {
        let described = page.is(i, Traits::ROLE | Traits::TITLE | Traits::DEMONYM | Traits::MODIFIER);
        let (first, last) = page.word(i).split_once('-').unwrap_or_default();
        page.is(i, Traits::NAMES_BODY)
            || page.is(i, Traits::ACRONYM) && page.word(i).len() > 2
            || described && !page.is(i, Traits::GIVEN)
            || first.len() > 1 && last.starts_with(char::is_lowercase)
    };
    if let Some(given) = given
        && !page.is(run.start, Traits::GIVEN)
        && (after_office || (run.start..given).any(belongs_to_title))
    {
        return given;
    }
    // “Minister of Commerce | Zhu Okafor”, who is “Zhu” or “Okafor” elsewhere.
    let surname = run.end.saturating_sub(2);
    let particle = surname > run.start && page.is(surname, Traits::PARTICLE);
    let name = surname - usize::from(particle)..run.end;
    let is_portfolio = |i: usize| page.is(i, Traits::NAMES_BODY | Traits::PLACE) || is_no_name(page, i);
    let named = after_office
        && name.start > run.start
        && !name.clone().any(is_portfolio)
        && name.clone().any(|i| page.is_written_as_name(page.word(i)));
    if named {
        return name.start;
    }
    // “Secretary of | State Imre Okafor”
    let office = run.len() > 2
        && page.is(run.start, Traits::NAMES_BODY)
        && page.word(run.start.wrapping_sub(1)) == "of"
        && page.is(run.start.wrapping_sub(2), Traits::TITLE | Traits::ROLE);
    if office {
        return run.start + 1;
    }
    // “Rival Hadiya Bello”, “Democrat Hadiya Bello”.
    let called = run.len() > 2
        && page.is(run.start, Traits::ROLE | Traits::KIN | Traits::MODIFIER | Traits::DEMONYM)
        && !page.is(run.start, Traits::GIVEN)
        && page.is(run.start + 1, Traits::GIVEN);
    // “Former Bello aides”
    let former = run.len() == 2 && page.is(run.start, Traits::MODIFIER) && !page.is(run.start, Traits::GIVEN);
    run.start + usize::from(called || former)
}

/// Gender and kinds of the titles before a name.
fn title_traits(page: &Page, titles: Range<usize>) -> Traits {
    let mut traits = Traits::default();
    for at in titles {
        traits |= page.traits(at).only(Traits::TITLE | Traits::MODIFIER);
        if page.is(at, Traits::TITLE) {
            traits |= page.traits(at).only(Traits::GENDER);
        }
    }
    traits
}

/// “Acting U.S. Attorney”, “the British”: an office or a people, but no name.
fn is_office_or_people(page: &Page, run: &Range<usize>, first: Traits, titled: bool) -> bool {
    let last = page.traits(run.end.wrapping_sub(1));
    (last.any(Traits::OFFICE) && !titled && !first.any(Traits::GIVEN)) || last.any(Traits::DEMONYM)
}

/// “the | Nevada Democrat”: somebody in a role.
fn is_role(page: &Page, run: &Range<usize>) -> bool {
    let last = page.traits(run.end.wrapping_sub(1));
    page.is(run.start.wrapping_sub(1), Traits::DEFINITE | Traits::INDEFINITE)
        && last.any(Traits::ROLE)
        && !last.any(Traits::TITLE | Traits::GIVEN | Traits::NAMES_BODY)
        && !page.is(run.start, Traits::GIVEN)
}

/// What a name without a title names.
fn kind(page: &Page, tokens: &Range<usize>, body: bool, opens: bool) -> EntityKind {
    let first = page.traits(tokens.start);
    let single = tokens.len() == 1;
    if body && !(single && (opens || first.any(Traits::NOUN))) {
        EntityKind::Body
    } else if first.any(Traits::GIVEN) && !single {
        EntityKind::Person
    } else if single && first.any(Traits::ACRONYM) && page.word(tokens.start).len() <= LONGEST_ACRONYM {
        EntityKind::Body
    } else {
        EntityKind::Unknown
    }
}

/// Whether “, Duchess of Merle” follows from `at` on.
fn is_noble(page: &Page, at: usize) -> bool {
    page.is(at, Traits::COMMA)
        && page.is(at + 1, Traits::NOBLE)
        && page.word(at + 2) == "of"
        && continues_name(page, at + 3)
}

/// Whether some words with capitals are a place's name, although each may be a person's: “South
/// Carolina”, “Virginia”.
fn ends_place(page: &Page, tokens: Range<usize>) -> bool {
    let words: Vec<u64> = tokens.map(|at| hash(page.word(at))).collect();
    words.len() > 1 && !page.words.place(&words).is_empty() || page.words.is_region(&words)
}

/// Where the titles at the start of a run end, if a name follows them.
fn title_end(page: &Page, run: Range<usize>) -> Option<usize> {
    let mut end = None;
    let mut given = false;
    let mut body = false;
    for at in run.start..run.end - 1 {
        let traits = page.traits(at);
        let leads = at == run.start || page.is(at.wrapping_sub(1), Traits::TITLE | Traits::MODIFIER);
        // “Santa Anna Mayor Ben Cole”
        let names = at + 2 < run.end && page.is(at + 1, Traits::GIVEN);
        // “Sen. Dean Osei”
        let first_name = traits.any(Traits::GIVEN)
            && at > run.start
            && at + 2 == run.end
            && page.is(at - 1, Traits::TITLE);
        if first_name {
            given = true;
        } else if traits.any(Traits::OFFICE | Traits::COURT) && (leads || !given || body || names)
            || (traits.any(Traits::HONORIFIC | Traits::NOBLE) && leads)
        {
            end = Some(at + 1);
        } else if traits.any(Traits::GIVEN) && !ends_place(page, run.start..at + 1) {
            given = true;
        } else if traits.any(Traits::NAMES_BODY) {
            body = true;
        }
    }
    // Not “Attorney General”, “Governor's Office”, “Director of Public Prosecutions”.
    let end = end.filter(|&end| {
        page.is(end, Traits::CAPITAL)
            && !page.is(run.end.wrapping_sub(1), Traits::NAMES_BODY)
            && !(end..run.end).all(|i| page.is(i, Traits::TITLE | Traits::MODIFIER | Traits::ROLE))
    });
    end.or_else(|| {
        // A word of bodies' names at the end of a person's name: “Mr Post”, “Dr Temple”.
        let leads = page.is(run.start, Traits::HONORIFIC) && run.len() <= LONGEST_BODY_LIKE_PERSON;
        leads.then_some(run.start + 1)
    })
}

/// Which kinds of body the words of a name say that it is. The last one that says so before “of”
/// or “for” counts before the others: the Civil Flight Authority is no company.
fn kinds(page: &Page, tokens: &Range<usize>) -> Traits {
    let all = Traits::KINDS | Traits::PRINT | Traits::BROADCAST;
    let own = |at: usize| page.traits(at).only(all);
    let end = tokens.clone().find(|&at| page.is(at, Traits::PREPOSITION)).unwrap_or(tokens.end);
    let head = (tokens.start..end).rev().map(own).find(|kinds| !kinds.is_empty()).unwrap_or_default();
    tokens.clone().map(own).filter(|kinds| !head.contradicts(*kinds)).fold(head, |all, kinds| all | kinds)
}
