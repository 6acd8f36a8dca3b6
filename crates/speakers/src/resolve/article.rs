//! All sources of an article, one after the other.

use super::anaphor::{Anaphor, AntecedentKind};
use super::confidence;
use super::context::Context;
use super::dialogue::other_side;
use super::discourse::{Discourse, Utterance};
use super::documents::note_medium;
use super::link::Link;
use super::order;
use super::outcome::speakers;
use super::ranker::antecedent;
use super::ranker::teacher::Teacher;
use super::ranker::weights::Weights;
use crate::people::mentions::Mentions;
use crate::people::registry::People;
use crate::words::page::Page;
use crate::words::traits::Traits;
use rustc_hash::FxHashMap;
use text::{Attribution, ResolvedBy, Span, SpeakerType, Speakers};

/// Resolves all sources of an article. `quotes` are the contents of direct quotations,
/// sorted.
pub(crate) fn resolve(
    page: &Page,
    people: People,
    mentions: &Mentions,
    attributions: &[Attribution],
    quotes: &[Span],
    weights: &Weights,
    teacher: &mut Option<Teacher>,
) -> Speakers {
    let ctx = &Context::new(page, attributions, mentions, quotes, weights);
    let mut discourse = Discourse::new(people, attributions.len());
    discourse.teacher = teacher.take();
    let mut by_source: FxHashMap<Span, usize> = FxHashMap::default();
    let order = order_of(ctx);
    for (step, &index) in order.iter().enumerate() {
        let before = &order[..step];
        note_subjects(ctx, &mut discourse, index);
        let turn = turn(ctx, &discourse, index, before);
        let link = turn.or_else(|| link(ctx, &mut discourse, &mut by_source, index, before));
        discourse.links[index] = link;
        let Some(Link { referent, .. }) = link else { continue };
        if let Some(medium) = ctx.attributions[index].medium.filter(|_| turn.is_none()) {
            note_medium(ctx, &mut discourse, medium, referent);
        }
        discourse.note_utterance(ctx, index, referent);
    }
    *teacher = discourse.teacher.take();
    speakers(ctx, &discourse)
}

/// Notes whom “he” and “she” mean that open sentences before an attribution: “He wore a
/// hat.”
fn note_subjects(ctx: &Context, discourse: &mut Discourse, attribution: usize) {
    if ctx.outer[attribution].is_some() {
        return;
    }
    let page = ctx.page;
    let end = page.sentence_at(ctx.attributions[attribution].place()).min(page.sentences.len());
    for index in discourse.unsearched..end {
        let token = page.sentences[index].tokens.start;
        let traits = page.traits(token);
        let spoke = discourse.utterances.last().is_some_and(|u| u.sentence >= index);
        if !matches!(page.word(token), "He" | "She") || spoke || ctx.is_quoted(page.span(token).start) {
            continue;
        }
        let gender = traits.only(Traits::GENDER);
        let anaphor = Anaphor::new(ctx, AntecedentKind::Person, gender, token, attribution);
        if let Some((referent, confidence)) = antecedent(ctx, discourse, &anaphor)
            && confidence > confidence::TELLS_GENDER
        {
            discourse.subjects.push(Utterance { token, sentence: index, referent });
        }
    }
    discourse.unsearched = discourse.unsearched.max(end);
}

/// The attributions in the order of the text, those inside the contents of others last:
/// then whoever they quote is known.
fn order_of(ctx: &Context) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ctx.attributions.len()).collect();
    order.sort_by_key(|&i| (ctx.outer[i].is_some(), ctx.attributions[i].place(), i));
    order
}

/// Who speaks in a quotation that answers those before it without words of attribution.
fn turn(ctx: &Context, discourse: &Discourse, index: usize, before: &[usize]) -> Option<Link> {
    if !ctx.attributions[index].continues || ctx.outer[index].is_some() {
        return None;
    }
    let referent = other_side(ctx, discourse, index, before)?;
    Some(Link { referent, by: ResolvedBy::Continuation, confidence: confidence::OTHER_SIDE })
}

/// Whom the source of an attribution means. `before` are the attributions before it,
/// `by_source` those in which a source was resolved first.
fn link(
    ctx: &Context,
    discourse: &mut Discourse,
    by_source: &mut FxHashMap<Span, usize>,
    index: usize,
    before: &[usize],
) -> Option<Link> {
    let attribution = &ctx.attributions[index];
    let continues_last = |last: &Attribution| {
        attribution.source.is_empty() || last.continues && last.source == attribution.source
    };
    let longest = attribution.source.iter().max_by_key(|s| s.len()).copied();
    let link = match (before.last(), longest) {
        // Whoever the quotation before has turned out to be.
        (Some(&last), _) if attribution.continues && continues_last(&ctx.attributions[last]) => {
            discourse.links[last]
        }
        (_, Some(source)) => {
            let known = by_source.get(&source).and_then(|&first| discourse.links[first]);
            by_source.entry(source).or_insert(index);
            known.or_else(|| resolve_source(ctx, discourse, source, index))
        }
        (_, None) => None,
    }?;
    Some(match attribution.continues {
        true => Link { by: ResolvedBy::Continuation, ..link.times(confidence::CONTINUATION) },
        false => link,
    })
}

/// Whom a source of an attribution means.
fn resolve_source(
    ctx: &Context,
    discourse: &mut Discourse,
    source: Span,
    attribution: usize,
) -> Option<Link> {
    let page = ctx.page;
    let tokens = page.tokens_in(source);
    if !tokens.is_empty() {
        return order::resolve(ctx, discourse, tokens, attribution, 0);
    }
    // A dateline or a signature has no tokens.
    let name = source.of(page.text).trim();
    (!name.is_empty())
        .then(|| discourse.describe(name.to_owned(), SpeakerType::Unnamed, Traits::default(), source))
}
