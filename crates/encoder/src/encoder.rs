//! The public types, and how the network is run.
//!
//! A worker takes the chunks of several paragraphs through the layers together; the
//! pair reader then takes what comes out for the words through its own, once for each
//! cue. The pieces come from `paragraph`; the labels go to the caller.

use crate::attention::Attention;
use crate::dimensions::{BATCH_PIECES, LABELS, LayerSize, Size};
use crate::layers::{Layer, Mixer};
use crate::linear::{Linear, WriteMode};
use crate::network::Network;
use crate::pair_reader::{PairReader, PairScratch};
use crate::paragraph::{Chunker, Convention, Piece, Word};
use crate::quantized::QuantizedRows;
use crate::recurrence::RecurrenceScratch;
use crate::weights::{self, WeightsError};
use rten_simd::SimdUnaryOp;
use rten_vecmath::Gelu;
use std::ops::Range;

/// The probabilities of a word that certainly has no part.
const OUTSIDE: [f32; LABELS] = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0];

/// The network with its weights; shared by all threads.
pub struct Encoder {
    network: Network,
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kernel = self.network.kernel.kernel_name();
        f.debug_struct("Encoder").field("kernel", &kernel).finish_non_exhaustive()
    }
}

impl Encoder {
    /// Weights that come with the program; `model/README.md` is their card.
    ///
    /// # Panics
    /// If the embedded file is damaged, which a test rules out.
    pub fn embedded(size: Size) -> Self {
        Self::from_bytes(&weights::embedded(size)).expect("the embedded weights are whole")
    }

    /// Reads weights in safetensors, as `training/export.py` writes them.
    ///
    /// # Errors
    /// If the bytes are not such a file, or a tensor is missing or has another type
    /// or shape.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        Ok(Self { network: Network::read(bytes)? })
    }

    /// A worker for one thread; it owns the scratch space.
    pub fn worker(&self) -> Worker<'_> {
        Worker {
            encoder: self,
            chunker: Chunker::default(),
            pieces: Vec::new(),
            chunks: Vec::new(),
            words: Vec::new(),
            hidden: Vec::new(),
            spans: Vec::new(),
            firsts: Vec::new(),
            wide: Vec::new(),
            attended: Vec::new(),
            rows: QuantizedRows::default(),
            attention: Attention::default(),
            recurrence: RecurrenceScratch::default(),
            pairs: PairScratch::default(),
        }
    }
}

/// A paragraph, or as much of it as is read at once.
#[derive(Clone, Debug)]
struct Chunk {
    /// Its number among the paragraphs that were asked about.
    paragraph: usize,
    /// The words of the paragraph that it has.
    words: Range<usize>,
    /// Its pieces, as a range of [`Worker::pieces`].
    pieces: Range<usize>,
    /// The rows of its words in [`Worker::words`].
    rows: Range<usize>,
}

/// Labels paragraphs; one for each thread.
pub struct Worker<'e> {
    encoder: &'e Encoder,
    chunker: Chunker,
    /// Of the paragraphs labelled last: all their pieces, the chunks these belong
    /// to, and the output of the encoder's layers for each word.
    pieces: Vec<Piece>,
    chunks: Vec<Chunk>,
    words: Vec<f32>,
    /// What goes through the layers together, a row for each piece or word.
    hidden: Vec<f32>,
    /// The rows of each chunk in `hidden`.
    spans: Vec<Range<usize>>,
    /// The rows in `hidden` of the first piece of each word.
    firsts: Vec<usize>,
    /// Scratch space of a layer.
    wide: Vec<f32>,
    attended: Vec<f32>,
    rows: QuantizedRows,
    attention: Attention,
    recurrence: RecurrenceScratch,
    pairs: PairScratch,
}

impl std::fmt::Debug for Worker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("encoder", &self.encoder).finish_non_exhaustive()
    }
}

impl Worker<'_> {
    /// For each paragraph, a row for each of its words: the probabilities of the
    /// labels in the order of [`LABELS`], with a sum of 1.
    ///
    /// A paragraph gets the same bits whatever the others are. One without words
    /// gets no rows; one of more than 256 pieces is read in chunks.
    pub fn labels(
        &mut self,
        convention: Convention,
        paragraphs: &[Vec<Word<'_>>],
    ) -> Vec<Vec<[f32; LABELS]>> {
        let network = &self.encoder.network;
        self.cut(paragraphs);
        self.words.clear();
        let mut labels: Vec<Vec<[f32; LABELS]>> =
            paragraphs.iter().map(|words| Vec::with_capacity(words.len())).collect();
        let chunks = std::mem::take(&mut self.chunks);
        for batch in batches(&chunks, |chunk| chunk.pieces.len()) {
            self.begin_batch();
            for chunk in batch {
                network.embeddings.embed(&self.pieces[chunk.pieces.clone()], convention, &mut self.hidden);
                self.end_chunk(chunk);
            }
            network.embedding_norm.apply(&mut self.hidden);
            self.run_layers_to_words(&network.layers);
            self.words.extend_from_slice(&self.hidden);
            let mut rows = self.hidden.as_slice();
            for chunk in batch {
                let (own, rest) = rows.split_at(chunk.words.len() * network.width);
                network.classifier.apply(own, &mut labels[chunk.paragraph]);
                rows = rest;
            }
        }
        self.chunks = chunks;
        labels
    }

    /// For each of some cues, a row for each word of the cue's paragraph, as
    /// [`labels`](Self::labels) gives them, but only for what belongs to that cue; all
    /// else is outside.
    ///
    /// A cue is the number of a paragraph in the last call of `labels`, and a range
    /// of its words. Where that paragraph is read in chunks, everything beyond the
    /// chunk in which the cue begins is outside.
    ///
    /// # Panics
    /// If there is no such paragraph, or no word at the start of the range.
    pub fn labels_for_cues(&mut self, cues: &[(usize, Range<usize>)]) -> Vec<Vec<[f32; LABELS]>> {
        let network = &self.encoder.network;
        let chunks = std::mem::take(&mut self.chunks);
        // The chunk of each cue, and which of its words the cue is.
        let questions: Vec<(&Chunk, Range<usize>)> = cues
            .iter()
            .map(|(paragraph, cue)| {
                let has_cue =
                    |chunk: &&Chunk| chunk.paragraph == *paragraph && chunk.words.contains(&cue.start);
                let chunk = chunks.iter().find(has_cue).expect("the cue is of a paragraph labelled last");
                let start = chunk.words.start;
                (chunk, cue.start - start..cue.end.min(chunk.words.end) - start)
            })
            .collect();
        let PairReader { width, classifier, layers, .. } = &network.pair_reader;
        let mut labels = Vec::with_capacity(cues.len());
        let mut begun = None;
        for batch in batches(&questions, |(chunk, _)| chunk.words.len()) {
            self.begin_batch();
            let (kernel, pairs) = (&network.kernel, &mut self.pairs);
            let rows = |rows: Range<usize>| &self.words[rows.start * network.width..rows.end * network.width];
            let of_cue = |(chunk, cue): &(&Chunk, Range<usize>)| {
                rows(chunk.rows.start + cue.start..chunk.rows.start + cue.end)
            };
            network.pair_reader.begin_cues(kernel, pairs, batch.iter().map(of_cue));
            for (number, (chunk, cue)) in batch.iter().enumerate() {
                if begun != Some(&chunk.rows) {
                    network.pair_reader.begin_chunk(kernel, pairs, rows(chunk.rows.clone()));
                    begun = Some(&chunk.rows);
                }
                network.pair_reader.enter(pairs, number, cue, &mut self.hidden);
                let start = self.spans.last().map_or(0, |last| last.end);
                self.spans.push(start..start + chunk.words.len());
            }
            self.run_layers(layers);
            let mut rows = self.hidden.as_slice();
            for (chunk, _) in batch {
                let words = chunks.iter().filter(|c| c.paragraph == chunk.paragraph).map(|c| c.words.end);
                let (own, rest) = rows.split_at(chunk.words.len() * width);
                rows = rest;
                let mut of_paragraph = vec![OUTSIDE; chunk.words.start];
                classifier.apply(own, &mut of_paragraph);
                of_paragraph.resize(words.max().unwrap_or(0), OUTSIDE);
                labels.push(of_paragraph);
            }
        }
        self.chunks = chunks;
        labels
    }

    /// Cuts paragraphs into pieces and chunks.
    fn cut(&mut self, paragraphs: &[Vec<Word<'_>>]) {
        self.pieces.clear();
        self.chunks.clear();
        let mut row = 0;
        for (paragraph, words) in paragraphs.iter().enumerate() {
            let mut word = 0;
            self.chunker.cut(&self.encoder.network.vocabulary, words, |chunk| {
                let start = self.pieces.len();
                self.pieces.extend_from_slice(chunk);
                let end = word + chunk.iter().filter(|piece| piece.first).count();
                let rows = row..row + end - word;
                (word, row) = (end, rows.end);
                let words = end - rows.len()..end;
                self.chunks.push(Chunk { paragraph, words, pieces: start..self.pieces.len(), rows });
            });
        }
    }

    /// Makes room for the chunks that go through the layers together.
    fn begin_batch(&mut self) {
        self.hidden.clear();
        self.spans.clear();
        self.firsts.clear();
    }

    /// Notes that what was added to `hidden` since the last chunk is this one.
    fn end_chunk(&mut self, chunk: &Chunk) {
        let start = self.spans.last().map_or(0, |last| last.end);
        let end = self.hidden.len() / self.encoder.network.width;
        if self.encoder.network.embeddings.are_of_words() {
            self.firsts.extend(start..end);
        } else {
            let pieces = self.pieces[chunk.pieces.clone()].iter().enumerate();
            self.firsts.extend(pieces.filter(|(_, piece)| piece.first).map(|(at, _)| start + at));
        }
        self.spans.push(start..end);
    }

    /// Takes `hidden` through some layers.
    fn run_layers(&mut self, layers: &[Layer]) {
        for layer in layers {
            self.mix(layer);
            self.feed_forward(layer);
        }
    }

    /// The same, but leaves only the first piece of each word, which carries its
    /// label: the others are not needed after the last attention.
    fn run_layers_to_words(&mut self, layers: &[Layer]) {
        let (last, layers) = layers.split_last().expect("there are layers");
        self.run_layers(layers);
        self.mix(last);
        let width = last.size.width;
        for (word, &piece) in self.firsts.iter().enumerate().filter(|(word, piece)| word != *piece) {
            self.hidden.copy_within(piece * width..(piece + 1) * width, word * width);
        }
        self.hidden.truncate(self.firsts.len() * width);
        self.feed_forward(last);
    }

    /// The first half of a layer: the rows of each chunk inform each other.
    fn mix(&mut self, layer: &Layer) {
        match &layer.mixer {
            Mixer::Attention { qkv, out } => self.attend(layer.size, qkv, out),
            Mixer::Recurrence(recurrence) => {
                let kernel = &self.encoder.network.kernel;
                recurrence.apply(kernel, &self.spans, &mut self.hidden, &mut self.recurrence);
            }
        }
        layer.mixed_norm.apply(&mut self.hidden);
    }

    fn attend(&mut self, size: LayerSize, qkv: &Linear, out: &Linear) {
        let Network { kernel, score_kernel, .. } = &self.encoder.network;
        let width = size.width;
        self.rows.quantize(&self.hidden, width);
        let count = self.hidden.len() / width;
        self.wide.resize(count * 3 * width, 0.0);
        qkv.apply(kernel, &self.rows, &mut self.wide, WriteMode::Replace);
        self.attended.resize(count * width, 0.0);
        for chunk in &self.spans {
            let qkv = &self.wide[chunk.start * 3 * width..chunk.end * 3 * width];
            let attended = &mut self.attended[chunk.start * width..chunk.end * width];
            self.attention.apply(score_kernel, size, qkv, attended);
        }
        self.rows.quantize(&self.attended, width);
        out.apply(kernel, &self.rows, &mut self.hidden, WriteMode::Add);
    }

    /// The second half of a layer: each row by itself.
    fn feed_forward(&mut self, layer: &Layer) {
        let kernel = &self.encoder.network.kernel;
        let LayerSize { width, feed_forward } = layer.size;
        self.rows.quantize(&self.hidden, width);
        self.wide.resize(self.hidden.len() / width * feed_forward, 0.0);
        layer.up.apply(kernel, &self.rows, &mut self.wide, WriteMode::Replace);
        match layer.mixer {
            Mixer::Attention { .. } => {
                Gelu {}.map_mut(&mut self.wide);
                self.rows.quantize(&self.wide, feed_forward);
            }
            Mixer::Recurrence(_) => self.rows.quantize_positive(&self.wide, feed_forward),
        }
        layer.down.apply(kernel, &self.rows, &mut self.hidden, WriteMode::Add);
        layer.norm.apply(&mut self.hidden);
    }
}

/// Cuts a list into slices of at most [`BATCH_PIECES`] pieces or words, or of one item where
/// that has more.
fn batches<T>(list: &[T], pieces: impl Fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let mut sum = 0;
        let fits = rest.iter().take_while(|item| {
            sum += pieces(item);
            sum <= BATCH_PIECES
        });
        let count = fits.count().max(1).min(rest.len());
        let (first, others) = rest.split_at(count);
        rest = others;
        (!first.is_empty()).then_some(first)
    })
}
