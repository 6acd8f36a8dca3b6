//! Sources that hold a name: “Ama Quartey, the harbour master”, “Mr Oyelaran”.

use super::confidence;
use super::context::Context;
use super::discourse::Discourse;
use super::link::Link;
use super::phrase::Phrase;
use crate::people::identity::enter;
use crate::people::mentions::Mention;
use crate::people::name::{EntityKind, Name};
use crate::people::runs::{LAST_OF_LINKS, is_glued_to};
use crate::words::phrases::opens_sentence;
use crate::words::traits::{Traits, Uses};
use std::ops::Range;
use text::ResolvedBy;

/// A list of links is at most so many tokens long: four headlines.
const LINKS_WITHIN: usize = 80;
/// A name comes at most so many tokens before the word to which a link is glued.
const GLUED_WITHIN: usize = 8;

/// Links to somebody named. `words` is how many words of their name the source has.
pub(super) fn link(discourse: &Discourse, entity: usize, words: usize) -> Link {
    let (by, confidence) = if words >= discourse.people.words(entity).len() {
        (ResolvedBy::Name, confidence::NAME)
    } else if discourse.entity(entity).kind == EntityKind::Body {
        (ResolvedBy::Acronym, confidence::ACRONYM)
    } else {
        (ResolvedBy::Surname, confidence::SURNAME)
    };
    Link::named(entity, by, confidence)
}

/// Links to whoever a mention names.
pub(super) fn link_mention(discourse: &Discourse, mention: &Mention) -> Link {
    link(discourse, mention.entity, mention.len())
}

/// “Omar Okafor Omar Ngozi OkaforBudget talks end | MORE said”: whose name the list of links
/// before the source is glued to.
pub(super) fn before_links(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let end = phrase.start();
    if page.word(end) != LAST_OF_LINKS {
        return None;
    }
    let named = (end.saturating_sub(LINKS_WITHIN)..end).find_map(|at| {
        let before = ctx.mentions.within(at.saturating_sub(GLUED_WITHIN)..at);
        before
            .iter()
            .find(|m| (m.tokens.0..m.tokens.1.min(at)).any(|i| is_glued_to(page.word(at), page.word(i))))
    });
    named.map(|mention| link_mention(discourse, mention))
}

/// A name with a preposition in it: “Doctors for Clean Rivers”.
pub(super) fn whole_piece(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    // Not “ecologists | from the University of Merle”.
    let capitals = page.is(phrase.head(), Traits::CAPITAL) && page.is(phrase.piece_end - 1, Traits::CAPITAL);
    if phrase.is_short() || !page.is(phrase.head(), Traits::PLURAL) || !capitals {
        return None;
    }
    let entity = discourse.people.named_exactly(page, phrase.piece())?;
    Some(link(discourse, entity, phrase.piece().len()))
}

/// “the city of Merle”: the place.
pub(super) fn place(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let place = page.is(phrase.start(), Traits::DEFINITE) && page.uses(phrase.head()).contains(Uses::PLACE);
    if !place || phrase.core().len() != 2 || page.word(phrase.core_end) != "of" {
        return None;
    }
    let mention = ctx.mentions.starting_at(phrase.core_end + 1, phrase.piece_end)?;
    if mention.tokens.1 != phrase.piece_end {
        return None;
    }
    discourse.entity_mut(mention.entity).settle_kind(EntityKind::Body);
    Some(link_mention(discourse, mention))
}

/// A name at the end of the core, with the role in apposition to it.
pub(super) fn name(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let (entity, words) = find(ctx, discourse, phrase)?;
    let link = link(discourse, entity, words);
    note_role(ctx, discourse, entity, phrase);
    Some(link)
}

/// “the Ledger newspaper”, “the Borsund news agency”: a name and what it is the name of.
pub(super) fn with_kind(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let head = phrase.head();
    let kind = page.traits(head);
    let news = page.word(head.wrapping_sub(1)) == "news";
    let noun = head - usize::from(news);
    if !page.is(phrase.start(), Traits::DEFINITE)
        || !kind.any(Traits::BODY)
        || kind.any(Traits::CAPITAL | Traits::PLURAL)
        || !(news || kind.any(Traits::MEDIA))
    {
        return None;
    }
    let mention = ctx.mentions.starting_at(phrase.start() + 1, noun).filter(|m| m.tokens.1 == noun)?;
    let entity = discourse.entity_mut(mention.entity);
    if entity.is_person() || entity.is_place() {
        return None;
    }
    entity.settle_kind(EntityKind::Body);
    Some(link_mention(discourse, mention))
}

/// Whose name is at the end of the core, and by how many words.
fn find(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<(usize, usize)> {
    let page = ctx.page;
    let core = phrase.core();
    let last = phrase.head();
    // It may go on up to the end of the piece.
    let mention = ctx.mentions.at(last).filter(|m| m.tokens.1 <= phrase.piece_end);
    // “White House Chief | of Staff Ana Cole”
    // but not “Paul Archer | of the Merle League”.
    let person = mention.is_some_and(|m| m.tokens.0 < last && discourse.entity(m.entity).is_person());
    let office = page.is(last, Traits::ROLE | Traits::TITLE) && !page.is(last, Traits::GIVEN) && !person;
    if office && let Some(named) = after_title(ctx, discourse, phrase) {
        return Some(named);
    }
    if let Some(mention) = mention
        && mention.tokens.0 >= core.start
    {
        return Some((elder_or_younger(ctx, discourse, mention), mention.len()));
    }
    if !page.is(last, Traits::CAPITAL)
        || page.is(last, Traits::PRONOUN | Traits::CALENDAR)
        || core.len() == 1 && page.is(last, Traits::DETERMINER)
    {
        // “Acting Attorney for the District of Aldmoor Joshua Levy”
        let title_only = core.clone().all(|i| page.is(i, Traits::CAPITAL));
        return if title_only { after_title(ctx, discourse, phrase) } else { None };
    }
    let traits = page.traits(last);
    let alone = core.len() == 1 || !page.is(last.wrapping_sub(1), Traits::CAPITAL);
    if traits.any(Traits::NOUN | Traits::TITLE)
        && !traits.any(Traits::GIVEN)
        && (!traits.any(Traits::ACRONYM) || traits.any(Traits::ROLE))
        && (alone || traits.any(Traits::ROLE | Traits::TITLE))
    {
        return after_title(ctx, discourse, phrase);
    }
    // “Videos | posted by drivers”, “More | than half of them”: no name has that after it. Nor is
    // “Polling” one.
    let noun = !phrase.is_short() || !page.tells(last).is_empty();
    if core.len() == 1 && noun && opens_sentence(page, last) && !traits.any(Traits::GIVEN) {
        return None;
    }
    // A name that was not seen as one, because of where it is.
    let mut first = last;
    while first > core.start
        && page.is(first.wrapping_sub(1), Traits::CAPITAL)
        && !page.is(first.wrapping_sub(1), Traits::SMALL)
    {
        first -= 1;
    }
    let kind = if traits.any(Traits::NAMES_BODY) { EntityKind::Body } else { EntityKind::Unknown };
    let name = Name::plain(first..core.end, kind, traits.only(Traits::KINDS));
    let entity = enter(&mut discourse.people, page, &name, false)?;
    Some((entity, core.end - first))
}

/// “the elder Otieno”: of all of that surname the one who was named first.
fn elder_or_younger(ctx: &Context, discourse: &Discourse, mention: &Mention) -> usize {
    let of_surname = || discourse.people.of_surname(mention.entity).into_iter();
    let chosen = match ctx.page.word(mention.start.wrapping_sub(1)) {
        "elder" | "older" => of_surname().min(),
        "younger" => of_surname().max(),
        _ => None,
    };
    chosen.unwrap_or(mention.entity)
}

/// A person's name at the end of the piece, after a title with “for …” or “of …”.
fn after_title(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<(usize, usize)> {
    let page = ctx.page;
    let (core, piece_end) = (phrase.core(), phrase.piece_end);
    let title = page.traits(core.end.wrapping_sub(1));
    // Not “officials in Santa Maria County”.
    if core.end >= piece_end || !title.any(Traits::TITLE | Traits::ROLE) || title.any(Traits::PLURAL) {
        return None;
    }
    let mention = ctx.mentions.at(piece_end - 1)?;
    if mention.tokens.0 <= core.end || mention.tokens.1 != piece_end {
        return None;
    }
    let given = (mention.tokens.0..mention.tokens.1 - 1).find(|&i| page.is(i, Traits::GIVEN));
    let Some(given) = given else {
        // “Minister of Commerce | Zhu Okafor”: what is before the name was cut from it.
        let own = discourse.entity_mut(mention.entity);
        let cut = mention.len() > 1
            && mention.start == mention.tokens.0
            && page.is(mention.start - 1, Traits::CAPITAL)
            && !page.is(mention.start - 1, Traits::TITLE);
        let person = own.kind != EntityKind::Body && !own.is_place();
        if !cut || !person {
            return None;
        }
        own.settle_kind(EntityKind::Person);
        return Some((mention.entity, mention.len()));
    };
    if given == mention.tokens.0 {
        let governed = page.is(given.wrapping_sub(1), Traits::PREPOSITION | Traits::DETERMINER);
        let person = discourse.entity(mention.entity).is_person() && !governed;
        return person.then_some((mention.entity, mention.len()));
    }
    // The name was read together with the end of the title: “Aldmoor Joshua Levy”.
    let name = Name::plain(given..piece_end, EntityKind::Person, page.traits(given).only(Traits::GENDER));
    let entity = enter(&mut discourse.people, page, &name, false)?;
    discourse.people.roles.add(page, entity, core);
    Some((entity, piece_end - given))
}

/// Notes what an apposition after the name says, if that is more than is known.
fn note_role(ctx: &Context, discourse: &mut Discourse, entity: usize, phrase: &Phrase) {
    let page = ctx.page;
    let Some(role) = role_after(ctx, phrase) else { return };
    let role = page.extent(role);
    let own = discourse.entity_mut(entity);
    if own.role.is_none_or(|known| known.len() < role.len()) {
        own.role = Some(role);
    }
}

/// The tokens of the role after a name: “44, a | fisherman from Port Ellis”.
fn role_after(ctx: &Context, phrase: &Phrase) -> Option<Range<usize>> {
    let page = ctx.page;
    let limit = phrase.tokens.end;
    let mut start = phrase.piece_end + 1;
    if page.is(start, Traits::NUMBER) && page.is(start + 1, Traits::COMMA) {
        start += 2;
    }
    if start >= limit
        || !page.is(phrase.piece_end, Traits::COMMA)
        || page.is(start, Traits::RELATIVE | Traits::NUMBER)
    {
        return None;
    }
    if page.is(start, Traits::DEFINITE | Traits::INDEFINITE) {
        start += 1;
    }
    let ends = |i: usize| {
        page.is(i, Traits::COMMA | Traits::DASH)
            || (page.is(i, Traits::RELATIVE) && !page.is(i, Traits::CAPITAL))
    };
    let end = (start..limit).find(|&i| ends(i)).unwrap_or(limit);
    let verb = page.word(start).ends_with("ing") && end == start + 1;
    let noun = (start..end).any(|i| page.is(i, Traits::WORD) && !page.is(i, Traits::CAPITAL | Traits::SMALL));
    (start < end && noun && !verb && !page.is(start, Traits::PREPOSITION)).then_some(start..end)
}
