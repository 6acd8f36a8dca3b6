//! Who proposes what may be attributed in a paragraph: the rules, the tagger's
//! spans, and what a word tagger reads for each cue. The ranker then says how likely
//! each candidate is right, and the policy which are taken.

mod cue_readings;
mod mixtures;
mod rules;
mod tagger_spans;

use crate::convention::Convention;
use crate::finding::Finding;
use crate::learned::evidence;
use crate::learned::tagged::TaggedParagraph;
use crate::scope::is_outside;

/// Proposes attributions of a paragraph.
pub(crate) trait Proposer: Sync {
    /// What it proposes, beside what was `proposed` before it: mixtures with that too.
    fn propose(&self, paragraph: &TaggedParagraph<'_>, proposed: &[Finding]) -> Vec<Finding>;
}

/// All proposers, in the order in which they are asked.
const PROPOSERS: [&dyn Proposer; 3] =
    [&rules::Rules, &tagger_spans::TaggerSpans, &cue_readings::CueReadingSpans];

/// A possible attribution, and what the ranker is told of it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) finding: Finding,
    /// Facts about it, hashed.
    pub(crate) evidence: Vec<u32>,
}

/// The candidates of a paragraph, of all proposers.
pub(crate) fn candidates(paragraph: &TaggedParagraph<'_>) -> Vec<Candidate> {
    let mut proposed = Vec::new();
    for proposer in PROPOSERS {
        proposed.extend(proposer.propose(paragraph, &proposed));
    }
    if paragraph.convention == Convention::News {
        let outside =
            |found: &Finding| is_outside(paragraph.vocabulary, paragraph.text, paragraph.elements(), found);
        proposed.retain(|found| !outside(found));
    }
    let with_evidence = |finding| Candidate { evidence: evidence::of(paragraph, &finding), finding };
    proposed.into_iter().map(with_evidence).collect()
}
