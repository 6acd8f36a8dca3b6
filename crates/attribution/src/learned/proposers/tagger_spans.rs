//! The tagger's spans: each run of elements that it labels as a content, with the
//! cue and the source nearest to it; and where a rule saw the same thing with other
//! borders or another source, their mixtures.

use super::{Proposer, mixtures};
use crate::finding::{ByPlace, Finding};
use crate::learned::label::Component;
use crate::learned::tagged::{Run, TaggedParagraph};
use crate::origin::Origin;
use crate::paragraph::folded::most_reports;
use crate::phrases::details::Details;
use std::ops::Range;

/// A rule's content and a span of the tagger are about the same thing if they have
/// this much of their elements in common,
const RELATED: f32 = 0.2;

/// and are the same but for a mark or a small word from here on.
const SAME: f32 = 0.95;

/// A cue or source farther from its content than this, in elements, belongs to
/// another.
const NEAR: usize = 60;

/// How many elements a sentence between two components counts for: as many as make
/// them too far apart.
const SENTENCE_BETWEEN: usize = NEAR;

pub(crate) struct TaggerSpans;

impl Proposer for TaggerSpans {
    fn propose(&self, paragraph: &TaggedParagraph<'_>, _: &[Finding]) -> Vec<Finding> {
        let spans = linked(paragraph);
        let by_place = ByPlace::new(&spans);
        let mut proposed = Vec::new();
        for rule in paragraph.rules.all.iter().filter(|rule| !rule.is_settled() && !rule.cue.is_empty()) {
            let alike = |a: &&Finding, b: &&Finding| rule.likeness(a).total_cmp(&rule.likeness(b));
            let Some(span) = by_place.near(rule).max_by(alike) else { continue };
            let likeness = rule.likeness(span);
            if likeness < RELATED {
                continue;
            }
            if likeness < SAME {
                proposed.push(mixtures::with_borders(rule, span));
            }
            if span.source.is_some() && span.source != rule.source && span.cue == rule.cue {
                proposed.push(mixtures::with_source(rule, span));
            }
        }
        let of_a_rule = |span: &Finding| {
            let mut rules = paragraph.rules.near(span);
            rules.any(|rule| rule.likeness(span) > SAME && rule.cue == span.cue && rule.source == span.source)
        };
        proposed.extend(spans.into_iter().filter(|span| !of_a_rule(span)));
        proposed
    }
}

/// The tagger's contents with the cue and source nearest to each.
fn linked(paragraph: &TaggedParagraph<'_>) -> Vec<Finding> {
    let runs = paragraph.runs(paragraph.labelling.best.iter().copied());
    let distance = |a: &Range<usize>, b: &Range<usize>| {
        let between = if a.start >= b.end { a.start - b.end } else { b.start.saturating_sub(a.end) };
        let sentences = paragraph.sentence_of(a.start).abs_diff(paragraph.sentence_of(b.start));
        between + SENTENCE_BETWEEN * sentences
    };
    let nearest = |component: Component, to: &Range<usize>| {
        let first = runs.partition_point(|run| run.range.end + NEAR <= to.start);
        let near = runs[first..].iter().take_while(|run| run.range.start < to.end + NEAR);
        let of_it = near.filter(|run| run.component == component);
        let nearest: Option<&Run> = of_it.min_by_key(|run| distance(&run.range, to));
        nearest.filter(|run| distance(&run.range, to) < NEAR).map(|run| run.range.clone())
    };
    let mut spans: Vec<Finding> = Vec::new();
    let most = most_reports(paragraph.elements().len());
    for Run { range, .. } in runs.iter().filter(|run| run.component == Component::Content) {
        if spans.len() >= most {
            break;
        }
        let cue = nearest(Component::Cue, range);
        // The second piece of what a cue reports: “A, X said, B”.
        if let Some(cue) = &cue
            && let Some(first) = spans.iter_mut().find(|span| span.cue.first() == Some(cue))
            && first.content.last().is_some_and(|piece| piece.end <= cue.start)
        {
            first.content.push(range.clone());
            continue;
        }
        let source = nearest(Component::Source, cue.as_ref().unwrap_or(range));
        let refused = cue.as_ref().is_some_and(|cue| paragraph.reports_nothing(cue, range));
        if refused || cue.is_none() && source.is_none() {
            continue;
        }
        spans.push(Finding {
            content: vec![range.clone()],
            source,
            details: Details { end: range.end, ..Details::default() },
            act: cue.as_ref().map_or(paragraph.unlisted_act(), |cue| paragraph.act(cue)),
            negated: cue.as_ref().is_some_and(|cue| paragraph.denies(cue)),
            cue: cue.into_iter().collect(),
            origin: Origin::Tagger,
            confidence: 0.0,
            introduces: false,
            nested: false,
            sentence: paragraph.sentence_of(range.start),
        });
    }
    spans
}
