//! Who made a document: “data presented by the Bureau”, “the findings of Ama Osei”, “its
//! minutes”.
//!
//! Where a document speaks for whoever issued it, that is the speaker already
//! (`documents.rs`). Where the document itself is, its maker is noted, so that either can be
//! counted. Nobody becomes known by this, and nothing is resolved that is not resolved
//! anyway.

use super::context::Context;
use super::discourse::Discourse;
use super::link::Referent;
use super::phrase::Phrase;
use crate::words::traits::Traits;
use text::SpeakerType;

/// Notes who made the document that a phrase describes, if that is what it means. `issuer`
/// is whoever it was resolved to have issued it.
pub(super) fn note_maker(
    ctx: &Context,
    discourse: &mut Discourse,
    phrase: &Phrase,
    document: Referent,
    issuer: Option<Referent>,
) {
    let Referent::Described(document) = document else { return };
    let description = discourse.descriptions.get(document);
    if description.kind != SpeakerType::Document || description.maker.is_some() {
        return;
    }
    let maker = issuer.or_else(|| named_maker(ctx, discourse, phrase));
    let maker = maker.filter(|&maker| maker != Referent::Described(document) && makes(discourse, maker));
    discourse.descriptions.get_mut(document).maker = maker;
}

/// Whether somebody can make a document: not “a report from the summit”.
fn makes(discourse: &Discourse, maker: Referent) -> bool {
    match discourse.settled(maker) {
        Referent::Named(_) => true,
        Referent::Described(d) => {
            let description = discourse.descriptions.get(d);
            description.kind != SpeakerType::Document && description.traits.any(Traits::NOUN)
        }
    }
}

/// Whoever is named as the maker: before “'s”, after “by”, “from” or “of”.
fn named_maker(ctx: &Context, discourse: &Discourse, phrase: &Phrase) -> Option<Referent> {
    let page = ctx.page;
    let core = phrase.core();
    let possessive =
        (core.start + 1..core.end).rev().find(|&i| page.is_possessive(i) && !ctx.mentions.inside_name(i));
    if let Some(possessive) = possessive {
        return ctx.mentions.at(possessive - 1).map(|owner| Referent::Named(owner.entity));
    }
    let piece = core.end..phrase.piece_end;
    let before_maker = |&i: &usize| match page.word(i) {
        "by" => i == core.end || page.is(i - 1, Traits::ISSUING | Traits::DOCUMENT | Traits::CALENDAR),
        "from" | "of" => i == core.end,
        _ => false,
    };
    let first = piece.clone().find(before_maker)?;
    if (piece.start..first).any(|i| page.is(i, Traits::RELATIVE | Traits::PRONOUN)) {
        return None;
    }
    let start = first + 1 + usize::from(page.is(first + 1, Traits::DEFINITE));
    let maker = ctx.mentions.starting_at(start, piece.end)?;
    let own = discourse.entity(maker.entity);
    // “A map of Merle” is by nobody there, nor is “a photograph of Ama Osei” by her.
    let is_maker = match page.word(first) {
        "of" => page.is(phrase.head(), Traits::ISSUED) && !own.is_place(),
        _ => !own.is_place() || own.traits.any(Traits::COUNTRY),
    };
    is_maker.then_some(Referent::Named(maker.entity))
}
