//! Annotations that were made in another tool, in what `sayso export` gave it, become
//! decisions: what an annotator left as it was is accepted, what is gone is rejected, what
//! differs is a correction, what is new was missed.

use crate::decisions::{Decision, Quote, What};
use crate::error::Error;
use crate::review::Review;
use crate::reviewed::{ReviewedArticle, Status};
use evaluation::{Gold, Labelled};
use records::{Offsets, Span};
use std::path::Path;

/// How much of two contents must be common to both, of all that is in either, for one to be a
/// correction of the other: as in the scores of [`evaluation`].
const SAME: f64 = 0.5;

/// What became of annotations: the decisions that were made of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Articles that were annotated.
    pub articles: usize,
    /// Quotes and claims that are marked as they were found.
    pub accepted: usize,
    /// Those that are no longer marked.
    pub rejected: usize,
    /// Those that are marked otherwise.
    pub corrected: usize,
    /// Those that had not been found.
    pub added: usize,
    /// The annotated articles that the output does not have, or has with another text, by
    /// their ids.
    pub foreign: Vec<String>,
}

/// Stores annotations of whole articles as decisions of `who` about the output folder, unless
/// these have been made already. Offsets count bytes.
///
/// # Errors
/// If the folder cannot be read or a decision cannot be stored.
pub fn take(output: &Path, annotated: &[Gold], who: &str) -> Result<Taken, Error> {
    let review = Review::whole(output)?;
    let mut taken = Taken::default();
    for gold in annotated {
        let article = review.article_if_there(&gold.id)?.map(|article| article.in_units(Offsets::Byte));
        let Some(article) = article.filter(|article| is_same_text(&article.text, &gold.text)) else {
            taken.foreign.push(gold.id.clone());
            continue;
        };
        taken.articles += 1;
        for mut decision in decisions(&article, &gold.attributions) {
            match decision.what {
                What::Accept => taken.accepted += 1,
                What::Reject => taken.rejected += 1,
                What::Add => taken.added += 1,
                What::Fix => taken.corrected += 1,
                _ => {}
            }
            decision.article.clone_from(&article.id);
            decision.who = who.to_owned();
            review.decide(decision, Offsets::Byte)?;
        }
    }
    Ok(taken)
}

/// Whether a text is that of the article. Exports for Label Studio have a space in the place
/// of each `\r`.
fn is_same_text(article: &str, annotated: &str) -> bool {
    article == annotated || article.replace("\r\n", " \n") == annotated
}

/// What there is to decide about an article of which these are all quotes and claims.
fn decisions(article: &ReviewedArticle, annotated: &[Labelled]) -> Vec<Decision> {
    let mut annotated: Vec<Option<Quote>> = annotated.iter().map(|one| Some(quote(one))).collect();
    let mut decisions = Vec::new();
    for (there, partner) in article.quotes.iter().zip(partners(article, &annotated)) {
        let made = |what, quote| Decision { what, content: there.key.clone(), quote, ..Decision::default() };
        let Some(mut now) = partner.and_then(|partner| annotated[partner].take()) else {
            let is_gone = there.status == Status::Rejected || there.was.is_none() && !there.status.is_right();
            decisions.extend((!is_gone).then(|| made(What::Reject, None)));
            continue;
        };
        // Other words may mean somebody else; who that is, these tools do not say.
        if now.source.is_empty() == there.now.source.is_empty()
            && (now.source.is_empty() || shared(&now.source, &there.now.source) > 0)
        {
            now.speaker.clone_from(&there.now.speaker);
        }
        if now == there.now && there.status.is_right() {
            continue;
        }
        let what = match &there.was {
            Some(was) if *was == now => What::Accept,
            Some(_) => What::Fix,
            None => What::Add,
        };
        decisions.push(made(what, Some(now)));
    }
    decisions.extend(annotated.into_iter().flatten().map(|new| {
        let content = new.content.clone();
        Decision { what: What::Add, content, quote: Some(new), ..Decision::default() }
    }));
    if article.read.is_none() {
        decisions.push(Decision { what: What::Read, ..Decision::default() });
    }
    decisions
}

fn quote(labelled: &Labelled) -> Quote {
    let spans = |spans: &[text::Span]| spans.iter().map(|span| (span.start, span.end)).collect();
    Quote {
        content: spans(&labelled.content),
        cue: spans(&labelled.cue),
        source: spans(&labelled.source),
        speaker: None,
    }
}

/// For each quote of the article the annotated one that is most like it, if any is like it
/// enough; none is that of two.
fn partners(article: &ReviewedArticle, annotated: &[Option<Quote>]) -> Vec<Option<usize>> {
    let mut pairs = Vec::new();
    for (at, there) in article.quotes.iter().enumerate() {
        for (number, one) in annotated.iter().enumerate() {
            let Some(one) = one else { continue };
            let like = likeness(&there.now.content, &one.content);
            if like >= SAME {
                pairs.push((like, at, number));
            }
        }
    }
    // Of several that are as like, the first ones.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut partners = vec![None; article.quotes.len()];
    let mut free = vec![true; annotated.len()];
    for (_, at, number) in pairs {
        if partners[at].is_none() && free[number] {
            (partners[at], free[number]) = (Some(number), false);
        }
    }
    partners
}

/// How much of what is in either is in both, from 0 to 1.
fn likeness(one: &[Span], other: &[Span]) -> f64 {
    let length = |spans: &[Span]| spans.iter().map(|(start, end)| end - start).sum::<usize>();
    let both = shared(one, other);
    let either = length(one) + length(other) - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// How many bytes are in both.
fn shared(one: &[Span], other: &[Span]) -> usize {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| a.1.min(b.1).saturating_sub(a.0.max(b.0))).sum()
}
