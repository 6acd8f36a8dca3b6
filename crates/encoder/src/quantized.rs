//! Rows of numbers as bytes, to be multiplied with matrices of bytes (`linear`).
//!
//! Each row has a scale and a zero of its own, so that it comes out the same
//! whichever rows are multiplied with it.

use rten_gemm::GemmExecutor;
use rten_simd::{Isa, SimdOp};
use rten_vecmath::MinMax;

/// Multiplies bytes, with the best instructions that the machine has.
pub(crate) type Kernel = GemmExecutor<u8, i8, i32>;

/// Rows of numbers as bytes: a number is `scale * (byte - zero)`.
#[derive(Debug, Default)]
pub(crate) struct QuantizedRows {
    pub(crate) bytes: Vec<u8>,
    /// One for each row.
    pub(crate) zeros: Vec<u8>,
    /// One for each row.
    pub(crate) scales: Vec<f32>,
}

/// The largest byte of an input. Some older machines add two products in 16 bits, which 7
/// bits cannot overflow, and so the products are the same on every machine.
const LARGEST_BYTE: f32 = 127.0;

impl QuantizedRows {
    /// Replaces the rows by those of `numbers`, `width` numbers each.
    pub(crate) fn quantize(&mut self, numbers: &[f32], width: usize) {
        self.replace(numbers, width, f32::NEG_INFINITY);
    }

    /// The same, with 0 for numbers below 0 (ReLU).
    pub(crate) fn quantize_positive(&mut self, numbers: &[f32], width: usize) {
        self.replace(numbers, width, 0.0);
    }

    fn replace(&mut self, numbers: &[f32], width: usize, floor: f32) {
        self.zeros.clear();
        self.scales.clear();
        self.bytes.clear();
        self.bytes.resize(numbers.len(), 0);
        Quantize { rows: self, numbers, width, floor }.dispatch();
    }
}

/// From rows of numbers to bytes.
struct Quantize<'a> {
    rows: &'a mut QuantizedRows,
    numbers: &'a [f32],
    width: usize,
    /// Smaller numbers count as this one.
    floor: f32,
}

impl SimdOp for Quantize<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        // 2^23: a number of this size has no bits left for a fraction, so adding it
        // rounds, and leaves the whole number in the lowest bits.
        const ROUND: f32 = 8_388_608.0;
        let QuantizedRows { bytes, zeros, scales } = self.rows;
        for (numbers, bytes) in self.numbers.chunks(self.width).zip(bytes.chunks_mut(self.width)) {
            let (least, most) = MinMax::new(numbers).eval(isa);
            // The range includes 0, so that 0 has a byte of its own.
            let (least, most) = (least.clamp(self.floor, 0.0), most.max(0.0));
            let scale = ((most - least) / LARGEST_BYTE).max(f32::MIN_POSITIVE);
            let (inverse, zero) = (scale.recip(), (-least / scale + ROUND) - ROUND);
            // A plain loop, which the compiler turns into the instructions of `I`.
            for (byte, number) in bytes.iter_mut().zip(numbers) {
                *byte = ((number * inverse + zero).clamp(0.0, LARGEST_BYTE) + ROUND).to_bits() as u8;
            }
            zeros.push(zero as u8);
            scales.push(scale);
        }
    }
}
