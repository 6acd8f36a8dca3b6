//! Self-attention: how the pieces of a chunk inform each other.

use crate::dimensions::{COLUMN_BLOCK, HEAD_WIDTH, LayerSize, ROW_BLOCK};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_simd::{Isa, SimdOp};
use rten_tensor::{Layout, NdTensorView};
use rten_vecmath::Softmax;

/// The kernel for 32-bit products.
pub(crate) type ScoreKernel = GemmExecutor<f32>;

/// Scratch space.
#[derive(Default)]
pub(crate) struct Attention {
    scores: Vec<f32>,
    /// The result of one product.
    block: Vec<f32>,
}

impl Attention {
    /// Fills `out` (rows of a layer's width) for one chunk. Each row of `qkv` has the
    /// query, the key and the value of a piece; the queries are scaled already.
    pub(crate) fn apply(&mut self, kernel: &ScoreKernel, size: LayerSize, qkv: &[f32], out: &mut [f32]) {
        let width = size.width;
        let row = 3 * width;
        let count = qkv.len() / row;
        let all = NdTensorView::from_data([count, row], qkv);
        for head in 0..size.heads() {
            // 0 for queries, 1 for keys, 2 for values.
            let columns =
                |which: usize| which * width + head * HEAD_WIDTH..which * width + (head + 1) * HEAD_WIDTH;
            let keys = all.slice((.., columns(1)));
            let values = all.slice((.., columns(2)));
            for start in (0..count).step_by(ROW_BLOCK) {
                let rows = start..(start + ROW_BLOCK).min(count);
                let queries = all.slice((rows.clone(), columns(0)));
                self.score(kernel, queries, keys);
                Softmaxes { rows: &mut self.scores, width: count }.dispatch();
                let scores = NdTensorView::from_data([rows.len(), count], &self.scores[..]);
                self.block.resize(rows.len() * HEAD_WIDTH, 0.0);
                multiply(kernel, &mut self.block, scores, values);
                for (at, from) in rows.zip(self.block.chunks(HEAD_WIDTH)) {
                    out[at * width + head * HEAD_WIDTH..][..HEAD_WIDTH].copy_from_slice(from);
                }
            }
        }
    }

    /// Fills `scores` with the product of each query with each key.
    fn score(&mut self, kernel: &ScoreKernel, queries: NdTensorView<f32, 2>, keys: NdTensorView<f32, 2>) {
        let [rows, count] = [queries.size(0), keys.size(0)];
        self.scores.resize(rows * count, 0.0);
        for first in (0..count).step_by(COLUMN_BLOCK) {
            let columns = first..(first + COLUMN_BLOCK).min(count);
            self.block.resize(rows * columns.len(), 0.0);
            let keys = keys.slice(columns.clone());
            multiply(kernel, &mut self.block, queries, keys.transposed());
            for (to, from) in self.scores.chunks_mut(count).zip(self.block.chunks(columns.len())) {
                to[columns.clone()].copy_from_slice(from);
            }
        }
    }
}

/// Rows of scores that become shares.
struct Softmaxes<'a> {
    rows: &'a mut [f32],
    width: usize,
}

impl SimdOp for Softmaxes<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        for row in self.rows.chunks_mut(self.width) {
            Softmax::new_mut(row).eval(isa);
        }
    }
}

fn multiply(kernel: &ScoreKernel, out: &mut [f32], a: NdTensorView<f32, 2>, b: NdTensorView<f32, 2>) {
    let (a, b) = (GemmInputA::Unpacked(a), GemmInputB::Unpacked(b));
    kernel.gemm(out, a, b, GemmOptions::default()).expect("the sizes agree");
}
