//! How likely a candidate is right: a logistic regression over hashed facts
//! ([`evidence`](crate::learned::evidence)). This is where an attribution's confidence
//! comes from, with a model.
//!
//! It is trained on candidates of articles that the taggers had not seen, so that its
//! probabilities hold on new text: of the candidates to which it gives 0.8 about 80 %
//! are right.
//!
//! It has a set of weights for each [`TaggerSize`], since the same fact is worth something
//! else beside another tagger: one set for two lost half a point of F1 on PolNeAR dev and
//! on pages dev (the card of `fast` and `accurate` has the figures).

use crate::convention::Domain;
use crate::learned::word_tagger::TaggerSize;
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

/// The trained ranker: its weights beside each word tagger, by [`TaggerSize`]; empty if it
/// has not learned beside such a one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranker(pub(crate) [Weights; TaggerSize::ALL.len()]);

impl Ranker {
    /// The probability that a candidate with this evidence is right in a domain, in a
    /// paragraph labelled by a tagger of this size.
    pub(crate) fn probability(&self, evidence: &[u32], domain: Domain, size: TaggerSize) -> f32 {
        let Weights(weights) = &self.0[size as usize];
        let own = evidence.iter().filter_map(|key| domain.own(*key));
        let sum: f32 = evidence.iter().copied().chain(own).filter_map(|key| weights.get(&key)).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}
