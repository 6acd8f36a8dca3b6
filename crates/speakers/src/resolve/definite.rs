//! Definite descriptions whose words themselves say whom they mean: “the 71-year-old”,
//! “the pair”, “the mayor” where there is one, “the witness” after “a witness”. Whom the others mean is for the [`ranker`](super::ranker).

use super::anaphor::{Anaphor, AntecedentKind};
use super::confidence;
use super::context::Context;
use super::discourse::Discourse;
use super::link::{Link, Referent};
use super::phrase::Phrase;
use super::ranker::antecedent;
use super::together;
use super::weights;
use crate::people::mentions::Mention;
use crate::words::traits::Traits;

/// The most tokens of a description that is matched with an earlier one that is like it.
/// A longer one says enough to be compared as a whole.
const REPEATED: usize = 3;
/// How many mentions back somebody of unknown age is looked for, for “the 71-year-old”.
const AGELESS_MENTIONS: usize = 20;

/// “the 71-year-old”, “the younger man”, “the pair”: what the words themselves say of whom
/// they mean.
pub(super) fn definite(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let start = phrase.start();
    let head = page.traits(phrase.head());
    let word = page.word(phrase.head());
    if !page.is(start, Traits::DEFINITE) {
        return None;
    }
    if word.ends_with("-year-old") {
        return by_age(ctx, discourse, phrase);
    }
    if matches!(page.word(start + 1), "younger" | "older" | "elder") && !head.any(Traits::PLURAL) {
        return younger_or_older(ctx, discourse, phrase);
    }
    if matches!(word, "pair" | "couple" | "duo" | "two") && phrase.is_short() {
        return together::pair(ctx, discourse, start);
    }
    None
}

/// “the mayor”: the only one named before who holds that role, unless somebody without a
/// name was described so since.
pub(super) fn only_holder(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let start = phrase.start();
    let definite = page.is(start, Traits::DEFINITE) || phrase.is_bare_title(page);
    let head = page.traits(phrase.head());
    if !definite || !phrase.is_short() || head.any(Traits::PLURAL) {
        return None;
    }
    let holders = discourse.people.roles.holders(page, phrase.core());
    let in_time = holders.iter().filter(|h| h.in_time);
    let mut named = in_time.filter_map(|h| ctx.mentions.last_before(h.entity, start));
    let one = named.next()?;
    let rival =
        discourse.descriptions.latest_like(page, phrase.core()).map(|d| discourse.descriptions.get(d));
    let superseded = rival
        .filter(|description| description.referent.is_none())
        .is_some_and(|description| page.tokens_in(description.mention).start >= one.start);
    let only = named.next().is_none() && !superseded;
    only.then(|| Link::by_description(Referent::Named(one.entity), confidence::ROLE_BEFORE))
}

/// “the witness”, after “a witness”.
pub(super) fn repeated(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let definite = page.is(phrase.start(), Traits::DEFINITE) || phrase.is_bare_title(page);
    if !definite || phrase.core().len() > REPEATED {
        return None;
    }
    let known = discourse.descriptions.latest_like(page, phrase.piece())?;
    let referent = discourse.settled(Referent::Described(known));
    Some(Link::by_description(referent, confidence::SAME_DESCRIPTION))
}

/// “the 71-year-old”: somebody whose age the article gives, or the likeliest person whose
/// age it does not give.
fn by_age(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let start = phrase.start();
    let word = ctx.page.word(phrase.head());
    let age: Option<u8> = word.split('-').next().and_then(|a| a.parse().ok());
    let mut recent = ctx.mentions.latest(start, weights::MENTIONS);
    if let Some(aged) = recent.find(|m| age.is_some() && discourse.entity(m.entity).age == age) {
        return Some(Link::by_description(Referent::Named(aged.entity), confidence::AGE));
    }
    let anaphor = anaphor(ctx, phrase, Traits::default());
    let (mut referent, mut confidence) = antecedent(ctx, discourse, &anaphor)?;
    let other_age = |entity: usize| discourse.entity(entity).age.is_some();
    if let Referent::Named(entity) = referent
        && other_age(entity)
    {
        let ageless =
            |m: &&Mention| !m.quoted && discourse.entity(m.entity).is_person() && !other_age(m.entity);
        let person = ctx.mentions.latest(start, AGELESS_MENTIONS).find(ageless)?;
        (referent, confidence) = (Referent::Named(person.entity), confidence::AGE_UNKNOWN);
    } else {
        confidence *= confidence::AGE_AS_PRONOUN;
    }
    if let Referent::Named(entity) = referent {
        discourse.entity_mut(entity).age = age;
    }
    Some(Link::by_description(referent, confidence))
}

/// “the younger man”: of the two last named whose ages the article gives.
fn younger_or_older(ctx: &Context, discourse: &Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let mut aged: Vec<(u8, usize)> = Vec::new();
    for mention in ctx.mentions.latest(phrase.start(), weights::MENTIONS) {
        if let Some(age) = discourse.entity(mention.entity).age
            && aged.iter().all(|&(_, entity)| entity != mention.entity)
        {
            aged.push((age, mention.entity));
        }
    }
    aged.truncate(2);
    aged.sort_unstable();
    let &[(young, younger), (old, older)] = aged.as_slice() else { return None };
    let chosen = if page.word(phrase.start() + 1) == "younger" { younger } else { older };
    let gender = page.traits(phrase.head()).only(Traits::GENDER);
    let known = discourse.entity(chosen).traits.only(Traits::GENDER);
    let fits = known.is_empty() || gender.is_empty() || known.any(gender);
    (young != old && fits).then(|| Link::by_description(Referent::Named(chosen), confidence::YOUNGER))
}

/// A description of a person that serves as a pronoun.
fn anaphor(ctx: &Context, phrase: &Phrase, gender: Traits) -> Anaphor {
    Anaphor::new(ctx, AntecedentKind::Person, gender, phrase.start(), phrase.attribution)
}
