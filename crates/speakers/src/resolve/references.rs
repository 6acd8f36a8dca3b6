//! By which pronouns and titles an article refers to its speakers.
//!
//! Counted is only what the article itself says: *she* where it is resolved to somebody,
//! *Mrs* before their name. A given name may have helped to resolve a pronoun, but is no
//! evidence, nor are nouns such as *chairman*.

use super::context::Context;
use super::discourse::Discourse;
use super::link::Referent;
use crate::people::name::EntityKind;
use crate::words::traits::Traits;
use rustc_hash::{FxHashMap, FxHashSet};
use text::{References, ResolvedBy};

/// The references to everybody settled.
pub(super) fn references(ctx: &Context, discourse: &Discourse) -> FxHashMap<Referent, References> {
    let mut counts: FxHashMap<Referent, References> = FxHashMap::default();
    let mut counted = FxHashSet::default();
    for (attribution, link) in ctx.attributions.iter().zip(&discourse.links) {
        let Some(link) = link.filter(|link| link.by == ResolvedBy::Pronoun) else { continue };
        let tokens = attribution.source.iter().flat_map(|&span| ctx.page.tokens_in(span));
        for token in tokens.filter(|&token| ctx.page.is(token, Traits::PRONOUN)) {
            // Several quotes may have one source.
            if counted.insert(token) {
                add(ctx, discourse, &mut counts, link.referent, token);
            }
        }
    }
    for subject in discourse.subjects.iter().filter(|subject| !counted.contains(&subject.token)) {
        add(ctx, discourse, &mut counts, subject.referent, subject.token);
    }
    for mention in ctx.mentions.within(0..usize::MAX) {
        for title in mention.start..mention.tokens.0 {
            if ctx.page.is(title, Traits::HONORIFIC | Traits::NOBLE) {
                add(ctx, discourse, &mut counts, Referent::Named(mention.entity), title);
            }
        }
    }
    counts
}

/// Counts a pronoun or a title.
fn add(
    ctx: &Context,
    discourse: &Discourse,
    counts: &mut FxHashMap<Referent, References>,
    referent: Referent,
    token: usize,
) {
    let traits = ctx.page.traits(token);
    let referent = discourse.settled(referent);
    let counts = counts.entry(referent).or_default();
    match traits.only(Traits::GENDER) {
        Traits::FEMALE => counts.she += 1,
        Traits::MALE => counts.he += 1,
        // “They” are mostly several, so it says something only of somebody who is surely one.
        _ if traits.any(Traits::PRONOUN)
            && traits.any(Traits::PLURAL)
            && !traits.any(Traits::FIRST)
            && is_surely_person(discourse, referent) =>
        {
            counts.they += 1;
        }
        _ => {}
    }
}

fn is_surely_person(discourse: &Discourse, referent: Referent) -> bool {
    matches!(referent, Referent::Named(entity) if discourse.entity(entity).kind == EntityKind::Person)
}
