//! Training the ranker of antecedents, which `examples/train_speakers.rs` does.

use crate::Resolver;
use crate::resolve::ranker::facts::Class;
pub use crate::resolve::ranker::teacher::Judge;
use crate::resolve::ranker::teacher::{Decision, Teacher};
use crate::resolve::ranker::weights::{Weights, is_shared, keys};
use text::{Article, Attribution, Document, Speakers};

/// The head of the file of weights.
const HEAD: &str = "\
# What each fact about a candidate adds to its score: class, fact, value; see README.md.
";

/// What the ranker learns from: the candidates of one source, and which were right.
#[derive(Clone, Debug)]
pub struct Example(Decision);

impl Example {
    /// The sort of source, whether any candidate was right, and whether the one taken was.
    pub fn outcome(&self) -> (&'static str, bool, bool) {
        let Decision { class, right, best, .. } = &self.0;
        // The last candidate for *it* and *they* is nobody.
        let nobody = usize::from(matches!(class, Class::It | Class::They));
        let named = &right[..right.len().saturating_sub(nobody)];
        (Class::ALL[*class as usize].1, named.contains(&true), named.get(*best).copied().unwrap_or(false))
    }

    /// The index of the attribution.
    pub fn attribution(&self) -> usize {
        self.0.attribution
    }
}

/// How the ranker is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How often all examples are seen.
    pub epochs: usize,
    /// The learning rate.
    pub rate: f32,
    /// The strength of the L2 penalty, as a share of the number of examples.
    pub l2: f32,
    /// So many times as strong it is for the weights of one class.
    pub own: f32,
    /// The least share of a weight that is kept.
    pub least: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 150, rate: 0.3, l2: 4.0, own: 3.0, least: 0.02 }
    }
}

/// Resolves the sources of an article while `judge` says for each attribution whether a
/// name is right. If it `leads`, the right candidate is taken whatever the ranker says.
pub fn examples(
    resolver: &Resolver,
    (article, document, attributions): (&Article, &Document, &[Attribution]),
    judge: Judge,
    leads: bool,
) -> (Speakers, Vec<Example>) {
    let mut teacher = Some(Teacher { judge, leads, decisions: Vec::new() });
    let speakers = resolver.resolve_with(article, document, attributions, &mut teacher);
    let decisions = teacher.map(|t| t.decisions).unwrap_or_default();
    (speakers, decisions.into_iter().map(Example).collect())
}

/// A resolver with other weights.
pub fn with_weights(resolver: Resolver, weights: &str) -> Resolver {
    Resolver { weights: Weights::read(weights), ..resolver }
}

/// Trains on examples: the file of weights. The same examples give the same weights.
pub fn train(examples: &[&Example], s: &Settings) -> String {
    let examples: Vec<&Decision> = examples
        .iter()
        .map(|e| &e.0)
        .filter(|d| d.right.contains(&true) && d.right.contains(&false))
        .collect();
    let mut weights = Weights::none();
    let mut squares = vec![0.0_f32; weights.values().len()];
    for _ in 0..s.epochs {
        let mut gradient: Vec<f32> = weights
            .values()
            .iter()
            .enumerate()
            .map(|(key, w)| s.l2 * w * if is_shared(key) { 1.0 } else { s.own })
            .collect();
        for decision in &examples {
            add_gradient(&weights, decision, &mut gradient);
        }
        for ((weight, square), gradient) in weights.values_mut().iter_mut().zip(&mut squares).zip(&gradient) {
            *square += gradient * gradient;
            if *square > 0.0 {
                *weight -= s.rate * gradient / square.sqrt();
            }
        }
    }
    HEAD.to_owned() + &weights.write(s.least)
}

/// Adds how the loss of one decision grows with each weight: what is expected of its
/// candidates minus what is expected of the right ones.
fn add_gradient(weights: &Weights, decision: &Decision, gradient: &mut [f32]) {
    let scores: Vec<f32> = decision.evidence.iter().map(|e| weights.score(decision.class, e)).collect();
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let odds: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
    let all: f32 = odds.iter().sum();
    let right: f32 =
        odds.iter().zip(&decision.right).filter(|(_, right)| **right).map(|(odds, _)| odds).sum();
    for ((evidence, odds), is_right) in decision.evidence.iter().zip(&odds).zip(&decision.right) {
        let wanted = if *is_right { odds / right.max(f32::MIN_POSITIVE) } else { 0.0 };
        for key in keys(decision.class, evidence) {
            gradient[key] += odds / all - wanted;
        }
    }
}
