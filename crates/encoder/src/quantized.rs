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
        self.zeros.clear();
        self.scales.clear();
        self.bytes.clear();
        self.bytes.reserve(numbers.len());
        for row in numbers.chunks(width) {
            let (least, most) = MinMax::new(row).dispatch();
            // The range includes 0, so that 0 has a byte of its own.
            let (least, most) = (least.min(0.0), most.max(0.0));
            let scale = ((most - least) / LARGEST_BYTE).max(f32::MIN_POSITIVE);
            let zero = (-least / scale).round() as u8;
            let start = self.bytes.len();
            self.bytes.resize(start + width, 0);
            let bytes = &mut self.bytes[start..];
            QuantizeRow { numbers: row, inverse: scale.recip(), zero: zero.into(), bytes }.dispatch();
            self.zeros.push(zero);
            self.scales.push(scale);
        }
    }
}

/// From one row of numbers to bytes.
struct QuantizeRow<'a> {
    numbers: &'a [f32],
    /// 1 divided by the scale.
    inverse: f32,
    zero: f32,
    bytes: &'a mut [u8],
}

impl SimdOp for QuantizeRow<'_> {
    type Output = ();

    /// A plain loop, which the compiler turns into the instructions of `I`.
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        // 2^23: a number of this size has no bits left for a fraction, so adding it
        // rounds, and leaves the whole number in the lowest bits.
        const ROUND: f32 = 8_388_608.0;
        for (byte, number) in self.bytes.iter_mut().zip(self.numbers) {
            *byte = ((number * self.inverse + self.zero).clamp(0.0, LARGEST_BYTE) + ROUND).to_bits() as u8;
        }
    }
}
