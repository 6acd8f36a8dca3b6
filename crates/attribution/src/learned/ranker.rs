//! How likely a candidate is right: a logistic regression over hashed facts
//! ([`evidence`](crate::learned::evidence)). This is where an attribution's confidence
//! comes from, with a model.
//!
//! It is trained on candidates of articles that the taggers had not seen, so that its
//! probabilities hold on new text: of the candidates to which it gives 0.8 about 80 %
//! are right.
//!
//! It has further sets of weights for paragraphs about which a word tagger was asked, one
//! for each [`TaggerSize`]. The same facts are worth something else there, since what the
//! word tagger says is in the probabilities: one set that had learned both lost half a
//! point of F1 on PolNeAR dev and on pages dev, with the word tagger and without it (the
//! cards have the figures).

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

/// The trained ranker.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranker {
    /// For paragraphs of which only the CRF has an opinion.
    pub(crate) alone: Weights,
    /// For those about which a word tagger was asked, by [`TaggerSize`]; empty if the
    /// ranker has not learned beside such a one.
    pub(crate) beside: [Weights; TaggerSize::ALL.len()],
}

impl Ranker {
    /// The probability that a candidate with this evidence is right in a domain;
    /// `asked` tells which word tagger was asked about its paragraph, if any.
    pub(crate) fn probability(&self, evidence: &[u32], domain: Domain, asked: Option<TaggerSize>) -> f32 {
        let Weights(weights) = asked.map_or(&self.alone, |size| &self.beside[size as usize]);
        let own = evidence.iter().filter_map(|key| domain.own(*key));
        let sum: f32 = evidence.iter().copied().chain(own).filter_map(|key| weights.get(&key)).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}
