//! Which candidates are taken, once the ranker has said how likely each is right.
//!
//! The rules hold for all news; what is learned has read some of it. So a candidate
//! is treated by who proposed it ([`Terms`]): it needs a *floor* of probability, and
//! what a model had a hand in needs a *lead* over what a rule found whole.

use crate::finding::Finding;
use crate::learned::proposers::Candidate;
use crate::learned::ranker::Ranker;
use crate::origin::{Origin, Rule};
use crate::paragraph::element::{Element, SMALL_BEFORE_VERB};
use std::ops::Range;

/// On what terms a candidate is taken.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Terms {
    /// The least probability, by the ranker, with which it is taken.
    floor: f32,
    /// By how much it must be likelier than what a rule found whole to be preferred.
    lead: f32,
}

/// On PolNeAR train the content and the source of these rules are right four times in
/// five: their findings stay unless something likelier takes their place.
const SURE: Terms = Terms { floor: 0.0, lead: 0.0 };

/// Other rules' findings are dropped only where the ranker is sure that they are wrong:
/// it has learned from one kind of news, the rules hold for all. Chosen by hand.
const OF_A_RULE: Terms = Terms { floor: 0.15, lead: 0.0 };

/// A rule's finding that a model has changed. With the lead, what a rule found whole is
/// preferred in close cases, which other news than PolNeAR gains from.
const MIXED: Terms = Terms { floor: 0.15, lead: 0.1 };

/// What no rule sees. With a lower floor pages dev and the marked traps lose more than
/// PolNeAR dev gains; with a higher one too much of what is reported without a listed
/// cue is missed.
const OF_A_MODEL: Terms = Terms { floor: 0.4, lead: 0.1 };

/// The same where a word tagger was asked. With a lower floor (0.3) PolNeAR dev gains
/// 0.6 points and pages dev loses 0.8: most of what else PolNeAR counts are attitudes.
const OF_A_MODEL_ASKED: Terms = Terms { floor: 0.45, lead: 0.1 };

/// The policy: from who proposed a candidate, and whether a word tagger was asked
/// about the paragraph, to the terms on which it is taken.
fn terms(origin: Origin, asked: bool) -> Terms {
    match origin {
        Origin::Rule(Rule::QuotationBefore | Rule::QuotationAfter | Rule::ThatClause | Rule::PhraseAfter) => {
            SURE
        }
        Origin::Rule(_) => OF_A_RULE,
        Origin::Mixed(_) => MIXED,
        Origin::Tagger | Origin::CueReading if asked => OF_A_MODEL_ASKED,
        Origin::Tagger | Origin::CueReading => OF_A_MODEL,
    }
}

/// Two candidates of which so much of the shorter one's content is in both cannot
/// both be right: one sentence is not attributed twice, while a claim in a corner
/// of a long content may be.
const SAME_CONTENT: f32 = 0.3;

/// Replaces what the rules `found`, but for what is [settled](Finding::is_settled),
/// by the likeliest candidates that do not share their contents, in the order of
/// the text.
pub(crate) fn decide(
    ranker: &Ranker,
    asked: bool,
    candidates: Vec<Candidate>,
    elements: &[Element],
    findings: &mut Vec<Finding>,
) {
    findings.retain(Finding::is_settled);
    let mut ranked: Vec<(f32, Finding)> = candidates
        .into_iter()
        .filter_map(|Candidate { finding, evidence }| {
            let confidence = ranker.probability(&evidence, asked);
            let Terms { floor, lead } = terms(finding.origin, asked);
            (confidence >= floor).then_some((confidence - lead, Finding { confidence, ..finding }))
        })
        .collect();
    ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    for (_, candidate) in ranked {
        let rivals = |other: &Finding| {
            let shorter = other.size().min(candidate.size()).max(1);
            other.common(&candidate) as f32 / shorter as f32 > SAME_CONTENT
        };
        if !findings.iter().any(rivals) {
            let cue = candidate.cue.iter().map(|cue| bare(cue, elements)).collect();
            findings.push(Finding { cue, ..candidate });
        }
    }
    findings
        .sort_by_key(|finding| (finding.sentence, finding.content.first().map_or(0, |piece| piece.start)));
}

/// A cue without the auxiliaries, adverbs and negations in front of its verb: the
/// taggers have learned to include them, since PolNeAR does.
fn bare(cue: &Range<usize>, elements: &[Element]) -> Range<usize> {
    let words = &elements[cue.clone()];
    let small = words.iter().take(cue.len() - 1).take_while(|word| word.is(SMALL_BEFORE_VERB)).count();
    cue.start + small..cue.end
}

/// How much of a paragraph is in doubt: the labels and the candidates that are
/// expected to be wrong, per word, since words are what asking costs.
pub(crate) fn doubt(
    ranker: &Ranker,
    candidates: &[Candidate],
    probabilities: &[crate::learned::label::LabelRow],
    words: usize,
) -> f32 {
    let wrong_labels = probabilities.iter().map(|row| 1.0 - row.iter().copied().fold(0.0, f32::max));
    let wrong_candidates = candidates.iter().map(|candidate| {
        let right = ranker.probability(&candidate.evidence, false);
        right.min(1.0 - right)
    });
    (wrong_labels.sum::<f32>() + wrong_candidates.sum::<f32>()) / words.max(1) as f32
}
