//! How likely a candidate is right: a logistic regression over hashed facts
//! ([`evidence`](crate::learned::evidence)). This is where an attribution's confidence
//! comes from.
//!
//! It is trained on candidates of articles that the taggers had not seen, so that its
//! probabilities hold on new text: of the candidates to which it gives 0.8 about 80 %
//! are right.

use rustc_hash::FxHashMap;

/// The trained weights.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranker {
    weights: FxHashMap<u32, f32>,
}

impl Ranker {
    pub(crate) fn new(weights: impl IntoIterator<Item = (u32, f32)>) -> Self {
        Self { weights: weights.into_iter().filter(|w| w.1 != 0.0).collect() }
    }

    /// The probability that a candidate with this evidence is right.
    pub(crate) fn probability(&self, evidence: &[u32]) -> f32 {
        let sum: f32 = evidence.iter().filter_map(|f| self.weights.get(f)).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    /// The weights, sorted by feature.
    pub(crate) fn rows(&self) -> Vec<(u32, f32)> {
        let mut rows: Vec<_> = self.weights.iter().map(|(k, w)| (*k, *w)).collect();
        rows.sort_by_key(|r| r.0);
        rows
    }
}
