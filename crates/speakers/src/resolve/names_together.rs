//! Several speakers who are all named: “Osei, Cole and Kvam”, “Osei of Tarn and Cole of
//! Merle”, “two growers, Ama Osei and Ben Cole”.

use super::context::Context;
use super::discourse::Discourse;
use super::link::{Link, Referent};
use super::phrase::Phrase;
use crate::people::mentions::Mention;
use crate::words::page::Page;
use crate::words::traits::Traits;
use std::ops::Range;
use text::SpeakerType;

/// More than two plain names: “Osei, Cole and Kvam”, “Osei, Cole and others”, “Osei of Tarn and
/// Cole (D-Vt.)”.
pub(super) fn list(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let names = names(ctx, discourse, phrase.start(), phrase.tokens.end)?;
    (names.entities.len() > 2 || names.others.is_some() || names.from)
        .then(|| describe(ctx, discourse, phrase, &names))
}

/// Names in apposition to several people or bodies: “the growers, Ama Osei and Ben Cole”,
/// and “two growers, Ama Osei of Tarn and the retired pilot Ben Cole”, who are as many.
pub(super) fn apposed(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let after = phrase.piece_end + 1;
    if !page.is(phrase.head(), Traits::PLURAL)
        || !page.is(phrase.piece_end, Traits::COMMA | Traits::DASH)
        || after >= phrase.tokens.end
    {
        return None;
    }
    let names = names(ctx, discourse, after, phrase.tokens.end)
        .filter(|names| names.others.is_none())
        .or_else(|| {
            let count = phrase.core().find_map(|i| number(page, i))?;
            let mentions = ctx.mentions.within(after..phrase.tokens.end).iter();
            let mut entities: Vec<usize> =
                mentions.filter(|m| speaks(ctx, discourse, m)).map(|m| m.entity).collect();
            entities.dedup();
            (entities.len() == count).then_some(Names { entities, others: None, from: true })
        })?;
    Some(describe(ctx, discourse, phrase, &names))
}

/// Names that are joined.
struct Names {
    entities: Vec<usize>,
    /// “… and | others”, “… and | other growers”
    others: Option<Range<usize>>,
    /// It is said where they are from.
    from: bool,
}

/// The names in some tokens that hold nothing but names, joined by commas and “and”.
fn names(ctx: &Context, discourse: &Discourse, start: usize, end: usize) -> Option<Names> {
    let page = ctx.page;
    let mut names = Names { entities: Vec::new(), others: None, from: false };
    let mut at = start;
    loop {
        let joins = |i: usize| usize::from(matches!(page.word(i), "and" | "or" | "&"));
        let comma = usize::from(!names.entities.is_empty() && page.is(at, Traits::COMMA));
        let and = joins(at + comma);
        if !names.entities.is_empty() && comma + and == 0 {
            return None;
        }
        at += comma + and;
        let others = page.word(at) == "others" && at + 1 == end;
        let other = page.word(at) == "other" && at + 2 == end && page.word(at + 1).ends_with('s');
        if and == 1 && (others || other) {
            return Some(Names { others: Some(at..end), ..names });
        }
        at += usize::from(page.is(at, Traits::DEFINITE | Traits::DEMONYM) && ctx.mentions.at(at).is_none());
        let mention = ctx.mentions.starting_at(at, end)?;
        if names.entities.contains(&mention.entity) {
            return None;
        }
        names.entities.push(mention.entity);
        at = after_origin(ctx, discourse, mention.tokens.1, end);
        names.from |= at > mention.tokens.1;
        if and == 1 {
            return (at == end || page.is(at, Traits::COMMA)).then_some(names);
        }
    }
}

/// What follows “of Tarn” or “(D-Vt.)” after a name, if that is what comes at a token.
fn after_origin(ctx: &Context, discourse: &Discourse, at: usize, end: usize) -> usize {
    let page = ctx.page;
    let is_place = |m: &&Mention| discourse.entity(m.entity).is_place();
    let place = ctx.mentions.starting_at(at + 1, end).filter(is_place);
    match page.word(at) {
        "of" | "from" => place.map_or(at, |place| place.tokens.1),
        "(" => (at..end.min(at + LONGEST_BRACKET)).find(|&i| page.is(i, Traits::CLOSE)).map_or(at, |i| i + 1),
        _ => at,
    }
}

/// The tokens of a bracket that says of what party and state somebody is.
const LONGEST_BRACKET: usize = 6;

/// Whether a mention in an apposition may be one of those who speak: not “of Tarn”.
fn speaks(ctx: &Context, discourse: &Discourse, mention: &Mention) -> bool {
    let page = ctx.page;
    let entity = discourse.entity(mention.entity);
    let named = entity.is_person() || !discourse.people.has_one_word(mention.entity) && !entity.is_place();
    let before = mention.start.wrapping_sub(1);
    let before = before.wrapping_sub(usize::from(page.is(before, Traits::DEFINITE)));
    named && !page.is_possessive(mention.tokens.1) && !page.is(before, Traits::PREPOSITION)
}

/// How many “two” are, and “both”.
fn number(page: &Page, at: usize) -> Option<usize> {
    let word = page.word(at);
    if word.eq_ignore_ascii_case("both") { Some(2) } else { page.words.number(word) }
}

/// Describes them by all of their names.
fn describe(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase, names: &Names) -> Link {
    let page = ctx.page;
    let name_of = |&entity: &usize| discourse.name_of(page, Referent::Named(entity));
    let mut all: Vec<String> = names.entities.iter().map(name_of).collect();
    let last = match &names.others {
        Some(others) => page.plain(page.extent(others.clone())),
        None => all.pop().unwrap_or_default(),
    };
    let name = format!("{} and {last}", all.join(", "));
    discourse.describe(name, SpeakerType::Group, Traits::PLURAL, page.extent(phrase.tokens.clone()))
}
