//! The learned tagger: a linear-chain CRF over the elements of a paragraph.
//!
//! Given what [`crate::learned::features`] sees it says how probable each label is for
//! each element. The model is one file: a header with its version, the
//! transitions, and a table from features to weights, one byte each.

use crate::learned::features::{Features, MOST};
use crate::learned::label::{Label, LabelRow};
use crate::learned::tagged::Labelling;

/// Features of which no weight is larger are left out: they are more than half
/// of all, and nothing measurable goes with them.
#[cfg(feature = "train")]
const LEAST_WEIGHT: f32 = 0.075;

/// Added to the score of every label but [`Label::Outside`] when the likeliest sequence
/// is sought: the CRF proposes rather more than it believes, since the ranker decides.
const BONUS: f32 = 0.5;

/// A trained CRF.
#[derive(Clone, Debug)]
pub(crate) struct Crf {
    scale: f32,
    transitions: [LabelRow; Label::COUNT],
    table: Table,
}

impl Crf {
    /// Builds a tagger from trained weights.
    #[cfg(feature = "train")]
    pub(crate) fn new(transitions: [LabelRow; Label::COUNT], features: &[(u32, LabelRow)]) -> Self {
        let largest = features.iter().flat_map(|f| f.1).map(f32::abs).fold(0.0, f32::max).max(1e-6);
        let scale = largest / 127.0;
        let rows = features
            .iter()
            .filter(|(_, weights)| weights.iter().any(|w| w.abs() >= LEAST_WEIGHT))
            .map(|(key, weights)| (*key, weights.map(|w| (w / scale).round() as i8)))
            .collect();
        Self { scale, transitions, table: Table::new(rows) }
    }

    /// Its part of the model's file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let rows = &self.table.rows;
        bytes.extend((rows.len() as u32).to_le_bytes());
        bytes.extend(self.scale.to_le_bytes());
        bytes.extend(self.transitions.iter().flatten().flat_map(|t| t.to_le_bytes()));
        for (key, weights) in rows {
            bytes.extend(key.to_le_bytes());
            bytes.extend(weights.map(|w| w as u8));
        }
        bytes
    }

    /// Reads its part of a model's file.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let rest = bytes;
        let head = 8 + 4 * Label::COUNT * Label::COUNT;
        let row = 4 + Label::COUNT;
        if rest.len() < head {
            return Err("the model file is cut short".to_owned());
        }
        let four = |at: usize| [rest[at], rest[at + 1], rest[at + 2], rest[at + 3]];
        let count = u32::from_le_bytes(four(0)) as usize;
        if rest.len() != head + count * row {
            return Err(format!("the tagger takes {} bytes instead of {}", rest.len(), head + count * row));
        }
        let mut transitions = [[0.0; Label::COUNT]; Label::COUNT];
        for (n, weight) in transitions.iter_mut().flatten().enumerate() {
            *weight = f32::from_le_bytes(four(8 + 4 * n));
        }
        let rows = rest[head..].chunks_exact(row).map(|r| {
            (u32::from_le_bytes([r[0], r[1], r[2], r[3]]), std::array::from_fn(|label| r[4 + label] as i8))
        });
        Ok(Self { scale: f32::from_le_bytes(four(4)), transitions, table: Table::new(rows.collect()) })
    }

    /// The score of each label for each of `count` elements, before any
    /// transitions.
    pub(crate) fn scores(&self, features: &Features, count: usize, scores: &mut Vec<LabelRow>) {
        scores.clear();
        scores.extend((0..count).map(|at| {
            let mut sums = [0i32; Label::COUNT];
            let (mut known, mut count) = ([0u32; MOST], 0);
            features.of(at, |key| {
                known[count] = key;
                count += self.table.may_have(key);
            });
            for &key in &known[..count] {
                if let Some(weights) = self.table.weights(key) {
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum += i32::from(*weight);
                    }
                }
            }
            sums.map(|s| s as f32 * self.scale)
        }));
    }

    /// The probability of each label of each element, by forward-backward.
    fn probabilities(&self, scores: &[LabelRow], scratch: &mut Scratch, out: &mut Vec<LabelRow>) {
        out.clear();
        let count = scores.len();
        if count == 0 {
            return;
        }
        let moves = self.transitions.map(|row| row.map(f32::exp));
        let Scratch { weights, forward, backward } = scratch;
        weights.clear();
        weights.extend(scores.iter().map(|row| {
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            row.map(|s| (s - top).exp())
        }));
        let normal = |mut row: LabelRow| {
            let sum: f32 = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            row.iter_mut().for_each(|v| *v /= sum);
            row
        };
        forward.clear();
        forward.push(normal(weights[0]));
        for at in 1..count {
            let before = forward[at - 1];
            forward.push(normal(std::array::from_fn(|to| {
                weights[at][to] * (0..Label::COUNT).map(|from| before[from] * moves[from][to]).sum::<f32>()
            })));
        }
        backward.clear();
        backward.resize(count, [1.0; Label::COUNT]);
        for at in (0..count - 1).rev() {
            let after = backward[at + 1];
            backward[at] = normal(std::array::from_fn(|from| {
                (0..Label::COUNT).map(|to| moves[from][to] * weights[at + 1][to] * after[to]).sum::<f32>()
            }));
        }
        out.extend((0..count).map(|at| normal(std::array::from_fn(|l| forward[at][l] * backward[at][l]))));
    }

    /// The probabilities and the likeliest labels that follow from the scores.
    pub(crate) fn decode(&self, labelling: &mut Labelling, scratch: &mut Scratch) {
        self.probabilities(&labelling.scores, scratch, &mut labelling.probabilities);
        self.best(&labelling.scores, BONUS, &mut labelling.best);
    }

    /// The most probable sequence of labels, by Viterbi, with `bonus` added to
    /// every label but the first: what trades precision for recall.
    fn best(&self, scores: &[LabelRow], bonus: f32, out: &mut Vec<Label>) {
        out.clear();
        let mut back: Vec<[u8; Label::COUNT]> = Vec::with_capacity(scores.len());
        let mut score = [0.0f32; Label::COUNT];
        for (at, element) in scores.iter().enumerate() {
            let mut next = [0.0f32; Label::COUNT];
            let mut from_of = [0u8; Label::COUNT];
            for to in 0..Label::COUNT {
                let (from, best) = if at == 0 {
                    (0, 0.0)
                } else {
                    (0..Label::COUNT)
                        .map(|f| (f, score[f] + self.transitions[f][to]))
                        .fold((0, f32::MIN), |a, b| if b.1 > a.1 { b } else { a })
                };
                from_of[to] = from as u8;
                next[to] = best + element[to] + if to == 0 { 0.0 } else { bonus };
            }
            score = next;
            back.push(from_of);
        }
        let mut label = (0..Label::COUNT).fold(0, |a, b| if score[b] > score[a] { b } else { a });
        out.resize(scores.len(), Label::Outside);
        for at in (0..scores.len()).rev() {
            out[at] = Label::ALL[label];
            label = back[at][label] as usize;
        }
    }
}

/// From features to weights: rows sorted by key, and a bitmap of their first
/// bits by which a row is found. Most features of a text are in no model, and
/// the bitmap, which stays in the processor's cache, tells nearly all of them
/// apart without a branch that could be guessed wrong.
#[derive(Clone, Debug)]
struct Table {
    rows: Vec<(u32, [i8; Label::COUNT])>,
    /// For each 64 values of a key's first bits: which of them occur.
    bits: Vec<u64>,
    /// The first row of each of these, and the number of rows.
    starts: Vec<u32>,
}

/// How many bits of a key the bitmap tells apart.
const PREFIX: u32 = 21;

impl Table {
    fn new(mut rows: Vec<(u32, [i8; Label::COUNT])>) -> Self {
        rows.sort_unstable();
        let words = 1 << (PREFIX - 6);
        let (mut bits, mut starts) = (vec![0u64; words], vec![0u32; words + 1]);
        for (key, _) in &rows {
            let (word, bit) = place(*key);
            bits[word] |= 1 << bit;
            starts[word + 1] += 1;
        }
        for word in 0..words {
            starts[word + 1] += starts[word];
        }
        Self { rows, bits, starts }
    }

    /// 0 if it has no such feature, 1 if it may have.
    #[inline]
    fn may_have(&self, key: u32) -> usize {
        let (word, bit) = place(key);
        (self.bits[word] >> bit & 1) as usize
    }

    fn weights(&self, key: u32) -> Option<&[i8; Label::COUNT]> {
        let (word, bit) = place(key);
        // Where it would be if no two rows of this word shared a bit; where
        // some do it comes later.
        let before = (self.bits[word] & ((1 << bit) - 1)).count_ones();
        let rows = &self.rows[(self.starts[word] + before) as usize..self.starts[word + 1] as usize];
        rows.iter().find(|row| row.0 >= key).filter(|row| row.0 == key).map(|row| &row.1)
    }
}

/// The word of the bitmap and the bit in it for a key.
fn place(key: u32) -> (usize, u32) {
    let prefix = key >> (32 - PREFIX);
    ((prefix >> 6) as usize, prefix & 63)
}

/// Buffers for [`Crf::probabilities`].
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    weights: Vec<LabelRow>,
    forward: Vec<LabelRow>,
    backward: Vec<LabelRow>,
}
