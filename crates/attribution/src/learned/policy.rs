//! Which candidates are taken, once the ranker has said how likely each is right.
//!
//! One floor of probability holds for all of them, whoever proposed them: the ranker
//! knows that, and what it learned from holds for more news than any exception.

use crate::convention::Domain;
use crate::finding::Finding;
use crate::learned::proposers::Candidate;
use crate::learned::ranker::Ranker;
use crate::learned::word_tagger::TaggerSize;
use crate::lexical::classes::Is;
use crate::origin::{HEADLINE_WITH_QUOTATION, Origin, Rule};
use crate::paragraph::element::{Element, SMALL_BEFORE_VERB};
use std::ops::Range;
use text::Act;

/// The least probability with which a candidate is taken: what is likelier than not. With 0.4
/// or 0.45 content F1 differs by 0.3 at most on any development set, and `said` is up to 0.6
/// lower. (Floors and leads by who proposed a candidate cost a point or more.)
const FLOOR: f32 = 0.5;

/// The same for a text that is read closely, in which nothing should be missed.
const FLOOR_CLOSELY: f32 = 0.3;

/// Gold of the news has no attitudes, no headlines apart from the text, and hardly any of the
/// rarer phrases (“in the view of”), so the ranker cannot tell good ones from bad: these are left to the rules, with
/// this much of the rule's confidence. (Attitudes are for readers to filter by their act.)
/// Little enough that what else is said comes first.
const TRUST_IN_RULES: f32 = 0.84;

/// How the candidates of a paragraph are judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judge<'m> {
    pub(crate) ranker: &'m Ranker,
    pub(crate) domain: Domain,
    /// Which word tagger labelled the paragraph.
    pub(crate) size: TaggerSize,
    /// Whether nothing should be missed.
    pub(crate) closely: bool,
}

impl Judge<'_> {
    fn floor(&self) -> f32 {
        if self.closely { FLOOR_CLOSELY } else { FLOOR }
    }

    fn probability(&self, evidence: &[u32]) -> f32 {
        self.ranker.probability(evidence, self.domain, self.size)
    }

    /// The probability of a finding; of what is left to the rules, at least a part of the
    /// rule's confidence, by the convention of news.
    fn confidence(&self, finding: &Finding, evidence: &[u32]) -> f32 {
        let probability = self.probability(evidence);
        let left_to_rules = match finding.origin {
            Origin::Rule(Rule::PhraseBefore | Rule::PhraseAfter) => true,
            Origin::Rule(Rule::Headline) => finding.confidence >= HEADLINE_WITH_QUOTATION,
            origin => finding.act == Act::Attitude && origin.is_rule(),
        };
        match self.domain {
            Domain::News if left_to_rules => probability.max(finding.confidence * TRUST_IN_RULES),
            _ => probability,
        }
    }
}

/// Two candidates of which so much of the shorter one's content is in both cannot
/// both be right, unless one is inside of the other with its cue and the convention
/// knows such claims.
const SAME_CONTENT: f32 = 0.3;

/// A cue after so many words of a content of the same source at most is another word for the
/// same cue: “warned | against leaving”, “wrote | a letter stating that …”.
const SAME_CUE_WITHIN: usize = 1;

/// Whether a claim is inside of what another reports, and not the same with another cue:
/// “warned against | leaving”.
fn is_nested(elements: &[Element], inner: &Finding, outer: &Finding) -> bool {
    let repeats = || {
        let same_source = inner.source.is_some() && inner.source == outer.source;
        same_source
            && inner.cue.iter().all(|cue| {
                let opens = outer
                    .content
                    .iter()
                    .any(|piece| piece.start <= cue.start && cue.start - piece.start <= SAME_CUE_WITHIN);
                opens || elements[cue.clone()].iter().all(|word| word.is(Is::PREPOSITION))
            })
    };
    inner.is_inside_of(outer) && !repeats()
}

/// Replaces what the rules `found`, but for what is [settled](Finding::is_settled),
/// by the likeliest candidates that do not share their contents, in the order of
/// the text. Each of the others is `declined`, with what was taken instead; nothing was if it
/// is too improbable.
pub(crate) fn decide(
    judge: &Judge<'_>,
    candidates: Vec<Candidate>,
    elements: &[Element],
    findings: &mut Vec<Finding>,
    mut declined: impl FnMut(&Finding, Option<&Finding>),
) {
    findings.retain(Finding::is_settled);
    let mut ranked: Vec<Finding> = candidates
        .into_iter()
        .map(|Candidate { finding, evidence }| Finding {
            confidence: judge.confidence(&finding, &evidence),
            ..finding
        })
        .collect();
    ranked.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    for candidate in ranked {
        if candidate.confidence < judge.floor() {
            declined(&candidate, None);
            continue;
        }
        let rivals = |other: &Finding| {
            let shorter = other.size().min(candidate.size()).max(1);
            let nested = || {
                judge.domain != Domain::Polnear
                    && (is_nested(elements, other, &candidate) || is_nested(elements, &candidate, other))
            };
            let introduces = other.introduces && other.cue == candidate.cue;
            introduces || other.common(&candidate) as f32 / shorter as f32 > SAME_CONTENT && !nested()
        };
        if let Some(rival) = findings.iter().find(|other| rivals(other)) {
            declined(&candidate, Some(rival));
            continue;
        }
        let cue = candidate.cue.iter().map(|cue| bare(cue, elements)).collect();
        findings.push(Finding { cue, ..candidate });
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
