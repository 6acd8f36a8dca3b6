//! Conversations: transcripts with “Q:” and “A:”, and quotations that change hands
//! without a word of attribution.

use super::confidence;
use super::context::Context;
use super::discourse::{Discourse, Interview};
use super::link::{Link, Referent};
use super::phrase::Label;
use crate::people::name::EntityKind;
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use text::{ResolvedBy, Span, SpeakerType};

/// How many attributions before a quotation are searched for the other side of the
/// exchange: two turns each.
const EXCHANGE: usize = 4;

/// Who asks or answers in a transcript, by the label at a token.
pub(super) fn label(ctx: &Context, discourse: &mut Discourse, label: &Label, token: usize) -> Option<Link> {
    let interview = match discourse.interview {
        Some(known) => known,
        None => Interview { asks: interviewer(ctx, discourse, token), answers: guest(ctx, discourse, token) },
    };
    discourse.interview = Some(interview);
    let by = ResolvedBy::Continuation;
    match label {
        Label::Answer => interview.answers.map(|guest| Link::named(guest, by, confidence::ANSWERS)),
        Label::Question => Some(match interview.asks {
            Some(paper) => Link::named(paper, by, confidence::ASKS),
            None => {
                let span = ctx.page.span(token);
                let name = "the interviewer".to_owned();
                discourse.describe(name, SpeakerType::Unnamed, Traits::default(), span)
            }
        }),
    }
}

/// The person whom the article's own words name most before a token; of several the
/// first.
fn guest(ctx: &Context, discourse: &Discourse, token: usize) -> Option<usize> {
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    for mention in ctx.mentions.within(0..token) {
        if !mention.quoted && discourse.entity(mention.entity).is_person() {
            *counts.entry(mention.entity).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|&(entity, count)| (count, Reverse(entity)));
    most.map(|(entity, _)| entity)
}

/// “She spoke to the Tribune”: the paper asks.
fn interviewer(ctx: &Context, discourse: &Discourse, token: usize) -> Option<usize> {
    let page = ctx.page;
    let asks = |start: usize| {
        let before = start - usize::from(page.is(start.wrapping_sub(1), Traits::DEFINITE));
        let verb = page.word(before.wrapping_sub(2));
        page.word(before.wrapping_sub(1)) == "told"
            || matches!(page.word(before.wrapping_sub(1)), "to" | "with" | "by")
                && ["spoke", "speaks", "spoken", "speaking", "talked", "talks", "talking", "interviewed"]
                    .contains(&verb)
    };
    ctx.mentions
        .within(0..token)
        .iter()
        .filter(|m| !m.quoted && m.start > 2 && discourse.entity(m.entity).kind != EntityKind::Person)
        .find(|m| asks(m.start))
        .map(|m| m.entity)
}

/// Who speaks in a quotation that has no words of attribution, where it answers the one
/// before, or asks back: “To whom?” “To the church.”
///
/// `before` are the attributions before it. `None` if it only continues.
pub(super) fn other_side(
    ctx: &Context,
    discourse: &Discourse,
    attribution: usize,
    before: &[usize],
) -> Option<Referent> {
    let last = *before.last()?;
    let own = *ctx.attributions[attribution].content.first()?;
    let theirs = ctx.attributions[last].content.last()?.end;
    let end = end(ctx, last);
    let gap = ctx.page.text.get(end..own.start)?;
    if gap.chars().any(char::is_alphanumeric) {
        return None;
    }
    let speaker = discourse.links[last]?.referent;
    let scene = &before[before.len().saturating_sub(EXCHANGE)..];
    let other = scene.iter().rev().filter_map(|&i| discourse.links[i]).find(|l| l.referent != speaker)?;
    // A quotation that is left open continues in the next paragraph.
    let closed =
        end > theirs || gap.matches(['”', '»', '’']).count() > 0 || gap.matches(['"', '\'']).count() > 1;
    let quoted = ctx.is_direct(last);
    let adjacent = closed && quoted && !gap.contains('\n');
    let asked = scene.iter().any(|&i| asks(ctx, i));
    let turns = (closed || !quoted) && asked && (asks(ctx, last) != asks(ctx, attribution));
    (adjacent || turns).then_some(other.referent)
}

/// Where the words of an attribution end, in bytes, those about it included.
fn end(ctx: &Context, attribution: usize) -> usize {
    let attribution = &ctx.attributions[attribution];
    let source = attribution.source.iter().filter(|_| !attribution.continues);
    let details = [attribution.addressee, attribution.medium, attribution.when];
    let spans = attribution.content.iter().chain(&attribution.cue).chain(source);
    spans.chain(details.iter().flatten()).map(|s| s.end).max().unwrap_or(0)
}

/// Whether an attribution is a question.
fn asks(ctx: &Context, attribution: usize) -> bool {
    let text = ctx.page.text;
    let attribution = &ctx.attributions[attribution];
    let asked = |cue: &Span| cue.of(text).starts_with("ask");
    let question = |content: &Span| content.of(text).trim_end().ends_with('?');
    attribution.content.last().is_some_and(question) || attribution.cue.iter().any(asked)
}
