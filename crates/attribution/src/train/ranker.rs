//! Training a set of weights of the ranker: a logistic regression by FTRL-Proximal.

use super::Settings;
use super::ftrl::{Random, Weight};
use crate::learned::ranker::Weights;
use std::collections::BTreeMap;

/// Trains on candidates: their evidence, and whether they are right. Without any there
/// are no weights.
pub(super) fn train(examples: &[(Vec<u32>, bool)], s: &Settings) -> Weights {
    let mut weights: BTreeMap<u32, Weight> = BTreeMap::new();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::default();
    for _ in 0..s.epochs {
        random.shuffle(&mut order);
        for &at in &order {
            let (evidence, right) = &examples[at];
            let known = evidence.iter().filter_map(|key| weights.get(key));
            let sum: f32 = known.map(|weight| weight.value(&s.rates)).sum();
            let gradient = 1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(*right));
            for key in evidence {
                let weight = weights.entry(*key).or_default();
                let value = weight.value(&s.rates);
                weight.update(gradient, value, &s.rates);
            }
        }
    }
    Weights::new(weights.into_iter().map(|(key, weight)| (key, weight.value(&s.rates))))
}
