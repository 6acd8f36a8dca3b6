//! Spans with labels and the links between them, as tools for annotating have them, made into
//! attributions.
//!
//! Each content is an attribution. Contents that are linked with each other are one in
//! several parts; the cues and sources that are linked with any of these are its own, in
//! whatever direction the links were drawn.

use crate::annotations::Labelled;
use text::Span;

/// A part of an attribution: its label in lower case, and where it is.
pub(super) struct LinkedSpan {
    pub(super) label: String,
    pub(super) span: Span,
}

/// The attributions of spans, each with the links between them, by their indexes.
pub(super) fn attributions(spans: &[LinkedSpan], links: &[(usize, usize)]) -> Vec<Labelled> {
    let is = |at: usize, label: &str| spans[at].label == label;
    let linked = |at: usize| {
        links.iter().filter_map(move |&(from, to)| match at {
            _ if at == from => Some(to),
            _ if at == to => Some(from),
            _ => None,
        })
    };
    let mut taken = vec![false; spans.len()];
    let mut found = Vec::new();
    for first in (0..spans.len()).filter(|&at| is(at, "content")) {
        if std::mem::replace(&mut taken[first], true) {
            continue;
        }
        let mut contents = vec![first];
        let mut next = 0;
        while let Some(&at) = contents.get(next) {
            next += 1;
            for other in linked(at).filter(|&other| is(other, "content")) {
                if !std::mem::replace(&mut taken[other], true) {
                    contents.push(other);
                }
            }
        }
        let part = |label: &str| {
            let parts = contents.iter().flat_map(|&at| linked(at)).filter(|&at| is(at, label));
            sorted(parts.map(|at| spans[at].span).collect())
        };
        found.push(Labelled {
            cue: part("cue"),
            source: part("source"),
            content: sorted(contents.iter().map(|&at| spans[at].span).collect()),
            ..Labelled::default()
        });
    }
    found.sort_by_key(|labelled| labelled.content.first().map(|span| (span.start, span.end)));
    found
}

fn sorted(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.start, span.end));
    spans.dedup();
    spans
}
