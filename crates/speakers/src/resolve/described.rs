//! Sources that describe somebody: “its chairman, Lord Adeyemi”, “her son”, “a police
//! spokesman”.

use super::confidence;
use super::context::Context;
use super::descriptions::{kind_of_noun, owned_by};
use super::discourse::Discourse;
use super::link::{Link, Referent};
use super::makers::note_maker;
use super::named;
use super::phrase::Phrase;
use super::pronouns::pronoun;
use crate::people::mentions::Mention;
use crate::people::name::EntityKind;
use crate::people::registry::Entity;
use crate::people::roles::Holder;
use crate::words::phrases::phrase_start;
use crate::words::traits::Traits;
use std::ops::Range;
use text::ResolvedBy;

/// The most adjectives before a name in apposition.
const QUALITIES: usize = 2;

/// The most words of a second role before a name: “mechanical engineer”.
const LONGEST_ROLE: usize = 3;

/// The name to which the whole source is in apposition: “…, said Ama Quartey, | the
/// harbour master”, “Quartey, | D-Vt., | said”.
pub(super) fn apposition(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let comma = phrase.start().wrapping_sub(1);
    if let Some(name) = named_next(ctx, discourse, phrase) {
        return Some(named::link_mention(discourse, name));
    }
    if phrase.depth > 0 || !page.is(comma, Traits::COMMA) {
        return None;
    }
    let name = ctx.mentions.at(comma.wrapping_sub(1))?;
    let attribution = &ctx.attributions[phrase.attribution];
    let place = page.span(name.start);
    let head = page.traits(phrase.head());
    let describes = head.any(Traits::ROLE | Traits::KIN | Traits::DEMONYM | Traits::TITLE)
        || phrase.tokens.len() <= 2 && page.word(phrase.start()).contains('-');
    let here = page.sentence_of(name.start) == page.sentence_of(phrase.start());
    let reported = attribution.content.iter().any(|content| content.contains(place));
    // “Osei, a baker, said”, “said Osei, a baker”, but not “…, a baker said”.
    // A comma is missing: “Osei, a baker wrote: “It rains.””.
    let reports_after = || {
        let cue =
            attribution.cue.first().filter(|_| page.is(phrase.start(), Traits::INDEFINITE) && name.subject);
        cue.is_some_and(|cue| attribution.content.iter().all(|content| content.start > cue.start))
    };
    let closed = page.is(phrase.tokens.end, Traits::COMMA | Traits::MARK)
        || attribution.cue.first().is_some_and(|cue| cue.start < place.start)
        || reports_after();
    // “spoke with Ama Osei, the town's mayor, who said”
    let goes_on = page.is(phrase.tokens.end, Traits::COMMA) && page.word(phrase.tokens.end + 1) == "who";
    // “Osei, envoy to Merle Ben Cole”
    let is_person = |at: usize| ctx.mentions.at(at).is_some_and(|m| discourse.entity(m.entity).is_person());
    let clause = phrase.piece().any(|at| page.is(at, Traits::RELATIVE));
    let named = is_person(phrase.head()) || is_person(phrase.piece_end - 1) && !clause;
    let apposed = discourse.entity(name.entity).is_person()
        && name.tokens.1 == comma
        && (!name.oblique || goes_on)
        && here
        && describes
        && !head.any(Traits::PLURAL)
        && !reported
        && closed
        && !named;
    apposed.then(|| named::link_mention(discourse, name))
}

/// The person who is described before they are named: “A 16-year-old from Tarn, | Quartey said”.
fn named_next<'c>(ctx: &'c Context, discourse: &Discourse, phrase: &Phrase) -> Option<&'c Mention> {
    let page = ctx.page;
    let name = phrase.tokens.end + 1;
    let cue = ctx.attributions[phrase.attribution].cue.first()?;
    let opens = page.is(phrase.start(), Traits::INDEFINITE) && page.is(phrase.start(), Traits::CAPITAL);
    let mention = ctx.mentions.starting_at(name, usize::MAX)?;
    let named = page.is(name - 1, Traits::COMMA) && page.span(mention.tokens.1).start == cue.start;
    (opens && named && phrase.depth == 0 && discourse.entity(mention.entity).is_person()).then_some(mention)
}

/// The name in apposition to a description: “the mayor, Odalys Prat”.
pub(super) fn apposed(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let head = page.traits(phrase.head());
    let mention = apposed_name(ctx, phrase)?;
    let person = discourse.entity(mention.entity).is_person();
    // “the owner of a café in Larkton, Virginia”
    let region = mention.len() == 1 && page.is_place(mention.tokens.0);
    // “the Lindo Municipal Director, Jomar Saturo”
    let office = head.any(Traits::ROLE | Traits::TITLE) && !head.any(Traits::PLURAL) && mention.len() > 1;
    let named = person || office && !discourse.entity(mention.entity).is_place();
    let place = mention.start > phrase.piece_end
        && page.is(phrase.piece_end.wrapping_sub(1), Traits::CAPITAL)
        && (!named || region);
    let several = head.any(Traits::PLURAL) && person;
    // “a statement from the growers, Low Tide Farms”
    let message = head.any(Traits::MESSAGE) && !phrase.is_short();
    if place || several || message {
        return None;
    }
    if !person && is_employer(ctx, discourse, phrase, mention) {
        return Some(discourse.describe_noun(ctx, phrase.start()..mention.tokens.1, phrase.head()));
    }
    if person || head.any(Traits::ROLE | Traits::BODY | Traits::KIN) {
        let own = discourse.entity_mut(mention.entity);
        own.settle_kind(if head.any(Traits::BODY) { EntityKind::Body } else { EntityKind::Person });
        let role = phrase.start() + usize::from(page.is(phrase.start(), Traits::DETERMINER));
        if own.role.is_none() && role < phrase.piece_end {
            own.role = Some(page.extent(role..phrase.piece_end));
        }
        if head.any(Traits::ROLE) && page.word(phrase.piece_end + 1) == "known" {
            discourse.people.roles.add(page, mention.entity, phrase.core());
        }
    }
    Some(named::link_mention(discourse, mention))
}

/// The name at the end of a long office: “Minister of Trade, Ships and Ports, Senator the Hon.
/// Ama Osei”, “the Bank of Merle's chief economist, Ben Cole”.
pub(super) fn in_office(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let mention = ctx.mentions.at(phrase.tokens.end - 1)?;
    let titles = |&i: &usize| page.is(i, Traits::TITLE | Traits::MODIFIER | Traits::DEFINITE);
    let titled = (phrase.start()..mention.start).rev().take_while(titles).count();
    let comma = (mention.start - titled).checked_sub(1).filter(|&at| at > phrase.start())?;
    let office =
        |at: usize| page.is(at, Traits::ROLE | Traits::TITLE) && !page.is(at, Traits::PLURAL | Traits::KIN);
    let person = |m: &Mention| discourse.entity(m.entity).is_person();
    let another = ctx.mentions.within(phrase.start()..mention.start).iter().any(person);
    let document = page.is(phrase.head(), Traits::DOCUMENT);
    let own = discourse.entity(mention.entity);
    let named = mention.tokens.1 == phrase.tokens.end
        && mention.len() > 1
        && (own.is_person() || own.kind == EntityKind::Unknown && !own.is_place());
    // An office with the name right after it is for `apposed`, which notes it.
    let apposed = comma == phrase.piece_end && office(phrase.head());
    let in_office = page.is(comma, Traits::COMMA) && !apposed && (office(phrase.head()) || office(comma - 1));
    (named && in_office && !another && !document).then(|| named::link_mention(discourse, mention))
}

/// The name right after the first piece of a phrase, or after a description of a body: “the law
/// firm the Low Tide Institute”.
fn apposed_name<'a>(ctx: &'a Context, phrase: &Phrase) -> Option<&'a Mention> {
    let page = ctx.page;
    let limit = phrase.tokens.end;
    let body = phrase.core_end;
    if page.is(body, Traits::DEFINITE) && page.is(phrase.head(), Traits::BODY) && body < phrase.piece_end {
        return ctx.mentions.starting_at(body + 1, limit).filter(|m| m.tokens.1 == phrase.piece_end);
    }
    let mut next = phrase.piece_end + 1;
    while next < limit && matches!(page.word(next), "known" | "as" | "named" | "called") {
        next += 1;
    }
    if next >= limit || !page.is(phrase.piece_end, Traits::COMMA | Traits::DASH) {
        return None;
    }
    let first = ctx.mentions.within(next..limit).first()?;
    // “her lawyer, the ever-present Ines Vidal”
    let qualified = |i: usize| page.is(i, Traits::WORD) && !page.is(i, Traits::SMALL | Traits::NOUN);
    let right_after = first.start == next
        || page.is(next, Traits::DEFINITE)
            && first.start <= next + 1 + QUALITIES
            && (next + 1..first.start).all(qualified);
    // “a protester, mechanical engineer Rick Weaver”
    let in_role = || {
        let before = next..first.start;
        before.len() <= LONGEST_ROLE
            && page.is(before.end - 1, Traits::ROLE)
            && before.clone().all(|i| page.is(i, Traits::WORD) && !page.is(i, Traits::SMALL))
    };
    (right_after || in_role()).then_some(first)
}

/// “a spokesman for the sponsor, Lagomar”: the name is not the spokesman's.
fn is_employer(ctx: &Context, discourse: &Discourse, phrase: &Phrase, mention: &Mention) -> bool {
    let head = ctx.page.traits(phrase.head());
    let for_body = matches!(ctx.page.word(phrase.core_end), "for" | "from" | "at");
    !phrase.is_short()
        && head.any(Traits::ROLE | Traits::KIN)
        && !head.any(Traits::PLURAL)
        && (discourse.entity(mention.entity).kind == EntityKind::Body
            || for_body && discourse.people.has_one_word(mention.entity))
}

/// “a rebel who goes by the name Macario”
pub(super) fn called(ctx: &Context, _: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    if !page.is(phrase.head(), Traits::ROLE | Traits::KIN) {
        return None;
    }
    let called = |m: &&Mention| {
        let before = page.word(m.start.wrapping_sub(1));
        m.start > phrase.start() + 1 && matches!(before, "named" | "called" | "name" | "nicknamed")
    };
    let mention = ctx.mentions.within(phrase.piece()).iter().find(called)?;
    // The article gives it as the whole name.
    Some(Link::named(mention.entity, ResolvedBy::Name, confidence::NAME))
}

/// “her son”, “its finance director”, “my father”: with the owner's name for the pronoun.
pub(super) fn possessed(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Link {
    let page = ctx.page;
    let start = phrase.start();
    let head = page.traits(phrase.head());
    if !head.any(Traits::KIN | Traits::PLURAL)
        && !page.is(start, Traits::GENDER)
        && phrase.core_end > start + 1
    {
        // “its chairman”, when the chairman has been named.
        let holders = discourse.people.roles.holders(page, start + 1..phrase.core_end);
        let known = holders
            .into_iter()
            .map(|h| h.entity)
            .max_by_key(|&e| ctx.mentions.last_before(e, start).map(|m| m.start));
        if let Some(known) = known {
            return Link::by_description(Referent::Named(known), confidence::ROLE_OF_BODY);
        }
    }
    let Some(owner) = pronoun(ctx, discourse, start, phrase.attribution) else {
        return discourse.describe_noun(ctx, phrase.piece(), phrase.head());
    };
    let rest = start + 1..phrase.piece_end.max(start + 2);
    let owner_is = discourse.maker_of(owner.referent);
    describe_owned(ctx, discourse, phrase, owner_is, rest).times(owner.confidence)
}

/// “Osei, | whose campaign”, with the owner's name for the relative pronoun.
pub(super) fn owned_by_relative(
    ctx: &Context,
    discourse: &mut Discourse,
    phrase: &Phrase,
    owner: Link,
) -> Link {
    let rest = phrase.start() + 1..phrase.piece_end;
    describe_owned(ctx, discourse, phrase, owner.referent, rest).times(owner.confidence)
}

/// “the bank's adviser”, with the owner's name if the words before the possessive mean
/// somebody who has one.
pub(super) fn owned(
    ctx: &Context,
    discourse: &mut Discourse,
    phrase: &Phrase,
    possessive: usize,
    owner: Option<Link>,
) -> Link {
    if let Some(holder) = office_holder(ctx, discourse, phrase, possessive) {
        return Link::by_description(Referent::Named(holder), confidence::ROLE_OF_BODY);
    }
    match owner.map(|owner| owner.referent) {
        Some(owner @ Referent::Named(_)) => {
            describe_owned(ctx, discourse, phrase, owner, possessive + 1..phrase.piece_end)
        }
        _ => discourse.describe_noun(ctx, phrase.piece(), phrase.head()),
    }
}

/// “the town's mayor”, “Quell Bay's mayor”: the only one whom the article calls so.
fn office_holder(ctx: &Context, discourse: &Discourse, phrase: &Phrase, possessive: usize) -> Option<usize> {
    let page = ctx.page;
    let role = possessive + 1..phrase.core_end;
    let head = page.traits(phrase.head());
    // “Norway's president”: the one whom the article calls president may be another's.
    let owner = ctx.mentions.at(possessive - 1).map(|m| discourse.entity(m.entity));
    let elsewhere = page.place(possessive - 1).any(Traits::COUNTRY)
        || owner.is_some_and(|owner| owner.traits.any(Traits::COUNTRY));
    if role.is_empty()
        || owner.is_some_and(Entity::is_person)
        || !head.any(Traits::ROLE)
        || head.any(Traits::PLURAL)
        || !phrase.is_short()
    {
        return None;
    }
    let roles = &discourse.people.roles;
    let whole = phrase.start()..phrase.core_end;
    let holders = if elsewhere { roles.holders(page, whole.clone()) } else { roles.holders(page, role) };
    let there = |h: &Holder| !elsewhere || roles.holds_of(page, h.entity, whole.clone(), possessive - 1);
    let mut holders = holders.into_iter().filter(|h| h.in_time && h.exact && there(h));
    let one = holders.next()?.entity;
    holders.next().is_none().then_some(one)
}

/// Describes somebody by their owner's name and some words.
fn describe_owned(
    ctx: &Context,
    discourse: &mut Discourse,
    phrase: &Phrase,
    owner: Referent,
    rest: Range<usize>,
) -> Link {
    let page = ctx.page;
    let head = page.traits(phrase.head());
    let name = owned_by(&discourse.name_of(page, owner), &page.plain(page.extent(rest)));
    let link = discourse.describe(name, kind_of_noun(head), head, page.extent(phrase.piece()));
    if head.any(Traits::DOCUMENT) {
        note_maker(ctx, discourse, phrase, link.referent, Some(owner));
    }
    link
}

/// Whom “who” or “which” at a token continues: what comes right before.
pub(super) fn relative(ctx: &Context, discourse: &mut Discourse, token: usize) -> Option<Link> {
    let page = ctx.page;
    let last = token.checked_sub(1 + usize::from(page.is(token.wrapping_sub(1), Traits::COMMA)))?;
    if let Some(mention) = ctx.mentions.at(last) {
        return Some(named::link_mention(discourse, mention));
    }
    if !page.is(last, Traits::NOUN) {
        return None;
    }
    let start = phrase_start(page, last)?;
    Some(discourse.describe_noun(ctx, start..last + 1, last))
}
