//! Recurrence: how the words of a chunk inform each other without attention.
//!
//! Each word is mixed with the two on either side, channel by channel (a depthwise
//! convolution). From that come a candidate and a gate for each channel, and a state that
//! moves towards the candidate as far as the gate is open: from left to right in the first
//! half of the channels, from right to left in the other. This is the minimal gated unit of
//! Feng and others (2024), whose gates do not look at the state, so that all of its products
//! can be calculated at once.

use crate::dimensions::LANES;
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
    state: Vec<[f32; LANES]>,
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

    /// Plain loops, which the compiler turns into the instructions of `I`. The sums of some
    /// channels stay in registers until all taps are added.
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let width = self.bias.len();
        let count = self.rows.len() / width;
        for (at, out) in self.out.chunks_exact_mut(width).enumerate() {
            // The rows that there are around this one, and their taps.
            let first = at.saturating_sub(TAPS / 2);
            let rows = &self.rows[first * width..(at + TAPS / 2 + 1).min(count) * width];
            let taps = &self.taps[(first + TAPS / 2 - at) * width..];
            for (channels, out) in lanes_mut(out).iter_mut().enumerate() {
                let mut sums = lanes(self.bias)[channels];
                for (row, weights) in rows.chunks_exact(width).zip(taps.chunks_exact(width)) {
                    let (row, weights) = (&lanes(row)[channels], &lanes(weights)[channels]);
                    for n in 0..LANES {
                        sums[n] += row[n] * weights[n];
                    }
                }
                *out = sums;
            }
        }
    }
}

/// The states of one chunk, added to its rows.
struct Accumulate<'a> {
    width: usize,
    gates: &'a [f32],
    candidates: &'a [f32],
    state: &'a mut Vec<[f32; LANES]>,
    rows: &'a mut [f32],
}

impl Accumulate<'_> {
    /// Moves some channels of the states on by one row.
    #[inline(always)]
    fn step(&mut self, row: usize, channels: Range<usize>) {
        let row = row * self.width..(row + 1) * self.width;
        let gates = lanes(&self.gates[row.clone()])[channels.clone()].iter();
        let candidates = &lanes(&self.candidates[row.clone()])[channels.clone()];
        let rows = &mut lanes_mut(&mut self.rows[row])[channels.clone()];
        let states = &mut self.state[channels];
        for (((gate, candidate), sum), state) in gates.zip(candidates).zip(rows).zip(states) {
            let (mut moved, mut total) = (*state, *sum);
            for n in 0..LANES {
                moved[n] += gate[n] * (candidate[n] - moved[n]);
                total[n] += moved[n];
            }
            (*state, *sum) = (moved, total);
        }
    }
}

impl SimdOp for Accumulate<'_> {
    type Output = ();

    /// Plain loops, which the compiler turns into the instructions of `I`.
    #[inline(always)]
    fn eval<I: Isa>(mut self, _: I) {
        let (all, count) = (self.width / LANES, self.rows.len() / self.width);
        self.state.clear();
        self.state.resize(all, [0.0; LANES]);
        for row in 0..count {
            self.step(row, 0..all / 2);
            self.step(count - 1 - row, all / 2..all);
        }
    }
}

/// A row in pieces of [`LANES`] channels.
#[inline(always)]
fn lanes(row: &[f32]) -> &[[f32; LANES]] {
    row.as_chunks().0
}

/// The same, to be written.
#[inline(always)]
fn lanes_mut(row: &mut [f32]) -> &mut [[f32; LANES]] {
    row.as_chunks_mut().0
}
