//! Two people who are named together: “Osei and Cole”.

use super::context::Context;
use super::discourse::Discourse;
use super::link::{Link, Referent};
use super::weights;
use crate::people::mentions::Mention;
use crate::people::name::EntityKind;
use crate::words::traits::Traits;
use text::SpeakerType;

/// Where somebody is from, or what, is said between two names in fewer tokens than these.
const LONGEST_ASIDE: usize = 7;

/// The people who were named together before a token, by their mentions, the last first.
pub(super) fn before(ctx: &Context, discourse: &Discourse, before: usize) -> Vec<[Mention; 2]> {
    let people = people_before(ctx, discourse, before);
    let joined = people.windows(2).filter(|pair| are_joined(ctx, pair[1], pair[0]));
    joined.map(|pair| [*pair[1], *pair[0]]).collect()
}

/// The people named last before a token, the last first.
pub(super) fn people_before<'c>(ctx: &'c Context, discourse: &Discourse, before: usize) -> Vec<&'c Mention> {
    let person = |m: &&Mention| {
        let entity = discourse.entity(m.entity);
        // “Corvo, Conn.”
        let part =
            ctx.page.is(m.start.wrapping_sub(1), Traits::COMMA) && ctx.page.word(m.start).ends_with('.');
        entity.kind != EntityKind::Body && !entity.is_place() && !part
    };
    ctx.mentions.latest(before, weights::MENTIONS).filter(person).collect()
}

/// Whether nothing but “and” is between two mentions of different people, and where the first is
/// from: “Osei (D-Nev.) and Cole”, “Osei, a Democrat, and Cole”.
pub(super) fn are_joined(ctx: &Context, earlier: &Mention, later: &Mention) -> bool {
    let page = ctx.page;
    let mut at = earlier.tokens.1;
    let closed = |mark: Traits| (at + 1..at + LONGEST_ASIDE).find(|&i| page.is(i, mark)).map(|i| i + 1);
    if page.is(at, Traits::OPEN) {
        at = closed(Traits::CLOSE).unwrap_or(at);
    } else if page.is(at, Traits::COMMA) && page.word(at + 1) != "and" {
        at = closed(Traits::COMMA).unwrap_or(at);
    }
    at += usize::from(page.is(at, Traits::COMMA));
    later.entity != earlier.entity && later.start == at + 1 && page.word(at) == "and"
}

/// Two people, by both of their names.
pub(super) fn describe(ctx: &Context, discourse: &mut Discourse, first: usize, second: usize) -> Link {
    let name_of = |entity: usize| discourse.name_of(ctx.page, Referent::Named(entity));
    let name = format!("{} and {}", name_of(first), name_of(second));
    let mention = discourse.entity(first).name;
    discourse.describe(name, SpeakerType::Group, Traits::PLURAL, mention)
}
