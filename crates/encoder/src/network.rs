//! The weights of the network, and how a piece enters it. `encoder` runs it.

use crate::dimensions::{CHUNK_CAPACITY, LAYERS, PIECES, QUOTE_POSITIONS, SHAPES, SHARED_LAYERS, WIDTH};
use crate::layers::{Classifier, Layer, Norm};
use crate::paragraph::Piece;
use crate::pieces::PieceVocabulary;
use crate::quantized::Kernel;
use crate::weights::{Weights, WeightsError};

/// All weights.
pub(crate) struct Network {
    pub(crate) kernel: Kernel,
    pub(crate) vocabulary: PieceVocabulary,
    pub(crate) embeddings: Embeddings,
    pub(crate) embedding_norm: Norm,
    /// The layers of both readings.
    pub(crate) shared_layers: Vec<Layer>,
    pub(crate) first_reading: Reading,
    pub(crate) second_reading: Reading,
    /// What the second reading adds to pieces outside (first row) and inside
    /// (second row) of the cue, after the shared layers.
    cue: Vec<f32>,
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
}

/// The layers that one reading has of its own, and its labels.
pub(crate) struct Reading {
    pub(crate) layers: Vec<Layer>,
    pub(crate) classifier: Classifier,
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
        let layers = |name: &str, numbers: std::ops::Range<usize>| {
            let layer = |n| Layer::read(&weights, &kernel, &format!("{name}.{n}"));
            numbers.map(layer).collect::<Result<Vec<_>, WeightsError>>()
        };
        Ok(Self {
            vocabulary: PieceVocabulary::new(),
            embeddings: Embeddings::read(&weights)?,
            embedding_norm: Norm::read(&weights, "norm")?,
            shared_layers: layers("layers", 0..SHARED_LAYERS)?,
            first_reading: Reading {
                layers: layers("layers", SHARED_LAYERS..LAYERS)?,
                classifier: Classifier::read(&weights, "labels")?,
            },
            cue: weights.numbers("given.cue.weight", &[2, WIDTH])?,
            second_reading: Reading {
                layers: layers("given.layers", 0..LAYERS - SHARED_LAYERS)?,
                classifier: Classifier::read(&weights, "given.labels")?,
            },
            kernel,
        })
    }

    /// The [`WIDTH`] numbers that tell the second reading whether a piece is inside
    /// of the cue.
    pub(crate) fn cue(&self, inside: bool) -> &[f32] {
        &self.cue[usize::from(inside) * WIDTH..][..WIDTH]
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
        })
    }

    /// Appends to `hidden` the [`WIDTH`] numbers with which a piece enters the first
    /// layer. `position` is its number in the chunk.
    pub(crate) fn embed(&self, piece: Piece, position: usize, hidden: &mut Vec<f32>) {
        let number = piece.number as usize;
        let scale = self.piece_scales[number];
        let word = &self.pieces[number * WIDTH..][..WIDTH];
        let position = &self.positions[position * WIDTH..][..WIDTH];
        let shape = &self.shapes[piece.shape as usize * WIDTH..][..WIDTH];
        let quote = &self.quote_positions[piece.quote_position as usize * WIDTH..][..WIDTH];
        hidden.extend((0..WIDTH).map(|n| scale * f32::from(word[n]) + position[n] + shape[n] + quote[n]));
    }
}
