//! The pair reader: what each word is to a cue, from the encoder's output for both.
//!
//! A biaffine pair scorer (Dozat and Manning 2017) followed by narrow
//! layers, which make the words of one content agree. A cue takes about a thirtieth of
//! the multiplications that reading its paragraph takes.

use crate::dimensions::DISTANCES;
use crate::layers::{Classifier, Layer, Norm};
use crate::linear::{Linear, WriteMode};
use crate::quantized::{Kernel, QuantizedRows};
use crate::weights::{Weights, WeightsError};
use std::ops::Range;

/// The weights.
pub(crate) struct PairReader {
    /// The numbers of each word in the encoder's output, and here.
    outer_width: usize,
    pub(crate) width: usize,
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
    /// Of each of some cues, the mean of its words, and what the reader makes of it.
    means: Vec<f32>,
    cues: Vec<f32>,
    /// The words of the chunk that was read last, as projected for all of its cues.
    words: Vec<f32>,
}

impl PairReader {
    /// Takes the tensors whose names start with `pairs.`, for an encoder of this width.
    pub(crate) fn read(weights: &Weights, kernel: &Kernel, outer_width: usize) -> Result<Self, WeightsError> {
        let [width, _] = weights.shape("pairs.word.weight")?;
        let classes = 2 * DISTANCES.len() + 1;
        Ok(Self {
            outer_width,
            width,
            word: Linear::read(weights, kernel, "pairs.word", [width, outer_width])?,
            cue: Linear::read(weights, kernel, "pairs.cue", [2 * width, outer_width])?,
            distances: weights.numbers("pairs.distance.weight", &[classes, width])?,
            norm: Norm::read(weights, "pairs.norm", width)?,
            layers: Layer::read_all(weights, kernel, "pairs.layers", width)?,
            classifier: Classifier::read(weights, "pairs.labels", width)?,
        })
    }

    /// Takes the words of a chunk, given the encoder's output for them, so that
    /// [`enter`](Self::enter) can be called for its cues.
    pub(crate) fn begin_chunk(&self, kernel: &Kernel, scratch: &mut PairScratch, words: &[f32]) {
        scratch.rows.quantize(words, self.outer_width);
        scratch.words.resize(words.len() / self.outer_width * self.width, 0.0);
        self.word.apply(kernel, &scratch.rows, &mut scratch.words, WriteMode::Replace);
    }

    /// Takes some cues, the encoder's output for the words of each, so that
    /// [`enter`](Self::enter) can be called for them by their number.
    pub(crate) fn begin_cues<'r>(
        &self,
        kernel: &Kernel,
        scratch: &mut PairScratch,
        cues: impl Iterator<Item = &'r [f32]>,
    ) {
        let PairScratch { rows, means, cues: of_cues, .. } = scratch;
        means.clear();
        for words in cues {
            let start = means.len();
            means.resize(start + self.outer_width, 0.0);
            let words = words.chunks_exact(self.outer_width);
            let share = 1.0 / words.len() as f32;
            for word in words {
                means[start..].iter_mut().zip(word).for_each(|(sum, x)| *sum += x * share);
            }
        }
        rows.quantize(means, self.outer_width);
        of_cues.resize(means.len() / self.outer_width * 2 * self.width, 0.0);
        self.cue.apply(kernel, rows, of_cues, WriteMode::Replace);
    }

    /// Appends to `hidden` a row for each word of the chunk, given the number of a cue and
    /// which words of the chunk it is.
    pub(crate) fn enter(
        &self,
        scratch: &PairScratch,
        number: usize,
        cue: &Range<usize>,
        hidden: &mut Vec<f32>,
    ) {
        let of_cue = &scratch.cues[number * 2 * self.width..][..2 * self.width];
        let (added, times) = of_cue.split_at(self.width);
        let start = hidden.len();
        hidden.extend_from_slice(&scratch.words);
        let own = &mut hidden[start..];
        for (at, row) in own.chunks_mut(self.width).enumerate() {
            let distance = &self.distances[distance_class(at, cue) * self.width..][..self.width];
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
