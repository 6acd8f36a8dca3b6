//! What is found in a paragraph before it becomes an attribution of the article.

use crate::origin::{Origin, Rule};
use crate::phrases::details::Details;
use std::ops::Range;
use text::{Act, Span};

/// A possible attribution; all its ranges are elements of its paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// The pieces of what is reported, in the order of the text; empty only if it
    /// [introduces](Finding::introduces) the next paragraph.
    pub(crate) content: Vec<Range<usize>>,
    /// The words that attribute it.
    pub(crate) cue: Vec<Range<usize>>,
    /// Whoever it is attributed to.
    pub(crate) source: Option<Range<usize>>,
    /// To whom, through what, when.
    pub(crate) details: Details,
    pub(crate) act: Act,
    pub(crate) negated: bool,
    pub(crate) origin: Origin,
    /// Between 0 and 1: that of the rule, or the ranker's once it has seen it.
    pub(crate) confidence: f32,
    /// Whether what it reports is still to come, in the next paragraph.
    pub(crate) introduces: bool,
    /// Whether a rule found it inside of what another cue reports.
    pub(crate) nested: bool,
    /// The folded sentence it was found in, counted from 0 in the paragraph.
    pub(crate) sentence: usize,
}

impl Finding {
    /// What a rule found, with the rule's own confidence. Until more is known of it,
    /// it is affirmed speech without a cue, a source or details, in the first
    /// sentence.
    pub(crate) fn of_rule(rule: Rule, content: Vec<Range<usize>>) -> Self {
        Self {
            content,
            cue: Vec::new(),
            source: None,
            details: Details::default(),
            act: Act::Speech,
            negated: false,
            origin: Origin::Rule(rule),
            confidence: rule.confidence(),
            introduces: false,
            nested: false,
            sentence: 0,
        }
    }

    /// Whether it is not for the ranker: it introduces the next paragraph, or the
    /// gold that the ranker learned from sees it differently or hardly has it. PolNeAR
    /// takes the paper for the source of “the paper quoted Ito as saying”; for us it is
    /// Ito. Passives with their source are so rare that the taggers take the subject.
    pub(crate) fn is_settled(&self) -> bool {
        let of_rules = [Origin::Rule(Rule::QuotedAsSaying), Origin::Rule(Rule::PassiveBy)];
        self.introduces || of_rules.contains(&self.origin)
    }

    /// From the beginning of its content to the end; empty without one.
    fn extent(&self) -> Range<usize> {
        let ends = self.content.first().zip(self.content.last());
        ends.map_or(0..0, |(first, last)| first.start..last.end)
    }

    /// How many elements its content has.
    pub(crate) fn size(&self) -> usize {
        self.content.iter().map(Range::len).sum()
    }

    /// Whether it is a claim inside of what another reports: its content and its cue are
    /// in one piece of the other's content.
    pub(crate) fn is_inside_of(&self, other: &Finding) -> bool {
        let own = || self.content.iter().chain(&self.cue);
        let holds = |outer: &Range<usize>| own().all(|own| outer.start <= own.start && own.end <= outer.end);
        !self.cue.is_empty() && other.content.iter().any(holds)
    }

    /// How many elements are in the contents of both.
    pub(crate) fn common(&self, other: &Finding) -> usize {
        // Most are far apart, and many are compared.
        let (own, others) = (self.extent(), other.extent());
        if own.end <= others.start || others.end <= own.start {
            return 0;
        }
        let shared =
            |a: &Range<usize>, b: &Range<usize>| a.end.min(b.end).saturating_sub(a.start.max(b.start));
        self.content.iter().flat_map(|a| other.content.iter().map(move |b| shared(a, b))).sum()
    }

    /// How alike the contents of two findings are: elements in both over elements in
    /// either (Jaccard), between 0 and 1.
    pub(crate) fn likeness(&self, other: &Finding) -> f32 {
        match self.common(other) {
            0 => 0.0,
            both => both as f32 / (self.size() + other.size() - both) as f32,
        }
    }
}

/// Findings by where their contents lie. Of many most have nothing in common with another, and
/// are not looked at to know that.
#[derive(Debug)]
pub(crate) struct ByPlace<'f> {
    pub(crate) all: &'f [Finding],
    /// In the order in which their contents begin.
    places: Vec<Place<'f>>,
}

/// A finding and where its content lies.
#[derive(Debug)]
struct Place<'f> {
    finding: &'f Finding,
    extent: Range<usize>,
    /// The latest end of its content and of those before it.
    latest: usize,
}

impl<'f> ByPlace<'f> {
    pub(crate) fn new(all: &'f [Finding]) -> Self {
        let place = |finding: &'f Finding| Place { finding, extent: finding.extent(), latest: 0 };
        let mut places: Vec<Place> = all.iter().map(place).collect();
        places.sort_by_key(|place| place.extent.start);
        let mut latest = 0;
        for place in &mut places {
            latest = latest.max(place.extent.end);
            place.latest = latest;
        }
        Self { all, places }
    }

    /// Those whose contents may have something in common with that of another, in the order in
    /// which they begin.
    pub(crate) fn near(&self, other: &Finding) -> impl Iterator<Item = &'f Finding> {
        let Range { start, end } = other.extent();
        let first = self.places.partition_point(|place| place.latest <= start);
        let near = self.places[first..].iter().take_while(move |place| place.extent.start < end);
        near.filter(move |place| start < place.extent.end).map(|place| place.finding)
    }
}

/// A cue that might have attributed something and did not.
#[derive(Clone, Debug, PartialEq)]
pub struct RejectedCue {
    /// The cue, in bytes of the article's text; what was said if that has no cue.
    pub span: Span,
    /// Why it did not.
    pub reason: Rejection,
}

/// Why a cue attributes nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rejection {
    /// A rule's reason.
    Rule(&'static str),
    /// The model holds that it reports this content too improbable to take it.
    Improbable {
        /// From its first word to its last, in bytes of the article's text.
        content: Span,
        /// How probable that is.
        probability: f32,
    },
    /// The model took something more probable, which shares its content or its cue.
    Rival {
        /// From its first word to its last, in bytes of the article's text.
        content: Span,
        /// How probable that is.
        probability: f32,
        /// The cue of what was taken; none if that has none.
        taken: Option<Span>,
    },
}

impl Rejection {
    /// How probable what was rejected is; nothing if no model says so.
    pub(crate) fn probability(self) -> f32 {
        match self {
            Self::Rule(_) => 0.0,
            Self::Improbable { probability, .. } | Self::Rival { probability, .. } => probability,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever has something in common with a finding is near it, in any order and nesting.
    #[test]
    fn near_is_all_that_has_something_in_common() {
        let found = |pieces: &[Range<usize>]| Finding::of_rule(Rule::Clause, pieces.to_vec());
        let all = [
            found(&[5..9]),
            found(&[0..30]),
            found(&[]),
            found(&[2..4, 12..14]),
            found(&[9..10]),
            found(&[28..40]),
        ];
        let by_place = ByPlace::new(&all);
        for other in &all {
            let near: Vec<_> = by_place.near(other).map(|near| &near.content).collect();
            for one in &all {
                let is_near = near.contains(&&one.content);
                assert!(
                    is_near || one.common(other) == 0,
                    "{:?} is not near {:?}",
                    one.content,
                    other.content
                );
            }
        }
        let far = by_place.near(&all[5]).map(|near| near.content[0].clone());
        assert_eq!(far.collect::<Vec<_>>(), [0..30, 28..40], "what ends before is not looked at");
    }
}
