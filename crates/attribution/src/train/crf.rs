//! Training the CRF: stochastic gradients of the log-likelihood of one paragraph at a
//! time, by forward-backward.

use super::Settings;
use super::ftrl::{Random, Rates, Weight};
use super::gold::Sequence;
use crate::learned::crf::Crf;
use crate::learned::label::{Label, LabelRow};

type WeightRow = [Weight; Label::COUNT];

/// Trains a linear-chain CRF on the sequences.
///
/// Sequences are seen in an order shuffled by a fixed seed, one after the other,
/// so that the same input gives the same model bit for bit.
pub(super) fn train(sequences: &[&Sequence], s: &Settings) -> Crf {
    let mut counts: rustc_hash::FxHashMap<u32, u32> = rustc_hash::FxHashMap::default();
    for key in sequences.iter().flat_map(|q| q.features.iter().flatten()) {
        *counts.entry(*key).or_default() += 1;
    }
    let mut keys: Vec<u32> = counts.iter().filter(|(_, c)| **c >= s.least_count).map(|(k, _)| *k).collect();
    keys.sort_unstable();
    drop(counts);
    let rows: rustc_hash::FxHashMap<u32, u32> =
        keys.iter().enumerate().map(|(row, key)| (*key, row as u32)).collect();
    let indexed: Vec<Vec<Vec<u32>>> = sequences
        .iter()
        .map(|q| q.features.iter().map(|f| f.iter().filter_map(|k| rows.get(k).copied()).collect()).collect())
        .collect();
    let mut trainer = Trainer {
        weights: vec![WeightRow::default(); keys.len()],
        transitions: [WeightRow::default(); Label::COUNT],
        rates: s.crf,
    };
    let mut order: Vec<usize> = (0..sequences.len()).collect();
    let mut random = Random::default();
    for _ in 0..s.epochs {
        random.shuffle(&mut order);
        for &at in &order {
            trainer.step(&indexed[at], &sequences[at].labels);
        }
    }
    let features: Vec<_> =
        keys.iter().zip(&trainer.weights).map(|(key, row)| (*key, row.map(|w| w.value(&s.crf)))).collect();
    Crf::new(trainer.transitions.map(|row| row.map(|w| w.value(&s.crf))), &features)
}

/// The weights while they are learned.
struct Trainer {
    weights: Vec<WeightRow>,
    transitions: [WeightRow; Label::COUNT],
    rates: Rates,
}

/// A matrix of label to label.
type Moves = [LabelRow; Label::COUNT];

impl Trainer {
    /// Learns from one sequence: the rows of each element's features, and its labels.
    fn step(&mut self, features: &[Vec<u32>], labels: &[Label]) {
        let count = features.len();
        if count == 0 {
            return;
        }
        let moves: Moves = self.transitions.map(|row| row.map(|weight| weight.value(&self.rates).exp()));
        let scores: Vec<LabelRow> = features.iter().map(|rows| self.scores(rows)).collect();
        let (forward, norms) = forward(&scores, &moves);
        let mut backward = [1.0f32; Label::COUNT];
        for at in (0..count).rev() {
            self.learn_label(&features[at], labels[at], &forward[at], &backward);
            if at > 0 {
                let pair: Moves = std::array::from_fn(|from| {
                    std::array::from_fn(|to| {
                        forward[at - 1][from] * moves[from][to] * scores[at][to] * backward[to]
                    })
                });
                self.learn_move(&pair, labels[at - 1], labels[at]);
                let after = backward;
                backward = std::array::from_fn(|from| {
                    (0..Label::COUNT).map(|to| moves[from][to] * scores[at][to] * after[to]).sum::<f32>()
                        / norms[at]
                });
            }
        }
    }

    /// The exponentials of an element's scores, the highest being 1.
    fn scores(&self, rows: &[u32]) -> LabelRow {
        let mut sums = LabelRow::default();
        for &row in rows {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[row as usize]) {
                *sum += weight.value(&self.rates);
            }
        }
        let top = sums.iter().copied().fold(f32::MIN, f32::max);
        sums.map(|sum| (sum - top).exp())
    }

    fn learn_label(&mut self, rows: &[u32], truth: Label, forward: &LabelRow, backward: &LabelRow) {
        let mut marginal: LabelRow = std::array::from_fn(|label| forward[label] * backward[label]);
        let sum: f32 = marginal.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        marginal.iter_mut().for_each(|value| *value /= sum);
        let observed = |label: usize| f32::from(u8::from(label == truth.column()));
        let gradient: LabelRow = std::array::from_fn(|label| marginal[label] - observed(label));
        for &row in rows {
            for (weight, gradient) in self.weights[row as usize].iter_mut().zip(gradient) {
                if gradient.abs() > LEAST_GRADIENT {
                    let value = weight.value(&self.rates);
                    weight.update(gradient, value, &self.rates);
                }
            }
        }
    }

    fn learn_move(&mut self, pair: &Moves, from_truth: Label, to_truth: Label) {
        let total: f32 = pair.iter().flatten().fold(0.0, |sum, value| sum + value);
        for (from, (row, weights)) in pair.iter().zip(&mut self.transitions).enumerate() {
            for (to, (value, weight)) in row.iter().zip(weights).enumerate() {
                let observed = from == from_truth.column() && to == to_truth.column();
                let gradient = value / total.max(f32::MIN_POSITIVE) - f32::from(u8::from(observed));
                let value = weight.value(&self.rates);
                weight.update(gradient, value, &self.rates);
            }
        }
    }
}

/// Smaller gradients change nothing that can be measured, and are most of them.
const LEAST_GRADIENT: f32 = 1e-4;

/// The forward probabilities of each element, and what each was divided by.
fn forward(scores: &[LabelRow], moves: &Moves) -> (Vec<LabelRow>, Vec<f32>) {
    let (mut forward, mut norms): (Vec<LabelRow>, Vec<f32>) = (Vec::new(), Vec::new());
    for score in scores {
        let mut row: LabelRow = match forward.last() {
            None => *score,
            Some(before) => std::array::from_fn(|to| {
                score[to] * (0..Label::COUNT).map(|from| before[from] * moves[from][to]).sum::<f32>()
            }),
        };
        let norm = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        row.iter_mut().for_each(|value| *value /= norm);
        forward.push(row);
        norms.push(norm);
    }
    (forward, norms)
}
