//! Whom he, she, it, they and I mean.

use super::anaphor::{Anaphor, AntecedentKind};
use super::confidence;
use super::context::Context;
use super::discourse::Discourse;
use super::link::{Link, Referent};
use super::ranker::antecedent;
use crate::people::name::EntityKind;
use crate::words::traits::Traits;
use text::{ResolvedBy, SpeakerType};

/// Whom the pronoun at a token means, in the source of an attribution.
pub(super) fn pronoun(
    ctx: &Context,
    discourse: &mut Discourse,
    token: usize,
    attribution: usize,
) -> Option<Link> {
    let traits = ctx.page.traits(token);
    if traits.any(Traits::FIRST) {
        return first_person(ctx, discourse, token, attribution);
    }
    if traits.any(Traits::SECOND) {
        return None;
    }
    let kind = if traits.any(Traits::GENDER) {
        AntecedentKind::Person
    } else if traits.any(Traits::PLURAL) {
        AntecedentKind::Several
    } else {
        AntecedentKind::Thing
    };
    let gender = traits.only(Traits::GENDER);
    let anaphor = Anaphor::new(ctx, kind, gender, token, attribution);
    let (referent, confidence) = antecedent(ctx, discourse, &anaphor)?;
    if kind == AntecedentKind::Person
        && let Referent::Named(entity) = referent
    {
        let own = discourse.entity_mut(entity);
        own.kind = EntityKind::Person;
        if own.traits.only(Traits::GENDER).is_empty() && confidence > confidence::TELLS_GENDER {
            own.traits |= gender;
        }
    }
    Some(Link { referent, by: ResolvedBy::Pronoun, confidence })
}

/// “I” and “we”: in a quotation whoever it quotes, outside the author.
fn first_person(ctx: &Context, discourse: &mut Discourse, token: usize, attribution: usize) -> Option<Link> {
    if let Some(outer) = ctx.outer[attribution] {
        let link = discourse.links[outer]?.times(confidence::FIRST_PERSON);
        return Some(Link { by: ResolvedBy::Pronoun, ..link });
    }
    matches!(ctx.page.word(token), "I" | "me" | "my" | "My").then(|| {
        let span = ctx.page.span(token);
        discourse.describe("the reporter".to_owned(), SpeakerType::Unnamed, Traits::FIRST, span)
    })
}
