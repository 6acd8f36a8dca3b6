//! What the pieces of a part make of each other.

use crate::linear::{COLUMNS, ROWS};
use crate::network::{HEADS, WIDTH};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions};
use rten_simd::SimdOp;
use rten_tensor::NdTensorView;
use rten_vecmath::Softmax;

/// The numbers of one head.
pub(crate) const HEAD: usize = WIDTH / HEADS;

/// Multiplies, and has the scratch space.
#[derive(Default)]
pub(crate) struct Attention {
    kernel: GemmExecutor<f32>,
    scores: Vec<f32>,
    some: Vec<f32>,
}

impl Attention {
    /// Fills `out` (rows of [`WIDTH`]) for one part, whose pieces have a query, a
    /// key and a value in each row of `qkv`. Queries are scaled already.
    pub(crate) fn apply(&mut self, qkv: &[f32], out: &mut [f32]) {
        let row = 3 * WIDTH;
        let count = qkv.len() / row;
        let all = NdTensorView::from_data([count, row], qkv);
        for head in 0..HEADS {
            let columns = |part: usize| part * WIDTH + head * HEAD..part * WIDTH + (head + 1) * HEAD;
            let keys = all.slice((.., columns(1)));
            let values = all.slice((.., columns(2)));
            for start in (0..count).step_by(ROWS) {
                let rows = start..(start + ROWS).min(count);
                let queries = all.slice((rows.clone(), columns(0)));
                self.scores.resize(rows.len() * count, 0.0);
                for first in (0..count).step_by(COLUMNS) {
                    let some = first..(first + COLUMNS).min(count);
                    self.some.resize(rows.len() * some.len(), 0.0);
                    let keys = keys.slice(some.clone());
                    multiply(&self.kernel, &mut self.some, queries, keys.transposed());
                    for (to, from) in self.scores.chunks_mut(count).zip(self.some.chunks(some.len())) {
                        to[some.clone()].copy_from_slice(from);
                    }
                }
                for scores in self.scores.chunks_mut(count) {
                    Softmax::new_mut(scores).dispatch();
                }
                let scores = NdTensorView::from_data([rows.len(), count], &self.scores[..]);
                self.some.resize(rows.len() * HEAD, 0.0);
                multiply(&self.kernel, &mut self.some, scores, values);
                for (at, from) in rows.zip(self.some.chunks(HEAD)) {
                    out[at * WIDTH + head * HEAD..][..HEAD].copy_from_slice(from);
                }
            }
        }
    }
}

fn multiply(kernel: &GemmExecutor<f32>, out: &mut [f32], a: NdTensorView<f32, 2>, b: NdTensorView<f32, 2>) {
    let (a, b) = (GemmInputA::Unpacked(a), GemmInputB::Unpacked(b));
    kernel.gemm(out, a, b, GemmOptions::default()).expect("the sizes agree");
}
