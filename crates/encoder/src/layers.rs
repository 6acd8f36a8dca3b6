//! The parts of the network: a layer, the normalisation in it, and what turns the last
//! output into probabilities.

use crate::dimensions::{EPSILON, HEAD_WIDTH, LABELS, LANES, LayerSize};
use crate::linear::Linear;
use crate::quantized::Kernel;
use crate::recurrence::Recurrence;
use crate::weights::{self, Weights, WeightsError};
use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp};
use rten_vecmath::{Normalize, NormalizeOptions, Sum, SumSquareSub};

/// How many rows are classified at once.
const ROWS: usize = 4;

/// A layer: first the rows of a chunk inform each other, then each row is taken
/// through a wider one and back (feed-forward); a normalisation follows each.
pub(crate) struct Layer {
    pub(crate) size: LayerSize,
    pub(crate) mixer: Mixer,
    pub(crate) mixed_norm: Norm,
    pub(crate) up: Linear,
    pub(crate) down: Linear,
    pub(crate) norm: Norm,
}

/// How the rows of a chunk inform each other, which also decides what the
/// feed-forward half bends its numbers by.
pub(crate) enum Mixer {
    /// Self-attention, as in BERT; then GELU.
    Attention {
        /// To the query, the key and the value of a row.
        qkv: Linear,
        /// From what attention collected.
        out: Linear,
    },
    /// Recurrence from both sides; then ReLU.
    Recurrence(Recurrence),
}

impl Layer {
    /// All layers of this width whose names are `NAME` and a number, at least one.
    ///
    /// # Errors
    /// If there is none, or a tensor of one is missing or has another type or shape.
    pub(crate) fn read_all(
        weights: &Weights,
        kernel: &Kernel,
        name: &str,
        width: usize,
    ) -> Result<Vec<Self>, WeightsError> {
        let [feed_forward, _] = weights.shape(&format!("{name}.0.up.weight"))?;
        let size = LayerSize { width, feed_forward };
        let names = (0..).map(|n| format!("{name}.{n}"));
        let names = names.take_while(|name| weights.shape(&format!("{name}.up.weight")).is_ok());
        names.map(|name| Self::read(weights, kernel, &name, size)).collect()
    }

    /// Takes the tensors whose names start with `NAME.`.
    fn read(weights: &Weights, kernel: &Kernel, name: &str, size: LayerSize) -> Result<Self, WeightsError> {
        let LayerSize { width, feed_forward } = size;
        weights::check_width(width)?;
        let linear =
            |part: &str, shape: [usize; 2]| Linear::read(weights, kernel, &format!("{name}.{part}"), shape);
        let (mixer, mixed_norm) = if weights.has(&format!("{name}.qkv.weight")) {
            let mut qkv = linear("qkv", [3 * width, width])?;
            // Attention divides by this root; here it costs nothing.
            qkv.scale_first(width, (HEAD_WIDTH as f32).sqrt().recip());
            (Mixer::Attention { qkv, out: linear("out", [width, width])? }, "attention_norm")
        } else {
            (Mixer::Recurrence(Recurrence::read(weights, kernel, name, width)?), "recurrence_norm")
        };
        Ok(Self {
            size,
            mixer,
            mixed_norm: Norm::read(weights, &format!("{name}.{mixed_norm}"), width)?,
            up: linear("up", [feed_forward, width])?,
            down: linear("down", [width, feed_forward])?,
            norm: Norm::read(weights, &format!("{name}.norm"), width)?,
        })
    }
}

/// Normalises each row to a mean of 0 and a variance of 1, then scales and shifts
/// it.
pub(crate) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    /// Takes the tensors `NAME.weight` and `NAME.bias`.
    pub(crate) fn read(weights: &Weights, name: &str, width: usize) -> Result<Self, WeightsError> {
        Ok(Self {
            weight: weights.numbers(&format!("{name}.weight"), &[width])?,
            bias: weights.numbers(&format!("{name}.bias"), &[width])?,
        })
    }

    /// Normalises rows in place.
    pub(crate) fn apply(&self, rows: &mut [f32]) {
        Normalized { norm: self, rows }.dispatch();
    }
}

/// Rows to be normalised.
struct Normalized<'a> {
    norm: &'a Norm,
    rows: &'a mut [f32],
}

impl SimdOp for Normalized<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let Norm { weight, bias } = self.norm;
        let width = weight.len();
        // Some rows at once: sums that wait for each other do not wait for other rows, and the
        // roots and divisions are vectors.
        for rows in self.rows.chunks_mut(LANES * width) {
            let (mut means, mut scales) = ([0.0; LANES], [0.0; LANES]);
            for (mean, row) in means.iter_mut().zip(rows.chunks_exact(width)) {
                *mean = Sum::new(row).eval(isa);
            }
            let means = means.map(|sum| sum / width as f32);
            for ((square, mean), row) in scales.iter_mut().zip(means).zip(rows.chunks_exact(width)) {
                *square = SumSquareSub::new(row, mean).eval(isa);
            }
            let scales = scales.map(|sum| (sum / width as f32 + EPSILON).sqrt().recip());
            for ((row, mean), scale) in rows.chunks_exact_mut(width).zip(means).zip(scales) {
                let options = NormalizeOptions {
                    pre_scale_bias: mean,
                    scale,
                    element_scale: Some(weight),
                    element_bias: Some(bias),
                    ..NormalizeOptions::default()
                };
                Normalize::new_mut(row, options).eval(isa);
            }
        }
    }
}

/// From the output of the last layer to the probabilities of the labels.
pub(crate) struct Classifier {
    /// A row for each input, so that its loop runs over the labels, which are filled up to
    /// a vector.
    weights: Vec<[f32; LANES]>,
    bias: [f32; LANES],
}

impl Classifier {
    /// Takes the tensors `NAME.weight` and `NAME.bias`.
    pub(crate) fn read(weights: &Weights, name: &str, width: usize) -> Result<Self, WeightsError> {
        let rows = weights.numbers(&format!("{name}.weight"), &[LABELS, width])?;
        let bias = weights.numbers(&format!("{name}.bias"), &[LABELS])?;
        let filled = |number: &dyn Fn(usize) -> f32| {
            std::array::from_fn(|label| if label < LABELS { number(label) } else { 0.0 })
        };
        Ok(Self {
            weights: (0..width).map(|n| filled(&|label| rows[label * width + n])).collect(),
            bias: filled(&|label| bias[label]),
        })
    }

    /// Appends the probability of each label for each row (softmax).
    pub(crate) fn apply(&self, rows: &[f32], probabilities: &mut Vec<[f32; LABELS]>) {
        Classify { classifier: self, rows, probabilities }.dispatch();
    }
}

/// From rows to probabilities.
struct Classify<'a> {
    classifier: &'a Classifier,
    rows: &'a [f32],
    probabilities: &'a mut Vec<[f32; LABELS]>,
}

impl SimdOp for Classify<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let Classifier { weights, bias } = self.classifier;
        let width = weights.len();
        // Some rows at once, since each sum waits for the one before.
        for rows in self.rows.chunks(ROWS * width) {
            let count = rows.len() / width;
            let row_or_last = |n: usize| &rows[n.min(count - 1) * width..][..width];
            let rows: [&[f32]; ROWS] = std::array::from_fn(row_or_last);
            let mut sums = [[0.0; LANES]; ROWS];
            for part in (0..LABELS).step_by(ops.len()) {
                let mut vectors = [ops.load(&bias[part..]); ROWS];
                for (n, weights) in weights.iter().enumerate() {
                    let weights = ops.load(&weights[part..]);
                    for (vector, row) in vectors.iter_mut().zip(rows) {
                        *vector = ops.add(*vector, ops.mul(ops.splat(row[n]), weights));
                    }
                }
                for (sums, vector) in sums.iter_mut().zip(vectors) {
                    ops.store(vector, &mut sums[part..]);
                }
            }
            self.probabilities.extend(sums[..count].iter().map(softmax));
        }
    }
}

/// From the sums of the labels to their probabilities.
fn softmax(sums: &[f32; LANES]) -> [f32; LABELS] {
    let sums: [f32; LABELS] = std::array::from_fn(|label| sums[label]);
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    let powers = sums.map(|sum| (sum - top).exp());
    let total: f32 = powers.iter().sum();
    powers.map(|power| power / total)
}
