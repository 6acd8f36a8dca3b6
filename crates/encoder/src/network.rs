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
/// After so many layers the second reading goes on with layers of its own.
const BRANCH: usize = 3;
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
    labels: Head,
    /// The second reading: what is added to pieces outside and inside of the cue,
    /// its layers and its labels.
    cue: Vec<f32>,
    given: Vec<Layer>,
    given_labels: Head,
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

impl Layer {
    fn read(weights: &Weights, kernel: &Kernel, name: &str) -> Result<Self, WeightsError> {
        let linear =
            |part: &str, shape: [usize; 2]| Linear::read(weights, kernel, &format!("{name}.{part}"), shape);
        let mut qkv = linear("qkv", [3 * WIDTH, WIDTH])?;
        qkv.scale_first(WIDTH, (HEAD as f32).sqrt().recip());
        Ok(Self {
            qkv,
            out: linear("out", [WIDTH, WIDTH])?,
            attention_norm: Norm::read(weights, &format!("{name}.attention_norm"))?,
            up: linear("up", [INNER, WIDTH])?,
            down: linear("down", [WIDTH, INNER])?,
            norm: Norm::read(weights, &format!("{name}.norm"))?,
        })
    }
}

/// From the last layer to the labels.
struct Head {
    /// A row for each of [`WIDTH`], so that its loop runs over the labels.
    weights: Vec<[f32; LABELS]>,
    bias: [f32; LABELS],
}

impl Head {
    fn read(weights: &Weights, name: &str) -> Result<Self, WeightsError> {
        let rows = weights.numbers(&format!("{name}.weight"), &[LABELS, WIDTH])?;
        let bias = weights.numbers(&format!("{name}.bias"), &[LABELS])?;
        Ok(Self {
            weights: (0..WIDTH).map(|n| std::array::from_fn(|label| rows[label * WIDTH + n])).collect(),
            bias: std::array::from_fn(|label| bias[label]),
        })
    }

    /// The probability of each label.
    fn apply(&self, row: &[f32]) -> [f32; LABELS] {
        let mut sums = self.bias;
        for (x, weights) in row.iter().zip(&self.weights) {
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
        let layers = |name: &str, count: usize| {
            let layer = |n| Layer::read(&weights, &kernel, &format!("{name}.{n}"));
            (0..count).map(layer).collect::<Result<Vec<_>, WeightsError>>()
        };
        Ok(Self {
            vocabulary: Vocabulary::new(),
            pieces: weights.bytes("pieces.weight", PIECES, WIDTH)?,
            piece_scales: weights.numbers("pieces.scale", &[PIECES])?,
            positions: weights.numbers("positions.weight", &[CAPACITY, WIDTH])?,
            shapes: weights.numbers("shapes.weight", &[SHAPES, WIDTH])?,
            places: weights.numbers("places.weight", &[PLACES, WIDTH])?,
            norm: Norm::read(&weights, "norm")?,
            layers: layers("layers", LAYERS)?,
            labels: Head::read(&weights, "labels")?,
            cue: weights.numbers("given.cue.weight", &[2, WIDTH])?,
            given: layers("given.layers", LAYERS - BRANCH)?,
            given_labels: Head::read(&weights, "given.labels")?,
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
            middle: Vec::new(),
            x: Vec::new(),
            spans: Vec::new(),
            firsts: Vec::new(),
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
}

/// A paragraph, or as much of it as is read at once.
#[derive(Clone, Debug)]
struct Part {
    paragraph: usize,
    /// The words of it.
    words: Range<usize>,
    /// Where its pieces stand among all.
    pieces: Range<usize>,
}

/// Labels paragraphs.
pub struct Worker<'e> {
    encoder: &'e Encoder,
    cutter: Cutter,
    /// The paragraphs labelled last: all their pieces, the parts these belong to,
    /// and what the layers that both readings share made of each.
    pieces: Vec<Piece>,
    parts: Vec<Part>,
    middle: Vec<f32>,
    /// What goes through the layers together, where each part stands in it, and the
    /// first pieces of its words.
    x: Vec<f32>,
    spans: Vec<Range<usize>>,
    firsts: Vec<usize>,
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
        let encoder = self.encoder;
        self.pieces.clear();
        self.parts.clear();
        self.middle.clear();
        for (paragraph, words) in paragraphs.iter().enumerate() {
            let mut word = 0;
            self.cutter.cut(&encoder.vocabulary, words, |part| {
                let start = self.pieces.len();
                self.pieces.extend_from_slice(part);
                let end = word + part.iter().filter(|piece| piece.first).count();
                self.parts.push(Part { paragraph, words: word..end, pieces: start..self.pieces.len() });
                word = end;
            });
        }
        let mut found: Vec<Vec<[f32; LABELS]>> =
            paragraphs.iter().map(|words| Vec::with_capacity(words.len())).collect();
        let parts = std::mem::take(&mut self.parts);
        for together in together(&parts, |part| part.pieces.len()) {
            self.begin();
            for part in together {
                for (position, piece) in self.pieces[part.pieces.clone()].iter().enumerate() {
                    encoder.embed(*piece, position, &mut self.x);
                }
                self.end_part(part);
            }
            encoder.norm.apply(&mut self.x);
            self.through(&encoder.layers[..BRANCH]);
            self.middle.extend_from_slice(&self.x);
            self.through_to_words(&encoder.layers[BRANCH..]);
            let mut words = self.x.chunks(WIDTH).map(|row| encoder.labels.apply(row));
            for part in together {
                found[part.paragraph].extend(words.by_ref().take(part.words.len()));
            }
        }
        self.parts = parts;
        found
    }

    /// The probabilities of the labels of each word of a paragraph once more, for
    /// each of some cues: of what belongs to that cue, all else being outside.
    ///
    /// A cue is the number of a paragraph among those labelled last, and words of
    /// it. Of a paragraph that is read in parts all outside the part in which the
    /// cue begins is outside.
    ///
    /// # Panics
    /// If there is no such paragraph or no such word.
    pub fn given(&mut self, cues: &[(usize, Range<usize>)]) -> Vec<Vec<[f32; LABELS]>> {
        let encoder = self.encoder;
        let parts = std::mem::take(&mut self.parts);
        let asked: Vec<(&Part, &Range<usize>)> = cues
            .iter()
            .map(|(paragraph, cue)| {
                let holds = |part: &&Part| part.paragraph == *paragraph && part.words.contains(&cue.start);
                (parts.iter().find(holds).expect("the cue is of a paragraph labelled last"), cue)
            })
            .collect();
        let mut found = Vec::with_capacity(cues.len());
        for together in together(&asked, |(part, _)| part.pieces.len()) {
            self.begin();
            for (part, cue) in together {
                let mut word = part.words.start;
                for at in part.pieces.clone() {
                    word += usize::from(self.pieces[at].first);
                    // The mark at the end belongs to no word.
                    let of_cue = cue.contains(&word.wrapping_sub(1)) && at + 1 < part.pieces.end;
                    let added = &encoder.cue[usize::from(of_cue) * WIDTH..][..WIDTH];
                    let middle = &self.middle[at * WIDTH..][..WIDTH];
                    self.x.extend(middle.iter().zip(added).map(|(x, y)| x + y));
                }
                self.end_part(part);
            }
            self.through_to_words(&encoder.given);
            let mut words = self.x.chunks(WIDTH).map(|row| encoder.given_labels.apply(row));
            for (part, _) in together {
                let last = parts.iter().filter(|p| p.paragraph == part.paragraph).map(|p| p.words.end).max();
                let mut rows = vec![OUTSIDE; part.words.start];
                rows.extend(words.by_ref().take(part.words.len()));
                rows.resize(last.unwrap_or(0), OUTSIDE);
                found.push(rows);
            }
        }
        self.parts = parts;
        found
    }

    /// Makes ready for parts that go through the layers together.
    fn begin(&mut self) {
        self.x.clear();
        self.spans.clear();
        self.firsts.clear();
    }

    /// What was added to `x` since the last part is this one.
    fn end_part(&mut self, part: &Part) {
        let start = self.spans.last().map_or(0, |last| last.end);
        let pieces = self.pieces[part.pieces.clone()].iter().enumerate();
        self.firsts.extend(pieces.filter(|(_, piece)| piece.first).map(|(at, _)| start + at));
        self.spans.push(start..start + part.pieces.len());
    }

    /// Takes `x` through some layers.
    fn through(&mut self, layers: &[Layer]) {
        for layer in layers {
            self.attend(layer);
            self.feed_forward(layer);
        }
    }

    /// The same, and leaves only the words: their first pieces, of which the other
    /// pieces need the last layer's second half no more.
    fn through_to_words(&mut self, layers: &[Layer]) {
        let (last, layers) = layers.split_last().expect("there are layers");
        self.through(layers);
        self.attend(last);
        for (word, &piece) in self.firsts.iter().enumerate() {
            self.x.copy_within(piece * WIDTH..(piece + 1) * WIDTH, word * WIDTH);
        }
        self.x.truncate(self.firsts.len() * WIDTH);
        self.feed_forward(last);
    }

    /// The first half of a layer: what the pieces of each part make of each other.
    fn attend(&mut self, layer: &Layer) {
        let kernel = &self.encoder.kernel;
        self.rows.read(kernel, &self.x, WIDTH);
        let count = self.x.len() / WIDTH;
        self.wide.resize(count * INNER, 0.0);
        let qkv = &mut self.wide[..count * 3 * WIDTH];
        layer.qkv.apply(kernel, &self.rows, qkv, Then::Set);
        self.attended.resize(count * WIDTH, 0.0);
        for part in &self.spans {
            let qkv = &qkv[part.start * 3 * WIDTH..part.end * 3 * WIDTH];
            self.attention.apply(qkv, &mut self.attended[part.start * WIDTH..part.end * WIDTH]);
        }
        self.rows.read(kernel, &self.attended, WIDTH);
        layer.out.apply(kernel, &self.rows, &mut self.x, Then::Add);
        layer.attention_norm.apply(&mut self.x);
    }

    /// The second half: what becomes of each piece by itself.
    fn feed_forward(&mut self, layer: &Layer) {
        let kernel = &self.encoder.kernel;
        self.rows.read(kernel, &self.x, WIDTH);
        let wide = &mut self.wide[..self.x.len() / WIDTH * INNER];
        layer.up.apply(kernel, &self.rows, wide, Then::Set);
        Gelu {}.map_mut(wide);
        self.rows.read(kernel, wide, INNER);
        layer.down.apply(kernel, &self.rows, &mut self.x, Then::Add);
        layer.norm.apply(&mut self.x);
    }
}

/// A word that certainly has no part.
const OUTSIDE: [f32; LABELS] = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0];

/// Cuts a list to slices of about [`TOGETHER`] pieces.
fn together<T>(list: &[T], size: impl Fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let mut sum = 0;
        let fits = rest.iter().take_while(|item| {
            sum += size(item);
            sum <= TOGETHER
        });
        let count = fits.count().max(1).min(rest.len());
        let (first, others) = rest.split_at(count);
        rest = others;
        (!first.is_empty()).then_some(first)
    })
}
