//! Recurrence: how the words of a chunk inform each other without attention.
//!
//! Each word is mixed with the two on either side, channel by channel (a depthwise
//! convolution). From that come a candidate and a gate for each channel, and a state that
//! moves towards the candidate as far as the gate is open: from left to right in the first
//! half of the channels, from right to left in the other. This is the minimal gated unit of
//! Feng and others (2024), whose gates do not look at the state, so that all of its products
//! can be calculated at once.

use crate::linear::{Linear, WriteMode};
use crate::quantized::{Kernel, QuantizedRows};
use crate::weights::{Weights, WeightsError};
use rten_simd::{Isa, SimdOp, SimdUnaryOp};
use rten_vecmath::Sigmoid;
use std::ops::Range;

/// How many words are mixed with each: it and two on either side.
const TAPS: usize = 5;

/// The weights.
pub(crate) struct Recurrence {
    width: usize,
    /// For each tap what it is worth in each channel, and what is added.
    taps: Vec<f32>,
    bias: Vec<f32>,
    gate: Linear,
    candidate: Linear,
}

/// Scratch space.
#[derive(Debug, Default)]
pub(crate) struct RecurrenceScratch {
    near: Vec<f32>,
    rows: QuantizedRows,
    gates: Vec<f32>,
    candidates: Vec<f32>,
    state: Vec<f32>,
}

impl Recurrence {
    /// Takes the tensors `NAME.convolution`, `NAME.gate` and `NAME.candidate`.
    pub(crate) fn read(
        weights: &Weights,
        kernel: &Kernel,
        name: &str,
        width: usize,
    ) -> Result<Self, WeightsError> {
        let linear = |part: &str| Linear::read(weights, kernel, &format!("{name}.{part}"), [width, width]);
        Ok(Self {
            width,
            taps: weights.numbers(&format!("{name}.convolution.weight"), &[TAPS, width])?,
            bias: weights.numbers(&format!("{name}.convolution.bias"), &[width])?,
            gate: linear("gate")?,
            candidate: linear("candidate")?,
        })
    }

    /// Adds the states to the rows of each chunk.
    pub(crate) fn apply(
        &self,
        kernel: &Kernel,
        chunks: &[Range<usize>],
        rows: &mut [f32],
        scratch: &mut RecurrenceScratch,
    ) {
        let RecurrenceScratch { near, rows: quantized, gates, candidates, state } = scratch;
        near.resize(rows.len(), 0.0);
        for chunk in chunks {
            let chunk = chunk.start * self.width..chunk.end * self.width;
            Convolve {
                taps: &self.taps,
                bias: &self.bias,
                rows: &rows[chunk.clone()],
                out: &mut near[chunk],
            }
            .dispatch();
        }
        quantized.quantize(near, self.width);
        gates.resize(rows.len(), 0.0);
        candidates.resize(rows.len(), 0.0);
        self.gate.apply(kernel, quantized, gates, WriteMode::Replace);
        self.candidate.apply(kernel, quantized, candidates, WriteMode::Replace);
        Sigmoid {}.map_mut(gates);
        for chunk in chunks {
            let chunk = chunk.start * self.width..chunk.end * self.width;
            let (gates, candidates) = (&gates[chunk.clone()], &candidates[chunk.clone()]);
            Accumulate { width: self.width, gates, candidates, state, rows: &mut rows[chunk] }.dispatch();
        }
    }
}

/// Each row with those around it, channel by channel.
struct Convolve<'a> {
    taps: &'a [f32],
    bias: &'a [f32],
    rows: &'a [f32],
    out: &'a mut [f32],
}

impl SimdOp for Convolve<'_> {
    type Output = ();

    /// Plain loops, which the compiler turns into the instructions of `I`.
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let width = self.bias.len();
        let count = self.rows.len() / width;
        for (at, out) in self.out.chunks_exact_mut(width).enumerate() {
            out.copy_from_slice(self.bias);
            for (tap, weights) in self.taps.chunks_exact(width).enumerate() {
                let Some(other) = (at + tap).checked_sub(TAPS / 2).filter(|&other| other < count) else {
                    continue;
                };
                let row = &self.rows[other * width..][..width];
                for ((sum, x), weight) in out.iter_mut().zip(row).zip(weights) {
                    *sum += x * weight;
                }
            }
        }
    }
}

/// The states of one chunk, added to its rows.
struct Accumulate<'a> {
    width: usize,
    gates: &'a [f32],
    candidates: &'a [f32],
    state: &'a mut Vec<f32>,
    rows: &'a mut [f32],
}

impl SimdOp for Accumulate<'_> {
    type Output = ();

    /// Plain loops, which the compiler turns into the instructions of `I`.
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let Self { width, gates, candidates, state, rows } = self;
        let (half, count) = (width / 2, rows.len() / width);
        let mut step = |row: usize, channels: Range<usize>, state: &mut [f32]| {
            let channels = row * width + channels.start..row * width + channels.end;
            let (gates, candidates) = (&gates[channels.clone()], &candidates[channels.clone()]);
            let numbers = state.iter_mut().zip(gates).zip(candidates).zip(&mut rows[channels]);
            for (((state, gate), candidate), sum) in numbers {
                *state += gate * (candidate - *state);
                *sum += *state;
            }
        };
        state.clear();
        state.resize(width, 0.0);
        let (forward, backward) = state.split_at_mut(half);
        for row in 0..count {
            step(row, 0..half, forward);
            step(count - 1 - row, half..width, backward);
        }
    }
}
