//! Matrices of bytes, and rows that are made bytes to meet them.
//!
//! Each row of the input has its own scale and zero, and the products are summed
//! as whole numbers, so that a row comes out the same in any company.

use crate::weights::{Weights, WeightsError};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::{Isa, SimdOp};
use rten_tensor::NdTensorView;
use rten_vecmath::MinMax;

/// So many rows and columns are multiplied at once. More would make the kernels
/// ask for other threads, and parallel work is for the caller.
pub(crate) const ROWS: usize = 64;
pub(crate) const COLUMNS: usize = 128;

/// Multiplies bytes, with the best instructions that the machine has.
pub(crate) type Kernel = GemmExecutor<u8, i8, i32>;

/// `x ↦ Wx + b`.
pub(crate) struct Linear {
    inputs: usize,
    outputs: usize,
    /// The matrix, in blocks of columns, each laid out for the kernel.
    blocks: Vec<PackedBMatrix<i8>>,
    /// For each output: what a unit of the bytes stands for,
    scales: Vec<f32>,
    /// the sum of its bytes,
    sums: Vec<i32>,
    /// and what is added.
    bias: Vec<f32>,
}

/// What becomes of the result.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// It replaces what was there.
    Set,
    /// It is added to what was there.
    Add,
}

impl Linear {
    /// Takes `NAME.weight`, `NAME.scale` and `NAME.bias`.
    pub(crate) fn read(
        weights: &Weights,
        kernel: &Kernel,
        name: &str,
        [outputs, inputs]: [usize; 2],
    ) -> Result<Self, WeightsError> {
        let bytes = weights.bytes(&format!("{name}.weight"), outputs, inputs)?;
        let blocks = bytes.chunks(COLUMNS * inputs);
        let blocks = blocks.map(|rows| {
            let rows = NdTensorView::from_data([rows.len() / inputs, inputs], rows);
            kernel.prepack_b(rows.transposed())
        });
        Ok(Self {
            inputs,
            outputs,
            blocks: blocks.collect(),
            scales: weights.numbers(&format!("{name}.scale"), &[outputs])?,
            sums: bytes.chunks(inputs).map(|row| row.iter().map(|&b| i32::from(b)).sum()).collect(),
            bias: weights.numbers(&format!("{name}.bias"), &[outputs])?,
        })
    }

    /// Multiplies the results of the first so many outputs.
    pub(crate) fn scale_first(&mut self, outputs: usize, factor: f32) {
        self.scales[..outputs].iter_mut().chain(&mut self.bias[..outputs]).for_each(|v| *v *= factor);
    }

    /// Writes to `out`, a row of outputs for each row of `rows`.
    pub(crate) fn apply(&self, kernel: &Kernel, rows: &Rows, out: &mut [f32], then: Then) {
        let mut products = [0; ROWS * COLUMNS];
        let parts = rows.bytes.chunks(ROWS * self.inputs).zip(out.chunks_mut(ROWS * self.outputs));
        for (number, (bytes, out)) in parts.enumerate() {
            let count = bytes.len() / self.inputs;
            let packed = kernel.prepack_a(NdTensorView::from_data([count, self.inputs], bytes));
            for (block, weights) in self.blocks.iter().enumerate() {
                let width = weights.cols();
                let products = &mut products[..count * width];
                kernel
                    .gemm(
                        products,
                        GemmInputA::Packed(&packed),
                        GemmInputB::Packed(weights),
                        GemmOptions::default(),
                    )
                    .expect("the sizes agree");
                let columns = block * COLUMNS..block * COLUMNS + width;
                for (row, products) in products.chunks(width).enumerate() {
                    let at = number * ROWS + row;
                    Finish {
                        products,
                        zero: i32::from(rows.zeros[at]),
                        scale: rows.scales[at],
                        sums: &self.sums[columns.clone()],
                        scales: &self.scales[columns.clone()],
                        bias: &self.bias[columns.clone()],
                        out: &mut out[row * self.outputs..][columns.clone()],
                        then,
                    }
                    .dispatch();
                }
            }
        }
    }
}

/// Rows of numbers as bytes: a number is `scale * (byte - zero)`.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    bytes: Vec<u8>,
    zeros: Vec<u8>,
    scales: Vec<f32>,
}

impl Rows {
    /// Takes rows of `width` numbers.
    ///
    /// Some older machines add two products in 16 bits; there the bytes stay
    /// below 128, with which that cannot overflow.
    pub(crate) fn read(&mut self, kernel: &Kernel, numbers: &[f32], width: usize) {
        let top = if kernel.may_saturate() { 127.0 } else { 255.0 };
        self.zeros.clear();
        self.scales.clear();
        self.bytes.clear();
        self.bytes.reserve(numbers.len());
        for row in numbers.chunks(width) {
            let (least, most) = MinMax::new(row).dispatch();
            // Zero has a byte of its own.
            let (least, most) = (least.min(0.0), most.max(0.0));
            let scale = ((most - least) / top).max(f32::MIN_POSITIVE);
            let zero = (-least / scale).round() as u8;
            let start = self.bytes.len();
            self.bytes.resize(start + width, 0);
            let bytes = &mut self.bytes[start..];
            Bytes { numbers: row, inverse: scale.recip(), zero: zero.into(), top, bytes }.dispatch();
            self.zeros.push(zero);
            self.scales.push(scale);
        }
    }
}

/// From one row of numbers to bytes.
struct Bytes<'a> {
    numbers: &'a [f32],
    inverse: f32,
    zero: f32,
    top: f32,
    bytes: &'a mut [u8],
}

impl SimdOp for Bytes<'_> {
    type Output = ();

    /// A plain loop, which the compiler turns into the instructions of `I`.
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        // A number of this size has no bits left for a fraction, so that adding it
        // rounds, and leaves the whole number in the lowest bits.
        const ROUND: f32 = 8_388_608.0;
        for (byte, number) in self.bytes.iter_mut().zip(self.numbers) {
            *byte = ((number * self.inverse + self.zero).clamp(0.0, self.top) + ROUND).to_bits() as u8;
        }
    }
}

/// From the sums of products of one row to its results.
struct Finish<'a> {
    products: &'a [i32],
    zero: i32,
    scale: f32,
    sums: &'a [i32],
    scales: &'a [f32],
    bias: &'a [f32],
    out: &'a mut [f32],
    then: Then,
}

impl SimdOp for Finish<'_> {
    type Output = ();

    /// A plain loop, which the compiler turns into the instructions of `I`.
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let count = self.out.len();
        let (products, sums, scales) = (&self.products[..count], &self.sums[..count], &self.scales[..count]);
        let bias = &self.bias[..count];
        let add = if self.then == Then::Add { 1.0 } else { 0.0 };
        for n in 0..count {
            let product = (products[n] - self.zero * sums[n]) as f32;
            self.out[n] = self.out[n] * add + (product * (self.scale * scales[n]) + bias[n]);
        }
    }
}
