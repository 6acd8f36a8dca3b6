//! The weights of the network, and how a piece enters it. `encoder` runs it.

use crate::dimensions::{CHUNK_CAPACITY, CONVENTIONS, PIECES, QUOTE_POSITIONS, SHAPES};
use crate::layers::{Classifier, Layer, Norm};
use crate::pair_reader::PairReader;
use crate::paragraph::{Convention, Piece};
use crate::pieces::PieceVocabulary;
use crate::quantized::Kernel;
use crate::weights::{self, Weights, WeightsError};

/// All weights.
pub(crate) struct Network {
    /// The numbers of each piece between layers.
    pub(crate) width: usize,
    pub(crate) kernel: Kernel,
    pub(crate) vocabulary: PieceVocabulary,
    pub(crate) embeddings: Embeddings,
    pub(crate) embedding_norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) classifier: Classifier,
    pub(crate) pair_reader: PairReader,
}

/// What a piece is before the layers: the sum of one row of each of these.
pub(crate) struct Embeddings {
    width: usize,
    pieces: Vec<i8>,
    /// One for each piece.
    piece_scales: Vec<f32>,
    /// By the number of the piece in its chunk.
    positions: Vec<f32>,
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
        weights::check_width(width)?;
        Ok(Self {
            width,
            vocabulary: PieceVocabulary::new(),
            embeddings: Embeddings::read(&weights, width)?,
            embedding_norm: Norm::read(&weights, "norm", width)?,
            layers: Layer::read_all(&weights, &kernel, "layers", width)?,
            classifier: Classifier::read(&weights, "labels", width)?,
            pair_reader: PairReader::read(&weights, &kernel, width)?,
            kernel,
        })
    }
}

impl Embeddings {
    fn read(weights: &Weights, width: usize) -> Result<Self, WeightsError> {
        Ok(Self {
            width,
            pieces: weights.bytes("pieces.weight", PIECES, width)?,
            piece_scales: weights.numbers("pieces.scale", &[PIECES])?,
            positions: weights.numbers("positions.weight", &[CHUNK_CAPACITY, width])?,
            shapes: weights.numbers("shapes.weight", &[SHAPES, width])?,
            quote_positions: weights.numbers("places.weight", &[QUOTE_POSITIONS, width])?,
            conventions: weights.numbers("conventions.weight", &[CONVENTIONS, width])?,
        })
    }

    /// Appends to `hidden` the `width` numbers with which a piece enters the first
    /// layer. `position` is its number in the chunk.
    pub(crate) fn embed(&self, piece: Piece, position: usize, convention: Convention, hidden: &mut Vec<f32>) {
        let (width, number) = (self.width, piece.number as usize);
        let scale = self.piece_scales[number];
        let word = &self.pieces[number * width..][..width];
        let position = &self.positions[position * width..][..width];
        let shape = &self.shapes[piece.shape as usize * width..][..width];
        let quote = &self.quote_positions[piece.quote_position as usize * width..][..width];
        let convention = &self.conventions[convention as usize * width..][..width];
        let told = |n: usize| position[n] + shape[n] + quote[n] + convention[n];
        hidden.extend((0..width).map(|n| scale * f32::from(word[n]) + told(n)));
    }
}
