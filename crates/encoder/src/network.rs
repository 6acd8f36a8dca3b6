//! The weights of the network, and how a piece enters it. `encoder` runs it.

use crate::dimensions::{
    CHUNK_CAPACITY, CONVENTIONS, LAYER, LAYERS, LayerSize, PAIR_LAYER, PAIR_LAYERS, PIECES, QUOTE_POSITIONS,
    SHAPES, WIDTH,
};
use crate::layers::{Classifier, Layer, Norm};
use crate::pair_reader::PairReader;
use crate::paragraph::{Convention, Piece};
use crate::pieces::PieceVocabulary;
use crate::quantized::Kernel;
use crate::weights::{Weights, WeightsError};

/// All weights.
pub(crate) struct Network {
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
        let layers = |name: &str, count: usize, size: LayerSize| {
            let layer = |n| Layer::read(&weights, &kernel, &format!("{name}.{n}"), size);
            (0..count).map(layer).collect::<Result<Vec<_>, WeightsError>>()
        };
        Ok(Self {
            vocabulary: PieceVocabulary::new(),
            embeddings: Embeddings::read(&weights)?,
            embedding_norm: Norm::read(&weights, "norm", WIDTH)?,
            layers: layers("layers", LAYERS, LAYER)?,
            classifier: Classifier::read(&weights, "labels", WIDTH)?,
            pair_reader: PairReader::read(
                &weights,
                &kernel,
                layers("pairs.layers", PAIR_LAYERS, PAIR_LAYER)?,
            )?,
            kernel,
        })
    }
}

impl Embeddings {
    fn read(weights: &Weights) -> Result<Self, WeightsError> {
        Ok(Self {
            pieces: weights.bytes("pieces.weight", PIECES, WIDTH)?,
            piece_scales: weights.numbers("pieces.scale", &[PIECES])?,
            positions: weights.numbers("positions.weight", &[CHUNK_CAPACITY, WIDTH])?,
            shapes: weights.numbers("shapes.weight", &[SHAPES, WIDTH])?,
            quote_positions: weights.numbers("places.weight", &[QUOTE_POSITIONS, WIDTH])?,
            conventions: weights.numbers("conventions.weight", &[CONVENTIONS, WIDTH])?,
        })
    }

    /// Appends to `hidden` the [`WIDTH`] numbers with which a piece enters the first
    /// layer. `position` is its number in the chunk.
    pub(crate) fn embed(&self, piece: Piece, position: usize, convention: Convention, hidden: &mut Vec<f32>) {
        let number = piece.number as usize;
        let scale = self.piece_scales[number];
        let word = &self.pieces[number * WIDTH..][..WIDTH];
        let position = &self.positions[position * WIDTH..][..WIDTH];
        let shape = &self.shapes[piece.shape as usize * WIDTH..][..WIDTH];
        let quote = &self.quote_positions[piece.quote_position as usize * WIDTH..][..WIDTH];
        let convention = &self.conventions[convention as usize * WIDTH..][..WIDTH];
        let told = |n: usize| position[n] + shape[n] + quote[n] + convention[n];
        hidden.extend((0..WIDTH).map(|n| scale * f32::from(word[n]) + told(n)));
    }
}
