//! What a word tagger says belongs to each cue, and its mixtures with what the rules found
//! for that cue.

use super::{Proposer, mixtures};
use crate::finding::Finding;
use crate::learned::label::{Component, Label};
use crate::learned::tagged::{CueReading, TaggedParagraph};
use crate::origin::Origin;
use crate::phrases::details::Details;
use std::ops::Range;

/// So many elements inside of a content that are neither of the cue nor of the source
/// belong to it: each word is labelled by itself, and a single one may come out wrong.
const LARGEST_HOLE: usize = 3;

pub(crate) struct CueReadingSpans;

impl Proposer for CueReadingSpans {
    fn propose(&self, paragraph: &TaggedParagraph<'_>, proposed: &[Finding]) -> Vec<Finding> {
        let mut own: Vec<Finding> = Vec::new();
        for reading in &paragraph.cue_readings.readings {
            let of_cue =
                |finding: &&Finding| finding.origin.is_rule() && finding.cue.first() == Some(&reading.cue);
            let rules: Vec<&Finding> = proposed.iter().filter(of_cue).collect();
            let Some(read) = read(paragraph, reading, rules.last().copied()) else { continue };
            let mut all = vec![read.clone()];
            for rule in rules {
                all.push(mixtures::with_borders(rule, &read));
                all.push(mixtures::with_source(rule, &read));
            }
            for finding in all {
                let finding =
                    Finding { sentence: paragraph.sentence_of(finding.content[0].start), ..finding };
                let same = |other: &Finding| {
                    other.content == finding.content
                        && other.cue == finding.cue
                        && other.source == finding.source
                };
                if !proposed.iter().chain(&own).any(same) {
                    own.push(finding);
                }
            }
        }
        own
    }
}

/// The finding that a reading amounts to; none if nothing belongs to the cue, or
/// nothing that was said. What else is known comes from what a rule found for that
/// cue, or from the cue itself.
fn read(paragraph: &TaggedParagraph<'_>, reading: &CueReading, rule: Option<&Finding>) -> Option<Finding> {
    let runs = paragraph.runs(reading.elements.iter().map(Label::likeliest));
    let of = |component| runs.iter().filter(move |run| run.component == component).map(|run| &run.range);
    let home = paragraph.sentence_of(reading.cue.start);
    let mut content: Vec<Range<usize>> = Vec::new();
    for range in of(Component::Content) {
        // A later sentence that is only quoted is joined when the article is assembled.
        if paragraph.sentence_of(range.start) != home && paragraph.is_quotation(range) {
            continue;
        }
        let is_hole = |last: &Range<usize>| {
            range.start - last.end <= LARGEST_HOLE
                && !runs.iter().any(|run| {
                    run.component != Component::Content
                        && last.end <= run.range.start
                        && run.range.start < range.start
                })
        };
        match content.last_mut() {
            Some(last) if is_hole(last) => last.end = range.end,
            _ => content.push(range.clone()),
        }
    }
    if content.is_empty() || content.iter().any(|piece| paragraph.reports_nothing(&reading.cue, piece)) {
        return None;
    }
    let sure = |range: &Range<usize>| {
        reading.elements[range.clone()].iter().map(|row| Component::Source.probability(row)).sum::<f32>()
    };
    let source = of(Component::Source).max_by(|a, b| sure(a).total_cmp(&sure(b))).cloned();
    let rest = rule.cloned().unwrap_or_else(|| Finding {
        content: Vec::new(),
        cue: vec![reading.cue.clone()],
        source: None,
        details: Details::default(),
        act: paragraph.act(&reading.cue),
        negated: paragraph.denies(&reading.cue),
        origin: Origin::CueReading,
        confidence: 0.0,
        introduces: false,
        nested: false,
        sentence: home,
    });
    Some(Finding { content, source, origin: Origin::CueReading, ..rest })
}
