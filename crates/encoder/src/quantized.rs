//! Rows of numbers as bytes, to be multiplied with matrices of bytes (`linear`).
//!
//! Each row has a scale and a zero of its own, so that it comes out the same
//! whichever rows are multiplied with it.

use crate::dimensions::LANES;
use rten_gemm::GemmExecutor;
use rten_simd::{Isa, SimdOp};

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

    /// Plain loops, which the compiler turns into the instructions of `I`.
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        // 2^23: a number of this size has no bits left for a fraction, so adding it
        // rounds, and leaves the whole number in the lowest bits.
        const ROUND: f32 = 8_388_608.0;
        let QuantizedRows { bytes, zeros, scales } = self.rows;
        // Some rows at once, so that the divisions are vectors too.
        let block = LANES * self.width;
        for (numbers, bytes) in self.numbers.chunks(block).zip(bytes.chunks_mut(block)) {
            let rows = numbers.chunks_exact(self.width);
            let count = rows.len();
            // The ranges include 0, so that 0 has a byte of its own.
            let (mut least, mut most) = ([0.0; LANES], [0.0; LANES]);
            for ((least, most), row) in least.iter_mut().zip(&mut most).zip(rows.clone()) {
                (*least, *most) = range(row);
            }
            let (mut scale, mut zero) = ([0.0; LANES], [0.0; LANES]);
            for n in 0..LANES {
                least[n] = least[n].max(self.floor);
                scale[n] = ((most[n] - least[n]) / LARGEST_BYTE).max(f32::MIN_POSITIVE);
                zero[n] = (-least[n] / scale[n] + ROUND) - ROUND;
            }
            let inverse = scale.map(f32::recip);
            for (n, (row, bytes)) in rows.zip(bytes.chunks_exact_mut(self.width)).enumerate() {
                for (byte, number) in bytes.iter_mut().zip(row) {
                    let number = (number * inverse[n] + zero[n]).clamp(0.0, LARGEST_BYTE);
                    *byte = (number + ROUND).to_bits() as u8;
                }
            }
            scales.extend_from_slice(&scale[..count]);
            zeros.extend(zero[..count].iter().map(|&zero| zero as u8));
        }
    }
}

/// The least number of a row and 0, and the largest.
#[inline(always)]
fn range(row: &[f32]) -> (f32, f32) {
    // Unlike `f32::min`, these are one instruction: there is nothing that is no number.
    let least = |a: f32, b: f32| if a < b { a } else { b };
    let most = |a: f32, b: f32| if a > b { a } else { b };
    let (mut lows, mut highs) = ([0.0; LANES], [0.0; LANES]);
    let (blocks, rest) = row.as_chunks::<LANES>();
    for block in blocks {
        for n in 0..LANES {
            lows[n] = least(lows[n], block[n]);
            highs[n] = most(highs[n], block[n]);
        }
    }
    let mut half = LANES / 2;
    while half > 0 {
        for n in 0..half {
            lows[n] = least(lows[n], lows[n + half]);
            highs[n] = most(highs[n], highs[n + half]);
        }
        half /= 2;
    }
    rest.iter().fold((lows[0], highs[0]), |(low, high), &x| (least(low, x), most(high, x)))
}
