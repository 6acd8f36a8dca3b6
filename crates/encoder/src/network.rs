//! The network as it runs.

use crate::LABELS;
use crate::attention::{Attention, HEAD};
use crate::linear::{Kernel, Linear, Rows, Then};
use crate::paragraph::{CAPACITY, Cutter, Piece, Word};
use crate::pieces::Vocabulary;
use crate::weights::{Weights, WeightsError};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_vecmath::{Gelu, Normalize, NormalizeOptions, Sum, SumSquareSub};
use std::ops::Range;

pub(crate) const WIDTH: usize = 384;
pub(crate) const HEADS: usize = 12;
const INNER: usize = 1536;
const LAYERS: usize = 6;
const PIECES: usize = 30_522;
const SHAPES: usize = 4;
const PLACES: usize = 4;
const EPSILON: f32 = 1e-12;

/// About so many pieces go through the layers together.
const TOGETHER: usize = 256;

/// The weights; shared by all threads.
pub struct Encoder {
    kernel: Kernel,
    vocabulary: Vocabulary,
    pieces: Vec<i8>,
    piece_scales: Vec<f32>,
    positions: Vec<f32>,
    shapes: Vec<f32>,
    places: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    /// A row for each of [`WIDTH`], so that its loop runs over the labels.
    labels: Vec<[f32; LABELS]>,
    label_bias: [f32; LABELS],
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder").field("kernel", &self.kernel.kernel_name()).finish_non_exhaustive()
    }
}

struct Layer {
    qkv: Linear,
    out: Linear,
    attention_norm: Norm,
    up: Linear,
    down: Linear,
    norm: Norm,
}

struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn read(weights: &Weights, name: &str) -> Result<Self, WeightsError> {
        Ok(Self {
            weight: weights.numbers(&format!("{name}.weight"), &[WIDTH])?,
            bias: weights.numbers(&format!("{name}.bias"), &[WIDTH])?,
        })
    }

    fn apply(&self, rows: &mut [f32]) {
        for row in rows.chunks_mut(WIDTH) {
            let mean = Sum::new(row).dispatch() / WIDTH as f32;
            let variance = SumSquareSub::new(row, mean).dispatch() / WIDTH as f32;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: (variance + EPSILON).sqrt().recip(),
                element_scale: Some(&self.weight),
                element_bias: Some(&self.bias),
                ..NormalizeOptions::default()
            };
            Normalize::new_mut(row, options).dispatch();
        }
    }
}

impl Encoder {
    /// The weights that come with the program; `model/README.md` is their card.
    ///
    /// # Panics
    /// If the embedded file is damaged, which a test rules out.
    pub fn embedded() -> Self {
        Self::from_bytes(include_bytes!("../model/tagger.safetensors"))
            .expect("the embedded weights are whole")
    }

    /// Reads weights in safetensors, as `training/export.py` writes them.
    ///
    /// # Errors
    /// If the bytes are no such file, or a tensor is missing or of another shape.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        let weights = Weights::read(bytes)?;
        let kernel = Kernel::default();
        let layer = |n: usize| {
            let linear = |part: &str, shape: [usize; 2]| {
                Linear::read(&weights, &kernel, &format!("layers.{n}.{part}"), shape)
            };
            let mut qkv = linear("qkv", [3 * WIDTH, WIDTH])?;
            qkv.scale_first(WIDTH, (HEAD as f32).sqrt().recip());
            Ok(Layer {
                qkv,
                out: linear("out", [WIDTH, WIDTH])?,
                attention_norm: Norm::read(&weights, &format!("layers.{n}.attention_norm"))?,
                up: linear("up", [INNER, WIDTH])?,
                down: linear("down", [WIDTH, INNER])?,
                norm: Norm::read(&weights, &format!("layers.{n}.norm"))?,
            })
        };
        let labels = weights.numbers("labels.weight", &[LABELS, WIDTH])?;
        let label_bias = weights.numbers("labels.bias", &[LABELS])?;
        Ok(Self {
            vocabulary: Vocabulary::new(),
            pieces: weights.bytes("pieces.weight", PIECES, WIDTH)?,
            piece_scales: weights.numbers("pieces.scale", &[PIECES])?,
            positions: weights.numbers("positions.weight", &[CAPACITY, WIDTH])?,
            shapes: weights.numbers("shapes.weight", &[SHAPES, WIDTH])?,
            places: weights.numbers("places.weight", &[PLACES, WIDTH])?,
            norm: Norm::read(&weights, "norm")?,
            layers: (0..LAYERS).map(layer).collect::<Result<_, WeightsError>>()?,
            labels: (0..WIDTH).map(|n| std::array::from_fn(|label| labels[label * WIDTH + n])).collect(),
            label_bias: std::array::from_fn(|label| label_bias[label]),
            kernel,
        })
    }

    /// A worker for one thread; it owns the scratch space.
    pub fn worker(&self) -> Worker<'_> {
        Worker {
            encoder: self,
            cutter: Cutter::default(),
            pieces: Vec::new(),
            parts: Vec::new(),
            paragraphs: Vec::new(),
            x: Vec::new(),
            wide: Vec::new(),
            attended: Vec::new(),
            rows: Rows::default(),
            attention: Attention::default(),
        }
    }

    /// What a piece is before the layers.
    fn embed(&self, piece: Piece, position: usize, x: &mut Vec<f32>) {
        let number = piece.number as usize;
        let scale = self.piece_scales[number];
        let word = &self.pieces[number * WIDTH..][..WIDTH];
        let position = &self.positions[position * WIDTH..][..WIDTH];
        let shape = &self.shapes[piece.shape as usize * WIDTH..][..WIDTH];
        let place = &self.places[piece.place as usize * WIDTH..][..WIDTH];
        x.extend((0..WIDTH).map(|n| scale * f32::from(word[n]) + position[n] + shape[n] + place[n]));
    }

    /// The probability of each label, from the last layer.
    fn label(&self, row: &[f32]) -> [f32; LABELS] {
        let mut sums = self.label_bias;
        for (x, weights) in row.iter().zip(&self.labels) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += x * weight;
            }
        }
        let top = sums.iter().copied().fold(f32::MIN, f32::max);
        let powers = sums.map(|sum| (sum - top).exp());
        let total: f32 = powers.iter().sum();
        powers.map(|power| power / total)
    }
}

/// Labels paragraphs.
pub struct Worker<'e> {
    encoder: &'e Encoder,
    cutter: Cutter,
    /// What goes through the layers together: the pieces of some parts, one after
    /// the other, where each part stands and whose it is.
    pieces: Vec<Piece>,
    parts: Vec<Range<usize>>,
    paragraphs: Vec<usize>,
    x: Vec<f32>,
    wide: Vec<f32>,
    attended: Vec<f32>,
    rows: Rows,
    attention: Attention,
}

impl std::fmt::Debug for Worker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("encoder", &self.encoder).finish_non_exhaustive()
    }
}

impl Worker<'_> {
    /// The probabilities of the labels of each word of each paragraph: as many as
    /// there are words, each row of a sum of 1.
    ///
    /// A paragraph gets the same bits whatever the others are. One without words
    /// gets none; one of more than 256 pieces is read in parts.
    pub fn labels(&mut self, paragraphs: &[Vec<Word<'_>>]) -> Vec<Vec<[f32; LABELS]>> {
        // Left behind only if the last call was cut short by a panic.
        self.forget();
        let mut found: Vec<Vec<[f32; LABELS]>> =
            paragraphs.iter().map(|words| Vec::with_capacity(words.len())).collect();
        let mut cutter = std::mem::take(&mut self.cutter);
        for (number, words) in paragraphs.iter().enumerate() {
            cutter.cut(&self.encoder.vocabulary, words, |part| {
                if self.pieces.len() + part.len() > TOGETHER {
                    self.run(&mut found);
                }
                let start = self.pieces.len();
                self.pieces.extend_from_slice(part);
                self.parts.push(start..self.pieces.len());
                self.paragraphs.push(number);
            });
        }
        self.cutter = cutter;
        self.run(&mut found);
        found
    }

    /// Takes the waiting parts through the layers.
    fn run(&mut self, found: &mut [Vec<[f32; LABELS]>]) {
        let encoder = self.encoder;
        let kernel = &encoder.kernel;
        let count = self.pieces.len();
        self.x.clear();
        for part in &self.parts {
            for (position, piece) in self.pieces[part.clone()].iter().enumerate() {
                encoder.embed(*piece, position, &mut self.x);
            }
        }
        encoder.norm.apply(&mut self.x);
        self.attended.resize(count * WIDTH, 0.0);
        self.wide.resize(count * INNER, 0.0);
        for layer in &encoder.layers {
            self.rows.read(kernel, &self.x, WIDTH);
            let qkv = &mut self.wide[..count * 3 * WIDTH];
            layer.qkv.apply(kernel, &self.rows, qkv, Then::Set);
            for part in &self.parts {
                let qkv = &qkv[part.start * 3 * WIDTH..part.end * 3 * WIDTH];
                self.attention.apply(qkv, &mut self.attended[part.start * WIDTH..part.end * WIDTH]);
            }
            self.rows.read(kernel, &self.attended, WIDTH);
            layer.out.apply(kernel, &self.rows, &mut self.x, Then::Add);
            layer.attention_norm.apply(&mut self.x);

            self.rows.read(kernel, &self.x, WIDTH);
            layer.up.apply(kernel, &self.rows, &mut self.wide, Then::Set);
            Gelu {}.map_mut(&mut self.wide);
            self.rows.read(kernel, &self.wide, INNER);
            layer.down.apply(kernel, &self.rows, &mut self.x, Then::Add);
            layer.norm.apply(&mut self.x);
        }
        for (part, &paragraph) in self.parts.iter().zip(&self.paragraphs) {
            let firsts = part.clone().filter(|&at| self.pieces[at].first);
            found[paragraph].extend(firsts.map(|at| encoder.label(&self.x[at * WIDTH..][..WIDTH])));
        }
        self.forget();
    }

    fn forget(&mut self) {
        self.pieces.clear();
        self.parts.clear();
        self.paragraphs.clear();
    }
}
