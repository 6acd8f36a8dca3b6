//! How likely a candidate is right: a logistic regression over hashed facts
//! ([`evidence`](crate::learned::evidence)). This is where an attribution's confidence
//! comes from, with a model.
//!
//! It is trained on candidates of articles that the taggers had not seen, so that its
//! probabilities hold on new text: of the candidates to which it gives 0.8 about 80 %
//! are right.
//!
//! It has a second set of weights for paragraphs about which a word tagger was asked. The
//! same facts are worth something else there, since what the word tagger says is in the
//! probabilities: one set that had learned both lost half a point of F1 on PolNeAR dev and
//! on pages dev, with the word tagger and without it (the cards have the figures).

use crate::convention::Domain;
use rustc_hash::FxHashMap;

/// What each feature of the evidence adds to the logarithm of the odds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights(FxHashMap<u32, f32>);

impl Weights {
    pub(crate) fn new(weights: impl IntoIterator<Item = (u32, f32)>) -> Self {
        Self(weights.into_iter().filter(|(_, weight)| *weight != 0.0).collect())
    }

    /// The weights, sorted by feature.
    pub(crate) fn rows(&self) -> Vec<(u32, f32)> {
        let mut rows: Vec<_> = self.0.iter().map(|(key, weight)| (*key, *weight)).collect();
        rows.sort_by_key(|(key, _)| *key);
        rows
    }
}

/// The trained ranker.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranker {
    /// For paragraphs of which only the CRF has an opinion.
    pub(crate) alone: Weights,
    /// For those about which a word tagger was asked; empty if the ranker has not learned
    /// beside one.
    pub(crate) asked: Weights,
}

impl Ranker {
    /// The probability that a candidate with this evidence is right in a domain;
    /// `asked` tells whether a word tagger was asked about its paragraph.
    pub(crate) fn probability(&self, evidence: &[u32], domain: Domain, asked: bool) -> f32 {
        let Weights(weights) = if asked { &self.asked } else { &self.alone };
        let own = evidence.iter().filter_map(|key| domain.own(*key));
        let sum: f32 = evidence.iter().copied().chain(own).filter_map(|key| weights.get(&key)).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}
