//! Products with matrices of bytes.
//!
//! The products are summed as whole numbers, so that a row comes out the same
//! whichever rows are multiplied with it.

use crate::dimensions::{COLUMN_BLOCK, ROW_BLOCK};
use crate::quantized::{Kernel, QuantizedRows};
use crate::weights::{Weights, WeightsError};
use rten_gemm::{GemmInputA, GemmInputB, GemmUninitOptions, PackedBMatrix};
use rten_simd::{Isa, SimdOp};
use rten_tensor::NdTensorView;
use std::mem::MaybeUninit;

/// `x ↦ Wx + b`.
pub(crate) struct Linear {
    inputs: usize,
    outputs: usize,
    /// The matrix, in blocks of columns, each laid out for the kernel.
    blocks: Vec<PackedBMatrix<i8>>,
    /// For each output, the number that a byte of 1 is worth.
    scales: Vec<f32>,
    /// For each output, the sum of its bytes.
    sums: Vec<i32>,
    /// For each output, what is added.
    bias: Vec<f32>,
}

/// What happens to the numbers that are in the output already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum WriteMode {
    /// The result replaces them.
    Replace,
    /// The result is added to them.
    Add,
}

impl Linear {
    /// Takes the tensors `NAME.weight`, `NAME.scale` and `NAME.bias`.
    ///
    /// # Errors
    /// If one of them is missing or has another type or shape.
    pub(crate) fn read(
        weights: &Weights,
        kernel: &Kernel,
        name: &str,
        [outputs, inputs]: [usize; 2],
    ) -> Result<Self, WeightsError> {
        let bytes = weights.bytes(&format!("{name}.weight"), outputs, inputs)?;
        let blocks = bytes.chunks(COLUMN_BLOCK * inputs);
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

    /// Multiplies the first `outputs` outputs by a factor from now on.
    pub(crate) fn scale_first(&mut self, outputs: usize, factor: f32) {
        self.scales[..outputs].iter_mut().chain(&mut self.bias[..outputs]).for_each(|v| *v *= factor);
    }

    /// Writes to `out` a row of outputs for each row of `rows`.
    pub(crate) fn apply(&self, kernel: &Kernel, rows: &QuantizedRows, out: &mut [f32], mode: WriteMode) {
        let mut products = [const { MaybeUninit::uninit() }; ROW_BLOCK * COLUMN_BLOCK];
        let parts = rows.bytes.chunks(ROW_BLOCK * self.inputs).zip(out.chunks_mut(ROW_BLOCK * self.outputs));
        for (number, (bytes, out)) in parts.enumerate() {
            let count = bytes.len() / self.inputs;
            let packed = kernel.prepack_a(NdTensorView::from_data([count, self.inputs], bytes));
            for (block, weights) in self.blocks.iter().enumerate() {
                let width = weights.cols();
                let products = kernel
                    .gemm_uninit(
                        &mut products[..count * width],
                        GemmInputA::Packed(&packed),
                        GemmInputB::Packed(weights),
                        GemmUninitOptions::default(),
                    )
                    .expect("the sizes agree");
                let columns = block * COLUMN_BLOCK..block * COLUMN_BLOCK + width;
                let first = number * ROW_BLOCK;
                Dequantize {
                    products,
                    zeros: &rows.zeros[first..first + count],
                    row_scales: &rows.scales[first..first + count],
                    sums: &self.sums[columns.clone()],
                    scales: &self.scales[columns.clone()],
                    bias: &self.bias[columns.clone()],
                    out,
                    first_column: columns.start,
                    columns: self.outputs,
                    mode,
                }
                .dispatch();
            }
        }
    }
}

/// From the sums of products of some rows to some columns of their results.
struct Dequantize<'a> {
    /// A row of products for each row.
    products: &'a [i32],
    /// One for each row.
    zeros: &'a [u8],
    row_scales: &'a [f32],
    /// One for each column.
    sums: &'a [i32],
    scales: &'a [f32],
    bias: &'a [f32],
    /// Whole rows of results.
    out: &'a mut [f32],
    first_column: usize,
    columns: usize,
    mode: WriteMode,
}

impl SimdOp for Dequantize<'_> {
    type Output = ();

    /// Plain loops, which the compiler turns into the instructions of `I`.
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let count = self.sums.len();
        let (sums, scales, bias) = (&self.sums[..count], &self.scales[..count], &self.bias[..count]);
        let rows = self.products.chunks_exact(count).zip(self.out.chunks_exact_mut(self.columns));
        for ((products, out), (zero, scale)) in rows.zip(self.zeros.iter().zip(self.row_scales)) {
            let (zero, out) = (i32::from(*zero), &mut out[self.first_column..][..count]);
            let result = |n: usize| {
                let product = (products[n] - zero * sums[n]) as f32;
                product * (scale * scales[n]) + bias[n]
            };
            match self.mode {
                WriteMode::Replace => (0..count).for_each(|n| out[n] = result(n)),
                WriteMode::Add => (0..count).for_each(|n| out[n] += result(n)),
            }
        }
    }
}
