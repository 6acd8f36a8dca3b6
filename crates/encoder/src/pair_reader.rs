//! The pair reader: what each word is to a cue, from the encoder's output for both.
//!
//! A biaffine pair scorer (Dozat and Manning 2017) followed by narrow transformer
//! layers, which make the words of one content agree. A cue takes about a thirtieth of
//! the multiplications that reading its paragraph takes.

use crate::dimensions::{DISTANCES, PAIR_WIDTH, WIDTH};
use crate::layers::{Classifier, Layer, Norm};
use crate::linear::{Linear, WriteMode};
use crate::quantized::{Kernel, QuantizedRows};
use crate::weights::{Weights, WeightsError};
use std::ops::Range;

/// The weights.
pub(crate) struct PairReader {
    /// Of a word.
    word: Linear,
    /// Of a cue: what is added to its words' rows, and what multiplies them.
    cue: Linear,
    /// A row for each class of distance.
    distances: Vec<f32>,
    norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) classifier: Classifier,
}

/// Scratch space.
#[derive(Default)]
pub(crate) struct PairScratch {
    rows: QuantizedRows,
    mean: Vec<f32>,
    cue: Vec<f32>,
}

impl PairReader {
    /// Takes the tensors whose names start with `pairs.`, apart from the layers.
    pub(crate) fn read(weights: &Weights, kernel: &Kernel, layers: Vec<Layer>) -> Result<Self, WeightsError> {
        let classes = 2 * DISTANCES.len() + 1;
        Ok(Self {
            word: Linear::read(weights, kernel, "pairs.word", [PAIR_WIDTH, WIDTH])?,
            cue: Linear::read(weights, kernel, "pairs.cue", [2 * PAIR_WIDTH, WIDTH])?,
            distances: weights.numbers("pairs.distance.weight", &[classes, PAIR_WIDTH])?,
            norm: Norm::read(weights, "pairs.norm", PAIR_WIDTH)?,
            layers,
            classifier: Classifier::read(weights, "pairs.labels", PAIR_WIDTH)?,
        })
    }

    /// Appends to `hidden` a row of [`PAIR_WIDTH`] for each word, given the encoder's
    /// output for the words, [`WIDTH`] numbers each, and the words of the cue.
    pub(crate) fn enter(
        &self,
        kernel: &Kernel,
        scratch: &mut PairScratch,
        words: &[f32],
        cue: Range<usize>,
        hidden: &mut Vec<f32>,
    ) {
        let PairScratch { rows, mean, cue: of_cue } = scratch;
        mean.clear();
        mean.resize(WIDTH, 0.0);
        let share = 1.0 / cue.len() as f32;
        for row in words[cue.start * WIDTH..cue.end * WIDTH].chunks(WIDTH) {
            mean.iter_mut().zip(row).for_each(|(sum, x)| *sum += x * share);
        }
        rows.quantize(kernel, mean, WIDTH);
        of_cue.resize(2 * PAIR_WIDTH, 0.0);
        self.cue.apply(kernel, rows, of_cue, WriteMode::Replace);
        let (added, times) = of_cue.split_at(PAIR_WIDTH);

        rows.quantize(kernel, words, WIDTH);
        let start = hidden.len();
        hidden.resize(start + words.len() / WIDTH * PAIR_WIDTH, 0.0);
        let own = &mut hidden[start..];
        self.word.apply(kernel, rows, own, WriteMode::Replace);
        for (at, row) in own.chunks_mut(PAIR_WIDTH).enumerate() {
            let distance = &self.distances[distance_class(at, &cue) * PAIR_WIDTH..][..PAIR_WIDTH];
            for (((x, added), times), distance) in row.iter_mut().zip(added).zip(times).zip(distance) {
                *x += added + *x * times + distance;
            }
        }
        self.norm.apply(own);
    }
}

/// The class of the distance between a word and a cue: even before and in the cue, odd
/// behind it.
fn distance_class(at: usize, cue: &Range<usize>) -> usize {
    let behind = at >= cue.end;
    let away = if behind { at + 1 - cue.end } else { cue.start.saturating_sub(at) };
    let size = DISTANCES.iter().position(|&most| away <= most).unwrap_or(DISTANCES.len());
    2 * size - usize::from(behind)
}
