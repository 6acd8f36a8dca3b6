//! Definite descriptions of somebody known: “the company”, “the 71-year-old”, “the
//! former minister”.

use super::anaphor::{Anaphor, AntecedentKind};
use super::antecedents::antecedent;
use super::confidence;
use super::context::Context;
use super::discourse::Discourse;
use super::link::{Link, Referent};
use super::phrase::Phrase;
use super::together;
use super::weights;
use crate::people::mentions::Mention;
use crate::people::name::EntityKind;
use crate::people::registry::Entity;
use crate::words::keys::hash;
use crate::words::phrases::phrase_start;
use crate::words::traits::Traits;

/// The most tokens of a description that is matched with an earlier one that is like it.
/// A longer one says enough to be compared as a whole (`described.rs`).
const REPEATED: usize = 3;
/// Sentences of the lead.
const LEAD: usize = 3;
/// How many mentions back somebody of unknown age is looked for, for “the 71-year-old”.
const AGELESS_MENTIONS: usize = 20;
/// How many tokens before “the ministry” its fuller description is looked for: some four
/// paragraphs.
const FULLER_WITHIN: usize = 300;

/// “The paper said”, after the Morning Ledger: a noun that may be a body or a document.
pub(super) fn paper(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let head = page.traits(phrase.head());
    let paper = phrase.is_short()
        && phrase.core().len() == 2
        && page.is(phrase.start(), Traits::DEFINITE)
        && head.any(Traits::DOCUMENT)
        && head.any(Traits::BODY);
    if !paper || discourse.descriptions.latest_like(page, phrase.core()).is_some() {
        return None;
    }
    let entity = body_meant(ctx, discourse, phrase)?;
    Some(Link::by_description(Referent::Named(entity), confidence::KIND_OF_BODY))
}

/// “the company”, “the former minister”, “the 71-year-old”, “the pair”, and a bare title
/// that opens the phrase (“Governor”).
pub(super) fn definite(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let start = phrase.start();
    let head = page.traits(phrase.head());
    let word = page.word(phrase.head());
    let bare_title = page.is(start, Traits::CAPITAL)
        && !page.is(start, Traits::DETERMINER)
        && head.any(Traits::TITLE)
        && phrase.core().len() <= 2;
    if !page.is(start, Traits::DEFINITE) && !bare_title {
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
    if let Some(known) = by_role(ctx, discourse, phrase).or_else(|| repeated(ctx, discourse, phrase)) {
        return Some(known);
    }
    // Not “the Obama administration”, “the Danish government”, but “the Danish company”.
    let named = (start + 1..phrase.head()).any(|i| {
        let of_place = page.is(i, Traits::DEMONYM) || page.is_place(i);
        page.is(i, Traits::CAPITAL) && !(of_place && head.any(Traits::COMPANY))
    });
    if head.any(Traits::BODY) && phrase.is_short() && !named {
        return body(ctx, discourse, phrase);
    }
    like_pronoun(ctx, discourse, phrase)
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

/// “the mayor”: whoever holds that role, unless somebody without a name was described so
/// since they were named.
fn by_role(ctx: &Context, discourse: &Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    if !phrase.is_short() || page.is(phrase.head(), Traits::PLURAL) {
        return None;
    }
    let holders = discourse.people.roles.holders(page, phrase.core()).into_iter().map(|holder| {
        // The latest before, or the next after: the headline comes first.
        let before = ctx.mentions.last_before(holder.entity, phrase.start()).map(|m| m.start);
        (holder.in_time, before.is_some(), before.unwrap_or(0), holder.entity)
    });
    let (_, before, at, entity) = holders.max()?;
    // Whoever follows far below is not meant yet.
    if !before && !is_in_lead(ctx, phrase.start()) {
        return None;
    }
    let rival = discourse
        .descriptions
        .latest_like(page, phrase.core())
        .map(|d| discourse.descriptions.get(d))
        .filter(|description| description.referent.is_none());
    if rival.is_some_and(|description| page.tokens_in(description.mention).start >= at) {
        return None;
    }
    let confidence = if before { confidence::ROLE_BEFORE } else { confidence::ROLE_LATER };
    Some(Link::by_description(Referent::Named(entity), confidence))
}

/// Whether a token lies in a headline or in the lead, which may name people after what
/// they are.
fn is_in_lead(ctx: &Context, token: usize) -> bool {
    let page = ctx.page;
    let index = page.sentence_of(token).min(page.sentences.len());
    let body = page.sentences[..index].iter().rev().take_while(|s| !page.is_headline(s));
    body.take(LEAD).count() < LEAD
}

/// “the witness”, after “a witness”.
fn repeated(ctx: &Context, discourse: &Discourse, phrase: &Phrase) -> Option<Link> {
    if phrase.core().len() > REPEATED {
        return None;
    }
    let known = discourse.descriptions.latest_like(ctx.page, phrase.piece())?;
    let referent = discourse.settled(Referent::Described(known));
    Some(Link::by_description(referent, confidence::SAME_DESCRIPTION))
}

/// “the company”, “the ministry”: a body with a name, or one described in more words.
fn body(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    if let Some(entity) = body_meant(ctx, discourse, phrase) {
        discourse.entity_mut(entity).settle_kind(EntityKind::Body);
        return Some(Link::by_description(Referent::Named(entity), confidence::KIND_OF_BODY));
    }
    // “the ministry” for “the finance ministry” before it.
    let page = ctx.page;
    let (start, noun) = (phrase.start(), page.word(phrase.head()));
    for at in (start.saturating_sub(FULLER_WITHIN)..start).rev() {
        if page.word(at) == noun && !page.is(at.wrapping_sub(1), Traits::DETERMINER) {
            let begin = phrase_start(page, at)?;
            if page.is(begin, Traits::DETERMINER) {
                return Some(discourse.describe_noun(ctx, begin..at + 1, at));
            }
        }
    }
    None
}

/// The body with a name that “the company”, “the hospital” or “the paper” means.
fn body_meant(ctx: &Context, discourse: &Discourse, phrase: &Phrase) -> Option<usize> {
    let page = ctx.page;
    let start = phrase.start();
    let head = page.traits(phrase.head());
    let noun = hash(page.word(phrase.head()));
    let here = page.sentence_of(start);
    let recent = &discourse.utterances[discourse.utterances.len().saturating_sub(weights::UTTERANCES)..];
    let spoke = |entity: usize| recent.iter().any(|u| u.referent == Referent::Named(entity));
    let mut best: Option<(i32, usize)> = None;
    for mention in ctx.mentions.latest(start, weights::BODY_MENTIONS) {
        let entity = discourse.entity(mention.entity);
        let same_noun = discourse.people.words(mention.entity).contains(&noun);
        if entity.kind == EntityKind::Person || entity.is_place() && !same_noun {
            continue;
        }
        // What never acts is a sea or a street.
        let acts = entity.kind == EntityKind::Body || mention.subject || spoke(mention.entity);
        let of_kind = same_noun || acts && is_of_kind(head, entity);
        if !of_kind {
            continue;
        }
        let away = (here - mention.sentence.min(here)) as i32;
        let doublings = (entity.mentions as f32).log2() as i32;
        let mut score =
            weights::BODY_PER_SENTENCE * away.min(weights::BODY_FAR) + weights::BODY_PER_DOUBLING * doublings;
        score += if mention.subject { weights::BODY_SUBJECT } else { 0 };
        score += if same_noun { weights::BODY_SAME_NOUN } else { 0 };
        score += if mention.oblique { weights::BODY_OBLIQUE } else { 0 };
        score += if entity.kind == EntityKind::Body { weights::BODY_SURELY } else { 0 };
        score += if spoke(mention.entity) { weights::BODY_SPOKE } else { 0 };
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, mention.entity));
        }
    }
    if best.is_none() && head.any(Traits::GENERIC) && head.any(Traits::CLUB) {
        return only_thing(ctx, discourse, start);
    }
    best.map(|(_, entity)| entity)
}

/// Whether a noun can mean such a body: “the company” any company, and anything of no
/// known kind that is named again; “the ministry” any authority.
fn is_of_kind(noun: Traits, entity: &Entity) -> bool {
    let kinds = entity.traits.only(Traits::KINDS);
    if !noun.any(Traits::GENERIC | Traits::MEDIA) {
        return false;
    }
    if kinds.any(Traits::MEDIA) && !noun.any(Traits::MEDIA) {
        // A paper that is quoted is not “the company”, one that the article is about is.
        return noun.any(Traits::COMPANY) && entity.mentions >= weights::OFTEN;
    }
    let unknown = kinds.is_empty()
        && noun.any(Traits::GENERIC)
        && noun.any(Traits::COMPANY)
        && match entity.kind {
            EntityKind::Body => true,
            _ => entity.mentions >= weights::OFTEN,
        };
    unknown || kinds.any(noun.only(Traits::KINDS))
}

/// “the venue”, where only one thing has a name with “the” that says no more of it.
fn only_thing(ctx: &Context, discourse: &Discourse, before: usize) -> Option<usize> {
    let mut things = ctx.mentions.latest(before, weights::BODY_MENTIONS).map(|m| m.entity).filter(|&e| {
        let own = discourse.entity(e);
        own.definite && own.kind != EntityKind::Person
    });
    let thing = things.next()?;
    things.all(|entity| entity == thing).then_some(thing)
}

/// Descriptions that are followed like *he* and *she*: “the veteran”, “the former
/// sailor”, “the mother of two”, and “the prosecutor” for somebody of whom the article
/// has not said what they are.
fn like_pronoun(ctx: &Context, discourse: &mut Discourse, phrase: &Phrase) -> Option<Link> {
    let page = ctx.page;
    let head = page.traits(phrase.head());
    let whole = phrase.piece_end == phrase.tokens.end;
    if head.any(Traits::PLURAL) || !whole {
        return None;
    }
    let former = page.word(phrase.start() + 1) == "former" && phrase.core().len() > 2;
    // “the mother of two”
    let children = head.any(Traits::KIN)
        && page.word(phrase.core_end) == "of"
        && phrase.piece_end == phrase.core_end + 2;
    let varied = (former || head.any(Traits::VARIED)) && phrase.is_short() || children;
    let role = phrase.is_short() && head.any(Traits::ROLE);
    if !varied && !role {
        return None;
    }
    let anaphor = anaphor(ctx, phrase, head.only(Traits::GENDER));
    let (referent, confidence) = antecedent(ctx, discourse, &anaphor)?;
    let Referent::Named(entity) = referent else { return None };
    (varied || is_without_role(ctx, discourse, &anaphor, entity))
        .then(|| Link::by_description(referent, confidence * confidence::DESCRIPTION_AS_PRONOUN))
}

/// “Ana Ferro said … ‘We are pulling,’ the prosecutor said”: whether somebody was just
/// named, as a subject or speaker, and the article has not said what they are.
fn is_without_role(ctx: &Context, discourse: &Discourse, anaphor: &Anaphor, entity: usize) -> bool {
    let Some(last) = ctx.mentions.last_before(entity, anaphor.token) else { return false };
    let near = ctx.narrated_since(last.sentence, anaphor.narrated_before) <= 1;
    let spoke = discourse
        .utterances
        .last()
        .is_some_and(|u| u.referent == Referent::Named(entity) && u.token >= last.start);
    let own = discourse.entity(entity);
    near && (last.subject || spoke) && own.role.is_none() && own.kind != EntityKind::Body
}

/// A description of a person that serves as a pronoun.
fn anaphor(ctx: &Context, phrase: &Phrase, gender: Traits) -> Anaphor {
    Anaphor::new(ctx, AntecedentKind::Person, gender, phrase.start(), phrase.attribution)
}
