//! The names of documents in the text: “the Tarn poll”, “a lawsuit by Ines Vidal”, “an article
//! in the Ledger”.

use super::context::Context;
use super::discourse::Discourse;
use super::link::Referent;
use super::phrase::{Phrase, is_restricted};
use crate::people::mentions::Mention;
use crate::words::phrases::phrase_start;
use crate::words::traits::Traits;
use std::ops::Range;

/// How many tokens back a document's fuller description is looked for: some eight
/// paragraphs.
const NAMED_WITHIN: usize = 600;
/// How many tokens of titles a name may have before it, after “by”.
const NAME_WITHIN: usize = 4;

/// “the Quellbrook poll”, “a poll by the Quellbrook Institute” for “the poll”: the tokens of
/// the last description by a noun that means the same which has a name in it, or of the next.
pub(super) fn named_elsewhere(
    ctx: &Context,
    phrase: &Phrase,
    same: impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let floor = phrase.start().saturating_sub(NAMED_WITHIN);
    let before = (floor..phrase.start()).rev().filter(|&at| same(at)).find_map(|at| with_name(ctx, at));
    before.or_else(|| named_after(ctx, phrase, NAMED_WITHIN, same))
}

/// The next of these, within so many tokens.
pub(super) fn named_after(
    ctx: &Context,
    phrase: &Phrase,
    within: usize,
    same: impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let after = phrase.tokens.end..phrase.tokens.end + within;
    after.filter(|&at| same(at)).find_map(|at| with_name(ctx, at))
}

/// Some tokens, with the full names of the bodies in them.
pub(super) fn with_full_names(ctx: &Context, discourse: &Discourse, tokens: Range<usize>) -> String {
    let page = ctx.page;
    let body = |m: &&Mention| !discourse.entity(m.entity).is_person() && m.tokens.1 <= tokens.end;
    let Some(body) = ctx.mentions.within(tokens.clone()).iter().find(body) else {
        return page.plain(page.extent(tokens));
    };
    let mut words = Vec::new();
    if tokens.start < body.tokens.0 {
        words.push(page.plain(page.extent(tokens.start..body.tokens.0)));
    }
    words.push(discourse.name_of(page, Referent::Named(body.entity)));
    if body.tokens.1 < tokens.end {
        words.push(page.plain(page.extent(body.tokens.1..tokens.end)));
    }
    words.join(" ").replace(" 's", "'s").replace(" ’s", "’s")
}

/// The tokens of the description with the noun at a token, if it has a name in it.
pub(super) fn with_name(ctx: &Context, at: usize) -> Option<Range<usize>> {
    let page = ctx.page;
    let begin = phrase_start(page, at)?;
    // “the | University of Ellis | study”
    let name = ctx.mentions.at(begin).map_or(begin, |m| m.start);
    let begin = if name < begin && page.is(name - 1, Traits::DETERMINER) { name - 1 } else { name };
    let first = begin + usize::from(page.is(begin, Traits::DETERMINER));
    let named =
        |i: usize| ctx.mentions.at(i).is_some_and(|m| m.start >= first && m.tokens.1 <= at && !m.quoted);
    let whole = first > begin || named(first);
    let end = if whole && (first..at).any(named) { at + 1 } else { issued_by(ctx, at)? };
    // Not “the Tarn poll results”, nor a headline.
    let part = page.is(at + 1, Traits::CLITIC | Traits::NOUN.without(Traits::DOCUMENT));
    let headline = || page.sentences.get(page.sentence_of(at)).is_some_and(|s| page.is_headline(s));
    (!part && !headline()).then_some(first..end)
}

/// “a poll | by the Quellbrook Institute”, “a lawsuit | filed by Ines Vidal”: the end of the
/// name after the noun at a token.
fn issued_by(ctx: &Context, at: usize) -> Option<usize> {
    let page = ctx.page;
    let issuing = usize::from(page.is(at + 1, Traits::ISSUING));
    let by = at + 1 + issuing;
    if !(page.word(by) == "by" || issuing == 0 && page.word(by) == "from") {
        return None;
    }
    let name = by + 1 + usize::from(page.is(by + 1, Traits::DEFINITE));
    Some(ctx.mentions.starting_at(name, name + NAME_WITHIN)?.tokens.1)
}

/// “an article last Monday | in the Ledger | newspaper”: where it was printed, and the end of
/// all of it.
pub(super) fn printed_in(ctx: &Context, phrase: &Phrase) -> Option<(Range<usize>, usize)> {
    let page = ctx.page;
    let preposition = (phrase.core_end..phrase.piece_end).find(|&i| matches!(page.word(i), "in" | "on"))?;
    if is_restricted(page, phrase.core_end..preposition) {
        return None;
    }
    let name = preposition + 1 + usize::from(page.is(preposition + 1, Traits::DEFINITE));
    let outlet = ctx.mentions.starting_at(name, name + 1)?.tokens.1;
    let kind = outlet + usize::from(page.is_possessive(outlet));
    match page.is(kind, Traits::MEDIA) {
        true => Some((preposition..outlet, kind + 1)),
        false => page.is(outlet - 1, Traits::MEDIA).then_some((preposition..outlet, outlet)),
    }
}

/// “a study | published in the Merle Journal of Diets”: the end of the name of the journal.
pub(super) fn published_in(ctx: &Context, at: usize) -> Option<usize> {
    let page = ctx.page;
    let name = at + 2 + usize::from(page.is(at + 2, Traits::DEFINITE));
    let published = page.word(at) == "published" && page.word(at + 1) == "in";
    let journal = ctx.mentions.starting_at(name, name + 1)?;
    (published && !page.is_place(journal.tokens.0)).then_some(journal.tokens.1)
}
