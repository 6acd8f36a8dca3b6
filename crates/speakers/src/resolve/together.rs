//! Several speakers together, and some of several: “Osei and two council members”, “the
//! pair”, “another”.

use super::anaphor::{Anaphor, AntecedentKind};
use super::confidence;
use super::context::Context;
use super::discourse::Discourse;
use super::link::{Link, Referent};
use super::narrative;
use super::pairs;
use super::phrase::Phrase;
use super::pronouns;
use super::ranker::antecedent;
use crate::people::mentions::Mention;
use crate::people::name::EntityKind;
use crate::words::keys::hash;
use crate::words::page::Page;
use crate::words::traits::Traits;
use std::ops::Range;
use text::SpeakerType;

/// How many utterances back several people are looked for whom “one of them” means.
const OF_THEM: usize = 10;
/// “including” is looked for among so many tokens from the comma before it on.
const INCLUDING_WITHIN: usize = 2;

/// Several speakers together: “Osei and two council members”, “growers and drivers”.
pub(super) fn joint(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    if let Some(some) = including(ctx, discourse, phrase) {
        return Some(some);
    }
    let page = ctx.page;
    let limit = phrase.core_end.min(phrase.piece_end.saturating_sub(1));
    let and = (phrase.start() + 1..limit).find(|&i| page.word(i) == "and" && !ctx.mentions.inside_name(i));
    match and {
        Some(and) => two(ctx, discourse, phrase, and),
        None => list(ctx, discourse, phrase),
    }
}

/// “Osei and two council members”, joined by the “and” at a token.
fn two(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase, and: usize) -> Option<Link> {
    let page = ctx.page;
    let end = phrase.tokens.end;
    let right = ctx.mentions.starting_at(and + 1, end);
    // “Parks and Gardens Commissioner Ana Ruiz”, “Parks and Gardens chief engineer Ana Ruiz”
    let office = ctx.mentions.at(phrase.head()).is_some_and(|m| {
        let titled = m.start < m.tokens.0 && !page.is(m.start, Traits::TITLE | Traits::MODIFIER);
        m.start > and && (titled || is_after_role(page, and + 1..m.start))
    });
    let person = ctx.mentions.at(and - 1).is_some_and(|m| discourse.entity(m.entity).is_person());
    if office && !person && page.is(and - 1, Traits::CAPITAL) {
        return None;
    }
    // “Odile Marsh and Parks and Gardens Commissioner Ana Ruiz”
    let last = ctx.mentions.at(phrase.tokens.end - 1);
    let right = right.and_then(|right| {
        let titled = last.is_some_and(|last| {
            let between = right.tokens.1..last.tokens.0;
            last.entity != right.entity
                && discourse.entity(last.entity).is_person()
                && !discourse.entity(right.entity).is_person()
                && between.clone().any(|i| page.is(i, Traits::TITLE))
                && between.clone().all(|i| page.is(i, Traits::CAPITAL | Traits::CONJUNCTION))
        });
        if titled { last } else { Some(right) }
    });
    // “she and her friends”
    let pronoun = || {
        let alone = and == phrase.start() + 1 && page.is(phrase.start(), Traits::PRONOUN);
        let link = alone.then(|| pronouns::pronoun(ctx, discourse, phrase.start(), phrase.attribution));
        link.flatten().and_then(|link| match link.referent {
            Referent::Named(entity) => Some(entity),
            Referent::Described(_) => None,
        })
    };
    let left = ctx.mentions.at(and - 1).map(|mention| mention.entity).or_else(pronoun);
    let Some(left) = left else {
        // “India and Pakistan”, but “founder and owner Ines Vidal”.
        let apart = right.is_some() || page.is(and + 1, Traits::DETERMINER);
        return apart
            .then(|| discourse.describe_tokens(ctx, phrase.piece(), SpeakerType::Group, Traits::PLURAL));
    };
    if right.is_some_and(|right| right.entity == left) {
        return None;
    }
    let name_of = |entity: usize| discourse.name_of(page, Referent::Named(entity));
    let first = name_of(left);
    let second = match right {
        Some(right) => name_of(right.entity),
        None => page.plain(page.extent(and + 1..end)),
    };
    let whole = page.extent(phrase.tokens.clone());
    Some(discourse.describe(format!("{first} and {second}"), SpeakerType::Group, Traits::PLURAL, whole))
}

/// Whether some tokens before a name are a body's name and a role there: “Gardens chief engineer”.
fn is_after_role(page: &Page, tokens: Range<usize>) -> bool {
    let role = page.traits(tokens.end - 1);
    page.is(tokens.start, Traits::CAPITAL)
        && role.any(Traits::ROLE)
        && !role.any(Traits::CAPITAL | Traits::PLURAL)
        && tokens.into_iter().all(|at| page.is(at, Traits::WORD) && !page.is(at, Traits::SMALL))
}

/// “several growers, including Ama Osei and Ben Cole”, “others, such as Ama Osei”: those who are
/// named.
pub(super) fn including(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let from = (phrase.piece_end..phrase.tokens.end.min(phrase.piece_end + INCLUDING_WITHIN)).find(|&i| {
        let next = page.word(i + 1);
        matches!((page.word(i), next), ("including", _) | ("among", "them") | ("such", "as"))
    })?;
    let people = page.is(phrase.head(), Traits::ROLE | Traits::GROUP | Traits::KIN | Traits::DEMONYM)
        && page.is(phrase.head(), Traits::PLURAL);
    if !people && !phrase.means_some(page) {
        return None;
    }
    let mut named: Vec<usize> = Vec::new();
    for mention in ctx.mentions.within(from..phrase.tokens.end) {
        let entity = discourse.entity(mention.entity);
        // Of more than one word: no town.
        let person = entity.is_person()
            || entity.kind == EntityKind::Unknown
                && !entity.is_place()
                && !discourse.people.has_one_word(mention.entity);
        let governed = mention.start > from + 2 && page.is(mention.start - 1, Traits::PREPOSITION)
            || page.is_possessive(mention.tokens.1);
        if person && !governed && !named.contains(&mention.entity) {
            named.push(mention.entity);
        }
    }
    if let [one] = named[..] {
        return Some(Link::by_description(Referent::Named(one), confidence::SOME_OF));
    }
    let names: Vec<String> =
        named.iter().map(|&entity| discourse.name_of(page, Referent::Named(entity))).collect();
    let (last, first) = names.split_last()?;
    let name = format!("{} and {last}", first.join(", "));
    let whole = page.extent(phrase.tokens.clone());
    Some(discourse.describe(name, SpeakerType::Group, Traits::PLURAL, whole))
}

/// “growers, packers and drivers”
fn list(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let (piece_end, end) = (phrase.piece_end, phrase.tokens.end);
    let list = page.is(piece_end, Traits::COMMA)
        && page.is(phrase.head(), Traits::PLURAL)
        && page.is(end.wrapping_sub(1), Traits::PLURAL)
        && (piece_end..end).any(|i| page.word(i) == "and");
    list.then(|| discourse.describe_tokens(ctx, phrase.tokens.clone(), SpeakerType::Group, Traits::PLURAL))
}

/// The tokens that say who is meant by “one, a teacher” or “another, Dara Okafor”.
pub(super) fn apposed_to_some(ctx: &Context, phrase: &Phrase) -> Option<Range<usize>> {
    let next = phrase.piece_end + 1;
    (next < phrase.tokens.end
        && ctx.page.is(phrase.piece_end, Traits::COMMA)
        && !ctx.page.is(next, Traits::RELATIVE))
    .then_some(next..phrase.tokens.end)
}

/// “another”, “one”: of those described before. “Others” and “some” are nobody else, since
/// of whom they are some is rarely sure.
pub(super) fn some_of(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let word = page.word(phrase.start()).to_ascii_lowercase();
    let first = phrase.start()..phrase.start() + 1;
    if !matches!(word.as_str(), "one" | "another") {
        return Some(discourse.describe_tokens(ctx, first, SpeakerType::Group, Traits::PLURAL));
    }
    let Referent::Described(whole) = whole_of(ctx, discourse, phrase, &word)? else {
        return Some(discourse.describe_tokens(ctx, first, SpeakerType::Unnamed, Traits::default()));
    };
    let whole = discourse.descriptions.get(whole);
    let mut noun = whole.name.as_str();
    // Of “two other growers” another is “another grower”.
    while let Some((count, rest)) = noun.split_once(' ')
        && (count == "other" || page.words.look_up(count).any(Traits::DEFINITE | Traits::INDEFINITE))
    {
        noun = rest;
    }
    if whole.traits.any(Traits::PLURAL) && !noun.contains(' ') {
        noun = noun.strip_suffix('s').unwrap_or(noun);
    }
    let name = format!("{word} {noun}");
    Some(discourse.describe(name, SpeakerType::Unnamed, Traits::default(), page.extent(first)))
}

/// Of whom “another” or “others” are some.
fn whole_of(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase, word: &str) -> Option<Referent> {
    let anaphor =
        Anaphor::new(ctx, AntecedentKind::Several, Traits::default(), phrase.start(), phrase.attribution);
    let last = discourse.utterances.last().map(|u| u.referent);
    // It becomes known by its noun even if somebody else is meant.
    let near = narrative::best_in_sentence(ctx, discourse, &anaphor).map(|phrase| {
        let head = phrase.end - 1;
        discourse.descriptions.describe_noun(ctx, phrase, head)
    });
    // “One academic told … Another reported …”
    let single = last.filter(|&referent| {
        matches!(referent, Referent::Described(_)) && !discourse.is_described_plural(referent)
    });
    if let Some(single) = single.filter(|_| word == "another") {
        return Some(single);
    }
    // A noun that looks like a plural: “growers”, “people”, “women”.
    let near = near.filter(|&d| discourse.descriptions.get(d).name.ends_with(['s', 'e', 'n']));
    if let Some(near) = near {
        return Some(Referent::Described(near));
    }
    antecedent(ctx, discourse, &anaphor).map(|(referent, _)| referent).or(last)
}

/// “one of them”: of the several people who spoke last.
pub(super) fn one_of_them(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let mut recent = discourse.utterances.iter().rev().take(OF_THEM);
    let whole = recent.find(|u| discourse.is_described_plural(u.referent))?.referent;
    let name = format!("one of {}", discourse.name_of(page, whole));
    let mention = page.extent(phrase.piece());
    Some(discourse.describe(name, SpeakerType::Unnamed, Traits::default(), mention))
}

/// “the pair” at a token: the two people named last, if possible joined by “and”.
pub(super) fn pair(ctx: &Context, discourse: &mut Discourse, before: usize) -> Option<Link> {
    let people = pairs::people_before(ctx, discourse, before);
    let (first, second) = match people.windows(2).find(|pair| pairs::are_joined(ctx, pair[1], pair[0])) {
        Some(pair) => (pair[1].entity, pair[0].entity),
        _ => {
            let surely = |m: &&&Mention| {
                discourse.entity(m.entity).is_person() || !discourse.people.has_one_word(m.entity)
            };
            let second = people.iter().find(surely)?.entity;
            (people.iter().filter(surely).find(|m| m.entity != second)?.entity, second)
        }
    };
    Some(pairs::describe(ctx, discourse, first, second))
}

/// “the Oseis”: the only two people of that surname who are named in full.
pub(super) fn family(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let name = phrase.start() + 1;
    if !page.is(phrase.start(), Traits::DEFINITE) || phrase.tokens.end != name + 1 {
        return None;
    }
    let stem = page.word(name).strip_suffix('s').filter(|_| page.is(name, Traits::CAPITAL))?;
    let persons = discourse.people.of_family(hash(stem));
    let persons: Vec<usize> = persons.into_iter().filter(|&e| discourse.entity(e).is_person()).collect();
    let &[first, second] = persons.as_slice() else { return None };
    Some(pairs::describe(ctx, discourse, first, second))
}

/// “the senators”, “the two leaders”: two people who were named together as such, or the only two
/// named so far who are.
pub(super) fn several(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let head = page.traits(phrase.head());
    // Not “the Democrats”, who are a party.
    let people = head.any(Traits::ROLE | Traits::KIN) && head.any(Traits::PLURAL);
    if !people
        || head.any(Traits::CAPITAL)
        || !page.is(phrase.start(), Traits::DEFINITE)
        || !phrase.is_short()
    {
        return None;
    }
    let count = phrase.core().find_map(|i| page.words.number(page.word(i)));
    let other = phrase.core().any(|i| page.word(i) == "other");
    if other || count.is_some_and(|count| count != 2) {
        return None;
    }
    let noun = page.words.noun(page.word(phrase.head()));
    let holders = discourse.people.roles.holders(page, phrase.core());
    let holders: Vec<usize> = holders.iter().map(|holder| holder.entity).collect();
    let called = |earlier: &Mention, later: &Mention| {
        match count {
            // “Fred and Cindy Marsh”
            Some(_) => earlier.tokens.1 - earlier.tokens.0 > 1 || !page.is(earlier.tokens.0, Traits::GIVEN),
            // There are more justices than the two named last.
            None if holders.len() > 2 => false,
            None => {
                let mut titles = earlier.start.saturating_sub(1)..earlier.tokens.0;
                let titled = titles.any(|i| page.words.noun(page.word(i)) == noun);
                titled || holders.contains(&earlier.entity) || holders.contains(&later.entity)
            }
        }
    };
    let named = pairs::people_before(ctx, discourse, phrase.start());
    let together =
        named.windows(2).find(|pair| pairs::are_joined(ctx, pair[1], pair[0]) && called(pair[1], pair[0]));
    let (first, second) = match (together, &holders[..]) {
        (Some(pair), _) => (pair[1].entity, pair[0].entity),
        (None, &[first, second]) if discourse.descriptions.latest_like(page, phrase.core()).is_none() => {
            let before = |entity: usize| ctx.mentions.last_before(entity, phrase.start()).is_some();
            (before(first) && before(second)).then_some((first, second))?
        }
        _ => return None,
    };
    Some(pairs::describe(ctx, discourse, first, second))
}
