//! What the noun of a description tells: of which kind of body it is said, how it was used
//! before, and in what words the article says more.

use super::facts::Class;
use crate::people::name::EntityKind;
use crate::people::registry::Entity;
use crate::resolve::context::Context;
use crate::resolve::discourse::Discourse;
use crate::resolve::phrase::Phrase;
use crate::resolve::weights;
use crate::words::page::Page;
use crate::words::phrases::phrase_start;
use crate::words::traits::{Tells, Traits, Uses};
use std::ops::Range;

/// Sentences of the lead.
const LEAD: usize = 3;
/// How many tokens before “the ministry” its fuller description is looked for: some four
/// paragraphs.
const FULLER_WITHIN: usize = 300;
/// How many tokens away whose administration it is may be said.
const SOMEBODYS_WITHIN: usize = 1_000;
/// How many tokens back the same noun is looked for: some eight paragraphs.
const NOUN_WITHIN: usize = 600;
/// So many tokens back a noun is near: a paragraph or two.
const NEAR: usize = 100;
/// “a” comes at most so many tokens before its noun: “a senior police official”.
const ARTICLE_WITHIN: usize = 3;

/// The class of a description, by its first word and its noun.
pub(super) fn class(ctx: &Context, phrase: &Phrase) -> Class {
    let page = ctx.page;
    let first = page.traits(phrase.start());
    let head = page.traits(phrase.head());
    if first.any(Traits::DEFINITE) && head.any(Traits::BODY) && !head.any(Traits::PLURAL) {
        Class::Body
    } else if first.any(Traits::DEFINITE) || phrase.is_bare_title(page) {
        Class::Definite
    } else if first.any(Traits::INDEFINITE) {
        Class::Indefinite
    } else {
        Class::Bare
    }
}

/// How the noun of a description was used before: 0 not at all, 1 near, 2 near and with
/// “a”, 3 and 4 the same further away.
pub(super) fn used_before(ctx: &Context, phrase: &Phrase) -> usize {
    let page = ctx.page;
    let noun = page.identity(phrase.head());
    let floor = phrase.start().saturating_sub(NOUN_WITHIN);
    let same = |&at: &usize| page.identity(at) == noun;
    let Some(at) = (floor..phrase.start()).rev().find(same) else { return 0 };
    let indefinite = (at.saturating_sub(ARTICLE_WITHIN)..at).any(|i| page.is(i, Traits::INDEFINITE));
    1 + usize::from(indefinite) + if phrase.start() - at > NEAR { 2 } else { 0 }
}

/// Whether a token lies in a headline or in the lead, which may name people after what
/// they are.
pub(super) fn is_in_lead(ctx: &Context, token: usize) -> bool {
    let page = ctx.page;
    let index = page.sentence_of(token).min(page.sentences.len());
    let body = page.sentences[..index].iter().rev().take_while(|s| !page.is_headline(s));
    body.take(LEAD).count() < LEAD
}

/// “the finance ministry”, where “the ministry” follows: the tokens of its last fuller
/// description.
pub(super) fn fuller(ctx: &Context, discourse: &Discourse, phrase: &Phrase) -> Option<Range<usize>> {
    let page = ctx.page;
    let (start, noun) = (phrase.start(), page.word(phrase.head()));
    let bare = phrase.core().len() == 2 && phrase.is_short() && page.is(start, Traits::DEFINITE);
    if !bare || !page.is(phrase.head(), Traits::BODY) {
        return None;
    }
    let determined = |at: usize| {
        let begin = phrase_start(page, at).filter(|&begin| page.is(begin, Traits::DETERMINER))?;
        Some(begin..at + 1)
    };
    let described = |&at: &usize| page.word(at) == noun && !page.is(at.wrapping_sub(1), Traits::DETERMINER);
    let before = (start.saturating_sub(FULLER_WITHIN)..start).rev().filter(described).find_map(determined);
    before.or_else(|| {
        let itself = page.uses(phrase.head()).contains(Uses::ITSELF);
        itself.then(|| somebodys(ctx, discourse, phrase)).flatten()
    })
}

/// “the Marsh administration”, “Marsh's campaign”: whose an administration or a campaign is, by
/// the last words before that say so, or else the first after.
fn somebodys(ctx: &Context, discourse: &Discourse, phrase: &Phrase) -> Option<Range<usize>> {
    let page = ctx.page;
    let (start, noun) = (phrase.start(), page.identity(phrase.head()));
    let named = |at: usize| {
        if page.identity(at) != noun {
            return None;
        }
        let owner = at.checked_sub(1 + usize::from(page.is_possessive(at.wrapping_sub(1))))?;
        let mention = ctx.mentions.at(owner).filter(|m| discourse.entity(m.entity).is_person())?;
        (mention.tokens.1 == owner + 1).then_some(mention.tokens.0..at + 1)
    };
    let before = (start.saturating_sub(SOMEBODYS_WITHIN)..start).rev().find_map(named);
    before.or_else(|| (start + phrase.core().len()..start + SOMEBODYS_WITHIN).find_map(named))
}

/// The first of the values of [`agreement`] for a name that has the noun in it.
pub(super) const NAMED_SO: usize = 4;

/// How a noun agrees with what the name of a body says that it is: 0 if that says nothing, 1 if
/// it is of one of the kinds that the noun means, 2 if it is of another, 3 if it is no body.
pub(super) fn agreement(page: &Page, noun: Traits, entity: &Entity) -> usize {
    let kinds = entity.traits.only(Traits::KINDS);
    if names_document(page, entity) {
        3
    } else if kinds.is_empty() {
        0
    } else {
        2 - usize::from(kinds.any(noun))
    }
}

/// Whether a name is that of a document: “the Harbour Act”.
fn names_document(page: &Page, entity: &Entity) -> bool {
    let last = page.tokens_in(entity.name).next_back();
    last.is_some_and(|at| {
        page.is(at, Traits::DOCUMENT) || page.words.tells(page.word(at)).contains(Tells::DOCUMENT_NAME)
    })
}

/// Whether a noun can mean such a body: “the company” any company, and anything of no
/// known kind that is named again; “the ministry” any authority.
pub(super) fn is_of_kind(noun: Traits, entity: &Entity) -> bool {
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
