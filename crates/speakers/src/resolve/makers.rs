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
use crate::people::mentions::Mention;
use crate::words::phrases::phrase_start;
use crate::words::traits::Traits;
use text::SpeakerType;

/// How many tokens back the making of a document is looked for: some eight paragraphs.
const MADE_WITHIN: usize = 600;

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
    // “the Quellbrook Institute poll”
    let body = |m: &&Mention| {
        let own = discourse.entity(m.entity);
        m.tokens.1 <= phrase.head()
            && !own.is_person()
            && (!own.is_place() || own.traits.any(Traits::COUNTRY))
    };
    if let Some(body) = ctx.mentions.within(core.clone()).iter().rev().find(body) {
        return Some(Referent::Named(body.entity));
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

/// Whoever the article said before to have made a document by a noun that means the same as
/// that of a phrase: “Vidal filed a lawsuit”, “Vidal's lawsuit”, and then “the lawsuit”. The
/// latest counts. Besides, the token of the noun there.
pub(super) fn made_before(
    ctx: &Context,
    discourse: &Discourse,
    phrase: &Phrase,
    same: impl Fn(usize) -> bool,
) -> Option<(Referent, usize)> {
    let floor = phrase.start().saturating_sub(MADE_WITHIN);
    let mut same = (floor..phrase.start()).rev().filter(|&at| same(at));
    let (maker, noun) = same.find_map(|at| Some((made_at(ctx, at)?, at)))?;
    Some((makes_it(discourse, maker)?, noun))
}

/// Whoever makes the document right where it speaks: “Vidal published a report saying …”
pub(super) fn made_now(ctx: &Context, discourse: &Discourse, phrase: &Phrase) -> Option<(Referent, usize)> {
    Some((makes_it(discourse, made_at(ctx, phrase.head())?)?, phrase.head()))
}

/// Whom a mention names, unless it is a place, where documents are made, but not by it.
fn makes_it(discourse: &Discourse, maker: &Mention) -> Option<Referent> {
    let own = discourse.entity(maker.entity);
    (!own.is_place() || own.traits.any(Traits::COUNTRY)).then_some(Referent::Named(maker.entity))
}

/// Who makes the document that is named at a token: its owner, or the subject of the verb
/// whose object it is.
fn made_at<'c>(ctx: &'c Context, noun: usize) -> Option<&'c Mention> {
    let page = ctx.page;
    let begin = phrase_start(page, noun)?;
    let owner = (begin..noun).rev().find(|&i| page.is_possessive(i));
    if let Some(owner) = owner.or_else(|| begin.checked_sub(1).filter(|&i| page.is_possessive(i))) {
        return ctx.mentions.at(owner.checked_sub(1)?);
    }
    let verb = begin.checked_sub(1).filter(|&verb| page.is(verb, Traits::ISSUING))?;
    let sentence = page.sentences.get(page.sentence_of(verb))?;
    // “signed by Vidal, who filed a lawsuit” says it of her as well.
    let subject = |m: &&Mention| (m.subject || m.tokens.1 == verb && !m.oblique) && !m.quoted;
    ctx.mentions.within(sentence.tokens.start..verb).iter().rev().find(subject)
}
