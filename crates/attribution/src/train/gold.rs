//! Gold annotations as what the models learn from: labels of words, and
//! whether a candidate is right.

use crate::learned::label::{Component, Label};
use text::Span;

/// One gold attribution, in bytes of the article's text.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// The content's pieces.
    pub content: Vec<Span>,
    /// The cue's pieces.
    pub cue: Vec<Span>,
    /// The source's pieces.
    pub source: Vec<Span>,
}

/// The label of each span. A span belongs to the component of an attribution in which
/// more than half of it lies; a cue counts before a source, and a source before a
/// content.
pub(super) fn labels(spans: &[Span], gold: &[Gold]) -> Vec<Label> {
    let mut labels = vec![Label::Outside; spans.len()];
    let mut mark = |pieces: &[Span], component: Component| {
        let (first, rest) = component.labels();
        for piece in pieces {
            let mut begun = false;
            for (label, span) in labels.iter_mut().zip(spans) {
                let shared = span.end.min(piece.end).saturating_sub(span.start.max(piece.start));
                if shared * 2 > span.len() {
                    *label = if begun { rest } else { first };
                    begun = true;
                }
            }
        }
    };
    gold.iter().for_each(|gold| mark(&gold.content, Component::Content));
    gold.iter().for_each(|gold| mark(&gold.source, Component::Source));
    gold.iter().for_each(|gold| mark(&gold.cue, Component::Cue));
    labels
}

/// The labels of each cue's own attributions; none for cues in which no span lies.
pub(super) fn labels_by_cue(spans: &[Span], gold: &[Gold]) -> Vec<Vec<Label>> {
    let mut cues: Vec<&[Span]> = gold.iter().map(|gold| gold.cue.as_slice()).collect();
    cues.sort_unstable();
    cues.dedup();
    cues.into_iter()
        .map(|cue| {
            let own: Vec<Gold> = gold.iter().filter(|gold| gold.cue == cue).cloned().collect();
            labels(spans, &own)
        })
        .filter(|labels| labels.contains(&Label::Cue))
        .collect()
}

/// Whether a candidate is what gold says: contents that share at least half of
/// their text inside `held`, and sources that do, or of which one ends inside
/// the other.
pub(super) fn is_right(content: &[Span], source: &[Span], gold: &Gold, held: Span) -> bool {
    let clipped: Vec<Span> = gold
        .content
        .iter()
        .filter(|s| s.overlaps(held))
        .map(|s| Span::new(s.start.max(held.start), s.end.min(held.end)))
        .collect();
    if jaccard(content, &clipped) < 0.5 {
        return false;
    }
    match (source.last(), gold.source.last()) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            let ends_in = |end: usize, spans: &[Span]| spans.iter().any(|s| s.start < end && end <= s.end);
            jaccard(source, &gold.source) >= 0.5 || ends_in(a.end, &gold.source) || ends_in(b.end, source)
        }
        _ => false,
    }
}

fn jaccard(a: &[Span], b: &[Span]) -> f32 {
    let size = |spans: &[Span]| spans.iter().map(|s| s.len()).sum::<usize>();
    let both: usize = a
        .iter()
        .flat_map(|x| b.iter().map(move |y| x.end.min(y.end).saturating_sub(x.start.max(y.start))))
        .sum();
    both as f32 / (size(a) + size(b) - both).max(1) as f32
}
