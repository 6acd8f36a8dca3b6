//! The weights of the network, and how a piece enters it. `encoder` runs it.

use crate::attention::ScoreKernel;
use crate::dimensions::{CHUNK_CAPACITY, CONVENTIONS, PIECES, QUOTE_POSITIONS, SHAPES};
use crate::layers::{Classifier, Layer, Norm};
use crate::pair_reader::PairReader;
use crate::paragraph::{Convention, Piece};
use crate::pieces::PieceVocabulary;
use crate::quantized::Kernel;
use crate::weights::{Weights, WeightsError};
use rten_simd::{Isa, SimdOp};

/// All weights.
pub(crate) struct Network {
    /// The numbers of each piece between layers.
    pub(crate) width: usize,
    pub(crate) kernel: Kernel,
    pub(crate) score_kernel: ScoreKernel,
    pub(crate) vocabulary: PieceVocabulary,
    pub(crate) embeddings: Embeddings,
    pub(crate) embedding_norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) classifier: Classifier,
    pub(crate) pair_reader: PairReader,
}

/// What a piece or word is before the layers: the sum of one row of each of these.
pub(crate) struct Embeddings {
    width: usize,
    pieces: Vec<i8>,
    /// One for each piece.
    piece_scales: Vec<f32>,
    /// By the number of the piece in its chunk. A network that knows no positions reads
    /// words: the pieces of each are one row.
    positions: Option<Vec<f32>>,
    shapes: Vec<f32>,
    quote_positions: Vec<f32>,
    conventions: Vec<f32>,
}

impl Network {
    /// Reads weights in safetensors.
    ///
    /// # Errors
    /// If the bytes are not such a file, or a tensor is missing or has another type
    /// or shape.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
        let weights = Weights::read(bytes)?;
        let kernel = Kernel::default();
        let [_, width] = weights.shape("pieces.weight")?;
        Ok(Self {
            width,
            vocabulary: PieceVocabulary::new(),
            embeddings: Embeddings::read(&weights, width)?,
            embedding_norm: Norm::read(&weights, "norm", width)?,
            layers: Layer::read_all(&weights, &kernel, "layers", width)?,
            classifier: Classifier::read(&weights, "labels", width)?,
            pair_reader: PairReader::read(&weights, &kernel, width)?,
            kernel,
            score_kernel: ScoreKernel::default(),
        })
    }
}

impl Embeddings {
    fn read(weights: &Weights, width: usize) -> Result<Self, WeightsError> {
        Ok(Self {
            width,
            pieces: weights.bytes("pieces.weight", PIECES, width)?,
            piece_scales: weights.numbers("pieces.scale", &[PIECES])?,
            positions: weights
                .has("positions.weight")
                .then(|| weights.numbers("positions.weight", &[CHUNK_CAPACITY, width]))
                .transpose()?,
            shapes: weights.numbers("shapes.weight", &[SHAPES, width])?,
            quote_positions: weights.numbers("places.weight", &[QUOTE_POSITIONS, width])?,
            conventions: weights.numbers("conventions.weight", &[CONVENTIONS, width])?,
        })
    }

    /// Whether rows are words; else they are pieces.
    pub(crate) fn are_of_words(&self) -> bool {
        self.positions.is_none()
    }

    /// Appends to `hidden` the rows, `width` numbers each, with which the pieces of a chunk,
    /// or its words, enter the first layer.
    pub(crate) fn embed(&self, chunk: &[Piece], convention: Convention, hidden: &mut Vec<f32>) {
        Embed { embeddings: self, chunk, convention, hidden }.dispatch();
    }

    /// Writes one row: the mean of some pieces of one word, and what else is known of it.
    #[inline(always)]
    fn write(&self, pieces: &[Piece], convention: Convention, row: &mut [f32]) {
        let (width, first) = (row.len(), &pieces[0]);
        let shape = &self.shapes[first.shape as usize * width..][..width];
        let quote = &self.quote_positions[first.quote_position as usize * width..][..width];
        let convention = &self.conventions[convention as usize * width..][..width];
        for n in 0..width {
            row[n] = shape[n] + quote[n] + convention[n];
        }
        for piece in pieces {
            let number = piece.number as usize;
            let scale = self.piece_scales[number] / pieces.len() as f32;
            let bytes = &self.pieces[number * width..][..width];
            for n in 0..width {
                row[n] += scale * f32::from(bytes[n]);
            }
        }
    }
}

/// The rows of one chunk.
struct Embed<'a> {
    embeddings: &'a Embeddings,
    chunk: &'a [Piece],
    convention: Convention,
    hidden: &'a mut Vec<f32>,
}

impl SimdOp for Embed<'_> {
    type Output = ();

    /// Plain loops, which the compiler turns into the instructions of `I`.
    #[inline(always)]
    fn eval<I: Isa>(self, _: I) {
        let Self { embeddings, chunk, convention, hidden } = self;
        let (width, start) = (embeddings.width, hidden.len());
        let Some(positions) = &embeddings.positions else {
            // Without the marks around the chunk.
            let pieces = &chunk[1..chunk.len() - 1];
            for word in pieces.chunk_by(|_, next| !next.first) {
                let at = hidden.len();
                hidden.resize(at + width, 0.0);
                embeddings.write(word, convention, &mut hidden[at..]);
            }
            return;
        };
        hidden.resize(start + chunk.len() * width, 0.0);
        let rows = hidden[start..].chunks_exact_mut(width).zip(positions.chunks_exact(width));
        for (piece, (row, position)) in chunk.iter().zip(rows) {
            embeddings.write(std::slice::from_ref(piece), convention, row);
            row.iter_mut().zip(position).for_each(|(sum, x)| *sum += x);
        }
    }
}
